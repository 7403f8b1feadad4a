//! What next: forecasts with the record of how forecasts like them fared.

use detente_chart::{Bin, Calibration as Plot, Words};
use detente_relations::forecast::{self, Baseline, CalibrationRow, History, Plan, Prior, Report};
use detente_relations::{Day, Index, Occurrence, Step};
use serde::Serialize;

use crate::relation::MEASURE;
use crate::rows::hundredths;
use crate::source::Source;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// Codes of the pairs that are asked for; all with enough events when empty.
    pub pairs: Vec<(String, String)>,
    /// First day that is learnt from.
    pub since: Option<Day>,
    /// Last day that is known.
    pub until: Option<Day>,
    /// Periods: days, weeks or months.
    pub step: Step,
    /// Periods that are foretold together.
    pub length: usize,
    /// Pairs with fewer scored events are neither foretold nor tested.
    pub least: usize,
}

/// Forecasts and their record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outlook {
    /// First and last day that were learnt from.
    pub days: (String, String),
    /// The periods that are foretold, in words.
    pub about: String,
    /// The forecasts.
    pub forecasts: Vec<ForecastRow>,
    /// How forecasts fared; none where the past is too short to tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordRow>,
}

/// What is foretold of one direction.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ForecastRow {
    /// Who acts.
    pub actor: String,
    /// To whom.
    pub recipient: String,
    /// Scored events in its past.
    pub past: usize,
    /// Expected mean score, if anything happens.
    pub score: f64,
    /// Its 80 per cent band.
    pub band80: (f64, f64),
    /// Its 95 per cent band.
    pub band95: (f64, f64),
    /// Expected number of scored events.
    pub events: f64,
    /// Probability that there are none.
    pub silence: f64,
    /// Probability of material conflict, calibrated on the back-test.
    pub conflict: f64,
    /// Probability of a sharp change, calibrated on the back-test.
    pub sharp: f64,
    /// Of which for the worse, as foretold.
    pub worse: f64,
    /// And for the better.
    pub better: f64,
    /// The mean score that a change is measured from.
    pub reference: f64,
}

/// How forecasts like these fared, by rolling origin.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordRow {
    /// Forecasts that were made.
    pub forecasts: usize,
    /// Of those, with events in the days foretold.
    pub scored: usize,
    /// Pairs they are of.
    pub pairs: usize,
    /// Share of outcomes in the 80 and 95 per cent bands, lumps counted in part.
    pub coverage: [f64; 2],
    /// How often conflict, and a sharp change, came.
    pub base_rates: [f64; 2],
    /// Ours first, then each baseline.
    pub scores: Vec<ScoreRow>,
    /// What must be said of it.
    pub verdicts: Vec<String>,
    /// Calibration of material conflict.
    #[serde(skip)]
    pub conflict_table: Vec<CalibrationRow>,
}

/// Scores of one way to foretell; less is better.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreRow {
    /// Which.
    pub name: String,
    /// Mean CRPS of the score, in its points.
    pub crps: f64,
    /// Brier score of material conflict.
    pub conflict: f64,
    /// Brier score of a sharp change.
    pub sharp: f64,
    /// Ours less this, with 95 per cent intervals by pair: CRPS, conflict, sharp change. Empty for ours.
    pub ours_less: Vec<Option<(f64, f64, f64)>>,
}

/// Foretells, and tests how forecasts like these fared; none without events.
#[must_use]
pub fn outlook(source: &Source, ask: &Ask) -> Option<Outlook> {
    let inside = |o: &&Occurrence| ask.since.is_none_or(|d| o.day >= d) && ask.until.is_none_or(|d| o.day <= d);
    let own: Vec<Occurrence> = source.occurrences.iter().filter(inside).cloned().collect();
    let index = Index::new(&own);
    let (from, to) = index.days()?;
    let (_, exposure) = source.exposure(ask.step, (from, to));
    let mut pairs: Vec<(String, String)> = index
        .dyads()
        .filter(|d| d.actor != d.recipient && d.events >= ask.least)
        .map(|d| (d.actor.to_string(), d.recipient.to_string()))
        .collect();
    for pair in &ask.pairs {
        if !pairs.contains(pair) {
            pairs.push(pair.clone());
        }
    }
    let histories: Vec<History> = pairs
        .iter()
        .map(|(a, b)| {
            let series = index.series(a, b, ask.step, &exposure).ok()?;
            Some(History::of(&series, MEASURE, index.events(a, b)))
        })
        .collect::<Option<_>>()?;
    let periods = histories.iter().map(History::len).min().unwrap_or(0);
    // At least a third of the past, and twelve windows, are known to the first forecast.
    let first = (periods / 3).max(12 * ask.length);
    let plan = Plan { first, every: ask.length, length: ask.length, least: ask.least };
    let test = forecast::backtest(&histories, plan);
    let [of_conflict, of_sharp] = test.calibrations();
    let prior = Prior::learn(&histories);
    let wanted = |pair: &(String, String)| ask.pairs.is_empty() || ask.pairs.contains(pair);
    let forecasts = pairs
        .iter()
        .zip(&histories)
        .filter(|(pair, history)| wanted(pair) && history.events() > 0)
        .map(|((actor, recipient), history)| {
            let made = forecast::forecast(history, &prior, ask.length);
            let (sharp, bent) = (made.sharp(), of_sharp.of(made.sharp()));
            let share = if sharp > 0.0 { bent / sharp } else { 0.0 };
            ForecastRow {
                actor: actor.clone(),
                recipient: recipient.clone(),
                past: history.events(),
                score: hundredths(made.score.mean()),
                band80: rounded(made.score.band(0.8)),
                band95: rounded(made.score.band(0.95)),
                events: hundredths(made.events),
                silence: hundredths(made.silence),
                conflict: hundredths(of_conflict.of(made.conflict)),
                sharp: hundredths(bent),
                worse: hundredths(made.worse * share),
                better: hundredths(made.better * share),
                reference: hundredths(made.reference),
            }
        })
        .collect();
    let tested = histories.iter().filter(|h| h.events() >= ask.least).count();
    let text = detente_memory::day::text;
    Some(Outlook {
        days: (text(from), text(to)),
        about: about(ask, to),
        forecasts,
        record: test.report().map(|report| record(&report, tested)),
    })
}

fn about(ask: &Ask, last: Day) -> String {
    let next = ask.step.of(last).plus(1);
    let end = next.plus(i32::try_from(ask.length).unwrap_or(1) - 1);
    let text = detente_memory::day::text;
    format!("{} to {}", text(next.first_day()), text(end.last_day()))
}

fn rounded((low, high): (f64, f64)) -> (f64, f64) {
    (hundredths(low), hundredths(high))
}

fn thousandths(x: f64) -> f64 {
    (x * 1000.0).round() / 1000.0
}

fn record(report: &Report, pairs: usize) -> RecordRow {
    let mut scores = vec![ScoreRow {
        name: "this forecast".into(),
        crps: thousandths(report.crps),
        conflict: thousandths(report.conflict[1]),
        sharp: thousandths(report.sharp[1]),
        ours_less: Vec::new(),
    }];
    let mut verdicts = Vec::new();
    for against in &report.against {
        let name = match against.baseline {
            Baseline::Persistence => "persistence",
            Baseline::Climatology => "climatology",
            Baseline::Seasonal => "seasonal mean",
        };
        let what = ["the expected score", "material conflict", "a sharp change"];
        for (difference, what) in against.differences.iter().zip(what) {
            match difference {
                Some(d) if d.is_better() => {}
                Some(d) => verdicts.push(format!(
                    "For {what} it does not beat {name} beyond chance (difference {:+.3}, 95 %: {:+.3} to {:+.3}; below \
                     0 it would be better).",
                    d.mean, d.low, d.high
                )),
                None => verdicts.push(format!("For {what}, one pair alone cannot tell whether it beats {name}.")),
            }
        }
        scores.push(ScoreRow {
            name: name.into(),
            crps: thousandths(against.crps),
            conflict: thousandths(against.conflict),
            sharp: thousandths(against.sharp),
            ours_less: against
                .differences
                .iter()
                .map(|d| d.as_ref().map(|d| (thousandths(d.mean), thousandths(d.low), thousandths(d.high))))
                .collect(),
        });
    }
    RecordRow {
        forecasts: report.forecasts,
        scored: report.scored,
        pairs,
        coverage: report.exact_coverage.map(thousandths),
        base_rates: report.base_rates.map(thousandths),
        scores,
        verdicts,
        conflict_table: report.conflict_table.clone(),
    }
}

impl Outlook {
    /// As text. `name` gives the name of a code.
    #[must_use]
    pub fn text(&self, name: &dyn Fn(&str) -> String) -> String {
        use crate::words::{number, percent};
        let mut out = format!("Forecast for {}, learnt from {} to {}\n", self.about, self.days.0, self.days.1);
        for row in &self.forecasts {
            out.push_str(&format!(
                "\n{} → {} ({} events in its past)\n  expected score {} (80 %: {} to {}; 95 %: {} to {}), if anything \
                 happens; {:.1} events to expect, none at all {}\n  material conflict {}\n  sharp change {} (two points \
                 or more from {}; for the worse {}, for the better {})\n",
                name(&row.actor),
                name(&row.recipient),
                row.past,
                number(row.score),
                number(row.band80.0),
                number(row.band80.1),
                number(row.band95.0),
                number(row.band95.1),
                row.events,
                percent(row.silence),
                percent(row.conflict),
                percent(row.sharp),
                number(row.reference),
                percent(row.worse),
                percent(row.better),
            ));
        }
        if self.forecasts.is_empty() {
            out.push_str("\nNo pair has enough events; lower --least.\n");
        }
        let Some(record) = &self.record else {
            out.push_str("\nThe past is too short to test forecasts on it: take the figures above with care.\n");
            return out;
        };
        out.push_str(&format!(
            "\nHow such forecasts fared: {} of {} pairs by rolling origin, {} with events to score\n",
            record.forecasts, record.pairs, record.scored
        ));
        out.push_str("                   CRPS  Brier conflict  Brier sharp change\n");
        for row in &record.scores {
            out.push_str(&format!("  {:<14} {:>6.3} {:>15.3} {:>19.3}\n", row.name, row.crps, row.conflict, row.sharp));
        }
        out.push_str(&format!(
            "  the 80 % band held {} of outcomes, the 95 % band {}; conflict came after {} of forecasts\n",
            percent(record.coverage[0]),
            percent(record.coverage[1]),
            percent(record.base_rates[0])
        ));
        for verdict in &record.verdicts {
            out.push_str(&format!("  {verdict}\n"));
        }
        if record.verdicts.is_empty() {
            out.push_str("  It beats persistence, climatology and the seasonal mean beyond chance in all three.\n");
        }
        out
    }

    /// Whether conflict came as often as was said; none without a record.
    #[must_use]
    pub fn calibration(&self) -> Option<Plot> {
        let record = self.record.as_ref()?;
        Some(Plot {
            words: Words {
                id: "calibration".into(),
                title: "Material conflict: said and come".into(),
                description: format!(
                    "Reliability of {} forecasts of material conflict; it came after {:.0} % of them.",
                    record.forecasts,
                    record.base_rates[0] * 100.0
                ),
            },
            bins: record
                .conflict_table
                .iter()
                .map(|r| Bin { said: r.foretold, came: r.happened, interval: (r.low, r.high), count: r.forecasts })
                .collect(),
        })
    }
}
