//! Expressions of time, normalised against the document's date.
//!
//! What is recognised: full and partial dates ("26 May 2024", "May 26", "in 2018", "June 2020"), weekdays ("on
//! Saturday", "late Monday"), "today", "yesterday", "tomorrow", "last night", relative weeks, months and years ("last
//! week", "this year"), and stretches without ends ("for decades", "in recent years"). Anything else yields nothing:
//! a date is never invented. A weekday or a day without a year is reckoned from the document's date, backwards for
//! what has happened and forwards for what is to come; without a document date it stays open.

use detente_actors::Tree;
use detente_language::Upos;
use detente_record::{Basis, Interval, Precision, TextSpan, When};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The time expression of a clause: the first among its modifiers that can be read.
#[must_use]
pub fn of_clause(tree: &Tree<'_>, at: usize, text: &str, published: Option<Date>, forward: bool) -> Option<When> {
    let modifiers =
        tree.by(at, "obl").chain(tree.by(at, "advmod")).chain(tree.by(at, "nmod")).chain(tree.by(at, "nummod"));
    let mut found: Vec<When> = Vec::new();
    for modifier in modifiers {
        let span = tree.subtree_span(modifier);
        let own = tree.span(tree.phrase(modifier));
        let case = tree.case(modifier).unwrap_or_default();
        for span in [own, span] {
            if let Some(when) = span.slice(text).and_then(|words| read(words, &case, span, published, forward)) {
                found.push(when);
                break;
            }
        }
        // "in a meeting in 2018": a time may hang under the noun of the phrase.
        if matches!(tree.word(modifier).upos, Upos::Noun) {
            for below in tree.by(modifier, "nmod") {
                let span = tree.span(tree.phrase(below));
                let case = tree.case(below).unwrap_or_default();
                if let Some(when) = span.slice(text).and_then(|words| read(words, &case, span, published, forward)) {
                    found.push(when);
                }
            }
        }
    }
    found.sort_by_key(|w| (w.precision, w.text.map(|t| t.start)));
    found.into_iter().next()
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
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
    ];
    let word = word.trim_end_matches('.').to_lowercase();
    MONTHS
        .iter()
        .position(|m| *m == word || (word.len() >= 3 && m.starts_with(&word) && word.len() <= 4))
        .and_then(|m| i8::try_from(m + 1).ok())
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.to_lowercase().as_str() {
        "monday" | "mon." => Weekday::Monday,
        "tuesday" | "tues." => Weekday::Tuesday,
        "wednesday" | "wed." => Weekday::Wednesday,
        "thursday" | "thurs." => Weekday::Thursday,
        "friday" | "fri." => Weekday::Friday,
        "saturday" | "sat." => Weekday::Saturday,
        "sunday" | "sun." => Weekday::Sunday,
        _ => return None,
    })
}

fn span_of(from: Date, to: Date, precision: Precision, basis: Basis, text: TextSpan) -> When {
    When { interval: Interval { from: Some(from), to: Some(to) }, precision, basis, text: Some(text) }
}

fn open(text: TextSpan) -> When {
    When {
        interval: Interval { from: None, to: None },
        precision: Precision::Vague,
        basis: Basis::Text,
        text: Some(text),
    }
}

/// Reads one expression. `case` is the preposition before it.
#[must_use]
pub fn read(words: &str, case: &str, span: TextSpan, published: Option<Date>, forward: bool) -> Option<When> {
    let parts: Vec<&str> = words
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|p| {
            !p.is_empty()
                && !matches!(p.to_lowercase().as_str(), "the" | "of" | "on" | "in" | "since" | "for" | "late" | "early")
        })
        .collect();
    if parts.is_empty() || parts.len() > 5 {
        return None;
    }
    let year = parts
        .iter()
        .find_map(|p| (p.len() == 4).then(|| p.parse::<i16>().ok()).flatten())
        .filter(|y| (1800..2200).contains(y));
    let month_at = parts.iter().position(|p| month(p).is_some() && p.chars().next().is_some_and(char::is_uppercase));
    let day = parts.iter().find_map(|p| {
        p.trim_end_matches(|c: char| c.is_alphabetic())
            .parse::<i8>()
            .ok()
            .filter(|d| (1..=31).contains(d) && p.len() <= 4)
    });
    if let Some(month) = month_at.and_then(|at| month(parts[at])) {
        let basis = if year.is_some() { Basis::Text } else { Basis::TextAndDocument };
        return match (day, year) {
            (Some(day), Some(year)) => {
                Date::new(year, month, day).ok().map(|d| span_of(d, d, Precision::Day, basis, span))
            }
            (Some(day), None) => {
                let near = nearest_year(published?, month, day, forward)?;
                Some(span_of(near, near, Precision::Day, basis, span))
            }
            (None, year) if parts.len() <= 2 => {
                let first = match year {
                    Some(year) => Date::new(year, month, 1).ok()?,
                    None => nearest_year(published?, month, 1, forward)?,
                };
                Some(span_of(first, first.last_of_month(), Precision::Month, basis, span))
            }
            _ => None,
        };
    }
    if let (Some(year), true) = (year, parts.len() == 1 && matches!(case, "in" | "during" | "since" | "by" | "")) {
        let first = Date::new(year, 1, 1).ok()?;
        let to = Date::new(year, 12, 31).ok()?;
        let mut when = span_of(first, to, Precision::Year, Basis::Text, span);
        if case == "since" {
            when.interval.to = None;
            when.precision = Precision::Vague;
        }
        return Some(when);
    }
    let lower = parts.join(" ").to_lowercase();
    if let Some(day) = parts.iter().find_map(|p| weekday(p)) {
        let published = published?;
        // "on Saturday": the last one up to the day of the text, or the next for what is to come.
        let back = i64::from((published.weekday().to_monday_zero_offset() - day.to_monday_zero_offset()).rem_euclid(7));
        let back = if lower.starts_with("last ") && back == 0 { 7 } else { back };
        let date = if forward || lower.starts_with("next ") {
            published.checked_add((if back == 0 { 0 } else { 7 - back }).days()).ok()?
        } else {
            published.checked_sub(back.days()).ok()?
        };
        return Some(span_of(date, date, Precision::Day, Basis::TextAndDocument, span));
    }
    let shifted = |days: i64| {
        let date = published?.checked_add(days.days()).ok()?;
        Some(span_of(date, date, Precision::Day, Basis::TextAndDocument, span))
    };
    match lower.as_str() {
        "today" | "tonight" | "this morning" | "this afternoon" | "this evening" => return shifted(0),
        "yesterday" | "last night" => return shifted(-1),
        "tomorrow" => return shifted(1),
        _ => {}
    }
    if let Some((which, unit)) = lower.split_once(' ')
        && matches!(which, "last" | "this" | "next")
    {
        let published = published?;
        let step: i64 = match which {
            "last" => -1,
            "next" => 1,
            _ => 0,
        };
        let (from, to, precision) = match unit {
            "week" => {
                let monday =
                    published.checked_sub(i64::from(published.weekday().to_monday_zero_offset()).days()).ok()?;
                let from = monday.checked_add((7 * step).days()).ok()?;
                (from, from.checked_add(6.days()).ok()?, Precision::Week)
            }
            "month" => {
                let from = published.first_of_month().checked_add(step.months()).ok()?;
                (from, from.last_of_month(), Precision::Month)
            }
            "year" => {
                let from = published.first_of_year().checked_add(step.years()).ok()?;
                (from, from.last_of_year(), Precision::Year)
            }
            _ => return None,
        };
        return Some(span_of(from, to, precision, Basis::TextAndDocument, span));
    }
    let long = [
        "decades",
        "years",
        "months",
        "weeks",
        "days",
        "centuries",
        "recent years",
        "recent months",
        "recent weeks",
        "recent days",
    ];
    let vague =
        (case == "for" || case == "over" || lower.starts_with("recent") || words.to_lowercase().starts_with("for "))
            && long.contains(&lower.as_str());
    vague.then(|| open(span))
}

/// The date of a month and day nearest to the document's, before it (with a month's grace) or after.
fn nearest_year(published: Date, month: i8, day: i8, forward: bool) -> Option<Date> {
    let this = Date::new(published.year(), month, day).ok()?;
    let grace = 31.days();
    if forward {
        if this < published.checked_sub(grace).ok()? {
            Date::new(published.year() + 1, month, day).ok()
        } else {
            Some(this)
        }
    } else if this > published.checked_add(grace).ok()? {
        Date::new(published.year() - 1, month, day).ok()
    } else {
        Some(this)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(words: &str, case: &str, forward: bool) -> Option<String> {
        let published = Date::new(2020, 6, 20).ok(); // a Saturday
        let when = read(words, case, TextSpan::new(0, words.len()), published, forward)?;
        let show = |d: Option<Date>| d.map_or("..".into(), |d| d.to_string());
        Some(format!("{} {} {:?}", show(when.interval.from), show(when.interval.to), when.precision))
    }

    #[test]
    fn dates_and_weekdays() {
        assert_eq!(reads("2018", "in", false).as_deref(), Some("2018-01-01 2018-12-31 Year"));
        assert_eq!(reads("May 26", "on", false).as_deref(), Some("2020-05-26 2020-05-26 Day"));
        assert_eq!(reads("December 3", "on", false).as_deref(), Some("2019-12-03 2019-12-03 Day"));
        assert_eq!(reads("26 May 2024", "on", false).as_deref(), Some("2024-05-26 2024-05-26 Day"));
        assert_eq!(reads("Thursday", "on", false).as_deref(), Some("2020-06-18 2020-06-18 Day"));
        assert_eq!(reads("Thursday", "on", true).as_deref(), Some("2020-06-25 2020-06-25 Day"));
        assert_eq!(reads("late Monday", "on", false).as_deref(), Some("2020-06-15 2020-06-15 Day"));
        assert_eq!(reads("decades", "for", false).as_deref(), Some(".. .. Vague"));
        assert_eq!(reads("last week", "", false).as_deref(), Some("2020-06-08 2020-06-14 Week"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for words in
            ["2,000 troops", "the demarcation line", "February 30", "may", "march", "300 balloons", "decades of war"]
        {
            assert_eq!(reads(words, "in", false), None, "{words}");
        }
    }
}
