//! From bytes to text, in any encoding.
//!
//! A byte order mark is believed first, then a declaration (HTTP header, XML declaration, HTML `meta`) as long as the
//! bytes bear it out, then UTF-8 if the bytes are valid UTF-8, and last a guess from the bytes.

mod declared;
mod records;
mod stream;
mod wide;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

pub(crate) use records::RecordDecoder;
pub(crate) use stream::{Utf8Stream, Wide};

/// How an encoding was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// By the byte order mark, or the zero bytes of UTF-16 and UTF-32.
    Mark,
    /// It is declared.
    Declared,
    /// The bytes are valid UTF-8.
    Utf8,
    /// Guessed from the bytes.
    Guessed,
    /// The bytes contradict the declaration (given here), so that something else was used.
    Against(String),
}

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// Name of the encoding used.
    pub encoding: &'static str,
    /// How it was found.
    pub found: Found,
    /// How many places could not be decoded and were replaced by U+FFFD.
    pub replaced: usize,
}

/// What is known of the encoding from outside the bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// The charset of an HTTP header.
    pub header: Option<&'a str>,
    /// Whether the bytes are HTML or XML, which may declare it themselves.
    pub markup: bool,
}

/// Decodes bytes.
#[must_use]
pub fn decode(bytes: Vec<u8>, hints: Hints<'_>) -> Decoded {
    if let Some(wide) = Wide::of(&bytes) {
        let (text, replaced) = wide::decode(&bytes, wide);
        return Decoded { text, encoding: wide.name(), found: Found::Mark, replaced };
    }
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return with(rest, UTF_8, Found::Mark);
    }
    let declared = hints
        .header
        .map(str::to_owned)
        .into_iter()
        .chain(hints.markup.then(|| declared::in_markup(&bytes)).flatten())
        .find_map(|label| Encoding::for_label(label.as_bytes()).map(|e| (label, e)));
    match String::from_utf8(bytes) {
        Ok(text) => {
            let found = match declared {
                // Text all in ASCII, and escape sequences of ISO-2022-JP, are valid UTF-8 too.
                Some((_, e)) if e == encoding_rs::ISO_2022_JP => return with(text.as_bytes(), e, Found::Declared),
                Some((label, e)) if e != UTF_8 && !text.is_ascii() => Found::Against(label),
                Some((_, e)) if e == UTF_8 => Found::Declared,
                _ => Found::Utf8,
            };
            Decoded { text, encoding: UTF_8.name(), found, replaced: 0 }
        }
        Err(error) => {
            let bytes = error.into_bytes();
            match declared {
                // UTF-16 is always recognised by its zero bytes above.
                Some((label, e)) if e == UTF_16LE || e == UTF_16BE => guessed(&bytes, Some(label)),
                Some((_, e)) if e != UTF_8 => with(&bytes, e, Found::Declared),
                Some(_) if mostly_utf8(&bytes) => with(&bytes, UTF_8, Found::Declared),
                Some((label, _)) => guessed(&bytes, Some(label)),
                None => guessed(&bytes, None),
            }
        }
    }
}

/// Decodes bytes that are not valid UTF-8 and declare nothing that helps.
fn guessed(bytes: &[u8], declared: Option<String>) -> Decoded {
    let encoding = if mostly_utf8(bytes) { UTF_8 } else { guess(bytes) };
    with(bytes, encoding, declared.map_or(Found::Guessed, Found::Against))
}

/// The encoding that the bytes look like, when they are not UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

fn with(bytes: &[u8], encoding: &'static Encoding, found: Found) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let replaced = if broken { text.matches('\u{fffd}').count() } else { 0 };
    Decoded { text: text.into_owned(), encoding: encoding.name(), found, replaced }
}

/// Whether bytes are UTF-8 with some damage: far more valid sequences of several bytes than invalid ones.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(bytes: &[u8], hints: Hints<'_>) -> (String, &'static str, Found, usize) {
        let d = decode(bytes.to_vec(), hints);
        (d.text, d.encoding, d.found, d.replaced)
    }

    #[test]
    fn marks_and_zero_bytes() {
        let text = "Élysée";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut marked = vec![0xFF, 0xFE];
        marked.extend(&utf16);
        assert_eq!(of(&marked, Hints::default()), (text.into(), "UTF-16LE", Found::Mark, 0));
        let plain: Vec<u8> = "Pyongyang says no".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(of(&plain, Hints::default()).1, "UTF-16BE");
        let wide: Vec<u8> = "\u{feff}Élysée".chars().flat_map(|c| (c as u32).to_be_bytes()).collect();
        assert_eq!(of(&wide, Hints::default()), (text.into(), "UTF-32BE", Found::Mark, 0));
        assert_eq!(of(b"\xEF\xBB\xBFa", Hints::default()), ("a".into(), "UTF-8", Found::Mark, 0));
    }

    #[test]
    fn declarations() {
        let hints = Hints { markup: true, header: None };
        let page = b"<html><head><meta charset=\"iso-8859-1\"></head><p>\xC9lys\xE9e";
        let decoded = of(page, hints);
        assert!(decoded.0.ends_with("Élysée") && decoded.2 == Found::Declared);
        let wrong = "<meta charset='latin1'>Élysée".as_bytes();
        assert_eq!(of(wrong, hints).2, Found::Against("latin1".into()));
        let header = Hints { header: Some("koi8-r"), markup: false };
        assert_eq!(of(b"\xF0\xD2\xC9\xD7\xC5\xD4", header).0, "Привет");
        let wrong = b"<meta charset=utf-8>\xC9lys\xE9e and d\xE9tente";
        let decoded = of(wrong, hints);
        assert!(decoded.0.ends_with("Élysée and détente"), "{decoded:?}");
    }

    #[test]
    fn guesses() {
        let (text, encoding, found, replaced) =
            of(b"The \x93leaflets of punishment\x94 \x96 a d\xE9tente that ended", Hints::default());
        assert_eq!(text, "The “leaflets of punishment” – a détente that ended");
        assert_eq!((encoding, found, replaced), ("windows-1252", Found::Guessed, 0));
        let mut damaged = "Élysée détente “quoted” words".as_bytes().to_vec();
        damaged.push(0xFF);
        let decoded = of(&damaged, Hints::default());
        assert_eq!((decoded.1, decoded.3), ("UTF-8", 1));
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded(bytes in proptest::collection::vec(any::<u8>(), 0..400), markup: bool) {
            let _ = decode(bytes, Hints { header: None, markup });
        }

        #[test]
        fn utf8_stays_itself(text in "[^\u{0}\u{feff}]{0,80}") {
            let decoded = decode(text.clone().into_bytes(), Hints::default());
            prop_assert_eq!(decoded.text, text);
        }
    }
}
