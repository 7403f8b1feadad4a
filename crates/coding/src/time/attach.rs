//! Which expressions of a sentence belong to a clause.
//!
//! An expression belongs to the verb or noun that governs it in the tree, and to no other: a date in a subordinate
//! clause does not date the main clause, and a date under a noun dates what the noun names. Where the grammar shows
//! that two words name one happening, they share: a noun that only holds the event ("killed in a raid on Monday"), a
//! verb that only says that the noun took place, verbs joined under one opening date, verbs of beginning and going on.

use detente_actors::Tree;
use detente_language::Upos;

use super::expression::{Core, Expression, Link};

/// Nouns that name happenings, beyond those that their endings show.
const HAPPENINGS: &[&str] = &[
    "abuse",
    "accident",
    "airstrike",
    "ambush",
    "arrest",
    "assault",
    "attack",
    "battle",
    "blast",
    "blaze",
    "blockade",
    "bomb",
    "boycott",
    "campaign",
    "ceasefire",
    "ceremony",
    "clash",
    "conference",
    "coup",
    "crackdown",
    "crash",
    "crisis",
    "cyberattack",
    "deal",
    "death",
    "debate",
    "defeat",
    "disaster",
    "dispute",
    "drill",
    "earthquake",
    "emergency",
    "event",
    "exercise",
    "famine",
    "feud",
    "fight",
    "fire",
    "flight",
    "flood",
    "funeral",
    "genocide",
    "handover",
    "hearing",
    "holocaust",
    "incident",
    "incursion",
    "insurgency",
    "interview",
    "invasion",
    "killing",
    "kidnap",
    "launch",
    "march",
    "massacre",
    "meeting",
    "mission",
    "murder",
    "mutiny",
    "offensive",
    "onslaught",
    "outbreak",
    "parade",
    "poll",
    "pogrom",
    "protest",
    "purge",
    "quake",
    "raid",
    "rally",
    "referendum",
    "release",
    "revolt",
    "revolution",
    "riot",
    "row",
    "rule",
    "scandal",
    "service",
    "session",
    "siege",
    "skirmish",
    "speech",
    "standoff",
    "storm",
    "strike",
    "stampede",
    "summit",
    "surge",
    "sweep",
    "takeover",
    "talk",
    "test",
    "tour",
    "trial",
    "truce",
    "unrest",
    "uprising",
    "violence",
    "visit",
    "vote",
    "war",
    "warfare",
    "withdrawal",
    "workshop",
    "famine",
    "era",
];

/// Verbs that say of their subject that it took place.
const OCCUR: &[&str] = &[
    "occur", "happen", "come", "begin", "start", "end", "follow", "erupt", "break", "take", "resume", "last", "open",
    "go",
];

/// Verbs that begin, continue or end the act that they govern.
const ASPECT: &[&str] = &[
    "begin", "start", "continue", "resume", "keep", "stop", "cease", "finish", "manage", "proceed", "go", "end",
    "fail", "commence", "help", "try", "attempt", "have", "be",
];

/// An expression with what governs it.
#[derive(Clone, Debug)]
pub(super) struct Attached {
    pub expression: Expression,
    /// Verb, noun or other word that governs it; none in a fragment.
    pub governor: Option<usize>,
    /// Whether its preposition belongs to a noun that it only modifies ("since last year's coup").
    pub bare: bool,
}

/// Finds the governor of each expression.
pub(super) fn attach(tree: &Tree<'_>, expressions: Vec<Expression>) -> Vec<Attached> {
    let holder = |word: usize| expressions.iter().find(|e| e.words.contains(&word));
    let governed: Vec<(Option<usize>, bool)> = expressions
        .iter()
        .map(|expression| {
            let mut head = head_of(tree, expression);
            let mut governor = head.and_then(|h| tree.head(h));
            for _ in 0..6 {
                let (Some(h), Some(g)) = (head, governor) else { break };
                if tree.word(h).relation() == "conj" && tree.is_nominal(g) && tree.word(h).upos != Upos::Verb {
                    // "on Monday and Tuesday": what governs the first.
                    head = Some(g);
                } else if matches!(expression.core, Core::Shift(..)) && tree.head(expression.words.end - 1) == Some(g) {
                    // "two days after the raid": one phrase with what it follows.
                    head = Some(g);
                    governor = tree.head(g);
                    break;
                } else if let Some(outer) = holder(g) {
                    head = head_of(tree, outer);
                } else if matches!(
                    tree.word(g).upos,
                    Upos::Adv | Upos::Adp | Upos::Sconj | Upos::Part | Upos::Num | Upos::Punct | Upos::Sym
                ) {
                    head = Some(g);
                } else {
                    break;
                }
                governor = head.and_then(|h| tree.head(h));
            }
            let bare = expression.link_word.is_some_and(|word| {
                let relation = tree.word(word).relation();
                matches!(relation, "case" | "mark") && tree.head(word).is_some_and(|h| !expression.words.contains(&h))
            });
            (governor, bare)
        })
        .collect();
    expressions
        .into_iter()
        .zip(governed)
        .map(|(expression, (governor, bare))| Attached { expression, governor, bare })
        .collect()
}

/// The word of an expression whose head lies outside it: a word of its heart, where one does.
fn head_of(tree: &Tree<'_>, expression: &Expression) -> Option<usize> {
    let outside = |w: &usize| tree.head(*w).is_none_or(|h| !expression.words.contains(&h));
    let heart = |w: &usize| !matches!(tree.word(*w).relation(), "case" | "mark" | "punct" | "det" | "cc");
    let words = || expression.words.clone().filter(|w| *w < tree.words().len());
    words().find(|w| outside(w) && heart(w)).or_else(|| words().find(outside))
}

/// Whether a noun names a happening.
pub(super) fn is_happening(tree: &Tree<'_>, at: usize) -> bool {
    let word = tree.word(at);
    if !matches!(word.upos, Upos::Noun | Upos::Propn) {
        return false;
    }
    let lemma = word.lemma.to_lowercase();
    HAPPENINGS.contains(&lemma.as_str())
        || ["tion", "sion", "ment", "ing", "ance", "ade"]
            .iter()
            .any(|end| lemma.len() > end.len() + 3 && lemma.ends_with(end))
}

/// Whether an expression belongs to a word that names an act.
pub(super) fn belongs(tree: &Tree<'_>, attached: &Attached, at: usize) -> bool {
    let Some(governor) = attached.governor else {
        // A fragment: "Saturday's attack on the port" hangs on nothing.
        return false;
    };
    if governor == at {
        return true;
    }
    let noun = matches!(tree.word(at).upos, Upos::Noun | Upos::Propn);
    if matches!(tree.word(governor).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Sym) {
        return !noun && under_noun(tree, attached, governor, at);
    }
    if noun {
        return is_happening(tree, at) && holds(tree, at, governor);
    }
    joined(tree, attached, at, governor) || aspect(tree, at, governor)
}

/// A date under a noun of a verb's clause that dates the verb too.
fn under_noun(tree: &Tree<'_>, attached: &Attached, noun: usize, at: usize) -> bool {
    // Down from "raid" over "village" to the verb: "killed in a raid on a village on Monday".
    let mut top = noun;
    let mut steps = 0;
    while let Some(head) = tree.head(top).filter(|h| *h != at && matches!(tree.word(*h).upos, Upos::Noun | Upos::Propn))
    {
        top = head;
        steps += 1;
        if steps > 3 {
            return false;
        }
    }
    if tree.head(top) != Some(at) {
        return false;
    }
    let relation = tree.word(top).relation();
    let case = tree.case(top).unwrap_or_default();
    let within = matches!(case.as_str(), "in" | "during" | "amid" | "at" | "throughout");
    if relation == "obl" && within && is_happening(tree, top) {
        return steps == 0 || !is_happening(tree, noun);
    }
    // "fired three missiles on Saturday": missiles have no date; the firing has. Not "the constitution of 1987".
    let expression = &attached.expression;
    let dated = matches!(expression.core, Core::Weekday(..) | Core::Day(_) | Core::Overnight | Core::Ago(..))
        || super::dates::has_day(&expression.core);
    let preposition = expression.link_word.map(|w| tree.word(w).lemma.to_lowercase());
    let free = preposition.as_deref().is_none_or(|p| matches!(p, "on" | "in" | "late" | "early"));
    let behind = expression.words.start > noun && expression.words.start > at;
    let possessed =
        tree.words().get(expression.words.end).is_some_and(|w| matches!(w.form.as_str(), "'s" | "’s" | "'" | "’"));
    dated
        && free
        && behind
        && !possessed
        && !attached.bare
        && matches!(relation, "obj" | "obl" | "nsubj" | "iobj")
        && !is_happening(tree, noun)
        && !is_happening(tree, top)
}

/// Whether a verb dates a noun: "the raid took place on Monday", "killed twelve in a raid".
fn holds(tree: &Tree<'_>, noun: usize, verb: usize) -> bool {
    if tree.head(noun) != Some(verb) {
        return false;
    }
    let word = tree.word(noun);
    let lemma = tree.word(verb).lemma.to_lowercase();
    match word.relation() {
        "nsubj" => OCCUR.contains(&lemma.as_str()),
        "obl" => matches!(tree.case(noun).as_deref(), Some("in" | "during" | "amid" | "at")),
        _ => false,
    }
}

/// "On Saturday gunmen killed five and wounded ten": the date opens both, or closes the first behind the second.
fn joined(tree: &Tree<'_>, attached: &Attached, at: usize, governor: usize) -> bool {
    let mut first = at;
    while tree.word(first).relation() == "conj" {
        let Some(head) = tree.head(first) else { return false };
        first = head;
        if first == governor {
            break;
        }
    }
    if first != governor || first == at || tree.first(at, "nsubj").is_some() {
        return false;
    }
    let alike = tree.word(at).xpos == tree.word(governor).xpos;
    let words = &attached.expression.words;
    alike && (words.end <= governor || words.start > at)
}

/// "began shelling on Monday", "on Monday continued to shell".
fn aspect(tree: &Tree<'_>, at: usize, governor: usize) -> bool {
    let governs = |upper: usize, lower: usize| {
        tree.head(lower) == Some(upper)
            && tree.word(lower).relation() == "xcomp"
            && ASPECT.contains(&tree.word(upper).lemma.to_lowercase().as_str())
    };
    governs(governor, at) || governs(at, governor)
}

/// Whether an expression sets a limit to an act that its clause asks for: "gave them until Friday to leave".
pub(super) fn limits(tree: &Tree<'_>, attached: &Attached, at: usize) -> bool {
    matches!(attached.expression.link, Link::By | Link::Until | Link::Within | Link::Before)
        && !attached.bare
        && attached.governor.is_some_and(|g| {
            tree.head(at) == Some(g) && matches!(tree.word(at).relation(), "xcomp" | "advcl" | "ccomp")
        })
}
