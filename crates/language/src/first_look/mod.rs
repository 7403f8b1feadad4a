//! The first look: whether a sentence can matter, without the network.
//!
//! [`Gear`] is the seam: the full gear lets every sentence through to the analyser; the first look lets go what holds
//! no word of an act or of speech and no name. It may let a sentence through for nothing; it must not stop one that
//! matters. What it stops is measured where events are coded.

mod words;

/// How sentences are chosen for the analyser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gear {
    /// Every sentence is analysed.
    #[default]
    Full,
    /// Only sentences that pass the first look.
    FirstLook,
}

impl Gear {
    /// Whether a sentence, given as its words, goes to the analyser.
    #[must_use]
    pub fn passes<'a>(self, words: impl IntoIterator<Item = &'a str>) -> bool {
        match self {
            Self::Full => true,
            Self::FirstLook => look(words).can_matter(),
        }
    }
}

/// What the first look saw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glimpse {
    /// Words that look like names: capital letters behind the first word, or all capitals anywhere.
    pub names: usize,
    /// Words of political actors that need no capital ("government", "troops", "activists").
    pub actors: usize,
    /// Words of acts between actors, in any form ("threaten", "launched", "talks").
    pub acts: usize,
}

impl Glimpse {
    /// Whether the sentence can report something between actors: an act, and someone.
    #[must_use]
    pub fn can_matter(self) -> bool {
        self.acts > 0 && self.names + self.actors > 0
    }
}

/// Looks at the words of a sentence.
///
/// ```
/// use detente_language::first_look::look;
/// assert!(look(["Seoul", "threatened", "to", "respond"]).can_matter());
/// assert!(!look(["The", "weather", "was", "fine", "."]).can_matter());
/// ```
#[must_use]
pub fn look<'a>(words: impl IntoIterator<Item = &'a str>) -> Glimpse {
    let mut seen = Glimpse::default();
    let mut lower = String::new();
    for (i, word) in words.into_iter().enumerate() {
        let Some(first) = word.chars().next() else { continue };
        if !first.is_alphabetic() {
            continue;
        }
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        let act = words::is_act(&lower);
        let actor = words::is_actor(&lower);
        let capitals = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
        let named = first.is_uppercase() && (i > 0 || capitals || !(act || actor || words::is_common(&lower)));
        seen.names += usize::from(named);
        seen.acts += usize::from(act);
        seen.actors += usize::from(actor);
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(text: &str) -> bool {
        Gear::FirstLook.passes(text.split_whitespace())
    }

    #[test]
    fn what_matters_passes() {
        assert!(passes("North Korea claims that it is ready to send leaflets ."));
        assert!(passes("The troops were deployed along the border"));
        assert!(passes("DPRK FOREIGN MINISTRY CONDEMNS DRILLS"));
        assert!(passes("They are threatening military action"));
        assert!(passes("A delegation of the ministry visited Moscow"));
    }

    #[test]
    fn what_does_not_is_let_go() {
        assert!(!passes("It rained all day ."));
        assert!(!passes(""));
        assert!(!passes("1 2 3 !"));
        assert!(Gear::Full.passes(["x"]));
    }
}
