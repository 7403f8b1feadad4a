//! The first look: whether a sentence can matter, without the network.
//!
//! [`FirstLook`] holds the words that can tell of an act, as its caller gives them; with what makes a word look like a
//! name and with nouns of actors it says whether a sentence can report something between actors. It may let a sentence
//! through for nothing; it must not stop one that matters. What it stops is measured where events are coded.
//!
//! [`Gear`] is the seam between it and the analyser.

mod inflect;
mod words;

use rustc_hash::FxHashSet;

/// Words longer than this, in bytes, are in no dictionary.
const LONGEST: usize = 32;

/// How sentences are chosen for the analyser.
#[derive(Clone, Copy, Debug, Default)]
pub enum Gear<'a> {
    /// Every sentence is analysed.
    #[default]
    Full,
    /// Only sentences that pass the first look.
    FirstLook(&'a FirstLook),
}

impl Gear<'_> {
    /// Whether a sentence, given as its words, goes to the analyser.
    #[must_use]
    pub fn passes<'w>(self, words: impl IntoIterator<Item = &'w str>) -> bool {
        match self {
            Self::Full => true,
            Self::FirstLook(look) => look.look(words).can_matter(),
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

/// A dictionary of words that can tell of an act.
#[derive(Clone, Debug, Default)]
pub struct FirstLook {
    acts: FxHashSet<Box<[u8]>>,
}

impl FirstLook {
    /// Takes words that can tell of an act: lemmas or forms, of verbs and of nouns. Their regular inflection is added.
    /// Of a phrase its first word of four letters or more is taken, for want of one its longest.
    ///
    /// ```
    /// use detente_language::first_look::FirstLook;
    /// let look = FirstLook::new(["threaten", "fire", "withdraw", "withdrew"]);
    /// assert!(look.look(["Seoul", "threatened", "to", "respond"]).can_matter());
    /// assert!(!look.look(["The", "weather", "was", "fine", "."]).can_matter());
    /// ```
    #[must_use]
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut acts = FxHashSet::default();
        for phrase in words {
            let mut parts = phrase.split([' ', '-', '_']);
            let long = parts.clone().find(|p| p.chars().nth(3).is_some());
            let Some(word) = long.or_else(|| parts.by_ref().max_by_key(|p| p.len())) else { continue };
            let word = word.to_lowercase();
            for form in inflect::forms(&word) {
                if !form.is_empty() && form.len() <= LONGEST {
                    acts.insert(form.into_bytes().into_boxed_slice());
                }
            }
        }
        Self { acts }
    }

    /// How many forms it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.acts.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.acts.is_empty()
    }

    /// Looks at the words of a sentence.
    #[must_use]
    pub fn look<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Glimpse {
        let mut seen = Glimpse::default();
        let mut buffer = [0; LONGEST];
        for (i, word) in words.into_iter().enumerate() {
            let Some(first) = word.chars().next() else { continue };
            if !first.is_alphabetic() {
                continue;
            }
            let lower = lower(word, &mut buffer);
            let act = self.acts.contains(lower);
            let actor = words::is_actor(lower);
            let capitals = || word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
            let named = first.is_uppercase() && (i > 0 || capitals() || !(act || actor || words::is_common(lower)));
            seen.names += usize::from(named);
            seen.acts += usize::from(act);
            seen.actors += usize::from(actor);
        }
        seen
    }
}

/// The word with its ASCII letters in lower case; empty where it is too long for any dictionary.
fn lower<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> &'b [u8] {
    let Some(to) = buffer.get_mut(..word.len()) else { return &[] };
    to.copy_from_slice(word.as_bytes());
    to.make_ascii_lowercase();
    to
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(text: &str) -> bool {
        let words =
            ["claim", "deploy", "condemn", "threaten", "visit", "fire", "stop", "carry out", "withdrew", "air-drop"];
        let look = FirstLook::new(words);
        Gear::FirstLook(&look).passes(text.split_whitespace())
    }

    #[test]
    fn what_matters_passes() {
        assert!(passes("North Korea claims that it is ready to send leaflets ."));
        assert!(passes("The troops were deployed along the border"));
        assert!(passes("DPRK FOREIGN MINISTRY CONDEMNS DRILLS"));
        assert!(passes("They are threatening military action"));
        assert!(passes("A delegation of the ministry visited Moscow"));
        assert!(passes("The army stopped a lorry"));
        assert!(passes("Police carried it out"));
        assert!(passes("Moscow withdrew"));
        assert!(passes("Activists dropped leaflets"));
    }

    #[test]
    fn what_does_not_is_let_go() {
        assert!(!passes("It rained all day ."));
        assert!(!passes(""));
        assert!(!passes("1 2 3 !"));
        assert!(!passes("a visit"));
        assert!(!passes(&"x".repeat(1000)));
        assert!(Gear::Full.passes(["x"]));
    }

    #[test]
    fn nothing_in_nothing_out() {
        assert!(FirstLook::new(["", " ", "-"]).is_empty());
        assert_eq!(FirstLook::new(["fire"]).len(), 4);
    }
}
