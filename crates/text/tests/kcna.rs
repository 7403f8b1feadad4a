//! The KCNA file: 1,196 articles with names run into their neighbours. It is beside the project; without it these tests
//! say so and pass.

use std::collections::BTreeMap;
use std::path::PathBuf;

use detente_record::{BlockKind, Document, DuplicateKind, TextSpan};
use detente_text::clean::Cleaner;
use detente_text::duplicate::DuplicateIndex;
use detente_text::raw::{Layout, Markup, RawDocument};

const NAMES: [&str; 5] = ["Kim Jong Un", "Kim Jong Il", "Kim Il Sung", "Kim Jong Suk", "Kim Yo Jong"];

fn documents() -> Option<Vec<Document>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/corpora/kcna-2024-01_09.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    let cleaner = Cleaner::new(NAMES.map(String::from));
    let read = |line: &str| -> Document {
        let record: serde_json::Value = serde_json::from_str(line).expect("a record");
        let (headline, body) = (record["headline"].as_str().unwrap_or(""), record["text"].as_str().unwrap_or(""));
        cleaner.document(RawDocument {
            original: format!("{headline}\n\n{body}"),
            layout: Layout::Fields {
                headline: Some(0..headline.len()),
                body: headline.len() + 2..headline.len() + 2 + body.len(),
                markup: Markup::Plain,
            },
            metadata: Default::default(),
            provenance: Default::default(),
        })
    };
    Some(text.lines().filter(|l| !l.trim().is_empty()).map(read).collect())
}

/// Places where the text still has a small letter before a capital, or a name of a leader with letters behind it.
fn still_joined(document: &Document) -> Vec<String> {
    let text = &document.text;
    let mut found = Vec::new();
    for (at, _) in text.match_indices(char::is_uppercase) {
        let before = &text[..at];
        let small = before.chars().rev().take_while(|c| c.is_lowercase()).count();
        if small > 0 && !text[at - small..].starts_with("kWh")
            || before.ends_with([',', '.']) && !before.trim_end_matches([',', '.']).ends_with(char::is_uppercase)
        {
            let from = text.floor_char_boundary(at.saturating_sub(20));
            let to = text.ceil_char_boundary((at + 20).min(text.len()));
            found.push(text[from..to].replace('\n', "⏎"));
        }
    }
    for name in NAMES {
        for (at, _) in text.match_indices(name) {
            let rest = &text[at + name.len()..];
            if rest.starts_with(char::is_alphabetic) {
                found.push(text[at..text.ceil_char_boundary((at + 40).min(text.len()))].replace('\n', "⏎"));
            }
        }
    }
    found
}

#[test]
fn names_are_parted_and_every_span_holds() {
    let Some(documents) = documents() else { return };
    assert_eq!(documents.len(), 1196);
    let mut mended: BTreeMap<String, usize> = BTreeMap::new();
    let mut left = Vec::new();
    let mut kinds: BTreeMap<BlockKind, usize> = BTreeMap::new();
    for document in &documents {
        for (kind, count) in &document.mended {
            *mended.entry(kind.clone()).or_default() += count;
        }
        for block in &document.blocks {
            *kinds.entry(block.kind).or_default() += 1;
        }
        left.extend(still_joined(document));
        for (at, c) in document.text.char_indices() {
            let span = document.original_span(TextSpan::new(at, at + c.len_utf8()));
            assert!(span.slice(&document.original).is_some());
        }
        assert_eq!(document.metadata.language.found().map(|l| l.code.as_str()), Some("eng"));
    }
    println!("mended {mended:?}\nblocks {kinds:?}\nleft {}: {left:#?}", left.len());
    assert!(mended.get("joined name").copied().unwrap_or(0) > 1700, "{mended:?}");
    assert!(left.len() < 20, "{}", left.len());
}

#[test]
#[ignore = "prints every place that was mended"]
fn list_of_mended_places() {
    let Some(documents) = documents() else { return };
    for (number, document) in documents.iter().enumerate() {
        // A mended place is text without an original: its span there is empty.
        for (at, c) in document.text.char_indices().filter(|(_, c)| *c == ' ') {
            if document.original_span(TextSpan::new(at, at + c.len_utf8())).is_empty() {
                let from = document.text.floor_char_boundary(at.saturating_sub(30));
                let to = document.text.ceil_char_boundary((at + 30).min(document.text.len()));
                println!(
                    "{number}\t{}",
                    format!("{}_{}", &document.text[from..at], &document.text[at + 1..to]).replace('\n', "⏎")
                );
            }
        }
    }
}

#[test]
fn headlines_are_english() {
    let Some(documents) = documents() else { return };
    let headline =
        |d: &Document| d.blocks.iter().find(|b| b.kind == BlockKind::Headline).map(|b| d.slice(b.span).to_owned());
    let headlines: Vec<String> = documents.iter().filter_map(headline).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for text in &headlines {
        let code = detente_text::language::identify(text).map_or_else(|| "-".to_owned(), |l| l.code);
        if code != "eng" && code != "-" {
            println!("{code}\t{text}");
        }
        *counts.entry(code).or_default() += 1;
    }
    println!("{counts:?}");
    assert!(counts.keys().all(|c| c == "eng" || c == "-"), "{counts:?}");
}

#[test]
fn few_articles_repeat_others() {
    let Some(documents) = documents() else { return };
    let mut index = DuplicateIndex::new();
    let (mut exact, mut near) = (0, 0);
    for document in &documents {
        match index.check(document) {
            Some(found) if found.kind == DuplicateKind::Exact => exact += 1,
            Some(found) => {
                near += 1;
                let first =
                    documents.iter().find(|d| d.id == found.of).map(|d| d.text.chars().take(70).collect::<String>());
                println!(
                    "{:.2} {:?} ~ {:?}",
                    found.similarity,
                    document.text.chars().take(70).collect::<String>(),
                    first
                );
            }
            None => {}
        }
    }
    println!("exact {exact}, near {near}");
    // The file itself holds many an article under two topics.
    assert!((450..=500).contains(&exact) && near < 20);
}
