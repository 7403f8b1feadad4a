//! Where a sentence ends: a linear model over hashed features, within bounds that hold whatever it says.
//!
//! The model (`boundary.bin`: 65,536 weights of one byte) was trained on the training parts of the English Web Treebank
//! and GUM by `examples/train_boundary.rs`, which gives the same weights whenever it is run.

use super::feature::{Paragraph, Place, SLOTS, Shape, shape};
use crate::tokenize::Cut;

/// The weights as shipped.
static WEIGHTS: &[u8; SLOTS] = include_bytes!("boundary.bin");

/// What the sum of weights at a place must reach for a boundary, in units of a sixteenth.
#[derive(Clone, Copy, Debug)]
pub struct Bars {
    /// Behind a full stop or the like.
    pub marked: i32,
    /// The same where a word in small letters follows.
    pub lower: i32,
    /// Without a mark: more is asked for, since a wrong cut tears a clause.
    pub unmarked: i32,
}

/// The bars as shipped, chosen by cross-validation (`examples/train_boundary.rs --cross`).
pub const BARS: Bars = Bars { marked: -24, lower: 0, unmarked: 4 };

/// Calls `end` with the number of words before each boundary, in order; not for the end of the text.
pub(super) fn ends(text: &str, cuts: &[Cut], end: impl FnMut(usize)) {
    ends_by(WEIGHTS, BARS, text, cuts, end);
}

/// As [`ends`], by other weights and bars.
pub(super) fn ends_by(weights: &[u8; SLOTS], bars: Bars, text: &str, cuts: &[Cut], end: impl FnMut(usize)) {
    let decide = |place: &Place<'_>, i: usize, length: usize| {
        let sum: i32 = place.features(i, length).iter().map(|&f| i32::from(weights[f as usize] as i8)).sum();
        sum >= bar(bars, place, i)
    };
    walk(text, cuts, decide, end);
}

fn bar(bars: Bars, place: &Place<'_>, i: usize) -> i32 {
    if !marked(place, i) {
        bars.unmarked
    } else if shape(&place.text[place.cuts[i].range()]) == Shape::Lower {
        bars.lower
    } else {
        bars.marked
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

/// Words of a salutation or a closing formula with its comma, at most ("Best regards,").
const SALUTATION: usize = 4;

/// Goes through a text; `decide` is asked at every place that may or may not be a boundary.
pub(super) fn walk(
    text: &str,
    cuts: &[Cut],
    mut decide: impl FnMut(&Place<'_>, usize, usize) -> bool,
    mut end: impl FnMut(usize),
) {
    let paragraph = Paragraph::at(text, cuts, 0);
    let mut place = Place { text, cuts, brackets: 0, quoted: false, paragraph };
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
        if i == place.paragraph.end {
            place.paragraph = Paragraph::at(text, cuts, i);
        }
        let bounds = match fixed(&place, i, i - from, gap) {
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

pub(super) fn blank(gap: &str) -> bool {
    gap.bytes().filter(|&b| b == b'\n').count() > 1
}

/// What holds whatever the model says: `Some(true)` for a boundary, `Some(false)` for none.
fn fixed(place: &Place<'_>, i: usize, length: usize, gap: &str) -> Option<bool> {
    let (text, cuts) = (place.text, place.cuts);
    if blank(gap) {
        return Some(true);
    }
    let (last, next) = (shape(&text[cuts[i - 1].range()]), shape(&text[cuts[i].range()]));
    if gap.is_empty() {
        // A missing space: "end.The next", "really?why", "so...I went".
        let word = matches!(next, Shape::Capital | Shape::Initial);
        let missing = match last {
            Shape::Stop => word,
            Shape::Question | Shape::Ellipsis => word || matches!(next, Shape::Lower | Shape::Upper),
            _ => false,
        };
        return if missing { None } else { Some(false) };
    }
    let word = |s| matches!(s, Shape::Lower | Shape::Comma);
    if word(last) && matches!(next, Shape::Lower | Shape::Comma | Shape::Stop | Shape::Colon | Shape::Semicolon) {
        return Some(false); // the common case: running text
    }
    if matches!(next, Shape::Comma | Shape::Semicolon | Shape::Close | Shape::CloseQuote) {
        return Some(false);
    }
    if last == Shape::Comma && (length > SALUTATION || !matches!(next, Shape::Capital | Shape::Initial | Shape::Upper))
    {
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
