//! What stands at the level of one predicate: tense, aspect, modals, negation, conditions, adverbs.

use detente_actors::Tree;
use detente_language::Upos;
use detente_record::{Certainty, Derivation, EventType, Status};

use super::suppose::{condition_of, is_supposed};
use super::words::is_finite;
use super::{Walk, lower};
use crate::frame::{carried_by, is_passive};

/// Types of which the simple present tells one act that is over ("navy sinks a boat"), not a state.
fn is_punctual(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Assault
            | EventType::Coerce
            | EventType::Mobilize
            | EventType::Sanction
            | EventType::Retreat
            | EventType::Concede
            | EventType::Consult
            | EventType::Protest
            | EventType::Threaten
            | EventType::Request
            | EventType::Agree
            | EventType::Influence
    )
}

/// Whether a clause tells a habit: "regularly fires", "holds drills every year".
fn is_habit(tree: &Tree<'_>, at: usize) -> bool {
    let adverb = tree.by(at, "advmod").any(|a| {
        matches!(
            lower(tree, a).as_str(),
            "regularly"
                | "often"
                | "usually"
                | "always"
                | "frequently"
                | "routinely"
                | "annually"
                | "sometimes"
                | "still"
                | "continually"
                | "constantly"
                | "repeatedly"
                | "never"
                | "rarely"
                | "daily"
        )
    });
    let every = tree.by(at, "obl").chain(tree.by(at, "obj")).any(|o| {
        tree.by(o, "det").any(|d| lower(tree, d) == "every")
            || tree
                .by(o, "amod")
                .any(|a| matches!(lower(tree, a).as_str(), "annual" | "regular" | "routine" | "yearly"))
    });
    adverb || every
}

impl Walk<'_, '_> {
    /// What stands at the level of one predicate itself: tense, aspect, modals, negation, conditions.
    pub(super) fn level(&mut self, at: usize) {
        let tree = self.tree;
        let word = tree.word(at);
        // A noun carried by a light verb ("held talks") stands at the level of that verb.
        let clause =
            if matches!(word.upos, Upos::Noun | Upos::Propn) { carried_by(tree, at).unwrap_or(at) } else { at };
        if clause != at {
            self.clause(clause);
            self.negation(at);
        } else if matches!(word.upos, Upos::Noun | Upos::Propn) {
            self.negation(at);
            self.presupposed(at);
            if self.status.is_none() && tree.children(at).iter().any(|c| tree.word(*c).relation() == "cop") {
                self.clause(at);
            }
        } else {
            self.clause(at);
            if self.status.is_none() {
                self.adjunct(at);
            }
        }
    }

    /// A noun that its own words put in the past, or a heading without a verb: "the summit held in June", "the killing
    /// of civilians".
    fn presupposed(&mut self, at: usize) {
        let tree = self.tree;
        if self.status.is_some() {
            return;
        }
        let done = tree.by(at, "acl").find(|c| {
            tree.word(*c).xpos == "VBN"
                && matches!(
                    lower(tree, *c).as_str(),
                    "hold"
                        | "stage"
                        | "conduct"
                        | "launch"
                        | "carry"
                        | "sign"
                        | "reach"
                        | "conclude"
                        | "commit"
                        | "make"
                )
                && tree.first(*c, "aux").is_none()
        });
        if let Some(done) = done {
            self.note("said to be done", done, None);
            self.status = Some(Status::Happened);
            return;
        }
        let verbless = !tree.words().iter().any(|w| matches!(w.upos, Upos::Verb | Upos::Aux));
        if verbless {
            self.note("heading without a verb", at, None);
            self.status = Some(Status::Happened);
            self.certainty = self.certainty.max(Certainty::Probable);
        }
    }

    /// Clauses without tense that stand beside another: ", killing five officers" is as real as what it goes with, "to
    /// investigate the attack" is what is meant to come of it, "without firing" did not happen.
    fn adjunct(&mut self, at: usize) {
        let tree = self.tree;
        let word = tree.word(at);
        if !matches!(word.relation(), "advcl" | "acl") || word.deprel == "acl:relcl" {
            return;
        }
        let marks: Vec<String> = tree.by(at, "mark").chain(tree.by(at, "case")).map(|m| lower(tree, m)).collect();
        let marked = |list: &[&str]| marks.iter().any(|m| list.contains(&m.as_str()));
        if word.relation() == "advcl" && marked(&["to"]) && !is_finite(tree, at) {
            self.note("purpose", at, None);
            self.status = Some(Status::Planned);
        } else if word.xpos == "VBG" && marked(&["without", "instead", "rather"]) {
            self.note("stands for what did not happen", at, None);
            self.status = Some(Status::Denied);
        } else if word.xpos == "VBG"
            && (marks.is_empty() || marked(&["by", "after", "while", "when", "with", "in", "during", "since", "for"]))
        {
            let mut above = tree.head(at);
            for _ in 0..8 {
                let Some(head) = above else { return };
                if matches!(tree.word(head).upos, Upos::Verb) {
                    self.note("as real as the clause it goes with", at, None);
                    self.clause(head);
                    return;
                }
                above = tree.head(head);
            }
        }
    }

    fn negation(&mut self, at: usize) {
        let tree = self.tree;
        let no = tree.children(at).iter().copied().find(|c| {
            let form = tree.word(*c).form.to_lowercase();
            matches!(form.as_str(), "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor")
                && matches!(tree.word(*c).relation(), "advmod" | "det" | "cc" | "obl")
        });
        // "Not a single shot was fired".
        let no = no.or_else(|| {
            let subject = tree.by(at, "nsubj").chain(tree.by(at, "obj"));
            subject.into_iter().find_map(|s| {
                tree.by(s, "advmod").find(|n| matches!(tree.word(*n).form.to_lowercase().as_str(), "not" | "never"))
            })
        });
        let no = no.or_else(|| {
            tree.children(at).iter().copied().find_map(|c| {
                if !matches!(tree.word(c).relation(), "nsubj" | "obj") {
                    return None;
                }
                let nobody = matches!(lower(tree, c).as_str(), "nobody" | "none" | "nothing" | "no-one" | "neither");
                let det = tree.by(c, "det").find(|d| matches!(lower(tree, *d).as_str(), "no" | "neither"));
                det.or(nobody.then_some(c))
            })
        });
        if let Some(no) = no {
            self.note("negated", no, None);
            self.status = Some(match self.status {
                Some(Status::Denied) => Status::Happened,
                _ => Status::Denied,
            });
        }
    }

    /// Tense, aspect and modality of a clause give a status where none is known yet, and change one that is.
    pub(super) fn clause(&mut self, at: usize) {
        let tree = self.tree;
        let word = tree.word(at);
        let auxiliaries: Vec<usize> = tree.by(at, "aux").chain(tree.by(at, "cop")).collect();
        let lemma_of = |a: &usize| lower(tree, *a);
        let has = |lemmas: &[&str]| auxiliaries.iter().copied().find(|a| lemmas.contains(&lower(tree, *a).as_str()));
        let finite = |feature: (&str, &str)| {
            word.feats.has(feature.0, feature.1)
                || auxiliaries.iter().any(|a| tree.word(*a).feats.has(feature.0, feature.1))
        };
        let mut tense = None;
        let to = tree.by(at, "mark").any(|m| lower(tree, m) == "to");
        if let Some(be) = has(&["be"]).filter(|_| to && tree.first(at, "nsubj").is_some()) {
            // "is to release": arranged.
            tense = Some(Status::Planned);
            self.note("be to", be, None);
        } else if let Some(due) = tree.by(at, "mark").find(|m| lower(tree, *m) == "due" && has(&["be"]).is_some()) {
            // "is due to lift", with "due to" read as one mark.
            tense = Some(Status::Planned);
            self.note("due to", due, None);
        } else if let Some(modal) = has(&["will", "shall", "'ll", "wo"]) {
            tense = Some(Status::Planned);
            self.note("future", modal, None);
        } else if let Some(modal) = has(&["may", "might", "can", "could"]) {
            tense = Some(Status::Possible);
            self.certainty = self.certainty.max(Certainty::Possible);
            self.note("modal of possibility", modal, None);
        } else if let Some(modal) = has(&["would"]) {
            tense = Some(Status::Planned);
            self.note("would", modal, None);
        } else if let Some(modal) = has(&["should", "must", "ought", "shall"]) {
            tense = Some(Status::Demanded);
            self.note("modal of duty", modal, None);
        } else if word.feats.has("Mood", "Imp") && auxiliaries.is_empty() {
            tense = Some(Status::Demanded);
            self.note("imperative", at, None);
        } else if word.xpos == "VBG" && auxiliaries.iter().any(|a| lemma_of(a) == "be") {
            // "They are threatening": what is uttered has happened.
            let uttered =
                self.kind.is_some_and(|k| matches!(k, EventType::Accuse | EventType::Threaten | EventType::Request));
            tense = Some(if uttered { Status::Happened } else { Status::Ongoing });
            self.note("progressive", at, None);
        } else if is_passive(tree, at) && auxiliaries.iter().any(|a| tree.word(*a).xpos == "VBG") {
            tense = Some(Status::Ongoing);
            self.note("progressive passive", at, None);
        } else if finite(("Tense", "Past")) || has(&["have"]).is_some() {
            let lasting = tree.by(at, "obl").any(|o| {
                tree.case(o).as_deref() == Some("for")
                    && matches!(lower(tree, o).as_str(), "decade" | "year" | "month" | "week" | "day")
            }) || tree.by(at, "obl").any(|o| tree.case(o).as_deref() == Some("since"));
            let perfect = has(&["have"]).is_some();
            tense = Some(if lasting && perfect { Status::Ongoing } else { Status::Happened });
            self.note(if perfect { "perfect" } else { "past" }, at, None);
        } else if matches!(word.xpos.as_str(), "VBZ" | "VBP")
            || auxiliaries.iter().any(|a| matches!(tree.word(*a).xpos.as_str(), "VBZ" | "VBP"))
        {
            let punctual = self.kind.is_some_and(is_punctual) && !is_habit(tree, at);
            tense = Some(if self.headline || punctual { Status::Happened } else { Status::Ongoing });
            self.note("present", at, None);
        } else if self.headline
            && word.feats.has("VerbForm", "Inf")
            && tree.first(at, "mark").is_some()
            && word.head.is_none()
        {
            tense = Some(Status::Planned);
            self.note("headline infinitive", at, None);
        }
        if let Some(tense) = tense {
            self.status = Some(match (self.status, tense) {
                (None, tense) => tense,
                // "has been preparing": the tense of the word that gives the status says only that it is given.
                (Some(known), Status::Happened | Status::Ongoing) => known,
                // "will prepare", "may cancel": the outer level decides only over what would be a fact.
                (Some(Status::Happened | Status::Ongoing), tense) => tense,
                (Some(known), Status::Possible) if known.is_forward() => known,
                (Some(known), _) => known,
            });
        }
        self.negation(at);
        self.conditions(at);
        self.adverbs(at);
    }

    fn conditions(&mut self, at: usize) {
        let tree = self.tree;
        // Its own clause is a condition: "if the South resumes".
        if let Some(mark) =
            tree.by(at, "mark").find(|m| matches!(lower(tree, *m).as_str(), "if" | "unless" | "whether"))
        {
            let whether = lower(tree, mark) == "whether";
            self.note(if whether { "open question" } else { "condition" }, mark, None);
            if !self.only_sources {
                if whether {
                    self.certainty = Certainty::Unclear;
                    if self.status.is_none_or(Status::is_fact) {
                        self.status = Some(Status::Possible);
                    }
                } else {
                    self.status = Some(Status::Hypothetical);
                }
            }
        }
        if !self.only_sources && self.status != Some(Status::Hypothetical) && is_supposed(tree, at) {
            self.note("supposed", at, None);
            self.status = Some(Status::Hypothetical);
        }
        // It depends on a condition: "…, we will respond".
        if self.condition.is_none()
            && let Some(span) = condition_of(tree, at)
        {
            self.condition = Some(span);
            self.steps.push(Derivation::step("depends on a condition").at(span));
            // "should Beijing not yield, Delhi ought to suspend talks": what ought to be done then is only supposed.
            if self.status == Some(Status::Demanded) && self.kind.is_some_and(|k| k != EventType::Request) {
                self.status = Some(Status::Hypothetical);
            }
        }
    }

    fn adverbs(&mut self, at: usize) {
        let tree = self.tree;
        for adverb in tree.by(at, "advmod") {
            let lemma = lower(tree, adverb);
            let lexicon = self.lexicon;
            for entry in lexicon.embedders(&lemma, "adverb") {
                self.apply(entry, adverb, &[]);
            }
        }
    }
}
