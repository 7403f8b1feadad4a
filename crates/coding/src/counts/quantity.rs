//! Quantities in a row of words: "at least 20", "more than a dozen", "between 10 and 15", "tens of thousands".

use std::ops::Range;

use detente_knowledge::UnitKind;
use detente_record::Hedge;

use super::units::Units;

/// A number with its hedge.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Lowest value.
    pub low: f64,
    /// Highest value; none when open.
    pub high: Option<f64>,
    /// How it is hedged.
    pub hedge: Hedge,
    /// Whether it is a part of a whole ("one third").
    pub share: bool,
    /// Its words, the hedge included.
    pub words: Range<usize>,
}

/// A bare number: value, whether it is vague, the word behind it.
type Number = (f64, bool, usize);

/// The quantity whose number begins at a word. `words` are lower case.
#[must_use]
pub fn quantity(words: &[String], at: usize, units: &Units<'_>) -> Option<Quantity> {
    let (low, vague, mut end) = number(words, at, units)?;
    let text = |at: usize| words.get(at).map_or("", String::as_str);
    let share = share(words, end);
    if let Some((parts, next)) = share {
        let value = low / parts;
        return Some(Quantity { low: value, high: Some(value), hedge: Hedge::Exact, share: true, words: at..next });
    }
    let mut start = at;
    let mut high = Some(low);
    let between = at > 0 && text(at - 1) == "between";
    let joins = matches!(text(end), "to" | "-" | "–" | "or") || (between && text(end) == "and");
    if joins
        && !vague
        && let Some((second, false, next)) = number(words, end + 1, units)
        && second > low
    {
        // "two or three", "10 to 15", "3-4 million": the scale of the second is the first's too.
        let scaled = scale_behind(words, end + 1, next, units).filter(|scale| low * scale < second);
        return Some(Quantity {
            low: scaled.map_or(low, |scale| low * scale),
            high: Some(second),
            hedge: if units.hedge_before(words, at).is_some() { Hedge::About } else { Hedge::Exact },
            share: false,
            words: start - usize::from(between)..next,
        });
    }
    let mut hedge = if vague { Hedge::Vague } else { Hedge::Exact };
    if vague {
        high = None;
    }
    let mut low = low;
    // "more than a dozen": what stands before the article.
    let before = start - usize::from(start > 0 && matches!(text(start - 1), "a" | "an" | "the"));
    let found = units.hedge_before(words, start).or_else(|| units.hedge_before(words, before));
    let found = match found {
        Some((kind, from)) => {
            start = from;
            Some(kind)
        }
        None => units.hedge_after(words, end).map(|(kind, next)| {
            end = next;
            kind
        }),
    };
    match found {
        Some(Hedge::About) if !vague => (hedge, high) = (Hedge::About, None),
        Some(Hedge::AtLeast) => (hedge, high) = (Hedge::AtLeast, None),
        Some(Hedge::AtMost) if !vague => (hedge, high, low) = (Hedge::AtMost, Some(low), 0.0),
        _ => {}
    }
    Some(Quantity { low, high, hedge, share: false, words: start..end })
}

/// The last scale among the words of a number ("3-4 million").
fn scale_behind(words: &[String], from: usize, to: usize, units: &Units<'_>) -> Option<f64> {
    (from + 1..to).rev().find_map(|at| {
        let row = units.row(UnitKind::Number, words.get(at)?)?;
        row.low.filter(|value| *value >= 100.0)
    })
}

/// "third", "-third", "quarters": into how many parts, and the word behind.
fn share(words: &[String], at: usize) -> Option<(f64, usize)> {
    let text = |at: usize| words.get(at).map_or("", String::as_str);
    let at = at + usize::from(text(at) == "-");
    let parts = match text(at) {
        "half" | "halves" => 2.0,
        "third" | "thirds" => 3.0,
        "quarter" | "quarters" => 4.0,
        "fifth" | "fifths" => 5.0,
        "tenth" | "tenths" => 10.0,
        _ => return None,
    };
    (text(at + 1) == "of").then_some((parts, at + 1))
}

/// A number in digits, words or both. `None` where none begins.
fn number(words: &[String], at: usize, units: &Units<'_>) -> Option<Number> {
    let text = |at: usize| words.get(at).map_or("", String::as_str);
    let row = |at: usize| units.row(UnitKind::Number, text(at));
    if text(at) == "half" && matches!(text(at + 1), "a" | "an") {
        let scale = row(at + 2)?;
        return Some((scale.low? / 2.0, false, at + 3));
    }
    // "a dozen", "a few hundred", "a couple of".
    if matches!(text(at), "a" | "an") {
        let next = row(at + 1)?;
        let value = next.low?;
        let small = next.high.is_some() && value < 12.0;
        return (!small).then(|| number(words, at + 1, units)).flatten();
    }
    if let Some((value, next)) = digits(text(at), at) {
        return Some(scaled(words, value, false, next, units));
    }
    let first = row(at)?;
    let (value, vague) = (first.low?, first.high.is_none());
    // Scales of one letter belong to digits only.
    if text(at).len() == 1 {
        return None;
    }
    if vague {
        // "tens of thousands", "hundreds of thousands", "several hundred".
        let of = at + 1 + usize::from(text(at + 1) == "of");
        if let Some(next) = row(of)
            && let Some(scale) = next.low.filter(|s| *s >= 12.0)
        {
            let factor = if next.high.is_none() { scale / 2.0 } else { scale };
            return Some((value * factor, true, of + 1));
        }
        return Some((value, true, at + 1));
    }
    // "three hundred and twenty-five thousand".
    let (mut total, mut group, mut next) = (0.0, 0.0, at);
    loop {
        let Some(row) = row(next).filter(|r| r.high.is_some() && text(next).len() > 1) else {
            let joined = matches!(text(next), "and" | "-") && next > at;
            let small = units.row(UnitKind::Number, text(next + 1)).and_then(|r| r.low).filter(|v| *v < 100.0);
            let fits = match text(next) {
                "-" => (20.0..100.0).contains(&group) && small.is_some_and(|v| v < 10.0),
                _ => (group >= 100.0 || total > 0.0) && small.is_some() && text(next + 1).len() > 1,
            };
            if joined && fits {
                next += 1;
                continue;
            }
            break;
        };
        let value = row.low.unwrap_or(0.0);
        if value >= 1000.0 {
            total += if group == 0.0 { 1.0 } else { group } * value;
            group = 0.0;
        } else if value >= 12.0 && matches!(text(next), "hundred" | "dozen" | "doz" | "score") {
            group = if group == 0.0 { 1.0 } else { group } * value;
        } else if group == 0.0 || (group >= 20.0 && value < 10.0) || group >= 100.0 {
            group += value;
        } else {
            break;
        }
        next += 1;
    }
    Some((total + group, false, next))
}

/// Multiplies by the scale behind a number: "3.5 million".
fn scaled(words: &[String], value: f64, vague: bool, mut next: usize, units: &Units<'_>) -> Number {
    let mut value = value;
    while let Some(scale) = words
        .get(next)
        .filter(|w| w.len() > 2 || matches!(w.as_str(), "bn" | "mn" | "tn"))
        .and_then(|w| units.row(UnitKind::Number, w))
        .filter(|r| r.high.is_some())
        .and_then(|r| r.low)
        .filter(|s| *s >= 12.0 && *s % 10.0 <= 2.0 && *s != 20.0 && (*s >= 100.0 || *s == 12.0))
    {
        value *= scale;
        next += 1;
    }
    (value, vague, next)
}

/// "12,000", "3.5", "2.3m", "1.5bn".
fn digits(word: &str, at: usize) -> Option<(f64, usize)> {
    if !word.as_bytes().first()?.is_ascii_digit() {
        return None;
    }
    let end = word.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(word.len());
    let (figures, suffix) = word.split_at(end);
    let scale = match suffix {
        "" => 1.0,
        "k" => 1e3,
        "m" | "mn" | "mln" => 1e6,
        "bn" | "b" | "bln" => 1e9,
        "tn" => 1e12,
        _ => return None,
    };
    let clean: String = figures.chars().filter(|c| *c != ',').collect();
    let value: f64 = clean.trim_end_matches('.').parse().ok()?;
    value.is_finite().then_some((value * scale, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_knowledge::Knowledge;

    fn read(text: &str) -> String {
        let units = Units::new(&Knowledge::shipped().units);
        let words: Vec<String> = text.replace('-', " - ").split_whitespace().map(str::to_lowercase).collect();
        let found = (0..words.len()).find_map(|at| quantity(&words, at, &units));
        found.map_or("none".into(), |q| {
            let high = q.high.map_or("..".into(), |h| h.to_string());
            format!("{} {high} {}", q.low, q.hedge)
        })
    }

    #[test]
    fn numbers_and_hedges() {
        for (text, wanted) in [
            ("12 people", "12 12 exact"),
            ("12,000 people", "12000 12000 exact"),
            ("twenty-five people", "25 25 exact"),
            ("three hundred and twenty people", "320 320 exact"),
            ("two million people", "2000000 2000000 exact"),
            ("3.5 million dollars", "3500000 3500000 exact"),
            ("2.3m", "2300000 2300000 exact"),
            ("1.5bn", "1500000000 1500000000 exact"),
            ("a dozen missiles", "12 12 exact"),
            ("two dozen missiles", "24 24 exact"),
            ("half a million people", "500000 500000 exact"),
            ("half a dozen men", "6 6 exact"),
            ("more than a dozen missiles", "12 .. at least"),
            ("at least 20 others", "20 .. at least"),
            ("no fewer than 50", "50 .. at least"),
            ("200 or more", "200 .. at least"),
            ("about 300 balloons", "300 .. about"),
            ("some 300 balloons", "300 .. about"),
            ("an estimated 4,000 troops", "4000 .. about"),
            ("nearly two thousand men", "2000 .. about"),
            ("up to 20 soldiers", "0 20 at most"),
            ("as many as 600 fighters", "0 600 at most"),
            ("fewer than ten", "0 10 at most"),
            ("between 10 and 15 protesters", "10 15 exact"),
            ("10 to 15 protesters", "10 15 exact"),
            ("10-15 protesters", "10 15 exact"),
            ("two or three shots", "2 3 exact"),
            ("3 to 4 million people", "3000000 4000000 exact"),
            ("about 20 to 30 shells", "20 30 about"),
            ("dozens of people", "24 .. vague"),
            ("hundreds of protesters", "200 .. vague"),
            ("tens of thousands of people", "20000 .. vague"),
            ("hundreds of thousands of people", "200000 .. vague"),
            ("a few hundred people", "200 .. vague"),
            ("several hundred people", "300 .. vague"),
            ("a few soldiers", "2 .. vague"),
            ("several soldiers", "3 .. vague"),
            ("one third of the land", "0.3333333333333333 0.3333333333333333 exact"),
            ("people", "none"),
            ("a man", "none"),
            ("", "none"),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_words_are_read(words in proptest::collection::vec("[a-z]{1,4}|[0-9.,]{1,5}m?|million|hundreds|of|a|dozen|and|-|half|between", 0..9)) {
            let units = Units::new(&Knowledge::shipped().units);
            for at in 0..words.len() {
                if let Some(found) = quantity(&words, at, &units) {
                    proptest::prop_assert!(found.words.end <= words.len() && found.words.contains(&at), "{words:?}");
                    proptest::prop_assert!(found.low.is_finite() && found.high.is_none_or(|h| h >= found.low), "{words:?}");
                }
            }
        }
    }
}
