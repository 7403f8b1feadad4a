//! Dates of dictionaries.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::actors::Period;

/// The last two-digit year of the 2000s, as in PETRARCH.
const LAST_OF_THE_2000S: i16 = 30;

/// The period of `<DATE`, `>DATE` or `DATE-DATE`; none for an empty text.
pub(super) fn period(text: &str) -> Result<Period, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Period::default());
    }
    if let Some(day) = text.strip_prefix('<') {
        return Ok(Period { from: None, to: Some(date(day)?) });
    }
    if let Some(day) = text.strip_prefix('>') {
        return Ok(Period { from: Some(date(day)?), to: None });
    }
    let Some((from, to)) = text.split_once('-') else {
        return Err(format!("'{text}' is no time: write <DATE, >DATE or DATE-DATE"));
    };
    let (from, last) = (date(from)?, date(to)?);
    if last < from {
        return Err(format!("'{text}' ends before it begins"));
    }
    let to = last.checked_add(1.day()).map_err(|e| e.to_string())?;
    Ok(Period { from: Some(from), to: Some(to) })
}

/// `YYYYMMDD` or `YYMMDD`.
fn date(text: &str) -> Result<Date, String> {
    let text = text.trim();
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let number = |range: std::ops::Range<usize>| -> i16 { text[range].parse().unwrap_or_default() };
    let (year, rest) = match (digits, text.len()) {
        (true, 6) => {
            let short = number(0..2);
            (if short <= LAST_OF_THE_2000S { 2000 + short } else { 1900 + short }, 2)
        }
        (true, 8) => (number(0..4), 4),
        (true, n) => return Err(format!("'{text}' has {n} digits: a date has six (YYMMDD) or eight (YYYYMMDD)")),
        (false, _) => return Err(format!("'{text}' is no date: write YYYYMMDD or YYMMDD")),
    };
    let small = |n: i16| i8::try_from(n).unwrap_or_default();
    Date::new(year, small(number(rest..rest + 2)), small(number(rest + 2..rest + 4)))
        .map_err(|_| format!("'{text}' is no day of the calendar"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digit_years_up_to_30_are_of_the_2000s() {
        let read = |t: &str| period(t).map(|p| p.words());
        assert_eq!(read("970101-061231").as_deref(), Ok("1997-01-01 to 2007-01-01"));
        assert_eq!(read(">300101").as_deref(), Ok("since 2030-01-01"));
        assert_eq!(read("<310101").as_deref(), Ok("until 1931-01-01"));
        assert_eq!(read(" >20070101 ").as_deref(), Ok("since 2007-01-01"));
        assert_eq!(read("").as_deref(), Ok(""));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["2004017-20061201", "990101", "990230-990301", "20010101-20000101", ">x", "-", "<"] {
            assert!(period(text).is_err(), "{text}");
        }
    }
}
