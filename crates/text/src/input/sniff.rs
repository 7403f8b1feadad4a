//! The format that content tells, for input without a telling name.

use super::InputFormat;
use crate::fields::{ColumnMap, Role};

/// The format of input with these first bytes; plain text when nothing else is certain.
pub(super) fn format(head: &[u8]) -> InputFormat {
    let text = start(head);
    let lower = text.get(..text.len().min(1024)).unwrap_or_default().to_ascii_lowercase();
    if head.starts_with(b"WARC/") {
        return InputFormat::Warc;
    }
    match lower.first() {
        Some(b'{') if looks_like_object(text) => {
            return if is_json_feed(head) { InputFormat::Feed } else { InputFormat::Json };
        }
        Some(b'[') if after_space(text.get(1..).unwrap_or_default()).starts_with(b"{") => return InputFormat::Json,
        Some(b'<') => {
            if let Some(format) = markup(&lower) {
                return format;
            }
        }
        _ => {}
    }
    if let Some(format) = table(text) {
        return format;
    }
    if lower.starts_with(b"# ") || lower.starts_with(b"---\ntitle:") {
        return InputFormat::Markdown;
    }
    InputFormat::Text
}

/// Feed or page, for what is named `.xml` or the like.
pub(super) fn xml(head: &[u8]) -> InputFormat {
    let lower = start(head).get(..head.len().min(4096)).unwrap_or(head).to_ascii_lowercase();
    markup(&lower).unwrap_or(InputFormat::Feed)
}

/// Whether a JSON text is a JSON Feed.
pub(super) fn is_json_feed(head: &[u8]) -> bool {
    let head = head.get(..head.len().min(2048)).unwrap_or_default();
    start(head).starts_with(b"{") && memchr::memmem::find(head, b"jsonfeed.org/version").is_some()
}

/// Which kind of markup this is, from its first elements in lower case.
fn markup(lower: &[u8]) -> Option<InputFormat> {
    let first = |names: &[&str]| {
        names.iter().filter_map(|n| memchr::memmem::find(lower, n.as_bytes())).min().unwrap_or(usize::MAX)
    };
    let feed = first(&["<rss", "<feed", "<rdf:rdf", "<entry"]);
    let page = first(&["<!doctype html", "<html", "<head", "<body", "<div", "<p>", "<p ", "<article", "<meta", "<h1"]);
    match (feed, page) {
        (usize::MAX, usize::MAX) => lower.starts_with(b"<?xml").then_some(InputFormat::Feed),
        (feed, page) => Some(if feed < page { InputFormat::Feed } else { InputFormat::Html }),
    }
}

/// A table whose first line names columns known here.
fn table(text: &[u8]) -> Option<InputFormat> {
    let line = text.split(|b| matches!(b, b'\n' | b'\r')).next()?;
    let line = std::str::from_utf8(line).ok()?;
    for (delimiter, format) in
        [('\t', InputFormat::Tsv), (',', InputFormat::Csv), (';', InputFormat::Csv), ('|', InputFormat::Csv)]
    {
        let names: Vec<&str> = line.split(delimiter).map(|n| n.trim().trim_matches('"')).collect();
        if names.len() < 2 || names.iter().any(|n| n.len() > 40) {
            continue;
        }
        let roles = ColumnMap::default().choose(&names);
        if roles.iter().any(|(role, _)| matches!(role, Role::Text | Role::Headline)) && roles.len() >= 2 {
            return Some(format);
        }
    }
    None
}

/// `{` and then a key or the end of the object.
fn looks_like_object(text: &[u8]) -> bool {
    matches!(after_space(text.get(1..).unwrap_or_default()).first(), Some(b'"' | b'}'))
}

/// Without byte order mark and leading space.
fn start(head: &[u8]) -> &[u8] {
    after_space(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head))
}

fn after_space(bytes: &[u8]) -> &[u8] {
    bytes.trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_by_content() {
        for (head, expected) in [
            ("WARC/1.0\r\n", InputFormat::Warc),
            ("\u{feff}\n{\"text\": 1}", InputFormat::Json),
            ("[\n {\"text\": 1}]", InputFormat::Json),
            ("{ see below }", InputFormat::Text),
            ("[Seoul] The South said", InputFormat::Text),
            ("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", InputFormat::Feed),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE html><html>", InputFormat::Html),
            ("<!doctype html>\n<title>x", InputFormat::Html),
            ("<p>The South said", InputFormat::Html),
            ("date,headline,text\n2020-01-01,a,b", InputFormat::Csv),
            ("date\theadline\ttext\n", InputFormat::Tsv),
            ("date;\"headline\";text\n", InputFormat::Csv),
            ("In Seoul, the date, text and event", InputFormat::Text),
            ("# Leaflets\n\nThe South", InputFormat::Markdown),
            ("Leaflets\n\nThe South", InputFormat::Text),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", InputFormat::Feed),
        ] {
            assert_eq!(format(head.as_bytes()), expected, "{head}");
        }
    }
}
