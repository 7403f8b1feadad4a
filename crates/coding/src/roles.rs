//! Arguments as participants, things and counts.

use detente_actors::{Resolved, Tree};
use detente_knowledge::Argument;
use detente_language::Upos;
use detente_record::{ActorKind, Count, Document, Hedge, MentionKind, Participant, Thing};

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

/// Words for numbers.
fn number(text: &str) -> Option<(f64, bool)> {
    let clean: String = text.chars().filter(|c| *c != ',').collect();
    if let Ok(value) = clean.parse::<f64>() {
        return value.is_finite().then_some((value, false));
    }
    let exact = |v: f64| Some((v, false));
    let vague = |v: f64| Some((v, true));
    match clean.to_lowercase().as_str() {
        "one" => exact(1.0),
        "two" => exact(2.0),
        "three" => exact(3.0),
        "four" => exact(4.0),
        "five" => exact(5.0),
        "six" => exact(6.0),
        "seven" => exact(7.0),
        "eight" => exact(8.0),
        "nine" => exact(9.0),
        "ten" => exact(10.0),
        "eleven" => exact(11.0),
        "twelve" | "dozen" => exact(12.0),
        "hundred" => exact(100.0),
        "thousand" => exact(1000.0),
        "million" => exact(1e6),
        "dozens" => vague(24.0),
        "scores" => vague(40.0),
        "hundreds" => vague(200.0),
        "thousands" => vague(2000.0),
        _ => None,
    }
}

/// The numbers that count the objects.
#[must_use]
pub fn counts(tree: &Tree<'_>, frame: &Frame) -> Vec<Count> {
    let mut out = Vec::new();
    for object in frame.objects.iter().flat_map(|o| tree.coordinated(*o)) {
        for numeral in tree.by(object, "nummod") {
            let Some((value, vague)) = number(&tree.word(numeral).form) else { continue };
            let scale: f64 =
                tree.by(numeral, "compound").filter_map(|c| number(&tree.word(c).form)).map(|(v, _)| v).product();
            let before: Vec<String> = tree
                .by(numeral, "advmod")
                .chain(tree.by(numeral, "case"))
                .map(|c| tree.word(c).lemma.to_lowercase())
                .collect();
            let said = |words: &[&str]| before.iter().any(|b| words.contains(&b.as_str()));
            let hedge = if vague {
                Hedge::Vague
            } else if said(&["about", "some", "around", "nearly", "roughly", "approximately", "almost", "circa"]) {
                Hedge::About
            } else if said(&["least", "more", "over", "above"]) {
                Hedge::AtLeast
            } else if said(&["most", "fewer", "less", "up"]) {
                Hedge::AtMost
            } else {
                Hedge::Exact
            };
            let low = value * if scale > 0.0 { scale } else { 1.0 };
            let noun = tree.word(object);
            let of = if noun.upos == Upos::Propn { noun.form.clone() } else { noun.lemma.clone() };
            out.push(Count {
                span: tree.word(numeral).span.cover(noun.span),
                of,
                unit: None,
                low,
                high: matches!(hedge, Hedge::Exact).then_some(low),
                hedge,
            });
        }
    }
    out
}
