//! `detente actors find`.

use anyhow::Result;
use detente_actors::label;
use detente_record::{Actor, Mention, Metadata, Provenance, Sought, Witness, Witnessed};
use detente_text::{Layout, Markup, RawDocument};
use serde_json::{Value, json};

use super::day;
use crate::args::actors::FindArgs;
use crate::commands::{chain, knowledge};
use crate::exit::{Exit, Usage};

/// What a mention was found to be.
struct Answer {
    rule: String,
    entry: Option<String>,
    candidates: Vec<String>,
    margin: f32,
    actors: Vec<Actor>,
}

/// Resolves a mention as the subject of a sentence of a text of that day and state; where that leaves it open, as a
/// label that stands alone.
pub fn run(args: &FindArgs) -> Result<Exit> {
    let on = day("--on", args.on.as_ref())?;
    let mention = args.mention.trim();
    if mention.is_empty() {
        return Err(Usage("MENTION: is empty".into()).into());
    }
    let publisher = match &args.within {
        None => Sought::Absent,
        Some(code) => {
            let state = knowledge().actors().state(code).ok_or_else(|| {
                Usage(format!("--in: '{code}' is the code of no state; codes are in actors/states.tsv (KOR, PRK …)"))
            })?;
            Sought::Found(Witnessed { value: state.name.clone(), witness: Witness::Given })
        }
    };
    let chain = chain()?;
    let text = format!("{mention} said so.");
    let mut metadata = Metadata { publisher, ..Metadata::default() };
    if let Some(text) = &args.on {
        let date = detente_text::dates::parse(text, Witness::Given, None)
            .map_err(|e| Usage(format!("--on: {e}; {}", e.advice())))?;
        metadata.dates.push(date);
    }
    let layout = Layout::Fields { headline: None, body: 0..text.len(), markup: Markup::Plain };
    let document = chain.clean(RawDocument { original: text, layout, metadata, provenance: Provenance::default() });
    let sentences = detente_language::sentences(&document);
    let analysis = chain.analyser().analyse_document(&document, &sentences);
    let resolved = chain.resolver().resolve(&document, &sentences, &analysis.sentences);

    // The mentions before the words that were put behind, without those inside others: one, or several that are joined.
    let end = document.text.rfind(" said so").unwrap_or(document.text.len());
    let inside: Vec<&Mention> = resolved.mentions.iter().filter(|m| m.span.end <= end).collect();
    let within =
        |a: &Mention, b: &Mention| a.span != b.span && b.span.start <= a.span.start && a.span.end <= b.span.end;
    let mut outer: Vec<&Mention> = inside.iter().copied().filter(|m| !inside.iter().any(|o| within(m, o))).collect();
    outer.sort_by_key(|m| m.span);
    let in_text = outer.first().map(|first| {
        let mut answer = Answer {
            rule: first.resolution.rule.clone(),
            entry: first.resolution.entry.clone(),
            candidates: Vec::new(),
            margin: 1.0,
            actors: Vec::new(),
        };
        for mention in &outer {
            let resolution = &mention.resolution;
            if !answer.rule.split("; ").any(|r| r == resolution.rule) {
                answer.rule = format!("{}; {}", answer.rule, resolution.rule);
            }
            answer.margin = answer.margin.min(resolution.margin);
            for candidate in &resolution.candidates {
                if !answer.candidates.contains(candidate) {
                    answer.candidates.push(candidate.clone());
                }
            }
            for actor in resolution.proposed.iter().filter_map(|id| resolved.actor(*id)) {
                if !answer.actors.contains(actor) {
                    answer.actors.push(actor.clone());
                }
            }
        }
        answer
    });
    let alone = || {
        label::resolve(chain.catalogue(), mention, on).map(|l| Answer {
            rule: l.rule.to_owned(),
            entry: l.actor.entry.clone(),
            candidates: l.candidates,
            margin: l.margin,
            actors: vec![l.actor],
        })
    };
    let answer = match in_text {
        Some(answer) if known(&answer) => Some(answer),
        open => alone().or(open),
    };
    let open = answer.as_ref().is_none_or(|a| !known(a));
    if args.json {
        anstream::println!("{}", as_json(args, answer.as_ref()));
    } else {
        print(answer.as_ref());
    }
    Ok(if open { Exit::Partly } else { Exit::Done })
}

/// Whether knowledge holds one of its actors or the state of one; any other name is an actor of its text alone.
fn known(answer: &Answer) -> bool {
    answer.actors.iter().any(|a| a.entry.is_some() || a.country.is_found())
}

fn actor_json(actor: &Actor) -> Value {
    json!({
        "id": actor.id.to_string(), "name": actor.name, "kind": actor.kind.code(), "code": actor.code(),
        "country": actor.country.found(), "sectors": actor.sectors.iter().map(|s| s.code()).collect::<Vec<_>>(),
        "role": actor.role.found(), "entry": actor.entry,
    })
}

fn as_json(args: &FindArgs, answer: Option<&Answer>) -> Value {
    json!({
        "mention": args.mention, "on": args.on, "in": args.within,
        "rule": answer.map(|a| &a.rule), "entry": answer.and_then(|a| a.entry.as_ref()),
        "candidates": answer.map(|a| a.candidates.as_slice()).unwrap_or_default(),
        "margin": answer.map(|a| a.margin),
        "actors": answer.map(|a| a.actors.iter().map(actor_json).collect::<Vec<_>>()).unwrap_or_default(),
    })
}

fn print(answer: Option<&Answer>) {
    let Some(answer) = answer else {
        anstream::println!("open: no actor is found");
        return;
    };
    if !known(answer) {
        anstream::println!("open: knowledge holds no such actor");
    }
    for actor in &answer.actors {
        let role = actor.role.found().map(|r| format!(", {r}")).unwrap_or_default();
        anstream::println!("{}  {} ({}{role})", actor.code(), actor.name, actor.kind);
        if let Some(entry) = &actor.entry {
            anstream::println!("  entry       {entry}");
        }
    }
    anstream::println!("  rule        {}", answer.rule);
    if let Some(entry) = answer.entry.as_ref().filter(|e| answer.actors.iter().all(|a| a.entry.as_ref() != Some(e))) {
        anstream::println!("  by          {entry}");
    }
    anstream::println!("  candidates  {}", answer.candidates.join("; "));
    anstream::println!("  margin      {:.2}", answer.margin);
}
