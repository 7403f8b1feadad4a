//! Text on its way from the original to the cleaned text: a draft, and edits that keep its alignment.

use std::collections::BTreeMap;

use detente_record::{Alignment, AlignmentBuilder, Block, BlockKind, TextSpan};

/// What stands in place of an edited stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum With {
    /// Nothing: the stretch is dropped.
    Nothing,
    /// A fixed text.
    Str(&'static str),
    /// A text made for the occasion.
    Text(String),
}

impl With {
    fn as_str(&self) -> &str {
        match self {
            Self::Nothing => "",
            Self::Str(text) => text,
            Self::Text(text) => text,
        }
    }
}

/// One change: the bytes `start..end` of a draft give way to `with`; an empty stretch is an insertion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub start: usize,
    pub end: usize,
    pub with: With,
}

impl Edit {
    pub fn new(start: usize, end: usize, with: With) -> Self {
        Self { start, end, with }
    }

    pub fn drop(start: usize, end: usize) -> Self {
        Self::new(start, end, With::Nothing)
    }

    pub fn space(at: usize) -> Self {
        Self::new(at, at, With::Str(" "))
    }
}

/// How often each kind of damage was mended, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mended(BTreeMap<&'static str, usize>);

impl Mended {
    pub fn count(&mut self, kind: &'static str) {
        *self.0.entry(kind).or_default() += 1;
    }

    pub fn into_list(self) -> Vec<(String, usize)> {
        self.0.into_iter().map(|(kind, count)| (kind.to_owned(), count)).collect()
    }
}

/// A text between original and cleaned, with its alignment to the original and its blocks.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub text: String,
    pub alignment: Alignment,
    pub blocks: Vec<Block>,
    pub mended: Mended,
}

impl Draft {
    /// Makes the edits, which must be in order and apart; the blocks move along.
    pub fn apply(&mut self, edits: &[Edit]) {
        if edits.is_empty() {
            return;
        }
        let mut text = String::with_capacity(self.text.len() + edits.len());
        let mut alignment = AlignmentBuilder::default();
        let mut from = 0;
        for edit in edits {
            debug_assert!(from <= edit.start && edit.start <= edit.end, "edits out of order: {edit:?} after {from}");
            text.push_str(&self.text[from..edit.start]);
            alignment.copied(from, edit.start - from);
            let with = edit.with.as_str();
            text.push_str(with);
            if edit.start == edit.end {
                alignment.inserted(with.len(), edit.start);
            } else {
                alignment.replaced(with.len(), edit.start, edit.end - edit.start);
            }
            from = edit.end;
        }
        text.push_str(&self.text[from..]);
        alignment.copied(from, self.text.len() - from);
        self.move_blocks(edits);
        self.alignment = self.alignment.then(&alignment.finish());
        self.text = text;
    }

    fn move_blocks(&mut self, edits: &[Edit]) {
        let mut mover = Mover { edits, next: 0, gained: 0, lost: 0 };
        for block in &mut self.blocks {
            let start = mover.place(block.span.start);
            let end = mover.place(block.span.end);
            block.span = TextSpan::new(start, end.max(start));
        }
        self.blocks.retain(|b| !b.span.is_empty());
    }
}

/// Writes the first draft from the original.
pub(crate) struct Writer<'a> {
    original: &'a str,
    text: String,
    alignment: AlignmentBuilder,
    blocks: Vec<Block>,
}

impl<'a> Writer<'a> {
    pub fn new(original: &'a str) -> Self {
        Self { original, text: String::new(), alignment: AlignmentBuilder::default(), blocks: Vec::new() }
    }

    /// Where the draft stands.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// The text that is being written from.
    pub fn original(&self) -> &'a str {
        self.original
    }

    /// Whether a block of this kind has been written.
    pub fn has_block(&self, kind: BlockKind) -> bool {
        self.blocks.iter().any(|b| b.kind == kind)
    }

    /// What has been written so far.
    pub fn written(&self) -> String {
        self.text.clone()
    }

    /// Copies a stretch of the original.
    pub fn copy(&mut self, start: usize, end: usize) {
        if let Some(part) = self.original.get(start..end) {
            self.text.push_str(part);
            self.alignment.copied(start, part.len());
        }
    }

    /// Writes `text` for the bytes `start..end` of the original; an empty stretch makes it an insertion.
    pub fn unit(&mut self, text: &str, start: usize, end: usize) {
        self.text.push_str(text);
        if start == end {
            self.alignment.inserted(text.len(), start);
        } else {
            self.alignment.replaced(text.len(), start, end - start);
        }
    }

    /// Ends a block that began at `start` of the draft.
    pub fn block(&mut self, kind: BlockKind, start: usize) {
        if let Some(span) = trimmed(&self.text, start, self.text.len()) {
            self.blocks.push(Block { kind, span });
        }
    }

    /// Whether the draft is empty or ends with white space.
    pub fn ends_open(&self) -> bool {
        self.text.chars().next_back().is_none_or(char::is_whitespace)
    }

    /// Sets the next block off by an empty line, which stands at `at` of the original.
    pub fn gap(&mut self, at: usize) {
        if !self.text.is_empty() {
            self.unit("\n\n", at, at);
        }
    }

    pub fn finish(self) -> Draft {
        Draft { text: self.text, alignment: self.alignment.finish(), blocks: self.blocks, mended: Mended::default() }
    }
}

/// The span without white space at its ends; none if nothing is left.
pub(crate) fn trimmed(text: &str, start: usize, end: usize) -> Option<TextSpan> {
    let part = text.get(start..end)?;
    let start = start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    (start < end).then(|| TextSpan::new(start, end))
}

/// Moves positions of a draft over its edits; the positions must not go back.
struct Mover<'a> {
    edits: &'a [Edit],
    next: usize,
    gained: usize,
    lost: usize,
}

impl Mover<'_> {
    fn place(&mut self, at: usize) -> usize {
        while let Some(edit) = self.edits.get(self.next).filter(|e| e.end <= at) {
            self.gained += edit.with.as_str().len();
            self.lost += edit.end - edit.start;
            self.next += 1;
        }
        // Inside an edited stretch: its beginning.
        let at = self.edits.get(self.next).map_or(at, |e| at.min(e.start));
        at + self.gained - self.lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_keep_alignment_and_blocks() {
        let mut writer = Writer::new("ab\u{ad}c  de");
        writer.copy(0, 9);
        writer.block(BlockKind::Paragraph, 0);
        let mut draft = writer.finish();
        draft.apply(&[Edit::drop(2, 4), Edit::new(5, 7, With::Str(" "))]);
        assert_eq!(draft.text, "abc de");
        assert_eq!(draft.blocks[0].span, TextSpan::new(0, 6));
        draft.apply(&[Edit::space(1)]);
        assert_eq!(draft.text, "a bc de");
        assert_eq!(draft.alignment.original(TextSpan::new(2, 4)).range(), 1..5);
        assert_eq!(draft.alignment.original(TextSpan::new(4, 5)).range(), 5..7);
    }
}
