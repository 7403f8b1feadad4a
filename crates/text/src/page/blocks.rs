//! The blocks of text of a page, with what is needed to tell reporting from furniture.

use detente_record::BlockKind;

use super::hints::Hints;
use super::tag::Tag;
use super::tree::{NodeKind, Tree};

/// A run of text between two block boundaries.
#[derive(Clone, Debug)]
pub(super) struct TextBlock {
    /// The first and last text node.
    pub first: usize,
    pub last: usize,
    /// The nearest element that makes a block.
    pub tag: Tag,
    /// Hints of all its texts together.
    pub hints: Hints,
    /// Bytes of text, and of those in links, white space squeezed.
    pub bytes: usize,
    pub linked: usize,
    /// Marks that running text has: full stops, commas.
    pub marks: usize,
}

impl TextBlock {
    /// The share of its text that is in links.
    pub fn link_share(&self) -> f64 {
        self.linked as f64 / self.bytes.max(1) as f64
    }

    /// How much it looks like reporting; below zero, like furniture.
    pub fn value(&self) -> f64 {
        if self.hints.has(Hints::HIDDEN) {
            return 0.0;
        }
        if self.hints.has(Hints::FURNITURE) || self.hints.has(Hints::UNLIKELY) {
            return -20.0 - (self.bytes as f64).min(200.0) * 0.3;
        }
        if self.hints.has(Hints::CAPTION) || self.tag.is_heading() {
            return 0.0;
        }
        let bytes = self.bytes as f64;
        let prose = self.marks > 0 && self.bytes >= 40 || self.bytes >= 100;
        if prose {
            let size = bytes.min(600.0) + 10.0 * self.marks.min(10) as f64;
            return size * (1.0 - 2.0 * self.link_share());
        }
        -8.0 - 20.0 * self.link_share()
    }

    /// What block of the cleaned text it becomes.
    pub fn kind(&self) -> BlockKind {
        if self.hints.has(Hints::CAPTION) {
            BlockKind::Caption
        } else if self.tag.is_heading() {
            BlockKind::Heading
        } else if self.hints.has(Hints::QUOTE) {
            BlockKind::Quotation
        } else if self.hints.has(Hints::LIST) {
            BlockKind::ListItem
        } else if self.hints.has(Hints::TABLE) && self.bytes < 120 {
            BlockKind::Table
        } else {
            BlockKind::Paragraph
        }
    }
}

/// The blocks of text of a tree, in order; hidden ones are left out.
pub(super) fn of(tree: &Tree<'_>) -> Vec<TextBlock> {
    let mut blocks: Vec<TextBlock> = Vec::new();
    let mut last_run = None;
    for (at, node) in tree.nodes.iter().enumerate() {
        let NodeKind::Text { start, end, .. } = node.kind else { continue };
        if node.hints.has(Hints::HIDDEN) {
            continue;
        }
        let (bytes, marks) = measure(&tree.source.as_bytes()[start..end]);
        if bytes == 0 {
            continue;
        }
        let linked = if node.hints.has(Hints::LINK) { bytes } else { 0 };
        match blocks.last_mut() {
            Some(block) if last_run == Some(node.run) => {
                block.last = at;
                block.bytes += bytes;
                block.linked += linked;
                block.marks += marks;
                block.hints = block.hints.with(node.hints);
            }
            _ => {
                let tag = tree.tag(node.block).unwrap_or(Tag::Div);
                blocks.push(TextBlock { first: at, last: at, tag, hints: node.hints, bytes, linked, marks });
            }
        }
        last_run = Some(node.run);
    }
    blocks
}

/// Bytes of a text with its white space squeezed, and marks of running text in it.
fn measure(text: &[u8]) -> (usize, usize) {
    let (mut bytes, mut marks) = (0, 0);
    let mut blank = true;
    for &byte in text {
        let space = byte.is_ascii_whitespace();
        bytes += usize::from(!(space && blank));
        marks += usize::from(matches!(byte, b'.' | b',' | b';' | b'?' | b'!'));
        blank = space;
    }
    if blank && bytes <= 1 { (0, 0) } else { (bytes, marks) }
}

/// The words of a block as a reader sees them, at most `limit` bytes of them.
pub(super) fn words(tree: &Tree<'_>, block: &TextBlock, limit: usize) -> String {
    let mut out = String::new();
    for node in &tree.nodes[block.first..=block.last] {
        let NodeKind::Text { start, end, after_break } = node.kind else { continue };
        if node.hints.has(Hints::HIDDEN) || out.len() > limit {
            continue;
        }
        if after_break {
            out.push(' ');
        }
        let text = tree
            .source
            .get(start..end.min(start + 4 * limit))
            .or_else(|| tree.source.get(start..end))
            .unwrap_or_default();
        let decoded = super::attributes::decoded(text);
        if text.starts_with(|c: char| c.is_whitespace()) && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&decoded);
        if text.ends_with(|c: char| c.is_whitespace()) {
            out.push(' ');
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
