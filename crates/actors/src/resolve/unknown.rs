//! Names that knowledge does not hold: new actors of the document, with what the text says of them.

use std::ops::Range;

use detente_language::{EntityKind, Upos};
use detente_record::{Actor, ActorKind, MentionKind, Sector, Sought};

use super::Resolver;
use super::found::{Found, Work, local_id};
use crate::fold;

/// Last words of names that are places and things, whatever the analyser takes them for.
const NO_ACTORS: &[&str] = &[
    "square",
    "street",
    "river",
    "mountain",
    "mount",
    "sea",
    "ocean",
    "bay",
    "lake",
    "island",
    "hall",
    "stadium",
    "airport",
    "bridge",
    "palace",
    "hotel",
    "park",
    "avenue",
    "road",
    "museum",
    "theatre",
    "theater",
    "library",
    "monument",
    "tower",
    "cemetery",
    "station",
    "day",
    "prize",
    "award",
    "medal",
    "order",
    "act",
    "law",
    "treaty",
    "war",
    "games",
    "cup",
    "olympics",
    "strait",
    "peninsula",
    "valley",
    "desert",
    "zone",
    "line",
];

/// Last words of names of weapons, vehicles and makes, without the "s" of the plural.
const MODELS: &[&str] = &[
    "icbm",
    "irbm",
    "mrbm",
    "srbm",
    "slbm",
    "glcm",
    "slcm",
    "alcm",
    "sam",
    "aam",
    "atgm",
    "mlrs",
    "mrl",
    "uav",
    "ucav",
    "uas",
    "apc",
    "ifv",
    "mbt",
    "ied",
    "wmd",
    "thaad",
    "manpad",
    "manpads",
    "himar",
    "himars",
    "gps",
    "awacs",
    "emp",
    "missile",
    "rocket",
    "torpedo",
    "drone",
    "jet",
    "bomber",
    "helicopter",
    "aircraft",
    "airliner",
    "plane",
    "tank",
    "howitzer",
    "gun",
    "rifle",
    "submarine",
    "frigate",
    "destroyer",
    "corvette",
    "carrier",
    "launcher",
    "satellite",
    "radar",
    "class",
    "series",
    "type",
    "variant",
    "version",
    "model",
    "vaccine",
    "virus",
    "reactor",
    "engine",
    "warhead",
    "bomb",
    "grenade",
    "shell",
    "mine",
    "ship",
    "vessel",
    "ferry",
    "trawler",
];

/// What describes a name: its title, what stands in apposition to it, what it stands in apposition to.
fn descriptions(work: &Work<'_, '_>, head: usize) -> Vec<usize> {
    let tree = &work.tree;
    let above = (tree.word(head).relation() == "appos").then(|| tree.head(head)).flatten();
    tree.by(head, "nmod:desc").chain(tree.by(head, "appos")).chain(above).collect()
}

/// Whether a name that the analyser takes for a body is more likely a place or a thing: what has a number in it is a
/// model ("Scud-C 2"), where something is a place, and a word in capitals that nobody knows is a body only where it acts.
fn is_thing(work: &Work<'_, '_>, head: usize, name: &Range<usize>) -> bool {
    const WHERE: &[&str] = &["in", "at", "near", "north of", "south of", "outside", "around", "along", "across", "off"];
    let tree = &work.tree;
    if is_model(work, name) {
        return true;
    }
    let form = tree.word(head).form.as_str();
    if tree.case(head).is_some_and(|c| WHERE.contains(&c.as_str())) && name.len() == 1 {
        return true;
    }
    let capitals = name.len() == 1 && form.chars().filter(|c| c.is_uppercase()).count() > 1;
    let acts = matches!(tree.word(head).deprel.as_str(), "nsubj" | "obl:agent" | "nmod:poss" | "appos" | "root");
    capitals && !acts
}

/// Whether a name is one of a weapon, vehicle or other make: it has a number ("Hwasong-17", "T-72"), ends in a single
/// letter behind a hyphen ("Scud-B"), or in an abbreviation or noun for such things ("Nodong MRBMs", "Sang-O class").
fn is_model(work: &Work<'_, '_>, name: &Range<usize>) -> bool {
    let tree = &work.tree;
    let digits = |w: usize| tree.word(w).form.chars().any(|c| c.is_ascii_digit());
    if name.clone().any(digits)
        || (name.end < tree.words().len() && name.end > 0 && digits(name.end) && joined(work, name.end))
    {
        return true;
    }
    let text = work.document.slice(tree.span(name.clone()));
    let single = |t: &str| t.len() == 1 && t.chars().all(|c| c.is_ascii_uppercase());
    if text.rsplit_once('-').is_some_and(|(first, last)| single(last) && first.len() > 1) {
        return true;
    }
    // "PKMs": several of one make.
    let form = tree.word(name.end - 1).form.as_str();
    let several = form.strip_suffix('s').is_some_and(|f| f.len() > 1 && f.chars().all(|c| c.is_ascii_uppercase()));
    let last = form.to_lowercase();
    let last = last.strip_suffix('s').filter(|l| l.len() > 2).unwrap_or(&last);
    several || MODELS.contains(&last)
}

/// Whether a word hangs on the one before it as part of one name: "Boeing 727".
fn joined(work: &Work<'_, '_>, at: usize) -> bool {
    let tree = &work.tree;
    at > 0
        && matches!(tree.word(at).relation(), "nummod" | "compound" | "flat" | "appos" | "nmod" | "dep")
        && (tree.head(at) == Some(at - 1) || tree.head(at - 1) == Some(at))
}

/// Whether a number behind the name of a firm makes it a make: "Boeing 727", "Airbus A320".
pub(super) fn is_make(work: &Work<'_, '_>, name: &Range<usize>) -> bool {
    let at = name.end;
    at < work.tree.words().len()
        && work.tree.word(at).form.chars().any(|c| c.is_ascii_digit())
        && !work.tree.word(at).form.contains('%')
        && joined(work, at)
}

/// What the actor of a name is, by what the analyser takes it for.
fn kind_of(entity: EntityKind) -> Option<ActorKind> {
    match entity {
        EntityKind::Person => Some(ActorKind::Person),
        EntityKind::Organization => Some(ActorKind::Organisation),
        _ => None,
    }
}

impl Resolver<'_> {
    /// A name that knowledge does not hold: an actor of this document. Its country is only what the name's own phrase
    /// says: "Iranian scientist", "of Turkey's ruling party".
    pub(super) fn unknown(&self, work: &Work<'_, '_>, head: usize, phrase: &Range<usize>) -> Option<Found> {
        let tree = &work.tree;
        if tree.word(head).upos != Upos::Propn {
            return None;
        }
        let entities = &tree.analysis().entities;
        let entity = entities.iter().filter(|e| e.named && e.words.contains(&head)).min_by_key(|e| e.words.len())?;
        let kind = kind_of(entity.kind)?;
        if kind == ActorKind::Organisation && NO_ACTORS.contains(&tree.word(head).form.to_lowercase().as_str()) {
            return None;
        }
        // "the Military Demarcation Line (MDL)": the short name of a thing is a thing's.
        let above = (tree.word(head).relation() == "appos").then(|| tree.head(head)).flatten();
        if kind == ActorKind::Organisation && above.is_some_and(|h| NO_ACTORS.contains(&work.lemma(h).as_str())) {
            return None;
        }
        let bare = self.name_of(work, head, phrase);
        if is_model(work, &bare) || (kind == ActorKind::Organisation && is_thing(work, head, &bare)) {
            return None;
        }
        let name = work.document.slice(tree.span(bare.clone())).to_owned();
        // "the Northern Front (NF) … the NF": one actor, by its whole name.
        let long = work.vantage.short_unknown.iter().find(|(short, _)| *short == name);
        let name = long.map_or(name, |(_, long)| long.clone());
        let country = self.country_said(work, head, phrase);
        let sectors = self.sectors_said(work, head, phrase);
        let actor = Actor {
            id: local_id(work.document, &fold::key(&name)),
            name,
            kind,
            country: Sought::looked(country),
            sectors,
            role: Sought::looked(self.title(work, head)),
            entry: None,
        };
        Some(Found {
            candidates: vec![actor.name.clone()],
            actors: vec![actor],
            kind: MentionKind::Name,
            rule: "unknown name",
            entry: None,
            margin: 0.0,
        })
    }

    /// The name alone, without what stands before it: "the North Korean scientist Kim" is "Kim".
    fn name_of(&self, work: &Work<'_, '_>, head: usize, phrase: &Range<usize>) -> Range<usize> {
        let tree = &work.tree;
        let part = |w: usize| {
            w == head
                || (matches!(tree.word(w).upos, Upos::Propn | Upos::Punct | Upos::Adp | Upos::Num)
                    && tree.word(w).deprel != "nmod:desc"
                    && tree.word(w).deprel != "nmod:poss")
                || (tree.word(w).relation() != "det"
                    && tree.word(w).form.starts_with(char::is_uppercase)
                    && tree.word(w).deprel != "nmod:desc"
                    && tree.word(w).upos != Upos::Det)
        };
        let mut start = head;
        while start > phrase.start && part(start - 1) {
            start -= 1;
        }
        while start < head && matches!(tree.word(start).upos, Upos::Punct | Upos::Adp | Upos::Part) {
            start += 1;
        }
        let mut end = head + 1;
        while end < phrase.end && part(end) {
            end += 1;
        }
        while end > head + 1 && matches!(tree.word(end - 1).upos, Upos::Punct | Upos::Adp) {
            end -= 1;
        }
        start..end
    }

    /// The only country that the phrase of a name gives.
    fn country_said(&self, work: &Work<'_, '_>, head: usize, phrase: &Range<usize>) -> Option<String> {
        let tree = &work.tree;
        let mut codes: Vec<String> = Vec::new();
        let mut add = |actors: Vec<Actor>| {
            for actor in actors {
                if let Some(code) = actor.country.found()
                    && !codes.contains(code)
                {
                    codes.push(code.clone());
                }
            }
        };
        add(self.states_in(work, head, &(phrase.start..head)));
        for described in descriptions(work, head) {
            let inner = tree.phrase(described);
            add(self.states_in(work, described, &(inner.start..described)));
            add(self.ministry_of(work, &inner, described));
        }
        match codes.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        }
    }

    /// "Vice Unification Minister": the state of a ministry that one state alone has.
    fn ministry_of(&self, work: &Work<'_, '_>, title: &Range<usize>, head: usize) -> Vec<Actor> {
        if work.lemma(head) != "minister" {
            return Vec::new();
        }
        (title.start..head)
            .find_map(|from| {
                let words = work.document.slice(work.tree.span(from..head));
                let names = self.catalogue.lookup(&format!("{words} ministry"));
                let mut actors = names.iter().map(|n| self.catalogue.entity(n.entity).actor(work.vantage.on));
                let first = actors.next()?;
                actors.all(|a| a.country == first.country).then(|| vec![first])
            })
            .unwrap_or_default()
    }

    /// The sectors that a title or an apposition gives.
    fn sectors_said(&self, work: &Work<'_, '_>, head: usize, phrase: &Range<usize>) -> Vec<Sector> {
        let tree = &work.tree;
        for word in descriptions(work, head).into_iter().chain(tree.by(head, "compound")) {
            let inner = tree.phrase(word);
            for from in inner.start.max(phrase.start.min(inner.start))..=word {
                let key = fold::key(work.document.slice(tree.span(from..word + 1)));
                let lemma = fold::key(&tree.word(word).lemma);
                let agent = self
                    .catalogue
                    .agent(&key)
                    .or_else(|| (from == word).then(|| self.catalogue.agent(&lemma)).flatten());
                if let Some(agent) = agent {
                    return agent.sectors.clone();
                }
            }
        }
        Vec::new()
    }

    /// The title beside a name, as written.
    fn title(&self, work: &Work<'_, '_>, head: usize) -> Option<String> {
        let tree = &work.tree;
        let word = tree.by(head, "nmod:desc").next()?;
        Some(work.document.slice(tree.span(tree.phrase(word))).to_owned()).filter(|t| !t.is_empty())
    }
}
