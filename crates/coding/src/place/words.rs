//! Words that decide whether a phrase says where something was.

/// Prepositions of place.
pub(super) const AT: &[&str] = &[
    "in",
    "at",
    "near",
    "off",
    "outside",
    "inside",
    "around",
    "along",
    "across",
    "above",
    "beneath",
    "throughout",
    "within",
    "beside",
    "between",
    "over",
    "close to",
    "next to",
    "north of",
    "south of",
    "east of",
    "west of",
    "just outside",
    "northeast of",
    "northwest of",
    "southeast of",
    "southwest of",
    "on",
    "outside of",
    "opposite",
    "aboard",
    "amid",
];

/// Nouns whose "on" is place and not topic.
pub(super) const ATTACKS: &[&str] = &[
    "attack",
    "strike",
    "airstrike",
    "raid",
    "assault",
    "bombing",
    "bombardment",
    "shelling",
    "ambush",
    "offensive",
    "siege",
    "crackdown",
    "blockade",
    "march",
    "advance",
    "shooting",
];

/// Acts that are done to places, by the verb that says so.
pub(super) const DONE_TO_PLACES: &[&str] = &[
    "attack",
    "bomb",
    "shell",
    "strike",
    "hit",
    "raid",
    "storm",
    "pound",
    "bombard",
    "besiege",
    "capture",
    "seize",
    "retake",
    "recapture",
    "occupy",
    "enter",
    "invade",
    "visit",
    "overrun",
    "liberate",
    "evacuate",
    "blockade",
    "burn",
    "ransack",
    "target",
    "assault",
    "encircle",
    "annex",
    "reach",
    "tour",
    "inspect",
    "flatten",
    "rock",
];

/// Acts that leave from where they are done.
pub(super) const FROM: &[&str] = &[
    "launch",
    "fire",
    "shoot",
    "withdraw",
    "retreat",
    "evacuate",
    "expel",
    "pull",
    "test-fire",
    "lob",
    "deport",
    "fly",
    "float",
];

/// People who are counted or told of in general: the place beside them is where it was done to them.
pub(super) const PEOPLE: &[&str] = &[
    "people",
    "person",
    "protester",
    "demonstrator",
    "civilian",
    "soldier",
    "man",
    "woman",
    "child",
    "worker",
    "militant",
    "fighter",
    "gunman",
    "policeman",
    "officer",
    "suspect",
    "activist",
    "villager",
    "journalist",
    "troop",
    "rebel",
    "insurgent",
    "terrorist",
    "student",
    "migrant",
    "refugee",
    "resident",
    "hostage",
    "other",
    "dozens",
    "hundreds",
    "thousands",
    "scores",
    "trooper",
    "member",
    "palestinian",
    "israeli",
    "missile",
    "rocket",
    "shell",
    "shot",
    "round",
    "drone",
    "balloon",
    "leaflet",
    "rally",
    "talk",
    "talks",
    "meeting",
    "drill",
    "exercise",
    "test",
    "protest",
    "summit",
    "operation",
    "raid",
    "attack",
    "strike",
    "position",
    "target",
];

/// Nouns that hold what is said, not where it is done.
pub(super) const SAYINGS: &[&str] = &[
    "statement",
    "speech",
    "interview",
    "letter",
    "report",
    "remark",
    "article",
    "comment",
    "message",
    "favour",
    "favor",
    "response",
    "case",
    "move",
    "sign",
    "bid",
    "effort",
    "attempt",
    "view",
    "light",
    "person",
    "fact",
    "addition",
    "return",
    "exchange",
    "order",
    "wake",
    "face",
    "name",
    "support",
    "protest",
];

/// Whether a noun is a kind of place, so that "of" names it: "the town of Bakhmut".
pub(super) fn is_site(lemma: &str) -> bool {
    matches!(
        lemma,
        "village"
            | "town"
            | "city"
            | "capital"
            | "province"
            | "district"
            | "region"
            | "state"
            | "island"
            | "port"
            | "area"
            | "suburb"
            | "outskirt"
            | "outskirts"
            | "township"
            | "municipality"
            | "county"
            | "governorate"
            | "oblast"
            | "coast"
            | "border"
            | "shore"
            | "water"
            | "waters"
            | "valley"
            | "peninsula"
            | "hamlet"
            | "settlement"
            | "stronghold"
            | "north"
            | "south"
            | "east"
            | "west"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "part"
            | "centre"
            | "center"
            | "heart"
            | "enclave"
            | "neighbourhood"
            | "neighborhood"
            | "street"
            | "streets"
            | "vicinity"
            | "edge"
            | "side"
            | "sector"
            | "department"
            | "prefecture"
            | "strip"
            | "reef"
            | "shoal"
            | "camp"
            | "airport"
            | "crossing"
            | "base"
            | "prison"
            | "square"
            | "sea"
            | "strait"
            | "gulf"
            | "lake"
            | "desert"
            | "mountain"
            | "mountains"
            | "corridor"
            | "delta"
            | "basin"
            | "forest"
            | "islands"
            | "heights"
            | "frontline"
            | "front"
    )
}

/// Names that end so are lines or islets: one is on them.
pub(super) fn is_line(lemma: &str) -> bool {
    matches!(
        lemma,
        "line"
            | "island"
            | "islands"
            | "border"
            | "peninsula"
            | "river"
            | "coast"
            | "shoal"
            | "reef"
            | "bridge"
            | "control"
            | "heights"
            | "islet"
    )
}
