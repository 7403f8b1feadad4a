use detente_record::{Alignment, Block, DocumentId, Metadata, Provenance, Sought};
use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(parts: &[&str]) {
    let text = parts.join(" ");
    let found: Vec<&str> = split(&text).into_iter().map(|r| &text[r]).collect();
    assert_eq!(found, parts);
}

#[test]
fn plain_sentences() {
    check(&["Pyongyang fired a missile.", "Seoul protested!", "Why now?"]);
}

#[test]
fn abbreviations_and_initials() {
    check(&["Mr. Kim met Gen. Park in the U.S. on Jan. 5.", "They talked."]);
    check(&["J. K. Rowling wrote to Kim J. U. of No. 15 Bureau at 5 p.m. on Monday.", "Nobody replied."]);
    check(&["Seoul vs. Pyongyang is an old story, e.g. in sports.", "It goes on."]);
    check(&["It was built by Hyundai Co. and Samsung Inc. near Mt. Paektu.", "It is large."]);
}

#[test]
fn decimals() {
    check(&["Growth was 3.5 percent.", "It had been 2.1 percent in 2019."]);
}

#[test]
fn quotations_keep_their_speaker() {
    check(&["“This is a matter of morality,” KCNA reported.", "Seoul was silent."]);
    check(&["“Will you send them?” he asked.", "“No!” she said."]);
    check(&["\"We will respond,\" the ministry said.", "\"It is ready.\""]);
}

#[test]
fn quotations_of_several_sentences() {
    check(&["“We are ready.", "We will not wait,” Kim said.", "He left."]);
    check(&["He called it “a ‘sacred’ duty.”", "Others did not."]);
}

#[test]
fn brackets_and_ellipses() {
    check(&["The party (the Workers' Party) decided.", "It met (in secret)."]);
    check(&["He waited... and waited.", "Nothing came."]);
}

#[test]
fn blank_lines_end_sentences() {
    let text = "North Korea Sends Balloons\n\nThey landed in Seoul.";
    assert_eq!(split(text), [0..26, 28..49]);
}

#[test]
fn nothing_in_nothing_out() {
    assert!(split("").is_empty());
    assert!(split(" \n\t ").is_empty());
}

fn document(text: &str, blocks: Vec<Block>) -> Document {
    Document {
        id: DocumentId::from_identity(&detente_record::ids::Identity::of("document").with(text)),
        original: text.to_owned(),
        text: text.to_owned(),
        alignment: Alignment::identity(text.len()),
        blocks,
        metadata: Metadata::default(),
        provenance: Provenance::default(),
        fingerprint: Sought::default(),
        duplicate: Sought::default(),
        mended: Vec::new(),
    }
}

#[test]
fn numbers_follow_the_blocks() {
    let text = "Balloons again\nBy Jane Doe\nThey came. They went.\nSo it ends";
    let block = |kind, start, end| Block { kind, span: TextSpan::new(start, end) };
    let blocks = vec![
        block(BlockKind::Headline, 0, 14),
        block(BlockKind::Byline, 15, 26),
        block(BlockKind::Paragraph, 27, 48),
        block(BlockKind::Paragraph, 49, 59),
    ];
    let found = sentences(&document(text, blocks));
    let seen: Vec<_> = found.iter().map(|s| (s.number, &text[s.span.range()], s.tokens.len())).collect();
    assert_eq!(seen, [(0, "Balloons again", 2), (1, "They came.", 3), (2, "They went.", 3), (3, "So it ends", 3)]);
    assert_eq!(&text[found[1].tokens[1].span.range()], "came");
}

/// What holds for any text.
fn holds(text: &str) {
    let (cuts, groups) = split_cuts(text);
    let mut at = 0;
    for cut in &cuts {
        assert!(cut.start >= at && cut.end > cut.start);
        assert!(text.is_char_boundary(cut.start) && text.is_char_boundary(cut.end));
        assert!(text[at..cut.start].chars().all(char::is_whitespace), "a character is in no word");
        assert!(!text[cut.range()].contains(char::is_whitespace));
        at = cut.end;
    }
    assert!(text[at..].chars().all(char::is_whitespace));
    let mut word = 0;
    for group in groups {
        assert!(group.start == word && group.end > word);
        word = group.end;
    }
    assert_eq!(word, cuts.len());
}

/// No text takes time out of proportion to its length.
#[test]
fn long_texts_without_spaces() {
    for part in [
        "/=", ".)", "'(", "1-", "11-111-", "ab.Cd", "a.", "\u{301}", "(\u{301}", "\" ", "“", "U.S.", "x", "é'", "?!",
        "1,111", "@.", "a/",
    ] {
        holds(&part.repeat(100_000));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_text_is_covered(text in "\\PC*") {
        holds(&text);
    }

    #[test]
    fn any_characters_are_covered(text in proptest::collection::vec(any::<char>(), 0..60)) {
        holds(&text.into_iter().collect::<String>());
    }

    #[test]
    fn hard_texts_are_covered(text in "[a-cA-B0-9 .,'’\"“”()/:;!?$%&@#*+=<>_~`…—–\\-\u{301}\u{200d}\u{1f600}\n\t\u{a0}]{0,60}") {
        holds(&text);
    }
}
