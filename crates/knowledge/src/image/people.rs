//! People: who is the same, and under which keys they are found.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::actors::{ActorTables, Office};
use crate::fold;

/// Titles that end with the office: "President Moon" names Moon while he is president. Those that stay with a person
/// (General, Sheikh, Sir) are none.
const OFFICE_TITLES: &[&str] = &[
    "acting",
    "ambassador",
    "attorney",
    "chairman",
    "chairperson",
    "chairwoman",
    "chancellor",
    "commissioner",
    "deputy",
    "envoy",
    "first",
    "foreign",
    "governor",
    "king",
    "mayor",
    "minister",
    "premier",
    "president",
    "prime",
    "queen",
    "representative",
    "secretary",
    "senator",
    "speaker",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "taoiseach",
    "vice",
];

/// Whether an alias of a person is used only while the office lasts: a single word ("Hammarskjold"), or a name behind
/// the title of an office ("President Moon").
pub(super) fn is_bound(alias: &str) -> bool {
    let folded = fold::key(alias);
    match folded.split_once(' ') {
        None => true,
        Some((first, _)) => OFFICE_TITLES.contains(&first),
    }
}

/// A person's key without the state.
pub(super) fn stateless(key: &str, country: &str) -> String {
    key.replacen(country, "", 1)
}

/// The people whose name (with year of birth, where it is given) one state alone knows.
pub(super) fn homes(tables: &ActorTables) -> FxHashMap<String, String> {
    let states: FxHashSet<&str> = tables.states.iter().map(|s| s.id.as_str()).collect();
    let parts = parts_of(tables);
    let mut homes: FxHashMap<String, Option<String>> = FxHashMap::default();
    for person in tables.people.iter().filter(|p| states.contains(p.country.as_str())) {
        let own = person.key();
        let name = stateless(&own, &person.country);
        let key = parts.get(&own).cloned().unwrap_or(own);
        let home = homes.entry(name).or_insert_with(|| Some(key.clone()));
        if home.as_ref() != Some(&key) {
            *home = None;
        }
    }
    homes.into_iter().filter_map(|(name, key)| Some((name, key?))).collect()
}

/// The people who have one name on the lines of a state and of a part of it, or of the state before it: they are one
/// (a president of Tigray who was a deputy prime minister of Ethiopia). By key on the part's lines, the key on the
/// state's.
pub(super) fn parts_of(tables: &ActorTables) -> FxHashMap<String, String> {
    let whole: FxHashMap<&str, &str> =
        tables.states.iter().filter_map(|s| Some((s.id.as_str(), s.part_of.as_deref()?))).collect();
    let keys: FxHashSet<String> = tables.people.iter().map(crate::actors::PersonOffice::key).collect();
    let same = |person: &crate::actors::PersonOffice| {
        let key = person.key();
        let of_whole = key.replacen(&person.country, whole.get(person.country.as_str())?, 1);
        keys.contains(&of_whole).then_some((key, of_whole))
    };
    tables.people.iter().filter_map(same).collect()
}

/// The key under which those are found who hold an office of a state or body. No folded name can be the same.
#[must_use]
pub fn office_key(country: &str, office: Office) -> String {
    format!("\u{1}{country} {office}")
}

/// The key under which a person's name is found whose parts are joined or parted otherwise ("Kim Daejung"). No folded
/// name can be the same.
#[must_use]
pub fn squeezed_key<S: AsRef<str>>(words: &[S]) -> String {
    words.iter().fold(String::from("\u{2}"), |key, word| key + word.as_ref())
}
