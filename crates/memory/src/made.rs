//! Records made by hand: for tests of joining and ledger, and for filling a store to any size.
//!
//! They are whole records of the wire format, with a text whose spans hold, as if the coder had made them.

use detente_record::{
    Commitment, CommitmentKind, Document, DocumentId, EventType, Metadata, Report, ReportId, Sentence, Sought, Status,
    TextSpan, Witness, Witnessed,
};
use detente_text::{Layout, RawDocument};
use serde_json::{Value, json};

use crate::error::{MemoryError, Result};
use crate::store::put::Coded;

/// One sentence that reports something.
#[derive(Clone, Debug)]
pub struct Said {
    event_type: EventType,
    status: Status,
    mode: Option<String>,
    actors: Vec<String>,
    recipients: Vec<String>,
    days: Option<(String, String)>,
    count: Option<(f64, String)>,
    place: Option<String>,
    words: String,
    source: Option<String>,
    condition: Option<Box<Said>>,
    kind: Option<CommitmentKind>,
}

/// A report of a type and status by an actor (`PRK`, `PRK MIL`) against a recipient; empty for none. Without a day it
/// was so by the day of the document.
#[must_use]
pub fn said(event_type: EventType, status: Status, actor: &str, recipient: &str) -> Said {
    let list = |text: &str| text.split('+').filter(|p| !p.is_empty()).map(str::to_owned).collect();
    Said {
        event_type,
        status,
        mode: None,
        actors: list(actor),
        recipients: list(recipient),
        days: None,
        count: None,
        place: None,
        words: "acted".into(),
        source: None,
        condition: None,
        kind: None,
    }
}

impl Said {
    /// Names the mode.
    #[must_use]
    pub fn mode(mut self, mode: &str) -> Self {
        self.mode = Some(mode.into());
        self
    }

    /// Names the day.
    #[must_use]
    pub fn on(self, day: &str) -> Self {
        self.from(day, day)
    }

    /// Names first and last day.
    #[must_use]
    pub fn from(mut self, from: &str, to: &str) -> Self {
        self.days = Some((from.into(), to.into()));
        self
    }

    /// Gives a number of something.
    #[must_use]
    pub fn count(mut self, number: f64, of: &str) -> Self {
        self.count = Some((number, of.into()));
        self
    }

    /// Names the place.
    #[must_use]
    pub fn at(mut self, place: &str) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Says it in these words.
    #[must_use]
    pub fn words(mut self, words: &str) -> Self {
        self.words = words.into();
        self
    }

    /// According to an official source (`KOR MIL`).
    #[must_use]
    pub fn source(mut self, source: &str) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Opens a commitment.
    #[must_use]
    pub fn opens(mut self, kind: CommitmentKind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Depends on something.
    #[must_use]
    pub fn if_(mut self, condition: Said) -> Self {
        self.condition = Some(Box::new(condition));
        self
    }
}

/// A document made of such sentences.
#[derive(Clone, Debug)]
pub struct Article {
    /// The outlet.
    pub publisher: String,
    /// The state whose voice it is.
    pub voice: Option<String>,
    /// The day of publication.
    pub published: String,
    /// What it says.
    pub said: Vec<Said>,
    /// Words that stand before it; they make its text and its fingerprint its own.
    pub lead: String,
}

/// An article of an outlet that is nobody's voice.
#[must_use]
pub fn article(publisher: &str, published: &str, said: Vec<Said>) -> Article {
    Article { publisher: publisher.into(), voice: None, published: published.into(), said, lead: String::new() }
}

impl Article {
    /// Makes it the voice of a state.
    #[must_use]
    pub fn voice(mut self, country: &str) -> Self {
        self.voice = Some(country.into());
        self
    }

    /// Puts words before it.
    #[must_use]
    pub fn lead(mut self, words: &str) -> Self {
        self.lead = words.into();
        self
    }

    /// The article as read and coded.
    ///
    /// # Errors
    /// When the day of publication is none.
    pub fn coded(&self) -> Result<Coded> {
        let date: jiff::civil::Date = self.published.parse().map_err(|e| MemoryError::damaged("a made date", e))?;
        let mut writer = Text::default();
        if !self.lead.is_empty() {
            writer.put(&self.lead);
            writer.put(". ");
        }
        let sentences: Vec<Drawn> = self.said.iter().map(|s| writer.sentence(s)).collect();
        let text = writer.text;
        let metadata = Metadata {
            publisher: Sought::Found(Witnessed { value: self.publisher.clone(), witness: Witness::Given }),
            dates: vec![detente_record::DateWitness {
                date,
                precision: detente_record::Precision::Day,
                raw: self.published.clone(),
                witness: Witness::Given,
            }],
            ..Metadata::default()
        };
        let id = Document::id_of(&text, &metadata);
        let record = Drawing { text: &text, id, published: &self.published }.record(&self.publisher, &sentences);
        let record = serde_json::from_value(record).map_err(|e| MemoryError::damaged("a made record", e))?;
        let raw = RawDocument {
            original: text,
            layout: Layout::Plain,
            metadata,
            provenance: detente_record::Provenance::default(),
        };
        Ok(Coded { raw, record, voice: self.voice.clone() })
    }
}

/// Where the parts of a sentence stand.
struct Drawn {
    said: Said,
    whole: TextSpan,
    actors: Vec<TextSpan>,
    trigger: TextSpan,
    recipients: Vec<TextSpan>,
    count: Option<TextSpan>,
    place: Option<TextSpan>,
    source: Option<TextSpan>,
    condition: Option<(TextSpan, Box<Drawn>)>,
}

#[derive(Default)]
struct Text {
    text: String,
}

impl Text {
    fn put(&mut self, words: &str) -> TextSpan {
        let start = self.text.len();
        self.text.push_str(words);
        TextSpan::new(start, self.text.len())
    }

    fn sentence(&mut self, said: &Said) -> Drawn {
        let drawn = self.clause(said);
        self.put(". ");
        drawn
    }

    fn clause(&mut self, said: &Said) -> Drawn {
        let start = self.text.len();
        let source = said.source.as_ref().map(|s| {
            let span = self.put(s);
            self.put(" says ");
            span
        });
        let list = |text: &mut Self, names: &[String]| -> Vec<TextSpan> {
            names
                .iter()
                .map(|name| {
                    let span = text.put(name);
                    text.put(" ");
                    span
                })
                .collect()
        };
        let actors = list(self, &said.actors);
        let (first, rest) = said.words.split_once(' ').unwrap_or((&said.words, ""));
        let trigger = self.put(first);
        self.put(" ");
        self.put(rest);
        self.put(" ");
        let count = said.count.as_ref().map(|(n, of)| {
            let span = self.put(&format!("{n} {of}"));
            self.put(" ");
            span
        });
        let recipients = list(self, &said.recipients);
        let place = said.place.as_ref().map(|p| {
            self.put("at ");
            self.put(p)
        });
        let condition = said.condition.as_ref().map(|c| {
            let from = self.put(" if ").start + 1;
            let inner = self.clause(c);
            (TextSpan::new(from, self.text.len()), Box::new(inner))
        });
        let whole = TextSpan::new(start, self.text.len());
        Drawn { said: said.clone(), whole, actors, trigger, recipients, count, place, source, condition }
    }
}

struct Drawing<'t> {
    text: &'t str,
    id: DocumentId,
    published: &'t str,
}

impl Drawing<'_> {
    fn record(&self, publisher: &str, sentences: &[Drawn]) -> Value {
        let mut made = Made::default();
        for (at, drawn) in sentences.iter().enumerate() {
            let number = at + 1;
            made.sentences.push(json!({
                "id": Sentence::id_of(self.id, drawn.whole).to_string(), "number": number, "block": "paragraph",
                "span": self.span(drawn.whole), "tokens": [],
            }));
            self.report(drawn, number, &mut made);
        }
        let words: Vec<&str> = self.text.split_whitespace().collect();
        json!({
            "version": detente_wire::VERSION, "coder": "made by hand",
            "document": {
                "id": self.id.to_string(), "file": "", "publisher": {"value": publisher, "witness": "given"},
                "published": self.published,
                "dates": [{"date": self.published, "precision": "day", "raw": self.published, "witness": "given"}],
                "fingerprint": {"exact": words.join(" "), "sketch": sketch(&words)},
                "mended": [], "original": self.text, "text": self.text,
                "blocks": [{"kind": "paragraph", "span": self.span(TextSpan::new(0, self.text.len()))}],
            },
            "sentences": made.sentences, "mentions": made.mentions, "actors": made.actors, "reports": made.reports,
            "commitments": made.commitments, "assessments": [],
        })
    }

    fn span(&self, span: TextSpan) -> Value {
        // What is made here is plain ASCII, so bytes are characters.
        json!({
            "start": span.start, "end": span.end, "char_start": span.start, "char_end": span.end,
            "text": span.slice(self.text).unwrap_or_default(), "clean_start": span.start, "clean_end": span.end,
        })
    }

    fn report(&self, drawn: &Drawn, sentence: usize, made: &mut Made) {
        let said = &drawn.said;
        let id = Report::id_of(self.id, said.event_type, drawn.trigger, &drawn.actors);
        let parties = |spans: &[TextSpan], made: &mut Made| -> Value {
            let list: Vec<Value> = spans.iter().map(|s| made.party(self, *s, sentence)).collect();
            if list.is_empty() { Value::Null } else { list.into() }
        };
        let actors = parties(&drawn.actors, made);
        let recipients = parties(&drawn.recipients, made);
        let certain = |description: &str, status: Status| {
            json!({"description": description, "actors": [], "codes": [], "channel": "document",
                   "status": status.code(), "certainty": "certain"})
        };
        let mut attribution = vec![certain("author", said.status)];
        if let Some(span) = drawn.source {
            attribution[0]["status"] = "possible".into();
            let party = made.party(self, span, sentence);
            let mut holder = certain(span.slice(self.text).unwrap_or_default(), said.status);
            holder["actors"] = party["actors"].clone();
            holder["codes"] = party["codes"].clone();
            holder["channel"] = "speech".into();
            attribution.push(holder);
        }
        let time = match &said.days {
            Some((from, to)) => json!({"from": from, "to": to, "precision": "day", "basis": "text"}),
            None if said.status.is_fact() || said.status == Status::Denied => {
                json!({"from": null, "to": self.published, "precision": "vague", "basis": "document date"})
            }
            None => Value::Null,
        };
        let mut report = json!({
            "id": id.to_string(), "sentence": sentence, "type": said.event_type.code(), "mode": said.mode,
            "quad_class": said.event_type.quad_class().code(), "status": said.status.code(), "actors": actors,
            "recipients": recipients, "reciprocal": false, "time": time, "attribution": attribution,
            "trigger": self.span(drawn.trigger), "span": self.span(drawn.whole), "confidence": 0.9,
            "derivation": {"step": "made by hand"},
        });
        if let (Some(span), Some((number, of))) = (drawn.count, &said.count) {
            report["counts"] =
                json!([{"of": of, "low": number, "high": number, "hedge": "exact", "span": self.span(span)}]);
        }
        if let (Some(span), Some(place)) = (drawn.place, &said.place) {
            report["place"] = json!({"name": place, "span": self.span(span)});
        }
        if let Some((span, inner)) = &drawn.condition {
            report["condition"] = self.span(*span);
            self.report(inner, sentence, made);
        }
        if let Some(kind) = said.kind {
            made.commitments.push(self.commitment(kind, id, drawn, &report));
        }
        made.reports.push(report);
    }

    fn commitment(&self, kind: CommitmentKind, report: ReportId, drawn: &Drawn, of: &Value) -> Value {
        json!({
            "id": Commitment::id_of(report).to_string(), "kind": kind.code(), "opened_by": report.to_string(),
            "maker": of["actors"], "addressee": of["recipients"], "act": self.span(drawn.whole),
            "condition": drawn.condition.as_ref().map(|(span, _)| self.span(*span)), "state": "open", "steps": [],
        })
    }
}

#[derive(Default)]
struct Made {
    sentences: Vec<Value>,
    mentions: Vec<Value>,
    actors: Vec<Value>,
    reports: Vec<Value>,
    commitments: Vec<Value>,
}

impl Made {
    /// A participant named by its code, with its mention and actor.
    fn party(&mut self, drawing: &Drawing<'_>, span: TextSpan, sentence: usize) -> Value {
        let code = span.slice(drawing.text).unwrap_or_default();
        let (country, sector) = code.split_once(' ').map_or((code, None), |(c, s)| (c, Some(s)));
        let actor = detente_record::Actor::known_id(code).to_string();
        if !self.actors.iter().any(|a| a["id"] == actor) {
            let kind = if sector.is_none() { "state" } else { "institution" };
            self.actors.push(json!({
                "id": actor, "name": code, "kind": kind, "country": country,
                "sectors": sector.into_iter().collect::<Vec<_>>(), "entry": "made:1",
            }));
        }
        let mention = detente_record::Mention::id_of(drawing.id, span).to_string();
        self.mentions.push(json!({
            "id": mention, "sentence": sentence, "kind": "name", "span": drawing.span(span), "head": drawing.span(span),
            "actors": [actor], "confirmed": false, "rule": "made by hand", "candidates": [], "margin": 1.0,
        }));
        json!({"mention": mention, "actors": [actor], "codes": [code], "span": drawing.span(span)})
    }
}

/// A small MinHash signature of the runs of three words.
fn sketch(words: &[&str]) -> Vec<u32> {
    const BINS: u32 = 32;
    (0..BINS)
        .map(|bin| {
            words
                .windows(3)
                .map(|w| {
                    let hash =
                        detente_record::Identity::of("shingle").with(bin.to_le_bytes()).with(w.join(" ")).finish();
                    u32::from_le_bytes([hash[0], hash[1], hash[2], hash[3]])
                })
                .min()
                .unwrap_or(bin)
        })
        .collect()
}
