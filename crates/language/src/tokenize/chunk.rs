//! Cuts one run of characters without white space.

use super::address::{is_file, is_url};
use super::chars::{char_at, char_before, is_apostrophe, is_glue, is_opening, is_word, run_end, run_start};
use super::inner::Inner;
use super::lists::{is_emoticon, is_unit};
use super::{Cut, clitic};

/// Cuts chunks of a text, in order.
pub(crate) struct Cutter<'a> {
    pub(super) text: &'a str,
    out: &'a mut Vec<Cut>,
}

impl<'a> Cutter<'a> {
    pub(crate) fn new(text: &'a str, out: &'a mut Vec<Cut>) -> Self {
        Self { text, out }
    }

    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.out.push(Cut { start, end, clitic: false });
        }
    }

    pub(super) fn after(&self, at: usize) -> Option<char> {
        char_at(self.text, at)
    }

    pub(super) fn before(&self, at: usize) -> Option<char> {
        char_before(self.text, at)
    }

    /// Cuts the chunk `start..end`.
    pub(crate) fn chunk(&mut self, start: usize, end: usize) {
        let bytes = &self.text.as_bytes()[start..end];
        if bytes.iter().all(u8::is_ascii_alphabetic) {
            self.word(start, end);
            return;
        }
        if is_emoticon(&self.text[start..end]) {
            self.push(start, end);
            return;
        }
        let (mut s, mut e) = (start, end);
        // Marks in front.
        while s < e {
            let Some(c) = self.after(s) else { break };
            if !is_opening(c) || self.keeps_first(s, e, c) {
                break;
            }
            let run = run_end(self.text, s, e);
            self.push(s, run);
            s = run;
        }
        // Marks behind, gathered from the back.
        let first_mark = self.out.len();
        while s < e {
            let Some(c) = self.before(e) else { break };
            if is_word(c) || c == '_' && self.text[s..e].bytes().any(|b| b != b'_') {
                break;
            }
            if is_glue(c) {
                match self.glued_mark(s, e) {
                    Some(from) => {
                        self.push(from, e);
                        e = from;
                        continue;
                    }
                    None => break,
                }
            }
            let mut run = run_start(self.text, e, s);
            if c == '.' {
                match self.keeps_stop(s, e, run) {
                    Stop::Whole => break,
                    Stop::LastApart => run = e - 1,
                    Stop::Apart => {}
                }
            }
            if c == '$' && e - run == 1 && run > s && self.before(run).is_some_and(|p| p.is_ascii_uppercase()) {
                break; // "US$"
            }
            if c == '+' && run > s && !is_url(&self.text[s..e]) {
                // "A+" parts, "C++" does too in the treebank
            } else if matches!(c, '/' | '=' | '#') && is_url(&self.text[s..e]) {
                break;
            }
            if is_apostrophe(c) && self.text[s..run].ends_with("in") && run - s > 4 && e - run == c.len_utf8() {
                // "lovin'" is one word; a closing quote after "in" is rarer than that only without an opening one.
                if !self.out[..first_mark].iter().rev().take(1).any(|cut| is_quote(&self.text[cut.range()])) {
                    break;
                }
            }
            self.push(run, e);
            e = run;
            if c == '.' && e > s && self.keeps_whole(s, e) {
                break;
            }
        }
        let marks = self.out.split_off(first_mark);
        self.middle(s, e);
        self.out.extend(marks.into_iter().rev());
    }

    /// A mark with glue behind it (an emoji with its variation selector) at the end of `s..e`: where it begins. `None`
    /// when the glue belongs to a letter.
    fn glued_mark(&self, s: usize, e: usize) -> Option<usize> {
        let mut at = e;
        while at > s {
            let c = self.before(at)?;
            at -= c.len_utf8();
            if !is_glue(c) {
                return (!is_word(c)).then_some(at);
            }
        }
        Some(at)
    }

    /// Whether a mark in front belongs to what follows it.
    fn keeps_first(&self, s: usize, e: usize, c: char) -> bool {
        let next = self.after(s + c.len_utf8()).filter(|_| s + c.len_utf8() < e);
        match c {
            // "'60s", "’02", "'s", "'em"
            '\'' | '’' => {
                let rest = &self.text[s + c.len_utf8()..e];
                if next.is_some_and(|n| n.is_ascii_digit()) {
                    let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
                    return digits == 2 && !rest.ends_with(['\'', '’']);
                }
                let end = rest.find(|x: char| !is_word(x)).unwrap_or(rest.len());
                let letters = &rest[..end];
                matches!(
                    letters,
                    "s" | "S" | "m" | "re" | "ve" | "ll" | "d" | "em" | "til" | "tis" | "twas" | "cause" | "bout" | "n"
                )
            }
            // ".5", "-5" stay with the number; "+1"
            '.' | '+' => next.is_some_and(|n| n.is_ascii_digit()),
            c if is_glue(c) => false,
            _ => false,
        }
    }

    /// Whether the chunk's core, its final mark taken, needs no more peeling.
    fn keeps_whole(&self, s: usize, e: usize) -> bool {
        is_url(&self.text[s..e]) && self.before(e).is_some_and(is_word)
    }

    /// What becomes of the full stops at the end of `s..e`, a run that begins at `run`.
    fn keeps_stop(&self, s: usize, e: usize, run: usize) -> Stop {
        if e - run > 2 || run == s {
            return Stop::Apart;
        }
        let word_start = self.text[s..run]
            .char_indices()
            .rev()
            .find(|&(_, c)| !(is_word(c) || c == '.' || is_apostrophe(c)))
            .map_or(s, |(i, c)| s + i + c.len_utf8());
        let word = &self.text[word_start..run];
        if word.is_empty() || is_url(&self.text[s..run]) {
            return Stop::Apart;
        }
        let abbreviated = self.is_abbreviated(word, s, e);
        match (abbreviated, e - run) {
            (true, 1) => Stop::Whole,
            (true, _) => Stop::LastApart,
            (false, _) => Stop::Apart,
        }
    }

    /// Cuts the core of a chunk: marks in front and behind are off.
    fn middle(&mut self, start: usize, end: usize) {
        let core = &self.text[start..end];
        if core.bytes().all(|b| b.is_ascii_alphanumeric()) {
            self.word(start, end);
            return;
        }
        if is_url(core) || is_file(core) {
            self.push(start, end);
            return;
        }
        let mut from = start;
        let mut at = start;
        while at < end {
            let Some(c) = self.after(at) else { break };
            if is_word(c) || is_glue(c) || c == '_' {
                at += c.len_utf8();
                continue;
            }
            let stop = run_end(self.text, at, end);
            match self.inner(from, at, stop, end, c) {
                Inner::Keep => at = stop,
                Inner::Part => {
                    self.word(from, at);
                    self.push(at, stop);
                    (from, at) = (stop, stop);
                }
                Inner::WithWord => {
                    self.push(from, stop);
                    (from, at) = (stop, stop);
                }
            }
        }
        self.word(from, end);
    }

    /// A run of letters, digits and what keeps together with them: clitics and units come off.
    fn word(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let word = &self.text[start..end];
        if word.as_bytes()[0].is_ascii_digit() {
            let number = word.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':')).count();
            let (digits, letters) = word.split_at(number);
            let ends_digit = digits.bytes().last().is_some_and(|b| b.is_ascii_digit());
            if ends_digit && !letters.is_empty() && is_unit(letters) {
                self.push(start, start + number);
                self.push(start + number, end);
                return;
            }
        }
        let at_tag = word.as_bytes()[0] == b'@';
        match clitic::split_at(word) {
            Some(at) if !at_tag => {
                self.word(start, start + at);
                self.out.push(Cut { start: start + at, end, clitic: true });
            }
            _ => self.push(start, end),
        }
    }
}

/// What becomes of the full stops at the end of a chunk.
enum Stop {
    /// They belong to the word.
    Whole,
    /// One belongs to the word, the last stands alone.
    LastApart,
    /// They stand alone.
    Apart,
}

fn is_quote(mark: &str) -> bool {
    matches!(mark, "'" | "‘" | "`")
}
