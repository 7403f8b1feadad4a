//! Which of the bearers of a name is meant.

use detente_actors::Tree;
use detente_knowledge::GazetteerPlace;
use detente_language::Upos;
use detente_record::{Document, PlaceLevel};

use super::States;
use super::names::{self, Name};
use crate::sense::Clause;

/// What a name was decided to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    /// A place of the gazetteer.
    Place(GazetteerPlace),
    /// A state or territory, by code.
    Country(String),
    /// A place, but not known which.
    Open,
    /// No place.
    NoPlace,
}

/// Worth of an entry of `named.tsv` and of a division; a city has the logarithm of its population.
const NAMED: f64 = 7.0;
const DIVISION: f64 = 5.5;
/// What an alternative name lacks.
const OTHER_NAME: f64 = 1.5;
/// What a state named beside the place adds, or takes where another is named.
const BESIDE: f64 = 4.0;
/// What a division named beside the place adds.
const DIVISION_BESIDE: f64 = 3.0;
/// What a state named in the text adds, and what the most named adds more.
const IN_TEXT: f64 = 2.0;
const FOREMOST: f64 = 1.0;
/// By how much the best must lead.
const LEAD: f64 = 1.4;
/// What a name needs that nothing in the text supports: as a city of a quarter of a million; or, when it is the only
/// one, of fifty thousand.
const ALONE: f64 = 5.4;
const ONLY: f64 = 4.7;
/// Entries nearer than this, in degrees, are one place.
const SAME: f64 = 0.8;

/// Decides.
#[must_use]
pub fn choose(clause: &Clause<'_, '_>, name: &Name, document: &Document, states: &States) -> Chosen {
    let beside = Beside::of(clause, name, document);
    // A state by name; but "Gaza", "Crimea", "Hong Kong" have entries of their own.
    let own_entry = name.places.iter().any(|p| p.entry.starts_with("places/named.tsv"));
    if let Some(code) = name.country.clone().filter(|_| !own_entry) {
        let elsewhere = name.places.iter().find(|p| {
            p.level == PlaceLevel::Division && p.countries.iter().any(|c| *c != code && beside.states.contains(c))
        });
        return elsewhere.map_or(Chosen::Country(code), |p| Chosen::Place(p.clone()));
    }
    if name.places.is_empty() {
        return if name.is_place { Chosen::Open } else { Chosen::NoPlace };
    }
    let counted = states.of(clause.resolved);
    let most = counted.values().copied().max().unwrap_or(0);
    let mut scored: Vec<(f64, bool, &GazetteerPlace)> = Vec::new();
    for place in &name.places {
        let mut score = match place.level {
            PlaceLevel::City if place.entry.starts_with("places/cities.tsv") => {
                (f64::from(place.population) + 10.0).log10()
            }
            PlaceLevel::Division if place.entry.starts_with("places/divisions.tsv") => DIVISION,
            _ => NAMED,
        };
        if !place.main && place.entry.starts_with("places/cities.tsv") {
            score -= OTHER_NAME;
        }
        let among = |codes: &[String]| place.countries.iter().any(|c| codes.contains(c));
        let mut supported = false;
        if !beside.states.is_empty() {
            supported = among(&beside.states);
            score += if supported { BESIDE } else { -BESIDE };
        }
        if place.within.as_deref().is_some_and(|w| beside.divisions.iter().any(|d| alike(d, w))) {
            score += DIVISION_BESIDE;
            supported = true;
        }
        let named = place.countries.iter().filter_map(|c| counted.get(c)).copied().max().unwrap_or(0);
        if named > 0 {
            supported = true;
            score += IN_TEXT + if named == most { FOREMOST } else { 0.0 };
        }
        scored.push((score, supported, place));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.entry.cmp(&b.2.entry)));
    let (score, supported, best) = scored[0];
    let rival = scored[1..].iter().find(|(_, _, p)| !same(best, p)).map(|(score, ..)| *score);
    let leads = rival.is_none_or(|rival| score - rival >= LEAD);
    let enough = supported || score >= ALONE || (rival.is_none() && score >= ONLY);
    if leads && enough {
        // Of two entries for one place, the one written for this project has the usual spelling.
        let usual = name
            .places
            .iter()
            .find(|p| p.entry.starts_with("places/named.tsv") && p.level == best.level && same(best, p));
        return Chosen::Place(usual.unwrap_or(best).clone());
    }
    if name.is_place { Chosen::Open } else { Chosen::NoPlace }
}

/// Whether two entries are one place written down twice, or a town and the division named after it.
fn same(a: &GazetteerPlace, b: &GazetteerPlace) -> bool {
    let near = |slack: f64| (a.position.0 - b.position.0).abs() < slack && (a.position.1 - b.position.1).abs() < slack;
    near(SAME) || (a.countries == b.countries && (a.level != b.level) && near(4.0 * SAME))
}

/// What stands beside a name: states and divisions.
#[derive(Debug, Default)]
struct Beside {
    states: Vec<String>,
    divisions: Vec<String>,
}

impl Beside {
    fn of(clause: &Clause<'_, '_>, name: &Name, document: &Document) -> Self {
        let tree = clause.tree;
        let mut out = Self::default();
        // "Ukraine's Donetsk region", "the Russian city of Kursk", "Hama in central Syria".
        let mut around: Vec<usize> = Vec::new();
        let mut holder = name.head;
        for _ in 0..3 {
            around.extend(tree.children(holder).iter().filter(|c| !name.words.contains(c)));
            match tree
                .head(holder)
                .filter(|h| tree.word(holder).relation() == "nmod" && tree.word(*h).upos == Upos::Noun)
            {
                Some(up) if matches!(tree.case(holder).as_deref(), Some("of" | "in" | "near")) => holder = up,
                _ => break,
            }
        }
        for word in around {
            let relation = tree.word(word).relation();
            let tied =
                matches!(relation, "amod" | "compound" | "appos" | "flat" | "nmod" | "list" | "dep" | "parataxis");
            if tied {
                out.add(clause, word, document);
            }
        }
        // "Lashkar Gah, Helmand province", "Paris, Texas", "Hama, Syria".
        let mut at = name.words.end;
        while tree.words().get(at).is_some_and(|w| w.form == ",") && out.divisions.len() + out.states.len() < 4 {
            let next = at + 1;
            if tree.words().get(next).is_none_or(|w| w.upos != Upos::Propn) {
                break;
            }
            let end = run(tree, next);
            let joined = (next..end).any(|w| tree.word(w).relation() == "nsubj");
            if joined {
                break;
            }
            (next..end).for_each(|w| out.add(clause, w, document));
            out.run(clause, next..end, document);
            at = end;
        }
        out
    }

    fn add(&mut self, clause: &Clause<'_, '_>, word: usize, document: &Document) {
        if let Some(code) = names::state(clause, word)
            && !self.states.contains(&code)
        {
            self.states.push(code);
        } else if clause.tree.word(word).upos == Upos::Propn {
            self.run(clause, word..word + 1, document);
        }
    }

    /// A division by name, with the states that have one.
    fn run(&mut self, clause: &Clause<'_, '_>, words: std::ops::Range<usize>, document: &Document) {
        let Some(text) = clause.tree.span(words).slice(&document.text) else { return };
        for place in clause.lexicon.knowledge.places.named(text) {
            if place.level == PlaceLevel::Division {
                if !self.divisions.contains(&place.name) {
                    self.divisions.push(place.name);
                }
                for code in place.countries {
                    if !self.states.contains(&code) {
                        self.states.push(code);
                    }
                }
            }
        }
    }
}

/// The end of a run of proper names.
fn run(tree: &Tree<'_>, from: usize) -> usize {
    (from..tree.words().len()).find(|w| tree.word(*w).upos != Upos::Propn).unwrap_or(tree.words().len())
}

fn alike(a: &str, b: &str) -> bool {
    detente_knowledge::fold::key(a) == detente_knowledge::fold::key(b)
}
