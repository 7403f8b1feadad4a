//! The account beside the text.

use detente_wire::{Actor, Assessment, Commitment, Derivation, Holder, Report, Thing, When};
use maud::{Markup, html};

use super::book::{Book, quad, standing};
use crate::words::{self, Section};

/// What happened, what is claimed, what is ahead, commitments, the relationship, the actors.
pub fn account(book: &Book) -> Markup {
    let record = book.record;
    html! {
        @if record.reports.is_empty() && record.assessments.is_empty() {
            p.quiet {
                @match words::foreign(record) {
                    Some(language) => { "Not coded: the text is in " (language) "." },
                    None => "No event found.",
                }
            }
        }
        @for section in Section::ALL {
            @let list: Vec<(usize, &Report)> =
                record.reports.iter().enumerate().filter(|(_, r)| Section::of(r) == section).collect();
            @if !list.is_empty() {
                h3 { (section.heading()) "\u{a0}" span.quiet { (list.len()) } }
                @for (at, entry) in list { (report(book, at, entry)) }
            }
        }
        @if !record.commitments.is_empty() {
            h3 { (words::COMMITMENTS) "\u{a0}" span.quiet { (record.commitments.len()) } }
            @for entry in &record.commitments { (commitment(book, entry)) }
        }
        @if !record.assessments.is_empty() {
            h3 { (words::ASSESSMENTS) "\u{a0}" span.quiet { (record.assessments.len()) } }
            @for (at, entry) in record.assessments.iter().enumerate() { (assessment(book, at, entry)) }
        }
        (actors(book))
    }
}

fn sentence(book: &Book, number: usize) -> Markup {
    let name = if number == 0 { "headline".to_owned() } else { format!("sentence {number}") };
    html! { a.to href={ "#" (book.part('s', number)) } { (name) } }
}

fn status(status: &str) -> Markup {
    html! { span class={ "st " (standing(status)) } { (status) } }
}

fn report(book: &Book, at: usize, report: &Report) -> Markup {
    let anchor = book.report_anchor(at);
    // A time known only from the day of the document is said below, not at the top.
    let time = report.time.iter().flatten().next();
    let told = time.filter(|t| words::when(t).is_some());
    let contexts = report.contexts.iter().flatten().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
    html! {
        section class={ "entry " (quad(report)) } id=(anchor) data-r=(at + 1) tabindex="-1"
            aria-labelledby={ (anchor) "h" } {
            p.where { (sentence(book, report.sentence)) }
            h4 id={ (anchor) "h" } {
                span.number { (at + 1) } " " span.act { (words::act(report)) } " " (status(&report.status))
                @if let Some(sources) = words::sources(book.record, &report.attribution) {
                    span.says { ", says " (sources) }
                }
                span.dyad { (words::dyad(book.record, report)) }
            }
            q { (words::clause(report)) }
            (chain(book, &report.attribution))
            dl {
                @if let Some(time) = told { (when("When", time)) }
                @if let Some(place) = report.place.iter().flatten().next() {
                    dt { "Where" } dd {
                        (words::one_line(&place.name))
                        @if let Some(country) = place.country.iter().flatten().next() { " " span.code { (country) } }
                    }
                }
                @let counts: Vec<String> = report.counts.iter().flatten().flatten().map(words::count).collect();
                @if !counts.is_empty() { dt { "How many" } dd { (counts.join("; ")) } }
                @let things: Vec<String> = report.instruments.iter().flatten().flatten().map(thing).collect();
                @if !things.is_empty() { dt { "With" } dd { (things.join(", ")) } }
                @if let Some(condition) = &report.condition {
                    dt { "If" } dd { "“" (words::one_line(condition.clean())) "”" }
                }
                @if !contexts.is_empty() { dt { "Context" } dd { (contexts) } }
            }
            details {
                summary { "Why · confidence " (format!("{:.2}", report.confidence)) }
                dl {
                    @if let (None, Some(time)) = (told, time) { (when("When", time)) }
                    dt { "Class" } dd { (report.quad_class) }
                    @if let Some(code) = report.cameo.iter().flatten().next() { dt { "CAMEO" } dd { (code) } }
                    @if let Some(score) = report.score.iter().flatten().next() { dt { "PLOVER score" } dd { (score) } }
                    @if let Some(score) = report.goldstein.iter().flatten().next() { dt { "Goldstein" } dd { (score) } }
                    dt { "Report" } dd { code { (report.id) } }
                }
                ul.why { (derivation(&report.derivation)) }
            }
        }
    }
}

fn thing(thing: &Thing) -> String {
    let words = words::one_line(thing.span.clean());
    if words.to_lowercase().contains(&thing.name.to_lowercase()) {
        words
    } else {
        format!("{} (“{words}”)", thing.name)
    }
}

/// Who says so, from the author inwards, and what each holds. Nothing when the author states it as a plain fact.
fn chain(book: &Book, holders: &[Holder]) -> Markup {
    html! {
        ol.chain aria-label="Who says so" {
            @for (at, holder) in holders.iter().enumerate() {
                li {
                    @if at == 0 {
                        "the author"
                    } @else {
                        b { (words::source(book.record, holder)) }
                        @if !holder.codes.is_empty() { " " span.code { (holder.codes.join(", ")) } }
                        @if let Some(cue) = &holder.cue { " “" (words::one_line(cue.clean())) "”" }
                        @if !matches!(holder.channel.as_str(), "speech") { " (" (holder.channel) ")" }
                    }
                    ": " (status(&holder.status)) ", " (holder.certainty)
                }
            }
        }
    }
}

fn when(name: &str, time: &When) -> Markup {
    let quoted = time.span.as_ref().map(|s| words::one_line(s.clean()));
    html! {
        dt { (name) } dd {
            @match words::when(time) {
                Some(text) => {
                    @match &time.from { Some(day) => time datetime=(day) { (text) }, None => (text) }
                    @if let Some(quoted) = quoted.filter(|q| *q != text) { " “" (quoted) "”" }
                },
                None => {
                    @match &time.to { Some(day) => { "by " time datetime=(day) { (day) } }, None => "not told" }
                    ", the day of the document"
                },
            }
        }
    }
}

fn derivation(step: &Derivation) -> Markup {
    html! {
        li {
            (words::one_line(&step.step))
            @if let Some(rule) = &step.rule { " " span.rule { (rule) } }
            @if let Some(entry) = &step.entry { " " code { (entry) } }
            @if let Some(span) = &step.span { " “" (words::one_line(span.clean())) "”" }
            @if let Some(score) = step.score { " score " (format!("{score:.3}")) }
            @if !step.parts.is_empty() {
                ul { @for part in &step.parts { (derivation(part)) } }
            }
        }
    }
}

fn commitment(book: &Book, commitment: &Commitment) -> Markup {
    let opened = book.report(&commitment.opened_by);
    let report = opened.map(|at| &book.record.reports[at]);
    let maker = words::names(book.record, &commitment.maker).unwrap_or_else(|| "(open)".into());
    html! {
        section class={ "entry " (report.map_or("nq", quad)) } data-r=[opened.map(|at| at + 1)] tabindex="-1" {
            @if let (Some(at), Some(report)) = (opened, report) {
                p.where {
                    a.to href={ "#" (book.report_anchor(at)) } { "report " (at + 1) } " · "
                    (sentence(book, report.sentence))
                }
            }
            h4 {
                span.act { (commitment.kind) @if let Some(report) = report { ": " (words::act(report)) } } " "
                span class={ "st " (became(&commitment.state)) } { (commitment.state) }
                span.dyad {
                    (maker)
                    @if let Some(addressee) = words::names(book.record, &commitment.addressee) { " → " (addressee) }
                }
            }
            q { (words::one_line(commitment.act.clean())) }
            dl {
                @if let Some(condition) = commitment.condition.iter().flatten().next() {
                    dt { "If" } dd { "“" (words::one_line(condition.clean())) "”" }
                }
                @if let Some(deadline) = commitment.deadline.iter().flatten().next() { (when("By", deadline)) }
            }
            @if !commitment.steps.is_empty() {
                ol.steps aria-label="What became of it" {
                    @for step in &commitment.steps {
                        li {
                            b { (step.state) } ": " (words::one_line(&step.reason))
                            @if let Some(at) = book.report(&step.report) {
                                " (" a.to href={ "#" (book.report_anchor(at)) } { "report " (at + 1) } ", "
                                (sentence(book, book.record.reports[at].sentence)) ")"
                            }
                            " " span.quiet { (format!("{:.2}", step.confidence)) }
                        }
                    }
                }
            }
        }
    }
}

/// Class of the state of a commitment.
fn became(state: &str) -> &'static str {
    match state {
        "carried out" | "begun" | "partly" => "is",
        "dropped" | "expired" | "suspended" => "not",
        _ => "ahead",
    }
}

fn assessment(book: &Book, at: usize, assessment: &Assessment) -> Markup {
    let anchor = book.part('x', at + 1);
    let mut names: Vec<String> = Vec::new();
    for name in assessment.dyad.iter().flat_map(|p| words::names_of(book.record, p)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    html! {
        section.entry.rel id=(anchor) data-x=(at + 1) tabindex="-1" aria-labelledby={ (anchor) "h" } {
            p.where { (sentence(book, assessment.sentence)) " · " (assessment.certainty) }
            h4 id={ (anchor) "h" } {
                span.act {
                    (assessment.reading)
                    @if let Some(qualifier) = &assessment.qualifier { ", “" (words::one_line(qualifier)) "”" }
                }
                span.dyad { (names.join(" – ")) }
            }
            q { (words::one_line(assessment.span.clean())) }
            (chain(book, &assessment.attribution))
            @if let Some(time) = assessment.time.iter().flatten().next() { dl { (when("When", time)) } }
            details { summary { "Why" } ul.why { (derivation(&assessment.derivation)) } }
        }
    }
}

fn actors(book: &Book) -> Markup {
    let record = book.record;
    let mut mentioned = vec![Vec::new(); record.actors.len()];
    for mention in &record.mentions {
        for at in book.actors_of(mention) {
            let list: &mut Vec<usize> = &mut mentioned[at - 1];
            if list.last() != Some(&mention.sentence) {
                list.push(mention.sentence);
            }
        }
    }
    let open = record.mentions.iter().filter(|m| m.actors.is_empty()).count();
    html! {
        @if !record.actors.is_empty() {
            h3 { "Who\u{a0}" span.quiet { (record.actors.len()) } }
            ul.actors {
                @for (at, actor) in record.actors.iter().enumerate() {
                    li.who data-a=(at + 1) {
                        b { (actor.name) } " " span.code { (code(actor)) }
                        @if let Some(role) = actor.role.iter().flatten().next() { " " (role) }
                        @if !mentioned[at].is_empty() {
                            span.sentences {
                                @for number in &mentioned[at] {
                                    " " a.to href={ "#" (book.part('s', *number)) } { (number) }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if open > 0 { p.quiet { (words::plural(open, "mention")) " left open." } }
    }
}

/// Country and sectors, "PRK MIL".
fn code(actor: &Actor) -> String {
    let country = actor.country.as_ref().and_then(Option::as_deref).unwrap_or("---");
    std::iter::once(country).chain(actor.sectors.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
}
