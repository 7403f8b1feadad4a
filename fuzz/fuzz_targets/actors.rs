//! Reading tables and dictionaries of actors, compiling them and opening what was compiled.

#![no_main]

use detente_knowledge::{Knowledge, audit, image};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut knowledge = Knowledge::default();
    knowledge.with("actors/states.tsv", "id\tkind\tname\tnames\tpeople\tadjectives\tcapital\nKOR\tstate\tA\t\t\t\t\n");
    knowledge.with("actors/people.tsv", &format!("country\tname\taliases\toffice\ttitle\tsector\tfrom\tto\n{text}"));
    knowledge.with_dictionary("own.txt", text);
    let _ = audit::audit(knowledge.actors());
    if let Ok(bytes) = image::compile(knowledge.actors()) {
        image::Image::open(bytes.into()).expect("what was compiled opens");
    }
    let _ = image::Image::open(bytes.to_vec().into());
});
