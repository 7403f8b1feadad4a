//! How many and how much: the numbers of a clause with what they count, their unit and their hedge.
//!
//! A number belongs to a clause when it counts an object, a passive subject, a subject, a thing that the act works
//! with, the result that a participle adds ("killing 12 people"), or what a figure came to ("the toll rose to 45").
//! Dates, ages and lengths of time are no counts.

mod quantity;
mod units;

use detente_actors::Tree;
use detente_knowledge::UnitKind;
use detente_language::Upos;
use detente_record::Count;

use crate::frame::Frame;
use crate::lexicon::Lexicon;

pub use quantity::{Quantity, quantity};
pub use units::Units;

/// Words that time is counted in.
const TIME: &[&str] = &[
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "week",
    "weekend",
    "month",
    "year",
    "decade",
    "century",
    "quarter",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "a.m.",
    "p.m.",
    "gmt",
    "o'clock",
    "old",
    "year-old",
    "time",
];

/// Units of length, by their values.
const LENGTHS: &[&str] = &["km", "m", "mile", "nautical mile", "foot", "yard", "cm", "mm"];

/// Verbs that say what a figure came to.
const FIGURES: &[&str] = &[
    "rise", "climb", "jump", "increase", "grow", "reach", "stand", "come", "fall", "drop", "mount", "soar", "put",
    "bring", "raise", "revise", "pass", "top", "exceed", "hit",
];

/// Verbs whose subject is what the outcome befalls, whatever else they govern.
const SUFFERING: &[&str] = &["die", "perish", "drown", "flee", "fled", "disappear", "evacuate"];

/// A clause at work.
struct Work<'a, 'k> {
    tree: &'a Tree<'a>,
    lexicon: &'a Lexicon<'k>,
    words: Vec<String>,
    seen: Vec<usize>,
    out: Vec<Count>,
}

/// The counts of the clause of a verb or noun.
#[must_use]
pub fn of_clause(tree: &Tree<'_>, lexicon: &Lexicon<'_>, frame: &Frame, at: usize) -> Vec<Count> {
    if !tree.words().iter().any(|w| is_number_word(w, lexicon)) {
        return Vec::new();
    }
    let words = tree.words().iter().map(|w| w.form.to_lowercase()).collect();
    let mut work = Work { tree, lexicon, words, seen: Vec::new(), out: Vec::new() };
    let outcome = work.outcome_of(at);
    let own = |word: &usize| tree.head(*word) == Some(at) || tree.head(at) == Some(*word);
    for object in frame.objects.iter().filter(|w| own(w)) {
        work.phrase(*object, outcome.as_deref());
    }
    // "12 people died": those who die are counted; of others who act, only how many they are.
    let suffers = frame.objects.is_empty() || SUFFERING.iter().any(|v| *v == work.lemma(at) || *v == work.words[at]);
    for subject in frame.subjects.iter().filter(|w| tree.head(**w) == Some(at) && tree.word(**w).relation() == "nsubj")
    {
        // "the two sides": known, not counted.
        if tree.by(*subject, "det").any(|d| tree.word(d).lemma.eq_ignore_ascii_case("the")) {
            continue;
        }
        work.phrase(*subject, outcome.as_deref().filter(|_| suffers && !frame.passive));
    }
    if matches!(tree.word(at).upos, Upos::Noun | Upos::Propn) {
        work.phrase(at, None);
    }
    for child in tree.children(at) {
        let word = tree.word(*child);
        let case = tree.case(*child);
        match word.relation() {
            // "arrested between 10 and 15 protesters": an object that the analyser took for another phrase.
            "obl" if case.is_none() && frame.objects.is_empty() => work.phrase(*child, outcome.as_deref()),
            "obl" if matches!(case.as_deref(), None | Some("with" | "of" | "worth")) => work.phrase(*child, None),
            "obl" if case.as_deref() == Some("to") => work.figure(at, *child),
            "obl" if case.as_deref() == Some("at") => work.figure(at, *child),
            // "left five dead".
            "xcomp" | "ccomp" if word.upos == Upos::Adj || word.xpos == "VBN" => {
                let outcome = work.outcome_of(*child);
                for object in tree.by(at, "obj").chain(tree.by(*child, "nsubj")).collect::<Vec<_>>() {
                    work.phrase(object, outcome.as_deref());
                }
                // The number hangs on "dead" itself, or stands before "injured" and hangs elsewhere.
                if outcome.is_some() {
                    work.node(*child, outcome.as_deref());
                    let before = child.checked_sub(1).filter(|b| tree.word(*b).upos == Upos::Num);
                    if let Some(numeral) = before.filter(|n| tree.head(*n) != Some(*child)) {
                        work.node(numeral, outcome.as_deref());
                    }
                }
            }
            // "fired missiles, killing 12 people".
            "advcl" if word.xpos == "VBG" && tree.first(*child, "nsubj").is_none() => {
                if let Some(outcome) = work.outcome_of(*child) {
                    for object in tree.by(*child, "obj").collect::<Vec<_>>() {
                        work.phrase(object, Some(&outcome));
                    }
                }
            }
            // "left five dead and 20 injured": what is joined is a participle here.
            "conj" if word.xpos == "VBN" && tree.word(at).lemma.eq_ignore_ascii_case("leave") => {
                let outcome = work.outcome_of(*child);
                work.phrase(*child, outcome.as_deref());
            }
            // "some 300 km east of the city".
            "advmod" => {
                for measure in tree.by(*child, "obl").collect::<Vec<_>>() {
                    work.phrase(measure, None);
                }
            }
            _ => {}
        }
    }
    work.out.sort_by_key(|c| c.span);
    work.out.dedup_by_key(|c| c.span);
    work.out
}

/// Whether a word can begin a quantity: a cheap look before all else.
fn is_number_word(word: &detente_language::Word, lexicon: &Lexicon<'_>) -> bool {
    match word.upos {
        Upos::Num | Upos::Sym => true,
        Upos::Noun | Upos::Adj | Upos::Det => {
            let known = |text: &str| lexicon.units.row(UnitKind::Number, text).is_some();
            // Dictionary forms of common words are in lower case already; forms matter for "dozens".
            known(&word.lemma) || (word.upos == Upos::Noun && word.form.ends_with('s') && known(&word.form))
        }
        _ => word.form.as_bytes().first().is_some_and(u8::is_ascii_digit),
    }
}

impl Work<'_, '_> {
    fn lemma(&self, at: usize) -> String {
        self.tree.word(at).lemma.to_lowercase()
    }

    /// What becomes of those that a word says something of: "killed" of "kill" or "dead".
    fn outcome_of(&self, at: usize) -> Option<String> {
        let units = &self.lexicon.units;
        let of = |word: &str| units.row(UnitKind::Outcome, word).map(|u| u.value.clone());
        let particle = self.tree.first(at, "compound:prt").map(|p| format!("{} {}", self.lemma(at), self.lemma(p)));
        particle.and_then(|p| of(&p)).or_else(|| of(&self.lemma(at))).or_else(|| of(&self.words[at]))
    }

    /// The quantities of a phrase and of what is joined to it or stands under it.
    fn phrase(&mut self, root: usize, outcome: Option<&str>) {
        let mut queue = vec![root];
        while let Some(at) = queue.pop() {
            if self.seen.contains(&at) || self.seen.len() > 64 {
                continue;
            }
            self.seen.push(at);
            let tree = self.tree;
            queue.extend(
                tree.by(at, "conj")
                    .filter(|c| tree.is_nominal(*c) || tree.word(*c).upos == Upos::Adj || tree.word(*c).xpos == "VBN"),
            );
            queue.extend(tree.by(at, "nmod").filter(|c| {
                matches!(
                    tree.case(*c).as_deref(),
                    Some("of" | "with" | "contain" | "carry" | "include" | "containing" | "carrying" | "including")
                )
            }));
            queue.extend(tree.by(at, "appos").filter(|c| tree.word(*c).upos != Upos::Propn));
            let own = if at == root || tree.word(at).relation() == "conj" { outcome } else { None };
            // "20 injured" under "left five dead": what each is says so itself.
            let joined = (at != root).then(|| self.outcome_of(at)).flatten();
            self.node(at, joined.as_deref().or(own));
        }
    }

    /// The quantity that counts one noun.
    fn node(&mut self, at: usize, outcome: Option<&str>) {
        let tree = self.tree;
        let word = tree.word(at);
        let mut numerals: Vec<usize> = tree.by(at, "nummod").collect();
        // "a $2.3 million loan".
        let money = tree
            .by(at, "compound")
            .chain(tree.by(at, "nummod"))
            .find(|c| self.lexicon.units.row(UnitKind::Money, &self.words[*c]).is_some());
        if let Some(sign) = money {
            numerals = tree.by(sign, "nummod").collect();
        }
        if numerals.is_empty()
            && (word.upos == Upos::Num || self.lexicon.units.row(UnitKind::Number, &self.words[at]).is_some())
        {
            numerals.push(at);
        }
        // "a few soldiers", "several soldiers".
        if numerals.is_empty() {
            numerals.extend(tree.by(at, "amod").filter(|c| matches!(self.words[*c].as_str(), "few" | "several")));
            numerals.retain(|n| self.words[*n] == "several" || n.checked_sub(1).is_some_and(|a| self.words[a] == "a"));
        }
        let Some(numeral) = numerals.first().copied() else { return };
        if self.is_time(at) {
            return;
        }
        let Some(found) = self.quantity_at(numeral) else { return };
        self.push(at, money, &found, outcome);
    }

    /// The quantity whose words hold a numeral: its number may begin before it ("3.5 million", "twenty-five").
    fn quantity_at(&self, numeral: usize) -> Option<Quantity> {
        let first = numeral.saturating_sub(6);
        (first..=numeral)
            .filter(|start| {
                (*start..numeral)
                    .all(|w| self.tree.word(w).upos != Upos::Punct || self.words[w] == "-" || self.words[w] == "–")
            })
            .filter_map(|start| quantity(&self.words, start, &self.lexicon.units))
            .find(|q| q.words.contains(&numeral))
    }

    fn is_time(&self, at: usize) -> bool {
        let tree = self.tree;
        let time = |w: usize| TIME.contains(&self.lemma(w).as_str());
        time(at)
            || tree.children(at).iter().any(|c| {
                tree.word(*c).relation() == "nmod"
                    && time(*c)
                    && tree.word(*c).upos == Upos::Propn
                    && tree.word(at).upos == Upos::Num
            })
            || tree.by(at, "amod").any(|c| self.lemma(c) == "old")
            || (tree.word(at).upos == Upos::Num
                && tree.word(at).relation() == "obl"
                && !matches!(tree.case(at).as_deref(), Some("to" | "at") | None))
    }

    /// "The death toll rose to 45."
    fn figure(&mut self, verb: usize, at: usize) {
        let tree = self.tree;
        if tree.word(at).upos != Upos::Num || !FIGURES.contains(&self.lemma(verb).as_str()) {
            return;
        }
        let Some(subject) = tree.by(verb, "nsubj").chain(tree.by(verb, "obj")).next() else { return };
        let of = match self.lemma(subject).as_str() {
            "toll" | "count" | "tally" => {
                tree.by(subject, "compound").find_map(|c| self.outcome_of(c)).or(Some("killed".into()))
            }
            "number" | "total" | "figure" => {
                tree.by(subject, "nmod").map(|n| self.outcome_of(n).unwrap_or_else(|| self.lemma(n))).next()
            }
            _ => self.outcome_of(subject),
        };
        if let (Some(of), Some(found)) = (of, self.quantity_at(at)) {
            let span = tree.span(found.words.clone());
            self.out.push(Count { span, of, unit: None, low: found.low, high: found.high, hedge: found.hedge });
        }
    }

    fn push(&mut self, at: usize, money: Option<usize>, found: &Quantity, outcome: Option<&str>) {
        let tree = self.tree;
        let units = &self.lexicon.units;
        let lemma = self.lemma(at);
        let mut unit = money
            .and_then(|sign| units.row(UnitKind::Money, &self.words[sign]))
            .or_else(|| units.row(UnitKind::Money, &lemma))
            .or_else(|| units.row(UnitKind::Money, &self.words[at]))
            .or_else(|| units.row(UnitKind::Unit, &lemma))
            .or_else(|| units.row(UnitKind::Unit, &self.words[at]));
        // "square kilometres", "nautical miles".
        let before = at.checked_sub(1).map(|b| format!("{} {lemma}", self.words[b]));
        if let Some(pair) = before.and_then(|p| units.row(UnitKind::Unit, &p)) {
            unit = Some(pair);
        }
        // "300 bags of rice" are rice; "three bags" are bags.
        let of_what = self.of_what(at, found.words.end.max(at + 1));
        let unit_name = if found.share { Some("share".to_owned()) } else { unit.map(|u| u.value.clone()) };
        let counts_itself = matches!(
            unit_name.as_deref(),
            Some("sack" | "box" | "round" | "dose" | "ration" | "container" | "magnitude" | "m")
        );
        if counts_itself && of_what.is_none() && unit_name.as_deref() != Some("m") {
            unit = None;
        }
        let unit_name = if unit.is_none() && !found.share { None } else { unit_name };
        let number_itself = tree.word(at).upos == Upos::Num || units.row(UnitKind::Number, &self.words[at]).is_some();
        let of = match (&unit_name, of_what) {
            (Some(_), Some(what)) if money.is_none() => self.named(what),
            (Some(_), _) if money.is_some() => self.named(at),
            (Some(name), None) if LENGTHS.contains(&name.as_str()) => "distance".to_owned(),
            (Some(name), None) if unit.is_some_and(|u| u.kind == UnitKind::Money) || name == "share" => {
                "money".to_owned()
            }
            (Some(name), _) => name.clone(),
            (None, Some(what)) if number_itself => match outcome.filter(|_| self.can_suffer(what)) {
                Some(outcome) => outcome.to_owned(),
                None => self
                    .outcome_of(what)
                    .filter(|_| tree.word(what).upos != Upos::Verb)
                    .unwrap_or_else(|| self.named(what)),
            },
            (None, _) => match outcome.filter(|_| self.can_suffer(at)) {
                Some(outcome) => outcome.to_owned(),
                None if number_itself => match self.outcome_of(at) {
                    Some(outcome) => outcome,
                    // A bare number counts nothing that is said.
                    None => return,
                },
                None => self.outcome_of(at).unwrap_or_else(|| self.named(at)),
            },
        };
        let end = if number_itself { tree.span(found.words.clone()) } else { tree.word(at).span };
        let span = tree.span(found.words.clone()).cover(end);
        self.out.push(Count { span, of, unit: unit_name, low: found.low, high: found.high, hedge: found.hedge });
    }

    /// The noun behind a quantity: "dozens of people", "$2 million in aid", "3,000 tonnes of rice".
    fn of_what(&self, at: usize, behind: usize) -> Option<usize> {
        let tree = self.tree;
        let under = |at: usize| {
            tree.by(at, "nmod").find(|c| *c > at && matches!(tree.case(*c).as_deref(), Some("of" | "in" | "worth")))
        };
        let mut what = under(at).or_else(|| {
            let preposition = behind;
            let said = self.words.get(preposition).is_some_and(|w| matches!(w.as_str(), "in" | "of" | "worth"));
            said.then(|| tree.head(preposition))
                .flatten()
                .filter(|h| *h > preposition && tree.word(*h).upos == Upos::Noun)
        })?;
        // "hundreds of thousands of people".
        for _ in 0..3 {
            if self.lexicon.units.row(UnitKind::Number, &self.words[what]).is_none() {
                break;
            }
            what = under(what)?;
        }
        (!TIME.contains(&self.lemma(what).as_str())).then_some(what)
    }

    fn named(&self, at: usize) -> String {
        let word = self.tree.word(at);
        if word.upos == Upos::Propn { word.form.clone() } else { self.lemma(at) }
    }

    /// Whether a word can be what is killed, hurt or arrested: not a thing of the lexicon.
    fn can_suffer(&self, at: usize) -> bool {
        let things = self.lexicon.things(self.tree, at);
        let person =
            |c: &String| matches!(c.as_str(), "people" | "crowd" | "captive" | "hostage" | "prisoner" | "envoy");
        things.is_empty() || things.iter().any(|t| t.categories.iter().any(person))
    }
}
