//! The vocabulary of Detente: what the system knows, as plain types.
//!
//! Nothing here reads, analyses or stores. Every other crate speaks in these words, so the way of a sentence
//! can be read from the types alone:
//!
//! ```text
//! Document → Sentence → Mention → Actor → Report → Commitment, Assessment
//! ```
//!
//! Three rules hold for every type:
//! - **Spans.** A [`TextSpan`] counts bytes of a document's cleaned text; a [`Span`] counts bytes of the stored
//!   original. The two are different types; [`Document::original_span`] is the only crossing.
//! - **Openness.** A field that was not looked for differs from one that is not there: [`Sought`].
//! - **Identity.** Ids are derived from content ([`ids`]), so the same input gives the same record anywhere.
//!
//! The types are not serializable on purpose: `detente-wire` owns the published format.

pub mod actor;
pub mod align;
pub mod commitment;
pub mod derivation;
pub mod document;
pub mod event;
pub mod ids;
pub mod mention;
pub mod record;
pub mod rejected;
pub mod report;
pub mod sought;
pub mod span;
pub mod status;
pub mod when;

pub use actor::{Actor, ActorKind, Sector};
pub use align::{Alignment, AlignmentBuilder};
pub use commitment::{Assessment, Commitment, CommitmentKind, CommitmentState, Reading, Step};
pub use derivation::Derivation;
pub use document::{
    Block, BlockKind, DateWitness, Document, Duplicate, DuplicateKind, Fingerprint, Language, Metadata, Provenance,
    Sentence, Token, Witness, Witnessed,
};
pub use event::{EventType, QuadClass};
pub use ids::{
    ActorId, AssessmentId, ClaimId, CommitmentId, DocumentId, EventId, Identity, JudgementId, MentionId, ReportId,
    SentenceId,
};
pub use mention::{Mention, MentionKind, Resolution};
pub use record::Record;
pub use rejected::{Reason, Rejected};
pub use report::{
    Attribution, Channel, Confidence, Count, Hedge, Holder, Participant, Place, PlaceLevel, Report, Thing,
};
pub use sought::Sought;
pub use span::{Span, TextSpan};
pub use status::{Certainty, Held, Status};
pub use when::{Basis, Interval, Precision, When};
