//! Arguments of the commands that keep and ask the store.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::args::InputArgs;

/// Commands over the store.
#[derive(Subcommand, Debug)]
pub enum MemoryCommand {
    /// Read reporting into a store, from where an earlier run ended
    Ingest(IngestArgs),
    /// List what happened: reports joined into events
    Events(crate::args_exchange::EventsArgs),
    /// List what single documents report
    Reports(QueryArgs),
    /// List who claims what, in how many documents
    Claims(QueryArgs),
    /// List threats, promises, plans and demands with what became of them
    Commitments(CommitmentArgs),
    /// List the documents of a store, or what could not be read
    Documents(DocumentArgs),
    /// Show the whole story of a document, report, event, claim or commitment, down to the sentences
    Show(ShowArgs),
    /// Show what two sides did to each other and held out to each other, in the order of time
    Timeline(TimelineArgs),
    /// Check a store, code its documents anew, or hash what it holds
    Store(StoreArgs),
    /// Judge reports, events and steps of commitments, with the text beside them
    Review(ReviewArgs),
}

/// Where the store is.
#[derive(Args, Debug, Clone)]
pub struct StoreDir {
    /// Directory of the store
    #[arg(long = "store", value_name = "DIR", env = "DETENTE_STORE")]
    pub dir: PathBuf,
}

/// Arguments of `detente ingest`.
#[derive(Args, Debug)]
pub struct IngestArgs {
    /// Files, folders, patterns in quotes ('news/*.html'), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub files: Vec<PathBuf>,

    /// Where the store is.
    #[command(flatten)]
    pub store: StoreDir,

    /// Fail at once when another process is writing to the store, instead of waiting for it
    #[arg(long)]
    pub no_wait: bool,

    /// Print one JSON object with what was added
    #[arg(long)]
    pub json: bool,

    /// Documents that are put in at once: a kill costs at most these, or four seconds' work
    #[arg(long, value_name = "N", default_value = "256", hide = true)]
    pub batch: std::num::NonZeroUsize,

    /// What is known of the input.
    #[command(flatten)]
    pub input: InputArgs,
}

/// What to list.
#[derive(Args, Debug, Clone, Default)]
pub struct FilterArgs {
    /// Who acts: a country or body, with a sector or without (PRK, PRK:MIL); of claims, who holds it
    #[arg(long, value_name = "CODE", help_heading = "Filters")]
    pub actor: Option<String>,

    /// To whom
    #[arg(long, value_name = "CODE", help_heading = "Filters")]
    pub recipient: Option<String>,

    /// Type of act (THREATEN); several are separated by commas
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', help_heading = "Filters")]
    pub types: Vec<String>,

    /// Mode of the type (leaflets)
    #[arg(long, value_name = "MODE", help_heading = "Filters")]
    pub mode: Option<String>,

    /// What is said of it (happened, planned, threatened …); of commitments, what became of them (carried out …)
    #[arg(long, value_name = "STATUS", help_heading = "Filters")]
    pub status: Option<String>,

    /// How well an event stands: disputed, confirmed, corroborated, reported, asserted
    #[arg(long, value_name = "STANDING", help_heading = "Filters")]
    pub standing: Option<String>,

    /// First day (2024-05-20, 2024-05, 2024)
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    pub since: Option<String>,

    /// Last day
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    pub until: Option<String>,

    /// Place
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub place: Option<String>,

    /// Outlet
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub outlet: Option<String>,

    /// Words that must occur, in any form; words in double quotes in that order
    #[arg(long, value_name = "WORDS", help_heading = "Filters")]
    pub text: Option<String>,

    /// At least so many independent origins
    #[arg(long, value_name = "N", help_heading = "Filters")]
    pub min_origins: Option<usize>,

    /// Only what a person accepted or fixed; of commitments, those with a confirmed step
    #[arg(long, help_heading = "Filters")]
    pub confirmed: bool,

    /// As the store held it at the end of this day, or at this moment (2024-06-01T12:00Z)
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    pub as_known_on: Option<String>,
}

/// How to list it.
#[derive(Args, Debug, Clone)]
pub struct ListingArgs {
    /// Column to sort by, with a minus before it for the largest first
    #[arg(long, value_name = "COLUMN", allow_hyphen_values = true)]
    pub sort: Option<String>,

    /// At most so many; 50 in a table when not given, all in the other formats
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    /// Form of the listing
    #[arg(short, long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,

    /// Where to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Forms of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Columns for reading
    Table,
    /// Comma-separated values, all columns
    Csv,
    /// An array of JSON objects, all columns
    Json,
    /// Apache Parquet, all columns
    Parquet,
}

/// Arguments of `detente reports` and `claims`, and most of those of `events`.
#[derive(Args, Debug)]
pub struct QueryArgs {
    /// Where the store is.
    #[command(flatten)]
    pub store: StoreDir,
    /// What to list.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// How to list it.
    #[command(flatten)]
    pub listing: ListingArgs,
}

/// Arguments of `detente commitments`.
#[derive(Args, Debug)]
pub struct CommitmentArgs {
    /// Who committed; the same as --actor
    #[arg(long, value_name = "CODE", conflicts_with = "actor", help_heading = "Filters")]
    pub maker: Option<String>,

    /// To whom; the same as --recipient
    #[arg(long, value_name = "CODE", conflicts_with = "recipient", help_heading = "Filters")]
    pub addressee: Option<String>,

    /// threat, promise, plan, ultimatum, agreement or demand
    #[arg(long, value_name = "KIND", help_heading = "Filters")]
    pub kind: Option<String>,

    /// Show how many were carried out and within how many days, by maker and kind, instead of the list
    #[arg(long)]
    pub statistics: bool,

    /// The rest.
    #[command(flatten)]
    pub query: QueryArgs,
}

/// Arguments of `detente documents`.
#[derive(Args, Debug)]
pub struct DocumentArgs {
    /// List what could not be read, with its problem, instead of the documents
    #[arg(long)]
    pub aside: bool,

    /// The rest.
    #[command(flatten)]
    pub query: QueryArgs,
}

/// Arguments of `detente show`.
#[derive(Args, Debug)]
pub struct ShowArgs {
    /// The id, or its beginning
    #[arg(value_name = "ID")]
    pub id: String,
    /// Where the store is.
    #[command(flatten)]
    pub store: StoreDir,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `detente timeline`.
#[derive(Args, Debug)]
pub struct TimelineArgs {
    /// One side (PRK)
    #[arg(value_name = "CODE")]
    pub one: String,
    /// The other side (KOR)
    #[arg(value_name = "CODE")]
    pub other: String,
    /// Count events by day, week, month or year instead of listing them
    #[arg(long, value_enum, value_name = "PIECE")]
    pub by: Option<Piece>,
    /// The rest.
    #[command(flatten)]
    pub query: QueryArgs,
}

/// Pieces of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Piece {
    /// Days
    Day,
    /// Weeks from Monday
    Week,
    /// Months
    Month,
    /// Years
    Year,
}

/// Arguments of `detente store`.
#[derive(Args, Debug)]
pub struct StoreArgs {
    /// What to do.
    #[command(subcommand)]
    pub what: StoreCommand,
}

/// What `detente store` does.
#[derive(Subcommand, Debug)]
pub enum StoreCommand {
    /// Verify that the store is whole and keeps its rules
    Check {
        /// Where the store is.
        #[command(flatten)]
        store: StoreDir,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Code the stored documents anew with this program and show what changed; the earlier coding stays on record
    Recode {
        /// Where the store is.
        #[command(flatten)]
        store: StoreDir,
        /// Show what would change, and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Print a hash of what the store holds; equal for equal content, however it came in
    Digest {
        /// Where the store is.
        #[command(flatten)]
        store: StoreDir,
        /// Print one JSON object with the hash of each part
        #[arg(long)]
        json: bool,
    },
}

/// Arguments of `detente review`.
#[derive(Args, Debug)]
pub struct ReviewArgs {
    /// Ids to judge, or their beginnings: reports, events, commitments; the reports the filters let through when none
    /// is given
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,

    /// Where the store is.
    #[command(flatten)]
    pub store: StoreDir,

    /// What to list.
    #[command(flatten)]
    pub filter: FilterArgs,

    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,

    /// Name of who judges
    #[arg(long, value_name = "NAME", env = "USER", default_value = "analyst")]
    pub who: String,

    /// Write the judgements that hold, one JSON object a line with its sentence, as gold; judge nothing
    #[arg(long, value_name = "FILE")]
    pub export: Option<PathBuf>,
}
