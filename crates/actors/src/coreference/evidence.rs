//! The pieces of evidence, and the forms of candidates.

use super::referent::{Class, Referent};

macro_rules! features {
    ($($name:ident)*) => {
        /// One piece of evidence. What each means stands where it is found, in `features`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the names say it")]
        pub enum Feature { $($name,)* }

        impl Feature {
            /// All, in order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word used in the table of weights.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}

features! {
    Bias
    // How far.
    SameSentence SentenceBefore TwoSentences FourSentences EightSentences Farther
    Near1 Near2 Near4 Near8 Near16 Near32 NearNot
    SameClause
    // Words.
    SameWords SameHead WordsInside WordsAround NewWords OtherWords SameLast SameFirst Initials ChainWords ChainHead
    ChainInside OtherNumber HeadIsWord WordIsHead SameFirstOther SameLemmaPronoun
    // Kind.
    SameKind PersonOrNot OtherKind ChainOtherKind
    // Agreement.
    NumberAgrees NumberClash NumberOpen ChainNumberClash GenderAgrees GenderClash GenderOpen ChainGenderClash
    ChainGenderAgrees PersonForThing ThingForPerson
    // Syntax.
    CandidateSubject CandidateObject CandidateOblique CandidateOwner CandidateOther Parallel FirstOfSentence
    Around Within Apposition Copula Conjoined SameVerb OwnVerb ReflexiveSubject SubjectAbove Cataphora
    ReflexiveNot SubjectOfBefore CandidateOfNoun
    // The chain.
    ChainOf1 ChainOf2 ChainOf5 ChainMore ChainNamed ChainInTitle LastOfChain ChainHasClass
    // Speech.
    SameSpeech OtherSpeech IntoSpeech OutOfSpeech IsSpeaker NotSpeaker SameSpeaker OtherSpeaker BothNarrated
    // The candidate's form.
    CandidateA CandidateThe CandidateBare
    // For a first mention.
    HeadSeen WordsSeen InitialsSeen LastSeen FirstSentence FirstMention Short Longer Long Counted Followed InsideOther
    IsSubject IsObject IsOblique IsOwner IsOther IsMany InSpeech KnownSpeaker ClassSeen IsPerson IsPlace IsOrganization
    IsAbstract IsApposition IsPredicate OtherKindOf
}

/// How a candidate names, as far as weights tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// A name.
    Name,
    /// A definite or owned noun phrase.
    The,
    /// Another noun phrase.
    A,
    /// A pronoun of the same class.
    Same,
    /// Another pronoun.
    Pronoun,
}

impl Form {
    /// All, in order of declaration.
    pub const ALL: &'static [Self] = &[Self::Name, Self::The, Self::A, Self::Same, Self::Pronoun];

    /// The word used in the table of weights.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::The => "the",
            Self::A => "a",
            Self::Same => "same",
            Self::Pronoun => "pronoun",
        }
    }

    /// The form of a candidate for a mention.
    #[must_use]
    pub fn of(candidate: &Referent, mention: &Referent) -> Self {
        match candidate.class {
            c if c.is_name() => Self::Name,
            c if c.is_pronoun() => {
                if c == mention.class {
                    Self::Same
                } else {
                    Self::Pronoun
                }
            }
            Class::The | Class::That | Class::Owned => Self::The,
            _ => Self::A,
        }
    }
}
