//! The elements and texts of a page in the order of the source, as one flat list.
//!
//! What an element holds is the stretch of the list behind it, so nothing here calls itself however deeply a page is
//! nested. End tags that HTML lets authors leave out are supplied; the fine print of the standard's tree construction
//! (the adoption agency, foster parents) is left out, for it hardly moves text from one block to another.

use super::hints::{self, Hints};
use super::scan::{Piece, Scanner};
use super::tag::Tag;

/// So many open elements are looked through for the one that an end tag closes: time stays linear.
const REACH: usize = 512;

/// An element or a text.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub kind: NodeKind,
    /// The element that holds it; itself for the first.
    pub parent: usize,
    /// One past the last node it holds.
    pub close: usize,
    /// Hints of its own and of what holds it.
    pub hints: Hints,
    /// The nearest element that makes a block; for a block itself, itself.
    pub block: usize,
    /// Texts with the same number stand in the same block of text.
    pub run: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NodeKind {
    /// An element; its attributes stand at these bytes.
    Element { tag: Tag, attributes: (usize, usize) },
    /// A text, at these bytes; whether a line break stands before it.
    Text { start: usize, end: usize, after_break: bool },
    /// The content of a script, a style sheet, a title.
    Raw { tag: Tag, start: usize, end: usize },
}

/// A page.
pub(super) struct Tree<'a> {
    pub source: &'a str,
    pub nodes: Vec<Node>,
    /// The deepest nesting.
    pub depth: usize,
}

impl<'a> Tree<'a> {
    /// Reads the bytes `start..end` of a source.
    pub fn read(source: &'a str, start: usize, end: usize) -> Self {
        let root = Node {
            kind: NodeKind::Element { tag: Tag::Html, attributes: (start, start) },
            parent: 0,
            close: 0,
            hints: Hints::default(),
            block: 0,
            run: 0,
        };
        let mut builder = Builder {
            tree: Self { source, nodes: vec![root], depth: 1 },
            stack: vec![0],
            open: [0; Tag::COUNT],
            run: 0,
            breaks: 0,
        };
        for piece in Scanner::new(source, start, end) {
            builder.piece(piece);
        }
        builder.finish()
    }

    pub fn tag(&self, at: usize) -> Option<Tag> {
        match self.nodes.get(at)?.kind {
            NodeKind::Element { tag, .. } => Some(tag),
            _ => None,
        }
    }

    /// The attributes of an element, as they stand in the source.
    pub fn attributes(&self, at: usize) -> &'a str {
        match self.nodes.get(at).map(|n| n.kind) {
            Some(NodeKind::Element { attributes: (start, end), .. }) => self.source.get(start..end).unwrap_or_default(),
            _ => "",
        }
    }
}

struct Builder<'a> {
    tree: Tree<'a>,
    stack: Vec<usize>,
    open: [usize; Tag::COUNT],
    run: usize,
    /// Line breaks since the last text.
    breaks: usize,
}

impl Builder<'_> {
    fn piece(&mut self, piece: Piece) {
        match piece {
            Piece::Text { start, end } => self.text(start, end),
            Piece::Raw { tag, start, end } => {
                let kind = NodeKind::Raw { tag, start, end };
                self.push(kind, Hints::HIDDEN);
            }
            Piece::Start { tag, attributes, closed, .. } => self.start(tag, attributes, closed),
            Piece::End { tag, .. } => self.end(tag),
        }
    }

    fn top(&self) -> usize {
        self.stack.last().copied().unwrap_or(0)
    }

    fn push(&mut self, kind: NodeKind, hints: Hints) -> usize {
        let parent = self.top();
        let at = self.tree.nodes.len();
        let is_block = matches!(kind, NodeKind::Element { tag, .. } if tag.is_block());
        let block = if is_block { at } else { self.tree.nodes[parent].block };
        self.tree.nodes.push(Node { kind, parent, close: at + 1, hints, block, run: self.run });
        at
    }

    fn text(&mut self, start: usize, end: usize) {
        let blank = self.tree.source.get(start..end).is_none_or(|t| t.bytes().all(|b| b.is_ascii_whitespace()));
        if !blank && self.breaks > 1 {
            self.run += 1;
        }
        let after_break = self.breaks == 1;
        let hints = self.tree.nodes[self.top()].hints;
        self.push(NodeKind::Text { start, end, after_break }, hints);
        if !blank {
            self.breaks = 0;
        }
    }

    fn start(&mut self, tag: Tag, attributes: (usize, usize), closed: bool) {
        if tag == Tag::Br {
            self.breaks += 1;
            return;
        }
        if matches!(tag, Tag::Html | Tag::Head | Tag::Body) && self.open[tag as usize] > 0 {
            return;
        }
        self.close_implied(tag);
        if tag.is_block() {
            self.run += 1;
            self.breaks = 0;
        }
        let source = self.tree.source.get(attributes.0..attributes.1).unwrap_or_default();
        let hints = hints::of(tag, source, self.tree.nodes[self.top()].hints);
        let at = self.push(NodeKind::Element { tag, attributes }, hints);
        // `<div/>` is `<div>`; only elements unknown to HTML can close themselves.
        let closes_itself = closed && matches!(tag, Tag::Other | Tag::Svg | Tag::Math);
        if !tag.is_void() && !closes_itself {
            self.stack.push(at);
            self.open[tag as usize] += 1;
            self.tree.depth = self.tree.depth.max(self.stack.len());
        }
    }

    /// Closes the elements whose end tags may be left out before this one.
    fn close_implied(&mut self, tag: Tag) {
        use Tag::*;
        match tag {
            Li => self.close_up_to(&[Li], &[Ul, Ol, Menu]),
            Dt | Dd => self.close_up_to(&[Dt, Dd], &[Dl]),
            Td | Th => self.close_up_to(&[Td, Th], &[Tr, Table]),
            Tr => self.close_up_to(&[Tr], &[Table]),
            Tbody | Thead | Tfoot => self.close_up_to(&[Tbody, Thead, Tfoot], &[Table]),
            Option => self.close_up_to(&[Option], &[Select]),
            A => self.close_up_to(&[A], &[Td, Th, Div, P, Li]),
            Body => self.close_up_to(&[Head], &[]),
            _ if tag.is_heading() => {
                self.close_up_to(&[H1, H2, H3, H4, H5, H6, P], &[Div, Section, Article, Td, Th, Li])
            }
            _ if tag.ends_paragraph() => {
                self.close_up_to(&[P], &[Div, Section, Article, Td, Th, Li, Blockquote, Figure])
            }
            _ => {}
        }
    }

    fn close_up_to(&mut self, wanted: &[Tag], limits: &[Tag]) {
        if wanted.iter().all(|t| self.open[*t as usize] == 0) {
            return;
        }
        for depth in (1..self.stack.len()).rev().take(32) {
            let Some(tag) = self.tree.tag(self.stack[depth]) else { break };
            if wanted.contains(&tag) {
                self.pop_to(depth);
                return;
            }
            if limits.contains(&tag) || tag == Tag::Table {
                return;
            }
        }
    }

    fn end(&mut self, tag: Tag) {
        if tag == Tag::Br {
            self.breaks += 1;
            return;
        }
        if self.open[tag as usize] == 0 {
            return;
        }
        for depth in (1..self.stack.len()).rev().take(REACH) {
            let Some(open) = self.tree.tag(self.stack[depth]) else { return };
            if open == tag {
                self.pop_to(depth);
                return;
            }
            let cell = matches!(open, Tag::Td | Tag::Th)
                && !matches!(tag, Tag::Table | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Body | Tag::Html);
            if cell || open.is_block() && !tag.is_block() {
                return;
            }
        }
    }

    fn pop_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            let Some(at) = self.stack.pop() else { return };
            let end = self.tree.nodes.len();
            self.tree.nodes[at].close = end;
            if let Some(tag) = self.tree.tag(at) {
                self.open[tag as usize] = self.open[tag as usize].saturating_sub(1);
                if tag.is_block() {
                    self.run += 1;
                    self.breaks = 0;
                }
            }
        }
    }
}

impl<'a> Builder<'a> {
    fn finish(mut self) -> Tree<'a> {
        self.pop_to(0);
        self.tree
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of each block, joined by `|`.
    fn runs(source: &str) -> String {
        let tree = Tree::read(source, 0, source.len());
        let mut out = String::new();
        let mut last = None;
        for node in &tree.nodes {
            if let NodeKind::Text { start, end, .. } = node.kind {
                if last.is_some_and(|l| l != node.run) {
                    out.push('|');
                }
                last = Some(node.run);
                out.push_str(&source[start..end]);
            }
        }
        out
    }

    #[test]
    fn blocks_of_text() {
        assert_eq!(runs("<p>a<b>b</b>c<p>d<div>e</div>f"), "abc|d|e|f");
        assert_eq!(runs("<ul><li>a<li>b</ul>c"), "a|b|c");
        assert_eq!(runs("a<br>b<br><br>c"), "ab|c");
        assert_eq!(runs("<table><tr><td>a<td>b<tr><td>c</table>d"), "a|b|c|d");
        assert_eq!(runs("<div><b>a</div>b</b>"), "a|b");
        assert_eq!(runs("</p></div>a"), "a");
    }

    #[test]
    fn any_depth() {
        let source = "<div>".repeat(100_000) + "deep" + &"</div>".repeat(100_000);
        let tree = Tree::read(&source, 0, source.len());
        assert_eq!(tree.depth, 100_001);
        assert_eq!(runs(&source), "deep");
    }
}
