//! Damaged, odd and hostile input: a plain message, and the rest is read.

use std::io::Read;

use detente_text::{Problem, RawDocument, ReadError, ReadOptions, Reader, Severity};

fn read_with(bytes: impl AsRef<[u8]>, name: &str, options: ReadOptions) -> (Vec<RawDocument>, Vec<ReadError>) {
    let (mut documents, mut errors) = (Vec::new(), Vec::new());
    for item in Reader::new(options).read(std::io::Cursor::new(bytes.as_ref().to_vec()), name) {
        match item {
            Ok(document) => documents.push(document),
            Err(error) => errors.push(error),
        }
    }
    (documents, errors)
}

fn read(bytes: impl AsRef<[u8]>, name: &str) -> (Vec<RawDocument>, Vec<ReadError>) {
    read_with(bytes, name, ReadOptions::default())
}

fn said(bytes: impl AsRef<[u8]>, name: &str) -> Vec<String> {
    read(bytes, name).1.iter().map(|e| format!("{}: {e}", e.severity)).collect()
}

#[test]
fn empty_files() {
    for name in ["a.txt", "a.jsonl", "a.csv", "a.html", "a.rss", "a.warc", "a.jsonl.gz", "-"] {
        let (documents, errors) = read("", name);
        assert!(documents.is_empty());
        assert_eq!(errors.iter().map(|e| &e.problem).collect::<Vec<_>>(), [&Problem::Empty], "{name}");
    }
    for name in ["a.txt", "a.jsonl", "a.csv", "a.html", "a.rss", "a.warc"] {
        let (documents, errors) = read(" \n\n", name);
        assert!(documents.is_empty() && errors.len() == 1, "{name} {errors:?}");
    }
    assert_eq!(said("", "a.txt"), ["error: a.txt: the file is empty"]);
}

#[test]
fn binary_files() {
    for name in ["a.txt", "a.jsonl", "a.csv", "-"] {
        assert_eq!(
            said(b"%PDF-1.7\n\x00\x01", name)[0],
            format!(
                "error: {}: is not text: it seems to be a PDF document; convert it to text first",
                if name == "-" { "standard input" } else { name }
            )
        );
    }
    assert!(said(b"abc\0\x01\x02", "a.txt")[0].contains("NUL bytes"));
    let mut late = vec![b'a'; 100_000];
    late.push(0);
    assert!(said(late, "a.txt")[0].contains("NUL bytes"));
}

#[test]
fn json_lines_that_do_not_parse() {
    let lines = "{\"text\": \"A\"}\n{\"text\": \"B\"\n[1]\n{\"other\": 1}\n{\"text\": \"C\", \"date\": \"2024-02-30\"}\n{\"text\": \" \"}\n";
    let (documents, _) = read(lines, "a.jsonl");
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[1].provenance.line, Some(5));
    assert_eq!(
        said(lines, "a.jsonl"),
        [
            "error: a.jsonl:2, record 2: is no valid JSON: EOF while parsing an object (column 12)",
            "error: a.jsonl:3, record 3: is an array, not a JSON object with a text in it",
            "error: a.jsonl:4, record 4: no field is known to hold the text; the fields are other; say which one does \
             with --map text=NAME",
            "warning: a.jsonl:5, record 5, field 'date': '2024-02-30' is no date: February 2024 has 29 days; read \
             without this date; write the date as year-month-day, or give it with --published",
            "error: a.jsonl:6, record 6: the record holds no text",
        ]
    );
    let deep =
        format!("{{\"text\": \"A\", \"x\": {}{}}}\n{{\"text\": \"B\"}}\n", "[".repeat(10_000), "]".repeat(10_000));
    let (documents, errors) = read(deep, "a.jsonl");
    assert_eq!((documents.len(), errors.len()), (1, 1));
}

#[test]
fn tables_that_lack_something() {
    assert_eq!(
        said("date,headline\n2020-01-01,A\n", "a.csv"),
        ["error: a.csv:1: no field is known to hold the text; the fields are date, headline; say which one does with \
          --map text=NAME"]
    );
    let options = ReadOptions { column_map: "text=story".parse().expect("a map"), ..ReadOptions::default() };
    let (_, errors) = read_with("date,text\n2020-01-01,A\n", "a.csv", options);
    assert_eq!(
        errors[0].to_string(),
        "a.csv:1: there is no column 'story' for the text; the columns are date, text; correct --map"
    );
    let (documents, errors) = read("date,text\n2020-01-01\n2020-01-02,B,more\n2020-01-03,C\n", "a.csv");
    assert_eq!(documents.len(), 2);
    let all: Vec<String> = errors.iter().map(|e| format!("{}: {e}", e.severity)).collect();
    assert_eq!(
        all,
        [
            "warning: a.csv:2, record 1: the row has 1 fields and the header 2",
            "error: a.csv:2, record 1: the record holds no text",
            "warning: a.csv:3, record 2: the row has 3 fields and the header 2",
        ]
    );
    assert_eq!(documents[0].metadata.extra, [("column 3".to_owned(), "more".to_owned())]);
}

#[test]
fn ambiguous_and_impossible_dates() {
    let rows = "date,text\n05/06/2020,A\n2999-01-01,B\nsoon,C\n,D\n";
    let (documents, errors) = read(rows, "a.csv");
    assert_eq!(documents.len(), 4);
    assert!(documents.iter().all(|d| d.metadata.dates.is_empty()));
    assert_eq!(errors.len(), 3);
    assert!(errors.iter().all(|e| e.severity == Severity::Warning && e.place.field.as_deref() == Some("date")));
    assert!(errors[0].to_string().contains("day and month cannot be told apart"));
}

#[test]
fn invalid_utf8() {
    let mut lines = "{\"text\": \"Élysée “détente” and the “leaflets of punishment”".as_bytes().to_vec();
    lines.extend(b" \xFF\"}\n{\"text\": \"B\"}\n");
    let (documents, errors) = read(&lines, "a.jsonl");
    assert_eq!(documents.len(), 2);
    assert_eq!(errors[0].to_string(), "a.jsonl:1, record 1: 1 place was not valid UTF-8 and replaced by U+FFFD");
    assert_eq!(errors[0].severity, Severity::Warning);
}

#[test]
fn truncated_gzip() {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    for at in 0..20_000 {
        writeln!(encoder, "{{\"text\": \"document {at} of {}\"}}", at * 7919 % 10_007).expect("memory");
    }
    let bytes = encoder.finish().expect("memory");
    let (documents, errors) = read(&bytes[..bytes.len() / 2], "a.jsonl.gz");
    assert!(documents.len() > 5_000);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].to_string().contains("the gzip data is damaged or cut off: it ends too early"), "{}", errors[0]);
    let (documents, errors) = read(&bytes[..bytes.len() / 2], "a.txt.gz");
    assert!(documents.is_empty() && errors.len() == 1);
    let (documents, errors) = read(b"\x1F\x8B\x08\x00", "a.txt.gz");
    assert!(documents.is_empty() && errors.len() == 1);
}

#[test]
fn limits() {
    let options = || ReadOptions { max_document_bytes: 1 << 20, max_record_bytes: 1 << 16, ..ReadOptions::default() };
    let large = |name: &str, before: &str, after: &str| {
        let text = format!("{before}{}{after}", "x".repeat(2 << 20));
        let (documents, errors) = read_with(text, name, options());
        let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
        (documents.len(), all)
    };
    assert_eq!(
        large("a.txt", "", ""),
        (0, vec!["a.txt: the document is larger than 1 MiB; split it, or raise --max-document-bytes".to_owned()])
    );
    let (documents, errors) = large("a.jsonl", "{\"text\": \"A\"}\n{\"text\": \"", "\"}\n{\"text\": \"B\"}\n");
    assert_eq!((documents, errors.len()), (2, 1));
    assert!(errors[0].starts_with("a.jsonl:2, record 2: the record is larger than 65536 bytes"), "{errors:?}");
    let (documents, errors) = large("a.csv", "text\nA\n\"", "");
    assert_eq!((documents, errors.len()), (1, 1), "{errors:?}");
    assert!(errors[0].contains("a quote or a bracket left open"), "{errors:?}");
    let (documents, errors) = large("a.json", "[{\"text\": \"A\"},\n{\"text\": \"", "");
    assert_eq!((documents, errors.len()), (1, 1), "{errors:?}");
}

#[test]
fn files_that_are_not_there() {
    let items: Vec<_> = Reader::default().open(["no-such-file.txt", "no-such-*.txt"]).collect();
    let said: Vec<String> = items.into_iter().filter_map(Result::err).map(|e| e.to_string()).collect();
    assert_eq!(
        said,
        [
            "no-such-file.txt: there is no such file or directory; check the name, and quote patterns that hold *, ? \
             or [",
            "no-such-*.txt: no file matches this pattern; quote the pattern so that the shell leaves it alone",
        ]
    );
}

/// A stream of many records that is made as it is read.
struct Endless {
    left: usize,
    line: Vec<u8>,
    at: usize,
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            return Ok(0);
        }
        let part = &self.line[self.at..];
        let count = part.len().min(out.len());
        out[..count].copy_from_slice(&part[..count]);
        self.at += count;
        if self.at == self.line.len() {
            self.at = 0;
            self.left -= 1;
        }
        Ok(count)
    }
}

#[test]
fn a_long_input_streams() {
    let line = format!("{{\"text\": \"{}\"}}\n", "leaflets ".repeat(1000)).into_bytes();
    let stream = Endless { left: 5_000, line, at: 0 };
    let mut documents = Reader::default().read(stream, "a.jsonl");
    // The first document comes before the stream is at its end, and none is kept.
    assert!(documents.next().is_some_and(|d| d.is_ok()));
    assert_eq!(documents.filter(Result::is_ok).count(), 4_999);
}
