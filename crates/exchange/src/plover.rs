//! PLOVER records as JSON: an array of objects, or one object after the other; one object is one record.

use std::io::{self, BufRead};

use detente_memory::day;
use detente_memory::foreign::{Detail, Event, Keyed, Side};
use serde_json::{Map, Value, json};

use crate::codes::{Codes, System};
use crate::dates::{self, DateOrder};
use crate::format::Format;
use crate::row::{self, Notes, clean, contexts, note, round};

/// Bytes of an object that are read; what is longer is damage.
const LONGEST: usize = 1 << 20;

/// An object as it stands in the file.
#[derive(Debug, PartialEq, Eq)]
pub struct Object {
    /// Line on which it begins, from 1.
    pub line: u64,
    /// Its text.
    pub text: String,
}

/// The objects of a stream that stand in no other object.
pub struct Objects {
    stream: Box<dyn BufRead>,
    line: u64,
    over: bool,
}

impl Objects {
    /// Of a stream.
    #[must_use]
    pub fn new(stream: Box<dyn BufRead>) -> Self {
        Self { stream, line: 1, over: false }
    }

    /// The next object. A torn one ends where the next begins at the start of a line or of an array's line.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub fn read_next(&mut self) -> io::Result<Option<Object>> {
        let mut bytes: Vec<u8> = Vec::new();
        let (mut depth, mut quoted, mut escaped, mut begin) = (0_usize, false, false, 0);
        while !self.over {
            let buffer = self.stream.fill_buf()?;
            if buffer.is_empty() {
                self.over = true;
                break;
            }
            let mut taken = 0;
            let mut whole = false;
            for &byte in buffer {
                taken += 1;
                if byte == b'\n' {
                    self.line += 1;
                }
                if depth == 0 {
                    if byte != b'{' {
                        continue;
                    }
                    (depth, begin) = (1, self.line);
                    bytes.push(byte);
                    continue;
                }
                if bytes.len() < LONGEST {
                    bytes.push(byte);
                }
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if quoted => escaped = true,
                    b'"' => quoted = !quoted,
                    // A string does not go over lines: its quote is missing.
                    b'\n' if quoted => quoted = false,
                    b'{' if !quoted => depth += 1,
                    b'}' if !quoted => {
                        depth -= 1;
                        if depth == 0 {
                            whole = true;
                            break;
                        }
                    }
                    _ => {}
                }
            }
            self.stream.consume(taken);
            if whole {
                break;
            }
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.into_owned(),
        };
        Ok(Some(Object { line: begin, text }))
    }
}

/// The events of an object.
///
/// # Errors
/// In plain words, why it cannot be imported.
pub fn events(
    text: &str,
    order: Option<DateOrder>,
    codes: &mut Codes<'_>,
    notes: &mut Notes,
) -> Result<Vec<Keyed>, String> {
    let value: Value = serde_json::from_str(text).map_err(|e| format!("it is no JSON: {e}"))?;
    let Value::Object(object) = value else { return Err("it is no JSON object".into()) };
    let string = |key: &str| object.get(key).and_then(scalar).as_deref().and_then(clean);
    let number = |key: &str| match object.get(key) {
        Some(Value::Number(n)) => n.as_f64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    let on = dates::day(&string("date").or_else(|| string("day")).unwrap_or_default(), order)?;
    let mut event = Event { id: string("id"), day: day::number(on), label: string("label"), ..Event::default() };
    event.mode = string("mode");
    if let Some(text) = string("event").or_else(|| string("eventType")) {
        let (event_type, mode) =
            row::plover_type(&text).ok_or_else(|| format!("its type '{text}' is none of PLOVER"))?;
        event.event_type = Some(event_type);
        event.mode = event.mode.or_else(|| mode.map(str::to_owned));
    }
    event.cameo = string("cameo");
    #[allow(clippy::cast_possible_truncation, reason = "counts")]
    let count = |key: &str| number(key).filter(|x| x.abs() < 1e12).map(|x| x as i64);
    let place = object.get("eventLoc").and_then(Value::as_object);
    let of_place = |key: &str| place.and_then(|p| p.get(key)).and_then(scalar).as_deref().and_then(clean);
    let degrees = |key: &str, most: f64| {
        place.and_then(|p| p.get(key)).and_then(Value::as_f64).filter(|x| x.abs() <= most).map(|x| round(x, 6))
    };
    let place_country = of_place("countryCode").or_else(|| of_place("country"));
    event.detail = Detail {
        contexts: match object.get("context") {
            Some(Value::Array(list)) => list.iter().filter_map(scalar).flat_map(|c| contexts(&c)).collect(),
            Some(Value::String(text)) => contexts(text),
            _ => Vec::new(),
        },
        place: of_place("name").or_else(|| of_place("placeName")),
        place_country: place_country.and_then(|c| codes.country(System::Any, &c, Some(on))),
        latitude: degrees("lat", 90.0),
        longitude: degrees("lon", 180.0),
        mentions: count("mentions"),
        sources: count("sources"),
        articles: count("articles"),
        tone: number("tone").map(|x| round(x, 6)),
        fatalities: count("fatalities").or_else(|| count("dead")),
        source: string("publication"),
        url: string("url"),
        note: string("text"),
    };
    event.score = number("score").map(|x| round(x, 2));
    event.goldstein = number("goldstein").map(|x| round(x, 2));
    let mut kept = crate::keeps::keeps(
        Format::Plover,
        // Sides follow; for now anything stands in their place.
        &Event { actor: Side { name: Some("x".into()), ..Side::default() }, ..event },
        codes,
    )
    .ok_or("it does not say what kind of event it is")?;
    kept.actor = Side::default();
    let actors = sides(&object, &["source", "actor"], on, codes, notes);
    let recipients = sides(&object, &["target", "recipient"], on, codes, notes);
    if actors.iter().chain(&recipients).all(Side::is_empty) {
        return Err("it names neither actor nor recipient".into());
    }
    let identity = row::identity(Format::Plover, &kept, text);
    Ok(row::pairs(&kept, &actors, &recipients, identity))
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

/// The sides under a key: a list of objects; an object or a plain text in place of one is taken as it is meant.
fn sides(
    object: &Map<String, Value>,
    keys: &[&str],
    on: jiff::civil::Date,
    codes: &mut Codes<'_>,
    notes: &mut Notes,
) -> Vec<Side> {
    let value = keys.iter().find_map(|k| object.get(*k));
    let list: &[Value] = match value {
        Some(Value::Array(list)) => list,
        Some(one @ (Value::Object(_) | Value::String(_))) => {
            note(notes, "actors that are no list");
            std::slice::from_ref(one)
        }
        _ => &[],
    };
    let mut out: Vec<Side> = Vec::new();
    for value in list {
        let side = match value {
            Value::Object(side) => {
                let text = |key: &str| side.get(key).and_then(scalar).as_deref().and_then(clean);
                let code = text("code");
                let (country, unknown) = match &code {
                    Some(code) => {
                        let found = codes.country(System::Any, code, Some(on));
                        (found.clone(), found.is_none())
                    }
                    None => (None, false),
                };
                if unknown {
                    note(notes, "states unknown");
                }
                let sector = text("sector").and_then(|s| codes.sector(&s, false)).map(|s| s.code().to_owned());
                Side { name: text("actorText"), code: text("actorCode").or(code.filter(|_| unknown)), country, sector }
            }
            Value::String(text) => Side { name: clean(text), ..Side::default() },
            _ => Side::default(),
        };
        if !side.is_empty() && !out.contains(&side) {
            out.push(side);
        }
    }
    if out.is_empty() {
        out.push(Side::default());
    }
    out
}

/// An event as a PLOVER record; what PLOVER has no key for has ours.
#[must_use]
pub fn object(event: &Event) -> Value {
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() {
            out.insert(key.to_owned(), value);
        }
    };
    let side = |side: &Side| {
        let mut one = Map::new();
        for (key, value) in
            [("actorText", &side.name), ("code", &side.country), ("actorCode", &side.code), ("sector", &side.sector)]
        {
            if let Some(text) = value {
                one.insert(key.to_owned(), json!(text));
            }
        }
        if one.is_empty() { json!([]) } else { json!([one]) }
    };
    let detail = &event.detail;
    put("id", json!(event.id));
    put("date", json!(day::text(event.day)));
    put("source", side(&event.actor));
    put("target", side(&event.recipient));
    put("event", json!(event.event_type.map(|t| t.code())));
    put("mode", json!(event.mode));
    put("context", if detail.contexts.is_empty() { Value::Null } else { json!(detail.contexts.join(", ")) });
    put("text", json!(detail.note));
    put("publication", json!(detail.source));
    let place = [
        ("name", json!(detail.place)),
        ("countryCode", json!(detail.place_country)),
        ("lat", json!(detail.latitude)),
        ("lon", json!(detail.longitude)),
    ];
    let place: Map<String, Value> =
        place.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k.to_owned(), v)).collect();
    put("eventLoc", if place.is_empty() { Value::Null } else { Value::Object(place) });
    put("cameo", json!(event.cameo));
    put("label", json!(event.label));
    put("score", json!(event.score));
    put("goldstein", json!(event.goldstein));
    put("mentions", json!(detail.mentions));
    put("sources", json!(detail.sources));
    put("articles", json!(detail.articles));
    put("tone", json!(detail.tone));
    put("fatalities", json!(detail.fatalities));
    put("url", json!(detail.url));
    Value::Object(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_knowledge::Knowledge;
    use detente_record::EventType;

    fn objects(text: &str) -> Vec<Object> {
        let mut objects = Objects::new(Box::new(io::Cursor::new(text.as_bytes().to_vec())));
        std::iter::from_fn(|| objects.read_next().unwrap()).collect()
    }

    #[test]
    fn arrays_and_lines_are_cut_into_objects() {
        let array = objects("[\n {\"a\": \"}{\"},\n {\"b\": {\"c\": \"\\\"\"}}\n]\n");
        assert_eq!(array[0], Object { line: 2, text: "{\"a\": \"}{\"}".into() });
        assert_eq!(array[1].text, "{\"b\": {\"c\": \"\\\"\"}}");
        assert_eq!(objects("{\"a\":1}\n{\"a\":2}").len(), 2);
        assert_eq!(objects("{\"a\": \"never closed\n}\n{\"b\": 2}").len(), 2);
        assert_eq!(objects("[]"), []);
        assert_eq!(objects("[{\"torn\": 1")[0].text, "{\"torn\": 1");
    }

    #[test]
    fn damaged_records_and_old_names() {
        let mut codes = Codes::new(Knowledge::shipped()).unwrap();
        let mut notes = Notes::new();
        let mut read = |text: &str| events(text, None, &mut codes, &mut notes);
        let of = read(
            r#"{"id": "a", "date": "2000-01-01", "event": "DISAPPROVE", "context": "military, legal",
                "source": [{"actorText": "Turkish", "code": "TUR"}, {"actorText": "Greek", "code": "GRC"}],
                "target": "diplomatic"}"#,
        )
        .unwrap();
        assert_eq!(of.len(), 2);
        assert_eq!(of[1].event.id.as_deref(), Some("a/2"));
        assert_eq!(of[0].event.event_type, Some(EventType::Accuse));
        assert_eq!(of[0].event.mode.as_deref(), Some("disapprove"));
        assert_eq!(of[0].event.detail.contexts, ["military", "legal"]);
        assert_eq!(of[0].event.recipient.name.as_deref(), Some("diplomatic"));
        for (text, says) in [
            ("{\"id\": 1", "no JSON"),
            (r#"{"event": "AID", "source": [{"code": "USA"}]}"#, "no date"),
            (r#"{"date": "2000-01-01", "event": "HUG", "source": [{"code": "USA"}]}"#, "none of PLOVER"),
            (r#"{"date": "2000-01-01", "source": [{"code": "USA"}]}"#, "kind of event"),
            (r#"{"date": "2000-01-01", "event": "AID", "source": 5}"#, "neither actor"),
        ] {
            assert!(read(text).unwrap_err().contains(says), "{text}");
        }
    }
}
