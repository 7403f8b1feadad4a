//! `detente eval text` and `detente eval treebank`.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result};
use detente_language::analyse::SentenceAnalysis;
use detente_language::conllu::{self, TreeSentence};
use detente_language::evaluate::{self, EntityScores, Scores};
use detente_language::{Feats, Upos, Word, split, tokens};
use detente_record::TextSpan;
use serde_json::{Map, Value, json};

use crate::commands::analyser;
use crate::exit::Exit;

/// Reads a treebank.
pub fn read(path: &Path) -> Result<Vec<TreeSentence>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    conllu::read(BufReader::new(file)).with_context(|| path.display().to_string())
}

/// Sentence boundaries and words from raw text.
pub fn text(path: &Path, json: bool) -> Result<Exit> {
    let gold = read(path)?;
    let mut system = Vec::new();
    for document in conllu::raw_documents(&gold) {
        let text = document.text.as_str();
        for sentence in split(text) {
            let word = |token: std::ops::Range<usize>| {
                let span = TextSpan::new(token.start + sentence.start, token.end + sentence.start);
                Word {
                    form: text[span.range()].to_owned(),
                    span,
                    lemma: String::new(),
                    upos: Upos::X,
                    xpos: String::new(),
                    feats: Feats::default(),
                    head: None,
                    deprel: "root".into(),
                }
            };
            let words = tokens(&text[sentence.clone()]).into_iter().map(word).collect();
            let analysis = SentenceAnalysis { words, entities: Vec::new() };
            system.push(conllu::from_analysis(&analysis, text));
        }
    }
    let scores = evaluate::score(&gold, &system)?;
    let value = json!({ "sentences": scores.sentences.f1(), "words": scores.words.f1() });
    if json {
        anstream::println!("{value}");
    } else {
        anstream::println!(
            "from raw text: sentences {:.2}, words {:.2} (F1)",
            scores.sentences.f1(),
            scores.words.f1()
        );
    }
    Ok(Exit::Done)
}

/// Tags, lemmas, trees and entities, from gold words and from raw text.
pub fn full(path: &Path, json: bool) -> Result<Exit> {
    let gold = read(path)?;
    let report = evaluate::treebank(&analyser()?, &gold)?;
    let entities = report.entities.as_ref().map(entities).unwrap_or_default();
    let mut value = scores(&report.gold);
    value.extend(entities.clone());
    let raw = scores(&report.raw);
    value.insert("raw".into(), Value::Object(raw.clone()));
    if json {
        anstream::println!("{}", Value::Object(value));
        return Ok(Exit::Done);
    }
    anstream::println!("{:14} {:>10} {:>10}", "", "gold words", "raw text");
    for (name, score) in scores(&report.gold) {
        let of_raw = raw.get(&name).and_then(Value::as_f64).unwrap_or_default();
        anstream::println!("{name:14} {:10.2} {of_raw:10.2}", score.as_f64().unwrap_or_default());
    }
    for (name, score) in entities {
        anstream::println!("{name:14} {:10.2}", score.as_f64().unwrap_or_default());
    }
    Ok(Exit::Done)
}

fn scores(scores: &Scores) -> Map<String, Value> {
    let mut out = Map::new();
    for (name, count) in [
        ("sentences", scores.sentences),
        ("words", scores.words),
        ("upos", scores.upos),
        ("xpos", scores.xpos),
        ("feats", scores.feats),
        ("lemma", scores.lemma),
        ("uas", scores.uas),
        ("las", scores.las),
        ("las_nopunct", scores.las_nopunct),
        ("clas", scores.clas),
    ] {
        out.insert(name.into(), json!(count.f1()));
    }
    out
}

/// Entities by exact span.
fn entities(scores: &EntityScores) -> Map<String, Value> {
    let mut out = Map::new();
    let main = scores.over(&["person", "place", "organization"]);
    out.insert("entity_f1".into(), json!(main.f1()));
    out.insert("entity_precision".into(), json!(main.precision()));
    out.insert("entity_recall".into(), json!(main.recall()));
    for kind in ["person", "place", "organization", "event", "time", "object"] {
        out.insert(format!("entity_{kind}"), json!(scores.over(&[kind]).f1()));
    }
    out
}
