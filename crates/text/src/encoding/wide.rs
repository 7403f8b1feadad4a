//! UTF-16 and UTF-32, whole.

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::Wide;

/// Decodes bytes with or without their byte order mark; how many places were replaced comes with the text.
pub(super) fn decode(bytes: &[u8], wide: Wide) -> (String, usize) {
    let body = bytes.get(wide.mark(bytes)..).unwrap_or_default();
    let text = match wide {
        Wide::Utf16Le => UTF_16LE.decode_without_bom_handling(body).0.into_owned(),
        Wide::Utf16Be => UTF_16BE.decode_without_bom_handling(body).0.into_owned(),
        Wide::Utf32Le | Wide::Utf32Be => {
            let mut text = String::with_capacity(body.len() / 3);
            let units = body.chunks(4);
            text.extend(units.map(|unit| wide.scalar(unit)));
            text
        }
    };
    let replaced = text.matches('\u{fffd}').count();
    (text, replaced)
}
