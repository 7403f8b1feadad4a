//! Markdown: headings, paragraphs, lists, quotations; the text of links and emphasis without their marks.

use detente_record::BlockKind;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::edit::Writer;

/// Deeper nesting is not followed: such a text is taken as it stands.
const DEEPEST: usize = 200;

/// Writes the blocks of a Markdown text, the bytes `start..end` of the original.
pub(crate) fn write(writer: &mut Writer<'_>, start: usize, end: usize) {
    let Some(source) = writer.original().get(start..end) else { return };
    if is_too_deep(source) {
        super::plain(writer, start, end);
        return;
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut walk =
        Walk { writer, source, base: start, begun: None, quotes: 0, items: 0, skip: 0, headings: 0, last: start };
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        walk.event(event, range.start, range.end);
    }
    walk.close(BlockKind::Paragraph);
}

struct Walk<'w, 'o, 's> {
    writer: &'w mut Writer<'o>,
    source: &'s str,
    base: usize,
    /// Where the block that is being written begins.
    begun: Option<usize>,
    quotes: usize,
    items: usize,
    /// Depth inside parts that hold no text: code, metadata, pictures.
    skip: usize,
    headings: usize,
    last: usize,
}

impl Walk<'_, '_, '_> {
    fn event(&mut self, event: Event<'_>, start: usize, end: usize) {
        match event {
            Event::Start(tag) => self.start(&tag, start),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) if self.skip == 0 => self.text(&text, start, end),
            Event::SoftBreak | Event::HardBreak if self.skip == 0 => self.unit(" ", start, end),
            Event::Rule => self.close(self.kind()),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: usize) {
        match tag {
            Tag::CodeBlock(_)
            | Tag::MetadataBlock(_)
            | Tag::Image { .. }
            | Tag::HtmlBlock
            | Tag::FootnoteDefinition(_) => {
                if !matches!(tag, Tag::Image { .. }) {
                    self.close(self.kind());
                }
                self.skip += 1;
            }
            Tag::BlockQuote(_) => {
                self.close(self.kind());
                self.quotes += 1;
            }
            Tag::Item => {
                self.close(self.kind());
                self.items += 1;
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::List(_) | Tag::Table(_) | Tag::TableRow | Tag::TableHead => {
                self.close(self.kind())
            }
            Tag::TableCell if self.begun.is_some() => self.unit(" ", at, at),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock
            | TagEnd::MetadataBlock(_)
            | TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition => {
                self.skip = self.skip.saturating_sub(1);
            }
            TagEnd::Heading(_) => {
                self.headings += 1;
                let first = self.headings == 1
                    && !self.writer.has_block(BlockKind::Headline)
                    && !self.writer.has_block(BlockKind::Paragraph);
                self.close(if first { BlockKind::Headline } else { BlockKind::Heading });
            }
            TagEnd::TableRow | TagEnd::TableHead => self.close(BlockKind::Table),
            TagEnd::BlockQuote(_) => {
                self.close(self.kind());
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Item => {
                self.close(self.kind());
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::Paragraph => self.close(self.kind()),
            _ => {}
        }
    }

    fn kind(&self) -> BlockKind {
        match (self.quotes, self.items) {
            (0, 0) => BlockKind::Paragraph,
            (0, _) => BlockKind::ListItem,
            _ => BlockKind::Quotation,
        }
    }

    fn open(&mut self) {
        if self.begun.is_none() {
            self.writer.gap(self.last);
            self.begun = Some(self.writer.len());
        }
    }

    fn text(&mut self, text: &str, start: usize, end: usize) {
        self.open();
        let (from, to) = (self.base + start, self.base + end);
        let source = self.source.get(start..end).unwrap_or_default();
        if source == text {
            self.writer.copy(from, to);
        } else if let Some(inner) = source.find(text).filter(|_| !text.is_empty()) {
            // Code between backticks.
            self.writer.copy(from + inner, from + inner + text.len());
        } else {
            self.writer.unit(text, from, to);
        }
        self.last = to;
    }

    fn unit(&mut self, text: &str, start: usize, end: usize) {
        if self.begun.is_some() {
            self.writer.unit(text, self.base + start, self.base + end);
            self.last = self.base + end;
        }
    }

    fn close(&mut self, kind: BlockKind) {
        if let Some(start) = self.begun.take() {
            self.writer.block(kind, start);
        }
    }
}

/// Whether quotations or brackets are nested so deeply that only a hostile text can mean it.
fn is_too_deep(source: &str) -> bool {
    source.lines().any(|line| {
        line.bytes().filter(|b| matches!(b, b'>' | b'[')).count() > DEEPEST
            && line.bytes().take(4 * DEEPEST).filter(|b| matches!(b, b'>' | b'[')).count() > DEEPEST
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_and_marks() {
        let text = "---\ntitle: x\n---\n# Leaflets *fly*\n\nThe **North** sent [leaflets](https://x.org) &amp; more\non Sunday.\n\n> “We will,” he said.\n\n- one `thing`\n- another\n\n## What now\n\n![picture](x.png)\nMore.\n";
        let mut writer = Writer::new(text);
        write(&mut writer, 0, text.len());
        let draft = writer.finish();
        let found: Vec<_> = draft.blocks.iter().map(|b| (b.kind, b.span.slice(&draft.text).unwrap_or("CUT"))).collect();
        use BlockKind::*;
        assert_eq!(
            found,
            [
                (Headline, "Leaflets fly"),
                (Paragraph, "The North sent leaflets & more on Sunday."),
                (Quotation, "“We will,” he said."),
                (ListItem, "one thing"),
                (ListItem, "another"),
                (Heading, "What now"),
                (Paragraph, "More."),
            ]
        );
        let at = draft.text.find("leaflets").unwrap_or(0);
        assert_eq!(draft.alignment.original(detente_record::TextSpan::new(at, at + 8)).slice(text), Some("leaflets"));
    }
}
