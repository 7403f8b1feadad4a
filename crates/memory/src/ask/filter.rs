//! What to list.

use std::str::FromStr;

use detente_record::{EventType, Status};

use crate::error::{MemoryError, Result};

/// One side: a country or body, with a sector or without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// Its code.
    pub country: String,
    /// PLOVER sector.
    pub sector: Option<String>,
}

impl FromStr for Who {
    type Err = MemoryError;

    /// `PRK`, `PRK:MIL` or `PRK MIL`.
    fn from_str(text: &str) -> Result<Self> {
        let mut parts = text.split([' ', ':']).filter(|p| !p.is_empty());
        let country =
            parts.next().ok_or_else(|| MemoryError::Filter("an actor is a code such as PRK or PRK:MIL".into()))?;
        let sector = parts.next().map(str::to_uppercase);
        if parts.next().is_some() {
            return Err(MemoryError::Filter(format!("'{text}' is no actor: write PRK or PRK:MIL")));
        }
        Ok(Self { country: country.to_uppercase(), sector })
    }
}

/// The order of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Name of the column.
    pub column: String,
    /// The largest first.
    pub descending: bool,
}

impl FromStr for Order {
    type Err = MemoryError;

    /// `day`, or `-day` for the latest first.
    fn from_str(text: &str) -> Result<Self> {
        let column = text.trim_start_matches('-');
        Ok(Self { column: column.to_owned(), descending: text.starts_with('-') })
    }
}

/// What to list; what is not given does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Who acts; of commitments, who committed; of claims, who holds it.
    pub actor: Option<Who>,
    /// To whom.
    pub recipient: Option<Who>,
    /// Types of act.
    pub types: Vec<String>,
    /// Mode.
    pub mode: Option<String>,
    /// What is said of it; of commitments, what became of it.
    pub status: Option<String>,
    /// How well it stands.
    pub standing: Option<String>,
    /// Kind of commitment.
    pub kind: Option<String>,
    /// First day.
    pub since: Option<i32>,
    /// Last day.
    pub until: Option<i32>,
    /// A place, without regard to case.
    pub place: Option<String>,
    /// Outlet, without regard to case.
    pub outlet: Option<String>,
    /// Words that must occur; words in quotes in that order.
    pub text: Option<String>,
    /// At least so many independent origins.
    pub min_origins: Option<usize>,
    /// Commitments with a confirmed step only; reports a person accepted or fixed only.
    pub confirmed: bool,
    /// Order.
    pub order: Option<Order>,
    /// At most so many.
    pub limit: Option<usize>,
    /// As the store held it at this moment; at the present when not given.
    pub known_on: Option<jiff::Timestamp>,
}

impl Filter {
    /// Whether every value is one that there is.
    ///
    /// # Errors
    /// [`MemoryError::Filter`], in plain words.
    pub fn check(&self) -> Result<()> {
        let wrong = |e: &dyn std::fmt::Display| MemoryError::Filter(e.to_string());
        for event_type in &self.types {
            event_type.parse::<EventType>().map_err(|e| wrong(&e))?;
        }
        if let (Some(since), Some(until)) = (self.since, self.until)
            && since > until
        {
            return Err(MemoryError::Filter("the first day lies after the last".into()));
        }
        Ok(())
    }

    /// The status as that of a report or event.
    pub(crate) fn status_of_report(&self) -> Result<Option<Status>> {
        self.status.as_deref().map(|s| s.parse::<Status>().map_err(|e| MemoryError::Filter(e.to_string()))).transpose()
    }

    /// The words to look for, in the language of the full-text index.
    pub(crate) fn match_text(&self) -> Option<String> {
        let text = self.text.as_deref()?;
        let mut terms = Vec::new();
        for (at, part) in text.split('"').enumerate() {
            if at % 2 == 1 {
                terms.push(format!("\"{}\"", part.trim()));
            } else {
                terms.extend(part.split_whitespace().map(|w| format!("\"{w}\"")));
            }
        }
        terms.retain(|t| t.chars().any(char::is_alphanumeric));
        (!terms.is_empty()).then(|| terms.join(" "))
    }
}
