//! Entities of knowledge and the index over their names.

use std::borrow::Cow;

use detente_knowledge::image::{self, Image, ImageError};
use detente_knowledge::{Agent, InstitutionPattern, Knowledge, Office};
use detente_record::ActorKind;
use jiff::civil::Date;

use crate::fold;

pub use detente_knowledge::image::{Entity, Name, NameKind, Role};

/// The shipped tables, compiled when the program was built.
static SHIPPED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/actors.image"));

/// Entities and the index over their names; common nouns and patterns of institutions.
#[derive(Debug)]
pub struct Catalogue {
    image: Image,
}

impl Catalogue {
    /// The catalogue of all knowledge: for the shipped tables it lies ready in the program, with a user's own it is
    /// made here.
    ///
    /// # Errors
    /// When a user's tables are too large to be compiled.
    pub fn new(knowledge: &Knowledge) -> Result<Self, ImageError> {
        let bytes = if knowledge.has_shipped_actors() {
            Cow::Borrowed(SHIPPED)
        } else {
            Cow::Owned(image::compile(knowledge.actors())?)
        };
        Ok(Self { image: Image::open(bytes)? })
    }

    /// All entities.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        (0..self.image.len()).map(|at| self.image.entity(at))
    }

    /// The entity of an index.
    #[must_use]
    pub fn entity(&self, at: usize) -> &Entity {
        self.image.entity(at)
    }

    /// The entity with this key of identity (`state:PRK`, `person:KOR:moon jae in`, `institution:PRK-kcna`).
    #[must_use]
    pub fn with_key(&self, key: &str) -> Option<&Entity> {
        self.image.index(key).map(|at| self.image.entity(at))
    }

    /// The entity of a state's code.
    #[must_use]
    pub fn state(&self, code: &str) -> Option<&Entity> {
        self.with_key(&format!("state:{code}"))
    }

    /// Names by folded key.
    #[must_use]
    pub fn named(&self, key: &str) -> &[Name] {
        self.image.key(key).map_or(&[], |k| &k.names)
    }

    /// Names of a text: what it can name when it is all of a mention.
    #[must_use]
    pub fn lookup(&self, text: &str) -> &[Name] {
        self.named(&fold::key(text))
    }

    /// Greatest number of pieces of a name that begins with this piece; 0 when none does.
    #[must_use]
    pub fn longest(&self, first: &str) -> usize {
        self.image.key(first).map_or(0, |k| k.longest)
    }

    /// The folded names that begin so, in order.
    #[must_use]
    pub fn names_from(&self, start: &str) -> Vec<String> {
        self.image.names_from(start)
    }

    /// The common noun of a folded key.
    #[must_use]
    pub fn agent(&self, key: &str) -> Option<&Agent> {
        self.image.key(key)?.agent.as_ref()
    }

    /// The pattern of an institution of a folded key.
    #[must_use]
    pub fn pattern(&self, key: &str) -> Option<&InstitutionPattern> {
        self.image.key(key)?.pattern.as_ref()
    }

    /// Who holds an office of a state or body on a day, or holds it still, in the order of the tables.
    pub fn holders(&self, country: &str, office: Office, on: Option<Date>) -> impl Iterator<Item = &Entity> {
        let names = self.image.key(&image::office_key(country, office)).map_or(&[][..], |k| &k.names);
        names.iter().filter(move |n| n.periods.iter().any(|p| p.holds(on))).map(|n| self.image.entity(n.entity))
    }

    /// The names of people as written, of two words or more.
    pub fn people(&self) -> impl Iterator<Item = &str> {
        self.image.people()
    }

    /// The name of an institution of this state under this key, which may be ambiguous among states.
    #[must_use]
    pub fn institution_of(&self, key: &str, country: &str, on: Option<Date>) -> Option<&Entity> {
        self.named(key).iter().map(|n| self.image.entity(n.entity)).find(|e| {
            matches!(e.kind, ActorKind::Institution | ActorKind::Military | ActorKind::Party | ActorKind::StateMedia)
                && e.roles.iter().any(|r| r.country.as_deref() == Some(country) && r.period.holds(on))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_tables_are_those_of_the_text() -> Result<(), ImageError> {
        let ready = Catalogue::new(Knowledge::shipped())?;
        let made = Catalogue { image: Image::open(Cow::Owned(image::compile(Knowledge::shipped().actors())?))? };
        assert_eq!(ready.entities().count(), made.entities().count());
        for (a, b) in ready.entities().zip(made.entities()) {
            assert_eq!(format!("{a:?}"), format!("{b:?}"));
        }
        Ok(())
    }

    #[test]
    fn offices_change_hands() -> Result<(), ImageError> {
        let catalogue = Catalogue::new(Knowledge::shipped())?;
        let president = |on: &str| {
            catalogue.holders("KOR", Office::HeadOfState, on.parse().ok()).map(|e| e.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(president("2020-06-20"), ["Moon Jae-in"]);
        assert_eq!(president("2024-05-01"), ["Yoon Suk-yeol"]);
        Ok(())
    }
}
