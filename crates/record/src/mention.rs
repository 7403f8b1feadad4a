//! Mentions: spans that name something, and who they were resolved to.

use crate::ids::{ActorId, DocumentId, Identity, MentionId};
use crate::span::TextSpan;

/// How a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// A proper name.
    Name,
    /// A common noun phrase ("the regime").
    Nominal,
    /// A pronoun.
    Pronoun,
    /// An adjective or a noun that modifies another ("North Korean", "US-South Korean").
    Modifier,
    /// A name that stands for another thing ("Pyongyang said").
    Metonym,
}

/// Who a mention was resolved to, and why.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Resolution {
    /// The actors proposed: none when open, several for a plural set ("the two Koreas").
    pub proposed: Vec<ActorId>,
    /// Whether a person confirmed it.
    pub confirmed: bool,
    /// Name of the rule.
    pub rule: String,
    /// The knowledge entry it rests on, as `file:line`.
    pub entry: Option<String>,
    /// Names of the candidates that were weighed, the best first.
    pub candidates: Vec<String>,
    /// Distance between the best and the next candidate, 0 to 1.
    pub margin: f32,
}

/// A span that names something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Derived from document and span.
    pub id: MentionId,
    /// Where it is: the whole phrase.
    pub span: TextSpan,
    /// Its head word.
    pub head: TextSpan,
    /// Index of its sentence in the record.
    pub sentence: usize,
    /// How it names.
    pub kind: MentionKind,
    /// Who it is.
    pub resolution: Resolution,
}

impl Mention {
    /// The id of a mention.
    #[must_use]
    pub fn id_of(document: DocumentId, span: TextSpan) -> MentionId {
        MentionId::from_identity(
            &Identity::of("mention").with(document.as_bytes()).with_number(span.start).with_number(span.end),
        )
    }
}
