//! Time: intervals with their precision, their source text and their basis as separate fields.

use jiff::civil::Date;

use crate::span::TextSpan;

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the week.
    Week,
    /// To the month.
    Month,
    /// To the quarter or season.
    Season,
    /// To the year.
    Year,
    /// To the decade or coarser.
    Decade,
    /// A stretch that the text leaves open at one end, or bounds only roughly ("in recent years").
    Vague,
}

/// What a time rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// An expression in the text that names it outright ("26 May 2024").
    Text,
    /// An expression in the text, reckoned from the document's date ("on Saturday").
    TextAndDocument,
    /// No expression: the document's date, as the latest day on which a thing that has happened can have happened.
    Document,
}

/// A stretch of days, either end open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// First day, if known.
    pub from: Option<Date>,
    /// Last day (inclusive), if known.
    pub to: Option<Date>,
}

impl Interval {
    /// One day.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self { from: Some(date), to: Some(date) }
    }
}

/// A normalised time expression, or the lack of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// The days, as far as they can be reckoned: an expression such as "for decades" has neither end.
    pub interval: Interval,
    /// How exact they are.
    pub precision: Precision,
    /// What they rest on.
    pub basis: Basis,
    /// The expression; none when the basis is the document's date.
    pub text: Option<TextSpan>,
}
