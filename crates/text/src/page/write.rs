//! Writes blocks of a page into a draft, each byte with its place in the source.

use super::blocks::TextBlock;
use super::hints::Hints;
use super::tree::{NodeKind, Tree};
use crate::clean::edit::Writer;
use crate::clean::entities;

/// Writes the text of a block; white space is squeezed and none stands at the beginning.
pub(super) fn block(writer: &mut Writer<'_>, tree: &Tree<'_>, block: &TextBlock) {
    let start = writer.len();
    for node in tree.nodes.get(block.first..=block.last).unwrap_or_default() {
        let NodeKind::Text { start: from, end, after_break } = node.kind else { continue };
        if node.hints.has(Hints::HIDDEN) {
            continue;
        }
        if after_break && writer.len() > start && !writer.ends_open() {
            writer.unit(" ", from, from);
        }
        text(writer, tree.source, from, end, start);
    }
}

/// Writes a stretch of source text into the block that begins at `block` of the draft.
pub(super) fn text(writer: &mut Writer<'_>, source: &str, start: usize, end: usize, block: usize) {
    let bytes = source.as_bytes();
    let mut copied = start;
    let mut at = start;
    while at < end {
        match bytes[at] {
            b'&' => {
                let Some((len, with)) = source.get(at..end).and_then(entities::decode_html) else {
                    at += 1;
                    continue;
                };
                writer.copy(copied, at);
                writer.unit(&with, at, at + len);
                at += len;
                copied = at;
            }
            byte if byte.is_ascii_whitespace() => {
                writer.copy(copied, at);
                let len = bytes[at..end].iter().take_while(|b| b.is_ascii_whitespace()).count();
                if writer.len() > block && !writer.ends_open() {
                    if len == 1 && byte == b' ' {
                        writer.copy(at, at + 1);
                    } else {
                        writer.unit(" ", at, at + len);
                    }
                }
                at += len;
                copied = at;
            }
            _ => at += 1,
        }
    }
    writer.copy(copied, end);
}
