//! Pages: the article out of a web page with its menus, adverts, cookie walls and comments.
//!
//! The source is split into tags and texts with their places (`scan`), these into a flat list of elements (`tree`)
//! with what their names and classes hint at (`hints`), and that into blocks of text (`blocks`). Which blocks are the
//! article is decided by the page's own marks or by Readability (`readable`), and where neither can be had by density
//! (`select`). The headline is found (`headline`), what the page says of itself is read (`facts`, `json_ld`), and the
//! blocks are written with their places (`write`).
//!
//! Nothing here calls itself, so no nesting is too deep, and every step is linear in the size of the page.

mod attributes;
mod blocks;
mod facts;
mod headline;
mod hints;
mod json_ld;
mod readable;
mod scan;
mod select;
mod tag;
mod tree;
mod write;

use detente_record::{BlockKind, Metadata};

use crate::clean::byline;
use crate::clean::edit::Writer;
use blocks::TextBlock;
use facts::fill;
use headline::Headline;
use hints::Hints;
use select::Choice;
use tag::Tag;
use tree::Tree;

/// Readability is believed if it keeps at least this share of the text that density finds, and not so many times more.
const LEAST_OF_OWN: f64 = 0.6;
const MOST_OF_OWN: f64 = 4.0;
/// From this share of all prose on the page on, density is sure of itself.
const CLEAR_SHARE: f64 = 0.95;

/// Writes the article of a page, and adds to the metadata what the page says of it.
pub(crate) fn write(writer: &mut Writer<'_>, original: &str, metadata: &mut Metadata) {
    let tree = Tree::read(original, 0, original.len());
    let blocks = blocks::of(&tree);
    let facts = facts::read(&tree);
    let mut chosen = choose(&tree, &blocks);
    let headline = headline::find(&tree, &blocks, &facts, &chosen);
    let headline_block = match headline {
        Some(Headline::Block(number)) => Some(number),
        _ => None,
    };
    if let Some(number) = headline_block {
        // What stands above the headline is a kicker, a topic, the name of the outlet.
        for (block, chosen) in blocks.iter().zip(chosen.iter_mut()).take(number) {
            *chosen &= block.value() > 100.0 && block.tag != Tag::Td;
        }
    }
    facts.add_to(metadata, &tree, &blocks, headline_block.or_else(|| chosen.iter().position(|c| *c)));
    write_headline(writer, &tree, &blocks, headline.as_ref());
    let said = facts.headlines().into_iter().next();
    let shown = writer.written();
    let shown = (!shown.is_empty())
        .then(|| (shown, if headline_block.is_some() { "heading".to_owned() } else { "title".to_owned() }));
    fill(&mut metadata.headline, shown.or(said));
    for (number, block) in blocks.iter().enumerate() {
        if headline_block == Some(number) {
            continue;
        }
        if chosen.get(number).copied().unwrap_or(false) {
            let is_date = block.bytes <= 80 && facts::is_date_line(&blocks::words(&tree, block, 100));
            write_block(writer, &tree, block, if is_date { BlockKind::Apparatus } else { block.kind() });
        } else if is_byline(&tree, &blocks, number, headline_block, &chosen) {
            write_block(writer, &tree, block, BlockKind::Byline);
        }
    }
}

/// Writes all the text of a fragment of HTML, such as the body of a feed's entry.
pub(crate) fn write_fragment(writer: &mut Writer<'_>, original: &str, start: usize, end: usize) {
    let tree = Tree::read(original, start, end);
    for block in blocks::of(&tree).iter().filter(|b| !b.hints.has(Hints::HIDDEN)) {
        write_block(writer, &tree, block, block.kind());
    }
}

/// Which blocks are the article.
fn choose(tree: &Tree<'_>, blocks: &[TextBlock]) -> Vec<bool> {
    let own = select::choose(tree, blocks);
    let all: usize = blocks.iter().filter(|b| b.value() > 0.0).map(|b| b.bytes).sum();
    // Where nearly all prose of the page is in one place there is nothing to ask.
    let is_clear = own.marked || own.bytes(blocks) as f64 >= CLEAR_SHARE * all as f64 && own.bytes(blocks) > 0;
    let own = if is_clear { own } else { readable(tree, blocks, own) };
    if own.chosen.contains(&true) {
        return own.chosen;
    }
    // Nothing looks like an article: all that is no furniture, or else all that can be seen.
    let plain = |b: &TextBlock| !b.hints.has(Hints::FURNITURE) && !b.hints.has(Hints::UNLIKELY);
    let any_plain = blocks.iter().any(plain);
    blocks.iter().map(|b| !any_plain || plain(b)).collect()
}

fn readable(tree: &Tree<'_>, blocks: &[TextBlock], own: Choice) -> Choice {
    let Some(chosen) = readable::choose(tree, blocks) else { return own };
    let other = Choice { chosen, marked: false };
    let share = other.bytes(blocks) as f64 / own.bytes(blocks).max(1) as f64;
    if (LEAST_OF_OWN..=MOST_OF_OWN).contains(&share) { other } else { own }
}

fn write_headline(writer: &mut Writer<'_>, tree: &Tree<'_>, blocks: &[TextBlock], headline: Option<&Headline>) {
    match headline {
        Some(Headline::Block(number)) => {
            if let Some(block) = blocks.get(*number) {
                write_block(writer, tree, block, BlockKind::Headline);
            }
        }
        Some(Headline::Title(start, end)) => {
            let from = writer.len();
            write::text(writer, tree.source, *start, *end, from);
            writer.block(BlockKind::Headline, from);
        }
        None => {}
    }
}

fn write_block(writer: &mut Writer<'_>, tree: &Tree<'_>, block: &TextBlock, kind: BlockKind) {
    let at = match tree.nodes.get(block.first).map(|n| n.kind) {
        Some(tree::NodeKind::Text { start, .. }) => start,
        _ => 0,
    };
    writer.gap(at);
    let start = writer.len();
    write::block(writer, tree, block);
    writer.block(kind, start);
}

/// Whether a block that is not of the body is the byline: one that reads like it, between headline and body or near.
fn is_byline(tree: &Tree<'_>, blocks: &[TextBlock], number: usize, headline: Option<usize>, chosen: &[bool]) -> bool {
    let block = &blocks[number];
    let body = (headline.unwrap_or(0)..blocks.len()).find(|&n| chosen[n] && blocks[n].value() > 0.0).unwrap_or(0);
    let near = headline.unwrap_or(body.saturating_sub(6)).min(body)..=body + 3;
    near.contains(&number)
        && block.bytes <= 140
        && !block.hints.has(Hints::FURNITURE)
        && byline::is_byline(&blocks::words(tree, block, 200))
}

#[cfg(test)]
mod tests;
