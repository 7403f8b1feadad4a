//! The examples and counter-examples beside the senses under `knowledge/events/`, run through the whole chain.

use detente_knowledge::Knowledge;
use detente_pipeline::Chain;
use detente_record::{Metadata, Provenance, Record};
use detente_text::{DuplicateIndex, Layout, RawDocument};

fn raw(text: &str) -> RawDocument {
    RawDocument {
        original: text.to_owned(),
        layout: Layout::Plain,
        metadata: Metadata::default(),
        provenance: Provenance::default(),
    }
}

fn fires(record: &Record, sense: &str) -> bool {
    record.reports.iter().any(|r| r.derivation.parts.iter().any(|p| p.rule.as_deref() == Some(sense)))
}

#[test]
fn examples_are_coded_and_counter_examples_are_not() {
    let chain = Chain::shipped().expect("the shipped model");
    let senses = &Knowledge::shipped().senses;
    let cases: Vec<(&str, &str, bool)> = senses
        .iter()
        .flat_map(|s| {
            let good = s.examples.iter().map(|e| (s.id.as_str(), e.as_str(), true));
            good.chain(s.counter_examples.iter().map(|e| (s.id.as_str(), e.as_str(), false)))
        })
        .collect();
    assert!(cases.len() > 20, "only {} examples", cases.len());
    let texts = cases.iter().map(|(_, text, _)| raw(text)).collect();
    let records = chain.records(texts, &mut DuplicateIndex::new());
    let wrong: Vec<String> = cases
        .iter()
        .zip(&records)
        .filter(|((sense, _, wanted), record)| fires(record, sense) != *wanted)
        .map(|((sense, text, wanted), record)| {
            let coded: Vec<String> =
                record.reports.iter().map(|r| r.derivation.parts[0].rule.clone().unwrap_or_default()).collect();
            format!(
                "{sense} {} be coded: '{text}' (coded: {})",
                if *wanted { "must" } else { "must not" },
                coded.join(", ")
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} examples fail:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
