//! `detente bench`.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use detente_language::analyse::KernelPath;
use detente_pipeline::{Chain, Outcome};
use detente_record::{Document, Sentence};
use detente_text::RawDocument;
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::args::{BenchArgs, InputArgs};
use crate::commands::{analyser, chain, knowledge};
use crate::exit::Exit;
use crate::input::{self, Problems};

/// Words on which the slower instructions are timed.
const SAMPLE: usize = 10_000;
/// Documents that are analysed together.
const CHUNK: usize = 128;
/// How long the peak of the core is looked for.
const PEAK: Duration = Duration::from_millis(300);

/// The rates of the steps that run on several threads.
struct Rates {
    threads: usize,
    analyse: f64,
    tree: f64,
    whole: f64,
    documents: f64,
}

/// Times each step of the chain on the given files, on one thread and on all (or as many as asked for), and prints words
/// and bytes a second, what that is of the core's peak, and the memory taken.
pub fn run(args: &BenchArgs) -> Result<Exit> {
    let start = Instant::now();
    let _ = knowledge();
    let load_knowledge = start.elapsed();
    let start = Instant::now();
    drop(analyser()?);
    let load_model = start.elapsed();
    let start = Instant::now();
    let chain = chain()?;
    let load_chain = start.elapsed();

    let reader = input::reader(&InputArgs::default())?;
    let mut problems = Problems::default();
    let start = Instant::now();
    let mut raw = Vec::new();
    for item in reader.open(&args.files) {
        match item {
            Ok(document) => raw.push(document),
            Err(problem) => problems.tell(&problem),
        }
    }
    let reading = start.elapsed();
    if raw.is_empty() {
        bail!("there is nothing to measure on");
    }
    let bytes: usize = raw.iter().map(|r| r.original.len()).sum();

    let copy = raw.clone();
    let start = Instant::now();
    let documents: Vec<Document> = raw.into_iter().map(|r| chain.clean(r)).collect();
    let cleaning = start.elapsed();
    let start = Instant::now();
    let sentences: Vec<Vec<Sentence>> = documents.iter().map(detente_language::sentences).collect();
    let segmenting = start.elapsed();
    let forms: Vec<Vec<&str>> = documents
        .iter()
        .zip(&sentences)
        .flat_map(|(d, s)| s.iter().map(|s| s.tokens.iter().map(|t| d.slice(t.span)).collect()))
        .collect();
    let forms: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
    let work = chain.analyser().work(&forms);
    let words = forms.iter().map(|s| s.len()).sum();

    let given = rayon::current_num_threads();
    let counts = if given > 1 { vec![1, given] } else { vec![1] };
    let mut rates = Vec::new();
    for threads in counts {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().context("cannot start threads")?;
        rates.push(pool.install(|| measure(&chain, &documents, &sentences, &copy, words)));
    }
    let paths = paths(&forms)?;
    let peak = chain.analyser().kernel_path().peak(PEAK);

    let text = rate(words, cleaning + segmenting);
    let memory = peak_memory();
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let per_word = |n: u64| n as f64 / work.words.max(1) as f64;
    let roof = peak / per_word(work.int8);
    let one = rates[0].analyse / rates[0].threads as f64;
    if args.json {
        let runs: Vec<Value> = rates.iter().map(Rates::as_json).collect();
        let value = json!({
            "documents": copy.len(), "bytes": bytes, "words": words,
            "load_ms": { "knowledge": millis(load_knowledge), "model": millis(load_model), "chain": millis(load_chain) },
            "read_mb_s": rate(bytes, reading) / 1e6,
            "clean_words_s": rate(words, cleaning), "segment_words_s": rate(words, segmenting), "text_words_s": text,
            "runs": runs,
            "paths": paths.iter().map(|(p, r)| (p.as_str().to_owned(), json!(r))).collect::<serde_json::Map<_, _>>(),
            "roofline": {
                "int8_multiply_adds_per_word": per_word(work.int8), "float_multiply_adds_per_word": per_word(work.float),
                "pieces_per_word": per_word(work.pieces), "peak_int8_multiply_adds_s": peak,
                "words_s_at_peak": roof, "share_of_peak": one / roof,
            },
            "peak_memory_bytes": memory,
        });
        anstream::println!("{value}");
    } else {
        anstream::println!("{} documents, {bytes} bytes, {words} words", copy.len());
        anstream::println!(
            "load: knowledge {:.0} ms, model {:.0} ms, chain with model {:.0} ms",
            millis(load_knowledge),
            millis(load_model),
            millis(load_chain)
        );
        anstream::println!("\none thread");
        anstream::println!("read                       {:12.1} MB/s", rate(bytes, reading) / 1e6);
        anstream::println!("clean                      {:12.0} words/s", rate(words, cleaning));
        anstream::println!("sentences and words        {:12.0} words/s", rate(words, segmenting));
        anstream::println!("both together              {text:12.0} words/s");
        for r in &rates {
            anstream::println!("\n{} thread{}", r.threads, if r.threads == 1 { "" } else { "s" });
            anstream::println!("network alone              {:12.0} words/s", r.analyse);
            anstream::println!("raw text to trees          {:12.0} words/s", r.tree);
            anstream::println!("whole chain                {:12.0} words/s, {:.1} documents/s", r.whole, r.documents);
        }
        anstream::println!(
            "\nnetwork alone, one thread, first {SAMPLE} words, by instructions (the results are equal)"
        );
        for (path, rate) in &paths {
            anstream::println!("{:26} {rate:12.0} words/s", path.as_str());
        }
        anstream::println!("\nroofline, {} ({:.2} pieces a word)", paths[0].0.as_str(), per_word(work.pieces));
        anstream::println!(
            "multiply-adds a word       {:12.1} million int8, {:.1} million float",
            per_word(work.int8) / 1e6,
            per_word(work.float) / 1e6
        );
        anstream::println!("peak of the core           {:12.0} thousand million int8 a second (measured)", peak / 1e9);
        anstream::println!("words at that peak         {roof:12.0} words/s; reached {:.0} %", 100.0 * one / roof);
        if let Some(memory) = memory {
            anstream::println!("\npeak memory                {:12} MB", memory / 1_000_000);
        }
    }
    Ok(if problems.errors > 0 { Exit::Partly } else { Exit::Done })
}

/// Times the steps on the threads of the current pool.
fn measure(
    chain: &Chain,
    documents: &[Document],
    sentences: &[Vec<Sentence>],
    raw: &[RawDocument],
    words: usize,
) -> Rates {
    // In chunks, as the chain does, so that memory stays flat.
    let trees = |documents: &[Document], sentences: &[Vec<Sentence>]| {
        let pairs: Vec<(&Document, &[Sentence])> =
            documents.iter().zip(sentences).map(|(d, s)| (d, s.as_slice())).collect();
        drop(chain.analyser().analyse_documents(&pairs));
    };
    let start = Instant::now();
    for (documents, sentences) in documents.chunks(CHUNK).zip(sentences.chunks(CHUNK)) {
        trees(documents, sentences);
    }
    let analysing = start.elapsed();

    let start = Instant::now();
    for raw in raw.chunks(CHUNK) {
        let documents: Vec<Document> = raw.to_vec().into_par_iter().map(|r| chain.clean(r)).collect();
        let sentences: Vec<Vec<Sentence>> = documents.iter().map(detente_language::sentences).collect();
        trees(&documents, &sentences);
    }
    let tree = start.elapsed();

    let start = Instant::now();
    let done = chain.stream(raw.iter().cloned().map(Ok)).filter(|o| matches!(o, Outcome::Record(_))).count();
    let whole = start.elapsed();
    Rates {
        threads: rayon::current_num_threads(),
        analyse: rate(words, analysing),
        tree: rate(words, tree),
        whole: rate(words, whole),
        documents: rate(done, whole),
    }
}

/// Words a second of the network on one thread, on each kind of instructions that the processor has.
fn paths(forms: &[&[&str]]) -> Result<Vec<(KernelPath, f64)>> {
    let mut total = 0;
    let sample: Vec<&[&str]> = forms
        .iter()
        .copied()
        .take_while(|s| {
            total += s.len();
            total <= SAMPLE
        })
        .collect();
    let words: usize = sample.iter().map(|s| s.len()).sum();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().context("cannot start a thread")?;
    let mut out = Vec::new();
    for path in KernelPath::available() {
        let Some(analyser) = analyser()?.on(path) else { continue };
        let start = Instant::now();
        pool.install(|| drop(analyser.analyse(&sample)));
        out.push((path, rate(words, start.elapsed())));
    }
    Ok(out)
}

impl Rates {
    fn as_json(&self) -> Value {
        json!({
            "threads": self.threads, "network_words_s": self.analyse, "tree_words_s": self.tree,
            "whole_words_s": self.whole, "whole_documents_s": self.documents,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn rate(n: usize, took: Duration) -> f64 {
    n as f64 / took.as_secs_f64().max(1e-9)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The most memory this process has held so far, in bytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kb| kb * 1024)
}
