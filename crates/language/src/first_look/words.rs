//! Words of the first look: stems of acts, and nouns of actors.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// Stems of acts; a word matches that begins with one and goes on as English inflection does.
const ACTS: &str = "\
    abandon abduct accept accus agree aid ambush announc apolog appeal arrest assassinat assault assist attack \
    ban beg blam block bomb boycott breach broadcast call cancel captur ceas celebrat challeng charg claim clash \
    clos collaborat complain conced condemn conduct confiscat confront congratulat consult convict cooperat \
    criticis criticiz cut declar deliver demand demonstrat denounc den depart deploy destroy detain develop \
    discuss dismiss dispatch distribut donat drill drop end engag exchang execut exercis expel explod express \
    fight fir fl forc free giv grant halt harass help hijack hit hold host impos inspect intercept interfer \
    intrud invad investigat invit jam jail join kidnap kill launch leav lift loot meet met mobilis mobiliz mourn \
    negotiat occup offer open oppos order overfl parad pledg pour prais prepar pressur promis propos protest \
    provok provid punish push raid ratif reach rebel refus reject releas repatriat request resolv respond \
    restrict resum retaliat retreat return reveal riot sanction say said scatter scrap seiz send sent shell \
    shoot shot show sign smuggl speak spoke spread stag stop strik struck suppl support suspend tak talk test \
    threat threaten tighten told tortur urg vandalis vandaliz violat visit vow wag warn welcom withdr withhold \
    withheld withdraw wound yield";

/// How a stem may go on.
const ENDINGS: &str = "\
    e s es ed d ing y ies ied ying al als ation ations tion tions ion ions ment ments er ers or ors ew own awal \
    awals awn ened ening ens en ning ned ping ped ting ted ling led ming med eting ants ance ence ure ures iant \
    iance ary ings ements ement ocation ocations ocative icism ity ities onse onses ees ee ages age ives ive \
    atory ially ial ish lling lled ging ged";

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
    /// Stems of acts by first byte.
    acts: FxHashMap<u8, Vec<&'static str>>,
    endings: FxHashSet<&'static str>,
    actors: FxHashSet<&'static str>,
    common: FxHashSet<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut acts: FxHashMap<u8, Vec<&str>> = FxHashMap::default();
    for stem in ACTS.split_whitespace() {
        acts.entry(stem.as_bytes()[0]).or_default().push(stem);
    }
    Lists {
        acts,
        endings: ENDINGS.split_whitespace().chain([""]).collect(),
        actors: ACTORS.split_whitespace().collect(),
        common: COMMON.split_whitespace().collect(),
    }
});

/// Whether a lowercased word is a form of an act.
pub(super) fn is_act(word: &str) -> bool {
    let lists = &*LISTS;
    let stems = word.as_bytes().first().and_then(|b| lists.acts.get(b));
    let fits = |stem: &&str| word.strip_prefix(*stem).is_some_and(|rest| lists.endings.contains(rest));
    stems.is_some_and(|stems| stems.iter().any(fits))
}

/// Whether a lowercased word is a noun of an actor, singular or plural.
pub(super) fn is_actor(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    LISTS.actors.contains(word) || LISTS.actors.contains(singular)
}

/// Whether a lowercased word often begins a sentence without being a name.
pub(super) fn is_common(word: &str) -> bool {
    LISTS.common.contains(word)
}
