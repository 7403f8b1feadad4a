//! Reading one date in any of the known forms.

use std::sync::LazyLock;

use detente_record::{DateWitness, Precision, Witness};
use jiff::Timestamp;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::tz::TimeZone;
use regex::{Captures, Regex};

use super::{DateError, DateOrder, FIRST_YEAR, LAST_YEAR, written};

/// Longest text that is looked at; no date is longer.
const MAX_LEN: usize = 120;

/// A time of day and a zone, as they may follow a date.
const TIME: &str = r"(?:(?:[Tt]|\s+|,\s*)(?:at\s+)?\d{1,2}[:.]?\d{2}(?:[:.]?\d{2}(?:[.,]\d+)?)?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*(?:[Zz]|\(?[A-Z]{2,5}\)?|(?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d{2})?))?(?:\[[\w/+-]+\])?)?";

static ISO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"^(\d{{4,6}})(?:-(\d{{1,2}})(?:-(\d{{1,2}}))?|/(\d{{1,2}})(?:/(\d{{1,2}}))?|\.(\d{{1,2}})\.(\d{{1,2}})\.?){TIME}$")).ok()
});
static BASIC: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\d{4})(\d{2})(\d{2})(?:[Tt ]?\d{4,6}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?$").ok());
static WEEK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(\d{4})-?W(\d{2})(?:-?([1-7]))?$").ok());
static NUMBERS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"^(\d{{1,2}})([/.-])(\d{{1,2}})([/.-])(\d{{2}}|\d{{4,6}})\.?{TIME}$")).ok());
static EPOCH: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\d{9,10})(?:\.\d+)?$|^(\d{12,13})$|^(\d{15,16})$").ok());
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(\d{4})$").ok());
static YEAR_MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(\d{4})(\d{2})$").ok());

/// Reads a date.
///
/// Known forms: ISO 8601 with or without time and zone (`2020-06-22`, `2020-06`, `2020-W26`, `20200622T103000Z`),
/// RFC 2822 (`Mon, 22 Jun 2020 10:00:00 +0900`), `June 22, 2020`, `22 June 2020`, `June 2020`, `22/06/2020`,
/// `Juche 113 (2024)`, stamps of eight or fourteen digits, and epoch seconds, milli- and microseconds.
///
/// # Errors
/// When the text is no date, names a day that the calendar does not have, leaves open which number is the day (and
/// `order` does not say), or lies outside the years of [`FIRST_YEAR`] to [`LAST_YEAR`].
pub fn parse(raw: &str, witness: Witness, order: Option<DateOrder>) -> Result<DateWitness, DateError> {
    let text = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '"' || c == '\'');
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    if text.len() > MAX_LEN {
        let start: String = text.chars().take(40).collect();
        return Err(DateError::NotADate { raw: format!("{start}…") });
    }
    let (date, precision) = read(text, order)?;
    Ok(DateWitness { date, precision, raw: text.to_owned(), witness })
}

fn read(text: &str, order: Option<DateOrder>) -> Result<(Date, Precision), DateError> {
    if let Some(found) = captures(&EPOCH, text) {
        return epoch(text, &found);
    }
    if let Some(found) = captures(&YEAR, text) {
        return ymd(text, number(&found, 1), None, None);
    }
    if let Some(found) = captures(&YEAR_MONTH, text) {
        return ymd(text, number(&found, 1), Some(number(&found, 2)), None);
    }
    if let Some(found) = captures(&BASIC, text) {
        return ymd(text, number(&found, 1), Some(number(&found, 2)), Some(number(&found, 3)));
    }
    if let Some(found) = captures(&ISO, text) {
        let part = |groups: [usize; 3]| groups.iter().find_map(|&g| found.get(g)).map(|m| value(m.as_str()));
        return ymd(text, number(&found, 1), part([2, 4, 6]), part([3, 5, 7]));
    }
    if let Some(found) = captures(&WEEK, text) {
        return week(text, &found);
    }
    if let Some(found) = captures(&NUMBERS, text) {
        return numbers(text, &found, order);
    }
    written::read(text)
}

fn captures<'t>(regex: &LazyLock<Option<Regex>>, text: &'t str) -> Option<Captures<'t>> {
    regex.as_ref()?.captures(text)
}

fn number(found: &Captures<'_>, group: usize) -> i64 {
    found.get(group).map_or(0, |m| value(m.as_str()))
}

fn value(digits: &str) -> i64 {
    digits.parse().unwrap_or(0)
}

/// A date of its numbers, to the precision that they give.
pub(super) fn ymd(raw: &str, year: i64, month: Option<i64>, day: Option<i64>) -> Result<(Date, Precision), DateError> {
    let Some(short) = i16::try_from(year).ok().filter(|y| (FIRST_YEAR..=LAST_YEAR).contains(y)) else {
        return Err(DateError::FarYear { raw: raw.to_owned(), year });
    };
    let impossible = |why: String| DateError::Impossible { raw: raw.to_owned(), why };
    let month_number = month.unwrap_or(1);
    let Some(m) = i8::try_from(month_number).ok().filter(|m| (1..=12).contains(m)) else {
        return Err(impossible(format!("there is no month {month_number}")));
    };
    let first = Date::new(short, m, 1).map_err(|_| impossible("the calendar has no such day".into()))?;
    let days = first.days_in_month();
    let day_number = day.unwrap_or(1);
    let Some(d) = i8::try_from(day_number).ok().filter(|d| (1..=days).contains(d)) else {
        return Err(impossible(format!("{} {year} has {days} days", written::month_name(m))));
    };
    let date = Date::new(short, m, d).map_err(|_| impossible("the calendar has no such day".into()))?;
    let precision = match (month, day) {
        (None, _) => Precision::Year,
        (_, None) => Precision::Month,
        _ => Precision::Day,
    };
    Ok((date, precision))
}

fn numbers(raw: &str, found: &Captures<'_>, order: Option<DateOrder>) -> Result<(Date, Precision), DateError> {
    if found.get(2).map(|m| m.as_str()) != found.get(4).map(|m| m.as_str()) {
        return Err(DateError::NotADate { raw: raw.to_owned() });
    }
    if found.get(5).is_some_and(|y| y.len() == 2) {
        return Err(DateError::ShortYear { raw: raw.to_owned() });
    }
    let (a, b, year) = (number(found, 1), number(found, 3), number(found, 5));
    let day_first = || ymd(raw, year, Some(b), Some(a));
    let month_first = || ymd(raw, year, Some(a), Some(b));
    match order {
        _ if a > 12 || a == b => day_first(),
        _ if b > 12 => month_first(),
        Some(DateOrder::DayFirst) => day_first(),
        Some(DateOrder::MonthFirst) => month_first(),
        None => {
            let (day, month) = (day_first()?.0, month_first()?.0);
            Err(DateError::Ambiguous { raw: raw.to_owned(), day_first: day, month_first: month })
        }
    }
}

fn week(raw: &str, found: &Captures<'_>) -> Result<(Date, Precision), DateError> {
    let year = number(found, 1);
    ymd(raw, year, None, None)?;
    let impossible = |_| DateError::Impossible { raw: raw.to_owned(), why: format!("{year} has no such week") };
    let (y, w) = (i16::try_from(year).unwrap_or(0), i8::try_from(number(found, 2)).unwrap_or(0));
    let day = i8::try_from(number(found, 3).max(1)).unwrap_or(1);
    let weekday = Weekday::from_monday_one_offset(day).map_err(impossible)?;
    let date = ISOWeekDate::new(y, w, weekday).map_err(impossible)?.date();
    Ok((date, if found.get(3).is_some() { Precision::Day } else { Precision::Week }))
}

fn epoch(raw: &str, found: &Captures<'_>) -> Result<(Date, Precision), DateError> {
    let seconds = match (found.get(1), found.get(2), found.get(3)) {
        (Some(s), ..) => value(s.as_str()),
        (_, Some(ms), _) => value(ms.as_str()) / 1_000,
        (.., Some(us)) => value(us.as_str()) / 1_000_000,
        _ => 0,
    };
    let stamp = Timestamp::from_second(seconds).map_err(|_| DateError::NotADate { raw: raw.to_owned() })?;
    let date = TimeZone::UTC.to_datetime(stamp).date();
    let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    ymd(raw, year, Some(month), Some(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_as(raw: &str) -> String {
        match parse(raw, Witness::Given, None) {
            Ok(d) => format!("{} {:?}", d.date, d.precision),
            Err(e) => e.to_string(),
        }
    }

    #[test]
    fn forms() {
        for raw in [
            "2020-06-22",
            "2020-6-22",
            "2020/06/22",
            "2020.06.22.",
            "2020-06-22T23:30:00+09:00",
            "2020-06-22T23:30:00.000Z",
            "2020-06-22 23:30:00",
            "2020-06-22 23:30 UTC",
            "2020-06-22T23:30:00+09:00[Asia/Seoul]",
            "20200622",
            "20200622T233000Z",
            "20200622233000",
            "Mon, 22 Jun 2020 23:30:00 +0900",
            "Mon, 22 Jun 2020 23:30:00 GMT",
            "22 Jun 2020",
            "June 22, 2020",
            "Jun. 22, 2020",
            "JUNE 22 2020",
            "22 June 2020",
            "22nd of June, 2020",
            "Monday, June 22nd, 2020 at 10:30 PM EDT",
            "Published: June 22, 2020",
            "22-Jun-2020",
            "22/06/2020",
            "06/22/2020",
            "22.06.2020",
            "22/06/2020 10:30",
            "1592870400",
            "1592870400.5",
            "1592870400000",
            "1592870400000000",
            "2020 June 22",
            "June 22, Juche 109 (2020)",
        ] {
            assert_eq!(read_as(raw), if raw.starts_with("15") { "2020-06-23 Day" } else { "2020-06-22 Day" }, "{raw}");
        }
        assert_eq!(read_as("2020-06"), "2020-06-01 Month");
        assert_eq!(read_as("June 2020"), "2020-06-01 Month");
        assert_eq!(read_as("202006"), "2020-06-01 Month");
        assert_eq!(read_as("2020"), "2020-01-01 Year");
        assert_eq!(read_as("2020-W26"), "2020-06-22 Week");
        assert_eq!(read_as("Juche 113 (2024)"), "2024-01-01 Year");
        assert_eq!(read_as("Juche 113(2024)"), "2024-01-01 Year");
        assert_eq!(read_as("05/05/2020"), "2020-05-05 Day");
    }

    #[test]
    fn refused() {
        assert_eq!(read_as("2024-02-30"), "'2024-02-30' is no date: February 2024 has 29 days");
        assert_eq!(read_as("2024-13-01"), "'2024-13-01' is no date: there is no month 13");
        assert_eq!(read_as("February 30, 2024"), "'February 30, 2024' is no date: February 2024 has 29 days");
        assert_eq!(
            read_as("05/06/2020"),
            "'05/06/2020' may be 2020-06-05 or 2020-05-06: day and month cannot be told apart"
        );
        assert_eq!(read_as("31/31/2020"), "'31/31/2020' is no date: there is no month 31");
        assert_eq!(read_as("2999-01-01"), "'2999-01-01' lies in the year 2999, outside 1500 to 2100");
        assert_eq!(read_as("22024-01-01"), "'22024-01-01' lies in the year 22024, outside 1500 to 2100");
        assert_eq!(read_as("Juche 113 (2023)"), "'Juche 113 (2023)' is no date: Juche 113 is 2024");
        assert_eq!(read_as("22/06/20"), "'22/06/20' has a year of two digits");
        assert_eq!(read_as("yesterday"), "'yesterday' is no date in a form known here");
        assert_eq!(read_as("Mon, 32 Jun 2020"), "'Mon, 32 Jun 2020' is no date: the day of the month is beyond 31");
        assert_eq!(read_as("June 22, 20"), "'June 22, 20' has a year of two digits");
        assert_eq!(read_as("n/a"), "'n/a' is no date in a form known here");
        assert_eq!(read_as(" "), "the date is empty");
        assert_eq!(read_as("0000-00-00"), "'0000-00-00' lies in the year 0, outside 1500 to 2100");
    }

    #[test]
    fn order_settles_it() {
        let day = |order| parse("05/06/2020", Witness::Given, Some(order)).map(|d| d.date.to_string());
        assert_eq!(day(DateOrder::DayFirst).as_deref(), Ok("2020-06-05"));
        assert_eq!(day(DateOrder::MonthFirst).as_deref(), Ok("2020-05-06"));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".{0,60}") {
            let _ = parse(&text, Witness::Given, None);
        }

        #[test]
        fn written_days_come_back(year in 1500i16..=2100, month in 1i8..=12, day in 1i8..=28) {
            let date = Date::new(year, month, day).unwrap();
            for raw in [date.to_string(), format!("{day} {} {year}", written::month_name(month)), date.strftime("%Y%m%d").to_string()] {
                prop_assert_eq!(parse(&raw, Witness::Given, None).map(|d| d.date), Ok(date));
            }
        }
    }
}
