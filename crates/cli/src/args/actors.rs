//! Arguments of `detente actors`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::EXIT_CODES;

/// Arguments of `detente actors`.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES, after_long_help = EXIT_CODES)]
pub struct ActorsArgs {
    /// What to do.
    #[command(subcommand)]
    pub what: ActorsCommand,
}

/// What `detente actors` does.
#[derive(Subcommand, Debug)]
pub enum ActorsCommand {
    /// Show all that is known of a state, body or person: names, offices, institutions, dates, lines of the tables
    Show(ShowArgs),
    /// Resolve a mention as it would be in a text: who is it, by which rule, against which others
    Find(FindArgs),
    /// Check the tables: faults, overlaps and gaps in offices, ambiguous names, ids that do not exist
    Check(CheckArgs),
    /// Add an entry to your own tables, which stand over the shipped ones
    Add(Box<AddArgs>),
}

/// Arguments of `detente actors show`.
#[derive(Args, Debug)]
pub struct ShowArgs {
    /// Code of a state (PRK), id of a body (PRK-kcna), or a name
    #[arg(value_name = "WHO")]
    pub who: String,
    /// The day whose offices to show; today when not given
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `detente actors find`.
#[derive(Args, Debug)]
pub struct FindArgs {
    /// The mention: "the North's foreign ministry"
    #[arg(value_name = "MENTION")]
    pub mention: String,
    /// The day of the text it stands in
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// The state in whose text it stands, by its code
    #[arg(long = "in", value_name = "CODE")]
    pub within: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `detente actors check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// A folder of tables, one table, or a dictionary of PETRARCH; the tables in use when not given
    #[arg(value_name = "DIR|FILE")]
    pub path: Option<PathBuf>,
    /// Exit with 1 for warnings too, not only for faults
    #[arg(long)]
    pub strict: bool,
    /// Print one JSON object for each finding and line
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `detente actors add`.
#[derive(Args, Debug)]
pub struct AddArgs {
    /// Its name
    #[arg(value_name = "NAME")]
    pub name: String,
    /// What it is: person, agent (a common noun), or a kind of body (ministry, party, ngo, armed_group, firm …)
    #[arg(long, value_name = "KIND", default_value = "person")]
    pub kind: String,
    /// Code of its state, or the id of the body that a person is of
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
    /// Another way of writing the name; can be given again
    #[arg(long = "alias", value_name = "NAME")]
    pub aliases: Vec<String>,
    /// The office of a person (head_of_state, foreign_minister, spokesperson …)
    #[arg(long, value_name = "OFFICE")]
    pub office: Option<String>,
    /// The title in the words of news
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// A sector of PLOVER (GOV, MIL …); can be given again, the primary one first
    #[arg(long = "sector", value_name = "SECTOR")]
    pub sectors: Vec<String>,
    /// The first day
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// The first day after
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Year of birth, where two people of one state bear one name
    #[arg(long, value_name = "YEAR")]
    pub born: Option<String>,
    /// Id of a body; made from its state and name when not given
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// The state or body whose voice it is
    #[arg(long, value_name = "CODE")]
    pub speaks_for: Option<String>,
    /// Plural of an agent noun, where it is not regular
    #[arg(long, value_name = "NOUN")]
    pub plural: Option<String>,
    /// What else should be kept of it
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// The table to write to (people-own.tsv …); by default one in the folder of --knowledge, or in your own folder
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
}
