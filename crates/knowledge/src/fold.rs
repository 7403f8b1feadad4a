//! Folding: what makes two ways of writing a name equal.
//!
//! Accents, case, hyphens, full stops of abbreviations and apostrophes are folded away; the result is a list of
//! pieces, each with its bytes in the text.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One piece of a folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Folded letters and digits.
    pub text: String,
    /// Where they stood.
    pub range: Range<usize>,
    /// Whether the first letter is upper case.
    pub capital: bool,
    /// Whether there are two letters or more, all upper case.
    pub capitals: bool,
}

/// Folds a text into pieces.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some(&(start, c)) = chars.peek() {
        if !c.is_alphanumeric() {
            chars.next();
            continue;
        }
        let mut end = start;
        while let Some(&(at, c)) = chars.peek() {
            let apostrophe_inside = matches!(c, '\'' | '’' | 'ʼ') && {
                let mut rest = text[at + c.len_utf8()..].chars();
                rest.next().is_some_and(char::is_alphabetic) && rest.next().is_some_and(char::is_alphabetic)
            };
            if !(c.is_alphanumeric() || is_combining_mark(c) || apostrophe_inside) {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        let written = &text[start..end];
        let letters = || written.chars().filter(|c| c.is_alphabetic());
        out.push(Piece {
            text: fold_word(written),
            range: start..end,
            capital: letters().next().is_some_and(char::is_uppercase),
            capitals: letters().count() > 1 && letters().all(char::is_uppercase),
        });
    }
    join_initials(text, out)
}

/// Joins the letters of "U.S." and "D.P.R.K." into one piece.
fn join_initials(text: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let single = |p: &Piece| p.text.len() == 1 && p.capital;
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut open = false;
    for piece in pieces {
        let joins =
            open && single(&piece) && out.last().is_some_and(|last| &text[last.range.end..piece.range.start] == ".");
        match out.last_mut() {
            Some(last) if joins => {
                last.text.push_str(&piece.text);
                last.range.end = piece.range.end;
                last.capitals = true;
            }
            _ => {
                open = single(&piece);
                out.push(piece);
            }
        }
    }
    out
}

fn fold_word(word: &str) -> String {
    if word.is_ascii() {
        return word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    let mut out = String::with_capacity(word.len());
    for c in word.nfd().filter(|c| c.is_alphanumeric()) {
        match c {
            'ł' | 'Ł' => out.push('l'),
            'ø' | 'Ø' => out.push('o'),
            'đ' | 'Đ' => out.push('d'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            c => out.extend(c.to_lowercase().filter(|c| c.is_alphanumeric())),
        }
    }
    out
}

/// The folded key of a name: its pieces with single spaces between.
#[must_use]
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    key_into(text, &mut out);
    out
}

/// [`key`] into a buffer, which is emptied first.
pub fn key_into(text: &str, out: &mut String) {
    out.clear();
    // Only letters and spaces, as most names are: nothing but case to fold.
    if text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ' || b == b'-') {
        let mut gap = false;
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                out.push(char::from(byte.to_ascii_lowercase()));
            } else {
                gap = true;
            }
        }
        return;
    }
    out.push_str(&join(&pieces(text)));
}

/// Pieces with single spaces between.
#[must_use]
pub fn join(pieces: &[Piece]) -> String {
    let words: Vec<&str> = pieces.iter().map(|p| p.text.as_str()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_differs_only_in_writing() {
        assert_eq!(key("Kim Jong-un"), key("KIM JONG UN"));
        assert_eq!(key("U.S."), "us");
        assert_eq!(key("Recep Tayyip Erdoğan"), "recep tayyip erdogan");
        assert_eq!(key("Côte d'Ivoire"), "cote divoire");
        assert_eq!(key("Workers’ Party"), key("Workers' Party"));
        assert_eq!(key("J. K. Rowling"), "j k rowling");
        assert_eq!(key(" Kim  Jong -  Un "), "kim jong un");
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_folds_as_the_long_one(text in "[A-Za-z0-9 .'\\-éÉ]{0,24}") {
            proptest::prop_assert_eq!(key(&text), join(&pieces(&text)));
        }
    }

    #[test]
    fn ranges_slice_the_text() {
        let text = "the U.S.-South Korean drills";
        let got: Vec<&str> = pieces(text).into_iter().map(|p| &text[p.range]).collect();
        assert_eq!(got, ["the", "U.S", "South", "Korean", "drills"]);
    }
}
