//! Datelines: "PYONGYANG, June 22 (Xinhua) --", "WASHINGTON, Jan 3, 2019 /PRNewswire/ --", "LONDON — ".

use detente_record::{Precision, Witness};

use crate::dates;

/// A dateline stands within so many bytes at the head of a paragraph.
const REACH: usize = 140;
/// A place in a dateline has at most so many bytes.
const LONGEST_PLACE: usize = 60;

/// A dateline as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// Its length in bytes, the dash included.
    pub len: usize,
    /// "PYONGYANG", "KYIV, Ukraine".
    pub place: Option<String>,
    /// The words of the date, its month and day, and its year if it has one.
    pub date: Option<(String, i8, i8, Option<i16>)>,
    /// "Xinhua".
    pub agency: Option<String>,
}

/// Words in capitals that stand before a dash and name no place.
const NO_PLACE: &[&str] = &[
    "UPDATE",
    "BREAKING",
    "WATCH",
    "EXCLUSIVE",
    "OPINION",
    "ANALYSIS",
    "LIVE",
    "NEW",
    "VIDEO",
    "PHOTOS",
    "CORRECTION",
    "NATO",
    "ASEAN",
    "KCNA",
    "UNICEF",
    "OPEC",
    "FILE",
    "NOTE",
    "FACTBOX",
    "EXPLAINER",
    "TIMELINE",
    "COMMENTARY",
    "EDITORIAL",
    "INTERVIEW",
    "WARNING",
    "UPDATED",
    "ALERT",
    "URGENT",
    "UNESCO",
    "THAAD",
    "AUKUS",
    "BRICS",
    "FBI",
    "CIA",
    "UN",
    "EU",
    "USA",
    "WHO",
    "IMF",
    "IAEA",
    "OK",
    "END",
];

/// Cities that are written in small letters before a dash alone.
const CITIES: &[&str] = &[
    "Seoul",
    "Pyongyang",
    "Tokyo",
    "Beijing",
    "Moscow",
    "Kyiv",
    "Kiev",
    "London",
    "Paris",
    "Berlin",
    "Brussels",
    "Geneva",
    "Vienna",
    "Rome",
    "Madrid",
    "Washington",
    "New York",
    "United Nations",
    "Jerusalem",
    "Tel Aviv",
    "Gaza",
    "Gaza City",
    "Ramallah",
    "Beirut",
    "Damascus",
    "Baghdad",
    "Tehran",
    "Kabul",
    "Islamabad",
    "New Delhi",
    "Delhi",
    "Dhaka",
    "Colombo",
    "Kathmandu",
    "Hanoi",
    "Manila",
    "Jakarta",
    "Bangkok",
    "Singapore",
    "Hong Kong",
    "Taipei",
    "Canberra",
    "Sydney",
    "Ankara",
    "Istanbul",
    "Cairo",
    "Khartoum",
    "Tripoli",
    "Tunis",
    "Algiers",
    "Rabat",
    "Nairobi",
    "Addis Ababa",
    "Mogadishu",
    "Lagos",
    "Abuja",
    "Johannesburg",
    "Pretoria",
    "Harare",
    "Kinshasa",
    "Havana",
    "Caracas",
    "Bogota",
    "Lima",
    "Brasilia",
    "Buenos Aires",
    "Mexico City",
    "Ottawa",
    "Warsaw",
    "Prague",
    "Budapest",
    "Bucharest",
    "Sofia",
    "Athens",
    "Belgrade",
    "Sarajevo",
    "Pristina",
    "Minsk",
    "Tbilisi",
    "Yerevan",
    "Baku",
    "Riyadh",
    "Doha",
    "Dubai",
    "Abu Dhabi",
    "Sanaa",
    "Aden",
    "Amman",
    "Kuwait City",
    "Panmunjom",
    "Paju",
    "Ulaanbaatar",
    "Vladivostok",
    "The Hague",
    "Copenhagen",
    "Stockholm",
    "Oslo",
    "Helsinki",
];

/// Reads the dateline that a paragraph begins with.
pub(crate) fn read(paragraph: &str) -> Option<Dateline> {
    let head = &paragraph[..paragraph.floor_char_boundary(paragraph.len().min(REACH))];
    if !head.starts_with(|c: char| c.is_uppercase() || c == '(') {
        return None;
    }
    separators(head).find_map(|(at, len)| {
        let mut dateline = before_dash(head[..at].trim_end(), &head[at..at + len])?;
        let rest = paragraph[at + len..].trim_start();
        if dateline.agency.is_none()
            && !rest.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '‘' | '\''))
        {
            return None;
        }
        dateline.len = at + len;
        Some(dateline)
    })
}

/// The dashes at which a dateline may end, and their lengths; the first few only.
fn separators(head: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    const DASHES: [&str; 6] = ["--", "—", "–", " - ", "/. ", "): "];
    let mut found: Vec<(usize, usize)> = DASHES
        .iter()
        .flat_map(|dash| head.match_indices(dash).take(2))
        .map(|(at, dash)| match dash {
            " - " => (at + 1, 1),
            "/. " => (at + 1, 1),
            "): " => (at + 1, 1),
            _ => (at, dash.len()),
        })
        .collect();
    found.sort_unstable();
    found.into_iter().take(4)
}

fn before_dash(head: &str, dash: &str) -> Option<Dateline> {
    let (rest, agency) = agency_of(head);
    if agency.is_none() && matches!(dash, "." | ":") {
        return None;
    }
    let (place, date) = place_and_date(rest.trim_end_matches([',', '.', ' ']))?;
    if agency.is_none() {
        let place = place.as_deref()?;
        let city = place.split(", ").next().unwrap_or_default();
        let capitals = city.chars().filter(|c| c.is_alphabetic()).count() >= 3
            && city.chars().all(|c| !c.is_lowercase())
            && !NO_PLACE.contains(&city);
        let known = dash != "-" && CITIES.contains(&city);
        if date.is_none() && !capitals && !known {
            return None;
        }
    }
    Some(Dateline { len: 0, place, date, agency })
}

/// "(Reuters)" or "/PRNewswire/" at the end of a dateline's head; and what stands before it.
fn agency_of(head: &str) -> (&str, Option<String>) {
    for (open, close) in [('(', ')'), ('/', '/'), ('[', ']')] {
        if let Some(inner) = head.strip_suffix(close)
            && let Some((rest, name)) = inner.rsplit_once(open)
        {
            let name = name.trim();
            if (2..=40).contains(&name.len()) && name.chars().any(char::is_alphabetic) && !name.contains(['(', '.']) {
                return (rest, Some(name.to_owned()));
            }
        }
    }
    (head, None)
}

type Date = (String, i8, i8, Option<i16>);

/// Splits "WASHINGTON, Jan 3, 2019" into place and date; none if a part is neither.
fn place_and_date(rest: &str) -> Option<(Option<String>, Option<Date>)> {
    let rest = rest.trim();
    if rest.is_empty() {
        return Some((None, None));
    }
    let starts: Vec<usize> = std::iter::once(0).chain(rest.match_indices(", ").map(|(at, _)| at + 2)).collect();
    // The longest tail that is a date.
    for &at in &starts {
        if let Some(date) = date_of(rest[at..].trim()) {
            let place = rest[..at].trim_end_matches([',', ' ']);
            return if place.is_empty() {
                Some((None, Some(date)))
            } else {
                is_place(place).then(|| (Some(place.to_owned()), Some(date)))
            };
        }
    }
    // "SEOUL June 22".
    let cut = rest.match_indices(' ').map(|(at, _)| at + 1).find(|&at| date_of(&rest[at..]).is_some());
    if let Some(at) = cut {
        let place = rest[..at].trim_end_matches([',', ' ']);
        return is_place(place).then(|| (Some(place.to_owned()), date_of(&rest[at..])));
    }
    is_place(rest).then(|| (Some(rest.to_owned()), None))
}

/// "June 22", "22 June", "Jan 3, 2019", "Sept. 9".
fn date_of(text: &str) -> Option<Date> {
    if text.len() > 24 || !text.bytes().any(|b| b.is_ascii_digit()) || !text.bytes().any(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    if !begins_date(text) {
        return None;
    }
    if let Ok(found) = dates::parse(text, Witness::Dateline, None) {
        let date = found.date;
        return (found.precision == Precision::Day)
            .then(|| (text.to_owned(), date.month(), date.day(), Some(date.year())));
    }
    // A leap year, so that 29 February can be read.
    let found = dates::parse(&format!("{text} 2000"), Witness::Dateline, None).ok()?;
    (found.precision == Precision::Day).then(|| (text.to_owned(), found.date.month(), found.date.day(), None))
}

/// Whether the first word is a number or the name of a month, so that no place is taken for part of a date.
fn begins_date(text: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = text.get(..3).unwrap_or_default().to_ascii_lowercase();
    text.starts_with(|c: char| c.is_ascii_digit()) || MONTHS.contains(&lower.as_str())
}

fn is_day_of_week(word: &str) -> bool {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].contains(&word)
}

fn is_place(place: &str) -> bool {
    place.len() <= LONGEST_PLACE
        && place.split(' ').count() <= 6
        && !place.split([' ', ',']).any(is_day_of_week)
        && !place.split(' ').next().is_some_and(|w| w != "The" && super::words::is_function(&w.to_lowercase()))
        && !place.contains(['"', '“', '(', ';', ':', '?', '!'])
        && place.split([' ', '-', '/']).filter(|w| !w.is_empty()).all(|word| {
            word.starts_with(char::is_uppercase)
                || matches!(
                    word,
                    "de" | "al"
                        | "of"
                        | "the"
                        | "la"
                        | "el"
                        | "and"
                        | "upon"
                        | "le"
                        | "du"
                        | "di"
                        | "am"
                        | "dong"
                        | "gun"
                        | "ri"
                        | "si"
                        | "do"
                        | "aboard"
                        | "near"
                )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(String, String, String, String)> {
        read(text).map(|d| {
            let date =
                d.date.map(|(_, m, day, y)| format!("{m}/{day}{}", y.map(|y| format!("/{y}")).unwrap_or_default()));
            (
                d.place.unwrap_or_default(),
                date.unwrap_or_default(),
                d.agency.unwrap_or_default(),
                text[d.len..].trim().to_owned(),
            )
        })
    }

    #[test]
    fn datelines() {
        for (text, place, date, agency) in [
            ("PYONGYANG, June 22 (Xinhua) -- The North", "PYONGYANG", "6/22", "Xinhua"),
            ("Pyongyang, May 26 (KCNA) -- Kim Kang Il", "Pyongyang", "5/26", "KCNA"),
            ("SEOUL (Reuters) - North Korea", "SEOUL", "", "Reuters"),
            ("SEOUL, June 22 (Reuters) - North Korea", "SEOUL", "6/22", "Reuters"),
            ("WASHINGTON, Jan 3, 2019 /PRNewswire/ -- Acme", "WASHINGTON", "1/3/2019", "PRNewswire"),
            ("LONDON — The government", "LONDON", "", ""),
            ("KYIV, Ukraine (AP) — Russia", "KYIV, Ukraine", "", "AP"),
            ("SEOUL, Feb. 29 (Yonhap) -- The", "SEOUL", "2/29", "Yonhap"),
            ("(Yonhap) -- The", "", "", "Yonhap"),
            ("MOSCOW, January 9. /TASS/. Russia", "MOSCOW", "1/9", "TASS"),
            ("RIO DE JANEIRO – Brazil", "RIO DE JANEIRO", "", ""),
            ("Seoul, 22 June 2020 – The", "Seoul", "6/22/2020", ""),
            ("Jerusalem — The", "Jerusalem", "", ""),
        ] {
            let found = parts(text).unwrap_or_else(|| panic!("no dateline in {text}"));
            assert_eq!((found.0.as_str(), found.1.as_str(), found.2.as_str()), (place, date, agency), "{text}");
        }
    }

    #[test]
    fn no_datelines() {
        for text in [
            "North Korea - which has said so - sent leaflets",
            "NATO — the alliance — said",
            "Kim Yo Jong -- his sister -- said",
            "The North’s leader (Kim Jong Un) — said",
            "BREAKING — The North",
            "On Sunday, May 26 — The day",
            "",
            "— so",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
