use std::borrow::Cow;

use crate::Knowledge;

use super::*;

fn image(files: &[(&str, &str)], dictionary: &str) -> Image {
    let mut knowledge = Knowledge::default();
    for (path, text) in files {
        assert!(knowledge.with(path, text), "{path}");
    }
    if !dictionary.is_empty() {
        knowledge.with_dictionary("own.txt", dictionary.to_owned());
    }
    let bytes = compile(knowledge.actors()).expect("compiles");
    Image::open(Cow::Owned(bytes)).expect("opens")
}

const STATES: (&str, &str) = (
    "actors/states.tsv",
    "id\tkind\tname\tnames\tpeople\tadjectives\tcapital\nKOR\tstate\tSouth Korea\t\t\tSouth Korean\tSeoul\n",
);

const PEOPLE: (&str, &str) = (
    "actors/people.tsv",
    "country\tname\taliases\toffice\ttitle\tsector\tfrom\tto\tnote\tborn\n\
     KOR\tA Moon\tMoon|President Moon\thead_of_state\tPresident\tGOV\t2017-05-10\t2022-05-10\t\t\n\
     KOR\tA Moon\tMoon\tparty_leader\tChairman\tPTY\t2015\t2016\t\t\n\
     KOR\tB Yoon\t\thead_of_state\tPresident\tGOV\t2022-05-10\t\t\t\n\
     KOR\tC Lee\t\tminister\t\tGOV\t1990\t1991\t\t1930\n\
     KOR\tC Lee\t\tminister\t\tGOV\t2020\t\t\t1980\n",
);

fn day(text: &str) -> Option<jiff::civil::Date> {
    text.parse().ok()
}

#[test]
fn what_went_in_comes_out_with_its_line() {
    let image = image(&[STATES, PEOPLE], "");
    let key = image.key("south korea").expect("known");
    let entity = image.entity(key.names[0].entity);
    assert_eq!((entity.key.as_str(), key.names[0].entry.as_str()), ("state:KOR", "actors/states.tsv:2"));
    assert_eq!(image.index("state:KOR"), Some(key.names[0].entity));
    assert_eq!(image.key("south").map(|k| k.longest), Some(2));
    assert!(image.key("north korea").is_none());
    assert_eq!(image.people().collect::<Vec<_>>(), ["A Moon", "B Yoon", "C Lee", "President Moon"]);
}

#[test]
fn a_surname_and_a_titled_name_are_used_while_the_office_lasts() {
    let image = image(&[STATES, PEOPLE], "");
    let used = |folded: &str, on: &str| image.key(folded).is_some_and(|k| k.names.iter().any(|n| n.is_used(day(on))));
    assert!(used("moon", "2018-01-01") && used("moon", "2015-06-01"));
    assert!(!used("moon", "2016-06-01") && !used("moon", "2023-01-01"));
    assert!(used("president moon", "2018-01-01") && !used("president moon", "2015-06-01"));
    assert!(used("a moon", "1990-01-01"));
}

#[test]
fn the_holders_of_an_office_are_found_by_date() {
    let image = image(&[STATES, PEOPLE], "");
    let key = image.key(&office_key("KOR", crate::Office::HeadOfState)).expect("known");
    let holders = |on: &str| -> Vec<&str> {
        key.names.iter().filter(|n| n.is_used(day(on))).map(|n| image.entity(n.entity).name.as_str()).collect()
    };
    assert_eq!(holders("2020-01-01"), ["A Moon"]);
    assert_eq!(holders("2022-05-10"), ["B Yoon"]);
}

#[test]
fn two_people_of_one_name_stay_two() {
    let image = image(&[STATES, PEOPLE], "");
    let entities: Vec<usize> = image.key("c lee").expect("known").names.iter().map(|n| n.entity).collect();
    assert_eq!(entities.len(), 2);
    assert_ne!(entities[0], entities[1]);
}

#[test]
fn who_leads_a_body_is_whom_a_state_knows() {
    let people = "country\tname\taliases\toffice\ttitle\tsector\tfrom\tto\n\
        KOR\tE Ban\t\tforeign_minister\t\tGOV\t2004\t2006\nIGO-X\tE Ban\t\tigo_head\tSecretary-General\t\t2007\t2016\n\
        IGO-X\tF Other\t\tigo_head\tSecretary-General\t\t2017\t\n";
    let image = image(&[STATES, ("actors/people.tsv", people)], "");
    let names = &image.key("e ban").expect("known").names;
    assert_eq!(names.len(), 1);
    let country = |on: &str| image.entity(names[0].entity).actor(day(on)).country.found().cloned();
    assert_eq!((country("2005-01-01"), country("2010-01-01")), (Some("KOR".into()), Some("IGO-X".into())));
    assert_eq!(image.entity(image.key("f other").expect("known").names[0].entity).key, "person:IGO-X:f other");
}

#[test]
fn a_dictionary_joins_what_is_known_and_adds_the_rest() {
    let dictionary = "A_MOON_\n+MR._MOON_\n\t[KORGOV]\nD_PARK_\n\t[KORMIL 990101-001231]\n\t[KORELI]\n";
    let image = image(&[STATES, PEOPLE], dictionary);
    let entity = |folded: &str| image.entity(image.key(folded).expect("known").names[0].entity);
    assert_eq!(entity("mr moon").key, entity("a moon").key);
    let park = entity("d park");
    assert_eq!(park.kind, detente_record::ActorKind::Person);
    let on = |d: &str| park.actor(day(d)).code();
    assert_eq!((on("1999-06-01"), on("2005-01-01")), ("KOR MIL".to_owned(), "KOR ELI".to_owned()));
}

#[test]
fn damaged_images_are_refused() {
    let mut knowledge = Knowledge::default();
    knowledge.with(STATES.0, STATES.1);
    let bytes = compile(knowledge.actors()).expect("compiles");
    for cut in [0, 7, 20, 60, bytes.len() - 1] {
        assert!(Image::open(Cow::Owned(bytes[..cut].to_vec())).is_err(), "{cut}");
    }
}
