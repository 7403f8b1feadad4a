//! The commands over the store.

use anyhow::Result;

use crate::args_memory::MemoryCommand;
use crate::commands::{ingest, query, review, show_id, store, timeline};
use crate::exit::Exit;

/// Runs one of them.
pub fn run(command: &MemoryCommand) -> Result<Exit> {
    match command {
        MemoryCommand::Ingest(args) => ingest::run(args),
        MemoryCommand::Events(args) => query::events(args),
        MemoryCommand::Reports(args) => query::reports(args),
        MemoryCommand::Claims(args) => query::claims(args),
        MemoryCommand::Commitments(args) => query::commitments(args),
        MemoryCommand::Documents(args) => query::documents(args),
        MemoryCommand::Show(args) => show_id::run(args),
        MemoryCommand::Timeline(args) => timeline::run(args),
        MemoryCommand::Store(args) => store::run(args),
        MemoryCommand::Review(args) => review::run(args),
    }
}
