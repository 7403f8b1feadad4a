//! The running text under a treebank.

use super::{TreeSentence, misc};

/// A document of a treebank as running text.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct RawDocument {
    /// Its name, where the treebank gives one.
    pub id: String,
    /// The text: sentences joined by a space, paragraphs by a blank line.
    pub text: String,
    /// Range of its sentences among all those given.
    pub sentences: std::ops::Range<usize>,
}

/// The documents of a treebank, in order.
#[must_use]
pub fn raw_documents(sentences: &[TreeSentence]) -> Vec<RawDocument> {
    let mut out: Vec<RawDocument> = Vec::new();
    for (i, sentence) in sentences.iter().enumerate() {
        let new = sentence.has_comment("newdoc") || out.is_empty();
        if new {
            let id = sentence.comment("newdoc id").unwrap_or_default().to_owned();
            out.push(RawDocument { id, text: String::new(), sentences: i..i });
        }
        let Some(document) = out.last_mut() else { continue };
        document.sentences.end = i + 1;
        if sentence.has_comment("newpar") && !document.text.is_empty() {
            document.text.truncate(document.text.trim_end().len());
            document.text.push_str("\n\n");
        }
        append(sentence, &mut document.text);
    }
    for document in &mut out {
        document.text.truncate(document.text.trim_end().len());
    }
    out
}

fn append(sentence: &TreeSentence, text: &mut String) {
    let mut multiwords = sentence.multiwords.iter().peekable();
    let mut skip = 0;
    for (i, word) in sentence.words.iter().enumerate() {
        if i < skip {
            continue;
        }
        let (form, column) = match multiwords.next_if(|m| m.first == i + 1) {
            Some(m) => {
                skip = m.last;
                (&m.form, &m.misc)
            }
            None => (&word.form, &word.misc),
        };
        text.push_str(form);
        if misc(column, "SpaceAfter") != Some("No") {
            text.push(' ');
        }
    }
    // The treebanks at hand never glue two sentences together in print but for a few typing errors; the gap stays
    // where they put it.
}
