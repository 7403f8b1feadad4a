//! Actor codes of CAMEO in PLOVER's terms.

use detente_record::{ActorKind, Sector};

use super::{DictionaryCode, date};

/// Codes of CAMEO for regions: their actors are of no one state.
const REGIONS: &[&str] = &[
    "AFR", "ASA", "BLK", "CAS", "CAU", "CEU", "CFR", "CRB", "EAF", "EEU", "EIN", "EUR", "LAM", "MDT", "MEA", "NAF",
    "NMR", "PGS", "SAF", "SAM", "SAS", "SCN", "SEA", "WAF", "WEU", "WST",
];

/// Codes of CAMEO for states that differ from those of `actors/states.tsv`.
const RENAMED: &[(&str, &str)] =
    &[("KNT", "KNA"), ("KSV", "XKX"), ("ROM", "ROU"), ("TMP", "TLS"), ("USR", "SUN"), ("ZAR", "COD")];

/// What an actor's code begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// A country or region, or a group that stands in its place: three letters, not yet checked against the states.
    Place(String),
    /// Intergovernmental, with the code of the body where there is one.
    Igo(Option<String>),
    /// Non-governmental and international.
    Ngo,
    /// A firm of many countries, with its home where it is given.
    Firm(Option<String>),
    /// An armed group of many countries.
    Armed,
    /// None: a sector alone, or "international".
    Nowhere,
}

/// Reads the inside of a code's brackets.
pub(super) fn read(text: &str) -> Result<DictionaryCode, String> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (code, when) = text.split_at(end);
    if code.is_empty() {
        return Err("names no actor".into());
    }
    if !code.is_char_boundary(3.min(code.len())) || code.len() < 3 {
        return Err(format!("'{code}' is too short: codes are made of three-letter parts"));
    }
    let code = code.to_ascii_uppercase();
    let period = date::period(when)?;
    let (first, rest) = code.split_at(3);
    let second = rest.get(..3).map(str::to_owned);
    let head = match first {
        "IGO" => Head::Igo(second),
        "NGO" | "NGM" => Head::Ngo,
        "MNC" => {
            Head::Firm(second.filter(|s| sector(s).is_none() && !REGIONS.contains(&s.as_str())).map(|s| renamed(&s)))
        }
        "IMG" => Head::Armed,
        "INT" | "UIS" | "TOP" | "MID" => Head::Nowhere,
        _ if sector(first).is_some() || REGIONS.contains(&first) => Head::Nowhere,
        place => Head::Place(renamed(place)),
    };
    let from = if sector(first).is_some() { code.as_str() } else { rest };
    let (mut sectors, _) = self::sectors(from);
    let kind = kind(&head, &sectors);
    if sectors.is_empty() {
        sectors.extend(match head {
            Head::Ngo => Some(Sector::Soc),
            Head::Firm(_) => Some(Sector::Bus),
            Head::Armed => Some(Sector::Reb),
            _ => None,
        });
    }
    Ok(DictionaryCode { code, head, sectors, kind, period, entry: String::new() })
}

fn renamed(place: &str) -> String {
    RENAMED.iter().find(|(cameo, _)| *cameo == place).map_or(place, |(_, ours)| ours).to_owned()
}

/// The sectors of a run of three-letter parts, and the first part that is none.
pub(super) fn sectors(code: &str) -> (Vec<Sector>, Option<String>) {
    let mut out = Vec::new();
    let mut unknown = None;
    for part in code.as_bytes().chunks(3) {
        let part = String::from_utf8_lossy(part);
        match sector(&part) {
            Some(sector) if !out.contains(&sector) => out.push(sector),
            Some(_) => {}
            None => unknown = unknown.or(Some(part.into_owned())),
        }
    }
    (out, unknown)
}

/// A role code of CAMEO (codebook, chapter 3) as a PLOVER sector. CAMEO's MED is the media, PLOVER's is health.
fn sector(part: &str) -> Option<Sector> {
    Some(match part {
        "MED" => Sector::Jrn,
        "HLH" => Sector::Med,
        "HRI" | "ENV" | "DEV" | "NGO" | "NGM" => Sector::Soc,
        "INS" | "SEP" | "RAD" => Sector::Reb,
        "MNC" => Sector::Bus,
        "SET" => Sector::Cvl,
        "PTY" | "PAR" => Sector::Pty,
        // Religions (codebook, chapter 5): whoever is coded by one is coded for it.
        "ATH" | "BAH" | "BUD" | "CHR" | "CON" | "HIN" | "JAN" | "JEW" | "MUS" | "SHN" | "SIK" | "TAO" | "ZRO" => {
            Sector::Rel
        }
        "MOD" | "PRE" => return None,
        other => other.parse().ok()?,
    })
}

/// What a code says an actor is. A name with a government's code is taken for an institution; the catalogue makes a
/// person of it where dates or another entry say so.
fn kind(head: &Head, sectors: &[Sector]) -> ActorKind {
    match (head, sectors.first()) {
        (Head::Igo(_), _) => ActorKind::Igo,
        (Head::Ngo, _) => ActorKind::Ngo,
        (Head::Firm(_), _) => ActorKind::Company,
        (Head::Armed, _) | (_, Some(Sector::Reb)) => ActorKind::ArmedGroup,
        (Head::Place(_), None) => ActorKind::State,
        (_, Some(Sector::Mil)) => ActorKind::Military,
        (_, Some(Sector::Pty)) => ActorKind::Party,
        (_, Some(Sector::Jrn)) => ActorKind::Media,
        (_, Some(Sector::Bus)) => ActorKind::Company,
        (_, Some(Sector::Eli)) => ActorKind::Person,
        (_, Some(Sector::Gov | Sector::Jud | Sector::Leg | Sector::Cop | Sector::Spy)) => ActorKind::Institution,
        _ => ActorKind::Organisation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_codes() {
        let read = |t: &str| read(t).map(|c| (c.head, c.sectors, c.kind));
        let place = |p: &str| Head::Place(p.into());
        assert_eq!(read("AFG"), Ok((place("AFG"), vec![], ActorKind::State)));
        assert_eq!(
            read("KORGOVBUS 20040701-20061201"),
            Ok((place("KOR"), vec![Sector::Gov, Sector::Bus], ActorKind::Institution))
        );
        assert_eq!(read("IGOUNOREFHCR").map(|c| c.0), Ok(Head::Igo(Some("UNO".into()))));
        assert_eq!(read("MNCUSAHLH").map(|c| c.0), Ok(Head::Firm(Some("USA".into()))));
        assert_eq!(read("USAMED").map(|c| c.1), Ok(vec![Sector::Jrn]));
        assert_eq!(read("ELI"), Ok((Head::Nowhere, vec![Sector::Eli], ActorKind::Person)));
        assert_eq!(read("MEAREB"), Ok((Head::Nowhere, vec![Sector::Reb], ActorKind::ArmedGroup)));
        assert_eq!(read("TMPGOV").map(|c| c.0), Ok(place("TLS")));
        assert_eq!(read("MUSREB").map(|c| c.1), Ok(vec![Sector::Rel, Sector::Reb]));
        assert!(read("---").is_err());
        assert!(read("US").is_err());
        assert!(read("USA 99").is_err());
    }
}
