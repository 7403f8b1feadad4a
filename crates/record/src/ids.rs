//! Ids derived from content.
//!
//! An id is a letter that names its kind, a dash and 16 characters of lower-case base32 (RFC 4648 alphabet): the
//! first 80 bits of a BLAKE3 hash over the parts that make the thing what it is, each preceded by its length so that
//! no two lists of parts hash alike. No counter, clock, path or machine enters, so the same input gives the same ids
//! in any order, on any machine.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE32_NOPAD, Encoding, Specification};
use std::sync::LazyLock;

static BASE32_LOWER: LazyLock<Encoding> = LazyLock::new(|| {
    let mut spec = Specification::new();
    spec.symbols.push_str("abcdefghijklmnopqrstuvwxyz234567");
    spec.encoding().unwrap_or(BASE32_NOPAD)
});

/// Collects the parts of an identity and hashes them.
#[derive(Clone)]
pub struct Identity(blake3::Hasher);

impl Identity {
    /// An empty identity of a kind (`"document"`, `"report"` …); kinds never collide.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        Self(blake3::Hasher::new()).with(kind)
    }

    /// Adds a part.
    #[must_use]
    pub fn with(mut self, part: impl AsRef<[u8]>) -> Self {
        let bytes = part.as_ref();
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn with_number(self, number: usize) -> Self {
        self.with((number as u64).to_le_bytes())
    }

    /// Adds a part that may be missing; missing differs from empty.
    #[must_use]
    pub fn with_option(self, part: Option<&str>) -> Self {
        match part {
            Some(part) => self.with([1]).with(part),
            None => self.with([0]),
        }
    }

    /// The first 80 bits of the hash.
    #[must_use]
    pub fn finish(&self) -> [u8; 10] {
        let mut out = [0; 10];
        out.copy_from_slice(&self.0.finalize().as_bytes()[..10]);
        out
    }
}

/// A text that is no id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is no {kind} id: expected '{prefix}-' and 16 characters of a-z and 2-7")]
pub struct IdError {
    text: String,
    kind: &'static str,
    prefix: char,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 10]);

        impl $name {
            /// The id of an identity.
            #[must_use]
            pub fn from_identity(identity: &Identity) -> Self {
                Self(identity.finish())
            }

            /// The id of 80 bits that a store kept.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 10]) -> Self {
                Self(bytes)
            }

            /// Its 80 bits.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; 10] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}-{}", $prefix, BASE32_LOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let refuse = || IdError { text: text.to_owned(), kind: $kind, prefix: $prefix };
                let code = text.strip_prefix($prefix).and_then(|t| t.strip_prefix('-')).ok_or_else(refuse)?;
                let bytes = BASE32_LOWER.decode(code.as_bytes()).map_err(|_| refuse())?;
                bytes.try_into().map(Self).map_err(|_| refuse())
            }
        }
    };
}

id! {
    /// Of a document: its original text, publisher, url and publication date.
    DocumentId, 'd', "document"
}
id! {
    /// Of a sentence: its document and span.
    SentenceId, 's', "sentence"
}
id! {
    /// Of a mention: its document and span.
    MentionId, 'm', "mention"
}
id! {
    /// Of an actor: its knowledge entry, or the document and first mention of one that knowledge does not hold.
    ActorId, 'a', "actor"
}
id! {
    /// Of a report: its document, type, trigger span and participants.
    ReportId, 'r', "report"
}
id! {
    /// Of a commitment: the report that opened it.
    CommitmentId, 'c', "commitment"
}
id! {
    /// Of an event: the first report of it.
    EventId, 'e', "event"
}
id! {
    /// Of a claim: its holder and the first report of it.
    ClaimId, 'k', "claim"
}
id! {
    /// Of a person's judgement: what was judged, how, and of what.
    JudgementId, 'j', "judgement"
}
id! {
    /// Of an assessment: its document, span, dyad and reading.
    AssessmentId, 'x', "assessment"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        let a = Identity::of("t").with("ab").with("c").finish();
        let b = Identity::of("t").with("a").with("bc").finish();
        assert_ne!(a, b);
        assert_ne!(Identity::of("t").with_option(None).finish(), Identity::of("t").with_option(Some("")).finish());
    }

    #[test]
    fn round_trip() {
        let id = DocumentId::from_identity(&Identity::of("document").with("x"));
        assert_eq!(id.to_string().parse::<DocumentId>(), Ok(id));
        assert!(id.to_string().parse::<ReportId>().is_err());
        assert!("d-short".parse::<DocumentId>().is_err());
    }

    #[test]
    fn stays_the_same_for_ever() {
        // An id is a promise to those who stored it: this value may only change with a major version.
        let id = DocumentId::from_identity(&Identity::of("document").with("Detente"));
        assert_eq!(id.to_string(), "d-c7rtbi56ewegfdcx");
    }
}
