//! A month of a relation in Markdown (CommonMark). Words of others are escaped: no markup of theirs gets through.

use crate::month::{Brief, Group};
use crate::rows::{CommitmentRow, EventRow};
use crate::words;

/// Events of one group that are listed.
const LISTED: usize = 40;

/// A month of a relation in Markdown. `name` gives the name of a code.
#[must_use]
pub fn brief(brief: &Brief, name: &dyn Fn(&str) -> String) -> String {
    let relation = &brief.relation;
    let mut out =
        format!("# {} and {}, {}\n", escape(&name(&relation.one)), escape(&name(&relation.other)), brief.month);
    for row in &brief.courses {
        let (actor, recipient) = (escape(&name(&row.actor)), escape(&name(&row.recipient)));
        out.push_str(&format!("\n**{actor} towards {recipient}: {}.**\n\n", words::course(row)));
        for reason in &row.reasons {
            out.push_str(&format!("- {}{}\n", escape(&reason.text), ids(&reason.events)));
        }
    }
    for direction in &relation.directions {
        if direction.breaks.is_empty() && direction.tone_breaks.is_empty() {
            continue;
        }
        let (actor, recipient) = (escape(&name(&direction.actor)), escape(&name(&direction.recipient)));
        out.push_str(&format!("\n## Breaks: {actor} towards {recipient}\n\n"));
        for found in direction.breaks.iter().chain(&direction.tone_breaks) {
            out.push_str(&format!("- {}\n", escape(&words::break_line(found))));
            for event in &found.events {
                out.push_str(&format!("  - {}\n", told(event)));
            }
        }
    }
    out.push_str("\n## What happened, by whose word\n");
    if brief.groups.is_empty() {
        out.push_str("\nNothing is reported for this month.\n");
    }
    for group in &brief.groups {
        put_group(&mut out, group, name);
    }
    if !brief.disputed.is_empty() {
        out.push_str("\n## Claims in dispute\n\n");
        for event in &brief.disputed {
            out.push_str(&format!("- {}: {}\n", told(event), escape(&words::said_by(event, name))));
            for (of, versions) in &event.contradictions {
                out.push_str(&format!("  - {}: {}\n", escape(of), escape(&versions.join(" against "))));
            }
        }
    }
    for (title, list) in
        [("Announced", &brief.opened), ("Carried out, wholly or in part", &brief.kept), ("Dropped", &brief.dropped)]
    {
        put_commitments(&mut out, title, list, name);
    }
    out.push_str("\n## Sources\n\n");
    for source in &brief.sources {
        let headline = if source.headline.is_empty() { "no headline" } else { &source.headline };
        let url = source.url.as_deref().map(|u| format!(", {}", escape(u))).unwrap_or_default();
        out.push_str(&format!(
            "- {}, {}: {}{url} (`{}`)\n",
            escape(&source.outlet),
            source.published,
            escape(headline),
            source.id
        ));
    }
    out.push_str("\n## How this was made\n\n");
    for line in words::method(relation) {
        out.push_str(&format!("- {}\n", escape(&line)));
    }
    out
}

fn put_group(out: &mut String, group: &Group, name: &dyn Fn(&str) -> String) {
    out.push_str(&format!("\n### {} ({})\n\n", escape(&group.title), group.events.len()));
    for event in group.events.iter().take(LISTED) {
        let way = format!("{} → {}", sides(&event.actors, name), sides(&event.recipients, name));
        out.push_str(&format!("- {} ({})\n", told(event), escape(&way)));
    }
    if group.events.len() > LISTED {
        out.push_str(&format!("- … and {} more\n", group.events.len() - LISTED));
    }
}

fn put_commitments(out: &mut String, title: &str, list: &[CommitmentRow], name: &dyn Fn(&str) -> String) {
    out.push_str(&format!("\n## Commitments: {title}\n\n"));
    if list.is_empty() {
        out.push_str("None.\n");
    }
    for row in list {
        let maker = sides(&row.maker, name);
        out.push_str(&format!("- {} — {} (`{}`)\n", escape(&words::commitment(row)), escape(&maker), row.id));
        if let Some(step) = words::step(row) {
            out.push_str(&format!("  - {}\n", escape(&step)));
        }
    }
}

/// Names of some codes.
pub(crate) fn sides(codes: &[String], name: &dyn Fn(&str) -> String) -> String {
    if codes.is_empty() {
        return "nobody named".to_owned();
    }
    codes.iter().map(|c| name(c)).collect::<Vec<_>>().join(", ")
}

fn told(event: &EventRow) -> String {
    format!("{} {} “{}” (`{}`)", event.day, escape(&event.act()), escape(&event.clause), event.id)
}

fn ids(list: &[String]) -> String {
    let ids: Vec<String> = list.iter().map(|id| format!("`{id}`")).collect();
    if ids.is_empty() { String::new() } else { format!(" ({})", ids.join(", ")) }
}

/// Words in which no character works as markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_others_is_words() {
        assert_eq!(escape("*a* <b> [c](d)\nx"), "\\*a\\* \\<b\\> \\[c\\](d) x");
    }
}
