//! `detente store`.

use anyhow::Result;
use detente_memory::Store;
use detente_memory::store::put::Added;
use detente_record::DocumentId;
use jiff::Timestamp;
use serde_json::json;

use crate::args_memory::{StoreArgs, StoreCommand};
use crate::commands::{CODER, chain, ingest};
use crate::exit::Exit;

/// Documents coded anew at once.
const CHUNK: usize = 64;

/// Checks a store, codes its documents anew, or hashes it.
pub fn run(args: &StoreArgs) -> Result<Exit> {
    match &args.what {
        StoreCommand::Check { store, json } => check(&store.dir, *json),
        StoreCommand::Recode { store, dry_run, json } => recode(&store.dir, *dry_run, *json),
        StoreCommand::Digest { store, json } => digest(&store.dir, *json),
    }
}

fn check(dir: &std::path::Path, json: bool) -> Result<Exit> {
    let store = Store::open(dir)?;
    let faults = store.check()?;
    let digest = store.digest()?;
    if json {
        let rows: serde_json::Map<String, serde_json::Value> =
            digest.rows.iter().map(|(name, n)| ((*name).to_owned(), json!(n))).collect();
        anstream::println!("{}", json!({ "faults": faults, "rows": rows, "digest": digest.all, "due": digest.due }));
    } else {
        for (name, rows) in &digest.rows {
            anstream::println!("{rows:>12} {name}");
        }
        anstream::println!("digest {}", digest.all);
        if digest.due > 0 {
            anstream::println!(
                "note: the ledger is behind by {} days; the next ingest brings it up to date",
                digest.due
            );
        }
        for fault in &faults {
            let example = fault.example.as_deref().map(|e| format!(", first {e}")).unwrap_or_default();
            anstream::println!("fault: it does not hold that {} ({} times{example})", fault.rule, fault.count);
        }
        if faults.is_empty() {
            anstream::println!("the store keeps all its rules");
        }
    }
    Ok(if faults.is_empty() { Exit::Done } else { Exit::Partly })
}

fn digest(dir: &std::path::Path, json: bool) -> Result<Exit> {
    let digest = Store::open(dir)?.digest()?;
    if json {
        let parts: serde_json::Map<String, serde_json::Value> =
            digest.parts.iter().map(|(name, hash)| ((*name).to_owned(), json!(hash))).collect();
        anstream::println!("{}", json!({ "digest": digest.all, "parts": parts, "due": digest.due }));
    } else {
        anstream::println!("{}", digest.all);
    }
    Ok(Exit::Done)
}

fn recode(dir: &std::path::Path, dry_run: bool, json: bool) -> Result<Exit> {
    let mut writer = ingest::open(dir, false)?;
    let chain = chain()?;
    let mut added = Added::default();
    let (mut documents, mut gone, mut come) = (0, 0, 0);
    let mut from = 0;
    loop {
        let list = writer.documents_after(from, CHUNK)?;
        let Some((last, _)) = list.last() else { break };
        from = *last;
        documents += list.len();
        let mut sources = Vec::new();
        for (key, _) in &list {
            sources.push(Ok(writer.source(*key)?));
        }
        let mut changed = Vec::new();
        for ((_, id), outcome) in list.iter().zip(chain.stream(sources.into_iter())) {
            let detente_pipeline::Outcome::Record(record) = outcome else { continue };
            let record = detente_wire::record(&record, CODER);
            let before = writer.record(*id)?;
            let (less, more) = difference(*id, before.as_ref(), &record, json);
            gone += less;
            come += more;
            changed.push(record);
        }
        if !dry_run {
            added += writer.recode(&changed, Timestamp::now())?;
        }
    }
    if !dry_run {
        writer.settle()?;
    }
    if json {
        anstream::println!(
            "{}",
            json!({ "documents": documents, "recoded": added.recoded, "reports_gone": gone, "reports_new": come })
        );
    } else {
        anstream::println!(
            "{documents} documents coded anew, {} with another record; {gone} reports gone, {come} new",
            added.recoded
        );
    }
    Ok(Exit::Done)
}

/// Tells which reports came and went, and how many.
fn difference(
    id: DocumentId,
    before: Option<&detente_wire::Record>,
    after: &detente_wire::Record,
    quiet: bool,
) -> (usize, usize) {
    let old = before.map(|b| b.reports.as_slice()).unwrap_or_default();
    let line = |r: &detente_wire::Report| format!("{} {} “{}”", r.event_type, r.status, r.trigger.clean());
    let gone: Vec<String> = old.iter().filter(|r| !after.reports.iter().any(|a| a.id == r.id)).map(line).collect();
    let come: Vec<String> = after.reports.iter().filter(|r| !old.iter().any(|o| o.id == r.id)).map(line).collect();
    if !quiet && (!gone.is_empty() || !come.is_empty()) {
        anstream::println!("{id}");
        for text in &gone {
            anstream::println!("  - {text}");
        }
        for text in &come {
            anstream::println!("  + {text}");
        }
    }
    (gone.len(), come.len())
}
