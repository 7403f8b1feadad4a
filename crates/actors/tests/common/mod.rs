//! What the tests of resolution share: a text read by the shipped analyser, and who a mention in it is.

use std::sync::LazyLock;

use detente_actors::{Catalogue, Resolved, Resolver};
use detente_knowledge::Knowledge;
use detente_language::analyse::Analyser;
use detente_record::{
    Alignment, Block, BlockKind, DateWitness, Document, Metadata, Precision, Provenance, Sought, TextSpan, Witness,
    Witnessed,
};

static ANALYSER: LazyLock<Analyser> =
    LazyLock::new(|| Analyser::from_static(detente_model::analyser()).expect("the shipped model"));
static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(Knowledge::shipped()).expect("the shipped knowledge"));

fn document(text: &str, on: &str, publisher: &str) -> Document {
    let mut metadata = Metadata::default();
    if let Ok(date) = on.parse() {
        metadata.dates.push(DateWitness {
            date,
            precision: Precision::Day,
            raw: on.to_owned(),
            witness: Witness::Given,
        });
    }
    if !publisher.is_empty() {
        metadata.publisher = Sought::Found(Witnessed { value: publisher.to_owned(), witness: Witness::Given });
    }
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        blocks.push(Block { kind: BlockKind::Paragraph, span: TextSpan::new(at, at + line.len()) });
        at += line.len() + 1;
    }
    Document {
        id: Document::id_of(text, &metadata),
        original: text.to_owned(),
        text: text.to_owned(),
        alignment: Alignment::identity(text.len()),
        blocks,
        metadata,
        provenance: Provenance::default(),
        fingerprint: Sought::NotSought,
        duplicate: Sought::NotSought,
        mended: Vec::new(),
    }
}

pub fn read(text: &str, on: &str, publisher: &str) -> (Document, Resolved) {
    let document = document(text, on, publisher);
    let sentences = detente_language::sentences(&document);
    let analyses = ANALYSER.analyse_document(&document, &sentences).sentences;
    let resolved = Resolver::new(&CATALOGUE).resolve(&document, &sentences, &analyses);
    (document, resolved)
}

/// What the last mention with these words is: names of actors with their codes, joined by "; "; "open" when it is left
/// open, "none" when there is no such mention. A mention's words count with or without "the".
pub fn who(text: &str, on: &str, publisher: &str, words: &str) -> String {
    let (document, resolved) = read(text, on, publisher);
    let bare = |t: &str| t.trim_start_matches("the ").trim_start_matches("The ").to_owned();
    let found = resolved
        .mentions
        .iter()
        .filter(|m| bare(document.slice(m.span)) == bare(words) || document.slice(m.head) == words)
        .max_by_key(|m| m.span.start);
    let Some(mention) = found else { return "none".into() };
    let actors: Vec<String> = mention
        .resolution
        .proposed
        .iter()
        .filter_map(|id| resolved.actor(*id))
        .map(|a| format!("{} [{}]", a.name, a.code()))
        .collect();
    if actors.is_empty() { "open".into() } else { actors.join("; ") }
}

/// Cases: text, words, what must be in the answer.
#[track_caller]
pub fn all(cases: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (text, words, wanted) in cases {
        let got = who(text, "2020-06-20", "", words);
        if !(got == *wanted || (!wanted.is_empty() && *wanted != "open" && *wanted != "none" && got.contains(wanted))) {
            wrong.push(format!("'{words}' in '{text}': wanted {wanted}, got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
