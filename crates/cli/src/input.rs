//! From arguments to a reader, and from problems to messages.

use detente_record::Witness;
use detente_text::{ReadError, ReadOptions, Reader, Severity};

use crate::args::InputArgs;
use crate::exit::Usage;

/// A reader for what the arguments say of the input.
///
/// # Errors
/// A [`Usage`] error that names the argument.
pub fn reader(args: &InputArgs) -> Result<Reader, Usage> {
    let wrong = |argument: &str, why: String| Usage(format!("{argument}: {why}"));
    let mut options =
        ReadOptions { publisher: args.publisher.clone(), url: args.url.clone(), ..ReadOptions::default() };
    if let Some(order) = &args.date_order {
        options.date_order = Some(order.parse().map_err(|e| wrong("--date-order", e))?);
    }
    if let Some(published) = &args.published {
        let date = detente_text::dates::parse(published, Witness::Given, options.date_order)
            .map_err(|e| wrong("--published", format!("{e}; {}", e.advice())))?;
        options.published = Some(date);
    }
    if let Some(format) = &args.input_format {
        options.input_format = Some(format.parse().map_err(|e| wrong("--input-format", format!("{e}")))?);
    }
    if let Some(map) = &args.map {
        options.column_map = map.parse().map_err(|e| wrong("--map", format!("{e}")))?;
    }
    options.max_document_bytes = args.max_document_bytes.unwrap_or(options.max_document_bytes);
    options.max_record_bytes = args.max_record_bytes.unwrap_or(options.max_record_bytes);
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
