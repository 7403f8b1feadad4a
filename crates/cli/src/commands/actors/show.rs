//! `detente actors show`.

use anstream::println;
use anyhow::Result;
use detente_knowledge::{ActorTables, Institution, Organisation, PersonOffice, State, fold};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::day;
use crate::args::actors::ShowArgs;
use crate::commands::knowledge;
use crate::exit::Exit;

/// Shows all that the tables hold of a state, body or person.
pub fn run(args: &ShowArgs) -> Result<Exit> {
    let tables = knowledge().actors();
    let on = day("--on", args.on.as_ref())?
        .unwrap_or_else(|| jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date());
    let wanted = args.who.trim();
    let key = fold::key(wanted);
    let is = |name: &str, others: &[String]| fold::key(name) == key || others.iter().any(|o| fold::key(o) == key);
    let states: Vec<&State> = match tables.state(wanted).or_else(|| tables.state(&wanted.to_uppercase())) {
        Some(state) => vec![state],
        None => tables.states.iter().filter(|s| is(&s.name, &s.names)).collect(),
    };
    let bodies: Vec<&Institution> = tables
        .institutions
        .iter()
        .filter(|i| states.is_empty() && (i.id == wanted || is(&i.name, &i.aliases)))
        .collect();
    let others: Vec<&Organisation> = tables
        .organisations
        .iter()
        .filter(|o| states.is_empty() && (o.id == wanted || is(&o.name, &o.aliases)))
        .collect();
    let mut people: Vec<&PersonOffice> =
        tables.people.iter().filter(|p| states.is_empty() && is(&p.name, &p.aliases)).collect();
    // All offices of whoever was found by a name that only some lines give.
    let keys: Vec<String> = people.iter().map(|p| p.key()).collect();
    people = tables.people.iter().filter(|p| keys.contains(&p.key())).collect();

    if states.is_empty() && bodies.is_empty() && others.is_empty() && people.is_empty() {
        anstream::eprintln!(
            "detente: '{wanted}' is neither the code of a state, the id of a body nor a name in the tables; \
             `detente actors find` resolves phrases"
        );
        return Ok(Exit::Partly);
    }
    if args.json {
        let value = json!({
            "on": on.to_string(),
            "states": states.iter().map(|s| state_json(s, tables, on)).collect::<Vec<_>>(),
            "institutions": bodies.iter().map(|i| institution_json(i)).collect::<Vec<_>>(),
            "organisations": others.iter().map(|o| organisation_json(o)).collect::<Vec<_>>(),
            "people": people.iter().map(|p| person_json(p)).collect::<Vec<_>>(),
        });
        println!("{value}");
        return Ok(Exit::Done);
    }
    for state in states {
        show_state(state, tables, on);
    }
    for body in bodies {
        println!("{}  {} ({}, {})", body.id, body.name, body.kind_word, body.country);
        list("names", &body.aliases);
        line("speaks for", body.speaks_for.as_deref().unwrap_or_default());
        line("sectors", &body.sectors.iter().map(|s| s.code()).collect::<Vec<_>>().join(" "));
        line("time", &body.period.words());
        line("entry", &body.entry);
        leaders(tables, &body.id, on);
    }
    for body in others {
        println!("{}  {} ({})", body.id, body.name, body.kind_word);
        list("names", &body.aliases);
        line("of", body.country.as_deref().unwrap_or_default());
        line("acts in", &body.area.join(" "));
        line("sectors", &body.sectors.iter().map(|s| s.code()).collect::<Vec<_>>().join(" "));
        line("time", &body.period.words());
        line("entry", &body.entry);
        leaders(tables, &body.id, on);
    }
    let mut last = String::new();
    for person in people {
        if person.key() != last {
            last = person.key();
            let born = person.born.as_ref().map(|b| format!(", born {b}")).unwrap_or_default();
            println!("{} ({}{born})", person.name, person.country);
            list("names", &person.aliases);
        }
        office(person, on);
    }
    Ok(Exit::Done)
}

fn line(label: &str, value: &str) {
    if !value.is_empty() {
        println!("  {label:<13}{value}");
    }
}

fn list(label: &str, values: &[String]) {
    line(label, &values.join("; "));
}

fn show_state(state: &State, tables: &ActorTables, on: Date) {
    println!("{}  {} ({})", state.id, state.name, state.kind);
    list("names", &state.names);
    list("people", &state.people);
    list("adjectives", &state.adjectives);
    list("capital", &state.capital);
    list("government", &state.government);
    let local: Vec<String> = state.local.iter().map(|(n, from)| format!("{n} (in {})", from.join(", "))).collect();
    list("said locally", &local);
    let codes = ["ISO 3166-1 alpha-2", "COW", "Gleditsch-Ward", "FIPS 10-4"];
    let codes: Vec<String> =
        codes.iter().zip(&state.codes).filter(|(_, c)| !c.is_empty()).map(|(n, c)| format!("{n} {c}")).collect();
    list("codes", &codes);
    line("part of", state.part_of.as_deref().unwrap_or_default());
    list("members", &state.members);
    line("time", &state.period.words());
    line("entry", &state.entry);
    let holders: Vec<&PersonOffice> =
        tables.people.iter().filter(|p| p.country == state.id && p.period.holds(Some(on))).collect();
    if !holders.is_empty() {
        println!("\n  In office on {on}");
    }
    let mut sorted = holders;
    sorted.sort_by_key(|p| (p.office, p.period.from));
    for person in sorted {
        let title = if person.title.is_empty() { String::new() } else { format!(", {}", person.title) };
        println!("    {:<20}{}{title}{}  {}", person.office, person.name, bracketed(person), person.entry);
    }
    let mut bodies: Vec<&Institution> = tables.institutions.iter().filter(|i| i.country == state.id).collect();
    bodies.sort_by(|a, b| (a.kind_word != "party", &a.kind_word).cmp(&(b.kind_word != "party", &b.kind_word)));
    if !bodies.is_empty() {
        println!("\n  Parties and institutions");
    }
    for body in bodies {
        let time = body.period.words();
        let time = if time.is_empty() { time } else { format!(" ({time})") };
        println!("    {:<20}{}{time}  {}  {}", body.kind_word, body.name, body.id, body.entry);
    }
    let acts = |o: &&Organisation| o.country.as_ref() == Some(&state.id) || o.area.contains(&state.id);
    let mut others: Vec<&Organisation> = tables.organisations.iter().filter(acts).collect();
    others.sort_by(|a, b| a.kind_word.cmp(&b.kind_word));
    if !others.is_empty() {
        println!("\n  Organisations and groups");
    }
    for body in others {
        println!("    {:<20}{}  {}  {}", body.kind_word, body.name, body.id, body.entry);
    }
}

/// The time of an office in brackets, where any is known.
fn bracketed(person: &PersonOffice) -> String {
    let time = person.period.words();
    if time.is_empty() { time } else { format!(" ({time})") }
}

/// Who leads a body on a day.
fn leaders(tables: &ActorTables, id: &str, on: Date) {
    for person in tables.people.iter().filter(|p| p.country == id && p.period.holds(Some(on))) {
        println!("  {:<13}{}{}  {}", person.office, person.name, bracketed(person), person.entry);
    }
}

fn office(person: &PersonOffice, on: Date) {
    let mark = if person.period.holds(Some(on)) { "*" } else { " " };
    let note = if person.note.is_empty() { String::new() } else { format!("; {}", person.note) };
    println!("  {mark} {:<20}{:<40} {:<26}{}{note}", person.office, person.title, person.period.words(), person.entry);
}

fn person_json(person: &PersonOffice) -> Value {
    json!({
        "name": person.name, "country": person.country, "born": person.born, "aliases": person.aliases,
        "office": person.office.code(), "title": person.title,
        "sectors": person.sectors.iter().map(|s| s.code()).collect::<Vec<_>>(),
        "from": person.period.from.map(|d| d.to_string()), "to": person.period.to.map(|d| d.to_string()),
        "note": person.note, "entry": person.entry,
    })
}

fn institution_json(body: &Institution) -> Value {
    json!({
        "id": body.id, "country": body.country, "kind": body.kind_word, "name": body.name, "aliases": body.aliases,
        "sectors": body.sectors.iter().map(|s| s.code()).collect::<Vec<_>>(), "speaks_for": body.speaks_for,
        "from": body.period.from.map(|d| d.to_string()), "to": body.period.to.map(|d| d.to_string()),
        "entry": body.entry,
    })
}

fn organisation_json(body: &Organisation) -> Value {
    json!({
        "id": body.id, "country": body.country, "kind": body.kind_word, "name": body.name, "aliases": body.aliases,
        "sectors": body.sectors.iter().map(|s| s.code()).collect::<Vec<_>>(), "area": body.area,
        "speaks_for": body.speaks_for,
        "from": body.period.from.map(|d| d.to_string()), "to": body.period.to.map(|d| d.to_string()),
        "entry": body.entry,
    })
}

fn state_json(state: &State, tables: &ActorTables, on: Date) -> Value {
    let local: Vec<Value> = state.local.iter().map(|(n, from)| json!({"name": n, "in": from})).collect();
    let people = tables.people.iter().filter(|p| p.country == state.id && p.period.holds(Some(on)));
    let bodies = tables.institutions.iter().filter(|i| i.country == state.id);
    let acts = |o: &&Organisation| o.country.as_ref() == Some(&state.id) || o.area.contains(&state.id);
    json!({
        "id": state.id, "kind": state.kind.code(), "name": state.name, "names": state.names, "people": state.people,
        "adjectives": state.adjectives, "capital": state.capital, "government": state.government, "local": local,
        "iso2": state.codes[0], "cow": state.codes[1], "gw": state.codes[2], "fips": state.codes[3],
        "part_of": state.part_of, "members": state.members,
        "from": state.period.from.map(|d| d.to_string()), "to": state.period.to.map(|d| d.to_string()),
        "entry": state.entry,
        "offices": people.map(person_json).collect::<Vec<_>>(),
        "institutions": bodies.map(institution_json).collect::<Vec<_>>(),
        "organisations": tables.organisations.iter().filter(acts).map(organisation_json).collect::<Vec<_>>(),
    })
}
