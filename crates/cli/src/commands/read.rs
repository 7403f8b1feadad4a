//! `detente read`.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use detente_pipeline::Outcome;
use detente_show::Style;

use crate::args::{Format, ReadArgs};
use crate::commands::{CODER, chain};
use crate::exit::Exit;
use crate::input::{self, Problems};
use crate::output;
use crate::progress::Progress;

/// Reads the files and prints their records in the order of the input.
pub fn run(args: &ReadArgs) -> Result<Exit> {
    let reader = input::reader(&args.input)?;
    let chain = chain()?;
    let mut out = output::open(args.out.as_deref())?;
    let to_terminal = args.out.is_none();
    let style = Style { width: args.width.unwrap_or_else(output::width), colour: to_terminal && output::colour() };
    let progress = Progress::new(size_of(&args.files));
    let mut problems = Problems::default();
    let mut languages: Vec<(String, usize)> = Vec::new();
    let mut pages = Vec::new();
    let mut documents = 0;
    for outcome in chain.stream(reader.open(&args.files)) {
        match outcome {
            Outcome::Problem(problem) => {
                problems.tell(&problem);
                if args.strict && problem.severity == detente_text::Severity::Error {
                    out.flush()?;
                    return Ok(Exit::Failed);
                }
            }
            Outcome::Record(record) => {
                documents += 1;
                if !detente_pipeline::is_coded(&record.document)
                    && let Some(language) = record.document.metadata.language.found()
                {
                    match languages.iter_mut().find(|(name, _)| *name == language.name) {
                        Some((_, count)) => *count += 1,
                        None => languages.push((language.name.clone(), 1)),
                    }
                }
                progress.document(record.document.original.len(), documents);
                let mut wire = detente_wire::record(&record, CODER);
                if args.rejected {
                    wire.rejected = detente_wire::rejected(&record);
                }
                match args.format {
                    Format::Jsonl => {
                        serde_json::to_writer(&mut out, &wire).map_err(std::io::Error::from)?;
                        out.write_all(b"\n")?;
                    }
                    Format::Brief => {
                        if documents > 1 {
                            out.write_all(b"\n")?;
                        }
                        out.write_all(detente_show::brief(&wire, style).as_bytes())?;
                    }
                    Format::Html => pages.push(wire),
                }
            }
        }
    }
    if args.format == Format::Html {
        out.write_all(detente_show::page(&pages).as_bytes())?;
    }
    out.flush().context("the output could not be written")?;
    for (language, count) in &languages {
        let documents = if *count == 1 { "document is" } else { "documents are" };
        anstream::eprintln!("detente: note: {count} {documents} in {language} and not coded");
    }
    Ok(if problems.errors > 0 { Exit::Partly } else { Exit::Done })
}

/// Bytes of the input, when all of it is plain files.
fn size_of(files: &[PathBuf]) -> Option<u64> {
    files.iter().map(|f| f.metadata().ok().filter(std::fs::Metadata::is_file).map(|m| m.len())).sum()
}
