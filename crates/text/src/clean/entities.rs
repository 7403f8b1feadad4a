//! Character references of HTML (`&amp;`, `&#8217;`, `&#x2019;`).

/// The longest name of a character reference of HTML, with room.
const LONGEST: usize = 33;

/// The references that HTML reads without their semicolon.
const BARE: &[(&str, &str)] = &[
    ("nbsp", "\u{a0}"),
    ("quot", "\""),
    ("copy", "©"),
    ("amp", "&"),
    ("reg", "®"),
    ("shy", "\u{ad}"),
    ("lt", "<"),
    ("gt", ">"),
];

/// Decodes the reference that `text` begins with: its length in bytes and the characters it stands for.
///
/// Only references closed by a semicolon: in plain text `R&D` must stay.
pub(crate) fn decode(text: &str) -> Option<(usize, String)> {
    let bytes = text.as_bytes();
    let end = bytes.iter().take(LONGEST).position(|&b| b == b';')?;
    let name = text.get(1..end)?;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => number_of(hex, 16)?,
            None => number_of(number, 10)?,
        };
        return Some((end + 1, character(code)?.to_string()));
    }
    if !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let whole = &text[..=end];
    let decoded = html_escape::decode_html_entities(whole);
    (decoded != whole).then(|| (end + 1, decoded.into_owned()))
}

/// As [`decode`], and also the few references that HTML reads without a semicolon.
pub(crate) fn decode_html(text: &str) -> Option<(usize, String)> {
    decode(text).or_else(|| {
        let rest = text.get(1..)?;
        let (name, with) = BARE.iter().find(|(name, _)| rest.starts_with(name))?;
        let next = rest.as_bytes().get(name.len());
        (!next.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'=')).then(|| (name.len() + 1, (*with).to_owned()))
    })
}

fn number_of(digits: &str, base: u32) -> Option<u32> {
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit()))
        .then(|| u32::from_str_radix(digits, base).ok())
        .flatten()
}

/// The character of a number; numbers of the C1 range mean Windows-1252, as browsers read them.
fn character(code: u32) -> Option<char> {
    match code {
        0 => None,
        0x80..=0x9f => super::mojibake::from_windows_1252(u8::try_from(code).ok()?),
        code => char::from_u32(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers() {
        assert_eq!(decode("&amp; more"), Some((5, "&".into())));
        assert_eq!(decode("&#8217;s"), Some((7, "’".into())));
        assert_eq!(decode("&#x2019;s"), Some((8, "’".into())));
        assert_eq!(decode("&#146;s"), Some((6, "’".into())));
        assert_eq!(decode("&hellip;"), Some((8, "…".into())));
        assert_eq!(decode("&Eacute;lysée"), Some((8, "É".into())));
        assert_eq!(decode("&#55296;"), None);
        assert_eq!(decode("&#99999999999;"), None);
        assert_eq!(decode("&amp"), None);
        assert_eq!(decode("&é;"), None);
    }

    #[test]
    fn bare_names_only_in_html() {
        assert_eq!(decode_html("&nbsp word"), Some((5, "\u{a0}".into())));
        assert_eq!(decode_html("&copy=1"), None);
        assert_eq!(decode_html("&ampere"), None);
    }
}
