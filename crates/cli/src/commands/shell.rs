//! `detente completions` and `detente man`.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use clap::CommandFactory;

use crate::args::Arguments;
use crate::exit::Exit;
use crate::output;

/// Prints completions for a shell.
pub fn completions(shell: clap_complete::Shell) -> Result<Exit> {
    let mut buffer = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "detente", &mut buffer);
    let mut out = output::open(None)?;
    out.write_all(&buffer)?;
    out.flush()?;
    Ok(Exit::Done)
}

/// Prints the manual page, or writes those of all commands into a folder.
pub fn man(folder: Option<&Path>) -> Result<Exit> {
    match folder {
        Some(folder) => {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
            clap_mangen::generate_to(Arguments::command(), folder)
                .with_context(|| format!("cannot write into {}", folder.display()))?;
        }
        None => {
            let mut out = output::open(None)?;
            clap_mangen::Man::new(Arguments::command()).render(&mut out)?;
            out.flush()?;
        }
    }
    Ok(Exit::Done)
}
