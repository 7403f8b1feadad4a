//! Measures words per second on a file of texts: `speed MODEL FILE.jsonl [THREADS]`, the texts in the field `text`.

use std::time::Instant;

use detente_language::analyse::{Analyser, KernelPath};
use detente_language::segment::split_cuts;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (model, file) = (args.next().ok_or("which model?")?, args.next().ok_or("which file?")?);
    let threads: usize = args.next().map_or(Ok(1), |t| t.parse())?;
    let limit: usize = args.next().map_or(Ok(usize::MAX), |t| t.parse())?;
    let mut texts = Vec::new();
    for line in std::fs::read_to_string(file)?.lines().take(limit) {
        let value: serde_json::Value = serde_json::from_str(line)?;
        texts.push(value["text"].as_str().unwrap_or_default().to_owned());
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let start = Instant::now();
    let analyser = Analyser::load(model)?;
    println!("loaded in {:?}, running on {:?}", start.elapsed(), analyser.kernel_path());
    let analyser = match args.next().as_deref() {
        Some("avx2") => analyser.on(KernelPath::Avx2).ok_or("no AVX2")?,
        Some("portable") => analyser.on(KernelPath::Portable).ok_or("not portable")?,
        _ => analyser,
    };
    let start = Instant::now();
    let cut: Vec<_> = texts.iter().map(|t| split_cuts(t)).collect();
    let took = start.elapsed().as_secs_f64();
    let words: usize = cut.iter().map(|(c, _)| c.len()).sum();
    let sentences: usize = cut.iter().map(|(_, g)| g.len()).sum();
    println!("{words} words, {sentences} sentences, {bytes} bytes");
    println!("sentences and words: {:.0} words/s, {:.1} MB/s", words as f64 / took, bytes as f64 / took / 1e6);
    let mut owned: Vec<Vec<&str>> = Vec::new();
    for (text, (cuts, groups)) in texts.iter().zip(&cut) {
        owned.extend(groups.iter().map(|g| cuts[g.clone()].iter().map(|c| &text[c.range()]).collect()));
    }
    let slices: Vec<&[&str]> = owned.iter().map(Vec::as_slice).collect();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    for _ in 0..2 {
        let start = Instant::now();
        let mut found = 0;
        pool.install(|| {
            for batch in slices.chunks(512) {
                found += analyser.analyse(batch).iter().map(|s| s.words.len()).sum::<usize>();
            }
        });
        let took = start.elapsed().as_secs_f64();
        println!("analysis, {threads} threads: {:.0} words/s ({found} words)", found as f64 / took);
    }
    Ok(())
}
