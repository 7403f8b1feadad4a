//! Arguments of the commands that read and write other people's formats.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::args_memory::{FilterArgs, ListFormat, ListingArgs, Piece, StoreDir};

/// Commands over events of other datasets.
#[allow(clippy::large_enum_variant, reason = "there is one, made once")]
#[derive(Subcommand, Debug)]
pub enum ExchangeCommand {
    /// Bring in events of other datasets, kept apart from ours and marked by origin
    Import(ImportArgs),
    /// List the files of other datasets in the store and what became of their rows
    Foreign(ForeignArgs),
    /// Write events in the formats of the field
    Export(ExportArgs),
    /// Compare our events of a pair with those of another dataset
    Compare(CompareArgs),
}

/// Formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// GDELT 1.0 events
    Gdelt1,
    /// GDELT 2.0 events
    Gdelt2,
    /// GDELT 2.0 mentions of events
    Gdelt2Mentions,
    /// ICEWS, as on the Dataverse or with date, source, event and target only
    Icews,
    /// POLECAT
    Polecat,
    /// ACLED
    Acled,
    /// PLOVER records as JSON
    Plover,
    /// A table with a header
    Csv,
    /// The table that `detente export --format parquet` writes
    Parquet,
}

/// Formats that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// GDELT 1.0 events
    Gdelt1,
    /// ICEWS, as on the Dataverse
    Icews,
    /// POLECAT
    Polecat,
    /// PLOVER records as JSON
    Plover,
    /// A table with all that is known of each event
    Csv,
    /// The same table as Apache Parquet
    Parquet,
}

/// Arguments of `detente import`.
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// Files, plain or gzip-, zstd- or zip-compressed, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Format of the files
    #[arg(short, long, value_enum)]
    pub format: ImportFormat,

    /// Where the store is.
    #[command(flatten)]
    pub store: StoreDir,

    /// Name under which the events are kept; that of the format when not given
    #[arg(long, value_name = "NAME")]
    pub dataset: Option<String>,

    /// Which column holds what, where the names do not tell: day=when,actor_country=from,recipient_country=to,cameo=code
    #[arg(long, value_name = "ROLE=COLUMN,…")]
    pub map: Option<String>,

    /// Code system of states in a table: fips, cameo, iso3, iso2, cow, name or any
    #[arg(long, value_name = "SYSTEM")]
    pub countries: Option<String>,

    /// Which number of a date such as 05/06/2020 comes first: day or month
    #[arg(long, value_name = "ORDER")]
    pub date_order: Option<String>,

    /// Fail at once when another process is writing to the store, instead of waiting for it
    #[arg(long)]
    pub no_wait: bool,

    /// Print one JSON object for each file
    #[arg(long)]
    pub json: bool,

    /// Rows that are put in at once: a kill costs at most these
    #[arg(long, value_name = "N", default_value = "20000", hide = true)]
    pub batch: std::num::NonZeroUsize,
}

/// Arguments of `detente foreign`.
#[derive(Args, Debug)]
pub struct ForeignArgs {
    /// Of this dataset only
    #[arg(value_name = "DATASET")]
    pub dataset: Option<String>,

    /// List the rows that were kept aside, with the reason
    #[arg(long)]
    pub aside: bool,

    /// Count events by country and year instead
    #[arg(long, conflicts_with = "aside")]
    pub years: bool,

    /// Where the store is.
    #[command(flatten)]
    pub store: StoreDir,

    /// How to list it.
    #[command(flatten)]
    pub listing: ListingArgs,
}

/// Arguments of `detente export`.
#[derive(Args, Debug)]
pub struct ExportArgs {
    /// File to write, or - for standard output
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Format to write
    #[arg(short, long, value_enum)]
    pub format: ExportFormat,

    /// Events of this dataset, instead of ours
    #[arg(long, value_name = "DATASET")]
    pub origin: Option<String>,

    /// Where the store is.
    #[command(flatten)]
    pub store: StoreDir,

    /// What to write.
    #[command(flatten)]
    pub filter: FilterArgs,

    /// At most so many events
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

/// Arguments of `detente compare`.
#[derive(Args, Debug)]
pub struct CompareArgs {
    /// One side (PRK)
    #[arg(value_name = "CODE")]
    pub one: String,

    /// The other side (KOR)
    #[arg(value_name = "CODE")]
    pub other: String,

    /// The dataset to compare with
    #[arg(long = "with", value_name = "DATASET")]
    pub with: String,

    /// Count by day, week, month or year
    #[arg(long, value_enum, default_value_t = Piece::Day, value_name = "PIECE")]
    pub by: Piece,

    /// First day (2024-05-20, 2024-05, 2024); the first that both have when not given
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,

    /// Last day; the last that both have when not given
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,

    /// Where the store is.
    #[command(flatten)]
    pub store: StoreDir,

    /// Form of the comparison
    #[arg(short, long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,

    /// Where to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Arguments of `detente events`.
#[derive(Args, Debug)]
pub struct EventsArgs {
    /// Events of another dataset that was imported under this name, instead of ours
    #[arg(long, value_name = "DATASET", help_heading = "Filters")]
    pub origin: Option<String>,

    /// The rest.
    #[command(flatten)]
    pub query: crate::args_memory::QueryArgs,
}
