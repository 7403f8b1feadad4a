//! From phrases to mentions with their actors.
//!
//! Each noun phrase is tried in turn as a name that knowledge holds, a title with a name, the ground of a state, a
//! common noun with its state, a name that nobody knows. What stays open is left to [`crate::coreference`].

mod common;
mod found;
mod introduced;
mod named;
mod place;
mod resolved;
mod unknown;

use std::ops::Range;

use detente_language::{EntityKind, SentenceAnalysis, Upos};
use detente_record::{ActorKind, Document, Mention, MentionKind, Resolution, Sentence};
use rustc_hash::FxHashMap;

use crate::catalogue::Catalogue;
use crate::coreference::{self, Model, Speeches};
use crate::fold;
use crate::names::{self, Sighting, Vantage};
use crate::phrases::Tree;
use found::{Found, Work};

pub use resolved::Resolved;

/// Resolves the mentions of documents.
#[derive(Clone, Copy)]
pub struct Resolver<'k> {
    catalogue: &'k Catalogue,
}

impl<'k> Resolver<'k> {
    /// A resolver over a catalogue.
    #[must_use]
    pub fn new(catalogue: &'k Catalogue) -> Self {
        Self { catalogue }
    }

    /// What it resolves with.
    #[must_use]
    pub fn catalogue(&self) -> &'k Catalogue {
        self.catalogue
    }

    /// Finds and resolves the mentions of a document. `sentences` and `analyses` go together.
    #[must_use]
    pub fn resolve(&self, document: &Document, sentences: &[Sentence], analyses: &[SentenceAnalysis]) -> Resolved {
        let analyses = &analyses[..analyses.len().min(sentences.len())];
        let sightings: Vec<Sighting<'k>> =
            analyses.iter().map(|a| names::sight(self.catalogue, &document.text, a)).collect();
        let vantage = self.vantage(document, analyses, &sightings);
        let mut resolved = Resolved::default();
        resolved.voice = vantage.home.clone().filter(|_| vantage.voice);
        let mut trees = Vec::with_capacity(analyses.len());
        for (index, (analysis, sighting)) in analyses.iter().zip(&sightings).enumerate() {
            let mut hits = names::select(self.catalogue, analysis, sighting, &vantage);
            self.shortened(document, &mut hits, &vantage);
            let work = Work { document, index, tree: Tree::new(analysis), hits, vantage: &vantage };
            self.sentence(&work, &mut resolved);
            trees.push(work.tree);
        }
        let speeches = Speeches::find(&trees, &coreference::breaks(&document.text, analyses));
        let identity = |sentence: usize, head: usize| {
            let mention = resolved.at(sentence, head)?;
            match mention.resolution.proposed.as_slice() {
                [one] if mention.kind == MentionKind::Name && mention.resolution.entry.is_some() => {
                    let kind = resolved.actor(*one)?.kind;
                    (mention.resolution.rule != "surname").then_some((*one, kind))
                }
                _ => None,
            }
        };
        let chains = coreference::chains(Model::shipped(), &trees, &speeches, &identity);
        resolved.chains = chains;
        coreference::rules::follow(self.catalogue, &trees, &speeches, &mut resolved, &vantage);
        resolved.close();
        resolved
    }

    /// From where the document speaks: its publisher's state and the states it names, the most named first.
    fn vantage(&self, document: &Document, analyses: &[SentenceAnalysis], sightings: &[Sighting<'k>]) -> Vantage {
        /// What a publisher's own state counts.
        const PUBLISHER: usize = 3;
        let mut vantage = Vantage { on: document.published(), ..Vantage::default() };
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
                let entity = self.catalogue.entity(name.entity);
                if let Some(code) = &entity.role(vantage.on).0.country {
                    count(code, PUBLISHER);
                    vantage.home.get_or_insert_with(|| code.clone());
                    vantage.published = true;
                    vantage.voice |= entity.kind == ActorKind::StateMedia;
                }
            }
        }
        vantage.states.extend(vantage.home.clone());
        let mut named: Vec<String> = Vec::new();
        for (analysis, sighting) in analyses.iter().zip(sightings) {
            let hits = names::select(self.catalogue, analysis, sighting, &vantage);
            self.introduced(document, analysis, &hits, &mut vantage);
            for hit in hits.iter().filter(|h| !h.prefixed) {
                let entity = self.catalogue.entity(hit.best().entity);
                if let Some(code) = &entity.role(vantage.on).0.country {
                    count(code, 1);
                    let as_such = matches!(entity.kind, ActorKind::State | ActorKind::Territory | ActorKind::Person);
                    if as_such && !named.contains(code) {
                        named.push(code.clone());
                    }
                }
            }
        }
        vantage.named = named;
        order.sort_by_key(|code| std::cmp::Reverse(counts[code]));
        vantage.main = order
            .first()
            .filter(|f| {
                let next = order.get(1).map_or(0, |s| counts[s]);
                counts[*f] >= 3 && counts[*f] >= 2 * next
            })
            .cloned();
        // Without a publisher of known home, the state that is named more than all others together.
        if vantage.home.is_none()
            && let Some(first) = order.first()
        {
            let all: usize = counts.values().sum();
            if counts[first] >= 2 && counts[first] * 2 > all {
                vantage.home = Some(first.clone());
            }
        }
        vantage.states = order;
        vantage.bearers = bearers(analyses);
        vantage
    }

    fn sentence(&self, work: &Work<'_, 'k>, resolved: &mut Resolved) {
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
            if hit.words.clone().any(|w| resolved.at(work.index, w).is_some())
                || self.in_unknown(work, hit.words.clone(), resolved)
            {
                continue;
            }
            if let Some(mut found) = self.named(work, hit) {
                found.kind = MentionKind::Modifier;
                if hit.prefixed {
                    found.rule = "name behind a prefix";
                }
                let mention = self.mention(work, found, hit.words.clone(), head, resolved);
                resolved.push(mention, head);
            }
        }
    }

    /// Whether words are part of the name of an actor that knowledge does not hold: "Korea" in "Korea Institute for
    /// National Unification", but not "Iranian" in "Iranian scientist Mohsen Fakhrizadeh".
    fn in_unknown(&self, work: &Work<'_, 'k>, words: Range<usize>, resolved: &Resolved) -> bool {
        let Some(head) = work.tree.head(words.end - 1) else { return false };
        let Some(mention) = resolved.at(work.index, head).filter(|m| m.resolution.rule == "unknown name") else {
            return false;
        };
        let name = mention.resolution.candidates.first().map_or("", String::as_str);
        work.document.slice(work.tree.span(words.clone())).len() < name.len()
            && name.contains(work.document.slice(work.tree.span(words)))
    }

    fn mention(
        &self,
        work: &Work<'_, 'k>,
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
    fn phrase(&self, work: &Work<'_, 'k>, head: usize, phrase: &Range<usize>) -> Option<Found> {
        let tree = &work.tree;
        // A name that covers the head word.
        if let Some(hit) = work.hit_at(head).filter(|h| !h.prefixed)
            && let Some(found) = self.named(work, hit)
        {
            return Some(found);
        }
        if let Some(found) = self.goes_on(work, head) {
            return Some(found);
        }
        // "President Moon Jae-in", "leader Kim Jong Un": a person's name within the phrase, at its end.
        let person = work.hits.iter().filter(|h| !h.prefixed).find(|h| {
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
            if let Some(hit) = work.hit_at(appos).filter(|h| !h.prefixed)
                && !matches!(self.catalogue.entity(hit.best().entity).kind, ActorKind::State | ActorKind::Region)
                && common::is_someone(work, head)
                && let Some(mut found) = self.named(work, hit)
            {
                found.rule = "name in apposition";
                return Some(found);
            }
        }
        // "the Iranian scientist Farhad Delavari": a name that nobody knows, right behind its description.
        if tree.word(head).upos == Upos::Noun
            && let Some(next) = tree.by(head, "appos").find(|a| tree.phrase(*a).start == head + 1)
            && let Some(mut found) = self.unknown(work, next, &tree.phrase(next))
            && found.actors.iter().all(|a| a.kind == ActorKind::Person)
        {
            found.rule = "unknown name in apposition";
            return Some(found);
        }
        self.measured(work, head, phrase)
            .or_else(|| self.ground(work, head, phrase))
            .or_else(|| self.common(work, head, phrase))
            .or_else(|| self.unknown(work, head, phrase))
    }
}

/// Last words of the names of several words that the analyser takes for people.
fn bearers(analyses: &[SentenceAnalysis]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for analysis in analyses {
        for entity in analysis.entities.iter().filter(|e| e.named && e.kind == EntityKind::Person && e.words.len() > 1)
        {
            let last = entity.words.clone().rev().find_map(|w| analysis.words.get(w).filter(|w| w.deprel == "flat"));
            if let Some(last) = last.filter(|l| !out.contains(&l.form)) {
                out.push(last.form.clone());
            }
        }
    }
    out
}

/// A pronoun that can stand for an actor: resolved later.
fn pronoun(work: &Work<'_, '_>, at: usize) -> Option<Found> {
    let word = work.tree.word(at);
    let personal = matches!(
        word.lemma.to_lowercase().as_str(),
        "he" | "she"
            | "it"
            | "they"
            | "we"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "both"
            | "i"
            | "you"
            | "my"
            | "your"
            | "him"
            | "them"
            | "us"
            | "me"
    );
    (personal && word.relation() != "expl").then(|| Found::open(MentionKind::Pronoun, "pronoun, open"))
}
