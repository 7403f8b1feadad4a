//! Quotations and who speaks in them.

use std::ops::Range;

use detente_language::Upos;

use crate::phrases::Tree;

/// Verbs that bring someone's words.
const SAYING: &[&str] = &[
    "accuse",
    "acknowledge",
    "add",
    "admit",
    "affirm",
    "agree",
    "allege",
    "announce",
    "answer",
    "argue",
    "ask",
    "assert",
    "boast",
    "caution",
    "claim",
    "clarify",
    "comment",
    "complain",
    "conclude",
    "confess",
    "confirm",
    "continue",
    "cry",
    "declare",
    "demand",
    "denounce",
    "deny",
    "emphasize",
    "emphasise",
    "exclaim",
    "explain",
    "express",
    "insist",
    "joke",
    "lament",
    "maintain",
    "mention",
    "note",
    "observe",
    "pledge",
    "point",
    "predict",
    "proclaim",
    "promise",
    "quip",
    "quote",
    "reaffirm",
    "read",
    "recall",
    "reiterate",
    "remark",
    "remind",
    "reply",
    "report",
    "respond",
    "reveal",
    "say",
    "scoff",
    "shout",
    "state",
    "stress",
    "suggest",
    "tell",
    "threaten",
    "tweet",
    "underline",
    "underscore",
    "urge",
    "vow",
    "warn",
    "wonder",
    "write",
    "yell",
];

/// Texts that are one long quotation of who issued them.
const STATEMENTS: &[&str] = &[
    "statement",
    "commentary",
    "answer",
    "speech",
    "address",
    "letter",
    "declaration",
    "remarks",
    "message",
    "communique",
];

/// Verbs by which such a text is given out.
const ISSUING: &[&str] = &["issue", "release", "publish", "make", "give", "deliver", "read", "send", "announce", "put"];

/// One quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// Sentence and head word of who speaks.
    pub speaker: Option<(usize, usize)>,
    /// Whether it is a signed statement: all the rest of the document.
    pub statement: bool,
}

/// The quotations of a document.
#[derive(Clone, Debug, Default)]
pub struct Speeches {
    /// All, in order.
    pub list: Vec<Speech>,
    /// By sentence: which words are in which.
    places: Vec<Vec<(Range<usize>, usize)>>,
}

impl Speeches {
    /// The quotation a word stands in.
    #[must_use]
    pub fn at(&self, sentence: usize, word: usize) -> Option<usize> {
        self.places.get(sentence)?.iter().find(|(r, _)| r.contains(&word)).map(|(_, id)| *id)
    }

    /// Who speaks where a word stands.
    #[must_use]
    pub fn speaker(&self, sentence: usize, word: usize) -> Option<(usize, usize)> {
        self.list[self.at(sentence, word)?].speaker
    }

    /// Finds the quotations. `breaks` says which sentences begin a new block.
    #[must_use]
    pub fn find(trees: &[Tree<'_>], breaks: &[bool]) -> Self {
        let mut out = Self { list: Vec::new(), places: vec![Vec::new(); trees.len()] };
        out.quotations(trees, breaks);
        for id in 0..out.list.len() {
            out.list[id].speaker = out.speaker_of(trees, id);
        }
        out.statement(trees);
        out
    }

    fn quotations(&mut self, trees: &[Tree<'_>], breaks: &[bool]) {
        let mut open: Option<usize> = None;
        for (sentence, tree) in trees.iter().enumerate() {
            let words = tree.words();
            let starts_quoted = words.first().is_some_and(|w| is_mark(&w.form));
            if breaks.get(sentence).copied().unwrap_or_default() && !starts_quoted {
                open = None;
            }
            let mut from = 0;
            for (at, word) in words.iter().enumerate() {
                if !is_mark(&word.form) {
                    continue;
                }
                let space_before = at == 0 || words[at - 1].span.end < word.span.start;
                let space_after = words.get(at + 1).is_none_or(|next| word.span.end < next.span.start);
                let opens = match word.form.as_str() {
                    "“" | "``" => true,
                    "”" | "''" => false,
                    _ => open.is_none() || (space_before && !space_after),
                };
                match (opens, open) {
                    (true, None) => {
                        if !space_after || space_before {
                            self.list.push(Speech::default());
                            open = Some(self.list.len() - 1);
                            from = at;
                        }
                    }
                    // A paragraph of a long quotation begins with a mark that nothing closed.
                    (true, Some(_)) => {}
                    (false, Some(id)) => {
                        self.places[sentence].push((from..at + 1, id));
                        open = None;
                    }
                    (false, None) => {}
                }
            }
            if let Some(id) = open {
                self.places[sentence].push((from..words.len(), id));
            }
        }
    }

    fn sentences_of(&self, id: usize) -> impl Iterator<Item = (usize, &Range<usize>)> {
        self.places
            .iter()
            .enumerate()
            .flat_map(|(s, list)| list.iter().map(move |(r, i)| (s, r, *i)))
            .filter_map(move |(s, r, i)| (i == id).then_some((s, r)))
    }

    fn speaker_of(&self, trees: &[Tree<'_>], id: usize) -> Option<(usize, usize)> {
        let mut first = None;
        let mut best: Option<(usize, (usize, usize))> = None;
        for (sentence, range) in self.sentences_of(id) {
            first.get_or_insert((sentence, range.start));
            let tree = &trees[sentence];
            for verb in 0..tree.words().len() {
                if self.at(sentence, verb).is_some() {
                    continue;
                }
                let Some(speaker) = sayer(tree, verb).filter(|s| self.at(sentence, *s).is_none()) else { continue };
                let distance = if verb < range.start { range.start - verb } else { verb - range.end.min(verb) };
                if best.is_none_or(|(d, _)| distance < d) {
                    best = Some((distance, (sentence, speaker)));
                }
            }
        }
        if let Some((_, speaker)) = best {
            return Some(speaker);
        }
        // All of the sentence is quoted: the sentence before says who, or the quotation before goes on.
        let (sentence, start) = first?;
        if start > 0 || sentence == 0 {
            return None;
        }
        let before = &trees[sentence - 1];
        if before.words().last().is_some_and(|w| w.form == ":") {
            return (0..before.words().len()).rev().find_map(|v| sayer(before, v)).map(|s| (sentence - 1, s));
        }
        let last =
            self.places[sentence - 1].last().filter(|(r, _)| r.end + 1 >= before.words().len() || r.start <= 1)?;
        self.list[last.1].speaker
    }

    /// "X released the following press statement": all that follows is X's.
    fn statement(&mut self, trees: &[Tree<'_>]) {
        for (sentence, tree) in trees.iter().enumerate().take(5) {
            let Some(speaker) = (0..tree.words().len()).find_map(|at| issuer(tree, at)) else { continue };
            self.list.push(Speech { speaker: Some((sentence, speaker)), statement: true });
            let id = self.list.len() - 1;
            for (later, tree) in trees.iter().enumerate().skip(sentence + 1) {
                // What is quoted within it is quoted by it.
                self.places[later].push((0..tree.words().len(), id));
            }
            return;
        }
    }
}

fn is_mark(form: &str) -> bool {
    matches!(form, "\"" | "“" | "”" | "``" | "''")
}

/// Who says, when this word is a verb of saying or "according".
fn sayer(tree: &Tree<'_>, at: usize) -> Option<usize> {
    let word = tree.word(at);
    if word.lemma.eq_ignore_ascii_case("accord") || word.form.eq_ignore_ascii_case("according") {
        let noun = tree.head(at)?;
        return tree.is_nominal(noun).then_some(noun);
    }
    if word.upos != Upos::Verb || !SAYING.contains(&word.lemma.as_str()) {
        return None;
    }
    tree.first(at, "nsubj").or_else(|| {
        // "rose and said".
        let up = (word.relation() == "conj").then(|| tree.head(at)).flatten()?;
        tree.first(up, "nsubj")
    })
}

/// Who issues, when this word is a statement that follows.
fn issuer(tree: &Tree<'_>, at: usize) -> Option<usize> {
    let word = tree.word(at);
    if word.upos != Upos::Noun || !STATEMENTS.contains(&word.lemma.as_str()) {
        return None;
    }
    let has = |form: &str| tree.words().iter().any(|w| w.form.eq_ignore_ascii_case(form));
    let press = tree.by(at, "compound").any(|c| tree.word(c).lemma.eq_ignore_ascii_case("press"));
    let follows = tree.children(at).iter().any(|c| tree.word(*c).form.eq_ignore_ascii_case("following"))
        || (has("as") && has("follows"))
        || tree.words().last().is_some_and(|w| w.form == ":")
        || (press && (has("titled") || has("entitled")));
    let verb = tree.head(at)?;
    if !follows || !ISSUING.contains(&tree.word(verb).lemma.as_str()) {
        return None;
    }
    tree.first(verb, "nsubj")
}
