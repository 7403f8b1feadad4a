//! Megabytes per second of each reader alone, and of reading and cleaning together.
//!
//! The input is made here, so that the figures can be had anywhere; `cargo bench -p detente-text` prints them.

use std::hint::black_box;
use std::io::{Cursor, Write};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use detente_text::{Cleaner, RawDocument, Reader};

/// Size of each input, about.
const SIZE: usize = 2 << 20;

const SENTENCES: [&str; 8] = [
    "The Foreign Ministry of the DPRK said on Monday that it would respond to the drills with “overwhelming force”. ",
    "South Korea’s military fired warning shots after soldiers crossed the demarcation line, the Joint Chiefs said. ",
    "Kim Yo Jong warned in a statement carried by KCNA that mounds of wastepaper would be scattered over the border. ",
    "Officials in Seoul called the plan “unacceptable” and urged Pyongyang to return to the 2018 agreement. ",
    "U.S. Secretary of State Antony Blinken met his counterparts in Tokyo on June 22, 2024 to discuss the launch. ",
    "About 260 balloons were found in nine provinces by 1:00 p.m., according to the Ministry of National Defense. ",
    "“We will take all necessary measures,” a spokesman told reporters, adding that talks had been suspended. ",
    "The two sides have been technically at war since 1953, when an armistice ended three years of fighting. ",
];

/// Paragraphs of an article, each different from the others.
fn article(number: usize) -> Vec<String> {
    (0..8)
        .map(|p| {
            (0..4).map(|s| SENTENCES[(number * 5 + p * 3 + s * (1 + number % 3)) % SENTENCES.len()]).collect::<String>()
        })
        .map(|p| format!("{}{number}.", p))
        .collect()
}

fn page(number: usize) -> String {
    let menu: String =
        (0..40).map(|i| format!("<li class=\"menu-item\"><a href=\"/section/{i}\">Section {i}</a></li>\n")).collect();
    let body: String = article(number)
        .iter()
        .map(|p| format!("<p>{p}</p>\n<div class=\"ad\"><script>show({number});</script></div>\n"))
        .collect();
    format!(
        "<!doctype html><html><head><title>Article {number} | Wire</title>\
         <meta property=\"article:published_time\" content=\"2024-06-22T10:00:00Z\"><style>p {{ margin: 0 }}</style></head>\
         <body><nav><ul>{menu}</ul></nav><main><article><h1>Article {number}</h1>{body}</article></main>\
         <aside><h2>Most read</h2><ul>{menu}</ul></aside><footer>© Wire</footer></body></html>"
    )
}

/// Parts one after the other until the size is reached.
fn filled(head: &str, tail: &str, part: impl Fn(usize) -> String) -> Vec<u8> {
    let mut text = head.to_owned();
    let mut number = 0;
    while text.len() < SIZE {
        text.push_str(&part(number));
        number += 1;
    }
    text.push_str(tail);
    text.into_bytes()
}

fn jsonl() -> Vec<u8> {
    filled("", "", |n| {
        let text = serde_json::Value::String(article(n).join("\n"));
        format!(
            "{{\"date\": \"2024-06-22\", \"publisher\": \"Wire\", \"headline\": \"Article {n}\", \"text\": {text}}}\n"
        )
    })
}

fn inputs() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let json = jsonl();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(&json).expect("memory");
    let csv = filled("date,headline,text\n", "", |n| {
        format!("2024-06-22,Article {n},\"{}\"\n", article(n).join("\n").replace('"', "\"\""))
    });
    let rss = filled("<rss version=\"2.0\"><channel><title>Wire</title>", "</channel></rss>", |n| {
        format!(
            "<item><title>Article {n}</title><pubDate>Mon, 22 Jun 2020 10:00:00 GMT</pubDate><description><![CDATA[<p>{}</p>]]></description></item>\n",
            article(n).join("</p><p>")
        )
    });
    let warc = filled("", "", |n| {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page(n));
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{n}\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        )
    });
    vec![
        ("text", "a.txt", filled("", "", |n| article(n).join("\n\n"))),
        (
            "text in windows-1252",
            "a.txt",
            filled("", "", |n| article(n).join("\n\n"))
                .into_iter()
                .filter(u8::is_ascii)
                .chain(*b" d\xE9tente")
                .collect(),
        ),
        ("jsonl", "a.jsonl", json.clone()),
        (
            "jsonl array",
            "a.json",
            [b"[".as_slice(), &json.split(|b| *b == b'\n').collect::<Vec<_>>().join(&b',')].concat(),
        ),
        ("csv", "a.csv", csv),
        ("rss", "a.rss", rss),
        ("warc", "a.warc", warc),
        ("jsonl.gz", "a.jsonl.gz", gzip.finish().expect("memory")),
        ("jsonl.zst", "a.jsonl.zst", zstd::stream::encode_all(json.as_slice(), 3).expect("memory")),
    ]
}

fn documents(bytes: &[u8], name: &str) -> Vec<RawDocument> {
    Reader::default().read(Cursor::new(bytes.to_vec()), name).filter_map(Result::ok).collect()
}

fn readers(c: &mut Criterion) {
    let mut group = c.benchmark_group("read");
    group.sample_size(20);
    for (title, name, bytes) in inputs() {
        // Compressed input is reckoned by what it holds.
        let size = if name.ends_with(".gz") || name.ends_with(".zst") { jsonl().len() } else { bytes.len() };
        group.throughput(Throughput::Bytes(size as u64));
        let bytes: &'static [u8] = bytes.leak();
        assert!(Reader::default().read(bytes, name).next().is_some_and(|d| d.is_ok() || title.contains("windows")));
        group.bench_function(title, |b| {
            b.iter(|| Reader::default().read(bytes, name).filter(|d| black_box(d).is_ok()).count());
        });
    }
}

fn cleaning(c: &mut Criterion) {
    let cleaner = Cleaner::new(["Kim Jong Un", "Kim Yo Jong"].map(String::from));
    let mut group = c.benchmark_group("clean");
    group.sample_size(10);
    let pages: Vec<u8> = (0..60).map(page).collect::<Vec<_>>().join("\u{0}").into_bytes();
    let pages: Vec<RawDocument> = pages.split(|b| *b == 0).flat_map(|page| documents(page, "a.html")).collect();
    for (title, raw) in [("jsonl articles", documents(&jsonl(), "a.jsonl")), ("html pages", pages)] {
        let bytes: usize = raw.iter().map(|d| d.original.len()).sum();
        let words: usize = raw.iter().map(|d| cleaner.document(d.clone()).text.split_whitespace().count()).sum();
        println!("clean/{title}: {} documents, {words} words", raw.len());
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(format!("{title} (bytes)"), |b| {
            b.iter(|| raw.iter().map(|d| cleaner.document(d.clone()).text.len()).sum::<usize>());
        });
        group.throughput(Throughput::Elements(words as u64));
        group.bench_function(format!("{title} (words)"), |b| {
            b.iter(|| raw.iter().map(|d| cleaner.document(d.clone()).text.len()).sum::<usize>());
        });
    }
}

criterion_group!(benches, readers, cleaning);
criterion_main!(benches);
