//! Finds the headline of a page: the heading that says what the head of the page says, or the title element itself.

use super::blocks::{TextBlock, words};
use super::facts::{self, Facts};
use super::hints::Hints;
use super::tag::Tag;
use super::tree::Tree;

/// A headline has at most so many bytes.
const LONGEST: usize = 400;

/// Where the headline is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Headline {
    /// A block of text, by its number.
    Block(usize),
    /// A part of the title element, in bytes of the source.
    Title(usize, usize),
}

/// Finds the headline.
pub(super) fn find(tree: &Tree<'_>, blocks: &[TextBlock], facts: &Facts, chosen: &[bool]) -> Option<Headline> {
    let title = facts::title_words(tree, facts).unwrap_or_default();
    let wanted: Vec<String> =
        facts.headlines().into_iter().map(|(h, _)| letters(&h)).filter(|h| !h.is_empty()).collect();
    let whole_title = letters(&title);
    let body = chosen.iter().position(|c| *c).unwrap_or(blocks.len());
    let mut best: Option<(i32, usize)> = None;
    for (number, block) in blocks.iter().enumerate() {
        let marked = block.hints.has(Hints::HEADLINE);
        let heading = block.tag.is_heading() || marked;
        if block.bytes > LONGEST || block.bytes < 4 || !heading && number > body + 2 {
            continue;
        }
        let said = letters(&words(tree, block, LONGEST));
        let mut score = 0;
        if said.is_empty() || !heading && said != whole_title && !wanted.contains(&said) {
            continue;
        }
        if wanted.contains(&said) {
            score += 8;
        } else if wanted.iter().any(|w| said.len() > 12 && (w.starts_with(&said) || said.starts_with(w.as_str()))) {
            score += 6;
        } else if said.len() > 12 && whole_title.contains(&said) {
            score += 5;
        }
        score += match block.tag {
            Tag::H1 => 3,
            Tag::H2 => 1,
            _ => 0,
        };
        score += 2 * i32::from(marked);
        score -= 4 * i32::from(block.hints.has(Hints::FURNITURE)) + 2 * i32::from(block.hints.has(Hints::UNLIKELY));
        score += i32::from(number <= body);
        // A heading that nothing else vouches for must be the main one.
        if score >= 3 && best.is_none_or(|(b, _)| score > b) {
            best = Some((score, number));
        }
    }
    // The name of the outlet is often the first h1: it must not win over a title that says more.
    if let Some((score, number)) = best
        && (score >= 5 || wanted.is_empty())
    {
        return Some(Headline::Block(number));
    }
    if title.split(' ').count() <= 4
        && let Some(number) = in_bold(tree, blocks, chosen)
    {
        // The title names the outlet only.
        return Some(Headline::Block(number));
    }
    in_title(tree, facts, &wanted).or(best.map(|(_, number)| Headline::Block(number)))
}

/// The short bold line before the first paragraph, on pages that have no headings.
fn in_bold(tree: &Tree<'_>, blocks: &[TextBlock], chosen: &[bool]) -> Option<usize> {
    let first = (0..blocks.len()).find(|&n| chosen[n] && blocks[n].value() > 0.0)?;
    let number = (0..first).rev().find(|&n| blocks[n].hints != Hints::default() || blocks[n].bytes > 9)?;
    let block = &blocks[number];
    let bold = |at: usize| {
        let mut up = tree.nodes[at].parent;
        (0..4).any(|_| {
            let found = matches!(tree.tag(up), Some(Tag::B | Tag::Strong | Tag::Font));
            up = tree.nodes[up].parent;
            found
        })
    };
    let words = words(tree, block, LONGEST);
    let fits = (10..=140).contains(&block.bytes) && block.linked == 0 && !block.hints.has(Hints::FURNITURE);
    (fits && bold(block.first) && !words.ends_with(['.', ',', ':', ';']) && !facts::is_date_line(&words))
        .then_some(number)
}

/// The part of the title element that is the headline: what the head of the page says, or what stands before the name
/// of the outlet.
fn in_title(tree: &Tree<'_>, facts: &Facts, wanted: &[String]) -> Option<Headline> {
    let (start, end) = facts.title?;
    let title = tree.source.get(start..end)?;
    let mut cuts: Vec<usize> =
        [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " &#8211; ", " &ndash; ", " &mdash; ", " &#124; "]
            .iter()
            .flat_map(|s| title.match_indices(s).take(8).map(|(at, _)| at))
            .collect();
    cuts.sort_unstable();
    let by_name = cuts
        .iter()
        .rev()
        .copied()
        .chain([title.len()])
        .find(|&at| wanted.contains(&letters(&super::attributes::decoded(&title[..at]))));
    let cut = match by_name {
        Some(at) => at,
        // The outlet's name is what stands behind the last separator, if that is the shorter part.
        None => cuts.last().copied().filter(|&at| title.len() - at < at).unwrap_or(title.len()),
    };
    let part = &title[..cut];
    let lead = part.len() - part.trim_start().len();
    let len = part.trim().len();
    (len > 0 && len <= LONGEST).then(|| Headline::Title(start + lead, start + lead + len))
}

/// Letters and digits only, in lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
