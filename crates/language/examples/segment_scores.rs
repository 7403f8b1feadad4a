//! Scores sentences and words from raw text against CoNLL-U files: `segment_scores FILE…`, `--errors` to see some.

use std::fs::File;
use std::io::BufReader;

use detente_language::conllu::{self, Multiword, Row, TreeSentence};
use detente_language::evaluate::score;
use detente_language::segment::split_cuts;
use detente_language::{Feats, Upos};

fn system(text: &str) -> Vec<TreeSentence> {
    let (cuts, groups) = split_cuts(text);
    let sentence = |group: std::ops::Range<usize>| {
        let cuts = &cuts[group];
        let mut out = TreeSentence::default();
        for (i, cut) in cuts.iter().enumerate() {
            out.words.push(Row {
                form: text[cut.range()].to_owned(),
                lemma: String::new(),
                upos: Upos::X,
                xpos: String::new(),
                feats: Feats::default(),
                head: 0,
                deprel: String::new(),
                deps: String::new(),
                misc: String::new(),
            });
            if cut.clitic && i > 0 {
                match out.multiwords.last_mut().filter(|m| m.last == i) {
                    Some(m) => {
                        m.last = i + 1;
                        m.form.push_str(&text[cut.range()]);
                    }
                    None => out.multiwords.push(Multiword {
                        first: i,
                        last: i + 1,
                        form: text[cuts[i - 1].start..cut.end].to_owned(),
                        misc: String::new(),
                    }),
                }
            }
        }
        out
    };
    groups.into_iter().map(sentence).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let errors = std::env::args().any(|a| a == "--errors");
    for path in std::env::args().skip(1).filter(|a| !a.starts_with("--")) {
        let gold = conllu::read(BufReader::new(File::open(&path)?))?;
        let documents = conllu::raw_documents(&gold);
        let found: Vec<TreeSentence> = documents.iter().flat_map(|d| system(&d.text)).collect();
        let scores = score(&gold, &found)?;
        println!(
            "{path}: sentences {:.2} (P {:.2} R {:.2}), words {:.2}",
            scores.sentences.f1(),
            scores.sentences.precision(),
            scores.sentences.recall(),
            scores.words.f1()
        );
        if errors {
            differences(&gold, &found);
            boundaries(&gold, &found);
        }
    }
    Ok(())
}

/// Prints the places where one side ends a sentence and the other does not.
fn boundaries(gold: &[TreeSentence], found: &[TreeSentence]) {
    let ends = |side: &[TreeSentence]| -> std::collections::BTreeMap<usize, (String, String)> {
        let mut at = 0;
        let place = |(i, s): (usize, &TreeSentence)| {
            at += s.words.iter().map(|w| w.form.chars().filter(|c| !c.is_whitespace()).count()).sum::<usize>();
            let from = s.words.len().saturating_sub(6);
            let last: Vec<&str> = s.words[from..].iter().map(|w| w.form.as_str()).collect();
            let next: Vec<&str> =
                side.get(i + 1).into_iter().flat_map(|s| &s.words).take(6).map(|w| w.form.as_str()).collect();
            (at, (last.join(" "), next.join(" ")))
        };
        side.iter().enumerate().map(place).collect()
    };
    let (gold, found) = (ends(gold), ends(found));
    for (at, (last, next)) in gold.iter().filter(|(at, _)| !found.contains_key(at)) {
        println!("MISSED {at}: {last} || {next}");
    }
    for (at, (last, next)) in found.iter().filter(|(at, _)| !gold.contains_key(at)) {
        println!("EXTRA {at}: {last} || {next}");
    }
}

/// Prints the stretches where the words differ.
fn differences(gold: &[TreeSentence], found: &[TreeSentence]) {
    let ends = |side: &[TreeSentence]| {
        let mut at = 0;
        let mut out = Vec::new();
        for word in side.iter().flat_map(|s| &s.words) {
            let start = at;
            at += word.form.chars().filter(|c| !c.is_whitespace()).count();
            out.push((start, at, word.form.clone()));
        }
        out
    };
    let (gold, found) = (ends(gold), ends(found));
    let (mut g, mut f) = (0, 0);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    while g < gold.len() && f < found.len() {
        let (a, b) = (&gold[g], &found[f]);
        if a.1 == b.1 {
            if !left.is_empty() || !right.is_empty() || a.0 != b.0 {
                left.push(a.2.clone());
                right.push(b.2.clone());
                println!("{}\t{}", left.join(" "), right.join(" "));
                left.clear();
                right.clear();
            }
            g += 1;
            f += 1;
        } else if a.1 < b.1 {
            left.push(a.2.clone());
            g += 1;
        } else {
            right.push(b.2.clone());
            f += 1;
        }
    }
}
