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

mod level;
mod suppose;
mod words;

pub use suppose::{condition_below, condition_clause};

use words::{combine, is_finite, manner, phrasal, pos_of, subjects_of, takes_infinitive};

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
    /// Whether nothing in the sentence says that it is, was or will be: the act is only named.
    pub only_named: bool,
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
    /// Whether the innermost source was reached before anything said whether it is so.
    unsaid: bool,
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
        unsaid: false,
        only_sources: false,
    };
    walk.level(at);
    walk.climb(carried_by(tree, at).filter(|_| matches!(tree.word(at).upos, Upos::Noun | Upos::Propn)).unwrap_or(at));
    walk.finish()
}

fn lower(tree: &Tree<'_>, at: usize) -> String {
    tree.word(at).lemma.to_lowercase()
}

/// Types whose acts are announced before they are done.
fn is_announced_ahead(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Consult | EventType::Cooperate | EventType::Aid | EventType::Mobilize | EventType::Support
    )
}

impl Walk<'_, '_> {
    fn note(&mut self, text: &str, at: usize, entry: Option<&str>) {
        let mut step = Derivation::step(text).at(self.tree.word(at).span);
        step.entry = entry.map(str::to_owned);
        self.steps.push(step);
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
            // "demanded that they punish those who had tortured soldiers": that they had is the word of whoever demands it.
            Effect::Gives(Status::Demanded) if self.status.is_some_and(Status::is_fact) && !subjects.is_empty() => {
                self.note("told by whoever demands", cue, Some(&entry.entry));
                let status = self.status.unwrap_or(Status::Possible);
                self.sources.push(Source {
                    words: subjects.to_vec(),
                    elsewhere: None,
                    cue: Some(span),
                    channel: entry.channel,
                    status,
                    certainty: self.certainty,
                });
                self.status = Some(Status::Possible);
                self.certainty = Certainty::Unclear;
            }
            Effect::Passes | Effect::Gives(_) | Effect::Negates => {}
            Effect::Says | Effect::Thinks | Effect::Denies => {
                self.note(&format!("source by '{}'", entry.lemma), cue, Some(&entry.entry));
                self.unsaid |= self.sources.is_empty() && self.status.is_none();
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
        // "warns the South as talks are called off": what only goes with the saying is not what is said.
        let aside = tree.word(below).relation() == "advcl"
            && how.iter().any(|h| {
                matches!(
                    h.as_str(),
                    "as" | "after"
                        | "before"
                        | "while"
                        | "when"
                        | "since"
                        | "because"
                        | "although"
                        | "though"
                        | "until"
                        | "amid"
                )
            });
        let entry = entry
            .or_else(hearsay)
            .filter(|e| !(aside && matches!(e.effect, Effect::Says | Effect::Thinks | Effect::Denies)));
        // Of what is demanded only the clause is the demander's word, not who is asked.
        let clausal = how.iter().any(|h| h == "that" || h == "inf");
        let entry =
            entry.filter(|_| clausal || !self.only_sources || !matches!(tree.word(below).relation(), "nsubj" | "obj"));
        if let Some(entry) = entry {
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
        let only_named = self.unsaid || (self.sources.is_empty() && self.status.is_none());
        let author = self.status.unwrap_or(Status::Possible);
        let certainty = if self.status.is_none() { Certainty::Unclear } else { self.certainty };
        let mut held = vec![Held { holder: 0, status: author, certainty }];
        held.extend(self.sources.iter().enumerate().map(|(at, s)| Held {
            holder: at + 1,
            status: s.status,
            certainty: s.certainty,
        }));
        Finding { sources: self.sources, held, condition: self.condition, only_named, steps: self.steps }
    }
}
