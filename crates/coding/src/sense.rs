//! Choosing the sense of a predicate.

use std::fmt;

use detente_actors::{Resolved, Tree};
use detente_knowledge::{Argument, Governs, Sense, Unless};
use detente_language::Upos;
use detente_record::{ActorId, EventType};

use crate::frame::Frame;
use crate::lexicon::Lexicon;
use crate::someone;
use crate::voice::Voice;

/// A sense that fits, and how closely.
#[derive(Clone, Copy)]
pub struct Fit<'k> {
    /// The sense.
    pub sense: &'k Sense,
    /// How many restrictions it met: the closer sense wins.
    pub weight: usize,
    /// The object that met the restriction.
    pub object: Option<usize>,
    /// Whether that object is itself what the sense names, not only full or made of it.
    pub direct: bool,
}

/// What each further word of an entry adds to its weight: "take into custody" is closer than "take".
const WORD: usize = 2;

/// What a clause lacks for a sense, the nearer to fitting the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Miss {
    /// Something rules it out.
    Unless,
    /// The object is another.
    Object,
    /// The subject is another.
    Subject,
    /// A prepositional phrase.
    With,
    /// An act that it governs.
    Complement,
    /// Someone to whom it is done.
    Recipient,
    /// Someone who does it.
    Actor,
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unless => "ruled out by a word beside it",
            Self::Object => "the object is of another kind",
            Self::Subject => "the subject is of another kind",
            Self::With => "lacks a phrase with a preposition",
            Self::Complement => "governs no act",
            Self::Recipient => "no known recipient",
            Self::Actor => "no known actor",
        })
    }
}

/// Whether a need for someone is met.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Met {
    /// By a known actor.
    Known,
    /// By someone unnamed, or someone left out.
    Open,
    /// Not at all.
    No,
}

/// Types that are told without saying who did it: "was killed", "an office was blown up", "clashes resumed".
fn is_done_to(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Assault | EventType::Coerce | EventType::Protest | EventType::Sanction | EventType::Retreat
    )
}

/// The clause at hand.
pub struct Clause<'a, 'k> {
    /// The tree.
    pub tree: &'a Tree<'a>,
    /// Index of the sentence.
    pub sentence: usize,
    /// The mentions.
    pub resolved: &'a Resolved,
    /// The lexicon.
    pub lexicon: &'a Lexicon<'k>,
    /// Whether the document is about fighting or force.
    pub of_conflict: bool,
}

impl<'k> Clause<'_, 'k> {
    /// The sense of a predicate that fits its frame best, with what the next best was.
    ///
    /// # Errors
    /// When none fits: the senses of the word, each with what it lacks.
    pub fn sense(&self, at: usize, frame: &Frame) -> Result<Fit<'k>, Vec<(&'k Sense, Miss)>> {
        let tried = self.lexicon.senses(self.tree, at);
        let mut fits = Vec::new();
        let mut misses = Vec::new();
        let turned = predicative(self.tree, at, frame);
        for (sense, words) in tried {
            let adjective = sense.verbs.is_empty() && sense.nouns.is_empty();
            let frame = turned.as_ref().filter(|_| adjective).unwrap_or(frame);
            match self.fit(sense, words, at, frame) {
                Ok(fit) => fits.push(fit),
                Err(miss) => misses.push((sense, miss)),
            }
        }
        // Of two that fit equally well, the one whose object is itself what it names; then the one that names fewer words
        // speaks more closely of this one.
        let breadth = |s: &Sense| s.verbs.len() + s.nouns.len() + s.adjectives.len();
        fits.sort_by(|a: &Fit<'k>, b| {
            b.weight
                .cmp(&a.weight)
                .then_with(|| b.direct.cmp(&a.direct))
                .then_with(|| breadth(a.sense).cmp(&breadth(b.sense)))
                .then_with(|| a.sense.id.cmp(&b.sense.id))
        });
        fits.first().copied().ok_or(misses)
    }

    fn fit(&self, sense: &'k Sense, words: usize, at: usize, frame: &Frame) -> Result<Fit<'k>, Miss> {
        let mut weight = WORD * words;
        let mut object = None;
        let mut direct = false;
        if !sense.object.is_empty() {
            // "sent balloons carrying filth", "send over containers with food": what they hold counts as what is sent.
            object = frame
                .objects
                .iter()
                .copied()
                .chain(frame.with("with").filter(|_| sense.object.iter().any(|w| w.starts_with('@') && w != "@actor")))
                .flat_map(|o| self.tree.coordinated(o))
                .find(|o| sense.object.iter().any(|what| self.is(*o, what)));
            if object.is_none() && !someone::judges_it(self, sense, at, frame) {
                return Err(Miss::Object);
            }
            let itself = |what: &String| object.is_some_and(|o| self.is_itself(o, what));
            direct = sense.object.iter().any(itself);
            weight += if object.is_none() {
                0
            } else if sense.object.iter().any(|w| w == "@any") {
                1
            } else {
                2
            };
        }
        if !sense.subject.is_empty() {
            let fits = frame.subjects.iter().any(|s| sense.subject.iter().any(|what| self.is(*s, what)));
            if !fits {
                return Err(Miss::Subject);
            }
            weight += 2;
        }
        if !sense.with.is_empty() {
            let fits = sense.with.iter().any(|(preposition, what)| frame.with(preposition).any(|w| self.is(w, what)));
            if !fits {
                return Err(Miss::With);
            }
            weight += 2;
        }
        if !sense.complement.is_empty() {
            if !sense.complement.iter().any(|how| governs(self.tree, at, *how)) {
                return Err(Miss::Complement);
            }
            weight += 2;
        }
        if sense.unless.iter().any(|u| self.rules_out(u, at, frame)) {
            return Err(Miss::Unless);
        }
        for need in &sense.needs {
            let (met, miss) = match need.as_str() {
                "actor" => match self.actor_met(sense, at, frame) {
                    Met::Known => (true, Miss::Actor),
                    // Someone unnamed counts, but for less than a known actor.
                    Met::Open => continue,
                    Met::No => (false, Miss::Actor),
                },
                "recipient" => {
                    let other = sense.recipient.iter().any(|a| !self.actors(frame, a).is_empty());
                    if !other && someone::is_aimed(self, sense, at, frame) {
                        continue;
                    }
                    (other || (sense.reciprocal && self.several(frame)), Miss::Recipient)
                }
                "object" => (!frame.objects.is_empty(), Miss::Object),
                _ => (!frame.obliques.is_empty(), Miss::With),
            };
            if !met {
                return Err(miss);
            }
            weight += 1;
        }
        Ok(Fit { sense, weight, object, direct })
    }

    /// The actors of who speaks.
    #[must_use]
    pub fn speaker(&self, voice: Voice) -> Option<&[ActorId]> {
        let mention = self.resolved.at(voice.sentence, voice.word)?;
        Some(mention.resolution.proposed.as_slice()).filter(|a| !a.is_empty())
    }

    /// Whether someone does it, known or not.
    fn actor_met(&self, sense: &Sense, at: usize, frame: &Frame) -> Met {
        if sense.actor.iter().any(|a| !self.actors(frame, a).is_empty()) {
            return Met::Known;
        }
        if sense.actor.contains(&Argument::Source) && frame.voice.is_some_and(|v| self.speaker(v).is_some()) {
            return Met::Known;
        }
        let by_subject = sense.actor.contains(&Argument::Subject);
        let left_out = frame.passive
            && frame.subjects.is_empty()
            && is_done_to(sense.event_type)
            && someone::is_deliberate(self, at, frame);
        let noun = matches!(self.tree.word(at).upos, Upos::Noun)
            && is_done_to(sense.event_type)
            && someone::comes_about(self, at, frame);
        if (by_subject && (someone::does(self, frame) || left_out)) || noun { Met::Open } else { Met::No }
    }

    /// Whether more than one actor does it: "Seoul and Tokyo", "the two sides".
    fn several(&self, frame: &Frame) -> bool {
        let mut ids: Vec<&detente_record::ActorId> = Vec::new();
        for word in self.actors(frame, &Argument::Subject) {
            ids.extend(self.resolved.at(self.sentence, word).iter().flat_map(|m| &m.resolution.proposed));
        }
        ids.sort();
        ids.dedup();
        ids.len() > 1
    }

    /// Whether what a sense must not stand with is there.
    fn rules_out(&self, unless: &Unless, at: usize, frame: &Frame) -> bool {
        let any = |words: &[usize], what: &str| {
            words.iter().flat_map(|w| self.tree.coordinated(*w)).any(|w| self.is(w, what))
        };
        match unless {
            Unless::Object(what) => any(&frame.objects, what),
            Unless::Subject(what) => any(&frame.subjects, what),
            Unless::With(preposition, what) => any(&frame.with(preposition).collect::<Vec<_>>(), what),
            Unless::Word(lemma) => self.clause_has(at, lemma),
        }
    }

    /// Whether a lemma or form stands in the clause of a word.
    fn clause_has(&self, at: usize, lemma: &str) -> bool {
        let mut top = at;
        for _ in 0..8 {
            if self.tree.word(top).upos == Upos::Verb {
                break;
            }
            let Some(head) = self.tree.head(top) else { break };
            top = head;
        }
        let mut queue = vec![top];
        let mut left = self.tree.words().len() + 1;
        while let Some(here) = queue.pop() {
            let word = self.tree.word(here);
            if word.lemma.eq_ignore_ascii_case(lemma) || word.form.eq_ignore_ascii_case(lemma) {
                return true;
            }
            left = left.saturating_sub(1);
            if left == 0 {
                break;
            }
            queue.extend_from_slice(self.tree.children(here));
        }
        false
    }

    /// Whether a word is what a restriction names.
    #[must_use]
    pub fn is(&self, at: usize, what: &str) -> bool {
        let Some(category) = what.strip_prefix('@') else {
            return self.reads(at, what);
        };
        match category {
            "any" => true,
            "actor" => self.is_actor(at),
            "clause" => matches!(self.tree.word(at).upos, Upos::Verb),
            category => {
                let named = |at: usize| {
                    self.lexicon.things(self.tree, at).iter().any(|t| t.categories.iter().any(|c| c == category))
                };
                // "tonnes of rice", "dozens of balloons", "containers with food".
                named(at)
                    || self.tree.by(at, "nmod").any(|below| {
                        let holds = match self.tree.case(below).as_deref() {
                            Some("of") => true,
                            Some("with" | "containing" | "carrying") => !matches!(category, "people" | "prisoner"),
                            _ => false,
                        };
                        holds && named(below)
                    })
            }
        }
    }

    /// Whether a word is a lemma, or heads a phrase of several ("patrol boat", "state of emergency").
    fn reads(&self, at: usize, what: &str) -> bool {
        let word = self.tree.word(at);
        if !what.contains(' ') {
            return word.lemma.eq_ignore_ascii_case(what);
        }
        let words: Vec<&str> = what.split(' ').collect();
        let is = |w: usize, text: &str| {
            let word = self.tree.word(w);
            word.lemma.eq_ignore_ascii_case(text) || word.form.eq_ignore_ascii_case(text)
        };
        // The phrase stands as it is written, its head wherever in it.
        (0..words.len()).any(|head| {
            let Some(from) = at.checked_sub(head) else { return false };
            is(at, words[head])
                && from + words.len() <= self.tree.words().len()
                && words.iter().enumerate().all(|(n, text)| is(from + n, text))
        })
    }

    /// Whether a word itself, not what it holds, is of a category.
    fn is_itself(&self, at: usize, what: &str) -> bool {
        let Some(category) = what.strip_prefix('@').filter(|c| !matches!(*c, "any" | "actor" | "clause")) else {
            return false;
        };
        self.lexicon.things(self.tree, at).iter().any(|t| t.categories.iter().any(|c| c == category))
    }

    /// Whether a word heads a mention of an actor: someone who can act, not a place or an unnamed thing.
    #[must_use]
    pub fn is_actor(&self, at: usize) -> bool {
        self.resolved.at(self.sentence, at).is_some_and(|m| !m.resolution.proposed.is_empty())
    }
}

/// The frame of a participle that describes its subject ("was prepared to talk", "is committed to peace"): who the
/// passive is done to is who is so.
#[must_use]
pub fn predicative(tree: &Tree<'_>, at: usize, frame: &Frame) -> Option<Frame> {
    (frame.passive && frame.subjects.is_empty() && tree.word(at).upos == Upos::Verb).then(|| Frame {
        subjects: frame.objects.clone(),
        objects: Vec::new(),
        passive: false,
        subject_rule: "subject of the predicative participle",
        ..frame.clone()
    })
}

/// Whether a predicate governs another act in the given way.
fn governs(tree: &Tree<'_>, at: usize, how: Governs) -> bool {
    tree.children(at).iter().any(|c| {
        let word = tree.word(*c);
        let to = tree.by(*c, "mark").any(|m| tree.word(m).lemma.eq_ignore_ascii_case("to"));
        match how {
            Governs::Infinitive => {
                matches!(word.relation(), "xcomp" | "ccomp" | "acl" | "advcl") && to && word.upos == Upos::Verb
            }
            Governs::Gerund => {
                matches!(word.relation(), "xcomp" | "ccomp" | "acl" | "advcl" | "obj" | "obl") && word.xpos == "VBG"
            }
            Governs::Clause => {
                (word.relation() == "ccomp" || (word.relation() == "acl" && word.deprel != "acl:relcl")) && !to
            }
        }
    })
}
