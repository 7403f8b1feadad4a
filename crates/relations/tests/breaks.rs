//! Breaks on histories whose breaks are known: how many false alarms, how late, how exact.

use detente_relations::breaks::{ALARM, Count, Online, RECENT, RateModel, ScoreModel, segment, usual_length_of_rates};
use detente_relations::calendar::Step;
use detente_relations::generate::Recipe;
use detente_relations::math::dice::Dice;

const HISTORIES: u64 = 200;
const LENGTH: f64 = 26.0;

/// First alarm at or after a place. The model is fitted on the year before the place only, as it would be in use.
fn first_alarm(history: &detente_relations::generate::History, from: usize) -> Option<usize> {
    let model = ScoreModel::of(&history.scores[..from]);
    let mut online = Online::new(model, LENGTH);
    for (at, scores) in history.scores.iter().enumerate() {
        online.push(*scores);
        if at >= from && online.changed_within(RECENT) > ALARM {
            return Some(at);
        }
    }
    None
}

#[test]
#[allow(clippy::cast_precision_loss)]
fn false_alarms_delay_and_place() {
    // Two years of weeks, 4 events a week with a spread of 4; in half of the histories the level falls in week 60.
    let quiet = Recipe::default();
    let fall = |by: f64| Recipe { jumps: vec![(60, -by)], ..Recipe::default() };
    let mut weeks = 0;
    let (mut alarms, mut false_breaks) = (0, 0);
    for seed in 0..HISTORIES {
        let history = quiet.make(seed);
        weeks += history.scores.len() - 52;
        alarms += usize::from(first_alarm(&history, 52).is_some());
        let model = ScoreModel::of(&history.scores);
        false_breaks += segment(&model, LENGTH, &history.scores).sure(0.5).count();
    }
    let rate = alarms as f64 / weeks as f64 * 52.0;
    println!(
        "no break: online {alarms} alarms in {weeks} weeks ({rate:.3} a year); offline {false_breaks} in {HISTORIES} histories"
    );
    assert!(rate < 0.12, "{rate} false alarms a year");
    assert!(false_breaks as f64 <= 0.1 * HISTORIES as f64, "{false_breaks}");
    for (by, worst_delay, least_found, least_held) in [(4.0, 4.5, 0.85, 0.75), (6.0, 2.5, 0.95, 0.75)] {
        let (mut delays, mut found, mut held, mut off, mut early, mut wide) = (Vec::new(), 0, 0, 0, 0, 0);
        for seed in 1000..1000 + HISTORIES {
            let history = fall(by).make(seed);
            match first_alarm(&history, 52) {
                Some(at) if at >= 60 => delays.push((at - 60) as f64),
                Some(_) => early += 1,
                None => {}
            }
            let cut = segment(&ScoreModel::of(&history.scores), LENGTH, &history.scores);
            if let Some(b) = cut.sure(0.5).min_by_key(|b| b.at.abs_diff(60)) {
                found += usize::from(b.at.abs_diff(60) <= 2);
                held += usize::from((b.from..=b.to).contains(&60));
                off += b.at.abs_diff(60);
                wide += b.to - b.from + 1;
            }
        }
        let alarmed = delays.len();
        delays.sort_by(f64::total_cmp);
        let mean = delays.iter().sum::<f64>() / alarmed as f64;
        println!(
            "a fall of {by}: online {alarmed} of {HISTORIES} after it ({early} before), mean delay {mean:.2} weeks, \
             nine tenths within {}; offline {found} within 2 weeks, mean distance {:.2}, interval holds it in {held}, {:.1} weeks wide",
            delays[alarmed * 9 / 10],
            off as f64 / HISTORIES as f64,
            wide as f64 / HISTORIES as f64
        );
        assert!(mean <= worst_delay && alarmed as f64 >= 0.85 * HISTORIES as f64, "{mean} {alarmed}");
        assert!(found as f64 >= least_found * HISTORIES as f64, "{found}");
        assert!(held as f64 >= least_held * HISTORIES as f64, "{held}");
    }
}

/// Rates that stay while coverage doubles, in histories that are treated exactly and in longer ones.
#[test]
fn a_rate_that_stays_has_no_breaks() {
    for (periods, rate) in [(100u32, 0.6), (100, 8.0), (300, 0.6), (300, 8.0)] {
        let mut found = 0;
        for seed in 0..60 {
            let mut dice = Dice::new(seed);
            let counts: Vec<Count> = (0..periods)
                .map(|at| {
                    let coverage = 1.0 + f64::from(at) / f64::from(periods);
                    Count { events: dice.poisson(rate * coverage), exposure: 40_000.0 * coverage }
                })
                .collect();
            found += segment(&RateModel::of(&counts), usual_length_of_rates(Step::Month), &counts).sure(0.5).count();
        }
        println!("{periods} periods, {rate} events a period: {found} breaks in 60 histories");
        assert!(found <= 6, "{periods} {rate}: {found}");
    }
}
