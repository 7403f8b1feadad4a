//! Trees put right where the words leave no doubt and the network now and then errs.

use crate::{SentenceAnalysis, Upos};

/// Puts right what is known to go wrong.
pub(super) fn mend(sentence: &mut SentenceAnalysis) {
    for at in 0..sentence.words.len() {
        perfect(sentence, at);
        hyphenated(sentence, at);
    }
}

/// "they have scrapped plans", read as "they have plans (scrapped)": between "have" and a bare noun a past participle
/// without a determiner before it is the verb of a perfect.
fn perfect(sentence: &mut SentenceAnalysis, have: usize) {
    let words = &sentence.words;
    let here = &words[have];
    if here.upos != Upos::Verb || !here.lemma.eq_ignore_ascii_case("have") {
        return;
    }
    // Adverbs may stand between: "have already scrapped plans".
    let Some(verb) = (have + 1..words.len()).find(|w| words[*w].upos != Upos::Adv) else { return };
    let participle = &words[verb];
    let Some(noun) = participle.head else { return };
    let noun_of_have = words[noun].head == Some(have) && words[noun].relation() == "obj";
    let bare = !words
        .iter()
        .any(|w| w.head == Some(noun) && (w.deprel == "nmod:poss" || matches!(w.relation(), "det" | "nummod")));
    if participle.xpos != "VBN" || participle.deprel != "amod" || noun < verb || !noun_of_have || !bare {
        return;
    }
    let words = &mut sentence.words;
    let (head, deprel) = (words[have].head, words[have].deprel.clone());
    for (at, word) in words.iter_mut().enumerate() {
        if word.head == Some(have) && at != verb {
            word.head = Some(verb);
        }
    }
    words[verb].head = head;
    words[verb].deprel = deprel;
    words[verb].upos = Upos::Verb;
    words[have].head = Some(verb);
    words[have].deprel = "aux".into();
    words[have].upos = Upos::Aux;
    words[noun].deprel = "obj".into();
}

/// "North Korea test-fired missiles": who stands before the first half of a hyphenated verb is the verb's subject, not the
/// half's.
fn hyphenated(sentence: &mut SentenceAnalysis, hyphen: usize) {
    let words = &sentence.words;
    if words[hyphen].form != "-" || hyphen == 0 || hyphen + 1 >= words.len() {
        return;
    }
    let (half, verb) = (hyphen - 1, hyphen + 1);
    let joined = words[half].span.end == words[hyphen].span.start && words[hyphen].span.end == words[verb].span.start;
    let finite = words[verb].upos == Upos::Verb && matches!(words[verb].xpos.as_str(), "VBD" | "VBZ" | "VBP" | "VBN");
    if !joined || !finite || words[half].head != Some(verb) || !matches!(words[half].upos, Upos::Noun | Upos::Adj) {
        return;
    }
    let below: Vec<usize> = (0..half).filter(|w| words[*w].head == Some(half)).collect();
    let has_subject = words.iter().any(|w| w.head == Some(verb) && w.relation() == "nsubj");
    let subject = below.iter().copied().find(|w| words[*w].relation() == "nsubj").or_else(|| {
        let name = |w: &usize| words[*w].upos == Upos::Propn && words[*w].relation() == "compound";
        below.iter().copied().rfind(name).filter(|_| words[verb].xpos != "VBN")
    });
    let words = &mut sentence.words;
    if let Some(subject) = subject.filter(|_| !has_subject) {
        words[subject].head = Some(verb);
        words[subject].deprel = "nsubj".into();
    }
    for at in below {
        // What stood under the half beside the subject goes with the verb ("On Friday North Korea test-fired").
        if matches!(words[at].relation(), "aux" | "advmod" | "obl" | "punct" | "mark" | "cc") {
            words[at].head = Some(verb);
        }
    }
    words[half].deprel = "compound".into();
}

#[cfg(test)]
mod tests {
    use super::mend;
    use crate::{EntitySpan, SentenceAnalysis, Upos, Word};

    /// A sentence from rows of form, part of speech, tag, head (from 1, 0 the root) and relation; a form that begins with
    /// "+" stands without a space.
    fn sentence(rows: &[(&str, Upos, &str, usize, &str)]) -> SentenceAnalysis {
        let mut at = 0;
        let word = |&(form, upos, xpos, head, deprel): &(&str, Upos, &str, usize, &str)| {
            let bare = form.trim_start_matches('+');
            at += usize::from(!form.starts_with('+'));
            let span = detente_record::TextSpan::new(at, at + bare.len());
            at = span.end;
            Word {
                span,
                form: bare.to_owned(),
                lemma: bare.to_lowercase(),
                upos,
                xpos: xpos.to_owned(),
                feats: crate::Feats::default(),
                head: head.checked_sub(1),
                deprel: deprel.to_owned(),
            }
        };
        SentenceAnalysis { words: rows.iter().map(word).collect(), entities: Vec::<EntitySpan>::new() }
    }

    #[test]
    fn a_participle_behind_have_is_its_verb() {
        let mut read = sentence(&[
            ("they", Upos::Pron, "PRP", 2, "nsubj"),
            ("have", Upos::Verb, "VBP", 0, "root"),
            ("scrapped", Upos::Verb, "VBN", 4, "amod"),
            ("plans", Upos::Noun, "NNS", 2, "obj"),
        ]);
        mend(&mut read);
        let heads: Vec<_> = read.words.iter().map(|w| (w.head, w.deprel.as_str())).collect();
        assert_eq!(heads, [(Some(2), "nsubj"), (Some(2), "aux"), (None, "root"), (Some(2), "obj")]);
    }

    #[test]
    fn a_described_thing_stays_owned() {
        let rows = [
            ("they", Upos::Pron, "PRP", 2, "nsubj"),
            ("have", Upos::Verb, "VBP", 0, "root"),
            ("the", Upos::Det, "DT", 5, "det"),
            ("scrapped", Upos::Verb, "VBN", 5, "amod"),
            ("plans", Upos::Noun, "NNS", 2, "obj"),
        ];
        let mut read = sentence(&rows);
        mend(&mut read);
        assert_eq!(read, sentence(&rows));
    }

    #[test]
    fn the_subject_of_a_hyphenated_verb() {
        let mut read = sentence(&[
            ("North", Upos::Propn, "NNP", 2, "compound"),
            ("Korea", Upos::Propn, "NNP", 3, "compound"),
            ("test", Upos::Noun, "NN", 5, "obl:unmarked"),
            ("+-", Upos::Punct, "HYPH", 3, "punct"),
            ("+fired", Upos::Verb, "VBD", 0, "root"),
            ("missiles", Upos::Noun, "NNS", 5, "obj"),
        ]);
        mend(&mut read);
        assert_eq!((read.words[1].head, read.words[1].deprel.as_str()), (Some(4), "nsubj"));
        assert_eq!(read.words[2].deprel, "compound");
    }
}
