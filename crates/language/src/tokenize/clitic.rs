//! Clitics: where a run of letters and apostrophes holds two words.

use super::chars::is_apostrophe;

/// Words without an apostrophe that are two: the length of the first.
const FUSED: &[(&[u8], usize)] = &[
    (b"cannot", 3),
    (b"gonna", 3),
    (b"wanna", 3),
    (b"gotta", 3),
    (b"outta", 3),
    (b"dunno", 2),
    (b"dont", 2),
    (b"didnt", 3),
    (b"doesnt", 4),
    (b"isnt", 2),
    (b"wasnt", 3),
    (b"havent", 4),
    (b"hasnt", 3),
    (b"hadnt", 3),
    (b"couldnt", 5),
    (b"wouldnt", 5),
    (b"shouldnt", 6),
    (b"arent", 3),
    (b"werent", 4),
    (b"aint", 2),
    (b"cant", 2),
    (b"wont", 2),
    (b"im", 1),
    (b"ive", 1),
    (b"youre", 3),
    (b"youve", 3),
    (b"youll", 3),
    (b"theyre", 4),
    (b"thats", 4),
    (b"whats", 4),
    (b"theres", 5),
    (b"hes", 2),
    (b"shes", 3),
    (b"heres", 4),
    (b"wheres", 5),
    (b"weve", 2),
    (b"theyve", 4),
    (b"theyll", 4),
    (b"itll", 2),
    (b"alot", 1),
];

/// Where a word splits into word and clitic: offset of the clitic. The word holds letters, digits and apostrophes.
pub(crate) fn split_at(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let plain = bytes.iter().all(u8::is_ascii_alphanumeric);
    if plain {
        if !(2..=8).contains(&bytes.len()) {
            return None;
        }
        // All fused forms end in t, m, e, l, s, a or o.
        if !matches!(bytes[bytes.len() - 1] | 0x20, b't' | b'm' | b'e' | b'l' | b's' | b'a' | b'o') {
            return None;
        }
        // "IM", "Cant" as a name and the like are left alone: only "im" or "Im".
        if bytes.len() == 2 && bytes[1] != b'm' {
            return None;
        }
        return FUSED.iter().find(|(form, _)| bytes.eq_ignore_ascii_case(form)).map(|&(_, at)| at);
    }
    let (at, mark) = word.char_indices().rev().find(|&(_, c)| is_apostrophe(c))?;
    let tail = &word[at + mark.len_utf8()..];
    if at == 0 {
        return None;
    }
    let before = &bytes[..at];
    if matches!(tail, "t" | "T") && matches!(before[at - 1], b'n' | b'N') {
        return (at > 1).then_some(at - 1);
    }
    if mark == '‘' {
        return None;
    }
    // "1930's" is one word.
    if before[at - 1].is_ascii_digit() && matches!(tail, "s" | "S") && before.iter().all(u8::is_ascii_digit) {
        return None;
    }
    matches!(tail, "s" | "S" | "m" | "M" | "d" | "D" | "re" | "RE" | "ve" | "VE" | "ll" | "LL").then_some(at)
}
