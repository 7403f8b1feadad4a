//! Arguments as participants and things.

use detente_actors::{Resolved, Tree};
use detente_knowledge::Argument;
use detente_record::{ActorKind, Document, MentionKind, Participant, Thing};

use crate::frame::Frame;
use crate::lexicon::Lexicon;
use crate::sense::Clause;

/// The participants at the first of the arguments that holds any.
#[must_use]
pub fn participants(
    clause: &Clause<'_, '_>,
    frame: &Frame,
    arguments: &[Argument],
    document: &Document,
) -> Vec<(usize, Participant)> {
    for argument in arguments {
        let found: Vec<(usize, Participant)> = clause
            .actors(frame, argument)
            .into_iter()
            .filter_map(|w| participant(clause.resolved, clause.sentence, w, document).map(|p| (w, p)))
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The participant of a head word.
#[must_use]
pub fn participant(resolved: &Resolved, sentence: usize, word: usize, document: &Document) -> Option<Participant> {
    let mention = resolved.at(sentence, word)?;
    Some(Participant {
        mention: mention.id,
        span: mention.span,
        actors: mention.resolution.proposed.clone(),
        description: document.slice(mention.span).to_owned(),
    })
}

/// Whether a head word names someone who can act: not a region, not a bare place.
#[must_use]
pub fn can_act(resolved: &Resolved, sentence: usize, word: usize) -> bool {
    let Some(mention) = resolved.at(sentence, word) else { return false };
    if mention.kind == MentionKind::Pronoun && mention.resolution.proposed.is_empty() {
        return false;
    }
    mention
        .resolution
        .proposed
        .iter()
        .filter_map(|id| resolved.actor(*id))
        .any(|a| !matches!(a.kind, ActorKind::Region))
}

/// Categories of nouns that are acts, people or relations rather than things used or sent.
const NO_THINGS: &[&str] = &[
    "harm",
    "envoy",
    "talks",
    "relations",
    "agreement",
    "people",
    "prisoner",
    "protest",
    "sanction",
    "drill",
    "building",
];

/// The things among the objects and under "with" that knowledge names, and what stands beside them.
#[must_use]
pub fn things(tree: &Tree<'_>, lexicon: &Lexicon<'_>, frame: &Frame) -> Vec<Thing> {
    let mut out = Vec::new();
    let mut queue: Vec<usize> = frame.objects.clone();
    queue.extend(frame.with("with"));
    let mut seen = Vec::new();
    while let Some(at) = queue.pop() {
        if seen.contains(&at) || seen.len() > 32 {
            continue;
        }
        seen.push(at);
        queue.extend(tree.by(at, "conj"));
        queue.extend(tree.by(at, "nmod").filter(|c| {
            matches!(tree.case(*c).as_deref(), Some("of" | "with" | "containing" | "carrying" | "including"))
        }));
        if let Some(thing) =
            lexicon.thing(tree, at).filter(|t| t.categories.iter().any(|c| !NO_THINGS.contains(&c.as_str())))
        {
            let word = tree.word(at);
            let start = tree.by(at, "compound").map(|c| tree.word(c).span.start).min().unwrap_or(word.span.start);
            let joined = thing.noun.contains(' ');
            let start = if joined { start.min(word.span.start) } else { word.span.start };
            out.push(Thing { span: detente_record::TextSpan::new(start, word.span.end), name: thing.noun.clone() });
        }
    }
    out.sort_by_key(|t| t.span);
    out.dedup_by_key(|t| t.span);
    out
}
