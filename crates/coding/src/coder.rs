//! The coder: from a document's analysed sentences to its reports, commitments and assessments.

use detente_actors::coreference::{Speeches, breaks};
use detente_actors::{Resolved, Tree};
use detente_knowledge::{Effect, Knowledge, TopicCue};
use detente_language::{SentenceAnalysis, Upos};
use detente_record::{Assessment, Commitment, Document, DocumentId, EventType, Reason, Rejected, Report, Sentence};

use crate::commitments::Opener;
use crate::lexicon::Lexicon;
use crate::report::{self, Around};
use crate::sense::Clause;
use crate::voice::Voice;
use crate::{assessments, commitments, frame, place, someone, time, topic};

/// What a document says.
#[derive(Clone, Debug, Default)]
pub struct Coded {
    /// By position of the trigger.
    pub reports: Vec<Report>,
    /// By position of the report that opened each.
    pub commitments: Vec<Commitment>,
    /// By position.
    pub assessments: Vec<Assessment>,
    /// What looked like an event and was not coded, by position.
    pub rejected: Vec<Rejected>,
}

/// Codes documents. Holds only knowledge; one coder serves any number of threads.
#[derive(Debug)]
pub struct Coder<'k> {
    lexicon: Lexicon<'k>,
}

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
        let states = place::States::default();
        let domains: Vec<Vec<&TopicCue>> = analyses.iter().map(|a| self.lexicon.domains.found(&a.words)).collect();
        let of_text = topic::domain_of_text(&domains);
        let trees: Vec<Tree<'_>> = analyses.iter().map(Tree::new).collect();
        let speeches = Speeches::find(&trees, &breaks(&document.text, analyses));
        let contexts: Vec<Vec<String>> =
            analyses.iter().map(|a| topic::contexts(&self.lexicon.contexts.found(&a.words))).collect();
        let of_conflict = someone::is_of_conflict(&contexts);
        for (index, (sentence, analysis)) in sentences.iter().zip(analyses).enumerate() {
            let tree = &trees[index];
            let clause = Clause { tree, sentence: index, resolved, lexicon: &self.lexicon, of_conflict };
            let voice = |word: usize| {
                let speech = &speeches.list[speeches.at(index, word)?];
                let (sentence, word) = speech.speaker?;
                Some(Voice { sentence, word, statement: speech.statement })
            };
            let contexts = &contexts[index];
            let times = time::Times::new(tree);
            let around = Around { sentence, document, contexts, states: &states, times: &times, voice: &voice };
            let domain = domains.get(index).and_then(|cues| topic::domain(cues, of_text.as_deref()));
            for at in 0..analysis.words.len() {
                match report::of_word(&clause, at, &around) {
                    Ok(report) => match domain {
                        Some(cue) => coded.rejected.push(not_political(&report, &analysis.words[at].lemma, cue)),
                        None => coded.reports.push(report),
                    },
                    Err(rejected) => coded.rejected.extend(rejected),
                }
            }
            coded.assessments.extend(assessments::of_sentence(&clause, document, sentence.block));
        }
        coded.reports.sort_by_key(|r| (r.trigger, r.id));
        coded.reports.dedup_by_key(|r| r.id);
        one_per_act(&mut coded.reports);
        aims(&mut coded.reports, document.id);
        let openers: Vec<Opener<'_>> =
            coded.reports.iter().map(|report| self.opener(report, &trees[report.sentence], document)).collect();
        coded.commitments = commitments::of_document(&openers, resolved);
        coded
    }
}

/// Words that make a demand a last one.
const FINAL: &[&str] = &["ultimatum", "hour", "deadline"];

impl Coder<'_> {
    /// Whether a verb is itself yet to come: "will send", "plans to".
    fn is_ahead(&self, tree: &Tree<'_>, at: usize) -> bool {
        let modal = |a: usize| {
            matches!(tree.word(a).lemma.to_lowercase().as_str(), "will" | "shall" | "would" | "must" | "should")
        };
        let gives = |e: &detente_knowledge::Embedder| matches!(e.effect, Effect::Gives(status) if status.is_forward());
        let pos = if tree.word(at).upos == Upos::Adj { "adj" } else { "verb" };
        tree.by(at, "aux").any(modal)
            || tree.by(at, "mark").any(|m| tree.word(m).lemma.eq_ignore_ascii_case("to"))
            || self.lexicon.embedders(&tree.word(at).lemma.to_lowercase(), pos).any(gives)
    }

    /// What the sentence of a report says beside it of the commitment that it may open.
    fn opener<'r>(&self, report: &'r Report, tree: &Tree<'_>, document: &Document) -> Opener<'r> {
        let at =
            tree.words().iter().position(|w| w.span.start <= report.trigger.start && report.trigger.start < w.span.end);
        let Some(at) = at else {
            return Opener { report, gives: None, final_demand: false, deadline: None, in_passing: false };
        };
        let word = tree.word(at);
        let pos = if word.upos == Upos::Noun { "noun" } else { "verb" };
        let gives = self.lexicon.embedders(&word.lemma.to_lowercase(), pos).find_map(|e| match e.effect {
            Effect::Gives(status) => Some(status),
            _ => None,
        });
        let near = tree.by(at, "obj").chain(tree.by(at, "obl")).chain([at]);
        let final_demand = near.into_iter().any(|w| FINAL.contains(&tree.word(w).lemma.to_lowercase().as_str()));
        let forward = report.held.iter().any(|h| h.status.is_forward())
            || matches!(report.event_type, EventType::Threaten | EventType::Agree | EventType::Request);
        let deadline =
            forward.then(|| time::deadline_of_clause(tree, at, &document.text, document.published())).flatten();
        let to = tree.by(at, "mark").any(|m| tree.word(m).lemma.eq_ignore_ascii_case("to"));
        let purpose = word.relation() == "advcl" && to && tree.head(at).is_some_and(|h| !self.is_ahead(tree, h));
        let of_words = matches!(report.event_type, EventType::Threaten | EventType::Agree | EventType::Request);
        let noun = word.upos == Upos::Noun && of_words && frame::carried_by(tree, at).is_none() && !final_demand;
        Opener { report, gives, final_demand, deadline, in_passing: purpose || noun }
    }
}

/// A report of a sentence that is about something without politics.
fn not_political(report: &Report, lemma: &str, cue: &TopicCue) -> Rejected {
    Rejected {
        sentence: report.sentence,
        trigger: report.trigger,
        lemma: lemma.to_owned(),
        event_type: Some(report.event_type),
        sense: report.derivation.parts.first().and_then(|p| p.rule.clone()),
        reason: Reason::NotPolitical,
        detail: Some(format!("{}: '{}' ({})", cue.topic, cue.words.join(" "), cue.entry)),
        nearly: false,
    }
}

/// "preparing a distribution of leaflets to pour leaflets upon the South": an act told again within its own clause, by the
/// same hands, gives the first telling its recipient.
fn aims(reports: &mut [Report], document: DocumentId) {
    for at in 0..reports.len() {
        if reports[at].recipients.is_found() || !reports[at].actors.is_found() {
            continue;
        }
        let report = &reports[at];
        let again = reports.iter().find(|other| {
            other.id != report.id
                && other.sentence == report.sentence
                && other.event_type == report.event_type
                && other.mode == report.mode
                && other.recipients.is_found()
                && other.actors == report.actors
                && report.span.start <= other.trigger.start
                && other.trigger.end <= report.span.end
        });
        if let Some(recipients) = again.map(|other| other.recipients.clone()) {
            let report = &mut reports[at];
            report.recipients = recipients;
            let sides = [&report.actors, &report.recipients];
            let spans: Vec<_> = sides.into_iter().filter_map(|s| s.found()).flatten().map(|p| p.span).collect();
            report.id = Report::id_of(document, report.event_type, report.trigger, &spans);
        }
    }
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
