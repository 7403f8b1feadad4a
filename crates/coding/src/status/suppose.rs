//! What is only supposed, and on what it depends.

use detente_actors::Tree;
use detente_record::TextSpan;

use super::lower;

/// Nouns in which nothing is real: "in the film", "in the war game".
const UNREAL: &[&str] = &[
    "film",
    "movie",
    "novel",
    "game",
    "simulation",
    "scenario",
    "script",
    "play",
    "fiction",
    "dream",
    "episode",
    "exercise",
    "drill",
    "thriller",
    "story",
    "legend",
    "myth",
    "comic",
    "trailer",
];

/// Whether a clause supposes: "in case …", "as long as …", "provided that …", "had they fired …", "whoever sends …",
/// "in the film …".
pub(super) fn is_supposed(tree: &Tree<'_>, at: usize) -> bool {
    let word = tree.word(at);
    let subject = tree.first(at, "nsubj");
    if subject.is_some_and(|s| matches!(lower(tree, s).as_str(), "whoever" | "whichever" | "anyone" | "anybody"))
        && !tree.by(at, "aux").any(|a| matches!(lower(tree, a).as_str(), "will" | "shall"))
    {
        return true;
    }
    // "anyone who sends leaflets", "any ship that enters".
    if word.deprel == "acl:relcl"
        && tree.head(at).is_some_and(|h| {
            matches!(lower(tree, h).as_str(), "whoever" | "whichever" | "anyone" | "anybody")
                || tree.by(h, "det").any(|d| lower(tree, d) == "any")
        })
    {
        return true;
    }
    let unreal =
        |o: usize| tree.case(o).as_deref() == Some("in") && UNREAL.contains(&lower(tree, o).as_str()) && o < at;
    let joined = tree.head(at).filter(|_| word.relation() == "conj");
    if tree.by(at, "obl").chain(joined.into_iter().flat_map(|h| tree.by(h, "obl"))).any(unreal) {
        return true;
    }
    if word.relation() != "advcl" {
        return false;
    }
    // "had the troops fired", "should Russia invade", "were the talks to fail".
    let inverted = inverts(tree, at);
    let marks: Vec<String> = tree
        .by(at, "mark")
        .chain(tree.by(at, "advmod"))
        .flat_map(|m| std::iter::once(m).chain(tree.children(m).iter().copied()).map(|w| lower(tree, w)))
        .collect();
    let has = |w: &str| marks.iter().any(|m| m == w);
    inverted
        || (has("in") && has("case"))
        || (has("long") && has("as"))
        || has("provided")
        || has("providing")
        || has("suppose")
        || has("lest")
}

/// The conditional clause of a predicate: "if …", "unless …", "until …".
#[must_use]
pub fn condition_clause(tree: &Tree<'_>, at: usize) -> Option<usize> {
    let marks = |c: usize| -> Vec<String> {
        let own = tree.by(c, "mark").chain(tree.by(c, "advmod"));
        own.flat_map(|m| std::iter::once(m).chain(tree.children(m).iter().copied())).map(|m| lower(tree, m)).collect()
    };
    let marked = |c: &usize| {
        let marks = marks(*c);
        let has = |w: &str| marks.iter().any(|m| m == w);
        ["if", "unless", "until", "once", "provided", "providing"].iter().any(|w| has(w))
            || (has("soon") && has("as"))
            || (has("long") && has("as"))
            || (has("case") && has("in"))
            || inverts(tree, *c)
    };
    tree.by(at, "advcl").find(marked)
}

/// Whether a clause supposes by its word order: "should Russia invade", "were the talks to fail".
fn inverts(tree: &Tree<'_>, at: usize) -> bool {
    let subject = tree.first(at, "nsubj");
    tree.by(at, "aux").chain(tree.by(at, "cop")).any(|a| {
        matches!(tree.word(a).form.to_lowercase().as_str(), "had" | "should" | "were") && subject.is_some_and(|s| a < s)
    })
}

/// The clause or phrase on which a predicate depends: "if …", "unless …", "as soon as …", "in the event of …".
pub(super) fn condition_of(tree: &Tree<'_>, at: usize) -> Option<TextSpan> {
    let event = || {
        tree.by(at, "obl").find(|o| {
            let case = tree.case(*o).unwrap_or_default();
            matches!(case.as_str(), "in event of" | "in the event of" | "in case of" | "on condition")
                || (case == "in" && matches!(lower(tree, *o).as_str(), "event" | "case"))
        })
    };
    condition_clause(tree, at).or_else(event).map(|clause| tree.subtree_span(clause))
}

/// The condition of what a predicate announces: "threatened to fire unless …".
#[must_use]
pub fn condition_below(tree: &Tree<'_>, at: usize) -> Option<TextSpan> {
    tree.by(at, "xcomp").chain(tree.by(at, "ccomp")).find_map(|c| condition_of(tree, c))
}
