//! From the core types to the wire.

use detente_record as core;

use crate::types::*;

/// Writes core values of one document.
struct Writer<'a> {
    record: &'a core::Record,
    /// For every byte offset of the original at a character boundary, how many characters stand before it, sampled.
    chars: CharIndex,
}

/// Counts characters before a byte offset: a count every [`CharIndex::STEP`] bytes, the rest counted on demand.
struct CharIndex {
    counts: Vec<usize>,
}

impl CharIndex {
    const STEP: usize = 256;

    fn new(text: &str) -> Self {
        let mut counts = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % Self::STEP == 0 {
                counts.push(count);
            }
            // A byte that does not continue a character begins one.
            count += usize::from(byte & 0xC0 != 0x80);
        }
        Self { counts }
    }

    fn before(&self, text: &str, at: usize) -> usize {
        let slot = at / Self::STEP;
        let Some(count) = self.counts.get(slot) else { return text.chars().count() };
        let from = slot * Self::STEP;
        count + text.as_bytes()[from..at].iter().filter(|b| **b & 0xC0 != 0x80).count()
    }
}

/// The wire form of a record. `coder` names the program and its version.
#[must_use]
pub fn record(record: &core::Record, coder: &str) -> Record {
    let writer = Writer { record, chars: CharIndex::new(&record.document.original) };
    Record {
        version: crate::VERSION.to_owned(),
        coder: coder.to_owned(),
        document: writer.document(),
        sentences: record.sentences.iter().map(|s| writer.sentence(s)).collect(),
        mentions: record.mentions.iter().map(|m| writer.mention(m)).collect(),
        actors: record.actors.iter().map(actor).collect(),
        reports: record.reports.iter().map(|r| writer.report(r)).collect(),
        commitments: record.commitments.iter().map(|c| writer.commitment(c)).collect(),
        assessments: record.assessments.iter().map(|a| writer.assessment(a)).collect(),
        rejected: Vec::new(),
    }
}

/// The wire form of what was rejected, for a record's `rejected`.
#[must_use]
pub fn rejected(record: &core::Record) -> Vec<Rejected> {
    let writer = Writer { record, chars: CharIndex::new(&record.document.original) };
    record
        .rejected
        .iter()
        .map(|r| Rejected {
            sentence: writer.number(r.sentence),
            trigger: writer.span(r.trigger),
            lemma: r.lemma.clone(),
            event_type: r.event_type.map(|t| t.to_string()),
            sense: r.sense.clone(),
            reason: r.reason.to_string(),
            detail: r.detail.clone(),
            nearly: r.nearly,
        })
        .collect()
}

fn sought<T, U>(value: &core::Sought<T>, f: impl FnOnce(&T) -> U) -> Sought<U> {
    match value {
        core::Sought::NotSought => None,
        core::Sought::Absent => Some(None),
        core::Sought::Found(value) => Some(Some(f(value))),
    }
}

fn witness(witness: &core::Witness) -> String {
    match witness {
        core::Witness::Given => "given".into(),
        core::Witness::Field(name) => format!("field:{name}"),
        core::Witness::Page(name) => format!("page:{name}"),
        core::Witness::Header(name) => format!("header:{name}"),
        core::Witness::Dateline => "dateline".into(),
        core::Witness::Url => "url".into(),
        core::Witness::FileName => "file name".into(),
    }
}

fn witnessed(value: &core::Witnessed<String>) -> Witnessed {
    Witnessed { value: value.value.clone(), witness: witness(&value.witness) }
}

fn precision(precision: core::Precision) -> String {
    match precision {
        core::Precision::Day => "day",
        core::Precision::Week => "week",
        core::Precision::Month => "month",
        core::Precision::Season => "season",
        core::Precision::Year => "year",
        core::Precision::Decade => "decade",
        core::Precision::Vague => "vague",
    }
    .into()
}

fn block_kind(kind: core::BlockKind) -> String {
    match kind {
        core::BlockKind::Headline => "headline",
        core::BlockKind::Heading => "heading",
        core::BlockKind::Paragraph => "paragraph",
        core::BlockKind::ListItem => "list item",
        core::BlockKind::Quotation => "quotation",
        core::BlockKind::Dateline => "dateline",
        core::BlockKind::Byline => "byline",
        core::BlockKind::Caption => "caption",
        core::BlockKind::Apparatus => "apparatus",
        core::BlockKind::Table => "table",
    }
    .into()
}

fn actor(actor: &core::Actor) -> Actor {
    Actor {
        id: actor.id.to_string(),
        name: actor.name.clone(),
        kind: actor.kind.to_string(),
        country: sought(&actor.country, Clone::clone),
        sectors: actor.sectors.iter().map(ToString::to_string).collect(),
        role: sought(&actor.role, Clone::clone),
        entry: actor.entry.clone(),
    }
}

impl Writer<'_> {
    fn span(&self, text: core::TextSpan) -> Span {
        let document = &self.record.document;
        let span = document.original_span(text);
        let original = span.slice(&document.original).unwrap_or_default();
        let cleaned = document.slice(text);
        Span {
            start: span.start,
            end: span.end,
            char_start: self.chars.before(&document.original, span.start),
            char_end: self.chars.before(&document.original, span.end),
            text: original.to_owned(),
            reads: (cleaned != original).then(|| cleaned.to_owned()),
            clean_start: text.start,
            clean_end: text.end,
        }
    }

    fn document(&self) -> Document {
        let document = &self.record.document;
        let meta = &document.metadata;
        Document {
            id: document.id.to_string(),
            file: document.provenance.file.clone(),
            record: document.provenance.record,
            line: document.provenance.line,
            publisher: sought(&meta.publisher, witnessed),
            url: sought(&meta.url, witnessed),
            canonical_url: sought(&meta.canonical_url, witnessed),
            authors: sought(&meta.authors, |a| Authors { value: a.value.clone(), witness: witness(&a.witness) }),
            headline: sought(&meta.headline, witnessed),
            section: sought(&meta.section, witnessed),
            published: document.published().map(|d| d.to_string()),
            dates: meta
                .dates
                .iter()
                .map(|d| DateWitness {
                    date: d.date.to_string(),
                    precision: precision(d.precision),
                    raw: d.raw.clone(),
                    witness: witness(&d.witness),
                })
                .collect(),
            language: sought(&meta.language, |l| Language {
                code: l.code.clone(),
                name: l.name.clone(),
                confidence: l.confidence,
            }),
            extra: meta.extra.clone(),
            fingerprint: sought(&document.fingerprint, |f| Fingerprint {
                exact: f.exact.iter().map(|b| format!("{b:02x}")).collect(),
                sketch: f.sketch.clone(),
            }),
            duplicate: sought(&document.duplicate, |d| Duplicate {
                of: d.of.to_string(),
                kind: match d.kind {
                    core::DuplicateKind::Exact => "exact",
                    core::DuplicateKind::Near => "near",
                }
                .into(),
                similarity: d.similarity,
            }),
            mended: document.mended.clone(),
            original: document.original.clone(),
            text: document.text.clone(),
            blocks: document
                .blocks
                .iter()
                .map(|b| Block { kind: block_kind(b.kind), span: self.span(b.span) })
                .collect(),
        }
    }

    fn sentence(&self, sentence: &core::Sentence) -> Sentence {
        Sentence {
            id: sentence.id.to_string(),
            number: sentence.number,
            block: block_kind(sentence.block),
            span: self.span(sentence.span),
            tokens: sentence
                .tokens
                .iter()
                .map(|t| {
                    let span = self.record.document.original_span(t.span);
                    (span.start, span.end)
                })
                .collect(),
        }
    }

    fn number(&self, sentence: usize) -> usize {
        self.record.sentences.get(sentence).map_or(0, |s| s.number)
    }

    fn mention(&self, mention: &core::Mention) -> Mention {
        let kind = match mention.kind {
            core::MentionKind::Name => "name",
            core::MentionKind::Nominal => "nominal",
            core::MentionKind::Pronoun => "pronoun",
            core::MentionKind::Modifier => "modifier",
            core::MentionKind::Metonym => "metonym",
        };
        Mention {
            id: mention.id.to_string(),
            sentence: self.number(mention.sentence),
            kind: kind.into(),
            span: self.span(mention.span),
            head: self.span(mention.head),
            actors: mention.resolution.proposed.iter().map(ToString::to_string).collect(),
            confirmed: mention.resolution.confirmed,
            rule: mention.resolution.rule.clone(),
            entry: mention.resolution.entry.clone(),
            candidates: mention.resolution.candidates.clone(),
            margin: mention.resolution.margin,
        }
    }

    fn codes(&self, actors: &[core::ActorId]) -> Vec<String> {
        actors.iter().filter_map(|id| self.record.actor(*id)).map(core::Actor::code).collect()
    }

    fn participant(&self, participant: &core::Participant) -> Participant {
        Participant {
            mention: participant.mention.to_string(),
            actors: participant.actors.iter().map(ToString::to_string).collect(),
            codes: self.codes(&participant.actors),
            span: self.span(participant.span),
        }
    }

    fn participants(&self, list: &core::Sought<Vec<core::Participant>>) -> Sought<Vec<Participant>> {
        sought(list, |l| l.iter().map(|p| self.participant(p)).collect())
    }

    fn when(&self, when: &core::When) -> When {
        When {
            from: when.interval.from.map(|d| d.to_string()),
            to: when.interval.to.map(|d| d.to_string()),
            precision: precision(when.precision),
            basis: match when.basis {
                core::Basis::Text => "text",
                core::Basis::TextAndDocument => "text and document date",
                core::Basis::Document => "document date",
            }
            .into(),
            span: when.text.map(|t| self.span(t)),
        }
    }

    fn holders(&self, attribution: &core::Attribution, held: &[core::Held]) -> Vec<Holder> {
        attribution
            .chain
            .iter()
            .enumerate()
            .map(|(at, holder)| {
                let held = held.iter().find(|h| h.holder == at);
                Holder {
                    description: holder.description.clone(),
                    actors: holder.actors.iter().map(ToString::to_string).collect(),
                    codes: self.codes(&holder.actors),
                    cue: holder.cue.map(|c| self.span(c)),
                    channel: holder.channel.to_string(),
                    status: held.map_or_else(|| "possible".into(), |h| h.status.to_string()),
                    certainty: held.map_or_else(|| "unclear".into(), |h| h.certainty.to_string()),
                }
            })
            .collect()
    }

    fn derivation(&self, derivation: &core::Derivation) -> Derivation {
        Derivation {
            step: derivation.step.clone(),
            rule: derivation.rule.clone(),
            entry: derivation.entry.clone(),
            span: derivation.span.map(|s| self.span(s)),
            score: derivation.score,
            parts: derivation.parts.iter().map(|p| self.derivation(p)).collect(),
        }
    }

    fn report(&self, report: &core::Report) -> Report {
        Report {
            id: report.id.to_string(),
            sentence: self.number(report.sentence),
            event_type: report.event_type.to_string(),
            mode: sought(&report.mode, Clone::clone),
            contexts: sought(&report.contexts, Clone::clone),
            quad_class: report.event_type.quad_class().to_string(),
            cameo: sought(&report.cameo, Clone::clone),
            score: sought(&report.score, |s| *s),
            goldstein: sought(&report.goldstein, |s| *s),
            status: report.status().map_or_else(|| "possible".into(), |s| s.to_string()),
            actors: self.participants(&report.actors),
            recipients: self.participants(&report.recipients),
            reciprocal: report.reciprocal,
            instruments: sought(&report.instruments, |l| {
                l.iter().map(|t| Thing { name: t.name.clone(), span: self.span(t.span) }).collect()
            }),
            counts: sought(&report.counts, |l| {
                l.iter()
                    .map(|c| Count {
                        of: c.of.clone(),
                        unit: c.unit.clone(),
                        low: c.low,
                        high: c.high,
                        hedge: c.hedge.to_string(),
                        span: self.span(c.span),
                    })
                    .collect()
            }),
            time: sought(&report.time, |t| self.when(t)),
            place: sought(&report.place, |p| Place {
                name: p.name.clone(),
                country: sought(&p.country, Clone::clone),
                level: p.level.map(|l| l.to_string()),
                position: sought(&p.position, |p| *p),
                entry: p.entry.clone(),
                span: self.span(p.span),
            }),
            attribution: self.holders(&report.attribution, &report.held),
            condition: report.condition.map(|c| self.span(c)),
            trigger: self.span(report.trigger),
            span: self.span(report.span),
            confidence: report.confidence.0,
            derivation: self.derivation(&report.derivation),
        }
    }

    fn commitment(&self, commitment: &core::Commitment) -> Commitment {
        Commitment {
            id: commitment.id.to_string(),
            kind: commitment.kind.to_string(),
            opened_by: commitment.opened_by.to_string(),
            maker: self.participants(&commitment.maker),
            addressee: self.participants(&commitment.addressee),
            act: self.span(commitment.act),
            condition: sought(&commitment.condition, |c| self.span(*c)),
            deadline: sought(&commitment.deadline, |d| self.when(d)),
            state: commitment.state.to_string(),
            steps: commitment
                .steps
                .iter()
                .map(|s| Step {
                    state: s.state.to_string(),
                    report: s.report.to_string(),
                    reason: s.reason.clone(),
                    confidence: s.confidence.0,
                })
                .collect(),
        }
    }

    fn assessment(&self, assessment: &core::Assessment) -> Assessment {
        Assessment {
            id: assessment.id.to_string(),
            sentence: self.number(assessment.sentence),
            span: self.span(assessment.span),
            dyad: assessment.dyad.iter().map(|p| self.participant(p)).collect(),
            reading: assessment.reading.to_string(),
            qualifier: assessment.qualifier.clone(),
            certainty: assessment.certainty.to_string(),
            time: sought(&assessment.time, |t| self.when(t)),
            attribution: self.holders(&assessment.attribution, &assessment.held),
            derivation: self.derivation(&assessment.derivation),
        }
    }
}
