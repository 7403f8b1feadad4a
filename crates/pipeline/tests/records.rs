//! Whole records: a snapshot, and what must hold of every record.

use detente_pipeline::{Chain, Outcome};
use detente_text::{DuplicateIndex, Layout, RawDocument, ReadOptions, Reader};

fn options() -> ReadOptions {
    let published = detente_text::dates::parse("2024-03-14", detente_record::Witness::Given, None).ok();
    ReadOptions { published, ..ReadOptions::default() }
}

fn example() -> Vec<RawDocument> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/loudspeakers.txt");
    let text = std::fs::read(path).expect("the example");
    Reader::new(options()).read(std::io::Cursor::new(text), "loudspeakers.txt").filter_map(Result::ok).collect()
}

/// What a reader would check by eye: one line for each report, commitment and assessment.
fn account(record: &detente_wire::Record) -> String {
    let mut out = String::new();
    let codes = |list: &detente_wire::Sought<Vec<detente_wire::Participant>>| -> String {
        let all: Vec<String> = list.iter().flatten().flatten().flat_map(|p| p.codes.clone()).collect();
        if all.is_empty() { "-".into() } else { all.join("+") }
    };
    for r in &record.reports {
        let sources: Vec<&str> = r.attribution.iter().skip(1).map(|h| h.description.as_str()).collect();
        let time = r.time.as_ref().and_then(Option::as_ref).map_or_else(String::new, |t| {
            format!(" {}..{}", t.from.as_deref().unwrap_or(""), t.to.as_deref().unwrap_or(""))
        });
        let mode = r.mode.as_ref().and_then(Option::as_deref).unwrap_or("-");
        out.push_str(&format!(
            "[{}] {} {mode}: {} > {} {}/{} '{}'{time} {}\n",
            r.sentence,
            r.event_type,
            codes(&r.actors),
            codes(&r.recipients),
            r.attribution[0].status,
            r.status,
            r.trigger.text,
            sources.join(" > ")
        ));
    }
    for c in &record.commitments {
        out.push_str(&format!("{}: {} > {} {}\n", c.kind, codes(&c.maker), codes(&c.addressee), c.state));
    }
    for a in &record.assessments {
        let codes: Vec<&str> = a.dyad.iter().flat_map(|p| &p.codes).map(String::as_str).collect();
        out.push_str(&format!("[{}] {}: {}\n", a.sentence, a.reading, codes.join("+")));
    }
    out
}

#[test]
fn the_example_is_read_as_before() {
    let chain = Chain::shipped().expect("the shipped model");
    let mut records = chain.records(example(), &mut DuplicateIndex::new());
    assert_eq!(records.len(), 1);
    let wire = detente_wire::record(&records.remove(0), "test");
    insta::assert_snapshot!("loudspeakers", account(&wire));
}

#[test]
fn every_span_of_the_example_slices_and_every_id_exists() {
    let chain = Chain::shipped().expect("the shipped model");
    for record in chain.records(example(), &mut DuplicateIndex::new()) {
        assert_eq!(detente_wire::check(&detente_wire::record(&record, "test")), []);
    }
}

/// The same documents alone and together, on one thread and on several, give the same bytes.
#[test]
fn batches_and_threads_change_nothing() {
    let chain = Chain::shipped().expect("the shipped model");
    let texts = [
        "North Korea threatened to attack South Korea.",
        "The two leaders met in Hanoi in 2019, and officials said they would meet again.",
        "",
        "China condemned the United States. It said that the sanctions were illegal.",
    ];
    let raw = |text: &str| RawDocument {
        original: text.to_owned(),
        layout: Layout::Plain,
        metadata: detente_record::Metadata::default(),
        provenance: detente_record::Provenance::default(),
    };
    let write = |records: &[detente_record::Record]| -> Vec<String> {
        records.iter().map(|r| serde_json::to_string(&detente_wire::record(r, "test")).unwrap_or_default()).collect()
    };
    let together = write(&chain.records(texts.map(raw).to_vec(), &mut DuplicateIndex::new()));
    let mut seen = DuplicateIndex::new();
    let alone: Vec<String> = texts.iter().flat_map(|t| write(&chain.records(vec![raw(t)], &mut seen))).collect();
    assert_eq!(together, alone);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let single = one.install(|| write(&chain.records(texts.map(raw).to_vec(), &mut DuplicateIndex::new())));
    assert_eq!(together, single);
    let streamed: Vec<String> = chain
        .stream(texts.iter().map(|t| Ok(raw(t))))
        .filter_map(|o| match o {
            Outcome::Record(r) => Some(write(&[*r]).remove(0)),
            Outcome::Problem(_) => None,
        })
        .collect();
    assert_eq!(together, streamed);
}

/// All of the KCNA file: none lost, every span holds.
#[test]
fn the_kcna_file_is_read_whole() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/corpora/kcna-2024-01_09.jsonl");
    if !std::path::Path::new(path).exists() {
        println!("skipped: {path} is not here");
        return;
    }
    let chain = Chain::shipped().expect("the shipped model");
    let mut count = 0;
    for outcome in chain.stream(Reader::new(ReadOptions::default()).open([path])) {
        match outcome {
            Outcome::Record(record) => {
                count += 1;
                let wire = detente_wire::record(&record, "test");
                assert_eq!(detente_wire::check(&wire), [], "document {count}");
            }
            Outcome::Problem(problem) => panic!("{problem}"),
        }
    }
    assert_eq!(count, 1196);
}
