//! Why a text is no date.

use jiff::civil::Date;

use super::{FIRST_YEAR, LAST_YEAR};

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing is written.
    #[error("the date is empty")]
    Empty,
    /// It has no form of a date.
    #[error("'{raw}' is no date in a form known here")]
    NotADate {
        /// What was written.
        raw: String,
    },
    /// It has the form of a date, but the calendar has no such day.
    #[error("'{raw}' is no date: {why}")]
    Impossible {
        /// What was written.
        raw: String,
        /// What the calendar says.
        why: String,
    },
    /// Day and month cannot be told apart.
    #[error("'{raw}' may be {day_first} or {month_first}: day and month cannot be told apart")]
    Ambiguous {
        /// What was written.
        raw: String,
        /// Read with the day first.
        day_first: Date,
        /// Read with the month first.
        month_first: Date,
    },
    /// The year has two digits only.
    #[error("'{raw}' has a year of two digits")]
    ShortYear {
        /// What was written.
        raw: String,
    },
    /// The year is no year of a publication.
    #[error("'{raw}' lies in the year {year}, outside {FIRST_YEAR} to {LAST_YEAR}")]
    FarYear {
        /// What was written.
        raw: String,
        /// The year.
        year: i64,
    },
}

impl DateError {
    /// What the user can do about it.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Ambiguous { .. } => {
                "write the date as year-month-day, or say which comes first with --date-order day-first or month-first"
            }
            Self::ShortYear { .. } => "write the year with four digits",
            _ => "write the date as year-month-day, or give it with --published",
        }
    }
}
