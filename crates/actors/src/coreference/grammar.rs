//! What grammar alone says of pronouns:
//! - a pronoun subject follows the same pronoun that is subject of the verb it is joined to;
//! - it follows the subject of the clause it hangs in, then that of the sentence before;
//! - who speaks is someone: "It said …" is no plan or treaty of the sentence before, but its subject;
//! - "they" follows only what can be many, "it" only what is one body, "he" and "she" only persons.

use detente_record::{ActorId, ActorKind};

use crate::phrases::Tree;
use crate::resolve::Resolved;

/// How many sentences back a pronoun may reach.
const REACH: usize = 2;

/// What a pronoun can stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// "he", "she".
    Person,
    /// "it".
    Body,
    /// "they".
    Many,
}

pub(super) fn sort_of(lemma: &str) -> Option<Sort> {
    Some(match lemma {
        "he" | "she" | "his" | "her" => Sort::Person,
        "it" | "its" => Sort::Body,
        "they" | "their" => Sort::Many,
        _ => return None,
    })
}

pub(super) fn agrees(sort: Sort, resolved: &Resolved, actors: &[ActorId], plural: bool) -> bool {
    let kinds: Vec<ActorKind> = actors.iter().filter_map(|id| resolved.actor(*id)).map(|a| a.kind).collect();
    match sort {
        Sort::Person => kinds.len() == 1 && kinds[0] == ActorKind::Person && !plural,
        Sort::Body => {
            kinds.len() == 1
                && !plural
                && !matches!(kinds[0], ActorKind::Person | ActorKind::Population | ActorKind::Group)
        }
        Sort::Many => kinds.len() > 1 || (kinds.len() == 1 && (plural || kinds[0] != ActorKind::Person)),
    }
}

/// The actors of a nominal and of all that is coordinated with it.
pub(super) fn actors_of(tree: &Tree<'_>, resolved: &Resolved, sentence: usize, word: usize) -> Vec<ActorId> {
    let mut out = Vec::new();
    for part in tree.coordinated(word) {
        for id in resolved.at(sentence, part).map_or(&[][..], |m| &m.resolution.proposed) {
            if !out.contains(id) {
                out.push(*id);
            }
        }
    }
    out
}

/// The subject of a verb, own or shared with the verb it is joined to.
pub(super) fn subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    tree.first(verb, "nsubj")
}

/// "the United States and its allies", "Merkel and her ministers": the owner of the second is the first.
pub(super) fn joined_owner(
    tree: &Tree<'_>,
    resolved: &Resolved,
    sentence: usize,
    at: usize,
    sort: Sort,
) -> Option<Vec<ActorId>> {
    let owned = tree.head(at).filter(|o| tree.word(*o).relation() == "conj")?;
    let first = tree.head(owned).filter(|f| *f < at && tree.is_nominal(*f))?;
    let others = tree.by(first, "conj").filter(|c| *c < owned).count();
    let actors = resolved.at(sentence, first)?.resolution.proposed.clone();
    let plural = matches!(tree.word(first).xpos.as_str(), "NNS" | "NNPS");
    (others == 0 && agrees(sort, resolved, &actors, plural)).then_some(actors)
}

/// Whether a pronoun is the subject of a main clause that says, asks or decides something: then it is someone.
pub(super) fn is_speaker(tree: &Tree<'_>, at: usize) -> bool {
    const SPEAKING: &[&str] = &[
        "accuse",
        "add",
        "admit",
        "announce",
        "argue",
        "ask",
        "blame",
        "call",
        "claim",
        "condemn",
        "confirm",
        "decide",
        "declare",
        "demand",
        "deny",
        "insist",
        "note",
        "pledge",
        "promise",
        "refuse",
        "reiterate",
        "reject",
        "report",
        "say",
        "state",
        "stress",
        "tell",
        "threaten",
        "urge",
        "vow",
        "warn",
        "welcome",
    ];
    let Some(verb) = tree.head(at).filter(|_| tree.word(at).deprel == "nsubj") else { return false };
    tree.analysis().root() == Some(verb) && SPEAKING.contains(&tree.word(verb).lemma.to_lowercase().as_str())
}

/// Whether a pronoun that begins its sentence as its subject has in the sentence before one actor only that it can stand for
/// (the subject is preferred there: Grosz, Joshi & Weinstein 1995, "Centering").
pub(super) fn is_alone(trees: &[Tree<'_>], resolved: &Resolved, sentence: usize, at: usize, sort: Sort) -> bool {
    let tree = &trees[sentence];
    let begins = tree.word(at).deprel == "nsubj" && tree.head(at) == tree.analysis().root() && at <= 2;
    let Some(before) = sentence.checked_sub(1).filter(|_| begins && sort != Sort::Many) else { return false };
    let mut found: Vec<&[ActorId]> = Vec::new();
    for (head, mention) in resolved.with_heads().filter(|(_, m)| m.sentence == before) {
        let actors = mention.resolution.proposed.as_slice();
        let plural = matches!(trees[before].word(head).xpos.as_str(), "NNS" | "NNPS");
        if !actors.is_empty() && agrees(sort, resolved, actors, plural) && !found.contains(&actors) {
            found.push(actors);
        }
    }
    found.len() == 1
}

/// The actors that grammar alone gives a subject or possessive pronoun of the third person.
pub(super) fn pronoun(
    trees: &[Tree<'_>],
    resolved: &Resolved,
    sentence: usize,
    at: usize,
) -> Option<(Vec<ActorId>, &'static str)> {
    let tree = &trees[sentence];
    let word = tree.word(at);
    let lemma = word.lemma.to_lowercase();
    let sort = sort_of(&lemma)?;
    let possessive = word.deprel == "nmod:poss" || word.feats.has("Poss", "Yes");
    let is_subject = word.relation() == "nsubj";
    let fits = |tree: &Tree<'_>, sentence: usize, word: usize| {
        let actors = actors_of(tree, resolved, sentence, word);
        let plural = matches!(tree.word(word).xpos.as_str(), "NNS" | "NNPS")
            || tree.by(word, "nmod").any(|c| matches!(tree.word(c).xpos.as_str(), "NNS" | "NNPS"))
                && resolved.at(sentence, word).is_some_and(|m| m.resolution.rule == "part of a group");
        agrees(sort, resolved, &actors, plural).then_some(actors)
    };
    // What an object pronoun stands for takes more than grammar to tell: it stays open.
    if !is_subject && !possessive {
        return None;
    }
    // Upwards in the same sentence: the verb it hangs under, its governors, what they are joined to.
    let mut verb = tree.head(at);
    let mut steps = 0;
    while let Some(here) = verb {
        steps += 1;
        if steps > 40 {
            break;
        }
        if let Some(subject) = subject(tree, here).filter(|s| *s != at && *s < at) {
            let same = tree.word(subject).lemma.eq_ignore_ascii_case(&lemma);
            if let Some(actors) = fits(tree, sentence, subject) {
                let rule =
                    if same { "same pronoun as the clause it is joined to" } else { "subject of the clause above" };
                return Some((actors, rule));
            }
        }
        verb = tree.head(here);
    }
    // Another subject before it in the same sentence, the nearest first.
    let near = (0..at)
        .rev()
        .filter(|w| tree.word(*w).relation() == "nsubj" && Some(*w) != tree.head(at))
        .find_map(|w| fits(tree, sentence, w));
    if let Some(actors) = near {
        return Some((actors, "a subject before it in the sentence"));
    }
    // The subjects of the sentences before, the root's first.
    for back in 1..=REACH.min(sentence) {
        let tree = &trees[sentence - back];
        let root = tree.analysis().root()?;
        if let Some(actors) = subject(tree, root).and_then(|s| fits(tree, sentence - back, s)) {
            return Some((actors, "subject of the sentence before"));
        }
        let other = (0..tree.words().len())
            .rev()
            .filter(|w| tree.word(*w).relation() == "nsubj")
            .find_map(|w| fits(tree, sentence - back, w));
        if let Some(actors) = other {
            return Some((actors, "a subject of the sentence before"));
        }
    }
    None
}
