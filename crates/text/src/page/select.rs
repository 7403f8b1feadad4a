//! Which blocks are the article, by their own density: the element whose blocks together look most like reporting.
//!
//! Each block has a value, above zero for prose and below for links, menus and short scraps; the element with the
//! greatest sum is the article (after Pasternack & Roth 2009, "Extracting article text from the web with maximum
//! subsequence segmentation", with elements in place of subsequences). One pass, whatever the size or depth.

use super::blocks::TextBlock;
use super::hints::Hints;
use super::tag::Tag;
use super::tree::{NodeKind, Tree};

/// A marked body with fewer bytes of text is a teaser.
const SMALLEST_BODY: usize = 140;

/// What was chosen.
pub(super) struct Choice {
    /// For each block, whether it belongs to the article.
    pub chosen: Vec<bool>,
    /// Whether the page itself marks the body.
    pub marked: bool,
}

impl Choice {
    /// Bytes of chosen text.
    pub fn bytes(&self, blocks: &[TextBlock]) -> usize {
        blocks.iter().zip(&self.chosen).filter(|(_, c)| **c).map(|(b, _)| b.bytes).sum()
    }
}

/// Chooses the blocks of the article.
pub(super) fn choose(tree: &Tree<'_>, blocks: &[TextBlock]) -> Choice {
    if let Some(choice) = marked(blocks) {
        return choice;
    }
    let Some((start, close)) = densest(tree, blocks) else {
        return Choice { chosen: vec![false; blocks.len()], marked: false };
    };
    let mut chosen: Vec<bool> = blocks.iter().map(|b| start <= b.first && b.last < close && keep(b)).collect();
    trim_ends(blocks, &mut chosen);
    Choice { chosen, marked: false }
}

/// Whether a block inside the article is part of it.
pub(super) fn keep(block: &TextBlock) -> bool {
    if block.hints.has(Hints::HIDDEN) || block.hints.has(Hints::FURNITURE) || block.hints.has(Hints::UNLIKELY) {
        return false;
    }
    if block.bytes < 3 {
        return false;
    }
    // A link on a line of its own leads elsewhere; a paragraph with links in it is a paragraph.
    let limit = if block.marks > 1 && block.bytes > 120 {
        0.8
    } else if block.hints.has(Hints::LIST) {
        0.5
    } else {
        0.6
    };
    block.link_share() < limit || block.tag.is_heading()
}

/// The blocks under elements that the page marks as the body.
fn marked(blocks: &[TextBlock]) -> Option<Choice> {
    let mut chosen: Vec<bool> = blocks.iter().map(|b| b.hints.has(Hints::BODY) && keep(b)).collect();
    trim_end(blocks, &mut chosen);
    let choice = Choice { chosen, marked: true };
    let all: usize = blocks.iter().filter(|b| b.value() > 0.0).map(|b| b.bytes).sum();
    let bytes = choice.bytes(blocks);
    (bytes >= SMALLEST_BODY && 4 * bytes >= all).then_some(choice)
}

/// The nodes of the element whose blocks look most like reporting.
fn densest(tree: &Tree<'_>, blocks: &[TextBlock]) -> Option<(usize, usize)> {
    // The sum of values up to each node.
    let mut sums = vec![0.0f64; tree.nodes.len() + 1];
    let mut next = 0;
    for at in 0..tree.nodes.len() {
        let mut here = 0.0;
        if blocks.get(next).is_some_and(|b| b.first == at) {
            here = blocks[next].value();
            next += 1;
        }
        sums[at + 1] = sums[at] + here;
    }
    let mut best: Option<(f64, usize, usize)> = None;
    for (at, node) in tree.nodes.iter().enumerate() {
        if !matches!(node.kind, NodeKind::Element { .. }) || node.hints.has(Hints::HIDDEN) {
            continue;
        }
        let sum = sums[node.close] - sums[at];
        // Of elements with the same sum the innermost.
        if sum > 0.0 && best.is_none_or(|(b, ..)| sum >= b) {
            best = Some((sum, at, node.close));
        }
    }
    best.map(|(_, start, close)| (start, close))
}

/// Cuts scraps off the beginning of what was chosen, and headings off its end.
fn trim_ends(blocks: &[TextBlock], chosen: &mut [bool]) {
    let is_scrap = |b: &TextBlock| b.tag == Tag::H1 || b.value() < 0.0 && b.bytes < 30;
    for (block, chosen) in blocks.iter().zip(chosen.iter_mut()) {
        if *chosen {
            if !is_scrap(block) {
                break;
            }
            *chosen = false;
        }
    }
    trim_end(blocks, chosen);
}

/// Cuts headings off the end: what they head is not part of the article.
fn trim_end(blocks: &[TextBlock], chosen: &mut [bool]) {
    for (block, chosen) in blocks.iter().zip(chosen.iter_mut()).rev() {
        if *chosen {
            if !block.tag.is_heading() {
                break;
            }
            *chosen = false;
        }
    }
}
