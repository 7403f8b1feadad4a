//! Drawn dependency trees.

use std::fmt::Write as _;

/// One word of a drawing.
#[derive(Clone, Debug)]
pub struct Node {
    /// As written.
    pub form: String,
    /// Part of speech.
    pub tag: String,
    /// Index of its head; none for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub relation: String,
}

/// Columns of a character, in pixels.
const CHARACTER: usize = 8;
/// Space between words.
const GAP: usize = 24;
/// Height of one level of arcs.
const LEVEL: usize = 22;
/// Height of the words below the arcs.
const WORDS: usize = 52;
/// Space around.
const MARGIN: usize = 16;

/// Draws sentences one below the other as a single self-contained SVG image, arcs above the words.
#[must_use]
pub fn svg(sentences: &[Vec<Node>]) -> String {
    let mut body = String::new();
    let (mut width, mut top) = (0, MARGIN);
    for sentence in sentences {
        let (w, h) = sentence_at(&mut body, sentence, top);
        width = width.max(w);
        top += h + MARGIN;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{top}\" viewBox=\"0 0 {0} {top}\">\n<style>\
         text{{font-family:sans-serif;text-anchor:middle;fill:#222}} .w{{font-size:14px}} .t{{font-size:11px;fill:#777}} \
         .r{{font-size:10px;fill:#446}} path{{fill:none;stroke:#88a;stroke-width:1.2}} svg{{background:#fff}}\
         </style>\n{body}</svg>\n",
        width + 2 * MARGIN
    )
}

fn sentence_at(out: &mut String, nodes: &[Node], top: usize) -> (usize, usize) {
    let mut centres = Vec::with_capacity(nodes.len());
    let mut x = MARGIN;
    for node in nodes {
        let longest =
            node.form.chars().count().max(node.tag.chars().count()).max(node.relation.chars().count() * 3 / 4);
        let width = longest * CHARACTER;
        centres.push(x + width / 2);
        x += width + GAP;
    }
    // An arc's level is one above the highest arc inside it.
    let mut arcs: Vec<(usize, usize, usize)> =
        nodes.iter().enumerate().filter_map(|(at, n)| n.head.map(|h| (at.min(h), at.max(h), at))).collect();
    arcs.sort_by_key(|(a, b, at)| (b - a, *a, *at));
    let mut levels: Vec<usize> = Vec::with_capacity(arcs.len());
    for (i, (a, b, _)) in arcs.iter().enumerate() {
        let inside = arcs[..i].iter().zip(&levels).filter(|((c, d, _), _)| c < b && a < d).map(|(_, l)| *l).max();
        levels.push(inside.map_or(1, |l| l + 1));
    }
    let highest = levels.iter().copied().max().unwrap_or(0) + 1;
    let base = top + highest * LEVEL;
    for ((_, _, at), level) in arcs.iter().zip(&levels) {
        let Some(head) = nodes[*at].head else { continue };
        let (from, to) = (centres[head], centres[*at]);
        let y = base - level * LEVEL;
        let shift = if from < to { 4 } else { 0 };
        let _ = writeln!(
            out,
            "<path d=\"M{} {base} C{} {y} {to} {y} {to} {base}\"/><text class=\"r\" x=\"{}\" y=\"{}\">{}</text>",
            from + shift,
            from + shift,
            from.midpoint(to),
            y + LEVEL / 4 + 2,
            escape(&nodes[*at].relation)
        );
    }
    for (node, centre) in nodes.iter().zip(&centres) {
        let _ = writeln!(
            out,
            "<text class=\"w\" x=\"{centre}\" y=\"{}\">{}</text><text class=\"t\" x=\"{centre}\" y=\"{}\">{}</text>",
            base + 18,
            escape(&node.form),
            base + 34,
            escape(&node.tag)
        );
    }
    (x, highest * LEVEL + WORDS)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_every_word_once_and_escapes() {
        let node = |form: &str, head| Node { form: form.into(), tag: "X".into(), head, relation: "dep".into() };
        let image = svg(&[vec![node("A<B", None), node("c", Some(0)), node("d", Some(1))]]);
        assert_eq!(image.matches("class=\"w\"").count(), 3);
        assert_eq!(image.matches("<path").count(), 2);
        assert!(image.contains("A&lt;B") && !image.contains("A<B"));
    }
}
