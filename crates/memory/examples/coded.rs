//! Puts records that are coded already into a store: `coded STORE FILE.jsonl… [--voice OUTLET=CODE]`.
//!
//! Tells how many documents a second went in, joining and ledger included.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Instant;

use detente_memory::flatten::{found, outlet};
use detente_memory::store::put::{Batch, Coded, Sighting};
use detente_memory::{Wait, Writer};
use detente_record::{DateWitness, Metadata, Precision, Provenance, Sought, Witness, Witnessed};
use detente_text::{Layout, RawDocument};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (voices, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.contains('='));
    let Some((dir, files)) = paths.split_first() else { return Err("coded STORE FILE.jsonl…".into()) };
    let mut writer = Writer::open(Path::new(dir), Wait::Patiently, || {})?;
    let start = Instant::now();
    let mut documents = 0;
    for file in files {
        let mut batch = Batch::default();
        for (line, text) in BufReader::new(std::fs::File::open(file)?).lines().enumerate() {
            let record: detente_wire::Record = serde_json::from_str(&text?)?;
            let doc = &record.document;
            let publisher = found(&doc.publisher).map(|p| p.value.clone());
            let voice = voices.iter().find_map(|v| {
                let (name, code) = v.split_once('=')?;
                (outlet(doc).as_deref() == Some(name)).then(|| code.to_owned())
            });
            let at = Sighting { file: file.clone(), record: Some(line + 1), line: Some(line + 1) };
            let date = doc.published.as_ref().map(|d| d.parse()).transpose()?;
            let raw = RawDocument {
                original: doc.original.clone(),
                layout: Layout::Plain,
                metadata: Metadata {
                    publisher: Sought::looked(publisher.map(|value| Witnessed { value, witness: Witness::Given })),
                    url: Sought::looked(
                        found(&doc.url).map(|u| Witnessed { value: u.value.clone(), witness: Witness::Given }),
                    ),
                    dates: date
                        .into_iter()
                        .map(|date| DateWitness {
                            date,
                            precision: Precision::Day,
                            raw: String::new(),
                            witness: Witness::Given,
                        })
                        .collect(),
                    ..Metadata::default()
                },
                provenance: Provenance { file: at.file, record: at.record, line: at.line },
            };
            batch.coded.push(Coded { raw, record, voice });
            if batch.coded.len() == 256 {
                documents += writer.commit(&std::mem::take(&mut batch), jiff::Timestamp::now())?.documents;
            }
        }
        documents += writer.commit(&batch, jiff::Timestamp::now())?.documents;
    }
    let put = start.elapsed();
    writer.settle()?;
    let all = start.elapsed();
    #[allow(clippy::cast_precision_loss, reason = "a rate")]
    let rate = documents as f64 / all.as_secs_f64();
    println!("{documents} documents in {put:?}, with the ledger {all:?}: {rate:.0} documents/s");
    for fault in writer.check()? {
        println!("fault: {fault:?}");
    }
    Ok(())
}
