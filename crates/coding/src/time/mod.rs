//! Expressions of time, normalised against the document's date.
//!
//! ```text
//! words ──token──▶ tokens ──grammar, dates, stretches──▶ Expression ──attach──▶ the clause it belongs to
//!                                                └──reckon──▶ When: interval, precision, basis, words
//! ```
//!
//! The grammar works on the row of words, so that a mistake of the analyser inside an expression does no harm; the
//! tree decides to which clause an expression belongs. Nothing is invented: what only another event could date
//! ("three days later"), a length ("for decades") and what the text leaves vague come out with their words and no
//! days; a rhythm ("every Friday") or a time of day dates nothing.

mod attach;
mod dates;
mod expression;
mod grammar;
mod lexicon;
mod reckon;
mod stretches;
mod token;

#[cfg(test)]
mod tests;

use detente_actors::Tree;
use detente_language::Upos;
use detente_record::{Basis, Interval, Precision, TextSpan, When};
use jiff::civil::Date;

pub use expression::{Calendar, Core, Expression, Link, Month, Openness, Part, Which, Year};
pub use lexicon::{Season, Unit};
pub use reckon::{Context, Lean, reckon};

use attach::Attached;

/// The time expressions of a sentence, in order.
#[must_use]
pub fn expressions(tree: &Tree<'_>) -> Vec<Expression> {
    if !token::promising(tree.words()) {
        return Vec::new();
    }
    grammar::find(&token::of_words(tree.words()))
}

/// The time expressions of a bare text, in order; `offset` is where it begins.
#[must_use]
pub fn expressions_of_text(text: &str, offset: usize) -> Vec<Expression> {
    grammar::find(&token::of_text(text, offset))
}

/// The time expressions of one sentence with what governs each: found once, asked for each clause.
#[derive(Clone, Debug, Default)]
pub struct Times {
    attached: Vec<Attached>,
}

impl Times {
    /// Finds them.
    #[must_use]
    pub fn new(tree: &Tree<'_>) -> Self {
        let found = expressions(tree);
        Self { attached: if found.is_empty() { Vec::new() } else { attach::attach(tree, found) } }
    }

    /// The time of a clause: of the expressions that belong to the verb or noun at `at`, the most exact one. `forward`
    /// says that the act is still to come. `None` when the clause names no time.
    #[must_use]
    pub fn of_clause(
        &self,
        tree: &Tree<'_>,
        at: usize,
        text: &str,
        published: Option<Date>,
        forward: bool,
    ) -> Option<When> {
        if self.attached.is_empty() {
            return None;
        }
        let own: Vec<&Attached> = self.attached.iter().filter(|a| attach::belongs(tree, a, at)).collect();
        let lean = if forward { Lean::Future } else { lean(tree, at) };
        let context = Context { published, lean, year: named_year(&own) };
        own.into_iter()
            .filter_map(|a| Some((a.expression.zoned, reckoned(tree, a, &self.attached, &context)?)))
            .min_by_key(|(zoned, when)| (rank(when), *zoned, when.precision, when.text.map(|t| t.start)))
            .map(|(_, when)| when)
            .filter(|when| when.text.is_some_and(|t| t.slice(text).is_some()))
    }

    /// The day by which the act of a clause is to be done, for what looks forward: an interval whose end is that day.
    /// A soft limit ("soon", "in the coming weeks") has words and no end. `None` when the clause sets none.
    #[must_use]
    pub fn deadline_of_clause(&self, tree: &Tree<'_>, at: usize, text: &str, published: Option<Date>) -> Option<When> {
        let own: Vec<&Attached> =
            self.attached.iter().filter(|a| attach::belongs(tree, a, at) || attach::limits(tree, a, at)).collect();
        if own.is_empty() {
            return None;
        }
        let context = Context { published, lean: Lean::Future, year: named_year(&own) };
        // What has been done has no day by which to do it.
        let open = lean(tree, at) != Lean::Past;
        let ahead = |when: &When| match (when.interval.to, published) {
            (Some(to), Some(published)) => to >= published,
            (Some(_), None) => true,
            (None, _) => false,
        };
        own.into_iter()
            .filter_map(|a| {
                let expression = &a.expression;
                let link = if a.bare { Link::At } else { expression.link };
                let soft =
                    matches!(expression.core, Core::Open(Openness::Soon) | Core::Coming(..) | Core::Ahead(None, _));
                let when = reckoned(tree, a, &self.attached, &context)?;
                let strength = match link {
                    Link::By | Link::Before | Link::Until | Link::Within if ahead(&when) => 0,
                    Link::At | Link::For if open && ahead(&when) && expression.is_located() => 1,
                    _ if soft => 2,
                    _ => return None,
                };
                Some((strength, when))
            })
            .min_by_key(|(strength, when)| (*strength, when.interval.to, when.text.map(|t| t.start)))
            .map(|(_, when)| when)
            .filter(|when| when.text.is_some_and(|t| t.slice(text).is_some()))
    }
}

/// [`Times::of_clause`] of a sentence that is asked once.
#[must_use]
pub fn of_clause(tree: &Tree<'_>, at: usize, text: &str, published: Option<Date>, forward: bool) -> Option<When> {
    Times::new(tree).of_clause(tree, at, text, published, forward)
}

/// [`Times::deadline_of_clause`] of a sentence that is asked once.
#[must_use]
pub fn deadline_of_clause(tree: &Tree<'_>, at: usize, text: &str, published: Option<Date>) -> Option<When> {
    Times::new(tree).deadline_of_clause(tree, at, text, published)
}

/// Whether a time is history to a text of this day: wholly over for more than a year.
#[must_use]
pub fn is_background(when: &When, published: Date) -> bool {
    const YEAR: i32 = 366;
    when.interval.to.is_some_and(|to| to.until(published).is_ok_and(|span| span.get_days() > YEAR))
        && when.basis != Basis::Document
}

/// Reads one expression from a bare text, the preposition included: "by the end of May".
#[must_use]
pub fn read(text: &str, published: Option<Date>, lean: Lean) -> Option<When> {
    let found = expressions_of_text(text, 0);
    let year = found.iter().find_map(year_of);
    let context = Context { published, lean, year };
    found.iter().filter_map(|e| reckon(e, &context)).min_by_key(|when| (rank(when), when.precision))
}

/// Bounded times before open ones, and those before lengths and vague words.
fn rank(when: &When) -> u8 {
    match (when.interval.from, when.interval.to) {
        (Some(_), Some(_)) => 0,
        (None, None) => 2,
        _ => 1,
    }
}

/// The days of an expression in its sentence.
fn reckoned(tree: &Tree<'_>, attached: &Attached, all: &[Attached], context: &Context) -> Option<When> {
    let expression = &attached.expression;
    if let Core::Shift(number, unit) = expression.core {
        return Some(shifted(tree, attached, number, unit, all, context));
    }
    if attached.bare {
        // The preposition is the noun's: "since last year's coup" gives last year.
        let plain = Expression { link: Link::At, span: expression.core_span, ..expression.clone() };
        return reckon(&plain, context);
    }
    reckon(expression, context)
}

/// "three days after the talks on May 5": reckoned only from a day that stands there.
fn shifted(tree: &Tree<'_>, attached: &Attached, number: i64, unit: Unit, all: &[Attached], context: &Context) -> When {
    let expression = &attached.expression;
    let open = |span: TextSpan| When {
        interval: Interval { from: None, to: None },
        precision: Precision::Vague,
        basis: Basis::Text,
        text: Some(span),
    };
    let preposition = expression.words.end - 1;
    let anchor = tree.head(preposition).filter(|a| !expression.words.contains(a));
    let from_anchor = anchor.and_then(|anchor| {
        all.iter()
            .filter(|a| a.governor == Some(anchor) || a.expression.core_words.contains(&anchor))
            .filter(|a| a.expression.is_located() && a.expression != *expression)
            .filter_map(|a| {
                let lean = if context.lean == Lean::Future { Lean::Unknown } else { context.lean };
                let plain = Expression { link: Link::At, ..a.expression.clone() };
                reckon(&plain, &Context { lean, ..*context }).map(|w| (w, a.expression.core_span))
            })
            .find(|(w, _)| w.precision == Precision::Day && w.interval.from == w.interval.to)
    });
    let Some((when, stated)) = from_anchor else { return open(expression.span) };
    match when.interval.from.and_then(|day| reckon::moved(day, unit, number)) {
        Some(day) => When {
            interval: Interval::day(day),
            precision: if unit <= Unit::Day { Precision::Day } else { Precision::Week },
            basis: when.basis,
            text: Some(expression.span.cover(stated)),
        },
        None => open(expression.span),
    }
}

/// The year that one of a clause's expressions gives outright.
fn named_year(own: &[&Attached]) -> Option<i16> {
    own.iter().find_map(|a| year_of(&a.expression))
}

fn year_of(expression: &Expression) -> Option<i16> {
    match expression.core {
        Core::Date(Calendar { year: Year::Given(year), month: Month::Open, day: None })
            if expression.link == Link::At && expression.end.is_none() =>
        {
            Some(year)
        }
        _ => None,
    }
}

/// Where the tense of a clause looks.
fn lean(tree: &Tree<'_>, at: usize) -> Lean {
    let mut verb = at;
    let mut steps = 0;
    while !matches!(tree.word(verb).upos, Upos::Verb | Upos::Aux) {
        let Some(head) = tree.head(verb).filter(|_| steps < 8) else { return Lean::Unknown };
        verb = head;
        steps += 1;
    }
    let auxiliaries = || tree.by(verb, "aux").map(|a| tree.word(a).lemma.to_lowercase());
    if auxiliaries().any(|a| matches!(a.as_str(), "will" | "shall" | "'ll")) {
        return Lean::Future;
    }
    let word = tree.word(verb);
    let perfect = auxiliaries().any(|a| a == "have");
    if perfect || word.feats.has("Tense", "Past") || matches!(word.xpos.as_str(), "VBD" | "VBN") {
        return Lean::Past;
    }
    Lean::Unknown
}
