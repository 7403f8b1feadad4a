//! Dates of knowledge and the periods between them.

use std::str::FromStr;

use jiff::civil::Date;

use crate::problem::Problem;
use crate::table::Row;

/// A date of knowledge: a year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    /// The first day it can mean.
    pub first: Date,
}

impl FromStr for Dated {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refuse = || format!("'{text}' is no date: write YYYY, YYYY-MM or YYYY-MM-DD");
        let mut parts = text.split('-');
        let mut number = |least, default| match parts.next() {
            None => Ok(default),
            Some(p) if p.len() >= least => p.parse::<i16>().map_err(|_| refuse()),
            Some(_) => Err(refuse()),
        };
        let (year, month, day) = (number(4, 0)?, number(2, 1)?, number(2, 1)?);
        if parts.next().is_some() {
            return Err(refuse());
        }
        let small = |n: i16| i8::try_from(n).map_err(|_| refuse());
        let first = Date::new(year, small(month)?, small(day)?).map_err(|e| format!("{}: {e}", refuse()))?;
        Ok(Self { first })
    }
}

/// When an entry holds: from its first day to before the first day it no longer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, PartialOrd, Ord)]
pub struct Period {
    /// First day, open when none.
    pub from: Option<Date>,
    /// First day after, open when none.
    pub to: Option<Date>,
}

impl Period {
    /// Whether it holds on a day; on an unknown day, whether it holds still.
    #[must_use]
    pub fn holds(&self, on: Option<Date>) -> bool {
        match on {
            Some(day) => self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to),
            None => self.to.is_none(),
        }
    }

    /// Whether the two have a day in common.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |a: Option<Date>, b: Option<Date>| match (a, b) {
            (Some(a), Some(b)) => a < b,
            _ => true,
        };
        before(self.from, other.to) && before(other.from, self.to)
    }

    /// `2017-05-10 to 2022-05-10`, in words where an end is open.
    #[must_use]
    pub fn words(&self) -> String {
        match (self.from, self.to) {
            (None, None) => String::new(),
            (Some(from), None) => format!("since {from}"),
            (None, Some(to)) => format!("until {to}"),
            (Some(from), Some(to)) => format!("{from} to {to}"),
        }
    }

    pub(crate) fn read(row: &Row<'_, '_>) -> Result<Self, Problem> {
        let from: Option<Dated> = row.parse("from")?;
        let to: Option<Dated> = row.parse("to")?;
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            return Err(row.problem("to", "lies before 'from'"));
        }
        Ok(Self { from: from.map(|d| d.first), to: to.map(|d| d.first) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        let day = |t: &str| t.parse::<Dated>().ok().map(|d| d.first);
        Period { from: day(from), to: day(to) }
    }

    #[test]
    fn a_successor_does_not_overlap() {
        assert!(!period("2017-05-10", "2022-05-10").overlaps(&period("2022-05-10", "")));
        assert!(period("2017", "2022-05-10").overlaps(&period("2022", "")));
        assert!(period("", "").overlaps(&period("2022", "")));
    }

    #[test]
    fn dates_of_three_lengths() {
        assert_eq!(period("1994-07", "").words(), "since 1994-07-01");
        for text in ["94", "1994-7", "1994-13", "1994-01-01-01", "x"] {
            assert!(text.parse::<Dated>().is_err(), "{text}");
        }
    }
}
