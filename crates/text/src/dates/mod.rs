//! Dates of publication: reading them, finding them in addresses and file names, ranking their witnesses.
//!
//! No clock is consulted: the same input gives the same date on any day. A date is kept to the day, in the zone in
//! which it is written ("2020-06-22T23:30:00+09:00" is 22 June); a time stamp without a zone of its own (epoch
//! seconds) is taken in UTC.

mod error;
mod find;
mod parse;
mod rank;
mod written;

pub use error::DateError;
pub use find::{in_file_name, in_url};
pub use parse::parse;
pub use rank::{dateline, rank};

/// Earliest year that a publication date may have.
pub const FIRST_YEAR: i16 = 1500;
/// Latest year that a publication date may have.
pub const LAST_YEAR: i16 = 2100;

/// Which number of "05/06/2020" is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// 5 June.
    DayFirst,
    /// 6 May.
    MonthFirst,
}

impl std::str::FromStr for DateOrder {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "day-first" => Ok(Self::DayFirst),
            "month-first" => Ok(Self::MonthFirst),
            _ => Err(format!("'{text}' is no order of dates; known are day-first, month-first")),
        }
    }
}
