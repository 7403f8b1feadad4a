//! From arguments to a reader, and from problems to messages.

use anyhow::{Context, Result, anyhow};
use detente_record::Witness;
use detente_text::{ReadError, ReadOptions, Reader, Severity};

use crate::args::InputArgs;

/// A reader for what the arguments say of the input.
pub fn reader(args: &InputArgs) -> Result<Reader> {
    let mut options = ReadOptions { publisher: args.publisher.clone(), url: args.url.clone(), ..ReadOptions::default() };
    if let Some(order) = &args.date_order {
        options.date_order = Some(order.parse().map_err(|e| anyhow!("--date-order: {e}"))?);
    }
    if let Some(published) = &args.published {
        let date = detente_text::dates::parse(published, Witness::Given, options.date_order)
            .map_err(|e| anyhow!("--published: {e}; {}", e.advice()))?;
        options.published = Some(date);
    }
    if let Some(format) = &args.input_format {
        options.input_format = Some(format.parse().map_err(|e| anyhow!("--input-format: {e}"))?);
    }
    if let Some(map) = &args.map {
        options.column_map = map.parse().map_err(|e| anyhow!("--map: {e}")).context("the column map is wrong")?;
    }
    Ok(Reader::new(options))
}

/// Counts the problems of a run and tells each on standard error.
#[derive(Debug, Default)]
pub struct Problems {
    /// Documents or files not read.
    pub errors: usize,
    /// Documents read with something missing.
    pub warnings: usize,
}

impl Problems {
    /// Tells a problem.
    pub fn tell(&mut self, problem: &ReadError) {
        match problem.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => {}
        }
        anstream::eprintln!("detente: {}: {problem}", problem.severity);
    }
}
