//! How warm: a smoothed temperature with its band.
//!
//! The model (Harvey 1989, §2.3; Durbin & Koopman 2012, chapter 2), for the mean score `y` of a period with `n` scored
//! events:
//!
//! ```text
//! y(t)     = level(t) + e(t)       e(t) ~ N(0, event_variance / n(t) + period_variance)
//! level(t) = level(t-1) + w(t)     w(t) ~ N(0, step_variance)
//! ```
//!
//! The more events, the surer a period's mean, but never surer than what all events of a period have in common
//! (`period_variance`: one occasion, one wave of coverage). A period without events is missing: the level drifts on, and
//! its band widens. As the mean of scores is taken, twice the coverage with the same events moves nothing but the band.

mod filter;
mod fit;
mod open;

pub use filter::{Estimate, Innovation, Level, LevelModel, Start};
pub(crate) use fit::pooled;
pub use fit::{FewEvents, fit};
pub use open::{Contribution, Opened};
