//! MUC, B³ and CEAF-e.
//!
//! As the reference scorer defines them: Pradhan, Luo, Recasens, Hovy, Ng and Strube 2014, "Scoring Coreference
//! Partitions of Predicted Mentions: A Reference Implementation" (ACL). MUC is Vilain et al. 1995, B³ Bagga and
//! Baldwin 1998, CEAF Luo 2005 with φ4. Mentions that one side lacks count as they stand: nothing is added to or taken
//! from either side. Chains of one mention take part in B³ and CEAF-e where the key or the response holds them; MUC
//! counts links and so never sees them.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use pathfinding::matrix::Matrix;
use pathfinding::prelude::kuhn_munkres;
use serde::Serialize;

/// Right, of how many; sums over documents as numerators and denominators.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// Numerator.
    pub right: f64,
    /// Denominator.
    pub of: f64,
}

impl Part {
    /// Per cent; 0 when there is nothing to count.
    #[must_use]
    pub fn percent(self) -> f64 {
        if self.of == 0.0 { 0.0 } else { 100.0 * self.right / self.of }
    }
}

impl AddAssign for Part {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.of += other.of;
    }
}

/// One metric over some documents.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Metric {
    /// Of the response's, right.
    pub precision: Part,
    /// Of the key's, found.
    pub recall: Part,
}

impl Metric {
    /// Harmonic mean of precision and recall, in per cent.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision.percent(), self.recall.percent());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

impl AddAssign for Metric {
    fn add_assign(&mut self, other: Self) {
        self.precision += other.precision;
        self.recall += other.recall;
    }
}

impl Serialize for Metric {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = serializer.serialize_struct("Metric", 3)?;
        out.serialize_field("precision", &self.precision.percent())?;
        out.serialize_field("recall", &self.recall.percent())?;
        out.serialize_field("f1", &self.f1())?;
        out.end()
    }
}

/// The three metrics over some documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Coreference {
    /// By links.
    pub muc: Metric,
    /// By mentions.
    pub b_cubed: Metric,
    /// By entities, φ4.
    pub ceaf_e: Metric,
}

impl Coreference {
    /// Adds a document. Every mention stands in one chain of the key and one of the response at most.
    pub fn add<T: Ord>(&mut self, key: &[Vec<T>], response: &[Vec<T>]) {
        let table = Overlap::new(key, response);
        self.muc += Metric { recall: table.links(false), precision: table.links(true) };
        self.b_cubed += Metric { recall: table.mentions(false), precision: table.mentions(true) };
        self.ceaf_e += table.entities();
    }

    /// The CoNLL average: the mean of the three F1.
    #[must_use]
    pub fn conll(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3.0
    }
}

/// How many mentions each chain of the key shares with each of the response.
struct Overlap {
    key: Vec<usize>,
    response: Vec<usize>,
    shared: BTreeMap<(usize, usize), usize>,
}

impl Overlap {
    fn new<T: Ord>(key: &[Vec<T>], response: &[Vec<T>]) -> Self {
        let mut chain_of: BTreeMap<&T, usize> = BTreeMap::new();
        for (at, chain) in response.iter().enumerate() {
            for mention in chain {
                chain_of.entry(mention).or_insert(at);
            }
        }
        let mut shared = BTreeMap::new();
        for (k, chain) in key.iter().enumerate() {
            for mention in chain {
                if let Some(&r) = chain_of.get(mention) {
                    *shared.entry((k, r)).or_default() += 1;
                }
            }
        }
        let sizes = |chains: &[Vec<T>]| chains.iter().map(Vec::len).collect();
        Self { key: sizes(key), response: sizes(response), shared }
    }

    fn sizes(&self, of_response: bool) -> &[usize] {
        if of_response { &self.response } else { &self.key }
    }

    /// The overlaps of each chain of one side.
    fn overlaps(&self, of_response: bool) -> Vec<Vec<usize>> {
        let mut out = vec![Vec::new(); self.sizes(of_response).len()];
        for (&(k, r), &n) in &self.shared {
            out[if of_response { r } else { k }].push(n);
        }
        out
    }

    /// MUC: a chain of n mentions that the other side cuts into p parts keeps n - p of its n - 1 links.
    fn links(&self, of_response: bool) -> Part {
        let mut part = Part::default();
        for (size, overlaps) in self.sizes(of_response).iter().zip(self.overlaps(of_response)) {
            let alone = size - overlaps.iter().sum::<usize>();
            part.right += float(*size) - float(alone + overlaps.len());
            part.of += float(*size) - 1.0;
        }
        part
    }

    /// B³: for each mention the share of its chain that the other side's chain of it holds too.
    fn mentions(&self, of_response: bool) -> Part {
        let mut part = Part::default();
        for (size, overlaps) in self.sizes(of_response).iter().zip(self.overlaps(of_response)) {
            part.right += overlaps.iter().map(|n| float(n * n) / float(*size)).sum::<f64>();
            part.of += float(*size);
        }
        part
    }

    /// CEAF-e: chains matched one to one so that the sum of φ4 = 2|K∩R| / (|K| + |R|) is greatest.
    fn entities(&self) -> Metric {
        let (rows, columns) = (self.key.len(), self.response.len());
        let similarity = |k: usize, r: usize, n: usize| 2.0 * float(n) / float(self.key[k] + self.response[r]);
        let mut best = 0.0;
        if rows > 0 && columns > 0 {
            // The matching needs whole numbers and no more rows than columns.
            let turned = rows > columns;
            let (height, width) = if turned { (columns, rows) } else { (rows, columns) };
            let mut weights = Matrix::new(height, width, 0i64);
            for (&(k, r), &n) in &self.shared {
                #[expect(clippy::cast_possible_truncation, reason = "at most 2^40")]
                let weight = (similarity(k, r, n) * (1i64 << 40) as f64).round() as i64;
                weights[if turned { (r, k) } else { (k, r) }] = weight;
            }
            let (_, matched) = kuhn_munkres(&weights);
            best = matched
                .into_iter()
                .enumerate()
                .map(|(row, column)| if turned { (column, row) } else { (row, column) })
                .filter_map(|(k, r)| self.shared.get(&(k, r)).map(|n| similarity(k, r, *n)))
                .sum();
        }
        Metric { recall: Part { right: best, of: float(rows) }, precision: Part { right: best, of: float(columns) } }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of mentions")]
fn float(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(key: &[&str], response: &[&str]) -> Coreference {
        let chains = |list: &[&str]| list.iter().map(|c| c.chars().collect()).collect::<Vec<Vec<char>>>();
        let mut out = Coreference::default();
        out.add(&chains(key), &chains(response));
        out
    }

    #[track_caller]
    fn expect(metric: Metric, precision: f64, recall: f64) {
        let (p, r) = (metric.precision.percent() / 100.0, metric.recall.percent() / 100.0);
        assert!((p - precision).abs() < 1e-9 && (r - recall).abs() < 1e-9, "{p} {r}");
    }

    /// The example of Pradhan et al. 2014, figure 1: key {a b c} {d e f g}, response {a b} {c d} {f g h i}.
    /// MUC recall (1 + 1)/(2 + 3), precision (1 + 0 + 1)/(1 + 1 + 3).
    /// B³ recall (4/3 + 1/3 + 1/4 + 4/4)/7, precision (4/2 + 1/2 + 1/2 + 4/4)/8.
    /// CEAF-e: {a b c}-{a b} 4/5 and {d e f g}-{f g h i} 4/8 make 1.3, of 2 and of 3.
    #[test]
    fn worked_example() {
        let found = score(&["abc", "defg"], &["ab", "cd", "fghi"]);
        expect(found.muc, 2.0 / 5.0, 2.0 / 5.0);
        expect(found.b_cubed, 4.0 / 8.0, (4.0 / 3.0 + 1.0 / 3.0 + 1.0 / 4.0 + 1.0) / 7.0);
        expect(found.ceaf_e, 1.3 / 3.0, 1.3 / 2.0);
    }

    /// Vilain et al. 1995: key {A B C D}, response {A B} {C D}: recall 2/3, precision 2/2.
    #[test]
    fn links_of_a_cut_chain() {
        expect(score(&["ABCD"], &["AB", "CD"]).muc, 1.0, 2.0 / 3.0);
    }

    /// The best match takes the second best for one chain: {a b}-{a b c} 4/5 leaves nothing for {c}; {c}-{a b c} 2/4
    /// with {a b}-{d}, 0, is worse. With {a} in the response as well: {a b}-{a b c} 4/5, {c}-nothing.
    #[test]
    fn matching_is_best_as_a_whole() {
        // φ: abc-ab 4/5, abc-cd 2/5, d-cd 2/3, d-ab 0.
        expect(score(&["abc", "d"], &["ab", "cd"]).ceaf_e, (0.8 + 2.0 / 3.0) / 2.0, (0.8 + 2.0 / 3.0) / 2.0);
        // φ: ab-abc 4/5, c-abc 2/4; abd is greedy's choice for ab: ab-abd 4/5 and c-abc 2/4 together are best.
        expect(score(&["ab", "c"], &["abc"]).ceaf_e, 0.8, 0.4);
    }

    #[test]
    fn chains_of_one_count_but_not_as_links() {
        let found = score(&["a", "bc"], &["a", "bc"]);
        expect(found.muc, 1.0, 1.0);
        expect(found.b_cubed, 1.0, 1.0);
        expect(found.ceaf_e, 1.0, 1.0);
        // A chain of one missed: B³ recall 2/3, CEAF-e recall 1/2; MUC as before.
        let found = score(&["a", "bc"], &["bc"]);
        expect(found.muc, 1.0, 1.0);
        expect(found.b_cubed, 1.0, 2.0 / 3.0);
        expect(found.ceaf_e, 1.0, 0.5);
    }

    #[test]
    fn nothing_scores_nothing() {
        assert!(score(&[], &[]).conll().abs() < 1e-9);
        assert!(score(&["ab"], &[]).conll().abs() < 1e-9);
        assert!(score(&[], &["ab"]).conll().abs() < 1e-9);
    }
}
