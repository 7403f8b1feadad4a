//! Marks over the cleaned text, cut into pieces that do not overlap.

use detente_wire::{Record, Span};

/// What a mark stands for: an index into the list of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// The word that names the act of a report.
    Trigger(usize),
    /// The clause of a report.
    Clause(usize),
    /// The words that give an assessment.
    Assessment(usize),
    /// A mention.
    Mention(usize),
}

/// A mark and the bytes of the cleaned text that it covers.
#[derive(Clone, Copy, Debug)]
struct Layer {
    start: usize,
    end: usize,
    mark: Mark,
}

/// A stretch of cleaned text that lies under the same marks from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The marks: triggers, clauses, assessments, mentions; within a kind the shortest first.
    pub marks: Vec<Mark>,
}

/// The pieces of a record's cleaned text, in order, from its first byte to its last.
///
/// Marks may nest, cross and coincide: the text is cut wherever a mark, a sentence or a block begins or ends, and each
/// piece names all marks over it. Spans that name no slice of the text are left out: a stored record may be damaged.
pub fn pieces(record: &Record) -> Vec<Piece> {
    let text = record.document.text.as_str();
    let mut layers = Vec::new();
    let mut add = |span: &Span, mark: Mark| {
        let (start, end) = (span.clean_start, span.clean_end);
        if start < end && text.get(start..end).is_some() {
            layers.push(Layer { start, end, mark });
        }
    };
    for (at, report) in record.reports.iter().enumerate() {
        add(&report.trigger, Mark::Trigger(at));
        add(&report.span, Mark::Clause(at));
    }
    for (at, assessment) in record.assessments.iter().enumerate() {
        add(&assessment.span, Mark::Assessment(at));
    }
    for (at, mention) in record.mentions.iter().enumerate() {
        add(&mention.span, Mark::Mention(at));
    }
    let other = record.document.blocks.iter().map(|b| &b.span).chain(record.sentences.iter().map(|s| &s.span));
    let mut cuts: Vec<usize> = layers.iter().flat_map(|l| [l.start, l.end]).collect();
    cuts.extend(other.flat_map(|s| [s.clean_start, s.clean_end]).filter(|c| text.is_char_boundary(*c)));
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    sweep(&cuts, layers)
}

fn sweep(cuts: &[usize], mut layers: Vec<Layer>) -> Vec<Piece> {
    layers.sort_by_key(|l| (l.start, l.end, l.mark));
    let mut waiting = layers.into_iter().peekable();
    let mut over: Vec<Layer> = Vec::new();
    let mut pieces = Vec::with_capacity(cuts.len());
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        over.retain(|l| l.end > start);
        while let Some(layer) = waiting.next_if(|l| l.start <= start) {
            over.push(layer);
        }
        over.sort_by_key(|l| (kind(l.mark), l.end - l.start, l.mark));
        pieces.push(Piece { start, end, marks: over.iter().map(|l| l.mark).collect() });
    }
    pieces
}

fn kind(mark: Mark) -> u8 {
    match mark {
        Mark::Trigger(_) => 0,
        Mark::Clause(_) => 1,
        Mark::Assessment(_) => 2,
        Mark::Mention(_) => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(start: usize, end: usize, mark: Mark) -> Layer {
        Layer { start, end, mark }
    }

    #[test]
    fn crossing_and_nested_marks_are_cut_at_their_ends() {
        // 0         10
        // .[0...[1..]0..]1   and a trigger inside both
        let layers = vec![
            layer(1, 7, Mark::Clause(0)),
            layer(4, 9, Mark::Clause(1)),
            layer(5, 6, Mark::Trigger(1)),
            layer(0, 2, Mark::Mention(3)),
        ];
        let pieces = sweep(&[0, 1, 2, 4, 5, 6, 7, 9, 10], layers);
        let shown: Vec<String> = pieces.iter().map(|p| format!("{}..{} {:?}", p.start, p.end, p.marks)).collect();
        assert_eq!(
            shown,
            [
                "0..1 [Mention(3)]",
                "1..2 [Clause(0), Mention(3)]",
                "2..4 [Clause(0)]",
                "4..5 [Clause(1), Clause(0)]",
                "5..6 [Trigger(1), Clause(1), Clause(0)]",
                "6..7 [Clause(1), Clause(0)]",
                "7..9 [Clause(1)]",
                "9..10 []",
            ]
        );
    }

    #[test]
    fn nothing_to_cut() {
        assert_eq!(sweep(&[0], Vec::new()), []);
    }
}
