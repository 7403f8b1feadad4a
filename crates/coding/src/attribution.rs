//! The chain of those who say so.

use detente_record::{Attribution, Channel, Document, Holder};

use crate::sense::Clause;
use crate::status::Finding;

/// The chain of attribution of a finding: the author first, then each source, the innermost last.
#[must_use]
pub fn attribution(clause: &Clause<'_, '_>, finding: &Finding, document: &Document) -> Attribution {
    let author = Holder {
        actors: Vec::new(),
        mention: None,
        description: "author".into(),
        cue: None,
        channel: Channel::Document,
    };
    let mut chain = vec![author];
    for source in &finding.sources {
        let mut holder = Holder {
            actors: Vec::new(),
            mention: None,
            description: String::new(),
            cue: source.cue,
            channel: source.channel,
        };
        for word in &source.words {
            let named = clause.resolved.at(source.elsewhere.unwrap_or(clause.sentence), *word);
            if let Some(mention) = named {
                holder.mention = holder.mention.or(Some(mention.id));
                for id in &mention.resolution.proposed {
                    if !holder.actors.contains(id) {
                        holder.actors.push(*id);
                    }
                }
            }
            if !holder.description.is_empty() {
                holder.description.push_str(", ");
            }
            let words = match (source.elsewhere, named) {
                (None, _) => clause.tree.span(clause.tree.phrase(*word)),
                (Some(_), Some(mention)) => mention.span,
                (Some(_), None) => continue,
            };
            holder.description.push_str(document.slice(words));
        }
        if holder.description.is_empty() {
            holder.description = "unnamed source".into();
        }
        chain.push(holder);
    }
    Attribution { chain }
}
