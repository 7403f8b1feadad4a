//! Gzip (of one or more members) and zstd (of one or more frames), recognised by their first bytes.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use super::source::{ByteStream, SMALL};
use crate::error::Problem;

/// A compression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstd,
}

impl Compression {
    /// The compression that these first bytes belong to.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 8, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    /// The stream that the compressed stream holds.
    pub(super) fn open(self, stream: ByteStream) -> io::Result<ByteStream> {
        Ok(match self {
            Self::Gzip => Box::new(BufReader::with_capacity(SMALL, Members::new(stream))),
            Self::Zstd => {
                let decoder = zstd::stream::read::Decoder::with_buffer(stream)?;
                Box::new(BufReader::with_capacity(SMALL, Named { inner: decoder, kind: "zstd" }))
            }
        })
    }
}

/// Decompresses gzip bytes of an HTTP payload; the output has at most `limit` bytes.
pub(crate) fn gunzip(bytes: &[u8], limit: usize) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    Members::new(bytes).take(more).read_to_end(&mut out)?;
    Ok(out)
}

/// Damage in compressed data, carried through [`io::Error`].
#[derive(Debug)]
struct Damage {
    kind: &'static str,
    detail: String,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} data: {}", self.kind, self.detail)
    }
}

impl std::error::Error for Damage {}

/// The damage that an error tells of, if it is one of compressed data.
pub(super) fn damage(error: &io::Error) -> Option<Problem> {
    let damage = error.get_ref()?.downcast_ref::<Damage>()?;
    Some(Problem::Damaged { kind: damage.kind, detail: damage.detail.clone() })
}

fn damaged(kind: &'static str, error: &io::Error) -> io::Error {
    let detail = match error.kind() {
        io::ErrorKind::UnexpectedEof => "it ends too early".to_owned(),
        _ => error.to_string(),
    };
    io::Error::other(Damage { kind, detail })
}

/// The members of a gzip file one after the other; zero bytes after the last are padding.
struct Members<R> {
    state: State<R>,
}

enum State<R> {
    Member(Box<GzDecoder<R>>),
    Between(R),
    End,
}

impl<R: BufRead> Members<R> {
    fn new(stream: R) -> Self {
        Self { state: State::Between(stream) }
    }

    /// The next member, or the end.
    fn advance(mut stream: R) -> io::Result<State<R>> {
        loop {
            let ready = stream.fill_buf()?;
            if ready.is_empty() {
                return Ok(State::End);
            }
            if ready.starts_with(&[0x1F]) {
                return Ok(State::Member(Box::new(GzDecoder::new(stream))));
            }
            let zeros = ready.iter().take_while(|b| **b == 0).count();
            if zeros == 0 {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "what follows a member is no gzip"));
            }
            stream.consume(zeros);
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::End) {
                State::End => return Ok(0),
                State::Between(stream) => {
                    self.state = Self::advance(stream).map_err(|e| damaged("gzip", &e))?;
                }
                State::Member(mut decoder) => match decoder.read(out) {
                    Ok(0) => self.state = State::Between(decoder.into_inner()),
                    Ok(count) => {
                        self.state = State::Member(decoder);
                        return Ok(count);
                    }
                    Err(error) => return Err(damaged("gzip", &error)),
                },
            }
        }
    }
}

/// Names the compression in the errors of a decoder; after an error the stream is at its end.
struct Named<R> {
    inner: R,
    kind: &'static str,
}

impl<R: Read> Read for Named<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.inner.read(out).map_err(|error| damaged(self.kind, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression as Level;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn gz(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Level::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn members_and_padding() {
        let mut bytes = [gz(b"one "), gz(b"two")].concat();
        bytes.extend([0; 512]);
        let mut text = String::new();
        Members::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
        assert_eq!(text, "one two");
    }

    #[test]
    fn damage_is_named() {
        let whole = gz(&b"leaflets ".repeat(2000));
        let mut out = Vec::new();
        let error = Members::new(&whole[..whole.len() / 2]).read_to_end(&mut out).unwrap_err();
        assert_eq!(damage(&error).map(|p| p.severity()), Some(crate::error::Severity::Error));
        let mut tail = gz(b"one");
        tail.extend(b"tail");
        let error = Members::new(tail.as_slice()).read_to_end(&mut Vec::new()).unwrap_err();
        assert!(error.to_string().contains("no gzip"));
    }
}
