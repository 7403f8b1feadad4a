//! Forecasts on histories whose rules are known.

use detente_relations::forecast::{History, Plan, Report, backtest};
use detente_relations::generate::Recipe;
use detente_relations::math::dice::Dice;

/// Sixty relations of 120 weeks: each with a mean of its own, a level that fades back to it over some ten weeks, its own
/// volume of events (0.5 to 12 a week) and of conflict.
fn histories() -> Vec<History> {
    let mut dice = Dice::new(99);
    (0..60)
        .map(|seed| {
            let recipe = Recipe {
                periods: 120,
                rate: 0.5 * (3.2 * dice.share()).exp(),
                start: -0.5 + 2.0 * dice.normal(),
                event_spread: 3.5,
                period_spread: 0.7,
                step_spread: 0.8,
                keeps: 0.9,
                conflict: 0.05 * (3.5 * dice.share()).exp(),
                coverage_spread: 0.3,
                ..Recipe::default()
            };
            recipe.make(1000 + seed).weekly()
        })
        .collect()
}

fn show(report: &Report) {
    println!(
        "{} forecasts, {} scored; CRPS {:.3}, coverage {:.3} and {:.3} (exact {:.3} and {:.3}; calibrated {:?})",
        report.forecasts,
        report.scored,
        report.crps,
        report.coverage[0],
        report.coverage[1],
        report.exact_coverage[0],
        report.exact_coverage[1],
        report.calibrated_coverage
    );
    println!("Brier conflict {:?}, sharp {:?}, base rates {:?}", report.conflict, report.sharp, report.base_rates);
    for a in &report.against {
        println!(
            "{}: CRPS {:.3}, conflict {:.4}, sharp {:.4}; {:?}",
            a.baseline.code(),
            a.crps,
            a.conflict,
            a.sharp,
            a.differences
        );
    }
    for row in &report.conflict_table {
        println!("  {:.3} {:.3} [{:.3}, {:.3}] {}", row.foretold, row.happened, row.low, row.high, row.forecasts);
    }
}

#[test]
fn bands_hold_what_they_say() {
    let histories = histories();
    for (length, every) in [(1, 3), (4, 4)] {
        let report = backtest(&histories, Plan { first: 60, every, length, least: 5 }).report().unwrap();
        show(&report);
        for (share, covered) in [0.8, 0.95].iter().zip(report.coverage) {
            assert!((covered - share).abs() <= 0.03, "{share}: {covered}");
        }
        for (share, covered) in [0.8, 0.95].iter().zip(report.calibrated_coverage) {
            assert!((covered - share).abs() <= 0.03, "calibrated {share}: {covered}");
        }
        for against in &report.against {
            let crps = against.differences[0].unwrap();
            assert!(against.beaten()[0] && crps.is_better(), "{}: {crps:?}", against.baseline.code());
        }
        // Calibration: no row of many forecasts contradicts what it says.
        for row in report.conflict_table.iter().filter(|r| r.forecasts >= 100) {
            assert!((row.foretold - row.happened).abs() < 0.08, "{row:?}");
        }
    }
}

#[test]
fn nothing_from_after_the_origin_is_used() {
    // A past that is the same to a certain week gives the same forecasts up to it, whatever came later.
    let plan = Plan { first: 60, every: 4, length: 1, least: 5 };
    let cut: Vec<History> = histories().iter().take(12).map(|h| h.until(70)).collect();
    let mut other: Vec<History> = histories().iter().take(12).cloned().collect();
    for history in &mut other {
        *history = history.until(72);
        history.scores[70] = vec![-10.0; 30];
        history.conflict[71] = 40;
    }
    assert_eq!(backtest(&cut, plan).report(), backtest(&other, plan).report());
}
