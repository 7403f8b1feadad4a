//! What next: the coming days, week or month of a relation, as probabilities.
//!
//! Three things are foretold for the next `length` periods of a [`History`]: the mean score of their events (given that
//! there are any), whether there is material conflict, and whether the mean score moves sharply.
//!
//! - **Scores.** `y(t) = c + d(t) + e(t)`: a mean of the dyad's own, a deviation that fades (`d(t) = φ d(t-1) + w(t)`), and
//!   noise as in the [level](crate::level). `φ` and the variances are not estimated but averaged over, on a grid, by how
//!   well each foretold the past of this dyad (Bayesian model averaging, Hoeting et al. 1999); the grid's prior, and the
//!   prior on `c`, are learnt from all dyads ([`Prior`]). Where few events are expected, their single scores are drawn
//!   from those that the dyad has shown, tilted exponentially to the level, so that the forecast is as lumpy as scores are.
//! - **Counts.** Gamma-Poisson with a forgetting rate (Harvey & Fernandes 1989, §2) and coverage as exposure, averaged
//!   over several degrees of forgetting; what is forgotten returns to the dyad's own long-run rate.
//! - **Calibration.** A [`Calibration`] learnt from earlier forecasts and their outcomes bends the probabilities to
//!   what came true, and [`Bands`] take bands as wide as they had to be.
//!
//! [`backtest`] measures all this by rolling origin against persistence, climatology and a seasonal mean.

mod backtest;
mod baseline;
mod calibrate;
mod history;
mod predict;
mod prior;
mod rate;
mod state;
mod verify;

pub use backtest::{Against, Backtest, Plan, Report, backtest};
pub use baseline::Baseline;
pub use calibrate::{Bands, Calibration};
pub use history::{History, Window};
pub use predict::{Forecast, Predictive, SHARP, forecast};
pub use prior::Prior;
pub use verify::{CalibrationRow, Difference, brier, calibration_table, crps};
