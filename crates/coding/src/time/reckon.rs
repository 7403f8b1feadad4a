//! Reckons what an expression says against the date of the text.
//!
//! Conventions, where a word leaves room: weeks begin on Monday; seasons are those of the northern half of the world
//! and have three whole months; "early", "mid" and "late" are thirds; "next Friday" lies in the week after this one,
//! "last Friday" is the latest Friday before the day of the text.

use detente_record::{Basis, Interval, Precision, When};
use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::expression::{Calendar, Core, Expression, Link, Month, Part, Which, Year};
use super::lexicon::Unit;

/// Where an expression looks from the day of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// To what has been.
    Past,
    /// To what is to come.
    Future,
    /// Not known.
    Unknown,
}

/// What an expression is reckoned against.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The day of the text.
    pub published: Option<Date>,
    /// Tense.
    pub lean: Lean,
    /// A year that the clause names elsewhere.
    pub year: Option<i16>,
}

/// Days with their precision.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    from: Option<Date>,
    to: Option<Date>,
    precision: Precision,
    basis: Basis,
}

impl Stretch {
    fn new(from: Date, to: Date, precision: Precision, basis: Basis) -> Self {
        Self { from: Some(from), to: Some(to), precision, basis }
    }

    fn day(date: Date, basis: Basis) -> Self {
        Self::new(date, date, Precision::Day, basis)
    }
}

const RECKONED: Basis = Basis::TextAndDocument;

/// Days of slack when a date without a year could lie just behind or ahead of the text.
const SLACK: i64 = 31;

/// The days of an expression; `None` for a rhythm or a time of day, open for what only another event could date.
#[must_use]
pub fn reckon(expression: &Expression, context: &Context) -> Option<When> {
    if expression.is_no_date() {
        return None;
    }
    let text = Some(expression.cited());
    let open = When {
        interval: Interval { from: None, to: None },
        precision: Precision::Vague,
        basis: Basis::Text,
        text: Some(expression.span),
    };
    let Some(stretch) = whole(expression, context) else { return Some(open) };
    let Stretch { from, to, mut precision, basis } = stretch;
    let (from, to) = match expression.link {
        Link::At | Link::For | Link::Over | Link::Between | Link::Within => (from, to),
        Link::Since | Link::From => (from, None),
        Link::Until | Link::By => (None, to),
        Link::Before => (None, from.and_then(|d| moved(d, Unit::Day, -1))),
        Link::After => (to.and_then(|d| moved(d, Unit::Day, 1)), None),
    };
    if from.is_none() || to.is_none() {
        precision = Precision::Vague;
    }
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        return Some(open);
    }
    Some(When { interval: Interval { from, to }, precision, basis, text })
}

/// Start to end of an expression, ranges included.
fn whole(expression: &Expression, context: &Context) -> Option<Stretch> {
    let Some((core, part)) = expression.end else {
        return parted(expression.core, expression.part, expression.link, context);
    };
    let (start, end) = if context.lean == Lean::Future {
        let start = parted(expression.core, expression.part, Link::At, context)?;
        let later = Context { published: start.from.or(context.published), ..*context };
        (start, parted(core, part, Link::At, &later)?)
    } else {
        let end = parted(core, part, Link::At, context)?;
        let earlier = Context { published: end.to.or(context.published), lean: Lean::Past, ..*context };
        (parted(expression.core, expression.part, Link::At, &earlier)?, end)
    };
    Some(Stretch {
        from: start.from,
        to: end.to,
        precision: start.precision.max(end.precision),
        basis: if start.basis == Basis::Text && end.basis == Basis::Text { Basis::Text } else { RECKONED },
    })
}

/// A core with its part. "late June" in the middle of a June was last year's, in what has been.
fn parted(core: Core, part: Part, link: Link, context: &Context) -> Option<Stretch> {
    let found = part_of(core, part, link, context)?;
    let Core::Date(Calendar { year: Year::Open, month: Month::Given(_), day: None }) = core else { return Some(found) };
    let (Some(from), Some(to), Some(published)) = (found.from, found.to, context.published) else { return Some(found) };
    let year = match context.lean {
        Lean::Past if from > published => from.year() - 1,
        Lean::Future if to < published => from.year() + 1,
        _ => return Some(found),
    };
    if context.year.is_some() {
        return Some(found);
    }
    let again = part_of(core, part, link, &Context { year: Some(year), ..*context })?;
    Some(Stretch { basis: RECKONED, ..again })
}

fn part_of(core: Core, part: Part, link: Link, context: &Context) -> Option<Stretch> {
    let all = stretch(core, link, context)?;
    let (Some(from), Some(to)) = (all.from, all.to) else { return Some(all) };
    let deadline = matches!(link, Link::By | Link::Before | Link::Until);
    let third = |n: i64| {
        let days = from.until(to).ok().map(|s| i64::from(s.get_days()))?;
        match all.precision {
            // Months in tens, years in four months, decades in three and four years.
            Precision::Month if days > 20 => {
                let first = moved(from, Unit::Day, 10 * n)?;
                let last = if n == 2 { to } else { moved(from, Unit::Day, 10 * n + 9)? };
                Some((first, last, Precision::Month))
            }
            Precision::Year => {
                let first = moved(from, Unit::Month, 4 * n)?;
                let last = moved(moved(from, Unit::Month, 4 * n + 4)?, Unit::Day, -1)?;
                Some((first, last, Precision::Season))
            }
            Precision::Decade if days < 3700 => {
                let (a, b) = [(0, 4), (4, 7), (7, 10)][usize::try_from(n).ok()?];
                Some((
                    moved(from, Unit::Year, a)?,
                    moved(moved(from, Unit::Year, b)?, Unit::Day, -1)?,
                    Precision::Decade,
                ))
            }
            _ => None,
        }
    };
    let (first, last, precision) = match part {
        Part::Whole => (from, to, all.precision),
        Part::End if deadline => (to, to, Precision::Day),
        Part::Start if deadline => (from, from, Precision::Day),
        Part::Early | Part::Start => third(0).unwrap_or((from, to, all.precision)),
        Part::Mid => third(1).unwrap_or((from, to, all.precision)),
        Part::Late | Part::End => third(2).unwrap_or((from, to, all.precision)),
        Part::SoFar => (from, context.published?.clamp(from, to), all.precision),
        Part::Rest => (context.published?.clamp(from, to), to, all.precision),
        Part::Share(number, of) => {
            let months = match all.precision {
                Precision::Year => 12 / i64::from(of),
                _ => return Some(all),
            };
            let first = moved(from, Unit::Month, months * (i64::from(number) - 1))?;
            let last = moved(moved(first, Unit::Month, months)?, Unit::Day, -1)?;
            (first, last, Precision::Season)
        }
    };
    Some(Stretch { from: Some(first), to: Some(last), precision, basis: all.basis })
}

fn stretch(core: Core, link: Link, context: &Context) -> Option<Stretch> {
    match core {
        Core::Date(calendar) => date(calendar, context),
        Core::Season(season, year) => {
            let from = Date::new(year, season.first_month(), 1).ok()?;
            Some(Stretch::new(from, season_end(from)?, Precision::Season, Basis::Text))
        }
        Core::Decade(year) => {
            let (from, to) = (Date::new(year, 1, 1).ok()?, Date::new(year.checked_add(9)?, 12, 31).ok()?);
            Some(Stretch::new(from, to, Precision::Decade, Basis::Text))
        }
        Core::Century(year) => {
            let (from, to) = (Date::new(year, 1, 1).ok()?, Date::new(year.checked_add(99)?, 12, 31).ok()?);
            Some(Stretch::new(from, to, Precision::Decade, Basis::Text))
        }
        Core::Open(_) | Core::Shift(..) => None,
        deictic => reckoned(deictic, link, context.published?, context.lean),
    }
}

/// What is told from the day of the text.
fn reckoned(core: Core, link: Link, published: Date, lean: Lean) -> Option<Stretch> {
    let day = |date: Date| Some(Stretch::day(date, RECKONED));
    match core {
        Core::Day(days) => day(moved(published, Unit::Day, days)?),
        Core::Overnight => {
            let (from, to) = if lean == Lean::Future { (0, 1) } else { (-1, 0) };
            Some(Stretch::new(
                moved(published, Unit::Day, from)?,
                moved(published, Unit::Day, to)?,
                Precision::Day,
                RECKONED,
            ))
        }
        Core::Weekday(weekday, which, week) => day(weekday_near(published, weekday, which, week, lean)?),
        Core::Period(unit, step) => period(unit, moved(published, unit, step)?),
        Core::Recurring(Unit::Weekend, which) => {
            let saturday = match (which, lean) {
                (Which::Next, _) => moved(monday(published)?, Unit::Day, 12)?,
                (Which::Last, _) => moved(monday(published)?, Unit::Day, -2)?,
                (_, Lean::Future) | (Which::This, _) => moved(monday(published)?, Unit::Day, 5)?,
                _ if published.weekday() == Weekday::Saturday => published,
                _ => weekday_near(published, Weekday::Saturday, Which::Bare, None, Lean::Past)?,
            };
            Some(Stretch::new(saturday, moved(saturday, Unit::Day, 1)?, Precision::Day, RECKONED))
        }
        Core::Recurring(Unit::Season(season), which) => {
            let of = |year: i16| Date::new(year, season.first_month(), 1).ok();
            let year = published.year();
            let candidates: Vec<Date> = (-2..=2).filter_map(|n| of(year + n)).collect();
            let begun = |from: &&Date| **from <= published;
            let over = |from: Date| season_end(from).is_some_and(|to| to < published);
            let from = match (which, lean) {
                (Which::Last, _) => candidates.iter().rfind(|from| over(**from)),
                (Which::Next, _) => candidates.iter().find(|from| **from > published),
                (_, Lean::Future) => candidates.iter().find(|from| !over(**from)),
                (Which::This, Lean::Unknown) => candidates.iter().find(|from| !over(**from)),
                _ => candidates.iter().rfind(begun),
            }?;
            Some(Stretch::new(*from, season_end(*from)?, Precision::Season, RECKONED))
        }
        Core::Recurring(unit, _) => period(unit, published),
        Core::Ago(None, _) | Core::Past(None, _) => {
            Some(Stretch { from: None, to: Some(published), precision: Precision::Vague, basis: RECKONED })
        }
        Core::Ago(Some(number), unit) => around(unit, number, moved(published, unit, -number)?, published),
        Core::Past(Some(number), unit) => {
            let from = moved(published, unit, -number)?;
            Some(Stretch::new(from, published, Precision::Vague, RECKONED))
        }
        Core::Coming(number, unit) => {
            let to = number.and_then(|n| moved(published, unit, n));
            Some(Stretch { from: Some(published), to, precision: Precision::Vague, basis: RECKONED })
        }
        Core::Ahead(number, unit) if lean == Lean::Future => {
            let to = number.and_then(|n| moved(published, unit, n));
            if link == Link::Within || number.is_none() {
                return Some(Stretch { from: Some(published), to, precision: Precision::Day, basis: RECKONED });
            }
            around(unit, number?, to?, published)
        }
        _ => None,
    }
}

/// The period around a day that lies so many units away: as exact as the unit.
fn around(unit: Unit, number: i64, day: Date, published: Date) -> Option<Stretch> {
    match unit {
        Unit::Minute | Unit::Hour => {
            let (from, to) = (day.min(published), day.max(published));
            Some(Stretch::new(from, to, Precision::Day, RECKONED))
        }
        Unit::Day | Unit::Weekend => Some(Stretch::day(day, RECKONED)),
        // "a decade ago", "two decades ago": about then.
        Unit::Decade | Unit::Century => {
            let slack = if unit == Unit::Decade { 2 } else { 20 } * number.clamp(1, 3);
            let (from, to) = (moved(day, Unit::Year, -slack)?, moved(day, Unit::Year, slack)?);
            Some(Stretch::new(from, to, Precision::Decade, RECKONED))
        }
        unit => period(unit, day),
    }
}

/// The period of a unit that a day lies in.
fn period(unit: Unit, day: Date) -> Option<Stretch> {
    let (from, to, precision) = match unit {
        Unit::Minute | Unit::Hour | Unit::Day => (day, day, Precision::Day),
        Unit::Week => (monday(day)?, moved(monday(day)?, Unit::Day, 6)?, Precision::Week),
        Unit::Weekend => {
            let saturday = moved(monday(day)?, Unit::Day, 5)?;
            (saturday, moved(saturday, Unit::Day, 1)?, Precision::Day)
        }
        Unit::Month => (day.first_of_month(), day.last_of_month(), Precision::Month),
        Unit::Quarter => {
            let from = Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?;
            (from, season_end(from)?, Precision::Season)
        }
        Unit::Season(_) => return None,
        Unit::Year => (day.first_of_year(), day.last_of_year(), Precision::Year),
        Unit::Decade => {
            let first = day.year() - day.year().rem_euclid(10);
            (Date::new(first, 1, 1).ok()?, Date::new(first + 9, 12, 31).ok()?, Precision::Decade)
        }
        Unit::Century => {
            let first = (day.year() - 1) - (day.year() - 1).rem_euclid(100) + 1;
            (Date::new(first, 1, 1).ok()?, Date::new(first + 99, 12, 31).ok()?, Precision::Decade)
        }
    };
    Some(Stretch::new(from, to, precision, RECKONED))
}

fn date(calendar: Calendar, context: &Context) -> Option<Stretch> {
    let Calendar { year, month, day } = calendar;
    let published = context.published;
    let (year, basis) = match year {
        Year::Given(year) => (Some(year), Basis::Text),
        Year::Step(step) => (Some(published?.year().checked_add(step)?), RECKONED),
        Year::Open => match context.year.filter(|_| matches!(month, Month::Given(_))) {
            Some(year) => (Some(year), Basis::Text),
            None => (None, RECKONED),
        },
    };
    match (year, month, day) {
        (Some(year), Month::Given(month), Some(day)) => Some(Stretch::day(Date::new(year, month, day).ok()?, basis)),
        (Some(year), Month::Given(month), None) => {
            let from = Date::new(year, month, 1).ok()?;
            Some(Stretch::new(from, from.last_of_month(), Precision::Month, basis))
        }
        (Some(year), Month::Open, None) => {
            let from = Date::new(year, 1, 1).ok()?;
            Some(Stretch::new(from, from.last_of_year(), Precision::Year, basis))
        }
        (None, Month::Given(month), Some(day)) => {
            Some(Stretch::day(nearest(month, day, published?, context.lean)?, RECKONED))
        }
        (None, Month::Given(month), None) => {
            let from = nearest_month(month, published?, context.lean)?;
            Some(Stretch::new(from, from.last_of_month(), Precision::Month, RECKONED))
        }
        (None, Month::Which(month, which), day) => {
            let from = which_month(month, which, published?)?;
            match day {
                Some(day) => Some(Stretch::day(Date::new(from.year(), month, day).ok()?, RECKONED)),
                None => Some(Stretch::new(from, from.last_of_month(), Precision::Month, RECKONED)),
            }
        }
        (None, Month::Step(step), Some(day)) => {
            let month = moved(published?.first_of_month(), Unit::Month, i64::from(step))?;
            Some(Stretch::day(Date::new(month.year(), month.month(), day).ok()?, RECKONED))
        }
        (None, Month::Open, Some(day)) => {
            let published = published?;
            let forward = context.lean == Lean::Future;
            let step = if forward { 1 } else { -1 };
            (0..4)
                .filter_map(|n| moved(published.first_of_month(), Unit::Month, n * step))
                .filter_map(|month| Date::new(month.year(), month.month(), day).ok())
                .find(|date| if forward { *date >= published } else { *date <= published })
                .map(|date| Stretch::day(date, RECKONED))
        }
        _ => None,
    }
}

/// A day and month without a year: the last one for what has been, the next for what is to come, else the nearest.
fn nearest(month: i8, day: i8, published: Date, lean: Lean) -> Option<Date> {
    let years = || (-4..=4).filter_map(|n| Date::new(published.year().checked_add(n)?, month, day).ok());
    let away = |date: &Date| published.until(*date).map_or(i32::MAX, |s| s.get_days().abs());
    match lean {
        Lean::Past => years().rfind(|d| *d <= published),
        Lean::Future => years().find(|d| moved(*d, Unit::Day, SLACK).is_some_and(|d| d >= published)),
        Lean::Unknown => years().min_by_key(away),
    }
}

/// The first day of a month without a year.
fn nearest_month(month: i8, published: Date, lean: Lean) -> Option<Date> {
    let years = || (-1..=1).filter_map(|n| Date::new(published.year().checked_add(n)?, month, 1).ok());
    let away = |date: &Date| published.until(*date).map_or(i32::MAX, |s| s.get_days().abs());
    match lean {
        Lean::Past => years().rfind(|d| *d <= published),
        Lean::Future => years().find(|d| d.last_of_month() >= published),
        Lean::Unknown => years().min_by_key(away),
    }
}

/// "last August", "next March", "this June".
fn which_month(month: i8, which: Which, published: Date) -> Option<Date> {
    let years = || (-1..=1).filter_map(|n| Date::new(published.year().checked_add(n)?, month, 1).ok());
    match which {
        Which::Last => years().rfind(|d| d.last_of_month() < published),
        Which::Next => years().find(|d| *d > published),
        _ => Date::new(published.year(), month, 1).ok(),
    }
}

fn weekday_near(published: Date, weekday: Weekday, which: Which, week: Option<i64>, lean: Lean) -> Option<Date> {
    let offset = i64::from(weekday.to_monday_zero_offset());
    let today = i64::from(published.weekday().to_monday_zero_offset());
    let back = (today - offset).rem_euclid(7);
    let ahead = (offset - today).rem_euclid(7);
    let in_week = |week: i64| moved(monday(published)?, Unit::Day, 7 * week + offset);
    match (week, which, lean) {
        (Some(week), ..) => in_week(week),
        (None, Which::Next, _) => in_week(1),
        (None, Which::Last, _) => moved(published, Unit::Day, -(if back == 0 { 7 } else { back })),
        (None, _, Lean::Future) => moved(published, Unit::Day, ahead),
        (None, Which::This, Lean::Unknown) => in_week(0),
        _ => moved(published, Unit::Day, -back),
    }
}

fn monday(day: Date) -> Option<Date> {
    moved(day, Unit::Day, -i64::from(day.weekday().to_monday_zero_offset()))
}

/// The last day of a season or quarter.
fn season_end(from: Date) -> Option<Date> {
    moved(moved(from, Unit::Month, 3)?, Unit::Day, -1)
}

/// A date so many units later; hours and minutes round away from now to whole days.
pub(super) fn moved(date: Date, unit: Unit, number: i64) -> Option<Date> {
    let span = Span::new();
    let days = |n: i64| span.try_days(n).ok();
    let span = match unit {
        Unit::Minute => days(number.signum() * (number.abs() + 1439) / 1440)?,
        Unit::Hour => days(number.signum() * ((number.abs() + 23) / 24))?,
        Unit::Day => days(number)?,
        Unit::Week | Unit::Weekend => span.try_weeks(number).ok()?,
        Unit::Month => span.try_months(number).ok()?,
        Unit::Quarter | Unit::Season(_) => span.try_months(number.checked_mul(3)?).ok()?,
        Unit::Year => span.try_years(number).ok()?,
        Unit::Decade => span.try_years(number.checked_mul(10)?).ok()?,
        Unit::Century => span.try_years(number.checked_mul(100)?).ok()?,
    };
    date.checked_add(span).ok()
}
