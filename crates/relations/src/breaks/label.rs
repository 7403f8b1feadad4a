//! What happened around a break.

use detente_record::QuadClass;
use smol_str::SmolStr;

use super::offline::Break;
use crate::calendar::Day;
use crate::occurrence::{Occurrence, Realm};
use crate::series::Series;
use crate::tally::Measure;

/// An event that a break may be named after.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Id of the event.
    pub id: SmolStr,
    /// Its day.
    pub day: Day,
    /// How much it speaks for the break, in no unit; the more the better.
    pub strength: f64,
}

/// Events of a series between the first and the last place where the new regime may have begun, the most telling first:
/// those whose scores lie furthest from the old regime in the direction of the new one, times the root of the number of
/// documents that report them.
#[must_use]
pub fn label_score<'a>(
    series: &Series,
    found: &Break,
    measure: Measure,
    events: impl IntoIterator<Item = &'a Occurrence>,
) -> Vec<Label> {
    let direction = (found.after.mean - found.before.mean).signum();
    around(series, found, events, |o| Some((measure.of(o)? - found.before.mean) * direction))
}

/// The same for a break in the rate of a quad class: its events, each as strong as its score is far from 0.
#[must_use]
pub fn label_rate<'a>(
    series: &Series,
    found: &Break,
    quad: QuadClass,
    measure: Measure,
    events: impl IntoIterator<Item = &'a Occurrence>,
) -> Vec<Label> {
    around(series, found, events, |o| (o.quad == Some(quad)).then(|| measure.of(o).map_or(1.0, f64::abs)))
}

fn around<'a>(
    series: &Series,
    found: &Break,
    events: impl IntoIterator<Item = &'a Occurrence>,
    strength: impl Fn(&Occurrence) -> Option<f64>,
) -> Vec<Label> {
    let (from, to) = (series.period(found.from).first_day(), series.period(found.to).last_day());
    let mut labels: Vec<Label> = events
        .into_iter()
        .filter(|o| o.realm == Realm::Happened && (from..=to).contains(&o.day) && series.dyad.holds(o))
        .filter_map(|o| {
            let strength = strength(o)? * f64::from(o.documents.max(1)).sqrt();
            (strength > 0.0).then(|| Label { id: o.id.clone(), day: o.day, strength })
        })
        .collect();
    labels.sort_by(|a, b| b.strength.total_cmp(&a.strength).then_with(|| (a.day, &a.id).cmp(&(b.day, &b.id))));
    labels.dedup_by(|a, b| a.id == b.id);
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breaks::{ScoreModel, segment};
    use crate::calendar::Step;
    use crate::dyad::Dyad;
    use crate::occurrence::Party;
    use crate::series::Exposure;
    use detente_record::EventType;

    #[test]
    fn the_event_that_turned_it_is_named() {
        let mut events: Vec<Occurrence> = (0..60i32)
            .map(|i| {
                let root = if i < 30 { EventType::Consult } else { EventType::Accuse };
                let mut o = Occurrence::new(format!("e{i}"), i * 7, Party::new("A"), Party::new("B"), root);
                o.plover = Some(if i < 30 { 2.5 } else { -3.0 });
                o
            })
            .collect();
        events[30].id = "turn".into();
        events[30].plover = Some(-10.0);
        let series = Series::of(&Dyad::between("A", "B"), Step::Week, &Exposure::default(), &events).unwrap();
        let scores = series.scores(Measure::Plover);
        let cut = segment(&ScoreModel::of(&scores), 26.0, &scores);
        let found = cut.sure(0.5).next().unwrap();
        assert_eq!(found.at, 30);
        assert_eq!(label_score(&series, found, Measure::Plover, &events)[0].id, "turn");
        assert!(label_rate(&series, found, QuadClass::MaterialConflict, Measure::Plover, &events).is_empty());
    }
}
