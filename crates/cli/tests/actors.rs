//! `detente actors` and what is read beside the shipped tables.

mod common;

use common::{Folder, Ran};
use serde_json::Value;

/// Runs the program with no tables of the user's own but those in the folder.
fn run(folder: &Folder, arguments: &[&str]) -> Ran {
    let output = folder
        .command()
        .env("XDG_CONFIG_HOME", folder.path("config"))
        .args(arguments)
        .output()
        .expect("the program runs");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

/// The one JSON value of a run.
fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).expect("one JSON value")
}

#[test]
fn a_state_is_shown_with_its_offices_of_a_day() {
    let folder = Folder::new();
    let shown = json(&run(&folder, &["actors", "show", "KOR", "--on", "2020-06-20", "--json"]).exits(0));
    let state = &shown["states"][0];
    assert_eq!(state["id"], "KOR");
    let offices = state["offices"].as_array().expect("offices");
    let head = offices.iter().find(|o| o["office"] == "head_of_state").expect("a head of state");
    assert_eq!(head["name"], "Moon Jae-in");
    assert!(head["entry"].as_str().is_some_and(|e| e.starts_with("actors/people") && e.contains(".tsv:")));
    let text = run(&folder, &["actors", "show", "PRK"]).exits(0).out;
    for part in ["Pyongyang", "Workers' Party of Korea", "actors/states.tsv:"] {
        assert!(text.contains(part), "{part} is not in:\n{text}");
    }
    run(&folder, &["actors", "show", "no such thing"]).exits(1).tells(&["no such thing"]);
    run(&folder, &["actors", "show", "KOR", "--on", "yesterday"]).exits(2).tells(&["--on"]);
}

#[test]
fn a_mention_is_found_by_its_day_and_its_place() {
    let folder = Folder::new();
    let find = |mention: &str, on: &str, within: &str| {
        json(&run(&folder, &["actors", "find", mention, "--on", on, "--in", within, "--json"]).exits(0))
    };
    let ministry = find("the North's foreign ministry", "2024-05-01", "KOR");
    assert_eq!(ministry["actors"][0]["country"], "PRK", "{ministry}");
    assert!(ministry["rule"].is_string() && ministry["margin"].is_number());
    let name = find("Moon Jae-in", "2020-06-20", "KOR");
    assert_eq!((&name["actors"][0]["code"], &name["actors"][0]["role"]), (&"KOR GOV".into(), &"President".into()));
    run(&folder, &["actors", "find", "Xyzzy Plugh"]).exits(1);
    run(&folder, &["actors", "find", "x", "--in", "QQQ"]).exits(2).tells(&["--in", "QQQ"]);
}

#[test]
fn an_entry_that_is_added_is_used() {
    let folder = Folder::new();
    let add = |arguments: &[&str]| {
        let mut all = vec!["actors", "add"];
        all.extend(arguments);
        run(&folder, &all)
    };
    let person =
        ["Ada Newcomer", "--country", "KOR", "--office", "foreign_minister", "--sector", "GOV", "--from", "2030-01-01"];
    let added = add(&person).exits(0);
    assert!(added.out.contains("people-own.tsv:2: added"), "{}", added.out);
    assert!(add(&person).exits(0).out.contains("is there already"));
    let found = json(&run(&folder, &["actors", "find", "Ada Newcomer", "--on", "2030-06-01", "--json"]).exits(0));
    assert_eq!(found["actors"][0]["code"], "KOR GOV");
    assert_eq!(found["actors"][0]["entry"], "actors/people-own.tsv:2");

    add(&["Bob Nobody", "--country", "QQQ", "--office", "minister"]).exits(2).tells(&["QQQ"]);
    add(&["Bob Nobody", "--country", "KOR", "--office", "king"]).exits(2).tells(&["king"]);
    add(&["Some Front", "--kind", "armed_group", "--file", "people-mine.tsv"]).exits(2).tells(&["organisations"]);
    run(&folder, &["--knowledge", "mine", "actors", "add", "Some Front", "--kind", "armed_group"]).exits(0);
    assert!(folder.path("mine/actors/organisations-own.tsv").is_file());
}

#[test]
fn tables_are_checked_with_their_lines() {
    let folder = Folder::new();
    let checked = run(&folder, &["actors", "check"]).exits(0).out;
    assert!(checked.lines().last().is_some_and(|l| l.starts_with("0 faults")), "{checked}");
    folder.write(
        "people-mine.tsv",
        "country\tname\taliases\toffice\ttitle\tsector\tfrom\tto\nKOR\tX Y\t\tking\t\t\t\t\n",
    );
    let faulty = run(&folder, &["actors", "check", "people-mine.tsv"]).exits(1).out;
    assert!(faulty.contains("actors/people-mine.tsv:2: fault: syntax"), "{faulty}");
    folder.write("own.txt", "ADA_B_ [KORGOV 9901]\nC_D_ [KORMIL 990101-001231]\n");
    let dictionary = run(&folder, &["actors", "check", "own.txt"]).exits(1).out;
    assert!(dictionary.contains("own.txt:1: fault: syntax"), "{dictionary}");
    run(&folder, &["actors", "check", "notes.doc"]).exits(2);
}

#[test]
fn a_dictionary_is_used_beside_the_tables() {
    let folder = Folder::new();
    folder.write("own.txt", "ZED_UNHEARD_OF_\n+MISTER_ZED_\n\t[KORMIL 990101-001231]\n\t[KORELI]\n");
    let find = |on: &str| {
        let arguments = ["--actors", "own.txt", "actors", "find", "Zed Unheard Of", "--on", on, "--json"];
        json(&run(&folder, &arguments).exits(0))["actors"][0]["code"].clone()
    };
    assert_eq!(find("1999-06-01"), "KOR MIL");
    assert_eq!(find("2010-06-01"), "KOR ELI");
    run(&folder, &["--actors", "absent.txt", "actors", "find", "x"]).exits(3).tells(&["absent.txt"]);
}

#[test]
fn the_actors_of_an_event_list_are_scored() {
    let folder = Folder::new();
    folder.write("events.tsv", "date\tsource\tevent\ttarget\n2018-09-01\tCitizen (North Korea)\tx\tShinzo Abe\n");
    let scores = json(&run(&folder, &["eval", "actors", "events.tsv", "--json"]).exits(0));
    assert_eq!(scores["generic"]["accuracy"], 1.0);
    assert_eq!(scores["named"]["accuracy"], 1.0);
    folder.write("other.tsv", "a\tb\n");
    run(&folder, &["eval", "actors", "other.tsv"]).exits(3).tells(&["other.tsv", "source"]);
}
