//! The formats.

use std::fmt;
use std::str::FromStr;

/// A format of event data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// GDELT 1.0 events, 57 or 58 columns without a header (GDELT Data Format Codebook 1.03).
    Gdelt1,
    /// GDELT 2.0 events, 61 columns without a header (GDELT Event Codebook 2.0).
    Gdelt2,
    /// GDELT 2.0 mentions of events, 16 columns.
    Gdelt2Mentions,
    /// ICEWS: the files of the Dataverse with 20 columns, or the four that research sets keep (date, source, event,
    /// target).
    Icews,
    /// POLECAT, as NGEC codes it (Dataverse AJGVIT).
    Polecat,
    /// ACLED, as exported.
    Acled,
    /// PLOVER records as JSON: an array or one object a line.
    Plover,
    /// A table with a header; which column holds what is told by its names, or by a mapping.
    Csv,
    /// The same table as Apache Parquet.
    Parquet,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Gdelt1,
        Self::Gdelt2,
        Self::Gdelt2Mentions,
        Self::Icews,
        Self::Polecat,
        Self::Acled,
        Self::Plover,
        Self::Csv,
        Self::Parquet,
    ];

    /// Those that are written too.
    pub const WRITTEN: [Self; 6] = [Self::Gdelt1, Self::Icews, Self::Polecat, Self::Plover, Self::Csv, Self::Parquet];

    /// Its name on the command line, and the name of its dataset when no other is given.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gdelt1 => "gdelt1",
            Self::Gdelt2 => "gdelt2",
            Self::Gdelt2Mentions => "gdelt2-mentions",
            Self::Icews => "icews",
            Self::Polecat => "polecat",
            Self::Acled => "acled",
            Self::Plover => "plover",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|f| f.name() == text).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|f| f.name()).collect();
            format!("'{text}' is no format; known are {}", known.join(", "))
        })
    }
}
