//! From the fields of a record (a JSON object, a row) to a raw document.

use detente_record::{Metadata, Sought, Witness, Witnessed};

use super::{Context, Out};
use crate::dates;
use crate::error::{Place, Problem};
use crate::fields::Role;
use crate::raw::{Layout, Markup};

/// The fields of a record, sorted by what they hold.
#[derive(Default)]
pub(super) struct Fields {
    /// Fields with a role: role, name, value.
    pub roles: Vec<(Role, String, String)>,
    /// The others: name, value.
    pub extra: Vec<(String, String)>,
    /// The authors, where the record lists them one by one.
    pub authors: Option<(String, Vec<String>)>,
    /// What is known of the markup of the body; found out from the body when it is not.
    pub markup: Option<Markup>,
    /// The encoding it was decoded from.
    pub encoding: Option<&'static str>,
}

impl Fields {
    fn take(&mut self, role: Role) -> Option<(String, String)> {
        let at = self.roles.iter().position(|(r, ..)| *r == role)?;
        let (_, name, value) = self.roles.swap_remove(at);
        (!value.trim().is_empty()).then_some((name, value))
    }

    fn witnessed(&mut self, role: Role) -> Sought<Witnessed<String>> {
        Sought::looked(
            self.take(role)
                .map(|(name, value)| Witnessed { value: value.trim().to_owned(), witness: Witness::Field(name) }),
        )
    }

    /// Puts out the document of a record, and before it what has to be said.
    pub(super) fn put(mut self, context: &Context, place: &Place, out: &mut Out) {
        let mut metadata = Metadata {
            publisher: self.witnessed(Role::Publisher),
            url: self.witnessed(Role::Url),
            section: self.witnessed(Role::Section),
            ..Metadata::default()
        };
        let author = self.take(Role::Author).map(|(name, value)| (name, authors(&value)));
        metadata.authors = Sought::looked(
            self.authors.take().or(author).map(|(name, value)| Witnessed { value, witness: Witness::Field(name) }),
        );
        let headline = self.take(Role::Headline);
        let body = self.take(Role::Text);
        if headline.is_none() && body.is_none() {
            context.say(out, place.clone(), Problem::NoText);
            return;
        }
        while let Some((name, raw)) = self.take(Role::Published) {
            match dates::parse(&raw, Witness::Field(name.clone()), context.options.date_order) {
                Ok(date) => metadata.dates.push(date),
                Err(error) => context.say(out, place.clone().field(name), Problem::BadDate(error)),
            }
        }
        metadata.extra = self.extra;
        if let Some(encoding) = self.encoding {
            super::context::note_encoding(&mut metadata, encoding);
        }
        let body = body.map(|(_, body)| body).unwrap_or_default();
        let page = headline.is_none() && self.markup.is_none() && is_page(&body);
        metadata.headline = if page {
            Sought::NotSought
        } else {
            Sought::looked(headline.as_ref().map(|(name, value)| Witnessed {
                value: value.trim().to_owned(),
                witness: Witness::Field(name.clone()),
            }))
        };
        if page {
            context.put(out, body, Layout::Html, metadata, place);
            return;
        }
        let markup = self.markup.unwrap_or_else(|| if is_markup(&body) { Markup::Html } else { Markup::Plain });
        let (original, layout) = laid_out(headline.map(|(_, value)| value), &body, markup);
        context.put(out, original, layout, metadata, place);
    }
}

/// The stored original of a headline and a body: both with a blank line between.
fn laid_out(headline: Option<String>, body: &str, markup: Markup) -> (String, Layout) {
    let Some(mut original) = headline else {
        let layout = Layout::Fields { headline: None, body: 0..body.len(), markup };
        return (body.to_owned(), layout);
    };
    let head = 0..original.len();
    original.push_str("\n\n");
    let start = original.len();
    original.push_str(body);
    let layout = Layout::Fields { headline: Some(head), body: start..original.len(), markup };
    (original, layout)
}

/// "Jane Doe and John Roe; KCNA" as names.
pub(super) fn authors(text: &str) -> Vec<String> {
    let text = text.trim();
    let text = text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(text);
    let split: Vec<String> = text
        .split([';', '|'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(", "))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    if split.is_empty() { vec![text.to_owned()] } else { split }
}

/// Whether a text is a whole HTML page.
fn is_page(text: &str) -> bool {
    let start = text.trim_start().get(..15).unwrap_or_default().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head")
}

/// Whether a text is HTML: it has tags that text has no use for.
fn is_markup(text: &str) -> bool {
    if memchr::memchr(b'<', text.as_bytes()).is_none() {
        return false;
    }
    let mut tags = 0;
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let rest = text.as_bytes().get(at + 1..).unwrap_or_default();
        let closing = rest.first() == Some(&b'/');
        let rest = if closing { rest.get(1..).unwrap_or_default() } else { rest };
        let len = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = rest.get(..len).unwrap_or_default().to_ascii_lowercase();
        let after = rest.get(len).copied();
        let known: &[&[u8]] = &[
            b"p",
            b"br",
            b"div",
            b"span",
            b"a",
            b"b",
            b"i",
            b"em",
            b"strong",
            b"ul",
            b"ol",
            b"li",
            b"h1",
            b"h2",
            b"h3",
            b"h4",
            b"img",
            b"blockquote",
            b"table",
            b"tr",
            b"td",
            b"figure",
            b"section",
            b"article",
            b"u",
            b"hr",
            b"sup",
        ];
        if known.contains(&name.as_slice()) && matches!(after, Some(b'>' | b' ' | b'/' | b'\n')) {
            if matches!(name.as_slice(), b"p" | b"br" | b"div" | b"li" | b"h1" | b"h2" | b"h3") {
                return true;
            }
            tags += 1;
            if tags >= 2 {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_text() {
        assert!(is_markup("<p>The South said"));
        assert!(is_markup("The South<br/>said"));
        assert!(is_markup("The <b>South</b> said"));
        assert!(!is_markup("if a <b and c> d"));
        assert!(!is_markup("1 < 2"));
        assert!(is_page(" <!DOCTYPE html>\n<html>"));
        assert!(!is_page("<p>"));
    }

    #[test]
    fn names_of_authors() {
        assert_eq!(authors("By Jane Doe and John Roe"), ["Jane Doe", "John Roe"]);
        assert_eq!(authors("Jane Doe; KCNA"), ["Jane Doe", "KCNA"]);
        assert_eq!(authors("Jane Doe"), ["Jane Doe"]);
    }

    #[test]
    fn layout() {
        let (original, layout) = laid_out(Some("H".into()), "B", Markup::Plain);
        assert_eq!(original, "H\n\nB");
        assert_eq!(layout, Layout::Fields { headline: Some(0..1), body: 3..4, markup: Markup::Plain });
    }
}
