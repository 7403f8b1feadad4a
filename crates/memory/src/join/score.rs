//! How well two reports fit as reports of one event.

use detente_record::{EventType, QuadClass, Status};

use crate::fact::{Fact, Party, Realm, Tally, Timing, countries};
use crate::words;

/// From these points on two reports are of one event.
pub const ENOUGH: i32 = 600;

/// Same family and day.
const BASE: i32 = 250;
/// The same countries on one side.
const SIDE: i32 = 200;
/// Some of the same countries on one side.
const PART_OF_SIDE: i32 = 120;
/// The same unresolved name on one side.
const NAME: i32 = 120;
/// An official on one hand and a private person of the same country on the other.
const OTHER_RANK: i32 = -50;
const SAME_TYPE: i32 = 50;
const SAME_MODE: i32 = 150;
const OTHER_MODE: i32 = -300;
const SAME_PLACE: i32 = 150;
const OTHER_PLACE: i32 = -150;
const SAME_COUNT: i32 = 150;
const OTHER_COUNT: i32 = -150;
const SAME_THING: i32 = 100;
const SAME_TRIGGER: i32 = 50;
/// For clauses with all content words in common; less in proportion.
const SAME_WORDS: i32 = 250;
/// For clauses of words that have none in common.
const OTHER_WORDS: i32 = -100;
/// What is merely said (accused, demanded) is said often, and of different things on one day.
const VERBAL: i32 = -50;
/// Meetings, agreements, praise and gifts are many on one day; who is on the other side tells them apart.
const WITH_WHOM: i32 = -120;
/// Two unresolved names that differ.
const OTHER_NAME: i32 = -150;
/// One document names one event in one place, as a rule.
const SAME_DOCUMENT: i32 = -150;
/// Acts of force told in one breath: the blow, and who was hit by it.
const ONE_TELLING: i32 = 150;
/// A headline and the first sentence tell the same.
const OPENING: i32 = 0;
/// One breath is a sentence and the next.
const BREATH: usize = 1;
/// Both sides name persons, and not the same.
const OTHER_PERSON: i32 = -150;
/// One names a country, the other somebody of no known country.
const MIXED: i32 = -30;
/// Numbers that differ by less than a tenth are the same number.
const CLOSE: f64 = 1.1;
/// Numbers that differ by less than this may be two counts of one thing: a contradiction to keep.
const DISPUTED: f64 = 2.0;

/// A report with its countries at hand.
#[derive(Clone, Debug)]
pub struct View<'f> {
    /// The report.
    pub fact: &'f Fact,
    actors: Vec<&'f str>,
    recipients: Vec<&'f str>,
}

impl<'f> View<'f> {
    /// Of a report.
    #[must_use]
    pub fn new(fact: &'f Fact) -> Self {
        Self { fact, actors: fact.actor_countries(), recipients: fact.recipient_countries() }
    }
}

/// The points of a pair, and to `note` what they are made of; none when the two cannot be of one event.
///
/// Days are not looked at: the caller compares reports that can be of one day.
pub fn weigh(x: &View<'_>, y: &View<'_>, note: &mut dyn FnMut(&'static str, i32)) -> Option<i32> {
    let (a, b) = (x.fact, y.fact);
    if !compatible_status(a.status, b.status) || !compatible_time(a, b) {
        return None;
    }
    let mut points = 0;
    let mut add = |what: &'static str, p: i32| {
        if p != 0 {
            note(what, p);
            points += p;
        }
    };
    add("same kind of act", BASE);
    let mutual = a.detail.reciprocal || b.detail.reciprocal;
    let (left, right) = if mutual {
        (circle(x, y)?, Side::Open)
    } else {
        (
            side((&a.detail.actors, &x.actors), (&b.detail.actors, &y.actors))?,
            side((&a.detail.recipients, &x.recipients), (&b.detail.recipients, &y.recipients))?,
        )
    };
    let shared = |s: Side| !matches!(s, Side::Open | Side::Unlike | Side::Mixed);
    let telling = telling(a, b);
    if !shared(left) && !shared(right) && (telling != Telling::OneBreath || left == Side::Unlike) {
        // Nobody in common: nothing that could tell two acts of the day apart.
        return None;
    }
    add("actor", left.points() * if mutual { 2 } else { 1 });
    add("recipient", right.points());
    if !matches!(a.event_type.quad_class(), QuadClass::MaterialConflict) {
        let persons = other_persons(&a.detail.actors, &b.detail.actors)
            || other_persons(&a.detail.recipients, &b.detail.recipients);
        add("other persons", if !mutual && persons { OTHER_PERSON } else { 0 });
    }
    if !mutual && takes_two(a.event_type) && !(shared(left) && shared(right)) {
        add("with whom is open", WITH_WHOM);
    }
    if a.event_type == b.event_type {
        add("same type", SAME_TYPE);
    }
    if let (Some(x), Some(y)) = (&a.mode, &b.mode) {
        if x == y { add("same mode", SAME_MODE) } else { add("different mode", OTHER_MODE) }
    }
    if let (Some(x), Some(y)) = (&a.detail.place, &b.detail.place) {
        if x.eq_ignore_ascii_case(y) { add("same place", SAME_PLACE) } else { add("different place", OTHER_PLACE) }
    }
    match counts(&a.detail.counts, &b.detail.counts) {
        Some(true) => add("same count", SAME_COUNT),
        Some(false) => add("different count", OTHER_COUNT),
        None => {}
    }
    if a.detail.things.iter().any(|t| b.detail.things.contains(t)) {
        add("same thing", SAME_THING);
    }
    if a.detail.trigger == b.detail.trigger {
        add("same word", SAME_TRIGGER);
    }
    if let Some(shared) = words::overlap(&a.detail.words, &b.detail.words) {
        add("words in common", if shared == 0 { OTHER_WORDS } else { SAME_WORDS * shared / 1000 });
    }
    if matches!(a.event_type.quad_class(), QuadClass::VerbalConflict | QuadClass::VerbalCooperation) {
        add("only words", VERBAL);
    }
    match telling {
        Telling::Elsewhere => {}
        Telling::Opening => add("headline and text", OPENING),
        Telling::OneBreath => add("told in one breath", ONE_TELLING),
        Telling::SameDocument => add("same document", SAME_DOCUMENT),
    }
    Some(points)
}

/// How two reports stand in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Telling {
    /// In two documents.
    Elsewhere,
    /// Among the headline and the first sentence.
    Opening,
    /// Of an act of force, in one sentence or the next.
    OneBreath,
    /// In one document.
    SameDocument,
}

fn telling(a: &Fact, b: &Fact) -> Telling {
    if a.document != b.document {
        return Telling::Elsewhere;
    }
    let (first, last) = (a.detail.sentence.min(b.detail.sentence), a.detail.sentence.max(b.detail.sentence));
    let force = |f: &Fact| f.event_type.quad_class() == QuadClass::MaterialConflict;
    if force(a) && force(b) && last - first <= BREATH {
        Telling::OneBreath
    } else if first == 0 && last <= 1 {
        Telling::Opening
    } else {
        Telling::SameDocument
    }
}

/// Whether two lists name persons, of whom none is in both.
fn other_persons(a: &[Party], b: &[Party]) -> bool {
    let known = |list: &[Party]| list.iter().any(is_somebody);
    known(a) && known(b) && !a.iter().any(|p| is_somebody(p) && b.iter().any(|q| names_agree(p, q)))
}

/// A person with a name, rather than "the president".
fn is_somebody(party: &Party) -> bool {
    party.kind == "person" && party.country.is_some() && party.name.starts_with(char::is_uppercase)
}

/// What was called off is not what was planned, what is asked for is not what is pledged.
fn compatible_status(a: Status, b: Status) -> bool {
    let group = |s: Status| match s {
        Status::Cancelled => 1,
        Status::Demanded => 2,
        _ => 0,
    };
    Realm::of(a) == Realm::of(b) && group(a) == group(b)
}

/// A stretch of days is the same only as the same stretch; a day is not a stretch.
fn compatible_time(a: &Fact, b: &Fact) -> bool {
    let coarse = |f: &Fact| f.timing == Timing::Coarse;
    match (coarse(a), coarse(b)) {
        (false, false) => true,
        (true, true) => a.from == b.from && a.to == b.to,
        _ => false,
    }
}

/// Whether an act of this type has somebody on the other side by its nature.
fn takes_two(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Consult
            | EventType::Agree
            | EventType::Support
            | EventType::Aid
            | EventType::Cooperate
            | EventType::Concede
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// One of the two leaves it open.
    Open,
    /// Both name somebody without a country, and not the same.
    Unlike,
    /// One names a country, the other somebody of no known country.
    Mixed,
    Same,
    Part,
    Rank,
    Name,
}

impl Side {
    fn points(self) -> i32 {
        match self {
            Self::Open => 0,
            Self::Unlike => OTHER_NAME,
            Self::Mixed => MIXED,
            Self::Same => SIDE,
            Self::Part => PART_OF_SIDE,
            Self::Rank => SIDE + OTHER_RANK,
            Self::Name => NAME,
        }
    }
}

/// How two lists of actors, each with its countries, agree; none when they contradict each other.
fn side((a, x): (&[Party], &[&str]), (b, y): (&[Party], &[&str])) -> Option<Side> {
    if x.is_empty() || y.is_empty() {
        if a.is_empty() || b.is_empty() {
            return Some(Side::Open);
        }
        let same = a.iter().any(|p| b.iter().any(|q| names_agree(p, q)));
        let other = if x.is_empty() && y.is_empty() { Side::Unlike } else { Side::Mixed };
        return Some(if same { Side::Name } else { other });
    }
    if x == y {
        let official = |list: &[Party]| list.iter().any(Party::is_official);
        return Some(if official(a) == official(b) { Side::Same } else { Side::Rank });
    }
    x.iter().any(|c| y.contains(c)).then_some(Side::Part)
}

/// How those agree who do something with each other. One country in common tells little: the hosts of many guests
/// are the same.
fn circle(a: &View<'_>, b: &View<'_>) -> Option<Side> {
    let parties =
        |v: &View<'_>| v.fact.detail.actors.iter().chain(&v.fact.detail.recipients).cloned().collect::<Vec<_>>();
    let (p, q) = (parties(a), parties(b));
    let (x, y) = (countries(&p), countries(&q));
    let common = x.iter().filter(|c| y.contains(c)).count();
    match (x.len(), y.len()) {
        (0, _) | (_, 0) => side((&p, &x), (&q, &y)),
        (n, m) if n == m && n == common && n > 1 => Some(Side::Same),
        _ if common > 1 => Some(Side::Part),
        // With one country alone it is the names that count.
        (1, _) | (_, 1) if common == 1 => {
            let named = p.iter().any(|p| p.kind != "state" && q.iter().any(|q| names_agree(p, q)));
            Some(if named { Side::Part } else { Side::Unlike })
        }
        _ => None,
    }
}

fn names_agree(a: &Party, b: &Party) -> bool {
    a.id.is_some() && a.id == b.id || a.name.eq_ignore_ascii_case(&b.name)
}

/// Whether numbers of the same things agree: yes, no, or not to be told.
fn counts(a: &[Tally], b: &[Tally]) -> Option<bool> {
    let mut verdict = None;
    for x in a {
        for y in b.iter().filter(|y| y.of == x.of) {
            let ratio = distance(x, y);
            if ratio <= CLOSE {
                return Some(true);
            }
            if ratio > DISPUTED {
                verdict = Some(false);
            }
        }
    }
    verdict
}

/// How many times larger one is than the other, at the nearest ends of their ranges.
pub(crate) fn distance(x: &Tally, y: &Tally) -> f64 {
    let (xh, yh) = (x.high.unwrap_or(x.low).max(x.low), y.high.unwrap_or(y.low).max(y.low));
    if x.low <= yh && y.low <= xh {
        return 1.0;
    }
    let (small, large) = if xh < y.low { (xh, y.low) } else { (yh, x.low) };
    if small <= 0.0 { f64::INFINITY } else { large / small }
}
