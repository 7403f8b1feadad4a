//! What a document introduces itself: abbreviations in brackets ("the Northern Front (NF)"), people in full who go on
//! by a part of their name ("Prime Minister John Major … Major said").

use detente_language::{SentenceAnalysis, Upos};
use detente_record::{ActorKind, Document, MentionKind};

use super::Resolver;
use super::found::{Found, Work};
use crate::catalogue::{Entity, Name};
use crate::fold;
use crate::names::{Hit, Vantage};

/// States in which the family name comes first: texts go on by it ("Moon Jae-in … Moon said").
const FAMILY_FIRST: &[&str] = &["PRK", "KOR", "CHN", "TWN", "HKG", "MAC", "VNM", "KHM", "SGP", "HUN"];

/// Whether a person's family name stands first.
pub(super) fn is_family_first(entity: &Entity, vantage: &Vantage) -> bool {
    entity.role(vantage.on).0.country.as_ref().is_some_and(|c| FAMILY_FIRST.contains(&c.as_str()))
}

/// Whether a word can be an abbreviation: two to eight letters, most of them capitals, no digit.
fn is_short(form: &str) -> bool {
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    (2..=8).contains(&letters)
        && capitals >= 2
        && 2 * capitals > letters
        && !form.contains(|c: char| c.is_ascii_digit())
}

/// Whether the capitals of an abbreviation are initials of words, in order; small words may be left out.
fn is_initials(short: &str, words: &[&str]) -> bool {
    let mut wanted = short.chars().filter(|c| c.is_uppercase()).peekable();
    for word in words {
        for part in word.split('-') {
            if part.chars().next().is_some_and(|c| wanted.peek().is_some_and(|w| c.to_uppercase().eq(w.to_uppercase())))
            {
                wanted.next();
            }
        }
    }
    wanted.peek().is_none()
}

impl<'k> Resolver<'k> {
    /// Gives abbreviations the meaning that the document gave them.
    pub(super) fn shortened(&self, document: &Document, hits: &mut Vec<Hit<'k>>, vantage: &Vantage) {
        hits.retain_mut(|hit| {
            let text = &document.text[hit.range.clone()];
            if let Some((_, entity)) = vantage.short.iter().find(|(short, _)| short == text) {
                let meant = |n: &&'k Name| n.entity == *entity;
                let name = hit.candidates.iter().copied().find(meant);
                let name = name.or_else(|| {
                    let own = &self.catalogue.entity(*entity).name;
                    self.catalogue.named(&fold::key(own)).iter().find(meant)
                });
                if let Some(name) = name {
                    hit.candidates = vec![name];
                    hit.margin = 1.0;
                }
                return true;
            }
            !vantage.short_unknown.iter().any(|(short, _)| short == text)
        });
    }

    /// Notes what a sentence introduces.
    pub(super) fn introduced(
        &self,
        document: &Document,
        analysis: &SentenceAnalysis,
        hits: &[Hit<'_>],
        vantage: &mut Vantage,
    ) {
        for hit in hits.iter().filter(|h| !h.prefixed) {
            let name = hit.best();
            let sole = hit.candidates.iter().all(|c| c.entity == name.entity);
            if sole && hit.words.len() > 1 && !vantage.outright.contains(&name.entity) {
                vantage.outright.push(name.entity);
                self.person_in_full(document, hit, vantage);
            }
        }
        let words = &analysis.words;
        for at in 1..words.len().saturating_sub(2) {
            let bracketed = words[at].form == "(" && words[at + 2].form == ")" && is_short(&words[at + 1].form);
            if !bracketed {
                continue;
            }
            let short = &words[at + 1].form;
            if let Some(hit) = hits.iter().find(|h| h.words.end == at && h.words.len() > 1 && !h.prefixed) {
                vantage.short.push((short.clone(), hit.best().entity));
                continue;
            }
            // The shortest run of words behind which it stands that has its initials, from a capital on.
            let start = (at.saturating_sub(9)..at).rev().find(|s| {
                let run: Vec<&str> = words[*s..at].iter().map(|w| w.form.as_str()).collect();
                words[*s].form.starts_with(char::is_uppercase)
                    && run.len() > 1
                    && run[0].chars().next() == short.chars().next()
                    && is_initials(short, &run)
            });
            if let Some(start) = start {
                let span = words[start].span.cover(words[at - 1].span);
                vantage.short_unknown.push((short.clone(), document.slice(span).to_owned()));
            }
        }
    }

    /// Notes the parts of a person's name by which the text may go on.
    fn person_in_full(&self, document: &Document, hit: &Hit<'_>, vantage: &mut Vantage) {
        let entity = self.catalogue.entity(hit.best().entity);
        if entity.kind != ActorKind::Person {
            return;
        }
        let text = &document.text[hit.range.clone()];
        let mut parts: Vec<&str> = text.split_whitespace().collect();
        let (Some(last), Some(first)) = (parts.pop(), parts.first()) else { return };
        let part = if is_family_first(entity, vantage) { first } else { last };
        vantage.people.push((fold::key(part), hit.best().entity));
    }

    /// A single capitalised word by which the text goes on naming someone or something that it named in full: "Major" is
    /// not an officer where John Major was named, "RSF" is what the text has called so.
    pub(super) fn goes_on(&self, work: &Work<'_, '_>, head: usize) -> Option<Found> {
        let tree = &work.tree;
        let word = tree.word(head);
        if !word.form.starts_with(char::is_uppercase) || matches!(word.upos, Upos::Pron | Upos::Num) {
            return None;
        }
        if let Some((_, entity)) = work.vantage.short.iter().find(|(short, _)| *short == word.form) {
            return Some(self.meant(work, *entity, "abbreviation of the text"));
        }
        let titled = |c: &usize| {
            matches!(tree.word(*c).relation(), "det" | "amod" | "compound" | "flat" | "nummod" | "nmod")
                && tree.word(*c).deprel != "nmod:desc"
        };
        if tree.children(head).iter().any(titled) || tree.word(head).relation() == "flat" {
            return None;
        }
        let key = fold::key(&word.form);
        let mut owners: Vec<usize> = Vec::new();
        for (_, entity) in work.vantage.people.iter().filter(|(part, _)| *part == key) {
            if !owners.contains(entity) {
                owners.push(*entity);
            }
        }
        let [entity] = owners.as_slice() else { return None };
        Some(self.meant(work, *entity, "as named in full before"))
    }

    fn meant(&self, work: &Work<'_, '_>, entity: usize, rule: &'static str) -> Found {
        let actor = self.catalogue.entity(entity).actor(work.vantage.on);
        Found {
            candidates: vec![actor.name.clone()],
            entry: actor.entry.clone(),
            actors: vec![actor],
            kind: MentionKind::Name,
            rule,
            margin: 0.7,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_initials_in_order() {
        assert!(is_initials("NDF", &["National", "Democratic", "Front"]));
        assert!(is_initials("ISPP", &["Institute", "for", "the", "Study", "of", "Peace", "Policy"]));
        assert!(is_initials("UNITA", &["Union", "for", "National", "Independence", "Total", "Angola"]));
        assert!(!is_initials("NDF", &["Front", "Democratic", "National"]));
    }

    #[test]
    fn what_can_be_an_abbreviation() {
        for yes in ["RSF", "KNU", "MILF", "PoK"] {
            assert!(is_short(yes), "{yes}");
        }
        for no in ["He", "F", "COVID19", "Monday", "R2"] {
            assert!(!is_short(no), "{no}");
        }
    }
}
