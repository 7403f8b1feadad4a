//! Records written by hand.
#![allow(dead_code, reason = "not every test uses every helper")]

mod texts;

use detente_wire::{
    Actor, Block, Derivation, Document, Holder, Language, Mention, Participant, Record, Report, Sentence, Span,
};

#[allow(unused_imports, reason = "not every test uses every sample")]
pub use texts::{duplicate, hostile, loudspeakers};

/// Cleaning in these samples drops soft hyphens and nothing else.
const SOFT: char = '\u{AD}';

/// Builds the record of one text.
pub struct Sample {
    pub record: Record,
}

/// What a sample says of one report.
pub struct Said<'a> {
    pub sentence: usize,
    pub act: (&'a str, Option<&'a str>, &'a str),
    pub who: &'a str,
    pub whom: Option<&'a str>,
    pub trigger: &'a str,
    pub clause: &'a str,
    pub chain: &'a [(&'a str, Option<&'a str>, &'a str, &'a str)],
}

impl Sample {
    /// A document of blocks, each of its kind; sentences end at `|` in them.
    pub fn new(file: &str, blocks: &[(&str, &str)]) -> Self {
        let original = blocks.iter().map(|(_, t)| t.replace('|', "")).collect::<Vec<_>>().join("\n\n");
        let text = original.replace(SOFT, "");
        let document = Document {
            id: "d-sample".into(),
            file: file.into(),
            record: None,
            line: None,
            publisher: None,
            url: None,
            canonical_url: None,
            authors: None,
            headline: None,
            section: None,
            published: None,
            dates: Vec::new(),
            language: Some(Some(Language { code: "eng".into(), name: "English".into(), confidence: 1.0 })),
            extra: Vec::new(),
            fingerprint: None,
            duplicate: None,
            mended: Vec::new(),
            original,
            text,
            blocks: Vec::new(),
        };
        let mut sample = Self {
            record: Record {
                version: detente_wire::VERSION.into(),
                coder: "detente sample".into(),
                document,
                sentences: Vec::new(),
                mentions: Vec::new(),
                actors: Vec::new(),
                reports: Vec::new(),
                commitments: Vec::new(),
                assessments: Vec::new(),
                rejected: Vec::new(),
            },
        };
        let mut at = 0;
        for (kind, marked) in blocks {
            let clean = marked.replace(SOFT, "");
            let bare = clean.replace('|', "");
            let span = sample.at(at, at + bare.len());
            sample.record.document.blocks.push(Block { kind: (*kind).into(), span });
            let reporting = matches!(*kind, "headline" | "heading" | "paragraph" | "list item" | "quotation");
            let mut from = at;
            for part in clean.split('|').filter(|_| reporting) {
                let start = from + (part.len() - part.trim_start().len());
                from += part.len();
                if part.trim().is_empty() {
                    continue;
                }
                let number = if *kind == "headline" { 0 } else { sample.next_number() };
                let span = sample.at(start, from);
                let id = format!("s-{number}");
                sample.record.sentences.push(Sentence { id, number, block: (*kind).into(), span, tokens: Vec::new() });
            }
            at += bare.len() + 2;
        }
        sample
    }

    fn next_number(&self) -> usize {
        self.record.sentences.iter().map(|s| s.number).max().unwrap_or(0) + 1
    }

    /// The span of these bytes of the cleaned text.
    pub fn at(&self, clean_start: usize, clean_end: usize) -> Span {
        let (original, text) = (&self.record.document.original, &self.record.document.text);
        // Where in the original the n-th byte of the cleaned text stands.
        let place = |clean: usize| {
            let mut left = clean;
            for (at, c) in original.char_indices().filter(|(_, c)| *c != SOFT) {
                if left == 0 {
                    return at;
                }
                left -= c.len_utf8();
            }
            original.len()
        };
        let start = place(clean_start);
        let last = text[clean_start..clean_end].chars().next_back().map_or(0, char::len_utf8);
        let end = if last == 0 { start } else { place(clean_end - last) + last };
        let (raw, reads) = (&original[start..end], &text[clean_start..clean_end]);
        Span {
            start,
            end,
            char_start: original[..start].chars().count(),
            char_end: original[..end].chars().count(),
            text: raw.into(),
            reads: (raw != reads).then(|| reads.into()),
            clean_start,
            clean_end,
        }
    }

    /// The span of these words within a sentence.
    pub fn words(&self, sentence: usize, words: &str) -> Span {
        let number = sentence;
        let sentence = self.record.sentences.iter().find(|s| s.number == number).expect("the sentence is there");
        let from = sentence.span.clean_start;
        let at = from + sentence.span.clean().find(words).unwrap_or_else(|| panic!("'{words}' in sentence {number}"));
        self.at(at, at + words.len())
    }

    /// An actor.
    pub fn actor(&mut self, name: &str, country: &str, sector: Option<&str>) {
        self.record.actors.push(Actor {
            id: format!("a-{name}"),
            name: name.into(),
            kind: "state".into(),
            country: Some(Some(country.into())),
            sectors: sector.map(str::to_owned).into_iter().collect(),
            role: None,
            entry: Some("actors/states.tsv:1".into()),
        });
    }

    /// A mention of an actor, or an open one.
    pub fn mention(&mut self, sentence: usize, words: &str, actor: Option<&str>) -> Participant {
        let span = self.words(sentence, words);
        let id = format!("m-{}", span.start);
        let actors: Vec<String> = actor.map(|a| format!("a-{a}")).into_iter().collect();
        if !self.record.mentions.iter().any(|m| m.id == id) {
            self.record.mentions.push(Mention {
                id: id.clone(),
                sentence,
                kind: "name".into(),
                span: span.clone(),
                head: span.clone(),
                actors: actors.clone(),
                confirmed: false,
                rule: "name".into(),
                entry: None,
                candidates: Vec::new(),
                margin: 1.0,
            });
        }
        let codes =
            self.record.actors.iter().filter(|a| actors.contains(&a.id)).filter_map(|a| a.country.clone().flatten());
        Participant { mention: id, codes: codes.collect(), actors, span }
    }

    /// A chain of sources: name, cue, status, certainty.
    pub fn chain(&self, sentence: usize, chain: &[(&str, Option<&str>, &str, &str)]) -> Vec<Holder> {
        chain
            .iter()
            .map(|(who, cue, status, certainty)| {
                let actor = self.record.actors.iter().find(|a| a.name == *who);
                Holder {
                    description: (*who).into(),
                    actors: actor.map(|a| a.id.clone()).into_iter().collect(),
                    codes: actor.and_then(|a| a.country.clone().flatten()).into_iter().collect(),
                    cue: cue.map(|c| self.words(sentence, c)),
                    channel: if *who == "author" { "document" } else { "speech" }.into(),
                    status: (*status).into(),
                    certainty: (*certainty).into(),
                }
            })
            .collect()
    }

    /// A report; who and whom are words of the text that name actors by the same name, or `words=Actor`.
    pub fn report(&mut self, said: &Said) -> &mut Report {
        let at = self.record.reports.len() + 1;
        let side = |sample: &mut Self, words: &str| {
            let (words, actor) = words.split_once('=').unwrap_or((words, words));
            let known = sample.record.actors.iter().any(|a| a.name == actor);
            vec![sample.mention(said.sentence, words, known.then_some(actor))]
        };
        let actors = (!said.who.is_empty()).then(|| side(self, said.who));
        let recipients = said.whom.map(|w| side(self, w));
        let trigger = self.words(said.sentence, said.trigger);
        let (event_type, mode, quad) = said.act;
        self.record.reports.push(Report {
            id: format!("r-{at}"),
            sentence: said.sentence,
            event_type: event_type.into(),
            mode: Some(mode.map(str::to_owned)),
            contexts: Some(None),
            quad_class: quad.into(),
            cameo: Some(Some("138".into())),
            score: Some(Some(-5.5)),
            goldstein: Some(Some(-7.0)),
            status: said.chain.last().map_or("possible", |h| h.2).into(),
            actors: Some(actors),
            recipients: Some(recipients),
            reciprocal: false,
            instruments: None,
            counts: None,
            time: None,
            place: None,
            attribution: self.chain(said.sentence, said.chain),
            condition: None,
            trigger: trigger.clone(),
            span: self.words(said.sentence, said.clause),
            confidence: 0.85,
            derivation: Derivation {
                step: "report".into(),
                rule: None,
                entry: None,
                span: Some(trigger),
                score: None,
                parts: vec![Derivation {
                    step: format!("type {event_type}"),
                    rule: Some(event_type.to_lowercase()),
                    entry: Some("events/types.toml:5".into()),
                    span: None,
                    score: Some(0.912),
                    parts: Vec::new(),
                }],
            },
        });
        self.record.reports.last_mut().expect("just put there")
    }
}
