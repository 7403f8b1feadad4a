//! From values to places on the page, and where the ticks stand.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::words;

/// A straight map from values to coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// Maps `from.0` to `to.0` and `from.1` to `to.1`. An empty range of values maps to the middle.
    #[must_use]
    pub fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        Self { from, to }
    }

    /// Where a value lies.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let width = self.from.1 - self.from.0;
        if width.abs() < f64::EPSILON {
            return f64::midpoint(self.to.0, self.to.1);
        }
        self.to.0 + (value - self.from.0) / width * (self.to.1 - self.to.0)
    }

    /// Where a day lies.
    #[must_use]
    pub fn day(&self, day: i32) -> f64 {
        self.at(f64::from(day))
    }
}

/// Round values that divide a range into about so many pieces (P. Heckbert, "Nice numbers for graph labels", Graphics
/// Gems, 1990). Those inside the range only; none when it is empty or not finite.
#[must_use]
pub fn ticks(low: f64, high: f64, about: usize) -> Vec<f64> {
    let range = high - low;
    if !range.is_finite() || range <= 0.0 || about == 0 {
        return Vec::new();
    }
    let step = step(range, about);
    let first = (low / step).ceil();
    let last = (high / step).floor();
    let mut out = Vec::new();
    let mut at = first;
    while at <= last && out.len() <= 2 * about + 2 {
        // Multiplied, not added up, so that zero is zero.
        out.push(at * step + 0.0);
        at += 1.0;
    }
    out
}

/// The round step that divides a range into about so many pieces.
#[must_use]
pub fn step(range: f64, about: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a handful")]
    let rough = range / about as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let factor = match rough / power {
        f if f < 1.5 => 1.0,
        f if f < 3.0 => 2.0,
        f if f < 7.0 => 5.0,
        _ => 10.0,
    };
    factor * power
}

/// A range widened to round values, with a little room.
#[must_use]
pub fn round_range(low: f64, high: f64) -> (f64, f64) {
    if !low.is_finite() || !high.is_finite() || low > high {
        return (0.0, 1.0);
    }
    if high - low < 1e-9 {
        return (low - 1.0, high + 1.0);
    }
    let step = step(high - low, 5);
    ((low / step).floor() * step, (high / step).ceil() * step)
}

/// A tick of the days' axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayTick {
    /// The day.
    pub day: i32,
    /// What is written there.
    pub label: String,
}

/// Days of the calendar before and after the epoch.
const CALENDAR: i32 = 2_900_000;

/// Ticks between two days, at most about so many: days, Mondays, months, quarters or years.
#[must_use]
pub fn day_ticks(first: i32, last: i32, about: usize) -> Vec<DayTick> {
    let about = i64::try_from(about.max(1)).unwrap_or(8);
    let length = i64::from(last) - i64::from(first) + 1;
    // Beyond the calendar there are no ticks.
    if length <= 0 || first < -CALENDAR || last > CALENDAR {
        return Vec::new();
    }
    for step in [1, 2, 7, 14] {
        if length <= about * i64::from(step) {
            // 5 January 1970 was a Monday.
            let from = if step == 1 { first } else { first + (4 - first).rem_euclid(step.min(7)) };
            let days = (0..).map(|n| from + n * step).take_while(|day| *day <= last);
            return days.map(|day| DayTick { day, label: words::day_month(day) }).collect();
        }
    }
    let months = [1, 2, 3, 6].into_iter().find(|m| length <= about * i64::from(*m) * 30);
    match months {
        Some(step) => by_month(first, last, step),
        None => {
            let years = [1, 2, 5, 10, 20, 50, 100, 200, 500];
            let step = years.into_iter().find(|y| length <= about * i64::from(*y) * 365).unwrap_or(1000);
            by_year(first, last, step)
        }
    }
}

fn by_month(first: i32, last: i32, step: i32) -> Vec<DayTick> {
    let start = words::civil(first);
    let Ok(mut at) = Date::new(start.year(), 1, 1) else { return Vec::new() };
    let mut out: Vec<DayTick> = Vec::new();
    let mut year = None;
    while words::number(at) <= last {
        let day = words::number(at);
        if day >= first {
            let name = words::MONTHS[usize::try_from(at.month()).unwrap_or(1).clamp(1, 12) - 1];
            // The year stands where it begins, and with the first tick.
            let label = if year == Some(at.year()) { name.to_owned() } else { format!("{name} {}", at.year()) };
            year = Some(at.year());
            out.push(DayTick { day, label });
        }
        let Ok(next) = at.checked_add(step.months()) else { break };
        at = next;
    }
    out
}

fn by_year(first: i32, last: i32, step: i16) -> Vec<DayTick> {
    let mut year = words::civil(first).year();
    year -= year.rem_euclid(step);
    let mut out = Vec::new();
    while let Ok(at) = Date::new(year, 1, 1) {
        let day = words::number(at);
        if day > last {
            break;
        }
        if day >= first {
            out.push(DayTick { day, label: year.to_string() });
        }
        let Some(next) = year.checked_add(step) else { break };
        year = next;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> i32 {
        words::number(text.parse().unwrap())
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(-10.0, 10.0, 5), [-10.0, -5.0, 0.0, 5.0, 10.0]);
        assert_eq!(ticks(0.0, 0.93, 5), [0.0, 0.2, 0.4, 0.6000000000000001, 0.8]);
        assert!(ticks(1.0, 1.0, 5).is_empty());
        assert!(ticks(f64::NAN, 1.0, 5).is_empty());
    }

    #[test]
    fn days_weeks_months_years() {
        let labels =
            |a: &str, b: &str| -> Vec<String> { day_ticks(day(a), day(b), 10).into_iter().map(|t| t.label).collect() };
        assert_eq!(labels("2024-05-28", "2024-05-30"), ["28 May", "29 May", "30 May"]);
        assert_eq!(labels("2024-05-01", "2024-06-30")[0], "6 May");
        assert_eq!(labels("2023-12-24", "2024-09-30")[..3], ["Jan 2024", "Feb", "Mar"]);
        assert_eq!(labels("1958-02-16", "2015-12-31"), ["1960", "1970", "1980", "1990", "2000", "2010"]);
        assert!(labels("2024-05-30", "2024-05-28").is_empty());
    }

    proptest! {
        #[test]
        fn ticks_lie_inside(low in -1e6..1e6f64, width in 1e-3..1e6f64, about in 1usize..12) {
            let all = ticks(low, low + width, about);
            prop_assert!(all.len() <= 2 * about + 3);
            for pair in all.windows(2) {
                prop_assert!(pair[0] < pair[1]);
            }
            let slack = width * 1e-9 + low.abs() * 1e-9;
            prop_assert!(all.iter().all(|t| *t >= low - slack && *t <= low + width + slack));
        }

        #[test]
        fn day_ticks_lie_inside(first in -100_000i32..100_000, length in 0i32..60_000, about in 1usize..20) {
            let all = day_ticks(first, first + length, about);
            prop_assert!(all.iter().all(|t| (first..=first + length).contains(&t.day)));
            for pair in all.windows(2) {
                prop_assert!(pair[0].day < pair[1].day);
            }
        }
    }
}
