//! Choosing the sense of a predicate.

use detente_actors::{Resolved, Tree};
use detente_knowledge::{Argument, Governs, Sense, Unless};
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

/// What each further word of an entry adds to its weight: "take into custody" is closer than "take".
const WORD: usize = 2;

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
            self
            .lexicon
            .senses(self.tree, at)
            .into_iter()
            .filter_map(|(sense, words)| self.fit(sense, words, at, frame))
            .collect();
        fits.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.sense.id.cmp(&b.sense.id)));
        fits.first().copied()
    }

    fn fit(&self, sense: &'k Sense, words: usize, at: usize, frame: &Frame) -> Option<Fit<'k>> {
        let mut weight = WORD * words;
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
        if !sense.complement.is_empty() {
            if !sense.complement.iter().any(|how| governs(self.tree, at, *how)) {
                return None;
            }
            weight += 2;
        }
        if sense.unless.iter().any(|u| self.rules_out(u, at, frame)) {
            return None;
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
            return self.tree.word(at).lemma.eq_ignore_ascii_case(what);
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
