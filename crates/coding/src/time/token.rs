//! Tokens of time expressions: words cut further at hyphens, so that "mid-2019" and "1950-53" are read alike however
//! the analyser cut them.

use std::ops::Range;

use detente_language::{Upos, Word};
use detente_record::TextSpan;

use super::lexicon;

/// One token.
#[derive(Clone, Debug)]
pub struct Token {
    /// Lower case, a full stop behind an abbreviation left out.
    pub text: String,
    /// Index of its word in the sentence.
    pub word: usize,
    /// Where it is in the cleaned text.
    pub span: TextSpan,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Part of speech of its word; none for a bare text.
    pub upos: Option<Upos>,
    /// Whether the analyser has it count a noun ("2018 soldiers").
    pub counts: bool,
}

/// Whether a sentence holds anything that could be time: a cheap look before the grammar.
#[must_use]
pub fn promising(words: &[Word]) -> bool {
    words.iter().any(|word| {
        let form = word.form.as_str();
        form.bytes().any(|b| b.is_ascii_digit()) || lexicon::is_anchor(form)
    })
}

/// The tokens of analysed words.
#[must_use]
pub fn of_words(words: &[Word]) -> Vec<Token> {
    let mut out = Vec::with_capacity(words.len() + 8);
    for (at, word) in words.iter().enumerate() {
        let first = out.len();
        cut(&word.form, word.span.start, at, Some(word.upos), &mut out);
        if word.deprel == "nummod" {
            out[first..].iter_mut().for_each(|t| t.counts = true);
        }
    }
    out
}

/// The tokens of a bare text; each run without white space is a word.
#[must_use]
pub fn of_text(text: &str, offset: usize) -> Vec<Token> {
    let mut out = Vec::new();
    let mut start = 0;
    for (number, run) in text.split_whitespace().enumerate() {
        let at = text[start..].find(run).map_or(start, |found| start + found);
        start = at + run.len();
        cut(run, offset + at, number, None, &mut out);
    }
    out
}

fn cut(form: &str, offset: usize, word: usize, upos: Option<Upos>, out: &mut Vec<Token>) {
    let mut push = |range: Range<usize>| {
        let Some(text) = form.get(range.clone()).filter(|t| !t.is_empty()) else { return };
        // "Aug.", "a.m.", "Sept.": full stops say nothing.
        let dotted = text.len() > 1 && text.ends_with('.')
            || text.contains('.') && !text.starts_with(|c: char| c.is_ascii_digit());
        let mut lower = text.to_lowercase();
        if dotted {
            lower.retain(|c| c != '.');
        }
        out.push(Token {
            text: lower,
            word,
            span: TextSpan::new(offset + range.start, offset + range.end),
            capital: text.chars().next().is_some_and(char::is_uppercase),
            upos,
            counts: false,
        });
    };
    if is_iso(form.trim_end_matches([',', '.'])) {
        let end = form.trim_end_matches([',', '.']).len();
        push(0..end);
        return;
    }
    let mut start = 0;
    for (at, c) in form.char_indices() {
        let end = at + c.len_utf8();
        let apart = matches!(c, '-' | '–' | '—' | '/' | ',' | '(' | ')' | ';');
        // "Saturday's": the clitic is a token of its own, as the analyser has it.
        let clitic = matches!(c, '\'' | '’') && at > start && form[end..].eq_ignore_ascii_case("s");
        let thousands = c == ',' && form[end..].starts_with(|c: char| c.is_ascii_digit());
        if (apart && !thousands) || (clitic && !form[..at].ends_with(|c: char| c.is_ascii_digit())) {
            push(start..at);
            let end = if clitic { form.len() } else { end };
            push(at..end);
            start = end;
        }
    }
    push(start..form.len());
}

/// "2024-05-28".
pub(super) fn is_iso(form: &str) -> bool {
    let bytes = form.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, b)| match at {
            4 | 7 => matches!(b, b'-' | b'/') && bytes[4] == bytes[7],
            _ => b.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        of_text(text, 0).into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn cuts_at_hyphens_and_keeps_numbers() {
        assert_eq!(
            texts("mid-2019 1950-53 2,000 2024-05-28"),
            ["mid", "-", "2019", "1950", "-", "53", "2,000", "2024-05-28"]
        );
        assert_eq!(
            texts("Aug. 3, Saturday's 1990's (2030 GMT)"),
            ["aug", "3", ",", "saturday", "'s", "1990's", "(", "2030", "gmt", ")"]
        );
    }

    #[test]
    fn spans_slice() {
        let text = "on Monday’s é–May 3";
        for token in of_text(text, 0) {
            assert!(token.span.slice(text).is_some(), "{token:?}");
        }
    }
}
