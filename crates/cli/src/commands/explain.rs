//! `detente explain`.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};

use anyhow::{Result, bail};
use detente_pipeline::Outcome;
use detente_wire::Record;

use crate::args::ExplainArgs;
use crate::commands::{CODER, chain};
use crate::exit::Exit;
use crate::input::{self, Problems};
use crate::output;

/// Shows the derivation of one report.
pub fn run(args: &ExplainArgs) -> Result<Exit> {
    let mut known = 0;
    let mut find = |record: &Record| -> Result<bool> {
        let matching: Vec<_> = record.reports.iter().filter(|r| r.id.starts_with(&args.report)).collect();
        known += record.reports.len();
        if matching.len() > 1 {
            let ids: Vec<&str> = matching.iter().map(|r| r.id.as_str()).collect();
            bail!("'{}' begins several ids: {}", args.report, ids.join(", "));
        }
        let Some(report) = matching.first() else { return Ok(false) };
        let mut out = output::open(None)?;
        out.write_all(detente_show::explain(record, report).as_bytes())?;
        out.flush()?;
        Ok(true)
    };
    if is_records(args) {
        for line in BufReader::new(File::open(&args.file)?).lines() {
            let record: Record = serde_json::from_str(&line?)?;
            if find(&record)? {
                return Ok(Exit::Done);
            }
        }
    } else {
        let reader = input::reader(&args.input)?;
        let chain = chain()?;
        let mut problems = Problems::default();
        for outcome in chain.stream(reader.open([&args.file])) {
            match outcome {
                Outcome::Problem(problem) => problems.tell(&problem),
                Outcome::Record(record) => {
                    if find(&detente_wire::record(&record, CODER))? {
                        return Ok(Exit::Done);
                    }
                }
            }
        }
    }
    bail!(
        "{} has no report '{}' among its {known}; ids depend on what is known of the document, so give the same \
         --published, --publisher and --url as when it was read",
        args.file.display(),
        args.report
    )
}

/// Whether the file holds records of ours rather than articles.
fn is_records(args: &ExplainArgs) -> bool {
    let Ok(file) = File::open(&args.file) else { return false };
    let mut first = String::new();
    let read = BufReader::new(file).read_line(&mut first);
    read.is_ok() && serde_json::from_str::<Record>(&first).is_ok()
}
