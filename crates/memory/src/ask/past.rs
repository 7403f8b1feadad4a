//! Events as they were known at a moment: joined anew from the reports and judgements that the store held then.

use rustc_hash::FxHashMap;

use crate::ask::events::{COLUMNS, codes, standing_of, tallies};
use crate::ask::filter::Filter;
use crate::ask::sql::Conditions;
use crate::ask::table::{Table, Value};
use crate::error::Result;
use crate::event::{self, Event};
use crate::fact::{Fact, Realm, countries};
use crate::join::{self, LAG, Wishes};
use crate::store::{Store, load};

impl Store {
    /// Events that a filter lets through, as known at a moment.
    pub(super) fn events_known_on(&self, filter: &Filter, moment: jiff::Timestamp) -> Result<Table> {
        let revision = self.revision_on(moment)?;
        let realm = filter.status_of_report()?.map_or(Realm::Fact, Realm::of);
        let mut where_ = Conditions::default();
        where_.with("r.since <= ?", revision);
        where_.with("(r.until IS NULL OR r.until > ?)", revision);
        where_.with("r.realm = ?", realm.number());
        where_.plain("r.verdict IS NOT 'reject'");
        // What lies just outside of the days asked for may be of an event inside.
        where_.maybe("r.base >= ?", filter.since.map(|d| d - 2 * LAG));
        where_.maybe("r.base <= ?", filter.until.map(|d| d + 2 * LAG));
        let sql =
            format!("SELECT {} FROM report r JOIN document d ON d.key = r.document {}", load::COLUMNS, where_.clause());
        let mut families: FxHashMap<&'static str, Vec<Fact>> = FxHashMap::default();
        for loaded in load::all(&self.conn, &sql, &where_.values())? {
            families.entry(join::family(loaded.fact.event_type)).or_default().push(loaded.fact);
        }
        let wishes = self.wishes_on(revision)?;
        let mut events = Vec::new();
        for facts in families.values() {
            let mut documents: Vec<_> = facts.iter().map(|f| f.document).collect();
            documents.sort_unstable();
            documents.dedup();
            let prints = load::prints(&self.conn, &documents)?;
            for cluster in join::join(facts, &wishes) {
                let event = event::event(facts, &cluster, &prints);
                if wanted(filter, &event)? {
                    events.push(event);
                }
            }
        }
        events.sort_by_key(|e| std::cmp::Reverse((e.from.or(e.to), e.id)));
        let mut table = Table::new(&COLUMNS);
        table.rows = events.iter().map(values).collect();
        table.cut(filter.limit);
        Ok(table)
    }

    fn wishes_on(&self, revision: i64) -> Result<Wishes> {
        let mut statement = self.conn.prepare(
            "SELECT act, target, other FROM judgement
             WHERE act IN ('split', 'merge') AND since <= ?1 AND (until IS NULL OR until > ?1)",
        )?;
        let mut rows = statement.query([revision])?;
        let mut wishes = Wishes::default();
        while let Some(row) = rows.next()? {
            let (act, a, b): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (Ok(a), Ok(b)) = (a.parse(), b.parse()) else { continue };
            if act == "merge" {
                wishes.together.push((a, b));
            } else {
                wishes.apart.insert((a, b));
            }
        }
        Ok(wishes)
    }
}

fn wanted(filter: &Filter, event: &Event) -> Result<bool> {
    let has = |list: &[crate::fact::Party], who: &Option<super::Who>| {
        who.as_ref().is_none_or(|w| countries(list).contains(&w.country.as_str()))
    };
    let day = event.from.or(event.to);
    let standing = filter.standing.as_deref().map(standing_of).transpose()?;
    let status = filter.status_of_report()?;
    Ok(has(&event.detail.actors, &filter.actor)
        && has(&event.detail.recipients, &filter.recipient)
        && filter.since.is_none_or(|s| day.is_some_and(|d| d >= s))
        && filter.until.is_none_or(|u| day.is_some_and(|d| d <= u))
        && (filter.types.is_empty() || filter.types.iter().any(|t| t == event.event_type.code()))
        && filter.mode.as_ref().is_none_or(|m| event.mode.as_ref() == Some(m))
        && filter.place.as_ref().is_none_or(|p| event.place.as_ref().is_some_and(|q| q.eq_ignore_ascii_case(p)))
        && filter.min_origins.is_none_or(|n| event.origins >= n)
        && standing.is_none_or(|s| s == event.standing)
        && status.is_none_or(|s| s == event.status)
        && filter.text.as_ref().is_none_or(|t| {
            let clause = event.detail.clause.to_lowercase();
            t.to_lowercase().split_whitespace().all(|w| clause.contains(w.trim_matches('"')))
        }))
}

fn values(event: &Event) -> Vec<Value> {
    let detail = &event.detail;
    vec![
        Value::Text(event.id.to_string()),
        Value::day(event.from.or(event.to)),
        Value::day(event.to),
        Value::Text(event.event_type.code().into()),
        Value::text(event.mode.clone()),
        Value::Text(event.status.code().into()),
        Value::Text(event.standing.code().into()),
        codes(&detail.actors),
        codes(&detail.recipients),
        Value::text(event.place.clone()),
        tallies(&detail.counts),
        Value::count(event.members.len()),
        Value::count(event.documents),
        Value::count(event.outlets),
        Value::count(event.origins),
        Value::List(detail.sides.clone()),
        Value::List(detail.denied_by.clone()),
        event.score.map_or(Value::Null, Value::Real),
        Value::Text(detail.clause.clone()),
    ]
}
