//! Trees put right where the words leave no doubt and the network now and then errs.

use crate::{SentenceAnalysis, Upos};

/// Puts right what is known to go wrong.
pub(super) fn mend(sentence: &mut SentenceAnalysis) {
    for at in 0..sentence.words.len() {
        perfect(sentence, at);
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
    for at in 0..words.len() {
        if words[at].head == Some(have) && at != verb {
            words[at].head = Some(verb);
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
