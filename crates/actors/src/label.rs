//! Resolving a label: a text that is nothing but an actor, as event lists and users write it.
//!
//! ```text
//! "Shinzo Abe"                        a name
//! "Citizen (North Korea)"             a common noun with the state in brackets
//! "Russian Air Force"                 a pattern with its state
//! "Sergey Viktorovich Lavrov"         a name with more names in it than knowledge holds
//! "Kim Daejung", "Aso Taro"           a name joined or turned round
//! "Sergey Shoygu"                     a name in another transliteration
//! "Prime Minister Abiy Ahmed"         a name behind a title
//! ```
//!
//! The first way that finds an actor wins; where it finds several and none is better, the label stays open.

use detente_knowledge::{Office, image};
use detente_record::{Actor, ActorKind, Sector, Sought};
use jiff::civil::Date;

use crate::catalogue::{Catalogue, Entity, Name, NameKind};
use crate::fold;

/// What a label was found to be.
#[derive(Clone, Debug)]
pub struct Label {
    /// The actor.
    pub actor: Actor,
    /// The way in which it was found.
    pub rule: &'static str,
    /// Names of all that it could have been, the best first.
    pub candidates: Vec<String>,
    /// Distance between the best and the next, 0 to 1.
    pub margin: f32,
}

/// Most words of a name in which names are left out one by one.
const MOST_WORDS: usize = 7;

/// States in which the last of a person's names is as a rule the mother's, and is left out.
const TWO_SURNAMES: &[&str] = &[
    "ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "ESP", "GTM", "HND", "MEX", "NIC", "PAN", "PER", "PRY",
    "SLV", "URY", "VEN",
];

/// States in which the family name comes first, and texts turn it round.
const SURNAME_FIRST: &[&str] = &["JPN", "HUN"];

/// Words before a name that are no part of it.
const TITLES: &[&str] = &[
    "acting",
    "admiral",
    "ambassador",
    "archbishop",
    "attorney",
    "ayatollah",
    "bishop",
    "brigadier",
    "cardinal",
    "chairman",
    "chancellor",
    "chief",
    "colonel",
    "commander",
    "commissioner",
    "crown",
    "defence",
    "defense",
    "deputy",
    "dr",
    "emperor",
    "emir",
    "empress",
    "envoy",
    "ex",
    "field",
    "finance",
    "first",
    "foreign",
    "former",
    "gen",
    "general",
    "governor",
    "home",
    "interior",
    "judge",
    "justice",
    "king",
    "leader",
    "lieutenant",
    "lord",
    "major",
    "marshal",
    "mayor",
    "minister",
    "mr",
    "mrs",
    "ms",
    "mullah",
    "of",
    "opposition",
    "party",
    "pope",
    "premier",
    "president",
    "prime",
    "prince",
    "princess",
    "professor",
    "queen",
    "representative",
    "secretary",
    "senate",
    "senator",
    "senior",
    "sheik",
    "sheikh",
    "sir",
    "speaker",
    "special",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "state",
    "sultan",
    "supreme",
    "the",
    "vice",
];

/// Resolves a label as of a day.
#[must_use]
pub fn resolve(catalogue: &Catalogue, label: &str, on: Option<Date>) -> Option<Label> {
    let reader = Reader { catalogue, on };
    reader.name(label).or_else(|| reader.bracketed(label)).or_else(|| reader.of_state(label)).or_else(|| {
        let words: Vec<String> = fold::pieces(label).into_iter().map(|p| p.text).collect();
        reader.person(&words).or_else(|| reader.titled(&words))
    })
}

struct Reader<'c> {
    catalogue: &'c Catalogue,
    on: Option<Date>,
}

impl Reader<'_> {
    /// The text as a name.
    fn name(&self, text: &str) -> Option<Label> {
        let text = text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(text);
        let names = self.catalogue.lookup(text);
        self.best(names.iter().filter(|n| n.from.is_empty()), "name")
    }

    /// The best of names, when one is better than all others.
    fn best<'n>(&self, names: impl Iterator<Item = &'n Name>, rule: &'static str) -> Option<Label> {
        let mut scored: Vec<(f32, &Entity)> = Vec::new();
        for name in names.filter(|n| n.is_used(self.on)) {
            let entity = self.catalogue.entity(name.entity);
            if !scored.iter().any(|(_, e)| e.key == entity.key) {
                scored.push((self.score(entity, name.kind), entity));
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.key.cmp(&b.1.key)));
        let (first, entity) = *scored.first()?;
        let next = scored.get(1);
        let margin = next.map_or(1.0, |(score, _)| first - score);
        // Two people of one name, neither better than the other.
        if margin <= 0.0 && next.is_some_and(|(_, e)| e.kind == entity.kind) {
            return None;
        }
        Some(Label {
            actor: entity.actor(self.on),
            rule,
            candidates: scored.iter().map(|(_, e)| e.name.clone()).collect(),
            margin: margin.clamp(0.0, 1.0),
        })
    }

    fn score(&self, entity: &Entity, kind: NameKind) -> f32 {
        let state = matches!(entity.kind, ActorKind::State | ActorKind::Territory | ActorKind::Region);
        let (role, held) = entity.role(self.on);
        let high = matches!(
            role.office,
            Some(Office::HeadOfState | Office::HeadOfGovernment | Office::Leader | Office::ForeignMinister)
        );
        0.1 + if state && kind == NameKind::Name { 0.3 } else { 0.0 }
            + if held { 0.3 } else { 0.0 }
            + if held && high { 0.1 } else { 0.0 }
    }

    /// "Citizen (North Korea)", "Court Judge (India)": whoever it is, it is of what stands in the last brackets.
    fn bracketed(&self, text: &str) -> Option<Label> {
        let open = text.rfind('(')?;
        let inner = text[open + 1..].strip_suffix(')')?;
        let owner = self.name(inner).or_else(|| self.of_state(inner))?;
        let country = owner.actor.country.found()?;
        let noun = text[..open].trim().trim_end_matches('.');
        let (kind, sectors, entry) =
            self.common(noun).unwrap_or((ActorKind::Group, Vec::new(), owner.actor.entry.clone()));
        // The government of a state is the state, unless an entry says more.
        let sectors = if sectors.is_empty() { owner.actor.sectors.clone() } else { sectors };
        let actor = of(country, noun, &owner.actor.name, kind, sectors, entry);
        Some(Label { actor, rule: "common noun with its state", ..owner })
    }

    /// What a common noun or a pattern of institutions is; of several joined by "/" or a comma the first known one.
    fn common(&self, noun: &str) -> Option<(ActorKind, Vec<Sector>, Option<String>)> {
        let words: Vec<String> = fold::pieces(noun).into_iter().map(|p| p.text).collect();
        let known = |key: &str| {
            let pattern = self.catalogue.pattern(key).map(|p| (p.kind, p.sectors.clone(), Some(p.entry.clone())));
            pattern.or_else(|| self.catalogue.agent(key).map(|a| (a.kind, a.sectors.clone(), Some(a.entry.clone()))))
        };
        known(&words.join(" "))
            .or_else(|| noun.split(['/', ',', '&']).find_map(|part| known(&fold::key(part))))
            .or_else(|| (1..words.len()).find_map(|from| known(&words[from..].join(" "))))
    }

    /// "Russian Air Force", "Armed Forces of the Russian Federation": a pattern before or behind a state.
    fn of_state(&self, text: &str) -> Option<Label> {
        let words: Vec<String> = fold::pieces(text).into_iter().map(|p| p.text).collect();
        for at in (1..words.len()).rev() {
            let (front, back) = (words[..at].join(" "), &words[at..]);
            if let Some(found) = self.pattern_of(&front, &back.join(" ")) {
                return Some(found);
            }
            if back.first().is_some_and(|w| w == "of" || w == "in") {
                let skip = 1 + usize::from(back.get(1).is_some_and(|w| w == "the"));
                let state = back[skip.min(back.len())..].join(" ");
                if let Some(found) = self.pattern_of(&state, &front) {
                    return Some(found);
                }
            }
        }
        None
    }

    fn pattern_of(&self, state: &str, rest: &str) -> Option<Label> {
        let is_state = |n: &&Name| {
            matches!(n.kind, NameKind::Name | NameKind::Adjective)
                && n.from.is_empty()
                && matches!(self.catalogue.entity(n.entity).kind, ActorKind::State | ActorKind::Territory)
        };
        let owner = self.best(self.catalogue.named(state).iter().filter(is_state), "pattern with its state")?;
        let country = owner.actor.country.found()?;
        if let Some(known) = self.catalogue.institution_of(rest, country, self.on) {
            return Some(Label { actor: known.actor(self.on), ..owner });
        }
        let pattern = self.catalogue.pattern(rest).map(|p| (p.kind, p.sectors.clone(), p.entry.clone()));
        let agent = || self.catalogue.agent(rest).map(|a| (a.kind, a.sectors.clone(), a.entry.clone()));
        let (kind, sectors, entry) = pattern.or_else(agent)?;
        let actor = of(country, rest, &owner.actor.name, kind, sectors, Some(entry));
        Some(Label { actor, ..owner })
    }

    /// A person's name that is written with more names, joined, or turned round.
    fn person(&self, words: &[String]) -> Option<Label> {
        if words.len() < 2 {
            return None;
        }
        let squeezed = self.catalogue.named(&image::squeezed_key(words));
        if let Some(found) = self.best(squeezed.iter(), "name joined or parted") {
            return Some(found);
        }
        let of = |n: &Name, states: &[&str]| {
            self.catalogue.entity(n.entity).role(self.on).0.country.as_deref().is_some_and(|c| states.contains(&c))
        };
        if let [first, last] = words {
            let names = self.catalogue.named(&format!("{last} {first}"));
            return self
                .best(names.iter().filter(|n| of(n, SURNAME_FIRST)), "name turned round")
                .or_else(|| self.transliterated(words));
        }
        if words.len() > MOST_WORDS {
            return None;
        }
        for left in (2..words.len()).rev() {
            let mut names: Vec<&Name> = Vec::new();
            for mask in 1u32..1 << words.len() {
                let kept: Vec<&str> =
                    words.iter().enumerate().filter(|(n, _)| mask & 1 << n != 0).map(|(_, w)| w.as_str()).collect();
                let (first, last) = (mask & 1 != 0, mask & 1 << (words.len() - 1) != 0);
                if kept.len() != left || !(last || first) {
                    continue;
                }
                let people = self.catalogue.named(&kept.join(" ")).iter().filter(|n| {
                    self.catalogue.entity(n.entity).kind == ActorKind::Person
                        && (last || of(n, TWO_SURNAMES))
                        && (first || left > 2 || words.len() > 3)
                });
                names.extend(people);
            }
            if !names.is_empty() {
                return self.best(names.into_iter(), "name with further names");
            }
        }
        let outer = [words[0].as_str(), words[words.len() - 1].as_str()];
        self.transliterated(words).or_else(|| self.transliterated(&outer))
    }

    /// A name in another transliteration than knowledge holds.
    fn transliterated<S: AsRef<str>>(&self, words: &[S]) -> Option<Label> {
        let key = image::skeleton_key(words)?;
        self.best(self.catalogue.named(&key).iter(), "name in another transliteration")
    }

    /// "Prime Minister Abiy Ahmed", "President Moon": the name behind titles.
    fn titled(&self, words: &[String]) -> Option<Label> {
        let start = words.iter().position(|w| !TITLES.contains(&w.as_str()))?;
        let rest = words.get(start..).filter(|r| start > 0 && !r.is_empty())?;
        let people = |n: &&Name| self.catalogue.entity(n.entity).kind == ActorKind::Person;
        self.best(self.catalogue.named(&rest.join(" ")).iter().filter(people), "name behind a title")
            .or_else(|| self.person(rest))
    }
}

/// An institution, group or office of a state that knowledge does not hold by name.
fn of(country: &str, noun: &str, state: &str, kind: ActorKind, sectors: Vec<Sector>, entry: Option<String>) -> Actor {
    Actor {
        id: Actor::known_id(&format!("of:{country}:{}", fold::key(noun))),
        name: format!("{noun} of {state}"),
        kind,
        country: Sought::Found(country.to_owned()),
        sectors,
        role: Sought::NotSought,
        entry,
    }
}

#[cfg(test)]
mod tests {
    use detente_knowledge::Knowledge;

    use super::*;

    fn code(label: &str) -> Option<String> {
        let catalogue = Catalogue::new(Knowledge::shipped()).ok()?;
        resolve(&catalogue, label, "2018-09-01".parse().ok()).map(|l| format!("{}; {}", l.actor.code(), l.rule))
    }

    #[test]
    fn labels_are_read_in_their_several_ways() {
        let pairs = [
            ("Shinzo Abe", "JPN GOV; name"),
            ("Abe Shinzo", "JPN GOV; name turned round"),
            ("Citizen (North Korea)", "PRK CVL; common noun with its state"),
            ("Sergei Viktorovich Lavrov", "RUS GOV; name with further names"),
            ("Moon Jaein", "KOR GOV; name joined or parted"),
            ("Sergey Narishkin", "RUS SPY; name in another transliteration"),
        ];
        for (label, wanted) in pairs {
            assert_eq!(code(label).as_deref(), Some(wanted), "{label}");
        }
    }

    #[test]
    fn what_is_not_known_stays_open() {
        for label in ["Jane Nobody Somebody", "Citizen (Nowhere)", "", "(", "Minister"] {
            assert_eq!(code(label), None, "{label}");
        }
    }
}
