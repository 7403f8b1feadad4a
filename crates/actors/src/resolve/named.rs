//! Names that knowledge holds, and what only looks like one.

use detente_language::{EntityKind, Upos};
use detente_record::{Actor, ActorKind, MentionKind, Sector, Sought};

use super::Resolver;
use super::found::{Found, Work, population};
use super::introduced::is_family_first;
use super::{place, unknown};
use crate::catalogue::{Entity, NameKind, Role};
use crate::fold;
use crate::names::Hit;

/// States of the United States, beside which "Georgia" is one more.
const US_STATES: &[&str] = &[
    "Alabama",
    "Alaska",
    "Arizona",
    "Arkansas",
    "California",
    "Carolina",
    "Colorado",
    "Connecticut",
    "Dakota",
    "Delaware",
    "Florida",
    "Hawaii",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Louisiana",
    "Maine",
    "Maryland",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Montana",
    "Nebraska",
    "Nevada",
    "Ohio",
    "Oklahoma",
    "Oregon",
    "Pennsylvania",
    "Tennessee",
    "Texas",
    "Utah",
    "Vermont",
    "Virginia",
    "Wisconsin",
    "Wyoming",
    "Atlanta",
    "Savannah",
    "Macon",
    "Augusta",
    "Marietta",
    "Fulton",
    "Decatur",
    "Valdosta",
];

impl Resolver<'_> {
    /// A name that knowledge holds.
    pub(super) fn named(&self, work: &Work<'_, '_>, hit: &Hit<'_>) -> Option<Found> {
        let name = hit.best();
        let entity = self.catalogue.entity(name.entity);
        let tree = &work.tree;
        if is_common(work, hit) || self.is_another(work, hit) {
            return None;
        }
        if entity.kind == ActorKind::Company && unknown::is_make(work, &hit.words) {
            return None;
        }
        let last = hit.words.end - 1;
        let candidates = || hit.candidates.iter().map(|c| self.catalogue.entity(c.entity).name.clone()).collect();
        let land = entity.kind == ActorKind::State && name.kind == NameKind::Name && place::is_land(tree, last);
        if land || (name.kind == NameKind::Metonym && place::is_town(tree, last)) {
            return Some(Found {
                actors: Vec::new(),
                kind: if land { MentionKind::Name } else { MentionKind::Metonym },
                rule: if land { "state as a place" } else { "capital as a place" },
                entry: Some(name.entry.clone()),
                candidates: candidates(),
                margin: 1.0,
            });
        }
        let mut actor = entity.actor(work.vantage.on);
        if entity.kind == ActorKind::Person {
            as_titled(work, hit, entity, &mut actor);
        }
        let mut kind = MentionKind::Name;
        if name.kind == NameKind::People || entity.kind == ActorKind::Identity {
            let word = hit.words.start;
            let ethnic = work.lemma(word) == "ethnic" || (word > 0 && work.lemma(word - 1) == "ethnic");
            if ethnic && let Some(state) = self.where_they_are(work) {
                return Some(state);
            }
        }
        if name.kind == NameKind::People {
            actor = population(&actor, work.document.slice(tree.span(hit.words.clone())));
            kind = MentionKind::Nominal;
        }
        if name.kind == NameKind::Metonym {
            kind = MentionKind::Metonym;
        }
        // Two persons of one name, neither better than the other: open.
        let open = hit.margin == 0.0
            && hit.candidates.len() > 1
            && hit.candidates.iter().skip(1).any(|c| self.catalogue.entity(c.entity).kind == entity.kind)
            && entity.kind == ActorKind::Person;
        // One name of two states, neither better than the other: "the sea between Korea and Japan".
        let either = entity.kind == ActorKind::State
            && hit.candidates.iter().skip(1).any(|c| {
                let other = self.catalogue.entity(c.entity);
                other.kind == ActorKind::State
                    && other.key != entity.key
                    && c.kind == name.kind
                    && name.kind == NameKind::Name
            })
            && hit.margin < 0.05;
        let open = open || either;
        // "the two Koreas", "North and South Korea", but not "Korean" or "Korea" alone.
        let words = work.document.slice(tree.span(hit.words.clone()));
        let set = name.kind == NameKind::Name
            && (words.ends_with('s') || words.ends_with("eninsula") || words.contains(" and "));
        let members: Vec<Actor> = entity
            .members
            .iter()
            .filter(|_| set)
            .filter_map(|c| self.catalogue.state(c))
            .map(|e| e.actor(work.vantage.on))
            .collect();
        let (actors, rule) = match (open, members.is_empty()) {
            (true, _) => (Vec::new(), "ambiguous name"),
            // The text may give a surname to someone else: see `coreference::rules`.
            (false, true) if entity.kind == ActorKind::Person && hit.words.len() == 1 => (vec![actor], "surname"),
            (false, true) => (vec![actor], "name"),
            (false, false) => (members, "name of a set"),
        };
        Some(Found {
            actors,
            kind,
            rule,
            entry: Some(name.entry.clone()),
            candidates: candidates(),
            margin: hit.margin,
        })
    }

    /// Whether a name is one that bodies of many states bear, and the state of this one is not named in the document.
    fn is_generic(&self, work: &Work<'_, '_>, hit: &Hit<'_>) -> bool {
        let entity = self.catalogue.entity(hit.best().entity);
        let Some(code) = &entity.role(work.vantage.on).0.country else { return false };
        if work.vantage.named.contains(code) || work.vantage.home.as_ref() == Some(code) {
            return false;
        }
        let words = work.document.slice(work.tree.span(hit.words.clone()));
        let own = entity.name.split(" of the ").next().unwrap_or(&entity.name);
        let initials: String = own.split(' ').filter_map(|w| w.chars().next().filter(|c| c.is_uppercase())).collect();
        self.catalogue.pattern(&fold::key(words)).is_some()
            || (words == initials && self.catalogue.pattern(&fold::key(own)).is_some())
    }

    /// "ethnic Albanians demonstrated in Serbia": a people at home elsewhere is of the state that it is in, when the
    /// sentence names one.
    fn where_they_are(&self, work: &Work<'_, '_>) -> Option<Found> {
        let tree = &work.tree;
        let inside = |h: &&Hit<'_>| {
            let entity = self.catalogue.entity(h.best().entity);
            entity.kind == ActorKind::State
                && h.best().kind == NameKind::Name
                && tree.case(h.words.end - 1).as_deref() == Some("in")
        };
        let hit = work.hits.iter().find(inside)?;
        let state = self.catalogue.entity(hit.best().entity).actor(work.vantage.on);
        let entry = hit.best().entry.clone();
        Some(Found {
            candidates: vec![state.name.clone()],
            actors: vec![population(&state, &format!("minority in {}", state.name))],
            kind: MentionKind::Nominal,
            rule: "minority of where it is",
            entry: Some(entry),
            margin: 0.5,
        })
    }

    /// What only looks like the name: part of a longer name, a person called Jordan, the other Georgia.
    fn is_another(&self, work: &Work<'_, '_>, hit: &Hit<'_>) -> bool {
        let name = hit.best();
        let kind = self.catalogue.entity(name.entity).kind;
        let state = matches!(kind, ActorKind::State | ActorKind::Territory | ActorKind::Region);
        if name.kind != NameKind::Adjective && name.kind != NameKind::People && inside_longer_name(work, hit, kind) {
            return true;
        }
        // "the JCS", "the Joint Chiefs of Staff" of another country than any that the text names.
        if matches!(kind, ActorKind::Institution | ActorKind::Military) && self.is_generic(work, hit) {
            return true;
        }
        let entity = self.catalogue.entity(name.entity);
        if is_direction(work, hit) {
            return true;
        }
        if kind == ActorKind::Person && is_family_first(entity, work.vantage) && is_end_of_person(work, hit) {
            return true;
        }
        if !state || hit.words.len() > 1 || name.kind == NameKind::Adjective || name.kind == NameKind::People {
            return false;
        }
        let word = hit.words.start;
        let form = work.tree.word(word).form.as_str();
        let person = is_part_of_person(work, word) || work.vantage.bearers.iter().any(|b| b == form);
        person || (form == "Georgia" && is_american(work, word))
    }
}

/// "6 miles North of the line", "South of the DMZ": a direction, whatever its capital.
fn is_direction(work: &Work<'_, '_>, hit: &Hit<'_>) -> bool {
    const DIRECTIONS: &[&str] = &["north", "south", "east", "west"];
    let tree = &work.tree;
    let word = hit.words.start;
    let bare = hit.words.len() == 1 && DIRECTIONS.contains(&tree.word(word).form.to_lowercase().as_str());
    let the = word > 0 && tree.word(word - 1).form.eq_ignore_ascii_case("the");
    let of = tree.words().get(word + 1).is_some_and(|w| w.form.eq_ignore_ascii_case("of"));
    bare && of && !the
}

/// "Kim Ryu Gyong" is not Ryu Gyong: where family names come first, a known name is not the end of a longer one, all of
/// whose words the analyser hangs on a first one that is no title.
fn is_end_of_person(work: &Work<'_, '_>, hit: &Hit<'_>) -> bool {
    const TITLES: &[&str] = &[
        "comrade",
        "president",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "general",
        "gen",
        "marshal",
        "minister",
        "premier",
        "chairman",
        "secretary",
        "governor",
        "ambassador",
        "col",
        "colonel",
        "lt",
        "maj",
        "major",
        "captain",
        "capt",
        "adm",
        "admiral",
        "leader",
        "professor",
        "prof",
        "justice",
        "judge",
        "player",
        "coach",
        "director",
        "academician",
    ];
    let tree = &work.tree;
    let start = hit.words.start;
    let Some(head) = tree.head(start).filter(|h| *h + 1 == start) else { return false };
    let own = tree.word(head);
    hit.words.len() > 1
        && hit.words.clone().all(|w| tree.word(w).relation() == "flat" && tree.head(w) == Some(head))
        && own.upos == Upos::Propn
        && own.form.len() > 1
        && !own.form.ends_with('.')
        && !TITLES.contains(&own.form.to_lowercase().as_str())
        && work.hit_at(head).is_none()
}

/// "Michael Jordan", "Chad Smith": the analyser sees a person of several words whose name this is part of.
fn is_part_of_person(work: &Work<'_, '_>, word: usize) -> bool {
    let tree = &work.tree;
    let flat = |w: usize, head: usize| tree.word(w).relation() == "flat" && tree.head(w) == Some(head);
    tree.analysis().entities.iter().any(|e| {
        e.named
            && e.kind == EntityKind::Person
            && e.words.contains(&word)
            && (flat(word, e.head) || (e.head == word && e.words.clone().any(|w| flat(w, word))))
    })
}

/// What stands before a person's name: "former", "ousted" make a former official of any; on an unknown day a title says
/// which of the person's offices is meant.
fn as_titled(work: &Work<'_, '_>, hit: &Hit<'_>, entity: &Entity, actor: &mut Actor) {
    const FORMER: &[&str] = &["former", "ex", "ousted", "deposed", "late", "exiled", "toppled"];
    let start = hit.words.start.saturating_sub(4);
    let before: Vec<String> = (start..hit.words.end).map(|w| work.lemma(w)).collect();
    if before.iter().any(|w| FORMER.contains(&w.as_str())) {
        actor.sectors = vec![Sector::Eli];
        return;
    }
    if work.vantage.on.is_some() {
        return;
    }
    let title = |role: &&Role| {
        let words = role.title.to_lowercase();
        !words.is_empty() && words.split(' ').all(|t| before.iter().any(|b| b == t))
    };
    if let Some(role) = entity.roles.iter().rev().find(title) {
        actor.sectors.clone_from(&role.sectors);
        actor.country = Sought::looked(role.country.clone());
        actor.entry = Some(role.entry.clone());
    }
}

/// A name begins with a name: "turkey" the bird and "china" the ware are common nouns.
fn is_common(work: &Work<'_, '_>, hit: &Hit<'_>) -> bool {
    let tree = &work.tree;
    hit.words.len() == 1
        && hit.best().capital
        && hit.words.start > 0
        && matches!(tree.word(hit.words.start).upos, Upos::Noun | Upos::Verb | Upos::Adv)
        && tree.word(hit.words.start).form.chars().all(char::is_lowercase)
}

/// Whether a hit is part of a longer name that is another's: "Bank of China", "Korea Institute for National
/// Unification", "Pyongyang Indoor Stadium".
fn inside_longer_name(work: &Work<'_, '_>, hit: &Hit<'_>, kind: ActorKind) -> bool {
    let tree = &work.tree;
    let last = hit.words.end - 1;
    let Some(head) = tree.head(last).filter(|h| !hit.words.contains(h)) else { return false };
    let proper =
        |w: usize| tree.word(w).upos == Upos::Propn && tree.word(w).form.chars().next().is_some_and(char::is_uppercase);
    if !proper(head) {
        return false;
    }
    // The longer name is known itself: then the longest match has taken it, or it is a title beside a person.
    if work.hit_at(head).is_some() {
        return false;
    }
    match tree.word(last).relation() {
        "nmod" if tree.word(last).deprel != "nmod:poss" => {
            kind == ActorKind::State
                && tree.case(last).as_deref() == Some("of")
                && !tree.children(last).iter().any(|c| tree.word(*c).lemma == "the")
                && head + 2 == hit.words.start
        }
        "compound" => {
            // One name to the analyser, with a head that is no common word for a body.
            let whole = tree.analysis().entities.iter().any(|e| {
                e.named
                    && e.kind != EntityKind::Person
                    && e.head == head
                    && e.words.start <= hit.words.start
                    && hit.words.end <= e.words.end
            });
            whole && matches!(kind, ActorKind::State | ActorKind::Region | ActorKind::Territory | ActorKind::Person)
        }
        _ => false,
    }
}

/// Whether "Georgia" stands beside a place of the United States, or in a text about them and no one near Tbilisi.
fn is_american(work: &Work<'_, '_>, word: usize) -> bool {
    let tree = &work.tree;
    let beside = |w: usize| US_STATES.contains(&tree.word(w).form.as_str());
    let near = word.saturating_sub(4)..(word + 5).min(tree.words().len());
    if near.into_iter().any(beside) {
        return true;
    }
    let states = &work.vantage.states;
    let caucasus = states.iter().any(|s| matches!(s.as_str(), "RUS" | "ARM" | "AZE" | "TUR" | "ABK" | "SOS"));
    states.first().is_some_and(|s| s == "USA") && !caucasus
}
