//! One input, opened: its first bytes looked at, its compression taken off, its format known.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use super::compressed::Compression;
use super::{InputFormat, binary, io_problem, sniff};
use crate::encoding::{Utf8Stream, Wide};
use crate::error::{Place, Problem, ReadError};

/// A stream of bytes that can move between threads.
pub(crate) type ByteStream = Box<dyn BufRead + Send>;

/// Size of the buffers.
pub(super) const SMALL: usize = 64 * 1024;
/// How many first bytes are looked at.
const HEAD: usize = 64 * 1024;
/// Compressions within compressions that are taken off.
const LAYERS: usize = 3;

/// One input, opened.
pub(crate) struct Source {
    /// The name as the user gave it; `-` for standard input.
    pub file: String,
    /// The format, by the user's word, the name or the content.
    pub format: InputFormat,
    /// Its first bytes.
    pub head: Vec<u8>,
    /// All of it, from the first byte.
    pub stream: ByteStream,
}

impl Source {
    /// Opens a file.
    pub(crate) fn file(path: &Path, name: &str, format: Option<InputFormat>) -> Result<Self, ReadError> {
        let file = File::open(path).map_err(|e| io_problem(Place::file(name), &e))?;
        Self::bytes(Box::new(BufReader::with_capacity(SMALL, file)), name, format)
    }

    /// Opens standard input.
    pub(crate) fn standard_input(format: Option<InputFormat>) -> Result<Self, ReadError> {
        Self::bytes(Box::new(BufReader::with_capacity(SMALL, io::stdin())), "-", format)
    }

    /// Opens a stream of bytes with a name.
    pub(crate) fn bytes(stream: ByteStream, name: &str, format: Option<InputFormat>) -> Result<Self, ReadError> {
        let place = || Place::file(name);
        let (mut head, mut stream) = peek(stream);
        for _ in 0..LAYERS {
            let Some(compression) = Compression::of(&head) else { break };
            let inner = compression.open(stream).map_err(|e| io_problem(place(), &e))?;
            (head, stream) = peek(inner);
        }
        if head.is_empty() {
            // A broken compressed stream may fail before its first byte.
            let mut byte = [0];
            return Err(match stream.read(&mut byte) {
                Err(error) => io_problem(place(), &error),
                Ok(_) => ReadError::new(place(), Problem::Empty),
            });
        }
        let said = format.or_else(|| InputFormat::of_name(name));
        if let Some(wide) = Wide::of(&head) {
            let format = said.unwrap_or_else(|| sniff::format(&wide_head(&head, wide)));
            if format.is_single() || format == InputFormat::Feed {
                return Ok(Self { file: name.to_owned(), format, head, stream });
            }
            let (head, stream) = peek(Box::new(BufReader::with_capacity(SMALL, Utf8Stream::new(stream, wide))));
            return Ok(Self { file: name.to_owned(), format, head, stream });
        }
        // An archive holds whatever it holds; its records are looked at one by one.
        let is_archive = said == Some(InputFormat::Warc) || head.starts_with(b"WARC/");
        if !is_archive && let Some(seems) = binary::seems(&head) {
            return Err(ReadError::new(place(), Problem::Binary(seems.into())));
        }
        let format = match said {
            // Some names promise less than they could: look whether the content says more.
            Some(InputFormat::Feed) if format.is_none() => sniff::xml(&head),
            Some(InputFormat::Json) if sniff::is_json_feed(&head) => InputFormat::Feed,
            Some(format) => format,
            None => sniff::format(&head),
        };
        Ok(Self { file: name.to_owned(), format, head, stream })
    }
}

/// The first bytes of a stream, and the whole stream again. An error met on the way comes back in its place.
fn peek(mut stream: ByteStream) -> (Vec<u8>, ByteStream) {
    let mut head = Vec::new();
    let failed = stream.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
    let rest: ByteStream = match failed {
        Some(error) => Box::new(BufReader::with_capacity(1, Failing(Some(error)))),
        None => stream,
    };
    (head.clone(), Box::new(Cursor::new(head).chain(rest)))
}

/// Fails once with an error met earlier, and then is at its end.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The first bytes as UTF-8.
fn wide_head(head: &[u8], wide: Wide) -> Vec<u8> {
    let mut out = Vec::new();
    let _ = Utf8Stream::new(head, wide).read_to_end(&mut out);
    out
}
