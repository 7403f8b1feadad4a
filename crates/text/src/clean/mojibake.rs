//! Mojibake: UTF-8 that was read as Windows-1252 or Latin-1, once or twice.
//!
//! Two or more characters that are all bytes of Windows-1252 and together spell one valid UTF-8 character are taken
//! for that character: "â€œ" for “, "Ã©" for é. Text that means such characters for themselves is hardly ever written:
//! a capital "Ã" or "Â" followed by a symbol, or "â" followed by "€". To be surer still, the pairs that begin with a
//! letter need a second character that is no letter, or one that is a rare one.

/// The characters of Windows-1252 for the bytes 0x80 to 0x9f; the five holes stand for themselves (Latin-1).
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The character a byte is in Windows-1252.
pub(crate) fn from_windows_1252(byte: u8) -> Option<char> {
    Some(match byte {
        0x80..=0x9f => HIGH[usize::from(byte) - 0x80],
        byte => char::from(byte),
    })
}

/// The byte a character is in Windows-1252 or Latin-1, if it is no ASCII.
fn byte_of(c: char) -> Option<u8> {
    match c as u32 {
        code @ 0x80..=0xff => u8::try_from(code).ok(),
        _ => HIGH.iter().position(|&h| h == c).and_then(|at| u8::try_from(at + 0x80).ok()),
    }
}

/// Decodes the mojibake that `text` begins with: its length in bytes and what it stands for.
pub(crate) fn decode(text: &str) -> Option<(usize, String)> {
    let first = byte_of(text.chars().next()?)?;
    if !(0xc2..=0xf4).contains(&first) {
        return None;
    }
    let (len, c) = once(text)?;
    // Read wrongly twice: "Ã¢â‚¬â„¢" is "â€™" is "’".
    if (0xc2..=0xf4).contains(&(byte_of(c).unwrap_or(0))) {
        let mut middle = String::from(c);
        let mut total = len;
        while middle.chars().count() < 4 {
            let Some((len, c)) = once(&text[total..]) else { break };
            if byte_of(c).is_none_or(|b| !(0x80..=0xbf).contains(&b)) {
                break;
            }
            middle.push(c);
            total += len;
            if let Some((whole, c)) = once(&middle)
                && whole == middle.len()
            {
                return Some((total, c.to_string()));
            }
        }
    }
    Some((len, c.to_string()))
}

/// One character spelled as its UTF-8 bytes in Windows-1252.
fn once(text: &str) -> Option<(usize, char)> {
    let mut chars = text.chars();
    let lead = chars.next()?;
    let first = byte_of(lead)?;
    let count = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [first, 0, 0, 0];
    let mut len = lead.len_utf8();
    for slot in bytes.iter_mut().take(count).skip(1) {
        let c = chars.next()?;
        let byte = byte_of(c).filter(|b| (0x80..=0xbf).contains(b))?;
        // A letter such as "Š" or "ž" after one such as "É" or "å" is a foreign word, not mojibake.
        if count == 2 && c.is_alphabetic() && !matches!(lead, 'Ã' | 'Â' | 'Ä' | 'Å') {
            return None;
        }
        // So is a real quotation mark or dash right after a letter: "DÃ–", "VOILÀ”", "Ã—".
        if count == 2
            && matches!(c, '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '»' | '«' | '\u{a0}')
            && !matches!(lead, 'Ã' | 'Â')
        {
            return None;
        }
        *slot = byte;
        len += c.len_utf8();
    }
    let c = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    Some((len, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            match decode(rest) {
                Some((len, with)) => {
                    out.push_str(&with);
                    rest = &rest[len..];
                }
                None => {
                    out.push(c);
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
        out
    }

    #[test]
    fn once_misread() {
        assert_eq!(
            whole("â€œWe areâ€\u{9d} KCNAâ€™s words â€” cafÃ© in BogotÃ¡"),
            "“We are” KCNA’s words — café in Bogotá"
        );
        assert_eq!(whole("10Â\u{a0}000 Â£5 ErdoÄŸan"), "10\u{a0}000 £5 Erdoğan");
    }

    #[test]
    fn twice_misread() {
        assert_eq!(whole("KCNAÃ¢â‚¬â„¢s cafÃƒÂ©"), "KCNA’s café");
    }

    #[test]
    fn what_is_meant_stays() {
        for text in ["São Tomé e Príncipe", "Åland", "VOILÀ”", "Ÿ", "Élysée", "SÃO PAULO", "naïve—façade", "€5", "ÀÉÎ"]
        {
            assert_eq!(whole(text), text);
        }
    }
}
