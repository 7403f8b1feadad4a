//! The whole story of one thing, down to the sentences.

use std::collections::BTreeMap;

use detente_record::{ClaimId, CommitmentId, DocumentId, EventId, ReportId};
use rusqlite::OptionalExtension;
use serde::Serialize;

use crate::claim::ClaimDetail;
use crate::day;
use crate::error::{MemoryError, Result};
use crate::event::EventDetail;
use crate::flatten::found;
use crate::ledger::Commitment;
use crate::store::load::{self, Loaded};
use crate::store::{Store, settle::bring_up_to};

/// A line of a story and what hangs on it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Node {
    /// What the line is of: `event`, `report`, `sentence`, `step` …
    pub what: String,
    /// Its id, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The line.
    pub text: String,
    /// What hangs on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Node>,
}

impl Node {
    fn new(what: &str, text: impl Into<String>) -> Self {
        Self { what: what.into(), id: None, text: text.into(), parts: Vec::new() }
    }

    fn of(what: &str, id: &str, text: impl Into<String>) -> Self {
        Self { id: Some(id.to_owned()), ..Self::new(what, text) }
    }

    fn with(mut self, part: Self) -> Self {
        self.parts.push(part);
        self
    }

    fn with_all(mut self, parts: impl IntoIterator<Item = Self>) -> Self {
        self.parts.extend(parts);
        self
    }
}

/// Sentences already looked up, by report.
type Sentences = BTreeMap<String, String>;

impl Store {
    /// The story of a thing, by its id or the beginning of one.
    ///
    /// # Errors
    /// [`MemoryError::Unknown`] or [`MemoryError::Ambiguous`] when the id is of nothing or of several things.
    pub fn story(&self, id: &str) -> Result<Node> {
        let id = self.complete(id)?;
        let unknown = || MemoryError::Unknown(id.clone());
        match id.as_bytes()[0] {
            b'd' => self.document_story(id.parse().map_err(|_| unknown())?),
            b'r' => self.report_story(id.parse().map_err(|_| unknown())?),
            b'e' => self.event_story(id.parse().map_err(|_| unknown())?),
            b'k' => self.claim_story(id.parse().map_err(|_| unknown())?),
            b'c' => self.commitment_story(id.parse().map_err(|_| unknown())?),
            _ => Err(unknown()),
        }
    }

    /// The whole id that begins like this.
    ///
    /// # Errors
    /// As for [`Store::story`].
    pub fn complete(&self, prefix: &str) -> Result<String> {
        let unknown = || MemoryError::Unknown(prefix.to_owned());
        let (table, whole): (&str, fn([u8; 10]) -> String) = match prefix.as_bytes() {
            [b'd', b'-', ..] => ("document", |b| DocumentId::from_bytes(b).to_string()),
            [b'r', b'-', ..] => ("report", |b| ReportId::from_bytes(b).to_string()),
            [b'e', b'-', ..] => ("event", |b| EventId::from_bytes(b).to_string()),
            [b'k', b'-', ..] => ("claim", |b| ClaimId::from_bytes(b).to_string()),
            [b'c', b'-', ..] => ("commitment", |b| CommitmentId::from_bytes(b).to_string()),
            _ => return Err(unknown()),
        };
        // The last character of a full id holds its last bits, so a prefix is a range of ids.
        let (low, high) = range(&prefix[2..]).ok_or_else(unknown)?;
        let sql = format!("SELECT DISTINCT id FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 6");
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query([low.as_slice(), high.as_slice()])?;
        let mut ids = Vec::new();
        while let Some(row) = rows.next()? {
            ids.push(whole(load::bytes(row, 0)?));
        }
        match ids.as_slice() {
            [] => Err(unknown()),
            [one] => Ok(one.clone()),
            _ => Err(MemoryError::Ambiguous { prefix: prefix.to_owned(), ids }),
        }
    }

    /// The sentence that a report rests on.
    ///
    /// # Errors
    /// When the database fails.
    pub fn sentence(&self, document: DocumentId, number: usize, start: usize) -> Result<String> {
        let Some(record) = self.record(document)? else { return Ok(String::new()) };
        let holds = |s: &&detente_wire::Sentence| s.span.clean_start <= start && start < s.span.clean_end;
        let sentence =
            record.sentences.iter().find(holds).or_else(|| record.sentences.iter().find(|s| s.number == number));
        Ok(sentence.map_or_else(String::new, |s| one_line(s.span.clean())))
    }

    fn document_story(&self, id: DocumentId) -> Result<Node> {
        let record = self.record(id)?.ok_or_else(|| MemoryError::Unknown(id.to_string()))?;
        let doc = &record.document;
        let title = found(&doc.headline).map_or("no headline", |h| h.value.as_str());
        let mut node = Node::of("document", &doc.id, title);
        let mut fact = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                node.parts.push(Node::new(name, value));
            }
        };
        fact("published", doc.published.clone());
        fact("publisher", found(&doc.publisher).map(|p| p.value.clone()));
        fact("url", found(&doc.url).map(|u| u.value.clone()));
        fact("coded by", Some(record.coder.clone()));
        let key: i64 =
            self.conn.query_row("SELECT key FROM document WHERE id = ?", [id.as_bytes().as_slice()], |r| r.get(0))?;
        for (file, _, line) in self.sightings(key)? {
            fact("read from", Some(super::documents::place(&file, line)));
        }
        for sentence in &record.sentences {
            let mut line = Node::new("sentence", format!("[{}] {}", sentence.number, one_line(sentence.span.clean())));
            for report in record.reports.iter().filter(|r| r.sentence == sentence.number) {
                let report: ReportId = report.id.parse().map_err(|e| MemoryError::damaged("an id", e))?;
                line.parts.extend(load::reports(&self.conn, &[report])?.iter().map(report_line));
            }
            node.parts.push(line);
        }
        Ok(node)
    }

    fn report_story(&self, id: ReportId) -> Result<Node> {
        let loaded = load::reports(&self.conn, &[id])?.pop().ok_or_else(|| MemoryError::Unknown(id.to_string()))?;
        let mut node = self.report_node(&loaded, &mut Sentences::new())?;
        let detail = &loaded.fact.detail;
        for (name, list) in [("actor", &detail.actors), ("recipient", &detail.recipients)] {
            for party in list {
                let code = party.country.as_deref().unwrap_or("open");
                let sector = party.sector.as_deref().map(|s| format!(" {s}")).unwrap_or_default();
                node.parts.push(Node::new(name, format!("{} ({code}{sector})", party.name)));
            }
        }
        for source in &detail.sources {
            node.parts.push(Node::new("according to", format!("{}: {}", source.party.name, source.status)));
        }
        if let Some(condition) = &detail.condition {
            node.parts.push(Node::new("condition", condition.text.clone()));
        }
        if let Some(record) = self.record(loaded.fact.document)?
            && let Some(report) = record.reports.iter().find(|r| r.id == id.to_string())
        {
            node.parts.push(derivation(&report.derivation));
        }
        if let Some(event) = loaded.event {
            let event: [u8; 10] = self
                .conn
                .query_row("SELECT id FROM event WHERE key = ?", [event], |r| r.get::<_, Vec<u8>>(0))?
                .try_into()
                .map_err(|_| MemoryError::damaged("an id", "its length"))?;
            let event = EventId::from_bytes(event).to_string();
            node.parts.push(Node::of("event", &event, "the event it is a report of"));
        }
        let mut history = self.conn.prepare(
            "SELECT r.since, v.at, v.what, r.verdict, r.type, r.status FROM report r JOIN revision v ON v.n = r.since
             WHERE r.id = ? ORDER BY r.since",
        )?;
        let mut rows = history.query([id.as_bytes().as_slice()])?;
        while let Some(row) = rows.next()? {
            let (at, what, verdict): (String, String, Option<String>) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let (event_type, status): (String, String) = (row.get(4)?, row.get(5)?);
            let verdict = verdict.map(|v| format!(", {v}")).unwrap_or_default();
            node.parts.push(Node::new("known since", format!("{at} ({what}{verdict}): {event_type}, {status}")));
        }
        Ok(node)
    }

    fn event_story(&self, id: EventId) -> Result<Node> {
        type Row = (String, Option<String>, String, String, Option<i32>, Option<i32>, i64, i64, i64, String, i64);
        let row: Option<Row> = self
            .conn
            .query_row(
                "SELECT type, mode, status, standing, day, to_day, documents, outlets, origins, detail, key
                 FROM event WHERE id = ?",
                [id.as_bytes().as_slice()],
                |r| {
                    Ok((
                        r.get(0)?,
                        r.get(1)?,
                        r.get(2)?,
                        r.get(3)?,
                        r.get(4)?,
                        r.get(5)?,
                        r.get(6)?,
                        r.get(7)?,
                        r.get(8)?,
                        r.get(9)?,
                        r.get(10)?,
                    ))
                },
            )
            .optional()?;
        let (event_type, mode, status, standing, from, to, documents, outlets, origins, detail, key) =
            row.ok_or_else(|| MemoryError::Unknown(id.to_string()))?;
        let detail: EventDetail = serde_json::from_str(&detail).map_err(|e| MemoryError::damaged("an event", e))?;
        let side = |list| super::events::codes(list).plain();
        let title = format!(
            "{}{} {} {} → {}: {status}, {standing}",
            days(from, to),
            event_type,
            mode.as_deref().unwrap_or_default(),
            side(&detail.actors),
            side(&detail.recipients)
        );
        let mut node = Node::of("event", &id.to_string(), title).with(Node::new(
            "reports",
            format!(
                "{} reports in {documents} documents of {outlets} outlets; {origins} independent origins: {}",
                detail.reports.len(),
                detail.origins.join(", ")
            ),
        ));
        if !detail.denied_by.is_empty() {
            node.parts.push(Node::new("denied by", detail.denied_by.join(", ")));
        }
        for contradiction in &detail.contradictions {
            let versions: Vec<String> =
                contradiction.versions.iter().map(|(v, r)| format!("{v} ({})", r.join(", "))).collect();
            let text = format!("{}: {}", contradiction.of, versions.join(" against "));
            node.parts.push(Node::new("contradiction", text));
        }
        let mut sentences = Sentences::new();
        for loaded in self.of_ids(&detail.reports)? {
            node.parts.push(self.report_node(&loaded, &mut sentences)?);
        }
        for link in &detail.links {
            let text = format!("{} and {}: {} points ({})", link.a, link.b, link.points, link.why);
            node.parts.push(Node::new("joined", text));
        }
        let mut claims =
            self.conn.prepare("SELECT id, holder, status, appearances FROM claim WHERE event = ? ORDER BY id")?;
        let mut rows = claims.query([key])?;
        while let Some(row) = rows.next()? {
            let (holder, status, n): (String, String, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let claim = ClaimId::from_bytes(load::bytes(row, 0)?).to_string();
            node.parts.push(Node::of("claim", &claim, format!("{holder}: {status}, in {n} documents")));
        }
        let event = id.to_string();
        let mut ledger =
            self.conn.prepare("SELECT detail FROM commitment WHERE instr(detail, ?) > 0 ORDER BY announced, id")?;
        let mut rows = ledger.query([&event])?;
        while let Some(row) = rows.next()? {
            let commitment: Commitment =
                serde_json::from_str(&row.get::<_, String>(0)?).map_err(|e| MemoryError::damaged("a commitment", e))?;
            for step in commitment.steps.iter().filter(|s| s.event.as_ref() == Some(&event)) {
                let text = format!("{} of {}: {}", commitment.kind, commitment.announced, step.state.code());
                node.parts.push(Node::of("commitment", &commitment.id, text));
            }
        }
        Ok(node)
    }

    fn claim_story(&self, id: ClaimId) -> Result<Node> {
        let row: Option<(String, String, String, Option<i32>)> = self
            .conn
            .query_row("SELECT holder, status, detail, day FROM claim WHERE id = ?", [id.as_bytes().as_slice()], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))
            })
            .optional()?;
        let (holder, status, detail, first) = row.ok_or_else(|| MemoryError::Unknown(id.to_string()))?;
        let detail: ClaimDetail = serde_json::from_str(&detail).map_err(|e| MemoryError::damaged("a claim", e))?;
        let title = format!("{}{holder}: {status}: {}", days(first, None), detail.clause);
        let mut node = Node::of("claim", &id.to_string(), title);
        let mut sentences = Sentences::new();
        for loaded in self.of_ids(&detail.reports)? {
            node.parts.push(self.report_node(&loaded, &mut sentences)?);
        }
        Ok(node)
    }

    fn commitment_story(&self, id: CommitmentId) -> Result<Node> {
        let detail: Option<String> = self
            .conn
            .query_row("SELECT detail FROM commitment WHERE id = ?", [id.as_bytes().as_slice()], |r| r.get(0))
            .optional()?;
        let detail = detail.ok_or_else(|| MemoryError::Unknown(id.to_string()))?;
        let mut commitment: Commitment =
            serde_json::from_str(&detail).map_err(|e| MemoryError::damaged("a commitment", e))?;
        bring_up_to(&mut commitment, self.today()?);
        let side = |list| super::events::codes(list).plain();
        let title = format!(
            "{}: {} by {} to {}: {}: {}",
            commitment.announced,
            commitment.kind,
            side(&commitment.maker),
            side(&commitment.addressee),
            commitment.state.code(),
            commitment.act
        );
        let mut node = Node::of("commitment", &commitment.id, title);
        if let Some(condition) = &commitment.condition {
            node.parts.push(Node::new("condition", condition.clone()));
        }
        if let Some(deadline) = &commitment.deadline {
            let words = deadline.words.clone().unwrap_or_default();
            let to = deadline.to.as_ref().map(|t| format!(" (until {t})")).unwrap_or_default();
            node.parts.push(Node::new("deadline", format!("{words}{to}")));
        }
        let mut sentences = Sentences::new();
        let mut opened = Node::new("announced", commitment.announced.clone());
        for loaded in self.of_ids(&commitment.opened_by)? {
            opened.parts.push(self.report_node(&loaded, &mut sentences)?);
        }
        node.parts.push(opened);
        for step in &commitment.steps {
            let standing = if step.confirmed { "confirmed" } else { "proposed" };
            let text =
                format!("{} {} ({standing}, {:.2}): {}", step.date, step.state.code(), step.confidence, step.reason);
            let mut line = Node { id: step.event.clone(), ..Node::new("step", text) };
            for loaded in self.of_ids(&step.evidence)? {
                line.parts.push(self.report_node(&loaded, &mut sentences)?);
            }
            node.parts.push(line);
        }
        Ok(node)
    }

    fn of_ids(&self, ids: &[String]) -> Result<Vec<Loaded>> {
        let ids: Vec<ReportId> =
            ids.iter().map(|id| id.parse().map_err(|e| MemoryError::damaged("an id", e))).collect::<Result<_>>()?;
        load::reports(&self.conn, &ids)
    }

    fn report_node(&self, loaded: &Loaded, sentences: &mut Sentences) -> Result<Node> {
        let fact = &loaded.fact;
        let id = fact.id.to_string();
        let sentence = match sentences.get(&id) {
            Some(sentence) => sentence.clone(),
            None => {
                let sentence = self.sentence(fact.document, fact.detail.sentence, fact.detail.start)?;
                sentences.insert(id, sentence.clone());
                sentence
            }
        };
        let published = fact.published.map(day::text).unwrap_or_default();
        let outlet = fact.outlet.as_deref().unwrap_or("unnamed outlet");
        Ok(report_line(loaded).with_all([Node::new("sentence", sentence)]).with(Node::of(
            "document",
            &fact.document.to_string(),
            format!("{outlet}, {published}"),
        )))
    }
}

fn report_line(loaded: &Loaded) -> Node {
    let fact = &loaded.fact;
    let side = |list| super::events::codes(list).plain();
    let verdict = loaded.verdict.as_deref().map(|v| format!(" [{v}]")).unwrap_or_default();
    Node::of(
        "report",
        &fact.id.to_string(),
        format!(
            "{}{} {} {} → {}: {}{verdict}",
            days(fact.from, fact.to),
            fact.event_type,
            fact.mode.as_deref().unwrap_or_default(),
            side(&fact.detail.actors),
            side(&fact.detail.recipients),
            fact.status
        ),
    )
}

fn derivation(step: &detente_wire::Derivation) -> Node {
    let mut text = step.step.clone();
    for part in [&step.rule, &step.entry].into_iter().flatten() {
        text.push_str(&format!(" [{part}]"));
    }
    if let Some(span) = &step.span {
        text.push_str(&format!(" “{}”", one_line(span.clean())));
    }
    Node::new("because", text).with_all(step.parts.iter().map(derivation))
}

fn days(from: Option<i32>, to: Option<i32>) -> String {
    let known = |d: Option<i32>| d.filter(|d| *d > crate::fact::NO_DAY).map(day::text);
    match (known(from), known(to)) {
        (Some(a), Some(b)) if a != b => format!("{a} to {b} "),
        (Some(a), _) => format!("{a} "),
        (None, Some(b)) => format!("by {b} "),
        (None, None) => String::new(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lowest and highest 80 bits whose lower-case base32 begins so.
fn range(prefix: &str) -> Option<([u8; 10], [u8; 10])> {
    if prefix.is_empty() || prefix.len() > 16 {
        return None;
    }
    let bits = |fill: char| -> Option<[u8; 10]> {
        let whole: String = prefix.chars().chain(std::iter::repeat(fill)).take(16).collect();
        Some(*format!("d-{whole}").parse::<DocumentId>().ok()?.as_bytes())
    };
    Some((bits('a')?, bits('7')?))
}
