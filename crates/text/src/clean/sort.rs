//! Tells the blocks of a draft apart: dateline, byline, caption and apparatus are split off as blocks of their own,
//! and what they say is kept for the metadata.

use detente_record::{Block, BlockKind, DateWitness, Metadata, Precision, Sought, TextSpan, Witness, Witnessed};
use jiff::civil::Date;

use super::edit::{Draft, trimmed};
use super::{apparatus, byline, dateline};
use crate::dates;

/// A dateline stands in one of so many first paragraphs, a byline in one of so many first blocks.
const FIRST_PARAGRAPHS: usize = 3;
const FIRST_BLOCKS: usize = 6;

/// What the blocks say of the document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    dateline: Option<dateline::Dateline>,
    authors: Vec<String>,
    headline: Option<String>,
}

/// Splits and names the blocks of a draft.
pub(crate) fn blocks(draft: &mut Draft) -> Facts {
    let mut facts = Facts::default();
    let text = draft.text.as_str();
    let mut sorted = Vec::with_capacity(draft.blocks.len() + 2);
    let mut paragraphs = 0;
    for block in &draft.blocks {
        let Some(span) = trimmed(text, block.span.start, block.span.end) else { continue };
        let mut block = Block { kind: block.kind, span };
        if block.kind == BlockKind::Headline && facts.headline.is_none() {
            facts.headline = Some(text[span.range()].to_owned());
        }
        if matches!(block.kind, BlockKind::Byline) {
            facts.authors.extend(byline::authors(&text[span.range()]));
        }
        let words = &text[span.range()];
        if block.kind == BlockKind::Table && apparatus::whole(words).is_some() {
            block.kind = BlockKind::Apparatus;
        }
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::ListItem | BlockKind::Quotation)
        {
            sorted.push(block);
            continue;
        }
        if let Some(kind) = apparatus::whole(words) {
            block.kind = kind;
            sorted.push(block);
            continue;
        }
        if sorted.len() < FIRST_BLOCKS && byline::is_byline(words) {
            facts.authors.extend(byline::authors(words));
            block.kind = BlockKind::Byline;
            sorted.push(block);
            continue;
        }
        if block.kind == BlockKind::Paragraph {
            paragraphs += 1;
            if paragraphs <= FIRST_PARAGRAPHS
                && facts.dateline.is_none()
                && let Some(found) = dateline::read(words)
            {
                let cut = span.start + found.len;
                sorted.push(Block { kind: BlockKind::Dateline, span: TextSpan::new(span.start, cut) });
                facts.dateline = Some(found);
                let Some(rest) = trimmed(text, cut, span.end) else { continue };
                block.span = rest;
            }
        }
        let tail = apparatus::tail(&text[block.span.range()]).map(|at| block.span.start + at);
        if let Some(at) = tail {
            if let Some(span) = trimmed(text, block.span.start, at) {
                sorted.push(Block { kind: block.kind, span });
            }
            if let Some(span) = trimmed(text, at, block.span.end) {
                sorted.push(Block { kind: BlockKind::Apparatus, span });
            }
        } else {
            sorted.push(block);
        }
    }
    draft.blocks = sorted;
    facts
}

impl Facts {
    /// Adds to the metadata what it does not hold from a better witness.
    pub(crate) fn add_to(self, metadata: &mut Metadata) {
        if let Some(dateline) = self.dateline {
            let witness =
                dateline.date.and_then(|(raw, month, day, year)| date(&raw, month, day, year, &metadata.dates));
            if let Some(witness) = witness {
                metadata.dates.push(witness);
                metadata.dates = dates::rank(std::mem::take(&mut metadata.dates));
            }
            if let Some(place) = dateline.place {
                metadata.extra.push(("dateline place".into(), place));
            }
            if let Some(agency) = dateline.agency {
                if !metadata.publisher.is_found() {
                    metadata.publisher = Sought::Found(Witnessed { value: agency.clone(), witness: Witness::Dateline });
                }
                metadata.extra.push(("dateline agency".into(), agency));
            }
        }
        let witnessed = || Witness::Field("text".into());
        if !metadata.authors.is_found() {
            let authors = (!self.authors.is_empty()).then_some(self.authors);
            metadata.authors = Sought::looked(authors.map(|value| Witnessed { value, witness: witnessed() }));
        }
        if !metadata.headline.is_found() {
            metadata.headline = Sought::looked(self.headline.map(|value| Witnessed { value, witness: witnessed() }));
        }
        if metadata.publisher.is_not_sought() {
            metadata.publisher = Sought::Absent;
        }
    }
}

/// The date of a dateline: as it stands if it names its year, else in the year that the other witnesses suggest.
fn date(raw: &str, month: i8, day: i8, year: Option<i16>, others: &[DateWitness]) -> Option<DateWitness> {
    match year {
        Some(year) => Some(DateWitness {
            date: Date::new(year, month, day).ok()?,
            precision: Precision::Day,
            raw: raw.to_owned(),
            witness: Witness::Dateline,
        }),
        None => dates::dateline(raw, month, day, others),
    }
}
