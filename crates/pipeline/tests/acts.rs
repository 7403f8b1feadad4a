//! What sentences of different kinds come out as: open actors, acts that come about, means, threats by what the other side
//! will suffer, conditions, commitments.

use std::sync::OnceLock;

use detente_pipeline::Chain;
use detente_text::{DuplicateIndex, Layout, RawDocument};
use detente_wire::{Participant, Record, Sought};

fn record(text: &str) -> Record {
    static CHAIN: OnceLock<Chain> = OnceLock::new();
    let chain = CHAIN.get_or_init(|| Chain::shipped().expect("the shipped model"));
    let raw = RawDocument {
        original: text.to_owned(),
        layout: Layout::Plain,
        metadata: detente_record::Metadata::default(),
        provenance: detente_record::Provenance::default(),
    };
    let mut records = chain.records(vec![raw], &mut DuplicateIndex::new());
    detente_wire::record(&records.remove(0), "test")
}

fn codes(list: &Sought<Vec<Participant>>) -> String {
    let all: Vec<String> = list.iter().flatten().flatten().flat_map(|p| p.codes.clone()).collect();
    if all.is_empty() { "-".into() } else { all.join("+") }
}

/// One line for each report: type, mode, actors, recipients, status of the innermost holder.
fn acts(text: &str) -> Vec<String> {
    let line = |r: &detente_wire::Report| {
        let mode = r.mode.as_ref().and_then(Option::as_deref).unwrap_or("-");
        format!("{} {mode} {} > {} {}", r.event_type, codes(&r.actors), codes(&r.recipients), r.status)
    };
    record(text).reports.iter().map(line).collect()
}

fn commitments(text: &str) -> Vec<String> {
    let line = |c: &detente_wire::Commitment| {
        let condition = if c.condition.as_ref().is_some_and(Option::is_some) { " on a condition" } else { "" };
        format!("{} {} > {} {}{condition}", c.kind, codes(&c.maker), codes(&c.addressee), c.state)
    };
    record(text).commitments.iter().map(line).collect()
}

#[track_caller]
fn has(text: &str, act: &str) {
    let found = acts(text);
    assert!(found.iter().any(|a| a == act), "'{text}' has no '{act}', only {found:#?}");
}

#[track_caller]
fn commits(text: &str, wanted: &str) {
    let found = commitments(text);
    assert!(found.iter().any(|a| a == wanted), "'{text}' has no '{wanted}', only {found:#?}");
}

#[test]
fn someone_unnamed_acts() {
    has("The White House asked them to hold off.", "REQUEST - USA > - happened");
    has("A French diplomat was abducted near Koro.", "ASSAULT abduct - > FRA GOV happened");
}

#[test]
fn accidents_are_no_acts() {
    assert_eq!(acts("Twelve passengers were injured when the train left the rails."), [""; 0]);
    assert_eq!(acts("The two friends exchanged letters for years."), [""; 0]);
}

#[test]
fn the_means_give_the_mode() {
    has("A roadside bomb killed four Malian soldiers near Koro.", "ASSAULT explosives - > MLI MIL happened");
    has("An Israeli air strike killed three Lebanese soldiers.", "ASSAULT aerial ISR > LBN MIL happened");
}

#[test]
fn subjects_of_hyphenated_verbs() {
    has("North Korea test-fired two missiles into the sea.", "MOBILIZE weapons PRK > - happened");
}

#[test]
fn what_is_scrapped_is_cancelled() {
    has("Russia said it had scrapped plans to send wheat to Egypt.", "AID - RUS > EGY cancelled");
}

#[test]
fn a_negated_act_did_not_happen() {
    assert!(!acts("Police did not arrest the demonstrators.").iter().any(|a| a.ends_with("happened")));
    assert!(!acts("Not a single shot was fired by the Armenian army.").iter().any(|a| a.ends_with("happened")));
}

#[test]
fn what_will_be_suffered_is_a_threat() {
    let text = "Pyongyang said Seoul would face dire consequences for the drills.";
    has(text, "THREATEN - PRK > KOR happened");
    assert!(
        !acts("The minister said that Germany had paid a high price for the war.")
            .iter()
            .any(|a| a.contains("THREATEN"))
    );
}

#[test]
fn saying_who_is_behind_it_accuses() {
    has(
        "Seoul said that North Korea was responsible for the sinking of its warship.",
        "ACCUSE allege KOR > PRK happened",
    );
}

#[test]
fn answers_are_aimed_at_whom_they_answer() {
    let text =
        "\"We will respond to Israel by firing missiles,\" Iranian Foreign Minister Hossein Amir-Abdollahian said.";
    assert!(acts(text).iter().any(|a| a.contains("> ISR")), "{:#?}", acts(text));
}

#[test]
fn conditional_acts() {
    let own = "Pakistan will retaliate if India attacks, Prime Minister Imran Khan said in August 2019.";
    has(own, "ASSAULT - PAK > IND threatened");
    commits(own, "threat PAK > IND open on a condition");
}

#[test]
fn the_word_gives_the_kind_of_commitment() {
    commits("China pledged to send 500 tonnes of rice to Niger.", "promise CHN > NER open");
    commits("India demanded that Pakistan pull back its soldiers.", "demand IND > PAK open");
    commits("Israel and Jordan agreed to hold a joint exercise in May.", "agreement ISR+JOR > ISR+JOR open");
}

#[test]
fn a_source_asked_is_no_demand_on_itself() {
    let found = commitments("India demanded that Pakistan pull back its soldiers.");
    assert!(found.iter().all(|c| !c.contains("demand PAK")), "{found:#?}");
}
