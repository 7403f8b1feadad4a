//! Who a mention is, in sentences of many parts of the world, read by the shipped analyser.

mod common;

use common::{all, read, who};

#[test]
fn possessives_and_modifiers_give_the_state() {
    all(&[
        ("South Korea's Unification Ministry condemned the launch.", "Ministry", "[KOR GOV"),
        ("Iran's foreign ministry summoned the ambassador.", "ministry", "[IRN GOV"),
        ("North Korea said the South's military fired first, and Seoul denied it.", "military", "[KOR MIL"),
        ("The Turkish parliament approved the bill.", "parliament", "[TUR LEG"),
        ("Protesters in Tehran burned a flag.", "Protesters", "[IRN"),
    ]);
}

#[test]
fn a_modifier_can_name_two() {
    let (_, resolved) = read("The US-South Korean drills began on Monday.", "2020-06-20", "");
    let mut codes: Vec<String> = resolved.actors.iter().map(|a| a.code()).collect();
    codes.sort();
    assert_eq!(codes, ["KOR", "USA"]);
}

#[test]
fn who_is_only_backed_by_a_state_is_not_of_it() {
    all(&[("An Iran-backed militia fired rockets at the base.", "militia", "[---")]);
}

#[test]
fn a_capital_is_a_town_or_a_government() {
    all(&[
        ("Pyongyang said it would respond.", "Pyongyang", "North Korea [PRK]"),
        ("The two sides held talks in Pyongyang.", "Pyongyang", "open"),
        ("Moscow accused Kyiv of shelling the plant.", "Kyiv", "Ukraine [UKR]"),
        ("The minister flew to Moscow on Friday.", "Moscow", "open"),
        ("Tensions between Beijing and Washington rose.", "Washington", "United States [USA]"),
        ("Demonstrators marched through Cairo.", "Cairo", "open"),
    ]);
}

#[test]
fn names_that_only_look_like_one() {
    all(&[
        ("Michael Jordan scored forty points.", "Michael Jordan", "Michael Jordan [---"),
        ("Michael Jordan scored forty points. Jordan then left the field.", "Jordan", "Michael Jordan [---"),
        ("Jordan hosted the peace talks.", "Jordan", "Jordan [JOR]"),
        ("The governor of Georgia met mayors from Atlanta and Alabama.", "Georgia", "none"),
        ("Georgia accused Russia of violating the ceasefire in Abkhazia.", "Georgia", "Georgia [GEO]"),
        ("They served turkey at the dinner.", "turkey", "none"),
    ]);
}

#[test]
fn a_bank_is_not_the_country_in_its_name() {
    let got =
        who("A researcher at the Korea Institute for Peace Studies warned of a clash.", "2020-06-20", "", "Institute");
    assert!(got.contains("Korea Institute for Peace Studies") && !got.contains("KOR"), "{got}");
}

#[test]
fn offices_are_held_on_the_day_of_the_text() {
    let text = "South Korea said on Monday it would talk. The South Korean president called for calm.";
    assert_eq!(who(text, "2020-06-20", "", "president"), "Moon Jae-in [KOR GOV]");
    assert_eq!(who(text, "2024-05-01", "", "president"), "Yoon Suk-yeol [KOR GOV]");
    let text = "The French president met the German chancellor.";
    assert_eq!(who(text, "2019-05-01", "", "president"), "Emmanuel Macron [FRA GOV]");
    assert_eq!(who(text, "2019-05-01", "", "chancellor"), "Angela Merkel [DEU GOV]");
    assert!(!who("The former French president was convicted.", "2021-05-01", "", "president").contains("Macron"));
}

#[test]
fn sets_of_states() {
    all(&[
        ("Relations between the two Koreas worsened.", "the two Koreas", "PRK"),
        (
            "India and Pakistan exchanged fire. Both sides blamed the other.",
            "Both sides",
            "India [IND]; Pakistan [PAK]",
        ),
        (
            "Egypt, Sudan and Ethiopia met in June. The three countries reached no deal.",
            "countries",
            "Egypt [EGY]; Sudan [SDN]; Ethiopia [ETH]",
        ),
    ]);
}

#[test]
fn unknown_names_are_new_actors_with_what_is_said_of_them() {
    all(&[
        ("The Iranian scientist Farhad Delavari was killed.", "Farhad", "Farhad Delavari [IRN"),
        ("Farhad Delavari was killed on Friday. Delavari had worked on the program.", "Delavari", "Farhad Delavari ["),
        ("Jane Holloway protested on Friday.", "Jane Holloway", "Jane Holloway [---"),
    ]);
}

#[test]
fn pronouns_follow_their_chain() {
    all(&[
        ("Angela Merkel met the envoy in Berlin. She promised support.", "She", "Angela Merkel"),
        ("Israel attacked the depot because it feared a strike.", "it", "Israel [ISR]"),
        ("The threat to France and its allies grew, Iran said.", "its", "France [FRA]"),
        ("They praised Angela Merkel and her ministers in Oslo.", "her", "Angela Merkel [DEU"),
        ("Russia tested a torpedo, the first of its kind.", "its", "open"),
        ("Russia rejected the plan. It said the terms were unfair.", "It", "Russia [RUS]"),
        ("NATO received the treaty in May. It warned that the text was vague.", "It", "[IGO-NATO"),
        ("The Chilean navy studied the report. It denied any fault.", "It", "[CHL MIL"),
        ("The treaty ended the war. It said nothing of prisoners.", "It", "open"),
    ]);
}

#[test]
fn in_a_quotation_we_are_the_speaker() {
    all(&[
        ("\"We will retaliate,\" Iran's foreign ministry said.", "We", "Iran [IRN]"),
        ("Vladimir Putin said: \"I have ordered our army to stop.\"", "I", "Vladimir Putin [RUS GOV]"),
        ("Vladimir Putin said: \"I have ordered our army to stop.\"", "army", "[RUS MIL]"),
    ]);
}

#[test]
fn a_signed_statement_is_one_long_quotation() {
    let text = "Kim Yo Jong, vice department director of the Central Committee of the Workers' Party of Korea, \
                issued the following press statement on Tuesday:\nThe clans in Seoul lost their senses. We will never \
                sit with them.";
    assert_eq!(who(text, "2020-06-20", "KCNA", "We"), "North Korea [PRK]");
}

#[test]
fn descriptions_follow_their_state() {
    all(&[
        ("North Korea fired a missile on Sunday. The reclusive state gave no reason.", "state", "North Korea [PRK]"),
        ("Moon Jae-in, then president, met Kim in Panmunjom.", "president", "Moon Jae-in"),
    ]);
}
