//! Decoding a file record by record, without seeing the whole of it.

use encoding_rs::{Encoding, UTF_8};

use super::{guess, mostly_utf8};
use crate::error::Problem;

/// Decodes the records of one file: each that is valid UTF-8 is UTF-8; the first that is not settles the file's other
/// encoding, together with the first bytes of the file.
pub(crate) struct RecordDecoder {
    head: Vec<u8>,
    other: Option<&'static Encoding>,
}

/// A record decoded, with what has to be said about it.
pub(crate) struct Record {
    pub text: String,
    pub problems: Vec<Problem>,
    pub encoding: &'static str,
}

impl RecordDecoder {
    /// A decoder for a file with these first bytes.
    pub(crate) fn new(head: &[u8]) -> Self {
        Self { head: head.to_vec(), other: None }
    }

    /// Decodes one record.
    pub(crate) fn decode(&mut self, bytes: Vec<u8>) -> Record {
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => return Record { text, problems: Vec::new(), encoding: UTF_8.name() },
            Err(error) => error.into_bytes(),
        };
        let mut problems = Vec::new();
        let encoding = if mostly_utf8(&bytes) {
            UTF_8
        } else {
            *self.other.get_or_insert_with(|| {
                let sample = [self.head.as_slice(), b"\n", &bytes].concat();
                let encoding = if mostly_utf8(&self.head) { guess(&bytes) } else { guess(&sample) };
                problems.push(Problem::GuessedEncoding(encoding.name()));
                encoding
            })
        };
        let (text, broken) = encoding.decode_without_bom_handling(&bytes);
        if broken {
            let count = text.matches('\u{fffd}').count();
            problems.push(Problem::Replaced { encoding: encoding.name(), count });
        }
        Record { text: text.into_owned(), problems, encoding: encoding.name() }
    }
}
