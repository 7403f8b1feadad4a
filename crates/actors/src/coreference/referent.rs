//! What a mention shows of who it may be: form, number, gender, words, place in the sentence.

use std::ops::Range;

use detente_language::{EntityKind, EntitySpan, Upos};
use rustc_hash::FxHashMap;

use super::lists;
use crate::phrases::Tree;

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What a mention is when it looks for what it repeats: each class weighs the evidence in its own way.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Class { $($(#[$doc])* $name,)* }

        impl Class {
            /// All, in order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word used in the table of weights.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

classes! {
    /// "I", "my".
    I = "i",
    /// "we", "our".
    We = "we",
    /// "you".
    You = "you",
    /// "he", "his".
    He = "he",
    /// "she", "her".
    She = "she",
    /// "it", "its".
    It = "it",
    /// "they", "each other".
    They = "they",
    /// "this", "those".
    This = "this",
    /// "one" in general.
    One = "one",
    /// "someone", "everybody", "who".
    Someone = "someone",
    /// A name of a person.
    Person = "person",
    /// A name of a place.
    Place = "place",
    /// Any other name.
    Name = "name",
    /// "the regime".
    The = "the",
    /// "this regime".
    That = "that",
    /// "its regime", "the South's regime".
    Owned = "owned",
    /// "a regime", "some regimes".
    A = "a",
    /// "regimes".
    Bare = "bare",
}

impl Class {
    /// Whether it is a pronoun.
    #[must_use]
    pub fn is_pronoun(self) -> bool {
        (self as usize) <= (Self::Someone as usize)
    }

    /// Whether it is a name.
    #[must_use]
    pub fn is_name(self) -> bool {
        matches!(self, Self::Person | Self::Place | Self::Name)
    }
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// One.
    One,
    /// Several.
    Many,
    /// Either: "you", "the government".
    Either,
}

/// Gender, as English pronouns tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// "he".
    He,
    /// "she".
    She,
    /// A person, either.
    Person,
    /// "it".
    Thing,
    /// Not known.
    Unknown,
}

/// Place in the clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Subject.
    Subject,
    /// Object.
    Object,
    /// Under a preposition.
    Oblique,
    /// Owner.
    Owner,
    /// Anything else.
    Other,
}

/// A mention with what it shows.
#[derive(Clone, Debug)]
pub struct Referent {
    /// Index of the sentence.
    pub sentence: usize,
    /// Its words.
    pub words: Range<usize>,
    /// Its head word.
    pub head: usize,
    /// What the analyser takes it for.
    pub kind: EntityKind,
    /// How it looks back.
    pub class: Class,
    /// Number.
    pub number: Number,
    /// Gender.
    pub gender: Gender,
    /// Place in its clause.
    pub role: Role,
    /// "himself", "each other".
    pub reflexive: bool,
    /// Content words, numbered, in order: without articles and "'s".
    pub content: Vec<u32>,
    /// The head's lemma, numbered.
    pub head_word: u32,
    /// The verb or other word it hangs under.
    pub governor: Option<usize>,
    /// Quotation it stands in.
    pub speech: Option<usize>,
    /// Initials of a name of several words, numbered; or the name itself when it is one word in capitals.
    pub initials: Option<u32>,
}

/// Numbers words.
#[derive(Default)]
pub struct Words {
    numbers: FxHashMap<String, u32>,
    buffer: String,
}

impl Words {
    /// The number of a word; case does not count.
    pub fn number(&mut self, word: &str) -> u32 {
        self.buffer.clear();
        self.buffer.extend(word.chars().filter(|c| !matches!(c, '.' | '-')).flat_map(char::to_lowercase));
        if let Some(&n) = self.numbers.get(&self.buffer) {
            return n;
        }
        let n = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(self.buffer.clone(), n);
        n
    }
}

impl Referent {
    /// What an entity span shows.
    #[must_use]
    pub fn new(tree: &Tree<'_>, sentence: usize, span: &EntitySpan, words: &mut Words) -> Self {
        let head = span.head;
        let word = tree.word(head);
        let lemma = word.lemma.to_lowercase();
        let class = class(tree, span, &lemma);
        let mut content = Vec::with_capacity(span.words.len());
        let mut initials = String::new();
        let mut named = 0;
        for at in span.words.clone() {
            let inner = tree.word(at);
            if matches!(inner.upos, Upos::Punct | Upos::Det | Upos::Part)
                || (inner.upos == Upos::Pron && class != Class::Person && !class.is_pronoun())
            {
                continue;
            }
            if class.is_name()
                && matches!(inner.upos, Upos::Propn | Upos::Adj | Upos::Noun)
                && inner.form.starts_with(char::is_uppercase)
            {
                named += 1;
                initials.extend(inner.form.chars().next());
            }
            content.push(words.number(if at == head && !class.is_name() { &inner.lemma } else { &inner.form }));
        }
        let initials = if !class.is_name() {
            None
        } else if named > 1 {
            Some(words.number(&initials))
        } else {
            (span.words.len() <= 2 && word.form.len() > 1 && word.form.chars().all(|c| c.is_uppercase() || c == '.'))
                .then(|| words.number(&word.form))
        };
        Self {
            sentence,
            words: span.words.clone(),
            head,
            kind: span.kind,
            class,
            number: number(tree, span, class),
            gender: gender(tree, span, class, &lemma),
            role: role(tree, head),
            reflexive: lists::is_reflexive(&word.form) || (class == Class::They && lemma == "other"),
            head_word: words.number(if class.is_name() { &word.form } else { &word.lemma }),
            content,
            governor: governor(tree, head),
            speech: None,
            initials,
        }
    }

    /// Whether all words of this lie within the other.
    #[must_use]
    pub fn inside(&self, other: &Self) -> bool {
        self.sentence == other.sentence
            && other.words.start <= self.words.start
            && self.words.end <= other.words.end
            && self.words != other.words
    }
}

fn class(tree: &Tree<'_>, span: &EntitySpan, lemma: &str) -> Class {
    let word = tree.word(span.head);
    if let Some(class) = lists::pronoun(&word.form, word.upos) {
        return class;
    }
    if word.upos == Upos::Propn {
        return match span.kind {
            EntityKind::Person => Class::Person,
            EntityKind::Place => Class::Place,
            _ => Class::Name,
        };
    }
    if matches!(word.upos, Upos::Pron | Upos::Det) {
        return if lemma == "other" { Class::They } else { Class::Someone };
    }
    for at in tree.children(span.head) {
        let child = tree.word(*at);
        if child.deprel == "nmod:poss" {
            return Class::Owned;
        }
        if child.relation() == "det" {
            return match child.lemma.to_lowercase().as_str() {
                "the" => Class::The,
                "this" | "that" | "these" | "those" => Class::That,
                "both" | "all" => continue,
                _ => Class::A,
            };
        }
    }
    Class::Bare
}

fn number(tree: &Tree<'_>, span: &EntitySpan, class: Class) -> Number {
    match class {
        Class::I | Class::He | Class::She | Class::It => return Number::One,
        Class::We | Class::They => return Number::Many,
        Class::You | Class::One | Class::Someone => return Number::Either,
        _ => {}
    }
    // "Seoul and Washington".
    let joined = tree.by(span.head, "conj").any(|c| span.words.contains(&c));
    if joined {
        return Number::Many;
    }
    let word = tree.word(span.head);
    match word.xpos.as_str() {
        "NNS" | "NNPS" => Number::Many,
        "NN" if lists::is_collective(&word.lemma.to_lowercase()) => Number::Either,
        "NNP" if span.kind == EntityKind::Organization => Number::Either,
        "NN" | "NNP" => Number::One,
        _ => match word.feats.get("Number") {
            Some("Plur") => Number::Many,
            Some("Sing") => Number::One,
            _ => Number::Either,
        },
    }
}

fn gender(tree: &Tree<'_>, span: &EntitySpan, class: Class, lemma: &str) -> Gender {
    match class {
        Class::He => return Gender::He,
        Class::She => return Gender::She,
        Class::It => return Gender::Thing,
        Class::I | Class::We | Class::You | Class::One => return Gender::Person,
        Class::They | Class::This | Class::Someone => return Gender::Unknown,
        _ => {}
    }
    if span.kind != EntityKind::Person {
        return if span.kind == EntityKind::Animal { Gender::Unknown } else { Gender::Thing };
    }
    if class == Class::Person {
        for at in span.words.clone() {
            if let Some(found) = lists::title_gender(&tree.word(at).form) {
                return found;
            }
        }
        return lists::first_name(&tree.word(span.words.start).form).unwrap_or(Gender::Person);
    }
    lists::noun_gender(lemma).unwrap_or(Gender::Person)
}

fn role(tree: &Tree<'_>, head: usize) -> Role {
    let word = tree.word(head);
    match word.deprel.as_str() {
        "nmod:poss" => Role::Owner,
        "obl:agent" => Role::Subject,
        _ => match word.relation() {
            "nsubj" => Role::Subject,
            "obj" | "iobj" => Role::Object,
            "obl" | "nmod" => Role::Oblique,
            // Joined to another: as that one.
            "conj" => {
                tree.head(head).filter(|h| *h < head && tree.is_nominal(*h) && *h != head).map_or(Role::Other, |h| {
                    match tree.word(h).relation() {
                        "nsubj" => Role::Subject,
                        "obj" | "iobj" => Role::Object,
                        "obl" | "nmod" => Role::Oblique,
                        _ => Role::Other,
                    }
                })
            }
            _ => Role::Other,
        },
    }
}

/// The verb or adjective a nominal is an argument of.
fn governor(tree: &Tree<'_>, head: usize) -> Option<usize> {
    let mut at = head;
    for _ in 0..4 {
        let up = tree.head(at)?;
        if tree.word(at).relation() == "conj" {
            at = up;
            continue;
        }
        return Some(up);
    }
    None
}
