//! Tests of the whole network. Those that need the shipped model say so and pass when it is absent.

use std::path::PathBuf;
use std::sync::OnceLock;

use serde::Deserialize;

use super::*;

fn root(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn shipped() -> Option<&'static Analyser> {
    static ANALYSER: OnceLock<Analyser> = OnceLock::new();
    Some(ANALYSER.get_or_init(|| Analyser::from_static(detente_model::analyser()).unwrap()))
}

#[derive(Deserialize)]
struct Parity {
    id: String,
    words: Vec<String>,
    upos: Vec<String>,
    xpos: Vec<String>,
    feats: Vec<String>,
    lemma: Vec<String>,
    head: Vec<usize>,
    deprel: Vec<String>,
    entities: Vec<(usize, usize, String, bool)>,
    arc: Vec<f32>,
    upos_score: Vec<f32>,
    mention: Vec<f32>,
    margin: f32,
}

fn parity() -> Option<Vec<Parity>> {
    let path = root("training/parity/parity.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is absent", path.display());
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// The reference does the same float operations in the same order (`training/analyser/fixed.py`), and gives four digits.
const TOLERANCE: f32 = 1e-3;

#[test]
fn agrees_with_the_training_framework() {
    let (Some(analyser), Some(cases)) = (shipped(), parity()) else { return };
    let mut worst = 0f32;
    let mut differ = Vec::new();
    let words: Vec<Vec<&str>> = cases.iter().map(|c| c.words.iter().map(String::as_str).collect()).collect();
    let slices: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
    for ((case, words), outcome) in cases.iter().zip(&words).zip(analyser.run(&slices, Want::Decisions)) {
        let found = analyser.assemble(words, &joined(words), &outcome.decided);
        let same = found.words.iter().enumerate().all(|(i, w)| {
            w.upos.as_str() == case.upos[i]
                && w.xpos == case.xpos[i]
                && w.feats.as_str() == case.feats[i]
                && w.lemma == case.lemma[i]
                && w.head.map_or(0, |h| h + 1) == case.head[i]
                && w.deprel == case.deprel[i]
        });
        let entities: Vec<_> =
            found.entities.iter().map(|e| (e.words.start + 1, e.words.end, e.kind.to_string(), e.named)).collect();
        if !same || found.words.len() != case.words.len() || entities != case.entities {
            differ.push((case.id.as_str(), case.margin));
            continue;
        }
        let mentions: Vec<f32> = found.entities.iter().map(|e| e.score).collect();
        let gaps = outcome.decided.arc_scores.iter().zip(&case.arc);
        let gaps = gaps.chain(outcome.decided.upos_scores.iter().zip(&case.upos_score));
        worst = gaps.chain(mentions.iter().zip(&case.mention)).fold(worst, |m, (a, b)| m.max((a - b).abs()));
    }
    assert!(differ.is_empty(), "{} of {} sentences differ (id, margin): {differ:?}", differ.len(), cases.len());
    assert!(worst < TOLERANCE, "scores differ by {worst}");
}

fn sample() -> Vec<Vec<String>> {
    let texts = [
        "Pyongyang fired two ballistic missiles into the East Sea on Tuesday , Seoul 's military said .",
        "No .",
        "",
        "“ We will respond , ” Kim Yo Jong , vice department director , warned in a statement carried by KCNA .",
        "The Ministry of National Defence of the Republic of Korea denied it",
        "😀 123 \u{1} --",
    ];
    texts.iter().map(|t| t.split_whitespace().map(str::to_owned).collect()).collect()
}

fn run(analyser: &Analyser, sentences: &[Vec<String>]) -> Vec<(SentenceAnalysis, Hidden)> {
    let words: Vec<Vec<&str>> = sentences.iter().map(|s| s.iter().map(String::as_str).collect()).collect();
    let slices: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
    analyser.analyse_hidden(&slices)
}

#[test]
fn neighbours_order_and_threads_change_nothing() {
    let Some(analyser) = shipped() else { return };
    let sentences: Vec<_> = sample().into_iter().cycle().take(120).collect();
    let together = run(analyser, &sentences);
    for (sentence, expected) in sentences.iter().zip(&together).take(6) {
        assert_eq!(&run(analyser, std::slice::from_ref(sentence))[0], expected);
    }
    let mut backwards: Vec<_> = sentences.clone();
    backwards.reverse();
    let mut found = run(analyser, &backwards);
    found.reverse();
    assert!(found == together);
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert!(pool.install(|| run(analyser, &sentences)) == together, "{threads} threads");
    }
}

#[test]
fn every_path_gives_the_same_bits() {
    let Some(analyser) = shipped() else { return };
    let expected = run(analyser, &sample());
    for path in kernel::Path::available() {
        let other = Analyser::from_static(detente_model::analyser()).unwrap().on(path).unwrap();
        assert!(run(&other, &sample()) == expected, "{path:?} differs");
    }
}

#[test]
fn odd_input_is_analysed() {
    let Some(analyser) = shipped() else { return };
    let words = |word: &str, n: usize| vec![word.to_owned(); n];
    let mut long = words("Kim", 10_000);
    for (i, word) in long.iter_mut().enumerate() {
        match i % 17 {
            5 => ",".clone_into(word),
            6 => "and".clone_into(word),
            9 => "threatened".clone_into(word),
            _ => {}
        }
    }
    let sentences = [
        vec![],
        words("😀", 3),
        words("7", 5),
        words("\u{0}", 4),
        words("", 2),
        words(&"x".repeat(5000), 2),
        words("donaudampfschiffahrtsgesellschaftskapitän-北朝鮮", 300),
        long,
    ];
    for (words, (found, hidden)) in sentences.iter().zip(run(analyser, &sentences)) {
        assert_eq!(found.words.len(), words.len());
        assert_eq!(hidden.words(), words.len());
        assert_eq!(found.words.iter().filter(|w| w.head.is_none()).count(), usize::from(!words.is_empty()));
        for start in 0..words.len() {
            let (mut at, mut steps) = (start, 0);
            while let Some(head) = found.words[at].head {
                at = head;
                steps += 1;
                assert!(steps <= words.len(), "a cycle");
            }
        }
        for e in &found.entities {
            assert!(e.words.contains(&e.head) && e.words.end <= words.len());
        }
    }
}

#[test]
fn loads_from_a_file() {
    let file = std::env::temp_dir().join(format!("detente-{}.dtm", std::process::id()));
    std::fs::write(&file, detente_model::analyser()).unwrap();
    let analyser = Analyser::load(&file);
    std::fs::remove_file(&file).unwrap();
    assert_eq!(analyser.unwrap().version(), shipped().unwrap().version());
}

#[test]
fn what_is_no_model_is_refused() {
    let error = |bytes: &[u8]| Analyser::from_bytes(bytes.to_vec()).unwrap_err();
    assert!(matches!(error(b""), ModelError::NotAModel));
    assert!(matches!(error(b"GGUF____________"), ModelError::NotAModel));
    assert!(matches!(error(b"DTNTMDL1"), ModelError::Length { .. }));
    let file = |format: u8, length: u64, rest: &[u8]| {
        let sum = crc32fast::hash(rest).to_le_bytes();
        [b"DTNTMDL1".as_slice(), &[format, 0, 0, 0], &length.to_le_bytes(), &sum, rest].concat()
    };
    assert!(matches!(error(&file(9, 0, b"")), ModelError::Version { found: 9, known: 2 }));
    assert!(matches!(error(&file(2, 5, b"{}")), ModelError::Length { .. }));
    assert!(matches!(error(&file(2, u64::MAX, b"{}")), ModelError::Length { .. }));
    let mut empty = b"{}".to_vec();
    empty.resize(40, 0); // to where the data would begin
    assert!(matches!(error(&file(2, 2, &empty)), ModelError::Unfit(_)));
    assert!(matches!(error(&file(2, 2, b"no")), ModelError::Header(_)));
    let mut damaged = file(2, 2, &empty);
    damaged[21] ^= 1;
    assert!(matches!(error(&damaged), ModelError::Checksum { .. }));
    assert!(matches!(Analyser::load("no/such/file").unwrap_err(), ModelError::Io { .. }));
}

#[test]
fn a_damaged_model_is_refused() {
    let bytes = detente_model::analyser().to_vec();
    let length = bytes.len();
    assert!(matches!(Analyser::from_bytes(bytes[..length - 1].to_vec()).unwrap_err(), ModelError::Length { .. }));
    let mut flipped = bytes.clone();
    flipped[length - 9] ^= 1;
    assert!(matches!(Analyser::from_bytes(flipped).unwrap_err(), ModelError::Checksum { .. }));
    for at in [0, 9, 13, 21, 25, 60, 200, 1000, length / 2] {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x55;
        assert!(Analyser::from_bytes(flipped).is_err(), "byte {at}");
    }
    for keep in [7, 8, 12, 23, 24, 500, length / 3, length - 64] {
        assert!(Analyser::from_bytes(bytes[..keep].to_vec()).is_err(), "{keep} bytes");
    }
}
