//! The life of commitments, from records made by hand, through a store.

use detente_record::{CommitmentKind, EventType, Status};

use super::{Commitment, State};
use crate::ask::Filter;
use crate::made::{Article, Said, article, said};
use crate::store::put::Batch;
use crate::{Wait, Writer};

fn store(articles: &[Article]) -> (tempfile::TempDir, Writer) {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path(), Wait::No, || {}).unwrap();
    let coded = articles.iter().map(|a| a.coded().unwrap()).collect();
    writer.commit(&Batch { coded, ..Batch::default() }, jiff::Timestamp::UNIX_EPOCH).unwrap();
    writer.settle().unwrap();
    assert_eq!(writer.check().unwrap(), []);
    (dir, writer)
}

fn ledger(articles: &[Article]) -> Vec<Commitment> {
    store(articles).1.ledger(&Filter::default()).unwrap()
}

fn threat(status: Status) -> Said {
    said(EventType::Influence, status, "ARM", "AZE").mode("leaflets").words("scatter leaflets over border towns")
}

fn opened() -> Said {
    threat(Status::Threatened).opens(CommitmentKind::Threat)
}

fn loudspeakers(status: Status) -> Said {
    said(EventType::Influence, status, "AZE", "ARM").mode("loudspeaker").words("broadcast over loudspeakers")
}

fn states(commitment: &Commitment) -> Vec<(State, &str)> {
    commitment.steps.iter().map(|s| (s.state, s.date.as_str())).collect()
}

#[test]
fn carried_out_seen_by_both_sides_and_confirmed() {
    let list = ledger(&[
        article("ARM Radio", "2021-05-01", vec![opened()]).voice("ARM"),
        article("ARM Radio", "2021-05-05", vec![threat(Status::Happened).on("2021-05-04")]).voice("ARM"),
        article("Daily", "2021-05-05", vec![threat(Status::Happened).on("2021-05-04").source("AZE MIL")]),
    ]);
    assert_eq!(list.len(), 1);
    assert_eq!(states(&list[0]), [(State::CarriedOut, "2021-05-04")]);
    assert_eq!(list[0].state, State::CarriedOut);
    let step = &list[0].steps[0];
    assert_eq!(step.evidence.len(), 2);
    assert!(step.confirmed && step.reason.contains("confirmed"), "{step:?}");
}

#[test]
fn a_halt_suspends_what_is_under_way_and_the_next_threat_takes_over() {
    let again = threat(Status::Threatened).opens(CommitmentKind::Threat).if_(loudspeakers(Status::Hypothetical));
    let halt = threat(Status::Cancelled).words("halt the scattering for a time").opens(CommitmentKind::Plan);
    let list = ledger(&[
        article("ARM Radio", "2021-05-01", vec![opened()]).voice("ARM"),
        article("Daily", "2021-05-05", vec![threat(Status::Happened).on("2021-05-04")]),
        article("ARM Radio", "2021-05-08", vec![halt, again]).voice("ARM"),
        article("Daily", "2021-05-12", vec![loudspeakers(Status::Happened).on("2021-05-11")]),
        article("Daily", "2021-05-14", vec![threat(Status::Happened).on("2021-05-13")]),
    ]);
    let first = list.iter().find(|c| c.announced == "2021-05-01").unwrap();
    assert_eq!(states(first), [(State::CarriedOut, "2021-05-04"), (State::Suspended, "2021-05-08")]);
    let second = list.iter().find(|c| c.announced == "2021-05-08" && c.condition.is_some()).unwrap();
    assert_eq!(states(second), [(State::ConditionMet, "2021-05-11"), (State::CarriedOut, "2021-05-13")]);
}

#[test]
fn a_halt_with_nothing_after_it_and_then_more_is_taken_up_again() {
    let halt = threat(Status::Cancelled).words("halt the scattering for a time");
    let list = ledger(&[
        article("ARM Radio", "2021-05-01", vec![opened()]).voice("ARM"),
        article("Daily", "2021-05-05", vec![threat(Status::Happened).on("2021-05-04")]),
        article("ARM Radio", "2021-05-08", vec![halt]).voice("ARM"),
        article("Daily", "2021-05-21", vec![threat(Status::Happened).on("2021-05-20")]),
    ]);
    let want = [(State::CarriedOut, "2021-05-04"), (State::Suspended, "2021-05-08"), (State::Resumed, "2021-05-20")];
    assert_eq!(states(&list[0]), want);
    assert_eq!(list[0].state, State::CarriedOut);
}

#[test]
fn a_conditional_threat_waits() {
    let list = ledger(&[
        article("ARM Radio", "2021-05-01", vec![opened().if_(loudspeakers(Status::Hypothetical))]).voice("ARM"),
        article("Daily", "2021-05-20", vec![said(EventType::Assault, Status::Happened, "AZE", "ARM").on("2021-05-19")]),
    ]);
    assert_eq!(states(&list[0]), []);
    assert_eq!(list[0].state, State::Open);
}

#[test]
fn others_acts_are_not_the_makers() {
    let other = |actor, recipient| {
        said(EventType::Influence, Status::Happened, actor, recipient)
            .mode("leaflets")
            .words("scatter leaflets")
            .on("2021-05-04")
    };
    let list = ledger(&[
        article("ARM Radio", "2021-05-01", vec![opened()]).voice("ARM"),
        article("Daily", "2021-05-05", vec![other("AZE", "ARM"), other("ARM", "GEO")]),
        // Too early, denied, and of another kind.
        article("Daily", "2021-04-30", vec![threat(Status::Happened).on("2021-04-29")]),
        article("Daily", "2021-05-06", vec![threat(Status::Happened).mode("broadcast").on("2021-05-05")]),
    ]);
    assert_eq!(list.len(), 1);
    assert_eq!(states(&list[0]), []);
}

#[test]
fn a_vague_threat_is_proposed_from_what_follows_and_never_confirmed() {
    let warning = said(EventType::Threaten, Status::Happened, "ARM", "AZE").words("warned of a price to pay");
    let list = ledger(&[
        article("ARM Radio", "2021-05-01", vec![warning.opens(CommitmentKind::Threat)]).voice("ARM"),
        article("Daily", "2021-05-04", vec![said(EventType::Assault, Status::Happened, "ARM", "AZE").on("2021-05-03")]),
    ]);
    assert_eq!(states(&list[0]), [(State::CarriedOut, "2021-05-03")]);
    assert!(!list[0].steps[0].confirmed);
}

#[test]
fn repeated_escalated_superseded() {
    let visit = |day| {
        said(EventType::Consult, Status::Planned, "FRA", "EGY")
            .mode("visit")
            .words("visits")
            .on(day)
            .opens(CommitmentKind::Plan)
    };
    let plan = |n| {
        said(EventType::Aid, Status::Promised, "FRA", "EGY")
            .mode("humanitarian")
            .words("send tons of wheat")
            .count(n, "ton")
            .opens(CommitmentKind::Promise)
    };
    let list = ledger(&[
        article("Daily", "2022-01-03", vec![visit("2022-02-10"), plan(100.0)]),
        article("Daily", "2022-01-20", vec![visit("2022-03-01"), plan(100.0)]),
        article("Daily", "2022-01-25", vec![plan(500.0)]),
        article(
            "Daily",
            "2022-03-02",
            vec![
                said(EventType::Consult, Status::Happened, "FRA", "EGY")
                    .mode("visit")
                    .words("visited")
                    .on("2022-03-01"),
                said(EventType::Aid, Status::Happened, "FRA", "EGY")
                    .mode("humanitarian")
                    .words("sent wheat")
                    .count(40.0, "ton")
                    .on("2022-02-20"),
            ],
        ),
    ]);
    let of = |announced: &str, kind: &str| list.iter().find(|c| c.announced == announced && c.kind == kind).unwrap();
    assert_eq!(states(of("2022-01-03", "plan")), [(State::Superseded, "2022-01-20")]);
    assert_eq!(states(of("2022-01-20", "plan")), [(State::CarriedOut, "2022-03-01")]);
    let want = [(State::Repeated, "2022-01-20"), (State::Escalated, "2022-01-25"), (State::Partly, "2022-02-20")];
    assert_eq!(states(of("2022-01-03", "promise")), want);
}

#[test]
fn a_person_takes_a_step_away_and_gives_it_back() {
    use crate::store::judge::Judge;
    let (_dir, mut writer) = store(&[
        article("ARM Radio", "2021-05-01", vec![opened()]).voice("ARM"),
        article("Daily", "2021-05-05", vec![threat(Status::Happened).on("2021-05-04")]),
    ]);
    let list = writer.ledger(&Filter::default()).unwrap();
    let (id, step) = (list[0].id.clone(), list[0].steps[0].name());
    let judge = Judge { who: "A".into(), note: None, now: jiff::Timestamp::UNIX_EPOCH };
    writer.judge_step(&id, &step, "reject", &judge).unwrap();
    writer.settle().unwrap();
    assert_eq!(writer.ledger(&Filter::default()).unwrap()[0].steps, []);
    writer.judge_step(&id, &step, "accept", &judge).unwrap();
    writer.settle().unwrap();
    assert!(writer.ledger(&Filter::default()).unwrap()[0].steps[0].confirmed);
    assert_eq!(writer.check().unwrap(), []);
}

#[test]
fn who_announces_what_nobody_is_said_to_do_is_its_maker() {
    let passive =
        said(EventType::Influence, Status::Planned, "", "AZE").mode("leaflets").words("will be scattered over");
    let list = ledger(&[
        article("ARM Radio", "2021-05-01", vec![passive.clone()]).voice("ARM"),
        article("Daily", "2021-05-01", vec![passive]),
        article("Daily", "2021-05-05", vec![threat(Status::Happened).on("2021-05-04")]),
    ]);
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].maker[0].country.as_deref(), Some("ARM"));
    assert_eq!(states(&list[0]), [(State::CarriedOut, "2021-05-04")]);
}

#[test]
fn calling_off_announces_nothing() {
    let halt = threat(Status::Cancelled).opens(CommitmentKind::Plan);
    let list = ledger(&[
        article("ARM Radio", "2021-05-01", vec![opened()]).voice("ARM"),
        article("ARM Radio", "2021-05-03", vec![halt]).voice("ARM"),
        article("Daily", "2021-05-20", vec![threat(Status::Happened).on("2021-05-19")]),
    ]);
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].steps[0].state, State::Dropped);
}

#[test]
fn what_one_document_announces_and_tells_is_no_follow_up() {
    let list = ledger(&[article("Daily", "2021-05-01", vec![opened(), threat(Status::Happened)])]);
    assert_eq!(states(&list[0]), []);
}

#[test]
fn what_an_adversary_says_somebody_is_up_to_is_no_threat_of_his() {
    let allegation = opened();
    let list = ledger(&[
        article("AZE Radio", "2021-05-01", vec![allegation.clone()]).voice("AZE"),
        article("Daily", "2021-05-02", vec![allegation.clone().source("AZE GOV")]),
    ]);
    assert_eq!(list, []);
    // In his own words it is.
    assert_eq!(ledger(&[article("Daily", "2021-05-02", vec![allegation.source("ARM GOV")])]).len(), 1);
}

#[test]
fn a_demand_is_made_of_somebody_else() {
    let demand = |of: &str| {
        said(EventType::Aid, Status::Demanded, of, "").words("rebuild the houses").opens(CommitmentKind::Demand)
    };
    assert_eq!(ledger(&[article("ARM Radio", "2021-05-01", vec![demand("ARM")]).voice("ARM")]), []);
}

#[test]
fn what_is_announced_for_a_day_that_passes_has_expired() {
    let visit = said(EventType::Consult, Status::Planned, "FRA", "EGY")
        .mode("visit")
        .words("visits the capital")
        .on("2022-02-10")
        .opens(CommitmentKind::Plan);
    let other = said(EventType::Assault, Status::Happened, "IRN", "ISR").words("fired shells");
    let list = ledger(&[
        article("Daily", "2022-01-03", vec![visit.clone()]),
        article("Daily", "2022-02-12", vec![other.clone()]),
    ]);
    // It may slip a little.
    assert_eq!((list[0].state, states(&list[0])), (State::Open, vec![]));
    assert_eq!(list[0].deadline.as_ref().unwrap().to.as_deref(), Some("2022-02-10"));
    let list = ledger(&[article("Daily", "2022-01-03", vec![visit]), article("Daily", "2022-02-20", vec![other])]);
    assert_eq!((list[0].state, states(&list[0])), (State::Expired, vec![(State::Expired, "2022-02-11")]));
}

#[test]
fn the_day_of_saying_so_is_not_the_day_announced() {
    let send =
        |status| said(EventType::Consult, status, "ERI", "ETH").words("sends a delegation to the capital for talks");
    let list = ledger(&[
        article("Daily", "2018-06-20", vec![send(Status::Planned).on("2018-06-20").opens(CommitmentKind::Plan)]),
        article("Daily", "2018-06-27", vec![send(Status::Happened).on("2018-06-26")]),
    ]);
    assert_eq!(list[0].deadline, None);
    assert_eq!(states(&list[0]), [(State::CarriedOut, "2018-06-26")]);
}
