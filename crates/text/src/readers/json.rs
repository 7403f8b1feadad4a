//! JSON Lines, a JSON array, JSON objects one after the other: each object a document.

use serde_json::Value;

use super::json_scan::{Scan, Scanned};
use super::limited::{Line, read_line};
use super::record::Fields;
use super::{Context, Out, Steps};
use crate::encoding::RecordDecoder;
use crate::error::{Place, Problem};
use crate::fields::Role;
use crate::input::{ByteStream, io_problem};

/// The reader that fits the first bytes: line by line, or value by value where values span lines.
pub(super) fn open(context: Context, head: &[u8], mut stream: ByteStream) -> Box<dyn Steps> {
    if head.starts_with(b"\xEF\xBB\xBF") {
        stream.consume(3);
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let objects = Objects { decoder: RecordDecoder::new(head), record: 0, context };
    let limit = objects.context.options.max_record_bytes;
    let first_line = text.split(|b| *b == b'\n').next().unwrap_or_default();
    let is_array = text.starts_with(b"[") && !complete(first_line, b']');
    let spans_lines = text.starts_with(b"{") && opens_only(first_line);
    // A whole array on one line, which is the only line, is an array; several of them are broken JSON Lines.
    let one_line_array = text.starts_with(b"[") && text.len() == first_line.len();
    if is_array || one_line_array || spans_lines {
        return Box::new(Values { objects, scan: Scan::new(stream, limit) });
    }
    Box::new(Lines { objects, stream, line: 0, buffer: Vec::new(), ended: false })
}

/// Whether a line that begins a bracket also ends it.
fn complete(line: &[u8], close: u8) -> bool {
    line.trim_ascii_end().ends_with(&[close])
}

/// Whether a line begins an object and leaves it open in a way that shows it was meant: `{` alone, or ending in a comma.
fn opens_only(line: &[u8]) -> bool {
    matches!(line.trim_ascii_end().last(), Some(b'{' | b',' | b'['))
}

/// Line by line.
struct Lines {
    objects: Objects,
    stream: ByteStream,
    line: usize,
    buffer: Vec<u8>,
    ended: bool,
}

impl Steps for Lines {
    fn step(&mut self, out: &mut Out) -> bool {
        if self.ended {
            return false;
        }
        let limit = self.objects.context.options.max_record_bytes;
        let read = read_line(&mut self.stream, limit, &mut self.buffer);
        self.line += 1;
        match read {
            Ok(Line::Whole) if self.buffer.trim_ascii().is_empty() => true,
            Ok(Line::Whole) => {
                let bytes = std::mem::take(&mut self.buffer);
                self.objects.put(bytes, self.line, out);
                true
            }
            Ok(Line::TooLong) => {
                self.objects.record += 1;
                let place = self.objects.place(self.line);
                self.objects.context.say(out, place, Problem::TooLarge { what: "the record", limit });
                true
            }
            Ok(Line::End) => {
                self.objects.finish(out);
                false
            }
            Err(error) => {
                let place = self.objects.context.place().line(self.line);
                out.push_back(Err(io_problem(place, &error)));
                self.ended = true;
                false
            }
        }
    }
}

/// Value by value.
struct Values {
    objects: Objects,
    scan: Scan<ByteStream>,
}

impl Steps for Values {
    fn step(&mut self, out: &mut Out) -> bool {
        match self.scan.next() {
            Ok(Scanned::Value { bytes, line }) => {
                self.objects.put(bytes, line, out);
                true
            }
            Ok(Scanned::TooLong { line, limit }) => {
                self.objects.record += 1;
                let place = self.objects.place(line);
                self.objects.context.say(out, place, Problem::TooLarge { what: "the record", limit });
                false
            }
            Ok(Scanned::End) => {
                self.objects.finish(out);
                false
            }
            Err(error) => {
                let place = self.objects.context.place().line(self.scan.line());
                out.push_back(Err(io_problem(place, &error)));
                false
            }
        }
    }
}

/// Turns objects into documents.
struct Objects {
    context: Context,
    decoder: RecordDecoder,
    record: usize,
}

impl Objects {
    fn place(&self, line: usize) -> Place {
        self.context.place().line(line).record(self.record)
    }

    fn finish(&self, out: &mut Out) {
        if self.record == 0 {
            self.context.say(out, self.context.place(), Problem::Empty);
        }
    }

    fn put(&mut self, bytes: Vec<u8>, line: usize, out: &mut Out) {
        self.record += 1;
        let place = self.place(line);
        let decoded = self.decoder.decode(bytes);
        for problem in decoded.problems {
            self.context.say(out, place.clone(), problem);
        }
        let value = match serde_json::from_str::<Value>(&decoded.text) {
            Ok(value) => value,
            Err(error) => {
                let (place, problem) = problem(&error, place, line);
                self.context.say(out, place, problem);
                return;
            }
        };
        match fields(&self.context, value) {
            Ok(mut fields) => {
                fields.encoding = Some(decoded.encoding);
                fields.put(&self.context, &place, out);
            }
            Err(problem) => self.context.say(out, place, problem),
        }
    }
}

/// What is wrong with a JSON text that begins on this line, and on which line it is wrong.
pub(super) fn problem(error: &serde_json::Error, place: Place, line: usize) -> (Place, Problem) {
    let place = Place { line: Some(line + error.line().saturating_sub(1)), ..place };
    let said = error.to_string();
    let detail = said.split(" at line ").next().unwrap_or(&said).to_owned();
    (place, Problem::Json { detail, column: error.column() })
}

/// The fields of an object, by what they hold.
pub(super) fn fields(context: &Context, value: Value) -> Result<Fields, Problem> {
    let Value::Object(object) = value else { return Err(Problem::NotAnObject(kind(&value))) };
    let names: Vec<&str> = object.keys().map(String::as_str).collect();
    let owned = || names.iter().map(|n| (*n).to_owned()).collect();
    let map = &context.options.column_map;
    let roles = map.choose(&names);
    for (role, wanted) in map.iter() {
        // Keys may be left out of an object where they would be empty; the text may not.
        if role == Role::Text && !roles.iter().any(|(r, _)| *r == role) {
            return Err(Problem::MissingColumn { wanted: wanted.to_owned(), role: role.name(), columns: owned() });
        }
    }
    if !roles.iter().any(|(role, _)| *role == Role::Text) {
        return Err(Problem::NoTextField(owned()));
    }
    let mut fields = Fields::default();
    for (index, (name, value)) in object.into_iter().enumerate() {
        match roles.iter().find(|(_, i)| *i == index).map(|(role, _)| *role) {
            Some(Role::Author) => fields.authors = authors(&value).map(|list| (name, list)),
            Some(role) => {
                if let Some(text) = text(role, value) {
                    fields.roles.push((role, name, text));
                }
            }
            None => match value {
                Value::Null => {}
                Value::String(text) => fields.extra.push((name, text)),
                other => fields.extra.push((name, other.to_string())),
            },
        }
    }
    Ok(fields)
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The text of a value: a list of paragraphs for the body, of topics for the section; the name of an outlet.
fn text(role: Role, value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        Value::Array(list) => {
            let parts: Vec<String> = list.into_iter().filter_map(|v| text(role, v)).collect();
            let between = if role == Role::Text { "\n\n" } else { ", " };
            (!parts.is_empty()).then(|| parts.join(between))
        }
        Value::Object(mut object) => {
            let key = ["name", "text", "value", "title", "rendered", "href", "$date"]
                .into_iter()
                .find(|k| object.contains_key(*k));
            match key.and_then(|k| object.remove(k)) {
                Some(inner) => text(role, inner),
                None => Some(Value::Object(object).to_string()),
            }
        }
        other => Some(other.to_string()),
    }
}

/// The names of a list of authors; of a text the names are found later.
fn authors(value: &Value) -> Option<Vec<String>> {
    let list = match value {
        Value::Array(list) => list.iter().filter_map(|v| text(Role::Author, v.clone())).collect(),
        Value::Null => return None,
        other => super::record::authors(&text(Role::Author, other.clone())?),
    };
    let names: Vec<String> = list.into_iter().filter(|n| !n.trim().is_empty()).collect();
    (!names.is_empty()).then_some(names)
}
