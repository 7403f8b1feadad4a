//! Compiles the crate anew when a knowledge file changes, and makes the index over the names of places: one line for
//! each name, sorted by key, with the rows of the tables that bear it. The program looks names up by binary search in
//! that text and reads a row only when it is asked for, so thousands of places cost nothing at start.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

#[path = "src/fold.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod fold;

/// The tables, by the letter that the index calls them by.
const TABLES: [(char, &str); 3] = [('n', "named.tsv"), ('d', "divisions.tsv"), ('c', "cities.tsv")];

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=../../knowledge");
    println!("cargo:rerun-if-changed=src/fold.rs");
    let mut index: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (letter, file) in TABLES {
        let text = fs::read_to_string(Path::new("../../knowledge/places").join(file))?;
        add(letter, &text, &mut index);
    }
    let mut out = String::new();
    for (key, rows) in index {
        out.push_str(&key);
        out.push('\t');
        out.push_str(&rows.join(","));
        out.push('\n');
    }
    let folder = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(Path::new(&folder).join("places.idx"), out)
}

/// Adds the names of a table: `letter line:offset` of each row. Faulty rows are left to the reader to report.
fn add(letter: char, text: &str, index: &mut BTreeMap<String, Vec<String>>) {
    let mut header: Option<Vec<&str>> = None;
    let mut offset = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let row = line.trim_end_matches(['\n', '\r']);
        let start = offset;
        offset += line.len();
        if row.trim().is_empty() || row.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        let Some(header) = &header else {
            header = Some(cells);
            continue;
        };
        let cell = |name: &str| {
            header.iter().position(|c| *c == name).and_then(|at| cells.get(at)).copied().unwrap_or_default()
        };
        let mut keys: Vec<String> = std::iter::once(cell("name"))
            .chain(cell("names").split('|'))
            .map(fold::key)
            .filter(|key| !key.is_empty())
            .collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            index.entry(key).or_default().push(format!("{letter}{}:{start}", number + 1));
        }
    }
}
