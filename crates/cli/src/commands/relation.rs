//! `detente relation` and `detente brief`.

use std::io::Write;

use anyhow::Result;
use detente_chart::Form;
use detente_memory::{Store, day};
use detente_reading::{Question, Relation, Source, charts, markdown, page, source as sides, text};
use detente_relations::{Period, Side, Step};

use crate::args_relations::{By, MonthArgs, MonthFormat, PairArgs, RelationArgs, RelationFormat};
use crate::commands::{knowledge, query};
use crate::exit::{Exit, Usage};
use crate::output;

/// Shows a relation.
pub fn relation(args: &RelationArgs) -> Result<Exit> {
    let store = Store::open(&args.pair.store.dir)?;
    let source = Source::read(&store, None, None)?;
    let mut question = question(&args.pair, &source)?;
    question.until = args.until.as_ref().map(|t| query::date("--until", t, true)).transpose()?;
    if let (Some(since), Some(until)) = (question.since, question.until)
        && since > until
    {
        return Err(Usage("--since lies after --until".into()).into());
    }
    let relation = detente_reading::relation(&store, &source, &question)?;
    let mut out = output::open(args.pair.out.as_deref())?;
    match args.format {
        RelationFormat::Text => out.write_all(text::relation(&relation, &name, output::width()).as_bytes())?,
        RelationFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &relation).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
        RelationFormat::Csv => csv(&relation, &mut out)?,
        RelationFormat::Svg | RelationFormat::BarsSvg => {
            let first = &relation.directions[0];
            let svg = if args.format == RelationFormat::Svg {
                charts::level(first, &relation.by, "level", &name, 260.0).svg(Form::Standalone)
            } else {
                charts::quads(first, &relation.by, "quads", &name, 220.0).svg(Form::Standalone)
            };
            out.write_all(svg.as_bytes())?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// Writes a month of a relation.
pub fn brief(args: &MonthArgs) -> Result<Exit> {
    let month = month(&args.month)?;
    let store = Store::open(&args.pair.store.dir)?;
    let source = Source::read(&store, None, None)?;
    let question = question(&args.pair, &source)?;
    let brief = detente_reading::brief(&store, &source, &question, month, &name)?;
    let mut out = output::open(args.pair.out.as_deref())?;
    match args.format {
        MonthFormat::Md => out.write_all(markdown::brief(&brief, &name).as_bytes())?,
        MonthFormat::Html => out.write_all(page::brief(&brief, &name).as_bytes())?,
        MonthFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &brief).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// What the arguments ask; both sides must be known.
fn question(args: &PairArgs, source: &Source) -> Result<Question> {
    let (one, other) = (side(&args.one, source)?, side(&args.other, source)?);
    if one == other {
        return Err(Usage(format!("a relation has two sides, and '{one}' is given for both")).into());
    }
    let since = args.since.as_ref().map(|t| query::date("--since", t, false)).transpose()?;
    Ok(Question { one, other, since, until: None, step: args.by.map(step) })
}

/// A side as it is written; its codes must be known to the tables or the store.
pub fn side(text: &str, source: &Source) -> Result<Side> {
    let side = sides::side(text).map_err(|e| Usage(e.to_string()))?;
    for code in sides::codes(&side) {
        if name(&code) == code && !source.knows(&Side::actor(code.as_str())) {
            return Err(Usage(format!(
                "'{code}' is no actor that the tables or the store know; `detente actors find NAME` finds its code"
            ))
            .into());
        }
    }
    Ok(side)
}

/// The pieces of time that are asked for.
pub fn step(by: By) -> Step {
    match by {
        By::Day => Step::Day,
        By::Week => Step::Week,
        By::Month => Step::Month,
    }
}

fn month(text: &str) -> Result<Period> {
    let wrong = || Usage(format!("--month: '{text}' is no month: write 2024-06"));
    let (year, month) = text.split_once('-').ok_or_else(wrong)?;
    if year.len() != 4 || month.len() != 2 {
        return Err(wrong().into());
    }
    Ok(Step::Month.of(day::parse(&format!("{text}-01")).ok_or_else(wrong)?))
}

/// The name of a code: of a state, an organisation, or each of a group; the code itself where none is known.
pub fn name(code: &str) -> String {
    let tables = knowledge().actors();
    if let Some((code, sector)) = code.split_once(' ') {
        return format!("{} ({sector})", name(code));
    }
    if code.contains('+') {
        return code.split('+').map(name).collect::<Vec<_>>().join(", ");
    }
    if let Some(state) = tables.state(code) {
        return state.name.clone();
    }
    tables.organisations.iter().find(|o| o.id == code).map_or_else(|| code.to_owned(), |o| o.name.clone())
}

fn csv(relation: &Relation, out: &mut dyn Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "actor",
        "recipient",
        "period",
        "from",
        "to",
        "events",
        "words",
        "deeds",
        "claimed",
        "corroborated",
        "verbal_cooperation",
        "material_cooperation",
        "verbal_conflict",
        "material_conflict",
        "forward",
        "score_sum",
        "score_mean",
        "documents",
        "coverage",
        "net",
        "temperature",
        "temperature_at_the_time",
        "low80",
        "high80",
        "low95",
        "high95",
    ])?;
    for direction in &relation.directions {
        for p in &direction.points {
            let real = |x: Option<f64>| x.map_or_else(String::new, |x| format!("{x:.4}"));
            let level = p.level.as_ref();
            let mut row = vec![
                direction.actor.clone(),
                direction.recipient.clone(),
                p.period.clone(),
                day::text(p.days.0),
                day::text(p.days.1),
            ];
            row.extend([p.events, p.words, p.deeds, p.claimed, p.corroborated].map(|n| n.to_string()));
            row.extend(p.quads.map(|n| n.to_string()));
            row.extend([p.forward.to_string(), p.score_sum.to_string()]);
            row.push(p.score_mean.map_or_else(String::new, |m| m.to_string()));
            row.extend([p.documents.to_string(), p.coverage.to_string(), real(p.net)]);
            row.extend([
                real(level.map(|l| l.mean)),
                real(level.map(|l| l.at_the_time)),
                real(level.map(|l| l.band80.0)),
                real(level.map(|l| l.band80.1)),
                real(level.map(|l| l.band95.0)),
                real(level.map(|l| l.band95.1)),
            ]);
            writer.write_record(row)?;
        }
    }
    writer.flush()?;
    Ok(())
}
