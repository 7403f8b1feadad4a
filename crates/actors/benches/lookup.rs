//! Speed of looking up mentions, and of loading what they are looked up in.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use detente_actors::Catalogue;
use detente_knowledge::Knowledge;

/// Mentions as texts have them: known and unknown, short and long, with accents and without.
const MENTIONS: &[&str] = &[
    "North Korea",
    "Kim Jong Un",
    "the South",
    "President Moon Jae-in",
    "U.S.",
    "Foreign Ministry",
    "Seoul",
    "Recep Tayyip Erdoğan",
    "protesters",
    "Some Unknown Person",
    "Workers' Party of Korea",
    "United Nations Security Council",
    "it",
    "Islamic State",
    "North Koreans",
    "the reclusive state",
    "Côte d'Ivoire",
    "KCNA",
    "lawmakers",
    "Nowhere Institute of Things",
];

fn lookup(c: &mut Criterion) {
    let catalogue = Catalogue::new(Knowledge::shipped()).expect("the shipped knowledge is sound");
    let mut group = c.benchmark_group("actors");
    group.throughput(Throughput::Elements(MENTIONS.len() as u64));
    group.bench_function("lookup", |b| {
        b.iter(|| MENTIONS.iter().map(|m| black_box(catalogue.lookup(black_box(m))).len()).sum::<usize>());
    });
    group.finish();
    c.bench_function("actors/load", |b| {
        b.iter(|| Catalogue::new(black_box(Knowledge::shipped())).expect("the shipped knowledge is sound"));
    });
}

criterion_group!(benches, lookup);
criterion_main!(benches);
