//! Following the open mentions of actors back, within a document.
//!
//! The chains are bold, what is proposed here is not: a mention takes the actor of its chain only where the ranker is
//! sure, a pronoun that is subject or owner also where the grammar points to one; where chain and grammar point to
//! different actors it stays open. Each rule is named in the resolution.

use detente_record::{ActorId, ActorKind, MentionKind, Sector};
use rustc_hash::FxHashMap;

use super::descriptions::{Place, open_actor};
use super::grammar::{self, Sort, actors_of, agrees, sort_of};
use super::speakers;
use super::speech::Speeches;
use crate::catalogue::Catalogue;
use crate::fold;
use crate::names::Vantage;
use crate::phrases::Tree;
use crate::resolve::Resolved;

/// How sure the ranker must be of a pronoun that is subject or owner, of any other pronoun, of a description, of a name.
const SUBJECT: f32 = 0.5;
const BODY: f32 = 0.65;
const OBJECT: f32 = 0.8;
const DESCRIPTION: f32 = 0.6;
const NAME: f32 = 0.3;
/// How sure the chain must be where grammar points beyond the clause to the same.
const AGREED: f32 = 0.4;
/// Below this the chain has no voice against the grammar.
const VOICE: f32 = 0.25;
/// Margins of what rules alone give.
const BY_GRAMMAR: f32 = 0.3;
const BY_RULE: f32 = 0.5;
const AT_HOME: f32 = 0.35;

/// Place of a mention in the chains: chain, position.
type Links = FxHashMap<(usize, usize), (usize, usize)>;

/// What a mention was found to be: actors, rule, margin.
type Answer = Option<(Vec<ActorId>, &'static str, f32)>;

struct Following<'a, 't> {
    catalogue: &'a Catalogue,
    trees: &'a [Tree<'t>],
    speeches: &'a Speeches,
    vantage: &'a Vantage,
    links: Links,
}

/// Resolves the open mentions of a document, in the order of the text.
pub fn follow(
    catalogue: &Catalogue,
    trees: &[Tree<'_>],
    speeches: &Speeches,
    resolved: &mut Resolved,
    vantage: &Vantage,
) {
    let mut links = Links::default();
    for (c, chain) in resolved.chains.iter().enumerate() {
        for (n, link) in chain.links.iter().enumerate() {
            links.entry((link.sentence, link.head)).or_insert((c, n));
        }
    }
    let following = Following { catalogue, trees, speeches, vantage, links };
    following.names(resolved);
    let mut order: Vec<usize> = (0..resolved.mentions.len()).collect();
    order.sort_by_key(|at| (resolved.mentions[*at].sentence, resolved.head_of(*at)));
    // Twice: what a quotation's "we" is waits for who speaks, which may stand behind it.
    for _ in 0..2 {
        for &at in &order {
            if let Some((actors, rule, margin)) = following.mention(resolved, at) {
                settle(resolved, at, actors, rule, margin);
            }
        }
    }
}

fn settle(resolved: &mut Resolved, at: usize, actors: Vec<ActorId>, rule: &str, margin: f32) {
    let names = actors.iter().filter_map(|id| resolved.actor(*id)).map(|a| a.name.clone()).collect();
    let resolution = &mut resolved.mention_mut(at).resolution;
    resolution.proposed = actors;
    rule.clone_into(&mut resolution.rule);
    resolution.candidates = names;
    resolution.margin = margin;
}

impl Following<'_, '_> {
    fn mention(&self, resolved: &mut Resolved, at: usize) -> Answer {
        let mention = &resolved.mentions[at];
        let (sentence, head) = (mention.sentence, resolved.head_of(at));
        let tree = self.trees.get(sentence)?;
        match mention.kind {
            MentionKind::Pronoun if mention.resolution.proposed.is_empty() => {
                let lemma = tree.word(head).lemma.to_lowercase();
                let place = (sentence, head);
                speakers::first_person(self.catalogue, self.speeches, resolved, self.vantage, place, &lemma)
                    .or_else(|| self.third_person(resolved, sentence, head, &lemma))
            }
            MentionKind::Nominal => {
                let open = mention.resolution.proposed.is_empty() || open_actor(resolved, at).is_some();
                let place = Place { catalogue: self.catalogue, tree, sentence, head, at };
                self.apposition(resolved, &place).or_else(|| open.then(|| self.description(resolved, &place)).flatten())
            }
            _ => None,
        }
    }

    /// The actors of the nearest earlier mention of the chain that has any, and how sure the chain is.
    fn antecedent(&self, resolved: &Resolved, sentence: usize, head: usize) -> Option<(Vec<ActorId>, bool, f32)> {
        let &(c, n) = self.links.get(&(sentence, head))?;
        let chain = &resolved.chains[c];
        let margin = chain.links[n].margin;
        if n == 0 {
            return None;
        }
        for link in chain.links[..n].iter().rev() {
            let Some(mention) = resolved.at(link.sentence, link.head) else { continue };
            if mention.resolution.proposed.is_empty() {
                continue;
            }
            let tree = &self.trees[link.sentence];
            let joined = tree.by(link.head, "conj").any(|w| link.words.contains(&w));
            let actors = if joined {
                actors_of(tree, resolved, link.sentence, link.head)
            } else {
                mention.resolution.proposed.clone()
            };
            let plural = matches!(tree.word(link.head).xpos.as_str(), "NNS" | "NNPS");
            return Some((actors, plural, margin));
        }
        Some((Vec::new(), false, margin))
    }

    fn third_person(&self, resolved: &Resolved, sentence: usize, head: usize, lemma: &str) -> Answer {
        let sort = sort_of(lemma)?;
        let word = self.trees[sentence].word(head);
        let tree = &self.trees[sentence];
        let possessive = word.deprel == "nmod:poss" || word.feats.has("Poss", "Yes");
        // "the first of its kind" is no one's.
        if possessive && tree.head(head).is_some_and(|h| tree.word(h).lemma.eq_ignore_ascii_case("kind")) {
            return None;
        }
        if possessive && let Some(actors) = grammar::joined_owner(tree, resolved, sentence, head, sort) {
            return Some((actors, "owner joined to what is owned", BY_RULE));
        }
        let strong = word.relation() == "nsubj" || word.deprel == "nmod:poss" || word.feats.has("Poss", "Yes");
        let chain = self.antecedent(resolved, sentence, head);
        let by_chain = chain.as_ref().filter(|(a, plural, _)| !a.is_empty() && agrees(sort, resolved, a, *plural));
        let margin = chain.as_ref().map_or(0.0, |c| c.2);
        if let Some((actors, _, margin)) = by_chain
            && *margin
                >= if !strong {
                    OBJECT
                } else if sort == Sort::Body {
                    BODY
                } else {
                    SUBJECT
                }
        {
            return Some((actors.clone(), "coreference chain", *margin));
        }
        let speaks = grammar::is_speaker(&self.trees[sentence], head);
        let alone = grammar::is_alone(self.trees, resolved, sentence, head, sort);
        if !strong || (margin >= SUBJECT && sort != Sort::Many && !speaks && !alone) {
            // The chain is sure of something that is no actor, or of nothing.
            return None;
        }
        let (actors, rule) = grammar::pronoun(self.trees, resolved, sentence, head)?;
        let near = matches!(rule, "same pronoun as the clause it is joined to" | "subject of the clause above")
            || ((speaks || alone) && rule == "subject of the sentence before");
        match by_chain {
            Some((other, _, _)) if *other == actors && (near || margin >= AGREED) => {
                Some((actors, rule, margin.max(BY_RULE)))
            }
            // Chain and grammar differ, but both mean one state's side: the subject before.
            Some((other, _, _)) if near && self.one_side(resolved, other, &actors) => Some((actors, rule, BY_GRAMMAR)),
            Some(_) if margin >= VOICE => None,
            // Without the chain, grammar is trusted within the sentence alone.
            _ => near.then_some((actors, rule, BY_GRAMMAR)),
        }
    }

    /// Whether all of two sets of actors are of one state.
    fn one_side(&self, resolved: &Resolved, a: &[ActorId], b: &[ActorId]) -> bool {
        let sides: Vec<Option<&String>> =
            a.iter().chain(b).filter_map(|id| resolved.actor(*id)).map(|a| a.country.found()).collect();
        sides.first().is_some_and(|first| first.is_some() && sides.iter().all(|s| s == first))
    }

    fn description(&self, resolved: &mut Resolved, place: &Place<'_, '_>) -> Answer {
        let rule = |actors: Option<Vec<ActorId>>, name| actors.map(|a| (a, name, BY_RULE));
        if let Some(found) = rule(place.set(resolved), "the last so many named") {
            return Some(found);
        }
        if let Some(found) = rule(place.owned(resolved), "of whoever owns it") {
            return Some(found);
        }
        let side = self.side_at(resolved, place.sentence, place.head);
        if let Some(found) = rule(place.enemy(resolved, self.vantage, side.as_deref()), "the only other state") {
            return Some(found);
        }
        if let Some(found) = self.by_chain(resolved, place) {
            return Some(found);
        }
        if let Some(found) = rule(place.of_own_country(resolved, side.as_deref()), "of the speaker's country") {
            return Some(found);
        }
        rule(place.of_the_only(resolved, self.vantage), "the only state named just before").or_else(|| {
            place.at_home(resolved, self.vantage).map(|a| (a, "at home in the state of the publisher", AT_HOME))
        })
    }

    /// The state whose official speaks where a word stands.
    fn side_at(&self, resolved: &Resolved, sentence: usize, head: usize) -> Option<String> {
        let (at, word) = self.speeches.speaker(sentence, head)?;
        let id = resolved.at(at, word)?.resolution.proposed.first()?;
        resolved.actor(*id)?.country.found().cloned()
    }

    /// "Moon Jae-in, then president": who stands before it.
    fn apposition(&self, resolved: &Resolved, place: &Place<'_, '_>) -> Answer {
        let tree = place.tree;
        if tree.word(place.head).relation() != "appos" {
            return None;
        }
        let named = resolved.at(place.sentence, tree.head(place.head)?)?;
        let [one] = named.resolution.proposed.as_slice() else { return None };
        let actor = resolved.actor(*one)?;
        let [own] = resolved.mentions[place.at].resolution.proposed.as_slice() else { return None };
        let own = resolved.actor(*own)?;
        // "The United States, the main culprit of the crisis": a noun for anyone also describes a state.
        let anyone = !own.country.is_found()
            && own.sectors.iter().all(|s| *s == Sector::Unk)
            && matches!(actor.kind, ActorKind::State | ActorKind::Organisation | ActorKind::Igo);
        let fits =
            ((actor.kind == ActorKind::Person) == (own.kind == ActorKind::Person) || anyone) && own.id != actor.id;
        (named.kind == MentionKind::Name && fits).then(|| (vec![*one], "apposition", 0.8))
    }

    /// A definite description whose chain is sure.
    fn by_chain(&self, resolved: &Resolved, place: &Place<'_, '_>) -> Answer {
        let (actors, _, margin) = self.antecedent(resolved, place.sentence, place.head)?;
        if margin < DESCRIPTION || !place.is_definite() {
            return None;
        }
        let [one] = actors.as_slice() else { return None };
        let actor = resolved.actor(*one)?;
        let fits = match open_actor(resolved, place.at) {
            None => matches!(actor.kind, ActorKind::State | ActorKind::Territory),
            Some(open) if open.kind == ActorKind::Person => actor.kind == ActorKind::Person,
            Some(_) => {
                !matches!(actor.kind, ActorKind::Person | ActorKind::State | ActorKind::Region | ActorKind::Territory)
            }
        };
        fits.then_some((actors, "coreference chain", margin))
    }

    /// Names that knowledge does not hold or finds ambiguous, by the other names of their chain: "Fakhrizadeh" behind
    /// "Mohsen Fakhrizadeh"; and a surname that knowledge holds, but the text gives to another.
    fn names(&self, resolved: &mut Resolved) {
        for c in 0..resolved.chains.len() {
            let mut full: Option<(ActorId, String)> = None;
            for n in 0..resolved.chains[c].links.len() {
                let link = &resolved.chains[c].links[n];
                if !link.named {
                    continue;
                }
                let margin = link.margin;
                let Some(at) = resolved.index_at(link.sentence, link.head) else { continue };
                let mention = &resolved.mentions[at];
                if mention.kind != MentionKind::Name {
                    continue;
                }
                let rule = mention.resolution.rule.as_str();
                let weak = matches!(rule, "unknown name" | "ambiguous name" | "surname");
                let own = match mention.resolution.proposed.as_slice() {
                    [one] => resolved.actor(*one).map(|a| (a.id, a.name.clone(), a.kind)),
                    _ => None,
                };
                let text = match (&own, rule) {
                    (Some((_, name, _)), "unknown name") => fold::key(name),
                    _ => self.head_text(link.sentence, link.head),
                };
                let inside = |name: &str| {
                    let known = fold::key(name);
                    text.split(' ').all(|w| known.split(' ').any(|k| k == w))
                };
                match &full {
                    Some((id, name)) if weak && margin >= NAME && inside(name) => {
                        if own.as_ref().is_none_or(|o| o.0 != *id) {
                            settle(resolved, at, vec![*id], "as named in full before", margin);
                        }
                    }
                    Some(_) => {}
                    None => {
                        full = own
                            .filter(|o| rule != "surname" && matches!(o.2, ActorKind::Person | ActorKind::Organisation))
                            .map(|o| (o.0, o.1))
                    }
                }
            }
        }
    }

    fn head_text(&self, sentence: usize, head: usize) -> String {
        fold::key(&self.trees[sentence].word(head).form)
    }
}
