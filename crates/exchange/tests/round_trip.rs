//! What is written in a format is read back the same, as far as the format has room for it.

use std::io::Cursor;

use detente_exchange::codes::Codes;
use detente_exchange::keeps::keeps;
use detente_exchange::layout::Layout;
use detente_exchange::plover::{self, Objects};
use detente_exchange::records::{Records, Separator, cells};
use detente_exchange::row::{self, Notes};
use detente_exchange::write::Export;
use detente_exchange::{Format, parquet};
use detente_knowledge::Knowledge;
use detente_memory::foreign::{Detail, Event, Side};
use detente_record::EventType;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

/// The events of a written file.
fn read(format: Format, bytes: Vec<u8>, codes: &mut Codes<'_>) -> Vec<Event> {
    let mut notes = Notes::new();
    let mut out = Vec::new();
    if format == Format::Plover {
        let mut objects = Objects::new(Box::new(Cursor::new(bytes)));
        while let Some(object) = objects.read_next().unwrap() {
            out.extend(plover::events(&object.text, None, codes, &mut notes).unwrap());
        }
    } else {
        let separator = if format == Format::Csv { Separator::Comma } else { Separator::Tab };
        let mut records = Records::new(Box::new(Cursor::new(bytes)), Some(separator)).unwrap();
        let mut layout = None;
        while let Some(record) = records.read_next().unwrap() {
            let cells = cells(&record.text, separator);
            let known = layout.get_or_insert_with(|| Layout::of(format, &cells, &[], None).unwrap());
            if known.header && record.line == 1 {
                continue;
            }
            out.extend(row::events(&cells, &record.text, known, None, codes, &mut notes).unwrap());
        }
    }
    out.into_iter().map(|k| k.event).collect()
}

fn written(format: Format, events: &[Event], codes: &Codes<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut export = Export::new(&mut bytes, format, codes).unwrap();
    for event in events {
        assert_eq!(export.event(event).unwrap(), keeps(format, event, codes).is_some());
    }
    export.finish().unwrap();
    bytes
}

fn text() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop_oneof!["[A-Za-z ]{1,12}", "[\"',;|\t\na-c ]{1,10}", "\\PC{1,8}"])
}

fn side() -> impl Strategy<Value = Side> {
    let country =
        prop::option::of(prop::sample::select(vec!["PRK", "KOR", "USA", "ROU", "COD", "R-EUR", "IGO-UN", "XKX"]));
    let sector = prop::option::of(prop::sample::select(vec!["GOV", "MIL", "MED", "JRN", "REB", "CVL", "what"]));
    (text(), text(), country, sector).prop_map(|(name, code, country, sector)| Side {
        name,
        code,
        country: country.map(str::to_owned),
        sector: sector.map(str::to_owned),
    })
}

fn detail() -> impl Strategy<Value = Detail> {
    let few = || prop::option::of(0..5000_i64);
    let place = prop::option::of(prop::sample::select(vec!["KOR", "PSE", "FRA", "XKX"]));
    (
        prop::collection::vec("[a-z_]{1,9}", 0..3),
        (text(), place, prop::option::of(-90.0..90.0), prop::option::of(-180.0..180.0)),
        (few(), few(), few(), few()),
        prop::option::of(-30.0..30.0),
        (text(), text(), text()),
    )
        .prop_map(|(contexts, place, counts, tone, texts)| Detail {
            contexts,
            place: place.0,
            place_country: place.1.map(str::to_owned),
            latitude: place.2,
            longitude: place.3,
            mentions: counts.0,
            sources: counts.1,
            articles: counts.2,
            fatalities: counts.3,
            tone,
            source: texts.0,
            url: texts.1,
            note: texts.2,
        })
}

fn event() -> impl Strategy<Value = Event> {
    let cameo =
        prop::option::of(prop::sample::select(vec!["010", "042", "0811", "112", "163", "190", "1951", "13y", "x"]));
    (
        prop::option::of(prop_oneof!["[0-9]{1,9}", "[a-zA-Z0-9-]{1,12}"]),
        0..30_000_i32,
        (side(), side()),
        prop::option::of(prop::sample::select(EventType::ALL.to_vec())),
        (prop::option::of("[a-z]{1,8}"), cameo, text()),
        (prop::option::of(-10.0..10.0), prop::option::of(-10.0..10.0)),
        detail(),
    )
        .prop_map(|(id, day, sides, event_type, kind, scores, detail)| Event {
            id,
            day,
            actor: sides.0,
            recipient: sides.1,
            event_type,
            mode: kind.0,
            cameo: kind.1.map(str::to_owned),
            label: kind.2,
            score: scores.0,
            goldstein: scores.1,
            detail,
        })
}

thread_local! {
    static CODES: std::cell::RefCell<Codes<'static>> = std::cell::RefCell::new(Codes::new(Knowledge::shipped()).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn what_is_written_is_read(events in prop::collection::vec(event(), 1..4)) {
        CODES.with_borrow_mut(|codes| {
            for format in [Format::Gdelt1, Format::Icews, Format::Polecat, Format::Plover, Format::Csv] {
                let kept: Vec<Event> = events.iter().filter_map(|e| keeps(format, e, codes)).collect();
                let bytes = written(format, &events, codes);
                let again = read(format, bytes.clone(), codes);
                prop_assert_eq!(&again, &kept, "{}", format);
                // What was read is written as it was.
                prop_assert_eq!(written(format, &again, codes), bytes, "{}", format);
            }
            Ok(())
        })?;
    }

    #[test]
    fn nothing_that_is_read_panics(text in "[0-9\\-\\t\\n\",;{}\\[\\]:a-e ]{0,120}") {
        CODES.with_borrow_mut(|codes| {
            let mut notes = Notes::new();
            for format in [Format::Gdelt1, Format::Gdelt2, Format::Icews, Format::Polecat, Format::Acled, Format::Csv] {
                let mut records = Records::new(Box::new(Cursor::new(text.clone().into_bytes())), None).unwrap();
                let separator = records.separator();
                let names: Vec<&str> = match format {
                    Format::Gdelt1 => detente_exchange::layout::GDELT1.to_vec(),
                    Format::Gdelt2 => detente_exchange::layout::gdelt2(),
                    Format::Icews => detente_exchange::layout::ICEWS_SHORT.to_vec(),
                    Format::Polecat => detente_exchange::layout::POLECAT.to_vec(),
                    _ => vec!["event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1"],
                };
                let layout = Layout::of(format, &names, &[], None).unwrap();
                while let Some(record) = records.read_next().unwrap() {
                    let _ = row::events(&cells(&record.text, separator), &record.text, &layout, None, codes, &mut notes);
                }
            }
            let _ = plover::events(&text, None, codes, &mut notes);
        });
    }
}

#[test]
fn events_without_an_id_stay_apart_where_a_format_wants_one() {
    CODES.with_borrow(|codes| {
        let of = |name: &str| Event {
            cameo: Some("190".into()),
            actor: Side { name: Some(name.into()), ..Side::default() },
            ..Event::default()
        };
        let id = |event: &Event| keeps(Format::Gdelt1, event, codes).unwrap().id;
        assert_ne!(id(&of("a")), id(&of("b")));
        assert_eq!(id(&of("a")), id(&of("a")));
    });
}

#[test]
fn parquet_holds_what_the_table_holds() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let events: Vec<Event> = (0..60).map(|_| event().new_tree(&mut runner).unwrap().current()).collect();
    let mut codes = Codes::new(Knowledge::shipped()).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("events.parquet");
    let mut export = parquet::Export::new(std::fs::File::create(&path).unwrap(), &codes).unwrap();
    for event in &events {
        export.event(event).unwrap();
    }
    let count = export.finish().unwrap();
    let kept: Vec<Event> = events.iter().filter_map(|e| keeps(Format::Parquet, e, &codes)).collect();
    assert_eq!(count, kept.len());
    let (header, rows) = parquet::read(&path).unwrap();
    let layout = Layout::of(Format::Parquet, &header, &[], None).unwrap();
    let mut notes = Notes::new();
    let again: Vec<Event> = rows
        .map(|row| {
            let cells: Vec<std::borrow::Cow<'_, str>> = row.unwrap().into_iter().map(Into::into).collect();
            row::events(&cells, "", &layout, None, &mut codes, &mut notes).unwrap().remove(0).event
        })
        .collect();
    assert_eq!(again, kept);
}
