//! Reading treebanks: an error or sentences that can be written, read again and scored.

#![no_main]

use detente_language::{conllu, evaluate};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(sentences) = conllu::read(bytes) else { return };
    for sentence in &sentences {
        let _ = sentence.entities();
    }
    let mut out = Vec::new();
    conllu::write(&mut out, &sentences).expect("memory takes it");
    let again = conllu::read(out.as_slice()).expect("what was written can be read");
    assert_eq!(sentences.len(), again.len());
    for document in conllu::raw_documents(&sentences) {
        let _ = detente_language::split(&document.text);
    }
    let _ = evaluate::score(&sentences, &again);
});
