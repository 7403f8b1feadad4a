//! `detente actors add`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use detente_knowledge::audit::{self, Finding};
use detente_knowledge::{Knowledge, fold};

use super::own_folder;
use crate::args::actors::AddArgs;
use crate::commands::{knowledge, knowledge_folder};
use crate::exit::{Exit, Usage};

/// A kind of table: the beginning of its file's name and its columns.
struct Table {
    stem: &'static str,
    columns: &'static [&'static str],
}

const PEOPLE: Table = Table {
    stem: "people",
    columns: &["country", "name", "aliases", "office", "title", "sector", "from", "to", "note", "born"],
};
const INSTITUTIONS: Table = Table {
    stem: "institutions",
    columns: &["id", "country", "sector", "kind", "name", "aliases", "speaks_for", "from", "to", "note"],
};
const ORGANISATIONS: Table = Table {
    stem: "organisations",
    columns: &["id", "kind", "sector", "country", "name", "aliases", "area", "speaks_for", "from", "to", "note"],
};
const AGENTS: Table = Table { stem: "agents", columns: &["noun", "plural", "sector", "kind", "note"] };

/// Kinds that stand in `organisations.tsv`.
const ORGANISATION_KINDS: &[&str] = &[
    "igo",
    "ngo",
    "firm",
    "civil_society",
    "activist",
    "defector",
    "exile",
    "union",
    "religious",
    "armed_group",
    "militia",
    "criminal",
    "ethnic",
    "religious_group",
    "movement",
];

/// Writes an entry, once it is known that it can be read.
pub fn run(args: &AddArgs) -> Result<Exit> {
    let table = match args.kind.as_str() {
        "person" => PEOPLE,
        "agent" => AGENTS,
        kind if ORGANISATION_KINDS.contains(&kind) => ORGANISATIONS,
        _ => INSTITUTIONS,
    };
    let file = file(args, &table)?;
    let stem = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let fits = stem.strip_prefix(table.stem).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    if !fits || file.extension().is_none_or(|e| e != "tsv") {
        let wanted = format!("{}-own.tsv", table.stem);
        return Err(Usage(format!(
            "--file: {} cannot hold this entry: the name of its table begins with '{}', as {wanted} does",
            file.display(),
            table.stem
        ))
        .into());
    }
    let before = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(e) => return Err(e).with_context(|| format!("cannot read {}", file.display())),
    };
    let columns: Vec<&str> = header(&before).unwrap_or_else(|| table.columns.to_vec());
    let row = row(args, &columns)?;
    if let Some(line) = before.lines().position(|l| l == row) {
        anstream::println!("{}:{}: is there already", file.display(), line + 1);
        return Ok(Exit::Done);
    }
    let mut text = if before.is_empty() { format!("{}\n", columns.join("\t")) } else { before };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&row);
    text.push('\n');
    let line = text.lines().count();
    refuse_faults(&file, &text, line)?;
    if let Some(folder) = file.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    write(&file, &text)?;
    anstream::println!("{}:{line}: added", file.display());
    Ok(Exit::Done)
}

/// Where the entry goes.
fn file(args: &AddArgs, table: &Table) -> Result<PathBuf> {
    if let Some(file) = &args.file {
        return Ok(file.clone());
    }
    let folder = knowledge_folder().map(Path::to_path_buf).or_else(own_folder).ok_or_else(|| {
        Usage(
            "there is no home folder to keep your own tables in: say where with --knowledge DIR or --file FILE".into(),
        )
    })?;
    Ok(folder.join("actors").join(format!("{}-own.tsv", table.stem)))
}

/// The columns that a table names.
fn header(text: &str) -> Option<Vec<&str>> {
    let line = text.lines().find(|l| !l.trim().is_empty() && !l.starts_with('#'))?;
    Some(line.split('\t').map(str::trim).collect())
}

/// The entry as a line of a table with these columns.
fn row(args: &AddArgs, columns: &[&str]) -> Result<String, Usage> {
    let given = |name: &str| -> Option<String> {
        Some(match name {
            "id" => args.id.clone().unwrap_or_else(|| {
                let slug = fold::key(&args.name).replace(' ', "-");
                args.country.as_ref().map_or_else(|| slug.clone(), |c| format!("{c}-{slug}"))
            }),
            "name" => args.name.clone(),
            "noun" => args.name.to_lowercase(),
            "aliases" => args.aliases.join("|"),
            "sector" => args.sectors.join("|"),
            "country" => args.country.clone()?,
            "kind" if args.kind == "agent" => "person".to_owned(),
            "kind" => args.kind.clone(),
            "office" => args.office.clone()?,
            "title" => args.title.clone()?,
            "from" => args.from.clone()?,
            "to" => args.to.clone()?,
            "born" => args.born.clone()?,
            "plural" => args.plural.clone()?,
            "speaks_for" => args.speaks_for.clone()?,
            "note" => args.note.clone()?,
            _ => return None,
        })
    };
    let cells: Vec<String> = columns.iter().map(|c| given(c).unwrap_or_default().trim().to_owned()).collect();
    if let Some(cell) = cells.iter().find(|c| c.contains(['\t', '\n', '\r'])) {
        return Err(Usage(format!("'{}' holds a tab or a line end, which a table cannot", cell.escape_debug())));
    }
    Ok(cells.join("\t"))
}

/// Reads the table as it would be, and refuses when the new line is at fault.
fn refuse_faults(file: &Path, text: &str, line: usize) -> Result<()> {
    let name = format!("actors/{}", file.file_name().map(|n| n.to_string_lossy()).unwrap_or_default());
    let mut own: Knowledge = knowledge().clone();
    own.with(&name, text);
    let entry = format!("{name}:{line}");
    let faults: Vec<Finding> =
        audit::audit(own.actors()).into_iter().filter(|f| f.entry == entry && f.kind.is_fault()).collect();
    if let Some(fault) = faults.first() {
        return Err(Usage(format!("the entry is not added: {}", fault.message)).into());
    }
    Ok(())
}

/// Writes the whole table beside the old one and puts it in its place, so that no half table can be left.
fn write(file: &Path, text: &str) -> Result<()> {
    let beside = file.with_extension("tsv.new");
    let told = || format!("cannot write {}", file.display());
    let mut out = std::fs::File::create(&beside).with_context(told)?;
    out.write_all(text.as_bytes()).and_then(|()| out.sync_all()).with_context(told)?;
    std::fs::rename(&beside, file).with_context(told)
}
