//! Asks `dom_smoothie` (Mozilla's Readability) which texts of a page are the article.
//!
//! That library keeps no places in the source. So it is handed a copy of the page, written from the tree, in which
//! every text begins with one character of a private-use plane that says which text it is; the texts it keeps are
//! then read off its answer, with no comparing of words. The copy is well formed and holds no scripts, styles or
//! hidden parts, and pages that are too large or nested too deeply are not handed over at all.

use dom_smoothie::{Config, Readability};

use super::blocks::TextBlock;
use super::hints::Hints;
use super::select::keep;
use super::tag::Tag;
use super::tree::{NodeKind, Tree};

/// Deeper pages could exhaust the stack of a library that calls itself.
const DEEPEST: usize = 200;
/// Larger pages, and pages of more nodes, take too long.
const LARGEST: usize = 3 << 20;
const MOST_NODES: usize = 60_000;
/// The private-use characters that mark texts.
const FIRST_MARK: u32 = 0xf0000;
const MARKS: u32 = 0xfffd;

/// Which blocks Readability keeps; none if it was not asked or found nothing.
pub(super) fn choose(tree: &Tree<'_>, blocks: &[TextBlock]) -> Option<Vec<bool>> {
    if tree.depth > DEEPEST
        || tree.source.len() > LARGEST
        || tree.nodes.len() > MOST_NODES
        || blocks.len() > MARKS as usize
    {
        return None;
    }
    let copy = copy(tree, blocks);
    let config = Config { disable_json_ld: true, max_elements_to_parse: MOST_NODES, ..Config::default() };
    let article = Readability::new(copy, None, Some(config)).ok()?.parse().ok()?;
    let mut chosen = vec![false; blocks.len()];
    let mut any = false;
    for c in article.content.chars() {
        let Some(at) = (c as u32).checked_sub(FIRST_MARK).filter(|at| *at < MARKS) else { continue };
        if let (Some(slot), Some(block)) = (chosen.get_mut(at as usize), blocks.get(at as usize)) {
            *slot = keep(block);
            any |= *slot;
        }
    }
    any.then_some(chosen)
}

/// The page as Readability is to see it.
fn copy(tree: &Tree<'_>, blocks: &[TextBlock]) -> String {
    let mut out = String::with_capacity(tree.source.len());
    let mut open: Vec<(usize, Tag)> = Vec::new();
    let mut next_block = 0;
    for (at, node) in tree.nodes.iter().enumerate() {
        while let Some((_, tag)) = open.pop_if(|(close, _)| *close <= at) {
            end(&mut out, tag);
        }
        match node.kind {
            NodeKind::Element { tag, .. } if tag.is_look() || tag == Tag::Head => {}
            NodeKind::Element { .. } if node.hints.has(Hints::HIDDEN) => {}
            NodeKind::Element { tag, attributes } => {
                out.push('<');
                out.push_str(tag.name());
                for wanted in ["class", "id", "role", "itemprop", "rel"] {
                    attribute(&mut out, tree.source.get(attributes.0..attributes.1).unwrap_or_default(), wanted);
                }
                out.push('>');
                if !tag.is_void() {
                    open.push((node.close, tag));
                }
            }
            NodeKind::Text { start, end, .. } if !node.hints.has(Hints::HIDDEN) => {
                while blocks.get(next_block).is_some_and(|b| b.last < at) {
                    next_block += 1;
                }
                if blocks.get(next_block).is_some_and(|b| b.first == at)
                    && let Some(mark) = u32::try_from(next_block).ok().and_then(|n| char::from_u32(FIRST_MARK + n))
                {
                    out.push(mark);
                }
                let text = tree.source.get(start..end).unwrap_or_default();
                out.extend(text.chars().map(|c| match c {
                    '<' => '(',
                    // Character references say nothing about what is an article.
                    '&' => '+',
                    c if (FIRST_MARK..).contains(&(c as u32)) => ' ',
                    c => c,
                }));
            }
            _ => {}
        }
    }
    while let Some((_, tag)) = open.pop() {
        end(&mut out, tag);
    }
    out
}

fn end(out: &mut String, tag: Tag) {
    out.push_str("</");
    out.push_str(tag.name());
    out.push('>');
}

fn attribute(out: &mut String, source: &str, wanted: &str) {
    if let Some((_, value)) = super::attributes::each(source).find(|(name, _)| name.eq_ignore_ascii_case(wanted)) {
        out.push(' ');
        out.push_str(wanted);
        out.push_str("=\"");
        out.extend(value.chars().filter(|c| !matches!(c, '"' | '<' | '>' | '&') && (*c as u32) < FIRST_MARK));
        out.push('"');
    }
}
