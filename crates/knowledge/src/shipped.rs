//! All of knowledge in one value.

use std::sync::OnceLock;

use include_dir::{Dir, include_dir};
use rustc_hash::FxHashMap;

use crate::actors::{Agent, Institution, InstitutionPattern, Organisation, PersonOffice, State};
use crate::lexicon::{Embedder, ReadingCue, Sense, ThingName};
use crate::ontology::{self, TypeScore};
use crate::problem::Problem;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../knowledge");

/// All knowledge: the shipped tables and a user's own.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// `actors/states.tsv`.
    pub states: Vec<State>,
    /// `actors/people*.tsv`.
    pub people: Vec<PersonOffice>,
    /// `actors/institutions*.tsv`.
    pub institutions: Vec<Institution>,
    /// `actors/institution_patterns.tsv`.
    pub patterns: Vec<InstitutionPattern>,
    /// `actors/organisations.tsv`, `armed_groups.tsv`, `groups.tsv`.
    pub organisations: Vec<Organisation>,
    /// `actors/agents.tsv`.
    pub agents: Vec<Agent>,
    /// `lexicon/things.tsv`.
    pub things: Vec<ThingName>,
    /// `lexicon/embedders.tsv`.
    pub embedders: Vec<Embedder>,
    /// `lexicon/readings.tsv`.
    pub readings: Vec<ReadingCue>,
    /// `events/*.toml`.
    pub senses: Vec<Sense>,
    /// `ontology/scores.tsv`.
    pub scores: Vec<TypeScore>,
    /// `ontology/cameo.tsv`: Goldstein score of each CAMEO code.
    pub goldstein: FxHashMap<String, f64>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

impl Knowledge {
    /// The knowledge that ships with the program, read once.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Knowledge> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let mut knowledge = Self::default();
            let mut files: Vec<_> = FILES.find("**/*").into_iter().flatten().filter_map(|e| e.as_file()).collect();
            files.sort_by_key(|f| f.path());
            for file in files {
                let path = file.path().to_string_lossy().replace('\\', "/");
                match file.contents_utf8() {
                    Some(text) => {
                        knowledge.with(&path, text);
                    }
                    None => knowledge.problems.push(Problem {
                        file: path,
                        line: 0,
                        column: None,
                        message: "is not UTF-8 text".into(),
                    }),
                }
            }
            knowledge
        })
    }

    /// Adds one file by its path relative to the knowledge folder. Returns whether the path names a kind of table.
    pub fn with(&mut self, path: &str, text: &str) -> bool {
        let problems = &mut self.problems;
        let name = path.rsplit('/').next().unwrap_or(path);
        match path.split_once('/') {
            Some(("actors", _)) => match name {
                "states.tsv" => self.states.extend(State::read_all(path, text, problems)),
                "institution_patterns.tsv" => {
                    self.patterns.extend(InstitutionPattern::read_all(path, text, problems));
                }
                "agents.tsv" => self.agents.extend(Agent::read_all(path, text, problems)),
                "organisations.tsv" | "armed_groups.tsv" | "groups.tsv" => {
                    self.organisations.extend(Organisation::read_all(path, text, problems));
                }
                _ if name.starts_with("people") => self.people.extend(PersonOffice::read_all(path, text, problems)),
                _ if name.starts_with("institutions") => {
                    self.institutions.extend(Institution::read_all(path, text, problems));
                }
                _ => return false,
            },
            Some(("lexicon", _)) => match name {
                "things.tsv" => self.things.extend(ThingName::read_all(path, text, problems)),
                "embedders.tsv" => self.embedders.extend(Embedder::read_all(path, text, problems)),
                "readings.tsv" => self.readings.extend(ReadingCue::read_all(path, text, problems)),
                _ => return false,
            },
            Some(("events", _)) if name.ends_with(".toml") => {
                self.senses.extend(Sense::read_all(path, text, problems));
            }
            Some(("ontology", _)) => match name {
                "scores.tsv" => self.scores.extend(TypeScore::read_all(path, text, problems)),
                "cameo.tsv" => self.goldstein.extend(ontology::goldstein(path, text, problems)),
                _ => return false,
            },
            _ => return false,
        }
        true
    }

    /// PLOVER score and CAMEO code of a type and mode; those of the type where the mode has none of its own.
    #[must_use]
    pub fn score(&self, event_type: detente_record::EventType, mode: Option<&str>) -> Option<&TypeScore> {
        let of = |mode: Option<&str>| {
            self.scores.iter().find(move |s| s.event_type == event_type && s.mode.as_deref() == mode)
        };
        mode.and_then(|m| of(Some(m))).or_else(|| of(None))
    }

    /// The state of a code.
    #[must_use]
    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.iter().find(|s| s.id == code)
    }
}
