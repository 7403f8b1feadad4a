//! The text of a document with its marks.

use detente_wire::{Block, Sentence};
use maud::{Markup, html};

use super::book::{Book, quad, standing};
use super::marks::{Mark, Piece, pieces};

/// The text of a document, cut into pieces.
pub struct Text<'a> {
    book: &'a Book<'a>,
    pieces: Vec<Piece>,
}

/// The text, laid out by its blocks, every mark shown and every sentence numbered; without a headline at its head,
/// which is shown above ([`Text::headline`]).
pub fn article(text: &Text) -> Markup {
    let book = text.book;
    let blocks = &book.record.document.blocks;
    let mut groups: Vec<&[Block]> = Vec::new();
    let mut rest = &blocks[usize::from(text.has_headline())..];
    while let Some(first) = rest.first() {
        let taken = match first.kind.as_str() {
            "list item" | "table" => rest.iter().take_while(|b| b.kind == first.kind).count(),
            // The dateline stands at the head of the paragraph that it opens.
            "dateline" if rest.get(1).is_some_and(|b| b.kind == "paragraph") => 2,
            _ => 1,
        };
        let (group, after) = rest.split_at(taken);
        groups.push(group);
        rest = after;
    }
    let language = book.record.document.language.as_ref().and_then(Option::as_ref).map(|l| tag(&l.code));
    html! {
        div.text lang=[language] dir="auto" {
            @if blocks.is_empty() { p.quiet { "There is no text." } }
            @for group in groups { (text.group(group)) }
        }
    }
}

/// The language tag of a code of ISO 639-3; the two-letter code where the web wants that.
fn tag(code: &str) -> &str {
    match code {
        "eng" => "en",
        "kor" => "ko",
        "cmn" | "zho" => "zh",
        "jpn" => "ja",
        "rus" => "ru",
        "ukr" => "uk",
        "spa" => "es",
        "fra" => "fr",
        "deu" => "de",
        "ara" | "arb" => "ar",
        "pes" | "fas" => "fa",
        "heb" => "he",
        "urd" => "ur",
        "hin" => "hi",
        _ => code,
    }
}

impl<'a> Text<'a> {
    /// Cuts the text of a record.
    pub fn new(book: &'a Book<'a>) -> Self {
        Self { book, pieces: pieces(book.record) }
    }

    fn has_headline(&self) -> bool {
        self.book.record.document.blocks.first().is_some_and(|b| b.kind == "headline")
    }

    /// The headline with its marks, where the text begins with one.
    pub fn headline(&self) -> Option<Markup> {
        self.has_headline().then(|| self.block(&self.book.record.document.blocks[0]))
    }

    fn group(&self, blocks: &[Block]) -> Markup {
        let Some(first) = blocks.first() else { return html! {} };
        html! {
            @match first.kind.as_str() {
                "headline" => h3.headline { (self.block(first)) },
                "heading" => h4 { (self.block(first)) },
                "quotation" => blockquote { p { (self.block(first)) } },
                "list item" => ul { @for block in blocks { li { (self.block(block)) } } },
                "table" => div.rows { @for block in blocks { p { (self.block(block)) } } },
                "paragraph" => p { (self.block(first)) },
                "dateline" if blocks.len() == 2 => p {
                    span.quiet title="dateline" { (self.block(first)) } " " (self.block(&blocks[1]))
                },
                kind => p.quiet title=(kind) { (self.block(first)) },
            }
        }
    }

    /// A block: its sentences, and what lies between them.
    fn block(&self, block: &Block) -> Markup {
        let (start, end) = (block.span.clean_start, block.span.clean_end);
        let sentences = &self.book.record.sentences;
        let from = sentences.partition_point(|s| s.span.clean_start < start);
        let mut at = start;
        let mut parts: Vec<Markup> = Vec::new();
        for sentence in sentences[from..].iter().take_while(|s| s.span.clean_start < end) {
            let span = &sentence.span;
            if span.clean_start < at || span.clean_end > end {
                continue;
            }
            parts.push(self.range(at, span.clean_start));
            parts.push(self.sentence(sentence));
            at = span.clean_end;
        }
        parts.push(self.range(at, end));
        html! { @for part in parts { (part) } }
    }

    fn sentence(&self, sentence: &Sentence) -> Markup {
        let anchor = self.book.part('s', sentence.number);
        html! {
            span.s id=(anchor) {
                @if sentence.number > 0 {
                    a.n href={ "#" (anchor) } aria-label={ "Sentence " (sentence.number) } { (sentence.number) }
                }
                (self.range(sentence.span.clean_start, sentence.span.clean_end))
            }
        }
    }

    fn range(&self, start: usize, end: usize) -> Markup {
        let from = self.pieces.partition_point(|p| p.start < start);
        html! {
            @for piece in self.pieces[from..].iter().take_while(|p| p.end <= end) { (self.piece(piece)) }
        }
    }

    fn piece(&self, piece: &Piece) -> Markup {
        let record = self.book.record;
        let text = record.document.text.get(piece.start..piece.end).unwrap_or_default();
        if piece.marks.is_empty() {
            return html! { (text) };
        }
        let mut reports: Vec<usize> = Vec::new();
        let (mut actors, mut assessments): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        let (mut trigger, mut mention) = (None, None);
        let mut depth = 0;
        for mark in &piece.marks {
            match *mark {
                Mark::Trigger(at) => {
                    trigger = trigger.or(Some(at));
                    push(&mut reports, at + 1);
                }
                Mark::Clause(at) => {
                    depth += 1;
                    push(&mut reports, at + 1);
                }
                Mark::Assessment(at) => push(&mut assessments, at + 1),
                Mark::Mention(at) => {
                    mention = mention.or(Some(&record.mentions[at]));
                    self.book.actors_of(&record.mentions[at]).into_iter().for_each(|a| push(&mut actors, a));
                }
            }
        }
        let inner = reports.first().map(|r| &record.reports[r - 1]);
        let mut class = String::new();
        if let Some(report) = inner {
            class.push_str(if depth > 1 { "c deep " } else { "c " });
            class.push_str(quad(report));
        }
        if !assessments.is_empty() {
            class.push_str(" x");
        }
        if mention.is_some() {
            class.push_str(" m");
        }
        let meaning = mention.map(|m| self.book.meaning(m));
        let (data_r, data_x, data_a) = (list(&reports), list(&assessments), list(&actors));
        // Triggers are links: they lead to the report by keyboard and without scripts.
        if let Some(report) = trigger.map(|at| &record.reports[at]) {
            let numbers: Vec<String> = piece
                .marks
                .iter()
                .filter_map(|m| if let Mark::Trigger(at) = m { Some((at + 1).to_string()) } else { None })
                .collect();
            let anchor = self.book.report_anchor(trigger.unwrap_or_default());
            return html! {
                a class={ "t " (standing(&report.status)) " " (class.trim()) } href={ "#" (anchor) }
                    aria-describedby={ (anchor) "h" } data-n=(numbers.join(","))
                    data-r=[data_r] data-x=[data_x] data-a=[data_a] title=[meaning] { (text) }
            };
        }
        if let Some(first) = assessments.first() {
            let anchor = self.book.part('x', *first);
            return html! {
                a class=(class.trim()) href={ "#" (anchor) } aria-describedby={ (anchor) "h" }
                    data-r=[data_r] data-x=[data_x] data-a=[data_a] title=[meaning] { (text) }
            };
        }
        html! { span class=(class.trim()) data-r=[data_r] data-a=[data_a] title=[meaning] { (text) } }
    }
}

fn push(list: &mut Vec<usize>, value: usize) {
    if !list.contains(&value) {
        list.push(value);
    }
}

fn list(numbers: &[usize]) -> Option<String> {
    (!numbers.is_empty()).then(|| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
}
