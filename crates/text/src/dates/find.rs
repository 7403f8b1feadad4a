//! Dates written in addresses and file names: weak witnesses.

use std::sync::LazyLock;

use detente_record::{DateWitness, Precision, Witness};
use regex::Regex;

use super::parse::ymd;
use super::written::month_number;

/// Years that a date in an address or a file name may have; four digits are too often something else.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2100;

/// `/2020/06/22/`, `/2020-06-22-title`, `/2020/jun/22/`.
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[^0-9a-z])((?:19|20)\d{2})([/_.-])(\d{1,2}|[a-z]{3,9})([/_.-])(\d{1,2})(?:$|[^0-9])").ok()
});
/// `20200622`.
static STAMP: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[^0-9])((?:19|20)\d{2})(\d{2})(\d{2})(?:$|[^0-9]|\d{6}(?:$|[^0-9]))").ok());
/// `/2020/06/`, `report-2020-06.txt`; no further number may follow, nor a word that is one of the name's parts.
static MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[^0-9a-z])((?:19|20)\d{2})([/_-])(0[1-9]|1[0-2]|[a-z]{3,9})(?:$|/[^0-9]|/$|[. ]|-[a-z])").ok()
});

/// The date written in an address, if there is one. Query and fragment are not looked at.
#[must_use]
pub fn in_url(url: &str) -> Option<DateWitness> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    find(path, Witness::Url)
}

/// The date written in the name of a file, if there is one; directories are not looked at.
#[must_use]
pub fn in_file_name(file: &str) -> Option<DateWitness> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    find(name, Witness::FileName)
}

fn find(text: &str, witness: Witness) -> Option<DateWitness> {
    let of = |found: &regex::Captures<'_>, group: usize| {
        found.get(group).and_then(|m| m.as_str().parse().ok().or_else(|| month_number(m.as_str())))
    };
    if let Some(found) = DAY.as_ref()?.captures(text)
        && found.get(2).map(|m| m.as_str()) == found.get(4).map(|m| m.as_str())
        && let Some((date, raw)) = built(&found, of(&found, 1)?, of(&found, 3), of(&found, 5), 5)
    {
        return Some(DateWitness { date, precision: Precision::Day, raw, witness });
    }
    if let Some(found) = STAMP.as_ref()?.captures(text)
        && let Some((date, raw)) = built(&found, of(&found, 1)?, of(&found, 2), of(&found, 3), 3)
    {
        return Some(DateWitness { date, precision: Precision::Day, raw, witness });
    }
    let found = MONTH.as_ref()?.captures(text)?;
    let month: i64 = of(&found, 3)?;
    let (date, raw) = built(&found, of(&found, 1)?, Some(month), Some(1), 3)?;
    Some(DateWitness { date, precision: Precision::Month, raw, witness })
}

fn built(
    found: &regex::Captures<'_>,
    year: i64,
    month: Option<i64>,
    day: Option<i64>,
    last: usize,
) -> Option<(jiff::civil::Date, String)> {
    if !YEARS.contains(&year) {
        return None;
    }
    let (date, _) = ymd("", year, Some(month?), Some(day?)).ok()?;
    let (from, to) = (found.get(1)?.start(), found.get(last)?.end());
    let start = found.get(0)?.start();
    let whole = found.get(0)?.as_str();
    Some((date, whole.get(from - start..to - start)?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Option<String> {
        in_url(text).map(|d| format!("{} {:?} {}", d.date, d.precision, d.raw))
    }

    fn file(text: &str) -> Option<String> {
        in_file_name(text).map(|d| format!("{} {:?}", d.date, d.precision))
    }

    #[test]
    fn addresses() {
        assert_eq!(url("https://x.org/2020/06/22/leaflets").as_deref(), Some("2020-06-22 Day 2020/06/22"));
        assert_eq!(url("https://x.org/world/2020/jun/22/leaflets").as_deref(), Some("2020-06-22 Day 2020/jun/22"));
        assert_eq!(url("https://x.org/news/2020-06-22-leaflets").as_deref(), Some("2020-06-22 Day 2020-06-22"));
        assert_eq!(url("https://x.org/view/AEN20200622003000315").as_deref(), None);
        assert_eq!(url("https://x.org/c_20200622.htm").as_deref(), Some("2020-06-22 Day 20200622"));
        assert_eq!(url("https://x.org/2020/06/leaflets").as_deref(), Some("2020-06-01 Month 2020/06"));
        assert_eq!(url("https://x.org/2020/13/45/x"), None);
        assert_eq!(url("https://x.org/a?d=2020-06-22"), None);
        assert_eq!(url("http://www.kcna.kp/en/article/q/a514ed40309b181ae5964d720a691ec6e75a.kcmsf"), None);
    }

    #[test]
    fn file_names() {
        assert_eq!(file("dir-2019-01-01/leaflets-2020-06-22.txt").as_deref(), Some("2020-06-22 Day"));
        assert_eq!(file("20200622_leaflets.html").as_deref(), Some("2020-06-22 Day"));
        assert_eq!(file("report-2020-06.txt").as_deref(), Some("2020-06-01 Month"));
        assert_eq!(file("kcna-2024-01_09.jsonl"), None);
        assert_eq!(file("leaflets-2020.txt"), None);
    }
}
