//! RSS, Atom and JSON Feed: each entry a document.
//!
//! The feed is split into its entries, and each is read alone; so one that is broken is reported and the others are
//! read.

use serde_json::Value;

use super::feed_split::{Element, Split, elements};
use super::limited::read_whole;
use super::record::Fields;
use super::{Context, Out, Steps, json};
use crate::encoding::{Hints, decode};
use crate::error::{Place, Problem};
use crate::fields::Role;
use crate::input::ByteStream;
use crate::raw::Markup;

/// A feed.
pub(super) struct Feed {
    context: Context,
    stream: Option<ByteStream>,
    text: String,
    split: Split,
    next: usize,
    /// Line of the byte up to which lines are counted.
    line: usize,
    counted: usize,
    encoding: &'static str,
}

/// Elements that hold the body, the fullest first.
const BODIES: [&str; 6] =
    ["content:encoded", "content", "description", "summary", "itunes:summary", "media:description"];
/// Elements that hold the date, the most telling first.
const DATES: [&str; 6] = ["pubDate", "published", "issued", "dc:date", "updated", "modified"];

impl Feed {
    pub(super) fn new(context: Context, stream: ByteStream) -> Self {
        Self {
            context,
            stream: Some(stream),
            text: String::new(),
            split: Split::default(),
            next: 0,
            line: 1,
            counted: 0,
            encoding: "UTF-8",
        }
    }

    /// Reads the feed and splits it; false when nothing can be read of it.
    fn start(&mut self, stream: ByteStream, out: &mut Out) -> bool {
        let place = self.context.place();
        let bytes = match read_whole(stream, self.context.options.max_document_bytes, "the feed", &place) {
            Ok(bytes) => bytes,
            Err(error) => {
                out.push_back(Err(error));
                return false;
            }
        };
        let decoded = decode(bytes, Hints { header: None, markup: true });
        self.context.tell_encoding(out, &place, &decoded, &mut detente_record::Metadata::default());
        self.encoding = decoded.encoding;
        self.text = decoded.text;
        if self.text.trim().is_empty() {
            self.context.say(out, place, Problem::Empty);
            return false;
        }
        if self.text.trim_start().starts_with('{') {
            self.json_feed(&place, out);
            return false;
        }
        self.split = Split::of(&self.text);
        if self.split.entries.is_empty() {
            self.context.say(out, place, Problem::Feed("it holds no entry (no 'item' or 'entry' element)".into()));
            return false;
        }
        true
    }

    /// Puts out the items of a JSON Feed.
    fn json_feed(&self, place: &Place, out: &mut Out) {
        let mut feed: Value = match serde_json::from_str(&self.text) {
            Ok(feed) => feed,
            Err(error) => {
                let (place, problem) = json::problem(&error, place.clone(), 1);
                self.context.say(out, place, problem);
                return;
            }
        };
        let title = feed.get("title").and_then(Value::as_str).map(str::to_owned);
        let items = match feed.get_mut("items").map(Value::take) {
            Some(Value::Array(items)) if !items.is_empty() => items,
            _ => {
                self.context.say(out, place.clone(), Problem::Feed("it holds no items".into()));
                return;
            }
        };
        for (at, item) in items.into_iter().enumerate() {
            let place = place.clone().record(at + 1);
            match json::fields(&self.context, item) {
                Ok(mut fields) => {
                    self.complete(&mut fields, title.as_deref());
                    fields.put(&self.context, &place, out);
                }
                Err(problem) => self.context.say(out, place, problem),
            }
        }
    }

    /// Adds what the feed says of all its entries.
    fn complete(&self, fields: &mut Fields, title: Option<&str>) {
        if let Some(title) = title
            && !fields.roles.iter().any(|(role, ..)| *role == Role::Publisher)
        {
            fields.roles.push((Role::Publisher, "feed title".into(), title.to_owned()));
        }
        fields.encoding = Some(self.encoding);
    }

    /// The fields of an entry.
    fn entry(&self, entry: &str) -> Fields {
        let all = elements(entry);
        let named = |name: &str| all.iter().find(|e| e.name == name || e.name.strip_prefix("atom:") == Some(name));
        let mut fields = Fields::default();
        let mut role = |role: Role, name: &str, value: String| fields.roles.push((role, name.to_owned(), value));
        if let Some(title) = named("title") {
            role(Role::Headline, "title", title.text());
        }
        let link = all.iter().filter(|e| e.name == "link" || e.name == "atom:link");
        let link = link.filter(|e| matches!(e.attribute("rel").as_deref(), None | Some("alternate")));
        let link = link.map(|e| e.attribute("href").unwrap_or_else(|| e.text())).find(|l| !l.trim().is_empty());
        if let Some(link) = link.or_else(|| named("guid").and_then(permanent)) {
            role(Role::Url, "link", link);
        }
        if let Some(date) = DATES.iter().find_map(|n| named(n)).filter(|e| !e.inner.trim().is_empty()) {
            role(Role::Published, date.name, date.text());
        }
        let categories: Vec<String> = all
            .iter()
            .filter(|e| matches!(e.name, "category" | "dc:subject"))
            .map(|e| e.attribute("label").or_else(|| e.attribute("term")).unwrap_or_else(|| e.text()).trim().to_owned())
            .filter(|c| !c.is_empty())
            .collect();
        if !categories.is_empty() {
            role(Role::Section, "category", categories.join(", "));
        }
        let mut bodies =
            BODIES.iter().filter_map(|n| named(n)).map(|e| (e, body(e))).filter(|(_, (t, _))| !t.trim().is_empty());
        if let Some((element, (text, markup))) = bodies.next() {
            fields.roles.push((Role::Text, element.name.to_owned(), text));
            fields.markup = markup;
        }
        fields.extra.extend(bodies.map(|(element, (text, _))| (element.name.to_owned(), text)));
        fields.authors = authors(&all);
        for name in ["guid", "id", "source", "language"] {
            if let Some(element) = named(name).filter(|e| !e.inner.trim().is_empty()) {
                let name = if name == "guid" { "id" } else { name };
                fields.extra.push((name.into(), element.text().trim().to_owned()));
            }
        }
        if let (Some(language), None) = (&self.split.language, named("language")) {
            fields.extra.push(("language".into(), language.clone()));
        }
        self.complete(&mut fields, self.split.title.as_deref());
        fields
    }
}

/// The body that an element holds, and its markup as far as the element says.
fn body(element: &Element<'_>) -> (String, Option<Markup>) {
    match element.attribute("type").as_deref() {
        // The markup of XHTML is not escaped: what is inside stands as it is.
        Some("xhtml") => (element.inner.trim().to_owned(), Some(Markup::Html)),
        Some("html" | "text/html") => (element.text(), Some(Markup::Html)),
        Some("text" | "text/plain") => (element.text(), Some(Markup::Plain)),
        _ if element.name == "content:encoded" => (element.text(), Some(Markup::Html)),
        _ => (element.text(), None),
    }
}

/// A guid that is an address.
fn permanent(guid: &Element<'_>) -> Option<String> {
    let text = guid.text();
    let text = text.trim();
    (guid.attribute("isPermaLink").as_deref() != Some("false") && text.starts_with("http")).then(|| text.to_owned())
}

/// The authors of an entry: by `dc:creator`, or by `author`, which in Atom holds a name and in RSS an address with the
/// name in brackets.
fn authors(all: &[Element<'_>]) -> Option<(String, Vec<String>)> {
    for name in ["dc:creator", "author", "atom:author"] {
        let names: Vec<String> = all
            .iter()
            .filter(|e| e.name == name)
            .flat_map(|e| match elements(&format!("<e>{}</e>", e.inner)).iter().find(|c| c.name.ends_with("name")) {
                Some(inner) => vec![inner.text().trim().to_owned()],
                None => super::record::authors(&in_brackets(&e.text())),
            })
            .filter(|n| !n.is_empty())
            .collect();
        if !names.is_empty() {
            return Some((name.to_owned(), names));
        }
    }
    None
}

/// "jane@example.org (Jane Doe)" is "Jane Doe".
fn in_brackets(text: &str) -> String {
    let inner = text.split_once('(').and_then(|(before, rest)| {
        let name = rest.split(')').next()?.trim();
        (before.contains('@') && !name.is_empty()).then_some(name)
    });
    inner.unwrap_or(text).to_owned()
}

impl Steps for Feed {
    fn step(&mut self, out: &mut Out) -> bool {
        if let Some(stream) = self.stream.take() {
            return self.start(stream, out);
        }
        let Some((span, whole)) = self.split.entries.get(self.next).cloned() else { return false };
        let passed = self.text.get(self.counted..span.start).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed.as_bytes()).count();
        self.counted = span.start;
        self.next += 1;
        let place = self.context.place().line(self.line).record(self.next);
        if whole {
            self.entry(self.text.get(span).unwrap_or_default()).put(&self.context, &place, out);
        } else {
            self.context.say(out, place, Problem::Feed("the file ends inside this entry".into()));
        }
        true
    }
}
