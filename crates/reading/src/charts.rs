//! The charts of a reading.

use detente_chart::{BandPoint, Bar, Bars, BreakMark, Dot, EventMark, LineChart, Size, Spark, Words};

use crate::relation::Direction;
use crate::rows::PointRow;

/// The temperature of a direction with its bands and breaks, and what each period brought.
#[must_use]
pub fn level(direction: &Direction, by: &str, id: &str, name: &dyn Fn(&str) -> String, height: f64) -> LineChart {
    let (actor, recipient) = (name(&direction.actor), name(&direction.recipient));
    LineChart {
        words: Words {
            id: id.into(),
            title: format!("{actor} towards {recipient}"),
            description: described(direction, &actor, &recipient),
        },
        unit: format!("scores of a {by} summed, for usual coverage; level with 80 % and 95 % band; dots: single {by}s"),
        span: None,
        points: direction
            .points
            .iter()
            .filter_map(|p| {
                let level = p.level?;
                Some(BandPoint { day: middle(p), mid: level.mean, inner: level.band80, outer: level.band95 })
            })
            .collect(),
        dots: direction
            .points
            .iter()
            .filter_map(|p| Some(Dot { day: middle(p), value: p.net?, weight: f64::from(p.events) }))
            .collect(),
        norm: None,
        breaks: direction
            .breaks
            .iter()
            .map(|b| BreakMark {
                day: b.number,
                span: b.span,
                probability: b.probability,
                falls: b.after < b.before,
                label: b.events.first().map_or_else(String::new, |e| format!("{}: {}", e.act(), e.clause)),
            })
            .collect(),
        events: direction
            .standouts
            .iter()
            .map(|s| EventMark {
                day: s.events.first().map_or(s.day, |e| e.number),
                label: match s.events.first() {
                    Some(e) => format!("{}: {}", e.act(), e.clause),
                    None => format!("{:.1}", s.net),
                },
                anchor: None,
            })
            .collect(),
        size: Size { width: 720.0, height },
    }
}

fn described(direction: &Direction, actor: &str, recipient: &str) -> String {
    let mut text = format!("Temperature of what {actor} does to {recipient}, from {} events.", direction.events);
    if let Some((first, last)) = direction.points.iter().filter_map(|p| p.level).map(|l| l.mean).fold(None, ends) {
        text.push_str(&format!(" It begins at {first:.1} and ends at {last:.1}."));
    }
    for found in &direction.breaks {
        let way = if found.after < found.before { "falls" } else { "rises" };
        text.push_str(&format!(" It {way} on {}, from {:.1} to {:.1}.", found.day, found.before, found.after));
    }
    text
}

fn ends(so_far: Option<(f64, f64)>, x: f64) -> Option<(f64, f64)> {
    Some((so_far.map_or(x, |(first, _)| first), x))
}

/// What was done in each period, by quad class.
#[must_use]
pub fn quads(direction: &Direction, by: &str, id: &str, name: &dyn Fn(&str) -> String, height: f64) -> Bars {
    let (actor, recipient) = (name(&direction.actor), name(&direction.recipient));
    let total = |at: usize| direction.points.iter().map(|p| p.quads[at]).sum::<u32>();
    Bars {
        words: Words {
            id: id.into(),
            title: format!("What {actor} did to {recipient}"),
            description: format!(
                "Events by {by}: {} of verbal cooperation, {} of material cooperation, {} of verbal conflict, {} of \
                 material conflict in all.",
                total(0),
                total(1),
                total(2),
                total(3)
            ),
        },
        unit: format!("events a {by}; cooperation up, conflict down"),
        span: None,
        bars: direction
            .points
            .iter()
            .map(|p| Bar { day: p.days.0, days: p.days.1 - p.days.0 + 1, parts: p.quads.map(f64::from) })
            .collect(),
        size: Size { width: 720.0, height },
    }
}

/// The level as a line as small as a word.
#[must_use]
pub fn spark(direction: &Direction) -> Spark {
    Spark {
        label: format!("level of {} towards {}", direction.actor, direction.recipient),
        values: direction.points.iter().map(|p| p.level.map(|l| l.mean)).collect(),
    }
}

fn middle(point: &PointRow) -> i32 {
    point.days.0 + (point.days.1 - point.days.0) / 2
}
