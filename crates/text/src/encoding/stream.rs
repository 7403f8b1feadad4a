//! A stream of UTF-16 or UTF-32 turned into UTF-8 as it is read.

use std::io::{self, Read};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE};

/// An encoding whose units are wider than a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wide {
    Utf16Le,
    Utf16Be,
    Utf32Le,
    Utf32Be,
}

impl Wide {
    /// The encoding of bytes that begin with its mark, or whose zero bytes show it.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0xFF, 0xFE, 0, 0, ..] => return Some(Self::Utf32Le),
            [0, 0, 0xFE, 0xFF, ..] => return Some(Self::Utf32Be),
            [0xFF, 0xFE, ..] => return Some(Self::Utf16Le),
            [0xFE, 0xFF, ..] => return Some(Self::Utf16Be),
            _ => {}
        }
        let sample = head.get(..head.len().min(512) & !3)?;
        if sample.len() < 8 {
            return None;
        }
        let quarter = sample.len() / 4;
        let mut zeros = [0usize; 4];
        for unit in sample.chunks_exact(4) {
            for (count, byte) in zeros.iter_mut().zip(unit) {
                *count += usize::from(*byte == 0);
            }
        }
        let most = |n: usize| n * 10 >= quarter * 9;
        let few = |n: usize| n * 10 <= quarter;
        match zeros {
            [a, b, c, d] if few(a) && most(b) && most(c) && most(d) => Some(Self::Utf32Le),
            [a, b, c, d] if most(a) && most(b) && most(c) && few(d) => Some(Self::Utf32Be),
            [a, b, c, d] if few(a) && most(b) && few(c) && most(d) => Some(Self::Utf16Le),
            [a, b, c, d] if most(a) && few(b) && most(c) && few(d) => Some(Self::Utf16Be),
            _ => None,
        }
    }

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
        }
    }

    /// Length of the byte order mark that the bytes begin with.
    pub(crate) fn mark(self, head: &[u8]) -> usize {
        let mark: &[u8] = match self {
            Self::Utf16Le => &[0xFF, 0xFE],
            Self::Utf16Be => &[0xFE, 0xFF],
            Self::Utf32Le => &[0xFF, 0xFE, 0, 0],
            Self::Utf32Be => &[0, 0, 0xFE, 0xFF],
        };
        if head.starts_with(mark) { mark.len() } else { 0 }
    }

    /// One unit of UTF-32.
    pub(super) fn scalar(self, unit: &[u8]) -> char {
        let Ok(unit) = <[u8; 4]>::try_from(unit) else { return char::REPLACEMENT_CHARACTER };
        let value = if self == Self::Utf32Le { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) };
        char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    fn decoder(self) -> Option<Decoder> {
        match self {
            Self::Utf16Le => Some(UTF_16LE.new_decoder_with_bom_removal()),
            Self::Utf16Be => Some(UTF_16BE.new_decoder_with_bom_removal()),
            _ => None,
        }
    }
}

/// Reads UTF-16 or UTF-32 and gives UTF-8.
pub(crate) struct Utf8Stream<R> {
    inner: R,
    wide: Wide,
    decoder: Option<Decoder>,
    rest: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    started: bool,
    ended: bool,
}

impl<R: Read> Utf8Stream<R> {
    /// A stream of this encoding.
    pub(crate) fn new(inner: R, wide: Wide) -> Self {
        Self {
            inner,
            wide,
            decoder: wide.decoder(),
            rest: Vec::new(),
            ready: Vec::new(),
            at: 0,
            started: false,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let mut raw = [0; 16 * 1024];
        let read = self.inner.read(&mut raw)?;
        self.ended = read == 0;
        let input = raw.get(..read).unwrap_or_default();
        self.ready.clear();
        self.at = 0;
        if let Some(decoder) = &mut self.decoder {
            let mut text = String::with_capacity(decoder.max_utf8_buffer_length(read).unwrap_or(64 * 1024));
            let _ = decoder.decode_to_string(input, &mut text, self.ended);
            self.ready = text.into_bytes();
            return Ok(());
        }
        self.rest.extend_from_slice(input);
        let whole = if self.ended { self.rest.len() } else { self.rest.len() & !3 };
        let mut text = String::with_capacity(whole);
        for unit in self.rest.get(..whole).unwrap_or_default().chunks(4) {
            let c = self.wide.scalar(unit);
            if c != '\u{feff}' || self.started {
                text.push(c);
            }
            self.started = true;
        }
        self.rest.drain(..whole);
        self.ready = text.into_bytes();
        Ok(())
    }
}

impl<R: Read> Read for Utf8Stream<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.ended {
            self.refill()?;
        }
        let ready = self.ready.get(self.at..).unwrap_or_default();
        let count = ready.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives a few bytes at a time, so that units are cut.
    struct Drops<'a>(&'a [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let count = out.len().min(3).min(self.0.len());
            out[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    proptest! {
        #[test]
        fn same_as_whole(text in "[^\u{feff}]{0,60}") {
            let marked = format!("\u{feff}{text}");
            let utf16: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let utf32: Vec<u8> = marked.chars().flat_map(|c| (c as u32).to_be_bytes()).collect();
            for (bytes, wide) in [(&utf16, Wide::Utf16Le), (&utf32, Wide::Utf32Be)] {
                let mut read = String::new();
                Utf8Stream::new(Drops(bytes), wide).read_to_string(&mut read).unwrap();
                prop_assert_eq!(&read, &text);
            }
        }
    }
}
