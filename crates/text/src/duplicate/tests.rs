use super::*;
use crate::clean::Cleaner;
use crate::raw::{Layout, RawDocument};

fn document(text: &str) -> Document {
    Cleaner::default().document(RawDocument {
        original: text.to_owned(),
        layout: Layout::Plain,
        metadata: Default::default(),
        provenance: Default::default(),
    })
}

const STORY: [&str; 6] = [
    "North Korea said on Monday it had prepared some twelve million leaflets to be sent over the border into the South, in the latest retaliation for leaflets that defectors send northward with balloons.",
    "The two Koreas have waged a war of leaflets for decades, and the North has lately been angered by activists who attach them to balloons together with food, medicines, money and small radios.",
    "More than three thousand balloons of various types, capable of flying deep into the South, had been made ready, the official news agency reported, with the time for retaliatory punishment drawing near.",
    "The Unification Ministry in Seoul urged the North to drop the plan at once, saying that it would do nothing to improve relations between the two sides and would break the agreement of their leaders.",
    "Tensions have risen since the North blew up the joint liaison office in the border town of Kaesong last week and declared that it would end dialogue with what it calls the enemy.",
    "Police in the South said they would stop the activists, who have promised to send a further million leaflets this week whatever the government in Seoul may decide to do about it.",
];

#[test]
fn exact_in_spite_of_headline_and_dateline() {
    let mut index = DuplicateIndex::new();
    let first = document(&format!("Leaflets ready\n\nSEOUL, June 22 (Reuters) - {}\n\n{}", STORY[0], STORY[1]));
    let again = document(&format!(
        "North to send leaflets\n\nBy Jane Doe\n\n{}\n\n{} -0-",
        STORY[0].replace("twelve", "TWELVE"),
        STORY[1]
    ));
    assert_eq!(index.check(&first), None);
    let found = index.check(&again).expect("a duplicate");
    assert_eq!((found.of, found.kind), (first.id, DuplicateKind::Exact));
}

#[test]
fn reprint_with_a_new_headline_and_a_changed_line_is_near() {
    let mut index = DuplicateIndex::new();
    let first = document(&STORY.join("\n\n"));
    let reprint = document(&format!(
        "New headline\n\nPARIS (AFP) - {}\n\nOur reporter was there.",
        STORY.join("\n\n").replace("Monday", "Tuesday")
    ));
    assert_eq!(index.check(&first), None);
    let found = index.check(&reprint).expect("a duplicate");
    assert_eq!((found.of, found.kind), (first.id, DuplicateKind::Near));
    assert!(found.similarity > 0.8);
}

#[test]
fn reprint_that_cuts_the_last_paragraphs_is_near() {
    for kept in 2..=5 {
        let mut index = DuplicateIndex::new();
        let first = document(&STORY.join("\n\n"));
        assert_eq!(index.check(&first), None);
        let found = index.check(&document(&STORY[..kept].join("\n\n")));
        assert_eq!(found.map(|d| d.kind), Some(DuplicateKind::Near), "{kept} paragraphs kept");
    }
}

#[test]
fn two_stories_on_one_subject_are_not() {
    let mut index = DuplicateIndex::new();
    assert_eq!(index.check(&document(&STORY.join("\n\n"))), None);
    let other = "North Korea said on Tuesday it had prepared balloons and leaflets for the South, in retaliation for leaflets that \
        defectors have sent northward for years.\n\nThe two Koreas have waged a war of leaflets for decades, and nobody expects it to end soon.\n\n\
        A spokesman of the ministry in Seoul said that the government regretted the announcement and asked both sides for calm.";
    assert_eq!(index.check(&document(other)), None);
}

#[test]
fn nothing_to_compare() {
    let mut index = DuplicateIndex::new();
    for _ in 0..2 {
        assert_eq!(index.check(&document("")), None);
    }
    assert_eq!(document("").fingerprint, Sought::Absent);
    assert_eq!(index.check(&document("Short one.")), None);
    assert_eq!(index.check(&document("Short one.")).map(|d| d.kind), Some(DuplicateKind::Exact));
}

#[test]
fn the_same_fingerprint_for_ever() {
    // Stored fingerprints are compared with new ones: this value may only change with a major version.
    let found = document("The North sent leaflets to the South on Sunday.");
    let fingerprint = found.fingerprint.found().expect("a fingerprint");
    let hex: String = fingerprint.exact.iter().map(|b| format!("{b:02x}")).collect();
    let whole: String = blake3::hash(b"thenorthsentleafletstothesouthonsunday").to_hex()[..32].to_owned();
    assert_eq!(hex, whole);
    assert_eq!(fingerprint.sketch.len(), 96);
}
