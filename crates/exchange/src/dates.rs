//! Days, as event data writes them.

use jiff::civil::Date;

/// Which number of `05/06/2020` comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Years outside of these are taken for damage.
const YEARS: std::ops::RangeInclusive<i16> = 1800..=2199;

/// Reads `2018-08-29`, `2018/8/29`, `20180829`, `20180829153000`, `29 August 2018`, `29-Aug-2018`, `August 29, 2018`,
/// `29/08/2018`, each also with a time behind it.
///
/// # Errors
/// In plain words: no date, a day that does not exist, a date whose order is not told.
pub fn day(text: &str, order: Option<DateOrder>) -> Result<Date, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("it has no date".into());
    }
    let refuse = || format!("'{text}' is no date");
    if text.bytes().all(|b| b.is_ascii_digit()) {
        if !matches!(text.len(), 8 | 12 | 14) {
            return Err(refuse());
        }
        let number = |from: usize, to: usize| text[from..to].parse::<i16>().unwrap_or(-1);
        return make(text, number(0, 4), number(4, 6), number(6, 8));
    }
    // A time behind the date: 2018-08-29T12:00, 2018-08-29 00:00:00.
    let head = match text.find(':') {
        Some(colon) => {
            let before = &text[..colon];
            before.rfind([' ', 'T']).map_or(before, |at| &before[..at])
        }
        None => text,
    };
    let parts: Vec<&str> = head.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let [a, b, c] = parts.as_slice() else { return Err(refuse()) };
    let number = |text: &str| text.parse::<i16>().ok().filter(|n| *n >= 0);
    match (number(a), number(b), number(c)) {
        (Some(year), Some(month), Some(day)) if a.len() == 4 => make(text, year, month, day),
        (Some(first), Some(second), Some(year)) if c.len() == 4 => match order {
            Some(DateOrder::DayFirst) => make(text, year, second, first),
            Some(DateOrder::MonthFirst) => make(text, year, first, second),
            None if first > 12 || first == second => make(text, year, second, first),
            None if second > 12 => make(text, year, first, second),
            None => Err(format!("'{text}' may be of two days; say which number comes first with --date-order")),
        },
        (Some(day), None, Some(year)) if c.len() == 4 => make(text, year, month(b).ok_or_else(refuse)?, day),
        (None, Some(day), Some(year)) if c.len() == 4 => make(text, year, month(a).ok_or_else(refuse)?, day),
        _ => Err(refuse()),
    }
}

fn month(text: &str) -> Option<i16> {
    let start = text.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|m| *m == start)?;
    i16::try_from(at + 1).ok()
}

fn make(text: &str, year: i16, month: i16, day: i16) -> Result<Date, String> {
    if !YEARS.contains(&year) {
        return Err(format!("'{text}' is no date: its year is {year}"));
    }
    if month == 0 || day == 0 {
        return Err(format!("'{text}' names no day"));
    }
    let small = |n: i16| i8::try_from(n).unwrap_or(0);
    Date::new(year, small(month), small(day)).map_err(|_| format!("'{text}' is no day of the calendar"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn as_the_datasets_write_them() {
        for text in [
            "2018-08-29",
            "20180829",
            "20180829153000",
            "2018/8/29",
            "29 August 2018",
            "29-Aug-2018",
            "August 29, 2018",
            "29/08/2018",
            "8/29/2018",
            "2018-08-29 00:00:00",
            "2018-08-29T12:30:00Z",
            " 2018-08-29 ",
        ] {
            assert_eq!(day(text, None), Ok(date(2018, 8, 29)), "{text}");
        }
        assert_eq!(day("05/06/2020", Some(DateOrder::MonthFirst)), Ok(date(2020, 5, 6)));
        assert_eq!(day("05/06/2020", Some(DateOrder::DayFirst)), Ok(date(2020, 6, 5)));
    }

    #[test]
    fn odd_ones_are_refused_with_a_reason() {
        for (text, says) in [
            ("", "no date"),
            ("20160300", "names no day"),
            ("2016-02-30", "no day of the calendar"),
            ("05/06/2020", "--date-order"),
            ("0000-00-00", "year"),
            ("201603", "no date"),
            ("yesterday", "no date"),
            ("29 Foo 2018", "no date"),
            ("12-5-16", "no date"),
        ] {
            let error = day(text, None).unwrap_err();
            assert!(error.contains(says), "{text}: {error}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            let _ = day(&text, None);
        }

        #[test]
        fn what_is_written_is_read(n in 0..100_000_i32) {
            let d = detente_memory::day::date(n);
            prop_assume!(YEARS.contains(&d.year()));
            prop_assert_eq!(day(&d.to_string(), None), Ok(d));
            prop_assert_eq!(day(&d.to_string().replace('-', ""), None), Ok(d));
        }
    }
}
