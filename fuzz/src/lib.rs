//! What every fuzz target checks.

use std::io::Cursor;

use detente_record::{Document, TextSpan};
use detente_text::{Cleaner, InputFormat, Layout, RawDocument, ReadOptions, Reader};

/// Reads bytes as a file of this name, and checks what comes.
pub fn read(bytes: &[u8], name: &str, format: Option<InputFormat>) {
    let options = ReadOptions {
        input_format: format,
        max_document_bytes: 1 << 16,
        max_record_bytes: 1 << 12,
        ..ReadOptions::default()
    };
    let mut count = 0usize;
    for item in Reader::new(options).read(Cursor::new(bytes.to_vec()), name) {
        count += 1;
        assert!(count <= 4 * bytes.len() + 4, "more problems than bytes");
        match item {
            Ok(raw) => laid_out(&raw),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    assert!(count > 0, "silence");
}

/// Checks that headline and body lie inside the original.
pub fn laid_out(raw: &RawDocument) {
    if let Layout::Fields { headline, body, .. } = &raw.layout {
        assert!(raw.original.get(body.clone()).is_some());
        assert!(headline.clone().is_none_or(|h| raw.original.get(h).is_some()));
    }
}

/// Cleans a document, and checks that all of it maps back.
pub fn clean(cleaner: &Cleaner, raw: RawDocument) {
    let document: Document = cleaner.document(raw);
    assert_eq!(document.alignment.clean_len(), document.text.len());
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.span.start >= end, "blocks overlap");
        end = block.span.end;
        assert!(block.span.slice(&document.text).is_some(), "a block cuts a character");
        assert!(document.original_span(block.span).slice(&document.original).is_some());
    }
    for (at, c) in document.text.char_indices() {
        let span = TextSpan::new(at, at + c.len_utf8());
        assert!(document.original_span(span).slice(&document.original).is_some(), "a character maps to half a one");
    }
}
