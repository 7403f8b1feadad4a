//! Marked pairs: a sentence, an actor and a recipient marked in it, and the type that coders gave.

use std::ops::Range;

use crate::root::{Root, UnknownRoot};

/// A marked pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Line of the file, from 1.
    pub line: usize,
    /// The sentence without marks.
    pub sentence: String,
    /// Bytes of `sentence` marked as the actor; several where the marks stand several times, none where they lack.
    pub actor: Vec<Range<usize>>,
    /// Bytes of `sentence` marked as the recipient.
    pub recipient: Vec<Range<usize>>,
    /// What coders gave; none for a pair without relation.
    pub root: Option<Root>,
    /// The quad class that coders gave, 1 to 4; 0 for none.
    pub quad: u8,
}

/// A file of pairs that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PairError {
    /// A column lacks.
    #[error("line 1 names no column '{0}'; wanted are marked_sentence, root (or gold_root) and penta (or gold_penta)")]
    Column(&'static str),
    /// A line is too short.
    #[error("line {line} has {found} columns, line 1 has {wanted}")]
    Short {
        /// The line, from 1.
        line: usize,
        /// Its columns.
        found: usize,
        /// Those of the header.
        wanted: usize,
    },
    /// A type is not known.
    #[error("line {line}: {problem}")]
    Root {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        problem: UnknownRoot,
    },
    /// A quad class is not 0 to 4.
    #[error("line {line}: '{text}' is no penta class; 0 to 4 are")]
    Penta {
        /// The line, from 1.
        line: usize,
        /// What stands there.
        text: String,
    },
}

/// Reads a tab-separated file of pairs. Quotation marks have no meaning in it.
///
/// # Errors
/// When a column or a value lacks or is none of those allowed.
pub fn read(text: &str) -> Result<Vec<Pair>, PairError> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let header: Vec<&str> = lines.next().map(|(_, l)| l.split('\t').map(str::trim).collect()).unwrap_or_default();
    let column = |name: &'static str, other: &'static str| {
        header.iter().position(|h| *h == name || *h == other).ok_or(PairError::Column(name))
    };
    let (marked, root, penta) =
        (column("marked_sentence", "marked")?, column("root", "gold_root")?, column("penta", "gold_penta")?);
    let mut out = Vec::new();
    for (at, text) in lines.filter(|(_, l)| !l.trim().is_empty()) {
        let line = at + 1;
        let cells: Vec<&str> = text.split('\t').collect();
        let last = marked.max(root).max(penta);
        if cells.len() <= last {
            return Err(PairError::Short { line, found: cells.len(), wanted: header.len() });
        }
        let root = Root::parse(cells[root]).map_err(|problem| PairError::Root { line, problem })?;
        let text = cells[penta].trim();
        let quad = text.parse().ok().filter(|n| *n <= 4).ok_or(PairError::Penta { line, text: text.to_owned() })?;
        let (sentence, actor, recipient) = unmark(cells[marked]);
        out.push(Pair { line, sentence, actor, recipient, root, quad });
    }
    Ok(out)
}

/// Takes the marks `<s>…</s>` and `<t>…</t>` out of a sentence, and says where they stood. An unclosed mark is dropped.
#[must_use]
pub fn unmark(marked: &str) -> (String, Vec<Range<usize>>, Vec<Range<usize>>) {
    let mut plain = String::with_capacity(marked.len());
    let mut spans = [Vec::new(), Vec::new()];
    let mut open = [None, None];
    let mut rest = marked;
    while !rest.is_empty() {
        let tag = [("<s>", 0, true), ("</s>", 0, false), ("<t>", 1, true), ("</t>", 1, false)]
            .into_iter()
            .find(|(tag, ..)| rest.starts_with(tag));
        if let Some((tag, side, opens)) = tag {
            rest = &rest[tag.len()..];
            if opens {
                open[side] = Some(plain.len());
            } else if let Some(start) = open[side].take()
                && start < plain.len()
            {
                spans[side].push(start..plain.len());
            }
            continue;
        }
        let next = rest.char_indices().nth(1).map_or(rest.len(), |(at, _)| at);
        plain.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    let [actor, recipient] = spans;
    (plain, actor, recipient)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILE: &str = "sentence\tmarked_sentence\tgold_root\tgold_penta\n\
        x\t<s>Ruritania</s> met \"<t>Graustark</t>.\tCONSULT\t1\n\
        x\tA bus hit <t>Ann</t>.\tNONE\t0\n";

    #[test]
    fn reads_marks_and_types() {
        let pairs = read(FILE).unwrap();
        assert_eq!(pairs.len(), 2);
        assert_eq!(pairs[0].sentence, "Ruritania met \"Graustark.");
        assert_eq!(&pairs[0].sentence[pairs[0].actor[0].clone()], "Ruritania");
        assert_eq!(&pairs[0].sentence[pairs[0].recipient[0].clone()], "Graustark");
        assert_eq!(pairs[0].root.unwrap().code(), "CONSULT");
        assert_eq!((pairs[1].root, pairs[1].quad), (None, 0));
        assert!(pairs[1].actor.is_empty());
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        assert_eq!(read("a\tb\n"), Err(PairError::Column("marked_sentence")));
        let wrong = FILE.replace("CONSULT", "GREET");
        assert!(read(&wrong).unwrap_err().to_string().starts_with("line 2: 'GREET'"));
        let short = format!("{FILE}only one\n");
        assert_eq!(read(&short), Err(PairError::Short { line: 4, found: 1, wanted: 4 }));
        let penta = FILE.replace("\t0", "\t7");
        assert!(matches!(read(&penta), Err(PairError::Penta { line: 3, .. })));
    }

    proptest! {
        #[test]
        fn marks_are_all_that_goes(text in "([a-zé ]|<s>|</s>|<t>|</t>){0,20}") {
            let (plain, actor, recipient) = unmark(&text);
            prop_assert_eq!(&plain, &text.replace("<s>", "").replace("</s>", "").replace("<t>", "").replace("</t>", ""));
            for span in actor.into_iter().chain(recipient) {
                prop_assert!(!plain[span].is_empty());
            }
        }
    }
}
