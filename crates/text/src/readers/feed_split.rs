//! Splits an XML feed into its entries, and an entry into its elements. Nothing is asked of what stands inside an
//! element, so that loose HTML in a title costs no more than that title.

use std::ops::Range;

/// A feed and where its entries stand.
#[derive(Default)]
pub(super) struct Split {
    /// The entries, in order: where each stands, and whether it is whole. One whose end tag is missing reaches to the
    /// next; the last one, to the end of the feed, and is not whole.
    pub entries: Vec<(Range<usize>, bool)>,
    /// Title of the feed.
    pub title: Option<String>,
    /// Language of the feed.
    pub language: Option<String>,
}

impl Split {
    /// Splits a feed.
    pub(super) fn of(text: &str) -> Self {
        let mut split = Self::default();
        let mut open: Vec<&str> = Vec::new();
        let mut start: Option<usize> = None;
        let mut nested = 0usize;
        let mut name = "";
        let mut head: Option<(&str, usize)> = None;
        for tag in (Tags { text, at: 0 }) {
            let is_entry = if name.is_empty() { matches!(local(tag.name), "item" | "entry") } else { tag.name == name };
            match (is_entry, tag.kind, start) {
                (true, Kind::Start, None) => {
                    name = tag.name;
                    start = Some(tag.span.start);
                    nested = 0;
                }
                // An entry right inside an entry stands for one whose end is missing.
                (true, Kind::Start, Some(from)) if nested == 0 => {
                    split.entries.push((from..tag.span.start, true));
                    start = Some(tag.span.start);
                }
                (true, Kind::End, Some(from)) => {
                    split.entries.push((from..tag.span.end, true));
                    start = None;
                }
                (_, Kind::Start, Some(_)) => nested += 1,
                (_, Kind::End, Some(_)) => nested = nested.saturating_sub(1),
                (false, Kind::Start, None) => {
                    if matches!(local(open.last().copied().unwrap_or_default()), "channel" | "feed") {
                        head = Some((tag.name, tag.span.end));
                    }
                    if open.len() < 64 {
                        open.push(tag.name);
                    }
                }
                (false, Kind::End, None) => {
                    if let Some((_, from)) = head.take_if(|(name, _)| *name == tag.name) {
                        split.head(tag.name, text.get(from..tag.span.start).unwrap_or_default());
                    }
                    if let Some(at) = open.iter().rposition(|n| *n == tag.name) {
                        open.truncate(at);
                    }
                }
                _ => {}
            }
        }
        split.entries.extend(start.map(|from| (from..text.len(), false)));
        split
    }

    fn head(&mut self, name: &str, inner: &str) {
        let slot = match local(name) {
            "title" => &mut self.title,
            "language" => &mut self.language,
            _ => return,
        };
        let value = text_of(inner).trim().to_owned();
        if slot.is_none() && !value.is_empty() {
            *slot = Some(value);
        }
    }
}

/// An element of an entry.
pub(super) struct Element<'t> {
    /// Its name, with its prefix.
    pub name: &'t str,
    /// Its start tag.
    tag: &'t str,
    /// What stands inside, as it is written.
    pub inner: &'t str,
}

impl Element<'_> {
    /// The text inside, with entities and CDATA taken off.
    pub(super) fn text(&self) -> String {
        text_of(self.inner)
    }

    /// An attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let bytes = self.tag.as_bytes();
        let mut from = 0;
        while let Some(found) = self.tag.get(from..)?.find(name) {
            let at = from + found;
            from = at + name.len();
            let before = at.checked_sub(1).and_then(|b| bytes.get(b)).is_some_and(u8::is_ascii_whitespace);
            let rest = self.tag.get(from..)?.trim_start();
            if let (true, Some(value)) = (before, rest.strip_prefix('=').map(str::trim_start)) {
                let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                let value = value.get(1..)?.split(quote).next()?;
                return Some(html_escape::decode_html_entities(value).into_owned());
            }
        }
        None
    }
}

/// The elements right inside an entry. An element whose end is missing reaches to the end of the entry.
pub(super) fn elements(entry: &str) -> Vec<Element<'_>> {
    let mut found = Vec::new();
    let mut current: Option<(Tag<'_>, usize)> = None;
    let mut tags = Tags { text: entry, at: 0 };
    let own = tags.next().map(|t| t.name);
    for tag in tags {
        match (&mut current, tag.kind) {
            (None, Kind::Start) => current = Some((tag, 0)),
            (None, Kind::Empty) => {
                found.push(Element { name: tag.name, tag: entry.get(tag.span).unwrap_or_default(), inner: "" });
            }
            (Some((open, nested)), Kind::Start) if open.name == tag.name => *nested += 1,
            (Some((open, nested)), Kind::End) if open.name == tag.name => {
                if *nested > 0 {
                    *nested -= 1;
                } else if let Some((open, _)) = current.take() {
                    found.push(element(entry, &open, tag.span.start));
                }
            }
            (Some(_), Kind::End) if own == Some(tag.name) => {
                if let Some((open, _)) = current.take() {
                    found.push(element(entry, &open, tag.span.start));
                }
            }
            _ => {}
        }
    }
    if let Some((open, _)) = current {
        found.push(element(entry, &open, entry.len()));
    }
    found
}

fn element<'t>(entry: &'t str, open: &Tag<'t>, end: usize) -> Element<'t> {
    let tag = entry.get(open.span.clone()).unwrap_or_default();
    Element { name: open.name, tag, inner: entry.get(open.span.end..end).unwrap_or_default() }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Text with entities decoded, CDATA taken as it stands and comments left out.
fn text_of(inner: &str) -> String {
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    loop {
        let next = ["<![CDATA[", "<!--"].into_iter().filter_map(|m| rest.find(m).map(|at| (at, m))).min();
        let Some((at, mark)) = next else {
            html_escape::decode_html_entities_to_string(rest, &mut out);
            return out;
        };
        html_escape::decode_html_entities_to_string(rest.get(..at).unwrap_or_default(), &mut out);
        let body = rest.get(at + mark.len()..).unwrap_or_default();
        let close = if mark == "<!--" { "-->" } else { "]]>" };
        let (inside, after) = body.split_once(close).unwrap_or((body, ""));
        if mark != "<!--" {
            out.push_str(inside);
        }
        rest = after;
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Start,
    End,
    Empty,
}

struct Tag<'t> {
    name: &'t str,
    kind: Kind,
    span: Range<usize>,
}

/// The tags of an XML text; comments, CDATA, declarations and instructions are passed over.
struct Tags<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Tags<'t> {
    type Item = Tag<'t>;

    fn next(&mut self) -> Option<Tag<'t>> {
        loop {
            let start = self.at + memchr::memchr(b'<', self.text.as_bytes().get(self.at..)?)?;
            let rest = self.text.get(start..)?;
            let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")]
                .into_iter()
                .find(|(open, _)| rest.starts_with(open))
                .map(|(_, close)| rest.find(close).map_or(rest.len(), |end| end + close.len()));
            if let Some(len) = skipped {
                self.at = start + len;
                continue;
            }
            let inner = rest.get(1..)?;
            let (inner, offset, closing) = match inner.strip_prefix('/') {
                Some(inner) => (inner, 2, true),
                None => (inner, 1, false),
            };
            let len = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || b":_.-".contains(b)).count();
            if len == 0 {
                self.at = start + 1;
                continue;
            }
            let end = tag_end(rest.as_bytes());
            self.at = start + end;
            let empty = rest.as_bytes().get(end.saturating_sub(2)) == Some(&b'/');
            let kind = match (closing, empty) {
                (true, _) => Kind::End,
                (false, true) => Kind::Empty,
                (false, false) => Kind::Start,
            };
            let name = self.text.get(start + offset..start + offset + len)?;
            return Some(Tag { name, kind, span: start..self.at });
        }
    }
}

/// Longest tag that is believed to be one.
const MAX_TAG: usize = 64 * 1024;

/// One past the `>` that ends a tag; quoted values are passed over. A tag without end is its `<` alone.
fn tag_end(tag: &[u8]) -> usize {
    let mut quote = None;
    for (at, &byte) in tag.iter().enumerate().take(MAX_TAG).skip(1) {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'<') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(feed: &str) -> Vec<&str> {
        Split::of(feed).entries.into_iter().map(|(e, _)| &feed[e]).collect()
    }

    #[test]
    fn entries_and_head() {
        let feed = "<?xml version='1.0'?><rss version=\"2.0\"><channel><image><title>no</title></image>\
                    <title>a &amp; b</title><item><t><![CDATA[<item>]]></t></item><!-- <item> --><item a='>'>2</item>\
                    </channel></rss>";
        assert_eq!(parts(feed), ["<item><t><![CDATA[<item>]]></t></item>", "<item a='>'>2</item>"]);
        assert_eq!(Split::of(feed).title.as_deref(), Some("a & b"));
    }

    #[test]
    fn an_entry_left_open() {
        let feed = "<feed><entry>1<entry>2</entry><entry>3";
        assert_eq!(parts(feed), ["<entry>1", "<entry>2</entry>", "<entry>3"]);
        assert!(!Split::of(feed).entries[2].1);
    }

    #[test]
    fn elements_of_an_entry() {
        let found = elements(
            "<entry><title>Broken <b>x</title><link rel='a' href=\"h?a&amp;b\"/><c>1<c>2</c></c>\
             <d><![CDATA[a &amp; b]]> &amp; <!-- no -->c</d></entry>",
        );
        let all: Vec<_> = found.iter().map(|e| (e.name, e.text())).collect();
        assert_eq!(
            all,
            [
                ("title", "Broken <b>x".into()),
                ("link", String::new()),
                ("c", "1<c>2</c>".into()),
                ("d", "a &amp; b & c".into())
            ]
        );
        assert_eq!(found[1].attribute("href").as_deref(), Some("h?a&b"));
        assert_eq!(found[1].attribute("ref"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_split(text in "(<|>|item|/|entry|\"|é|!--|<item>|</item>| |='){0,40}") {
            for (entry, _) in Split::of(&text).entries {
                let entry = text.get(entry);
                prop_assert!(entry.is_some());
                for element in elements(entry.unwrap()) {
                    let _ = (element.text(), element.attribute("é"), element.attribute("item"));
                }
            }
        }
    }
}
