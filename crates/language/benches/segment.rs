//! How fast are sentences and words found?

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use detente_language::segment::split_cuts;
use detente_language::tokenize::cut_into;

const TEXT: &str = "The North Korean Central News Agency (KCNA), which is the official state media, claimed on June 20 \
    that the people are pushing for the distribution of “leaflets of punishment.” “It won't be long,” a spokesman said; \
    he didn't say when. Gen. Kim met a five-member delegation from the U.S. at 7:30 p.m. in Mt. Kumgang. ";

fn bench(c: &mut Criterion) {
    let text = TEXT.repeat(200);
    let words = split_cuts(&text).0.len() as u64;
    let mut group = c.benchmark_group("segment");
    group.throughput(Throughput::Elements(words));
    let mut cuts = Vec::new();
    group.bench_function("words", |b| b.iter(|| cut_into(&text, &mut cuts)));
    group.bench_function("sentences_and_words", |b| b.iter(|| split_cuts(&text)));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
