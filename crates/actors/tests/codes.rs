//! What of an actor's code was once lost: the state of an adjective, the sector of a body, the meaning of an
//! abbreviation; and what must not become a code.

mod common;

use common::{all, who};

#[test]
fn adjectives_of_states_reach_their_noun() {
    all(&[
        ("North Korean armed agents crossed the border on Monday.", "North Korean armed agents", "[PRK"),
        ("Two Vietnamese armed fishermen were held.", "Two Vietnamese armed fishermen", "[VNM"),
        ("South Korean soldiers fired warning shots.", "South Korean soldiers", "[KOR MIL]"),
        ("Four Malian soldiers died near Koro.", "Four Malian soldiers", "[MLI MIL]"),
        ("A South Korean fishing boat was seized near the islands.", "boat", "[KOR"),
        ("They fell upon an Indian patrol with iron rods.", "patrol", "[IND MIL]"),
        ("The rebels stopped a Kenyan police patrol.", "patrol", "[KEN"),
        ("South Korea's navy and air force sank the boat.", "air force", "[KOR MIL]"),
        ("Kenyan soldiers and police sealed off the mall.", "police", "[KEN COP]"),
        ("Polish soldiers and a militia met.", "militia", "[---"),
        ("A spokesman for the Foreign Ministry of the Republic of Cuba spoke.", "spokesman", "[CUB"),
        ("The drone fell six miles North of the line near South Korea, North Korea said.", "North", "none"),
        ("Sudanese paramilitary fighters looted the market.", "fighters", "[SDN"),
    ]);
}

#[test]
fn states_deep_in_a_title_reach_it() {
    all(&[
        (
            "A delegation led by Roman Chekushov, vice-minister of Industry and Trade of the Russian Federation, arrived.",
            "Roman Chekushov",
            "Roman Chekushov [RUS",
        ),
        ("Vice Unification Minister Hwang Boo-gi led the delegation.", "Hwang", "Hwang Boo-gi [KOR"),
    ]);
}

#[test]
fn a_prefix_makes_another_of_it() {
    all(&[
        ("Anti-Taliban fighters captured the town on Friday.", "fighters", "[--- REB]"),
        ("The anti-Assad rebels shelled the town.", "rebels", "[--- REB]"),
        ("Pro-Saudi fighters seized the building.", "fighters", "[--- REB]"),
        ("A pro-Iranian militia fired rockets.", "militia", "[---"),
        ("Non-Kuwaiti residents left.", "residents", "[---"),
        ("Iran-armed rebels took the port.", "rebels", "[--- REB]"),
    ]);
    for (text, head, not) in [
        ("South Korean activists flew anti-North Korea leaflets over the border.", "activists", "PRK"),
        ("Anti-Taliban fighters captured the town on Friday.", "Anti-Taliban fighters", "Taliban ["),
    ] {
        let got = who(text, "2020-06-20", "", head);
        assert!(!got.contains(not), "{head} in '{text}': {got}");
    }
}

#[test]
fn who_heads_a_body_is_of_its_sector() {
    all(&[
        ("The chairman of the Serbian Radical Party denounced the sanctions.", "chairman", "[SRB PTY"),
        ("The chairman of the Palestine Liberation Organization rejected it.", "chairman", "[PSE PTY"),
        ("The chairman of Gazprom signed the contract.", "chairman", "[RUS BUS"),
        ("The head of the African Union visited Kigali.", "head", "[IGO-AU"),
    ]);
    let got = who("The chairman spoke for an hour.", "2020-06-20", "", "chairman");
    assert!(!got.contains("BUS"), "{got}");
}

#[test]
fn abbreviations_mean_what_the_text_calls_so() {
    all(&[
        (
            "The Rapid Support Forces (RSF) attacked El Fasher. The RSF denied the charge.",
            "The RSF",
            "Rapid Support Forces [SDN",
        ),
        (
            "He accused the Rapid Support Forces of genocide. The RSF denied it, and Sudan's army claimed gains.",
            "The RSF",
            "Rapid Support Forces [SDN",
        ),
        (
            "Reporters Without Borders (RSF) called for his release. RSF said he was beaten.",
            "RSF",
            "Reporters Without Borders",
        ),
        (
            "The Northern Democratic Front (NDF) agreed to a truce. The NDF later broke it.",
            "The NDF",
            "Northern Democratic Front [",
        ),
        (
            "South Korea's Joint Chiefs of Staff said two missiles were fired by North Korea. The JCS said more may follow.",
            "The JCS",
            "Joint Chiefs of Staff of the Republic of Korea [KOR MIL]",
        ),
    ]);
}

#[test]
fn a_person_goes_on_by_surname() {
    all(&[
        ("Kim Yo Jong issued a statement. Kim said the drills were a provocation.", "Kim", "Kim Yo Jong [PRK PTY"),
        ("Officials met Ahmad Karimi in Kabul. Karimi refused to sign.", "Karimi", "Ahmad Karimi"),
        ("British Prime Minister John Major visited Dublin. Major said talks would go on.", "Major", "John Major [GBR"),
        ("Former chancellor Helmut Kohl spoke in Bonn. Kohl defended the treaty.", "Kohl", "Helmut Kohl [DEU"),
        ("Benigno Aquino met Xi Jinping in Beijing. Xi promised loans.", "Xi", "Xi Jinping [CHN GOV"),
    ]);
    let two = "Kim Jong Un promoted Kim Yo Jong. The major saluted.";
    assert!(who(two, "2020-06-20", "", "major").contains("[--- MIL"));
}

#[test]
fn officials_named_with_their_country() {
    all(&[
        (
            "Israeli Prime Minister Benjamin Netanyahu ordered the strike.",
            "Israeli Prime Minister Benjamin Netanyahu",
            "Benjamin Netanyahu [ISR GOV",
        ),
        ("Hungarian Prime Minister Viktor Orban vetoed the aid.", "Viktor", "Viktor Orban [HUN GOV"),
        ("Indian Prime Minister Narendra Modi visited Ladakh.", "Narendra", "Narendra Modi [IND GOV"),
        ("Tigray's leader Debretsion Gebremichael refused.", "Debretsion", "Debretsion Gebremichael [ETH"),
    ]);
    assert!(who("Sinn Fein's Gerry Adams regretted it.", "1996-02-10", "", "Gerry").contains("Gerry Adams [GBR PTY"));
}

#[test]
fn makes_and_weapons_are_no_one() {
    for (text, words) in [
        ("The test of a Hwasong-5 (Scud-B) missile failed.", "Scud-B"),
        ("It fired two Nodong MRBMs into the sea.", "Nodong MRBMs"),
        ("A passenger plane (Boeing 727) was hijacked.", "Boeing 727"),
        ("The Airbus A320 landed in Minsk.", "Airbus A320"),
        ("The ROK's patrol killer mediums (PKMs) returned fire.", "PKMs"),
        ("Soldiers drove a captured T-72 into the square.", "T-72"),
    ] {
        let got = who(text, "2020-06-20", "", words);
        assert!(got == "none" || got == "open", "{words} in '{text}': {got}");
    }
    assert!(who("Boeing paid a fine.", "2020-06-20", "", "Boeing").contains("Boeing [USA"));
}

#[test]
fn common_names_of_bodies_take_the_state_of_the_text() {
    let text = "Venezuela closed the bridge. Venezuelan ministers said Colombia had sent arms, and Venezuela's president \
                spoke. The opposition says that the National Guard set fire to the trucks.";
    assert!(who(text, "2019-02-23", "", "the National Guard").contains("[VEN"));
    let open = "Colombia and Peru signed it. Congress must vote.";
    assert!(!who(open, "2019-02-23", "", "Congress").contains("USA"));
}

#[test]
fn a_longer_name_is_another_person() {
    let got = who("Player Kim Ryu Gyong thanked North Korea in her reply.", "2024-06-20", "", "Kim");
    assert!(!got.contains("Ryu Kyong"), "{got}");
}
