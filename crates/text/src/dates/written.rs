//! Dates written with the name of a month.

use std::sync::LazyLock;

use detente_record::Precision;
use jiff::civil::Date;
use regex::Regex;

use super::DateError;
use super::parse::ymd;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// First year of the Juche calendar is 1912.
const JUCHE_BEFORE: i64 = 1911;

static JUCHE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\bjuche\s*(\d{1,3})(?:\s*\((\d{4})\))?").ok());

/// What one word of a written date is.
enum Word {
    Month(i64),
    Day(i64),
    Year(i64),
    ShortYear,
    Filler,
    Unknown,
}

/// The English name of a month.
pub(super) fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|m| MONTHS.get(m)).copied().unwrap_or("?")
}

/// The number of a month by its English name or abbreviation.
pub(super) fn month_number(word: &str) -> Option<i64> {
    if word.len() < 3 || !word.is_ascii() {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    if lower == "sept" {
        return Some(9);
    }
    let at = MONTHS.iter().position(|m| {
        let name = m.to_ascii_lowercase();
        name == lower || name[..3] == lower
    })?;
    i64::try_from(at + 1).ok()
}

/// Reads a date written with the name of a month, or with a Juche year.
pub(super) fn read(text: &str) -> Result<(Date, Precision), DateError> {
    let not_a_date = || DateError::NotADate { raw: text.to_owned() };
    let mut rest = text.to_owned();
    let (mut year, mut month, mut day) = (None, None, None);
    if let Some(found) = JUCHE.as_ref().and_then(|r| r.captures(text)) {
        let of = |group: usize| found.get(group).and_then(|m| m.as_str().parse::<i64>().ok());
        let juche = of(1).map(|j| j + JUCHE_BEFORE);
        if let (Some(named), Some(juche)) = (of(2), juche)
            && named != juche
        {
            let why = format!("Juche {} is {juche}", juche - JUCHE_BEFORE);
            return Err(DateError::Impossible { raw: text.to_owned(), why });
        }
        year = juche;
        if let Some(whole) = found.get(0) {
            rest.replace_range(whole.range(), " ");
        }
    }
    let mut short = false;
    for word in rest.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()) {
        // "22-Jun-2020" is three words; "+09:00", "-0900" and "10:30:00" are one each.
        let parts: Vec<&str> = if word.contains(|c: char| c.is_ascii_alphabetic()) && !word.starts_with('-') {
            word.split(['-', '/']).collect()
        } else {
            vec![word]
        };
        for part in parts {
            match word_of(part) {
                Word::Month(m) if month.is_none() => month = Some(m),
                Word::Day(d) if day.is_none() => day = Some(d),
                Word::Year(y) if year.is_none() => year = Some(y),
                Word::Filler => {}
                Word::ShortYear | Word::Day(_) => short = true,
                _ => return Err(not_a_date()),
            }
        }
    }
    match (year, month) {
        (Some(_), _) if short => {
            let why = "the day of the month is beyond 31".into();
            Err(DateError::Impossible { raw: text.to_owned(), why })
        }
        (None, Some(_)) if short || day.is_some() => Err(DateError::ShortYear { raw: text.to_owned() }),
        (Some(_), None) if day.is_some() => Err(not_a_date()),
        (Some(y), _) => ymd(text, y, month, day),
        _ => Err(not_a_date()),
    }
}

fn word_of(word: &str) -> Word {
    let bare = word.trim_matches(|c: char| matches!(c, '.' | '(' | ')' | ':' | ';' | '|' | '–' | '—' | '-'));
    if bare.is_empty() {
        return Word::Filler;
    }
    if let Some(month) = month_number(bare) {
        return Word::Month(month);
    }
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let number = bare.get(..digits).and_then(|d| d.parse::<i64>().ok());
    let tail = bare.get(digits..).unwrap_or_default().to_ascii_lowercase();
    match (digits, number) {
        _ if word.starts_with(['+', '-']) && zone(word) => Word::Filler,
        (1 | 2, Some(n)) if matches!(tail.as_str(), "" | "st" | "nd" | "rd" | "th") => {
            if (1..=31).contains(&n) {
                Word::Day(n)
            } else {
                Word::ShortYear
            }
        }
        (4.., Some(n)) if tail.is_empty() => Word::Year(n),
        (1 | 2, Some(_)) if tail.starts_with(':') && clock(&tail) => Word::Filler,
        (1 | 2, Some(_)) if matches!(tail.as_str(), "am" | "pm" | "a.m" | "p.m") => Word::Filler,
        (0, _) if filler(bare) => Word::Filler,
        _ => Word::Unknown,
    }
}

/// "+0900", "-05:00".
fn zone(word: &str) -> bool {
    let digits = word.get(1..).unwrap_or_default();
    (2..=5).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit() || b == b':')
}

/// ":30", ":30:00", ":30:00.000", ":30pm", ":30:00z".
fn clock(tail: &str) -> bool {
    let tail = tail.trim_end_matches("am").trim_end_matches("pm").trim_end_matches('z');
    tail.len() <= 14 && tail.bytes().all(|b| b.is_ascii_digit() || b == b':' || b == b'.')
}

/// Words that stand around a date and say nothing about the day.
fn filler(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let weekday = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .iter()
        .any(|d| *d == lower || (lower.len() >= 3 && d.starts_with(&lower)));
    let known = matches!(
        lower.as_str(),
        "of" | "on"
            | "at"
            | "the"
            | "published"
            | "posted"
            | "updated"
            | "date"
            | "am"
            | "pm"
            | "a.m"
            | "p.m"
            | "local"
            | "time"
    );
    let zone = (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    weekday || known || (zone && !["BC", "BCE"].contains(&word))
}
