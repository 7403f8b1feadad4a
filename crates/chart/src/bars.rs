//! How much was done, of which class: stacked bars, cooperation upwards, conflict downwards.

use maud::html;

use crate::frame::{self, Area, Form, Size, TITLE, Words};
use crate::scale::{self, Scale};
use crate::words;

/// Names of the quad classes (verbal and material, cooperation and conflict; Schrodt and Yonamine 2013), in the order
/// of [`Bar::parts`].
pub const QUADS: [&str; 4] = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

/// What was counted in one piece of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// First day of the piece.
    pub day: i32,
    /// Number of its days.
    pub days: i32,
    /// Counts, in the order of [`QUADS`].
    pub parts: [f64; 4],
}

/// Bars along time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// What they say in words.
    pub words: Words,
    /// What is counted.
    pub unit: String,
    /// First and last day; those of the bars when not given.
    pub span: Option<(i32, i32)>,
    /// The bars, by day.
    pub bars: Vec<Bar>,
    /// How large the figure is.
    pub size: Size,
}

impl Bars {
    /// The figure.
    #[must_use]
    pub fn svg(&self, form: Form) -> String {
        let title = if form == Form::Standalone { TITLE } else { 0.0 };
        let width = self.size.width;
        let ends = self
            .bars
            .iter()
            .map(|b| b.day)
            .min()
            .zip(self.bars.iter().map(|b| b.day.saturating_add(b.days.max(1) - 1)).max());
        let Some((first, last)) = self.span.filter(|(a, b)| a <= b).or(ends) else {
            let nothing = html! { text class="soft" x="12" y=(words::place(title + 24.0)) { "Nothing to draw." } };
            return frame::figure(&self.words, form, width, title + 40.0, &nothing);
        };
        let top = title + 40.0;
        let area = Area { left: 46.0, right: width - 14.0, top, bottom: top + self.size.height };
        let shown: Vec<&Bar> = self
            .bars
            .iter()
            .filter(|b| b.day <= last && b.day.saturating_add(b.days.max(1)) > first && b.is_sound())
            .collect();
        let high = shown.iter().map(|b| b.parts[0] + b.parts[1]).fold(0.0, f64::max);
        let low = -shown.iter().map(|b| b.parts[2] + b.parts[3]).fold(0.0, f64::max);
        let (low, high) = if low == high { (0.0, 1.0) } else { scale::round_range(low, high) };
        let x = Scale::new((f64::from(first), f64::from(last) + 1.0), (area.left + 4.0, area.right - 4.0));
        let y = Scale::new((low, high), (area.bottom, area.top));
        let inner = html! {
            (legend(title + 14.0))
            (frame::counts(area, &y, low, high))
            text class="soft small" x="6" y=(words::place(area.top - 8.0)) { (self.unit) }
            @for bar in &shown {
                @let from = x.day(bar.day.max(first));
                @let to = x.day(bar.day.saturating_add(bar.days.max(1)).min(last.saturating_add(1)));
                @let wide = ((to - from) * 0.86).max(0.6);
                g {
                    title { (bar.told()) }
                    @for (class, bottom, top) in bar.stack() {
                        rect class=(class) x=(words::place(from)) width=(words::place(wide))
                            y=(words::place(y.at(top))) height=(words::place(y.at(bottom) - y.at(top))) {}
                    }
                }
            }
            line class="axis" x1=(words::place(area.left)) x2=(words::place(area.right))
                y1=(words::place(y.at(0.0))) y2=(words::place(y.at(0.0))) {}
            (frame::days(area, &x, first, last))
        };
        frame::figure(&self.words, form, width, area.bottom + 26.0, &inner)
    }
}

impl Bar {
    fn is_sound(&self) -> bool {
        self.parts.iter().all(|p| p.is_finite() && *p >= 0.0)
    }

    /// Class, lower and upper value of each part that is there: the material one next to the axis.
    fn stack(&self) -> Vec<(&'static str, f64, f64)> {
        let [verbal, material, words, deeds] = self.parts;
        let all = [
            ("q2", 0.0, material),
            ("q1", material, material + verbal),
            ("q4", -deeds, 0.0),
            ("q3", -deeds - words, -deeds),
        ];
        all.into_iter().filter(|(_, bottom, top)| top > bottom).collect()
    }

    fn told(&self) -> String {
        let parts: Vec<String> =
            QUADS.iter().zip(self.parts).filter(|(_, n)| *n > 0.0).map(|(name, n)| format!("{n} {name}")).collect();
        let when = words::interval(self.day, self.day.saturating_add(self.days.max(1) - 1));
        if parts.is_empty() { when } else { format!("{when}: {}", parts.join(", ")) }
    }
}

fn legend(y: f64) -> maud::Markup {
    let mut x = 46.0;
    html! {
        @for (class, name) in ["q1", "q2", "q3", "q4"].into_iter().zip(QUADS) {
            rect class=(class) x=(words::place(x)) y=(words::place(y - 8.0)) width="9" height="9" {}
            text class="ink" x=(words::place(x + 13.0)) y=(words::place(y)) { (name) }
            @let () = { x += 13.0 + words::width(name, 11.0) + 16.0; };
        }
    }
}
