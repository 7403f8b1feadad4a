//! From the cells of a row to its events.

use std::borrow::Cow;
use std::collections::BTreeMap;

use detente_memory::day;
use detente_memory::foreign::{Detail, Event, Keyed, Side};
use detente_record::EventType;
use jiff::civil::Date;

use crate::codes::{Codes, System};
use crate::dates::{self, DateOrder};
use crate::format::Format;
use crate::layout::{Layout, Role};

/// How often each small damage was mended.
pub type Notes = BTreeMap<String, u64>;

/// Adds one to a note.
pub(crate) fn note(notes: &mut Notes, what: &str) {
    match notes.get_mut(what) {
        Some(n) => *n += 1,
        None => {
            notes.insert(what.to_owned(), 1);
        }
    }
}

/// The events of a row; more than one where it lists several actors or recipients.
///
/// # Errors
/// In plain words, why it cannot be imported.
pub fn events(
    cells: &[Cow<'_, str>],
    raw: &str,
    layout: &Layout,
    order: Option<DateOrder>,
    codes: &mut Codes<'_>,
    notes: &mut Notes,
) -> Result<Vec<Keyed>, String> {
    let row = Cells { cells, layout };
    let on = dates::day(row.cell(Role::Day), order)?;
    let mut event = Event { id: row.text(Role::Id), day: day::number(on), ..Event::default() };
    kind(&row, &mut event, codes, notes)?;
    event.detail = detail(&row, on, codes, notes);
    event.score = event.score.or_else(|| row.real(Role::Score, notes).map(|x| round(x, 2)));
    event.goldstein = event.goldstein.or_else(|| row.real(Role::Goldstein, notes).map(|x| round(x, 2)));
    codes.finish(&mut event);
    let actors = sides(
        &row,
        [Role::ActorName, Role::ActorCode, Role::ActorCountry, Role::ActorCow, Role::ActorSector],
        on,
        codes,
        notes,
    );
    let recipients = sides(
        &row,
        [Role::RecipientName, Role::RecipientCode, Role::RecipientCountry, Role::RecipientCow, Role::RecipientSector],
        on,
        codes,
        notes,
    );
    if actors.iter().chain(&recipients).all(Side::is_empty) {
        return Err("it names neither actor nor recipient".into());
    }
    if layout.width > cells.len() {
        note(notes, "rows with cells missing");
    }
    Ok(pairs(&event, &actors, &recipients, identity(layout.format, &event, raw)))
}

/// One event for each pair; the second and later have `/2`, `/3` … after their id.
pub(crate) fn pairs(event: &Event, actors: &[Side], recipients: &[Side], identity: i64) -> Vec<Keyed> {
    let mut out = Vec::with_capacity(actors.len() * recipients.len());
    for actor in actors {
        for recipient in recipients {
            if !out.is_empty() && actor == recipient {
                continue;
            }
            let part = out.len();
            let mut one = Event { actor: actor.clone(), recipient: recipient.clone(), ..event.clone() };
            if part > 0 {
                one.id = event.id.as_ref().map(|id| format!("{id}/{}", part + 1));
            }
            let identity = if part == 0 { identity } else { hash(&[&identity.to_le_bytes(), &part.to_le_bytes()]) };
            out.push(Keyed { identity, event: one });
        }
    }
    out
}

/// What makes an event the same: its id; in ICEWS, whose ids come again, its id and day; without an id, the whole row.
pub(crate) fn identity(format: Format, event: &Event, raw: &str) -> i64 {
    const DAYS: i64 = 1_000_000;
    let number = event.id.as_ref().and_then(|id| id.parse::<i64>().ok());
    match (&event.id, number, format) {
        (Some(_), Some(n), Format::Icews) if (0..i64::MAX / DAYS - 1).contains(&n) => {
            n * DAYS + i64::from(event.day).rem_euclid(DAYS)
        }
        (Some(id), _, Format::Icews) => hash(&[id.as_bytes(), &event.day.to_le_bytes()]),
        (Some(_), Some(n), _) => n,
        (Some(id), None, _) => hash(&[id.as_bytes()]),
        (None, ..) => hash(&[raw.trim().as_bytes()]),
    }
}

/// 63 bits of a hash.
pub(crate) fn hash(parts: &[&[u8]]) -> i64 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    i64::from_le_bytes(bytes) & i64::MAX
}

/// A number to so many places: what is stored comes back the same.
pub(crate) fn round(x: f64, places: i32) -> f64 {
    let scale = 10_f64.powi(places);
    (x * scale).round() / scale
}

/// A cell without what cannot be seen; none when nothing is left.
pub(crate) fn clean(text: &str) -> Option<String> {
    let plain = !text.contains(|c: char| c.is_control() || (c.is_whitespace() && c != ' ')) && !text.contains("  ");
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    if plain {
        return Some(trimmed.to_owned());
    }
    let words: Vec<&str> =
        text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|w| !w.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

struct Cells<'c, 'l> {
    cells: &'c [Cow<'c, str>],
    layout: &'l Layout,
}

impl Cells<'_, '_> {
    fn cell(&self, role: Role) -> &str {
        let cell = self.layout.at(role).and_then(|at| self.cells.get(at)).map_or("", |c| c.trim());
        match self.layout.format {
            Format::Polecat if cell == "None" => "",
            _ => cell,
        }
    }

    fn text(&self, role: Role) -> Option<String> {
        clean(self.cell(role))
    }

    fn real(&self, role: Role, notes: &mut Notes) -> Option<f64> {
        let cell = self.cell(role);
        if cell.is_empty() {
            return None;
        }
        let number = cell.parse::<f64>().ok().filter(|x| x.is_finite() && x.abs() < 1e12);
        if number.is_none() {
            note(notes, "numbers that are none");
        }
        number
    }

    fn whole(&self, role: Role, notes: &mut Notes) -> Option<i64> {
        #[allow(clippy::cast_possible_truncation, reason = "bounded when it is read")]
        self.real(role, notes).map(|x| x as i64)
    }
}

/// What kind of event: type and mode, CAMEO code, label.
fn kind(row: &Cells<'_, '_>, event: &mut Event, codes: &Codes<'_>, notes: &mut Notes) -> Result<(), String> {
    event.label = row.text(Role::Label);
    if let (Some(label), Some(sub)) = (&event.label, row.text(Role::SubLabel)) {
        event.label = Some(format!("{label}: {sub}"));
    }
    let code = row.cell(Role::Cameo);
    let known = if code.is_empty() { None } else { codes.cameo(code) };
    match known {
        Some(known) => {
            if known.code != code {
                note(notes, "codes without their leading zero");
            }
            event.cameo = Some(known.code.clone());
        }
        None if code.len() >= 3
            && code.is_ascii()
            && codes.cameo(&code[..3]).is_some_and(|c| code.starts_with(&c.code)) =>
        {
            // An extension of ICEWS, or of a user: what it begins with is known.
            note(notes, "codes unknown beneath their third digit");
            event.cameo = Some(code.to_owned());
            event.event_type = codes.cameo(&code[..3]).and_then(|c| c.event_type);
        }
        None if code.is_empty() => {}
        None if event.label.is_some() || !row.cell(Role::Type).is_empty() => note(notes, "codes unknown"),
        None => return Err(format!("its event code '{code}' is none of CAMEO")),
    }
    let type_text = row.cell(Role::Type);
    if !type_text.is_empty() {
        match plover_type(type_text) {
            Some((event_type, mode)) => {
                event.event_type = Some(event_type);
                event.mode = row.text(Role::Mode).or_else(|| mode.map(str::to_owned));
            }
            None if event.cameo.is_some() || event.label.is_some() => note(notes, "types unknown"),
            None => return Err(format!("its type '{type_text}' is none of PLOVER")),
        }
    } else if row.layout.format != Format::Acled {
        event.mode = event.mode.take().or_else(|| row.text(Role::Mode));
    }
    match (&event.label, row.layout.format) {
        (Some(_), Format::Acled) => match codes.acled(row.cell(Role::Label), row.cell(Role::SubLabel)) {
            Some((event_type, mode)) => (event.event_type, event.mode) = (event_type, mode),
            None => note(notes, "types unknown"),
        },
        (Some(label), _) if event.cameo.is_none() && event.event_type.is_none() => match codes.cameo_named(label) {
            Some(code) => event.cameo = Some(code.code.clone()),
            None => note(notes, "names of events unknown"),
        },
        _ => {}
    }
    if event.cameo.is_none() && event.event_type.is_none() && event.label.is_none() {
        return Err("it does not say what kind of event it is".into());
    }
    Ok(())
}

/// A type by its name in PLOVER 2.0 or in earlier drafts, with the mode that an earlier name stands for.
pub(crate) fn plover_type(text: &str) -> Option<(EventType, Option<&'static str>)> {
    let upper = text.trim().to_uppercase();
    if let Ok(event_type) = upper.parse() {
        return Some((event_type, None));
    }
    Some(match upper.as_str() {
        "DEMAND" => (EventType::Request, None),
        "DISAPPROVE" => (EventType::Accuse, Some("disapprove")),
        "INVESTIGATE" => (EventType::Accuse, Some("investigate")),
        "FIGHT" => (EventType::Assault, None),
        "YIELD" => (EventType::Concede, None),
        _ => return None,
    })
}

fn detail(row: &Cells<'_, '_>, on: Date, codes: &Codes<'_>, notes: &mut Notes) -> Detail {
    let mut places: Vec<String> = Vec::new();
    for role in [Role::Place, Role::District, Role::Province] {
        if let Some(part) = row.text(role).filter(|p| !places.contains(p)) {
            places.push(part);
        }
    }
    let country = row.cell(Role::PlaceCountry);
    let place_country = codes.country(row.layout.places, country, Some(on));
    if place_country.is_none() && !country.is_empty() {
        note(notes, "states of places unknown");
    }
    let degrees = |role, most: f64, notes: &mut Notes| {
        let found = row.real(role, notes)?;
        if found.abs() > most {
            note(notes, "positions off the globe");
            return None;
        }
        Some(round(found, 6))
    };
    Detail {
        contexts: contexts(row.cell(Role::Contexts)),
        place: (!places.is_empty()).then(|| places.join(", ")),
        place_country,
        latitude: degrees(Role::Latitude, 90.0, notes),
        longitude: degrees(Role::Longitude, 180.0, notes),
        mentions: row.whole(Role::Mentions, notes),
        sources: row.whole(Role::Sources, notes),
        articles: row.whole(Role::Articles, notes),
        tone: row.real(Role::Tone, notes).map(|x| round(x, 6)),
        fatalities: row.whole(Role::Fatalities, notes),
        source: row.text(Role::Source),
        url: row.text(Role::Url),
        note: row.text(Role::Note),
    }
}

/// Contexts of a cell: separated by `|`, `;` or `,`.
pub(crate) fn contexts(text: &str) -> Vec<String> {
    text.split(['|', ';', ',']).filter_map(clean).filter(|c| c != "None").collect()
}

/// The sides of a row: several where its names and states are lists of one length.
fn sides(
    row: &Cells<'_, '_>,
    [name, code, country, cow, sector]: [Role; 5],
    on: Date,
    codes: &mut Codes<'_>,
    notes: &mut Notes,
) -> Vec<Side> {
    let [name, code, country, cow, sector] =
        [name, code, country, cow, sector].map(|role| (row.cell(role), row.layout.at(role).is_some()));
    let parts = |text: &str| text.split(';').map(|p| p.trim().to_owned()).collect::<Vec<_>>();
    let (names, countries) = (parts(name.0), parts(country.0));
    if row.layout.format == Format::Polecat && names.len() > 1 && names.len() == countries.len() {
        let (cows, sectors) = (parts(cow.0), parts(sector.0));
        let of = |list: &[String], at: usize| {
            if list.len() == names.len() { list[at].clone() } else { String::new() }
        };
        return (0..names.len())
            .map(|at| {
                let (cow, sector) = (of(&cows, at), of(&sectors, at));
                side(row, [&names[at], code.0, &countries[at], &cow, &sector], true, on, codes, notes)
            })
            .collect();
    }
    let tells = country.1 || cow.1;
    vec![side(row, [name.0, code.0, country.0, cow.0, sector.0], tells, on, codes, notes)]
}

/// One side. Where the dataset has no column for its state, the name is looked up.
fn side(
    row: &Cells<'_, '_>,
    [name, code, country, cow, sector]: [&str; 5],
    tells_country: bool,
    on: Date,
    codes: &mut Codes<'_>,
    notes: &mut Notes,
) -> Side {
    let gdelt = matches!(row.layout.format, Format::Gdelt1 | Format::Gdelt2);
    let mut side = Side { name: clean(name), code: clean(code), country: None, sector: None };
    side.country =
        codes.country(row.layout.countries, country, Some(on)).or_else(|| codes.country(System::Cow, cow, Some(on)));
    if side.country.is_none() && !country.is_empty() {
        // Names that are written otherwise than in the tables ("Occupied Palestinian Territory").
        if row.layout.countries == System::Name {
            side.country = codes.label(country, on).0;
        }
        if side.country.is_none() {
            note(notes, "states unknown");
        }
    }
    if !sector.is_empty() {
        side.sector = codes.sector(sector, gdelt).map(|s| s.code().to_owned());
        if side.sector.is_none() {
            note(notes, "sectors unknown");
        }
    }
    if !tells_country && let Some(name) = &side.name {
        let looked = if row.layout.format == Format::Acled { without_years(name) } else { name };
        let (country, sector) = codes.label(looked, on);
        side.country = country;
        side.sector = side.sector.or(sector.map(|s| s.code().to_owned()));
        if side.country.is_none() {
            note(notes, "actors whose state is not known");
        }
    }
    side
}

/// A name of ACLED without the years of a government: "Police Forces of India (2014-)".
fn without_years(name: &str) -> &str {
    let Some((head, tail)) = name.rsplit_once(" (") else { return name };
    let years =
        tail.strip_suffix(')').is_some_and(|t| t.contains('-') && t.bytes().all(|b| b.is_ascii_digit() || b == b'-'));
    if years { head } else { name }
}
