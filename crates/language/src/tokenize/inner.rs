//! Marks inside a word: which part it.

use super::chars::{is_apostrophe, is_word};
use super::chunk::Cutter;
use super::lists::{abbreviation, is_prefix};

/// What becomes of a mark inside a core.
pub(super) enum Inner {
    /// It belongs to the word around it.
    Keep,
    /// It stands alone.
    Part,
    /// It ends the word before it.
    WithWord,
}

impl Cutter<'_> {
    /// What becomes of the mark `at..stop` inside a core that ends at `end`; `from` is where the word before it began.
    pub(super) fn inner(&self, from: usize, at: usize, stop: usize, end: usize, c: char) -> Inner {
        let single = stop - at == c.len_utf8();
        let word = &self.text[from..at];
        let prev = self.before(at).filter(|_| at > from);
        let next = self.after(stop).filter(|_| stop < end);
        let digits = |x: Option<char>| x.is_some_and(|x| x.is_ascii_digit());
        let letters = |x: Option<char>| x.is_some_and(|x| is_word(x) && !x.is_ascii_digit());
        match c {
            _ if !single => Inner::Part,
            '.' => self.inner_stop(word, prev, next, stop, end),
            ',' if digits(prev) && digits(next) => {
                let group = self.text[stop..end].bytes().take_while(u8::is_ascii_digit).count();
                if group == 3 || group == 2 { Inner::Keep } else { Inner::Part }
            }
            ':' if digits(prev) && digits(next) => Inner::Keep,
            '-' | '‑' | '‐' => self.hyphen(from, at, stop, end),
            '/' => self.slash(from, at, stop, end),
            c if is_apostrophe(c) && (letters(prev) || digits(prev)) && letters(next) => Inner::Keep,
            '\'' | '’' if from == at && at == 0 => Inner::Keep,
            '\'' | '’' if from == at => Inner::Keep, // kept in front by `keeps_first`
            '&' if letters(prev) && letters(next) => Inner::Keep,
            '@' if prev.is_some() || next.is_some() => Inner::Keep,
            '#' if next.is_some() && !digits(next) => Inner::Keep,
            '*' | '·' | '^' if letters(prev) && letters(next) => Inner::Keep,
            '+' if from == at && digits(next) => Inner::Keep,
            '$' if matches!(word, "US" | "U" | "C" | "CA" | "A" | "HK" | "NZ" | "NT" | "R" | "S" | "AU" | "CAD") => {
                Inner::WithWord
            }
            '$' if letters(prev) && letters(next) => Inner::Keep,
            _ => Inner::Part,
        }
    }

    /// A single full stop inside a core.
    fn inner_stop(&self, word: &str, prev: Option<char>, next: Option<char>, stop: usize, end: usize) -> Inner {
        match (prev, next) {
            (None, Some(n)) if n.is_ascii_digit() => Inner::Keep,
            (Some(p), Some(n)) if is_word(p) && is_word(n) => {
                if p.is_ascii_digit() && n.is_ascii_digit() {
                    return Inner::Keep;
                }
                let tail = &self.text[stop..end];
                let group = tail.bytes().take_while(u8::is_ascii_alphanumeric).count();
                let last_group = word.rsplit('.').next().unwrap_or(word);
                // "U.S.-style", "Ph.D", "a.k.a"
                if last_group.len() == 1 || (group <= 2 && word.len() <= 3) {
                    return Inner::Keep;
                }
                if abbreviation(word).is_some() && n.is_uppercase() {
                    return Inner::WithWord; // "St.John"
                }
                // "end.The next": a space is missing. "biomed.taiwan" is a name.
                let missing = n.is_uppercase()
                    && (tail.chars().nth(1).is_some_and(char::is_lowercase) || group == 1)
                    && p.is_lowercase()
                    && word.chars().all(|c| c.is_alphabetic() || is_apostrophe(c));
                if missing || (p.is_ascii_digit() && n.is_uppercase()) { Inner::Part } else { Inner::Keep }
            }
            // "U.S.-style", "U.S.)-": the stop of an abbreviation
            (Some(p), Some(_)) if is_word(p) && (word.contains('.') || abbreviation(word).is_some()) => Inner::Keep,
            (Some(p), None) if is_word(p) => Inner::Keep, // the stop `keeps_stop` left here
            _ => Inner::Part,
        }
    }

    /// A single hyphen inside a core.
    fn hyphen(&self, from: usize, at: usize, stop: usize, end: usize) -> Inner {
        let left = &self.text[from..at];
        if left.len() > 64 {
            return Inner::Part;
        }
        let right_len = self.text[stop..end].find(|c: char| !is_word(c)).unwrap_or(end - stop);
        let right = &self.text[stop..stop + right_len];
        let numeric = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let tail_numbers = left.rsplit('-').next().is_some_and(numeric);
        if tail_numbers && numeric(right) {
            let before = left.rsplit('-').next().map_or(0, str::len);
            let more = left.contains('-') || self.text[stop + right_len..end].starts_with('-');
            // "713-853-3989", "345-9945", "11-20-2000": telephone numbers and dates stay whole; ranges part.
            let phone = matches!(before, 3 | 5) && right_len == 4;
            return if (more || phone) && !left.contains(['.', ',', ':']) { Inner::Keep } else { Inner::Part };
        }
        if left.len() <= 8 && is_prefix(left) && right.chars().next().is_some_and(is_word) {
            return Inner::Keep;
        }
        if right == "wise" && left.bytes().all(|b| b.is_ascii_alphabetic()) && left.len() > 2 {
            return Inner::Keep;
        }
        Inner::Part
    }

    /// A single slash inside a core.
    fn slash(&self, from: usize, at: usize, stop: usize, end: usize) -> Inner {
        let left = &self.text[from..at];
        let right_len = self.text[stop..end].find(|c: char| !is_word(c)).unwrap_or(end - stop);
        let right = &self.text[stop..stop + right_len];
        let ends_digit = left.bytes().last().is_some_and(|b| b.is_ascii_digit());
        let numeric = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if ends_digit && numeric(right) {
            return Inner::Keep; // "11/28/2000", "9/11", "1/2"
        }
        let lower = (left, right);
        let pair = left.len() == 1 && right.len() == 1 && right_len == end - stop;
        if pair && !matches!(lower, ("c", "o") | ("A", "C") | ("a", "c") | ("h", "h")) {
            return Inner::Keep; // "l/c", "I/C", "n/a"
        }
        if matches!(lower, ("w", "out" | "o" | "in") | ("s", "he")) {
            return Inner::Keep;
        }
        Inner::Part
    }
}
