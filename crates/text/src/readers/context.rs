//! What every reader of a file knows, and the finishing of a document.

use std::sync::Arc;

use detente_record::{Metadata, Provenance, Sought, Witness, Witnessed};

use super::Out;
use crate::ReadOptions;
use crate::dates;
use crate::encoding::{Decoded, Found};
use crate::error::{Place, Problem, ReadError};
use crate::input::InputFormat;
use crate::raw::{Layout, RawDocument};

/// What every reader of a file knows.
pub(crate) struct Context {
    pub options: Arc<ReadOptions>,
    pub file: String,
    pub format: InputFormat,
}

impl Context {
    /// The context of a file.
    pub(crate) fn new(options: Arc<ReadOptions>, file: String, format: InputFormat) -> Self {
        Self { options, file, format }
    }

    /// The whole file, as a place.
    pub(crate) fn place(&self) -> Place {
        Place::file(self.file.clone())
    }

    /// Puts out a problem.
    pub(crate) fn say(&self, out: &mut Out, place: Place, problem: Problem) {
        out.push_back(Err(ReadError::new(place, problem)));
    }

    /// Puts out what has to be said of a decoding, and notes the encoding where it is not UTF-8.
    pub(crate) fn tell_encoding(&self, out: &mut Out, place: &Place, decoded: &Decoded, metadata: &mut Metadata) {
        match &decoded.found {
            Found::Guessed => self.say(out, place.clone(), Problem::GuessedEncoding(decoded.encoding)),
            Found::Against(declared) => {
                let problem = Problem::WrongEncoding { declared: declared.clone(), used: decoded.encoding };
                self.say(out, place.clone(), problem);
            }
            Found::Mark | Found::Declared | Found::Utf8 => {}
        }
        if decoded.replaced > 0 {
            let problem = Problem::Replaced { encoding: decoded.encoding, count: decoded.replaced };
            self.say(out, place.clone(), problem);
        }
        note_encoding(metadata, decoded.encoding);
    }

    /// Puts out a document, after the words of the user, the address and the name of the file have been added to
    /// what the record says of it.
    pub(crate) fn put(&self, out: &mut Out, original: String, layout: Layout, mut metadata: Metadata, place: &Place) {
        let options = &self.options;
        given(&mut metadata.publisher, options.publisher.as_deref(), &mut metadata.extra);
        given(&mut metadata.url, options.url.as_deref(), &mut metadata.extra);
        metadata.dates.extend(options.published.clone());
        metadata.dates.extend(metadata.url.found().and_then(|url| dates::in_url(&url.value)));
        if self.format.is_single() {
            metadata.dates.extend(dates::in_file_name(&self.file));
        }
        metadata.dates = dates::rank(std::mem::take(&mut metadata.dates));
        let provenance = Provenance { file: self.file.clone(), record: place.record, line: place.line };
        out.push_back(Ok(RawDocument { original, layout, metadata, provenance }));
    }
}

/// Notes an encoding other than UTF-8 among the further fields.
pub(crate) fn note_encoding(metadata: &mut Metadata, encoding: &str) {
    if encoding != "UTF-8" {
        metadata.extra.push(("encoding".into(), encoding.into()));
    }
}

/// The user's word goes before that of the record, which is kept among the further fields.
fn given(field: &mut Sought<Witnessed<String>>, value: Option<&str>, extra: &mut Vec<(String, String)>) {
    let Some(value) = value else { return };
    let said = Sought::Found(Witnessed { value: value.to_owned(), witness: Witness::Given });
    if let Sought::Found(Witnessed { value: other, witness }) = std::mem::replace(field, said)
        && other != value
    {
        let name = match witness {
            Witness::Field(name) | Witness::Page(name) | Witness::Header(name) => name,
            _ => "other".into(),
        };
        extra.push((name, other));
    }
}
