//! Full stops: which belong to the word before them.

use super::chars;
use super::chunk::Cutter;
use super::lists::{Abbreviation, abbreviation};

impl Cutter<'_> {
    /// Whether the full stop after `word` belongs to it. `start..end` is the chunk with its full stop.
    pub(super) fn is_abbreviated(&self, word: &str, start: usize, end: usize) -> bool {
        let letters = word.chars().filter(|c| *c != '.').count();
        let next = self.next_word(end);
        if word.contains('.') {
            // "U.S", "a.m", "Ph.D", "M.Sc": short letter groups.
            return word.split('.').all(|p| (1..=3).contains(&p.len()) && p.chars().all(char::is_alphabetic))
                && (letters <= 5);
        }
        if letters == 1 {
            return self.is_initial(word, start, next);
        }
        match abbreviation(word) {
            Some(Abbreviation::Title) => {
                next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '"' | '“' | '(')) || matches!(word, "vs" | "Vs")
            }
            Some(Abbreviation::Number) => {
                next.is_some_and(|c| c.is_ascii_digit()) || (is_month(word) && next.is_some_and(|c| !matches!(c, '\n')))
            }
            // "… , etc." at the end of a sentence: the treebank takes the full stop off.
            Some(Abbreviation::Any) if word == "etc" => next.is_some_and(|c| !c.is_uppercase()),
            Some(Abbreviation::Any) => {
                !matches!(
                    word,
                    "co" | "ill" | "al" | "mass" | "wash" | "ore" | "est" | "ed" | "va" | "pa" | "ind" | "mon" | "wed"
                ) || (word == "al" && self.text[..start].ends_with("et "))
            }
            None => false,
        }
    }

    /// Whether a single letter with a full stop is an initial.
    fn is_initial(&self, letter: &str, start: usize, next: Option<char>) -> bool {
        let Some(c) = letter.chars().next() else { return false };
        if c.is_ascii_digit() || !c.is_alphabetic() {
            return false;
        }
        let Some(next) = next else { return false };
        if c.is_lowercase() {
            return next.is_ascii_digit() && matches!(c, 'b' | 'c' | 'd' | 'm' | 'p');
        }
        let before = self.text[..start].trim_end();
        let previous = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let after_initial = previous.len() == 2 && previous.ends_with('.');
        if after_initial {
            return true; // "Kim J. U. of"
        }
        let after_name = previous.chars().next().is_some_and(char::is_uppercase);
        next.is_uppercase() && (c != 'I' || after_name || before.is_empty())
    }

    /// The first character of the next chunk, on the same line.
    fn next_word(&self, at: usize) -> Option<char> {
        let mut at = at;
        let mut newlines = 0;
        while at < self.text.len() {
            let width = chars::space_at(self.text, at);
            if width == 0 {
                return self.after(at);
            }
            newlines += usize::from(self.text.as_bytes()[at] == b'\n');
            if newlines > 1 {
                return None;
            }
            at += width;
        }
        None
    }
}

fn is_month(word: &str) -> bool {
    matches!(word, "Jan" | "Feb" | "Aug" | "Sept" | "Sep" | "Oct" | "Nov" | "Dec" | "Apr" | "Jun" | "Jul")
}
