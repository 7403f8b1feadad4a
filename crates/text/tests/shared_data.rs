//! Reading the shared data sets whole. They lie beside the project and may be absent; then these tests say so and pass.

use std::path::PathBuf;

use detente_text::{RawDocument, ReadOptions, Reader};

/// A file of the shared data, if it is there.
fn shared(path: &str) -> Option<PathBuf> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    if file.exists() {
        return Some(file);
    }
    println!("skipped: {path} is not there");
    None
}

fn read(path: PathBuf) -> Vec<RawDocument> {
    Reader::new(ReadOptions::default()).open([path]).map(|d| d.expect("every document is read")).collect()
}

#[test]
fn kcna_is_read_whole() {
    let Some(path) = shared("corpora/kcna-2024-01_09.jsonl") else { return };
    let documents = read(path);
    assert_eq!(documents.len(), 1196);
    for (at, document) in documents.iter().enumerate() {
        assert_eq!(document.provenance.record, Some(at + 1));
        assert_eq!(document.provenance.line, Some(at + 1));
        assert_eq!(document.metadata.publisher.found().map(|p| p.value.as_str()), Some("KCNA"));
        assert!(document.metadata.published().is_some() && document.metadata.section.is_found());
        assert!(document.metadata.extra.is_empty());
    }
    assert_eq!(documents[0].metadata.published().map(|d| d.date.to_string()).as_deref(), Some("2023-12-24"));
}

#[test]
fn csis_is_read_whole() {
    let Some(path) = shared("corpora/csis-provocations.csv") else { return };
    let documents = read(path);
    assert_eq!(documents.len(), 287);
    let first = &documents[0];
    assert!(first.original.starts_with("Hijacking of South Korean Plane\n\nNorth Korean agents hijacked"));
    assert_eq!(first.metadata.extra[0], ("type".into(), "Other Provocation".into()));
    assert!(documents.iter().all(|d| d.metadata.published().is_some()));
}

#[test]
fn the_seed_is_read() {
    let Some(path) = shared("seed/leaflets-2020.txt") else { return };
    let documents = read(path);
    assert_eq!(documents.len(), 1);
    assert!(documents[0].original.starts_with("North Korea claims"));
}
