//! People in their offices: `people*.tsv`.

use detente_record::Sector;

use super::{Office, Period};
use crate::fold;
use crate::problem::Problem;
use crate::table::{collect, optional};

/// One person in one office.
#[derive(Clone, Debug)]
pub struct PersonOffice {
    /// State or organisation.
    pub country: String,
    /// Name to show; with `country` and `born` the identity of the person.
    pub name: String,
    /// Year of birth, given where two people of one country bear one name.
    pub born: Option<String>,
    /// Other ways of writing it.
    pub aliases: Vec<String>,
    /// The office.
    pub office: Office,
    /// Its title in the words of news.
    pub title: String,
    /// PLOVER sectors.
    pub sectors: Vec<Sector>,
    /// When held.
    pub period: Period,
    /// What else is known.
    pub note: String,
    /// `file:line`.
    pub entry: String,
}

impl PersonOffice {
    pub(crate) const COLUMNS: &'static [&'static str] = &["country", "name", "aliases", "office", "title", "sector"];

    /// Key of the person's identity: country, folded name and, where it is needed to tell two apart, year of birth.
    #[must_use]
    pub fn key(&self) -> String {
        let name = fold::key(&self.name);
        match &self.born {
            None => format!("person:{}:{name}", self.country),
            Some(born) => format!("person:{}:{name}:{born}", self.country),
        }
    }

    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, Self::COLUMNS, problems, |row| {
            let born = optional(row.cell("born"));
            if born.as_ref().is_some_and(|b| b.len() != 4 || b.bytes().any(|c| !c.is_ascii_digit())) {
                return Err(row.problem("born", "is no year: write YYYY"));
            }
            Ok(Self {
                country: row.required("country")?.to_owned(),
                name: row.required("name")?.to_owned(),
                born,
                aliases: row.list("aliases"),
                office: row.parse("office")?.ok_or_else(|| row.problem("office", "is empty and must not be"))?,
                title: row.cell("title").to_owned(),
                sectors: row.parse_list("sector")?,
                period: Period::read(row)?,
                note: row.cell("note").to_owned(),
                entry: row.entry(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;

    #[test]
    fn periods_end_before_the_successor_begins() {
        let text = "country\tname\taliases\toffice\ttitle\tsector\tfrom\tto\n\
                    KOR\tA\t\thead_of_state\tPresident\tGOV\t2017-05-10\t2022-05-10\n\
                    KOR\tB\t\thead_of_state\tPresident\tGOV\t2022\t2021\n\
                    KOR\tC\t\tking\tKing\tGOV\t\t\n";
        let mut problems = Vec::new();
        let people = PersonOffice::read_all("p.tsv", text, &mut problems);
        assert_eq!(people.len(), 1);
        let day = |t: &str| t.parse::<Date>().ok();
        assert!(people[0].period.holds(day("2017-05-10")));
        assert!(!people[0].period.holds(day("2022-05-10")));
        assert!(!people[0].period.holds(None));
        assert_eq!(problems[0].to_string(), "p.tsv:3: column 'to': lies before 'from'");
        assert!(problems[1].to_string().starts_with("p.tsv:4: column 'office': 'king' is not known"));
    }

    #[test]
    fn the_year_of_birth_tells_two_of_one_name_apart() {
        let text = "country\tname\taliases\toffice\ttitle\tsector\tfrom\tto\tnote\tborn\n\
                    AUS\tA B\t\tdefence_minister\t\tGOV\t2013\t2014\t\t1956\n\
                    AUS\tA B\t\tmilitary_chief\t\tMIL\t2024\t\t\t1962\n\
                    AUS\tA B\t\tmilitary_chief\t\tMIL\t2024\t\t\t62\n";
        let mut problems = Vec::new();
        let people = PersonOffice::read_all("p.tsv", text, &mut problems);
        assert_eq!(people[0].key(), "person:AUS:a b:1956");
        assert_ne!(people[0].key(), people[1].key());
        assert_eq!(problems[0].to_string(), "p.tsv:4: column 'born': is no year: write YYYY");
    }
}
