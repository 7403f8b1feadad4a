//! Opening files: plain, gzip, zstd, and zip archives of one member (as GDELT and ICEWS hand them out).

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use crate::error::{ExchangeError, Result};

/// Bytes of a buffer.
const BUFFER: usize = 1 << 18;

/// A stream of bytes that is read on while it is parsed.
pub type Stream = Box<dyn BufRead>;

/// Opens a file, or standard input for `-`, and decompresses it.
///
/// # Errors
/// When it cannot be read.
pub fn open(path: &Path) -> Result<Stream> {
    let wrong = |source| ExchangeError::Read { path: path.to_owned(), source };
    let stream: Stream = if path.as_os_str() == "-" {
        Box::new(BufReader::with_capacity(BUFFER, io::stdin()))
    } else {
        Box::new(BufReader::with_capacity(BUFFER, File::open(path).map_err(wrong)?))
    };
    decompress(stream).map_err(wrong)
}

fn decompress(mut stream: Stream) -> io::Result<Stream> {
    let head = stream.fill_buf()?;
    Ok(match head {
        [0x1F, 0x8B, 8, ..] => Box::new(BufReader::with_capacity(BUFFER, flate2::bufread::MultiGzDecoder::new(stream))),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => {
            Box::new(BufReader::with_capacity(BUFFER, zstd::stream::read::Decoder::with_buffer(stream)?))
        }
        [b'P', b'K', 3, 4, ..] => first_member(stream)?,
        _ => stream,
    })
}

/// The first member of a zip archive (PKWARE APPNOTE 4.3.7): a header of 30 bytes, the name, extra fields, the data.
fn first_member(mut stream: Stream) -> io::Result<Stream> {
    let mut header = [0; 30];
    stream.read_exact(&mut header)?;
    let short = |at: usize| u16::from_le_bytes([header[at], header[at + 1]]);
    let (method, skip) = (short(8), u64::from(short(26)) + u64::from(short(28)));
    let size = u32::from_le_bytes([header[18], header[19], header[20], header[21]]);
    io::copy(&mut stream.by_ref().take(skip), &mut io::sink())?;
    match method {
        8 => Ok(Box::new(BufReader::with_capacity(BUFFER, flate2::bufread::DeflateDecoder::new(stream)))),
        0 if size > 0 => Ok(Box::new(BufReader::with_capacity(BUFFER, stream.take(size.into())))),
        _ => Err(io::Error::other("the zip archive is packed in a way that is not known; unpack it first")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn all(bytes: Vec<u8>) -> io::Result<String> {
        let mut text = String::new();
        decompress(Box::new(io::Cursor::new(bytes)))?.read_to_string(&mut text)?;
        Ok(text)
    }

    fn zip(method: u16, packed: &[u8]) -> Vec<u8> {
        let mut out = b"PK\x03\x04\x14\0\0\0".to_vec();
        out.extend(method.to_le_bytes());
        out.extend([0; 8]);
        out.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
        out.extend([0; 4]);
        out.extend(5_u16.to_le_bytes());
        out.extend(2_u16.to_le_bytes());
        out.extend(b"a.csvxx");
        out.extend(packed);
        out.extend(b"PK\x01\x02 the directory");
        out
    }

    #[test]
    fn each_compression_is_told_by_its_first_bytes() {
        let text = "1\t20180829\n";
        assert_eq!(all(text.into()).unwrap(), text);
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(text.as_bytes()).unwrap();
        assert_eq!(all(gz.finish().unwrap()).unwrap(), text);
        assert_eq!(all(zstd::encode_all(text.as_bytes(), 1).unwrap()).unwrap(), text);
        let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        deflate.write_all(text.as_bytes()).unwrap();
        assert_eq!(all(zip(8, &deflate.finish().unwrap())).unwrap(), text);
        assert_eq!(all(zip(0, text.as_bytes())).unwrap(), text);
        assert!(all(zip(12, b"x")).is_err());
    }
}
