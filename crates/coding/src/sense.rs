//! Choosing the sense of a predicate.

use detente_actors::{Resolved, Tree};
use detente_knowledge::{Argument, Sense};
use detente_language::Upos;

use crate::frame::Frame;
use crate::lexicon::Lexicon;

/// A sense that fits, and how closely.
#[derive(Clone, Copy)]
pub struct Fit<'k> {
    /// The sense.
    pub sense: &'k Sense,
    /// How many restrictions it met: the closer sense wins.
    pub weight: usize,
    /// The object that met the restriction.
    pub object: Option<usize>,
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
}

impl<'k> Clause<'_, 'k> {
    /// The sense of a predicate that fits its frame best, with what the next best was.
    #[must_use]
    pub fn sense(&self, at: usize, frame: &Frame) -> Option<Fit<'k>> {
        let mut fits: Vec<Fit<'k>> =
            self.lexicon.senses(self.tree, at).into_iter().filter_map(|s| self.fit(s, frame)).collect();
        fits.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.sense.id.cmp(&b.sense.id)));
        fits.first().copied()
    }

    fn fit(&self, sense: &'k Sense, frame: &Frame) -> Option<Fit<'k>> {
        let mut weight = 0;
        let mut object = None;
        if !sense.object.is_empty() {
            // "sent balloons carrying filth", "send over containers with food": what they hold counts as what is sent.
            object = frame
                .objects
                .iter()
                .copied()
                .chain(frame.with("with").filter(|_| sense.object.iter().any(|w| w.starts_with('@') && w != "@actor")))
                .flat_map(|o| self.tree.coordinated(o))
                .find(|o| sense.object.iter().any(|what| self.is(*o, what)));
            object?;
            weight += if sense.object.iter().any(|w| w == "@any") { 1 } else { 2 };
        }
        if !sense.subject.is_empty() {
            let fits = frame.subjects.iter().any(|s| sense.subject.iter().any(|what| self.is(*s, what)));
            if !fits {
                return None;
            }
            weight += 2;
        }
        if !sense.with.is_empty() {
            let fits = sense.with.iter().any(|(preposition, what)| frame.with(preposition).any(|w| self.is(w, what)));
            if !fits {
                return None;
            }
            weight += 2;
        }
        for need in &sense.needs {
            let met = match need.as_str() {
                "actor" => sense.actor.iter().any(|a| !self.actors(frame, a).is_empty()),
                "recipient" => sense.recipient.iter().any(|a| !self.actors(frame, a).is_empty()),
                "object" => !frame.objects.is_empty(),
                _ => !frame.obliques.is_empty(),
            };
            if !met {
                return None;
            }
            weight += 1;
        }
        Some(Fit { sense, weight, object })
    }

    /// Whether a word is what a restriction names.
    #[must_use]
    pub fn is(&self, at: usize, what: &str) -> bool {
        let Some(category) = what.strip_prefix('@') else {
            return self.tree.word(at).lemma.eq_ignore_ascii_case(what);
        };
        match category {
            "any" => true,
            "actor" => self.is_actor(at),
            "clause" => matches!(self.tree.word(at).upos, Upos::Verb),
            category => {
                let named = |at: usize| {
                    self.lexicon.thing(self.tree, at).is_some_and(|t| t.categories.iter().any(|c| c == category))
                };
                // "tonnes of rice", "dozens of balloons", "containers with food".
                named(at)
                    || self.tree.by(at, "nmod").any(|below| {
                        matches!(self.tree.case(below).as_deref(), Some("of" | "with" | "containing" | "carrying"))
                            && named(below)
                    })
            }
        }
    }

    /// Whether a word heads a mention of an actor: someone who can act, not a place or an unnamed thing.
    #[must_use]
    pub fn is_actor(&self, at: usize) -> bool {
        self.resolved.at(self.sentence, at).is_some_and(|m| !m.resolution.proposed.is_empty())
    }

    /// The words at an argument that head mentions of actors, coordination included.
    #[must_use]
    pub fn actors(&self, frame: &Frame, argument: &Argument) -> Vec<usize> {
        let words: Vec<usize> = match argument {
            Argument::Subject => frame.subjects.clone(),
            Argument::Object => frame.objects.clone(),
            Argument::IndirectObject => frame.indirect.clone(),
            Argument::Preposition(p) => frame.with(p).collect(),
            Argument::Between => frame.with("between").chain(frame.with("among")).collect(),
            Argument::Complement => frame
                .complements
                .iter()
                .flat_map(|act| {
                    let below = crate::frame::frame(self.tree, *act);
                    let aims =
                        |p: &str| matches!(p, "against" | "at" | "on" | "to" | "into" | "toward" | "towards" | "over");
                    let aimed: Vec<usize> = below.obliques.iter().filter(|(p, _)| aims(p)).map(|(_, w)| *w).collect();
                    below.objects.into_iter().chain(below.indirect).chain(aimed)
                })
                .collect(),
            Argument::ObjectOwner => frame
                .objects
                .iter()
                .flat_map(|o| {
                    self.tree.by(*o, "nmod:poss").chain(self.tree.by(*o, "amod")).chain(self.tree.by(*o, "compound"))
                })
                .chain(frame.objects.iter().flat_map(|o| {
                    self.tree.by(*o, "nmod").filter(|c| matches!(self.tree.case(*c).as_deref(), Some("of" | "by")))
                }))
                .collect(),
        };
        let mut out = Vec::new();
        for word in words {
            for part in self.tree.coordinated(word) {
                if self.is_actor(part) && !out.contains(&part) {
                    out.push(part);
                }
            }
        }
        out
    }
}
