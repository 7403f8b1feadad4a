//! Reading the dependency tree: children, noun phrases, coordination.

use detente_language::{SentenceAnalysis, Upos, Word};
use detente_record::TextSpan;

/// A sentence's tree with its children listed once.
pub struct Tree<'a> {
    analysis: &'a SentenceAnalysis,
    children: Vec<Vec<usize>>,
}

/// Prepositions behind which another party or a circumstance stands, not part of who is named: "the abduction of two
/// soldiers by the militia", "the army near the border".
const ANOTHER_PARTY: &[&str] = &[
    "by", "to", "against", "with", "between", "near", "after", "before", "during", "since", "until", "over", "into",
    "toward", "towards", "about", "amid", "despite", "within", "outside",
];

impl<'a> Tree<'a> {
    /// Lists the children of every word.
    #[must_use]
    pub fn new(analysis: &'a SentenceAnalysis) -> Self {
        let mut children = vec![Vec::new(); analysis.words.len()];
        for (at, word) in analysis.words.iter().enumerate() {
            if let Some(head) = word.head
                && head < children.len()
            {
                children[head].push(at);
            }
        }
        Self { analysis, children }
    }

    /// The analysis.
    #[must_use]
    pub fn analysis(&self) -> &'a SentenceAnalysis {
        self.analysis
    }

    /// All words.
    #[must_use]
    pub fn words(&self) -> &'a [Word] {
        &self.analysis.words
    }

    /// One word.
    #[must_use]
    pub fn word(&self, at: usize) -> &'a Word {
        &self.analysis.words[at]
    }

    /// The head of a word.
    #[must_use]
    pub fn head(&self, at: usize) -> Option<usize> {
        self.analysis.words[at].head
    }

    /// Its dependents, in order.
    #[must_use]
    pub fn children(&self, at: usize) -> &[usize] {
        &self.children[at]
    }

    /// Dependents by relation: `relation` matches "nsubj" and "nsubj:pass" alike, with a colon only itself.
    pub fn by<'s>(&'s self, at: usize, relation: &'s str) -> impl Iterator<Item = usize> + 's {
        self.children[at].iter().copied().filter(move |c| {
            let word = self.word(*c);
            if relation.contains(':') { word.deprel == relation } else { word.relation() == relation }
        })
    }

    /// The first dependent by relation.
    #[must_use]
    pub fn first(&self, at: usize, relation: &str) -> Option<usize> {
        self.by(at, relation).next()
    }

    /// The preposition or other case marker of a nominal, with the words fixed to it ("because of"), lower case.
    #[must_use]
    pub fn case(&self, at: usize) -> Option<String> {
        let markers: Vec<usize> = self.by(at, "case").collect();
        let first = *markers.iter().find(|c| !matches!(self.word(**c).form.as_str(), "'s" | "’s" | "'" | "’"))?;
        // "according to", "including": a participle stands as it is written.
        let head = self.word(first);
        let mut text = if head.upos == Upos::Verb { head.form.to_lowercase() } else { head.lemma.to_lowercase() };
        for part in self.by(first, "fixed").chain(markers.into_iter().filter(|m| *m == first + 1)) {
            text.push(' ');
            text.push_str(&self.word(part).lemma.to_lowercase());
        }
        Some(text)
    }

    /// The words of the noun phrase of a head, without relative clauses, appositions, coordination and its own
    /// preposition: a contiguous range of word indices around the head.
    #[must_use]
    pub fn phrase(&self, head: usize) -> std::ops::Range<usize> {
        let mut keep = vec![head];
        let mut queue = vec![head];
        while let Some(at) = queue.pop() {
            for &child in self.children(at) {
                let word = self.word(child);
                let kept = match word.relation() {
                    "det" | "amod" | "compound" | "nummod" | "flat" | "fixed" | "goeswith" => true,
                    "nmod" => {
                        word.deprel != "nmod:unmarked"
                            && word.deprel != "nmod:tmod"
                            && !self.case(child).is_some_and(|c| ANOTHER_PARTY.contains(&c.as_str()))
                    }
                    "case" => at != head,
                    "advmod" => child < head,
                    "punct" => at != head && matches!(word.form.as_str(), "-" | "." | "'" | "/" | "–"),
                    // "U.S. and Russian negotiators".
                    "cc" => at != head || child < head,
                    "conj" => at != head,
                    _ => false,
                };
                if kept {
                    keep.push(child);
                    queue.push(child);
                }
            }
        }
        let (mut start, mut end) = (head, head + 1);
        keep.sort_unstable();
        // Hyphens between kept words are part of the phrase; anything else that is not kept ends it.
        let holds = |at: usize| keep.binary_search(&at).is_ok() || self.word(at).form == "-";
        while start > 0 && holds(start - 1) {
            start -= 1;
        }
        while end < self.words().len() && holds(end) {
            end += 1;
        }
        while start < head && matches!(self.word(start).upos, Upos::Punct | Upos::Cconj) {
            start += 1;
        }
        while end > head + 1 && self.word(end - 1).upos == Upos::Punct {
            end -= 1;
        }
        start..end
    }

    /// The text span of a range of words.
    #[must_use]
    pub fn span(&self, words: std::ops::Range<usize>) -> TextSpan {
        let words = &self.analysis.words[words];
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => TextSpan::new(0, 0),
        }
    }

    /// The text span of everything under a word, but for the commas and conjunctions that join it to what is beside it.
    #[must_use]
    pub fn subtree_span(&self, at: usize) -> TextSpan {
        let mut span = self.word(at).span;
        let joins = |c: &usize| matches!(self.word(*c).relation(), "punct" | "cc");
        let mut queue: Vec<usize> = self.children(at).iter().copied().filter(|c| !joins(c)).collect();
        let mut left = self.words().len();
        while let Some(at) = queue.pop() {
            span = span.cover(self.word(at).span);
            if left == 0 {
                break;
            }
            left -= 1;
            queue.extend_from_slice(self.children(at));
        }
        span
    }

    /// A nominal and those coordinated with it.
    #[must_use]
    pub fn coordinated(&self, at: usize) -> Vec<usize> {
        let mut out = vec![at];
        // "North Korean leader Kim Jong Un and President Moon": what is joined to the name is joined to its title.
        let named = self.by(at, "appos").filter(|a| self.word(*a).upos == Upos::Propn && *a == self.next_head(at));
        for head in std::iter::once(at).chain(named) {
            out.extend(self.by(head, "conj").filter(|c| self.is_nominal(*c) && !self.is_second_title(at, *c)));
        }
        out
    }

    /// The word behind `at`, where a name without a comma would stand.
    fn next_head(&self, at: usize) -> usize {
        at + 1
    }

    /// "Kim, general secretary of the party and president of the republic": the second title of one person, which an
    /// analyser joins to the name.
    fn is_second_title(&self, name: usize, joined: usize) -> bool {
        let word = self.word(joined);
        let titled = self.by(name, "appos").any(|a| a < joined && self.word(a).upos == Upos::Noun);
        let concurrent = self.by(joined, "advmod").any(|a| self.word(a).lemma.eq_ignore_ascii_case("concurrently"));
        let bare = self.first(joined, "det").is_none() && self.first(joined, "nmod:poss").is_none();
        titled && word.upos == Upos::Noun && !word.xpos.ends_with('S') && (bare || concurrent)
    }

    /// Whether a word is a noun, a name or a pronoun.
    #[must_use]
    pub fn is_nominal(&self, at: usize) -> bool {
        matches!(self.word(at).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
            || (self.word(at).upos == Upos::Adj && matches!(self.word(at).relation(), "nsubj" | "obj" | "obl" | "nmod"))
    }
}
