//! Whether what was called likely came about as often as was said.

use maud::html;

use crate::frame::{self, Area, Form, TITLE, Words};
use crate::scale::Scale;
use crate::words;

/// Forecasts of about the same probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Their mean probability.
    pub said: f64,
    /// The share of them that came about.
    pub came: f64,
    /// Bounds of that share.
    pub interval: (f64, f64),
    /// How many there were.
    pub count: usize,
}

/// A reliability diagram (A. H. Murphy and R. L. Winkler, "Reliability of subjective probability forecasts", 1977).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    /// What it says in words.
    pub words: Words,
    /// The groups of forecasts.
    pub bins: Vec<Bin>,
}

impl Calibration {
    /// The figure.
    #[must_use]
    pub fn svg(&self, form: Form) -> String {
        const SIDE: f64 = 260.0;
        let title = if form == Form::Standalone { TITLE } else { 0.0 };
        let area = Area { left: 46.0, right: 46.0 + SIDE, top: title + 26.0, bottom: title + 26.0 + SIDE };
        let x = Scale::new((0.0, 1.0), (area.left, area.right));
        let y = Scale::new((0.0, 1.0), (area.bottom, area.top));
        let bins: Vec<&Bin> =
            self.bins.iter().filter(|b| b.said.is_finite() && b.came.is_finite() && b.count > 0).collect();
        #[allow(clippy::cast_precision_loss, reason = "counts of forecasts")]
        let count = |b: &Bin| b.count as f64;
        let most = bins.iter().map(|b| count(b)).fold(1.0, f64::max);
        let width = area.right + 60.0;
        let inner = html! {
            (frame::values(area, &y, 0.0, 1.0, "share that came about"))
            line class="axis" x1=(words::place(area.left)) x2=(words::place(area.right))
                y1=(words::place(area.bottom)) y2=(words::place(area.bottom)) {}
            @for tick in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
                text class="soft mid" x=(words::place(x.at(tick))) y=(words::place(area.bottom + 16.0)) {
                    (words::value(tick, 0.2))
                }
            }
            text class="soft small end" x=(words::place(area.right)) y=(words::place(area.bottom + 30.0)) {
                "probability that was said"
            }
            line class="ideal" x1=(words::place(x.at(0.0))) y1=(words::place(y.at(0.0)))
                x2=(words::place(x.at(1.0))) y2=(words::place(y.at(1.0))) {}
            @for bin in &bins {
                @let at = words::place(x.at(bin.said.clamp(0.0, 1.0)));
                g {
                    title {
                        (format!("said {:.2}, came about {:.2}, of {} forecasts", bin.said, bin.came, bin.count))
                    }
                    line class="sure" x1=(at) x2=(at) y1=(words::place(y.at(bin.interval.0.clamp(0.0, 1.0))))
                        y2=(words::place(y.at(bin.interval.1.clamp(0.0, 1.0)))) {}
                    circle class="mark" cx=(at) cy=(words::place(y.at(bin.came.clamp(0.0, 1.0))))
                        r=(words::place(2.0 + 5.0 * (count(bin) / most).sqrt())) {}
                }
            }
        };
        frame::figure(&self.words, form, width, area.bottom + 38.0, &inner)
    }
}
