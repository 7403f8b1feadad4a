//! `detente eval text` and `detente eval treebank`.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result};
use detente_language::analyse::SentenceAnalysis;
use detente_language::conllu::{self, TreeSentence};
use detente_language::evaluate::{self, Mention, Scores};
use detente_language::{Word, split, tokens};
use detente_record::TextSpan;
use serde_json::{Map, Value, json};

use crate::commands::chain;
use crate::exit::Exit;

fn read(path: &Path) -> Result<Vec<TreeSentence>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    conllu::read(BufReader::new(file)).with_context(|| path.display().to_string())
}

/// The raw texts of a treebank's documents, cut into sentences of words.
fn segmented(gold: &[TreeSentence]) -> Vec<(String, Vec<Vec<std::ops::Range<usize>>>)> {
    conllu::raw_documents(gold)
        .into_iter()
        .map(|document| {
            let sentences = split(&document.text)
                .into_iter()
                .map(|s| {
                    tokens(&document.text[s.clone()]).into_iter().map(|t| t.start + s.start..t.end + s.start).collect()
                })
                .collect();
            (document.text, sentences)
        })
        .collect()
}

/// Sentence boundaries and words from raw text.
pub fn text(path: &Path, json: bool) -> Result<Exit> {
    let gold = read(path)?;
    let mut system = Vec::new();
    for (text, sentences) in segmented(&gold) {
        for sentence in sentences {
            let word = |range: std::ops::Range<usize>| Word {
                form: text[range.clone()].to_owned(),
                span: TextSpan::new(range.start, range.end),
                lemma: String::new(),
                upos: detente_language::Upos::X,
                xpos: String::new(),
                feats: detente_language::Feats::default(),
                head: None,
                deprel: "root".into(),
            };
            let analysis = SentenceAnalysis { words: sentence.into_iter().map(word).collect(), entities: Vec::new() };
            system.push(conllu::from_analysis(&analysis, &text));
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
    let chain = chain()?;
    let analyser = chain.analyser();
    let forms: Vec<Vec<&str>> = gold.iter().map(TreeSentence::forms).collect();
    let slices: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
    let analyses = analyser.analyse(&slices);
    let from_gold: Vec<TreeSentence> =
        analyses.iter().zip(&forms).map(|(a, words)| conllu::from_analysis(a, &words.join(" "))).collect();
    let on_words = evaluate::score(&gold, &from_gold)?;
    let entities = entities(&gold, &analyses)?;

    let raw = segmented(&gold);
    let mut words: Vec<Vec<&str>> = Vec::new();
    for (text, sentences) in &raw {
        words.extend(sentences.iter().map(|s| s.iter().map(|r| &text[r.clone()]).collect::<Vec<_>>()));
    }
    let slices: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
    let from_raw: Vec<TreeSentence> = analyser
        .analyse(&slices)
        .iter()
        .zip(&words)
        .map(|(a, words)| conllu::from_analysis(a, &words.join(" ")))
        .collect();
    let on_raw = evaluate::score(&gold, &from_raw)?;

    let mut value = scores(&on_words);
    value.extend(entities.clone());
    value.insert("raw".into(), Value::Object(scores(&on_raw)));
    if json {
        anstream::println!("{}", Value::Object(value));
        return Ok(Exit::Done);
    }
    anstream::println!("{:14} {:>10} {:>10}", "", "gold words", "raw text");
    let raw = scores(&on_raw);
    for (name, score) in scores(&on_words) {
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

/// Entities by exact span, where the treebank has them.
fn entities(gold: &[TreeSentence], system: &[SentenceAnalysis]) -> Result<Map<String, Value>> {
    let mut out = Map::new();
    let mut wanted = Vec::new();
    for (at, sentence) in gold.iter().enumerate() {
        for entity in sentence.entities()? {
            wanted.push(Mention::new(at, &entity.words, &entity.kind));
        }
    }
    if wanted.is_empty() {
        return Ok(out);
    }
    let found: Vec<Mention> = system
        .iter()
        .enumerate()
        .flat_map(|(at, a)| a.entities.iter().map(move |e| Mention::new(at, &e.words, e.kind.as_str())))
        .collect();
    let scores = evaluate::entities(&wanted, &found);
    let main = scores.over(&["person", "place", "organization"]);
    out.insert("entity_f1".into(), json!(main.f1()));
    out.insert("entity_precision".into(), json!(main.precision()));
    out.insert("entity_recall".into(), json!(main.recall()));
    for kind in ["person", "place", "organization", "event", "time", "object"] {
        out.insert(format!("entity_{kind}"), json!(scores.over(&[kind]).f1()));
    }
    Ok(out)
}
