//! Every format is read, with what it says of the document.

use std::path::PathBuf;

use detente_record::Precision;
use detente_text::{InputFormat, Layout, Markup, Problem, RawDocument, ReadError, ReadOptions, Reader, Severity};

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn read(name: &str) -> (Vec<RawDocument>, Vec<ReadError>) {
    sorted(Reader::default().open([data(name)]))
}

fn read_bytes(bytes: impl AsRef<[u8]>, name: &str, options: ReadOptions) -> (Vec<RawDocument>, Vec<ReadError>) {
    sorted(Reader::new(options).read(std::io::Cursor::new(bytes.as_ref().to_vec()), name))
}

fn sorted(items: impl Iterator<Item = Result<RawDocument, ReadError>>) -> (Vec<RawDocument>, Vec<ReadError>) {
    let (mut documents, mut errors) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Ok(document) => documents.push(document),
            Err(error) => errors.push(error),
        }
    }
    (documents, errors)
}

fn published(document: &RawDocument) -> Option<String> {
    document.metadata.published().map(|d| d.date.to_string())
}

fn body(document: &RawDocument) -> &str {
    match &document.layout {
        Layout::Fields { body, .. } => &document.original[body.clone()],
        _ => &document.original,
    }
}

#[test]
fn utf16_text_with_a_date_in_its_name() {
    let (documents, errors) = read("note-2020-06-22.txt");
    assert_eq!(errors, []);
    assert!(documents[0].original.starts_with("Leaflets of punishment\n\nThe North said “the leaflets”"));
    assert_eq!(published(&documents[0]).as_deref(), Some("2020-06-22"));
    assert_eq!(documents[0].metadata.extra, [("encoding".to_owned(), "UTF-16LE".to_owned())]);
}

#[test]
fn markdown_and_html() {
    let (documents, errors) = read("article.md");
    assert_eq!((documents[0].layout.clone(), errors.len()), (Layout::Markdown, 0));
    let (documents, errors) = read("article.html");
    assert_eq!((documents[0].layout.clone(), errors.len()), (Layout::Html, 0));
    assert!(documents[0].original.contains("“the leaflets”") && documents[0].original.contains("détente"));
}

#[test]
fn csv_in_latin_1_with_semicolons() {
    let (documents, errors) = read("wire.csv");
    assert_eq!(documents.len(), 2);
    assert!(matches!(errors[0].problem, Problem::GuessedEncoding("windows-1252")), "{errors:?}");
    assert_eq!(errors.len(), 1);
    assert_eq!(
        documents[0].original,
        "Détente; ended\n\nThe ministry said the détente was over.\r\nIt gave no reason."
    );
    assert_eq!(body(&documents[1]), "He called it \"garbage\".");
    assert_eq!(documents[0].metadata.publisher.found().map(|p| p.value.as_str()), Some("Élysée Wire"));
    assert_eq!(documents[1].provenance.line, Some(4));
    assert_eq!(documents[1].provenance.record, Some(2));
    assert_eq!(published(&documents[0]).as_deref(), Some("2020-06-22"));
}

#[test]
fn rss_with_loose_markup_and_a_bad_date() {
    let (documents, errors) = read("feed.rss");
    let heads: Vec<&str> = documents.iter().filter_map(|d| d.original.lines().next()).collect();
    assert_eq!(heads, ["Seoul warns of leaflets", "Date that is no date", "Broken <b>entry", "After the broken one"]);
    let first = &documents[0];
    assert_eq!(body(first), "<p>The South warned the North over <b>leaflets</b>.</p>");
    assert!(matches!(first.layout, Layout::Fields { markup: Markup::Html, .. }));
    assert_eq!(published(first).as_deref(), Some("2020-06-22"));
    assert_eq!(first.metadata.dates.len(), 2, "the field and the address");
    assert_eq!(first.metadata.publisher.found().map(|p| p.value.as_str()), Some("Example Wire"));
    assert_eq!(first.metadata.authors.found().map(|a| a.value.clone()), Some(vec!["Jane Doe".to_owned()]));
    assert_eq!(first.metadata.section.found().map(|a| a.value.as_str()), Some("Korea"));
    assert!(first.metadata.extra.contains(&("description".into(), "Short.".into())));
    assert!(matches!(documents[1].layout, Layout::Fields { markup: Markup::Html, .. }));
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(matches!(errors[0].problem, Problem::BadDate(_)));
    let place = &errors[0].place;
    assert_eq!((place.record, place.line, place.field.as_deref()), (Some(2), Some(17), Some("pubDate")));
}

#[test]
fn a_feed_that_is_cut_off() {
    let feed = std::fs::read_to_string(data("feed.rss")).expect("the fixture");
    let cut = feed.find("The South answered").expect("the last entry");
    let (documents, errors) = read_bytes(&feed[..cut], "a.rss", ReadOptions::default());
    assert_eq!((documents.len(), errors.len()), (3, 2));
    assert!(errors[1].to_string().contains("the file ends inside this entry"), "{}", errors[1]);
}

#[test]
fn atom_in_latin_1() {
    let (documents, errors) = read("feed.atom");
    assert_eq!(errors, []);
    let document = &documents[0];
    assert_eq!(document.original, "Balloons halted\n\n<p>The North halted the balloons.</p>");
    assert_eq!(document.metadata.publisher.found().map(|p| p.value.as_str()), Some("Dépêches"));
    assert_eq!(document.metadata.authors.found().map(|a| a.value.clone()), Some(vec!["René Roe".to_owned()]));
    assert_eq!(published(document).as_deref(), Some("2024-06-02"), "the day in the zone it is written in");
}

#[test]
fn json_feed() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [
        {"id": "1", "title": "Leaflets", "content_html": "<p>The South sent leaflets.</p>", "date_published": "2020-06-22T10:00:00+09:00"}]}"#;
    let (documents, errors) = read_bytes(feed, "feed.json", ReadOptions::default());
    assert_eq!(errors, []);
    assert_eq!(documents[0].original, "Leaflets\n\n<p>The South sent leaflets.</p>");
    assert_eq!(published(&documents[0]).as_deref(), Some("2020-06-22"));
}

#[test]
fn json_in_its_shapes() {
    let objects =
        [r#"{"title": "A", "text": ["One.", "Two."], "authors": ["X", {"name": "Y"}], "n": 3}"#, r#"{"body": "B"}"#];
    for (name, text) in [
        ("a.jsonl", objects.join("\n")),
        ("a.jsonl", format!("\u{feff}{}\r\n\r\n", objects.join("\r\n"))),
        ("a.json", format!("[{}]", objects.join(","))),
        ("a.json", format!("[\n  {}\n]\n", objects.join(",\n  "))),
        ("a.json", format!("{{\n{}\n{{\n{}", &objects[0][1..], &objects[1][1..])),
        ("-", objects.join("\n")),
    ] {
        let (documents, errors) = read_bytes(&text, name, ReadOptions::default());
        assert_eq!(errors, [], "{text}");
        assert_eq!(documents.len(), 2, "{text}");
        assert_eq!(documents[0].original, "A\n\nOne.\n\nTwo.");
        assert_eq!(documents[0].metadata.extra, [("n".to_owned(), "3".to_owned())]);
        assert_eq!(documents[0].metadata.authors.found().map(|a| a.value.len()), Some(2));
        assert_eq!(documents[1].original, "B");
    }
}

#[test]
fn columns_as_the_user_says() {
    let table = "who\twhen\twhat\nKCNA\t05/06/2020\tThe \"South\n";
    let options = ReadOptions {
        column_map: "publisher=who,published=when,text=what".parse().expect("a map"),
        date_order: Some(detente_text::DateOrder::DayFirst),
        ..ReadOptions::default()
    };
    let (documents, errors) = read_bytes(table, "a.tsv", options);
    assert_eq!(errors, []);
    assert_eq!(documents[0].original, "The \"South");
    assert_eq!(published(&documents[0]).as_deref(), Some("2020-06-05"));
}

#[test]
fn tab_separated_text_keeps_its_quotes() {
    let table = "headline\ttext\nA\t\"We will act,\" he said.\nB\tNothing more.\n";
    let (documents, errors) = read_bytes(table, "a.tsv", ReadOptions::default());
    assert_eq!(errors, []);
    assert_eq!(body(&documents[0]), "\"We will act,\" he said.");
    assert_eq!(documents.len(), 2);
}

#[test]
fn the_users_word_goes_first() {
    let options = ReadOptions {
        published: detente_text::dates::parse("2020-06", detente_record::Witness::Given, None).ok(),
        publisher: Some("Given".into()),
        url: Some("https://example.org/2020/06/22/x".into()),
        ..ReadOptions::default()
    };
    let line = r#"{"text": "A", "publisher": "Field", "date": "2019-01-01"}"#;
    let (documents, _) = read_bytes(line, "a.jsonl", options);
    let metadata = &documents[0].metadata;
    assert_eq!(metadata.publisher.found().map(|p| p.value.as_str()), Some("Given"));
    assert_eq!(metadata.extra, [("publisher".to_owned(), "Field".to_owned())]);
    assert_eq!(published(&documents[0]).as_deref(), Some("2020-06-22"), "the address is finer than the user's month");
    assert_eq!(metadata.dates[1].precision, Precision::Month);
}

#[test]
fn compressed_input() {
    use std::io::Write;
    let lines = "{\"text\": \"A\"}\n{\"text\": \"B\"}\n";
    let gzip = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).expect("memory");
        encoder.finish().expect("memory")
    };
    let members = [gzip(&lines[..14]), gzip(&lines[14..])].concat();
    let zstd = zstd::stream::encode_all(lines.as_bytes(), 1).expect("memory");
    for (bytes, name) in [(members, "a.jsonl.gz"), (zstd.clone(), "a.jsonl.zst"), (zstd, "-"), (gzip(lines), "a")] {
        let (documents, errors) = read_bytes(bytes, name, ReadOptions::default());
        assert_eq!((documents.len(), errors.len()), (2, 0), "{name}");
    }
}

#[test]
fn the_format_may_be_forced() {
    let options = ReadOptions { input_format: Some(InputFormat::Text), ..ReadOptions::default() };
    let (documents, _) = read_bytes("{\"text\": \"A\"}", "a.jsonl", options);
    assert_eq!(documents[0].layout, Layout::Plain);
}

#[test]
fn a_directory_keeps_its_order() {
    let (documents, errors) = sorted(Reader::default().open([data("")]));
    let files: Vec<&str> = documents.iter().filter_map(|d| d.provenance.file.rsplit('/').next()).collect();
    assert!(files.is_sorted(), "{files:?}");
    assert!(errors.iter().all(|e| e.severity <= Severity::Error));
    assert!(documents.len() >= 8);
}
