//! The readers, one for each family of formats. Each takes an opened source apart into raw documents, one step at a
//! time, and never holds more than one record.

mod context;
mod delimited;
mod feed;
mod feed_split;
mod http;
mod json;
mod json_scan;
mod limited;
mod record;
mod single;
mod warc;
mod warc_record;

use std::collections::VecDeque;

use crate::error::ReadError;
use crate::input::{InputFormat, Source};
use crate::raw::RawDocument;

pub(crate) use context::Context;

/// What a step gives: documents, and what has to be said.
pub(crate) type Out = VecDeque<Result<RawDocument, ReadError>>;

/// A reader of one source.
pub(crate) trait Steps: Send {
    /// Reads on by one record and puts out what comes of it; false when the source is at its end.
    fn step(&mut self, out: &mut Out) -> bool;
}

/// The reader of a source.
pub(crate) fn open(source: Source, options: std::sync::Arc<crate::ReadOptions>) -> Box<dyn Steps> {
    let Source { file, format, head, stream } = source;
    let context = Context::new(options, file, format);
    match format {
        InputFormat::Text | InputFormat::Markdown | InputFormat::Html => Box::new(single::Single::new(context, stream)),
        InputFormat::Json => json::open(context, &head, stream),
        InputFormat::Csv | InputFormat::Tsv => Box::new(delimited::Delimited::new(context, &head, stream)),
        InputFormat::Feed => Box::new(feed::Feed::new(context, stream)),
        InputFormat::Warc => Box::new(warc::Warc::new(context, stream)),
    }
}
