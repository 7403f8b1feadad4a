//! Days as numbers: what the store sorts by and the joining reckons with.

use jiff::civil::Date;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Days from 1 January 1970 to a date.
#[must_use]
pub fn number(date: Date) -> i32 {
    let hours = EPOCH.duration_until(date).as_hours();
    i32::try_from(hours / 24).unwrap_or(i32::MAX)
}

/// The date so many days after 1 January 1970; the epoch itself for a number beyond the calendar.
#[must_use]
pub fn date(number: i32) -> Date {
    EPOCH.checked_add(jiff::Span::new().try_days(number).unwrap_or_default()).unwrap_or(EPOCH)
}

/// The number of a date as it is written on the wire (`2024-05-28`).
#[must_use]
pub fn parse(text: &str) -> Option<i32> {
    text.parse::<Date>().ok().map(number)
}

/// A day as it is written.
#[must_use]
pub fn text(number: i32) -> String {
    date(number).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for written in ["1958-02-16", "1969-12-31", "1970-01-01", "2024-02-29", "2024-05-28"] {
            let n = parse(written).unwrap();
            assert_eq!(text(n), written);
        }
        assert_eq!(parse("1969-12-31"), Some(-1));
        assert_eq!(parse("2024-06-01").unwrap() - parse("2024-05-31").unwrap(), 1);
        assert_eq!(parse("May"), None);
    }
}
