//! What is wrong with the input is told plainly, the rest goes on, and the exit code tells.

mod common;

use std::io::{Read, Write};
use std::process::Stdio;

use common::{Folder, THREAT};

#[test]
fn nothing_wrong_is_0() {
    let folder = Folder::new();
    folder.write("a.txt", THREAT);
    assert_eq!(folder.run(&["read", "a.txt"]).exits(0).err, "");
}

#[test]
fn a_wrong_command_line_is_2() {
    let folder = Folder::new();
    folder.run(&["read"]).exits(2);
    folder.run(&["read", "--format", "poem", "a.txt"]).exits(2);
    folder.run(&["no-such-command"]).exits(2);
    folder.run(&["read", "--threads", "0", "a.txt"]).exits(2);
}

#[test]
fn a_date_that_is_none_on_the_command_line_stops_the_work() {
    let folder = Folder::new();
    folder.write("a.txt", THREAT);
    let ran = folder.run(&["read", "--published", "the other day", "a.txt"]).tells(&["--published", "the other day"]);
    assert!(matches!(ran.code, 2 | 3), "{ran:?}");
    assert_eq!(ran.out, "");
}

/// Reads a bad file between two good ones: the good ones are read, the problem is told with its place, the exit code
/// is 1; with `--strict` reading stops there with 3.
#[track_caller]
fn between_good_ones(name: &str, bytes: &[u8], told: &[&str]) {
    let folder = Folder::new();
    folder.write("a.txt", THREAT);
    folder.write(name, bytes);
    folder.write("z.txt", "South Korea sent aid to North Korea.\n");
    let ran = folder.run(&["read", "--format", "jsonl", "a.txt", name, "z.txt"]).exits(1).tells(told);
    assert!(ran.err.starts_with("detente: error: ") && !ran.err.contains("panicked"), "{}", ran.err);
    let files: Vec<String> = ran.records().iter().map(|r| r["document"]["file"].to_string()).collect();
    assert_eq!(files.first().map(String::as_str), Some("\"a.txt\""));
    assert_eq!(files.last().map(String::as_str), Some("\"z.txt\""));
    let strict = folder.run(&["read", "--strict", "--format", "jsonl", "a.txt", name, "z.txt"]).exits(3).tells(told);
    assert!(strict.records().iter().all(|r| r["document"]["file"] != "z.txt"), "strict goes on");
}

#[test]
fn empty() {
    between_good_ones("empty.txt", b"", &["empty.txt", "empty"]);
}

#[test]
fn binary() {
    let bytes: Vec<u8> = (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).chain([0, 0, 0]).collect();
    between_good_ones("picture.txt", &bytes, &["picture.txt", "binary"]);
}

#[test]
fn truncated_gzip() {
    // The first bytes of a gzip member whose data is cut off.
    let bytes = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x4c];
    between_good_ones("cut.txt.gz", &bytes, &["cut.txt.gz", "gzip"]);
}

#[test]
fn a_line_that_is_no_json() {
    let bytes = b"{\"text\": \"North Korea threatened to attack South Korea.\"}\n{bad\n{\"text\": \"It rained.\"}\n";
    between_good_ones("some.jsonl", bytes, &["some.jsonl:2", "JSON"]);
    let folder = Folder::new();
    folder.write("some.jsonl", bytes);
    let ran = folder.run(&["read", "--format", "jsonl", "some.jsonl"]).exits(1);
    assert_eq!(ran.records().len(), 2, "the lines around it are read");
}

#[test]
fn a_missing_column() {
    between_good_ones("table.csv", b"title,day\nA,2020-01-01\n", &["table.csv:1", "title, day", "--map"]);
}

#[test]
fn a_broken_archive() {
    between_good_ones("old.warc", b"WARC/1.0\r\nContent-Length: many\r\n\r\nxx", &["old.warc"]);
}

#[test]
fn a_missing_file() {
    let folder = Folder::new();
    folder.write("a.txt", THREAT);
    let ran = folder.run(&["read", "--format", "jsonl", "nowhere.txt", "a.txt"]).exits(1).tells(&["nowhere.txt"]);
    assert_eq!(ran.records().len(), 1);
}

#[test]
fn a_date_that_is_no_date_is_a_warning() {
    let folder = Folder::new();
    folder.write("days.csv", "text,date\nNorth Korea threatened to attack South Korea.,2020-02-31\n");
    let ran = folder.run(&["read", "--format", "jsonl", "days.csv"]).exits(0);
    let ran = ran.tells(&["days.csv:2", "date", "2020-02-31", "February"]);
    assert!(ran.records()[0]["document"]["published"].is_null(), "no date is made up");
}

#[test]
fn text_that_is_not_utf_8_is_read_and_said() {
    let folder = Folder::new();
    folder.write("latin.txt", b"The caf\xe9 stood where North Korea threatened to attack South Korea.\n");
    let ran = folder.run(&["read", "--format", "jsonl", "latin.txt"]).exits(0).tells(&["latin.txt", "UTF-8"]);
    let records = ran.records();
    assert!(records[0]["document"]["original"].as_str().expect("text").contains("café"));
}

#[test]
fn an_output_that_cannot_be_written_is_3() {
    let folder = Folder::new();
    folder.write("a.txt", THREAT);
    folder.run(&["read", "a.txt", "-o", "no/such/folder/out.txt"]).exits(3).tells(&["cannot write"]);
}

/// A reader that has seen enough ends the program without a word.
#[test]
fn a_closed_pipe_is_quiet() {
    let folder = Folder::new();
    let line = format!("{{\"text\": \"{}\"}}\n", THREAT.trim());
    folder.write("many.jsonl", line.repeat(300));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("detente"))
        .args(["read", "--format", "jsonl", "many.jsonl"])
        .current_dir(folder.root())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut pipe = child.stdout.take().expect("standard output");
    let mut first = [0u8; 64];
    pipe.read_exact(&mut first).expect("it begins to write");
    drop(pipe);
    let output = child.wait_with_output().expect("it ends");
    std::io::stderr().write_all(&output.stderr).expect("shown when the test fails");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}
