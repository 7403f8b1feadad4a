//! Writing events in the formats of the field.

use std::io::Write;

use detente_memory::day;
use detente_memory::foreign::{Event, Side, quad_of_cameo};

use crate::codes::{Codes, System, date};
use crate::error::Result;
use crate::format::Format;
use crate::keeps::keeps;
use crate::layout::{self, GDELT1, ICEWS, POLECAT, Role};

/// Writes events, one after the other, as text.
pub struct Export<'k, 'c, W> {
    out: W,
    format: Format,
    codes: &'c Codes<'k>,
    count: usize,
}

impl<'k, 'c, W: Write> Export<'k, 'c, W> {
    /// Begins: writes the header where the format has one. Parquet is written by [`crate::parquet::Export`].
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(mut out: W, format: Format, codes: &'c Codes<'k>) -> Result<Self> {
        match format {
            Format::Icews => writeln!(out, "{}", ICEWS.join("\t"))?,
            Format::Polecat => writeln!(out, "{}", POLECAT.join("\t"))?,
            Format::Csv => writeln!(out, "{}", layout::own().map(Role::name).collect::<Vec<_>>().join(","))?,
            Format::Plover => write!(out, "[")?,
            _ => {}
        }
        Ok(Self { out, format, codes, count: 0 })
    }

    /// Writes an event; false when the format cannot hold it (it has no code there, or no side).
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn event(&mut self, event: &Event) -> Result<bool> {
        let Some(kept) = keeps(self.format, event, self.codes) else { return Ok(false) };
        let out = &mut self.out;
        match self.format {
            Format::Gdelt1 | Format::Gdelt2 => writeln!(out, "{}", tabs(&gdelt(&kept, self.codes)))?,
            Format::Icews => writeln!(out, "{}", tabs(&icews(&kept, self.codes)))?,
            Format::Polecat => writeln!(out, "{}", tabs(&polecat(&kept, self.codes)))?,
            Format::Plover => {
                write!(out, "{}", if self.count == 0 { "\n" } else { ",\n" })?;
                serde_json::to_writer(out, &crate::plover::object(&kept)).map_err(std::io::Error::from)?;
            }
            _ => writeln!(out, "{}", own(&kept).iter().map(|c| comma(c)).collect::<Vec<_>>().join(","))?,
        }
        self.count += 1;
        Ok(true)
    }

    /// Ends, and gives how many were written.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(mut self) -> Result<usize> {
        if self.format == Format::Plover {
            writeln!(self.out, "\n]")?;
        }
        self.out.flush()?;
        Ok(self.count)
    }
}

/// A line of cells with tabs between; a cell with quotes around it gets another pair.
fn tabs(cells: &[String]) -> String {
    let quoted = |c: &String| c.len() >= 2 && c.starts_with('"') && c.ends_with('"');
    let cells: Vec<String> =
        cells.iter().map(|c| if quoted(c) { format!("\"{}\"", c.replace('"', "\"\"")) } else { c.clone() }).collect();
    cells.join("\t")
}

/// A cell between commas.
fn comma(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

fn or_empty(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn number<T: ToString>(number: Option<T>) -> String {
    number.map(|n| n.to_string()).unwrap_or_default()
}

fn gdelt(event: &Event, codes: &Codes<'_>) -> Vec<String> {
    let on = date(event.day);
    let day = day::text(event.day).replace('-', "");
    let cameo = event.cameo.clone().unwrap_or_default();
    let base: String = cameo.chars().take(3).collect();
    let detail = &event.detail;
    let side = |side: &Side, column: &str| match column {
        "Code" => or_empty(side.code.as_ref()),
        "Name" => or_empty(side.name.as_ref()),
        "CountryCode" => side.country.as_ref().and_then(|id| codes.code_of(System::Cameo, id, on)).unwrap_or_default(),
        "Type1Code" => side.sector.as_deref().map(Codes::agent).unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    let placed = detail.place.is_some() || detail.place_country.is_some();
    GDELT1
        .iter()
        .map(|column| match *column {
            "GLOBALEVENTID" => or_empty(event.id.as_ref()),
            "SQLDATE" | "DATEADDED" => day.clone(),
            "MonthYear" => day[..6].to_owned(),
            "Year" => day[..4].to_owned(),
            "FractionDate" => fraction(event.day),
            "IsRootEvent" => "1".into(),
            "EventCode" => cameo.clone(),
            "EventBaseCode" => base.clone(),
            "EventRootCode" => cameo.chars().take(2).collect(),
            "QuadClass" => number(quad_of_cameo(&cameo).map(|q| q.number())),
            "GoldsteinScale" => number(event.goldstein),
            "NumMentions" => number(detail.mentions),
            "NumSources" => number(detail.sources),
            "NumArticles" => number(detail.articles),
            "AvgTone" => number(detail.tone),
            "Actor1Geo_Type" | "Actor2Geo_Type" => "0".into(),
            "ActionGeo_Type" => if placed { "4" } else { "0" }.into(),
            "ActionGeo_FullName" => or_empty(detail.place.as_ref()),
            "ActionGeo_CountryCode" => {
                detail.place_country.as_ref().and_then(|id| codes.code_of(System::Fips, id, on)).unwrap_or_default()
            }
            "ActionGeo_Lat" => number(detail.latitude),
            "ActionGeo_Long" => number(detail.longitude),
            "SOURCEURL" => or_empty(detail.url.as_ref()),
            _ => match (column.strip_prefix("Actor1"), column.strip_prefix("Actor2")) {
                (Some(rest), _) => side(&event.actor, rest),
                (_, Some(rest)) => side(&event.recipient, rest),
                _ => String::new(),
            },
        })
        .collect()
}

/// GDELT's `FractionDate`: the year and its part, (month * 30 + day) / 365.
fn fraction(number: i32) -> String {
    let date = day::date(number);
    let part = (f64::from(date.month()) * 30.0 + f64::from(date.day())) / 365.0;
    format!("{}.{:04.0}", date.year(), (part * 10_000.0).min(9999.0))
}

fn icews(event: &Event, codes: &Codes<'_>) -> Vec<String> {
    let on = date(event.day);
    let state =
        |id: &Option<String>| id.as_ref().and_then(|id| codes.code_of(System::Name, id, on)).unwrap_or_default();
    let detail = &event.detail;
    ICEWS
        .iter()
        .map(|column| match *column {
            "Event ID" => or_empty(event.id.as_ref()),
            "Event Date" => day::text(event.day),
            "Source Name" => or_empty(event.actor.name.as_ref()),
            "Source Sectors" => or_empty(event.actor.sector.as_ref()),
            "Source Country" => state(&event.actor.country),
            "Event Text" => or_empty(event.label.as_ref()),
            "CAMEO Code" => or_empty(event.cameo.as_ref()),
            "Intensity" => number(event.goldstein),
            "Target Name" => or_empty(event.recipient.name.as_ref()),
            "Target Sectors" => or_empty(event.recipient.sector.as_ref()),
            "Target Country" => state(&event.recipient.country),
            "Publisher" => or_empty(detail.source.as_ref()),
            "City" => or_empty(detail.place.as_ref()),
            "Country" => state(&detail.place_country),
            "Latitude" => number(detail.latitude),
            "Longitude" => number(detail.longitude),
            _ => String::new(),
        })
        .collect()
}

fn polecat(event: &Event, codes: &Codes<'_>) -> Vec<String> {
    let on = date(event.day);
    let cow = |side: &Side| side.country.as_ref().and_then(|id| codes.code_of(System::Cow, id, on)).unwrap_or_default();
    let detail = &event.detail;
    POLECAT
        .iter()
        .map(|column| match *column {
            "Event ID" => or_empty(event.id.as_ref()),
            "Event Date" | "Publication Date" => day::text(event.day),
            "Event Type" => event.event_type.map(|t| t.code().to_owned()).unwrap_or_default(),
            "Event Mode" => or_empty(event.mode.as_ref()),
            "Intensity" => number(event.score),
            "Quad Code" => event.quad().map(|q| q.code().to_uppercase()).unwrap_or_default(),
            "Contexts" => detail.contexts.join(";"),
            "Actor Name" => or_empty(event.actor.name.as_ref()),
            "Actor Country" => or_empty(event.actor.country.as_ref()),
            "Actor COW" => cow(&event.actor),
            "Primary Actor Sector" => or_empty(event.actor.sector.as_ref()),
            "Recipient Name" => or_empty(event.recipient.name.as_ref()),
            "Recipient Country" => or_empty(event.recipient.country.as_ref()),
            "Recipient COW" => cow(&event.recipient),
            "Primary Recipient Sector" => or_empty(event.recipient.sector.as_ref()),
            "Placename" => or_empty(detail.place.as_ref()),
            "Country" => or_empty(detail.place_country.as_ref()),
            "Latitude" => number(detail.latitude),
            "Longitude" => number(detail.longitude),
            "Source" => or_empty(detail.source.as_ref()),
            _ => String::new(),
        })
        .collect()
}

/// The cells of our own table.
pub(crate) fn own(event: &Event) -> Vec<String> {
    layout::own().map(|role| cell(event, role)).collect()
}

fn cell(event: &Event, role: Role) -> String {
    let detail = &event.detail;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match role {
        Role::Id => text(&event.id),
        Role::Day => day::text(event.day),
        Role::Type => event.event_type.map(|t| t.code().to_owned()).unwrap_or_default(),
        Role::Mode => text(&event.mode),
        Role::Contexts => detail.contexts.join("|"),
        Role::Cameo => text(&event.cameo),
        Role::Label => text(&event.label),
        Role::Score => number(event.score),
        Role::Goldstein => number(event.goldstein),
        Role::ActorName => text(&event.actor.name),
        Role::ActorCode => text(&event.actor.code),
        Role::ActorCountry => text(&event.actor.country),
        Role::ActorSector => text(&event.actor.sector),
        Role::RecipientName => text(&event.recipient.name),
        Role::RecipientCode => text(&event.recipient.code),
        Role::RecipientCountry => text(&event.recipient.country),
        Role::RecipientSector => text(&event.recipient.sector),
        Role::Place => text(&detail.place),
        Role::PlaceCountry => text(&detail.place_country),
        Role::Latitude => number(detail.latitude),
        Role::Longitude => number(detail.longitude),
        Role::Mentions => number(detail.mentions),
        Role::Sources => number(detail.sources),
        Role::Articles => number(detail.articles),
        Role::Tone => number(detail.tone),
        Role::Fatalities => number(detail.fatalities),
        Role::Source => text(&detail.source),
        Role::Url => text(&detail.url),
        Role::Note => text(&detail.note),
        Role::SubLabel | Role::ActorCow | Role::RecipientCow | Role::District | Role::Province => String::new(),
    }
}
