//! Capitals: the government that sits there, or the town.

use detente_language::Upos;

use crate::phrases::Tree;

/// Prepositions after which a capital is a town.
const IN_TOWN: &[&str] = &[
    "in",
    "near",
    "around",
    "outside",
    "inside",
    "across",
    "throughout",
    "through",
    "via",
    "within",
    "above",
    "off",
    "along",
    "nearby",
    "beyond",
    "across from",
    "outside of",
    "close to",
    "next to",
    "southeast of",
    "back in",
];

/// Verbs and nouns of movement: "to" and "from" a capital are then about the town.
const MOVING: &[&str] = &[
    "travel",
    "go",
    "come",
    "return",
    "visit",
    "trip",
    "flight",
    "fly",
    "arrive",
    "arrival",
    "head",
    "march",
    "route",
    "road",
    "drive",
    "leave",
    "departure",
    "depart",
    "move",
    "walk",
    "withdraw",
    "flee",
    "escape",
    "train",
    "tour",
    "journey",
    "deport",
    "evacuate",
    "kilometer",
    "kilometre",
    "mile",
    "km",
    "south",
    "north",
    "east",
    "west",
    "distance",
    "distant",
    "close",
    "near",
    "back",
    "commute",
    "bus",
    "railway",
    "line",
    "highway",
    "welcome",
];

/// What is done to a town, and to no government.
const TO_TOWN: &[&str] = &[
    "visit", "leave", "reach", "enter", "capture", "seize", "bomb", "shell", "liberate", "tour", "occupy", "evacuate",
    "surround", "besiege", "flood", "rock", "shake", "hit", "encircle", "storm", "quit", "flee", "cross",
];

/// What a town has, and no government.
const OF_TOWN: &[&str] = &[
    "street",
    "airport",
    "district",
    "suburb",
    "square",
    "outskirt",
    "outskirts",
    "resident",
    "mayor",
    "downtown",
    "subway",
    "center",
    "centre",
    "hospital",
    "hotel",
    "university",
    "stadium",
    "school",
    "skyline",
    "population",
    "inhabitant",
    "metro",
    "park",
    "bridge",
    "neighborhood",
    "neighbourhood",
    "museum",
    "church",
    "mosque",
    "embassy",
    "talk",
    "summit",
    "meeting",
    "conference",
    "olympics",
    "game",
    "accord",
    "declaration",
    "treaty",
    "agreement",
    "forum",
    "protocol",
    "city",
    "capital",
    "region",
    "area",
    "province",
    "municipality",
    "marathon",
    "station",
    "apartment",
    "correspondent",
    "bureau",
    "restaurant",
    "college",
    "theatre",
    "theater",
    "cathedral",
    "court",
    "zoo",
    "factory",
    "gathering",
    "ceremony",
    "rally",
    "parade",
    "port",
    "river",
    "north",
    "south",
    "east",
    "west",
];

/// What is held in a town, and can be a government's too.
const MEETINGS: &[&str] = &[
    "talk",
    "summit",
    "meeting",
    "conference",
    "game",
    "accord",
    "declaration",
    "treaty",
    "agreement",
    "forum",
    "protocol",
    "embassy",
    "court",
    "rally",
    "parade",
    "region",
    "area",
    "province",
    "school",
];

/// Whether the name of a state stands for land: "the sea between Korea and Japan".
pub(super) fn is_land(tree: &Tree<'_>, word: usize) -> bool {
    const MAP: &[&str] = &["sea", "water", "strait", "ocean", "channel", "gulf"];
    tree.case(word).as_deref() == Some("between")
        && tree.head(word).is_some_and(|h| {
            MAP.contains(&tree.word(h).lemma.to_lowercase().as_str())
                || tree
                    .by(h, "obl")
                    .chain(tree.by(h, "obj"))
                    .any(|o| o < word && MAP.contains(&tree.word(o).lemma.to_lowercase().as_str()))
        })
}

/// Whether a capital stands for the town here: "talks in Pyongyang", "visited Moscow", "Seoul's streets".
pub(super) fn is_town(tree: &Tree<'_>, word: usize) -> bool {
    at(tree, word, 0)
}

fn at(tree: &Tree<'_>, word: usize, steps: usize) -> bool {
    let Some(head) = tree.head(word) else { return false };
    let lemma = tree.word(head).lemma.to_lowercase();
    let lemma = lemma.as_str();
    if let Some(case) = tree.case(word) {
        return match case.as_str() {
            "to" | "from" => MOVING.contains(&lemma),
            // "fired missiles at Seoul" is at the state, "met at Geneva" is not.
            "at" => !matches!(
                lemma,
                "fire" | "aim" | "launch" | "direct" | "missile" | "rocket" | "target" | "anger" | "lash"
            ),
            "of" => {
                matches!(tree.word(head).upos, Upos::Adv | Upos::Adp)
                    || OF_TOWN.contains(&lemma)
                    || MOVING.contains(&lemma)
                    || matches!(
                        lemma,
                        "people" | "part" | "heart" | "side" | "port" | "fall" | "siege" | "battle" | "town"
                    )
            }
            other => IN_TOWN.contains(&other),
        };
    }
    match tree.word(word).relation() {
        // "Pyongyang's declaration" is the government's, "the Pyongyang declaration" was made in the town.
        "nmod" if tree.word(word).deprel == "nmod:poss" => OF_TOWN.contains(&lemma) && !MEETINGS.contains(&lemma),
        "nmod" | "compound" | "amod" | "nummod" => OF_TOWN.contains(&lemma),
        "obj" => TO_TOWN.contains(&lemma),
        "nsubj" => {
            // "Seoul is the capital", "Pyongyang was bombed".
            tree.first(head, "cop").is_some() && OF_TOWN.contains(&lemma)
                || tree.word(word).deprel == "nsubj:pass" && TO_TOWN.contains(&lemma)
                || matches!(lemma, "lie" | "locate")
        }
        "conj" | "appos" if steps < 3 => at(tree, head, steps + 1),
        "advmod" => true,
        _ => false,
    }
}
