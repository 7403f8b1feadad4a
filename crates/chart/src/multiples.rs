//! Many small charts with one scale, to be compared.

use maud::{Markup, html};

use crate::frame::{self, Form, TITLE, Words};
use crate::line::BandPoint;
use crate::scale::{self, Scale};
use crate::words;

/// One of the small charts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What it is of.
    pub name: String,
    /// A word on it, such as its latest value.
    pub note: String,
    /// The level.
    pub points: Vec<BandPoint>,
}

/// Small charts in rows; days and values are the same in all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Multiples {
    /// What they say in words.
    pub words: Words,
    /// What the values are.
    pub unit: String,
    /// The small charts.
    pub cells: Vec<Cell>,
    /// How many stand side by side; at least one.
    pub columns: usize,
}

const WIDTH: f64 = 720.0;
const HIGH: f64 = 84.0;

impl Multiples {
    /// The figure.
    #[must_use]
    pub fn svg(&self, form: Form) -> String {
        let title = if form == Form::Standalone { TITLE } else { 0.0 };
        let sound = |p: &&BandPoint| [p.mid, p.inner.0, p.inner.1].iter().all(|v| v.is_finite());
        let all = || self.cells.iter().flat_map(|c| &c.points).filter(sound);
        let days = all().map(|p| p.day).min().zip(all().map(|p| p.day).max());
        let Some((first, last)) = days else {
            let nothing = html! { text class="soft" x="12" y=(words::place(title + 24.0)) { "Nothing to draw." } };
            return frame::figure(&self.words, form, WIDTH, title + 40.0, &nothing);
        };
        let ends = all().flat_map(|p| [p.inner.0, p.inner.1]);
        let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
        let (low, high) = scale::round_range(low, high);
        let columns = self.columns.clamp(1, 8);
        let wide = (WIDTH - 16.0) / number(columns);
        let rows = self.cells.len().div_ceil(columns);
        let top = title + 20.0;
        let step = scale::step(high - low, 5);
        let unit = format!("{}, {} to {}", self.unit, words::value(low, step), words::value(high, step));
        let inner = html! {
            text class="soft small" x="8" y=(words::place(title + 10.0)) {
                (unit) "; " (words::date(first)) " to " (words::date(last))
            }
            @for (at, cell) in self.cells.iter().enumerate() {
                @let left = 8.0 + number(at % columns) * wide;
                @let above = top + number(at / columns) * (HIGH + 12.0);
                (draw(cell, (left, above), wide - 12.0, (first, last), (low, high)))
            }
        };
        frame::figure(&self.words, form, WIDTH, top + number(rows) * (HIGH + 12.0), &inner)
    }
}

fn draw(cell: &Cell, (left, above): (f64, f64), wide: f64, days: (i32, i32), values: (f64, f64)) -> Markup {
    let x = Scale::new((f64::from(days.0), f64::from(days.1)), (left, left + wide));
    let y = Scale::new(values, (above + HIGH - 4.0, above + 18.0));
    let points: Vec<&BandPoint> = cell.points.iter().filter(|p| p.mid.is_finite()).collect();
    let edge = |of: fn(&BandPoint) -> f64| -> Vec<(f64, f64)> {
        points.iter().map(|p| (x.day(p.day), y.at(of(p)))).filter(|(_, y)| y.is_finite()).collect()
    };
    html! {
        g {
            title { (cell.name) ": " (cell.note) }
            @if values.0 <= 0.0 && values.1 >= 0.0 {
                @let zero = words::place(y.at(0.0));
                line class="grid" x1=(words::place(left)) x2=(words::place(left + wide)) y1=(zero) y2=(zero) {}
            }
            path class="inner" d=(frame::band(&edge(|p| p.inner.1), &edge(|p| p.inner.0))) {}
            path class="level" d=(frame::path(edge(|p| p.mid).into_iter().map(Some))) {}
            text class="ink" x=(words::place(left)) y=(words::place(above + 12.0)) { (cell.name) }
            text class="soft end" x=(words::place(left + wide)) y=(words::place(above + 12.0)) { (cell.note) }
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "a few dozen cells")]
fn number(n: usize) -> f64 {
    n as f64
}
