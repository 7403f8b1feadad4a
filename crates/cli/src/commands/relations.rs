//! The commands over relations.

use anyhow::Result;

use crate::args_relations::RelationsCommand;
use crate::commands::relation;
use crate::exit::Exit;

/// Runs one of them.
pub fn run(command: &RelationsCommand) -> Result<Exit> {
    match command {
        RelationsCommand::Relation(args) => relation::relation(args),
        RelationsCommand::Brief(args) => relation::brief(args),
    }
}
