//! `detente actors check`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use detente_knowledge::Knowledge;
use detente_knowledge::audit::{self, Finding};
use serde_json::json;

use crate::args::actors::CheckArgs;
use crate::commands::knowledge;
use crate::exit::{Exit, Usage};

/// Checks the tables in use, or those of a folder or file against them.
pub fn run(args: &CheckArgs) -> Result<Exit> {
    let findings = match &args.path {
        None => audit::audit(knowledge().actors()),
        Some(path) => of_path(path)?,
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &findings {
        *counts.entry(finding.kind.word()).or_default() += 1;
        if args.json {
            let (file, line) = finding.entry.rsplit_once(':').unwrap_or((&finding.entry, "0"));
            let value = json!({
                "file": file, "line": line.parse::<usize>().unwrap_or_default(), "kind": finding.kind.word(),
                "fault": finding.kind.is_fault(), "message": finding.message,
            });
            anstream::println!("{value}");
        } else {
            anstream::println!("{finding}");
        }
    }
    let faults = findings.iter().filter(|f| f.kind.is_fault()).count();
    if !args.json {
        let kinds: Vec<String> = counts.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
        let kinds = if kinds.is_empty() { String::new() } else { format!(": {}", kinds.join(", ")) };
        anstream::println!("{faults} faults, {} warnings{kinds}", findings.len() - faults);
    }
    Ok(if faults > 0 || (args.strict && !findings.is_empty()) { Exit::Partly } else { Exit::Done })
}

/// What is found in a user's own tables, beside those that ship with the program.
fn of_path(path: &Path) -> Result<Vec<Finding>> {
    let mut cited: Vec<String> = Vec::new();
    let knowledge = if path.is_dir() {
        for room in [path.to_path_buf(), path.join("actors")] {
            for file in std::fs::read_dir(&room).into_iter().flatten().flatten() {
                cited.push(format!("actors/{}", file.file_name().to_string_lossy()));
            }
        }
        let has_rooms = path.join("actors").is_dir();
        if has_rooms {
            Knowledge::with_folder(path).with_context(|| format!("cannot read {}", path.display()))?
        } else {
            let mut knowledge = knowledge().clone();
            for file in std::fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
                add(&mut knowledge, &file?.path())?;
            }
            knowledge
        }
    } else {
        let mut knowledge = knowledge().clone();
        match add(&mut knowledge, path)? {
            Some(name) => cited.push(name),
            None => {
                return Err(Usage(format!(
                    "{}: is neither a table (states, people, institutions, institution_patterns, organisations, \
                     armed_groups, groups or agents, then -anything.tsv) nor a dictionary (.txt)",
                    path.display()
                ))
                .into());
            }
        }
        knowledge
    };
    let mut findings = audit::audit(knowledge.actors());
    findings.retain(|f| {
        let file = f.entry.rsplit_once(':').map_or(f.entry.as_str(), |(file, _)| file);
        cited.iter().any(|c| c == file)
    });
    Ok(findings)
}

/// Adds one file; the name by which it is cited, none when it is no table.
fn add(knowledge: &mut Knowledge, path: &Path) -> Result<Option<String>> {
    let Some(name) = path.file_name().map(|n| n.to_string_lossy().into_owned()) else { return Ok(None) };
    let read = || std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    if path.extension().is_some_and(|e| e == "txt" || e == "actors") {
        let name = path.display().to_string();
        knowledge.with_dictionary(&name, String::from_utf8_lossy(&read()?).into_owned());
        return Ok(Some(name));
    }
    let name = format!("actors/{name}");
    if path.extension().is_none_or(|e| e != "tsv") || !path.is_file() && path.exists() {
        return Ok(None);
    }
    let text = String::from_utf8(read()?).with_context(|| format!("{} is not UTF-8 text", path.display()))?;
    Ok(knowledge.with(&name, &text).then_some(name))
}
