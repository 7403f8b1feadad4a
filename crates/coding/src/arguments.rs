//! Which words of a frame are actors at an argument: coordination, owners and governed acts included.

use detente_knowledge::Argument;
use detente_language::Upos;

use crate::frame::{self, Frame};
use crate::sense::Clause;

impl Clause<'_, '_> {
    /// The words at an argument that head mentions of actors, coordination included.
    ///
    /// Where none of an actor's, a subject's or a preposition's words is an actor, the one whose it is stands for it:
    /// "Israeli air strikes", "patrol boats of the navy", "fired into the fishermen's boat".
    #[must_use]
    pub fn actors(&self, frame: &Frame, argument: &Argument) -> Vec<usize> {
        let words: Vec<usize> = match argument {
            Argument::Subject => frame.subjects.clone(),
            Argument::Object => frame.objects.clone(),
            Argument::IndirectObject => frame.indirect.clone(),
            Argument::Preposition(p) => {
                // What stands under an argument counts only where the predicate has nothing of its own, one at a time.
                let (own, nested) = frame.split(p);
                let found = self.among(own.clone());
                if !found.is_empty() {
                    return found;
                }
                if let Some(found) = nested.iter().map(|w| self.among(vec![*w])).find(|f| !f.is_empty()) {
                    return found;
                }
                own.into_iter().chain(nested).collect()
            }
            Argument::Between => frame.with("between").chain(frame.with("among")).collect(),
            Argument::Complement => return self.acted_on(frame, 0),
            Argument::Source => frame.said_by.clone(),
            Argument::ObjectOwner => return self.among(self.owners(&frame.objects)),
        };
        let owned = matches!(argument, Argument::Subject | Argument::Preposition(_) | Argument::Between);
        let found = self.among(words.clone());
        if found.is_empty() && owned { self.among(self.owners(&words)) } else { found }
    }

    /// Those of the words, and of what is joined to them, that are actors.
    fn among(&self, words: Vec<usize>) -> Vec<usize> {
        let mut out = Vec::new();
        for part in words.into_iter().flat_map(|w| self.tree.coordinated(w)) {
            if self.is_actor(part) && !out.contains(&part) {
                out.push(part);
            }
        }
        out
    }

    /// Whose the words are: possessors, modifiers, and what stands after "of" or "by".
    #[must_use]
    pub fn owners(&self, words: &[usize]) -> Vec<usize> {
        let tree = self.tree;
        let of = |w: usize| {
            tree.by(w, "nmod").filter(|c| {
                tree.word(*c).deprel != "nmod:poss" && matches!(tree.case(*c).as_deref(), Some("of" | "by"))
            })
        };
        let mut out = Vec::new();
        for word in words.iter().flat_map(|w| tree.coordinated(*w)) {
            // "her Russian counterpart", "its American master": the adjective says whose, the pronoun only to whom.
            let stated = tree.by(word, "amod").any(|a| self.is_actor(a) && !frame::is_against(tree, a));
            let owner = |p: &usize| !stated || tree.word(*p).upos != Upos::Pron;
            out.extend(tree.by(word, "nmod:poss").filter(owner));
            out.extend(tree.by(word, "amod").chain(tree.by(word, "compound")));
            out.retain(|w| !frame::is_against(tree, *w));
            out.extend(of(word));
            // "Hamas rocket fire": the modifier's own modifier.
            let modifiers: Vec<usize> = tree.by(word, "compound").collect();
            out.extend(modifiers.into_iter().flat_map(|m| tree.by(m, "compound").chain(tree.by(m, "amod"))));
            // "the leaflets sent from the South", "those in the South".
            let thing = tree.word(word).upos == Upos::Noun && !self.is(word, "@building");
            for clause in tree.by(word, "acl").filter(|c| thing && frame::is_passive(tree, *c)) {
                out.extend(tree.by(clause, "obl").filter(|o| {
                    tree.word(*o).deprel == "obl:agent" || matches!(tree.case(*o).as_deref(), Some("by" | "from"))
                }));
            }
            if tree.word(word).lemma.eq_ignore_ascii_case("those") || tree.word(word).lemma.eq_ignore_ascii_case("that")
            {
                out.extend(tree.by(word, "nmod").filter(|c| tree.case(*c).as_deref() == Some("in")));
            }
        }
        out
    }

    /// To whom the act is done that a predicate governs ("threatened to attack the South", "offered to send ships to
    /// help Manila"), not counting who belongs to the actor ("to pull its men back").
    fn acted_on(&self, frame: &Frame, depth: usize) -> Vec<usize> {
        const AIMED: &[&str] =
            &["against", "at", "on", "upon", "to", "toward", "towards", "into", "onto", "from", "between", "among"];
        const BESIDE: &[&str] = &["with", "for", "over"];
        let own = |w: &usize| self.tree.by(*w, "nmod:poss").any(|p| self.tree.word(p).upos == Upos::Pron);
        for act in &frame.complements {
            let below = frame::frame(self.tree, *act);
            let by = |list: &[&str]| -> Vec<usize> {
                below.obliques.iter().filter(|(p, _)| list.contains(&p.as_str())).map(|(_, w)| *w).collect()
            };
            let nearest = |list: &[&str]| {
                let mut each = by(list).into_iter().map(|w| {
                    let mut found = self.among(vec![w]);
                    found.retain(|w| !own(w));
                    found
                });
                each.find(|f| !f.is_empty()).unwrap_or_default()
            };
            let direct = |words: &[usize]| {
                let mut found = self.among(words.to_vec());
                found.retain(|w| !own(w));
                found
            };
            for found in [direct(&below.indirect), nearest(AIMED), direct(&below.objects), nearest(BESIDE)] {
                if !found.is_empty() {
                    return found;
                }
            }
            // "restrictions against German goods", "to cut Kuwait's supplies".
            for words in [by(AIMED), below.objects.clone()] {
                let mut found = self.among(self.owners(&words));
                found.retain(|w| self.tree.word(*w).upos != Upos::Pron);
                if !found.is_empty() {
                    return found;
                }
            }
            if depth < 2 {
                let mut nested = below.clone();
                nested.complements.extend(
                    self.tree.by(*act, "advcl").filter(|c| {
                        self.tree.by(*c, "mark").any(|m| self.tree.word(m).lemma.eq_ignore_ascii_case("to"))
                    }),
                );
                let found = self.acted_on(&nested, depth + 1);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }
}
