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
    /// Show all relations at once: blocs, brokers, polarisation; GraphML and GEXF
    Network(NetworkArgs),
    /// Foretell next week and next month, with the record of how such forecasts fared
    Forecast(ForecastArgs),
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

/// Arguments of `detente network`.
#[derive(Args, Debug)]
pub struct NetworkArgs {
    /// Where the store is.
    #[command(flatten)]
    pub store: StoreDir,
    /// First day (2024-05-20, 2024-05, 2024)
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Last day
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Follow it by day, week or month
    #[arg(long, value_enum, value_name = "PIECE", default_value_t = By::Month)]
    pub by: By,
    /// Leave out pairs with fewer events
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub least: u32,
    /// What to write
    #[arg(short, long, value_enum, default_value_t = NetworkFormat::Text)]
    pub format: NetworkFormat,
    /// Where to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// What `detente network` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NetworkFormat {
    /// Blocs, brokers, the most hostile and friendliest pairs, polarisation over time
    Text,
    /// The same as one JSON object
    Json,
    /// The network for Gephi, igraph, NetworkX
    Graphml,
    /// The network for Gephi
    Gexf,
    /// The share of hostility over time, drawn
    Svg,
}

/// Arguments of `detente forecast`.
#[derive(Args, Debug)]
pub struct ForecastArgs {
    /// One side (PRK); every pair with enough events when not given
    #[arg(value_name = "CODE", requires = "other")]
    pub one: Option<String>,
    /// The other side
    #[arg(value_name = "CODE")]
    pub other: Option<String>,
    /// Where the store is.
    #[command(flatten)]
    pub store: StoreDir,
    /// First day to learn from; three years before the last when not given
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Last day to learn from
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// What to foretell
    #[arg(long, value_enum, default_value_t = Ahead::Both)]
    pub next: Ahead,
    /// Leave out pairs with fewer scored events, in the forecast of all pairs and in the test
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub least: usize,
    /// What to write
    #[arg(short, long, value_enum, default_value_t = ForecastFormat::Text)]
    pub format: ForecastFormat,
    /// Where to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// What is foretold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ahead {
    /// The next week
    Week,
    /// The next four weeks
    Month,
    /// Both
    Both,
}

/// What `detente forecast` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ForecastFormat {
    /// Probabilities, and how such forecasts fared
    Text,
    /// The same as a JSON array
    Json,
    /// Whether conflict came as often as was said, drawn
    Svg,
}
