//! The HTTP response that an archive record holds.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

use crate::input::gunzip;

/// A response taken apart.
pub(super) struct Response<'a> {
    pub status: u16,
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

/// The headers of a message, up to the empty line, and what stands after it.
pub(super) fn headers(bytes: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest);
        let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        rest = end.and_then(|e| rest.get(e + 1..)).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        let text = String::from_utf8_lossy(line);
        if text.starts_with([' ', '\t']) {
            if let Some((_, value)) = found.last_mut() {
                value.push(' ');
                value.push_str(text.trim());
            }
        } else if let Some((name, value)) = text.split_once(':') {
            found.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    (found, rest)
}

/// The media type of a content type, in lower case, and its charset.
pub(super) fn content_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let media = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (media, charset)
}

impl<'a> Response<'a> {
    /// Takes a response apart; none when the bytes do not begin as one.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        let end = memchr::memchr(b'\n', bytes)?;
        let first = std::str::from_utf8(bytes.get(..end)?).ok()?;
        let mut words = first.split_ascii_whitespace();
        if !words.next()?.starts_with("HTTP/") {
            return None;
        }
        let status = words.next()?.parse().ok()?;
        let (headers, body) = headers(bytes.get(end + 1..)?);
        Some(Self { status, headers, body })
    }

    /// A header, by its name in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The body, with the encodings of transfer and content taken off; at most `limit` bytes of it.
    ///
    /// # Errors
    /// When the content encoding is not known, or its data is damaged.
    pub(super) fn body(&self, limit: usize) -> Result<Vec<u8>, String> {
        let chunked = self.header("transfer-encoding").is_some_and(|v| v.to_ascii_lowercase().contains("chunked"));
        // Some archives keep the header and store the body without its chunks.
        let mut body = match chunked.then(|| unchunked(self.body)).flatten() {
            Some(body) => body,
            None => self.body.to_vec(),
        };
        let encodings = self.header("content-encoding").unwrap_or_default().to_ascii_lowercase();
        for encoding in encodings.split(',').rev().map(str::trim) {
            body = match encoding {
                "" | "identity" | "none" | "utf-8" => body,
                // Here too the header may have outlived the encoding.
                "gzip" | "x-gzip" if !body.starts_with(&[0x1F, 0x8B]) => body,
                "gzip" | "x-gzip" => gunzip(&body, limit).map_err(|e| e.to_string())?,
                "deflate" => inflate(&body, limit).map_err(|e| format!("deflate data: {e}"))?,
                "zstd" => {
                    let decoder = zstd::stream::read::Decoder::new(body.as_slice()).map_err(|e| e.to_string())?;
                    limited(decoder, limit).map_err(|e| format!("zstd data: {e}"))?
                }
                other => return Err(format!("its content encoding '{other}' is not known here")),
            };
        }
        Ok(body)
    }
}

/// Deflate with or without the zlib header; servers send both by this name.
fn inflate(bytes: &[u8], limit: usize) -> std::io::Result<Vec<u8>> {
    limited(ZlibDecoder::new(bytes), limit).or_else(|_| limited(DeflateDecoder::new(bytes), limit))
}

fn limited(reader: impl Read, limit: usize) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(more).read_to_end(&mut out)?;
    Ok(out)
}

/// The data of a chunked body; none when it does not begin with a chunk. A body that is cut off gives what there is.
fn unchunked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut first = true;
    loop {
        let Some(end) = memchr::memchr(b'\n', rest.get(..rest.len().min(256))?) else {
            return (!first).then_some(out);
        };
        let line = rest.get(..end)?.trim_ascii();
        let digits = line.split(|b| *b == b';').next()?.trim_ascii();
        let size = std::str::from_utf8(digits).ok().and_then(|d| usize::from_str_radix(d, 16).ok());
        let Some(size) = size else { return (!first).then_some(out) };
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some(out);
        }
        let data = rest.get(..size).unwrap_or(rest);
        out.extend_from_slice(data);
        rest = rest.get(data.len()..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        first = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(response: &[u8]) -> Result<Vec<u8>, String> {
        Response::of(response).expect("a response").body(1000)
    }

    #[test]
    fn plain_and_chunked() {
        assert_eq!(body(b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nhello"), Ok(b"hello".to_vec()));
        let chunked =
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";
        assert_eq!(body(chunked), Ok(b"hello world".to_vec()));
        let header_only = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>hello";
        assert_eq!(body(header_only), Ok(b"<p>hello".to_vec()));
    }

    #[test]
    fn unknown_encoding() {
        let response = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nhello";
        assert!(body(response).unwrap_err().contains("'br'"));
        assert!(Response::of(b"<html>\n").is_none());
    }

    #[test]
    fn types() {
        assert_eq!(content_type("Text/HTML; Charset=\"EUC-KR\""), ("text/html".into(), Some("EUC-KR".into())));
    }
}
