//! Which word of the system is which word of the gold standard.

use std::collections::HashMap;

use super::Count;
use crate::conllu::{Row, TreeSentence};

/// The two texts differ.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the texts differ at character {at} (white space aside): gold has {gold:?}, system has {system:?}")]
pub struct Mismatch {
    /// Number of the first character that differs, from 0, white space not counted.
    pub at: usize,
    /// What the gold standard holds from there.
    pub gold: String,
    /// What the system's output holds from there.
    pub system: String,
}

/// A word with the characters it spans.
pub(super) struct Placed<'a> {
    pub row: &'a Row,
    start: usize,
    end: usize,
    multiword: bool,
    /// Index of the head among all words; `None` for a root.
    pub parent: Option<usize>,
}

pub(super) struct Aligned<'a> {
    pub gold: Vec<Placed<'a>>,
    pub system: Vec<Placed<'a>>,
    /// Pairs of words, gold and system.
    pub pairs: Vec<(usize, usize)>,
    /// For each gold word, its partner.
    pub partner: Vec<Option<usize>>,
    pub sentences: Count,
}

struct Side<'a> {
    words: Vec<Placed<'a>>,
    sentences: Vec<(usize, usize)>,
    characters: Vec<char>,
}

fn place(sentences: &[TreeSentence]) -> Side<'_> {
    let mut side = Side { words: Vec::new(), sentences: Vec::new(), characters: Vec::new() };
    for sentence in sentences {
        let base = side.words.len();
        let from = side.characters.len();
        let mut multiwords = sentence.multiwords.iter().peekable();
        let mut whole: Option<(usize, usize, usize)> = None; // last word, start, end
        for (i, row) in sentence.words.iter().enumerate() {
            if let Some(m) = multiwords.next_if(|m| m.first == i + 1) {
                let start = side.characters.len();
                side.characters.extend(m.form.chars().filter(|c| !c.is_whitespace()));
                whole = Some((m.last, start, side.characters.len()));
            }
            let (start, end, multiword) = match whole {
                Some((last, start, end)) if i < last => (start, end, true),
                _ => {
                    let start = side.characters.len();
                    side.characters.extend(row.form.chars().filter(|c| !c.is_whitespace()));
                    (start, side.characters.len(), false)
                }
            };
            let parent = row.head.checked_sub(1).map(|h| base + h);
            side.words.push(Placed { row, start, end, multiword, parent });
        }
        side.sentences.push((from, side.characters.len()));
    }
    side
}

/// Aligns the words of the two.
pub(super) fn align<'a>(gold: &'a [TreeSentence], system: &'a [TreeSentence]) -> Result<Aligned<'a>, Mismatch> {
    let (gold, system) = (place(gold), place(system));
    if gold.characters != system.characters {
        let same = |(a, b): &(&char, &char)| a == b;
        let at = gold.characters.iter().zip(&system.characters).take_while(same).count();
        let from = |side: &Side| side.characters[at..].iter().take(20).collect();
        return Err(Mismatch { at, gold: from(&gold), system: from(&system) });
    }
    let sentences = Count {
        gold: gold.sentences.len(),
        system: system.sentences.len(),
        correct: common(&gold.sentences, &system.sentences),
    };
    let pairs = pair(&gold.words, &system.words);
    let mut partner = vec![None; gold.words.len()];
    for &(g, s) in &pairs {
        partner[g] = Some(s);
    }
    Ok(Aligned { gold: gold.words, system: system.words, pairs, partner, sentences })
}

fn common(gold: &[(usize, usize)], system: &[(usize, usize)]) -> usize {
    let (mut g, mut s, mut correct) = (0, 0, 0);
    while g < gold.len() && s < system.len() {
        match gold[g].0.cmp(&system[s].0) {
            std::cmp::Ordering::Less => g += 1,
            std::cmp::Ordering::Greater => s += 1,
            std::cmp::Ordering::Equal => {
                correct += usize::from(gold[g].1 == system[s].1);
                g += 1;
                s += 1;
            }
        }
    }
    correct
}

fn pair(gold: &[Placed<'_>], system: &[Placed<'_>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut g, mut s) = (0, 0);
    while g < gold.len() && s < system.len() {
        if gold[g].multiword || system[s].multiword {
            // All words of the stretch that multiword tokens cover on either side, matched by form.
            let (g0, s0) = (g, s);
            let mut end = if gold[g].multiword { gold[g].end } else { system[s].end };
            // The side that begins later must not begin inside: step the other up to it first.
            if !gold[g].multiword && gold[g].start < system[s].start {
                g += 1;
                continue;
            }
            if !system[s].multiword && system[s].start < gold[g].start {
                s += 1;
                continue;
            }
            loop {
                if g < gold.len() && gold[g].start < end {
                    if gold[g].multiword {
                        end = end.max(gold[g].end);
                    }
                    g += 1;
                } else if s < system.len() && system[s].start < end {
                    if system[s].multiword {
                        end = end.max(system[s].end);
                    }
                    s += 1;
                } else {
                    break;
                }
            }
            if (g, s) == (g0, s0) {
                // A token without characters covers nothing: step over it.
                g += usize::from(gold[g].multiword);
                s += usize::from(system[s].multiword);
            }
            by_form(gold, system, g0..g, s0..s, &mut pairs);
        } else if (gold[g].start, gold[g].end) == (system[s].start, system[s].end) {
            pairs.push((g, s));
            g += 1;
            s += 1;
        } else if gold[g].start <= system[s].start {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

/// Longest common subsequence of the lowercased forms.
fn by_form(
    gold: &[Placed<'_>],
    system: &[Placed<'_>],
    g: std::ops::Range<usize>,
    s: std::ops::Range<usize>,
    pairs: &mut Vec<(usize, usize)>,
) {
    let mut lower: HashMap<&str, String> = HashMap::new();
    for word in gold[g.clone()].iter().chain(&system[s.clone()]) {
        lower.entry(&word.row.form).or_insert_with(|| word.row.form.to_lowercase());
    }
    let equal = |a: usize, b: usize| lower[gold[a].row.form.as_str()] == lower[system[b].row.form.as_str()];
    let (rows, columns) = (g.len(), s.len());
    let mut best = vec![vec![0usize; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            best[i][j] = best[i + 1][j].max(best[i][j + 1]);
            if equal(g.start + i, s.start + j) {
                best[i][j] = best[i][j].max(best[i + 1][j + 1] + 1);
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < rows && j < columns {
        if equal(g.start + i, s.start + j) {
            pairs.push((g.start + i, s.start + j));
            i += 1;
            j += 1;
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
}
