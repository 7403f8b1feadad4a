//! Where output goes.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, Result};

/// Standard output, or a file.
pub fn open(path: Option<&Path>) -> Result<Box<dyn Write>> {
    match path {
        None => Ok(Box::new(BufWriter::new(io::stdout().lock()))),
        Some(path) => {
            let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
            Ok(Box::new(BufWriter::new(file)))
        }
    }
}

/// Whether standard output should be coloured.
pub fn colour() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// Columns of the terminal, or of a plain page.
pub fn width() -> usize {
    const PLAIN: usize = 100;
    if !io::stdout().is_terminal() {
        return PLAIN;
    }
    terminal_size::terminal_size().map_or(PLAIN, |(w, _)| usize::from(w.0))
}

/// Whether an error only says that nobody reads on.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|e| e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}
