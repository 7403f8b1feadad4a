//! A folder of its own for each test, and the program run in it.
#![allow(dead_code, reason = "not every test uses every helper")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// The plainest threat there is.
pub const THREAT: &str = "North Korea threatened to attack South Korea.\n";

/// A text with one clear event.
pub const ARTICLE: &str = "SEOUL, June 10 (Example News) -- North Korea threatened to attack South Korea.\n\n\
    South Korea sent aid to North Korea in May 2019, officials said. The two countries are technically at war.\n";

/// A folder that goes when the test ends.
pub struct Folder(TempDir);

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        Self(TempDir::new().expect("a temporary folder"))
    }

    /// Writes a file.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).expect("the file is written");
        path
    }

    /// The path of a file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The program, with arguments, run in the folder.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    /// The program, with arguments and standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        let output = self.command().args(arguments).write_stdin(input).output().expect("the program runs");
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }

    /// The program, in an environment that asks for nothing.
    pub fn command(&self) -> Command {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("detente");
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR"] {
            command.env_remove(name);
        }
        command.current_dir(self.0.path());
        command
    }

    /// The records that reading a file gives.
    pub fn records(&self, arguments: &[&str]) -> Vec<Value> {
        let mut all = vec!["read", "--format", "jsonl"];
        all.extend(arguments);
        self.run(&all).records()
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        self.0.path()
    }
}

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// Standard output as one JSON value per line.
    pub fn records(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
    }

    /// Asserts the exit code, showing everything when it is another.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "standard error:\n{}\nstandard output:\n{}", self.err, self.out);
        self
    }

    /// Asserts that a message names all of these.
    #[track_caller]
    pub fn tells(self, parts: &[&str]) -> Self {
        let told = self.err.lines().any(|line| parts.iter().all(|part| line.contains(part)));
        assert!(told, "no message with {parts:?} in:\n{}", self.err);
        self
    }
}

/// The codes of one side of a report.
pub fn codes(report: &Value, side: &str) -> Vec<String> {
    let participants = report[side].as_array().cloned().unwrap_or_default();
    participants
        .iter()
        .flat_map(|p| p["codes"].as_array().cloned().unwrap_or_default())
        .filter_map(|c| c.as_str().map(str::to_owned))
        .collect()
}
