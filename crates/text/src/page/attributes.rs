//! The attributes of a start tag.

use crate::clean::entities;

/// Reads the attributes that stand in the bytes between a tag's name and its `>`.
pub(super) fn each(source: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = source;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/' || c == '=');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/' | '>')).unwrap_or(rest.len());
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let Some(after) = rest.strip_prefix('=') else { return Some((name, "")) };
        let after = after.trim_start();
        let (value, left) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            _ => after.split_at(after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len())),
        };
        rest = left;
        Some((name, value))
    })
}

/// The value of an attribute, its entities decoded.
pub(super) fn get(source: &str, wanted: &str) -> Option<String> {
    each(source).find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| decoded(value))
}

/// A text with its entities decoded and its white space squeezed.
pub(super) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        match entities::decode_html(&rest[at..]) {
            Some((len, with)) => {
                out.push_str(&with);
                rest = &rest[at + len..];
            }
            None => {
                out.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing() {
        let found: Vec<_> = each(" class=\"a b\" id='c' hidden data-x=y/z title = \"q\" /").collect();
        assert_eq!(found, [("class", "a b"), ("id", "c"), ("hidden", ""), ("data-x", "y/z"), ("title", "q")]);
        assert_eq!(each(" a=\"open").collect::<Vec<_>>(), [("a", "open")]);
        assert_eq!(each("== / \"x\"").count(), 1);
        assert_eq!(get(" CONTENT='Kim &amp; Co'", "content").as_deref(), Some("Kim & Co"));
    }
}
