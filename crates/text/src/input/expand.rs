//! From what the user names to the files it stands for, in order.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use walkdir::WalkDir;

use super::{InputFormat, io_problem};
use crate::error::{Place, Problem, ReadError};

/// One thing to read.
pub(crate) enum Found {
    /// Standard input.
    StandardInput,
    /// A file, with its name for the user.
    File(PathBuf, String),
}

/// Expands names one after the other: a directory to its files of known endings, sorted by name, whatever is hidden
/// left out; a pattern to the files it matches, sorted; `-` to standard input.
pub(crate) struct Expand {
    names: VecDeque<PathBuf>,
    walk: Option<Walk>,
    any_ending: bool,
}

struct Walk {
    entries: walkdir::IntoIter,
    /// What the user named.
    name: String,
    pattern: Option<GlobMatcher>,
    found: usize,
    skipped: usize,
}

impl Expand {
    /// An expansion of these names; with `any_ending`, files of a directory are read whatever their ending.
    pub(crate) fn new(names: impl IntoIterator<Item = PathBuf>, any_ending: bool) -> Self {
        Self { names: names.into_iter().collect(), walk: None, any_ending }
    }

    fn start(&mut self, path: PathBuf) -> Option<Result<Found, ReadError>> {
        let name = path.display().to_string();
        if name == "-" {
            return Some(Ok(Found::StandardInput));
        }
        match std::fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => {
                self.walk = Some(Walk::of(&path, name, None));
                None
            }
            Ok(_) => Some(Ok(Found::File(path, name))),
            Err(_) if name.contains(['*', '?', '[', '{']) => match pattern(&name) {
                Ok(matcher) => {
                    self.walk = Some(Walk::of(&base(&path), name, Some(matcher)));
                    None
                }
                Err(problem) => Some(Err(ReadError::new(Place::file(name), problem))),
            },
            Err(error) => Some(Err(io_problem(Place::file(name), &error))),
        }
    }
}

impl Iterator for Expand {
    type Item = Result<Found, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(walk) = &mut self.walk {
                if let Some(item) = walk.next(self.any_ending) {
                    return Some(item);
                }
                let last = self.walk.take().and_then(Walk::finish);
                if let Some(error) = last {
                    return Some(Err(error));
                }
            }
            let path = self.names.pop_front()?;
            if let Some(item) = self.start(path) {
                return Some(item);
            }
        }
    }
}

impl Walk {
    fn of(base: &Path, name: String, pattern: Option<GlobMatcher>) -> Self {
        let entries = WalkDir::new(base).follow_links(true).sort_by_file_name().into_iter();
        Self { entries, name, pattern, found: 0, skipped: 0 }
    }

    fn next(&mut self, any_ending: bool) -> Option<Result<Found, ReadError>> {
        loop {
            let entry = match self.entries.next()? {
                Ok(entry) => entry,
                Err(error) => {
                    let file = error.path().map_or_else(|| self.name.clone(), |p| p.display().to_string());
                    if self.pattern.is_some()
                        && error.io_error().is_some_and(|e| e.kind() == std::io::ErrorKind::NotFound)
                    {
                        continue;
                    }
                    let problem = match error.io_error() {
                        Some(error) => return Some(Err(io_problem(Place::file(file), error))),
                        None => Problem::Unreadable("the directory contains itself by a link".into()),
                    };
                    return Some(Err(ReadError::new(Place::file(file), problem)));
                }
            };
            let hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
            if entry.file_type().is_dir() {
                if hidden {
                    self.entries.skip_current_dir();
                }
                continue;
            }
            if hidden {
                continue;
            }
            let path = entry.into_path();
            // A pattern without a directory is looked for here, and named without it.
            let path = match &self.pattern {
                Some(_) => path.strip_prefix("./").map(Path::to_path_buf).unwrap_or(path),
                None => path,
            };
            let name = path.display().to_string();
            match &self.pattern {
                Some(pattern) if !pattern.is_match(&path) => continue,
                None if !any_ending && InputFormat::of_name(&name).is_none() => {
                    self.skipped += 1;
                    continue;
                }
                _ => {}
            }
            self.found += 1;
            return Some(Ok(Found::File(path, name)));
        }
    }

    /// What has to be said of it at the end.
    fn finish(self) -> Option<ReadError> {
        let problem = match (self.found, &self.pattern, self.skipped) {
            (0, Some(_), _) => Problem::NoMatch,
            (0, None, 0) => Problem::EmptyDirectory,
            (_, _, 0) => return None,
            (_, _, skipped) => Problem::SkippedFiles(skipped),
        };
        Some(ReadError::new(Place::file(self.name), problem))
    }
}

fn pattern(name: &str) -> Result<GlobMatcher, Problem> {
    GlobBuilder::new(name)
        .literal_separator(true)
        .build()
        .map(|glob| glob.compile_matcher())
        .map_err(|error| Problem::BadPattern(error.kind().to_string()))
}

/// The directory above the first part of a path that is a pattern.
fn base(path: &Path) -> PathBuf {
    let base: PathBuf =
        path.components().take_while(|c| !c.as_os_str().to_string_lossy().contains(['*', '?', '[', '{'])).collect();
    if base.as_os_str().is_empty() { PathBuf::from(".") } else { base }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(expand: Expand, root: &Path) -> Vec<String> {
        expand
            .map(|item| match item {
                Ok(Found::StandardInput) => "-".into(),
                Ok(Found::File(path, _)) => path.strip_prefix(root).unwrap_or(&path).display().to_string(),
                Err(error) => error.problem.to_string(),
            })
            .collect()
    }

    #[test]
    fn directories_and_patterns() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        std::fs::create_dir_all(root.join("b/.hidden")).unwrap();
        for name in ["b/2.txt", "b/1.jsonl.gz", "a.html", ".secret.txt", "b/.hidden/x.txt", "c.pdf"] {
            std::fs::write(root.join(name), "x").unwrap();
        }
        let all = files(Expand::new([root.to_path_buf(), "-".into()], false), root);
        assert_eq!(
            all,
            ["a.html", "b/1.jsonl.gz", "b/2.txt", "1 files with endings not known here were passed over", "-"]
        );
        assert_eq!(files(Expand::new([root.join("*/*.txt")], false), root), ["b/2.txt"]);
        assert_eq!(files(Expand::new([root.join("**/*.{txt,html}")], false), root), ["a.html", "b/2.txt"]);
        assert_eq!(files(Expand::new([root.join("*.md")], false), root), ["no file matches this pattern"]);
        assert_eq!(files(Expand::new([root.join("none.txt")], false), root), ["there is no such file or directory"]);
    }
}
