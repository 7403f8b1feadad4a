//! The commands over relations.

use anyhow::Result;

use crate::args_relations::RelationsCommand;
use crate::commands::{network, relation};
use crate::exit::Exit;

/// Runs one of them.
pub fn run(command: &RelationsCommand) -> Result<Exit> {
    match command {
        RelationsCommand::Relation(args) => relation::relation(args),
        RelationsCommand::Brief(args) => relation::brief(args),
        RelationsCommand::Network(args) => network::network(args),
        RelationsCommand::Forecast(args) => network::forecast(args),
    }
}
