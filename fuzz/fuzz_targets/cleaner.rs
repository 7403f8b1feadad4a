//! Cleaning any text in any layout.

#![no_main]

use std::sync::LazyLock;

use detente_text::{Cleaner, Layout, Markup, RawDocument};

static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| Cleaner::new(["Kim Jong Un", "Kim Yo Jong"].map(String::from)));

libfuzzer_sys::fuzz_target!(|input: (u8, &str)| {
    let (layout, text) = input;
    let headline = text.char_indices().nth(12).map_or(0, |(at, _)| at);
    let fields = |markup| Layout::Fields { headline: Some(0..headline), body: headline..text.len(), markup };
    let layout = match layout % 6 {
        0 => Layout::Plain,
        1 => Layout::Markdown,
        2 => Layout::Html,
        3 => fields(Markup::Plain),
        4 => fields(Markup::Markdown),
        _ => fields(Markup::Html),
    };
    let raw =
        RawDocument { original: text.to_owned(), layout, metadata: Default::default(), provenance: Default::default() };
    detente_fuzz::clean(&CLEANER, raw);
});
