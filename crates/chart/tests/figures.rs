//! Whole figures: what they say, and that they are well-formed whatever they are given.

use detente_chart::{
    BandPoint, Bar, Bars, Bin, BreakMark, Calibration, Cell, Dot, EventMark, Form, LineChart, Multiples, Size, Spark,
    Words,
};
use proptest::prelude::*;

/// 1 May 2024.
const MAY: i32 = 19_844;

fn words(id: &str, title: &str) -> Words {
    Words { id: id.into(), title: title.into(), description: "The level falls at the end of May.".into() }
}

fn level() -> Vec<BandPoint> {
    (0..12)
        .map(|n| {
            let mid = if n < 6 { -2.0 } else { -6.5 };
            BandPoint { day: MAY + 5 * n, mid, inner: (mid - 0.8, mid + 0.8), outer: (mid - 1.3, mid + 1.3) }
        })
        .collect()
}

fn line() -> LineChart {
    LineChart {
        words: words("level", "North Korea towards South Korea"),
        unit: "score of events, −10 to 10".into(),
        points: level(),
        dots: vec![Dot { day: MAY + 27, value: -7.2, weight: 4.0 }, Dot { day: MAY + 40, value: -3.0, weight: 1.0 }],
        norm: Some((-2.4, "its own past 52 weeks".into())),
        breaks: vec![
            BreakMark {
                day: MAY + 27,
                span: (MAY + 24, MAY + 30),
                probability: 0.93,
                falls: true,
                label: "filth-laden balloons <scattered> & more".into(),
            },
            BreakMark {
                day: MAY + 28,
                span: (MAY + 28, MAY + 31),
                probability: 0.61,
                falls: true,
                label: String::new(),
            },
        ],
        events: vec![EventMark { day: MAY + 27, label: "ASSAULT objects".into(), anchor: Some("e-abc".into()) }],
        size: Size::default(),
        ..LineChart::default()
    }
}

fn bars() -> Bars {
    Bars {
        words: words("bars", "What was done"),
        unit: "events a week".into(),
        bars: (0..4)
            .map(|n| Bar { day: MAY + 5 + 7 * n, days: 7, parts: [f64::from(n), 1.0, 2.0, f64::from(n * n)] })
            .collect(),
        ..Bars::default()
    }
}

/// Asserts that it is well-formed, and returns what can be asked of it.
fn parsed(svg: &str) -> roxmltree::Document<'_> {
    roxmltree::Document::parse(svg).unwrap_or_else(|e| panic!("{e}\n{svg}"))
}

#[test]
fn line_as_drawn() {
    insta::assert_snapshot!("line", line().svg(Form::Embedded));
}

#[test]
fn bars_as_drawn() {
    insta::assert_snapshot!("bars", bars().svg(Form::Embedded));
}

#[test]
fn calibration_as_drawn() {
    let chart = Calibration {
        words: words("calibration", "Material conflict next week"),
        bins: vec![
            Bin { said: 0.1, came: 0.05, interval: (0.01, 0.2), count: 40 },
            Bin { said: 0.8, came: 0.9, interval: (0.6, 0.98), count: 10 },
        ],
    };
    insta::assert_snapshot!("calibration", chart.svg(Form::Embedded));
}

#[test]
fn multiples_and_sparks_as_drawn() {
    let chart = Multiples {
        words: words("all", "All pairs"),
        unit: "score".into(),
        cells: vec![
            Cell { name: "PRK → KOR".into(), note: "−6.5".into(), points: level() },
            Cell { name: "KOR → PRK".into(), note: "−6.5".into(), points: level() },
            Cell { name: "USA → PRK".into(), note: "none".into(), points: Vec::new() },
        ],
        columns: 2,
    };
    insta::assert_snapshot!("multiples", chart.svg(Form::Embedded));
    let spark = Spark { label: "falling".into(), values: vec![Some(1.0), None, Some(0.0), Some(-3.0)] };
    insta::assert_snapshot!("spark", spark.svg());
}

#[test]
fn every_figure_says_what_it_shows() {
    for (svg, alone) in [
        (line().svg(Form::Standalone), true),
        (line().svg(Form::Embedded), false),
        (bars().svg(Form::Standalone), true),
        (LineChart::default().svg(Form::Standalone), true),
    ] {
        let doc = parsed(&svg);
        let root = doc.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        let named: Vec<&str> = root.attribute("aria-labelledby").unwrap().split(' ').collect();
        let ids: Vec<&str> = root.children().filter_map(|n| n.attribute("id")).collect();
        assert_eq!(named, ids);
        assert_eq!(doc.descendants().any(|n| n.has_tag_name("style") || n.tag_name().name() == "style"), alone);
        assert!(!svg.contains("http://") || svg.matches("http").count() == 1, "a figure refers to nothing outside");
    }
}

#[test]
fn breaks_and_events_are_numbered_and_told() {
    let svg = line().svg(Form::Embedded);
    let doc = parsed(&svg);
    let texts: Vec<&str> = doc.descendants().filter_map(|n| n.text()).collect();
    assert!(texts.contains(&"falls on 28 May 2024 (25–31 May 2024; 93 %): filth-laden balloons <scattered> & more"));
    assert!(texts.contains(&"falls on 29 May 2024 (29 May – 1 Jun 2024; 61 %)"));
    assert!(texts.contains(&"28 May 2024: ASSAULT objects"));
    let link = doc.descendants().find(|n| n.tag_name().name() == "a").unwrap();
    assert_eq!(link.attribute("href"), Some("#e-abc"));
    // Two flags so close stand one above the other.
    let tops: Vec<_> =
        doc.descendants().filter(|n| n.attribute("class") == Some("flag")).map(|n| n.attribute("y").unwrap()).collect();
    assert_eq!(tops.len(), 2);
    assert_ne!(tops[0], tops[1]);
}

#[test]
fn cooperation_stands_up_and_conflict_hangs_down() {
    let svg = bars().svg(Form::Embedded);
    let doc = parsed(&svg);
    let zero: f64 = doc
        .descendants()
        .filter(|n| n.attribute("class") == Some("axis"))
        .find_map(|n| n.attribute("y1").filter(|y| n.attribute("y2") == Some(y)))
        .unwrap()
        .parse()
        .unwrap();
    let mut seen = 0;
    for part in doc.descendants().filter(|n| n.parent().is_some_and(|p| p.tag_name().name() == "g")) {
        let (Some(class), Some(y)) = (part.attribute("class"), part.attribute("y")) else { continue };
        let y: f64 = y.parse().unwrap();
        let height: f64 = part.attribute("height").unwrap().parse().unwrap();
        match class {
            "q1" | "q2" => assert!(y + height <= zero + 0.2, "{class} at {y}"),
            _ => assert!(y >= zero - 0.2, "{class} at {y}"),
        }
        seen += 1;
    }
    assert!(seen > 8);
}

proptest! {
    #[test]
    fn nothing_breaks_a_figure(
        values in proptest::collection::vec((any::<i32>(), any::<f64>(), any::<f64>(), any::<f64>()), 0..20),
        label in any::<String>(),
        day in any::<i32>(),
    ) {
        let points: Vec<BandPoint> = values
            .iter()
            .map(|(day, mid, low, high)| BandPoint { day: *day, mid: *mid, inner: (*low, *high), outer: (*low, *high) })
            .collect();
        let mark = BreakMark { day, span: (day, day), probability: values.first().map_or(0.5, |v| v.1), falls: false, label: label.clone() };
        let event = EventMark { day, label: label.clone(), anchor: Some(label.clone()) };
        let chart = LineChart {
            words: Words { id: label.clone(), title: label.clone(), description: label.clone() },
            points: points.clone(),
            breaks: vec![mark],
            events: vec![event],
            ..LineChart::default()
        };
        for form in [Form::Standalone, Form::Embedded] {
            let svg = chart.svg(form);
            parsed(&svg);
            prop_assert!(!svg.contains("NaN") || label.contains("NaN"));
        }
        let bars = Bars {
            bars: values.iter().map(|(day, a, b, c)| Bar { day: *day, days: 7, parts: [*a, *b, *c, 1.0] }).collect(),
            ..Bars::default()
        };
        parsed(&bars.svg(Form::Embedded));
        let all = Multiples { cells: vec![Cell { name: label, note: String::new(), points }], ..Multiples::default() };
        parsed(&all.svg(Form::Embedded));
    }
}
