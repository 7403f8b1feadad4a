//! One answer out of what the rules and the type head say.
//!
//! The head gives every type a probability. Where a report of the rules fits the pair, its type gains [`RULE`]. The
//! type with the greatest sum is the answer. Without a head the best report answers.

use super::answer::Answer;
use crate::root::Root;

/// What the type head says of a pair: each type with its probability; `None` is "no relation".
pub type Opinion = Vec<(Option<Root>, f64)>;

/// What the type of a report that fits the pair gains, in logits: as much as if the head held it 2.7 times as likely.
/// Chosen on the relation data, with the head's cross-validated answers; 0.5 to 2 do nearly as well
/// (`training/types/README.md`).
pub const RULE: f64 = 1.0;

/// The answer chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The type; none for no relation.
    pub root: Option<Root>,
    /// Why, in words.
    pub why: String,
}

/// Chooses an answer; none where neither rules nor head have one.
#[must_use]
pub fn combine(rules: &[Answer], head: Option<&Opinion>) -> Option<Choice> {
    let rule = rules.first();
    let Some(head) = head else {
        let rule = rule?;
        return Some(Choice {
            root: Some(rule.root),
            why: format!("{} by {}, {}", rule.told, rule.fit.name(), rule.report),
        });
    };
    let gain = |root: Option<Root>| rule.filter(|r| root == Some(r.root)).map_or(0.0, |_| RULE);
    let (root, probability) = *head.iter().max_by(|a, b| (a.1.ln() + gain(a.0)).total_cmp(&(b.1.ln() + gain(b.0))))?;
    let by_rule = rule.map_or_else(|| "no rule".to_owned(), |r| format!("rule says {} by {}", r.root, r.fit.name()));
    Some(Choice { root, why: format!("head gives {} {probability:.2}; {by_rule}", root.map_or("NONE", Root::code)) })
}

#[cfg(test)]
mod tests {
    use detente_record::EventType;

    use super::super::answer::Fit;
    use super::*;

    fn rule(root: Root, fit: Fit) -> Answer {
        Answer { root, fit, confidence: 0.8, report: "r".into(), told: "t".into() }
    }

    #[test]
    fn a_rule_tips_the_balance_but_does_not_overrule_a_sure_head() {
        let (aid, agree) = (Root::Of(EventType::Aid), Root::Of(EventType::Agree));
        let rules = [rule(aid, Fit::Both)];
        let torn = vec![(Some(agree), 0.5), (Some(aid), 0.4), (None, 0.1)];
        assert_eq!(combine(&rules, Some(&torn)).unwrap().root, Some(aid));
        let sure = vec![(Some(agree), 0.97), (Some(aid), 0.02), (None, 0.01)];
        assert_eq!(combine(&rules, Some(&sure)).unwrap().root, Some(agree));
        assert_eq!(combine(&rules, None).unwrap().root, Some(aid));
        assert_eq!(combine(&[], None), None);
        assert_eq!(combine(&[], Some(&torn)).unwrap().root, Some(agree));
    }
}
