//! From phrases to mentions with their actors.

use std::ops::Range;

use detente_language::{EntityKind, SentenceAnalysis, Upos};
use detente_record::{
    Actor, ActorId, ActorKind, Document, Identity, Mention, MentionKind, Resolution, Sector, Sentence, Sought,
};
use rustc_hash::FxHashMap;

use crate::catalogue::{Catalogue, NameKind};
use crate::coreference;
use crate::fold;
use crate::names::{self, Hit, Vantage};
use crate::phrases::Tree;

/// Nouns that only measure what follows "of": the group is who is in it.
const MEASURES: &[&str] = &[
    "group", "number", "dozen", "hundred", "thousand", "million", "team", "band", "pair", "couple", "lot", "majority",
    "handful", "crowd", "series", "one", "some", "many", "most", "several", "member", "rest", "bulk", "scores",
];

/// Nouns for the ground, sea and air of a state: what is sent there is sent to the state.
const GROUND: &[&str] = &[
    "territory",
    "soil",
    "side",
    "border",
    "water",
    "airspace",
    "land",
    "capital",
    "coast",
    "shore",
    "city",
    "town",
    "village",
    "island",
    "region",
    "province",
    "area",
    "frontier",
    "sky",
    "interior",
    "mainland",
    "embassy",
    "facility",
    "base",
    "target",
    "port",
    "zone",
];

/// The mentions of a document and the actors they name.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// By sentence and head word.
    pub mentions: Vec<Mention>,
    /// Each once, by id.
    pub actors: Vec<Actor>,
    /// Index into `mentions` by (sentence index, head word index).
    by_head: FxHashMap<(usize, usize), usize>,
    /// The head word of each mention.
    heads: Vec<usize>,
}

impl Resolved {
    /// The mention whose head is this word.
    #[must_use]
    pub fn at(&self, sentence: usize, word: usize) -> Option<&Mention> {
        self.by_head.get(&(sentence, word)).map(|at| &self.mentions[*at])
    }

    /// The actor of an id.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> Option<&Actor> {
        self.actors.iter().find(|a| a.id == id)
    }

    /// The mentions with the index of their head word, in order.
    pub fn with_heads(&self) -> impl Iterator<Item = (usize, &Mention)> {
        self.heads.iter().copied().zip(&self.mentions)
    }

    pub(crate) fn mention_mut(&mut self, at: usize) -> &mut Mention {
        &mut self.mentions[at]
    }

    pub(crate) fn head_of(&self, at: usize) -> usize {
        self.heads[at]
    }

    fn push(&mut self, mention: Mention, head: usize) {
        let key = (mention.sentence, head);
        if !self.by_head.contains_key(&key) {
            self.by_head.insert(key, self.mentions.len());
            self.mentions.push(mention);
            self.heads.push(head);
        }
    }

    fn add(&mut self, actor: Actor) -> ActorId {
        let id = actor.id;
        if self.actor(id).is_none() {
            self.actors.push(actor);
        }
        id
    }
}

/// Resolves the mentions of documents.
#[derive(Clone, Copy)]
pub struct Resolver<'k> {
    catalogue: &'k Catalogue,
}

/// One sentence at work.
struct Work<'a> {
    document: &'a Document,
    index: usize,
    tree: Tree<'a>,
    hits: Vec<Hit>,
    vantage: &'a Vantage,
}

/// What a phrase was found to be.
struct Found {
    actors: Vec<Actor>,
    kind: MentionKind,
    rule: &'static str,
    entry: Option<String>,
    candidates: Vec<String>,
    margin: f32,
}

impl<'k> Resolver<'k> {
    /// A resolver over a catalogue.
    #[must_use]
    pub fn new(catalogue: &'k Catalogue) -> Self {
        Self { catalogue }
    }

    /// Finds and resolves the mentions of a document. `sentences` and `analyses` go together.
    #[must_use]
    pub fn resolve(&self, document: &Document, sentences: &[Sentence], analyses: &[SentenceAnalysis]) -> Resolved {
        let vantage = self.vantage(document, analyses);
        let mut resolved = Resolved::default();
        let mut trees = Vec::with_capacity(analyses.len());
        for (index, analysis) in analyses.iter().enumerate().take(sentences.len()) {
            let hits = names::find(self.catalogue, &document.text, analysis, &vantage);
            let work = Work { document, index, tree: Tree::new(analysis), hits, vantage: &vantage };
            self.sentence(&work, &mut resolved);
            trees.push(work.tree);
        }
        coreference::follow(self.catalogue, &trees, &mut resolved, vantage.on);
        resolved.actors.sort_by_key(|a| a.id);
        resolved
    }

    /// From where the document speaks: its publisher's state and the states it names, the most named first.
    fn vantage(&self, document: &Document, analyses: &[SentenceAnalysis]) -> Vantage {
        let mut vantage = Vantage { on: document.published(), states: Vec::new() };
        let mut counts: FxHashMap<String, usize> = FxHashMap::default();
        let mut order: Vec<String> = Vec::new();
        let mut count = |code: &str, n: usize| {
            let seen = counts.entry(code.to_owned()).or_default();
            if *seen == 0 {
                order.push(code.to_owned());
            }
            *seen += n;
        };
        if let Some(publisher) = document.metadata.publisher.found() {
            for name in self.catalogue.named(&fold::key(&publisher.value)) {
                if let Some(code) = &self.catalogue.entity(name.entity).role(vantage.on).0.country {
                    count(code, 3);
                }
            }
        }
        for analysis in analyses {
            for hit in names::find(self.catalogue, &document.text, analysis, &vantage) {
                let entity = self.catalogue.entity(hit.best().entity);
                if let Some(code) = &entity.role(vantage.on).0.country {
                    count(code, 1);
                }
            }
        }
        order.sort_by_key(|code| std::cmp::Reverse(counts[code]));
        vantage.states = order;
        vantage
    }

    fn sentence(&self, work: &Work<'_>, resolved: &mut Resolved) {
        let tree = &work.tree;
        for at in 0..tree.words().len() {
            let word = tree.word(at);
            // "President" beside a name is its title, not another mention.
            let head_of_phrase = matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj)
                && word.deprel != "nmod:desc"
                && !matches!(
                    word.relation(),
                    "compound" | "flat" | "fixed" | "goeswith" | "amod" | "case" | "det" | "advmod" | "nummod"
                );
            if !head_of_phrase || (word.upos == Upos::Adj && !tree.is_nominal(at)) {
                continue;
            }
            let phrase = tree.phrase(at);
            let found = if word.upos == Upos::Pron { pronoun(work, at) } else { self.phrase(work, at, &phrase) };
            if let Some(found) = found {
                let mention = self.mention(work, found, phrase, at, resolved);
                resolved.push(mention, at);
            }
        }
        // Names inside phrases of another head: "North Korean leaflets", "US-South Korean drills".
        for hit in &work.hits {
            let head = hit.words.end - 1;
            if hit.words.clone().any(|w| resolved.at(work.index, w).is_some()) {
                continue;
            }
            if let Some(mut found) = self.named(work, hit) {
                found.kind = MentionKind::Modifier;
                let mention = self.mention(work, found, hit.words.clone(), head, resolved);
                resolved.push(mention, head);
            }
        }
    }

    fn mention(
        &self,
        work: &Work<'_>,
        found: Found,
        words: Range<usize>,
        head: usize,
        resolved: &mut Resolved,
    ) -> Mention {
        let span = work.tree.span(words);
        let proposed = found.actors.into_iter().map(|a| resolved.add(a)).collect();
        Mention {
            id: Mention::id_of(work.document.id, span),
            span,
            head: work.tree.word(head).span,
            sentence: work.index,
            kind: found.kind,
            resolution: Resolution {
                proposed,
                confirmed: false,
                rule: found.rule.to_owned(),
                entry: found.entry,
                candidates: found.candidates,
                margin: found.margin,
            },
        }
    }

    /// What a noun phrase names.
    fn phrase(&self, work: &Work<'_>, head: usize, phrase: &Range<usize>) -> Option<Found> {
        let tree = &work.tree;
        // A name that covers the head word.
        if let Some(hit) = work.hits.iter().find(|h| h.words.contains(&head))
            && let Some(found) = self.named(work, hit)
        {
            return Some(found);
        }
        // "President Moon Jae-in", "leader Kim Jong Un": a person's name within the phrase, at its end.
        let person = work.hits.iter().find(|h| {
            self.catalogue.entity(h.best().entity).kind == ActorKind::Person
                && h.words.clone().any(|w| {
                    tree.head(w) == Some(head)
                        && matches!(tree.word(w).deprel.as_str(), "flat" | "compound" | "nmod:desc")
                        && h.words.end > head.min(phrase.end - 1)
                })
        });
        if let Some(mut found) = person.and_then(|hit| self.named(work, hit)) {
            found.rule = "name after title";
            return Some(found);
        }
        // "The North Korean Central News Agency (KCNA)": a name in apposition.
        for appos in tree.by(head, "appos") {
            if let Some(hit) = work.hits.iter().find(|h| h.words.contains(&appos))
                && !matches!(self.catalogue.entity(hit.best().entity).kind, ActorKind::State | ActorKind::Region)
                && let Some(mut found) = self.named(work, hit)
            {
                found.rule = "name in apposition";
                return Some(found);
            }
        }
        // "one group of North Korean defectors": who is in it.
        if MEASURES.contains(&tree.word(head).lemma.to_lowercase().as_str())
            && let Some(inner) = tree.by(head, "nmod").find(|c| tree.case(*c).as_deref() == Some("of"))
        {
            let mut found = self.phrase(work, inner, &tree.phrase(inner))?;
            if found.kind == MentionKind::Nominal && !found.actors.is_empty() {
                // A part of a group is not the group: an actor of this document alone.
                for actor in &mut found.actors {
                    let span = tree.span(phrase.clone());
                    actor.id = local_id(work.document, &format!("{}..{}", span.start, span.end));
                    actor.name = work.document.slice(tree.span(tree.phrase(inner))).to_owned();
                    actor.entry = None;
                }
                found.rule = "part of a group";
            }
            return Some(found);
        }
        self.ground(work, head, phrase)
            .or_else(|| self.common(work, head, phrase))
            .or_else(|| unknown_name(work, head, phrase))
    }

    /// "North Korean territory", "the South's airspace": the state whose ground it is.
    fn ground(&self, work: &Work<'_>, head: usize, phrase: &Range<usize>) -> Option<Found> {
        if !GROUND.contains(&work.tree.word(head).lemma.to_lowercase().as_str()) {
            return None;
        }
        let actors = self.states_in(work, head, &(phrase.start..head));
        let entry = actors.first()?.entry.clone();
        Some(Found {
            candidates: actors.iter().map(|a| a.name.clone()).collect(),
            actors,
            kind: MentionKind::Metonym,
            rule: "ground of a state",
            entry,
            margin: 1.0,
        })
    }

    /// A name that knowledge holds.
    fn named(&self, work: &Work<'_>, hit: &Hit) -> Option<Found> {
        let name = hit.best();
        let entity = self.catalogue.entity(name.entity);
        // A name begins with a name: "Turkey" the bird and "china" the ware are common nouns.
        let tree = &work.tree;
        let all_common = hit.words.clone().all(|w| matches!(tree.word(w).upos, Upos::Noun | Upos::Verb | Upos::Adv));
        if all_common
            && hit.words.len() == 1
            && name.capital
            && hit.words.start > 0
            && tree.word(hit.words.start).form.chars().all(char::is_lowercase)
        {
            return None;
        }
        // Part of a longer unknown name ("Bank of China", "China Town Hotel") is not the state.
        if name.kind != NameKind::Adjective && inside_longer_name(tree, hit, entity.kind) {
            return None;
        }
        let mut actor = entity.actor(work.vantage.on);
        let mut kind = MentionKind::Name;
        if name.kind == NameKind::People {
            actor = population(&actor, work.document.slice(tree.span(hit.words.clone())));
            kind = MentionKind::Nominal;
        }
        if name.kind == NameKind::Metonym {
            kind = MentionKind::Metonym;
        }
        // Two persons of one name, neither better than the other: open.
        let open = hit.margin == 0.0
            && hit.candidates.len() > 1
            && hit.candidates.iter().skip(1).any(|c| self.catalogue.entity(c.entity).kind == entity.kind)
            && entity.kind == ActorKind::Person;
        // "the two Koreas", "North and South Korea", but not "Korean" or "Korea" alone.
        let words = work.document.slice(tree.span(hit.words.clone()));
        let set = name.kind == NameKind::Name
            && (words.ends_with('s') || words.ends_with("eninsula") || words.contains(" and "));
        let members: Vec<Actor> = entity
            .members
            .iter()
            .filter(|_| set)
            .filter_map(|c| self.catalogue.state(c))
            .map(|e| e.actor(work.vantage.on))
            .collect();
        let (actors, rule) = match (open, members.is_empty()) {
            (true, _) => (Vec::new(), "ambiguous name"),
            (false, true) => (vec![actor], "name"),
            (false, false) => (members, "name of a set"),
        };
        Some(Found {
            actors,
            kind,
            rule,
            entry: Some(name.entry.clone()),
            candidates: hit.candidates.iter().map(|c| self.catalogue.entity(c.entity).name.clone()).collect(),
            margin: hit.margin,
        })
    }

    /// The states that a phrase names as modifiers: "North Korean", "South Korea's", "US-South Korean", "of Iran".
    fn states_in(&self, work: &Work<'_>, head: usize, before: &Range<usize>) -> Vec<Actor> {
        let tree = &work.tree;
        let state = |hit: &&Hit| {
            matches!(
                self.catalogue.entity(hit.best().entity).kind,
                ActorKind::State | ActorKind::Territory | ActorKind::Igo
            ) && hit.best().kind != NameKind::People
        };
        let actor = |hit: &Hit| self.catalogue.entity(hit.best().entity).actor(work.vantage.on);
        let inside: Vec<Actor> = work
            .hits
            .iter()
            .filter(|h| before.start <= h.words.start && h.words.end <= before.end)
            .filter(state)
            .map(actor)
            .collect();
        if !inside.is_empty() {
            return inside;
        }
        tree.by(head, "nmod")
            .filter(|c| matches!(tree.case(*c).as_deref(), Some("of" | "from")))
            .filter_map(|c| work.hits.iter().filter(state).find(|h| h.words.contains(&c)))
            .map(actor)
            .collect()
    }

    /// A common noun for people or bodies, with the state it is of.
    fn common(&self, work: &Work<'_>, head: usize, phrase: &Range<usize>) -> Option<Found> {
        let tree = &work.tree;
        let text = |from: usize| {
            let span = tree.span(from..head + 1);
            fold::key(work.document.slice(span))
        };
        let lemma = fold::key(&tree.word(head).lemma);
        for from in phrase.start..=head {
            let key = text(from);
            let pattern = self.catalogue.pattern(&key);
            let agent =
                self.catalogue.agent(&key).or_else(|| (from == head).then(|| self.catalogue.agent(&lemma)).flatten());
            if pattern.is_none() && agent.is_none() {
                continue;
            }
            let states = self.states_in(work, head, &(phrase.start..head));
            let span = tree.span(phrase.clone());
            let words = work.document.slice(span);
            let mut actors = Vec::new();
            let entry;
            if let Some(pattern) = pattern {
                entry = pattern.entry.clone();
                for state in &states {
                    let Some(country) = state.country.found() else { continue };
                    let known = self.catalogue.institution_of(&key, country, work.vantage.on);
                    actors.push(known.map_or_else(
                        || composed(country, &state.name, &pattern.pattern, pattern.kind, &pattern.sectors, &entry),
                        |e| e.actor(work.vantage.on),
                    ));
                }
            } else {
                let agent = agent?;
                entry = agent.entry.clone();
                for state in &states {
                    let Some(country) = state.country.found() else { continue };
                    actors.push(composed(country, &state.name, &agent.noun, agent.kind, &agent.sectors, &entry));
                }
            }
            // Without a state it stays open, described by its own words.
            let rule = if actors.is_empty() { "common noun, state open" } else { "common noun with its state" };
            if actors.is_empty() {
                let (kind, sectors) = pattern
                    .map(|p| (p.kind, p.sectors.clone()))
                    .or_else(|| agent.map(|a| (a.kind, a.sectors.clone())))?;
                actors.push(Actor {
                    id: local_id(work.document, &format!("{}..{}", span.start, span.end)),
                    name: words.to_owned(),
                    kind,
                    country: Sought::Absent,
                    sectors,
                    role: Sought::NotSought,
                    entry: None,
                });
            }
            return Some(Found {
                candidates: actors.iter().map(|a| a.name.clone()).collect(),
                actors,
                kind: MentionKind::Nominal,
                rule,
                entry: Some(entry),
                margin: 1.0,
            });
        }
        None
    }
}

/// Whether a hit is part of a longer name that is another's: proper nouns in the same phrase, behind it or joined
/// to it by "of" under a proper noun.
fn inside_longer_name(tree: &Tree<'_>, hit: &Hit, kind: ActorKind) -> bool {
    let last = hit.words.end - 1;
    let outside = tree.head(last).filter(|h| !hit.words.contains(h));
    let Some(head) = outside else { return false };
    let proper =
        |w: usize| tree.word(w).upos == Upos::Propn && tree.word(w).form.chars().next().is_some_and(char::is_uppercase);
    match tree.word(last).relation() {
        "nmod" => {
            kind == ActorKind::State
                && proper(head)
                && tree.case(last).as_deref() == Some("of")
                && !tree.children(last).iter().any(|c| tree.word(*c).lemma == "the")
                && head + 2 == hit.words.start
        }
        _ => false,
    }
}

/// A pronoun that can stand for an actor: resolved later.
fn pronoun(work: &Work<'_>, at: usize) -> Option<Found> {
    let word = work.tree.word(at);
    let personal = matches!(
        word.lemma.to_lowercase().as_str(),
        "he" | "she" | "it" | "they" | "we" | "his" | "her" | "its" | "their" | "our" | "both" | "i" | "you"
    );
    (personal && word.relation() != "expl").then(|| Found {
        actors: Vec::new(),
        kind: MentionKind::Pronoun,
        rule: "pronoun, open",
        entry: None,
        candidates: Vec::new(),
        margin: 0.0,
    })
}

/// A name that knowledge does not hold: an actor of this document, with what the analyser says of it.
fn unknown_name(work: &Work<'_>, head: usize, phrase: &Range<usize>) -> Option<Found> {
    let tree = &work.tree;
    if tree.word(head).upos != Upos::Propn {
        return None;
    }
    let entity =
        tree.analysis().entities.iter().filter(|e| e.named && e.words.contains(&head)).min_by_key(|e| e.words.len())?;
    let kind = match entity.kind {
        EntityKind::Person => ActorKind::Person,
        EntityKind::Organization => ActorKind::Organisation,
        _ => return None,
    };
    let name = work.document.slice(tree.span(phrase.clone())).to_owned();
    let actor = Actor {
        id: local_id(work.document, &fold::key(&name)),
        name,
        kind,
        country: Sought::Absent,
        sectors: Vec::new(),
        role: Sought::NotSought,
        entry: None,
    };
    Some(Found {
        candidates: vec![actor.name.clone()],
        actors: vec![actor],
        kind: MentionKind::Name,
        rule: "unknown name",
        entry: None,
        margin: 0.0,
    })
}

/// The id of an actor that only this document knows.
fn local_id(document: &Document, key: &str) -> ActorId {
    ActorId::from_identity(&Identity::of("actor of document").with(document.id.as_bytes()).with(key))
}

/// The people of a state.
fn population(state: &Actor, words: &str) -> Actor {
    let country = state.country.found().cloned().unwrap_or_default();
    Actor {
        id: Actor::known_id(&format!("people:{country}")),
        name: words.to_owned(),
        kind: ActorKind::Population,
        country: state.country.clone(),
        sectors: vec![Sector::Cvl],
        role: Sought::NotSought,
        entry: state.entry.clone(),
    }
}

/// An institution, group or office of a state that knowledge does not hold by name.
fn composed(country: &str, state: &str, noun: &str, kind: ActorKind, sectors: &[Sector], entry: &str) -> Actor {
    Actor {
        id: Actor::known_id(&format!("of:{country}:{}", fold::key(noun))),
        name: format!("{noun} of {state}"),
        kind,
        country: Sought::Found(country.to_owned()),
        sectors: sectors.to_vec(),
        role: Sought::NotSought,
        entry: Some(entry.to_owned()),
    }
}
