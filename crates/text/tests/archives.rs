//! WARC archives, whole and broken.

use std::io::Write;

use detente_text::{Layout, Problem, RawDocument, ReadError, ReadOptions, Reader, Severity};

fn record(kind: &str, media: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/2020/06/22/{kind}\r\n\
         WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        content.len()
    )
    .into_bytes();
    bytes.extend(content);
    bytes.extend(b"\r\n\r\n");
    bytes
}

fn response(headers: &str, body: &[u8]) -> Vec<u8> {
    let mut http = format!("HTTP/1.1 200 OK\r\n{headers}\r\n").into_bytes();
    http.extend(body);
    record("response", "application/http; msgtype=response", &http)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn read(bytes: Vec<u8>, options: ReadOptions) -> (Vec<RawDocument>, Vec<ReadError>) {
    let (mut documents, mut errors) = (Vec::new(), Vec::new());
    for item in Reader::new(options).read(std::io::Cursor::new(bytes), "a.warc") {
        match item {
            Ok(document) => documents.push(document),
            Err(error) => errors.push(error),
        }
    }
    (documents, errors)
}

fn texts(documents: &[RawDocument]) -> Vec<&str> {
    documents.iter().map(|d| d.original.as_str()).collect()
}

fn archive() -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", "application/warc-fields", b"software: test\r\n"),
        record("request", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        response(
            "Content-Type: text/html; charset=iso-8859-1\r\nLast-Modified: Mon, 22 Jun 2020 10:00:00 GMT\r\n",
            b"<p>d\xE9tente",
        ),
        response(
            "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
            &chunked(&gzip(b"<p>two")),
        ),
        response("Content-Type: image/png\r\n", b"\x89PNG"),
        record("resource", "text/plain", "“three”".as_bytes()),
    ]
}

fn chunked(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for part in bytes.chunks(7) {
        out.extend(format!("{:x}\r\n", part.len()).bytes());
        out.extend(part);
        out.extend(b"\r\n");
    }
    out.extend(b"0\r\n\r\n");
    out
}

#[test]
fn a_whole_archive() {
    for bytes in [archive().concat(), archive().iter().flat_map(|r| gzip(r)).collect()] {
        let (documents, errors) = read(bytes, ReadOptions::default());
        assert_eq!(texts(&documents), ["<p>détente", "<p>two", "“three”"]);
        assert_eq!(documents[0].layout, Layout::Html);
        assert_eq!(documents[2].layout, Layout::Plain);
        let metadata = &documents[0].metadata;
        assert_eq!(metadata.url.found().map(|u| u.value.as_str()), Some("https://example.org/2020/06/22/response"));
        assert_eq!(metadata.dates.len(), 2, "Last-Modified and the address; the time of the crawl is none");
        assert_eq!(documents[0].provenance.record, Some(3));
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].severity, Severity::Note);
        assert_eq!(
            errors[0].problem,
            Problem::SkippedRecords("1 request records, 1 responses of type image/png, 1 warcinfo records".into())
        );
    }
}

#[test]
fn reading_goes_on_after_a_broken_record() {
    let good = response("Content-Type: text/plain\r\n", b"good");
    let text = |r: &[u8]| String::from_utf8(r.to_vec()).expect("text");
    let short = text(&good).replace("Content-Length: 49", "Content-Length: 20").into_bytes();
    let long = text(&good).replace("Content-Length: 49", "Content-Length: 310").into_bytes();
    let none = text(&good).replace("Content-Length: 49", "Content-Length: many").into_bytes();
    assert_ne!(short, good);
    for (broken, why) in [
        (short, "does not lead to the next record"),
        (long, "does not lead to the next record"),
        (none, "no Content-Length"),
        (b"garbage\r\nmore\r\n\r\n".to_vec(), "does not begin with"),
    ] {
        let bytes = [good.clone(), broken, good.clone(), good.clone(), good.clone()].concat();
        let (documents, errors) = read(bytes, ReadOptions::default());
        assert_eq!(documents.len(), 4, "{why}");
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(errors[0].to_string().contains(why), "{}", errors[0]);
        assert_eq!((errors[0].place.record, errors[0].place.offset), (Some(2), Some(good.len() as u64)));
        assert_eq!(documents[1].provenance.record, Some(3));
    }
}

#[test]
fn cut_off() {
    let good = response("Content-Type: text/plain\r\n", b"good");
    let bytes = [good.as_slice(), &good[..good.len() - 10]].concat();
    let (documents, errors) = read(bytes, ReadOptions::default());
    assert_eq!(documents.len(), 1);
    assert!(errors[0].to_string().contains("is cut off after"), "{}", errors[0]);
    let whole = gzip(&[good.clone(), good.clone(), good].concat());
    let (_, errors) = read(whole[..whole.len() - 12].to_vec(), ReadOptions::default());
    assert!(errors.iter().any(|e| matches!(e.problem, Problem::Damaged { .. })), "{errors:?}");
}

#[test]
fn too_large_a_record() {
    let large = response("Content-Type: text/plain\r\n", &[b'x'; 5000]);
    let small = response("Content-Type: text/plain\r\n", b"small");
    let options = ReadOptions { max_record_bytes: 1000, ..ReadOptions::default() };
    let (documents, errors) = read([large, small].concat(), options);
    assert_eq!(texts(&documents), ["small"]);
    assert!(matches!(errors[0].problem, Problem::TooLarge { .. }));
    let bomb = response("Content-Type: text/plain\r\nContent-Encoding: gzip\r\n", &gzip(&vec![b'x'; 1 << 20]));
    let options = ReadOptions { max_record_bytes: 100_000, ..ReadOptions::default() };
    let (documents, errors) = read(bomb, options);
    assert!(documents.is_empty() && matches!(errors[0].problem, Problem::TooLarge { .. }));
}
