//! Sentences that are too long: split where a clause may end, analysed apart, joined again.
//!
//! The network learnt from sentences of which hardly any has more than a hundred words; on longer ones its trees grow
//! poor quickly (`training/RESULTS.md`), while what it costs grows with the square of the length.

use std::ops::Range;

use super::entity::Kept;
use super::heads::{Decided, DecidedEntity};

/// The longest sentence that is analysed whole, in words.
pub(crate) const WHOLE: usize = 100;
/// Words in a part of a sentence that is split, at most.
const PART: usize = 80;

/// How good a place after this word is to split; the more the better.
fn merit(word: &str, next: &str) -> u8 {
    match word {
        "." | "!" | "?" | "…" | "..." => 5,
        ";" | ":" => 4,
        "," | "--" | "—" | "–" => match next {
            "and" | "but" | "or" | "while" | "which" | "who" | "because" | "although" | "as" | "so" | "when" => 3,
            _ => 2,
        },
        _ if matches!(next, "and" | "but" | "or" | "that" | "which" | "because" | "while") => 1,
        _ => 0,
    }
}

/// Splits words into parts of at most `PART` words and `most` pieces; `pieces` says how many each word has, never more
/// than `most`. Each part is as long as it can be, but its second half is searched for the best place to end.
pub(crate) fn split(words: &[&str], pieces: &[usize], most: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    while from < words.len() {
        let mut to = from;
        let mut used = 0;
        while to < words.len() && to - from < PART && used + pieces[to] <= most {
            used += pieces[to];
            to += 1;
        }
        to = to.max(from + 1);
        if to < words.len() {
            let places = from + (to - from).div_ceil(2)..=to;
            let best = places.rev().max_by_key(|&at| (merit(words[at - 1], words[at]), at));
            to = best.unwrap_or(to);
        }
        out.push(from..to);
        from = to;
    }
    out
}

/// Joins the decisions on the parts of one sentence: the root of every later part hangs on the root of the first.
pub(crate) fn join(parts: Vec<Decided>, label: usize) -> Decided {
    let mut parts = parts.into_iter();
    let mut whole = parts.next().unwrap_or_default();
    let root = whole.heads.iter().position(|&h| h == 0).map_or(0, |r| r + 1);
    for part in parts {
        let shift = whole.heads.len();
        for (head, own) in part.heads.iter().zip(&part.labels) {
            let (head, own) = if *head == 0 { (root, label) } else { (head + shift, *own) };
            whole.heads.push(head);
            whole.labels.push(own);
        }
        whole.upos.extend(part.upos);
        whole.xpos.extend(part.xpos);
        whole.feats.extend(part.feats);
        whole.scripts.extend(part.scripts);
        whole.arc_scores.extend(part.arc_scores);
        whole.upos_scores.extend(part.upos_scores);
        whole.entities.extend(part.entities.into_iter().map(|e| DecidedEntity {
            span: Kept { first: e.span.first + shift, last: e.span.last + shift, score: e.span.score },
            head: e.head + shift,
            ..e
        }));
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_the_best_place() {
        let mut words = vec!["a"; 500];
        words[69] = ",";
        words[50] = ";";
        let parts = split(&words, &[1; 500], 510);
        assert_eq!(parts[0], 0..51);
        assert!(parts.iter().all(|p| p.len() <= PART));
        assert_eq!(parts.last().map(|p| p.end), Some(500));
        assert!(parts.windows(2).all(|w| w[0].end == w[1].start));
    }

    #[test]
    fn pieces_count() {
        let parts = split(&["a"; 10], &[8; 10], 20);
        assert!(parts.iter().all(|p| p.len() * 8 <= 20 && !p.is_empty()));
        assert!(split(&[], &[], 20).is_empty());
    }

    #[test]
    fn later_roots_hang_on_the_first() {
        let part =
            |heads: &[usize]| Decided { heads: heads.to_vec(), labels: vec![7; heads.len()], ..Decided::default() };
        let whole = join(vec![part(&[2, 0]), part(&[0, 1])], 9);
        assert_eq!(whole.heads, [2, 0, 2, 3]);
        assert_eq!(whole.labels, [7, 7, 9, 7]);
    }
}
