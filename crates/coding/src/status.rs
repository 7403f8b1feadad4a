//! Who says so, and is it so: a walk from the act upwards through what embeds it.
//!
//! At each step the governing word may be an embedder of `knowledge/lexicon/embedders.tsv`: it gives a status
//! ("prepare to"), passes it on ("continue to"), turns it round ("refuse to"), weakens it ("appear to") or adds a
//! holder ("said that"). Negation, modals and conditions count at the level where they stand. The status found
//! inside a source's words is that source's; for the author of the text it is then no fact, only a claim (after
//! FactBank, Saurí & Pustejovsky 2009, where the author of a reported clause is uncommitted).

use detente_actors::Tree;
use detente_knowledge::{Effect, Embedder};
use detente_language::Upos;
use detente_record::{BlockKind, Certainty, Channel, Derivation, EventType, Held, Status, TextSpan};

use crate::frame::{carried_by, governor, is_passive};
use crate::lexicon::Lexicon;

/// A source found on the way up.
#[derive(Clone, Debug)]
pub struct Source {
    /// Head words of the noun phrases that name it; empty when the text names none ("reportedly").
    pub words: Vec<usize>,
    /// Index of the sentence of those words, when it is not the act's own.
    pub elsewhere: Option<usize>,
    /// The cue.
    pub cue: Option<TextSpan>,
    /// How the words reached the text.
    pub channel: Channel,
    /// What this source and those inside it hold.
    pub status: Status,
    /// How sure it is.
    pub certainty: Certainty,
}

/// What the walk found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The sources, the outermost first.
    pub sources: Vec<Source>,
    /// What each holder holds: index 0 is the author, index `i + 1` is `sources[i]`.
    pub held: Vec<Held>,
    /// The clause it depends on ("if the ROK resumes …").
    pub condition: Option<TextSpan>,
    /// The steps, for the derivation.
    pub steps: Vec<Derivation>,
}

/// The state of the walk.
struct Walk<'a, 'k> {
    tree: &'a Tree<'a>,
    lexicon: &'a Lexicon<'k>,
    status: Option<Status>,
    certainty: Certainty,
    sources: Vec<Source>,
    condition: Option<TextSpan>,
    steps: Vec<Derivation>,
    headline: bool,
    /// The type of the act, where it has one.
    kind: Option<EventType>,
    /// Once a relative or adverbial clause was left, only sources further up still matter.
    only_sources: bool,
}

/// Finds who says so and whether it is so, for the act named by the word at `at`.
#[must_use]
pub fn find(
    tree: &Tree<'_>,
    lexicon: &Lexicon<'_>,
    at: usize,
    block: BlockKind,
    opens: Option<Status>,
    kind: Option<EventType>,
) -> Finding {
    let mut walk = Walk {
        kind,
        tree,
        lexicon,
        status: opens,
        certainty: Certainty::Certain,
        sources: Vec::new(),
        condition: None,
        steps: Vec::new(),
        headline: block == BlockKind::Headline,
        only_sources: false,
    };
    walk.level(at);
    walk.climb(carried_by(tree, at).filter(|_| matches!(tree.word(at).upos, Upos::Noun | Upos::Propn)).unwrap_or(at));
    walk.finish()
}

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

/// Types whose acts are announced before they are done.
fn is_announced_ahead(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Consult | EventType::Cooperate | EventType::Aid | EventType::Mobilize | EventType::Support
    )
}

fn lower(tree: &Tree<'_>, at: usize) -> String {
    tree.word(at).lemma.to_lowercase()
}

impl Walk<'_, '_> {
    fn note(&mut self, text: &str, at: usize, entry: Option<&str>) {
        let mut step = Derivation::step(text).at(self.tree.word(at).span);
        step.entry = entry.map(str::to_owned);
        self.steps.push(step);
    }

    /// What stands at the level of one predicate itself: tense, aspect, modals, negation, conditions.
    fn level(&mut self, at: usize) {
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
    fn clause(&mut self, at: usize) {
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
            tense = Some(Status::Ongoing);
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

    /// Applies an embedder that stands at `cue`; `subjects` name its source.
    fn apply(&mut self, entry: &Embedder, cue: usize, subjects: &[usize]) {
        let span = self.tree.word(cue).span;
        match entry.effect {
            Effect::Gives(given) if !self.only_sources => {
                self.note(&format!("{} by '{}'", given, entry.lemma), cue, Some(&entry.entry));
                self.certainty = self.certainty.max(entry.certainty);
                self.status = Some(combine(self.status, given));
            }
            Effect::Negates if !self.only_sources => {
                self.note(&format!("turned round by '{}'", entry.lemma), cue, Some(&entry.entry));
                self.status = Some(match self.status {
                    Some(Status::Denied) => Status::Happened,
                    _ => Status::Denied,
                });
            }
            Effect::Weakens => {
                self.note(&format!("less sure by '{}'", entry.lemma), cue, Some(&entry.entry));
                self.certainty = self.certainty.max(entry.certainty);
                if self.status.is_none_or(Status::is_fact)
                    && entry.certainty >= Certainty::Possible
                    && !self.only_sources
                {
                    self.status = Some(Status::Possible);
                }
            }
            Effect::Passes | Effect::Gives(_) | Effect::Negates => {}
            Effect::Says | Effect::Thinks | Effect::Denies => {
                self.note(&format!("source by '{}'", entry.lemma), cue, Some(&entry.entry));
                let inside = self.status.unwrap_or(Status::Possible);
                let (mine, certainty) = match entry.effect {
                    Effect::Denies => (Status::Denied, entry.certainty),
                    // "doubt that Israel will lift it": what is doubted is only possible.
                    Effect::Thinks if inside.is_forward() && entry.certainty >= Certainty::Unclear => {
                        (Status::Possible, entry.certainty)
                    }
                    Effect::Thinks if inside.is_fact() => (Status::Possible, self.certainty.max(entry.certainty)),
                    _ => (inside, self.certainty.max(entry.certainty)),
                };
                self.sources.push(Source {
                    words: subjects.to_vec(),
                    elsewhere: None,
                    cue: Some(span),
                    channel: entry.channel,
                    status: mine,
                    certainty,
                });
                // For whoever reports this, a claimed fact is only possible; what is yet to come stays to come.
                self.status = Some(if mine.is_fact() || mine == Status::Denied { Status::Possible } else { mine });
                self.certainty = Certainty::Unclear;
            }
        }
    }

    fn climb(&mut self, from: usize) {
        let tree = self.tree;
        let mut here = from;
        for _ in 0..64 {
            self.sources_beside(here);
            let Some(head) = governor(tree, here) else { break };
            let word = tree.word(here);
            let relation = word.relation();
            if word.deprel == "acl:relcl"
                || relation == "appos"
                || (relation == "advcl" && !takes_infinitive(tree, here))
            {
                self.only_sources = true;
            }
            // "agreed to hold …, and condemned …": a finite verb joined to an infinitive is not under what governs that.
            if relation == "conj" && is_finite(tree, here) && tree.word(head).feats.has("VerbForm", "Inf") {
                self.only_sources = true;
            }
            if relation == "conj" || relation == "parataxis" {
                // Joined to another predicate: shares its embedding, and its modal when it has no auxiliary of its own.
                if relation == "conj"
                    && tree.first(here, "aux").is_none()
                    && tree.first(here, "nsubj").is_none()
                    && matches!(tree.word(head).upos, Upos::Verb)
                    && let Some(modal) = tree.by(head, "aux").find(|a| {
                        matches!(
                            lower(tree, *a).as_str(),
                            "will" | "would" | "may" | "might" | "could" | "should" | "must"
                        )
                    })
                    && !self.only_sources
                {
                    let shared = match lower(tree, modal).as_str() {
                        "will" | "would" => Status::Planned,
                        "should" | "must" => Status::Demanded,
                        _ => Status::Possible,
                    };
                    if self.status.is_none_or(Status::is_fact) {
                        self.note("modal shared with the verb it is joined to", modal, None);
                        self.status = Some(shared);
                    }
                }
                here = head;
                continue;
            }
            self.governor(here, head);
            here = head;
        }
    }

    /// What the word above does to the word below.
    fn governor(&mut self, below: usize, head: usize) {
        let tree = self.tree;
        let (pos, lemma) = (pos_of(tree, head), phrasal(tree, head));
        let how = manner(tree, below);
        let entry = self
            .lexicon
            .embedders(&lemma, pos)
            .chain(self.lexicon.embedders(&lower(tree, head), pos))
            .find(|e| e.takes.iter().any(|t| t == "any" || how.contains(t)));
        // "is said to have killed", "is believed to hold": someone unnamed says or thinks so.
        let hearsay = || {
            let inf = how.iter().any(|h| h == "inf");
            (inf && is_passive(tree, head))
                .then(|| {
                    self.lexicon
                        .embedders(&lower(tree, head), "verb")
                        .find(|e| matches!(e.effect, Effect::Says | Effect::Thinks))
                })
                .flatten()
        };
        if let Some(entry) = entry.or_else(hearsay) {
            let subjects = subjects_of(tree, head);
            // "accused the South of sending", "reported seeing": what is said in this form is said to be so.
            if self.status.is_none() && matches!(entry.effect, Effect::Says) {
                let word = tree.word(below);
                if word.xpos == "VBG" {
                    self.status = Some(Status::Happened);
                } else if matches!(word.upos, Upos::Noun | Upos::Propn) && matches!(word.relation(), "obj" | "nsubj") {
                    // "announced the arrest of": done; "announced a visit": to be done.
                    let ahead = self.kind.is_some_and(is_announced_ahead);
                    self.status = Some(if ahead { Status::Planned } else { Status::Happened });
                    self.certainty = self.certainty.max(Certainty::Probable);
                    self.note("said by naming it", below, None);
                }
            }
            self.apply(entry, head, &subjects);
            // The embedder's own tense, modality and negation: "did not threaten to", "may prepare to".
            if matches!(entry.effect, Effect::Gives(_) | Effect::Negates | Effect::Weakens | Effect::Passes) {
                if !self.only_sources {
                    self.level(head);
                }
            } else if tree
                .children(head)
                .iter()
                .any(|c| matches!(tree.word(*c).form.to_lowercase().as_str(), "not" | "n't" | "never"))
            {
                // "did not say that": no claim was made.
                if let Some(source) = self.sources.last_mut() {
                    source.certainty = Certainty::Unclear;
                    if source.status.is_fact() {
                        source.status = Status::Possible;
                    }
                }
            }
        } else if !self.only_sources {
            // An ordinary word above: its negation or modality reaches what it takes as its object only if it says
            // that the thing came about ("no launch took place"), so nothing is carried over but an open status.
            let nominal = matches!(tree.word(below).upos, Upos::Noun | Upos::Propn);
            if nominal && self.status.is_none() && matches!(tree.word(below).relation(), "nsubj" | "obj" | "obl") {
                self.clause(head);
            }
            self.only_sources = true;
        }
    }

    /// Sources that stand beside a clause: "according to X", ", X said,".
    fn sources_beside(&mut self, here: usize) {
        let tree = self.tree;
        for oblique in tree.by(here, "obl") {
            if let Some(case) = tree.case(oblique)
                && let Some(entry) = self.lexicon.embedders(&case, "mark").find(|e| matches!(e.effect, Effect::Says))
            {
                self.apply(entry, oblique, &[oblique]);
            }
        }
        for beside in tree.by(here, "parataxis") {
            let lemma = phrasal(tree, beside);
            let entry = self.lexicon.embedders(&lemma, "verb").find(|e| {
                matches!(e.effect, Effect::Says | Effect::Thinks) && e.takes.iter().any(|t| t == "that" || t == "any")
            });
            if let Some(entry) = entry
                && !self.sources.iter().any(|s| s.cue == Some(tree.word(beside).span))
            {
                let subjects = subjects_of(tree, beside);
                self.apply(entry, beside, &subjects);
            }
        }
    }

    fn finish(mut self) -> Finding {
        self.sources.reverse();
        let author = self.status.unwrap_or(Status::Possible);
        let certainty = if self.status.is_none() { Certainty::Unclear } else { self.certainty };
        let mut held = vec![Held { holder: 0, status: author, certainty }];
        held.extend(self.sources.iter().enumerate().map(|(at, s)| Held {
            holder: at + 1,
            status: s.status,
            certainty: s.certainty,
        }));
        Finding { sources: self.sources, held, condition: self.condition, steps: self.steps }
    }
}

/// Nouns in which nothing is real: "in the film", "in the war game".
const UNREAL: &[&str] = &[
    "film",
    "movie",
    "novel",
    "game",
    "simulation",
    "scenario",
    "script",
    "play",
    "fiction",
    "dream",
    "episode",
    "exercise",
    "drill",
    "thriller",
    "story",
    "legend",
    "myth",
    "comic",
    "trailer",
];

/// Whether a clause supposes: "in case …", "as long as …", "provided that …", "had they fired …", "whoever sends …",
/// "in the film …".
fn is_supposed(tree: &Tree<'_>, at: usize) -> bool {
    let word = tree.word(at);
    let subject = tree.first(at, "nsubj");
    if subject.is_some_and(|s| matches!(lower(tree, s).as_str(), "whoever" | "whichever" | "anyone" | "anybody"))
        && !tree.by(at, "aux").any(|a| matches!(lower(tree, a).as_str(), "will" | "shall"))
    {
        return true;
    }
    // "anyone who sends leaflets", "any ship that enters".
    if word.deprel == "acl:relcl"
        && tree.head(at).is_some_and(|h| {
            matches!(lower(tree, h).as_str(), "whoever" | "whichever" | "anyone" | "anybody")
                || tree.by(h, "det").any(|d| lower(tree, d) == "any")
        })
    {
        return true;
    }
    let unreal =
        |o: usize| tree.case(o).as_deref() == Some("in") && UNREAL.contains(&lower(tree, o).as_str()) && o < at;
    let joined = tree.head(at).filter(|_| word.relation() == "conj");
    if tree.by(at, "obl").chain(joined.into_iter().flat_map(|h| tree.by(h, "obl"))).any(unreal) {
        return true;
    }
    if word.relation() != "advcl" {
        return false;
    }
    // "had the troops fired", "should Russia invade", "were the talks to fail".
    let inverted = inverts(tree, at);
    let marks: Vec<String> = tree
        .by(at, "mark")
        .chain(tree.by(at, "advmod"))
        .flat_map(|m| std::iter::once(m).chain(tree.children(m).iter().copied()).map(|w| lower(tree, w)))
        .collect();
    let has = |w: &str| marks.iter().any(|m| m == w);
    inverted
        || (has("in") && has("case"))
        || (has("long") && has("as"))
        || has("provided")
        || has("providing")
        || has("suppose")
        || has("lest")
}

/// The conditional clause of a predicate: "if …", "unless …", "until …".
#[must_use]
pub fn condition_clause(tree: &Tree<'_>, at: usize) -> Option<usize> {
    let marks = |c: usize| -> Vec<String> {
        let own = tree.by(c, "mark").chain(tree.by(c, "advmod"));
        own.flat_map(|m| std::iter::once(m).chain(tree.children(m).iter().copied())).map(|m| lower(tree, m)).collect()
    };
    let marked = |c: &usize| {
        let marks = marks(*c);
        let has = |w: &str| marks.iter().any(|m| m == w);
        ["if", "unless", "until", "once", "provided", "providing"].iter().any(|w| has(w))
            || (has("soon") && has("as"))
            || (has("long") && has("as"))
            || (has("case") && has("in"))
            || inverts(tree, *c)
    };
    tree.by(at, "advcl").find(marked)
}

/// Whether a clause supposes by its word order: "should Russia invade", "were the talks to fail".
fn inverts(tree: &Tree<'_>, at: usize) -> bool {
    let subject = tree.first(at, "nsubj");
    tree.by(at, "aux").chain(tree.by(at, "cop")).any(|a| {
        matches!(tree.word(a).form.to_lowercase().as_str(), "had" | "should" | "were") && subject.is_some_and(|s| a < s)
    })
}

/// The clause or phrase on which a predicate depends: "if …", "unless …", "as soon as …", "in the event of …".
fn condition_of(tree: &Tree<'_>, at: usize) -> Option<TextSpan> {
    let event = || {
        tree.by(at, "obl").find(|o| {
            let case = tree.case(*o).unwrap_or_default();
            matches!(case.as_str(), "in event of" | "in the event of" | "in case of" | "on condition")
                || (case == "in" && matches!(lower(tree, *o).as_str(), "event" | "case"))
        })
    };
    condition_clause(tree, at).or_else(event).map(|clause| tree.subtree_span(clause))
}

/// The condition of what a predicate announces: "threatened to fire unless …".
#[must_use]
pub fn condition_below(tree: &Tree<'_>, at: usize) -> Option<TextSpan> {
    tree.by(at, "xcomp").chain(tree.by(at, "ccomp")).find_map(|c| condition_of(tree, c))
}

/// The status of what is embedded: what ends it or makes it unreal wins; what announces it wins over a fact.
fn combine(inside: Option<Status>, outside: Status) -> Status {
    match (inside, outside) {
        (None | Some(Status::Happened | Status::Ongoing | Status::Planned), outside) => outside,
        (
            Some(inside),
            Status::Cancelled | Status::Failed | Status::Denied | Status::Hypothetical | Status::Possible,
        ) => {
            if matches!(inside, Status::Cancelled | Status::Failed | Status::Denied) {
                inside
            } else {
                outside
            }
        }
        // "threatened to prepare", "preparing its threatened launch": what is further along.
        (Some(Status::Threatened), Status::Prepared | Status::Threatened) => outside,
        (Some(inside), Status::Planned | Status::Happened | Status::Ongoing) => inside,
        (Some(_), outside) => outside,
    }
}

fn is_finite(tree: &Tree<'_>, at: usize) -> bool {
    tree.word(at).feats.has("VerbForm", "Fin")
        || tree.by(at, "aux").any(|a| tree.word(a).feats.has("VerbForm", "Fin"))
        || matches!(tree.word(at).xpos.as_str(), "VBD" | "VBZ" | "VBP")
}

fn pos_of(tree: &Tree<'_>, at: usize) -> &'static str {
    match tree.word(at).upos {
        Upos::Verb | Upos::Aux => "verb",
        Upos::Noun | Upos::Propn => "noun",
        Upos::Adj => "adj",
        Upos::Adv => "adverb",
        _ => "other",
    }
}

/// The lemma with its particle, "carry out".
fn phrasal(tree: &Tree<'_>, at: usize) -> String {
    let lemma = lower(tree, at);
    match tree.first(at, "compound:prt") {
        Some(particle) => format!("{lemma} {}", lower(tree, particle)),
        None => lemma,
    }
}

fn takes_infinitive(tree: &Tree<'_>, at: usize) -> bool {
    tree.head(at).is_some_and(|h| matches!(tree.word(h).upos, Upos::Adj))
        && tree.by(at, "mark").any(|m| {
            // "ready to pay", "ready for paying".
            lower(tree, m) == "to" || (tree.word(at).xpos == "VBG" && matches!(lower(tree, m).as_str(), "for" | "of"))
        })
}

/// How a word hangs under another, in the terms of the column `takes`.
fn manner(tree: &Tree<'_>, at: usize) -> Vec<String> {
    let word = tree.word(at);
    let mut out = Vec::new();
    match word.relation() {
        "xcomp" | "ccomp" | "csubj" | "acl" | "advcl" => {
            let marks: Vec<String> = tree.by(at, "mark").map(|m| lower(tree, m)).collect();
            if marks.iter().any(|m| m == "to") {
                out.push("inf".into());
            } else if word.xpos == "VBG" && tree.first(at, "aux").is_none() {
                out.push("ing".into());
            } else {
                out.push("that".into());
            }
            out.extend(marks);
            out.extend(tree.case(at));
            if word.relation() == "xcomp" && !out.iter().any(|o| o == "ing") {
                out.push("inf".into());
            }
            if word.relation() == "csubj" {
                out.push("subj".into());
            }
        }
        "obj" => out.push("obj".into()),
        "nsubj" if word.deprel == "nsubj:pass" => out.push("obj".into()),
        "nsubj" => out.push("subj".into()),
        "obl" | "nmod" => out.extend(tree.case(at)),
        _ => {}
    }
    out
}

/// The head words of who says so.
fn subjects_of(tree: &Tree<'_>, at: usize) -> Vec<usize> {
    let found = crate::frame::frame(tree, at).subjects;
    found.into_iter().flat_map(|s| tree.coordinated(s)).collect()
}
