//! From one act in a sentence to its report.

use detente_actors::Tree;
use detente_knowledge::Argument;
use detente_language::Upos;
use detente_record::{
    Basis, Confidence, Derivation, Document, EventType, Interval, Participant, Precision, Reason, Rejected, Report,
    Sentence, Sought, Status, When,
};

use crate::frame::{self, Frame};
use crate::reject::{self, rejected};
use crate::sense::{self, Clause, Fit};
use crate::status::{self, Finding};
use crate::voice::{self, Voice};
use crate::{aimed, attribution, counts, derive, means, place, refusal, roles, someone, time};

/// Confidence of a report whose sense was met by nothing but the word itself.
const BARE: f32 = 0.55;
/// What each met restriction adds.
const RESTRICTION: f32 = 0.1;
/// What a resolved actor and a resolved recipient each add.
const RESOLVED: f32 = 0.1;
/// The most a rule alone can be sure of.
const CEILING: f32 = 0.95;

/// What the sentence around an act says of all its acts.
pub struct Around<'a> {
    /// The sentence.
    pub sentence: &'a Sentence,
    /// The document.
    pub document: &'a Document,
    /// Contexts of PLOVER.
    pub contexts: &'a [String],
    /// The time expressions of the sentence.
    pub times: &'a time::Times,
    /// The states that the document speaks of.
    pub states: &'a place::States,
    /// Who speaks where a word stands, when it is in a quotation or statement.
    pub voice: &'a dyn Fn(usize) -> Option<Voice>,
}

/// The report of the act that the word at `at` names.
///
/// # Errors
/// `None` when the word names no act, else why the act is not coded.
pub fn of_word(clause: &Clause<'_, '_>, at: usize, around: &Around<'_>) -> Result<Report, Option<Rejected>> {
    let tree = clause.tree;
    let word = tree.word(at);
    // "according to", "following", "given that": a verb in form only.
    let grammar = matches!(word.relation(), "case" | "mark" | "fixed" | "cc" | "aux");
    if grammar || !matches!(word.upos, Upos::Verb | Upos::Noun | Upos::Adj) || !clause.lexicon.knows(tree, at) {
        return Err(reject::no_sense(clause, at));
    }
    let frame = Frame { voice: (around.voice)(at), ..frame::frame(tree, at) };
    let fit =
        clause.sense(at, &frame).map_err(|misses| (!misses.is_empty()).then(|| reject::no_fit(clause, at, &misses)))?;
    let adjective = fit.sense.verbs.is_empty() && fit.sense.nouns.is_empty();
    let frame = sense::predicative(tree, at, &frame).filter(|_| adjective).unwrap_or(frame);
    let (actors, recipients, carried) = participants(clause, at, &frame, &fit, around.document)?;
    // What someone does by saying it is as real as the saying.
    let by_saying = fit.sense.actor.contains(&Argument::Source);
    let from = frame::said_in(tree, at).filter(|_| by_saying).unwrap_or(at);
    let mut finding =
        status::find(tree, clause.lexicon, from, around.sentence.block, fit.sense.opens, Some(fit.sense.event_type));
    if by_saying && fit.sense.event_type == EventType::Threaten {
        // "The South will pay a high price": a threat while it is yet to come; uttering it is the act.
        let own = status::find(tree, clause.lexicon, at, around.sentence.block, None, None);
        if !own.held.last().is_some_and(|h| h.status.is_forward()) {
            return Err(None);
        }
        if from == at {
            for held in &mut finding.held {
                held.status = detente_record::Status::Happened;
            }
        }
    }
    if finding.only_named && is_standing(tree, at, fit.sense.event_type) {
        return Err(Some(rejected(clause, at, Some(fit.sense), Reason::Topic, None)));
    }
    if let Some(voice) = (around.voice)(at) {
        voice::join(&mut finding, voice, clause.sentence, clause.resolved);
    }
    Ok(Act { clause, at, frame, fit, finding, carried, around }.report(actors, recipients))
}

/// Whether a word without tense names what stands between actors ("cooperation between the two", "for strengthening
/// their alliance") and nobody says that it came about: what is spoken of, not what is done.
fn is_standing(tree: &Tree<'_>, at: usize, event_type: EventType) -> bool {
    let word = tree.word(at);
    let nominal = matches!(word.upos, Upos::Noun | Upos::Propn);
    let bare = nominal || (word.xpos == "VBG" && tree.first(at, "aux").is_none());
    let joined = word.head.is_some();
    bare && joined
        && matches!(
            event_type,
            EventType::Support
                | EventType::Cooperate
                | EventType::Agree
                | EventType::Aid
                | EventType::Concede
                | EventType::Retreat
                | EventType::Request
        )
}

type Sides = (Vec<Participant>, Vec<Participant>, Option<usize>);

/// Who does it to whom, and the verb that carries a noun; or why there is no act.
fn participants(
    clause: &Clause<'_, '_>,
    at: usize,
    frame: &Frame,
    fit: &Fit<'_>,
    document: &Document,
) -> Result<Sides, Option<Rejected>> {
    let tree = clause.tree;
    let nominal = tree.word(at).upos == Upos::Noun;
    let carried = nominal.then(|| frame::carried_by(tree, at)).flatten();
    let actors = actors(clause, frame, fit, document);
    let mut recipients = roles::participants(clause, frame, &fit.sense.recipient, document);
    recipients.retain(|(w, _)| roles::can_act(clause.resolved, clause.sentence, *w));
    let met = recipients.len();
    recipients.retain(|(_, p)| {
        let same = |a: &Participant| {
            a.mention == p.mention || (!p.actors.is_empty() && p.actors.iter().all(|id| a.actors.contains(id)))
        };
        !actors.iter().any(|(_, a)| same(a))
    });
    // "to pull its men back": one's own are no recipients, but of force and of the law.
    let event_type = fit.sense.event_type;
    if !matches!(event_type, EventType::Assault | EventType::Coerce | EventType::Sanction | EventType::Accuse) {
        recipients.retain(|(w, _)| {
            !tree.by(*w, "nmod:poss").any(|p| tree.word(p).upos == Upos::Pron && is_one_of(clause, p, &actors))
        });
    }
    // "the farmers moved into their houses", "the navy's flights over its own coast": nobody else is meant.
    let pronoun = |w: usize| tree.words().get(w).is_some_and(|word| word.upos == Upos::Pron);
    recipients.retain(|(w, _)| !pronoun(*w) || !is_one_of(clause, *w, &actors));
    if matches!(event_type, EventType::Mobilize | EventType::Influence) {
        recipients.retain(|(_, p)| !reject::is_compatriot(p, &actors, clause.resolved));
    }
    // "Kim's visit to the institute": a leader's look at a place of his own.
    if event_type == EventType::Consult && fit.sense.mode.as_deref() == Some("visit") {
        let place = |p: &Participant| reject::is_body(p, clause.resolved);
        recipients.retain(|(_, p)| !(place(p) && reject::is_compatriot(p, &actors, clause.resolved)));
    }
    // "stationed at the Kunsan air base", "tested at the range": a place, not a party.
    if event_type == EventType::Mobilize {
        let ground =
            |w: usize| tree.words().get(w).is_some_and(|word| GROUNDS.contains(&word.lemma.to_lowercase().as_str()));
        recipients.retain(|(w, _)| !ground(*w));
    }
    let own = recipients.is_empty() && met > 0;
    if recipients.is_empty() && !actors.is_empty() && !fit.sense.reciprocal {
        recipients = aimed::beside(clause, at, frame, event_type, &actors, document);
    }
    if recipients.is_empty() && !actors.is_empty() {
        recipients = aimed::hosts(clause, fit.sense, frame, &actors, document);
    }
    let reject = |reason: Reason| Err(Some(rejected(clause, at, Some(fit.sense), reason, None)));
    if own && recipients.is_empty() && !fit.sense.reciprocal && fit.sense.needs.iter().any(|n| n == "recipient") {
        return reject(Reason::NoRecipient);
    }
    let violent = matches!(event_type, EventType::Assault | EventType::Coerce | EventType::Protest);
    let told = violent && nominal && someone::comes_about(clause, at, frame);
    let bare = (nominal && carried.is_none()) || is_gerund_of_noun(tree, at);
    if bare && actors.is_empty() && recipients.is_empty() && !told {
        // A noun that nobody does to nobody is a topic, not an event.
        return reject(Reason::Topic);
    }
    let strip = |found: Vec<(usize, Participant)>| found.into_iter().map(|(_, p)| p).collect::<Vec<_>>();
    let (mut actors, mut recipients) = (strip(actors), strip(recipients));
    if !frame.passive && actors.is_empty() && frame.subjects.iter().any(|s| clause.is(*s, "@nature")) {
        return reject(Reason::NoAgent);
    }
    // "The storm scattered leaflets": who does it is no actor, and no one is done anything to.
    let stranger = |s: &usize| tree.word(*s).upos != Upos::Pron && !someone::is_someone(clause, *s);
    if !told && actors.is_empty() && recipients.is_empty() && !frame.passive && frame.subjects.iter().any(stranger) {
        return reject(Reason::NoAgent);
    }
    // Words and dealings of nobody with nobody are a topic; violence may be told without saying whose.
    let of_force = matches!(
        event_type,
        EventType::Assault
            | EventType::Coerce
            | EventType::Protest
            | EventType::Mobilize
            | EventType::Influence
            | EventType::Retreat
    );
    if actors.is_empty() && recipients.is_empty() && !of_force && !someone::does(clause, frame) {
        return reject(Reason::NoAgent);
    }
    if fit.sense.reciprocal && recipients.is_empty() && reject::no_partner(fit, frame) {
        return reject(Reason::NoRecipient);
    }
    if event_type != EventType::Protest && reject::is_private(&actors, &recipients, clause.resolved) {
        return reject(Reason::NotPolitical);
    }
    if reject::is_domestic(fit.sense, &actors, &recipients, clause, frame.voice.is_some_and(|v| v.statement)) {
        return reject(Reason::Domestic);
    }
    if fit.sense.reciprocal && recipients.is_empty() && distinct(&actors) > 1 {
        recipients = actors.clone();
    } else if fit.sense.reciprocal && !recipients.is_empty() {
        let all: Vec<Participant> = actors.iter().chain(&recipients).cloned().collect();
        actors.clone_from(&all);
        recipients = all;
    }
    Ok((actors, recipients, carried))
}

/// Nouns for the places where forces are kept and weapons tried.
const GROUNDS: &[&str] =
    &["base", "site", "range", "airfield", "airport", "station", "facility", "center", "centre", "ground"];

/// "the committee for launching satellites", "a drill of dropping bombs": an act that only describes a noun.
fn is_gerund_of_noun(tree: &Tree<'_>, at: usize) -> bool {
    let word = tree.word(at);
    let marked = tree.by(at, "mark").any(|m| matches!(tree.word(m).lemma.as_str(), "of" | "for"));
    let under = tree.head(at).is_some_and(|h| matches!(tree.word(h).upos, Upos::Noun | Upos::Propn));
    word.xpos == "VBG" && word.relation() == "acl" && word.deprel != "acl:relcl" && marked && under
}

/// Whether a pronoun stands for one of the actors.
fn is_one_of(clause: &Clause<'_, '_>, pronoun: usize, actors: &[(usize, Participant)]) -> bool {
    clause
        .resolved
        .at(clause.sentence, pronoun)
        .is_some_and(|m| m.resolution.proposed.iter().any(|id| actors.iter().any(|(_, p)| p.actors.contains(id))))
}

fn actors(clause: &Clause<'_, '_>, frame: &Frame, fit: &Fit<'_>, document: &Document) -> Vec<(usize, Participant)> {
    let mut actors = roles::participants(clause, frame, &fit.sense.actor, document);
    if fit.sense.reciprocal {
        let between = roles::participants(clause, frame, &[Argument::Between], document);
        // "his efforts to deepen ties between the two countries": they are the parties, not who speaks for them.
        let parties: Vec<Participant> = between.iter().map(|(_, p)| p.clone()).collect();
        if distinct(&parties) > 1 {
            actors.clear();
        }
        for (w, p) in between {
            if !actors.iter().any(|(_, a)| a.mention == p.mention) {
                actors.push((w, p));
            }
        }
    }
    actors.retain(|(w, _)| roles::can_act(clause.resolved, clause.sentence, *w));
    // Who speaks stands in another sentence.
    if actors.is_empty()
        && fit.sense.actor.contains(&Argument::Source)
        && let Some(voice) = frame.voice
        && clause.speaker(voice).is_some()
    {
        let speaker = roles::participant(clause.resolved, voice.sentence, voice.word, document);
        actors.extend(speaker.map(|p| (usize::MAX, p)));
    }
    actors
}

/// An act with all that was found about it.
struct Act<'a, 'k> {
    clause: &'a Clause<'a, 'k>,
    at: usize,
    frame: Frame,
    fit: Fit<'k>,
    finding: Finding,
    carried: Option<usize>,
    around: &'a Around<'a>,
}

impl Act<'_, '_> {
    fn report(mut self, actors: Vec<Participant>, recipients: Vec<Participant>) -> Report {
        let Self { clause, at, .. } = self;
        let (tree, document) = (clause.tree, self.around.document);
        let attribution = attribution::attribution(clause, &self.finding, document);
        let (event_type, mode) = self.kind(&actors, &attribution);
        self.conditional(event_type, &actors, &attribution);
        let trigger = tree.word(at).span;
        let spans: Vec<_> = actors.iter().chain(&recipients).map(|p| p.span).collect();
        let knowledge = clause.lexicon.knowledge;
        let score = knowledge.score(event_type, mode.as_deref());
        let own = self.fit.sense.cameo.clone().filter(|_| event_type == self.fit.sense.event_type);
        let cameo = own.or_else(|| score.map(|s| s.cameo.clone()).filter(|c| !c.is_empty()));
        let goldstein = cameo.as_ref().and_then(|c| self.goldstein(c));
        let forward = self.finding.held.iter().any(|h| h.status.is_forward());
        let time = self.time(tree, forward);
        let place_of = |at| place::of_clause(clause, at, event_type, document, self.around.states);
        let place = place_of(at).or_else(|| self.carried.and_then(place_of));
        let derivation = derive::derivation(&self.fit, &self.frame, &self.finding, trigger, &actors, &recipients);
        Report {
            id: Report::id_of(document.id, event_type, trigger, &spans),
            sentence: clause.sentence,
            trigger,
            span: tree.subtree_span(self.carried.unwrap_or(at)),
            event_type,
            mode: Sought::looked(mode),
            contexts: Sought::looked(some(self.around.contexts.to_vec())),
            cameo: Sought::looked(cameo),
            score: Sought::looked(score.map(|s| s.score)),
            goldstein: Sought::looked(goldstein),
            confidence: confidence(&self.fit, &actors, &recipients),
            instruments: Sought::looked(some(roles::things(tree, clause.lexicon, &self.frame))),
            counts: Sought::looked(some(counts::of_clause(tree, clause.lexicon, &self.frame, at))),
            reciprocal: self.fit.sense.reciprocal && !recipients.is_empty(),
            actors: Sought::looked(some(actors)),
            recipients: Sought::looked(some(recipients)),
            time: Sought::looked(time),
            place: Sought::looked(place),
            attribution,
            held: self.finding.held,
            condition: self.finding.condition.or_else(|| status::condition_below(tree, at)),
            derivation,
        }
    }

    /// Type and mode: those of the sense, unless the act is refused.
    fn kind(
        &mut self,
        actors: &[Participant],
        attribution: &detente_record::Attribution,
    ) -> (EventType, Option<String>) {
        let sense = self.fit.sense;
        let lemma = self.clause.tree.word(self.at).lemma.as_str();
        let innermost = self.finding.held.last().map(|h| h.status);
        if innermost == Some(Status::Denied)
            && !actors.is_empty()
            && let Some(mode) = refusal::of(sense, lemma)
            && (refusal::refuses(self.clause.tree, self.at) || refusal::is_worded(sense, lemma))
        {
            let own_word = attribution.chain.len() < 2
                || attribution
                    .chain
                    .last()
                    .is_some_and(|h| actors.iter().flat_map(|a| &a.actors).any(|a| h.actors.contains(a)));
            self.finding.held = refusal::held(&self.finding.held, own_word);
            if refusal::is_worded(sense, lemma) {
                self.finding.steps.push(Derivation::step("the negation is part of the words").rule("refusal"));
                return (sense.event_type, mode);
            }
            self.finding.steps.push(Derivation::step(format!("{} that is refused", sense.event_type)).rule("refusal"));
            return (EventType::Reject, mode);
        }
        let mode = sense.mode.clone();
        if sense.event_type != EventType::Assault || mode.is_some() {
            return (sense.event_type, mode);
        }
        let means = means::mode(self.clause, self.at, &self.frame);
        if let Some(cue) = means {
            let step = Derivation::step(format!("mode {} by '{}'", cue.topic, cue.words.join(" ")));
            self.finding.steps.push(step.rule("means").entry(&cue.entry));
        }
        (sense.event_type, means.map(|cue| cue.topic.clone()))
    }

    /// An act that depends on a condition: in the mouth of those who would do it a promise or a threat, told by anyone
    /// else only supposed.
    fn conditional(
        &mut self,
        event_type: EventType,
        actors: &[Participant],
        attribution: &detente_record::Attribution,
    ) {
        if self.finding.condition.is_none() {
            return;
        }
        let resolved = self.clause.resolved;
        let side = |id: &detente_record::ActorId| resolved.actor(*id).and_then(|a| a.country.found());
        let own = attribution.chain.iter().skip(1).any(|holder| {
            let mut would = actors.iter().flat_map(|p| &p.actors);
            would.any(|a| holder.actors.iter().any(|h| h == a || (side(a).is_some() && side(a) == side(h))))
        });
        let conflict = matches!(
            event_type.quad_class(),
            detente_record::QuadClass::MaterialConflict | detente_record::QuadClass::VerbalConflict
        );
        let status = match (own, conflict) {
            (true, true) => Status::Threatened,
            (true, false) => Status::Promised,
            (false, _) => Status::Hypothetical,
        };
        for held in &mut self.finding.held {
            if held.status == Status::Planned {
                held.status = status;
            }
        }
    }

    fn goldstein(&self, cameo: &str) -> Option<f64> {
        let table = &self.clause.lexicon.knowledge.goldstein;
        (2..=cameo.len()).rev().find_map(|n| table.get(cameo.get(..n)?)).copied()
    }

    /// The time that the clause gives; else, for what has happened, the document's date as the latest day.
    fn time(&self, tree: &Tree<'_>, forward: bool) -> Option<When> {
        let document = self.around.document;
        let published = document.published();
        let of = |at| self.around.times.of_clause(tree, at, &document.text, published, forward);
        let found = of(self.at).or_else(|| self.carried.and_then(of));
        if found.is_some() {
            return found;
        }
        let innermost = self.finding.held.last().map(|h| h.status);
        let happened = matches!(innermost, Some(Status::Happened | Status::Ongoing));
        published.filter(|_| happened && !forward).map(|day| When {
            interval: Interval { from: None, to: Some(day) },
            precision: Precision::Vague,
            basis: Basis::Document,
            text: None,
        })
    }
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

fn distinct(participants: &[Participant]) -> usize {
    let mut ids: Vec<_> = participants.iter().flat_map(|p| &p.actors).collect();
    ids.sort();
    ids.dedup();
    ids.len()
}

fn confidence(fit: &Fit<'_>, actors: &[Participant], recipients: &[Participant]) -> Confidence {
    let resolved = |list: &[Participant]| list.iter().any(|p| !p.actors.is_empty());
    #[allow(clippy::cast_precision_loss, reason = "a handful of restrictions")]
    let mut score = BARE + RESTRICTION * fit.weight as f32;
    for list in [actors, recipients] {
        if resolved(list) {
            score += RESOLVED;
        }
    }
    Confidence(score.min(CEILING))
}
