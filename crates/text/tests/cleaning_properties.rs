//! What must hold for the cleaning of any text whatever.

use detente_record::{Document, TextSpan};
use detente_text::clean::Cleaner;
use detente_text::raw::{Layout, Markup, RawDocument};
use proptest::prelude::*;

fn clean(original: &str, layout: Layout) -> Document {
    Cleaner::new(["Kim Jong Un", "Kim Il Sung"].map(String::from)).document(RawDocument {
        original: original.to_owned(),
        layout,
        metadata: Default::default(),
        provenance: Default::default(),
    })
}

fn holds(original: &str, layout: Layout) -> Result<(), TestCaseError> {
    let document = clean(original, layout.clone());
    prop_assert_eq!(&document.original, original);
    prop_assert_eq!(document.alignment.clean_len(), document.text.len());
    let mut end = 0;
    for block in &document.blocks {
        prop_assert!(block.span.start >= end, "blocks out of order in {:?}", document.blocks);
        prop_assert!(block.span.slice(&document.text).is_some_and(|t| !t.trim().is_empty()), "{:?}", block);
        end = block.span.end;
    }
    prop_assert!(end <= document.text.len());
    for (at, c) in document.text.char_indices() {
        let span = document.original_span(TextSpan::new(at, at + c.len_utf8()));
        let words = span.slice(original);
        prop_assert!(words.is_some(), "{:?} at {} maps to {:?}", c, at, span);
        // What was copied is the same; what stands for something else is not of the same length and letter.
        if let Some(words) = words
            && words.chars().count() == 1
            && c.is_alphanumeric()
        {
            prop_assert_eq!(words, c.to_string());
        }
    }
    // Deterministic, id and all.
    prop_assert_eq!(clean(original, layout), document);
    Ok(())
}

/// Pieces of which damaged reporting is made.
fn reporting() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Kim Jong Un"),
        Just("Comrade"),
        Just("byKim Jong Unto "),
        Just("invited "),
        Just("\n"),
        Just("\n\n"),
        Just("\r\n"),
        Just(" "),
        Just("  "),
        Just("\t"),
        Just("-\n"),
        Just("nego-\ntiations"),
        Just("â€œ"),
        Just("â€™"),
        Just("Ã©"),
        Just("Ã¢â‚¬â„¢"),
        Just("&amp;"),
        Just("&#8217;"),
        Just("&nbsp;"),
        Just("&"),
        Just("\u{ad}"),
        Just("\u{200b}"),
        Just("\u{a0}"),
        Just("\u{feff}"),
        Just("PYONGYANG, June 22 (Xinhua) -- "),
        Just("SEOUL (Reuters) - "),
        Just("-0-"),
        Just("(END)"),
        Just("###"),
        Just("(AP Photo/X)"),
        Just("By Jane Doe"),
        Just("end.The next"),
        Just("# "),
        Just("> "),
        Just("- "),
        Just("* "),
        Just("`"),
        Just("["),
        Just("](x)"),
        Just("**"),
        Just("| a | b |\n|---|---|\n"),
        Just("<p>"),
        Just("</p>"),
        Just("<div class='ad'>"),
        Just("</div>"),
        Just("<br>"),
        Just("<a href=\"x\">"),
        Just("</a>"),
        Just("<!--"),
        Just("-->"),
        Just("<script>"),
        Just("</script>"),
        Just("<h1>"),
        Just("<title>"),
        Just("</title>"),
        Just("<li>"),
        Just("<table><tr><td>"),
        Just("é"),
        Just("한국"),
        Just("The North said on Monday that it had prepared twelve million leaflets, and more. "),
        Just("© 2024 X. All rights reserved."),
        Just("👩\u{200d}🚀"),
        Just("\0"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn layouts(original: &str) -> Vec<Layout> {
    let cut = original.floor_char_boundary(original.len() / 3);
    let fields = |markup| Layout::Fields { headline: Some(0..cut), body: cut..original.len(), markup };
    vec![
        Layout::Plain,
        Layout::Markdown,
        Layout::Html,
        fields(Markup::Plain),
        fields(Markup::Html),
        fields(Markup::Markdown),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn of_any_characters(original in "\\PC{0,300}") {
        for layout in layouts(&original) {
            holds(&original, layout)?;
        }
    }

    #[test]
    fn of_any_bytes_decoded(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let original = String::from_utf8_lossy(&bytes).into_owned();
        for layout in layouts(&original) {
            holds(&original, layout)?;
        }
    }

    #[test]
    fn of_damaged_reporting(original in reporting()) {
        for layout in layouts(&original) {
            holds(&original, layout)?;
        }
    }
}
