//! All of knowledge in one value.

use std::borrow::Cow;
use std::sync::OnceLock;

use include_dir::{Dir, include_dir};
use rustc_hash::FxHashMap;

use crate::actors::{ActorFile, ActorTables, Origin, TableKind};
use crate::lexicon::{Embedder, IrregularVerb, ReadingCue, ThingName, TopicCue};
use crate::ontology::{CameoCode, ForeignType, TypeScore};
use crate::places::Gazetteer;
use crate::problem::Problem;
use crate::senses::{self, Codebook, Sense};
use crate::units::Unit;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../knowledge");

/// All knowledge: the shipped tables and a user's own.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// The files of actors, the tables of which are read when they are first asked for.
    actor_files: Vec<ActorFile>,
    actors: OnceLock<ActorTables>,
    /// `lexicon/things*.tsv`.
    pub things: Vec<ThingName>,
    /// `lexicon/embedders.tsv`.
    pub embedders: Vec<Embedder>,
    /// `lexicon/readings.tsv`.
    pub readings: Vec<ReadingCue>,
    /// `lexicon/irregular_verbs.tsv`.
    pub irregular: Vec<IrregularVerb>,
    /// `lexicon/contexts.tsv`: words of the contexts of PLOVER.
    pub contexts: Vec<TopicCue>,
    /// `lexicon/means.tsv`: with what violence is done, by modes of ASSAULT.
    pub means: Vec<TopicCue>,
    /// `lexicon/not_events.tsv`: words of domains without politics.
    pub domains: Vec<TopicCue>,
    /// `lexicon/units.tsv`: words for units and for who or what is counted.
    pub units: Vec<Unit>,
    /// `places/*.tsv`.
    pub places: Gazetteer,
    /// `events/*.toml`: the senses.
    pub senses: Vec<Sense>,
    /// `events/*.toml`: the types.
    pub codebook: Vec<Codebook>,
    /// `ontology/scores.tsv`.
    pub scores: Vec<TypeScore>,
    /// `ontology/cameo.tsv`: Goldstein score of each CAMEO code.
    pub goldstein: FxHashMap<String, f64>,
    /// `ontology/cameo.tsv`: all of it.
    pub cameo: Vec<CameoCode>,
    /// `ontology/acled.tsv`: types of ACLED.
    pub acled: Vec<ForeignType>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// What a file of senses holds.
type Events = (Option<Codebook>, Vec<Sense>, Vec<Problem>);

fn is_events(path: &str) -> bool {
    path.starts_with("events/") && path.ends_with(".toml")
}

/// Reads the files of senses, the larger half of what is read at the start, on several threads; the result is in the
/// order of the files whatever their number.
fn read_events(files: &[(String, &str)]) -> Vec<Events> {
    const MOST: usize = 4;
    let one = |(path, text): &(String, &str)| {
        let mut problems = Vec::new();
        let (book, senses) = senses::read_all(path, text, &mut problems);
        (book, senses, problems)
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST);
    let mut sizes: Vec<usize> = (0..files.len()).collect();
    sizes.sort_by_key(|at| std::cmp::Reverse(files[*at].1.len()));
    // The larger files are dealt out first, each to who has least to do.
    let mut hands: Vec<(usize, Vec<usize>)> = vec![(0, Vec::new()); threads];
    for at in sizes {
        if let Some(hand) = hands.iter_mut().min_by_key(|(load, _)| *load) {
            hand.0 += files[at].1.len();
            hand.1.push(at);
        }
    }
    let mut read: Vec<(usize, Events)> = std::thread::scope(|scope| {
        let threads: Vec<_> = hands
            .iter()
            .map(|(_, hand)| scope.spawn(move || hand.iter().map(|at| (*at, one(&files[*at]))).collect::<Vec<_>>()))
            .collect();
        let joined = threads.into_iter().map(|t| t.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.flatten().collect()
    });
    read.sort_by_key(|(at, _)| *at);
    read.into_iter().map(|(_, events)| events).collect()
}

impl Knowledge {
    /// The knowledge that ships with the program, read once.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Knowledge> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let mut knowledge = Self::default();
            let mut files: Vec<_> = FILES.find("**/*").into_iter().flatten().filter_map(|e| e.as_file()).collect();
            files.sort_by_key(|f| f.path());
            let mut texts: Vec<(String, &'static str)> = Vec::with_capacity(files.len());
            for file in files {
                let path = file.path().to_string_lossy().replace('\\', "/");
                match file.contents_utf8() {
                    Some(text) => texts.push((path, text)),
                    None => knowledge.problems.push(Problem {
                        file: path,
                        line: 0,
                        column: None,
                        message: "is not UTF-8 text".into(),
                    }),
                }
            }
            let (events, others): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(path, _)| is_events(path));
            let read = std::thread::scope(|scope| {
                let read = scope.spawn(|| read_events(&events));
                for (path, text) in others {
                    knowledge.add(&path, Cow::Borrowed(text), Origin::Shipped);
                }
                read.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            for (book, senses, problems) in read {
                knowledge.codebook.extend(book);
                knowledge.senses.extend(senses);
                knowledge.problems.extend(problems);
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
        let mut texts: std::collections::BTreeMap<String, (Cow<'static, str>, Origin)> =
            std::collections::BTreeMap::new();
        for file in FILES.find("**/*").into_iter().flatten().filter_map(|e| e.as_file()) {
            if let Some(text) = file.contents_utf8() {
                let path = file.path().to_string_lossy().replace('\\', "/");
                texts.insert(path, (Cow::Borrowed(text), Origin::Shipped));
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
                    let text = Cow::Owned(std::fs::read_to_string(&path)?);
                    texts.insert(relative.to_string_lossy().replace('\\', "/"), (text, Origin::Own));
                }
            }
        }
        let mut knowledge = Self::default();
        for (path, (text, origin)) in texts {
            knowledge.add(&path, text, origin);
        }
        Ok(knowledge)
    }

    /// Adds one file by its path relative to the knowledge folder; its actors replace shipped ones of the same
    /// identity. Returns whether the path names a kind of table.
    pub fn with(&mut self, path: &str, text: &str) -> bool {
        self.add(path, Cow::Owned(text.to_owned()), Origin::Own)
    }

    /// Adds a dictionary of actors or agents in the format of PETRARCH; `path` is what outputs cite.
    pub fn with_dictionary(&mut self, path: &str, text: String) {
        self.actors = OnceLock::new();
        self.actor_files.push(ActorFile { path: path.to_owned(), text: Cow::Owned(text), origin: Origin::Dictionary });
    }

    /// The tables of actors, read when they are first asked for.
    pub fn actors(&self) -> &ActorTables {
        self.actors.get_or_init(|| ActorTables::read(&self.actor_files))
    }

    /// Whether the actors are those that ship with the program and no others.
    #[must_use]
    pub fn has_shipped_actors(&self) -> bool {
        !self.actor_files.is_empty() && self.actor_files.iter().all(|f| f.origin == Origin::Shipped)
    }

    fn add(&mut self, path: &str, text: Cow<'static, str>, origin: Origin) -> bool {
        if path.starts_with("actors/") {
            let known = TableKind::of(path).is_some();
            if known {
                self.actors = OnceLock::new();
                self.actor_files.push(ActorFile { path: path.to_owned(), text, origin });
            }
            return known;
        }
        let (text, problems) = (text.as_ref(), &mut self.problems);
        let name = path.rsplit('/').next().unwrap_or(path);
        match path.split_once('/') {
            Some(("lexicon", _)) => match name {
                _ if name.starts_with("things") => self.things.extend(ThingName::read_all(path, text, problems)),
                "embedders.tsv" => self.embedders.extend(Embedder::read_all(path, text, problems)),
                "irregular_verbs.tsv" => self.irregular.extend(IrregularVerb::read_all(path, text, problems)),
                "contexts.tsv" => self.contexts.extend(TopicCue::contexts(path, text, problems)),
                "means.tsv" => self.means.extend(TopicCue::means(path, text, problems)),
                "not_events.tsv" => self.domains.extend(TopicCue::domains(path, text, problems)),
                "units.tsv" => self.units.extend(Unit::read_all(path, text, problems)),
                "readings.tsv" => self.readings.extend(ReadingCue::read_all(path, text, problems)),
                _ => return false,
            },
            // The shipped places are compiled in, with an index.
            Some(("places", _)) if name.ends_with(".tsv") => {
                if origin == Origin::Own {
                    self.places.add(path, text, problems);
                }
            }
            Some(("events", _)) if name.ends_with(".toml") => {
                let (book, senses) = senses::read_all(path, text, problems);
                self.codebook.extend(book);
                self.senses.extend(senses);
            }
            Some(("ontology", _)) => match name {
                "scores.tsv" => self.scores.extend(TypeScore::read_all(path, text, problems)),
                "cameo.tsv" => {
                    let codes = CameoCode::read_all(path, text, problems);
                    self.goldstein.extend(codes.iter().map(|c| (c.code.clone(), c.goldstein)));
                    self.cameo.extend(codes);
                }
                "acled.tsv" => self.acled.extend(ForeignType::read_all(path, text, problems)),
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
}
