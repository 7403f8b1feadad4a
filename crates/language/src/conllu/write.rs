//! Analyses as CoNLL-U.

use std::io::{self, Write};

use super::{Multiword, Row, TreeSentence};
use crate::analyse::SentenceAnalysis;
use crate::tokenize;

/// An analysis as a sentence of CoNLL-U, with `# text`, multiword tokens and `SpaceAfter=No`. `text` is the text the
/// spans of the words count in.
#[must_use]
pub fn from_analysis(analysis: &SentenceAnalysis, text: &str) -> TreeSentence {
    let words = &analysis.words;
    let mut out = TreeSentence::default();
    if let Some(written) = analysis.span().and_then(|s| s.slice(text)) {
        out.comments.push(format!("text = {}", written.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    let glued = |i: usize| words.get(i + 1).is_some_and(|next| next.span.start == words[i].span.end);
    let clitic = |i: usize| i > 0 && glued(i - 1) && tokenize::is_clitic(&words[i - 1].form, &words[i].form);
    let last_glued = |i: usize| if glued(i) { "SpaceAfter=No" } else { "_" };
    for (i, word) in words.iter().enumerate() {
        if !clitic(i) && i + 1 < words.len() && clitic(i + 1) {
            let last = (i + 1..words.len()).take_while(|&j| clitic(j)).last().unwrap_or(i);
            out.multiwords.push(Multiword {
                first: i + 1,
                last: last + 1,
                form: words[i..=last].iter().map(|w| w.form.as_str()).collect(),
                misc: last_glued(last).to_owned(),
            });
        }
        let inside = clitic(i) || (i + 1 < words.len() && clitic(i + 1));
        out.words.push(Row {
            form: word.form.clone(),
            lemma: word.lemma.clone(),
            upos: word.upos,
            xpos: word.xpos.clone(),
            feats: word.feats.clone(),
            head: word.head.map_or(0, |h| h + 1),
            deprel: word.deprel.clone(),
            deps: "_".to_owned(),
            misc: if inside { "_".to_owned() } else { last_glued(i).to_owned() },
        });
    }
    out
}

/// Writes sentences.
///
/// # Errors
/// What the writer reports.
pub fn write<'a>(mut out: impl Write, sentences: impl IntoIterator<Item = &'a TreeSentence>) -> io::Result<()> {
    for sentence in sentences {
        write!(out, "{sentence}")?;
    }
    Ok(())
}
