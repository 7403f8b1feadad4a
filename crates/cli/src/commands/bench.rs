//! `detente bench`.

use std::time::Instant;

use anyhow::{Result, bail};
use detente_record::{Document, Sentence};
use serde_json::json;

use crate::args::{BenchArgs, InputArgs};
use crate::commands::chain;
use crate::exit::Exit;
use crate::input::{self, Problems};

/// Times each step of the chain on the given files, alone and on all threads, and prints words and bytes a second.
pub fn run(args: &BenchArgs) -> Result<Exit> {
    let start = Instant::now();
    let chain = chain()?;
    let load = start.elapsed();
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
    let words: usize = sentences.iter().flatten().map(|s| s.tokens.len()).sum();

    let pairs: Vec<(&Document, &[Sentence])> =
        documents.iter().zip(&sentences).map(|(d, s)| (d, s.as_slice())).collect();
    let start = Instant::now();
    let analyses = chain.analyser().analyse_documents(&pairs);
    let analysing = start.elapsed();
    drop(analyses);

    let start = Instant::now();
    let count = copy.len();
    let mut reports = 0;
    for outcome in chain.stream(copy.into_iter().map(Ok)) {
        if let detente_pipeline::Outcome::Record(record) = outcome {
            reports += record.reports.len();
        }
    }
    let whole = start.elapsed();

    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = |n: usize, t: std::time::Duration| n as f64 / t.as_secs_f64().max(1e-9);
    let text = cleaning + segmenting;
    let threads = rayon::current_num_threads();
    if args.json {
        let value = json!({
            "threads": threads, "documents": count, "bytes": bytes, "words": words, "reports": reports,
            "load_ms": load.as_secs_f64() * 1e3,
            "read_mb_s": rate(bytes, reading) / 1e6,
            "clean_words_s": rate(words, cleaning), "segment_words_s": rate(words, segmenting),
            "text_words_s": rate(words, text), "analyse_words_s": rate(words, analysing),
            "whole_words_s": rate(words, whole), "whole_documents_s": rate(count, whole),
        });
        anstream::println!("{value}");
    } else {
        anstream::println!("{count} documents, {bytes} bytes, {words} words, {reports} reports; {threads} threads");
        anstream::println!("load knowledge and model   {:10.0} ms", load.as_secs_f64() * 1e3);
        anstream::println!("read                       {:10.1} MB/s, one thread", rate(bytes, reading) / 1e6);
        anstream::println!("clean                      {:10.0} words/s, one thread", rate(words, cleaning));
        anstream::println!("sentences and words        {:10.0} words/s, one thread", rate(words, segmenting));
        anstream::println!("both together              {:10.0} words/s, one thread", rate(words, text));
        anstream::println!("analyse                    {:10.0} words/s", rate(words, analysing));
        anstream::println!(
            "whole chain                {:10.0} words/s, {:.1} documents/s",
            rate(words, whole),
            rate(count, whole)
        );
    }
    Ok(if problems.errors > 0 { Exit::Partly } else { Exit::Done })
}
