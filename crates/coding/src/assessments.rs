//! Readings of a relationship that a text itself gives.

use detente_actors::Tree;
use detente_language::Upos;
use detente_record::{Assessment, BlockKind, Derivation, Document, Participant, Sought};

use crate::frame;
use crate::roles::{can_act, participant};
use crate::sense::Clause;
use crate::{attribution, status, time};

/// The assessments of one sentence.
#[must_use]
pub fn of_sentence(clause: &Clause<'_, '_>, document: &Document, block: BlockKind) -> Vec<Assessment> {
    let tree = clause.tree;
    let mut out: Vec<Assessment> = Vec::new();
    for at in 0..tree.words().len() {
        let lemma = tree.word(at).lemma.to_lowercase();
        for cue in clause.lexicon.readings(&lemma) {
            let Some(topic) = topic(tree, at, &cue.of) else { continue };
            let dyad = dyad(clause, document, at, topic);
            if dyad.len() < 2 && !plural(clause, &dyad) {
                continue;
            }
            let finding = status::find(tree, clause.lexicon, at, block, None, None);
            let span = tree.word(at).span.cover(tree.word(topic).span);
            let attribution = attribution::attribution(clause, &finding, document);
            let certainty = finding.held.last().map_or(detente_record::Certainty::Unclear, |h| h.certainty);
            let mut derivation = Derivation::step(format!("reading {}", cue.reading)).entry(&cue.entry).at(span);
            for step in finding.steps {
                derivation = derivation.with(step);
            }
            let qualifier =
                tree.by(at, "advmod").chain(tree.by(at, "amod")).map(|q| tree.word(q).form.to_lowercase()).next();
            let id = Assessment::id_of(document.id, span, cue.reading);
            if out.iter().any(|a| a.id == id || (a.reading == cue.reading && a.span.overlaps(span))) {
                continue;
            }
            out.push(Assessment {
                id,
                sentence: clause.sentence,
                span,
                dyad,
                reading: cue.reading,
                qualifier,
                certainty,
                time: Sought::looked(time::of_clause(tree, at, &document.text, document.published(), false)),
                attribution,
                held: finding.held,
                derivation,
            });
        }
    }
    out
}

/// The word that a cue speaks of, when it is one of `of`; the cue itself when it needs none.
fn topic(tree: &Tree<'_>, at: usize, of: &[String]) -> Option<usize> {
    if of.is_empty() {
        return Some(at);
    }
    let named = |w: usize| of.iter().any(|o| tree.word(w).lemma.eq_ignore_ascii_case(o));
    let frame = frame::frame(tree, at);
    let mut near: Vec<usize> = frame.subjects.clone();
    near.extend(&frame.objects);
    near.extend(frame.obliques.iter().map(|(_, w)| *w));
    near.extend(tree.by(at, "amod").chain(tree.by(at, "compound")).chain(tree.by(at, "nsubj")));
    // "the ties are frozen", "rising tensions": the cue describes the noun above it.
    near.extend(tree.head(at).filter(|_| matches!(tree.word(at).relation(), "amod" | "acl" | "compound")));
    near.into_iter().find(|w| named(*w))
}

/// The two sides: between A and B, of A with B, A's with B, or the plural subject.
fn dyad(clause: &Clause<'_, '_>, document: &Document, at: usize, topic: usize) -> Vec<Participant> {
    let tree = clause.tree;
    let mut words: Vec<usize> = Vec::new();
    for centre in [topic, at] {
        let frame = frame::frame(tree, centre);
        words.extend(
            frame.with("between").chain(frame.with("among")).chain(frame.with("with")).chain(frame.with("toward")),
        );
        words.extend(&frame.subjects);
        if matches!(tree.word(centre).upos, Upos::Noun) {
            words.extend(&frame.objects);
            words.extend(tree.by(centre, "amod").chain(tree.by(centre, "compound")));
            words.extend(tree.by(centre, "nsubj"));
        }
    }
    let mut out = sides(clause, document, words);
    if out.len() < 2 && !plural(clause, &out) {
        // "tensions are on the rise on the Korean peninsula", "between South and North Korea".
        let phrase = |centre: usize| {
            let below = tree.by(centre, "nmod").chain(tree.by(centre, "obl"));
            let fits = |w: &usize| {
                tree.case(*w).is_none_or(|c| matches!(c.as_str(), "between" | "in" | "on" | "across" | "among" | "of"))
            };
            below.filter(fits).flat_map(|w| tree.phrase(w).collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        let near = sides(clause, document, [topic, at].into_iter().flat_map(phrase).collect());
        if near.len() >= 2 || plural(clause, &near) {
            out = near;
        }
    }
    out
}

/// The different participants among words, what is joined to them included.
fn sides(clause: &Clause<'_, '_>, document: &Document, words: Vec<usize>) -> Vec<Participant> {
    let tree = clause.tree;
    let mut out: Vec<Participant> = Vec::new();
    for word in words.into_iter().flat_map(|w| tree.coordinated(w)) {
        if can_act(clause.resolved, clause.sentence, word)
            && let Some(found) = participant(clause.resolved, clause.sentence, word, document)
            && !found.actors.is_empty()
            && !out.iter().any(|p| p.mention == found.mention || p.actors == found.actors)
        {
            out.push(found);
        }
    }
    out
}

/// Whether one participant stands for both sides ("the two countries").
fn plural(clause: &Clause<'_, '_>, dyad: &[Participant]) -> bool {
    dyad.iter().any(|p| p.actors.iter().filter(|id| clause.resolved.actor(**id).is_some()).count() > 1)
}
