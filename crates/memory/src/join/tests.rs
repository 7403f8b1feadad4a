//! What is joined, what is not, and that order does not matter.

use detente_record::{EventType, Status};
use proptest::prelude::*;

use super::*;
use crate::fact::Fact;
use crate::flatten::flatten;
use crate::made::{Article, Said, article, said};

fn facts(articles: &[Article]) -> Vec<Fact> {
    articles
        .iter()
        .flat_map(|a| {
            let coded = a.coded().unwrap();
            flatten(&coded.record, coded.voice.as_deref()).unwrap().facts
        })
        .collect()
}

/// The sizes of the clusters and which articles they hold.
fn groups(facts: &[Fact], wishes: &Wishes) -> Vec<Vec<ReportId>> {
    let mut out: Vec<Vec<ReportId>> = join(facts, wishes)
        .into_iter()
        .map(|c| {
            let mut ids: Vec<ReportId> = c.members.iter().map(|at| facts[*at].id).collect();
            ids.sort();
            ids
        })
        .collect();
    out.sort();
    out
}

fn launch(actor: &str) -> Said {
    said(EventType::Mobilize, Status::Happened, actor, "").mode("weapons").words("launched missiles into the sea")
}

fn drop_leaflets(actor: &str, recipient: &str) -> Said {
    said(EventType::Influence, Status::Happened, actor, recipient).mode("leaflets").words("dropped leaflets over towns")
}

#[test]
fn two_outlets_on_one_launch_are_one_event() {
    let facts = facts(&[
        article("Daily", "2023-03-10", vec![launch("IRN").on("2023-03-09").count(2.0, "missile")]),
        article("Herald", "2023-03-10", vec![launch("IRN MIL").on("2023-03-09").count(3.0, "missile")]),
    ]);
    assert_eq!(groups(&facts, &Wishes::default()).len(), 1);
}

#[test]
fn two_launches_in_one_week_are_two() {
    let facts = facts(&[
        article("Daily", "2023-03-10", vec![launch("IRN").on("2023-03-09")]),
        article("Daily", "2023-03-13", vec![launch("IRN").on("2023-03-12")]),
    ]);
    assert_eq!(groups(&facts, &Wishes::default()).len(), 2);
}

#[test]
fn an_undated_report_goes_to_the_dated_one_before_it() {
    let facts = facts(&[
        article("Daily", "2023-03-10", vec![launch("IRN").on("2023-03-09")]),
        article("Herald", "2023-03-10", vec![launch("IRN")]),
        article("Post", "2023-03-15", vec![launch("IRN")]),
    ]);
    let groups = groups(&facts, &Wishes::default());
    assert_eq!(groups.iter().map(Vec::len).max(), Some(2));
    assert_eq!(groups.len(), 2);
}

#[test]
fn a_visit_announced_is_not_the_visit() {
    let visit = |status| said(EventType::Consult, status, "FRA", "EGY").mode("visit").words("visits the capital");
    let facts = facts(&[
        article("Daily", "2022-01-03", vec![visit(Status::Planned).on("2022-01-10")]),
        article("Daily", "2022-01-10", vec![visit(Status::Happened).on("2022-01-10")]),
    ]);
    // They are of different realms, which the store joins apart; joined together they stay apart too.
    assert_eq!(groups(&facts, &Wishes::default()).len(), 2);
}

#[test]
fn who_does_it_must_agree() {
    let facts = facts(&[
        article("Daily", "2021-05-02", vec![drop_leaflets("ARM", "AZE").on("2021-05-01")]),
        article("Daily", "2021-05-02", vec![drop_leaflets("AZE", "ARM").on("2021-05-01")]),
    ]);
    assert_eq!(groups(&facts, &Wishes::default()).len(), 2);
}

#[test]
fn an_open_recipient_does_not_keep_reports_apart() {
    let facts = facts(&[
        article("Daily", "2021-05-02", vec![drop_leaflets("ARM", "").on("2021-05-01")]),
        article("Herald", "2021-05-02", vec![drop_leaflets("ARM SOC", "AZE").on("2021-05-01")]),
    ]);
    assert_eq!(groups(&facts, &Wishes::default()).len(), 1);
}

#[test]
fn people_split_and_merge() {
    let facts = facts(&[
        article("Daily", "2023-03-10", vec![launch("IRN").on("2023-03-09")]),
        article("Herald", "2023-03-10", vec![launch("IRN").on("2023-03-09")]),
        article("Post", "2023-03-13", vec![launch("IRN").on("2023-03-12")]),
    ]);
    let mut wishes = Wishes::default();
    wishes.apart.insert((facts[0].id.min(facts[1].id), facts[0].id.max(facts[1].id)));
    assert_eq!(groups(&facts, &wishes).len(), 3);
    wishes.together.push((facts[1].id, facts[2].id));
    assert_eq!(groups(&facts, &wishes).len(), 2);
}

#[test]
fn each_decision_says_why() {
    let facts = facts(&[
        article("Daily", "2023-03-10", vec![launch("IRN").on("2023-03-09")]),
        article("Herald", "2023-03-10", vec![launch("IRN").on("2023-03-09")]),
    ]);
    let clusters = join(&facts, &Wishes::default());
    let decision = &clusters[0].decisions[0];
    assert!(decision.points >= ENOUGH);
    assert!(decision.why.contains("same mode") && decision.why.contains("actor"), "{}", decision.why);
}

fn any_article() -> impl Strategy<Value = Article> {
    let countries = prop::sample::select(vec!["IRN", "ISR", "IRN MIL", ""]);
    let recipients = prop::sample::select(vec!["", "ISR", "USA"]);
    let outlets = prop::sample::select(vec!["Daily", "Herald", "Post"]);
    (countries, recipients, outlets, 1..8_u8, prop::option::of(1..8_u8), 0..3_u8, any::<u8>()).prop_map(
        |(actor, recipient, outlet, published, day, kind, lead)| {
            let mut one = match kind {
                0 => launch(actor),
                1 => said(EventType::Assault, Status::Happened, actor, recipient).words("fired shells"),
                _ => said(EventType::Mobilize, Status::Happened, actor, recipient).count(f64::from(lead), "missile"),
            };
            if let Some(day) = day {
                one = one.on(&format!("2023-03-0{day}"));
            }
            article(outlet, &format!("2023-03-0{published}"), vec![one]).lead(&format!("number {lead}"))
        },
    )
}

proptest! {
    #[test]
    fn order_does_not_matter(
        articles in prop::collection::vec(any_article(), 1..14),
        seed in any::<u64>(),
    ) {
        let mut list = facts(&articles);
        list.sort_by_key(|f| f.id);
        list.dedup_by_key(|f| f.id);
        let before = groups(&list, &Wishes::default());
        // A shuffle that depends on the seed alone.
        list.sort_by_key(|f| {
            let id = u64::from_le_bytes(f.id.as_bytes()[..8].try_into().unwrap());
            (id ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        });
        prop_assert_eq!(groups(&list, &Wishes::default()), before);
    }

    #[test]
    fn what_is_far_away_does_not_matter(articles in prop::collection::vec(any_article(), 1..10)) {
        let mut near = facts(&articles);
        near.sort_by_key(|f| f.id);
        near.dedup_by_key(|f| f.id);
        let before = groups(&near, &Wishes::default());
        let far = facts(&[article("Daily", "2023-04-20", vec![launch("IRN")])]);
        near.extend(far);
        let after = groups(&near, &Wishes::default());
        prop_assert!(before.iter().all(|g| after.contains(g)));
    }
}
