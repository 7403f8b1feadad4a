//! Other people's event data from the outside: imported with its damage, listed, compared, written and read again.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn run(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.args(args).stdin(Stdio::null()).env_remove("DETENTE_STORE").output().unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn json(output: &Output) -> Value {
    let said = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {said}"))
}

fn import(format: &str, file: &Path, store: &Path, more: &[&str]) -> (Option<i32>, Value) {
    let mut args = vec!["import", "--format", format, text(file), "--store", text(store), "--json"];
    args.extend(more);
    let output = run(&args);
    (output.status.code(), json(&output))
}

fn events(store: &Path, origin: &str, more: &[&str]) -> Vec<Value> {
    let mut args = vec!["events", "--origin", origin, "--store", text(store), "--format", "json"];
    args.extend(more);
    json(&run(&args)).as_array().unwrap().clone()
}

fn counts(report: &Value) -> [u64; 4] {
    ["rows", "imported", "duplicate", "aside"].map(|key| report[key].as_u64().unwrap())
}

fn file(dir: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    if !path.exists() {
        eprintln!("skipped: there is no {}", path.display());
        return None;
    }
    Some(path)
}

const ICEWS: &str = "date\tsource\tevent\ttarget\n\
    2018-08-29\tNorth Korea\tThreaten with military force\tSouth Korea\n\
    2018-08-29\tCitizen (India)\tMake statement\tPolice (India)\n\
    2018-08-29\tNorth Korea\tThreaten with military force\tSouth Korea\n\
    2018-08-30\tSouth Korea\tHost a visit\tNorth Korea\n\
    2018-13-01\tSouth Korea\tHost a visit\tNorth Korea\n\
    2018-08-31\tSouth Korea\tDance with\tNorth Korea\n\
    2018-08-31\tSouth Korea\n\
    \n\
    2018-08-31\t\tConsult\t\n";

#[test]
fn every_row_is_accounted_for_and_a_second_import_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("s");
    let news = file(dir.path(), "icews.tsv", ICEWS.as_bytes());
    let (code, report) = import("icews", &news, &store, &[]);
    assert_eq!(counts(&report), [8, 4, 1, 3]);
    assert_eq!(code, Some(1), "some rows were kept aside");
    assert_eq!(report["mended"]["names of events unknown"], 1);
    let aside = json(&run(&["foreign", "icews", "--aside", "--store", text(&store), "--format", "json"]));
    let told: Vec<(u64, &str)> = aside
        .as_array()
        .unwrap()
        .iter()
        .map(|a| (a["line"].as_u64().unwrap(), a["reason"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            (6, "'2018-13-01' is no day of the calendar"),
            (8, "it does not say what kind of event it is"),
            (10, "it names neither actor nor recipient"),
        ]
    );
    let digest = run(&["store", "digest", "--store", text(&store)]).stdout;
    let (_, again) = import("icews", &news, &store, &[]);
    assert_eq!((&again["known"], counts(&again)), (&Value::Bool(true), [8, 4, 1, 3]));
    assert_eq!(run(&["store", "digest", "--store", text(&store)]).stdout, digest);
    // The same rows under another name are duplicates; what was added to a file is read from where it ended.
    let mut longer = ICEWS.to_owned();
    longer.push_str("2018-09-01\tSouth Korea\tConsult\tNorth Korea\n");
    let other = file(dir.path(), "other.tsv", longer.as_bytes());
    assert_eq!(counts(&import("icews", &other, &store, &[]).1), [9, 1, 5, 3]);
    longer.push_str("2018-09-02\tSouth Korea\tConsult\tNorth Korea\n");
    std::fs::write(&news, &longer).unwrap();
    let (_, longer) = import("icews", &news, &store, &[]);
    assert_eq!((counts(&longer), &longer["resumed_at"]), ([10, 5, 2, 3], &Value::from(11)));
    let check = run(&["store", "check", "--store", text(&store)]);
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
}

#[test]
fn marked_by_origin_and_apart_from_ours() {
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("s");
    let news = file(dir.path(), "icews.tsv", ICEWS.as_bytes());
    import("icews", &news, &store, &[]);
    let found = events(&store, "icews", &["--actor", "PRK", "--recipient", "KOR"]);
    assert_eq!(found.len(), 1);
    let one = &found[0];
    assert_eq!((&one["origin"], &one["line"], &one["type"]), (&"icews".into(), &2.into(), &"THREATEN".into()));
    assert_eq!((&one["cameo"], &one["goldstein"]), (&"138".into(), &Value::from(-7.0)));
    assert!(one["file"].as_str().unwrap().ends_with("icews.tsv"));
    assert_eq!(events(&store, "icews", &["--actor", "IND", "--since", "2018-08-29"]).len(), 1);
    assert_eq!(json(&run(&["events", "--store", text(&store), "--format", "json"])), Value::Array(vec![]));
    let years = run(&["foreign", "icews", "--years", "--store", text(&store), "--format", "csv"]);
    assert!(String::from_utf8_lossy(&years.stdout).contains("icews,PRK,actor,2018,1,"));
    let none = run(&["events", "--origin", "acled", "--store", text(&store)]);
    assert_eq!(none.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&none.stderr).contains("it holds icews"));
    let wrong = run(&["events", "--origin", "icews", "--standing", "disputed", "--store", text(&store)]);
    assert!(!wrong.status.success());
}

#[test]
fn damaged_tables_of_each_dataset() {
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("s");
    // Latin-1, a quote that never closes, a cell over two lines, a date of two meanings.
    let acled = file(
        dir.path(),
        "acled.csv",
        b"event_id_cnty,event_date,event_type,sub_event_type,actor1,inter1,actor2,inter2,country,location,latitude,longitude,notes,fatalities\n\
          CIV1,29 August 2018,Battles,Armed clash,Military Forces of Ivory Coast (2011-),1,Unidentified Armed Group (Ivory Coast),3,Ivory Coast,Bouak\xe9,7.69,-5.03,\"Two lines,\nof a note\",2\n\
          CIV2,2018-08-30,Protests,Peaceful protest,Protesters (Ivory Coast),6,,,Ivory Coast,Abidjan,5.3,-4.0,\"never closed,0\n\
          CIV3,05/06/2018,Riots,Mob violence,Rioters (Ivory Coast),5,,,Ivory Coast,Abidjan,95.3,-4.0,x,0\n\
          CIV1,31 August 2018,Battles,Armed clash,Military Forces of Ivory Coast (2011-),1,,,Ivory Coast,Bouak\xe9,7.69,-5.03,x,0\n",
    );
    let (code, report) = import("acled", &acled, &store, &[]);
    assert_eq!((code, counts(&report)), (Some(1), [4, 2, 0, 2]));
    let found = events(&store, "acled", &["--sort", "day"]);
    assert_eq!((&found[0]["place"], &found[0]["place_country"]), (&"Bouaké".into(), &"CIV".into()));
    assert_eq!(
        (&found[0]["type"], &found[0]["mode"], &found[0]["fatalities"]),
        (&"ASSAULT".into(), &"firearms".into(), &2.into())
    );
    assert_eq!((&found[1]["type"], &found[1]["actor"]), (&"PROTEST".into(), &"CIV".into()));
    let aside = run(&["foreign", "acled", "--aside", "--store", text(&store), "--format", "csv"]);
    let aside = String::from_utf8_lossy(&aside.stdout).into_owned();
    assert!(aside.contains("--date-order") && aside.contains("its id CIV1 is that of another event"), "{aside}");
    let (_, ordered) = import("acled", &acled, &dir.path().join("t"), &["--date-order", "day"]);
    assert_eq!(counts(&ordered), [4, 3, 0, 1]);

    let polecat = file(
        dir.path(),
        "polecat.txt",
        b"Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\tPrimary Actor Sector\tRecipient Name\tRecipient Country\n\
          NGEC1\t2021-01-02\tACCUSE\tallege\t-3.5\tVERBAL CONFLICT\tmilitary;legal\tNorth Korea\tPRK\t731\tGOV\tSouth Korea\tKOR\n\
          NGEC2\t2021-01-02\tHUG\tNone\t1\tNone\tNone\tA\tUSA\t2\tGOV\tNone\tNone\n\
          NGEC3\t2021-01-03\tCONSULT\tvisit\t4\t\tdiplomatic\tA;B\tUSA;KOR\t2;732\tGOV;GOV\tNone\tNone\n",
    );
    let (_, report) = import("polecat", &polecat, &store, &[]);
    assert_eq!((counts(&report), &report["events"]), ([3, 2, 0, 1], &3.into()));
    let csv = file(dir.path(), "mine.csv", b"who;what;when;whom\nPRK;190;2020-01-01;KOR\nXX;190;2020-01-01;KOR\n");
    let map = ["--map", "actor_country=who,cameo=what,day=when,recipient_country=whom", "--dataset", "mine"];
    let (_, report) = import("csv", &csv, &store, &map);
    assert_eq!((counts(&report), &report["mended"]["states unknown"]), ([2, 2, 0, 0], &1.into()));
    assert_eq!(events(&store, "mine", &["--actor", "PRK"]).len(), 1);
    let wrong = run(&["import", "--format", "csv", text(&csv), "--store", text(&store), "--dataset", "x"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("no columns of csv"), "{wrong:?}");
}

#[test]
fn what_is_written_is_read_again() {
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("s");
    let news = file(dir.path(), "icews.tsv", ICEWS.as_bytes());
    import("icews", &news, &store, &[]);
    for format in ["gdelt1", "icews", "polecat", "plover", "csv", "parquet"] {
        let (first, second) = (dir.path().join(format!("1.{format}")), dir.path().join(format!("2.{format}")));
        let (copy, origin) = (dir.path().join(format!("store-{format}")), format);
        let write = |store: &Path, origin: &str, out: &Path| {
            let output = run(&["export", "--format", format, "--origin", origin, text(out), "--store", text(store)]);
            assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
        };
        write(&store, "icews", &first);
        let (code, report) = import(format, &first, &copy, &[]);
        assert_eq!((code, &report["aside"], &report["duplicate"]), (Some(0), &0.into(), &0.into()), "{format}");
        assert!(report["imported"].as_u64().unwrap() >= 2, "{format}");
        write(&copy, origin, &second);
        let same = std::fs::read(&first).unwrap() == std::fs::read(&second).unwrap();
        assert!(same, "{format}");
        let (_, again) = import(format, &first, &copy, &[]);
        assert_eq!(again["known"], true, "{format}");
    }
}

#[test]
fn ours_and_theirs() {
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("s");
    let news = dir.path().join("news.jsonl");
    let article = serde_json::json!({
        "date": "2018-08-30", "publisher": "Daily", "headline": "Fire at the border",
        "text": "North Korea shelled South Korea on August 29. South Korea condemned North Korea on August 30.",
    });
    std::fs::write(&news, format!("{article}\n")).unwrap();
    assert!(run(&["ingest", text(&news), "--store", text(&store)]).status.success());
    import("icews", &file(dir.path(), "icews.tsv", ICEWS.as_bytes()), &store, &[]);
    let found = json(&run(&[
        "compare",
        "--with",
        "icews",
        "prk",
        "kor",
        "--since",
        "2018-08-28",
        "--until",
        "2018-08-31",
        "--store",
        text(&store),
        "--format",
        "json",
    ]));
    let first = &found["directions"][0];
    assert_eq!(
        (&first["actor"], &first["ours"]["events"], &first["theirs"]["events"]),
        (&"PRK".into(), &1.into(), &1.into())
    );
    assert_eq!((&first["both"], &first["correlation_events"]), (&1.into(), &Value::from(1.0)));
    let second = &found["directions"][1];
    assert_eq!(second["only_theirs"], serde_json::json!(["2018-08-31"]));
    let table = run(&["compare", "--with", "icews", "PRK", "KOR", "--store", text(&store)]);
    let said = String::from_utf8_lossy(&table.stdout).into_owned();
    assert!(said.contains("ours and icews, 2018-08-29 to 2018-08-30") && said.contains("PRK → KOR"), "{said}");
    let csv =
        run(&["compare", "--with", "icews", "PRK", "KOR", "--by", "month", "--store", text(&store), "--format", "csv"]);
    assert!(String::from_utf8_lossy(&csv.stdout).contains("2018-08-01,PRK,KOR,1,1,"));
    // Ours, written out and read back as a dataset.
    for format in ["csv", "gdelt1", "icews", "polecat", "plover", "parquet"] {
        let out = dir.path().join(format!("ours.{format}"));
        assert!(run(&["export", "--format", format, text(&out), "--store", text(&store)]).status.success());
        let (code, report) = import(format, &out, &dir.path().join(format!("of-{format}")), &[]);
        assert_eq!((code, counts(&report)), (Some(0), [2, 2, 0, 0]), "{format}");
    }
}

#[test]
fn killed_it_goes_on_where_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let (store, whole) = (dir.path().join("s"), dir.path().join("w"));
    let mut rows = String::from("id,day,type,actor_country,recipient_country\n");
    for n in 0..30_000 {
        rows.push_str(&format!("{n},20{:02}-03-0{},AID,USA,KOR\n", n % 20, n % 9 + 1));
    }
    let path = file(dir.path(), "many.csv", rows.as_bytes());
    let args = ["import", "--format", "csv", text(&path), "--store", text(&store), "--batch", "200"];
    for wait in [60, 150, 300, 600] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_detente")).args(args).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let _ = child.kill();
        child.wait().unwrap();
    }
    let (code, report) = import("csv", &path, &store, &[]);
    assert_eq!((code, counts(&report)), (Some(0), [30_000, 30_000, 0, 0]));
    import("csv", &path, &whole, &[]);
    let digest = |store: &Path| run(&["store", "digest", "--store", text(store)]).stdout;
    assert_eq!(digest(&store), digest(&whole));
    assert!(run(&["store", "check", "--store", text(&store)]).status.success());
}

#[test]
fn the_shared_samples_import_whole() {
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("s");
    for (format, path, rows) in [
        ("icews", "events/icews18-valid.tsv", 45_995),
        ("gdelt1", "events/gdelt1-events-sample.tsv", 50),
        ("gdelt2", "events/gdelt2-events-sample.tsv", 50),
        ("gdelt2-mentions", "events/gdelt2-mentions-sample.csv", 1635),
        ("plover", "relations/plover-gsr-visible.json", 61),
    ] {
        let Some(path) = shared(path) else { return };
        let (code, report) = import(format, &path, &store, &[]);
        assert_eq!((code, counts(&report)), (Some(0), [rows, rows, 0, 0]), "{format}: {report}");
        let (_, again) = import(format, &path, &store, &[]);
        assert_eq!((&again["known"], &again["read_now"]), (&Value::Bool(true), &0.into()), "{format}");
        assert!(!events(&store, format, &["--limit", "3"]).is_empty());
    }
    assert!(run(&["store", "check", "--store", text(&store)]).status.success());
}
