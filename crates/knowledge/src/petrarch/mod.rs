//! Actor and agent dictionaries in the formats of TABARI and PETRARCH, read as additional knowledge.
//!
//! ```text
//! # comment                         ; comment to the end of the line
//! ADA_LOVELACE_                     a name; underscores are spaces
//! +LADY_ADA_                        another name of the same actor
//!     [GBRGOV 970101-061231]        its code for a time; both days are in it
//!     [GBRELI]                      its code at all other times
//! RIOT_POLICE {} [~COP]             an agent noun; its plural in braces, none when they are empty
//! &MINISTER                         a set of words …
//! +MINISTER_                        … with its members …
//! FOREIGN_&MINISTER [~GOV]          … and its use; !MINISTER! = A, B is the older way to say the same
//! ```
//!
//! `<DATE` holds before the day, `>DATE` from the day on. Dates are `YYYYMMDD` or `YYMMDD`; two-digit years up to 30
//! are of the 2000s, the others of the 1900s, as in PETRARCH. A final underscore, which in TABARI forbids that a word
//! goes on, is not needed: names always match whole words. A line that cannot be used is reported with its reason.

mod code;
mod date;
mod names;

use detente_record::{ActorKind, Sector};

use crate::actors::{Agent, Period};
use crate::fold;
use crate::problem::Problem;
use names::Sets;

pub use code::Head;

/// What a dictionary holds.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// Its actors.
    pub actors: Vec<DictionaryActor>,
    /// Its agent nouns.
    pub agents: Vec<Agent>,
}

/// One actor of a dictionary.
#[derive(Clone, Debug, Default)]
pub struct DictionaryActor {
    /// Its names, each with `file:line`.
    pub names: Vec<(String, String)>,
    /// Its codes, those with dates first.
    pub codes: Vec<DictionaryCode>,
}

/// A code of an actor for a time.
#[derive(Clone, Debug)]
pub struct DictionaryCode {
    /// As written: `IGOUNO`.
    pub code: String,
    /// What it begins with.
    pub head: Head,
    /// PLOVER sectors of what follows.
    pub sectors: Vec<Sector>,
    /// What the code says the actor is.
    pub kind: ActorKind,
    /// When it holds; without dates, when no other does.
    pub period: Period,
    /// `file:line`.
    pub entry: String,
}

impl Dictionary {
    /// Codes whose first part is no state that is known are read without one, and reported.
    pub(crate) fn check_places(&mut self, known: impl Fn(&str) -> bool, problems: &mut Vec<Problem>) {
        for code in self.actors.iter_mut().flat_map(|a| &mut a.codes) {
            let (Head::Place(place) | Head::Firm(Some(place))) = &code.head else { continue };
            if known(place) {
                continue;
            }
            let (file, line) = code.entry.rsplit_once(':').unwrap_or((&code.entry, "0"));
            problems.push(Problem {
                file: file.to_owned(),
                line: line.parse().unwrap_or_default(),
                column: None,
                message: format!(
                    "code [{}]: '{place}' is no state of actors/states.tsv; the name is read without a state",
                    code.code
                ),
            });
            if code.kind == ActorKind::State {
                code.kind = ActorKind::Identity;
            }
            code.head = if matches!(code.head, Head::Firm(_)) { Head::Firm(None) } else { Head::Nowhere };
        }
    }
}

/// Reads a dictionary.
#[must_use]
pub fn read(file: &str, text: &str, problems: &mut Vec<Problem>) -> Dictionary {
    let before = problems.len();
    let mut reader = Reader {
        file,
        problems,
        out: Dictionary::default(),
        sets: Sets::default(),
        open: Open::Nothing,
        started: 0,
        after_broken: false,
    };
    for (at, line) in text.lines().enumerate() {
        reader.line(at + 1, line);
    }
    reader.close();
    let out = reader.out;
    problems[before..].sort_by_key(|p| p.line);
    out
}

/// What the lines that begin with a plus belong to.
enum Open {
    Nothing,
    Actor(DictionaryActor),
    Set(String),
}

struct Reader<'a> {
    file: &'a str,
    problems: &'a mut Vec<Problem>,
    out: Dictionary,
    sets: Sets,
    open: Open,
    /// Line on which the open actor began.
    started: usize,
    /// Whether the actor that was begun last could not be used: what belongs to it is passed over silently.
    after_broken: bool,
}

impl Reader<'_> {
    fn tell(&mut self, line: usize, message: impl Into<String>) {
        self.problems.push(Problem { file: self.file.to_owned(), line, column: None, message: message.into() });
    }

    fn entry(&self, line: usize) -> String {
        format!("{}:{line}", self.file)
    }

    fn line(&mut self, number: usize, line: &str) {
        let line = uncommented(line);
        let trimmed = line.trim();
        if trimmed.is_empty() {
            return;
        }
        let (words, codes) = match trimmed.find('[') {
            Some(at) => trimmed.split_at(at),
            None => (trimmed, ""),
        };
        let words = words.trim();
        match words.as_bytes().first() {
            None => {}
            Some(b'+') => self.synonym(number, words[1..].trim()),
            Some(b'!') if words.contains('=') => {
                self.close();
                if let Err(message) = self.sets.older(words) {
                    self.tell(number, message);
                }
            }
            Some(b'&') if codes.is_empty() => {
                self.close();
                let name = words[1..].trim_end_matches('_').trim().to_uppercase();
                self.sets.begin(&name);
                self.open = Open::Set(name);
            }
            Some(_) if codes.contains('~') => {
                self.close();
                self.agent(number, words, codes);
                return;
            }
            Some(_) => {
                self.close();
                self.started = number;
                self.after_broken = false;
                match self.names(number, words) {
                    Some(names) => self.open = Open::Actor(DictionaryActor { names, codes: Vec::new() }),
                    None => self.after_broken = true,
                }
            }
        }
        if !codes.is_empty() {
            self.codes(number, codes);
        }
    }

    /// The names that a cell of words stands for, its sets written out.
    fn names(&mut self, number: usize, words: &str) -> Option<Vec<(String, String)>> {
        match self.sets.expand(words) {
            Ok(all) if all.iter().any(|n| fold::key(n).is_empty()) => {
                self.tell(number, format!("'{words}' holds no letter; the line is left out"));
                None
            }
            Ok(all) => Some(all.into_iter().map(|n| (names::written(&n), self.entry(number))).collect()),
            Err(message) => {
                self.tell(number, message);
                None
            }
        }
    }

    fn synonym(&mut self, number: usize, words: &str) {
        if self.after_broken {
            self.tell(number, "belongs to an actor that was left out, and is left out with it");
            return;
        }
        if let Open::Set(set) = &self.open {
            self.sets.member(&set.clone(), words);
            return;
        }
        let names = self.names(number, words);
        match (&mut self.open, names) {
            (Open::Actor(actor), Some(names)) => actor.names.extend(names),
            (_, None) => {}
            _ => self.tell(number, "begins with + but follows no actor; the line is left out"),
        }
    }

    fn codes(&mut self, number: usize, mut text: &str) {
        while let Some(start) = text.find('[') {
            let Some(length) = text[start..].find(']') else {
                self.tell(number, "a code is not closed: ']' is missing; the code is left out");
                return;
            };
            let inner = &text[start + 1..start + length];
            text = &text[start + length + 1..];
            match code::read(inner) {
                Ok(mut code) => {
                    code.entry = self.entry(number);
                    match &mut self.open {
                        Open::Actor(actor) => actor.codes.push(code),
                        _ if self.after_broken => {}
                        _ => self.tell(number, format!("code [{inner}] belongs to no actor; it is left out")),
                    }
                }
                Err(message) => self.tell(number, format!("code [{inner}]: {message}; it is left out")),
            }
        }
    }

    fn agent(&mut self, number: usize, words: &str, codes: &str) {
        self.after_broken = false;
        let code = codes.trim_start_matches('[').split(']').next().unwrap_or_default().trim();
        let Some(code) = code.strip_prefix('~').or_else(|| code.strip_suffix('~')) else {
            self.tell(number, format!("code [{code}] mixes an actor and an agent; the line is left out"));
            return;
        };
        let sectors = match code::sectors(code) {
            (sectors, None) => sectors,
            (sectors, Some(unknown)) if sectors.is_empty() => {
                let why = format!("code [~{code}]: '{unknown}' is no sector that is known; the line is left out");
                return self.tell(number, why);
            }
            // What follows a sector only narrows it: an ethnic group, a branch.
            (sectors, Some(_)) => sectors,
        };
        let (noun, plural) = match words.split_once('{') {
            Some((noun, rest)) => (noun.trim(), Some(rest.trim_end().trim_end_matches('}').trim())),
            None => (words, None),
        };
        let Some(nouns) = self.names(number, noun) else { return };
        for (name, entry) in nouns {
            let noun = name.to_lowercase();
            let plural = match plural {
                None => None,
                Some("") => Some(noun.clone()),
                Some(given) => Some(names::spaced(given).to_lowercase()),
            };
            let kind = if names::is_body(&noun) { ActorKind::Institution } else { ActorKind::Person };
            self.out.agents.push(Agent { noun, plural, sectors: sectors.clone(), kind, ambiguous: false, entry });
        }
    }

    /// Ends the open actor: one without a code cannot be used.
    fn close(&mut self) {
        let Open::Actor(mut actor) = std::mem::replace(&mut self.open, Open::Nothing) else { return };
        if actor.codes.is_empty() {
            let (number, name) = (self.started, actor.names.first().map_or_else(String::new, |n| n.0.clone()));
            self.tell(
                number,
                format!("'{name}' has no code that can be used before the next actor begins; it is left out (a synonym begins with +)"),
            );
            return;
        }
        actor.codes.sort_by_key(|c| c.period == Period::default());
        self.out.actors.push(actor);
    }
}

/// A line without its comment: `#` at its start or after a space, `;` anywhere.
fn uncommented(line: &str) -> &str {
    let line = line.split(';').next().unwrap_or_default();
    if line.trim_start().starts_with('#') {
        return "";
    }
    line.split(" #").next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
