//! What is wrong with a knowledge file, and where.

use std::fmt;

/// A fault of one line (or one whole file) of knowledge.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Problem {
    /// The file, relative to the knowledge folder or as the user named it.
    pub file: String,
    /// The line, from 1; 0 for the whole file.
    pub line: usize,
    /// The column's name, where one cell is at fault.
    pub column: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if let Some(column) = &self.column {
            write!(f, ": column '{column}'")?;
        }
        write!(f, ": {}", self.message)
    }
}
