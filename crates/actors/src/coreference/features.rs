//! The evidence for and against two mentions naming the same: what Lee et al. 2013 ("Deterministic Coreference
//! Resolution Based on Entity-Centric, Precision-Ranked Rules") made sieves of, and a little more, each with a weight.

use detente_language::EntityKind;

use super::discourse::Discourse;
use super::evidence::Feature;
use super::referent::{Class, Gender, Number, Referent, Role};

/// The evidence on a mention and an earlier one.
pub fn pair(discourse: &Discourse<'_>, at: usize, candidate: usize, out: &mut Vec<Feature>) {
    use Feature as F;
    out.clear();
    let m = &discourse.referents[at];
    let c = &discourse.referents[candidate];
    out.push(F::Bias);
    distance(m, c, at - candidate, out);
    words(discourse, m, c, candidate, out);
    kinds(discourse, m, c, candidate, out);
    syntax(discourse, m, c, candidate, out);
    speech(discourse, at, candidate, out);
    let chain = discourse.chain(candidate);
    out.push(match chain.mentions.len() {
        1 => F::ChainOf1,
        2 => F::ChainOf2,
        3..=5 => F::ChainOf5,
        _ => F::ChainMore,
    });
    if chain.named {
        out.push(F::ChainNamed);
    }
    if chain.mentions.first().is_some_and(|f| discourse.referents[*f].sentence == 0) {
        out.push(F::ChainInTitle);
    }
    if chain.mentions.last() == Some(&candidate) {
        out.push(F::LastOfChain);
    }
    if m.class.is_pronoun() && chain.classes & (1 << m.class as u32) != 0 {
        out.push(F::ChainHasClass);
    }
    match c.class {
        Class::A => out.push(F::CandidateA),
        Class::The => out.push(F::CandidateThe),
        Class::Bare => out.push(F::CandidateBare),
        _ => {}
    }
}

fn distance(m: &Referent, c: &Referent, mentions: usize, out: &mut Vec<Feature>) {
    use Feature as F;
    out.push(match m.sentence - c.sentence {
        0 => F::SameSentence,
        1 => F::SentenceBefore,
        2 => F::TwoSentences,
        3..=4 => F::FourSentences,
        5..=8 => F::EightSentences,
        _ => F::Farther,
    });
    out.push(match mentions {
        1 => F::Near1,
        2 => F::Near2,
        3..=4 => F::Near4,
        5..=8 => F::Near8,
        9..=16 => F::Near16,
        17..=32 => F::Near32,
        _ => F::NearNot,
    });
}

fn all_in(words: &[u32], of: &[u32]) -> bool {
    words.iter().all(|w| of.contains(w))
}

fn words(discourse: &Discourse<'_>, m: &Referent, c: &Referent, candidate: usize, out: &mut Vec<Feature>) {
    use Feature as F;
    if m.class.is_pronoun() {
        return;
    }
    let chain = discourse.chain(candidate);
    if chain.heads.contains(&m.head_word) {
        out.push(F::ChainHead);
    }
    if !m.content.is_empty() && all_in(&m.content, &chain.words) {
        out.push(F::ChainInside);
    }
    if chain.strings.contains(&m.content) {
        out.push(F::ChainWords);
    }
    if m.initials.is_some() && chain.initials.contains(&m.initials.unwrap_or_default()) {
        out.push(F::Initials);
    }
    if c.class.is_pronoun() {
        return;
    }
    if m.content == c.content && !m.content.is_empty() {
        out.push(F::SameWords);
        return;
    }
    let inside = all_in(&m.content, &c.content);
    let around = all_in(&c.content, &m.content);
    if m.head_word == c.head_word {
        out.push(F::SameHead);
        out.push(match (inside, around) {
            (true, _) => F::WordsInside,
            (_, true) => F::NewWords,
            _ => F::OtherWords,
        });
    } else {
        if inside && !m.content.is_empty() {
            out.push(F::WordsAround);
        }
        if c.content.contains(&m.head_word) {
            out.push(F::HeadIsWord);
        }
        if m.content.contains(&c.head_word) {
            out.push(F::WordIsHead);
        }
    }
    if m.class.is_name() && c.class.is_name() {
        let last = m.content.last() == c.content.last();
        let first = m.content.first() == c.content.first();
        if last {
            out.push(F::SameLast);
            if !first && m.content.len() > 1 && c.content.len() > 1 {
                out.push(F::SameFirstOther);
            }
        }
        if first {
            out.push(F::SameFirst);
        }
    }
}

fn kinds(discourse: &Discourse<'_>, m: &Referent, c: &Referent, candidate: usize, out: &mut Vec<Feature>) {
    use Feature as F;
    let chain = discourse.chain(candidate);
    if m.kind == c.kind {
        out.push(F::SameKind);
    } else if (m.kind == EntityKind::Person) != (c.kind == EntityKind::Person) {
        out.push(F::PersonOrNot);
    } else {
        out.push(F::OtherKind);
    }
    if chain.kind != m.kind {
        out.push(F::ChainOtherKind);
    }
    out.push(match (m.number, c.number) {
        (Number::Either, _) | (_, Number::Either) => F::NumberOpen,
        (a, b) if a == b => F::NumberAgrees,
        _ => F::NumberClash,
    });
    if matches!((m.number, chain.number), (Number::One, Number::Many) | (Number::Many, Number::One)) {
        out.push(F::ChainNumberClash);
    }
    out.push(gender(m.gender, c.gender));
    match gender(m.gender, chain.gender) {
        F::GenderClash => out.push(F::ChainGenderClash),
        F::GenderAgrees => out.push(F::ChainGenderAgrees),
        _ => {}
    }
    match (m.gender, chain.gender) {
        (Gender::He | Gender::She | Gender::Person, Gender::Thing) => out.push(F::PersonForThing),
        (Gender::Thing, Gender::He | Gender::She | Gender::Person) => out.push(F::ThingForPerson),
        _ => {}
    }
}

fn gender(a: Gender, b: Gender) -> Feature {
    match (a, b) {
        (Gender::Unknown, _) | (_, Gender::Unknown) => Feature::GenderOpen,
        (a, b) if a == b && a != Gender::Person => Feature::GenderAgrees,
        (Gender::He, Gender::She) | (Gender::She, Gender::He) | (Gender::Thing, _) | (_, Gender::Thing) => {
            Feature::GenderClash
        }
        _ => Feature::GenderOpen,
    }
}

fn syntax(discourse: &Discourse<'_>, m: &Referent, c: &Referent, candidate: usize, out: &mut Vec<Feature>) {
    use Feature as F;
    out.push(match c.role {
        Role::Subject => F::CandidateSubject,
        Role::Object => F::CandidateObject,
        Role::Oblique => F::CandidateOblique,
        Role::Owner => F::CandidateOwner,
        Role::Other => F::CandidateOther,
    });
    if m.role == c.role && m.role != Role::Other {
        out.push(F::Parallel);
    }
    if candidate == 0 || discourse.referents[candidate - 1].sentence != c.sentence {
        out.push(F::FirstOfSentence);
    }
    let tree = &discourse.trees[m.sentence];
    if m.sentence != c.sentence {
        let root = discourse.trees[c.sentence].analysis().root();
        if c.role == Role::Subject && c.governor == root && c.governor.is_some() {
            out.push(F::SubjectOfBefore);
        }
        return;
    }
    if m.inside(c) {
        out.push(F::Around);
    }
    if c.inside(m) {
        out.push(F::Within);
    }
    if tree.word(m.head).relation() == "appos" && tree.head(m.head) == Some(c.head) {
        out.push(F::Apposition);
    }
    if tree.word(m.head).relation() == "conj" && tree.head(m.head) == Some(c.head) {
        out.push(F::Conjoined);
    }
    let copula = |subject: &Referent, predicate: &Referent| {
        tree.word(subject.head).relation() == "nsubj"
            && tree.head(subject.head) == Some(predicate.head)
            && tree.by(predicate.head, "cop").next().is_some()
    };
    if copula(c, m) || copula(m, c) {
        out.push(F::Copula);
    }
    if tree.head(c.head) == Some(m.head) || tree.head(m.head) == Some(c.head) {
        out.push(F::CandidateOfNoun);
    }
    if m.governor.is_some() && m.governor == c.governor && m.role != Role::Owner && c.role != Role::Owner {
        out.push(F::SameVerb);
        if m.reflexive {
            out.push(if c.role == Role::Subject { F::ReflexiveSubject } else { F::ReflexiveNot });
        } else if !m.class.is_name() {
            out.push(F::OwnVerb);
        }
    } else if m.reflexive && c.role == Role::Subject {
        out.push(F::ReflexiveNot);
    }
    // The subject of a clause above.
    let mut up = m.governor;
    for step in 0..12 {
        let Some(verb) = up else { break };
        if c.role == Role::Subject && c.governor == Some(verb) {
            if step > 0 || m.role == Role::Owner {
                out.push(F::SubjectAbove);
            }
            break;
        }
        up = tree.head(verb);
    }
    // The clause of the candidate hangs under that of the mention: "After it fell, the town …".
    if m.class.is_pronoun() && c.governor.is_some_and(|g| Some(g) == m.governor.and_then(|v| tree.head(v))) {
        out.push(F::SameClause);
    }
}

fn speech(discourse: &Discourse<'_>, at: usize, candidate: usize, out: &mut Vec<Feature>) {
    use Feature as F;
    let (m, c) = (&discourse.referents[at], &discourse.referents[candidate]);
    out.push(match (m.speech, c.speech) {
        (None, None) => F::BothNarrated,
        (Some(a), Some(b)) if a == b => F::SameSpeech,
        (Some(_), Some(_)) => F::OtherSpeech,
        (Some(_), None) => F::IntoSpeech,
        (None, Some(_)) => F::OutOfSpeech,
    });
    let speaker = |r: &Referent| r.speech.and_then(|s| discourse.speakers[s]);
    let same = |a: usize, b: usize| a == b || (a < at && b < at && discourse.chain_of[a] == discourse.chain_of[b]);
    match (speaker(m), speaker(c)) {
        (Some(a), Some(b)) => out.push(if same(a, b) { F::SameSpeaker } else { F::OtherSpeaker }),
        (Some(a), None) => out.push(if same(a, candidate) { F::IsSpeaker } else { F::NotSpeaker }),
        (None, Some(b)) if b == at => out.push(F::IsSpeaker),
        _ => {}
    }
}

/// The evidence on a mention being the first of its chain.
pub fn new(discourse: &Discourse<'_>, at: usize, out: &mut Vec<Feature>) {
    use Feature as F;
    out.clear();
    let m = &discourse.referents[at];
    let tree = &discourse.trees[m.sentence];
    out.push(F::Bias);
    if !m.class.is_pronoun() {
        if discourse.by_head.contains_key(&m.head_word) {
            out.push(F::HeadSeen);
        }
        if discourse.strings.contains(&m.content) {
            out.push(F::WordsSeen);
        }
        if m.initials.is_some_and(|i| discourse.initials.contains(&i)) {
            out.push(F::InitialsSeen);
        }
        if m.content.last().is_some_and(|w| discourse.by_word.contains_key(w)) {
            out.push(F::LastSeen);
        }
    } else if discourse.classes & (1 << m.class as u32) != 0 {
        out.push(F::ClassSeen);
    }
    if m.sentence == 0 {
        out.push(F::FirstSentence);
    }
    if at == 0 {
        out.push(F::FirstMention);
    }
    out.push(match m.words.len() {
        1..=2 => F::Short,
        3..=5 => F::Longer,
        _ => F::Long,
    });
    if tree.first(m.head, "nummod").is_some() {
        out.push(F::Counted);
    }
    if tree.children(m.head).iter().any(|c| *c > m.head && matches!(tree.word(*c).relation(), "nmod" | "acl")) {
        out.push(F::Followed);
    }
    if discourse.referents[..at].iter().rev().take(6).any(|o| m.inside(o)) {
        out.push(F::InsideOther);
    }
    out.push(match m.role {
        Role::Subject => F::IsSubject,
        Role::Object => F::IsObject,
        Role::Oblique => F::IsOblique,
        Role::Owner => F::IsOwner,
        Role::Other => F::IsOther,
    });
    match tree.word(m.head).relation() {
        "appos" => out.push(F::IsApposition),
        _ if tree.first(m.head, "cop").is_some() => out.push(F::IsPredicate),
        _ => {}
    }
    if m.number == Number::Many {
        out.push(F::IsMany);
    }
    if let Some(speech) = m.speech {
        out.push(F::InSpeech);
        if discourse.speakers[speech].is_some() {
            out.push(F::KnownSpeaker);
        }
    }
    out.push(match m.kind {
        EntityKind::Person => F::IsPerson,
        EntityKind::Place => F::IsPlace,
        EntityKind::Organization => F::IsOrganization,
        EntityKind::Abstract => F::IsAbstract,
        _ => F::OtherKindOf,
    });
}
