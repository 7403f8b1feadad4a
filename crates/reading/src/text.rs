//! A relation on the terminal.

use detente_chart::blocks;

use crate::relation::{Direction, Relation};
use crate::rows::EventRow;
use crate::words;

/// The level in at most so many columns: neighbouring periods are taken together.
fn shown(direction: &Direction) -> Vec<Option<f64>> {
    let together = direction.points.len().div_ceil(SHOWN).max(1);
    direction
        .points
        .chunks(together)
        .map(|chunk| {
            let known: Vec<f64> = chunk.iter().filter_map(|p| p.level.map(|l| l.mean)).collect();
            #[allow(clippy::cast_precision_loss, reason = "few periods")]
            let n = known.len() as f64;
            (!known.is_empty()).then(|| known.iter().sum::<f64>() / n)
        })
        .collect()
}

/// Columns of the line of blocks.
const SHOWN: usize = 60;
/// Open commitments that are listed.
const OPEN: usize = 12;

/// A relation as text of so many columns. `name` gives the name of a code.
#[must_use]
pub fn relation(relation: &Relation, name: &dyn Fn(&str) -> String, width: usize) -> String {
    let mut out = String::new();
    for (at, direction) in relation.directions.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        put_direction(&mut out, relation, direction, name, width);
    }
    if !relation.open.is_empty() {
        out.push_str("\nOpen commitments\n");
        for row in relation.open.iter().rev().take(OPEN) {
            put(&mut out, &format!("{} ({})", words::commitment(row), row.maker.join(", ")), &row.id, width);
        }
        if relation.open.len() > OPEN {
            let more = relation.open.len() - OPEN;
            out.push_str(&format!(
                "  … and {more} earlier ones: detente commitments --maker {} --addressee {}\n",
                relation.one, relation.other
            ));
        }
    }
    if !relation.word.is_empty() {
        out.push_str("\nWord kept, over the whole store\n");
    }
    for row in &relation.word {
        let days = row.median_days.map(|d| format!("; median {d} days")).unwrap_or_default();
        let text = format!(
            "{} {}: {} of {} carried out, wholly or in part ({}; 95 %: {} to {}{days})",
            name(&row.maker),
            row.kind,
            row.carried_out,
            row.commitments,
            words::percent(row.share),
            words::percent(row.interval.0),
            words::percent(row.interval.1)
        );
        line(&mut out, &text, width);
    }
    out.push_str("\nEach id opens with `detente show ID`.\n");
    out
}

fn put_direction(
    out: &mut String,
    relation: &Relation,
    direction: &Direction,
    name: &dyn Fn(&str) -> String,
    width: usize,
) {
    let (actor, recipient) = (name(&direction.actor), name(&direction.recipient));
    out.push_str(&format!("{actor} → {recipient}\n"));
    line(out, &words::basis(relation, direction), width);
    let Some(last) = direction.points.iter().rev().find_map(|p| Some((p, p.level?))) else {
        line(out, "too few events with a score for a level", width);
        return;
    };
    let (first, end) =
        (direction.points.first().map_or("", |p| &p.period), direction.points.last().map_or("", |p| &p.period));
    out.push_str(&format!("  {}  {first} to {end}\n", blocks(&shown(direction))));
    let (point, level) = last;
    line(
        out,
        &format!(
            "temperature {} in {} (80 %: {} to {}; 95 %: {} to {}): scores of a {} summed, for usual coverage",
            words::number(level.mean),
            point.period,
            words::number(level.band80.0),
            words::number(level.band80.1),
            words::number(level.band95.0),
            words::number(level.band95.1),
            relation.by
        ),
        width,
    );
    if let Some(tone) = point.tone {
        let (low, high) = (words::number(tone.band80.0), words::number(tone.band80.1));
        line(
            out,
            &format!("tone {} (80 %: {low} to {high}): mean score of its events", words::number(tone.mean)),
            width,
        );
    }
    if let Some(month) = &direction.month {
        line(out, &format!("month {}", words::change(month)), width);
    }
    for row in &direction.norm {
        let z = row.z.map(|z| format!(", {} standard deviations from it", words::signed(z))).unwrap_or_default();
        let text = format!(
            "norm  {} {} in {}; in the {} before {} on average{z}, higher than {} of them",
            row.of,
            words::number(row.value),
            row.period,
            row.against,
            words::number(row.usual),
            words::percent(row.percentile)
        );
        line(out, &text, width);
    }
    if let Some(lead) = &direction.lead {
        let way = match lead.periods {
            0 => "come together with".to_owned(),
            n if n > 0 => format!("come {n} {}s before", relation.by),
            n => format!("come {} {}s after", -n, relation.by),
        };
        let text = format!(
            "words hostile words {way} hostile deeds (correlation {:.2}; 95 %: {:.2} to {:.2})",
            lead.correlation, lead.band95.0, lead.band95.1
        );
        line(out, &text, width);
    }
    for (title, list) in [("breaks", &direction.breaks), ("breaks of the tone", &direction.tone_breaks)] {
        if list.is_empty() {
            continue;
        }
        out.push_str(&format!("  {title}\n"));
        for found in list {
            line(out, &format!("  {}", words::break_line(found)), width);
            for event in &found.events {
                put(out, &format!("  {}", told(event)), &event.id, width);
            }
        }
    }
    if !direction.standouts.is_empty() {
        out.push_str("  stands out against the year before it\n");
    }
    for row in &direction.standouts {
        let z = row.z.map(|z| format!(" ({} standard deviations)", words::signed(z))).unwrap_or_default();
        line(out, &format!("  {} {}{z}", row.period, words::number(row.net)), width);
        for event in &row.events {
            put(out, &format!("  {}", told(event)), &event.id, width);
        }
    }
    if !direction.moved.is_empty() {
        out.push_str("  what moved it most in the last month\n");
        for row in &direction.moved {
            put(out, &format!("  {}  {}", words::signed(row.by), told(&row.event)), &row.event.id, width);
        }
    }
}

fn told(event: &EventRow) -> String {
    format!("{} {} “{}”", event.day, event.act(), event.clause)
}

/// A line with an id, cut so that the id stays whole.
fn put(out: &mut String, text: &str, id: &str, width: usize) {
    let room = width.saturating_sub(id.chars().count() + 6).max(24);
    out.push_str(&format!("  {}  {id}\n", cut(text, room)));
}

fn line(out: &mut String, text: &str, width: usize) {
    let options = textwrap::Options::new(width.max(40)).initial_indent("  ").subsequent_indent("      ");
    for part in textwrap::wrap(text, options) {
        out.push_str(&part);
        out.push('\n');
    }
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}
