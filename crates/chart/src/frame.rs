//! What all figures have: the root element with its words, the axes.

use maud::{Markup, html};

use crate::palette;
use crate::scale::{self, Scale};
use crate::words;

/// Whether a figure stands alone or in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A file of its own: with its title drawn, its styles and a background.
    Standalone,
    /// Inside a page that has [`crate::palette::style`] and prints the title itself.
    Embedded,
}

/// What a figure says in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// A name that no other figure of the page has; letters, digits and hyphens.
    pub id: String,
    /// What it shows, in one line.
    pub title: String,
    /// What can be seen in it, for those who cannot see it.
    pub description: String,
}

/// Width, and height of the plot without title and key, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f64,
    /// Height of the plot.
    pub height: f64,
}

impl Default for Size {
    fn default() -> Self {
        Self { width: 720.0, height: 260.0 }
    }
}

/// Height that a drawn title takes.
pub(crate) const TITLE: f64 = 24.0;

/// The part of a figure that holds data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// The root element around what is drawn.
pub(crate) fn figure(of: &Words, form: Form, width: f64, height: f64, inner: &Markup) -> String {
    let alone = form == Form::Standalone;
    let id: String = of.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let (title, desc) = (format!("{id}-title"), format!("{id}-desc"));
    let namespace = alone.then_some("http://www.w3.org/2000/svg");
    let drawn = html! {
        svg xmlns=[namespace] class="chart" id=(id) role="img" aria-labelledby={ (title) " " (desc) }
            viewBox={ "0 0 " (words::place(width)) " " (words::place(height)) }
            width=(words::place(width)) height=(words::place(height)) {
            title id=(title) { (of.title) }
            desc id=(desc) { (of.description) }
            @if alone {
                style { (maud::PreEscaped(palette::own_style())) }
                rect class="back" width="100%" height="100%" {}
                text class="title ink" x="8" y="17" { (cut(&of.title, width)) }
            }
            (inner)
        }
    }
    .into_string();
    drawn.chars().filter(|c| is_xml(*c)).collect()
}

/// Whether XML 1.0 can hold a character at all.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

fn cut(title: &str, width: f64) -> String {
    words::wrap(title, 14.0, width - 16.0, 1).pop().unwrap_or_default()
}

/// Lines and numbers of an axis of counts, downwards counted too: whole numbers without sign.
pub(crate) fn counts(area: Area, scale: &Scale, low: f64, high: f64) -> Markup {
    let ticks: Vec<f64> = scale::ticks(low, high, 5).into_iter().filter(|t| t.fract() == 0.0).collect();
    axis(area, scale, &ticks, "", |tick| words::value(tick.abs(), 1.0))
}

/// Lines and numbers of the values' axis, with its unit above.
pub(crate) fn values(area: Area, scale: &Scale, low: f64, high: f64, unit: &str) -> Markup {
    let step = scale::step(high - low, 5);
    axis(area, scale, &scale::ticks(low, high, 5), unit, |tick| words::value(tick, step))
}

fn axis(area: Area, scale: &Scale, ticks: &[f64], unit: &str, written: impl Fn(f64) -> String) -> Markup {
    html! {
        @for tick in ticks {
            @let y = words::place(scale.at(*tick));
            line class={ @if *tick == 0.0 { "axis" } @else { "grid" } }
                x1=(words::place(area.left)) x2=(words::place(area.right)) y1=(y) y2=(y) {}
            text class="soft end" x=(words::place(area.left - 6.0)) y=(words::place(scale.at(*tick) + 3.5)) {
                (written(*tick))
            }
        }
        @if !unit.is_empty() {
            text class="soft small" x="6" y=(words::place(area.top - 8.0)) { (unit) }
        }
    }
}

/// Ticks and words of the days' axis.
pub(crate) fn days(area: Area, scale: &Scale, first: i32, last: i32) -> Markup {
    let about = ((area.right - area.left) / 58.0).max(2.0) as usize;
    html! {
        line class="axis" x1=(words::place(area.left)) x2=(words::place(area.right))
            y1=(words::place(area.bottom)) y2=(words::place(area.bottom)) {}
        @for tick in scale::day_ticks(first, last, about) {
            @let x = scale.day(tick.day);
            line class="axis" x1=(words::place(x)) x2=(words::place(x))
                y1=(words::place(area.bottom)) y2=(words::place(area.bottom + 4.0)) {}
            @if x + words::width(&tick.label, 11.0) / 2.0 <= area.right + 14.0 {
                text class="soft mid" x=(words::place(x)) y=(words::place(area.bottom + 16.0)) { (tick.label) }
            }
        }
    }
}

/// A path through points; it is taken up anew after each gap.
pub(crate) fn path(points: impl Iterator<Item = Option<(f64, f64)>>) -> String {
    let mut out = String::new();
    let mut drawing = false;
    for point in points {
        match point {
            Some((x, y)) => {
                out.push(if drawing { 'L' } else { 'M' });
                out.push_str(&words::place(x));
                out.push(' ');
                out.push_str(&words::place(y));
                drawing = true;
            }
            None => drawing = false,
        }
    }
    out
}

/// The outline of a band: along its upper edge and back along its lower one.
pub(crate) fn band(upper: &[(f64, f64)], lower: &[(f64, f64)]) -> String {
    if upper.is_empty() {
        return String::new();
    }
    let mut out = path(upper.iter().chain(lower.iter().rev()).map(|p| Some(*p)));
    out.push('Z');
    out
}
