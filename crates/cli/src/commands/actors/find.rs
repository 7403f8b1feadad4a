//! `detente actors find`.

use anyhow::Result;
use detente_actors::label;
use detente_record::{Actor, Metadata, Provenance, Sought, Witness, Witnessed};
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

    // The mention that covers most of what was asked, before the words that were put behind it.
    let end = document.text.rfind(" said so").unwrap_or(document.text.len());
    let widest = resolved
        .mentions
        .iter()
        .filter(|m| m.span.end <= end && end - m.span.end < 2)
        .max_by_key(|m| (m.span.len(), !m.resolution.proposed.is_empty()));
    let actors = |m: &detente_record::Mention| -> Vec<Actor> {
        m.resolution.proposed.iter().filter_map(|id| resolved.actor(*id)).cloned().collect()
    };
    let in_text = widest.map(|m| Answer {
        rule: m.resolution.rule.clone(),
        entry: m.resolution.entry.clone(),
        candidates: m.resolution.candidates.clone(),
        margin: m.resolution.margin,
        actors: actors(m),
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
    let known = |a: &Answer| a.actors.iter().any(|a| a.entry.is_some() || a.country.is_found());
    let answer = match in_text {
        Some(answer) if known(&answer) => Some(answer),
        open => alone().or(open),
    };
    let open = answer.as_ref().is_none_or(|a| a.actors.is_empty());
    if args.json {
        anstream::println!("{}", as_json(args, answer.as_ref()));
    } else {
        print(answer.as_ref());
    }
    Ok(if open { Exit::Partly } else { Exit::Done })
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
    if answer.actors.is_empty() {
        anstream::println!("open");
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
