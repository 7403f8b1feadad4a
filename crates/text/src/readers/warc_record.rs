//! The records of a WARC archive, one after the other, and finding the next one after a broken one.

use std::io::{self, BufRead, Read};

use super::http::headers;
use super::limited::{Line, read_line};

/// Longest line of a header, and number of its lines.
const MAX_LINE: usize = 64 * 1024;
const MAX_LINES: usize = 1000;
const MARK: &[u8] = b"WARC/";

/// One record.
pub(super) struct Record {
    /// Byte at which it begins.
    pub offset: u64,
    headers: Vec<(String, String)>,
    /// Its content; none when it was not wanted or is too large.
    pub content: Option<Vec<u8>>,
    /// Length of the content.
    pub length: u64,
}

impl Record {
    /// A header, by its name in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Its type: response, resource, request …
    pub(super) fn kind(&self) -> &str {
        self.header("warc-type").unwrap_or("untyped")
    }
}

/// What comes next in the archive.
pub(super) enum Next {
    /// A record.
    Record(Record),
    /// A record that is broken, where it begins, and how.
    Broken(u64, String),
    /// The stream cannot be read on.
    Failed(io::Error),
    /// The end.
    End,
}

/// The records of a stream.
pub(super) struct Records<R> {
    stream: Counted<R>,
    /// The first line of the next record, when it has been read already, and its offset.
    begun: Option<(u64, Vec<u8>)>,
    failed: bool,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(stream: R) -> Self {
        Self { stream: Counted { stream, again: Vec::new(), at: 0, offset: 0 }, begun: None, failed: false }
    }

    /// The next record. Content is kept up to `limit` bytes, and only of the types that `wanted` accepts.
    pub(super) fn next(&mut self, limit: usize, wanted: impl Fn(&str) -> bool) -> Next {
        if self.failed {
            return Next::End;
        }
        self.read(limit, wanted).unwrap_or_else(|error| {
            self.failed = true;
            Next::Failed(error)
        })
    }

    fn read(&mut self, limit: usize, wanted: impl Fn(&str) -> bool) -> io::Result<Next> {
        let Some((offset, first)) = self.first_line()? else { return Ok(Next::End) };
        if !first.starts_with(MARK) {
            self.resume()?;
            return Ok(Next::Broken(offset, "it does not begin with 'WARC/1.'".into()));
        }
        let headers = self.headers()?;
        let mut record = Record { offset, headers, content: None, length: 0 };
        let Some(length) = record.header("content-length").and_then(|l| l.parse::<u64>().ok()) else {
            self.resume()?;
            return Ok(Next::Broken(offset, "its header gives no Content-Length that is a number".into()));
        };
        record.length = length;
        let keep = wanted(record.kind()) && usize::try_from(length).is_ok_and(|l| l <= limit);
        if !keep {
            let passed = io::copy(&mut (&mut self.stream).take(length), &mut io::sink())?;
            if passed < length {
                return Ok(Next::Broken(offset, cut_off(length, passed)));
            }
            return Ok(Next::Record(record));
        }
        let mut content = Vec::new();
        let cut = (&mut self.stream).take(length).read_to_end(&mut content).err();
        let read = content.len() as u64;
        if read < length || !self.at_boundary() {
            // The length may be wrong: the next record may stand inside what was read.
            let why = if read < length {
                cut_off(length, read)
            } else {
                format!("its Content-Length of {length} does not lead to the next record")
            };
            match memchr::memmem::find(&content, b"\nWARC/1.") {
                Some(at) => self.stream.put_back(content.split_off(at + 1)),
                None if cut.is_none() => self.resume()?,
                None => {}
            }
            self.failed = cut.is_some();
            return Ok(cut.map_or(Next::Broken(offset, why), Next::Failed));
        }
        record.content = Some(content);
        Ok(Next::Record(record))
    }

    /// The first line that is not empty, and its offset.
    fn first_line(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        if let Some(begun) = self.begun.take() {
            return Ok(Some(begun));
        }
        let mut line = Vec::new();
        loop {
            let offset = self.stream.offset;
            match read_line(&mut self.stream, MAX_LINE, &mut line)? {
                Line::End => return Ok(None),
                Line::Whole if line.trim_ascii().is_empty() => {}
                Line::Whole | Line::TooLong => return Ok(Some((offset, line))),
            }
        }
    }

    fn headers(&mut self) -> io::Result<Vec<(String, String)>> {
        let (mut block, mut line) = (Vec::new(), Vec::new());
        for _ in 0..MAX_LINES {
            match read_line(&mut self.stream, MAX_LINE, &mut line)? {
                Line::End => break,
                Line::Whole if line.is_empty() => break,
                Line::TooLong => {}
                Line::Whole => {
                    block.extend_from_slice(&line);
                    block.push(b'\n');
                }
            }
        }
        Ok(headers(&block).0)
    }

    /// Goes on to the next line that begins a record.
    fn resume(&mut self) -> io::Result<()> {
        let mut line = Vec::new();
        loop {
            let offset = self.stream.offset;
            match read_line(&mut self.stream, MAX_LINE, &mut line)? {
                Line::End => return Ok(()),
                Line::Whole if line.starts_with(b"WARC/1.") => {
                    self.begun = Some((offset, line));
                    return Ok(());
                }
                Line::Whole | Line::TooLong => {}
            }
        }
    }

    /// Whether what comes next may follow a whole record: its two empty lines, the beginning of the next record, or
    /// the end of the stream. When the stream fails here, what was read before is whole, and the next step will meet
    /// the failure.
    fn at_boundary(&mut self) -> bool {
        let mut next = Vec::new();
        let failed = (&mut self.stream).take(16).read_to_end(&mut next).is_err();
        let rest = next.trim_ascii_start();
        let good = failed || rest.is_empty() || rest.starts_with(MARK) || next.starts_with(b"\r\n\r\n");
        self.stream.put_back(next);
        good
    }
}

fn cut_off(length: u64, read: u64) -> String {
    format!("it is cut off after {read} of {length} bytes")
}

/// A stream that counts its bytes and takes some back.
struct Counted<R> {
    stream: R,
    again: Vec<u8>,
    at: usize,
    offset: u64,
}

impl<R> Counted<R> {
    /// Puts back the last bytes read, with all that was read after them.
    fn put_back(&mut self, mut bytes: Vec<u8>) {
        self.offset = self.offset.saturating_sub(bytes.len() as u64);
        bytes.extend(self.again.drain(self.at..));
        self.again = bytes;
        self.at = 0;
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.again.len() {
            return Ok(self.again.get(self.at..).unwrap_or_default());
        }
        self.stream.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.offset += count as u64;
        if self.at < self.again.len() {
            self.at += count;
        } else {
            self.stream.consume(count);
        }
    }
}
