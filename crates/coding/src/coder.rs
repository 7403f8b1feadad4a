//! The coder: from a document's analysed sentences to its reports, commitments and assessments.

use detente_actors::{Resolved, Tree};
use detente_knowledge::{Argument, Knowledge};
use detente_language::{SentenceAnalysis, Upos};
use detente_record::{
    Assessment, Attribution, Basis, Channel, Commitment, Confidence, Derivation, Document, Holder, Interval,
    Participant, Precision, Report, Sector, Sentence, Sought, Status, When,
};

use crate::frame::{self, Frame};
use crate::lexicon::Lexicon;
use crate::roles;
use crate::sense::{Clause, Fit};
use crate::status::{self, Finding};
use crate::{assessments, commitments, time};

/// What a document says.
#[derive(Clone, Debug, Default)]
pub struct Coded {
    /// By position of the trigger.
    pub reports: Vec<Report>,
    /// By position of the report that opened each.
    pub commitments: Vec<Commitment>,
    /// By position.
    pub assessments: Vec<Assessment>,
}

/// Codes documents. Holds only knowledge; one coder serves any number of threads.
#[derive(Debug)]
pub struct Coder<'k> {
    lexicon: Lexicon<'k>,
}

/// Confidence of a report whose sense was met by nothing but the word itself.
const BARE: f32 = 0.55;
/// What each met restriction adds.
const RESTRICTION: f32 = 0.1;
/// What a resolved actor and a resolved recipient each add.
const RESOLVED: f32 = 0.1;
/// The most a rule alone can be sure of.
const CEILING: f32 = 0.95;

impl<'k> Coder<'k> {
    /// A coder over knowledge.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge) -> Self {
        Self { lexicon: Lexicon::new(knowledge) }
    }

    /// Codes one document. `sentences`, `analyses` and `resolved` must be of this document.
    #[must_use]
    pub fn code(
        &self,
        document: &Document,
        sentences: &[Sentence],
        analyses: &[SentenceAnalysis],
        resolved: &Resolved,
    ) -> Coded {
        let mut coded = Coded::default();
        for (index, (sentence, analysis)) in sentences.iter().zip(analyses).enumerate() {
            let tree = Tree::new(analysis);
            let clause = Clause { tree: &tree, sentence: index, resolved, lexicon: &self.lexicon };
            for at in 0..analysis.words.len() {
                if let Some(report) = self.report(&clause, at, sentence, document) {
                    coded.reports.push(report);
                }
            }
            coded.assessments.extend(assessments::of_sentence(&clause, document, sentence.block));
        }
        coded.reports.sort_by_key(|r| (r.trigger, r.id));
        coded.reports.dedup_by_key(|r| r.id);
        one_per_act(&mut coded.reports);
        coded.commitments = commitments::of_document(&coded.reports, resolved);
        coded
    }

    fn report(&self, clause: &Clause<'_, 'k>, at: usize, sentence: &Sentence, document: &Document) -> Option<Report> {
        let tree = clause.tree;
        let word = tree.word(at);
        if !matches!(word.upos, Upos::Verb | Upos::Noun | Upos::Adj) || !self.lexicon.knows(tree, at) {
            return None;
        }
        let frame = frame::frame(tree, at);
        let fit = clause.sense(at, &frame)?;
        let nominal = word.upos == Upos::Noun;
        let carried = nominal.then(|| frame::carried_by(tree, at)).flatten();
        let actors = self.actors(clause, &frame, &fit, document);
        let mut recipients = roles::participants(clause, &frame, &fit.sense.recipient, document);
        recipients.retain(|(w, p)| {
            roles::can_act(clause.resolved, clause.sentence, *w) && !actors.iter().any(|(_, a)| a.mention == p.mention)
        });
        if nominal && carried.is_none() && actors.is_empty() && recipients.is_empty() {
            // A noun that nobody does to nobody is a topic, not an event.
            return None;
        }
        let finding = status::find(tree, &self.lexicon, at, sentence.block, fit.sense.opens);
        let (mut actors, mut recipients) = (participants_of(actors), participants_of(recipients));
        // "The storm scattered leaflets": who does it is no actor, and no one is done anything to.
        let stranger = |s: &usize| tree.word(*s).upos != Upos::Pron;
        if actors.is_empty() && recipients.is_empty() && !frame.passive && frame.subjects.iter().any(stranger) {
            return None;
        }
        if fit.sense.reciprocal && recipients.is_empty() && no_partner(&fit, &frame) {
            return None;
        }
        if is_business(&actors, clause.resolved) && recipients.is_empty() {
            return None;
        }
        if fit.sense.reciprocal && recipients.is_empty() && distinct(&actors) > 1 {
            recipients = actors.clone();
        } else if fit.sense.reciprocal && !recipients.is_empty() {
            let all: Vec<Participant> = actors.iter().chain(&recipients).cloned().collect();
            actors.clone_from(&all);
            recipients = all;
        }
        let reciprocal = fit.sense.reciprocal && !recipients.is_empty();
        let trigger = word.span;
        let spans: Vec<_> = actors.iter().chain(&recipients).map(|p| p.span).collect();
        let event_type = fit.sense.event_type;
        let mode = fit.sense.mode.clone();
        let score = self.lexicon.knowledge.score(event_type, mode.as_deref());
        let cameo = fit.sense.cameo.clone().or_else(|| score.map(|s| s.cameo.clone()).filter(|c| !c.is_empty()));
        let goldstein = cameo.as_ref().and_then(|c| self.goldstein(c));
        let forward = finding.held.iter().any(|h| h.status.is_forward());
        let time = self.time(tree, at, carried, document, &finding, forward);
        let derivation = derivation(&fit, &frame, &finding, trigger, &actors, &recipients);
        Some(Report {
            id: Report::id_of(document.id, event_type, trigger, &spans),
            sentence: clause.sentence,
            trigger,
            span: tree.subtree_span(carried.unwrap_or(at)),
            event_type,
            mode: Sought::looked(mode),
            contexts: Sought::NotSought,
            cameo: Sought::looked(cameo),
            score: Sought::looked(score.map(|s| s.score)),
            goldstein: Sought::looked(goldstein),
            confidence: confidence(&fit, &actors, &recipients),
            instruments: Sought::looked(some(roles::things(tree, &self.lexicon, &frame))),
            counts: Sought::looked(some(roles::counts(tree, &frame))),
            actors: Sought::looked(some(actors)),
            recipients: Sought::looked(some(recipients)),
            reciprocal,
            time: Sought::looked(time),
            place: Sought::NotSought,
            attribution: attribution(clause, &finding, document),
            held: finding.held,
            condition: finding.condition.or_else(|| status::condition_below(tree, at)),
            derivation,
        })
    }

    fn actors(
        &self,
        clause: &Clause<'_, 'k>,
        frame: &Frame,
        fit: &Fit<'_>,
        document: &Document,
    ) -> Vec<(usize, Participant)> {
        let mut actors = roles::participants(clause, frame, &fit.sense.actor, document);
        if fit.sense.reciprocal {
            let more = roles::participants(clause, frame, &[Argument::Between], document);
            for (w, p) in more {
                if !actors.iter().any(|(_, a)| a.mention == p.mention) {
                    actors.push((w, p));
                }
            }
        }
        actors.retain(|(w, _)| roles::can_act(clause.resolved, clause.sentence, *w));
        actors
    }

    fn goldstein(&self, cameo: &str) -> Option<f64> {
        (2..=cameo.len()).rev().find_map(|n| self.lexicon.knowledge.goldstein.get(cameo.get(..n)?)).copied()
    }

    /// The time that the clause gives; else, for what has happened, the document's date as the latest day.
    fn time(
        &self,
        tree: &Tree<'_>,
        at: usize,
        carried: Option<usize>,
        document: &Document,
        finding: &Finding,
        forward: bool,
    ) -> Option<When> {
        let published = document.published();
        let own = time::of_clause(tree, at, &document.text, published, forward);
        let found = own.or_else(|| carried.and_then(|c| time::of_clause(tree, c, &document.text, published, forward)));
        if found.is_some() {
            return found;
        }
        let innermost = finding.held.last().map(|h| h.status);
        let happened = matches!(innermost, Some(Status::Happened | Status::Ongoing));
        published.filter(|_| happened && !forward).map(|day| When {
            interval: Interval { from: None, to: Some(day) },
            precision: Precision::Vague,
            basis: Basis::Document,
            text: None,
        })
    }
}

/// "The firm met its targets": what is met is no one.
fn no_partner(fit: &Fit<'_>, frame: &Frame) -> bool {
    fit.sense.recipient.contains(&Argument::Object) && fit.sense.object.is_empty() && !frame.objects.is_empty()
}

/// Whether all who act are unnamed firms, schools, doctors, workers of no known state: no politics, as far as one sees.
fn is_business(actors: &[Participant], resolved: &Resolved) -> bool {
    let mut known = actors.iter().flat_map(|p| &p.actors).filter_map(|id| resolved.actor(*id)).peekable();
    known.peek().is_some()
        && known.all(|a| {
            a.entry.is_none()
                && !a.country.is_found()
                && a.sectors.first().is_some_and(|s| matches!(s, Sector::Bus | Sector::Edu | Sector::Med | Sector::Agr))
        })
}

/// A light verb and the noun it carries ("launch a distribution of leaflets") name one act: the noun's report goes,
/// unless the verb's lacks what the noun's has.
fn one_per_act(reports: &mut Vec<Report>) {
    let same = |a: &Report, b: &Report| {
        a.sentence == b.sentence && a.event_type == b.event_type && a.mode == b.mode && a.span == b.span && a.id != b.id
    };
    let mut drop = Vec::new();
    for (at, report) in reports.iter().enumerate() {
        for (other_at, other) in reports.iter().enumerate().skip(at + 1) {
            if same(report, other) {
                let lacks = |a: bool, b: bool| !a && b;
                let less = lacks(report.actors.is_found(), other.actors.is_found())
                    || lacks(report.recipients.is_found(), other.recipients.is_found());
                drop.push(if less { at } else { other_at });
            }
        }
    }
    let mut at = 0;
    reports.retain(|_| {
        at += 1;
        !drop.contains(&(at - 1))
    });
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

fn participants_of(found: Vec<(usize, Participant)>) -> Vec<Participant> {
    found.into_iter().map(|(_, p)| p).collect()
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

pub(crate) fn attribution(clause: &Clause<'_, '_>, finding: &Finding, document: &Document) -> Attribution {
    let author = Holder {
        actors: Vec::new(),
        mention: None,
        description: "author".into(),
        cue: None,
        channel: Channel::Document,
    };
    let mut chain = vec![author];
    for source in &finding.sources {
        let mut holder = Holder {
            actors: Vec::new(),
            mention: None,
            description: String::new(),
            cue: source.cue,
            channel: source.channel,
        };
        for word in &source.words {
            if let Some(mention) = clause.resolved.at(clause.sentence, *word) {
                holder.mention = holder.mention.or(Some(mention.id));
                for id in &mention.resolution.proposed {
                    if !holder.actors.contains(id) {
                        holder.actors.push(*id);
                    }
                }
            }
            if !holder.description.is_empty() {
                holder.description.push_str(", ");
            }
            holder.description.push_str(document.slice(clause.tree.span(clause.tree.phrase(*word))));
        }
        if holder.description.is_empty() {
            holder.description = "unnamed source".into();
        }
        chain.push(holder);
    }
    Attribution { chain }
}

/// The tree that `detente explain` shows.
fn derivation(
    fit: &Fit<'_>,
    frame: &Frame,
    finding: &Finding,
    trigger: detente_record::TextSpan,
    actors: &[Participant],
    recipients: &[Participant],
) -> Derivation {
    let mode = fit.sense.mode.as_ref().map(|m| format!(" {m}")).unwrap_or_default();
    let sense = Derivation::step(format!("type {}{mode}", fit.sense.event_type))
        .rule(&fit.sense.id)
        .entry(&fit.sense.entry)
        .at(trigger);
    let mut root = Derivation::step("report").at(trigger).with(sense);
    for (name, list, rule) in
        [("actor", actors, frame.subject_rule), ("recipient", recipients, "argument of the sense")]
    {
        for participant in list {
            root = root
                .with(Derivation::step(format!("{name}: {}", participant.description)).rule(rule).at(participant.span));
        }
    }
    let mut status = Derivation::step("status and attribution");
    for step in &finding.steps {
        status = status.with(step.clone());
    }
    root.with(status)
}
