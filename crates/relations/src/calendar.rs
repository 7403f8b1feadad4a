//! Days, weeks and months as numbers.

use std::fmt;

use jiff::civil::Date;

/// A day: days since 1 January 1970 (which is day 0), proleptic Gregorian calendar.
pub type Day = i32;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The number of a date.
#[must_use]
pub fn day_of(date: Date) -> Day {
    i32::try_from(EPOCH.duration_until(date).as_hours() / 24).unwrap_or(i32::MAX)
}

/// The date of a number; the epoch for a number beyond the calendar (years -9999 to 9999).
#[must_use]
pub fn date_of(day: Day) -> Date {
    EPOCH.checked_add(jiff::Span::new().try_days(day).unwrap_or_default()).unwrap_or(EPOCH)
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// One day.
    Day,
    /// A week from Monday to Sunday (ISO 8601).
    Week,
    /// A calendar month.
    Month,
}

/// One day, week or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// How long it is.
    pub step: Step,
    /// Its number: days since 1970-01-01; weeks since the week of 1969-12-29; months since January of the year 0.
    pub index: i32,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The period that a day falls into.
    #[must_use]
    pub fn of(self, day: Day) -> Period {
        let index = match self {
            Self::Day => day,
            // 1 January 1970 was a Thursday.
            Self::Week => day.saturating_add(3).div_euclid(7),
            Self::Month => {
                let (year, month) = year_and_month(day);
                year * 12 + month - 1
            }
        };
        Period { step: self, index }
    }

    /// How many periods a year has, on average.
    #[must_use]
    pub fn per_year(self) -> f64 {
        match self {
            Self::Day => 365.2425,
            Self::Week => 365.2425 / 7.0,
            Self::Month => 12.0,
        }
    }
}

impl Period {
    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Day {
        match self.step {
            Step::Day => self.index,
            Step::Week => self.index * 7 - 3,
            Step::Month => first_of_month(self.index.div_euclid(12), self.index.rem_euclid(12) + 1),
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Day {
        self.plus(1).first_day() - 1
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> i32 {
        self.last_day() - self.first_day() + 1
    }

    /// So many periods later; earlier for a negative number.
    #[must_use]
    pub fn plus(self, periods: i32) -> Self {
        Self { step: self.step, index: self.index + periods }
    }
}

/// `2024-06-01`, `2024-W23` (ISO 8601), `2024-06`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.step {
            Step::Day => f.pad(&date_of(self.index).to_string()),
            Step::Week => {
                let week = date_of(self.first_day()).iso_week_date();
                f.pad(&format!("{:04}-W{:02}", week.year(), week.week()))
            }
            Step::Month => f.pad(&format!("{:04}-{:02}", self.index.div_euclid(12), self.index.rem_euclid(12) + 1)),
        }
    }
}

/// Year and month (1 to 12) of a day, reckoned from 1 March of the year 0 in eras of 400 years.
fn year_and_month(day: Day) -> (i32, i32) {
    let shifted = i64::from(day) + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (i32::try_from(year).unwrap_or(0), i32::try_from(month).unwrap_or(1))
}

fn first_of_month(year: i32, month: i32) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let from_march = (month + 9) % 12;
    let of_year = (153 * from_march + 2) / 5;
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    era * 146_097 + of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        day_of(text.parse().unwrap())
    }

    #[test]
    fn as_written() {
        assert_eq!(day("1970-01-01"), 0);
        assert_eq!(Step::Day.of(day("2024-02-29")).to_string(), "2024-02-29");
        assert_eq!(Step::Week.of(day("2024-06-09")).to_string(), "2024-W23");
        assert_eq!(Step::Week.of(day("2024-12-30")).to_string(), "2025-W01");
        assert_eq!(Step::Month.of(day("2024-06-30")).to_string(), "2024-06");
        assert_eq!(Step::Month.of(day("1958-02-16")).to_string(), "1958-02");
    }

    #[test]
    fn months_have_their_days() {
        assert_eq!(Step::Month.of(day("2024-02-10")).days(), 29);
        assert_eq!(Step::Month.of(day("1900-02-10")).days(), 28);
        assert_eq!(Step::Week.of(day("1969-12-31")).days(), 7);
    }

    proptest! {
        #[test]
        fn a_day_lies_in_its_period(d in -700_000i32..700_000) {
            for step in Step::ALL {
                let period = step.of(d);
                prop_assert!(period.first_day() <= d && d <= period.last_day());
                prop_assert_eq!(step.of(period.first_day()), period);
                prop_assert_eq!(step.of(period.last_day()), period);
                prop_assert_eq!(period.plus(1).plus(-1), period);
            }
            let date = date_of(d);
            prop_assert_eq!(year_and_month(d), (i32::from(date.year()), i32::from(date.month())));
            prop_assert_eq!(day_of(date), d);
        }
    }
}
