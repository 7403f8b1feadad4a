use super::*;

fn clean(text: &str) -> Document {
    Cleaner::new(["Kim Jong Un".to_owned()]).document(RawDocument {
        original: text.to_owned(),
        layout: Layout::Plain,
        metadata: Metadata::default(),
        provenance: Default::default(),
    })
}

fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|b| (b.kind, document.slice(b.span))).collect()
}

#[test]
fn a_wire_story() {
    let document = clean(
        "Leaflets ready to fly\n\nBy Jane Doe\n\nSEOUL, June 22, 2020 (Reuters) - North Korea has leaflets ready.\n\n“We will send them,” it said.\n\n(Reporting by Jane Doe; Editing by John Roe)\n",
    );
    use BlockKind::*;
    assert_eq!(
        blocks(&document),
        [
            (Headline, "Leaflets ready to fly"),
            (Byline, "By Jane Doe"),
            (Dateline, "SEOUL, June 22, 2020 (Reuters) -"),
            (Paragraph, "North Korea has leaflets ready."),
            (Paragraph, "“We will send them,” it said."),
            (Apparatus, "(Reporting by Jane Doe; Editing by John Roe)"),
        ]
    );
    assert_eq!(document.published().map(|d| d.to_string()).as_deref(), Some("2020-06-22"));
    assert_eq!(document.metadata.publisher.found().map(|p| p.value.as_str()), Some("Reuters"));
    assert_eq!(document.metadata.authors.found().map(|a| a.value.clone()), Some(vec!["Jane Doe".to_owned()]));
    assert_eq!(document.metadata.language.found().map(|l| l.code.as_str()), Some("eng"));
}

#[test]
fn a_dateline_without_a_year_needs_another_witness() {
    let document = clean("Pyongyang, May 26 (KCNA) -- The respected ComradeKim Jong Uninvited innovators. -0-");
    assert!(document.metadata.dates.is_empty());
    assert_eq!(blocks(&document)[1].1, "The respected Comrade Kim Jong Un invited innovators.");
    assert_eq!(blocks(&document)[2], (BlockKind::Apparatus, "-0-"));
}

#[test]
fn nothing_at_all() {
    for text in ["", " \n\t ", "\u{feff}", "\u{200b}\u{ad}"] {
        let document = clean(text);
        assert!(document.blocks.is_empty() && document.original == text, "{text:?}");
        assert!(document.fingerprint == Sought::Absent && document.metadata.language == Sought::Absent);
    }
}
