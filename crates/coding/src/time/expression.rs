//! What a time expression says, before it is reckoned against a date.

use std::ops::Range;

use detente_record::TextSpan;
use jiff::civil::Weekday;

use super::lexicon::{Season, Unit};

/// How an expression is tied to its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// "on", "in", "at", "during", or nothing.
    At,
    /// "since".
    Since,
    /// "from", "starting".
    From,
    /// "until", "through".
    Until,
    /// "by", "no later than".
    By,
    /// "before", "ahead of".
    Before,
    /// "after".
    After,
    /// "within".
    Within,
    /// "for".
    For,
    /// "over", "throughout", "during" with a stretch.
    Over,
    /// "between".
    Between,
}

/// Which of the recurring days or periods is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// No word says.
    Bare,
    /// "last", "past".
    Last,
    /// "this", "the coming".
    This,
    /// "next".
    Next,
}

/// What part of a period is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// "early".
    Early,
    /// "mid-", "the middle of".
    Mid,
    /// "late".
    Late,
    /// "the end of": its last day in a deadline, else as "late".
    End,
    /// "the beginning of": its first day in a deadline, else as "early".
    Start,
    /// "earlier this": from its start to the day of the text.
    SoFar,
    /// "later this": from the day of the text to its end.
    Rest,
    /// "the first half of" and the like: number and of how many.
    Share(i8, i8),
}

/// The year of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// Not given.
    Open,
    /// Given.
    Given(i16),
    /// So many from the year of the text ("last year").
    Step(i16),
}

/// The month of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Month {
    /// Not given.
    Open,
    /// Given by name.
    Given(i8),
    /// "last August".
    Which(i8, Which),
    /// So many from the month of the text ("the 5th of this month").
    Step(i8),
}

/// A date of which parts may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The year.
    pub year: Year,
    /// The month.
    pub month: Month,
    /// The day of the month.
    pub day: Option<i8>,
}

/// What an expression is that names no stretch of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// "the following day", "three days later": needs another event's date.
    Anaphor,
    /// "for three days", "for decades".
    Duration,
    /// "every day", "daily".
    Frequency,
    /// "at 5:30 a.m.".
    Clock,
    /// "soon".
    Soon,
    /// "Ramadan", "fiscal 2019": named, but not to be reckoned here.
    Named,
}

/// The heart of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Core {
    /// "May 28", "2018", "the 12th".
    Date(Calendar),
    /// "Saturday", with the week when one is given: -1 for "Monday last week".
    Weekday(Weekday, Which, Option<i64>),
    /// Days from the day of the text.
    Day(i64),
    /// "overnight".
    Overnight,
    /// "last week": steps from the period of the text.
    Period(Unit, i64),
    /// The weekend, season and so on without a word that says which.
    Recurring(Unit, Which),
    /// "three days ago"; no number: "days ago".
    Ago(Option<i64>, Unit),
    /// "in three days", "within 48 hours".
    Ahead(Option<i64>, Unit),
    /// "the past three days"; no number: "recent days".
    Past(Option<i64>, Unit),
    /// "the next three days"; no number: "the coming days".
    Coming(Option<i64>, Unit),
    /// "the spring of 2014".
    Season(Season, i16),
    /// "the 1990s": the first year.
    Decade(i16),
    /// "the 20th century".
    Century(i16),
    /// "a day after", "two weeks before": what comes next gives the date, if anything does. Negative for "before".
    Shift(i64, Unit),
    /// No stretch of days.
    Open(Openness),
}

/// An expression in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// How it is tied.
    pub link: Link,
    /// Word of the preposition, when one ties it.
    pub link_word: Option<usize>,
    /// What it says.
    pub core: Core,
    /// Which part of it.
    pub part: Part,
    /// Where a range ends ("to June 2").
    pub end: Option<(Core, Part)>,
    /// Whether another time zone is named with it ("2030 GMT Sunday").
    pub zoned: bool,
    /// Words, the preposition included.
    pub words: Range<usize>,
    /// Words without the preposition.
    pub core_words: Range<usize>,
    /// Characters, the preposition included.
    pub span: TextSpan,
    /// Characters without the preposition.
    pub core_span: TextSpan,
}

impl Expression {
    /// Whether it names days, not only a length or a rhythm.
    #[must_use]
    pub fn is_located(&self) -> bool {
        !matches!(self.core, Core::Open(_) | Core::Shift(..))
    }

    /// Whether it is a rhythm or a time of day, which date nothing.
    #[must_use]
    pub fn is_no_date(&self) -> bool {
        matches!(self.core, Core::Open(Openness::Frequency | Openness::Clock))
    }

    /// The span that a record cites: with its preposition where that carries meaning.
    #[must_use]
    pub fn cited(&self) -> TextSpan {
        if self.link == Link::At { self.core_span } else { self.span }
    }
}
