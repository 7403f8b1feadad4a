//! `detente check`.

use std::fs::File;
use std::io::{self, BufRead, BufReader};

use anyhow::{Context, Result};
use detente_wire::Record;

use crate::args::CheckArgs;
use crate::exit::Exit;

/// Checks files of records.
pub fn run(args: &CheckArgs) -> Result<Exit> {
    let (mut records, mut spans, mut faults) = (0usize, 0usize, 0usize);
    for path in &args.files {
        let reader: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(BufReader::new(io::stdin().lock()))
        } else {
            let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
            Box::new(BufReader::new(file))
        };
        for (at, line) in reader.lines().enumerate() {
            let line = line.with_context(|| format!("cannot read {}:{}", path.display(), at + 1))?;
            if line.trim().is_empty() {
                continue;
            }
            let place = format!("{}:{}", path.display(), at + 1);
            let record: Record = match serde_json::from_str(&line) {
                Ok(record) => record,
                Err(error) => {
                    faults += 1;
                    anstream::eprintln!("detente: {place}: is no record: {error}");
                    continue;
                }
            };
            records += 1;
            spans += record.sentences.len() + 2 * record.mentions.len() + 2 * record.reports.len();
            for fault in detente_wire::check(&record) {
                faults += 1;
                anstream::eprintln!("detente: {place}: {fault}");
            }
        }
    }
    anstream::println!("{records} records, over {spans} spans checked, {faults} faults");
    Ok(if faults == 0 { Exit::Done } else { Exit::Partly })
}
