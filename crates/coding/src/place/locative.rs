//! Which words of a clause say where it was.

use detente_actors::Tree;
use detente_language::Upos;
use detente_record::EventType;

use super::words::{AT, ATTACKS, DONE_TO_PLACES, FROM, PEOPLE, SAYINGS, is_line, is_site};

/// A word that says where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located {
    /// The head of the phrase that names the place.
    pub word: usize,
    /// Whether it is what the act is done to.
    pub object: bool,
}

/// The words of a clause that say where it was, in order of worth.
#[must_use]
pub fn words(tree: &Tree<'_>, at: usize, event_type: EventType) -> Vec<Located> {
    let mut out = Vec::new();
    let noun = matches!(tree.word(at).upos, Upos::Noun | Upos::Propn);
    of(tree, at, &mut out);
    if noun {
        // "the Pahalgam attack"; "talks in Geneva" are with `of`; "the raid took place in Basra".
        for name in tree.by(at, "compound").filter(|c| *c < at && tree.word(*c).upos == Upos::Propn) {
            push(&mut out, name, true);
        }
        if let Some(verb) = tree.head(at).filter(|v| carries(tree, at, *v)) {
            of(tree, verb, &mut out);
        }
        return out;
    }
    let lemma = tree.word(at).lemma.to_lowercase();
    let done = DONE_TO_PLACES.contains(&lemma.as_str()) || event_type == EventType::Assault;
    for patient in tree.by(at, "obj").chain(tree.by(at, "nsubj:pass")) {
        if done {
            push(&mut out, patient, true);
            below(tree, patient, &mut out, 0, true);
        } else if is_general(tree, patient) {
            below(tree, patient, &mut out, 0, false);
        }
        if FROM.contains(&lemma.as_str()) {
            for from in tree.by(patient, "nmod").filter(|c| tree.case(*c).as_deref() == Some("from")) {
                push(&mut out, from, false);
            }
        }
    }
    // "killed five and wounded ten in Kabul": where the first was is where the second was, when one phrase opens both.
    if tree.word(at).relation() == "conj"
        && tree.first(at, "nsubj").is_none()
        && let Some(first) = tree.head(at).filter(|h| tree.word(*h).upos == Upos::Verb)
    {
        let mut shared = Vec::new();
        of(tree, first, &mut shared);
        out.extend(shared.into_iter().filter(|l| l.word < first));
    }
    out
}

/// The locative phrases right under a word.
fn of(tree: &Tree<'_>, at: usize, out: &mut Vec<Located>) {
    let lemma = tree.word(at).lemma.to_lowercase();
    let verb = matches!(tree.word(at).upos, Upos::Verb | Upos::Adj);
    for child in tree.by(at, "obl").chain(tree.by(at, "nmod")) {
        if tree.word(child).deprel == "nmod:poss" || !tree.is_nominal(child) {
            continue;
        }
        let Some(case) = tree.case(child) else { continue };
        let noun = tree.word(child).lemma.to_lowercase();
        let place = AT.contains(&case.as_str())
            || (case == "from" && verb && FROM.contains(&lemma.as_str()))
            || (matches!(case.as_str(), "into" | "toward" | "towards")
                && matches!(noun.as_str(), "sea" | "waters" | "water" | "ocean"));
        if !place || (SAYINGS.contains(&noun.as_str()) && tree.word(child).upos == Upos::Noun) {
            continue;
        }
        // "talks on Syria", "said on Gaza": a topic; "on the Line of Control", "an attack on Kyiv": a place.
        let on = matches!(case.as_str(), "on" | "over" | "between" | "around" | "across");
        let proper = tree.word(child).upos == Upos::Propn;
        if on && proper && !ATTACKS.contains(&lemma.as_str()) && !is_line(&noun) && !verb {
            continue;
        }
        if on && proper && verb && case == "over" {
            continue;
        }
        push(out, child, false);
        below(tree, child, out, 0, false);
    }
    // "north of Seoul", as the analyser has it: an adverb with a phrase.
    for adverb in tree
        .by(at, "advmod")
        .filter(|a| matches!(tree.word(*a).lemma.as_str(), "north" | "south" | "east" | "west" | "outside" | "near"))
    {
        for child in tree.by(adverb, "obl") {
            push(out, child, false);
        }
    }
}

/// Places inside the phrase of a word that only holds the event: "in an attack on a market in Lashkar Gah", "at the
/// village of Panmunjom".
fn below(tree: &Tree<'_>, at: usize, out: &mut Vec<Located>, depth: usize, object: bool) {
    if depth > 3 || tree.word(at).upos == Upos::Propn {
        return;
    }
    let lemma = tree.word(at).lemma.to_lowercase();
    for child in tree.by(at, "nmod").filter(|c| tree.word(*c).deprel != "nmod:poss" && tree.is_nominal(*c)) {
        let case = tree.case(child).unwrap_or_default();
        let place = match case.as_str() {
            "of" => is_site(&lemma) || !tree.word(child).form.starts_with(char::is_uppercase),
            "on" | "against" => ATTACKS.contains(&lemma.as_str()),
            "over" | "between" | "around" | "across" | "with" | "amid" => false,
            case => AT.contains(&case) && !SAYINGS.contains(&lemma.as_str()),
        };
        if place {
            // "shelled the city of Kharkiv": what is shelled; "a convoy in Syria": where it is.
            let object = object && case == "of";
            push(out, child, object);
            below(tree, child, out, depth + 1, object);
        }
    }
}

/// Whether a phrase speaks of people or things in general, so that the place beside it is the event's.
fn is_general(tree: &Tree<'_>, at: usize) -> bool {
    let word = tree.word(at);
    let known = tree.children(at).iter().any(|c| {
        tree.word(*c).deprel == "nmod:poss"
            || (tree.word(*c).relation() == "det" && tree.word(*c).lemma.eq_ignore_ascii_case("the"))
    });
    !known
        && word.upos != Upos::Propn
        && (PEOPLE.contains(&word.lemma.to_lowercase().as_str())
            || PEOPLE.contains(&word.form.to_lowercase().as_str())
            || tree.first(at, "nummod").is_some())
}

/// Whether a verb only says that a noun took place, or holds it.
fn carries(tree: &Tree<'_>, noun: usize, verb: usize) -> bool {
    let lemma = tree.word(verb).lemma.to_lowercase();
    match tree.word(noun).deprel.as_str() {
        "nsubj" => matches!(
            lemma.as_str(),
            "take" | "occur" | "happen" | "begin" | "start" | "erupt" | "break" | "continue" | "resume"
        ),
        "obj" | "nsubj:pass" => matches!(
            lemma.as_str(),
            "hold"
                | "stage"
                | "conduct"
                | "carry"
                | "launch"
                | "mount"
                | "host"
                | "sign"
                | "begin"
                | "open"
                | "organize"
                | "organise"
        ),
        _ => false,
    }
}

fn push(out: &mut Vec<Located>, word: usize, object: bool) {
    let located = Located { word, object };
    if !out.iter().any(|l| l.word == word) {
        out.push(located);
    }
}
