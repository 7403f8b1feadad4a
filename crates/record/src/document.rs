//! Documents, their blocks, sentences and tokens.

use jiff::civil::Date;

use crate::align::Alignment;
use crate::ids::{DocumentId, Identity, SentenceId};
use crate::sought::Sought;
use crate::span::{Span, TextSpan};
use crate::when::Precision;

/// Where a value was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Witness {
    /// Given by the user on the command line or through the API.
    Given,
    /// A field of the record it came in (a JSON key, a CSV column, a feed element), by name.
    Field(String),
    /// Structured data in a page (JSON-LD, Open Graph, `meta`, `time`), by name.
    Page(String),
    /// A header of the archive record or of HTTP, by name.
    Header(String),
    /// The dateline of the text.
    Dateline,
    /// A date written in the address.
    Url,
    /// The name of the file.
    FileName,
}

/// A value and its witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witnessed<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub witness: Witness,
}

/// A publication date as one witness gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateWitness {
    /// The day; the first of the period where the precision is coarser.
    pub date: Date,
    /// How exact it is.
    pub precision: Precision,
    /// The words it was read from.
    pub raw: String,
    /// Where they stood.
    pub witness: Witness,
}

/// The language of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Language {
    /// ISO 639-3 code.
    pub code: String,
    /// English name.
    pub name: String,
    /// Between 0 and 1, by the identifier's own reckoning.
    pub confidence: f64,
}

/// What a block of the cleaned text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The headline.
    Headline,
    /// A heading inside the text.
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// A block quotation.
    Quotation,
    /// "PYONGYANG, June 22 (Xinhua) --".
    Dateline,
    /// "By Jane Doe".
    Byline,
    /// A caption of a picture.
    Caption,
    /// A photo credit, an agency tail ("-0-", "(END)"), a note to editors: no part of the reporting.
    Apparatus,
    /// A table cell or row.
    Table,
}

impl BlockKind {
    /// Whether sentences of it are read for events.
    #[must_use]
    pub fn is_reporting(self) -> bool {
        matches!(self, Self::Headline | Self::Heading | Self::Paragraph | Self::ListItem | Self::Quotation)
    }
}

/// A block of the cleaned text; blocks are in order and do not overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is.
    pub span: TextSpan,
}

/// What is known of a document besides its text.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Metadata {
    /// The outlet.
    pub publisher: Sought<Witnessed<String>>,
    /// The address it was read from.
    pub url: Sought<Witnessed<String>>,
    /// The address it names as its own.
    pub canonical_url: Sought<Witnessed<String>>,
    /// Who wrote it.
    pub authors: Sought<Witnessed<Vec<String>>>,
    /// The headline; when the text holds it, a [`Block`] of kind headline says where.
    pub headline: Sought<Witnessed<String>>,
    /// The section or topic the outlet files it under.
    pub section: Sought<Witnessed<String>>,
    /// Every witness to the publication date, the one believed first.
    pub dates: Vec<DateWitness>,
    /// The language.
    pub language: Sought<Language>,
    /// Further fields of the source record, by name, as text.
    pub extra: Vec<(String, String)>,
}

impl Metadata {
    /// The publication date believed.
    #[must_use]
    pub fn published(&self) -> Option<&DateWitness> {
        self.dates.first()
    }
}

/// Where in the input a document stood.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Provenance {
    /// The file as the user named it; `-` for standard input.
    pub file: String,
    /// Number of the record in the file, from 1, where the format has several.
    pub record: Option<usize>,
    /// Line on which the record begins, from 1, where the format has lines.
    pub line: Option<usize>,
}

/// Fingerprints for recognising duplicates; see `detente-text` for how they are made.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Fingerprint {
    /// Hash of the normalised body: equal for exact duplicates.
    pub exact: [u8; 16],
    /// MinHash signature of the body's word shingles: close for near duplicates.
    pub sketch: Vec<u32>,
}

/// How a document repeats another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DuplicateKind {
    /// The same body to the letter, after normalising case, space and punctuation.
    Exact,
    /// Nearly the same body: a reprint with a new headline, a cut or an added line.
    Near,
}

/// A document's relation to an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicate {
    /// The earlier document in the input.
    pub of: DocumentId,
    /// How alike.
    pub kind: DuplicateKind,
    /// Estimated Jaccard similarity of their shingles, 0 to 1.
    pub similarity: f64,
}

/// One article.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Derived from original text, publisher, url and date.
    pub id: DocumentId,
    /// The stored original, never changed: the decoded file for text, Markdown and HTML; headline, a blank line and
    /// the body for formats that keep them in separate fields.
    pub original: String,
    /// The cleaned text that the analysis reads.
    pub text: String,
    /// Maps `text` back to `original`.
    pub alignment: Alignment,
    /// The blocks of `text`.
    pub blocks: Vec<Block>,
    /// What else is known.
    pub metadata: Metadata,
    /// Where it was read from.
    pub provenance: Provenance,
    /// For recognising duplicates.
    pub fingerprint: Sought<Fingerprint>,
    /// The earlier document of the same input that it repeats.
    pub duplicate: Sought<Duplicate>,
    /// What cleaning mended, counted by kind ("joined name", "soft hyphen", "mojibake" …), in order of the name.
    pub mended: Vec<(String, usize)>,
}

impl Document {
    /// The id of a document with this content.
    #[must_use]
    pub fn id_of(original: &str, metadata: &Metadata) -> DocumentId {
        let date = metadata.published().map(|d| d.date.to_string());
        DocumentId::from_identity(
            &Identity::of("document")
                .with(original)
                .with_option(metadata.publisher.found().map(|w| w.value.as_str()))
                .with_option(metadata.url.found().map(|w| w.value.as_str()))
                .with_option(date.as_deref()),
        )
    }

    /// The span of the stored original that a span of the cleaned text was made from.
    #[must_use]
    pub fn original_span(&self, span: TextSpan) -> Span {
        self.alignment.original(span)
    }

    /// The cleaned text of a span; empty for a span of another document.
    #[must_use]
    pub fn slice(&self, span: TextSpan) -> &str {
        span.slice(&self.text).unwrap_or_default()
    }

    /// The day of publication believed.
    #[must_use]
    pub fn published(&self) -> Option<Date> {
        self.metadata.published().map(|d| d.date)
    }
}

/// A token: a word of the English Web Treebank's tokenization, or a punctuation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it is.
    pub span: TextSpan,
}

/// A sentence: a run of tokens of one block.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Derived from document and span.
    pub id: SentenceId,
    /// Number in the document, from 1, over all reporting blocks; the headline, if any, is number 0.
    pub number: usize,
    /// Where it is.
    pub span: TextSpan,
    /// The kind of the block it stands in.
    pub block: BlockKind,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
}

impl Sentence {
    /// The id of a sentence.
    #[must_use]
    pub fn id_of(document: DocumentId, span: TextSpan) -> SentenceId {
        SentenceId::from_identity(
            &Identity::of("sentence").with(document.as_bytes()).with_number(span.start).with_number(span.end),
        )
    }
}
