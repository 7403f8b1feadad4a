//! The store: nothing lost, nothing twice, the same in any order.

use detente_record::{CommitmentKind, EventType, Status};
use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::ask::{Filter, Who};
use crate::made::{Article, article, said};
use crate::store::judge::{Change, Judge};
use crate::store::put::{Added, Batch};

fn articles(days: u8) -> Vec<Article> {
    (1..=days)
        .flat_map(|day| {
            let date = format!("2023-03-{day:02}");
            let launch =
                said(EventType::Mobilize, Status::Happened, "IRN", "").mode("weapons").words("launched missiles");
            let strike = said(EventType::Assault, Status::Happened, "ISR", "IRN").words("struck a site").at("Isfahan");
            let accuse =
                said(EventType::Accuse, Status::Happened, "IRN", "ISR").words("accused of sabotage").source("IRN GOV");
            vec![
                article(
                    "Daily",
                    &date,
                    vec![launch.clone().on(&date).count(f64::from(day), "missile"), strike.clone()],
                ),
                article("Herald", &date, vec![launch.count(2.0, "missile"), accuse.clone()]),
                article("IRN Agency", &date, vec![accuse, strike.source("ISR MIL").on(&date)]).voice("IRN"),
            ]
        })
        .collect()
}

fn batch(list: &[Article]) -> Batch {
    Batch { coded: list.iter().map(|a| a.coded().unwrap()).collect(), ..Batch::default() }
}

fn writer() -> (tempfile::TempDir, Writer) {
    let dir = tempfile::tempdir().unwrap();
    let writer = Writer::open(dir.path(), Wait::No, || {}).unwrap();
    (dir, writer)
}

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn later(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

#[test]
fn a_second_run_adds_nothing() {
    let (_dir, mut writer) = writer();
    let list = articles(3);
    let added = writer.commit(&batch(&list), NOW).unwrap();
    assert_eq!((added.documents, added.reports), (9, 18));
    writer.settle().unwrap();
    let before = (writer.digest().unwrap(), revisions(&writer));
    let again = writer.commit(&batch(&list), later(60)).unwrap();
    assert_eq!(again, Added { known: 9, ..Added::default() });
    assert_eq!((writer.digest().unwrap(), revisions(&writer)), before);
    assert_eq!(writer.check().unwrap(), []);
}

fn revisions(store: &Store) -> i64 {
    store.conn.query_row("SELECT count(*) FROM revision", [], |r| r.get(0)).unwrap()
}

#[test]
fn readers_see_a_snapshot() {
    let (dir, mut writer) = writer();
    let list = articles(2);
    writer.commit(&batch(&list[..3]), NOW).unwrap();
    let reader = Store::open(dir.path()).unwrap();
    assert_eq!(reader.documents(&Filter::default()).unwrap().rows.len(), 3);
    writer.commit(&batch(&list[3..]), NOW).unwrap();
    assert_eq!(reader.documents(&Filter::default()).unwrap().rows.len(), 3);
    assert_eq!(Store::open(dir.path()).unwrap().documents(&Filter::default()).unwrap().rows.len(), 6);
}

#[test]
fn one_writer_at_a_time() {
    let (dir, writer) = writer();
    assert!(matches!(Writer::open(dir.path(), Wait::No, || {}), Err(MemoryError::Busy(_))));
    drop(writer);
    assert!(Writer::open(dir.path(), Wait::No, || {}).is_ok());
}

#[test]
fn no_store_and_a_newer_one() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(Store::open(dir.path()), Err(MemoryError::NoStore(_))));
    let writer = Writer::open(dir.path(), Wait::No, || {}).unwrap();
    writer.conn.pragma_update(None, "user_version", 99).unwrap();
    drop(writer);
    assert!(matches!(Store::open(dir.path()), Err(MemoryError::Newer { found: 99, .. })));
    assert!(matches!(Writer::open(dir.path(), Wait::No, || {}), Err(MemoryError::Newer { .. })));
}

#[test]
fn what_was_known_before_a_judgement_stays_known() {
    let (_dir, mut writer) = writer();
    writer.commit(&batch(&articles(1)), later(10)).unwrap();
    let strikes = Filter { types: vec!["ASSAULT".into()], ..Filter::default() };
    let report = writer.reports(&strikes).unwrap().rows[0][0].plain();
    let judge = Judge { who: "A".into(), note: Some("wrong".into()), now: later(20) };
    let change = Change { place: Some("Natanz".into()), actor: Some("USA".into()), ..Change::default() };
    writer.judge_report(report.parse().unwrap(), "fix", Some(&change), &judge).unwrap();
    assert_eq!(writer.check().unwrap(), []);
    let usa = Filter { actor: Some(Who { country: "USA".into(), sector: None }), ..Filter::default() };
    assert_eq!(writer.events(&usa).unwrap().rows.len(), 1);
    assert_eq!(writer.events(&Filter { known_on: Some(later(15)), ..usa.clone() }).unwrap().rows.len(), 0);
    assert_eq!(writer.events(&Filter { known_on: Some(later(25)), ..usa.clone() }).unwrap().rows.len(), 1);
    // Rejected afterwards, it is of no event, and still is on record.
    writer.judge_report(report.parse().unwrap(), "reject", None, &Judge { now: later(30), ..judge }).unwrap();
    assert_eq!(writer.events(&usa).unwrap().rows.len(), 0);
    assert_eq!(writer.reports(&Filter { known_on: Some(later(25)), ..usa }).unwrap().rows.len(), 1);
    assert_eq!(writer.check().unwrap(), []);
    assert_eq!(writer.judgements().unwrap().len(), 1);
}

#[test]
fn as_known_now_is_as_known_without_a_moment() {
    let (_dir, mut writer) = writer();
    writer.commit(&batch(&articles(4)), later(10)).unwrap();
    let by_id = |filter: &Filter| {
        let mut rows = writer.events(filter).unwrap().rows;
        rows.sort_by_key(|r| r[0].plain());
        rows
    };
    assert_eq!(by_id(&Filter { known_on: Some(later(99)), ..Filter::default() }), by_id(&Filter::default()));
    assert!(by_id(&Filter { known_on: Some(later(9)), ..Filter::default() }).is_empty());
}

/// A threat, carried out on the sixth, told on the seventh.
fn threatened_and_done() -> Vec<Article> {
    let leaflets = |status| said(EventType::Influence, status, "ARM", "AZE").mode("leaflets").words("scatter leaflets");
    vec![
        article("Daily", "2023-05-01", vec![leaflets(Status::Threatened).opens(CommitmentKind::Threat)]).voice("ARM"),
        article("Herald", "2023-05-07", vec![leaflets(Status::Happened).on("2023-05-06").source("AZE MIL")]),
    ]
}

#[test]
fn the_ledger_and_claims_as_known_on_a_day() {
    let (_dir, mut writer) = writer();
    let list = threatened_and_done();
    writer.commit(&batch(&list[..1]), later(10)).unwrap();
    writer.settle().unwrap();
    writer.commit(&batch(&list[1..]), later(20)).unwrap();
    writer.settle().unwrap();
    let known = |at: i64| Filter { known_on: Some(later(at)), ..Filter::default() };
    assert_eq!(writer.ledger(&known(9)).unwrap(), []);
    let before = writer.ledger(&known(15)).unwrap();
    assert_eq!((before.len(), before[0].steps.len()), (1, 0));
    let now = writer.ledger(&Filter::default()).unwrap();
    assert_eq!(now[0].steps.len(), 1);
    assert_eq!(writer.ledger(&known(25)).unwrap(), now);
    // A verdict is known from the day on which it was given.
    let judge = Judge { who: "A".into(), note: None, now: later(30) };
    writer.judge_step(&now[0].id, &now[0].steps[0].name(), "reject", &judge).unwrap();
    writer.settle().unwrap();
    assert_eq!(writer.ledger(&known(25)).unwrap(), now);
    assert_eq!(writer.ledger(&known(35)).unwrap()[0].steps, []);
    let none = Filter { actor: Some(Who { country: "AZE".into(), sector: None }), ..known(25) };
    assert_eq!(writer.ledger(&none).unwrap(), []);
    // Claims likewise.
    let by_id = |filter: &Filter| {
        let mut rows = writer.claims(filter).unwrap().rows;
        rows.sort_by_key(|r| r[0].plain());
        rows
    };
    assert_eq!(by_id(&known(99)), by_id(&Filter::default()));
    assert_eq!((by_id(&known(15)).len(), by_id(&known(25)).len()), (1, 2));
    let text = Filter { text: Some("scatter".into()), ..known(15) };
    assert_eq!(writer.reports(&text).unwrap().rows.len(), 1);
    assert_eq!(writer.reports(&Filter { text: Some("missiles".into()), ..text }).unwrap().rows.len(), 0);
}

#[test]
fn a_full_disk_is_told_and_leaves_the_store_whole() {
    let (dir, mut writer) = writer();
    let list = articles(6);
    writer.commit(&batch(&list[..3]), NOW).unwrap();
    writer.settle().unwrap();
    let before = writer.digest().unwrap();
    // The database may not grow any further: what a full disk says.
    let pages: i64 = writer.conn.query_row("PRAGMA page_count", [], |r| r.get(0)).unwrap();
    writer.conn.pragma_update(None, "max_page_count", pages).unwrap();
    let error = writer.commit(&batch(&list[3..]), NOW).unwrap_err();
    assert!(matches!(error, MemoryError::Full), "{error}");
    assert_eq!(writer.digest().unwrap(), before);
    drop(writer);
    // With room again it goes on where it was.
    let mut writer = Writer::open(dir.path(), Wait::No, || {}).unwrap();
    assert_eq!(writer.check().unwrap(), []);
    writer.commit(&batch(&list[3..]), NOW).unwrap();
    writer.settle().unwrap();
    let (_dir, mut whole) = self::writer();
    whole.commit(&batch(&list), NOW).unwrap();
    whole.settle().unwrap();
    assert_eq!(writer.digest().unwrap(), whole.digest().unwrap());
}

#[test]
fn split_and_merge_hold_when_more_comes_in() {
    let (_dir, mut writer) = writer();
    let list = articles(2);
    writer.commit(&batch(&list[..2]), NOW).unwrap();
    let launches = Filter { types: vec!["MOBILIZE".into()], ..Filter::default() };
    let events = |writer: &Writer| writer.events(&launches).unwrap().rows.len();
    assert_eq!(events(&writer), 1);
    let rows = writer.reports(&launches).unwrap().rows;
    let (a, b) = (rows[0][0].plain().parse().unwrap(), rows[1][0].plain().parse().unwrap());
    let judge = Judge { who: "A".into(), note: None, now: NOW };
    writer.split(a, &[b], &judge).unwrap();
    assert_eq!(events(&writer), 2);
    writer.commit(&batch(&list[2..]), NOW).unwrap();
    assert_eq!(events(&writer), 3);
    writer.merge(a, b, &judge).unwrap();
    assert_eq!(events(&writer), 2);
    assert_eq!(writer.check().unwrap(), []);
}

#[test]
fn recoding_keeps_what_was_and_changes_what_is() {
    let (_dir, mut writer) = writer();
    let list = articles(1);
    writer.commit(&batch(&list), later(10)).unwrap();
    let mut record = list[0].coded().unwrap().record;
    assert_eq!(writer.recode(&[record.clone()], later(20)).unwrap().recoded, 0);
    record.coder = "a newer one".into();
    record.reports.truncate(1);
    assert_eq!(writer.recode(&[record], later(20)).unwrap().recoded, 1);
    assert_eq!(writer.reports(&Filter::default()).unwrap().rows.len(), 5);
    assert_eq!(writer.reports(&Filter { known_on: Some(later(15)), ..Filter::default() }).unwrap().rows.len(), 6);
    assert_eq!(writer.check().unwrap(), []);
}

#[test]
fn found_by_words_place_and_side() {
    let (_dir, mut writer) = writer();
    writer.commit(&batch(&articles(3)), NOW).unwrap();
    let count = |filter: Filter| writer.events(&filter).unwrap().rows.len();
    let who = |c: &str| Some(Who { country: c.into(), sector: None });
    assert_eq!(count(Filter { text: Some("missile launch".into()), ..Filter::default() }), 3);
    assert_eq!(count(Filter { text: Some("\"launched missiles\" \"no such\"".into()), ..Filter::default() }), 0);
    assert_eq!(count(Filter { text: Some("AND ( \"".into()), ..Filter::default() }), 0);
    assert_eq!(count(Filter { place: Some("isfahan".into()), ..Filter::default() }), 3);
    assert_eq!(count(Filter { actor: who("ISR"), recipient: who("IRN"), ..Filter::default() }), 3);
    assert_eq!(count(Filter { recipient: who("ISR"), ..Filter::default() }), 3);
    let day = crate::day::parse("2023-03-02");
    assert_eq!(count(Filter { actor: who("ISR"), since: day, until: day, ..Filter::default() }), 1);
    assert_eq!(count(Filter { min_origins: Some(2), types: vec!["ASSAULT".into()], ..Filter::default() }), 3);
}

#[test]
fn a_store_of_the_first_format_opens() {
    let dir = tempfile::tempdir().unwrap();
    {
        let mut conn = Connection::open(dir.path().join(DATABASE)).unwrap();
        conn.execute_batch(include_str!("../../tests/store-format-1.sql")).unwrap();
        assert_eq!(schema::format_of(&conn).unwrap(), 1);
        // The fixture's tables are those that the first migration makes.
        let mut fresh = Connection::open_in_memory().unwrap();
        schema::first_format(&fresh).unwrap();
        let tables = |c: &mut Connection| -> Vec<String> {
            let mut s = c.prepare("SELECT coalesce(sql, name) FROM sqlite_schema WHERE name NOT LIKE '%\\_text\\_%' ESCAPE '\\' ORDER BY name").unwrap();
            s.query_map([], |r| r.get::<_, String>(0)).unwrap().map(|r| squeeze(&r.unwrap())).collect()
        };
        assert_eq!(tables(&mut conn), tables(&mut fresh));
    }
    let filter = Filter { text: Some("missiles".into()), ..Filter::default() };
    // Read without being changed …
    assert_eq!(Store::open(dir.path()).unwrap().reports(&filter).unwrap().rows.len(), 2);
    let conn = Connection::open(dir.path().join(DATABASE)).unwrap();
    assert_eq!(schema::format_of(&conn).unwrap(), 1);
    drop(conn);
    // … and brought to the present format by a writer, with what it holds.
    let mut writer = Writer::open(dir.path(), Wait::No, || {}).unwrap();
    assert_eq!(schema::format_of(&writer.conn).unwrap(), schema::FORMAT);
    assert_eq!(writer.reports(&filter).unwrap().rows.len(), 2);
    assert_eq!(writer.check().unwrap(), []);
    assert_eq!(writer.commit(&batch(&articles(1)), NOW).unwrap().known, 3);
}

fn squeeze(sql: &str) -> String {
    sql.split_whitespace().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn order_and_pieces_do_not_matter(
        order in Just((0..15_usize).collect::<Vec<_>>()).prop_shuffle(),
        cuts in prop::collection::btree_set(1..15_usize, 0..5),
    ) {
        let list = articles(5);
        let (_dir, mut whole) = writer();
        whole.commit(&batch(&list), NOW).unwrap();
        whole.settle().unwrap();
        let (_dir, mut pieces) = writer();
        let shuffled: Vec<Article> = order.iter().map(|at| list[*at].clone()).collect();
        let mut from = 0;
        for cut in cuts.into_iter().chain([shuffled.len()]) {
            pieces.commit(&batch(&shuffled[from..cut]), later(from as i64)).unwrap();
            if from % 2 == 0 {
                pieces.settle().unwrap();
            }
            from = cut;
        }
        pieces.settle().unwrap();
        prop_assert_eq!(pieces.check().unwrap(), []);
        prop_assert_eq!(pieces.digest().unwrap(), whole.digest().unwrap());
    }
}
