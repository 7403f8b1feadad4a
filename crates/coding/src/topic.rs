//! What a sentence is about: the contexts of PLOVER, and domains without politics.

use detente_knowledge::TopicCue;
use detente_language::Word;
use rustc_hash::FxHashMap;

/// Cues of topics, by their first word.
#[derive(Debug, Default)]
pub struct Topics<'k> {
    first: FxHashMap<&'k str, Vec<&'k TopicCue>>,
}

impl<'k> Topics<'k> {
    /// Indexes cues.
    #[must_use]
    pub fn new(cues: &'k [TopicCue]) -> Self {
        let mut topics = Self::default();
        for cue in cues {
            if let Some(word) = cue.words.first() {
                topics.first.entry(word.as_str()).or_default().push(cue);
            }
        }
        topics
    }

    /// The cues that stand in a sentence, in its order.
    #[must_use]
    pub fn found(&self, words: &[Word]) -> Vec<&'k TopicCue> {
        let lower: Vec<(String, String)> =
            words.iter().map(|w| (w.lemma.to_lowercase(), w.form.to_lowercase())).collect();
        let mut out: Vec<&'k TopicCue> = Vec::new();
        for (at, (lemma, form)) in lower.iter().enumerate() {
            let mut keys = vec![lemma.as_str()];
            if form != lemma {
                keys.push(form.as_str());
            }
            for cue in keys.into_iter().filter_map(|k| self.first.get(k)).flatten() {
                let all = cue
                    .words
                    .iter()
                    .enumerate()
                    .all(|(n, word)| lower.get(at + n).is_some_and(|(lemma, form)| lemma == word || form == word));
                if all && !out.iter().any(|c| std::ptr::eq(*c, *cue)) {
                    out.push(cue);
                }
            }
        }
        out
    }
}

/// The contexts that cues give, each once, in alphabetical order.
#[must_use]
pub fn contexts(cues: &[&TopicCue]) -> Vec<String> {
    let mut out: Vec<String> = cues.iter().map(|c| c.topic.clone()).collect();
    out.sort();
    out.dedup();
    out
}

/// The domain without politics that cues give to a sentence: one sure cue, or two hints; one hint where the text as a
/// whole is of that domain.
#[must_use]
pub fn domain<'k>(cues: &[&'k TopicCue], of_text: Option<&str>) -> Option<&'k TopicCue> {
    cues.iter().find(|c| c.sure).copied().or_else(|| {
        cues.iter().enumerate().find_map(|(at, cue)| {
            let again = cues[at + 1..].iter().any(|c| c.topic == cue.topic && c.words != cue.words);
            (again || of_text == Some(cue.topic.as_str())).then_some(*cue)
        })
    })
}

/// The share of sentences that must be of a domain for the text to be of it.
const SHARE_OF_TEXT: f64 = 0.3;

/// The domain of a text, from the cues of its sentences: at least two sentences and a third of all.
#[must_use]
pub fn domain_of_text(sentences: &[Vec<&TopicCue>]) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for cues in sentences {
        if let Some(cue) = domain(cues, None) {
            match counts.iter_mut().find(|(d, _)| *d == cue.topic) {
                Some((_, n)) => *n += 1,
                None => counts.push((&cue.topic, 1)),
            }
        }
    }
    let (best, count) = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)))?;
    #[allow(clippy::cast_precision_loss, reason = "counts of sentences")]
    let share = count as f64 / sentences.len() as f64;
    (count >= 2 && share >= SHARE_OF_TEXT).then(|| best.to_owned())
}
