//! The examples and counter-examples beside the senses under `knowledge/events/`, run through the whole chain.
//!
//! Not all come out right: the analyser errs on some sentences, and an example is kept when it is good knowledge even
//! if it is not yet coded. The floors below are a little under what is measured (evaluation/SCORES.md), so that a
//! change that breaks a construction shows.

use detente_knowledge::Knowledge;
use detente_pipeline::{Chain, examples};

/// The least share of examples that must be coded as marked, in percent.
const EXAMPLES: usize = 50;
/// The least share of counter-examples that must not be coded, in percent.
const COUNTER_EXAMPLES: usize = 90;

#[test]
fn examples_are_coded_and_counter_examples_are_not() {
    let chain = Chain::shipped().expect("the shipped model");
    let outcomes = examples::run(&chain, Knowledge::shipped().senses.iter());
    for (positive, floor) in [(true, EXAMPLES), (false, COUNTER_EXAMPLES)] {
        let all: Vec<_> = outcomes.iter().filter(|o| o.positive == positive).collect();
        let wrong: Vec<String> = all
            .iter()
            .filter_map(|o| o.fault.as_ref().map(|f| format!("{}: '{}' {f}", o.sense.id, o.example.text)))
            .collect();
        assert!(all.len() > 20, "only {} examples", all.len());
        assert!(
            (all.len() - wrong.len()) * 100 >= floor * all.len(),
            "{} of {} examples fail:\n{}",
            wrong.len(),
            all.len(),
            wrong.join("\n")
        );
    }
}
