//! Sentences.

mod boundary;
mod feature;
pub mod learn;

use std::ops::Range;

use detente_record::{BlockKind, Document, Sentence, TextSpan, Token};

use crate::tokenize::{Cut, cut_into};

/// The sentences of a document's reporting blocks, with their tokens, in order. A sentence never crosses a block. The
/// headline is number 0, the others count from 1; a headline of several sentences has number 0 for each of them.
#[must_use]
pub fn sentences(document: &Document) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut cuts = Vec::new();
    let mut number = 0;
    for block in document.blocks.iter().filter(|b| b.kind.is_reporting()) {
        let Some(text) = block.span.slice(&document.text) else { continue };
        cut_into(text, &mut cuts);
        for range in groups(text, &cuts) {
            let group = &cuts[range];
            let place = |cut: &Cut| TextSpan::new(block.span.start + cut.start, block.span.start + cut.end);
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let span = place(first).cover(place(last));
            let headline = block.kind == BlockKind::Headline;
            number += usize::from(!headline);
            out.push(Sentence {
                id: Sentence::id_of(document.id, span),
                number: if headline { 0 } else { number },
                span,
                block: block.kind,
                tokens: group.iter().map(|cut| Token { span: place(cut) }).collect(),
            });
        }
    }
    out
}

/// The sentences of a text, as byte ranges from the first word to the last. A blank line ends a sentence.
///
/// ```
/// let text = "Mr. Kim left. “Why?” he was asked.";
/// let parts: Vec<&str> = detente_language::split(text).into_iter().map(|r| &text[r]).collect();
/// assert_eq!(parts, ["Mr. Kim left.", "“Why?” he was asked."]);
/// ```
#[must_use]
pub fn split(text: &str) -> Vec<Range<usize>> {
    let (cuts, groups) = split_cuts(text);
    groups.into_iter().map(|g| cuts[g.start].start..cuts[g.end - 1].end).collect()
}

/// The words of a text and its sentences, as ranges over the words; no range is empty.
#[must_use]
pub fn split_cuts(text: &str) -> (Vec<Cut>, Vec<Range<usize>>) {
    let mut cuts = Vec::with_capacity(text.len() / 5 + 4);
    cut_into(text, &mut cuts);
    let groups = groups(text, &cuts);
    (cuts, groups)
}

fn groups(text: &str, cuts: &[Cut]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    boundary::ends(text, cuts, |end| {
        out.push(from..end);
        from = end;
    });
    if from < cuts.len() {
        out.push(from..cuts.len());
    }
    out
}

#[cfg(test)]
mod tests;
