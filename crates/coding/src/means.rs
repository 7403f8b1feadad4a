//! With what violence is done: the mode of an ASSAULT whose verb leaves it open ("an air strike killed 17 people").

use detente_knowledge::TopicCue;

use crate::frame::Frame;
use crate::sense::Clause;

/// Prepositions that name a means or the act of which it was part.
const MEANS: &[&str] = &["by", "with", "in", "from", "using", "during", "under", "after", "through", "via", "to"];

/// The mode that the words of the subject, of the means, and of the verbs beside it name (`knowledge/lexicon/means.tsv`).
#[must_use]
pub fn mode<'k>(clause: &Clause<'_, 'k>, at: usize, frame: &Frame) -> Option<&'k TopicCue> {
    let tree = clause.tree;
    let find = |from: usize, to: usize| {
        let words = tree.words().get(from..to)?;
        clause.lexicon.means.found(words).first().copied()
    };
    // "shot and killed": what the verb beside it says; "beaten to death".
    let beside = tree.by(at, "conj").chain(tree.head(at).filter(|_| tree.word(at).relation() == "conj"));
    let verbs = std::iter::once(at).chain(beside).find_map(|v| find(v, v + 1));
    let phrase = |word: usize| {
        let range = tree.phrase(word);
        find(range.start, range.end)
    };
    let subject = || frame.subjects.iter().find_map(|s| phrase(*s));
    let means = || {
        let children = tree.by(at, "obl").filter(|o| tree.case(*o).is_some_and(|c| MEANS.contains(&c.as_str())));
        children.chain(tree.by(at, "compound")).find_map(phrase)
    };
    let using = || {
        let used = tree.by(at, "advcl").filter(|c| tree.word(*c).lemma.eq_ignore_ascii_case("use"));
        used.flat_map(|c| tree.by(c, "obj").collect::<Vec<_>>()).find_map(phrase)
    };
    verbs.or_else(subject).or_else(means).or_else(using)
}
