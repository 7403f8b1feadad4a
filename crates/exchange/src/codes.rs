//! Code systems crossed over: states (FIPS, CAMEO, ISO, COW, names), CAMEO codes and PLOVER types, sectors.

mod tables;

use std::str::FromStr;

use detente_actors::{Catalogue, label};
use detente_knowledge::{CameoCode, Knowledge, Period, StateKind, fold};
use detente_memory::day;
use detente_memory::foreign::Event;
use detente_record::{EventType, Sector};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::error::{ExchangeError, Result};
use tables::{AGENTS, CAMEO, FIPS, INTER, WORDS};

/// A system of codes for states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum System {
    /// FIPS 10-4 (GDELT's places).
    Fips,
    /// CAMEO: ISO 3166-1 alpha-3 of about 2009, with a few of its own.
    Cameo,
    /// ISO 3166-1 alpha-3.
    Iso3,
    /// ISO 3166-1 alpha-2.
    Iso2,
    /// Numbers of the Correlates of War, or of Gleditsch and Ward where those have none.
    Cow,
    /// Names.
    Name,
    /// Our own codes, alpha-3, numbers (COW), alpha-2 or names, whichever fits first.
    Any,
}

impl FromStr for System {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        Ok(match text {
            "fips" => Self::Fips,
            "cameo" => Self::Cameo,
            "iso3" => Self::Iso3,
            "iso2" => Self::Iso2,
            "cow" => Self::Cow,
            "name" => Self::Name,
            "any" => Self::Any,
            _ => {
                return Err(format!(
                    "'{text}' is no system of codes; known are fips, cameo, iso3, iso2, cow, name, any"
                ));
            }
        })
    }
}

/// Labels that are remembered.
const MOST: usize = 200_000;

/// States by code: when each held it, whether it is a historic one, its id.
type States = FxHashMap<(System, String), Vec<(Period, bool, String)>>;

/// Country and sector of a label.
type Resolved = (Option<String>, Option<Sector>);

/// All that is needed to cross codes over.
pub struct Codes<'k> {
    knowledge: &'k Knowledge,
    catalogue: Catalogue,
    states: States,
    cameo: FxHashMap<&'k str, &'k CameoCode>,
    names: FxHashMap<String, &'k CameoCode>,
    acled: FxHashMap<(String, String), (Option<EventType>, Option<String>)>,
    labels: FxHashMap<(String, i16), Resolved>,
}

impl<'k> Codes<'k> {
    /// From knowledge.
    ///
    /// # Errors
    /// When its tables of actors cannot be used.
    pub fn new(knowledge: &'k Knowledge) -> Result<Self> {
        let catalogue = Catalogue::new(knowledge).map_err(|e| ExchangeError::Knowledge(e.to_string()))?;
        let mut states = States::default();
        for state in &knowledge.actors().states {
            let mut add = |system: System, code: &str| {
                if !code.is_empty() {
                    let entry = states.entry((system, code.to_owned())).or_default();
                    entry.push((state.period, state.kind == StateKind::Historic, state.id.clone()));
                }
            };
            let [iso2, cow, gw, fips] = &state.codes;
            add(System::Any, &state.id);
            add(System::Iso2, iso2);
            add(System::Fips, fips);
            add(System::Cow, cow);
            if gw != cow {
                add(System::Cow, gw);
            }
            for name in &state.names {
                add(System::Name, &fold::key(name));
            }
        }
        for (system, list) in [(System::Cameo, CAMEO), (System::Fips, FIPS)] {
            for (code, id) in list {
                let known = knowledge.actors().states.iter().any(|s| s.id == *id);
                if known {
                    states
                        .entry((system, (*code).to_owned()))
                        .or_insert_with(|| vec![(Period::default(), false, (*id).to_owned())]);
                }
            }
        }
        let mut names: FxHashMap<String, &CameoCode> = FxHashMap::default();
        // A root and the first code beneath it can have one name: the longer code is meant.
        let mut codes: Vec<&CameoCode> = knowledge.cameo.iter().collect();
        codes.sort_by_key(|c| c.code.len());
        for code in codes {
            for name in &code.names {
                names.insert(fold::key(name), code);
            }
        }
        let acled = knowledge
            .acled
            .iter()
            .map(|t| ((fold::key(&t.label), fold::key(&t.sub_label)), (t.event_type, t.mode.clone())))
            .collect();
        Ok(Self {
            knowledge,
            catalogue,
            states,
            cameo: knowledge.cameo.iter().map(|c| (c.code.as_str(), c)).collect(),
            names,
            acled,
            labels: FxHashMap::default(),
        })
    }

    /// Our code of a state, as of a day. A code that two states have had (COW 345, FIPS CZ) is the one's whose time
    /// the day lies in, and of two the one that is no historic state.
    #[must_use]
    pub fn country(&self, system: System, text: &str, on: Option<Date>) -> Option<String> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let of = |system: System, key: &str| -> Option<String> {
            let found = self.states.get(&(system, key.to_owned()))?;
            let holds = found.iter().filter(|(period, ..)| period.holds(on)).min_by_key(|(_, historic, _)| *historic);
            Some(holds.or_else(|| found.iter().min_by_key(|(_, historic, _)| *historic))?.2.clone())
        };
        let upper = || text.to_uppercase();
        let number = || text.parse::<u16>().ok().map(|n| n.to_string());
        match system {
            System::Fips => of(System::Fips, &upper()),
            System::Iso2 => of(System::Iso2, &upper()),
            System::Iso3 => of(System::Any, &upper()),
            System::Cameo => of(System::Cameo, &upper()).or_else(|| of(System::Any, &upper())),
            System::Cow => of(System::Cow, &number()?),
            System::Name => of(System::Name, &fold::key(text)).or_else(|| of(System::Any, text)),
            System::Any => of(System::Any, text)
                .or_else(|| body(text))
                .or_else(|| of(System::Any, &upper()))
                .or_else(|| of(System::Cow, &number()?))
                .or_else(|| (text.len() == 2).then(|| of(System::Iso2, &upper())).flatten())
                .or_else(|| of(System::Name, &fold::key(text))),
        }
    }

    /// The code of a state in another system, where it has one that leads back to it.
    #[must_use]
    pub fn code_of(&self, system: System, id: &str, on: Option<Date>) -> Option<String> {
        let state = self.knowledge.actors().states.iter().find(|s| s.id == id)?;
        let code = match system {
            System::Fips => state.codes[3].clone(),
            System::Iso2 => state.codes[0].clone(),
            System::Cow => state.codes[1].clone(),
            System::Cameo => match CAMEO.iter().find(|(_, of)| *of == id) {
                Some((code, _)) if id.starts_with("R-") => (*code).to_owned(),
                _ => id.to_owned(),
            },
            System::Iso3 | System::Any => id.to_owned(),
            System::Name => state.name.clone(),
        };
        if system == System::Cameo && !(code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())) {
            return None;
        }
        (self.country(system, &code, on).as_deref() == Some(id)).then_some(code)
    }

    /// Country and sector of a name that says them ("Citizen (North Korea)"), or that knowledge holds.
    pub fn label(&mut self, name: &str, on: Date) -> Resolved {
        let key = (name.to_owned(), on.year());
        if let Some(found) = self.labels.get(&key) {
            return found.clone();
        }
        let found = label::resolve(&self.catalogue, name, Some(on))
            .map_or((None, None), |label| (label.actor.country.found().cloned(), label.actor.sectors.first().copied()));
        if self.labels.len() >= MOST {
            self.labels.clear();
        }
        self.labels.insert(key, found.clone());
        found
    }

    /// The CAMEO code that a text means: with its leading zero, which spreadsheets lose.
    #[must_use]
    pub fn cameo(&self, text: &str) -> Option<&'k CameoCode> {
        let text = text.trim();
        self.cameo.get(text).or_else(|| self.cameo.get(format!("0{text}").as_str())).copied()
    }

    /// The CAMEO code of a name.
    #[must_use]
    pub fn cameo_named(&self, name: &str) -> Option<&'k CameoCode> {
        self.names.get(&fold::key(name)).copied()
    }

    /// Type and mode of an event of ACLED; none for a type that it does not have.
    #[must_use]
    pub fn acled(&self, label: &str, sub_label: &str) -> Option<(Option<EventType>, Option<String>)> {
        let label = fold::key(label);
        let whole = self.acled.get(&(label.clone(), fold::key(sub_label)));
        whole.or_else(|| self.acled.get(&(label, String::new()))).cloned()
    }

    /// The PLOVER sector of what a dataset writes: a code of PLOVER or CAMEO, a number or name of ACLED, words of ICEWS.
    #[must_use]
    pub fn sector(&self, text: &str, cameo: bool) -> Option<Sector> {
        let text = text.trim();
        if cameo && let Some((_, sector)) = AGENTS.iter().find(|(code, _)| *code == text) {
            return Some(*sector);
        }
        if let Ok(sector) = text.parse() {
            return Some(sector);
        }
        let lower = text.to_lowercase();
        if let Some((.., sector)) = INTER.iter().find(|(n, name, _)| *n == lower || *name == lower) {
            return Some(*sector);
        }
        // ICEWS lists the most particular first, or the most general: the first word in its order decides.
        lower.split(',').find_map(|part| WORDS.iter().find(|(word, _)| part.contains(word)).map(|(_, s)| *s))
    }

    /// The CAMEO agent of a PLOVER sector.
    #[must_use]
    pub fn agent(sector: &str) -> &str {
        match sector {
            "JRN" => "MED",
            "MED" => "HLH",
            other => other,
        }
    }

    /// Default CAMEO code of a type and mode (`knowledge/ontology/scores.tsv`).
    #[must_use]
    pub fn cameo_of(&self, event_type: EventType, mode: Option<&str>) -> Option<&'k CameoCode> {
        self.cameo.get(self.knowledge.score(event_type, mode)?.cameo.as_str()).copied()
    }

    /// Fills in what follows from what is there: the type and mode of the CAMEO code, the PLOVER score of the type and
    /// mode, the Goldstein score of the code or of the default code of the type.
    pub fn finish(&self, event: &mut Event) {
        let code = event.cameo.as_deref().and_then(|c| self.cameo.get(c));
        if event.event_type.is_none()
            && let Some(code) = code
            && code.event_type.is_some()
        {
            event.event_type = code.event_type;
            if event.mode.is_none() {
                event.mode.clone_from(&code.mode);
            }
        }
        if event.score.is_none()
            && let Some(event_type) = event.event_type
        {
            event.score = self.knowledge.score(event_type, event.mode.as_deref()).map(|s| s.score);
        }
        if event.goldstein.is_none() {
            let default = event.event_type.and_then(|t| self.cameo_of(t, event.mode.as_deref()));
            event.goldstein = code.copied().or(default).map(|c| c.goldstein);
        }
    }
}

/// Our code of a body (`IGO-UN`), which other tables do not have.
fn body(text: &str) -> Option<String> {
    let (head, tail) = text.split_once('-')?;
    let upper = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    (upper(head) && upper(tail) && head.len() <= 4).then(|| text.to_owned())
}

/// The date of a day's number.
#[must_use]
pub fn date(number: i32) -> Option<Date> {
    Some(day::date(number))
}

#[cfg(test)]
mod tests;
