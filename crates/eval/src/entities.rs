//! Mentions and coreference against a treebank with GUM's `Entity=` annotation.
//!
//! The text is the treebank's, cut into its documents, sentences and words; mentions and chains are the program's own.
//!
//! - **Named mentions** (`mention_f1`): mentions of type person, place or organization whose head word is a proper noun
//!   (UPOS `PROPN`; of the gold tree for the gold's mentions, of the program's tree for its own), right when span and
//!   type are exactly those of the gold. Micro-averaged F1.
//! - **Coreference** (`conll`): mean F1 of MUC, B³ and CEAF-e over chains of type person, place and organization, names,
//!   nominals and pronouns alike, mentions matched by exact span. GUM marks mentions that are never repeated, and so
//!   they stand in the key as chains of one; `conll_repeated` leaves chains of one out on both sides.

pub mod metrics;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use detente_actors::coreference::Chain;
use detente_language::Upos;
use detente_language::analyse::{Analyser, SentenceAnalysis};
use detente_language::conllu::{ConlluError, RawDocument, TreeSentence, raw_documents};
use detente_language::evaluate::{Count, Mention};
use detente_record::{Alignment, Block, BlockKind, Document, Metadata, Provenance, Sentence, Sought, TextSpan, Token};
use serde::Serialize;
use serde_json::json;

pub use metrics::{Coreference, Metric, Part};

/// The types that count.
const KINDS: [&str; 3] = ["person", "place", "organization"];

/// Scores of mentions and coreference.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// Documents scored.
    pub documents: usize,
    /// Named mentions by type.
    pub named: BTreeMap<String, Count>,
    /// All mentions (names, nominals, pronouns) by form, by exact span.
    pub forms: BTreeMap<&'static str, Count>,
    /// Coreference, chains of one included.
    pub all: Coreference,
    /// Coreference, chains of one left out.
    pub repeated: Coreference,
    /// Pronouns of which the gold says what they repeat: those put into a chain with an earlier gold mention of the
    /// same chain are right.
    pub pronouns: Count,
}

impl Entities {
    /// Named mentions of all three types.
    #[must_use]
    pub fn mentions(&self) -> Count {
        let mut all = Count::default();
        for count in self.named.values() {
            all.add(*count);
        }
        all
    }
}

impl Serialize for Entities {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let part = |c: &Count| json!({ "precision": c.precision(), "recall": c.recall(), "f1": c.f1() });
        let named: serde_json::Map<_, _> = self.named.iter().map(|(k, c)| (k.clone(), part(c))).collect();
        let forms: serde_json::Map<_, _> = self.forms.iter().map(|(k, c)| ((*k).to_owned(), part(c))).collect();
        let mentions = self.mentions();
        json!({
            "mention_f1": mentions.f1(),
            "mention_precision": mentions.precision(),
            "mention_recall": mentions.recall(),
            "conll": self.all.conll(),
            "conll_repeated": self.repeated.conll(),
            "documents": self.documents,
            "coreference": self.all,
            "coreference_repeated": self.repeated,
            "named": named,
            "spans_by_form": forms,
            "pronouns": part(&self.pronouns),
        })
        .serialize(serializer)
    }
}

impl fmt::Display for Entities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |f: &mut fmt::Formatter<'_>, name: &str, p: f64, r: f64, f1: f64| {
            writeln!(f, "{name:28} {p:10.2} {r:10.2} {f1:10.2}")
        };
        writeln!(
            f,
            "{:28} {:>10} {:>10} {:>10}",
            format!("{} documents", self.documents),
            "precision",
            "recall",
            "F1"
        )?;
        let mentions = self.mentions();
        line(f, "named mentions", mentions.precision(), mentions.recall(), mentions.f1())?;
        for (kind, c) in &self.named {
            line(f, &format!("  {kind}"), c.precision(), c.recall(), c.f1())?;
        }
        writeln!(f, "all mentions, by span")?;
        for (form, c) in &self.forms {
            line(f, &format!("  {form}"), c.precision(), c.recall(), c.f1())?;
        }
        line(f, "pronouns linked", self.pronouns.precision(), self.pronouns.recall(), self.pronouns.f1())?;
        for (title, scores) in [("coreference", &self.all), ("without chains of one", &self.repeated)] {
            writeln!(f, "{title:28} {:>32.2} (CoNLL average)", scores.conll())?;
            for (name, m) in [("MUC", scores.muc), ("B³", scores.b_cubed), ("CEAF-e", scores.ceaf_e)] {
                line(f, &format!("  {name}"), m.precision.percent(), m.recall.percent(), m.f1())?;
            }
        }
        Ok(())
    }
}

/// The documents of a treebank as the program takes them, each with its sentences; the words are the treebank's.
#[must_use]
pub fn documents(gold: &[TreeSentence]) -> Vec<(Document, Vec<Sentence>)> {
    raw_documents(gold).into_iter().map(|raw| document(raw, gold)).collect()
}

fn document(raw: RawDocument, gold: &[TreeSentence]) -> (Document, Vec<Sentence>) {
    let RawDocument { id, text, sentences } = raw;
    let metadata = Metadata::default();
    let len = text.len();
    let document = Document {
        id: Document::id_of(&text, &metadata),
        original: text.clone(),
        alignment: Alignment::identity(len),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: TextSpan::new(0, len) }],
        metadata,
        provenance: Provenance { file: id, ..Provenance::default() },
        fingerprint: Sought::NotSought,
        duplicate: Sought::NotSought,
        mended: Vec::new(),
        text,
    };
    let mut at = 0;
    let one = |(number, sentence): (usize, &TreeSentence)| {
        let tokens: Vec<Token> =
            sentence.words.iter().map(|w| Token { span: place(&document.text, &mut at, &w.form) }).collect();
        let span = match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => TextSpan::new(at, at),
        };
        Sentence {
            id: Sentence::id_of(document.id, span),
            number: number + 1,
            span,
            block: BlockKind::Paragraph,
            tokens,
        }
    };
    let sentences = gold[sentences].iter().enumerate().map(one).collect();
    (document, sentences)
}

/// Where the next word stands. A word that is not written as such ("gon" "na" for "gonna" is, "de" "el" for "del" is
/// not) gets an empty span.
fn place(text: &str, at: &mut usize, form: &str) -> TextSpan {
    let rest = &text[*at..];
    let start = *at + (rest.len() - rest.trim_start().len());
    if text[start..].starts_with(form) {
        *at = start + form.len();
        TextSpan::new(start, *at)
    } else {
        TextSpan::new(*at, *at)
    }
}

/// Scores chains on a treebank. `chains` is the program: it gives the chains of a document.
///
/// # Errors
/// When the treebank's entities do not parse.
pub fn score(
    analyser: &Analyser,
    gold: &[TreeSentence],
    chains: impl Fn(&Document, &[Sentence], &[SentenceAnalysis]) -> Vec<Chain>,
) -> Result<Entities, ConlluError> {
    let mut out = Entities::default();
    for kind in KINDS {
        out.named.insert(kind.to_owned(), Count::default());
    }
    let mut first = 0;
    for (document, sentences) in documents(gold) {
        let part = &gold[first..first + sentences.len()];
        first += sentences.len();
        let analyses = analyse(analyser, part, &sentences);
        add(&mut out, part, &analyses, &chains(&document, &sentences, &analyses))?;
    }
    Ok(out)
}

/// Analyses gold words; the spans count in the document.
#[must_use]
pub fn analyse(analyser: &Analyser, gold: &[TreeSentence], sentences: &[Sentence]) -> Vec<SentenceAnalysis> {
    let words: Vec<Vec<&str>> = gold.iter().map(TreeSentence::forms).collect();
    let slices: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
    let mut analyses = analyser.analyse(&slices);
    for (analysis, sentence) in analyses.iter_mut().zip(sentences) {
        for (word, token) in analysis.words.iter_mut().zip(&sentence.tokens) {
            word.span = token.span;
        }
        for entity in &mut analysis.entities {
            if let (Some(a), Some(b)) =
                (sentence.tokens.get(entity.words.start), sentence.tokens.get(entity.words.end - 1))
            {
                entity.span = a.span.cover(b.span);
            }
        }
    }
    analyses
}

/// A mention by place alone.
type Place = (usize, usize, usize);

/// Adds one document.
fn add(
    out: &mut Entities,
    gold: &[TreeSentence],
    analyses: &[SentenceAnalysis],
    chains: &[Chain],
) -> Result<(), ConlluError> {
    out.documents += 1;
    let counted = |kind: &str| KINDS.contains(&kind);
    let mut key: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    let mut taken: BTreeSet<Place> = BTreeSet::new();
    let mut named_key: BTreeSet<Mention> = BTreeSet::new();
    let mut forms_key: BTreeMap<Place, &'static str> = BTreeMap::new();
    for (i, sentence) in gold.iter().enumerate() {
        for entity in sentence.entities()? {
            if !counted(&entity.kind) {
                continue;
            }
            let place = (i, entity.words.start, entity.words.end);
            let head = entity
                .words
                .clone()
                .find(|w| sentence.words[*w].head == 0 || !entity.words.contains(&(sentence.words[*w].head - 1)))
                .unwrap_or(entity.words.start);
            let upos = sentence.words[head].upos;
            if upos == Upos::Propn {
                named_key.insert(Mention::new(i, &entity.words, &entity.kind));
            }
            forms_key.insert(place, form(upos));
            if taken.insert(place) {
                key.entry(entity.group).or_default().push(place);
            }
        }
    }
    let mut response: Vec<Vec<Place>> = Vec::new();
    let mut named_response: BTreeSet<Mention> = BTreeSet::new();
    let mut forms_response: BTreeMap<Place, &'static str> = BTreeMap::new();
    for chain in chains.iter().filter(|c| counted(c.kind.as_str())) {
        let mut places = Vec::with_capacity(chain.links.len());
        for link in &chain.links {
            let place = (link.sentence, link.words.start, link.words.end);
            let upos = analyses[link.sentence].words[link.head].upos;
            forms_response.insert(place, form(upos));
            places.push(place);
        }
        response.push(places);
    }
    for chain in chains {
        for link in &chain.links {
            if link.named && counted(chain.kind.as_str()) {
                named_response.insert(Mention::new(link.sentence, &link.words, chain.kind.as_str()));
            }
        }
    }
    for mention in &named_key {
        let count = out.named.entry(mention.kind.clone()).or_default();
        count.gold += 1;
        count.correct += usize::from(named_response.contains(mention));
    }
    for mention in &named_response {
        out.named.entry(mention.kind.clone()).or_default().system += 1;
    }
    for (place, form) in &forms_key {
        let count = out.forms.entry(form).or_default();
        count.gold += 1;
        count.correct += usize::from(forms_response.contains_key(place));
    }
    for form in forms_response.values() {
        out.forms.entry(form).or_default().system += 1;
    }
    let key: Vec<Vec<Place>> = key.into_values().collect();
    pronouns(&mut out.pronouns, &key, &response, &forms_key);
    out.all.add(&key, &response);
    let long = |chains: &[Vec<Place>]| chains.iter().filter(|c| c.len() > 1).cloned().collect::<Vec<_>>();
    out.repeated.add(&long(&key), &long(&response));
    Ok(())
}

fn form(upos: Upos) -> &'static str {
    match upos {
        Upos::Propn => "name",
        Upos::Pron => "pronoun",
        _ => "nominal",
    }
}

/// Pronouns that have an antecedent: right when the nearest mention before it in its chain is of its gold chain.
fn pronouns(count: &mut Count, key: &[Vec<Place>], response: &[Vec<Place>], forms: &BTreeMap<Place, &'static str>) {
    let is_pronoun = |p: &Place| forms.get(p) == Some(&"pronoun");
    let mut chain_of: BTreeMap<Place, usize> = BTreeMap::new();
    for (at, chain) in key.iter().enumerate() {
        let mut chain = chain.clone();
        chain.sort_unstable();
        for (n, place) in chain.iter().enumerate() {
            chain_of.insert(*place, at);
            count.gold += usize::from(n > 0 && is_pronoun(place));
        }
    }
    for chain in response {
        let mut chain = chain.clone();
        chain.sort_unstable();
        for pair in chain.windows(2).filter(|p| is_pronoun(&p[1])) {
            count.system += 1;
            let same = chain_of.get(&pair[0]).is_some_and(|a| chain_of.get(&pair[1]) == Some(a));
            count.correct += usize::from(same);
        }
    }
}

#[cfg(test)]
mod tests {
    use detente_actors::coreference::Link;
    use detente_language::EntityKind;
    use detente_language::conllu;

    use super::*;

    const GOLD: &str = "\
# newdoc id = d1
# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
# sent_id = d1-1
# text = Ana met her boss.
1\tAna\tAna\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-person-new-n-cf1-1-coref)
2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_
3\ther\ther\tPRON\tPRP$\t_\t4\tnmod:poss\t_\tEntity=(2-person-new-n-cf2-2-sgl(1-person-giv:act-n-cf1-1-ana)
4\tboss\tboss\tNOUN\tNN\t_\t2\tobj\t_\tEntity=2)|SpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

";

    fn link(words: std::ops::Range<usize>, head: usize, named: bool) -> Link {
        Link { sentence: 0, words, head, named, pronoun: false, probability: 1.0, margin: 1.0 }
    }

    fn add_chains(chains: &[Chain]) -> Entities {
        let gold = conllu::parse(GOLD).unwrap();
        let word = |w: &conllu::Row| detente_language::Word {
            span: TextSpan::new(0, 0),
            form: w.form.clone(),
            lemma: w.lemma.clone(),
            upos: w.upos,
            xpos: w.xpos.clone(),
            feats: w.feats.clone(),
            head: w.head.checked_sub(1),
            deprel: w.deprel.clone(),
        };
        let words = gold[0].words.iter().map(word).collect();
        let analyses = [SentenceAnalysis { words, entities: Vec::new() }];
        let mut out = Entities::default();
        add(&mut out, &gold, &analyses, chains).unwrap();
        out
    }

    #[test]
    fn the_gold_itself_scores_full() {
        let ana = Chain { kind: EntityKind::Person, links: vec![link(0..1, 0, true), link(2..3, 2, false)] };
        let boss = Chain { kind: EntityKind::Person, links: vec![link(2..4, 3, false)] };
        let found = add_chains(&[ana, boss]);
        assert!((found.all.conll() - 100.0).abs() < 1e-9);
        assert_eq!((found.mentions().gold, found.mentions().system, found.mentions().correct), (1, 1, 1));
        assert_eq!((found.pronouns.gold, found.pronouns.correct), (1, 1));
    }

    #[test]
    fn a_wrong_type_and_a_missing_link_cost() {
        let ana = Chain { kind: EntityKind::Organization, links: vec![link(0..1, 0, true)] };
        let boss = Chain { kind: EntityKind::Person, links: vec![link(2..3, 2, false), link(2..4, 3, false)] };
        let found = add_chains(&[ana, boss]);
        assert_eq!(found.mentions().correct, 0);
        assert!(found.all.muc.f1().abs() < 1e-9);
        assert_eq!((found.pronouns.gold, found.pronouns.correct), (1, 0));
    }

    #[test]
    fn words_are_found_in_the_running_text() {
        let gold = conllu::parse(GOLD).unwrap();
        let (document, sentences) = documents(&gold).remove(0);
        let words: Vec<&str> = sentences[0].tokens.iter().map(|t| document.slice(t.span)).collect();
        assert_eq!(words, ["Ana", "met", "her", "boss", "."]);
    }
}
