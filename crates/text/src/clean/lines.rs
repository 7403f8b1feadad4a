//! Plain text into paragraphs: hard-wrapped lines are joined, blank lines part paragraphs, and a text that has one
//! paragraph on each line is recognised.

use detente_record::{Block, BlockKind, TextSpan};
use memchr::{memchr2_iter, memmem};

use super::edit::{Draft, Edit, With, trimmed};
use super::hyphens;
use super::words;

/// A file whose longest line is longer has one paragraph on each line, or no line breaks at all.
const WIDEST_WRAP: usize = 140;
/// A file whose longest line is shorter is not wrapped: it is a list, a poem, a table.
const NARROWEST_WRAP: usize = 30;
/// Above this share of lines that end a sentence, each line is a paragraph.
const ENDING_LINES: f64 = 0.35;
/// Above this share of lines into which the next word would not have fitted, the text is hard-wrapped.
const FULL_LINES: f64 = 0.7;
/// A headline or heading has at most so many bytes.
const LONGEST_HEADING: usize = 160;

/// A line without its break: where it is and whether blank lines stand before it.
#[derive(Clone, Copy, Debug)]
struct Line {
    start: usize,
    end: usize,
    indent: usize,
    after_blank: bool,
}

impl Line {
    fn width(&self) -> usize {
        self.end - self.start + self.indent
    }
}

/// Replaces the last block of the draft, which holds plain text, by its paragraphs.
pub(crate) fn split(draft: &mut Draft, headline_known: bool) {
    let Some(region) = draft.blocks.pop().map(|b| b.span) else { return };
    let lines = lines_of(&draft.text, region);
    let wrapped = is_wrapped(&draft.text, &lines);
    let widest = lines.iter().map(Line::width).max().unwrap_or(0);
    let mut edits = Vec::new();
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let joins = at > 0 && continues(&draft.text, &lines[at - 1], line, wrapped.then_some(widest));
        match groups.last_mut() {
            Some(group) if joins => group.1 = at,
            _ => groups.push((at, at)),
        }
    }
    let mut hyphens = 0;
    for (number, &(first, last)) in groups.iter().enumerate() {
        if number > 0 {
            let (from, to) = (lines[first - 1].end, lines[first].start);
            if draft.text[from..to] != *"\n\n" {
                edits.push(Edit::new(from, to, With::Str("\n\n")));
            }
        }
        for at in first..=last {
            if at > first {
                let (from, to) = (lines[at - 1].end, lines[at].start);
                let edit = hyphens::at_break(&draft.text, from, to);
                hyphens += usize::from(edit.is_some());
                edits.push(edit.unwrap_or_else(|| Edit::new(from, to, With::Str(" "))));
            }
            squeeze(&draft.text, lines[at].start, lines[at].end, &mut edits);
        }
    }
    for _ in 0..hyphens {
        draft.mended.count("hyphen at line end");
    }
    let blocks = kinds(&draft.text, &lines, &groups, headline_known);
    draft.blocks.extend(blocks);
    draft.apply(&edits);
}

fn lines_of(text: &str, region: TextSpan) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let mut start = region.start;
    let mut blank = false;
    let mut push = |start: usize, end: usize| {
        let raw = &text[start..end];
        if let Some(span) = trimmed(text, start, end) {
            let indent = raw.len() - raw.trim_start().len();
            lines.push(Line { start: span.start, end: span.end, indent, after_blank: std::mem::take(&mut blank) });
        } else {
            blank = true;
        }
    };
    for at in memchr2_iter(b'\n', b'\r', &bytes[region.range()]).map(|at| at + region.start) {
        if bytes[at] == b'\n' && at > region.start && bytes[at - 1] == b'\r' {
            start = at + 1;
            continue;
        }
        push(start, at);
        start = at + 1;
    }
    push(start, region.end);
    lines
}

/// Whether lines are broken at a fixed width rather than at the end of paragraphs.
fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    let widest = lines.iter().map(Line::width).max().unwrap_or(0);
    if !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&widest) {
        return false;
    }
    let (mut pairs, mut ending, mut full) = (0usize, 0usize, 0usize);
    for pair in lines.windows(2).filter(|pair| !pair[1].after_blank) {
        pairs += 1;
        ending += usize::from(ends_sentence(&text[pair[0].start..pair[0].end]));
        full +=
            usize::from(pair[0].width() + 1 + first_word(&text[pair[1].start..pair[1].end]) > widest.saturating_sub(8));
    }
    let share = |part: usize| part as f64 / pairs as f64;
    pairs > 0 && share(ending) < ENDING_LINES && share(full) >= FULL_LINES
}

/// Whether a line goes on with the paragraph of the line before it.
fn continues(text: &str, before: &Line, line: &Line, wrapped_at: Option<usize>) -> bool {
    if line.after_blank {
        return false;
    }
    let (above, below) = (&text[before.start..before.end], &text[line.start..line.end]);
    if bullet(below).is_some() || super::byline::is_byline(above) {
        return false;
    }
    if let Some(widest) = wrapped_at {
        let has_room = before.width() + 12 + first_word(below) < widest;
        let indented = line.indent >= before.indent + 2 && bullet(above).is_none();
        return !(indented || has_room && ends_sentence(above));
    }
    // One paragraph on each line, save where a line breaks off in the middle of a sentence.
    if above.len() < 30 || above.ends_with(['.', '!', '?', ':', ';', '"', '”', ')']) {
        return false;
    }
    let goes_on = below.starts_with(|c: char| c.is_lowercase());
    let open = above.rsplit(' ').next().is_some_and(words::leaves_open);
    goes_on || open || above.ends_with(',')
}

/// Squeezes runs of white space inside a line.
fn squeeze(text: &str, start: usize, end: usize, edits: &mut Vec<Edit>) {
    let line = &text.as_bytes()[start..end];
    if memmem::find(line, b"  ").is_none() && !line.iter().any(|b| matches!(b, b'\t' | 0x0b | 0x0c)) {
        return;
    }
    let mut at = 0;
    while let Some(skip) = line[at..].iter().position(|b| matches!(b, b' ' | b'\t' | 0x0b | 0x0c)) {
        let from = at + skip;
        let len =
            line[from..].iter().position(|b| !matches!(b, b' ' | b'\t' | 0x0b | 0x0c)).unwrap_or(line.len() - from);
        if len > 1 || line[from] != b' ' {
            edits.push(Edit::new(start + from, start + from + len, With::Str(" ")));
        }
        at = from + len;
    }
}

fn kinds(text: &str, lines: &[Line], groups: &[(usize, usize)], headline_known: bool) -> Vec<Block> {
    let last = groups.len().saturating_sub(1);
    let mut blocks: Vec<Block> = Vec::with_capacity(groups.len());
    for (number, &(first, end)) in groups.iter().enumerate() {
        let span = TextSpan::new(lines[first].start, lines[end].end);
        let body = &text[span.range()];
        let stands_alone = first == end && number < last && lines[groups[number + 1].0].after_blank;
        let kind = if bullet(body).is_some() {
            BlockKind::ListItem
        } else if body.starts_with("> ") {
            BlockKind::Quotation
        } else if stands_alone && looks_like_heading(body) {
            if number == 0 && !headline_known { BlockKind::Headline } else { heading(body, lines[first].after_blank) }
        } else {
            BlockKind::Paragraph
        };
        blocks.push(Block { kind, span });
    }
    // A text of nothing but headings is a list of lines.
    if !blocks.iter().any(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation)) {
        for block in &mut blocks {
            if block.kind == BlockKind::Heading {
                block.kind = BlockKind::Paragraph;
            }
        }
    }
    blocks
}

fn heading(body: &str, after_blank: bool) -> BlockKind {
    if after_blank && body.split(' ').count() <= 12 { BlockKind::Heading } else { BlockKind::Paragraph }
}

/// A short line with no full stop that begins with a capital, a figure or a quotation mark.
fn looks_like_heading(line: &str) -> bool {
    line.len() <= LONGEST_HEADING
        && !line.ends_with(['.', ',', ';', ':', '!', '-', '—', '#', ')'])
        && line.chars().any(char::is_alphabetic)
        && !super::byline::is_byline(line)
        && line.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '‘' | '\''))
}

/// Whether the line ends as a sentence does.
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', ':'])
}

fn first_word(line: &str) -> usize {
    line.find(' ').unwrap_or(line.len())
}

/// The length of the list mark that a line begins with ("- ", "• ", "1. ", "(2) ").
pub(crate) fn bullet(line: &str) -> Option<usize> {
    for mark in ["- ", "* ", "+ ", "• ", "· ", "▪ ", "■ ", "● ", "○ ", "◦ ", "– "] {
        if line.starts_with(mark) {
            return Some(mark.len());
        }
    }
    let inner = line.strip_prefix('(').unwrap_or(line);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return None;
    }
    let rest = &inner[digits..];
    let mark = if inner.len() < line.len() { ") " } else { ". " };
    let open = line.len() - inner.len();
    (rest.starts_with(mark) || rest.starts_with(") ")).then_some(open + digits + 2)
}

#[cfg(test)]
mod tests {
    use super::super::edit::Writer;
    use super::*;

    fn paragraphs(text: &str) -> Vec<(BlockKind, String)> {
        let mut writer = Writer::new(text);
        writer.copy(0, text.len());
        writer.block(BlockKind::Paragraph, 0);
        let mut draft = writer.finish();
        split(&mut draft, false);
        draft.blocks.iter().map(|b| (b.kind, b.span.slice(&draft.text).unwrap_or("CUT").to_owned())).collect()
    }

    #[test]
    fn hard_wrapped_lines_are_joined() {
        let text = "North Korea claims that it is ready to send over its own propaganda\nleaflets to South Korea as another part of the continued\ndeterioration of the relations between them.\n\nThe North is angered by the leaflets being sent over from the South by\ndefectors.\n";
        let found = paragraphs(text);
        assert_eq!(found.len(), 2);
        assert!(found[0].1.contains("propaganda leaflets to South"));
        assert!(found[1].1.ends_with("by defectors."));
    }

    #[test]
    fn one_paragraph_on_each_line() {
        let found = paragraphs(
            "Pyongyang, May 26 (KCNA) -- The first thing was said.\nThen followed speeches.\nThey returned home on Saturday.",
        );
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn a_line_that_breaks_off_goes_on() {
        let found = paragraphs(
            "Flowers were laid before the statues of President\nKim Il Sung on Mansu Hill that morning.\nThen followed speeches.",
        );
        assert_eq!(
            found[0].1,
            "Flowers were laid before the statues of President Kim Il Sung on Mansu Hill that morning."
        );
    }

    #[test]
    fn headline_headings_and_lists() {
        let found = paragraphs(
            "Leaflets fly again\n\nThe North sent leaflets on Sunday.\n\nWhat we know\n\n- One thing.\n- Another\n\nMore will come.",
        );
        let kinds: Vec<_> = found.iter().map(|f| f.0).collect();
        use BlockKind::*;
        assert_eq!(kinds, [Headline, Paragraph, Heading, ListItem, ListItem, Paragraph]);
    }

    #[test]
    fn any_line_break_and_white_space() {
        let found = paragraphs("One  thing\t was said.\r\n\r\nAnother was not.\r\n");
        assert_eq!(found.iter().map(|f| f.1.as_str()).collect::<Vec<_>>(), ["One thing was said.", "Another was not."]);
    }
}
