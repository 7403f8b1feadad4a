//! The alignment between a cleaned text and its stored original.

use crate::span::{Span, TextSpan};

/// One stretch of cleaned text and where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    clean: usize,
    clean_len: usize,
    original: usize,
    original_len: usize,
    /// Copied byte for byte: it can be entered in the middle. Any other piece is one unit.
    copy: bool,
}

/// Maps spans of a cleaned text back to the stored original.
///
/// Text that cleaning dropped has no piece; text that it put in (a missing space between two words) has a piece of
/// length zero in the original. A span of cleaned text maps to the smallest span of the original that covers all it
/// was made from; so the slice of the original may hold more than the cleaned text shows (a tag, a soft hyphen), and
/// never less.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    pieces: Vec<Piece>,
    clean_len: usize,
}

impl Alignment {
    /// The alignment of a text with itself.
    #[must_use]
    pub fn identity(len: usize) -> Self {
        let mut builder = AlignmentBuilder::default();
        builder.copied(0, len);
        builder.finish()
    }

    /// Length in bytes of the cleaned text.
    #[must_use]
    pub fn clean_len(&self) -> usize {
        self.clean_len
    }

    /// The span of the original that a span of the cleaned text was made from. An empty span, and one that holds
    /// only text put in by cleaning, maps to an empty span at the place where it stands.
    #[must_use]
    pub fn original(&self, span: TextSpan) -> Span {
        let first = self.pieces.partition_point(|p| p.clean + p.clean_len <= span.start);
        let mut cover: Option<Span> = None;
        for piece in &self.pieces[first..] {
            if piece.clean >= span.end {
                break;
            }
            if piece.original_len == 0 {
                continue;
            }
            let part = if piece.copy {
                let from = span.start.max(piece.clean) - piece.clean;
                let to = span.end.min(piece.clean + piece.clean_len) - piece.clean;
                Span::new(piece.original + from, piece.original + to)
            } else {
                Span::new(piece.original, piece.original + piece.original_len)
            };
            cover = Some(cover.map_or(part, |c| c.cover(part)));
        }
        cover.unwrap_or_else(|| {
            let at = self.place(span.start);
            Span::new(at, at)
        })
    }

    /// Where in the original a position of the cleaned text stands.
    fn place(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|p| p.clean + p.clean_len <= at);
        match self.pieces.get(next) {
            Some(p) if p.copy && at >= p.clean => p.original + (at - p.clean),
            Some(p) => p.original,
            None => self.pieces.last().map_or(0, |p| p.original + p.original_len),
        }
    }

    /// The alignment of a text cleaned twice: `self` maps the middle text to the original, `second` the final text
    /// to the middle one.
    #[must_use]
    pub fn then(&self, second: &Self) -> Self {
        let mut builder = AlignmentBuilder::default();
        for piece in &second.pieces {
            if piece.original_len == 0 {
                builder.inserted(piece.clean_len, self.place(piece.original));
                continue;
            }
            let middle = TextSpan::new(piece.original, piece.original + piece.original_len);
            if !piece.copy {
                let span = self.original(middle);
                builder.replaced(piece.clean_len, span.start, span.len());
                continue;
            }
            let first = self.pieces.partition_point(|p| p.clean + p.clean_len <= middle.start);
            for part in &self.pieces[first..] {
                if part.clean >= middle.end {
                    break;
                }
                let from = middle.start.max(part.clean);
                let to = middle.end.min(part.clean + part.clean_len);
                if part.copy {
                    builder.copied(part.original + (from - part.clean), to - from);
                } else {
                    builder.replaced(to - from, part.original, part.original_len);
                }
            }
        }
        builder.finish()
    }
}

/// Builds an [`Alignment`] while a cleaned text is written, in order.
#[derive(Clone, Debug, Default)]
pub struct AlignmentBuilder {
    pieces: Vec<Piece>,
    clean_len: usize,
}

impl AlignmentBuilder {
    fn push(&mut self, clean_len: usize, original: usize, original_len: usize, copy: bool) {
        if clean_len == 0 {
            return;
        }
        let piece = Piece { clean: self.clean_len, clean_len, original, original_len, copy };
        self.clean_len += clean_len;
        match self.pieces.last_mut() {
            Some(last) if last.copy && piece.copy && last.original + last.original_len == original => {
                last.clean_len += clean_len;
                last.original_len += clean_len;
            }
            _ => self.pieces.push(piece),
        }
    }

    /// `len` bytes were copied from the original at `original`.
    pub fn copied(&mut self, original: usize, len: usize) {
        self.push(len, original, len, true);
    }

    /// `clean_len` bytes stand for `original_len` bytes of the original at `original` (an entity, mojibake).
    pub fn replaced(&mut self, clean_len: usize, original: usize, original_len: usize) {
        self.push(clean_len, original, original_len, false);
    }

    /// `clean_len` bytes were put in where the original stands at `original` (a missing space).
    pub fn inserted(&mut self, clean_len: usize, original: usize) {
        self.push(clean_len, original, 0, false);
    }

    /// Length of the cleaned text so far.
    #[must_use]
    pub fn clean_len(&self) -> usize {
        self.clean_len
    }

    /// The alignment.
    #[must_use]
    pub fn finish(self) -> Alignment {
        Alignment { pieces: self.pieces, clean_len: self.clean_len }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inserted_space_and_entity() {
        // original "byKim &amp; Co", cleaned "by Kim & Co"
        let mut b = AlignmentBuilder::default();
        b.copied(0, 2);
        b.inserted(1, 2);
        b.copied(2, 4);
        b.replaced(1, 6, 5);
        b.copied(11, 3);
        let a = b.finish();
        assert_eq!(a.clean_len(), "by Kim & Co".len());
        assert_eq!(a.original(TextSpan::new(3, 6)), Span::new(2, 5));
        assert_eq!(a.original(TextSpan::new(7, 8)), Span::new(6, 11));
        assert_eq!(a.original(TextSpan::new(0, 6)), Span::new(0, 5));
        assert_eq!(a.original(TextSpan::new(2, 3)), Span::new(2, 2));
    }

    #[test]
    fn same_length_replacement_is_not_merged_wrongly() {
        let mut b = AlignmentBuilder::default();
        b.copied(0, 3);
        b.replaced(2, 3, 2);
        b.copied(5, 3);
        let a = b.finish();
        assert_eq!(a.original(TextSpan::new(2, 6)), Span::new(2, 6));
        // Half of the replacement is made from all of what it replaced: never half a character.
        assert_eq!(a.original(TextSpan::new(3, 4)), Span::new(3, 5));
    }

    #[test]
    fn twice() {
        // original "a<b>bc", middle "abc", final "ab c"
        let mut one = AlignmentBuilder::default();
        one.copied(0, 1);
        one.copied(4, 2);
        let mut two = AlignmentBuilder::default();
        two.copied(0, 2);
        two.inserted(1, 2);
        two.copied(2, 1);
        let both = one.finish().then(&two.finish());
        assert_eq!(both.clean_len(), 4);
        assert_eq!(both.original(TextSpan::new(0, 2)), Span::new(0, 5));
        assert_eq!(both.original(TextSpan::new(3, 4)), Span::new(5, 6));
        assert_eq!(both.original(TextSpan::new(2, 3)), Span::new(5, 5));
    }
}
