//! Numbers and days as they are written on a figure, and how wide words are.

use jiff::civil::Date;
use unicode_width::UnicodeWidthStr;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Months, short.
pub(crate) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The date of a day; the epoch for a day beyond the calendar.
pub(crate) fn civil(day: i32) -> Date {
    EPOCH.checked_add(jiff::Span::new().try_days(day).unwrap_or_default()).unwrap_or(EPOCH)
}

/// The number of a date.
pub(crate) fn number(date: Date) -> i32 {
    i32::try_from(EPOCH.duration_until(date).as_hours() / 24).unwrap_or(0)
}

/// A day as `28 May`.
#[must_use]
pub fn day_month(day: i32) -> String {
    let date = civil(day);
    format!("{} {}", date.day(), MONTHS[usize::try_from(date.month()).unwrap_or(1).clamp(1, 12) - 1])
}

/// A day as `28 May 2024`.
#[must_use]
pub fn date(day: i32) -> String {
    format!("{} {}", day_month(day), civil(day).year())
}

/// Days from one to another as `25–30 May 2024`, as short as it can be said.
#[must_use]
pub fn interval(from: i32, to: i32) -> String {
    let (a, b) = (civil(from), civil(to));
    if a == b {
        date(from)
    } else if (a.year(), a.month()) == (b.year(), b.month()) {
        format!("{}–{}", a.day(), date(to))
    } else if a.year() == b.year() {
        format!("{} – {}", day_month(from), date(to))
    } else {
        format!("{} – {}", date(from), date(to))
    }
}

/// A coordinate: one decimal, nothing superfluous. What is not finite is 0.
pub(crate) fn place(x: f64) -> String {
    if !x.is_finite() {
        return "0".into();
    }
    let text = format!("{x:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".into() } else { text.to_owned() }
}

/// A value on an axis, with a true minus sign; as many decimals as the step between ticks asks for.
pub(crate) fn value(x: f64, step: f64) -> String {
    let decimals = if step >= 1.0 { 0 } else { (-step.log10().floor()).clamp(0.0, 6.0) as usize };
    let text = format!("{:.decimals$}", x.abs());
    if x < 0.0 && text.chars().any(|c| ('1'..='9').contains(&c)) { format!("−{text}") } else { text }
}

/// Estimated width of words in a sans-serif face of this size.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a line of text")]
    let columns = text.width() as f64;
    columns * size * 0.55
}

/// Words in lines no wider than this, at most so many lines; what is left out is marked.
pub(crate) fn wrap(text: &str, size: f64, widest: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() == most;
        match lines.last_mut() {
            Some(line) if width(line, size) + width(word, size) + width(" ", size) <= widest => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if full => {
                while width(line, size) + width("…", size) > widest && line.pop().is_some() {}
                line.push('…');
                break;
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_briefly() {
        let day = |text: &str| number(text.parse().unwrap());
        assert_eq!(date(day("2024-05-28")), "28 May 2024");
        assert_eq!(interval(day("2024-05-25"), day("2024-05-30")), "25–30 May 2024");
        assert_eq!(interval(day("2024-05-25"), day("2024-06-03")), "25 May – 3 Jun 2024");
        assert_eq!(interval(day("2013-12-30"), day("2014-01-03")), "30 Dec 2013 – 3 Jan 2014");
        assert_eq!(interval(day("2024-05-25"), day("2024-05-25")), "25 May 2024");
    }

    #[test]
    fn numbers_are_written_plainly() {
        assert_eq!(place(12.04), "12");
        assert_eq!(place(-0.01), "0");
        assert_eq!(place(f64::NAN), "0");
        assert_eq!(value(-2.5, 0.5), "−2.5");
        assert_eq!(value(-0.0, 1.0), "0");
        assert_eq!(value(10.0, 5.0), "10");
    }

    #[test]
    fn long_words_are_wrapped_and_cut() {
        let lines = wrap("one two three four five six seven", 10.0, 60.0, 2);
        assert_eq!(lines, ["one two", "three fou…"]);
        assert!(wrap("", 10.0, 60.0, 2).is_empty());
    }
}
