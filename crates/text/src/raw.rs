//! What a reader hands over: one document, decoded and not yet cleaned.

use std::ops::Range;

use detente_record::{Metadata, Provenance};

/// How the stored original is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// A whole HTML page.
    Html,
    /// Headline, a blank line and the body, kept in separate fields of the source.
    Fields {
        /// Bytes of `original` that hold the headline; none when the source has none.
        headline: Option<Range<usize>>,
        /// Bytes of `original` that hold the body.
        body: Range<usize>,
        /// How the body is marked up.
        markup: Markup,
    },
}

/// How a body is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Not at all.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
}

/// One document as a reader hands it over: decoded, not yet cleaned.
#[derive(Clone, Debug, PartialEq)]
pub struct RawDocument {
    /// The text that will be stored and never changed.
    pub original: String,
    /// How it is laid out.
    pub layout: Layout,
    /// What the source, the flags, the address and the file name say of it; dates ranked.
    pub metadata: Metadata,
    /// Where it stood.
    pub provenance: Provenance,
}
