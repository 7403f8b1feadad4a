use super::*;
use crate::analyse::{Feats, Upos};
use crate::conllu::Multiword;

fn row(form: &str, head: usize, deprel: &str) -> Row {
    Row {
        form: form.to_owned(),
        lemma: form.to_lowercase(),
        upos: if deprel == "punct" { Upos::Punct } else { Upos::Noun },
        xpos: "_".to_owned(),
        feats: Feats::default(),
        head,
        deprel: deprel.to_owned(),
        deps: "_".to_owned(),
        misc: "_".to_owned(),
    }
}

fn sentence(rows: &[(&str, usize, &str)]) -> TreeSentence {
    TreeSentence { words: rows.iter().map(|&(f, h, d)| row(f, h, d)).collect(), ..TreeSentence::default() }
}

#[test]
fn equal_scores_hundred() {
    let gold = [sentence(&[("He", 2, "nsubj"), ("left", 0, "root"), (".", 2, "punct")])];
    let scores = score(&gold, &gold).unwrap();
    for count in [scores.sentences, scores.words, scores.las, scores.las_nopunct, scores.clas] {
        assert!((count.f1() - 100.0).abs() < 1e-9, "{scores:?}");
    }
    assert_eq!(scores.las_nopunct.gold, 2);
}

#[test]
fn subtypes_are_ignored_and_heads_are_not() {
    let gold = [sentence(&[("He", 2, "nsubj:pass"), ("left", 0, "root"), ("it", 2, "obj")])];
    let system = [sentence(&[("He", 2, "nsubj"), ("left", 0, "root"), ("it", 1, "obj")])];
    let scores = score(&gold, &system).unwrap();
    assert_eq!((scores.las.correct, scores.uas.correct), (2, 2));
}

#[test]
fn words_are_aligned_by_characters() {
    let gold = [sentence(&[("ab", 0, "root"), ("c", 1, "dep")])];
    let system = [sentence(&[("a", 0, "root")]), sentence(&[("b", 0, "root"), ("c", 1, "dep")])];
    let scores = score(&gold, &system).unwrap();
    assert_eq!(scores.words, Count { gold: 2, system: 3, correct: 1 });
    assert_eq!(scores.sentences.correct, 0);
    assert_eq!(scores.las.correct, 0); // "c" hangs on a word without a partner
}

#[test]
fn a_token_without_characters_is_stepped_over() {
    let mut gold = sentence(&[("a", 0, "root"), ("b", 1, "dep")]);
    gold.multiwords.push(Multiword { first: 1, last: 2, form: String::new(), misc: "_".into() });
    let _ = score(std::slice::from_ref(&gold), std::slice::from_ref(&gold)); // and ends
}

#[test]
fn multiword_tokens_are_matched_by_form() {
    let mut gold = sentence(&[("do", 0, "root"), ("n't", 1, "advmod"), ("go", 1, "xcomp")]);
    gold.multiwords.push(Multiword { first: 1, last: 2, form: "don't".into(), misc: "_".into() });
    let system = sentence(&[("do", 0, "root"), ("n't", 1, "advmod"), ("go", 1, "xcomp")]);
    let scores = score(&[gold], &[system]).unwrap();
    assert_eq!(scores.words.correct, 3);
}

#[test]
fn another_text_is_refused() {
    let error = score(&[sentence(&[("ab", 0, "root")])], &[sentence(&[("ac", 0, "root")])]).unwrap_err();
    assert_eq!((error.at, error.gold.as_str(), error.system.as_str()), (1, "b", "c"));
}

#[test]
fn entities_by_span_and_type() {
    let mention = |s, e, k: &str| Mention::new(0, &(s..e), k);
    let gold = [mention(0, 2, "person"), mention(3, 4, "place")];
    let system = [mention(0, 2, "person"), mention(3, 4, "organization"), mention(5, 6, "place")];
    let scores = entities(&gold, &system);
    assert_eq!(scores.typed, Count { gold: 2, system: 3, correct: 1 });
    assert_eq!(scores.spans.correct, 2);
    assert_eq!(scores.over(&["person"]), Count { gold: 1, system: 1, correct: 1 });
}
