//! Splits the source of a page into tags and text, each with its place in bytes.
//!
//! The rules are those of the HTML standard's tokenizer as far as they decide what is text; broken markup never
//! fails. Time is linear: what was once sought in vain to the end of the page is not sought again.

use memchr::{memchr, memmem};

use super::tag::Tag;

/// A piece of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A start tag; its attributes stand at `attributes`.
    Start { tag: Tag, name: (usize, usize), attributes: (usize, usize), closed: bool },
    /// An end tag.
    End { tag: Tag, name: (usize, usize) },
    /// Text between tags.
    Text { start: usize, end: usize },
    /// The content of a script, a style sheet, a title.
    Raw { tag: Tag, start: usize, end: usize },
}

/// Reads `source[at..end]` piece by piece.
pub(super) struct Scanner<'a> {
    source: &'a str,
    at: usize,
    end: usize,
    /// The element whose raw content comes next.
    raw: Option<Tag>,
    /// What is known not to occur any more: `-->`, `"`, `'`, `>`.
    no_more: [bool; 4],
    /// Elements whose end tag is known not to occur any more.
    never_ends: Vec<Tag>,
}

impl<'a> Scanner<'a> {
    pub fn new(source: &'a str, start: usize, end: usize) -> Self {
        Self { source, at: start, end, raw: None, no_more: [false; 4], never_ends: Vec::new() }
    }

    fn bytes(&self) -> &'a [u8] {
        &self.source.as_bytes()[..self.end]
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes().get(at).copied().unwrap_or(0)
    }

    /// Finds a byte from a place on, unless it is known not to come any more.
    fn find(&mut self, byte: u8, from: usize, memory: usize) -> Option<usize> {
        if self.no_more[memory] {
            return None;
        }
        let found = memchr(byte, self.bytes().get(from..)?).map(|i| from + i);
        self.no_more[memory] = found.is_none();
        found
    }

    /// Whether markup begins at a `<`.
    fn is_markup(&self, at: usize) -> bool {
        match self.byte(at + 1) {
            b'/' => self.byte(at + 2).is_ascii_alphabetic(),
            b'!' | b'?' => true,
            next => next.is_ascii_alphabetic(),
        }
    }

    fn text(&mut self) -> Option<Piece> {
        let start = self.at;
        let mut from = start;
        loop {
            match memchr(b'<', &self.bytes()[from..]) {
                Some(i) if self.is_markup(from + i) => {
                    self.at = from + i;
                    break;
                }
                Some(i) => from += i + 1,
                None => {
                    self.at = self.end;
                    break;
                }
            }
        }
        (start < self.at).then_some(Piece::Text { start, end: self.at })
    }

    /// Passes over a comment, a document type or a processing instruction.
    fn declaration(&mut self) {
        let at = self.at;
        if self.bytes()[at..].starts_with(b"<!--") && !self.no_more[0] {
            // "<!-->" and "<!--->" are whole comments.
            let from = at + 2;
            match memmem::find(&self.bytes()[from..], b"-->") {
                Some(i) => {
                    self.at = from + i + 3;
                    return;
                }
                None => self.no_more[0] = true,
            }
        }
        self.at = self.find(b'>', at, 3).map_or(self.end, |i| i + 1);
    }

    fn tag(&mut self) -> Option<Piece> {
        let ends = self.byte(self.at + 1) == b'/';
        let name_start = self.at + 1 + usize::from(ends);
        let name_len = self.bytes()[name_start..]
            .iter()
            .position(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' | b'>' | b'<'));
        let name_end = name_start + name_len.unwrap_or(self.end - name_start);
        let close = self.tag_end(name_end);
        self.at = (close + 1).min(self.end);
        let name = (name_start, name_end);
        let tag = Tag::of(self.source.get(name_start..name_end).unwrap_or_default());
        if ends {
            return Some(Piece::End { tag, name });
        }
        let closed = close > name_end && self.byte(close - 1) == b'/';
        if tag.is_raw() && !closed && !self.never_ends.contains(&tag) {
            self.raw = Some(tag);
        }
        Some(Piece::Start { tag, name, attributes: (name_end, close.min(self.end).max(name_end)), closed })
    }

    /// Where the `>` of a tag stands; quotation marks in it are passed over, unless they are never closed.
    fn tag_end(&mut self, from: usize) -> usize {
        let mut at = from;
        let mut after_equals = false;
        while at < self.end {
            match self.byte(at) {
                b'>' => return at,
                quote @ (b'"' | b'\'') if after_equals => {
                    let memory = if quote == b'"' { 1 } else { 2 };
                    match self.find(quote, at + 1, memory) {
                        Some(close) => at = close,
                        None => return self.find(b'>', at, 3).unwrap_or(self.end),
                    }
                    after_equals = false;
                }
                b'=' => after_equals = true,
                b' ' | b'\t' | b'\n' | b'\r' | 0x0c => {}
                // A new tag inside a tag: the first one was never closed.
                b'<' if !after_equals => return at.saturating_sub(1).max(from),
                _ => after_equals = false,
            }
            at += 1;
        }
        self.end
    }

    /// The content of a raw element, up to its end tag.
    fn raw(&mut self, tag: Tag) -> Option<Piece> {
        let start = self.at;
        let mut from = start;
        let name = tag.name().as_bytes();
        while let Some(i) = memmem::find(&self.bytes()[from..], b"</") {
            let at = from + i;
            let after = &self.bytes()[at + 2..];
            let is_end = after.len() >= name.len()
                && after[..name.len()].eq_ignore_ascii_case(name)
                && !after.get(name.len()).is_some_and(u8::is_ascii_alphanumeric);
            if is_end {
                self.at = at;
                return Some(Piece::Raw { tag, start, end: at });
            }
            from = at + 2;
        }
        self.never_ends.push(tag);
        // A script or style that is never closed takes the rest; any other such element was a slip.
        if matches!(tag, Tag::Script | Tag::Style) {
            self.at = self.end;
            return Some(Piece::Raw { tag, start, end: self.end });
        }
        None
    }
}

impl Iterator for Scanner<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if let Some(tag) = self.raw.take()
                && let Some(piece) = self.raw(tag)
            {
                return Some(piece);
            }
            if self.at >= self.end {
                return None;
            }
            if self.byte(self.at) != b'<' || !self.is_markup(self.at) {
                if let Some(text) = self.text() {
                    return Some(text);
                }
                continue;
            }
            match self.byte(self.at + 1) {
                b'!' | b'?' => self.declaration(),
                _ => return self.tag(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<&str> {
        Scanner::new(source, 0, source.len())
            .filter_map(|p| if let Piece::Text { start, end } = p { Some(&source[start..end]) } else { None })
            .collect()
    }

    #[test]
    fn text_between_markup() {
        assert_eq!(
            texts("<p class=\"a>b\">one<br/>two</p><!-- no --><script>if (a</b) {}</script>three"),
            ["one", "two", "three"]
        );
        assert_eq!(texts("a < b and <3 &lt; c"), ["a < b and <3 &lt; c"]);
        assert_eq!(texts("<!DOCTYPE html><?xml?><![CDATA[x]]>y"), ["y"]);
    }

    #[test]
    fn broken_markup() {
        assert_eq!(texts("<p class=\"never closed>one</p>two"), ["one", "two"]);
        assert_eq!(texts("<p one<b>two"), ["two"]);
        assert_eq!(texts("<!-- never closed > one"), [" one"]);
        assert_eq!(texts("<title>never closed<p>one"), ["never closed", "one"]);
        assert_eq!(texts("one<"), ["one<"]);
        assert_eq!(texts("one</"), ["one</"]);
        assert_eq!(texts("<"), ["<"]);
        assert_eq!(texts("<a"), Vec::<&str>::new());
        assert_eq!(texts("<script>x"), Vec::<&str>::new());
    }
}
