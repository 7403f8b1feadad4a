//! A month of a relation as a page that can be printed: one file, no script, everything of others escaped.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use detente_chart::{EventMark, Form, palette};

use crate::charts;
use crate::markdown::sides;
use crate::month::{Brief, CourseRow, Group};
use crate::relation::Direction;
use crate::rows::{CommitmentRow, EventRow};
use crate::words;

/// Events of one group that are listed.
const LISTED: usize = 60;

/// The page. `name` gives the name of a code.
#[must_use]
pub fn brief(brief: &Brief, name: &dyn Fn(&str) -> String) -> String {
    let relation = &brief.relation;
    let title = format!("{} and {}, {}", name(&relation.one), name(&relation.other), brief.month);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(include_str!("page.css"))) (PreEscaped(palette::style())) }
            }
            body {
                main {
                    h1 { (title) }
                    p class="soft" {
                        "From " (relation.days.0) " to " (relation.days.1) ", by " (relation.by) ". Every id opens with "
                        code { "detente show ID" } "."
                    }
                    div class="courses" { @for row in &brief.courses { (course(row, name)) } }
                    @for (at, direction) in relation.directions.iter().enumerate() {
                        (lines(brief, direction, at, name))
                    }
                    (happened(brief, name))
                    (disputed(brief, name))
                    (commitments(brief, name))
                    (sources(brief))
                    h2 { "How this was made" }
                    ul class="method" { @for line in words::method(relation) { li { (line) } } }
                }
            }
        }
    }
    .into_string()
}

fn course(row: &CourseRow, name: &dyn Fn(&str) -> String) -> Markup {
    let code = row.course.map_or("unknown", crate::relation::Course::code);
    html! {
        section class={ "course " (code) } {
            (name(&row.actor)) " towards " (name(&row.recipient))
            strong { (row.course.map_or("", crate::relation::Course::arrow)) " " (words::course(row)) }
            ul {
                @for reason in &row.reasons {
                    li {
                        (reason.text)
                        @for id in &reason.events { " " a class="id" href={ "#" (id) } { (id) } }
                    }
                }
            }
        }
    }
}

fn lines(brief: &Brief, direction: &Direction, at: usize, name: &dyn Fn(&str) -> String) -> Markup {
    let height = if at == 0 { 230.0 } else { 150.0 };
    let by = &brief.relation.by;
    let mut level = charts::level(direction, by, &format!("level-{at}"), name, height);
    level.events = marks(brief, direction);
    let bars = charts::quads(direction, by, &format!("quads-{at}"), name, height * 0.6);
    html! {
        @if direction.sums.flow.level.is_some() {
            figure {
                figcaption { (level.words.title) small { (words::basis(&brief.relation, direction)) } }
                (PreEscaped(level.svg(Form::Embedded)))
            }
        }
        figure {
            figcaption { (bars.words.title) }
            (PreEscaped(bars.svg(Form::Embedded)))
        }
        @if !direction.tone_breaks.is_empty() {
            p { "Breaks of the tone (the mean score of events):" }
            ul { @for found in &direction.tone_breaks {
                li {
                    (words::break_line(found))
                    @for event in &found.events { " " a class="id" href={ "#" (event.id) } { (event.id) } }
                }
            } }
        }
    }
}

/// The events that moved the level most, marked on the line.
fn marks(brief: &Brief, direction: &Direction) -> Vec<EventMark> {
    let inside = |e: &EventRow| (brief.days.0..=brief.days.1).contains(&e.number);
    let mut rows: Vec<&EventRow> = direction.moved.iter().map(|m| &m.event).filter(|e| inside(e)).take(4).collect();
    rows.sort_by(|a, b| (a.number, &a.id).cmp(&(b.number, &b.id)));
    rows.into_iter()
        .map(|e| EventMark { day: e.number, label: format!("{}: {}", e.act(), e.clause), anchor: Some(e.id.clone()) })
        .collect()
}

fn happened(brief: &Brief, name: &dyn Fn(&str) -> String) -> Markup {
    html! {
        h2 { "What happened, by whose word" }
        @if brief.groups.is_empty() { p { "Nothing is reported for this month." } }
        @for group in &brief.groups { (of_group(group, name)) }
    }
}

fn of_group(group: &Group, name: &dyn Fn(&str) -> String) -> Markup {
    html! {
        h3 { (group.title) " (" (group.events.len()) ")" }
        ul class="events" {
            @for event in group.events.iter().take(LISTED) { li id=(event.id) { (of_event(event, name)) } }
        }
        @if group.events.len() > LISTED { p class="soft" { "… and " (group.events.len() - LISTED) " more." } }
    }
}

fn of_event(event: &EventRow, name: &dyn Fn(&str) -> String) -> Markup {
    let quad = event
        .event_type
        .parse::<detente_record::EventType>()
        .map_or(String::new(), |t| format!(" q{}", t.quad_class().number()));
    html! {
        time { (event.day) } " "
        span class={ "act" (quad) } { (event.act()) } " "
        (sides(&event.actors, name)) " → " (sides(&event.recipients, name))
        ": “" (event.clause) "” "
        span class="soft" { (words::said_by(event, name)) } " "
        span class="id" { (event.id) }
    }
}

fn disputed(brief: &Brief, name: &dyn Fn(&str) -> String) -> Markup {
    html! {
        h2 { "Claims in dispute" }
        @if brief.disputed.is_empty() { p { "None." } }
        ul class="events" {
            @for event in &brief.disputed {
                li {
                    (of_event(event, name))
                    @for (of, versions) in &event.contradictions {
                        div class="soft" { (of) ": " (versions.join(" against ")) }
                    }
                }
            }
        }
    }
}

fn commitments(brief: &Brief, name: &dyn Fn(&str) -> String) -> Markup {
    let parts =
        [("Announced", &brief.opened), ("Carried out, wholly or in part", &brief.kept), ("Dropped", &brief.dropped)];
    html! {
        h2 { "Commitments" }
        @for (title, list) in parts {
            h3 { (title) " (" (list.len()) ")" }
            @if list.is_empty() { p { "None." } }
            ul class="events" { @for row in list.iter() { li { (of_commitment(row, name)) } } }
        }
    }
}

fn of_commitment(row: &CommitmentRow, name: &dyn Fn(&str) -> String) -> Markup {
    html! {
        (sides(&row.maker, name)) ", " (words::commitment(row)) " "
        @if let Some(step) = words::step(row) { span class="soft" { (step) } " " }
        span class="id" { (row.id) }
    }
}

fn sources(brief: &Brief) -> Markup {
    html! {
        h2 { "Sources" }
        ul class="sources" {
            @for source in &brief.sources {
                li {
                    (source.outlet) ", " (source.published) ": "
                    @match source.url.as_deref().filter(|u| u.starts_with("http://") || u.starts_with("https://")) {
                        Some(url) => { a href=(url) rel="noopener noreferrer" { (source.headline) } }
                        None => { (source.headline) }
                    }
                    " " span class="id" { (source.id) }
                }
            }
        }
    }
}
