//! Exit codes.

use std::process::ExitCode;

/// How the program ends. Documented in `detente --help`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything was read.
    Done = 0,
    /// The work was done, but some of the input could not be read, or a check found faults.
    Partly = 1,
    /// The command line is wrong; the argument parser gives it too.
    Usage = 2,
    /// The work could not be done, or `--strict` stopped at the first problem.
    Failed = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// An argument that cannot be used: which, and why.
#[derive(Debug)]
pub struct Usage(pub String);

impl std::fmt::Display for Usage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}
