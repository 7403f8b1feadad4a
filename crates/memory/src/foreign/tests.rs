use jiff::Timestamp;

use super::*;
use crate::ask::{Filter, Value};
use crate::store::{Store, Wait, Writer, schema};
use crate::{day, error::MemoryError};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn event(id: &str, date: &str, actor: &str, recipient: &str, kind: &str) -> Keyed {
    let side = |code: &str| Side { country: Some(code.into()), name: Some(format!("Of {code}")), ..Side::default() };
    let event = Event {
        id: Some(id.into()),
        day: day::parse(date).unwrap(),
        actor: side(actor),
        recipient: if recipient.is_empty() { Side::default() } else { side(recipient) },
        event_type: kind.parse().ok(),
        cameo: Some("190".into()),
        score: Some(-9.0),
        goldstein: Some(-10.0),
        detail: Detail { place: Some("The Border".into()), latitude: Some(38.1), ..Detail::default() },
        ..Event::default()
    };
    Keyed { identity: id.bytes().fold(7, |h, b| h * 131 + i64::from(b)), event }
}

fn rows(events: Vec<Keyed>) -> Batch {
    let rows = events
        .into_iter()
        .enumerate()
        .map(|(at, e)| Row { line: at as u64 + 2, text: "a row".into(), events: vec![e] })
        .collect();
    Batch { rows, position: Position { bytes: 10, line: 3, hash: vec![1], done: true }, ..Batch::default() }
}

fn filled() -> (tempfile::TempDir, Writer) {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path(), Wait::No, || {}).unwrap();
    let file = writer.foreign_begin("icews", "icews", "a.tsv", NOW).unwrap();
    let batch = rows(vec![
        event("1", "2018-05-01", "PRK", "KOR", "ASSAULT"),
        event("2", "2018-05-03", "PRK", "KOR", "THREATEN"),
        event("3", "2019-01-01", "KOR", "PRK", ""),
        event("x-4", "2019-01-01", "USA", "", "MOBILIZE"),
    ]);
    let counts = writer.foreign_put(file, &batch, &mut Cache::default()).unwrap();
    assert_eq!(counts, Counts { rows: 4, imported: 4, events: 4, ..Counts::default() });
    (dir, writer)
}

#[test]
fn comes_back_as_it_went_in() {
    let (_dir, writer) = filled();
    let mut found = Vec::new();
    let each = |f: Found| -> crate::Result<()> {
        found.push(f);
        Ok(())
    };
    writer.foreign_each("icews", &Filter { order: "line".parse().ok(), ..Filter::default() }, each).unwrap();
    assert_eq!(found.len(), 4);
    assert_eq!(found[0].event, event("1", "2018-05-01", "PRK", "KOR", "ASSAULT").event);
    assert_eq!(found[3].event, event("x-4", "2019-01-01", "USA", "", "MOBILIZE").event);
    assert_eq!((found[3].file.as_str(), found[3].line), ("a.tsv", 5));
}

#[test]
fn the_same_again_is_a_duplicate_and_another_under_its_id_is_kept_aside() {
    let (_dir, mut writer) = filled();
    let before = writer.digest().unwrap();
    let file = writer.foreign_begin("icews", "icews", "b.tsv", NOW).unwrap();
    let batch =
        rows(vec![event("1", "2018-05-01", "PRK", "KOR", "ASSAULT"), event("2", "2018-05-03", "PRK", "KOR", "AID")]);
    let counts = writer.foreign_put(file, &batch, &mut Cache::default()).unwrap();
    assert_eq!(counts, Counts { rows: 2, imported: 0, duplicate: 1, aside: 1, events: 0 });
    let aside = writer.foreign_aside(Some("icews"), None).unwrap();
    assert_eq!(aside.rows[0][3], Value::Text("its id 2 is that of another event, of a.tsv line 3".into()));
    assert_eq!(writer.digest().unwrap().all, before.all);
    assert_eq!(writer.check().unwrap(), []);
}

#[test]
fn found_by_who_what_and_when() {
    let (_dir, writer) = filled();
    let who = |code: &str| code.parse().ok();
    let count = |filter: Filter| writer.foreign_events("icews", &filter).unwrap().rows.len();
    assert_eq!(count(Filter::default()), 4);
    assert_eq!(count(Filter { actor: who("PRK"), ..Filter::default() }), 2);
    assert_eq!(count(Filter { recipient: who("PRK"), ..Filter::default() }), 1);
    assert_eq!(count(Filter { actor: who("PRK"), recipient: who("KOR"), ..Filter::default() }), 2);
    assert_eq!(count(Filter { types: vec!["ASSAULT".into()], ..Filter::default() }), 1);
    assert_eq!(count(Filter { since: day::parse("2019-01-01"), ..Filter::default() }), 2);
    assert_eq!(count(Filter { place: Some("the border".into()), ..Filter::default() }), 4);
    assert_eq!(count(Filter { text: Some("100%".into()), ..Filter::default() }), 0);
    let wrong = writer.foreign_events("icews", &Filter { standing: Some("disputed".into()), ..Filter::default() });
    assert!(matches!(wrong, Err(MemoryError::Filter(_))));
    let wrong = writer.foreign_events("gdelt", &Filter::default());
    assert!(matches!(wrong, Err(MemoryError::NoDataset { known, .. }) if known == ["icews"]));
}

#[test]
fn never_among_our_own() {
    let (_dir, writer) = filled();
    assert_eq!(writer.events(&Filter::default()).unwrap().rows.len(), 0);
    assert_eq!(writer.reports(&Filter::default()).unwrap().rows.len(), 0);
    assert_eq!(writer.own_points("PRK", "KOR", None, None).unwrap(), []);
    assert_eq!(writer.own_days().unwrap(), None);
}

#[test]
fn points_dyads_and_years_agree() {
    let (_dir, writer) = filled();
    let points = writer.foreign_points("icews", "PRK", "KOR", None, None).unwrap();
    assert_eq!(points.len(), 2);
    assert_eq!(points[0].quad, Some(QuadClass::MaterialConflict));
    assert_eq!(points[1].event_type, Some(EventType::Threaten));
    assert_eq!((points[1].score, points[1].goldstein), (Some(-9.0), Some(-10.0)));
    let mut dyads = Vec::new();
    writer.foreign_dyads("icews", |a, b, p| dyads.push((a.to_owned(), b.to_owned(), p.day))).unwrap();
    assert_eq!(dyads.iter().map(|(a, ..)| a.as_str()).collect::<Vec<_>>(), ["KOR", "PRK", "PRK"]);
    let years = writer.foreign_years(Some("icews")).unwrap();
    let of = |code: &str, acts: bool, year: i16| {
        years.iter().find(|(_, y)| y.country == code && y.acts == acts && y.year == year).map(|(_, y)| y.events)
    };
    assert_eq!(of("PRK", true, 2018), Some(2));
    assert_eq!(of("PRK", false, 2019), Some(1));
    assert_eq!(of("KOR", false, 2018), Some(2));
    assert_eq!(of("KOR", false, 2017), None);
}

#[test]
fn a_type_that_is_missing_leaves_the_quad_class_of_the_code() {
    let statement = Event { cameo: Some("010".into()), ..Event::default() };
    assert_eq!(statement.quad(), Some(QuadClass::VerbalCooperation));
    assert_eq!(quad_of_cameo("1"), None);
    assert_eq!(quad_of_cameo("é1"), None);
    assert_eq!(quad_of_cameo("99"), None);
}

#[test]
fn a_dataset_has_one_format() {
    let (_dir, mut writer) = filled();
    let wrong = writer.foreign_begin("icews", "acled", "c.csv", NOW).unwrap_err();
    assert!(wrong.to_string().contains("--dataset"), "{wrong}");
}

#[test]
fn a_store_of_the_second_format_opens() {
    let dir = tempfile::tempdir().unwrap();
    let conn = rusqlite::Connection::open(dir.path().join("detente.sqlite")).unwrap();
    schema::second_format(&conn).unwrap();
    drop(conn);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(store.foreign_files().unwrap().rows.len(), 0);
    drop(store);
    let mut writer = Writer::open(dir.path(), Wait::No, || {}).unwrap();
    assert_eq!(schema::format_of(&writer.conn).unwrap(), schema::FORMAT);
    writer.foreign_begin("acled", "acled", "d.csv", NOW).unwrap();
    assert_eq!(writer.check().unwrap(), []);
}
