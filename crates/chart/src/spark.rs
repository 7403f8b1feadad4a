//! A line as small as a word.

use maud::html;

use crate::frame;
use crate::scale::Scale;
use crate::words;

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Values as blocks of a terminal, one column each; nothing where there is none. All values equal are drawn half high.
#[must_use]
pub fn blocks(values: &[Option<f64>]) -> String {
    let Some((low, high)) = range(values) else { return " ".repeat(values.len()) };
    values
        .iter()
        .map(|value| match value.filter(|v| v.is_finite()) {
            None => ' ',
            Some(_) if high <= low => BLOCKS[3],
            Some(value) => {
                let step = ((value - low) / (high - low) * 7.0).round().clamp(0.0, 7.0);
                BLOCKS[step as usize]
            }
        })
        .collect()
}

/// A value between two others as a bar of a terminal, so many columns wide.
#[must_use]
pub fn bar_of(value: f64, most: f64, columns: usize) -> String {
    if !value.is_finite() || !most.is_finite() || most <= 0.0 {
        return String::new();
    }
    #[allow(clippy::cast_precision_loss, reason = "columns of a terminal")]
    let filled = (value / most * columns as f64).round().clamp(0.0, columns as f64) as usize;
    "█".repeat(filled)
}

fn range(values: &[Option<f64>]) -> Option<(f64, f64)> {
    let known = values.iter().flatten().filter(|v| v.is_finite());
    let ends = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(*v), b.max(*v)));
    (ends.0 <= ends.1).then_some(ends)
}

/// A line as small as a word, to stand in running text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spark {
    /// What it shows, for those who cannot see it.
    pub label: String,
    /// The values, evenly spaced.
    pub values: Vec<Option<f64>>,
}

impl Spark {
    /// The figure, 90 by 18 pixels, for a page.
    #[must_use]
    pub fn svg(&self) -> String {
        const WIDTH: f64 = 90.0;
        const HEIGHT: f64 = 18.0;
        #[allow(clippy::cast_precision_loss, reason = "a few hundred values")]
        let at = |n: usize| n as f64;
        let x = Scale::new((0.0, at(self.values.len().saturating_sub(1))), (2.0, WIDTH - 4.0));
        let (low, high) = range(&self.values).unwrap_or((0.0, 1.0));
        let y = Scale::new((low, high), (HEIGHT - 3.0, 3.0));
        let place =
            |(n, value): (usize, &Option<f64>)| value.filter(|v| v.is_finite()).map(|value| (x.at(at(n)), y.at(value)));
        let points: Vec<Option<(f64, f64)>> = self.values.iter().enumerate().map(place).collect();
        html! {
            svg class="chart spark" role="img" aria-label=(self.label) viewBox="0 0 90 18" width="90" height="18" {
                title { (self.label) }
                path class="level" d=(frame::path(points.iter().copied())) {}
                @if let Some((x, y)) = points.iter().flatten().last() {
                    circle class="mark" cx=(words::place(*x)) cy=(words::place(*y)) r="2" {}
                }
            }
        }
        .into_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn low_is_low() {
        assert_eq!(blocks(&[Some(-8.0), Some(0.0), None, Some(6.0)]), "▁▅ █");
        assert_eq!(blocks(&[Some(2.0), Some(2.0)]), "▄▄");
        assert_eq!(blocks(&[None, Some(f64::NAN)]), "  ");
        assert_eq!(bar_of(2.0, 4.0, 10), "█████");
        assert_eq!(bar_of(2.0, 0.0, 10), "");
    }

    proptest! {
        #[test]
        fn one_column_each(values in proptest::collection::vec(proptest::option::of(proptest::num::f64::ANY), 0..60)) {
            prop_assert_eq!(blocks(&values).chars().count(), values.len());
        }
    }
}
