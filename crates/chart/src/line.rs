//! A level along time: its line, its band, its breaks, and what happened.

use maud::{Markup, html};

use crate::frame::{self, Area, Form, Size, TITLE, Words};
use crate::key::Key;
use crate::scale::{self, Scale};
use crate::words;

/// A level on a day, with the range in which it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BandPoint {
    /// The day.
    pub day: i32,
    /// Its mean or median.
    pub mid: f64,
    /// Low and high end of the inner band.
    pub inner: (f64, f64),
    /// Low and high end of the outer band.
    pub outer: (f64, f64),
}

/// What was observed on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// The day.
    pub day: i32,
    /// Its value.
    pub value: f64,
    /// How much it weighs: its area.
    pub weight: f64,
}

/// A day on which a level changed.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakMark {
    /// The likeliest day.
    pub day: i32,
    /// First and last day between which it lies.
    pub span: (i32, i32),
    /// How likely it is that there is one, 0 to 1.
    pub probability: f64,
    /// Whether the level falls there.
    pub falls: bool,
    /// What happened around it.
    pub label: String,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventMark {
    /// The day.
    pub day: i32,
    /// What it was.
    pub label: String,
    /// Where in the page it is told, without the `#`.
    pub anchor: Option<String>,
}

/// A level along time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineChart {
    /// What it says in words.
    pub words: Words,
    /// What the values are.
    pub unit: String,
    /// First and last day; those of the points when not given.
    pub span: Option<(i32, i32)>,
    /// The level, by day.
    pub points: Vec<BandPoint>,
    /// What was observed; what lies beyond the range is a wedge at its edge.
    pub dots: Vec<Dot>,
    /// A level to compare with, and what it is.
    pub norm: Option<(f64, String)>,
    /// Where it changed.
    pub breaks: Vec<BreakMark>,
    /// What happened.
    pub events: Vec<EventMark>,
    /// How large it is.
    pub size: Size,
}

/// Width of a flag with its number.
const FLAG: f64 = 15.0;
/// Dots may widen the range of the band by so many times its own width, to either side.
const DOTS: f64 = 1.2;
/// Flags that would touch stand in so many rows.
const ROWS: usize = 3;

impl LineChart {
    /// The figure. Without points it says that there is nothing to draw.
    #[must_use]
    pub fn svg(&self, form: Form) -> String {
        let title = if form == Form::Standalone { TITLE } else { 0.0 };
        let width = self.size.width;
        let Some((first, last)) = self.days() else {
            let nothing = html! { text class="soft" x="12" y=(words::place(title + 24.0)) { "Nothing to draw." } };
            return frame::figure(&self.words, form, width, title + 40.0, &nothing);
        };
        let flags = self.flags(first, last);
        let rows = flags.iter().map(|(_, row)| row + 1).max().unwrap_or(0);
        #[allow(clippy::cast_precision_loss, reason = "at most three rows")]
        let top = title + 22.0 + rows as f64 * (FLAG + 2.0);
        let area = Area { left: 46.0, right: width - 14.0, top, bottom: top + self.size.height };
        let key = Key::new(self.key(first, last), width);
        let height = area.bottom + 26.0 + key.height();
        let (low, high) = self.values(first, last);
        let x = self.across(area, first, last);
        let y = Scale::new((low, high), (area.bottom, area.top));
        let inner = html! {
            (frame::values(area, &y, low, high, &self.unit))
            (self.spans(area, &x, first, last))
            (self.bands(&x, &y, first, last))
            (frame::days(area, &x, first, last))
            (self.marks(area, &x, title, &flags))
            (self.happenings(area, &x, first, last))
            (key.draw(area.bottom + 22.0))
        };
        frame::figure(&self.words, form, width, height, &inner)
    }

    fn days(&self) -> Option<(i32, i32)> {
        let drawn = || self.points.iter().filter(|p| p.mid.is_finite()).map(|p| p.day);
        let own = Some((drawn().min()?, drawn().max()?));
        self.span.filter(|(a, b)| a <= b).or(own)
    }

    fn across(&self, area: Area, first: i32, last: i32) -> Scale {
        Scale::new((f64::from(first), f64::from(last)), (area.left + 4.0, area.right - 4.0))
    }

    fn values(&self, first: i32, last: i32) -> (f64, f64) {
        let shown = |day: &i32| (first..=last).contains(day);
        let ends = self.points.iter().filter(|p| shown(&p.day)).flat_map(|p| [p.outer.0, p.outer.1, p.mid]);
        let all = ends.chain(self.norm.iter().map(|n| n.0)).filter(|v| v.is_finite());
        let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
        // What was observed is shown as far as it leaves the band its room.
        let room = DOTS * (high - low);
        let dots = self.dots.iter().filter(|d| shown(&d.day) && d.value.is_finite()).map(|d| d.value);
        let (lowest, highest) = dots.fold((low, high), |(a, b), v| (a.min(v), b.max(v)));
        scale::round_range(lowest.max(low - room), highest.min(high + room))
    }

    fn bands(&self, x: &Scale, y: &Scale, first: i32, last: i32) -> Markup {
        let shown: Vec<&BandPoint> = self
            .points
            .iter()
            .filter(|p| (first..=last).contains(&p.day))
            .filter(|p| [p.mid, p.inner.0, p.inner.1, p.outer.0, p.outer.1].iter().all(|v| v.is_finite()))
            .collect();
        let edge = |of: fn(&BandPoint) -> f64| -> Vec<(f64, f64)> {
            shown.iter().map(|p| (x.day(p.day), y.at(of(p)))).collect()
        };
        let heaviest = self.dots.iter().map(|d| d.weight).fold(1.0, f64::max);
        let (low, high) = self.values(first, last);
        html! {
            path class="outer" d=(frame::band(&edge(|p| p.outer.1), &edge(|p| p.outer.0))) {}
            path class="inner" d=(frame::band(&edge(|p| p.inner.1), &edge(|p| p.inner.0))) {}
            @for dot in self.dots.iter().filter(|d| (first..=last).contains(&d.day) && d.value.is_finite()) {
                @let across = words::place(x.day(dot.day));
                @if dot.value < low {
                    path class="dot" d={ "M" (across) " " (words::place(y.at(low) - 1.0)) "l-3.5 -6h7Z" } {}
                } @else if dot.value > high {
                    path class="dot" d={ "M" (across) " " (words::place(y.at(high) + 1.0)) "l-3.5 6h7Z" } {}
                } @else {
                    circle class="dot" cx=(across) cy=(words::place(y.at(dot.value)))
                        r=(words::place(1.0 + 2.2 * (dot.weight / heaviest).clamp(0.0, 1.0).sqrt())) {}
                }
            }
            @if let Some((norm, what)) = &self.norm {
                @let at = words::place(y.at(*norm));
                line class="norm" x1=(words::place(x.day(first))) x2=(words::place(x.day(last))) y1=(at) y2=(at) {
                    title { (what) }
                }
            }
            path class="level" d=(frame::path(edge(|p| p.mid).into_iter().map(Some))) {}
        }
    }

    /// The intervals of the breaks, behind all else.
    fn spans(&self, area: Area, x: &Scale, first: i32, last: i32) -> Markup {
        html! {
            @for mark in self.breaks.iter().filter(|m| m.span.1 >= first && m.span.0 <= last) {
                @let from = x.day(mark.span.0.max(first));
                @let to = x.day(mark.span.1.min(last));
                rect class="span" x=(words::place(from)) y=(words::place(area.top))
                    width=(words::place((to - from).max(1.0))) height=(words::place(area.bottom - area.top)) {}
            }
        }
    }

    /// Breaks that are shown, by their place in the list, and the row of each flag.
    fn flags(&self, first: i32, last: i32) -> Vec<(usize, usize)> {
        let area = Area { left: 46.0, right: self.size.width - 14.0, top: 0.0, bottom: 0.0 };
        let x = self.across(area, first, last);
        let mut order: Vec<usize> =
            (0..self.breaks.len()).filter(|at| (first..=last).contains(&self.breaks[*at].day)).collect();
        order.sort_by_key(|at| (self.breaks[*at].day, *at));
        let mut ends = [f64::NEG_INFINITY; ROWS];
        order
            .into_iter()
            .map(|at| {
                let left = x.day(self.breaks[at].day) - FLAG / 2.0;
                let row = ends.iter().position(|end| left > *end + 1.0).unwrap_or(0);
                ends[row] = left + FLAG;
                (at, row)
            })
            .collect()
    }

    fn marks(&self, area: Area, x: &Scale, title: f64, flags: &[(usize, usize)]) -> Markup {
        html! {
            @for (number, (at, row)) in flags.iter().enumerate() {
                @let mark = &self.breaks[*at];
                @let at = x.day(mark.day);
                @let top = title + 4.0 + index(*row) * (FLAG + 2.0);
                g {
                    title { (words::date(mark.day)) ": " (mark.label) }
                    line class="break" x1=(words::place(at)) x2=(words::place(at))
                        y1=(words::place(top + FLAG)) y2=(words::place(area.bottom)) {}
                    rect class="flag" x=(words::place(at - FLAG / 2.0)) y=(words::place(top)) rx="3"
                        width=(words::place(FLAG)) height=(words::place(FLAG)) {}
                    text class="flagtext" x=(words::place(at)) y=(words::place(top + 11.5)) { (number + 1) }
                }
            }
        }
    }

    fn happenings(&self, area: Area, x: &Scale, first: i32, last: i32) -> Markup {
        html! {
            @for (letter, event) in self.lettered(first, last) {
                @let at = x.day(event.day);
                @let mark = html! {
                    title { (words::date(event.day)) ": " (event.label) }
                    path class="event" d={ "M" (words::place(at)) " " (words::place(area.bottom - 7.0)) "l4 7h-8Z" } {}
                    text class="small soft mid" x=(words::place(at)) y=(words::place(area.bottom - 9.0)) { (letter) }
                };
                @match &event.anchor {
                    Some(anchor) => { a href={ "#" (anchor) } { (mark) } }
                    None => { g { (mark) } }
                }
            }
        }
    }

    /// Events that are shown, each with its letter.
    fn lettered(&self, first: i32, last: i32) -> impl Iterator<Item = (char, &EventMark)> {
        ('a'..='z').zip(self.events.iter().filter(move |e| (first..=last).contains(&e.day)))
    }

    fn key(&self, first: i32, last: i32) -> impl Iterator<Item = (String, String)> {
        let breaks = self.flags(first, last).into_iter().enumerate().map(|(number, (at, _))| {
            let mark = &self.breaks[at];
            let way = if mark.falls { "falls" } else { "rises" };
            let sure = (mark.probability * 100.0).round().clamp(0.0, 100.0);
            let when = words::interval(mark.span.0, mark.span.1);
            let text = format!("{way} on {} ({when}; {sure:.0} %): {}", words::date(mark.day), mark.label);
            ((number + 1).to_string(), text.trim_end_matches([':', ' ']).to_owned())
        });
        let events =
            self.lettered(first, last).map(|(l, e)| (l.to_string(), format!("{}: {}", words::date(e.day), e.label)));
        let norm = self.norm.iter().map(|(_, what)| ("┄".to_owned(), what.clone()));
        breaks.chain(events).chain(norm).collect::<Vec<_>>().into_iter()
    }
}

#[allow(clippy::cast_precision_loss, reason = "at most three rows")]
fn index(row: usize) -> f64 {
    row as f64
}
