//! Which witness to the date of publication is believed.

use detente_record::{DateWitness, Precision, Witness};
use jiff::ToSpan;
use jiff::civil::Date;

/// Orders the witnesses, the one believed first, and drops repetitions of the same witness.
///
/// Given by the user > field of the record > structured data of the page > header > dateline > address > file name.
/// A witness that is coarser than a day gives way to the next one that names a day within its period: "June 2020" in
/// a field and 22 June in the dateline make 22 June.
#[must_use]
pub fn rank(mut dates: Vec<DateWitness>) -> Vec<DateWitness> {
    dates.sort_by_key(|d| trust(&d.witness));
    dates.dedup_by(|b, a| a.witness == b.witness && a.date == b.date && a.precision == b.precision);
    if let Some(first) = dates.first()
        && first.precision != Precision::Day
        && let Some(at) = dates.iter().position(|d| d.precision == Precision::Day && within(d.date, first))
    {
        let finer = dates.remove(at);
        dates.insert(0, finer);
    }
    dates
}

fn trust(witness: &Witness) -> u8 {
    match witness {
        Witness::Given => 0,
        Witness::Field(_) => 1,
        Witness::Page(_) => 2,
        Witness::Header(_) => 3,
        Witness::Dateline => 4,
        Witness::Url => 5,
        Witness::FileName => 6,
    }
}

fn within(day: Date, period: &DateWitness) -> bool {
    let first = period.date;
    match period.precision {
        Precision::Day => day == first,
        Precision::Week => day >= first && first.checked_add(6.days()).is_ok_and(|last| day <= last),
        Precision::Month => (day.year(), day.month()) == (first.year(), first.month()),
        Precision::Season => day >= first && first.checked_add(3.months()).is_ok_and(|end| day < end),
        Precision::Year => day.year() == first.year(),
        Precision::Decade => day.year().div_euclid(10) == first.year().div_euclid(10),
        Precision::Vague => false,
    }
}

/// The witness of a dateline ("Pyongyang, May 26 (KCNA)"), whose year is taken from the witness believed so far: the
/// latest such day that is not after it, give or take a day for the time zone. None without a witness to the year, or
/// when that year has no such day.
#[must_use]
pub fn dateline(raw: &str, month: i8, day: i8, others: &[DateWitness]) -> Option<DateWitness> {
    let believed = others.iter().find(|d| !matches!(d.precision, Precision::Decade | Precision::Vague))?;
    let witness =
        |date| DateWitness { date, precision: Precision::Day, raw: raw.to_owned(), witness: Witness::Dateline };
    let year = believed.date.year();
    if believed.precision == Precision::Year {
        return Date::new(year, month, day).ok().map(witness);
    }
    let latest = match believed.precision {
        Precision::Month => believed.date.last_of_month(),
        Precision::Week => believed.date.checked_add(6.days()).ok()?,
        Precision::Season => believed.date.checked_add(3.months()).ok()?,
        _ => believed.date,
    };
    let latest = latest.checked_add(1.day()).ok()?;
    [latest.year(), latest.year() - 1]
        .into_iter()
        .filter_map(|y| Date::new(y, month, day).ok())
        .find(|d| *d <= latest)
        .map(witness)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::parse;

    fn at(raw: &str, witness: Witness) -> DateWitness {
        parse(raw, witness, None).unwrap()
    }

    #[test]
    fn order_and_precision() {
        let ranked = rank(vec![
            at("2020-06-24", Witness::Url),
            at("2020-06-22", Witness::Dateline),
            at("2020-06", Witness::Field("date".into())),
        ]);
        assert_eq!(ranked[0].witness, Witness::Dateline);
        assert_eq!(ranked[1].precision, Precision::Month);
        let ranked = rank(vec![at("2020-06-24", Witness::Url), at("2019", Witness::Given)]);
        assert_eq!(ranked[0].witness, Witness::Given);
    }

    #[test]
    fn year_of_a_dateline() {
        let day = |month, day, of: &str| {
            dateline("", month, day, &[at(of, Witness::Field("date".into()))]).map(|d| d.date.to_string())
        };
        assert_eq!(day(5, 26, "2024-05-26").as_deref(), Some("2024-05-26"));
        assert_eq!(day(12, 31, "2024-01-02").as_deref(), Some("2023-12-31"));
        assert_eq!(day(1, 1, "2023-12-31").as_deref(), Some("2024-01-01"));
        assert_eq!(day(5, 26, "2024").as_deref(), Some("2024-05-26"));
        assert_eq!(day(2, 29, "2023").as_deref(), None);
        assert_eq!(dateline("", 5, 26, &[]), None);
    }
}
