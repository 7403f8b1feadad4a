//! Entities from span scores.

/// A span that was kept: first and last word, from 0, and its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Kept {
    pub first: usize,
    pub last: usize,
    pub score: f32,
}

/// Spans above the threshold, from the best down (ties: smaller first word, then smaller last word), each kept if it
/// crosses none kept before; in order of the first word, the longer first.
pub(crate) fn decode(mut spans: Vec<Kept>) -> Vec<Kept> {
    spans.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.first, a.last).cmp(&(b.first, b.last))));
    let mut kept: Vec<Kept> = Vec::new();
    for s in spans {
        let crosses = |k: &Kept| {
            (k.first < s.first && s.first <= k.last && k.last < s.last)
                || (s.first < k.first && k.first <= s.last && s.last < k.last)
        };
        if !kept.iter().any(crosses) {
            kept.push(s);
        }
    }
    kept.sort_by_key(|k| (k.first, std::cmp::Reverse(k.last)));
    kept
}

/// The syntactic head of the words `first..=last`: the first whose head lies outside. `heads` counts from 1, 0 is the
/// root.
pub(crate) fn head(heads: &[usize], first: usize, last: usize) -> usize {
    (first..=last).find(|&w| heads[w] == 0 || !(first + 1..=last + 1).contains(&heads[w])).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_stay_and_crossing_go() {
        let span = |first, last, score| Kept { first, last, score };
        let kept = decode(vec![span(0, 3, 1.0), span(1, 2, 2.0), span(2, 4, 1.5), span(5, 5, 0.1)]);
        let bounds: Vec<_> = kept.iter().map(|k| (k.first, k.last)).collect();
        assert_eq!(bounds, [(0, 3), (1, 2), (5, 5)]);
    }

    #[test]
    fn heads() {
        // "the ministry of defence": ministry is the head
        assert_eq!(head(&[2, 0, 4, 2], 0, 3), 1);
        assert_eq!(head(&[2, 0, 4, 2], 2, 3), 3);
    }
}
