//! Descriptions that stand for who was named before:
//! - "the two countries", "both sides", "the three leaders" are the last so many of their kind;
//! - "its citizens", "his government" are of the state of whoever owns them;
//! - "the regime", "the ministry" take the state of the sentence or the one before, when only one was named;
//! - "the enemy" is the only other state that the document speaks of.

use detente_language::EntityKind;
use detente_record::{Actor, ActorId, ActorKind, Sought};

use super::grammar::{actors_of, subject};
use crate::catalogue::Catalogue;
use crate::names::Vantage;
use crate::phrases::Tree;
use crate::resolve::Resolved;

/// A description at work.
pub(super) struct Place<'a, 't> {
    pub catalogue: &'a Catalogue,
    pub tree: &'a Tree<'t>,
    pub sentence: usize,
    pub head: usize,
    /// Index of the mention.
    pub at: usize,
}

impl Place<'_, '_> {
    fn lemma(&self) -> String {
        self.tree.word(self.head).lemma.to_lowercase()
    }

    /// Whether it has "the", "this" or "that".
    pub fn is_definite(&self) -> bool {
        self.tree
            .by(self.head, "det")
            .any(|d| matches!(self.tree.word(d).lemma.to_lowercase().as_str(), "the" | "this" | "that"))
    }

    /// "the two countries", "both sides", "the three leaders".
    pub fn set(&self, resolved: &Resolved) -> Option<Vec<ActorId>> {
        let (tree, head) = (self.tree, self.head);
        let count = tree.children(head).iter().find_map(|c| {
            Some(match tree.word(*c).lemma.to_lowercase().as_str() {
                "two" | "both" | "2" => 2,
                "three" | "3" => 3,
                "four" | "4" => 4,
                _ => return None,
            })
        })?;
        let kind = match self.lemma().as_str() {
            "country" | "side" | "nation" | "state" | "government" | "neighbor" | "neighbour" | "rival" | "capital"
            | "power" | "ally" | "party" | "adversary" => ActorKind::State,
            "leader" | "president" | "minister" | "man" | "woman" | "official" | "diplomat" => ActorKind::Person,
            _ => return None,
        };
        let described = |c: &usize| {
            tree.word(*c).relation() == "nmod"
                || (tree.word(*c).relation() == "amod" && tree.word(*c).upos == detente_language::Upos::Propn)
        };
        if tree.children(head).iter().any(described) {
            return None;
        }
        // "China urged both sides": who acts on the two is none of them.
        let acting: Vec<ActorId> = tree
            .head(head)
            .filter(|verb| tree.word(head).relation() != "nsubj" || head > *verb)
            .and_then(|verb| subject(tree, verb))
            .filter(|s| *s != head)
            .map(|s| actors_of(tree, resolved, self.sentence, s))
            .unwrap_or_default();
        let mut mentions: Vec<_> =
            resolved.with_heads().filter(|(h, m)| (m.sentence, *h) < (self.sentence, head)).collect();
        mentions.sort_by_key(|(h, m)| std::cmp::Reverse((m.sentence, *h)));
        let mut last: Vec<ActorId> = Vec::new();
        'all: for (_, mention) in mentions {
            for id in &mention.resolution.proposed {
                if !last.contains(id) && !acting.contains(id) && resolved.actor(*id).is_some_and(|a| a.kind == kind) {
                    last.push(*id);
                    if last.len() == count {
                        break 'all;
                    }
                }
            }
        }
        last.reverse();
        (last.len() == count).then_some(last)
    }

    /// "its citizens", "his government": of the state of whoever owns it.
    pub fn owned(&self, resolved: &mut Resolved) -> Option<Vec<ActorId>> {
        let open = open_actor(resolved, self.at)?;
        let owner = self.tree.first(self.head, "nmod:poss")?;
        let owners = resolved.at(self.sentence, owner)?.resolution.proposed.as_slice();
        let [owner] = owners else { return None };
        let code = resolved.actor(*owner)?.country.found()?.clone();
        Some(vec![self.of_state(resolved, open, &code)?])
    }

    /// "the regime", "the ministry": the state that was named just before, when it was the only one.
    pub fn of_the_only(&self, resolved: &mut Resolved, vantage: &Vantage) -> Option<Vec<ActorId>> {
        let bare = resolved.mentions[self.at].resolution.proposed.is_empty();
        let open = open_actor(resolved, self.at);
        if !self.is_definite() || self.tree.first(self.head, "nmod").is_some() {
            return None;
        }
        if !bare && !open.as_ref().is_some_and(|o| matches!(o.kind, ActorKind::Institution | ActorKind::Military)) {
            return None;
        }
        if bare && matches!(self.tree.word(self.head).xpos.as_str(), "NNS" | "NNPS") {
            return None;
        }
        let mut states: Vec<String> = Vec::new();
        for (h, other) in resolved.with_heads() {
            let near = other.sentence + 1 >= self.sentence && (other.sentence, h) < (self.sentence, self.head);
            if !near {
                continue;
            }
            for actor in other.resolution.proposed.iter().filter_map(|id| resolved.actor(*id)) {
                if let Some(code) = actor.country.found()
                    && !states.contains(code)
                {
                    states.push(code.clone());
                }
            }
        }
        let [code] = states.as_slice() else { return None };
        let state = self.catalogue.state(code)?;
        if !state.role(vantage.on).0.period.holds(vantage.on) {
            return None;
        }
        let code = code.clone();
        match open {
            Some(open) => Some(vec![self.of_state(resolved, open, &code)?]),
            None => {
                let actor = state.actor(vantage.on);
                Some(vec![resolved.add(actor)])
            }
        }
    }

    /// "the people", "officials", "the police" in a text whose publisher has a home: of that state, unless another
    /// country or body is named in the sentence or the one before, or the noun is general ("any country").
    pub fn at_home(&self, resolved: &mut Resolved, vantage: &Vantage) -> Option<Vec<ActorId>> {
        let home = vantage.home.clone().filter(|_| vantage.published)?;
        let general = |d: usize| {
            matches!(
                self.tree.word(d).lemma.to_lowercase().as_str(),
                "a" | "an" | "any" | "every" | "no" | "some" | "other" | "another" | "such"
            )
        };
        if self.tree.children(self.head).iter().any(|c| general(*c) || is_of_others(&self.tree.word(*c).lemma)) {
            return None;
        }
        // "her daughter", "their firm" are of whoever owns them.
        let owned = |c: &usize| {
            self.tree.word(*c).deprel == "nmod:poss"
                && !matches!(self.tree.word(*c).form.to_lowercase().as_str(), "our" | "my")
        };
        if self.tree.children(self.head).iter().any(owned) {
            return None;
        }
        // A thing, to the analyser: "launchers", "warships".
        let someone = self.tree.analysis().entities.iter().any(|e| {
            e.head == self.head && matches!(e.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Place)
        });
        if !someone {
            return None;
        }
        let definite = self.is_definite() || self.tree.by(self.head, "det").next().is_some();
        if matches!(self.lemma().as_str(), "enemy" | "force" | "man" | "woman" | "person" | "side" | "party")
            || (self.lemma() == "people" && !definite)
        {
            return None;
        }
        let abroad =
            resolved.mentions.iter().filter(|m| m.sentence <= self.sentence && m.sentence + 1 >= self.sentence).any(
                |m| {
                    let ids = m.resolution.proposed.iter().filter_map(|id| resolved.actor(*id));
                    ids.filter_map(|a| a.country.found()).any(|code| *code != home)
                        || m.resolution.rule == "capital as a place"
                            && m.resolution
                                .candidates
                                .first()
                                .is_none_or(|c| self.catalogue.state(&home).is_none_or(|s| s.name != *c))
                },
            );
        if abroad {
            return None;
        }
        match open_actor(resolved, self.at) {
            Some(open) if open.kind != ActorKind::Company => Some(vec![self.of_state(resolved, open, &home)?]),
            None if resolved.mentions[self.at].resolution.proposed.is_empty() && self.is_definite() => {
                let state = self.catalogue.state(&home)?.actor(vantage.on);
                Some(vec![resolved.add(state)])
            }
            _ => None,
        }
    }

    /// "the people across the country", in the mouth of a state's own: its people.
    pub fn of_own_country(&self, resolved: &mut Resolved, side: Option<&str>) -> Option<Vec<ActorId>> {
        let own = |w: usize| {
            matches!(
                self.tree.word(w).lemma.to_lowercase().as_str(),
                "country" | "nation" | "homeland" | "fatherland" | "motherland"
            ) && self.tree.by(w, "det").any(|d| self.tree.word(d).lemma.eq_ignore_ascii_case("the"))
                && self.tree.by(w, "amod").next().is_none()
        };
        let open = open_actor(resolved, self.at)?;
        let code = side.filter(|_| self.tree.by(self.head, "nmod").any(own))?;
        Some(vec![self.of_state(resolved, open, code)?])
    }

    /// "the enemy", "the enemies": the only other state that a state's own voice speaks of.
    pub fn enemy(&self, resolved: &mut Resolved, vantage: &Vantage, side: Option<&str>) -> Option<Vec<ActorId>> {
        let side = side.or(vantage.home.as_deref().filter(|_| vantage.voice))?;
        if self.lemma() != "enemy"
            || self.tree.by(self.head, "det").any(|d| matches!(self.tree.word(d).lemma.as_str(), "a" | "any" | "no"))
        {
            return None;
        }
        let is_state = |code: &&String| self.catalogue.state(code).is_some_and(|s| s.kind == ActorKind::State);
        let others: Vec<&String> = vantage.states.iter().filter(|c| c.as_str() != side).filter(is_state).collect();
        let [other] = others.as_slice() else { return None };
        let actor = self.catalogue.state(other)?.actor(vantage.on);
        Some(vec![resolved.add(actor)])
    }

    /// The institution or group of a state, added to the actors.
    fn of_state(&self, resolved: &mut Resolved, open: Actor, code: &str) -> Option<ActorId> {
        let state = self.catalogue.state(code)?;
        let noun = crate::fold::key(&self.tree.word(self.head).lemma);
        let actor = Actor {
            id: Actor::known_id(&format!("of:{code}:{noun}")),
            name: format!("{noun} of {}", state.name),
            country: Sought::Found(code.to_owned()),
            ..open
        };
        Some(resolved.add(actor))
    }
}

/// Adjectives of those who are not of one's own state.
fn is_of_others(lemma: &str) -> bool {
    matches!(
        lemma.to_lowercase().as_str(),
        "hostile"
            | "enemy"
            | "foreign"
            | "imperialist"
            | "international"
            | "world"
            | "overseas"
            | "reactionary"
            | "global"
            | "western"
            | "resident"
            | "diplomatic"
            | "aggressive"
            | "puppet"
            | "neighboring"
            | "neighbouring"
            | "regional"
            | "progressive"
    )
}

/// The actor of a nominal that has no state yet.
pub(super) fn open_actor(resolved: &Resolved, at: usize) -> Option<Actor> {
    match resolved.mentions[at].resolution.proposed.as_slice() {
        [one] => resolved.actor(*one).filter(|a| !a.country.is_found() && a.entry.is_none()).cloned(),
        _ => None,
    }
}
