//! Following pronouns and descriptions back, within a document.
//!
//! Rules, each with its name in the resolution; where none holds, the mention stays open:
//! - a pronoun subject follows the same pronoun that is subject of the verb it is joined to;
//! - a pronoun subject follows the subject of the clause it hangs in, then that of the sentence before;
//! - "they" follows only what can be many, "it" only what is one body, "he" and "she" only persons;
//! - an object pronoun follows the nearest noun phrase that agrees, and stays open when that is no actor;
//! - "the two countries", "both sides" are the last two states, when two were named;
//! - "the regime", "the ministry" take the state of the sentence or the one before, when only one was named.

use detente_record::{Actor, ActorId, ActorKind, MentionKind, Sought};
use jiff::civil::Date;

use crate::catalogue::Catalogue;
use crate::phrases::Tree;
use crate::resolve::Resolved;

/// How many sentences back a pronoun may reach.
const REACH: usize = 2;

/// What a pronoun can stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Person,
    Body,
    Many,
}

/// Resolves the open mentions of a document, in the order of the text.
pub fn follow(catalogue: &Catalogue, trees: &[Tree<'_>], resolved: &mut Resolved, on: Option<Date>) {
    let mut order: Vec<usize> = (0..resolved.mentions.len()).collect();
    order.sort_by_key(|at| (resolved.mentions[*at].sentence, resolved.head_of(*at)));
    for at in order {
        let mention = &resolved.mentions[at];
        let (sentence, head) = (mention.sentence, resolved.head_of(at));
        let Some(tree) = trees.get(sentence) else { continue };
        let answer = match mention.kind {
            MentionKind::Pronoun if mention.resolution.proposed.is_empty() => pronoun(trees, resolved, sentence, head),
            MentionKind::Nominal => both(tree, resolved, sentence, head)
                .or_else(|| owned(catalogue, tree, resolved, at, sentence, head))
                .or_else(|| description(catalogue, tree, resolved, at, sentence, head, on)),
            _ => None,
        };
        if let Some((actors, rule)) = answer {
            let names = actors.iter().filter_map(|id| resolved.actor(*id)).map(|a| a.name.clone()).collect();
            let resolution = &mut resolved.mention_mut(at).resolution;
            resolution.proposed = actors;
            rule.clone_into(&mut resolution.rule);
            resolution.candidates = names;
            resolution.margin = 0.5;
        }
    }
}

fn sort_of(lemma: &str) -> Option<Sort> {
    Some(match lemma {
        "he" | "she" | "his" | "her" => Sort::Person,
        "it" | "its" => Sort::Body,
        "they" | "their" => Sort::Many,
        _ => return None,
    })
}

fn agrees(sort: Sort, resolved: &Resolved, actors: &[ActorId], plural: bool) -> bool {
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
fn actors_of(tree: &Tree<'_>, resolved: &Resolved, sentence: usize, word: usize) -> Vec<ActorId> {
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
fn subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    tree.first(verb, "nsubj")
}

fn pronoun(
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

/// "the two countries", "both sides", "the two leaders".
fn both(tree: &Tree<'_>, resolved: &Resolved, sentence: usize, head: usize) -> Option<(Vec<ActorId>, &'static str)> {
    let two = tree.children(head).iter().any(|c| matches!(tree.word(*c).lemma.to_lowercase().as_str(), "two" | "both"));
    let lemma = tree.word(head).lemma.to_lowercase();
    let kind = match lemma.as_str() {
        "country" | "side" | "nation" | "state" | "government" | "neighbor" | "neighbour" | "rival" => ActorKind::State,
        "leader" | "president" | "minister" | "man" => ActorKind::Person,
        _ => return None,
    };
    if !two || tree.children(head).iter().any(|c| tree.word(*c).relation() == "nmod") {
        return None;
    }
    let mut last: Vec<ActorId> = Vec::new();
    // "China urged both sides": who acts on the two is none of them.
    let acting: Vec<ActorId> = tree
        .head(head)
        .filter(|verb| tree.word(head).relation() != "nsubj" || head > *verb)
        .and_then(|verb| subject(tree, verb))
        .filter(|s| *s != head)
        .map(|s| actors_of(tree, resolved, sentence, s))
        .unwrap_or_default();
    let before = resolved.with_heads().filter(|(h, m)| (m.sentence, *h) < (sentence, head));
    let mut mentions: Vec<_> = before.collect();
    mentions.sort_by_key(|(h, m)| std::cmp::Reverse((m.sentence, *h)));
    for (_, mention) in mentions {
        for id in &mention.resolution.proposed {
            if !last.contains(id) && !acting.contains(id) && resolved.actor(*id).is_some_and(|a| a.kind == kind) {
                last.push(*id);
            }
        }
        if last.len() >= 2 {
            break;
        }
    }
    last.truncate(2);
    last.reverse();
    (last.len() == 2).then_some((last, "the last two named"))
}

/// "its citizens", "his government": of the state of whoever owns it.
fn owned(
    catalogue: &Catalogue,
    tree: &Tree<'_>,
    resolved: &mut Resolved,
    at: usize,
    sentence: usize,
    head: usize,
) -> Option<(Vec<ActorId>, &'static str)> {
    let open = open_actor(resolved, at)?;
    let owner = tree.first(head, "nmod:poss")?;
    let owners = resolved.at(sentence, owner)?.resolution.proposed.as_slice();
    let [owner] = owners else { return None };
    let code = resolved.actor(*owner)?.country.found()?.clone();
    Some((vec![of_state(catalogue, tree, resolved, open, &code, head)?], "of whoever owns it"))
}

/// The actor of a nominal that has no state yet.
fn open_actor(resolved: &Resolved, at: usize) -> Option<Actor> {
    match resolved.mentions[at].resolution.proposed.as_slice() {
        [one] => resolved.actor(*one).filter(|a| !a.country.is_found() && a.entry.is_none()).cloned(),
        _ => None,
    }
}

/// The institution or group of a state, added to the actors.
fn of_state(
    catalogue: &Catalogue,
    tree: &Tree<'_>,
    resolved: &mut Resolved,
    open: Actor,
    code: &str,
    head: usize,
) -> Option<ActorId> {
    let state = catalogue.state(code)?;
    let noun = crate::fold::key(&tree.word(head).lemma);
    let actor = Actor {
        id: Actor::known_id(&format!("of:{code}:{noun}")),
        name: format!("{noun} of {}", state.name),
        country: Sought::Found(code.to_owned()),
        ..open
    };
    let id = actor.id;
    if resolved.actor(id).is_none() {
        resolved.actors.push(actor);
    }
    Some(id)
}

/// "the regime", "the ministry": the state that was named just before, when it was the only one.
fn description(
    catalogue: &Catalogue,
    tree: &Tree<'_>,
    resolved: &mut Resolved,
    at: usize,
    sentence: usize,
    head: usize,
    on: Option<Date>,
) -> Option<(Vec<ActorId>, &'static str)> {
    let open = open_actor(resolved, at)?;
    let definite = tree.by(head, "det").any(|d| tree.word(d).lemma.eq_ignore_ascii_case("the"));
    if !definite || !matches!(open.kind, ActorKind::Institution | ActorKind::Military) {
        return None;
    }
    let mut states: Vec<String> = Vec::new();
    for (h, other) in resolved.with_heads() {
        let near = other.sentence + 1 >= sentence && (other.sentence, h) < (sentence, head);
        if !near {
            continue;
        }
        for actor in other.resolution.proposed.iter().filter_map(|id| resolved.actor(*id)) {
            if let Some(code) = actor.country.found()
                && !states.contains(code)
            {
                states.push(code.clone());
            }
        }
    }
    let [code] = states.as_slice() else { return None };
    if !catalogue.state(code)?.role(on).0.period.holds(on) {
        return None;
    }
    Some((vec![of_state(catalogue, tree, resolved, open, code, head)?], "the only state named just before"))
}
