//! Cuts one run of characters without white space.

use super::chars::{char_at, char_before, is_apostrophe, is_glue, is_opening, is_word, run_end, run_start};
use super::lists::{Abbreviation, abbreviation, is_emoticon, is_prefix, is_unit};
use super::{Cut, chars, clitic};

/// Cuts chunks of a text, in order.
pub(crate) struct Cutter<'a> {
    text: &'a str,
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

    fn after(&self, at: usize) -> Option<char> {
        char_at(self.text, at)
    }

    fn before(&self, at: usize) -> Option<char> {
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
                    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                    return digits == 2 && !rest.ends_with(['\'', '’']);
                }
                let letters = rest.trim_end_matches(|x: char| !is_word(x));
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

    /// Whether the full stop after `word` belongs to it. `start..end` is the chunk with its full stop.
    fn is_abbreviated(&self, word: &str, start: usize, end: usize) -> bool {
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
                next.is_some_and(|c| c.is_ascii_digit())
                    || (is_month(word) && next.is_some_and(|c| !matches!(c, '\n')))
            }
            Some(Abbreviation::Any) => !matches!(word, "co" | "ill" | "al" | "mass" | "wash" | "ore" | "est" | "ed" | "va" | "pa" | "ind" | "mon" | "wed")
                || (word == "al" && self.text[..start].ends_with("et ")),
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
        let first = self.text[..start].trim_end().is_empty();
        if c == 'I' && !self.text[..start].trim_end().ends_with('.') {
            return next.is_uppercase() && self.previous_is_name(start);
        }
        next.is_uppercase() && (first || self.previous_is_name(start) || c != 'I')
    }

    /// Whether the word before `at` begins with a capital or is an initial.
    fn previous_is_name(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end();
        let from = before.rfind(char::is_whitespace).map_or(0, |i| i + 1);
        before.get(from..).and_then(|w| w.chars().next()).is_some_and(char::is_uppercase)
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

    /// What becomes of the mark `at..stop` inside a core that ends at `end`; `from` is where the word before it began.
    fn inner(&self, from: usize, at: usize, stop: usize, end: usize, c: char) -> Inner {
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
        let right_len = self.text[stop..end].find(|c: char| !is_word(c)).unwrap_or(end - stop);
        let right = &self.text[stop..stop + right_len];
        let numeric = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let tail_numbers = left.rsplit('-').next().is_some_and(numeric);
        if tail_numbers && numeric(right) {
            let before = left.rsplit('-').next().map_or(0, str::len);
            let more = left.contains('-') || self.text[stop + right_len..end].starts_with('-');
            // "713-853-3989", "345-9945", "11-20-2000": telephone numbers and dates stay whole; ranges part.
            let phone = before == 3 && right_len == 4 || before == 5 && right_len == 4;
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
            if ends_digit && !letters.is_empty() && is_unit(letters) && !(letters == "s") {
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

/// What becomes of a mark inside a core.
enum Inner {
    /// It belongs to the word around it.
    Keep,
    /// It stands alone.
    Part,
    /// It ends the word before it.
    WithWord,
}

fn is_quote(mark: &str) -> bool {
    matches!(mark, "'" | "‘" | "`")
}

fn is_month(word: &str) -> bool {
    matches!(word, "Jan" | "Feb" | "Aug" | "Sept" | "Sep" | "Oct" | "Nov" | "Dec" | "Apr" | "Jun" | "Jul")
}

/// Whether a core is an address of the web or of mail.
fn is_url(core: &str) -> bool {
    let bytes = core.as_bytes();
    if bytes.len() < 5 {
        return false;
    }
    if core.starts_with("http") || core.starts_with("www.") || core.starts_with("ftp:") || core.starts_with("mailto:") {
        return core.contains('.') && bytes.len() > 8;
    }
    if memchr::memchr(b'@', bytes).is_some_and(|at| at > 0 && memchr::memchr(b'.', &bytes[at..]).is_some()) {
        return true;
    }
    let host = core.split('/').next().unwrap_or(core);
    let Some(dot) = host.rfind('.') else { return false };
    dot > 0
        && matches!(
            &host[dot + 1..],
            "com" | "org" | "net" | "gov" | "edu" | "mil" | "kr" | "kp" | "uk" | "cn" | "jp" | "info" | "COM" | "nz"
        )
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        && host.as_bytes()[0].is_ascii_alphanumeric()
}

/// Whether a core is the name of a file.
fn is_file(core: &str) -> bool {
    let Some(dot) = core.rfind('.') else { return false };
    dot > 0
        && matches!(
            &core[dot + 1..],
            "doc" | "DOC" | "xls" | "XLS" | "pdf" | "PDF" | "txt" | "jpg" | "JPG" | "zip" | "exe" | "html" | "htm" | "docx" | "ppt"
        )
        && core.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'(' | b')'))
}
