//! `detente review`: a person judges, with the text beside it.

use std::io::{BufRead, Write, stdin};

use anyhow::{Context, Result};
use detente_memory::ask::{Filter, Value};
use detente_memory::store::judge::{ACCEPTED, Change, FIXED, Judge, REJECTED};
use detente_memory::{Store, Writer};
use detente_record::{EventId, ReportId};
use jiff::Timestamp;

use crate::args_memory::{ListFormat, ListingArgs, ReviewArgs};
use crate::commands::{ingest, query, show_id};
use crate::exit::Exit;
use crate::output;

const HELP: &str = "\
a            accept             r            reject
f KEY=VALUE  fix: type, mode, status, actor, recipient, day, place (f type=INFLUENCE mode=leaflets actor=KOR)
m ID         merge with another report or event
s [ID]       split from another report, or from all others of its event
y STEP       accept a step of a commitment (y carried out@2024-05-28);  n STEP  reject it
n            next, judging nothing                 q  end
A note can follow after ' # '.";

/// Goes through what is to be judged.
pub fn run(args: &ReviewArgs) -> Result<Exit> {
    if let Some(path) = &args.export {
        return export(&Store::open(&args.store.dir)?, path);
    }
    let mut writer = ingest::open(&args.store.dir, false)?;
    let ids = if args.ids.is_empty() {
        let listing = ListingArgs { sort: None, limit: Some(args.limit), format: ListFormat::Json, out: None };
        let table = writer.reports(&Filter { confirmed: false, ..query::filter(&args.filter, &listing)? })?;
        // What was judged already is not asked again.
        let open = |row: &&Vec<Value>| row[15] == Value::Null;
        table.rows.iter().filter(open).map(|row| row[0].plain()).collect()
    } else {
        args.ids.iter().map(|id| Ok(writer.complete(id)?)).collect::<Result<Vec<_>>>()?
    };
    anstream::println!("{} to judge; ? for help", ids.len());
    let mut input = stdin().lock();
    'things: for (number, id) in ids.iter().enumerate() {
        anstream::println!("\n[{} of {}]\n{}", number + 1, ids.len(), show_id::tree(&writer.story(id)?).trim_end());
        loop {
            anstream::print!("> ");
            std::io::stdout().flush()?;
            let mut line = String::new();
            if input.read_line(&mut line)? == 0 {
                break 'things;
            }
            match judge(&mut writer, id, line.trim(), &args.who) {
                Ok(Next::Same) => {}
                Ok(Next::Other) => break,
                Ok(Next::End) => break 'things,
                Err(error) => anstream::println!("{error:#}"),
            }
        }
    }
    writer.settle()?;
    Ok(Exit::Done)
}

enum Next {
    Same,
    Other,
    End,
}

fn judge(writer: &mut Writer, id: &str, line: &str, who: &str) -> Result<Next> {
    let (line, note) = line.split_once(" # ").map_or((line, None), |(l, n)| (l.trim(), Some(n.trim().to_owned())));
    let judge = Judge { who: who.to_owned(), note, now: Timestamp::now() };
    let (command, rest) = line.split_once(' ').map_or((line, ""), |(c, r)| (c, r.trim()));
    match command {
        "" | "?" | "h" => anstream::println!("{HELP}"),
        "q" => return Ok(Next::End),
        "n" if rest.is_empty() => return Ok(Next::Other),
        "a" | "r" => {
            let act = if command == "a" { ACCEPTED } else { REJECTED };
            for report in reports(writer, id)? {
                writer.judge_report(report, act, None, &judge)?;
            }
            return Ok(Next::Other);
        }
        "f" => {
            let change = change(rest)?;
            for report in reports(writer, id)? {
                writer.judge_report(report, FIXED, Some(&change), &judge)?;
            }
            anstream::println!("fixed");
        }
        "m" => {
            let (a, b) = (reports(writer, id)?, reports(writer, &writer.complete(rest)?)?);
            let (Some(a), Some(b)) = (a.first(), b.first()) else { return Ok(Next::Same) };
            writer.merge(*a, *b, &judge)?;
            anstream::println!("merged");
        }
        "s" => {
            let own = reports(writer, id)?;
            let from = if rest.is_empty() {
                let event = event_of(writer, id)?;
                writer.reports_of(event)?
            } else {
                reports(writer, &writer.complete(rest)?)?
            };
            let Some(report) = own.first() else { return Ok(Next::Same) };
            writer.split(*report, &from, &judge)?;
            anstream::println!("split");
        }
        "y" | "n" => {
            writer.judge_step(id, rest, if command == "y" { ACCEPTED } else { REJECTED }, &judge)?;
            writer.settle()?;
            anstream::println!("noted");
        }
        other => anstream::println!("'{other}' is no command\n{HELP}"),
    }
    Ok(Next::Same)
}

/// The reports that an id stands for: itself, or those of the event.
fn reports(store: &Store, id: &str) -> Result<Vec<ReportId>> {
    if let Ok(event) = id.parse::<EventId>() {
        return Ok(store.reports_of(event)?);
    }
    Ok(vec![id.parse().context("only reports and events are accepted, rejected, fixed, merged and split")?])
}

fn event_of(store: &Store, id: &str) -> Result<EventId> {
    if let Ok(event) = id.parse() {
        return Ok(event);
    }
    let story = store.story(id)?;
    let event = story.parts.iter().find(|p| p.what == "event").and_then(|p| p.id.clone());
    Ok(event.context("the report is of no event")?.parse()?)
}

/// `type=INFLUENCE mode=leaflets`.
fn change(text: &str) -> Result<Change> {
    let mut object = serde_json::Map::new();
    let mut key: Option<String> = None;
    for word in text.split_whitespace() {
        if let Some((name, value)) = word.split_once('=') {
            object.insert(name.to_owned(), value.into());
            key = Some(name.to_owned());
        } else if let Some(value) = key.as_ref().and_then(|k| object.get_mut(k)) {
            // A value of several words: "status=carried out".
            *value = format!("{} {word}", value.as_str().unwrap_or_default()).into();
        }
    }
    serde_json::from_value(object.into()).context("a fix is written as KEY=VALUE")
}

/// Writes the judgements with the sentences they are of.
fn export(store: &Store, path: &std::path::Path) -> Result<Exit> {
    let mut out = output::open(Some(path))?;
    for judgement in store.judgements()? {
        let mut line = serde_json::to_value(&judgement)?;
        if let Ok(story) = store.story(&judgement.target)
            && let Some(object) = line.as_object_mut()
        {
            let text = |what: &str| story.parts.iter().find(|p| p.what == what).map(|p| p.text.clone());
            object.insert("of".into(), story.text.clone().into());
            if let Some(sentence) = text("sentence") {
                object.insert("sentence".into(), sentence.into());
            }
            if let Some(document) = story.parts.iter().find(|p| p.what == "document").and_then(|p| p.id.clone()) {
                object.insert("document".into(), document.into());
            }
        }
        serde_json::to_writer(&mut out, &line).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(Exit::Done)
}
