//! `detente parse`.

use std::io::Write;

use anyhow::Result;
use detente_language::{SentenceAnalysis, conllu};
use detente_record::Document;
use serde_json::json;

use crate::args::{ParseArgs, ParseFormat};
use crate::commands::chain;
use crate::exit::Exit;
use crate::input::{self, Problems};
use crate::output;

/// Shows how sentences are analysed.
pub fn run(args: &ParseArgs) -> Result<Exit> {
    let reader = input::reader(&args.input)?;
    let chain = chain()?;
    let mut problems = Problems::default();
    let mut out = output::open(None)?;
    let mut drawings = Vec::new();
    for item in reader.open(&args.files) {
        let raw = match item {
            Ok(raw) => raw,
            Err(problem) => {
                problems.tell(&problem);
                continue;
            }
        };
        let document = chain.clean(raw);
        let sentences = detente_language::sentences(&document);
        let analysis = chain.analyser().analyse_document(&document, &sentences);
        match args.format {
            ParseFormat::Conllu => {
                let trees: Vec<_> =
                    analysis.sentences.iter().map(|a| conllu::from_analysis(a, &document.text)).collect();
                conllu::write(&mut out, &trees)?;
            }
            ParseFormat::Tree => {
                for sentence in &analysis.sentences {
                    indented(&mut out, sentence)?;
                }
            }
            ParseFormat::Json => {
                for (at, sentence) in analysis.sentences.iter().enumerate() {
                    let number = sentences.get(at).map_or(0, |s| s.number);
                    serde_json::to_writer(&mut out, &as_json(&document, number, sentence))
                        .map_err(std::io::Error::from)?;
                    out.write_all(b"\n")?;
                }
            }
            ParseFormat::Svg => drawings.extend(analysis.sentences),
        }
    }
    if args.format == ParseFormat::Svg {
        out.write_all(detente_show::tree::svg(&drawings.iter().map(drawn).collect::<Vec<_>>()).as_bytes())?;
    }
    out.flush()?;
    Ok(if problems.errors > 0 { Exit::Partly } else { Exit::Done })
}

fn drawn(sentence: &SentenceAnalysis) -> Vec<detente_show::tree::Node> {
    sentence
        .words
        .iter()
        .map(|w| detente_show::tree::Node {
            form: w.form.clone(),
            tag: w.upos.to_string(),
            head: w.head,
            relation: w.deprel.clone(),
        })
        .collect()
}

fn indented(out: &mut dyn Write, sentence: &SentenceAnalysis) -> Result<()> {
    let text: Vec<&str> = sentence.words.iter().map(|w| w.form.as_str()).collect();
    writeln!(out, "# {}", text.join(" "))?;
    // Depth first, children in the order of the text; a stack, since a tree may be deep.
    let mut stack: Vec<(usize, usize)> = sentence.root().map(|r| (r, 0)).into_iter().collect();
    while let Some((at, depth)) = stack.pop() {
        let word = &sentence.words[at];
        let lemma = if word.lemma == word.form { String::new() } else { format!(" ({})", word.lemma) };
        writeln!(out, "{:indent$}{}{lemma}  {} {}", "", word.form, word.upos, word.deprel, indent = 2 * depth)?;
        let children: Vec<usize> = sentence.children(at).collect();
        stack.extend(children.into_iter().rev().map(|c| (c, depth + 1)));
    }
    for entity in &sentence.entities {
        let words: Vec<&str> = sentence.words[entity.words.clone()].iter().map(|w| w.form.as_str()).collect();
        let named = if entity.named { "name" } else { "description" };
        writeln!(out, "  [{} {named}] {}", entity.kind, words.join(" "))?;
    }
    writeln!(out)?;
    Ok(())
}

fn as_json(document: &Document, number: usize, sentence: &SentenceAnalysis) -> serde_json::Value {
    let words: Vec<_> = sentence
        .words
        .iter()
        .map(|w| {
            let span = document.original_span(w.span);
            json!({
                "form": w.form, "lemma": w.lemma, "upos": w.upos.as_str(), "xpos": w.xpos, "feats": w.feats.as_str(),
                "head": w.head.map_or(0, |h| h + 1), "deprel": w.deprel, "start": span.start, "end": span.end,
            })
        })
        .collect();
    let entities: Vec<_> = sentence
        .entities
        .iter()
        .map(|e| {
            json!({
                "first": e.words.start + 1, "last": e.words.end, "kind": e.kind.as_str(), "named": e.named,
                "head": e.head + 1, "score": e.score,
            })
        })
        .collect();
    json!({
        "version": detente_wire::VERSION, "document": document.id.to_string(), "sentence": number,
        "words": words, "entities": entities,
    })
}
