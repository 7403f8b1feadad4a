//! Where a sentence ends: a linear model over hashed features, within bounds that hold whatever it says.
//!
//! The model (`boundary.bin`: 65,536 weights of one byte) was trained on the training parts of the English Web Treebank
//! and GUM by `examples/train_boundary.rs`, which gives the same weights whenever it is run.

use super::feature::{Place, SLOTS, Shape, shape};
use crate::tokenize::Cut;

/// The weights as shipped.
static WEIGHTS: &[u8; SLOTS] = include_bytes!("boundary.bin");

/// A sum of weights from which a place with a full stop or the like is a boundary.
const MARKED: i32 = -12;
/// The same where a word in small letters follows.
const LOWER: i32 = 0;
/// The same for a place without a mark: more is asked for, since a wrong cut tears a clause.
const UNMARKED: i32 = 16;

/// Calls `end` with the number of words before each boundary, in order; not for the end of the text.
pub(super) fn ends(text: &str, cuts: &[Cut], end: impl FnMut(usize)) {
    walk(
        text,
        cuts,
        |place, i, length| {
            let sum: i32 = place.features(i, length).iter().map(|&f| i32::from(WEIGHTS[f as usize] as i8)).sum();
            sum >= bar(place, i)
        },
        end,
    );
}

/// What the sum of weights at a place must reach.
fn bar(place: &Place<'_>, i: usize) -> i32 {
    if !marked(place, i) {
        UNMARKED
    } else if shape(&place.text[place.cuts[i].range()]) == Shape::Lower {
        LOWER
    } else {
        MARKED
    }
}

/// Whether the words before `i` end in a mark that ends sentences.
fn marked(place: &Place<'_>, i: usize) -> bool {
    let ends = |w: &str| matches!(shape(w), Shape::Stop | Shape::Question | Shape::Ellipsis | Shape::Stopped);
    let closes = |w: &str| matches!(shape(w), Shape::Quote | Shape::CloseQuote | Shape::Close);
    let words = place.cuts[..i].iter().rev().take(4).map(|c| &place.text[c.range()]);
    let mut back = words.skip_while(|w| closes(w));
    back.next().is_some_and(ends)
}

/// Goes through a text; `decide` is asked at every place that may or may not be a boundary.
pub(super) fn walk(
    text: &str,
    cuts: &[Cut],
    mut decide: impl FnMut(&Place<'_>, usize, usize) -> bool,
    mut end: impl FnMut(usize),
) {
    let mut place = Place { text, cuts, brackets: 0, quoted: false };
    let mut from = 0;
    for i in 1..cuts.len() {
        let last = &text[cuts[i - 1].range()];
        match last {
            "(" | "[" => place.brackets += 1,
            ")" | "]" => place.brackets = place.brackets.saturating_sub(1),
            "“" => place.quoted = true,
            "”" => place.quoted = false,
            "\"" => place.quoted = !place.quoted,
            _ => {}
        }
        let gap = &text[cuts[i - 1].end..cuts[i].start];
        let bounds = match fixed(&place, i, gap) {
            Some(sure) => sure,
            None => decide(&place, i, i - from),
        };
        if bounds {
            end(i);
            from = i;
            place.brackets = 0;
            // A quotation may go on over several sentences; over a blank line it does not.
            place.quoted &= !blank(gap);
        }
    }
}

fn blank(gap: &str) -> bool {
    gap.bytes().filter(|&b| b == b'\n').count() > 1
}

/// What holds whatever the model says: `Some(true)` for a boundary, `Some(false)` for none.
fn fixed(place: &Place<'_>, i: usize, gap: &str) -> Option<bool> {
    let (text, cuts) = (place.text, place.cuts);
    if blank(gap) {
        return Some(true);
    }
    let (last, next) = (shape(&text[cuts[i - 1].range()]), shape(&text[cuts[i].range()]));
    if gap.is_empty() {
        // A missing space: "end.The next".
        let missing = matches!(last, Shape::Stop | Shape::Question) && matches!(next, Shape::Capital);
        return if missing { None } else { Some(false) };
    }
    let word = |s| matches!(s, Shape::Lower | Shape::Comma);
    if word(last) && matches!(next, Shape::Lower | Shape::Comma | Shape::Stop | Shape::Colon | Shape::Semicolon) {
        return Some(false); // the common case: running text
    }
    if matches!(next, Shape::Comma | Shape::Semicolon | Shape::Close | Shape::CloseQuote) || last == Shape::Comma {
        return Some(false);
    }
    if matches!(last, Shape::Stop | Shape::Question) && next == Shape::Quote && !place.quoted {
        // "… left. “Why?” he was asked."
        let after = cuts.get(i + 1).map_or("", |c| &text[c.range()]);
        if matches!(shape(after), Shape::Capital | Shape::Initial | Shape::Upper) {
            return Some(true);
        }
    }
    None
}
