//! Which later reports belong to an announcement, why, and how surely.

use detente_record::{CommitmentKind, EventType, QuadClass, Status};

use crate::day;
use crate::event::Standing;
use crate::fact::{Realm, Timing};
use crate::join;
use crate::ledger::{Announcement, HORIZON, Happening, SLIP, State, Step, largest, step};
use crate::words;

/// Less sure links are not proposed.
const WEAKEST: f32 = 0.4;
/// A threat that does not say what will be done is held to be carried out by what follows within so many days.
const VAGUE_REACH: i32 = 14;
/// A lower PLOVER score by so much is worse.
const WORSE: f64 = 1.0;
/// From this share of words in common on two announcements are of one act.
const SAME_ACT: i32 = 500;
/// Announcements of fewer words are alike by chance.
const FEWEST_WORDS: usize = 4;
/// What was done is in part what was announced, when it is less than this share of the number announced.
const IN_PART: f64 = 0.9;
/// The act done: the first happening of the kind that was announced.
pub(super) fn done(announcement: &Announcement, met: Option<i32>, happenings: &[Happening]) -> Vec<Step> {
    let mut best: Option<(i32, Step)> = None;
    for happening in happenings.iter().filter(|h| h.realm == Realm::Fact && h.status != Status::Denied) {
        let found =
            if announcement.names_act() { named(announcement, met, happening) } else { vague(announcement, happening) };
        let Some((reason, confidence)) = found else { continue };
        if confidence < WEAKEST {
            continue;
        }
        let (state, reason) = how_far(announcement, happening, reason);
        let step = step(state, happening, reason, confidence);
        // Of one day's happenings the one that is furthest, then the surest.
        let rank = |day: i32, s: &Step| {
            (day, s.state != State::CarriedOut, std::cmp::Reverse(points(s.confidence)), s.event.clone())
        };
        if best.as_ref().is_none_or(|(day, b)| rank(happening.day, &step) < rank(*day, b)) {
            best = Some((happening.day, step));
        }
    }
    best.into_iter().map(|(_, step)| step).collect()
}

/// How far the act went: begun, in part, or carried out.
fn how_far(announcement: &Announcement, happening: &Happening, reason: String) -> (State, String) {
    match happening.status {
        Status::Failed => return (State::Partly, format!("{reason}; it was tried and failed")),
        Status::Ongoing => return (State::Begun, reason),
        _ => {}
    }
    for promised in &announcement.opener.detail.counts {
        if let Some(done) = largest(&happening.detail.counts, &promised.of)
            && done.high.unwrap_or(done.low) < promised.low * IN_PART
        {
            return (State::Partly, format!("{reason}; {} of {} {}", done.low, promised.low, promised.of));
        }
    }
    (State::CarriedOut, reason)
}

/// Whether a happening is the act that was announced.
fn named(announcement: &Announcement, met: Option<i32>, happening: &Happening) -> Option<(String, f32)> {
    let (mut reasons, mut confidence) = same_act(announcement, happening)?;
    let announced = announcement.day();
    let after = happening.day - announced;
    // What is of the same day may have come before it.
    if !(1..=HORIZON).contains(&after) || is_of_announcement(announcement, happening) {
        return None;
    }
    if announcement.opener.timing == Timing::Exact {
        let planned = announcement.opener.from?;
        // Of a day that is past it says when it was announced, not what for.
        let ahead = planned > announced;
        if ahead && (happening.day - planned).abs() > SLIP {
            return None;
        }
        if ahead && (happening.day - planned).abs() <= 1 {
            confidence += 0.15;
            reasons.push("on the day that was announced".into());
        }
    }
    if let Some((from, Some(to))) = announcement.deadline {
        if happening.day > to + SLIP || from.is_some_and(|f| f > announced && happening.day < f - SLIP) {
            return None;
        }
        if announcement.opener.timing != Timing::Exact {
            confidence += 0.1;
            reasons.push("by its deadline".into());
        }
    }
    match after {
        0..=7 => confidence += 0.1,
        8..=30 => confidence += 0.05,
        31..=90 => confidence -= 0.1,
        _ => confidence -= 0.2,
    }
    if announcement.condition.is_some() {
        match met {
            Some(day) if happening.day >= day => {
                confidence += 0.1;
                reasons.push("after its condition was met".into());
            }
            _ => confidence -= 0.15,
        }
    }
    reasons.push(format!("{after} days after the announcement"));
    Some((reasons.join(", "), confidence))
}

/// Whether it is the same kind of act by the same to the same, with reasons and a first confidence.
fn same_act(announcement: &Announcement, happening: &Happening) -> Option<(Vec<String>, f32)> {
    let opener = &announcement.opener;
    let doers = announcement.doers();
    if !happening.actors().iter().any(|c| doers.contains(c)) {
        return None;
    }
    if join::family(opener.event_type) != join::family(happening.event_type) {
        return None;
    }
    let mut confidence = 0.5;
    let mut reasons = vec![format!("{} by {}", happening.event_type, doers.join("+"))];
    let mut told_apart = false;
    match (&opener.mode, &happening.mode) {
        (Some(a), Some(b)) if a != b => return None,
        (Some(a), Some(_)) => {
            confidence += 0.15;
            told_apart = !is_broad(opener.event_type);
            reasons.push(format!("same mode {a}"));
        }
        _ => confidence -= 0.1,
    }
    let addressees: Vec<&str> = announcement.addressees().into_iter().filter(|c| !doers.contains(c)).collect();
    let recipients = happening.recipients();
    if !addressees.is_empty() && !recipients.is_empty() {
        if !recipients.iter().any(|c| addressees.contains(c)) {
            return None;
        }
        confidence += 0.1;
        told_apart = true;
        reasons.push(format!("to {}", addressees.join("+")));
    }
    let shared = opener.detail.things.iter().find(|t| happening.detail.things.contains(t));
    if let Some(thing) = shared {
        confidence += 0.05;
        told_apart = true;
        reasons.push(format!("with {thing}"));
    }
    if let Some(share) = words::overlap(&opener.detail.words, &happening.detail.words)
        && share >= SAME_ACT / 2
    {
        confidence += 0.05;
        told_apart = true;
        reasons.push("in like words".into());
    }
    if matches!(happening.standing, Standing::Confirmed | Standing::Corroborated) {
        confidence += 0.05;
        reasons.push(happening.standing.code().into());
    }
    // A type alone ("some aid", "some talks") tells no act from another.
    told_apart.then_some((reasons, confidence))
}

/// Types whose modes are so wide (troops, weapons, a visit) that many acts of one maker share them.
fn is_broad(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Mobilize | EventType::Assault | EventType::Consult | EventType::Support | EventType::Cooperate
    )
}

/// A threat that leaves open what will be done, and the first hostile act that follows. Where it depends on a
/// condition it waits for that.
fn vague(announcement: &Announcement, happening: &Happening) -> Option<(String, f32)> {
    let threat = announcement.kind == CommitmentKind::Threat && announcement.opener.event_type == EventType::Threaten;
    if !threat || announcement.condition.is_some() {
        return None;
    }
    let (maker, addressees) = (announcement.maker()?, announcement.addressees());
    let after = happening.day - announcement.day();
    let hostile = happening.event_type.quad_class() == QuadClass::MaterialConflict;
    if !hostile
        || !(1..=VAGUE_REACH).contains(&after)
        || !happening.actors().contains(&maker)
        || !happening.recipients().iter().any(|c| addressees.contains(c) && *c != maker)
    {
        return None;
    }
    let near = if after <= VAGUE_REACH / 2 { 0.1 } else { 0.0 };
    let reason = format!(
        "the threat does not say what; the first hostile act of {maker} against {} after it, {after} days later",
        addressees.join("+")
    );
    Some((reason, 0.4 + near))
}

/// Whether the happening is the announcement itself.
fn is_of_announcement(announcement: &Announcement, happening: &Happening) -> bool {
    announcement.event.as_deref() == Some(happening.id.as_str())
}

/// The act being made ready.
pub(super) fn prepared(announcement: &Announcement, happenings: &[Happening]) -> Vec<Step> {
    happenings
        .iter()
        .filter(|h| h.realm == Realm::Forward && h.status == Status::Prepared)
        .filter(|h| announcement.names_act() && !is_of_announcement(announcement, h))
        .filter(|h| (0..=HORIZON).contains(&(h.day - announcement.day())))
        .filter_map(|h| {
            let (reasons, confidence) = same_act(announcement, h)?;
            (confidence >= WEAKEST).then(|| step(State::Prepared, h, reasons.join(", "), confidence))
        })
        .min_by(|a, b| (&a.date, &a.event).cmp(&(&b.date, &b.event)))
        .into_iter()
        .collect()
}

/// The maker saying that it was not so.
pub(super) fn denied(announcement: &Announcement, happenings: &[Happening]) -> Vec<Step> {
    let Some(maker) = announcement.maker() else { return Vec::new() };
    happenings
        .iter()
        .filter(|h| h.realm == Realm::Fact && h.detail.denied_by.iter().any(|c| c == maker))
        .filter(|h| announcement.names_act() && (1..=HORIZON).contains(&(h.day - announcement.day())))
        .filter_map(|h| {
            let (reasons, confidence) = same_act(announcement, h)?;
            Some(step(State::Denied, h, format!("{maker} denies it: {}", reasons.join(", ")), confidence))
        })
        .min_by(|a, b| (&a.date, &a.event).cmp(&(&b.date, &b.event)))
        .into_iter()
        .collect()
}

/// Steps that depend on the maker's other announcements: halted, taken up again, repeated, superseded.
pub(super) fn by_others(
    at: usize,
    announcement: &Announcement,
    all: &[Announcement],
    lives: &[Vec<Step>],
    happenings: &[Happening],
) -> Vec<Step> {
    let mut steps = halted(at, announcement, all, lives, happenings);
    if let Some(resumed) = resumed(at, announcement, all, lives, &steps, happenings) {
        steps.push(resumed);
    }
    steps.extend(said_again(at, announcement, all, lives));
    steps
}

fn done_on(life: &[Step]) -> Option<i32> {
    life.iter().filter(|s| s.state.is_done()).filter_map(|s| day::parse(&s.date)).min()
}

/// A halt ends what is under way; only where nothing is, it is what was announced that is called off.
fn halted(
    at: usize,
    announcement: &Announcement,
    all: &[Announcement],
    lives: &[Vec<Step>],
    happenings: &[Happening],
) -> Vec<Step> {
    let off = |h: &&Happening| h.realm == Realm::Forward && h.status == Status::Cancelled;
    let mut steps: Vec<Step> = happenings
        .iter()
        .filter(off)
        .filter(|h| announcement.names_act() && (0..=HORIZON).contains(&(h.day - announcement.day())))
        .filter(|h| !is_of_announcement(announcement, h))
        .filter_map(|h| {
            let (reasons, confidence) = same_act(announcement, h)?;
            let under_way = |n: usize| done_on(&lives[n]).is_some_and(|d| d < h.day);
            let any = (0..all.len()).any(|n| under_way(n) && same_maker_and_act(announcement, &all[n]));
            if any && !under_way(at) || !any && h.day == announcement.day() {
                return None;
            }
            let state = if h.detail.for_a_time { State::Suspended } else { State::Dropped };
            Some(step(state, h, format!("called off: {}", reasons.join(", ")), confidence + 0.1))
        })
        .collect();
    steps.sort_by(|a, b| (&a.date, &a.event).cmp(&(&b.date, &b.event)));
    steps.truncate(1);
    steps
}

/// The act taken up again after a halt, unless a later announcement explains it.
fn resumed(
    at: usize,
    announcement: &Announcement,
    all: &[Announcement],
    lives: &[Vec<Step>],
    halted: &[Step],
    happenings: &[Happening],
) -> Option<Step> {
    let halt = halted.first().filter(|s| s.state == State::Suspended)?;
    let halt = day::parse(&halt.date)?;
    let again = happenings
        .iter()
        .filter(|h| h.realm == Realm::Fact && h.status != Status::Denied && h.day > halt)
        .filter(|h| h.day - announcement.day() <= HORIZON)
        .filter(|h| same_act(announcement, h).is_some())
        .min_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)))?;
    let explained = all.iter().enumerate().any(|(n, other)| {
        n != at
            && other.day() > announcement.day()
            && same_maker_and_act(announcement, other)
            && done_on(&lives[n]).is_some_and(|d| d <= again.day)
    });
    if explained {
        return None;
    }
    let (reasons, confidence) = same_act(announcement, again)?;
    Some(step(State::Resumed, again, format!("after the halt: {}", reasons.join(", ")), confidence))
}

/// The same maker announcing the same once more, while the first still stands open.
fn said_again(at: usize, announcement: &Announcement, all: &[Announcement], lives: &[Vec<Step>]) -> Vec<Step> {
    let done = done_on(&lives[at]).unwrap_or(i32::MAX);
    let mut steps = Vec::new();
    for (n, other) in all.iter().enumerate() {
        let after = other.day() - announcement.day();
        if n == at || !(1..=HORIZON).contains(&after) || other.day() >= done || !is_said_again(announcement, other) {
            continue;
        }
        let (state, reason) = if let (Some(a), Some(b)) = (planned_day(announcement), planned_day(other))
            && a != b
        {
            (State::Superseded, format!("announced for {} instead of {}", day::text(b), day::text(a)))
        } else if is_worse(announcement, other) {
            (State::Escalated, "announced once more, and worse".to_owned())
        } else {
            (State::Repeated, "announced once more by the same maker".to_owned())
        };
        steps.push(Step {
            state,
            date: day::text(other.day()),
            event: other.event.clone(),
            evidence: other.opened_by.clone(),
            reason,
            confidence: 0.7,
            confirmed: false,
        });
    }
    steps.sort_by(|a, b| (&a.date, &a.event).cmp(&(&b.date, &b.event)));
    // Once it is replaced, what is said later is said of the other.
    if let Some(end) = steps.iter().position(|s| s.state == State::Superseded) {
        steps.truncate(end + 1);
    }
    steps
}

fn planned_day(announcement: &Announcement) -> Option<i32> {
    let exact = announcement.opener.timing == Timing::Exact;
    announcement.opener.from.filter(|day| exact && *day > announcement.day())
}

fn is_worse(first: &Announcement, other: &Announcement) -> bool {
    if let (Some(a), Some(b)) = (first.opener.detail.score, other.opener.detail.score)
        && b <= a - WORSE
    {
        return true;
    }
    first
        .opener
        .detail
        .counts
        .iter()
        .any(|c| largest(&other.opener.detail.counts, &c.of).is_some_and(|d| d.low > c.high.unwrap_or(c.low)))
}

/// Whether two announcements are of one maker, one kind of act and no different addressee.
fn same_maker_and_act(a: &Announcement, b: &Announcement) -> bool {
    let (x, y) = (a.addressees(), b.addressees());
    a.maker().is_some()
        && a.maker() == b.maker()
        && (a.kind == CommitmentKind::Demand) == (b.kind == CommitmentKind::Demand)
        && join::family(a.opener.event_type) == join::family(b.opener.event_type)
        && (a.opener.mode == b.opener.mode || a.opener.mode.is_none() || b.opener.mode.is_none())
        && (x.is_empty() || y.is_empty() || x.iter().any(|c| y.contains(c)))
}

/// The same act once more: of one mode that both name, or in like words.
fn is_said_again(a: &Announcement, b: &Announcement) -> bool {
    if !same_maker_and_act(a, b) {
        return false;
    }
    let same_mode = a.names_act() && a.opener.mode.is_some() && a.opener.mode == b.opener.mode;
    let (x, y) = (&a.opener.detail.words, &b.opener.detail.words);
    // "threatened again to attack": an act of one type that has no modes, against the same.
    let same_harm = a.names_act()
        && a.opener.event_type == b.opener.event_type
        && a.opener.mode == b.opener.mode
        && a.opener.event_type.quad_class() == QuadClass::MaterialConflict
        && a.addressees().iter().any(|c| b.addressees().contains(c));
    same_mode
        || same_harm
        || (x.len().min(y.len()) >= FEWEST_WORDS && words::overlap(x, y).is_some_and(|share| share >= SAME_ACT))
}

/// A confidence in hundredths, for comparing.
#[allow(clippy::cast_possible_truncation, reason = "between 0 and 100")]
fn points(confidence: f32) -> i32 {
    (confidence * 100.0).round() as i32
}
