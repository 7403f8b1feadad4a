//! What of an event each format can hold. An event that was written and read again is what is said here, and nothing
//! else: what a format has no column for is lost, and what follows from its columns is filled in.

use detente_memory::foreign::{Detail, Event, Side};
use detente_record::Sector;

use crate::codes::{Codes, System, date};
use crate::format::Format;
use crate::row::{clean, contexts, hash, round};

/// What a format keeps of an event; none when it cannot hold it at all.
#[must_use]
pub fn keeps(format: Format, event: &Event, codes: &Codes<'_>) -> Option<Event> {
    let mut kept = tidy(event);
    match format {
        Format::Gdelt1 | Format::Gdelt2 => gdelt(&mut kept, codes)?,
        Format::Icews => icews(&mut kept, codes)?,
        Format::Polecat => polecat(&mut kept, codes)?,
        _ => table(&mut kept, codes),
    }
    if kept.cameo.is_none() && kept.event_type.is_none() && kept.label.is_none() {
        return None;
    }
    if kept.actor.is_empty() && kept.recipient.is_empty() {
        return None;
    }
    codes.finish(&mut kept);
    Some(kept)
}

/// Our own table and PLOVER's JSON: everything, as far as the codes are known.
fn table(event: &mut Event, codes: &Codes<'_>) {
    if let Some(code) = event.cameo.take() {
        let beneath =
            || code.get(..3).and_then(|start| codes.cameo(start)).filter(|known| code.starts_with(&known.code));
        match (codes.cameo(&code), beneath()) {
            (Some(known), _) => event.cameo = Some(known.code.clone()),
            (None, Some(known)) => {
                event.event_type = event.event_type.or(known.event_type);
                event.cameo = Some(code);
            }
            (None, None) => {}
        }
    }
    if event.cameo.is_none() && event.event_type.is_none() {
        let named = event.label.as_deref().and_then(|l| codes.cameo_named(l));
        event.cameo = named.map(|c| c.code.clone());
    }
    let on = date(event.day);
    let known = |id: &mut Option<String>| {
        *id = id.take().filter(|id| codes.country(System::Any, id, on).as_ref() == Some(id));
    };
    known(&mut event.actor.country);
    known(&mut event.recipient.country);
    known(&mut event.detail.place_country);
}

/// Texts in one line, numbers to the places that are stored.
fn tidy(event: &Event) -> Event {
    let text = |text: &Option<String>| text.as_deref().and_then(clean);
    let side = |side: &Side| Side {
        name: text(&side.name),
        code: text(&side.code),
        country: text(&side.country),
        sector: text(&side.sector).filter(|s| s.parse::<Sector>().is_ok()),
    };
    let real = |x: Option<f64>, places: i32, most: f64| {
        x.filter(|x| x.is_finite() && x.abs() <= most).map(|x| round(x, places))
    };
    let detail = &event.detail;
    Event {
        id: text(&event.id),
        day: event.day,
        actor: side(&event.actor),
        recipient: side(&event.recipient),
        event_type: event.event_type,
        mode: text(&event.mode),
        cameo: text(&event.cameo),
        label: text(&event.label),
        score: real(event.score, 2, 1e9),
        goldstein: real(event.goldstein, 2, 1e9),
        detail: Detail {
            contexts: detail.contexts.iter().flat_map(|c| contexts(c)).collect(),
            place: text(&detail.place),
            place_country: text(&detail.place_country),
            latitude: real(detail.latitude, 6, 90.0),
            longitude: real(detail.longitude, 6, 180.0),
            tone: real(detail.tone, 6, 1e9),
            source: text(&detail.source),
            url: text(&detail.url),
            note: text(&detail.note),
            ..detail.clone()
        },
    }
}

/// The event's CAMEO code, or the default of its type.
fn code(event: &Event, codes: &Codes<'_>) -> Option<String> {
    let own = event.cameo.as_deref().filter(|c| codes.cameo(c).is_some_and(|known| known.code == **c));
    let default = || Some(codes.cameo_of(event.event_type?, event.mode.as_deref())?.code.clone());
    own.map(str::to_owned).or_else(default)
}

/// GDELT: numbers as ids, CAMEO codes instead of types, codes of states and agents for the sides.
fn gdelt(event: &mut Event, codes: &Codes<'_>) -> Option<()> {
    // An event without an id is told apart by all that it says.
    let content = event.id.is_none().then(|| crate::write::own(event).join("\u{1f}"));
    event.cameo = Some(code(event, codes)?);
    (event.event_type, event.mode, event.score, event.label) = (None, None, None, None);
    let id = event.id.take().unwrap_or_default();
    let number = id.parse::<u64>().ok().filter(|n| n.to_string() == id && i64::try_from(*n).is_ok());
    event.id =
        Some(if number.is_some() { id } else { hash(&[content.unwrap_or_else(|| id.clone()).as_bytes()]).to_string() });
    let on = date(event.day);
    for side in [&mut event.actor, &mut event.recipient] {
        side.country = side.country.take().filter(|id| codes.code_of(System::Cameo, id, on).is_some());
        side.sector = side.sector.take().filter(|s| codes.sector(Codes::agent(s), true).is_some_and(|k| k.code() == s));
        if side.code.is_none() && (side.country.is_some() || side.sector.is_some()) {
            let country = side.country.as_ref().and_then(|id| codes.code_of(System::Cameo, id, on));
            let agent = side.sector.as_deref().map(Codes::agent).unwrap_or_default();
            side.code = Some(country.unwrap_or_default() + agent);
        }
    }
    let detail = &mut event.detail;
    detail.contexts.clear();
    (detail.fatalities, detail.source, detail.note) = (None, None, None);
    detail.place_country = detail.place_country.take().filter(|id| codes.code_of(System::Fips, id, on).is_some());
    Some(())
}

/// ICEWS: CAMEO codes and their names, names of states; every side has a name.
fn icews(event: &mut Event, codes: &Codes<'_>) -> Option<()> {
    let cameo = code(event, codes);
    if cameo.is_none() && event.label.is_none() {
        return None;
    }
    let named = cameo.as_deref().and_then(|c| codes.cameo(c)).and_then(|c| c.names.first().cloned());
    event.label = event.label.take().or(named);
    event.cameo = cameo;
    // A label that names a code would be read as that code.
    if event.cameo.is_none() {
        let named = event.label.as_deref().and_then(|l| codes.cameo_named(l));
        event.cameo = named.map(|c| c.code.clone());
    }
    (event.event_type, event.mode, event.score) = (None, None, None);
    let on = date(event.day);
    for side in [&mut event.actor, &mut event.recipient] {
        side.code = None;
        side.country = side.country.take().filter(|id| codes.code_of(System::Name, id, on).is_some());
        let state = side.country.as_ref().and_then(|id| codes.code_of(System::Name, id, on));
        side.name = side.name.take().or(state);
    }
    let detail = &mut event.detail;
    *detail = Detail {
        place: detail.place.take(),
        place_country: detail.place_country.take().filter(|id| codes.code_of(System::Name, id, on).is_some()),
        latitude: detail.latitude,
        longitude: detail.longitude,
        source: detail.source.take(),
        ..Detail::default()
    };
    Some(())
}

/// POLECAT: PLOVER types, no CAMEO codes and no labels.
fn polecat(event: &mut Event, codes: &Codes<'_>) -> Option<()> {
    event.event_type?;
    (event.cameo, event.label, event.goldstein) = (None, None, None);
    let on = date(event.day);
    let there = |text: &mut Option<String>| *text = text.take().filter(|t| t != "None");
    there(&mut event.id);
    there(&mut event.mode);
    for side in [&mut event.actor, &mut event.recipient] {
        there(&mut side.name);
        side.code = None;
        side.country = side.country.take().filter(|id| codes.country(System::Any, id, on).as_ref() == Some(id));
    }
    let detail = &mut event.detail;
    for text in [&mut detail.place, &mut detail.source] {
        there(text);
    }
    *detail = Detail {
        contexts: std::mem::take(&mut detail.contexts),
        place: detail.place.take(),
        place_country: detail.place_country.take().filter(|id| codes.country(System::Any, id, on).as_ref() == Some(id)),
        latitude: detail.latitude,
        longitude: detail.longitude,
        source: detail.source.take(),
        ..Detail::default()
    };
    Some(())
}
