//! How fast text is cleaned, pages are read, languages are told and duplicates are found, each alone.
//!
//! The texts are made here, so that the figures can be had anywhere: `cargo bench -p detente-text --bench cleaning`.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use detente_record::Document;
use detente_text::clean::Cleaner;
use detente_text::duplicate::DuplicateIndex;
use detente_text::raw::{Layout, RawDocument};

const SENTENCES: [&str; 6] = [
    "North Korea said on Monday it had prepared some twelve million leaflets to be sent over the border into the South.",
    "“The time for retaliatory punishment is drawing near,” the North’s official news agency reported.",
    "The Unification Ministry in Seoul urged the North to drop the plan at once, saying that it would break the agreement.",
    "Tensions have risen since the North blew up the joint liaison office in the border town of Kaesong last week.",
    "Police in the South said they would stop the activists, who have promised to send a further million leaflets.",
    "The two Koreas are technically still at war, and they have waged a propaganda war for decades.",
];

/// An article of so many paragraphs; no two numbers give the same text.
fn article(number: usize, paragraphs: usize) -> String {
    let mut out = format!("Leaflets, part {number}\n\nSEOUL, June 22 (Reuters) - ");
    for p in 0..paragraphs {
        for s in 0..4 {
            out.push_str(SENTENCES[(number * 7 + p * 5 + s * (1 + number % 5)) % SENTENCES.len()]);
            out.push(' ');
        }
        out.push_str(&format!("It was item {} of {number}.\n\n", p * number));
    }
    out
}

fn damaged(text: &str) -> String {
    text.replace("the North", "theKim Jong Unand the North").replace("last week. ", "last week.").replace('“', "â€œ")
}

fn page(text: &str) -> String {
    let menu = "<li><a href=\"/section/page\">A section of the outlet</a></li>".repeat(60);
    let body: String =
        text.split("\n\n").map(|p| format!("<div class=\"css-1\"><p>{p}</p></div><div class=\"ad\"></div>")).collect();
    format!(
        "<html><head><title>Leaflets</title><script>{}</script></head><body><nav><ul>{menu}</ul></nav><main><h1>Leaflets</h1>{body}</main><footer>{menu}</footer></body></html>",
        "var x = 1;".repeat(800)
    )
}

fn raw(text: &str, layout: Layout) -> RawDocument {
    RawDocument { original: text.to_owned(), layout, metadata: Default::default(), provenance: Default::default() }
}

fn bench(c: &mut Criterion) {
    let cleaner = Cleaner::new(["Kim Jong Un", "Kim Il Sung", "Moon Jae-In"].map(String::from));
    let article = article(3, 12);
    let long = (0..200).map(|n| self::article(n, 12)).collect::<String>();
    let mut group = c.benchmark_group("cleaning");
    group.sample_size(20);
    for (name, text, layout) in [
        ("plain article", article.clone(), Layout::Plain),
        ("damaged article", damaged(&article), Layout::Plain),
        ("plain, long", long.clone(), Layout::Plain),
        ("markdown", article.clone(), Layout::Markdown),
        ("page", page(&article), Layout::Html),
        ("page, long", page(&long), Layout::Html),
    ] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| {
            b.iter_batched(|| raw(&text, layout.clone()), |r| black_box(cleaner.document(r)), BatchSize::LargeInput);
        });
    }
    group.throughput(Throughput::Bytes(article.len() as u64));
    group.bench_function("language", |b| b.iter(|| detente_text::language::identify(black_box(&article))));
    group.finish();

    let documents: Vec<Document> =
        (0..2000).map(|n| cleaner.document(raw(&self::article(n, 8), Layout::Plain))).collect();
    let mut group = c.benchmark_group("duplicates");
    group.sample_size(10);
    group.throughput(Throughput::Elements(documents.len() as u64));
    group.bench_function("index of 2,000", |b| {
        b.iter(|| {
            let mut index = DuplicateIndex::new();
            documents.iter().filter(|d| index.check(d).is_some()).count()
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
