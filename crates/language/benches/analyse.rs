//! How fast does the analyser load and run?

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use detente_language::analyse::{Analyser, KernelPath};

const SENTENCES: &[&str] = &[
    "Kim Yo Jong , vice department director of the Central Committee , warned that Seoul would pay for the leaflets .",
    "“ We will respond , ” the ministry said in a statement on Tuesday .",
    "South Korea 's military detected several short-range ballistic missiles that were fired toward the East Sea , the \
     Joint Chiefs of Staff said , adding that it had stepped up surveillance together with the United States .",
    "No one was hurt .",
];

fn bench(c: &mut Criterion) {
    let model = detente_model::analyser();
    c.bench_function("analyse/load", |b| b.iter(|| Analyser::from_static(model)));
    let words: Vec<Vec<&str>> = SENTENCES.iter().map(|s| s.split_whitespace().collect()).collect();
    let sentences: Vec<&[&str]> = words.iter().map(Vec::as_slice).cycle().take(200).collect();
    let count: usize = sentences.iter().map(|s| s.len()).sum();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread pool");
    let mut group = c.benchmark_group("analyse/one_thread");
    group.throughput(Throughput::Elements(count as u64)).sample_size(10);
    for kernels in KernelPath::available() {
        let Some(analyser) = Analyser::from_static(model).ok().and_then(|a| a.on(kernels)) else { continue };
        if kernels == KernelPath::Portable {
            let few = &sentences[..20];
            let count: usize = few.iter().map(|s| s.len()).sum();
            group.throughput(Throughput::Elements(count as u64));
            group.bench_function(kernels.as_str(), |b| b.iter(|| pool.install(|| analyser.analyse(few))));
        } else {
            group.bench_function(kernels.as_str(), |b| b.iter(|| pool.install(|| analyser.analyse(&sentences))));
        }
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
