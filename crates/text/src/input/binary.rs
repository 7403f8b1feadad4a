//! What bytes that are no text seem to be.

/// Beginnings of well-known formats that hold no plain text.
const KNOWN: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"BZh", "bzip2 data"),
    (b"\xFD7zXZ\0", "xz data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"\x04\x22\x4D\x18", "LZ4 data"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1\0\0", "an Arrow file"),
    (b"Obj\x01", "an Avro file"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x1A\x45\xDF\xA3", "a Matroska video"),
];

/// What the first bytes of a file seem to be, when they are no text. UTF-16 and UTF-32 must be ruled out before.
pub(super) fn seems(head: &[u8]) -> Option<&'static str> {
    if let Some((_, name)) = KNOWN.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(name);
    }
    match (head.get(..4), head.get(4..8), head.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => return Some("a WebP image"),
        (Some(b"RIFF"), ..) => return Some("a recording"),
        (_, Some(b"ftyp"), _) => return Some("a video"),
        _ => {}
    }
    if head.len() > 262 && head.get(257..262) == Some(b"ustar") {
        return Some("a TAR archive");
    }
    memchr::memchr(0, head).map(|_| "binary data (it holds NUL bytes)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named() {
        assert_eq!(seems(b"%PDF-1.7\n"), Some("a PDF document"));
        assert_eq!(seems(b"RIFF\x10\x20\x30\x40WEBPVP8 "), Some("a WebP image"));
        assert_eq!(seems(b"abc\0def"), Some("binary data (it holds NUL bytes)"));
        assert_eq!(seems(b"PYONGYANG, June 22"), None);
        assert_eq!(seems(b""), None);
    }
}
