//! WARC archives: each page or text of status 200 a document, whatever else is in them passed over and counted.

use std::collections::BTreeMap;

use detente_record::{Metadata, Sought, Witness, Witnessed};

use super::http::{Response, content_type};
use super::warc_record::{Next, Record, Records};
use super::{Context, Out, Steps};
use crate::dates;
use crate::encoding::{Hints, decode};
use crate::error::{Place, Problem};
use crate::input::{ByteStream, io_problem};
use crate::raw::Layout;

/// A WARC archive.
pub(super) struct Warc {
    context: Context,
    records: Records<ByteStream>,
    number: usize,
    skipped: BTreeMap<String, usize>,
}

/// The text of a record, not yet decoded.
struct Page {
    bytes: Vec<u8>,
    html: bool,
    charset: Option<String>,
    modified: Option<String>,
}

impl Warc {
    pub(super) fn new(context: Context, stream: ByteStream) -> Self {
        Self { context, records: Records::new(stream), number: 0, skipped: BTreeMap::new() }
    }

    fn skip(&mut self, what: impl Into<String>) {
        *self.skipped.entry(what.into()).or_default() += 1;
    }

    fn record(&mut self, record: Record, out: &mut Out) {
        let place = self.context.place().record(self.number).offset(record.offset);
        let Some(content) = &record.content else {
            if wanted(record.kind()) {
                let limit = self.context.options.max_record_bytes;
                self.context.say(out, place, Problem::TooLarge { what: "the record", limit });
            } else {
                self.skip(format!("{} records", record.kind()));
            }
            return;
        };
        let page = match record.kind() {
            "response" => self.response(content, &record, &place, out),
            _ => self.resource(content, &record),
        };
        let Some(page) = page else { return };
        let hints = Hints { header: page.charset.as_deref(), markup: page.html };
        let decoded = decode(page.bytes, hints);
        if decoded.text.trim().is_empty() {
            self.skip("empty pages");
            return;
        }
        let mut metadata = Metadata::default();
        self.context.tell_encoding(out, &place, &decoded, &mut metadata);
        let header = |name: &str| {
            let value = record.header(&name.to_ascii_lowercase()).map(|v| v.trim_matches(['<', '>']).to_owned());
            value.map(|value| Witnessed { value, witness: Witness::Header(name.to_owned()) })
        };
        metadata.url = Sought::looked(header("WARC-Target-URI"));
        metadata.extra.extend(header("WARC-Date").map(|w| ("WARC-Date".to_owned(), w.value)));
        metadata.dates.extend(page.modified.and_then(|raw| modified(&raw, record.header("warc-date"))));
        let layout = if page.html { Layout::Html } else { Layout::Plain };
        self.context.put(out, decoded.text, layout, metadata, &place);
    }

    fn response(&mut self, content: &[u8], record: &Record, place: &Place, out: &mut Out) -> Option<Page> {
        let Some(response) = Response::of(content) else {
            let http = record.header("content-type").is_none_or(|t| t.contains("http"));
            if http && record.header("warc-target-uri").is_some_and(|u| u.trim_matches('<').starts_with("http")) {
                self.context.say(out, place.clone(), Problem::Warc("it holds no HTTP response".into()));
            } else {
                self.skip("responses other than HTTP");
            }
            return None;
        };
        if !(200..300).contains(&response.status) {
            self.skip(format!("responses of status {}", response.status));
            return None;
        }
        let (media, charset) = content_type(response.header("content-type").unwrap_or_default());
        if !media.is_empty() && html_or_text(&media).is_none() {
            self.skip(format!("responses of type {media}"));
            return None;
        }
        let limit = self.context.options.max_record_bytes;
        let bytes = match response.body(limit) {
            Ok(bytes) if bytes.len() > limit => {
                self.context.say(out, place.clone(), Problem::TooLarge { what: "the record", limit });
                return None;
            }
            Ok(bytes) => bytes,
            Err(why) => {
                self.context.say(out, place.clone(), Problem::Warc(why));
                return None;
            }
        };
        let html = html_or_text(&media).unwrap_or_else(|| bytes.trim_ascii_start().starts_with(b"<"));
        let modified = response.header("last-modified").map(str::to_owned);
        Some(Page { bytes, html, charset, modified })
    }

    fn resource(&mut self, content: &[u8], record: &Record) -> Option<Page> {
        let (media, charset) = content_type(record.header("content-type").unwrap_or_default());
        let Some(html) = html_or_text(&media) else {
            self.skip(format!(
                "{} records of type {}",
                record.kind(),
                if media.is_empty() { "unknown" } else { &media }
            ));
            return None;
        };
        Some(Page { bytes: content.to_vec(), html, charset, modified: None })
    }

    /// Says what was passed over.
    fn finish(&mut self, out: &mut Out) {
        if self.number == 0 {
            self.context.say(out, self.context.place(), Problem::Empty);
        }
        let skipped = std::mem::take(&mut self.skipped);
        if !skipped.is_empty() {
            let list: Vec<String> = skipped.iter().map(|(what, count)| format!("{count} {what}")).collect();
            self.context.say(out, self.context.place(), Problem::SkippedRecords(list.join(", ")));
        }
    }
}

impl Steps for Warc {
    fn step(&mut self, out: &mut Out) -> bool {
        self.number += 1;
        match self.records.next(self.context.options.max_record_bytes, wanted) {
            Next::Record(record) => self.record(record, out),
            Next::Broken(offset, why) => {
                let place = self.context.place().record(self.number).offset(offset);
                self.context.say(out, place, Problem::Warc(why));
            }
            Next::Failed(error) => {
                let place = self.context.place().record(self.number);
                out.push_back(Err(io_problem(place, &error)));
            }
            Next::End => {
                self.number -= 1;
                self.finish(out);
                return false;
            }
        }
        true
    }
}

/// The types of records that may hold a text; `conversion` is the plain text that some archives keep of a page.
fn wanted(kind: &str) -> bool {
    matches!(kind, "response" | "resource" | "conversion")
}

/// Whether a media type is HTML (true) or plain text (false); none for any other.
fn html_or_text(media: &str) -> Option<bool> {
    match media {
        "text/html" | "application/xhtml+xml" => Some(true),
        "text/plain" => Some(false),
        _ => None,
    }
}

/// The date of a `Last-Modified` header, unless it is the time of the crawl: pages made on request bear that.
fn modified(raw: &str, crawled: Option<&str>) -> Option<detente_record::DateWitness> {
    let date = dates::parse(raw, Witness::Header("Last-Modified".into()), None).ok()?;
    let crawled = crawled.and_then(|c| dates::parse(c, Witness::Header("WARC-Date".into()), None).ok());
    let days = crawled.and_then(|c| date.date.until(c.date).ok()).map(|span| span.get_days());
    days.is_none_or(|days| days.abs() > 1).then_some(date)
}
