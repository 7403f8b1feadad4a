//! Arguments of the commands that read relations out of the store.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::args_memory::StoreDir;

/// Commands over relations.
#[derive(Subcommand, Debug)]
pub enum RelationsCommand {
    /// Show how two sides stand to each other: level, breaks, what changed it, what is still open
    Relation(RelationArgs),
    /// Write a month of a relation as a page that can be printed, or in Markdown
    Brief(MonthArgs),
}

/// Two sides, and over what time.
#[derive(Args, Debug)]
pub struct PairArgs {
    /// One side: a code (PRK), a sector of it (PRK:MIL), a group (KOR+USA+JPN) or 'world'
    #[arg(value_name = "CODE")]
    pub one: String,
    /// The other side
    #[arg(value_name = "CODE")]
    pub other: String,
    /// Where the store is.
    #[command(flatten)]
    pub store: StoreDir,
    /// Count by day, week or month; by week up to three years, else by month, when not given
    #[arg(long, value_enum, value_name = "PIECE")]
    pub by: Option<By>,
    /// First day (2024-05-20, 2024-05, 2024)
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Where to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Pieces of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Days
    Day,
    /// Weeks from Monday
    Week,
    /// Months
    Month,
}

/// Arguments of `detente relation`.
#[derive(Args, Debug)]
pub struct RelationArgs {
    /// Two sides.
    #[command(flatten)]
    pub pair: PairArgs,
    /// Last day
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// What to write
    #[arg(short, long, value_enum, default_value_t = RelationFormat::Text)]
    pub format: RelationFormat,
}

/// What `detente relation` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RelationFormat {
    /// A page of the terminal
    Text,
    /// One JSON object with every period, break and event id
    Json,
    /// One line a period and direction
    Csv,
    /// The line from one side to the other, with its band and breaks
    Svg,
    /// The counts from one side to the other, by quad class
    BarsSvg,
}

/// Arguments of `detente brief`.
#[derive(Args, Debug)]
pub struct MonthArgs {
    /// Two sides.
    #[command(flatten)]
    pub pair: PairArgs,
    /// The month (2024-06)
    #[arg(long, value_name = "MONTH")]
    pub month: String,
    /// What to write
    #[arg(short, long, value_enum, default_value_t = MonthFormat::Md)]
    pub format: MonthFormat,
}

/// What `detente brief` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MonthFormat {
    /// Markdown
    Md,
    /// One self-contained page that prints well (to PDF too)
    Html,
    /// One JSON object
    Json,
}
