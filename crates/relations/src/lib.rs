//! The maths of relations between actors: how warm, since when, what next.
//!
//! A pure library: it reads no store and no file. [`Occurrence`]s go in, one per event (never one per report); out come
//!
//! ```text
//! Occurrence ─▶ Series ─▶ level, breaks, norm, words and deeds, forecast
//!            └▶ Network ─▶ blocs, brokers, polarisation, GraphML and GEXF
//! ```
//!
//! Every figure is the same for the same occurrences in whatever order they come, and whatever the processor count.

pub mod breaks;
pub mod calendar;
pub mod dyad;
pub mod forecast;
pub mod generate;
pub mod index;
pub mod lead;
pub mod level;
pub mod math;
pub mod network;
pub mod norm;
pub mod occurrence;
pub mod series;
pub mod tally;

pub use calendar::{Day, Period, Step};
pub use dyad::{Dyad, Side};
pub use index::{DyadCount, Index};
pub use level::{Estimate, Level, LevelModel, Start};
pub use occurrence::{Kind, Occurrence, Party, Realm, Standing};
pub use series::{Exposure, Point, Series, SeriesError};
pub use tally::{Measure, QuadCounts, Scores, Tally, TypeCounts};
