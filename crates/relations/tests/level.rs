//! The level against another implementation: `tests/reference/level.py` (statsmodels) made the figures, once.

use detente_relations::level::{Estimate, Level, LevelModel, Start};
use detente_relations::tally::Scores;

const REFERENCE: &str = include_str!("reference/level.tsv");

fn number_after(text: &str, word: &str) -> f64 {
    let rest = text.split(word).nth(1).unwrap();
    rest.split_whitespace().next().unwrap().trim_end_matches(';').parse().unwrap()
}

#[test]
fn filter_and_smoother_agree_with_statsmodels() {
    let head: Vec<&str> = REFERENCE.lines().filter(|l| l.starts_with('#')).collect();
    let rows: Vec<Vec<&str>> =
        REFERENCE.lines().filter(|l| !l.starts_with('#')).skip(1).map(|l| l.split('\t').collect()).collect();
    assert_eq!(rows.len(), 60);
    assert!(rows.iter().filter(|r| r[0] == "0").count() >= 6, "days without events are part of the check");
    let scores: Vec<Scores> = rows
        .iter()
        .map(|r| {
            let events: u32 = r[0].parse().unwrap();
            let mean: f64 = r[1].parse().unwrap_or(0.0);
            Scores { events, sum: mean * f64::from(events), squares: 0.0 }
        })
        .collect();
    let starts = [("known ", Start::Known(Estimate { mean: -1.0, variance: 4.0 }), 2), ("diffuse ", Start::Diffuse, 6)];
    for (name, start, column) in starts {
        let model = LevelModel {
            event_variance: number_after(head[1], "event_variance "),
            period_variance: number_after(head[1], "period_variance "),
            step_variance: number_after(head[1], "step_variance "),
            start,
        };
        let level = Level::of(model, &scores);
        let expected = number_after(head[2], name);
        assert!((level.log_likelihood - expected).abs() < 1e-8, "{name}: {} {expected}", level.log_likelihood);
        for (t, row) in rows.iter().enumerate() {
            let theirs = |c: usize| row[column + c].parse::<f64>().unwrap();
            let (f, s) = (level.filtered[t], level.smoothed[t]);
            if f.variance.is_finite() {
                assert!((f.mean - theirs(0)).abs() < 1e-8 && (f.variance - theirs(1)).abs() < 1e-8, "{name}{t}");
            } else {
                // An infinite variance is written as 0 by them, with the infinite part elsewhere.
                assert!(t == 0 && column == 6);
            }
            assert!((s.mean - theirs(2)).abs() < 1e-8 && (s.variance - theirs(3)).abs() < 1e-8, "{name}{t}");
        }
    }
}
