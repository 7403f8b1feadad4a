//! Entities in MISC: `Entity=(3-person-new-…` opens, `Entity=3)` closes.

use std::ops::Range;

use super::{ConlluError, ConlluErrorKind, TreeSentence};

/// An entity as a treebank marks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldEntity {
    /// Its words, by index in the sentence, from 0.
    pub words: Range<usize>,
    /// Its type ("person").
    pub kind: String,
    /// The entry of an encyclopedia it is linked to, if any ("Lord_Byron"): such an entity is named.
    pub identity: Option<String>,
    /// The chain of coreference it belongs to.
    pub group: String,
}

/// Positions of the fields that are read, as `# global.Entity` declares them.
struct Fields {
    kind: usize,
    identity: usize,
}

impl Fields {
    fn of(declaration: &str) -> Self {
        let place = |name: &str| declaration.split('-').position(|f| f == name).unwrap_or(usize::MAX);
        Self { kind: place("etype"), identity: place("identity") }
    }
}

/// The declaration of the treebank at hand, for sentences that do not repeat it.
pub(super) const DECLARATION: &str = "GRP-etype-infstat-salience-centering-minspan-link-identity";

impl TreeSentence {
    /// The entities that lie wholly in this sentence, by first word, the longer first. Entities in several pieces are
    /// left out.
    ///
    /// # Errors
    /// An `Entity` value that closes what was not opened, or opens without a type.
    pub fn entities(&self) -> Result<Vec<GoldEntity>, ConlluError> {
        let fields = Fields::of(self.comment("global.Entity").unwrap_or(DECLARATION));
        let fail = |text: String| ConlluErrorKind::Entity(text).at(self.line);
        let mut open: Vec<(usize, &str)> = Vec::new();
        let mut out = Vec::new();
        for (i, word) in self.words.iter().enumerate() {
            let Some(mut rest) = word.misc("Entity") else { continue };
            while !rest.is_empty() {
                let opens = rest.starts_with('(');
                let body = rest.trim_start_matches('(');
                let stop = body.find(['(', ')']).unwrap_or(body.len());
                let (label, tail) = body.split_at(stop);
                let closes = tail.starts_with(')');
                rest = tail.strip_prefix(')').unwrap_or(tail);
                if opens {
                    open.push((i, label));
                }
                if closes {
                    let group = label.split('-').next().unwrap_or_default();
                    let at = open.iter().rposition(|(_, l)| l.split('-').next() == Some(group));
                    let at = at.ok_or_else(|| fail(format!("{group}) closes what was not opened")))?;
                    let (start, label) = open.remove(at);
                    if !group.contains('[') {
                        out.push(
                            entity(start..i + 1, label, &fields)
                                .ok_or_else(|| fail(format!("no type in {label:?}")))?,
                        );
                    }
                } else if !opens {
                    return Err(fail(format!("{label:?} neither opens nor closes")));
                }
            }
        }
        out.sort_by_key(|e| (e.words.start, std::cmp::Reverse(e.words.end)));
        Ok(out)
    }
}

fn entity(words: Range<usize>, label: &str, fields: &Fields) -> Option<GoldEntity> {
    let parts: Vec<&str> = label.splitn(fields.identity.saturating_add(1).min(64), '-').collect();
    Some(GoldEntity {
        words,
        kind: (*parts.get(fields.kind)?).to_owned(),
        identity: parts.get(fields.identity).map(|&s| s.to_owned()),
        group: (*parts.first()?).to_owned(),
    })
}
