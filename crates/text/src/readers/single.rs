//! Files that are one document: plain text, Markdown, an HTML page.

use detente_record::Metadata;

use super::limited::read_whole;
use super::{Context, Out, Steps};
use crate::encoding::{Hints, decode};
use crate::error::Problem;
use crate::input::{ByteStream, InputFormat};
use crate::raw::Layout;

/// A file that is one document.
pub(super) struct Single {
    context: Context,
    stream: Option<ByteStream>,
}

impl Single {
    pub(super) fn new(context: Context, stream: ByteStream) -> Self {
        Self { context, stream: Some(stream) }
    }
}

impl Steps for Single {
    fn step(&mut self, out: &mut Out) -> bool {
        let Some(stream) = self.stream.take() else { return false };
        let (context, place) = (&self.context, self.context.place());
        let bytes = match read_whole(stream, context.options.max_document_bytes, "the document", &place) {
            Ok(bytes) => bytes,
            Err(error) => {
                out.push_back(Err(error));
                return false;
            }
        };
        let markup = context.format == InputFormat::Html;
        let decoded = decode(bytes, Hints { header: None, markup });
        if !markup && decoded.text.contains('\0') {
            context.say(out, place, Problem::Binary("binary data (it holds NUL bytes)".into()));
            return false;
        }
        if decoded.text.trim().is_empty() {
            context.say(out, place, Problem::Empty);
            return false;
        }
        let mut metadata = Metadata::default();
        context.tell_encoding(out, &place, &decoded, &mut metadata);
        let layout = match context.format {
            InputFormat::Html => Layout::Html,
            InputFormat::Markdown => Layout::Markdown,
            _ => Layout::Plain,
        };
        context.put(out, decoded.text, layout, metadata, &place);
        false
    }
}
