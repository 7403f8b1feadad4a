//! Common nouns for people and bodies, with the state they are of.

use std::ops::Range;

use detente_knowledge::{Agent, Office};
use detente_language::{EntityKind, Upos};
use detente_record::{Actor, ActorKind, MentionKind, Sector, Sought};

use super::Resolver;
use super::found::{Found, Work, composed, local_id, offices};
use crate::catalogue::{Entity, NameKind};
use crate::fold;
use crate::names::Hit;

/// Nouns that only measure what follows "of": the group is who is in it.
const MEASURES: &[&str] = &[
    "group", "number", "dozen", "hundred", "thousand", "million", "team", "band", "pair", "couple", "lot", "majority",
    "handful", "crowd", "series", "one", "some", "many", "most", "several", "member", "rest", "bulk", "scores",
];

/// Nouns for the ground, sea and air of a state: what is sent there is sent to the state.
const GROUND: &[&str] = &[
    "territory",
    "soil",
    "side",
    "border",
    "water",
    "airspace",
    "land",
    "capital",
    "coast",
    "shore",
    "city",
    "town",
    "village",
    "island",
    "region",
    "province",
    "area",
    "frontier",
    "sky",
    "interior",
    "mainland",
    "embassy",
    "facility",
    "base",
    "target",
    "port",
    "zone",
];

/// Nouns that stand for a state named before.
const STATES: &[&str] = &[
    "country",
    "nation",
    "state",
    "republic",
    "kingdom",
    "superpower",
    "neighbor",
    "neighbour",
    "regime",
    "government",
];

/// What is done to someone by another: "Iran-backed militia" is not Iran's.
const BY_ANOTHER: &[&str] = &[
    "backed",
    "linked",
    "funded",
    "aligned",
    "allied",
    "supported",
    "born",
    "made",
    "trained",
    "armed",
    "sponsored",
    "supplied",
    "style",
    "friendly",
    "controlled",
    "occupied",
    "held",
    "bound",
    "brokered",
    "mediated",
    "speaking",
    "educated",
    "built",
    "designed",
    "financed",
    "inspired",
    "affiliated",
    "donated",
    "imposed",
    "targeted",
];

/// Nouns behind which "for" says whose they are.
const SPEAK_FOR: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "spokespeople",
    "minister",
    "vice-minister",
    "commissioner",
    "secretary",
    "representative",
    "envoy",
    "director",
];

/// Nouns for who heads a body: what it is of says the sector.
const HEADS: &[&str] = &[
    "chairman",
    "chairwoman",
    "chairperson",
    "chair",
    "vice-chairman",
    "president",
    "vice-president",
    "head",
    "chief",
    "director",
    "leader",
    "secretary",
    "manager",
    "executive",
    "boss",
    "director-general",
];

/// Words that say an office is held no longer, not yet, or by another.
const NOT_IN_OFFICE: &[&str] = &[
    "former",
    "ex",
    "late",
    "deputy",
    "vice",
    "acting",
    "then",
    "next",
    "future",
    "previous",
    "past",
    "ousted",
    "deposed",
    "elect",
    "first",
    "outgoing",
    "incoming",
    "new",
    "old",
    "another",
    "other",
    "any",
    "no",
    "each",
    "every",
    "assistant",
    "party",
    "opposition",
    "company",
    "group",
    "club",
    "religious",
    "rebel",
    "military",
    "union",
    "team",
];

impl Resolver<'_> {
    /// "one group of North Korean defectors": who is in it.
    pub(super) fn measured(&self, work: &Work<'_, '_>, head: usize, phrase: &Range<usize>) -> Option<Found> {
        let tree = &work.tree;
        if !MEASURES.contains(&work.lemma(head).as_str()) {
            return None;
        }
        // One member is not the body.
        if work.lemma(head) == "member" && !tree.word(head).xpos.ends_with('S') {
            return None;
        }
        let inner = tree.by(head, "nmod").find(|c| tree.case(*c).as_deref() == Some("of"))?;
        let mut found = self.phrase(work, inner, &tree.phrase(inner))?;
        if found.kind == MentionKind::Nominal && !found.actors.is_empty() {
            // A part of a group is not the group: an actor of this document alone.
            for actor in &mut found.actors {
                let span = tree.span(phrase.clone());
                actor.id = local_id(work.document, &format!("{}..{}", span.start, span.end));
                work.document.slice(tree.span(tree.phrase(inner))).clone_into(&mut actor.name);
                actor.entry = None;
            }
            found.rule = "part of a group";
        }
        Some(found)
    }

    /// "North Korean territory", "the South's airspace": the state whose ground it is.
    pub(super) fn ground(&self, work: &Work<'_, '_>, head: usize, phrase: &Range<usize>) -> Option<Found> {
        if !GROUND.contains(&work.lemma(head).as_str()) {
            return None;
        }
        let actors = self.states_in(work, head, &(phrase.start..head));
        let entry = actors.first()?.entry.clone();
        Some(Found {
            candidates: actors.iter().map(|a| a.name.clone()).collect(),
            actors,
            kind: MentionKind::Metonym,
            rule: "ground of a state",
            entry,
            margin: 1.0,
        })
    }

    /// The states that a phrase names as modifiers: "North Korean", "South Korea's", "US-South Korean", "of Iran".
    pub(super) fn states_in(&self, work: &Work<'_, '_>, head: usize, before: &Range<usize>) -> Vec<Actor> {
        let tree = &work.tree;
        let state = |hit: &&Hit<'_>| {
            let entity = self.catalogue.entity(hit.best().entity);
            let owner = match entity.kind {
                ActorKind::State | ActorKind::Territory | ActorKind::Igo => hit.best().kind != NameKind::People,
                // "South Korean navy patrol boat", "Yoruba leaders".
                ActorKind::Institution | ActorKind::Military | ActorKind::Party | ActorKind::Identity => {
                    entity.role(work.vantage.on).0.country.is_some()
                }
                _ => false,
            };
            owner && !is_by_another(work, hit)
        };
        let actor = |hit: &Hit<'_>| {
            let actor = self.catalogue.entity(hit.best().entity).actor(work.vantage.on);
            let state = actor.country.found().and_then(|code| self.catalogue.state(code));
            state.map_or(actor, |s| s.actor(work.vantage.on))
        };
        let inside: Vec<Actor> = work
            .hits
            .iter()
            .filter(|h| before.start <= h.words.start && h.words.end <= before.end)
            .filter(state)
            .map(actor)
            .collect();
        if !inside.is_empty() {
            return inside;
        }
        // "South Korea's navy and air force": what stands before the first of two is both's.
        let word = tree.word(head);
        let bare = !tree.children(head).iter().any(|c| {
            tree.word(*c).relation() == "det"
                || tree.word(*c).deprel == "nmod:poss"
                || tree.word(*c).relation() == "nummod"
        });
        if word.relation() == "conj"
            && bare
            && let Some(first) = tree.head(head).filter(|f| *f < head && tree.word(*f).upos == Upos::Noun)
        {
            let phrase = tree.phrase(first);
            let shared: Vec<Actor> = work
                .hits
                .iter()
                .filter(|h| phrase.start <= h.words.start && h.words.start <= first && tree_holds(work, first, h))
                .filter(state)
                .map(actor)
                .collect();
            if !shared.is_empty() {
                return shared;
            }
        }
        // "of Iran", "of industry and trade of the Russian Federation".
        let mut at: Vec<usize> = vec![head];
        for _ in 0..4 {
            let of = |h: &usize| {
                let speaks = SPEAK_FOR.contains(&work.lemma(*h).as_str());
                let of = |c: &usize| match tree.case(*c).as_deref() {
                    Some("of" | "from") => true,
                    Some("for") => speaks,
                    _ => false,
                };
                tree.by(*h, "nmod").filter(of).chain(tree.by(*h, "conj").filter(|_| *h != head)).collect::<Vec<_>>()
            };
            at = at.iter().flat_map(of).collect();
            let found: Vec<Actor> = at
                .iter()
                .filter_map(|c| work.hits.iter().filter(state).find(|h| h.words.contains(c)))
                .map(actor)
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// "the chairman of the Radical Party", "the company's chief": the sector and state of the body.
    fn of_body(&self, work: &Work<'_, '_>, head: usize, agent: &Agent) -> Option<Found> {
        if !HEADS.contains(&work.lemma(head).as_str()) {
            return None;
        }
        let tree = &work.tree;
        let of = |c: &usize| {
            tree.word(*c).deprel == "nmod:poss"
                || tree.word(*c).relation() == "nmod" && matches!(tree.case(*c).as_deref(), Some("of" | "for" | "at"))
                || tree.word(*c).relation() == "compound"
        };
        let inner = tree.children(head).iter().copied().find(of)?;
        let body = self.phrase(work, inner, &tree.phrase(inner))?;
        let [body] = body.actors.as_slice() else { return None };
        let no_body = matches!(
            body.kind,
            ActorKind::State
                | ActorKind::Territory
                | ActorKind::Region
                | ActorKind::Person
                | ActorKind::Population
                | ActorKind::Identity
        );
        if no_body {
            return None;
        }
        let sectors = if body.sectors.is_empty() { &agent.sectors } else { &body.sectors };
        let country = body.country.found().cloned().unwrap_or_default();
        let mut actor = composed(&country, &body.name, &agent.noun, ActorKind::Person, sectors, &agent.entry);
        if country.is_empty() {
            actor.id = local_id(work.document, &fold::key(&actor.name));
            actor.country = Sought::Absent;
            actor.entry = None;
        } else {
            actor.id = Actor::known_id(&format!("of:{country}:{}", fold::key(&actor.name)));
        }
        Some(Found {
            candidates: vec![actor.name.clone()],
            actors: vec![actor],
            kind: MentionKind::Nominal,
            rule: "head of a body",
            entry: Some(agent.entry.clone()),
            margin: 0.8,
        })
    }

    /// The body of a state that knowledge holds under a common name: as an alias, or with the state's name beside it.
    fn institution(&self, work: &Work<'_, '_>, key: &str, country: &str, state: &str) -> Option<&Entity> {
        let state = fold::key(state);
        let keys = [format!("{state} {key}"), format!("{key} of {state}"), format!("{key} of the {state}")];
        let on = work.vantage.on;
        std::iter::once(key)
            .chain(keys.iter().map(String::as_str))
            .find_map(|key| self.catalogue.institution_of(key, country, on))
    }

    /// "the Joint Chiefs of Staff", "Congress": a name that bodies of many states bear, of the only state of the text that
    /// is known to have one, else of the state that the text is about.
    fn state_with(&self, work: &Work<'_, '_>, key: &str) -> Option<Actor> {
        const LOOKED_AT: usize = 5;
        let on = work.vantage.on;
        let states = work.vantage.states.iter().take(LOOKED_AT).filter_map(|c| Some((c, self.catalogue.state(c)?)));
        let mut having = states.filter(|(code, state)| self.institution(work, key, code, &state.name).is_some());
        match (having.next(), having.next()) {
            (Some((_, state)), None) => Some(state.actor(on)),
            _ => Some(self.catalogue.state(work.vantage.main.as_deref()?)?.actor(on)),
        }
    }

    /// "rebels in Darfur", "protesters in Tehran": people who belong where they are.
    fn states_around(&self, work: &Work<'_, '_>, head: usize, sectors: &[Sector]) -> Vec<Actor> {
        let at_home = |s: &Sector| {
            matches!(
                s,
                Sector::Cvl
                    | Sector::Reb
                    | Sector::Opp
                    | Sector::Crm
                    | Sector::Lab
                    | Sector::Edu
                    | Sector::Agr
                    | Sector::Gov
                    | Sector::Cop
            )
        };
        if !sectors.first().is_some_and(at_home) {
            return Vec::new();
        }
        let tree = &work.tree;
        tree.by(head, "nmod")
            .filter(|c| tree.case(*c).as_deref() == Some("in"))
            .filter_map(|c| work.hit_at(c))
            .map(|h| self.catalogue.entity(h.best().entity))
            .filter(|e| matches!(e.kind, ActorKind::State | ActorKind::Territory))
            .map(|e| e.actor(work.vantage.on))
            .collect()
    }

    /// A common noun for people or bodies, with the state it is of.
    pub(super) fn common(&self, work: &Work<'_, '_>, head: usize, phrase: &Range<usize>) -> Option<Found> {
        let tree = &work.tree;
        let lemma = fold::key(&tree.word(head).lemma);
        for from in phrase.start..=head {
            let key = fold::key(work.document.slice(tree.span(from..head + 1)));
            let pattern = self.catalogue.pattern(&key);
            let agent =
                self.catalogue.agent(&key).or_else(|| (from == head).then(|| self.catalogue.agent(&lemma)).flatten());
            if pattern.is_none() && agent.is_none() {
                continue;
            }
            let mut states = self.states_in(work, head, &(phrase.start..head));
            let sectors = pattern.map(|p| &p.sectors).or(agent.map(|a| &a.sectors))?;
            let mut margin = 1.0;
            if states.is_empty() {
                states = self.states_around(work, head, sectors);
                margin = 0.5;
            }
            if let Some(found) = self.office_holder(work, head, phrase, &key, &states) {
                return Some(found);
            }
            if let Some(found) = agent.filter(|_| pattern.is_none()).and_then(|a| self.of_body(work, head, a)) {
                return Some(found);
            }
            let proper = states.is_empty() && pattern.is_some() && is_proper(work, from, head);
            if let Some(state) = proper.then(|| self.state_with(work, &key)).flatten() {
                states.push(state);
                margin = 0.4;
            }
            // A noun that often means something else needs a state, or the analyser's word that it is someone.
            if pattern.is_none() && agent.is_some_and(|a| a.ambiguous) && states.is_empty() && !is_someone(work, head) {
                return None;
            }
            let mut actors = Vec::new();
            let entry;
            if let Some(pattern) = pattern {
                entry = pattern.entry.clone();
                for state in &states {
                    let Some(country) = state.country.found() else { continue };
                    let known = self.institution(work, &key, country, &state.name);
                    actors.push(known.map_or_else(
                        || composed(country, &state.name, &pattern.pattern, pattern.kind, &pattern.sectors, &entry),
                        |e| e.actor(work.vantage.on),
                    ));
                }
            } else {
                let agent = agent?;
                entry = agent.entry.clone();
                for state in &states {
                    let Some(country) = state.country.found() else { continue };
                    actors.push(composed(country, &state.name, &agent.noun, agent.kind, &agent.sectors, &entry));
                }
            }
            // Without a state it stays open, described by its own words.
            let rule = if actors.is_empty() { "common noun, state open" } else { "common noun with its state" };
            if actors.is_empty() {
                let (kind, sectors) = pattern
                    .map(|p| (p.kind, p.sectors.clone()))
                    .or_else(|| agent.map(|a| (a.kind, a.sectors.clone())))?;
                let span = tree.span(phrase.clone());
                actors.push(Actor {
                    id: local_id(work.document, &format!("{}..{}", span.start, span.end)),
                    name: work.document.slice(span).to_owned(),
                    kind,
                    country: Sought::Absent,
                    sectors,
                    role: Sought::NotSought,
                    entry: None,
                });
            }
            return Some(Found {
                candidates: actors.iter().map(|a| a.name.clone()).collect(),
                actors,
                kind: MentionKind::Nominal,
                rule,
                entry: Some(entry),
                margin,
            });
        }
        // "the country", "the reclusive state": to be followed back.
        STATES.contains(&lemma.as_str()).then(|| Found::open(MentionKind::Nominal, "description of a state, open"))
    }

    /// "the South Korean president", "Iran's foreign minister": who holds the office on the day of the text. Without a
    /// state only in a text that is at home in one.
    fn office_holder(
        &self,
        work: &Work<'_, '_>,
        head: usize,
        phrase: &Range<usize>,
        key: &str,
        states: &[Actor],
    ) -> Option<Found> {
        let tree = &work.tree;
        let offices = offices(key);
        let word = tree.word(head);
        let is_plural = matches!(word.xpos.as_str(), "NNS" | "NNPS");
        if offices.is_empty() || is_plural || matches!(word.relation(), "appos" | "compound" | "flat") {
            return None;
        }
        let barred = (phrase.start.saturating_sub(2)..phrase.end.min(head + 3))
            .any(|w| NOT_IN_OFFICE.contains(&work.lemma(w).as_str()) && !key.contains(&work.lemma(w)));
        let indefinite = tree.by(head, "det").any(|d| !work.lemma(d).eq("the"));
        if barred || indefinite || tree.first(head, "nummod").is_some() {
            return None;
        }
        let stated: Vec<&String> = states.iter().filter_map(|s| s.country.found()).collect();
        let (code, margin, rule) = match stated.as_slice() {
            [one] => ((*one).clone(), 0.9, "who holds the office on the day"),
            [] => {
                let definite = tree.by(head, "det").next().is_some();
                // "the president of the company", "its president".
                let of_other = tree.by(head, "nmod").next().is_some();
                let main = work.vantage.main == work.vantage.home;
                let home = work.vantage.home.clone().filter(|_| definite && !of_other && main)?;
                (home, 0.4, "who holds the office on the day where the text is at home")
            }
            _ => return None,
        };
        let mut holders: Vec<Actor> = Vec::new();
        for office in offices {
            for entity in self.catalogue.holders(&code, *office, work.vantage.on) {
                let actor = entity.actor(work.vantage.on);
                let titled = *office != Office::HeadOfState
                    || actor
                        .role
                        .found()
                        .is_none_or(|title| fold::key(title).split(' ').any(|w| key.split(' ').any(|k| k == w)));
                if titled && !holders.iter().any(|h| h.id == actor.id) {
                    holders.push(actor);
                }
            }
            if !holders.is_empty() {
                break;
            }
        }
        let [holder] = holders.as_slice() else { return None };
        Some(Found {
            candidates: vec![holder.name.clone()],
            entry: holder.entry.clone(),
            actors: holders,
            kind: MentionKind::Nominal,
            rule,
            margin,
        })
    }
}

/// Whether a name hangs right on a noun, or is part of a name that covers it ("South Korean air force").
fn tree_holds(work: &Work<'_, '_>, noun: usize, hit: &Hit<'_>) -> bool {
    hit.words.contains(&noun) || hit.words.clone().any(|w| work.tree.head(w) == Some(noun))
}

/// Whether the state of a hit only backs, arms or holds what is meant.
fn is_by_another(work: &Work<'_, '_>, hit: &Hit<'_>) -> bool {
    if hit.prefixed {
        return true;
    }
    let tree = &work.tree;
    let after = hit.words.end;
    let joined = tree.words().get(after).is_some_and(|w| matches!(w.form.as_str(), "-" | "–"));
    let by = if joined { after + 1 } else { after };
    tree.words().get(by).is_some_and(|w| {
        let form = w.form.to_lowercase();
        // "North Korean armed agents" bear arms, "Iran-armed rebels" have them from Iran.
        let own = !joined && hit.best().kind == NameKind::Adjective && matches!(form.as_str(), "armed" | "trained");
        (joined || w.upos == Upos::Verb || w.upos == Upos::Adj) && !own && BY_ANOTHER.contains(&form.as_str())
    })
}

/// Whether a common name is written as a name: "the National Guard", "Congress", not "the army" or "Police said".
fn is_proper(work: &Work<'_, '_>, from: usize, head: usize) -> bool {
    let tree = &work.tree;
    let capital = |w: usize| tree.word(w).form.starts_with(char::is_uppercase);
    let name = tree.word(head).upos == Upos::Propn || from < head;
    name && capital(from) && capital(head) && !(from == head && head == 0)
}

/// Whether the analyser takes a noun for a person or a body.
pub(super) fn is_someone(work: &Work<'_, '_>, head: usize) -> bool {
    work.tree
        .analysis()
        .entities
        .iter()
        .any(|e| e.head == head && matches!(e.kind, EntityKind::Person | EntityKind::Organization))
}
