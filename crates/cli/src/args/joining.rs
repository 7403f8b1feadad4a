//! Arguments of `detente eval joining`.

use std::path::PathBuf;

use clap::Args;

/// Arguments of `detente eval joining`.
#[derive(Args, Debug)]
pub struct JoiningArgs {
    /// The clusters (.tsv: cluster, half, document, start, end, type)
    #[arg(value_name = "GOLD.tsv")]
    pub gold: PathBuf,

    /// The files that the clusters are drawn from, read into a scratch store
    #[arg(value_name = "FILE", required_unless_present = "store", conflicts_with = "store")]
    pub files: Vec<PathBuf>,

    /// A store that holds them already
    #[arg(long, value_name = "DIR")]
    pub store: Option<PathBuf>,

    /// Join the records of the store anew with this program, instead of scoring the events as they stand
    #[arg(long, requires = "store")]
    pub anew: bool,

    /// List what was torn and what was run together in the development half
    #[arg(long)]
    pub errors: bool,

    /// List it for both halves: whoever has read it may no longer call the test half unseen
    #[arg(long)]
    pub errors_of_test: bool,

    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}
