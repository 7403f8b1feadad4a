//! Records written by hand.
#![allow(dead_code, reason = "not every test uses every helper")]

use detente_wire::{
    Actor, Assessment, Block, Commitment, Count, DateWitness, Derivation, Document, Duplicate, Holder, Language, Mention,
    Participant, Record, Report, Sentence, Span, Step, Thing, When, Witnessed,
};

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

/// A day that the text names.
pub fn day(sample: &Sample, sentence: usize, words: &str, date: &str) -> When {
    When {
        from: Some(date.into()),
        to: Some(date.into()),
        precision: "day".into(),
        basis: "text and document date".into(),
        span: Some(sample.words(sentence, words)),
    }
}

/// A made-up article that has some of everything.
pub fn loudspeakers() -> Record {
    let mut s = Sample::new(
        "news/loudspeakers.txt",
        &[
            ("headline", "North threatens to answer loudspeakers as talks are called off"),
            ("byline", "By A. Writer"),
            ("dateline", "SEOUL, June 10 (Example News) --"),
            (
                "paragraph",
                "South Korea resumed loud\u{AD}speaker broad\u{AD}casts along the border on Sunday after the North flew about 300 \
                 balloons carrying rubbish over the line.| Pyongyang, which denies that it jammed satellite signals, warned \
                 that it would shell the loudspeakers if the broadcasts went on.|",
            ),
            (
                "paragraph",
                "“We will show them what a new response means,” KCNA quoted Kim Yo Jong as saying.| The two sides are \
                 technically still at war.|",
            ),
            ("heading", "What was called off|"),
            ("list item", "A meeting of generals, planned for Thursday, was cancelled by Seoul.|"),
            ("list item", "Aid workers say a shipment of flour was delivered in May.|"),
            ("apparatus", "(END)"),
        ],
    );
    s.actor("South Korea", "KOR", None);
    s.actor("North Korea", "PRK", None);
    s.actor("KCNA", "PRK", Some("JRN"));
    let conflict = "material conflict";
    let author: &[_] = &[("author", None, "happened", "certain")];
    s.report(&Said {
        sentence: 1,
        act: ("INFLUENCE", Some("loudspeaker"), conflict),
        who: "South Korea",
        whom: Some("the North=North Korea"),
        trigger: "broadcasts",
        clause: "South Korea resumed loudspeaker broadcasts along the border on Sunday",
        chain: author,
    });
    let time = day(&s, 1, "Sunday", "2024-06-09");
    s.record.reports[0].time = Some(Some(time));
    let things = vec![Thing { name: "loudspeaker".into(), span: s.words(1, "loudspeaker") }];
    s.record.reports[0].instruments = Some(Some(things));
    s.report(&Said {
        sentence: 1,
        act: ("INFLUENCE", Some("objects"), conflict),
        who: "the North=North Korea",
        whom: Some("South Korea"),
        trigger: "flew",
        clause: "the North flew about 300 balloons carrying rubbish over the line",
        chain: author,
    });
    let span = s.words(1, "about 300 balloons");
    s.record.reports[1].counts =
        Some(Some(vec![Count { of: "balloons".into(), low: 300.0, high: None, hedge: "about".into(), span }]));
    s.report(&Said {
        sentence: 2,
        act: ("COERCE", Some("cyber"), conflict),
        who: "it=North Korea",
        whom: None,
        trigger: "jammed",
        clause: "it jammed satellite signals",
        chain: &[("author", None, "possible", "unclear"), ("North Korea", Some("denies"), "denied", "certain")],
    });
    s.report(&Said {
        sentence: 2,
        act: ("THREATEN", Some("violence"), "verbal conflict"),
        who: "Pyongyang=North Korea",
        whom: None,
        trigger: "warned",
        clause: "Pyongyang, which denies that it jammed satellite signals, warned that it would shell the loudspeakers \
                 if the broadcasts went on",
        chain: author,
    });
    s.report(&Said {
        sentence: 2,
        act: ("ASSAULT", Some("heavy-weapons"), conflict),
        who: "Pyongyang=North Korea",
        whom: None,
        trigger: "shell",
        clause: "it would shell the loudspeakers if the broadcasts went on",
        chain: &[("author", None, "possible", "unclear"), ("North Korea", Some("warned"), "threatened", "probable")],
    });
    let condition = s.words(2, "if the broadcasts went on");
    s.record.reports[4].condition = Some(condition.clone());
    s.report(&Said {
        sentence: 6,
        act: ("CONSULT", Some("third-party"), "verbal cooperation"),
        who: "Seoul=South Korea",
        whom: None,
        trigger: "meeting",
        clause: "A meeting of generals, planned for Thursday, was cancelled by Seoul",
        chain: &[("author", None, "cancelled", "certain")],
    });
    s.report(&Said {
        sentence: 7,
        act: ("AID", Some("food"), "material cooperation"),
        who: "",
        whom: None,
        trigger: "delivered",
        clause: "a shipment of flour was delivered in May",
        chain: &[("author", None, "possible", "unclear"), ("Aid workers", Some("say"), "happened", "certain")],
    });
    finish(&mut s, condition);
    s.record
}

fn finish(s: &mut Sample, condition: Span) {
    s.mention(3, "KCNA", Some("KCNA"));
    s.mention(3, "Kim Yo Jong", None);
    let both = s.mention(4, "The two sides", Some("North Korea"));
    let span = s.words(4, "technically still at war");
    let attribution = s.chain(4, &[("author", None, "ongoing", "certain")]);
    let derivation = s.record.reports[0].derivation.clone();
    s.record.assessments.push(Assessment {
        id: "x-1".into(),
        sentence: 4,
        span,
        dyad: vec![both],
        reading: "at war".into(),
        qualifier: Some("technically".into()),
        certainty: "certain".into(),
        time: Some(None),
        attribution,
        derivation,
    });
    let report = s.record.reports[4].clone();
    s.record.commitments.push(Commitment {
        id: "c-1".into(),
        kind: "threat".into(),
        opened_by: report.id.clone(),
        maker: report.actors.clone(),
        addressee: Some(None),
        act: report.span.clone(),
        condition: Some(Some(condition)),
        deadline: None,
        state: "open".into(),
        steps: vec![Step {
            state: "announced".into(),
            report: s.record.reports[3].id.clone(),
            reason: "the same maker, in the same sentence".into(),
            confidence: 0.7,
        }],
    });
    let witness = "dateline".to_owned();
    let raw = "June 10".to_owned();
    let document = &mut s.record.document;
    document.published = Some("2024-06-10".into());
    document.dates.push(DateWitness { date: "2024-06-10".into(), precision: "day".into(), raw, witness });
    document.headline = Some(Some(Witnessed { value: document.blocks[0].span.text.clone(), witness: "given".into() }));
    document.publisher = Some(Some(Witnessed { value: "Example News".into(), witness: "given".into() }));
    document.mended = vec![("soft hyphen".into(), 2)];
}

/// The same article again, known as a near duplicate.
pub fn duplicate() -> Record {
    let mut record = loudspeakers();
    record.document.duplicate = Some(Some(Duplicate { of: "d-other".into(), kind: "near".into(), similarity: 0.91 }));
    record
}

/// A document that wants to be markup.
pub fn hostile() -> Record {
    let evil = "<script>alert(1)</script>";
    let mut s = Sample::new(
        "<img src=x onerror=alert(2)>.txt",
        &[
            ("headline", "\"><script>alert(1)</script>"),
            ("paragraph", "North Korea </p></article><script>alert(1)</script> threatened \u{202E}South\u{1b}[31m Korea & co.|"),
        ],
    );
    s.actor("North Korea<b onclick=\"x\">", "PRK", None);
    s.report(&Said {
        sentence: 1,
        act: ("THREATEN", Some("<i>"), "verbal conflict"),
        who: "North Korea=North Korea<b onclick=\"x\">",
        whom: None,
        trigger: "threatened",
        clause: "<script>alert(1)</script> threatened \u{202E}South\u{1b}[31m Korea",
        chain: &[("author", None, "happened", "certain")],
    });
    let value = |v: &str| Some(Some(Witnessed { value: v.into(), witness: "field:<u>".into() }));
    s.record.document.url = value("javascript:alert(3)");
    s.record.document.publisher = value(evil);
    s.record.document.extra = vec![(evil.into(), evil.into())];
    s.record.reports[0].derivation.step = evil.into();
    s.record
}
