//! CoNLL-U: reading treebanks, writing analyses.

mod entity;
mod raw;
mod write;

use std::fmt;
use std::io::{self, BufRead};

use crate::analyse::{Feats, Upos};

pub use entity::GoldEntity;
pub use raw::{RawDocument, raw_documents};
pub use write::{from_analysis, write};

/// A syntactic word: one numbered line.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// FORM.
    pub form: String,
    /// LEMMA.
    pub lemma: String,
    /// UPOS.
    pub upos: Upos,
    /// XPOS.
    pub xpos: String,
    /// FEATS.
    pub feats: Feats,
    /// HEAD: 0 for the root, else the 1-based number of the head.
    pub head: usize,
    /// DEPREL.
    pub deprel: String,
    /// DEPS, as written.
    pub deps: String,
    /// MISC, as written.
    pub misc: String,
}

impl Row {
    /// The value of a key in MISC.
    #[must_use]
    pub fn misc(&self, key: &str) -> Option<&str> {
        misc(&self.misc, key)
    }
}

fn misc<'a>(column: &'a str, key: &str) -> Option<&'a str> {
    column.split('|').find_map(|f| f.strip_prefix(key)?.strip_prefix('='))
}

/// A surface token of several words: a line numbered `1-2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiword {
    /// First word, from 1.
    pub first: usize,
    /// Last word, from 1.
    pub last: usize,
    /// FORM.
    pub form: String,
    /// MISC, as written.
    pub misc: String,
}

/// A sentence of a treebank.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TreeSentence {
    /// Comment lines, without the leading `# `.
    pub comments: Vec<String>,
    /// The words.
    pub words: Vec<Row>,
    /// The multiword tokens, in order.
    pub multiwords: Vec<Multiword>,
    /// Line of the file on which it begins, from 1; 0 when it was not read.
    pub line: usize,
}

impl TreeSentence {
    /// The value of a comment `# key = value`.
    #[must_use]
    pub fn comment(&self, key: &str) -> Option<&str> {
        self.comments.iter().find_map(|c| Some(c.strip_prefix(key)?.trim_start().strip_prefix('=')?.trim()))
    }

    /// Whether a comment `# key` or `# key = …` is there.
    #[must_use]
    pub fn has_comment(&self, key: &str) -> bool {
        self.comments.iter().any(|c| c.strip_prefix(key).is_some_and(|r| r.is_empty() || r.starts_with([' ', '='])))
    }

    /// The forms of the words.
    #[must_use]
    pub fn forms(&self) -> Vec<&str> {
        self.words.iter().map(|w| w.form.as_str()).collect()
    }
}

/// Why a CoNLL-U file could not be read.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {kind}")]
pub struct ConlluError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub kind: ConlluErrorKind,
}

/// What is wrong with a line.
#[derive(Debug, thiserror::Error)]
pub enum ConlluErrorKind {
    /// The input could not be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Not ten columns.
    #[error("{0} columns instead of 10")]
    Columns(usize),
    /// The first column is no number, range or decimal, or not the next one.
    #[error("ID is {0:?}, not the next word's number")]
    Id(String),
    /// An unknown part of speech.
    #[error(transparent)]
    Upos(#[from] crate::analyse::UnknownName),
    /// HEAD is no number, or lies outside the sentence.
    #[error("HEAD is {0:?}, not a number in the sentence")]
    Head(String),
    /// An `Entity` value that does not parse.
    #[error("Entity: {0}")]
    Entity(String),
}

impl ConlluErrorKind {
    fn at(self, line: usize) -> ConlluError {
        ConlluError { line, kind: self }
    }
}

/// Reads all sentences.
///
/// # Errors
/// The first line that is not CoNLL-U.
pub fn read(input: impl BufRead) -> Result<Vec<TreeSentence>, ConlluError> {
    let mut out = Vec::new();
    let mut sentence = TreeSentence::default();
    let mut number = 0;
    for line in input.lines() {
        number += 1;
        let line = line.map_err(|e| ConlluErrorKind::from(e).at(number))?;
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            finish(&mut sentence, &mut out)?;
            continue;
        }
        if sentence.line == 0 {
            sentence.line = number;
        }
        if let Some(comment) = line.strip_prefix('#') {
            sentence.comments.push(comment.trim_start().to_owned());
        } else {
            row(line, &mut sentence).map_err(|kind| kind.at(number))?;
        }
    }
    finish(&mut sentence, &mut out)?;
    Ok(out)
}

/// Reads all sentences of a text.
///
/// # Errors
/// The first line that is not CoNLL-U.
pub fn parse(text: &str) -> Result<Vec<TreeSentence>, ConlluError> {
    read(text.as_bytes())
}

fn finish(sentence: &mut TreeSentence, out: &mut Vec<TreeSentence>) -> Result<(), ConlluError> {
    let done = std::mem::take(sentence);
    if done.words.is_empty() {
        return Ok(());
    }
    if let Some(bad) = done.words.iter().find(|w| w.head > done.words.len()) {
        return Err(ConlluErrorKind::Head(bad.head.to_string()).at(done.line));
    }
    out.push(done);
    Ok(())
}

fn row(line: &str, sentence: &mut TreeSentence) -> Result<(), ConlluErrorKind> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[id, form, lemma, upos, xpos, feats, head, deprel, deps, misc] = columns.as_slice() else {
        return Err(ConlluErrorKind::Columns(columns.len()));
    };
    let bad_id = || ConlluErrorKind::Id(id.to_owned());
    if let Some((first, last)) = id.split_once('-') {
        let first = first.parse().map_err(|_| bad_id())?;
        let last = last.parse().map_err(|_| bad_id())?;
        if first != sentence.words.len() + 1 || last < first {
            return Err(bad_id());
        }
        sentence.multiwords.push(Multiword { first, last, form: form.to_owned(), misc: misc.to_owned() });
        return Ok(());
    }
    if id.contains('.') {
        return Ok(()); // an empty node: not part of the basic tree
    }
    if id.parse() != Ok(sentence.words.len() + 1) {
        return Err(bad_id());
    }
    sentence.words.push(Row {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: upos.parse()?,
        xpos: xpos.to_owned(),
        feats: Feats::new(feats),
        head: head.parse().map_err(|_| ConlluErrorKind::Head(head.to_owned()))?,
        deprel: deprel.to_owned(),
        deps: deps.to_owned(),
        misc: misc.to_owned(),
    });
    Ok(())
}

impl fmt::Display for TreeSentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for comment in &self.comments {
            writeln!(f, "# {comment}")?;
        }
        let mut multiwords = self.multiwords.iter().peekable();
        for (i, w) in self.words.iter().enumerate() {
            if let Some(m) = multiwords.next_if(|m| m.first == i + 1) {
                writeln!(f, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}", m.first, m.last, m.form, or_none(&m.misc))?;
            }
            writeln!(
                f,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                i + 1,
                or_none(&w.form),
                or_none(&w.lemma),
                w.upos,
                or_none(&w.xpos),
                w.feats,
                w.head,
                or_none(&w.deprel),
                or_none(&w.deps),
                or_none(&w.misc)
            )?;
        }
        writeln!(f)
    }
}

fn or_none(column: &str) -> &str {
    if column.is_empty() { "_" } else { column }
}

#[cfg(test)]
mod tests;
