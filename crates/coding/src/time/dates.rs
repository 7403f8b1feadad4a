//! Dates of the calendar in a row of tokens: "May 28, 2024", "the 3rd of August", "13 to 24 May", "mid-2019".

use detente_language::Upos;

use super::expression::{Calendar, Core, Month, Part, Which, Year};
use super::grammar::{Read, Reader};
use super::lexicon;
use super::token;

fn whole(core: Core, next: usize) -> Option<Read> {
    Some((core, Part::Whole, next))
}

fn calendar(year: Year, month: Month, day: Option<i8>) -> Core {
    Core::Date(Calendar { year, month, day })
}

/// A date at a token. `preposition` is the word before it, empty when there is none.
pub(super) fn date(reader: &Reader<'_>, at: usize, preposition: &str) -> Option<Read> {
    let start = reader.the(at);
    iso(reader, start)
        .or_else(|| juche(reader, start))
        .or_else(|| holiday(reader, start))
        .or_else(|| month_first(reader, start, preposition))
        .or_else(|| day_first(reader, start))
        .or_else(|| day_alone(reader, at))
        .or_else(|| season(reader, start))
        .or_else(|| years(reader, start, preposition))
}

fn iso(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let text = reader.text(at);
    if !token::is_iso(text) {
        return None;
    }
    let (year, month, day) =
        (text.get(..4)?.parse().ok()?, text.get(5..7)?.parse().ok()?, text.get(8..)?.parse().ok()?);
    whole(calendar(Year::Given(year), Month::Given(month), Some(day)), at + 1)
}

/// "Juche 113": the calendar of North Korea counts from 1912.
fn juche(reader: &Reader<'_>, at: usize) -> Option<Read> {
    if reader.text(at) != "juche" {
        return None;
    }
    let number: i16 = reader.text(at + 1).parse().ok().filter(|n| (1..200).contains(n))?;
    let mut next = at + 2;
    if reader.is(next, &["("]) && lexicon::year(reader.text(next + 1)).is_some() && reader.is(next + 2, &[")"]) {
        next += 3;
    }
    whole(calendar(Year::Given(1911 + number), Month::Open, None), next)
}

fn holiday(reader: &Reader<'_>, at: usize) -> Option<Read> {
    if !reader.capital(at) {
        return None;
    }
    let words = [reader.text(at), reader.text(at + 1), reader.text(at + 2), reader.text(at + 3)];
    let (month, day, length) = lexicon::holiday(&words)?;
    let next = at + length;
    if let Some(year) = lexicon::year(reader.text(next)) {
        return whole(calendar(Year::Given(year), Month::Given(month), Some(day)), next + 1);
    }
    whole(calendar(Year::Open, Month::Given(month), Some(day)), next)
}

/// The year behind a month or day: ", 2016", "of 2016", "last year".
fn year_behind(reader: &Reader<'_>, at: usize) -> (Year, usize) {
    let comma = at + usize::from(reader.is(at, &[",", "of", "in"]));
    if let Some(year) = lexicon::year(reader.text(comma)).filter(|y| (1500..2200).contains(y)) {
        // ", 2000 people": a number, not a year.
        let counts = reader.tokens.get(comma).is_some_and(|t| t.counts);
        if !counts {
            return (Year::Given(year), comma + 1);
        }
    }
    // "March, Juche 111 (2022)".
    let comma = at + usize::from(reader.is(at, &[","]));
    if let Some((Core::Date(Calendar { year, .. }), _, next)) = juche(reader, comma) {
        return (year, next);
    }
    let of = at + usize::from(reader.is(at, &["of"]));
    if reader.is(of + 1, &["year"]) {
        match reader.text(of) {
            "last" => return (Year::Step(-1), of + 2),
            "this" => return (Year::Step(0), of + 2),
            "next" => return (Year::Step(1), of + 2),
            _ => {}
        }
    }
    (Year::Open, at)
}

/// A day of the month in digits, "28" or "28th"; not a number of things.
fn day(reader: &Reader<'_>, at: usize) -> Option<i8> {
    let word = reader.text(at);
    if word.len() <= 2
        && let Ok(day) = word.parse::<i8>()
    {
        return (1..=31).contains(&day).then_some(day);
    }
    let digits = word.starts_with(|c: char| c.is_ascii_digit());
    lexicon::ordinal(word).filter(|_| digits)
}

/// "May 28, 2024", "May 2018", "last August", "August".
fn month_first(reader: &Reader<'_>, at: usize, preposition: &str) -> Option<Read> {
    let (which, start) = match reader.text(at) {
        "last" => (Which::Last, at + 1),
        "this" | "coming" => (Which::This, at + 1),
        "next" => (Which::Next, at + 1),
        _ => (Which::Bare, at),
    };
    let word = reader.text(start);
    let month = lexicon::month(word).filter(|_| reader.capital(start))?;
    let next = start + 1;
    if let Some(day) = day(reader, next)
        // "May 28 people": only a day when no noun is counted.
        && (reader.upos(next + 1) != Some(Upos::Noun) || !reader.tokens.get(next).is_some_and(|t| t.counts))
    {
        let (year, after) = year_behind(reader, next + 1);
        return whole(calendar(year, Month::Given(month), Some(day)), after);
    }
    if reader.is(next, &["the"])
        && let Some(day) = day(reader, next + 1)
    {
        let (year, after) = year_behind(reader, next + 2);
        return whole(calendar(year, Month::Given(month), Some(day)), after);
    }
    let (year, after) = year_behind(reader, next);
    if year != Year::Open {
        return whole(calendar(year, Month::Given(month), None), after);
    }
    // A month alone; "Jan" and "Mar" are names too, "march" and "may" verbs.
    let short = word.len() <= 4 && !matches!(word, "june" | "july" | "sept");
    let verb = matches!(reader.upos(start), Some(Upos::Verb | Upos::Aux));
    let told = !preposition.is_empty() || which != Which::Bare;
    if verb || (short && word != "may") || (matches!(word, "may" | "march") && !told) {
        return None;
    }
    let month = if which == Which::Bare { Month::Given(month) } else { Month::Which(month, which) };
    whole(calendar(Year::Open, month, None), next)
}

/// "28 May 2024", "the 3rd of August", "13 to 24 May", "3 and 4 August".
fn day_first(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let day_of_month = day(reader, at)?;
    let of = at + 1 + usize::from(reader.is(at + 1, &["of"]));
    let named = |at: usize| lexicon::month(reader.text(at)).filter(|_| reader.capital(at));
    if let Some(month) = named(of) {
        let (year, after) = year_behind(reader, of + 1);
        return whole(calendar(year, Month::Given(month), Some(day_of_month)), after);
    }
    let joined = reader.is(at + 1, &["to", "-", "–", "—", "and", "until", "till", "through"]);
    let second = at + 2 + usize::from(reader.is(at + 2, &["the"]));
    if joined && day(reader, second).is_some() {
        let month_at = second + 1 + usize::from(reader.is(second + 1, &["of"]));
        let second_day = day(reader, second)?;
        if named(month_at).is_some() && (reader.text(at + 1) != "and" || second_day > day_of_month) {
            return whole(calendar(Year::Open, Month::Open, Some(day_of_month)), at + 1);
        }
    }
    None
}

/// "the 12th", "the 28th of this month".
fn day_alone(reader: &Reader<'_>, at: usize) -> Option<Read> {
    if !reader.is(at, &["the"]) {
        return None;
    }
    let word = reader.text(at + 1);
    let day = lexicon::ordinal(word).filter(|_| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let of = at + 2 + usize::from(reader.is(at + 2, &["of"]));
    if reader.is(of + 1, &["month"]) {
        let step = match reader.text(of) {
            "this" => Some(0),
            "last" => Some(-1),
            "next" => Some(1),
            _ => None,
        };
        if let Some(step) = step {
            return whole(calendar(Year::Open, Month::Step(step), Some(day)), of + 2);
        }
    }
    // "the 38th parallel", "the 7th Fleet", "the 12th round".
    let counts = matches!(reader.upos(at + 2), Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num))
        || reader.is(at + 2, &["-", "of"])
        || (reader.upos(at + 2).is_none() && reader.text(at + 2).starts_with(char::is_alphabetic));
    if counts {
        return None;
    }
    whole(calendar(Year::Open, Month::Open, Some(day)), at + 2)
}

/// "the spring of 2014", "summer 2019".
fn season(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let season = lexicon::season(reader.text(at))?;
    let of = at + 1 + usize::from(reader.is(at + 1, &["of"]));
    let year = lexicon::year(reader.text(of))?;
    whole(Core::Season(season, year), of + 1)
}

fn years(reader: &Reader<'_>, at: usize, preposition: &str) -> Option<Read> {
    let word = reader.text(at);
    if let Some(first) = lexicon::decade(word) {
        return whole(Core::Decade(first), at + 1);
    }
    if let Some(number) = lexicon::ordinal(word)
        && reader.is(at + 1, &["century"])
    {
        return whole(Core::Century(i16::from(number - 1) * 100 + 1), at + 2);
    }
    let year = lexicon::year(word)?;
    let plain = matches!(
        preposition,
        "" | "in"
            | "during"
            | "of"
            | "since"
            | "by"
            | "until"
            | "till"
            | "from"
            | "before"
            | "after"
            | "between"
            | "through"
            | "to"
            | "late"
            | "early"
            | "mid"
            | "throughout"
            | "starting"
            | "beginning"
            | "as"
    );
    let counts = reader.tokens.get(at).is_some_and(|t| t.counts) && reader.upos(at + 1) == Some(Upos::Noun);
    // "0900 GMT", "1800 hours".
    let clock = reader.is(at + 1, &["gmt", "utc", "hours", "hrs", "local", "%"]);
    (plain && !counts && !clock).then_some((calendar(Year::Given(year), Month::Open, None), Part::Whole, at + 1))
}

/// The end of a range of which only the last figure is written: "May 28-30", "1950-53", "July 3 through 5".
pub(super) fn short_end(reader: &Reader<'_>, first: &Core, at: usize) -> Option<Read> {
    let Core::Date(Calendar { year, month, day: start }) = *first else { return None };
    let word = reader.text(reader.the(at));
    let next = reader.the(at) + 1;
    match (start, month, year) {
        (Some(start), Month::Given(_), _) => {
            let end = day(reader, reader.the(at)).filter(|end| *end > start)?;
            // "May 28 to 30 June" has a month of its own.
            if lexicon::month(reader.text(next)).is_some() && reader.capital(next) {
                return None;
            }
            let (end_year, after) = year_behind(reader, next);
            whole(calendar(if end_year == Year::Open { year } else { end_year }, month, Some(end)), after)
        }
        (None, Month::Open, Year::Given(year)) if word.len() == 2 => {
            let end: i16 = word.parse().ok()?;
            (end > year % 100).then_some((
                calendar(Year::Given(year - year % 100 + end), Month::Open, None),
                Part::Whole,
                next,
            ))
        }
        _ => None,
    }
}

/// Whether two cores can be the ends of one range.
pub(super) fn joinable(first: &Core, last: &Core) -> bool {
    match (first, last) {
        (Core::Date(a), Core::Date(b)) => match (a.year, b.year) {
            (Year::Given(x), Year::Given(y)) => x <= y,
            _ => a.day.is_some() == b.day.is_some() || a.day.is_none(),
        },
        (Core::Weekday(..), Core::Weekday(..) | Core::Day(_)) | (Core::Day(_), Core::Weekday(..) | Core::Day(_)) => {
            true
        }
        (Core::Weekday(..), Core::Date(date)) => date.day.is_some(),
        (Core::Decade(a), Core::Decade(b)) => a < b,
        (Core::Date(a), Core::Period(..) | Core::Day(_)) => a.year != Year::Open || a.month != Month::Open,
        (Core::Overnight, _) | (_, Core::Overnight) => false,
        _ => false,
    }
}

/// Fills what the start of a range leaves to its end: "13 to 24 May", "January to March 2019".
pub(super) fn inherit(first: Core, last: Core) -> Core {
    match (first, last) {
        (Core::Date(mut a), Core::Date(b)) => {
            if a.month == Month::Open && a.day.is_some() {
                a.month = b.month;
            }
            if a.year == Year::Open
                && let (Month::Given(x), Month::Given(y)) = (a.month, b.month)
            {
                a.year = match b.year {
                    Year::Given(year) if x > y => Year::Given(year - 1),
                    Year::Step(step) if x > y => Year::Step(step - 1),
                    other => other,
                };
            }
            Core::Date(a)
        }
        (first, _) => first,
    }
}

/// Whether a core is a date to the day.
pub(super) fn has_day(core: &Core) -> bool {
    matches!(core, Core::Date(Calendar { day: Some(_), .. }))
}

/// Whether a core is a day whose month is still to come: "12" of "12 and 13 March".
pub(super) fn is_bare_day(core: &Core) -> bool {
    matches!(core, Core::Date(Calendar { year: Year::Open, month: Month::Open, day: Some(_) }))
}
