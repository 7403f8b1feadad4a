//! The gazetteer: `knowledge/places/`.
//!
//! The shipped tables hold some forty thousand places. They are not read at start: the build script writes an index
//! over their names, sorted by key, and a look-up is a binary search in that text and a reading of the rows found.
//! A user's own tables are read when they are given.

use detente_record::PlaceLevel;
use rustc_hash::FxHashMap;

use crate::fold;
use crate::problem::Problem;
use crate::table::{Row, Table};

static INDEX: &str = include_str!(concat!(env!("OUT_DIR"), "/places.idx"));
static NAMED: &str = include_str!("../../../knowledge/places/named.tsv");
static DIVISIONS: &str = include_str!("../../../knowledge/places/divisions.tsv");
static CITIES: &str = include_str!("../../../knowledge/places/cities.tsv");
static COUNTRIES: &str = include_str!("../../../knowledge/places/countries.tsv");

/// Columns of `named.tsv`; the others hold a part of them.
const NAMED_COLUMNS: &[&str] = &["name", "names", "level", "country", "latitude", "longitude"];
const DIVISION_COLUMNS: &[&str] = &["name", "names", "country", "latitude", "longitude"];
const CITY_COLUMNS: &[&str] = &["name", "names", "country", "within", "latitude", "longitude", "population"];
const COUNTRY_COLUMNS: &[&str] = &["country", "latitude", "longitude"];

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct GazetteerPlace {
    /// Its name.
    pub name: String,
    /// What it is.
    pub level: PlaceLevel,
    /// Codes of the states it lies in, or that it lies between or that claim it.
    pub countries: Vec<String>,
    /// The first-level division it lies in, where that is known.
    pub within: Option<String>,
    /// Latitude and longitude, degrees, WGS 84.
    pub position: (f64, f64),
    /// People who live there; 0 where that is not known.
    pub population: u32,
    /// Whether the asked name is its main name.
    pub main: bool,
    /// `file:line`.
    pub entry: String,
}

/// All places that knowledge holds.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    own: FxHashMap<String, Vec<GazetteerPlace>>,
}

/// A table of the shipped gazetteer.
struct Shipped {
    file: &'static str,
    text: &'static str,
    columns: &'static [&'static str],
}

impl Shipped {
    fn of(letter: u8) -> Option<Self> {
        Some(match letter {
            b'n' => Self { file: "places/named.tsv", text: NAMED, columns: NAMED_COLUMNS },
            b'd' => Self { file: "places/divisions.tsv", text: DIVISIONS, columns: DIVISION_COLUMNS },
            b'c' => Self { file: "places/cities.tsv", text: CITIES, columns: CITY_COLUMNS },
            _ => return None,
        })
    }

    /// The place of a reference of the index: letter, line, byte offset.
    fn place(reference: &str, key: &str) -> Option<GazetteerPlace> {
        let table = Self::of(*reference.as_bytes().first()?)?;
        let (line, offset) = reference.get(1..)?.split_once(':')?;
        let row = table.text.get(offset.parse().ok()?..)?.lines().next()?;
        let mut cells = row.split('\t').map(str::trim);
        let mut place = GazetteerPlace {
            name: String::new(),
            level: if table.file.ends_with("cities.tsv") { PlaceLevel::City } else { PlaceLevel::Division },
            countries: Vec::new(),
            within: None,
            position: (0.0, 0.0),
            population: 0,
            main: false,
            entry: format!("{}:{line}", table.file),
        };
        for column in table.columns {
            let cell = cells.next().unwrap_or_default();
            match *column {
                "name" => {
                    place.main = fold::key(cell) == key;
                    cell.clone_into(&mut place.name);
                }
                "level" => place.level = cell.parse().ok()?,
                "country" => {
                    place.countries = cell.split('|').filter(|c| !c.is_empty()).map(str::to_owned).collect();
                }
                "within" => place.within = (!cell.is_empty()).then(|| cell.to_owned()),
                "latitude" => place.position.0 = cell.parse().ok()?,
                "longitude" => place.position.1 = cell.parse().ok()?,
                "population" => place.population = cell.parse().unwrap_or(0),
                _ => {}
            }
        }
        Some(place)
    }
}

/// The line of the index for a key.
fn indexed(key: &str) -> Option<&'static str> {
    let bytes = INDEX.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[..middle].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let length = bytes[start..].iter().position(|b| *b == b'\n')?;
        let line = INDEX.get(start..start + length)?;
        let (found, rows) = line.split_once('\t')?;
        match found.cmp(key) {
            std::cmp::Ordering::Equal => return Some(rows),
            std::cmp::Ordering::Less => low = start + line.len() + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

impl Gazetteer {
    /// The places of a name, those of a user's own tables first, then the named places of conflict news, divisions
    /// and cities, in the order of the tables.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<GazetteerPlace> {
        let key = fold::key(name);
        let mut out: Vec<GazetteerPlace> = self.own.get(&key).cloned().unwrap_or_default();
        if !key.is_empty() {
            let rows = indexed(&key).unwrap_or_default();
            out.extend(rows.split(',').filter_map(|reference| Shipped::place(reference, &key)));
        }
        out
    }

    /// Whether any place bears a name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        let key = fold::key(name);
        !key.is_empty() && (indexed(&key).is_some() || self.own.contains_key(&key))
    }

    /// Position of a state or territory, about its middle, and the entry that gives it.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<((f64, f64), String)> {
        if let Some(own) = self.own.get(&fold::key(code)).into_iter().flatten().find(|p| p.level == PlaceLevel::Country)
        {
            return Some((own.position, own.entry.clone()));
        }
        COUNTRIES.lines().enumerate().find_map(|(number, line)| {
            let mut cells = line.split('\t');
            if cells.next()? != code {
                return None;
            }
            let position = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
            Some((position, format!("places/countries.tsv:{}", number + 1)))
        })
    }

    /// Adds a user's own table, with the columns of `named.tsv`; `within` and `population` may be there too.
    pub fn add(&mut self, file: &str, text: &str, problems: &mut Vec<Problem>) {
        for row in Table::read(file, text, &["name", "level", "country", "latitude", "longitude"], problems).rows() {
            match read(&row, None) {
                Ok((place, names)) => {
                    for key in names {
                        let main = key == fold::key(&place.name);
                        self.own.entry(key).or_default().push(GazetteerPlace { main, ..place.clone() });
                    }
                }
                Err(problem) => problems.push(problem),
            }
        }
    }

    /// What is wrong with the shipped tables; reads them whole.
    #[must_use]
    pub fn check() -> Vec<Problem> {
        let mut problems = Vec::new();
        for letter in [b'n', b'd', b'c'] {
            let Some(table) = Shipped::of(letter) else { continue };
            let level = match letter {
                b'd' => Some(PlaceLevel::Division),
                b'c' => Some(PlaceLevel::City),
                _ => None,
            };
            let read_all = Table::read(table.file, table.text, table.columns, &mut problems);
            problems.extend(read_all.rows().filter_map(|row| read(&row, level).err()));
        }
        let countries = Table::read("places/countries.tsv", COUNTRIES, COUNTRY_COLUMNS, &mut problems);
        problems.extend(countries.rows().filter_map(|row| position(&row).err()));
        problems
    }
}

fn position(row: &Row<'_, '_>) -> Result<(f64, f64), Problem> {
    let degrees = |column: &str, most: f64| {
        row.required(column)?;
        let value: f64 = row.parse(column)?.unwrap_or(f64::NAN);
        if value.abs() <= most {
            Ok(value)
        } else {
            Err(row.problem(column, format!("must be degrees between -{most} and {most}")))
        }
    };
    Ok((degrees("latitude", 90.0)?, degrees("longitude", 180.0)?))
}

/// A row and the keys of all its names.
fn read(row: &Row<'_, '_>, level: Option<PlaceLevel>) -> Result<(GazetteerPlace, Vec<String>), Problem> {
    let name = row.required("name")?;
    let level = match level {
        Some(level) => level,
        None => row.parse("level")?.ok_or_else(|| row.problem("level", "is empty and must not be"))?,
    };
    let mut keys: Vec<String> = std::iter::once(fold::key(name))
        .chain(row.list("names").iter().map(|n| fold::key(n)))
        .filter(|k| !k.is_empty())
        .collect();
    keys.sort();
    keys.dedup();
    if keys.is_empty() {
        return Err(row.problem("name", "holds no letter"));
    }
    let place = GazetteerPlace {
        name: name.to_owned(),
        level,
        countries: row.list("country"),
        within: Some(row.cell("within")).filter(|w| !w.is_empty()).map(str::to_owned),
        position: position(row)?,
        population: row.parse("population")?.unwrap_or(0),
        main: true,
        entry: row.entry(),
    };
    Ok((place, keys))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_by_any_spelling() {
        let gazetteer = Gazetteer::default();
        for (name, country) in [
            ("Panmunjom", "PRK"),
            ("PANMUNJOM", "PRK"),
            ("Khan Yunis", "PSE"),
            ("Deir Ez Zor", "SYR"),
            ("Sana'a", "YEM"),
            ("Sana’a", "YEM"),
            ("Kiev", "UKR"),
            ("Córdoba", "ARG"),
            ("Cordoba", "ARG"),
            ("Helmand", "AFG"),
            ("Lashkar Gah", "AFG"),
        ] {
            let found = gazetteer.named(name);
            assert!(
                found.iter().any(|p| p.countries.iter().any(|c| c == country)),
                "{name} is not found in {country}: {found:?}"
            );
        }
        assert!(gazetteer.named("").is_empty());
        assert!(gazetteer.named("Nowhere in Particular").is_empty());
    }

    #[test]
    fn every_key_of_the_index_is_found_and_its_rows_are_read() {
        let mut last = "";
        for line in INDEX.lines() {
            let (key, rows) = line.split_once('\t').unwrap_or_default();
            assert!(last < key, "{last:?} and {key:?} are not in order");
            last = key;
            assert_eq!(indexed(key), Some(rows), "{key}");
        }
        for line in INDEX.lines().step_by(97) {
            let (key, rows) = line.split_once('\t').unwrap_or_default();
            assert_eq!(
                rows.split(',').filter_map(|r| Shipped::place(r, key)).count(),
                rows.split(',').count(),
                "{key}"
            );
        }
    }

    #[test]
    fn entries_name_file_and_line() {
        let places = Gazetteer::default().named("Panmunjom");
        let entry = &places[0].entry;
        let line: usize = entry.rsplit(':').next().and_then(|n| n.parse().ok()).unwrap_or(0);
        assert!(entry.starts_with("places/named.tsv:"));
        assert!(NAMED.lines().nth(line - 1).is_some_and(|l| l.starts_with("Panmunjom\t")), "{entry}");
    }

    #[test]
    fn the_shipped_tables_have_no_faults() {
        assert_eq!(Gazetteer::check(), []);
    }

    #[test]
    fn own_tables_add_places_and_faults_are_told() {
        let mut gazetteer = Gazetteer::default();
        let mut problems = Vec::new();
        let text = "name\tnames\tlevel\tcountry\tlatitude\tlongitude\n\
                    Hill 881\tHill 881 South\tpoint\tVNM\t16.6\t106.6\n\
                    Nowhere\t\tplanet\t\t0\t0\nFar\t\tcity\t\t95\t0\n";
        gazetteer.add("mine.tsv", text, &mut problems);
        assert_eq!(gazetteer.named("hill 881 south").len(), 1);
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("mine.tsv:3: column 'level'"), "{told:?}");
        assert!(told[1].starts_with("mine.tsv:4: column 'latitude'"), "{told:?}");
    }

    #[test]
    fn states_have_positions() {
        let gazetteer = Gazetteer::default();
        let (position, entry) = gazetteer.country("KOR").unwrap_or_default();
        assert_eq!(position, (37.0, 127.5));
        assert!(entry.starts_with("places/countries.tsv:"));
        assert!(gazetteer.country("R-EUR").is_none());
    }
}
