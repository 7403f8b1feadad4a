//! Words of the first look: nouns of actors, and words that begin sentences.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Nouns of actors that need no capital.
const ACTORS: &str = "\
    activist administration agency agents airforce ambassador army artillery authorities balloon border cabinet \
    campaigner capital chief civilian coalition coastguard commander congress country countries court defector \
    delegation demonstrator diplomat embassy enemy envoy force general government group guard guerrilla hacker \
    insurgent intelligence junta leader leaflet loudspeaker marshal media military militant militia minister \
    ministry missile nation navy neighbour neighbor officer official opposition organization parliament party \
    people police politician president premier prisoner propaganda protester puppet rebel refugee regime \
    representative residents rocket sailor secretary senator separatist ship side sides soldier spokesman \
    spokesperson spokeswoman spy state student submarine terrorist they troop union vessel warship we worker he \
    she";

/// Words that begin sentences and are no names.
const COMMON: &str = "\
    a after all also although among an and another as at because before both but by despite during each earlier \
    even every first for from he her here his how however i if in instead it its last later many meanwhile more \
    most my no not now of on one only or other our over perhaps she since so some still such than that the their \
    then there these they this those though through thus to today two under unfortunately until up was we what \
    when where which while who why will with without would yes yesterday yet you your";

struct Lists {
    actors: FxHashSet<&'static [u8]>,
    common: FxHashSet<&'static [u8]>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    actors: ACTORS.split_whitespace().map(str::as_bytes).collect(),
    common: COMMON.split_whitespace().map(str::as_bytes).collect(),
});

/// Whether a lowercased word is a noun of an actor, singular or plural.
pub(super) fn is_actor(word: &[u8]) -> bool {
    LISTS.actors.contains(word) || word.strip_suffix(b"s").is_some_and(|singular| LISTS.actors.contains(singular))
}

/// Whether a lowercased word often begins a sentence without being a name.
pub(super) fn is_common(word: &[u8]) -> bool {
    LISTS.common.contains(word)
}
