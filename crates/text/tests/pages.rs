//! Pages in the manner of many outlets, each with what should be read from it: `pages/NAME.html` and `NAME.txt`.

use std::path::PathBuf;

use detente_record::{Document, Sought, TextSpan, Witnessed};
use detente_text::clean::Cleaner;
use detente_text::raw::{Layout, RawDocument};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

fn read(source: String) -> Document {
    Cleaner::new(["Kim Jong Un".to_owned()]).document(RawDocument {
        original: source,
        layout: Layout::Html,
        metadata: Default::default(),
        provenance: Default::default(),
    })
}

/// A page as it is shown in the expected file: the metadata with its witnesses, then the blocks.
fn shown(document: &Document) -> String {
    let mut out = String::new();
    let mut field = |name: &str, field: &Sought<Witnessed<String>>| {
        if let Some(found) = field.found() {
            out.push_str(&format!("{name}: {} [{:?}]\n", found.value, found.witness));
        }
    };
    let metadata = &document.metadata;
    field("publisher", &metadata.publisher);
    field("canonical", &metadata.canonical_url);
    field("headline", &metadata.headline);
    field("section", &metadata.section);
    if let Some(authors) = metadata.authors.found() {
        out.push_str(&format!("authors: {} [{:?}]\n", authors.value.join("; "), authors.witness));
    }
    for date in &metadata.dates {
        out.push_str(&format!("date: {} {:?} [{:?}]\n", date.date, date.precision, date.witness));
    }
    for (name, value) in &metadata.extra {
        out.push_str(&format!("{name}: {value}\n"));
    }
    for block in &document.blocks {
        out.push_str(&format!("\n[{:?}]\n{}\n", block.kind, document.slice(block.span)));
    }
    out
}

#[test]
fn pages_read_as_expected() {
    let mut wrong = Vec::new();
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("the folder of pages")
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "html"))
        .collect();
    pages.sort();
    assert!(pages.len() >= 10);
    for page in pages {
        let document = read(std::fs::read_to_string(&page).expect("a page"));
        for (at, c) in document.text.char_indices() {
            let span = document.original_span(TextSpan::new(at, at + c.len_utf8()));
            assert!(span.slice(&document.original).is_some(), "{} at {at}", page.display());
        }
        let found = shown(&document);
        let expected = std::fs::read_to_string(page.with_extension("txt")).unwrap_or_default();
        if found.trim() != expected.trim() {
            wrong.push(format!("==== {}\n{found}", page.file_name().unwrap_or_default().to_string_lossy()));
        }
    }
    assert!(wrong.is_empty(), "these pages read otherwise than expected:\n{}", wrong.join("\n"));
}
