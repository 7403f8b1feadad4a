//! All of knowledge in one value.

use std::sync::OnceLock;

use include_dir::{Dir, include_dir};
use rustc_hash::FxHashMap;

use crate::actors::{Agent, Institution, InstitutionPattern, Organisation, PersonOffice, State};
use crate::lexicon::{Embedder, ReadingCue, ThingName};
use crate::ontology::{self, TypeScore};
use crate::problem::Problem;
use crate::senses::{self, Codebook, Sense};

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
    /// `lexicon/things*.tsv`.
    pub things: Vec<ThingName>,
    /// `lexicon/embedders.tsv`.
    pub embedders: Vec<Embedder>,
    /// `lexicon/readings.tsv`.
    pub readings: Vec<ReadingCue>,
    /// `events/*.toml`: the senses.
    pub senses: Vec<Sense>,
    /// `events/*.toml`: the types.
    pub codebook: Vec<Codebook>,
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

    /// The shipped knowledge with the tables of a folder of the same layout: a file that ships under the same path is
    /// replaced, any other is added. Files that are no tables are left alone.
    ///
    /// # Errors
    /// When the folder or one of its tables cannot be read.
    pub fn with_folder(folder: &std::path::Path) -> std::io::Result<Self> {
        let mut texts: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
        for file in FILES.find("**/*").into_iter().flatten().filter_map(|e| e.as_file()) {
            if let Some(text) = file.contents_utf8() {
                texts.insert(file.path().to_string_lossy().replace('\\', "/"), text.to_owned());
            }
        }
        let mut rooms: Vec<std::path::PathBuf> =
            std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<std::io::Result<_>>()?;
        rooms.retain(|r| r.is_dir());
        for room in rooms {
            for entry in std::fs::read_dir(&room)? {
                let path = entry?.path();
                let table = path.extension().is_some_and(|e| e == "tsv" || e == "toml");
                if let Some(relative) = path.strip_prefix(folder).ok().filter(|_| table && path.is_file()) {
                    texts.insert(relative.to_string_lossy().replace('\\', "/"), std::fs::read_to_string(&path)?);
                }
            }
        }
        let mut knowledge = Self::default();
        for (path, text) in &texts {
            knowledge.with(path, text);
        }
        Ok(knowledge)
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
                _ if name.starts_with("things") => self.things.extend(ThingName::read_all(path, text, problems)),
                "embedders.tsv" => self.embedders.extend(Embedder::read_all(path, text, problems)),
                "readings.tsv" => self.readings.extend(ReadingCue::read_all(path, text, problems)),
                _ => return false,
            },
            Some(("events", _)) if name.ends_with(".toml") => {
                let (book, senses) = senses::read_all(path, text, problems);
                self.codebook.extend(book);
                self.senses.extend(senses);
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
