//! What a name is by its own words and by knowledge, where the analyser often errs: a body for a place above all.
//!
//! The words are those that head names of one kind in at least nine of ten cases of GUM's training part (named entities
//! with a proper noun as head), and words of public life of the same sort; nothing was chosen on the development part.

use detente_language::EntityKind;
use detente_record::ActorKind;

/// Heads of names of bodies: "Harvard University", "the Labour Party".
const BODIES: &[&str] = &[
    "academy",
    "administration",
    "agency",
    "airlines",
    "airways",
    "alliance",
    "army",
    "assembly",
    "association",
    "authority",
    "bank",
    "board",
    "brigade",
    "brigades",
    "broadcasting",
    "brotherhood",
    "bureau",
    "cabinet",
    "chamber",
    "church",
    "club",
    "co",
    "coalition",
    "college",
    "command",
    "commission",
    "committee",
    "commons",
    "company",
    "confederation",
    "congress",
    "consortium",
    "corp",
    "corporation",
    "corps",
    "council",
    "court",
    "department",
    "directorate",
    "duma",
    "faculty",
    "federation",
    "force",
    "forces",
    "foundation",
    "front",
    "fund",
    "government",
    "group",
    "guard",
    "guards",
    "inc",
    "institute",
    "institution",
    "jihad",
    "laboratory",
    "league",
    "ltd",
    "magazine",
    "militia",
    "ministry",
    "mission",
    "movement",
    "nations",
    "navy",
    "network",
    "news",
    "office",
    "organisation",
    "organization",
    "parliament",
    "party",
    "police",
    "press",
    "regiment",
    "school",
    "secretariat",
    "senate",
    "service",
    "services",
    "society",
    "syndicate",
    "team",
    "times",
    "tribunal",
    "tribune",
    "university",
    "weekly",
];

/// Heads of names of places: "Gatwick Airport", "Lake Chad".
const PLACES: &[&str] = &[
    "airport",
    "archipelago",
    "avenue",
    "bay",
    "beach",
    "bridge",
    "canal",
    "canyon",
    "cape",
    "castle",
    "cathedral",
    "city",
    "coast",
    "county",
    "creek",
    "desert",
    "fort",
    "gulf",
    "hall",
    "harbor",
    "harbour",
    "hill",
    "hills",
    "hotel",
    "island",
    "islands",
    "isle",
    "lake",
    "lodge",
    "mosque",
    "mount",
    "mountain",
    "mountains",
    "oblast",
    "ocean",
    "palace",
    "park",
    "peninsula",
    "plateau",
    "plaza",
    "port",
    "prefecture",
    "province",
    "river",
    "road",
    "sea",
    "springs",
    "square",
    "stadium",
    "station",
    "strait",
    "temple",
    "tower",
    "town",
    "valley",
    "village",
    "volcano",
];

/// Heads of names of people: titles.
const PEOPLE: &[&str] = &[
    "chairman",
    "chancellor",
    "colonel",
    "dr",
    "general",
    "judge",
    "lord",
    "madame",
    "minister",
    "mr",
    "mrs",
    "ms",
    "president",
    "prince",
    "princess",
    "professor",
    "queen",
    "rep",
    "sen",
    "senator",
    "sir",
    "speaker",
];

/// What a name of several words is by its head word.
pub(super) fn by_head(form: &str) -> Option<EntityKind> {
    let word = form.trim_end_matches('.').to_lowercase();
    let has = |list: &[&str]| list.binary_search(&word.as_str()).is_ok();
    if has(BODIES) {
        Some(EntityKind::Organization)
    } else if has(PLACES) {
        Some(EntityKind::Place)
    } else {
        has(PEOPLE).then_some(EntityKind::Person)
    }
}

/// What someone or something is that knowledge holds; treebanks take states for places here and for bodies there.
pub(super) fn by_actor(kind: ActorKind) -> Option<EntityKind> {
    match kind {
        ActorKind::Person => Some(EntityKind::Person),
        ActorKind::State
        | ActorKind::Territory
        | ActorKind::Region
        | ActorKind::Population
        | ActorKind::Identity
        | ActorKind::Group => None,
        _ => Some(EntityKind::Organization),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_apart() {
        for list in [BODIES, PLACES, PEOPLE] {
            assert!(list.windows(2).all(|p| p[0] < p[1]), "{list:?}");
        }
        assert!(BODIES.iter().all(|w| !PLACES.contains(w) && !PEOPLE.contains(w)));
        assert_eq!(by_head("Ministry"), Some(EntityKind::Organization));
        assert_eq!(by_head("Inc."), Some(EntityKind::Organization));
        assert_eq!(by_head("Peninsula"), Some(EntityKind::Place));
        assert_eq!(by_head("Smith"), None);
    }
}
