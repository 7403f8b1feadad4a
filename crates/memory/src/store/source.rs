//! The source of a document as a reader handed it over, in a form that can be kept: what coding it anew needs.

use detente_record::{DateWitness, Identity, Language, Metadata, Precision, Provenance, Sought, Witness, Witnessed};
use detente_text::{Layout, Markup, RawDocument};
use serde::{Deserialize, Serialize};

use crate::error::{MemoryError, Result};

/// zstd level of stored texts.
const LEVEL: i32 = 3;

#[derive(Serialize, Deserialize)]
struct Kept {
    original: String,
    layout: KeptLayout,
    publisher: KeptSought<KeptValue<String>>,
    url: KeptSought<KeptValue<String>>,
    canonical_url: KeptSought<KeptValue<String>>,
    authors: KeptSought<KeptValue<Vec<String>>>,
    headline: KeptSought<KeptValue<String>>,
    section: KeptSought<KeptValue<String>>,
    dates: Vec<KeptDate>,
    language: KeptSought<(String, String, f64)>,
    extra: Vec<(String, String)>,
}

#[derive(Serialize, Deserialize)]
enum KeptLayout {
    Plain,
    Markdown,
    Html,
    Fields { headline: Option<(usize, usize)>, body: (usize, usize), markup: String },
}

#[derive(Serialize, Deserialize)]
enum KeptSought<T> {
    NotSought,
    Absent,
    Found(T),
}

#[derive(Serialize, Deserialize)]
struct KeptValue<T> {
    value: T,
    witness: KeptWitness,
}

#[derive(Serialize, Deserialize)]
enum KeptWitness {
    Given,
    Field(String),
    Page(String),
    Header(String),
    Dateline,
    Url,
    FileName,
}

#[derive(Serialize, Deserialize)]
struct KeptDate {
    date: String,
    precision: String,
    raw: String,
    witness: KeptWitness,
}

/// A source ready to be stored, with the name under which it is recognised when it is read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The first 80 bits of a hash of all that was read, without the place where it stood.
    pub name: [u8; 10],
    /// All that was read, compressed.
    pub bytes: Vec<u8>,
}

/// The name of a source: equal for the same text with the same metadata, wherever it was read.
///
/// # Errors
/// When it cannot be written as JSON, which no input causes.
pub fn name(raw: &RawDocument) -> Result<[u8; 10]> {
    Ok(Identity::of("source").with(json(raw)?).finish())
}

/// A source in the form in which it is kept.
///
/// # Errors
/// When it cannot be written as JSON, which no input causes.
pub fn keep(raw: &RawDocument) -> Result<Source> {
    let json = json(raw)?;
    Ok(Source { name: Identity::of("source").with(&json).finish(), bytes: pack(&json)? })
}

/// The source as the reader handed it over; `provenance` is where it was first seen.
///
/// # Errors
/// When the bytes are damaged.
pub fn open(bytes: &[u8], provenance: Provenance) -> Result<RawDocument> {
    let damaged = |why: &dyn std::fmt::Display| MemoryError::damaged("a source", why);
    let kept: Kept = serde_json::from_slice(&unpack(bytes)?).map_err(|e| damaged(&e))?;
    let layout = match kept.layout {
        KeptLayout::Plain => Layout::Plain,
        KeptLayout::Markdown => Layout::Markdown,
        KeptLayout::Html => Layout::Html,
        KeptLayout::Fields { headline, body, markup } => Layout::Fields {
            headline: headline.map(|(a, b)| a..b),
            body: body.0..body.1,
            markup: match markup.as_str() {
                "markdown" => Markup::Markdown,
                "html" => Markup::Html,
                _ => Markup::Plain,
            },
        },
    };
    let mut dates = Vec::new();
    for date in kept.dates {
        dates.push(DateWitness {
            date: date.date.parse().map_err(|e| damaged(&e))?,
            precision: precision_of(&date.precision),
            raw: date.raw,
            witness: witness_of(date.witness),
        });
    }
    Ok(RawDocument {
        original: kept.original,
        layout,
        metadata: Metadata {
            publisher: value_of(kept.publisher),
            url: value_of(kept.url),
            canonical_url: value_of(kept.canonical_url),
            authors: value_of(kept.authors),
            headline: value_of(kept.headline),
            section: value_of(kept.section),
            dates,
            language: match kept.language {
                KeptSought::NotSought => Sought::NotSought,
                KeptSought::Absent => Sought::Absent,
                KeptSought::Found((code, name, confidence)) => Sought::Found(Language { code, name, confidence }),
            },
            extra: kept.extra,
        },
        provenance,
    })
}

/// Compresses.
pub(crate) fn pack(bytes: &[u8]) -> Result<Vec<u8>> {
    zstd::bulk::compress(bytes, LEVEL).map_err(|e| MemoryError::damaged("a text", e))
}

/// Decompresses.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Vec<u8>> {
    zstd::stream::decode_all(bytes).map_err(|e| MemoryError::damaged("a compressed text", e))
}

fn json(raw: &RawDocument) -> Result<Vec<u8>> {
    let meta = &raw.metadata;
    let kept = Kept {
        original: raw.original.clone(),
        layout: match &raw.layout {
            Layout::Plain => KeptLayout::Plain,
            Layout::Markdown => KeptLayout::Markdown,
            Layout::Html => KeptLayout::Html,
            Layout::Fields { headline, body, markup } => KeptLayout::Fields {
                headline: headline.as_ref().map(|r| (r.start, r.end)),
                body: (body.start, body.end),
                markup: match markup {
                    Markup::Plain => "plain",
                    Markup::Markdown => "markdown",
                    Markup::Html => "html",
                }
                .into(),
            },
        },
        publisher: value(&meta.publisher),
        url: value(&meta.url),
        canonical_url: value(&meta.canonical_url),
        authors: value(&meta.authors),
        headline: value(&meta.headline),
        section: value(&meta.section),
        dates: meta
            .dates
            .iter()
            .map(|d| KeptDate {
                date: d.date.to_string(),
                precision: precision(d.precision).into(),
                raw: d.raw.clone(),
                witness: witness(&d.witness),
            })
            .collect(),
        language: match &meta.language {
            Sought::NotSought => KeptSought::NotSought,
            Sought::Absent => KeptSought::Absent,
            Sought::Found(l) => KeptSought::Found((l.code.clone(), l.name.clone(), l.confidence)),
        },
        extra: meta.extra.clone(),
    };
    serde_json::to_vec(&kept).map_err(|e| MemoryError::damaged("a source", e))
}

fn value<T: Clone>(value: &Sought<Witnessed<T>>) -> KeptSought<KeptValue<T>> {
    match value {
        Sought::NotSought => KeptSought::NotSought,
        Sought::Absent => KeptSought::Absent,
        Sought::Found(w) => KeptSought::Found(KeptValue { value: w.value.clone(), witness: witness(&w.witness) }),
    }
}

fn value_of<T>(value: KeptSought<KeptValue<T>>) -> Sought<Witnessed<T>> {
    match value {
        KeptSought::NotSought => Sought::NotSought,
        KeptSought::Absent => Sought::Absent,
        KeptSought::Found(w) => Sought::Found(Witnessed { value: w.value, witness: witness_of(w.witness) }),
    }
}

fn witness(witness: &Witness) -> KeptWitness {
    match witness {
        Witness::Given => KeptWitness::Given,
        Witness::Field(name) => KeptWitness::Field(name.clone()),
        Witness::Page(name) => KeptWitness::Page(name.clone()),
        Witness::Header(name) => KeptWitness::Header(name.clone()),
        Witness::Dateline => KeptWitness::Dateline,
        Witness::Url => KeptWitness::Url,
        Witness::FileName => KeptWitness::FileName,
    }
}

fn witness_of(witness: KeptWitness) -> Witness {
    match witness {
        KeptWitness::Given => Witness::Given,
        KeptWitness::Field(name) => Witness::Field(name),
        KeptWitness::Page(name) => Witness::Page(name),
        KeptWitness::Header(name) => Witness::Header(name),
        KeptWitness::Dateline => Witness::Dateline,
        KeptWitness::Url => Witness::Url,
        KeptWitness::FileName => Witness::FileName,
    }
}

const PRECISIONS: [(Precision, &str); 7] = [
    (Precision::Day, "day"),
    (Precision::Week, "week"),
    (Precision::Month, "month"),
    (Precision::Season, "season"),
    (Precision::Year, "year"),
    (Precision::Decade, "decade"),
    (Precision::Vague, "vague"),
];

fn precision(precision: Precision) -> &'static str {
    PRECISIONS.iter().find(|(p, _)| *p == precision).map_or("vague", |(_, name)| name)
}

fn precision_of(name: &str) -> Precision {
    PRECISIONS.iter().find(|(_, n)| *n == name).map_or(Precision::Vague, |(p, _)| *p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_as_it_went_in() {
        let raw = RawDocument {
            original: "Shots fired\n\nThe army fired <b>shots</b>.".into(),
            layout: Layout::Fields { headline: Some(0..11), body: 13..40, markup: Markup::Html },
            metadata: Metadata {
                publisher: Sought::Found(Witnessed { value: "Wire".into(), witness: Witness::Field("source".into()) }),
                url: Sought::Absent,
                dates: vec![DateWitness {
                    date: jiff::civil::date(2024, 5, 1),
                    precision: Precision::Month,
                    raw: "May 2024".into(),
                    witness: Witness::FileName,
                }],
                extra: vec![("type".into(), "x".into())],
                ..Metadata::default()
            },
            provenance: Provenance { file: "a.csv".into(), record: Some(3), line: Some(4) },
        };
        let kept = keep(&raw).unwrap();
        assert_eq!(open(&kept.bytes, raw.provenance.clone()).unwrap(), raw);
        let elsewhere = RawDocument { provenance: Provenance::default(), ..raw };
        assert_eq!(name(&elsewhere).unwrap(), kept.name);
    }
}
