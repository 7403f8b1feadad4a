//! Cleaning: from the stored original to the text that the analysis reads, with an alignment between the two.
//!
//! Each step is a file: the layout is read (`page`, `markdown`, or plain text as it stands), odd characters
//! are mended (`characters`, `mojibake`, `entities`), the lines of plain text become paragraphs (`lines`,
//! `hyphens`), joined words are parted (`joins`), and blocks are told apart (`sort`: `dateline`, `byline`,
//! `apparatus`). A step makes edits to a draft, and the draft keeps the alignment (`edit`); nothing of the original is
//! changed, and what is no reporting is kept as a block of its own kind.

mod apparatus;
pub(crate) mod byline;
mod characters;
mod dateline;
pub(crate) mod edit;
pub(crate) mod entities;
mod hyphens;
mod joins;
mod lines;
mod markdown;
mod mojibake;
mod names;
mod sort;
pub(crate) mod words;

use detente_record::{BlockKind, Document, Metadata, Sought};

use crate::duplicate;
use crate::language;
use crate::page;
use crate::raw::{Layout, Markup, RawDocument};
use edit::{Draft, Writer};
use names::Names;

/// Cleans documents. It is made once and shared: cleaning one document does not depend on any other.
///
/// ```
/// # use detente_text::{clean::Cleaner, raw::{Layout, RawDocument}};
/// let cleaner = Cleaner::new(["Kim Jong Un".to_owned()]);
/// let document = cleaner.document(RawDocument {
///     original: "The respected ComradeKim Jong Uninvited labor innovators.".into(),
///     layout: Layout::Plain,
///     metadata: Default::default(),
///     provenance: Default::default(),
/// });
/// assert_eq!(document.text, "The respected Comrade Kim Jong Un invited labor innovators.");
/// assert_eq!(document.mended, [("joined name".to_owned(), 2)]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cleaner {
    names: Names,
}

impl Cleaner {
    /// A cleaner that knows these names of persons; names of a single word are passed over.
    ///
    /// The names help to part words that were run together; each document's own names are found besides.
    #[must_use]
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        Self { names: Names::new(names) }
    }

    /// Cleans one document. It cannot fail: the worst case is an empty text.
    #[must_use]
    pub fn document(&self, raw: RawDocument) -> Document {
        let RawDocument { original, layout, mut metadata, provenance } = raw;
        let mut draft = self.draft(&original, &layout, &mut metadata);
        let facts = sort::blocks(&mut draft);
        facts.add_to(&mut metadata);
        let Draft { text, alignment, blocks, mended } = draft;
        let mut document = Document {
            id: Document::id_of(&original, &metadata),
            original,
            text,
            alignment,
            blocks,
            metadata,
            provenance,
            fingerprint: Sought::NotSought,
            duplicate: Sought::NotSought,
            mended: mended.into_list(),
        };
        if document.metadata.language.is_not_sought() {
            document.metadata.language = language::of_document(&document);
        }
        document.fingerprint = duplicate::fingerprint(&document);
        document
    }

    fn draft(&self, original: &str, layout: &Layout, metadata: &mut Metadata) -> Draft {
        let mut writer = Writer::new(original);
        let markup = match layout {
            Layout::Plain => {
                plain(&mut writer, 0, original.len());
                Markup::Plain
            }
            Layout::Markdown => {
                markdown::write(&mut writer, 0, original.len());
                Markup::Markdown
            }
            Layout::Html => {
                page::write(&mut writer, original, metadata);
                Markup::Html
            }
            Layout::Fields { headline, body, markup } => {
                if let Some(headline) = headline {
                    writer.copy(headline.start, headline.end);
                    writer.block(BlockKind::Headline, 0);
                }
                writer.gap(body.start);
                match markup {
                    Markup::Plain => plain(&mut writer, body.start, body.end),
                    Markup::Markdown => markdown::write(&mut writer, body.start, body.end),
                    Markup::Html => page::write_fragment(&mut writer, original, body.start, body.end),
                }
                *markup
            }
        };
        let has_headline = writer.has_block(BlockKind::Headline);
        let has_body = writer.has_block(BlockKind::Paragraph);
        let mut draft = writer.finish();
        characters::mend(&mut draft);
        if markup == Markup::Plain && has_body {
            let known = has_headline || metadata.headline.is_found();
            lines::split(&mut draft, known);
        }
        joins::mend(&mut draft, &self.names);
        draft
    }
}

fn plain(writer: &mut Writer<'_>, start: usize, end: usize) {
    let from = writer.len();
    writer.copy(start, end);
    writer.block(BlockKind::Paragraph, from);
}

#[cfg(test)]
mod tests;
