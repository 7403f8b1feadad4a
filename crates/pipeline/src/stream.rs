//! Records from a stream of documents, in order, with flat memory.

use detente_record::Record;
use detente_text::{DuplicateIndex, RawDocument, ReadError};

use crate::Chain;

/// Documents in a chunk at most.
const CHUNK: usize = 64;
/// Bytes of text in a chunk at most, unless one document alone is larger.
const CHUNK_BYTES: usize = 1 << 20;

/// What comes out of the stream, in the order of the input.
pub enum Outcome {
    /// A document was read.
    Record(Box<Record>),
    /// Something was wrong with the input; the stream goes on.
    Problem(ReadError),
}

/// Turns a stream of raw documents and problems into one of records and problems.
pub struct Stream<'c, I> {
    chain: &'c Chain,
    input: I,
    seen: DuplicateIndex,
    ready: std::collections::VecDeque<Outcome>,
}

impl Chain {
    /// Streams documents through the chain, a chunk at a time.
    pub fn stream<I: Iterator<Item = Result<RawDocument, ReadError>>>(&self, input: I) -> Stream<'_, I> {
        Stream { chain: self, input, seen: DuplicateIndex::new(), ready: std::collections::VecDeque::new() }
    }
}

impl<I: Iterator<Item = Result<RawDocument, ReadError>>> Iterator for Stream<'_, I> {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if let Some(outcome) = self.ready.pop_front() {
            return Some(outcome);
        }
        // The slots keep the order: a problem stands where it came in.
        let mut slots: Vec<Option<ReadError>> = Vec::new();
        let mut chunk = Vec::new();
        let mut bytes = 0;
        while chunk.len() < CHUNK && bytes < CHUNK_BYTES {
            match self.input.next() {
                Some(Ok(document)) => {
                    bytes += document.original.len();
                    slots.push(None);
                    chunk.push(document);
                }
                Some(Err(problem)) => {
                    slots.push(Some(problem));
                    // Problems must not pile up behind a chunk that never fills.
                    if chunk.is_empty() {
                        break;
                    }
                }
                None => break,
            }
        }
        let mut records = self.chain.records(chunk, &mut self.seen).into_iter();
        for slot in slots {
            match slot {
                Some(problem) => self.ready.push_back(Outcome::Problem(problem)),
                None => self.ready.extend(records.next().map(|r| Outcome::Record(Box::new(r)))),
            }
        }
        self.ready.pop_front()
    }
}
