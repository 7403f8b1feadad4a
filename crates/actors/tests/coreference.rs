//! Chains of whole short texts, read by the shipped analyser.

use std::sync::LazyLock;

use detente_actors::Tree;
use detente_actors::coreference::{Chain, Model, Speeches, breaks, chains};
use detente_language::SentenceAnalysis;
use detente_language::analyse::Analyser;
use detente_record::TextSpan;

static ANALYSER: LazyLock<Analyser> =
    LazyLock::new(|| Analyser::from_static(detente_model::analyser()).expect("the shipped model"));

/// Sentences with words in the text.
fn analyse(text: &str) -> Vec<SentenceAnalysis> {
    let ranges = detente_language::split(text);
    let words: Vec<Vec<std::ops::Range<usize>>> =
        ranges.iter().map(|r| detente_language::tokens(&text[r.clone()])).collect();
    let forms: Vec<Vec<&str>> = ranges
        .iter()
        .zip(&words)
        .map(|(r, w)| w.iter().map(|t| &text[r.start + t.start..r.start + t.end]).collect())
        .collect();
    let slices: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
    let mut analyses = ANALYSER.analyse(&slices);
    for ((analysis, range), tokens) in analyses.iter_mut().zip(&ranges).zip(&words) {
        for (word, token) in analysis.words.iter_mut().zip(tokens) {
            word.span = TextSpan::new(range.start + token.start, range.start + token.end);
        }
    }
    analyses
}

fn read(text: &str) -> (Vec<SentenceAnalysis>, Vec<Chain>) {
    let analyses = analyse(text);
    let trees: Vec<Tree<'_>> = analyses.iter().map(Tree::new).collect();
    let speeches = Speeches::find(&trees, &breaks(text, &analyses));
    let found = chains(Model::shipped(), &trees, &speeches, &|_, _| None);
    (analyses, found)
}

/// The words of the chain that holds a mention with this head word (its last one in the text).
fn chain_of(text: &str, head: &str) -> Vec<String> {
    let (analyses, found) = read(text);
    let form = |s: usize, w: usize| analyses[s].words[w].form.as_str();
    let holds = |c: &&Chain| c.links.iter().any(|l| form(l.sentence, l.head) == head);
    let chain = found.iter().rev().find(holds);
    chain.into_iter().flat_map(|c| &c.links).map(|l| form(l.sentence, l.head).to_owned()).collect()
}

#[test]
fn a_surname_repeats_the_full_name() {
    let text = "Ingrid Solberg resigned on Monday. Solberg said she was tired.";
    assert_eq!(chain_of(text, "she"), ["Ingrid", "Solberg", "she"]);
}

#[test]
fn gender_decides_between_two() {
    let text = "Maria Lopez met Peter Hale in Oslo. He thanked her for the visit.";
    assert_eq!(chain_of(text, "He"), ["Peter", "He"]);
    assert_eq!(chain_of(text, "her"), ["Maria", "her"]);
}

#[test]
fn an_object_is_not_its_own_subject() {
    let text = "Robert Brown visited Thomas Green. Green greeted him.";
    assert!(!chain_of(text, "him").iter().any(|w| w == "Green"));
}

#[test]
fn a_quotation_is_its_speakers() {
    let text = "\"I will not resign,\" Peter Hale said.";
    let chain = chain_of(text, "I");
    assert!(chain.contains(&"Peter".to_owned()), "{chain:?}");
}

#[test]
fn chains_do_not_depend_on_anything_but_the_text() {
    let text = "The company sold its factory. It had lost money, the owners said, and they were sorry.";
    assert_eq!(read(text).1, read(text).1);
}

#[test]
fn an_empty_text_has_no_chains() {
    assert!(read("").1.is_empty());
    assert!(read("...").1.iter().all(|c| !c.links.is_empty()));
}
