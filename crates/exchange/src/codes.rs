//! Code systems crossed over: states (FIPS, CAMEO, ISO, COW, names), CAMEO codes and PLOVER types, sectors.

use std::str::FromStr;

use detente_actors::{Catalogue, label};
use detente_knowledge::{CameoCode, Knowledge, Period, StateKind, fold};
use detente_memory::day;
use detente_memory::foreign::Event;
use detente_record::{EventType, Sector};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::error::{ExchangeError, Result};

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

/// Codes of CAMEO that are not ISO's of today, or name what ISO has no code for (CAMEO 1.1b3, "Country codes").
const CAMEO: &[(&str, &str)] = &[
    ("ROM", "ROU"),
    ("TMP", "TLS"),
    ("ZAR", "COD"),
    ("KSV", "XKX"),
    ("WSB", "PSE"),
    ("GZS", "PSE"),
    ("PAL", "PSE"),
    ("AFR", "R-AFR"),
    ("ASA", "R-ASI"),
    ("BLK", "R-BLK"),
    ("CRB", "R-CAR"),
    ("CAU", "R-CAU"),
    ("CFR", "R-CAF"),
    ("CAS", "R-CAS"),
    ("CEU", "R-CEU"),
    ("EAF", "R-EAF"),
    ("EEU", "R-EEU"),
    ("EUR", "R-EUR"),
    ("LAM", "R-LAT"),
    ("MEA", "R-MEA"),
    ("MDT", "R-MED"),
    ("NAF", "R-NAF"),
    ("NMR", "R-NAM"),
    ("PGS", "R-GLF"),
    ("SCN", "R-NOR"),
    ("SAM", "R-SAM"),
    ("SAS", "R-SAS"),
    ("SEA", "R-SEA"),
    ("SAF", "R-SAF"),
    ("WAF", "R-WAF"),
    ("WST", "R-WST"),
];

/// FIPS codes of parts that our tables hold as one.
const FIPS: &[(&str, &str)] = &[("WE", "PSE"), ("GZ", "PSE"), ("RB", "SRB")];

/// CAMEO's agents (manual 1.1b3, "Generic agents") that PLOVER calls otherwise (manual 2.0, "Sector Codes").
const AGENTS: &[(&str, Sector)] = &[
    ("MED", Sector::Jrn),
    ("HLH", Sector::Med),
    ("INS", Sector::Reb),
    ("SEP", Sector::Reb),
    ("RAD", Sector::Reb),
    ("SET", Sector::Cvl),
];

/// Words in ICEWS's sectors, and what they are in PLOVER; the first that occurs counts.
const WORDS: &[(&str, Sector)] = &[
    ("police", Sector::Cop),
    ("judicial", Sector::Jud),
    ("legislative", Sector::Leg),
    ("parliament", Sector::Leg),
    ("upper house", Sector::Leg),
    ("lower house", Sector::Leg),
    ("rebel", Sector::Reb),
    ("insurgent", Sector::Reb),
    ("separatist", Sector::Reb),
    ("military", Sector::Mil),
    ("army", Sector::Mil),
    ("navy", Sector::Mil),
    ("air force", Sector::Mil),
    ("intelligence", Sector::Spy),
    ("government", Sector::Gov),
    ("executive", Sector::Gov),
    ("cabinet", Sector::Gov),
    ("ministry", Sector::Gov),
    ("opposition", Sector::Opp),
    ("dissident", Sector::Opp),
    ("protestors", Sector::Opp),
    ("parties", Sector::Pty),
    ("party", Sector::Pty),
    ("media", Sector::Jrn),
    ("news", Sector::Jrn),
    ("criminal", Sector::Crm),
    ("business", Sector::Bus),
    ("medical", Sector::Med),
    ("health", Sector::Med),
    ("education", Sector::Edu),
    ("agricultur", Sector::Agr),
    ("labor", Sector::Lab),
    ("refugee", Sector::Ref),
    ("displaced", Sector::Ref),
    ("religio", Sector::Rel),
    ("population", Sector::Cvl),
    ("civilian", Sector::Cvl),
    ("citizen", Sector::Cvl),
    ("unidentified", Sector::Unk),
];

/// ACLED's kinds of actor, by number (until 2023) and by name ("inter1").
const INTER: &[(&str, &str, Sector)] = &[
    ("1", "state forces", Sector::Mil),
    ("2", "rebel group", Sector::Reb),
    ("3", "political militia", Sector::Prm),
    ("4", "identity militia", Sector::Prm),
    ("5", "rioters", Sector::Opp),
    ("6", "protesters", Sector::Opp),
    ("7", "civilians", Sector::Cvl),
    ("8", "external/other forces", Sector::Uaf),
];

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
mod tests {
    use super::*;
    use jiff::civil::date;

    fn codes() -> Codes<'static> {
        Codes::new(Knowledge::shipped()).unwrap()
    }

    #[test]
    fn states_cross_over() {
        let codes = codes();
        let of = |system, text: &str| codes.country(system, text, Some(date(2018, 1, 1)));
        for (system, text, id) in [
            (System::Fips, "KS", "KOR"),
            (System::Fips, "CH", "CHN"),
            (System::Fips, "SZ", "CHE"),
            (System::Fips, "GZ", "PSE"),
            (System::Cameo, "ROM", "ROU"),
            (System::Cameo, "TMP", "TLS"),
            (System::Cameo, "EUR", "R-EUR"),
            (System::Cameo, "PRK", "PRK"),
            (System::Iso2, "CH", "CHE"),
            (System::Cow, "731", "PRK"),
            (System::Cow, "002", "USA"),
            (System::Name, "North Korea", "PRK"),
            (System::Name, "cote d'ivoire", "CIV"),
            (System::Any, "prk", "PRK"),
            (System::Any, "732", "KOR"),
            (System::Any, "IGO-UN", "IGO-UN"),
            (System::Any, "Burma", "MMR"),
        ] {
            assert_eq!(of(system, text).as_deref(), Some(id), "{system:?} {text}");
        }
        for (system, text) in
            [(System::Fips, ""), (System::Cow, "x"), (System::Name, "Atlantis"), (System::Iso3, "QQQ")]
        {
            assert_eq!(of(system, text), None, "{system:?} {text}");
        }
    }

    #[test]
    fn a_code_that_passed_on_is_that_of_its_time() {
        let codes = codes();
        let of = |year| codes.country(System::Cow, "345", Some(date(year, 7, 1)));
        assert_eq!(of(1985).as_deref(), Some("YUG"));
        assert_eq!(of(2004).as_deref(), Some("SCG"));
        assert_eq!(of(2018).as_deref(), Some("SRB"));
        assert_eq!(codes.country(System::Cow, "365", Some(date(2018, 1, 1))).as_deref(), Some("RUS"));
    }

    #[test]
    fn codes_lead_back() {
        let codes = codes();
        let on = Some(date(2018, 1, 1));
        assert_eq!(codes.code_of(System::Fips, "KOR", on).as_deref(), Some("KS"));
        assert_eq!(codes.code_of(System::Cameo, "R-EUR", on).as_deref(), Some("EUR"));
        assert_eq!(codes.code_of(System::Cameo, "ROU", on).as_deref(), Some("ROU"));
        assert_eq!(codes.code_of(System::Name, "PRK", on).as_deref(), Some("North Korea"));
        assert_eq!(codes.code_of(System::Cameo, "R-WLD", on), None);
        assert_eq!(codes.code_of(System::Fips, "IGO-UN", on), None);
    }

    #[test]
    fn cameo_with_and_without_its_zero() {
        let codes = codes();
        let of = |text: &str| codes.cameo(text).map(|c| c.code.as_str());
        assert_eq!(of("042"), Some("042"));
        assert_eq!(of("42"), Some("042"));
        assert_eq!(of("211"), Some("0211"));
        assert_eq!(of("1011"), Some("1011"));
        assert_eq!(of("190"), Some("190"));
        assert_eq!(of("---"), None);
        assert_eq!(of("13y"), None);
        assert_eq!(codes.cameo_named("Make statement").unwrap().code, "010");
        assert_eq!(codes.cameo_named("fight with small arms and light weapons").unwrap().code, "193");
        assert_eq!(codes.cameo_named("Yield").unwrap().code, "080");
    }

    #[test]
    fn sectors_of_each_dataset() {
        let codes = codes();
        assert_eq!(codes.sector("MED", true), Some(Sector::Jrn));
        assert_eq!(codes.sector("MED", false), Some(Sector::Med));
        assert_eq!(codes.sector("GOV", true), Some(Sector::Gov));
        assert_eq!(codes.sector("8", false), Some(Sector::Uaf));
        assert_eq!(codes.sector("Rebel group", false), Some(Sector::Reb));
        assert_eq!(codes.sector("General Population / Civilian / Social,Social", false), Some(Sector::Cvl));
        assert_eq!(codes.sector("Police,Government", false), Some(Sector::Cop));
        assert_eq!(codes.sector("", false), None);
        for sector in Sector::ALL {
            assert_eq!(codes.sector(Codes::agent(sector.code()), true), Some(*sector));
        }
    }

    #[test]
    fn every_code_of_cameo_finishes_an_event() {
        let codes = codes();
        for code in &Knowledge::shipped().cameo {
            let mut event = Event { cameo: Some(code.code.clone()), ..Event::default() };
            codes.finish(&mut event);
            assert_eq!(event.event_type, code.event_type, "{}", code.code);
            assert_eq!(event.goldstein, Some(code.goldstein));
            assert_eq!(event.score.is_some(), code.event_type.is_some());
            if let (Some(event_type), Some(mode)) = (code.event_type, &code.mode) {
                let known = Knowledge::shipped().scores.iter();
                assert!(
                    known.clone().any(|s| s.event_type == event_type && s.mode.as_ref() == Some(mode)),
                    "{}: {event_type} has no mode {mode}",
                    code.code
                );
            }
        }
    }
}
