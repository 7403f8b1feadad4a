//! Tab-separated tables with a header line.

use std::str::FromStr;

use crate::problem::Problem;

/// A table as read: rows with their line numbers.
#[derive(Clone, Debug)]
pub struct Table<'t> {
    file: String,
    columns: Vec<&'t str>,
    rows: Vec<(usize, Vec<&'t str>)>,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub struct Row<'a, 't> {
    table: &'a Table<'t>,
    line: usize,
    cells: &'a [&'t str],
}

impl<'t> Table<'t> {
    /// Reads a table that must have the columns `wanted` (others are allowed and ignored).
    ///
    /// Lines that are short of cells are padded with empty ones; lines with too many are left out and reported.
    pub fn read(file: &str, text: &'t str, wanted: &[&str], problems: &mut Vec<Problem>) -> Self {
        let mut table = Self { file: file.to_owned(), columns: Vec::new(), rows: Vec::new() };
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(n, line)| (n + 1, line.trim_end_matches('\r')))
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let Some((header_line, header)) = lines.next() else {
            problems.push(table.problem(0, None, "holds no header line: the first line must name the columns"));
            return table;
        };
        table.columns = header.split('\t').map(str::trim).collect();
        for name in wanted {
            if !table.columns.contains(name) {
                let message = format!("the header lacks this column; it has: {}", table.columns.join(", "));
                problems.push(table.problem(header_line, Some(name), &message));
            }
        }
        for (line, text) in lines {
            let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
            if cells.len() > table.columns.len() && cells[table.columns.len()..].iter().any(|c| !c.is_empty()) {
                let message = format!(
                    "has {} cells, the header names {}; the line is left out (a tab too many?)",
                    cells.len(),
                    table.columns.len()
                );
                problems.push(table.problem(line, None, &message));
                continue;
            }
            table.rows.push((line, cells));
        }
        table
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_, 't>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }

    fn problem(&self, line: usize, column: Option<&str>, message: &str) -> Problem {
        Problem { file: self.file.clone(), line, column: column.map(str::to_owned), message: message.to_owned() }
    }
}

impl<'t> Row<'_, 't> {
    /// `file:line`, the name by which outputs cite the entry.
    #[must_use]
    pub fn entry(&self) -> String {
        format!("{}:{}", self.table.file, self.line)
    }

    /// A problem with a cell of this row.
    #[must_use]
    pub fn problem(&self, column: &str, message: impl Into<String>) -> Problem {
        self.table.problem(self.line, Some(column), &message.into())
    }

    /// A cell; empty when the column or cell is missing.
    #[must_use]
    pub fn cell(&self, column: &str) -> &'t str {
        self.table
            .columns
            .iter()
            .position(|c| *c == column)
            .and_then(|at| self.cells.get(at))
            .copied()
            .unwrap_or_default()
    }

    /// A cell that must not be empty.
    ///
    /// # Errors
    /// When it is.
    pub fn required(&self, column: &str) -> Result<&'t str, Problem> {
        match self.cell(column) {
            "" => Err(self.problem(column, "is empty and must not be")),
            cell => Ok(cell),
        }
    }

    /// The values of a cell, separated by `|`.
    #[must_use]
    pub fn list(&self, column: &str) -> Vec<String> {
        self.cell(column).split('|').map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned).collect()
    }

    /// A cell read as a value; `None` when empty.
    ///
    /// # Errors
    /// When the cell cannot be read as one.
    pub fn parse<T: FromStr>(&self, column: &str) -> Result<Option<T>, Problem>
    where
        T::Err: std::fmt::Display,
    {
        match self.cell(column) {
            "" => Ok(None),
            cell => cell.parse().map(Some).map_err(|e| self.problem(column, format!("{e}"))),
        }
    }

    /// The values of a cell, each read.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn parse_list<T: FromStr>(&self, column: &str) -> Result<Vec<T>, Problem>
    where
        T::Err: std::fmt::Display,
    {
        self.list(column).iter().map(|v| v.parse().map_err(|e| self.problem(column, format!("{e}")))).collect()
    }
}

/// Reads every row of a table; a row that cannot be read is reported and left out.
pub(crate) fn collect<'t, T>(
    file: &str,
    text: &'t str,
    wanted: &[&str],
    problems: &mut Vec<Problem>,
    read: impl Fn(&Row<'_, 't>) -> Result<T, Problem>,
) -> Vec<T> {
    let table = Table::read(file, text, wanted, problems);
    let mut out = Vec::new();
    for row in table.rows() {
        match read(&row) {
            Ok(value) => out.push(value),
            Err(problem) => problems.push(problem),
        }
    }
    out
}

/// A cell as a value, none when it is empty.
pub(crate) fn optional(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_file_line_and_column() {
        let mut problems = Vec::new();
        let text = "# comment\nid\tname\n\nPRK\tNorth Korea\nKOR\tx\ty\n";
        let table = Table::read("states.tsv", text, &["id", "name", "cow"], &mut problems);
        assert_eq!(
            problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [
                "states.tsv:2: column 'cow': the header lacks this column; it has: id, name",
                "states.tsv:5: has 3 cells, the header names 2; the line is left out (a tab too many?)",
            ]
        );
        let rows: Vec<_> = table.rows().collect();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].cell("name"), "North Korea");
        assert_eq!(rows[0].entry(), "states.tsv:4");
        assert!(rows[0].required("cow").is_err());
    }
}
