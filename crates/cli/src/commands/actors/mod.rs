//! `detente actors`: the tables of actors, to look into, to ask, to check and to add to.

mod add;
mod check;
mod find;
mod show;

use std::path::PathBuf;

use anyhow::Result;
use jiff::civil::Date;

use crate::args::actors::{ActorsArgs, ActorsCommand};
use crate::exit::{Exit, Usage};

/// Does what is asked.
pub fn run(args: &ActorsArgs) -> Result<Exit> {
    match &args.what {
        ActorsCommand::Show(args) => show::run(args),
        ActorsCommand::Find(args) => find::run(args),
        ActorsCommand::Check(args) => check::run(args),
        ActorsCommand::Add(args) => add::run(args),
    }
}

/// The user's own folder of tables: `detente/knowledge` where the system keeps settings (`$XDG_CONFIG_HOME`, else
/// `~/.config`; `%APPDATA%` on Windows).
pub fn own_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let base = set("XDG_CONFIG_HOME")
        .or_else(|| if cfg!(windows) { set("APPDATA") } else { set("HOME").map(|home| home.join(".config")) })?;
    Some(base.join("detente").join("knowledge"))
}

/// A day of the command line.
fn day(option: &str, text: Option<&String>) -> Result<Option<Date>, Usage> {
    let Some(text) = text else { return Ok(None) };
    text.parse::<detente_knowledge::Dated>().map(|d| Some(d.first)).map_err(|e| Usage(format!("{option}: {e}")))
}
