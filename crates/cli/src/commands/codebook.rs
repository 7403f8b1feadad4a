//! `detente codebook`: the types of events with their senses and examples, to read or to run.

use std::fmt::Write as _;

use anyhow::Result;
use detente_knowledge::{Argument, Codebook, Knowledge, Sense};
use detente_pipeline::examples;

use crate::args::{CodebookArgs, CodebookFormat};
use crate::commands::{chain, knowledge};
use crate::exit::Exit;

/// Prints or checks the codebook.
pub fn run(args: &CodebookArgs) -> Result<Exit> {
    let knowledge = knowledge();
    let chosen = |book: &&Codebook| args.types.is_empty() || args.types.contains(&book.event_type);
    if args.check {
        return check(knowledge.codebook.iter().filter(chosen), knowledge);
    }
    let mut text = String::from("# Codebook\n");
    for book in knowledge.codebook.iter().filter(chosen) {
        chapter(&mut text, book, knowledge);
    }
    match args.format {
        CodebookFormat::Md => anstream::print!("{text}"),
        CodebookFormat::Html => {
            let mut body = String::new();
            pulldown_cmark::html::push_html(&mut body, pulldown_cmark::Parser::new(&text));
            anstream::println!(
                "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Codebook</title><style>\
                 body{{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}}\
                 h2{{margin-top:3rem;border-bottom:1px solid #ccc}}code{{background:#f3f3f0;padding:0 .2em}}\
                 </style></head><body>\n{body}</body></html>"
            );
        }
    }
    Ok(Exit::Done)
}

/// One type.
fn chapter(out: &mut String, book: &Codebook, knowledge: &Knowledge) {
    let score = knowledge.score(book.event_type, None).map(|s| s.score);
    let _ = writeln!(out, "\n## {}\n\n{}\n", book.event_type, book.definition.trim());
    let _ = write!(out, "Source: {}. Quad class: {}.", book.section, book.event_type.quad_class());
    if let Some(score) = score {
        let _ = write!(out, " Score: {score}.");
    }
    out.push('\n');
    for sense in knowledge.senses.iter().filter(|s| s.event_type == book.event_type) {
        entry(out, sense);
    }
}

/// One sense.
fn entry(out: &mut String, sense: &Sense) {
    let _ = writeln!(out, "\n### {}\n", sense.id);
    let list = |words: &[String]| words.join(", ");
    let phrases = |list: &[detente_knowledge::Phrase]| -> String {
        let all: Vec<String> = list
            .iter()
            .map(|p| if p.rest.is_empty() { p.head.clone() } else { format!("{} … {}", p.head, p.rest.join(" ")) })
            .collect();
        all.join(", ")
    };
    let mut line = |name: &str, text: String| {
        if !text.is_empty() {
            let _ = writeln!(out, "- {name}: {text}");
        }
    };
    line("mode", sense.mode.clone().unwrap_or_default());
    line("CAMEO", sense.cameo.clone().unwrap_or_default());
    line("verbs", phrases(&sense.verbs));
    line("nouns", phrases(&sense.nouns));
    line("adjectives", list(&sense.adjectives));
    line("object is one of", list(&sense.object));
    line("subject is one of", list(&sense.subject));
    line("with", sense.with.iter().map(|(p, w)| format!("{p} {w}")).collect::<Vec<_>>().join(", "));
    line("actor", arguments(&sense.actor));
    line("recipient", arguments(&sense.recipient));
    line("must have", list(&sense.needs));
    line("status", sense.opens.map(|s| s.to_string()).unwrap_or_default());
    line("entry", format!("`{}`", sense.entry));
    for (title, examples) in [("Coded", &sense.examples), ("Not coded", &sense.counter_examples)] {
        for example in examples {
            let _ = writeln!(out, "- {title}: *{}*", example.text.replace('*', "\\*"));
        }
    }
}

fn arguments(list: &[Argument]) -> String {
    let name = |a: &Argument| match a {
        Argument::Subject => "subject".to_owned(),
        Argument::Object => "object".to_owned(),
        Argument::IndirectObject => "indirect object".to_owned(),
        Argument::Preposition(p) => format!("after '{p}'"),
        Argument::Between => "between … and …".to_owned(),
        Argument::ObjectOwner => "owner of the object".to_owned(),
        Argument::Complement => "recipient of the act it governs".to_owned(),
        Argument::Source => "who says so".to_owned(),
    };
    list.iter().map(name).collect::<Vec<_>>().join(", else ")
}

/// Runs the examples of some types.
fn check<'b>(books: impl Iterator<Item = &'b Codebook>, knowledge: &Knowledge) -> Result<Exit> {
    let chain = chain()?;
    let (mut failed, mut all) = (0, 0);
    for book in books {
        let senses = knowledge.senses.iter().filter(|s| s.event_type == book.event_type);
        let outcomes = examples::run(&chain, senses);
        let faults: Vec<_> = outcomes.iter().filter(|o| o.fault.is_some()).collect();
        for outcome in &faults {
            let fault = outcome.fault.as_deref().unwrap_or_default();
            let sense = outcome.sense;
            anstream::println!("{}: {}: '{}' {fault}", sense.entry, sense.id, outcome.example.text);
        }
        let good = outcomes.len() - faults.len();
        anstream::println!("{}: {good} of {} examples as they should be", book.event_type, outcomes.len());
        failed += faults.len();
        all += outcomes.len();
    }
    anstream::println!("all: {} of {all}", all - failed);
    Ok(if failed == 0 { Exit::Done } else { Exit::Partly })
}
