//! `detente check`, `schema` and `explain`: what is kept can be checked, described and accounted for.

mod common;

use common::{ARTICLE, Folder, Ran, THREAT};
use serde_json::Value;

fn written(folder: &Folder) -> Ran {
    folder.write("a.txt", ARTICLE);
    let ran = folder.run(&["read", "--format", "jsonl", "--published", "2024-06-10", "a.txt"]).exits(0);
    folder.write("a.jsonl", &ran.out);
    ran
}

#[test]
fn check_accepts_what_read_writes() {
    let folder = Folder::new();
    let out = written(&folder).out;
    let ran = folder.run(&["check", "a.jsonl"]).exits(0);
    assert!(ran.out.contains("1 records") && ran.out.contains("0 faults"), "{}", ran.out);
    folder.run_with(&["check", "-"], &out).exits(0);
}

/// Changes a written record and asserts that the check says so.
#[track_caller]
fn tampered(change: impl FnOnce(&mut Value), told: &[&str]) {
    let folder = Folder::new();
    let mut record = written(&folder).records().remove(0);
    change(&mut record);
    folder.write("b.jsonl", record.to_string() + "\n");
    folder.run(&["check", "b.jsonl"]).exits(1).tells(told);
}

#[test]
fn check_rejects_other_words() {
    tampered(|r| r["mentions"][0]["span"]["text"] = "Southern Korea".into(), &["b.jsonl:1", "mentions[0]", "Southern"]);
}

#[test]
fn check_rejects_a_shifted_span() {
    tampered(
        |r| {
            let start = r["sentences"][0]["span"]["clean_start"].as_u64().expect("a number");
            r["sentences"][0]["span"]["clean_start"] = (start + 1).into();
        },
        &["b.jsonl:1", "sentences[0]", "cleaned text"],
    );
}

#[test]
fn check_rejects_an_unknown_actor() {
    tampered(|r| r["actors"] = Value::Array(Vec::new()), &["b.jsonl:1", "names actor"]);
}

#[test]
fn check_rejects_another_version() {
    tampered(|r| r["version"] = "99.0".into(), &["b.jsonl:1", "version", "99.0"]);
}

#[test]
fn check_names_the_line_that_is_no_record() {
    let folder = Folder::new();
    let out = written(&folder).out;
    folder.write("b.jsonl", format!("{out}\n{{\"version\": \"1.0\"}}\n{out}"));
    let ran = folder.run(&["check", "b.jsonl"]).exits(1).tells(&["b.jsonl:3", "no record"]);
    assert!(ran.out.contains("2 records"));
}

#[test]
fn the_schema_names_what_a_record_holds() {
    let folder = Folder::new();
    let schema: Value = serde_json::from_str(&folder.run(&["schema"]).exits(0).out).expect("the schema is JSON");
    assert!(schema["$schema"].as_str().expect("its dialect").contains("2020-12"));
    let record = written(&folder).records().remove(0);
    for (key, _) in record.as_object().expect("an object") {
        assert!(schema["properties"].get(key).is_some(), "the schema does not name {key}");
    }
    for key in ["version", "document", "sentences", "mentions", "actors", "reports", "commitments", "assessments"] {
        assert!(schema["required"].as_array().expect("required keys").iter().any(|k| k == key), "{key}");
    }
    let report = &schema["$defs"]["Report"];
    let required = report["required"].as_array().expect("required keys");
    for key in ["id", "type", "status", "attribution", "trigger", "span", "derivation"] {
        assert!(required.iter().any(|k| k == key), "a report needs {key}");
    }
    // Three values: missing, null, there.
    assert!(report["properties"].get("time").is_some() && !required.iter().any(|k| k == "time"));
    for (key, _) in record["reports"][0].as_object().expect("an object") {
        assert!(report["properties"].get(key).is_some(), "the schema does not name reports.{key}");
    }
}

#[test]
fn explain_takes_the_beginning_of_an_id() {
    let folder = Folder::new();
    folder.write("a.txt", THREAT);
    let records = folder.records(&["a.txt"]);
    let ids: Vec<&str> =
        records[0]["reports"].as_array().expect("reports").iter().filter_map(|r| r["id"].as_str()).collect();
    let id = ids[0];
    let whole = folder.run(&["explain", "a.txt", id]).exits(0).out;
    assert!(whole.contains(id) && whole.contains("North Korea threatened") && whole.contains("─ "), "{whole}");
    let short = (3..id.len()).map(|n| &id[..n]).find(|s| ids.iter().filter(|i| i.starts_with(s)).count() == 1);
    assert_eq!(folder.run(&["explain", "a.txt", short.unwrap_or(id)]).exits(0).out, whole);
}

#[test]
fn explain_reads_stored_records_too() {
    let folder = Folder::new();
    let records = written(&folder).records();
    let id = records[0]["reports"][0]["id"].as_str().expect("an id");
    let ran = folder.run(&["explain", "a.jsonl", id]).exits(0);
    assert!(ran.out.starts_with(id));
}

#[test]
fn explain_says_what_is_not_there() {
    let folder = Folder::new();
    folder.write("a.txt", THREAT);
    let ran = folder.run(&["explain", "a.txt", "r-zzzz"]).exits(3).tells(&["a.txt", "r-zzzz"]);
    assert!(ran.out.is_empty());
}
