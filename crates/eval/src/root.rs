//! The fifteen types of the relation data, and what a report stands for among them.

use std::fmt;
use std::str::FromStr;

use detente_record::{EventType, QuadClass, Status};

/// A type of the relation data: a PLOVER type, where CONCEDE and RETREAT are one (YIELD). Our own INFLUENCE has no
/// counterpart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// A PLOVER type other than CONCEDE and RETREAT.
    Of(EventType),
    /// CONCEDE or RETREAT.
    Yield,
}

/// A text that is no type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is no type of event; types are those of PLOVER 2.0, YIELD, NONE, and the older DEMAND, DISAPPROVE, INVESTIGATE, FIGHT"
)]
pub struct UnknownRoot(String);

impl Root {
    /// Reads a type, older names included; `None` for a pair without relation ("NONE", "NEUTRAL", "0", empty).
    ///
    /// # Errors
    /// When it is none of these.
    pub fn parse(text: &str) -> Result<Option<Self>, UnknownRoot> {
        let text = text.trim();
        let name = match text.to_ascii_uppercase().as_str() {
            "" | "NONE" | "NEUTRAL" | "0" => return Ok(None),
            "YIELD" => return Ok(Some(Self::Yield)),
            "DEMAND" => "REQUEST".to_owned(),
            "DISAPPROVE" | "INVESTIGATE" => "ACCUSE".to_owned(),
            "FIGHT" => "ASSAULT".to_owned(),
            other => other.to_owned(),
        };
        let event_type = EventType::from_str(&name).map_err(|_| UnknownRoot(text.to_owned()))?;
        Ok(Some(Self::from(event_type)))
    }

    /// Its name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Of(event_type) => event_type.code(),
            Self::Yield => "YIELD",
        }
    }

    /// Its quad class, 1 to 4; YIELD is material cooperation there.
    #[must_use]
    pub fn quad(self) -> u8 {
        match self {
            Self::Of(event_type) => event_type.quad_class().number(),
            Self::Yield => QuadClass::MaterialCooperation.number(),
        }
    }

    /// Whether it is cooperation.
    #[must_use]
    pub fn is_cooperation(self) -> bool {
        self.quad() <= 2
    }

    /// What coders of this data record for an act that has not happened: a promised or planned kindness is AGREE, a
    /// threatened or planned harm THREATEN, an act demanded REQUEST, one refused or denied REJECT. (CAMEO codebook,
    /// "express intent", "threaten", "demand", "reject"; our records keep the act and its status apart.)
    #[must_use]
    pub fn with_status(self, status: Status) -> Self {
        let verbal =
            matches!(self, Self::Of(EventType::Agree | EventType::Request | EventType::Reject | EventType::Threaten));
        if verbal {
            return self;
        }
        match status {
            Status::Promised | Status::Planned | Status::Threatened if self.is_cooperation() => {
                Self::Of(EventType::Agree)
            }
            Status::Threatened => Self::Of(EventType::Threaten),
            // "will investigate" is an accusation already; "will extend the curfew" is not yet coercion.
            Status::Promised | Status::Planned if self.quad() == QuadClass::MaterialConflict.number() => {
                Self::Of(EventType::Threaten)
            }
            Status::Demanded => Self::Of(EventType::Request),
            Status::Denied | Status::Cancelled if self.is_cooperation() => Self::Of(EventType::Reject),
            _ => self,
        }
    }
}

impl From<EventType> for Root {
    fn from(event_type: EventType) -> Self {
        match event_type {
            EventType::Concede | EventType::Retreat => Self::Yield,
            other => Self::Of(other),
        }
    }
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_names_are_read() {
        for (text, code) in [
            ("DEMAND", "REQUEST"),
            ("investigate", "ACCUSE"),
            ("FIGHT", "ASSAULT"),
            ("RETREAT", "YIELD"),
            ("AID", "AID"),
        ] {
            assert_eq!(Root::parse(text).unwrap().unwrap().code(), code);
        }
        assert_eq!(Root::parse("NONE"), Ok(None));
        assert!(Root::parse("GREET").unwrap_err().to_string().contains("'GREET'"));
    }

    #[test]
    fn an_act_ahead_is_the_word_about_it() {
        let lift = Root::Yield;
        let bomb = Root::Of(EventType::Assault);
        assert_eq!(lift.with_status(Status::Promised).code(), "AGREE");
        assert_eq!(lift.with_status(Status::Denied).code(), "REJECT");
        assert_eq!(lift.with_status(Status::Happened), lift);
        assert_eq!(bomb.with_status(Status::Planned).code(), "THREATEN");
        assert_eq!(Root::Of(EventType::Accuse).with_status(Status::Planned).code(), "ACCUSE");
        assert_eq!(bomb.with_status(Status::Demanded).code(), "REQUEST");
        assert_eq!(Root::Of(EventType::Threaten).with_status(Status::Denied).code(), "THREATEN");
    }
}
