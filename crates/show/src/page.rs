//! The self-contained page.
//!
//! Nothing is fetched: style and script stand in the page, and its security policy allows these two by their hash and
//! nothing else, so that a document that smuggles markup past the escaping could neither run nor load anything. Without
//! scripts and in print the page is whole; the script only lights up what belongs together.

mod account;
mod article;
mod book;
mod marks;

use data_encoding::BASE64;
use detente_wire::{Record, Witnessed};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::words::{self, Section, one_line, plural};
use article::Text;
use book::Book;

const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");

/// One page of records: for each the text with every span marked, and the account beside it.
#[must_use]
pub fn page(records: &[Record]) -> String {
    let books: Vec<Book> = records.iter().enumerate().map(|(at, r)| Book::new(r, at + 1)).collect();
    let title = match records {
        [one] => title(one).text,
        _ => format!("{} read", plural(records.len(), "document")),
    };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                @if let Some(record) = records.first() { meta name="generator" content=(record.coder); }
                title { (title) " – Detente" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "To the text" }
                @if records.len() != 1 { (contents(&books, &title)) }
                main id="main" {
                    @for book in &books { (document(book)) }
                }
                (legend())
                div.live role="status" aria-live="polite" {}
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
    .into_string()
}

/// What the page may do: apply its own style, run its own script. Nothing is loaded, sent or framed.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text.as_bytes())));
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

struct Title {
    text: String,
    /// Whether it is the document's own headline, not the name of its file.
    own: bool,
}

fn title(record: &Record) -> Title {
    let block = record.document.blocks.iter().find(|b| b.kind == "headline").map(|b| b.span.clean());
    let headline = record.document.headline.as_ref().and_then(Option::as_ref).map(|h| h.value.as_str());
    match headline.or(block).map(one_line).filter(|h| !h.is_empty()) {
        Some(text) => Title { text, own: true },
        None => {
            let file = record.document.file.rsplit(['/', '\\']).next().unwrap_or_default();
            let name = if file == "-" { "Standard input" } else { file };
            let number = record.document.record.map(|n| format!(" #{n}")).unwrap_or_default();
            Title { text: format!("{}{number}", one_line(name)), own: false }
        }
    }
}

fn contents(books: &[Book], title: &str) -> Markup {
    html! {
        header.contents {
            h1 { (title) }
            nav aria-label="Documents" {
                ol {
                    @for book in books {
                        @let record = book.record;
                        @let publisher = record.document.publisher.as_ref().and_then(Option::as_ref);
                        li {
                            a href={ "#" (book.anchor()) } { (self::title(record).text) }
                            span.quiet {
                                @if let Some(publisher) = publisher { " " (one_line(&publisher.value)) " ·" }
                                " " (record.document.published.as_deref().unwrap_or("no date"))
                                @if let Some(language) = words::foreign(record) { " · " (language) }
                                @if record.document.duplicate.iter().flatten().next().is_some() { " · duplicate" }
                            }
                            (tally(book))
                        }
                    }
                }
            }
        }
    }
}

/// How many reports of each class, as coloured numbers.
fn tally(book: &Book) -> Markup {
    html! {
        span.tally {
            @for (class, name) in CLASSES {
                @let count = book.record.reports.iter().filter(|r| book::quad(r) == class).count();
                @if count > 0 { span class=(class) title={ (name) } { (count) span.hidden { " of " (name) } } " " }
            }
        }
    }
}

/// Quad classes: class on the page, name.
const CLASSES: [(&str, &str); 4] = [
    ("mc", "material conflict"),
    ("vc", "verbal conflict"),
    ("vk", "verbal cooperation"),
    ("mk", "material cooperation"),
];

fn document(book: &Book) -> Markup {
    let anchor = book.anchor();
    let text = Text::new(book);
    html! {
        article.doc id=(anchor) data-d=(book.number) aria-labelledby={ (anchor) "t" } {
            (head(book, &text))
            div.columns {
                section.reading aria-label="Text" { (article::article(&text)) }
                // A scrolling region must be reachable by keyboard.
                section.account aria-label="Account" tabindex="0" { (account::account(book)) }
            }
        }
    }
}

fn head(book: &Book, text: &Text) -> Markup {
    let document = &book.record.document;
    let title = title(book.record);
    let anchor = book.anchor();
    let found = |value: &Option<Option<Witnessed>>| value.as_ref().and_then(Option::as_ref).cloned();
    let url = found(&document.canonical_url).or_else(|| found(&document.url));
    let sentences = book.record.sentences.iter().filter(|s| s.number > 0).count();
    html! {
        header {
            h2 id={ (anchor) "t" } dir="auto" {
                @match text.headline() { Some(headline) => (headline), None => (title.text) }
                @if !title.own { " " span.quiet { "no headline" } }
            }
            p.facts {
                @if let Some(publisher) = found(&document.publisher) { b { (one_line(&publisher.value)) } " · " }
                @match document.dates.first() {
                    Some(date) => {
                        time datetime=(date.date) { (document.published.as_deref().unwrap_or(&date.date)) }
                        span.quiet {
                            " (" (witness(&date.witness)) @if date.precision != "day" { ", " (date.precision) } ")"
                        }
                    },
                    None => "no date",
                }
                @if let Some(authors) = document.authors.as_ref().and_then(Option::as_ref) {
                    " · " (one_line(&words::join(&authors.value)))
                }
                @if let Some(language) = document.language.as_ref().and_then(Option::as_ref) { " · " (language.name) }
                @if let Some(section) = found(&document.section) { " · " (one_line(&section.value)) }
            }
            p.facts.quiet {
                (plural(sentences, "sentence")) ", " (plural(book.record.reports.len(), "report"))
                " " (tally(book)) " · "
                (one_line(&document.file)) @if let Some(number) = document.record { " #" (number) }
                " · " code { (document.id) }
                @if let Some(url) = url { " · " (address(&url.value)) }
            }
            @if let Some(duplicate) = document.duplicate.as_ref().and_then(Option::as_ref) {
                p.facts.note {
                    (if duplicate.kind == "exact" { "Exact duplicate of " } else { "Near duplicate of " })
                    code { (duplicate.of) }
                    @if duplicate.kind != "exact" { ", likeness " (format!("{:.2}", duplicate.similarity)) }
                }
            }
            @if document.dates.len() > 1 || !document.mended.is_empty() || !document.extra.is_empty() {
                details.facts {
                    summary { "How it was read" }
                    dl {
                        @if document.dates.len() > 1 {
                            dt { "Dates" }
                            dd {
                                @for (at, date) in document.dates.iter().enumerate() {
                                    @if at > 0 { "; " }
                                    (date.date) " (" (witness(&date.witness)) ": “" (one_line(&date.raw)) "”)"
                                }
                            }
                        }
                        @if !document.mended.is_empty() {
                            @let mended: Vec<String> =
                                document.mended.iter().map(|(what, count)| format!("{count} × {what}")).collect();
                            dt { "Mended" } dd { (mended.join(", ")) }
                        }
                        @for (name, value) in &document.extra { dt { (one_line(name)) } dd { (one_line(value)) } }
                    }
                }
            }
            @if book.number == 1 { (key(book)) }
        }
    }
}

/// Where a value was found, in words.
fn witness(witness: &str) -> String {
    match witness.split_once(':') {
        Some(("field", name)) => format!("field “{}”", one_line(name)),
        Some(("page", name)) => format!("the page's {}", one_line(name)),
        Some(("header", name)) => format!("header {}", one_line(name)),
        _ => one_line(witness),
    }
}

/// An address; a link only where it leads to the web.
fn address(url: &str) -> Markup {
    let shown = one_line(url);
    if url.starts_with("https://") || url.starts_with("http://") {
        html! { a.url href=(url) rel="noreferrer noopener nofollow" { (shown) } }
    } else {
        html! { span.url { (shown) } }
    }
}

/// What the colours say, as short as it goes; the whole is at the foot of the page.
fn key(book: &Book) -> Markup {
    html! {
        @if !book.record.reports.is_empty() {
            p.key aria-hidden="true" {
                @for (class, name) in CLASSES { span class={ "c " (class) } { (name) } " " }
                @if !book.record.assessments.is_empty() { span.x { "relationship" } }
            }
        }
    }
}

fn legend() -> Markup {
    html! {
        footer.legend {
            p {
                "Every mark is a span of the text. Tinted: the clause of a report, in the colour of its class; "
                "underlined: the word that names the act, "
                span.t.is { "solid" } " where it is so, "
                span.t.ahead { "dashed" } " where it is to come, "
                span.t.maybe { "dotted" } " where it is not certain, "
                span.t.not { "struck" } " where it is denied or called off. "
                span.m { "Thinly dotted" } ": an actor. "
                span.scripted {
                    "Point at a mark or an entry to see what belongs together; click to keep it, Escape to let go."
                }
            }
            p {
                "Who says so is read from the author inwards. “" (Section::Happened.heading()) "” is what the author "
                "tells as fact."
            }
        }
    }
}
