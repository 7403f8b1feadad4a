//! Quotations that run over sentences, and texts that are one long statement: who speaks there joins the chain.

use detente_actors::Resolved;
use detente_record::{Certainty, Channel, Derivation, Held, Status};

use crate::status::{Finding, Source};

/// Who speaks where an act stands, when the sentence itself does not say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Index of the sentence that names the speaker.
    pub sentence: usize,
    /// Head word of the speaker there.
    pub word: usize,
    /// Whether the whole text is a statement.
    pub statement: bool,
}

/// Puts the speaker outermost among the sources, unless a source of the sentence is the speaker already.
pub fn join(finding: &mut Finding, voice: Voice, here: usize, resolved: &Resolved) {
    let actors_of = |sentence: usize, word: usize| resolved.at(sentence, word).map(|m| &m.resolution.proposed);
    let known = finding.sources.iter().any(|source| {
        source.words.iter().any(|w| {
            let sentence = source.elsewhere.unwrap_or(here);
            (sentence == voice.sentence && *w == voice.word)
                || actors_of(sentence, *w)
                    .zip(actors_of(voice.sentence, voice.word))
                    .is_some_and(|(a, b)| !a.is_empty() && a == b)
        })
    });
    if known {
        return;
    }
    let Some(author) = finding.held.iter().find(|h| h.holder == 0).cloned() else { return };
    let channel = if voice.statement { Channel::Statement } else { Channel::Quotation };
    finding.sources.insert(
        0,
        Source {
            words: vec![voice.word],
            elsewhere: Some(voice.sentence),
            cue: None,
            channel,
            status: author.status,
            certainty: author.certainty,
        },
    );
    // Everyone moves one further in; for the author a claimed fact is only possible.
    for held in &mut finding.held {
        held.holder += 1;
    }
    let fact = author.status.is_fact() || author.status == Status::Denied;
    finding.held.insert(
        0,
        Held {
            holder: 0,
            status: if fact { Status::Possible } else { author.status },
            certainty: if fact { Certainty::Unclear } else { author.certainty },
        },
    );
    let step =
        if voice.statement { "the text is a statement of its speaker" } else { "inside a quotation that goes on" };
    finding.steps.push(Derivation::step(step).rule("voice"));
}
