//! Events and claims as they were known at a moment: joined anew from the reports and judgements that the store held
//! then.

use std::collections::BTreeMap;

use crate::ask::claims;
use crate::ask::events::{COLUMNS, codes, standing_of, tallies};
use crate::ask::filter::Filter;
use crate::ask::sql::Conditions;
use crate::ask::table::{Table, Value};
use crate::claim::{self, Claim};
use crate::error::{MemoryError, Result};
use crate::event::{self, Event};
use crate::fact::{Fact, Realm, countries};
use crate::join::{self, Cluster, LAG, Wishes};
use crate::store::{Store, load};

/// Reports that can be of one event: a family of acts, and whether they were, are to come, or are supposed.
pub(super) struct Cell {
    pub(super) facts: Vec<Fact>,
    pub(super) events: Vec<(Cluster, Event)>,
}

impl Store {
    /// The reports that a revision held, filed between two days, and the events that they make. What lies within two
    /// lags of either end may be incomplete.
    pub(super) fn cells_on(
        &self,
        revision: i64,
        realm: Option<Realm>,
        (from, to): (Option<i32>, Option<i32>),
    ) -> Result<Vec<Cell>> {
        let mut where_ = Conditions::default();
        where_.with("r.since <= ?", revision);
        where_.with("(r.until IS NULL OR r.until > ?)", revision);
        where_.maybe("r.realm = ?", realm.map(Realm::number));
        where_.plain("r.verdict IS NOT 'reject'");
        where_.maybe("r.base >= ?", from);
        where_.maybe("r.base <= ?", to);
        let sql =
            format!("SELECT {} FROM report r JOIN document d ON d.key = r.document {}", load::COLUMNS, where_.clause());
        let mut cells: BTreeMap<(&'static str, i64), Vec<Fact>> = BTreeMap::new();
        for loaded in load::all(&self.conn, &sql, &where_.values())? {
            let fact = loaded.fact;
            cells.entry((join::family(fact.event_type), fact.realm().number())).or_default().push(fact);
        }
        let wishes = self.wishes_on(revision)?;
        let mut out = Vec::new();
        for facts in cells.into_values() {
            let mut documents: Vec<_> = facts.iter().map(|f| f.document).collect();
            documents.sort_unstable();
            documents.dedup();
            let prints = load::prints(&self.conn, &documents)?;
            let events = join::join(&facts, &wishes)
                .into_iter()
                .map(|cluster| {
                    let event = event::event(&facts, &cluster, &prints);
                    (cluster, event)
                })
                .collect();
            out.push(Cell { facts, events });
        }
        Ok(out)
    }

    /// Events that a filter lets through, as known at a moment.
    pub(super) fn events_known_on(&self, filter: &Filter, moment: jiff::Timestamp) -> Result<Table> {
        let revision = self.revision_on(moment)?;
        let realm = filter.status_of_report()?.map_or(Realm::Fact, Realm::of);
        let mut events = Vec::new();
        for cell in self.cells_on(revision, Some(realm), around(filter))? {
            for (cluster, event) in cell.events {
                if wanted(filter, &event, &members(&cell.facts, &cluster))? {
                    events.push(event);
                }
            }
        }
        let by_number = |of: fn(&Event) -> usize| move |e: &Event| i64::try_from(of(e)).unwrap_or(i64::MAX);
        let day = |e: &Event| i64::from(e.from.or(e.to).unwrap_or(i32::MIN));
        let (column, descending) = filter.order.as_ref().map_or(("day", true), |o| (o.column.as_str(), o.descending));
        match column {
            "day" => events.sort_by_key(|e| (day(e), e.id)),
            "reports" => events.sort_by_key(|e| (by_number(|e| e.members.len())(e), e.id)),
            "origins" => events.sort_by_key(|e| (by_number(|e| e.origins)(e), e.id)),
            "outlets" => events.sort_by_key(|e| (by_number(|e| e.outlets)(e), e.id)),
            "type" => events.sort_by_key(|e| (e.event_type.code(), e.id)),
            other => {
                return Err(MemoryError::Filter(format!(
                    "cannot sort by '{other}' what was known on a day; known are day, reports, origins, outlets, type"
                )));
            }
        }
        if descending {
            events.reverse();
        }
        let mut table = Table::new(&COLUMNS);
        table.rows = events.iter().map(values).collect();
        table.cut(filter.limit);
        Ok(table)
    }

    /// Claims that a filter lets through, as known at a moment, the latest first.
    pub(super) fn claims_known_on(&self, filter: &Filter, moment: jiff::Timestamp) -> Result<Table> {
        if let Some(order) = filter.order.as_ref().filter(|o| o.column != "day") {
            return Err(MemoryError::Filter(format!(
                "cannot sort by '{}' what was known on a day; known is day",
                order.column
            )));
        }
        let revision = self.revision_on(moment)?;
        let status = filter.status_of_report()?;
        let mut rows: Vec<(Claim, Event)> = Vec::new();
        for cell in self.cells_on(revision, None, around(filter))? {
            for (cluster, event) in &cell.events {
                let text = holds_words(filter, &members(&cell.facts, cluster));
                let fits = text
                    && filter
                        .recipient
                        .as_ref()
                        .is_none_or(|w| countries(&event.detail.recipients).contains(&w.country.as_str()))
                    && filter.mode.as_ref().is_none_or(|m| event.mode.as_ref() == Some(m))
                    && filter.min_origins.is_none_or(|n| event.origins >= n);
                if !fits {
                    continue;
                }
                for claim in claim::claims(&cell.facts, cluster) {
                    let holder = &claim.detail.holder;
                    let held = filter.actor.as_ref().is_none_or(|w| {
                        holder.country.as_ref() == Some(&w.country)
                            && w.sector.as_ref().is_none_or(|s| holder.sector.as_ref() == Some(s))
                    });
                    let day = filter.since.is_none_or(|s| claim.day.is_some_and(|d| d >= s))
                        && filter.until.is_none_or(|u| claim.day.is_some_and(|d| d <= u));
                    let kind = filter.types.is_empty() || filter.types.iter().any(|t| t == claim.event_type);
                    if held && day && kind && status.is_none_or(|s| s == claim.status) {
                        rows.push((claim, event.clone()));
                    }
                }
            }
        }
        rows.sort_by_key(|(claim, _)| (claim.day, claim.id));
        if filter.order.as_ref().is_none_or(|o| o.descending) {
            rows.reverse();
        }
        let mut table = Table::new(&claims::COLUMNS);
        table.rows = rows.iter().map(|(claim, event)| claims::values(claim, event)).collect();
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

/// The days whose reports can be of an event of the days asked for.
fn around(filter: &Filter) -> (Option<i32>, Option<i32>) {
    (filter.since.map(|d| d - 2 * LAG), filter.until.map(|d| d + 2 * LAG))
}

fn members<'f>(facts: &'f [Fact], cluster: &Cluster) -> Vec<&'f Fact> {
    cluster.members.iter().map(|at| &facts[*at]).collect()
}

/// Whether a report holds the words asked for.
fn holds_words(filter: &Filter, members: &[&Fact]) -> bool {
    filter.text.as_ref().is_none_or(|text| {
        let text = text.to_lowercase();
        members.iter().any(|f| {
            let clause = f.detail.clause.to_lowercase();
            text.split_whitespace().all(|w| clause.contains(w.trim_matches('"')))
        })
    })
}

fn wanted(filter: &Filter, event: &Event, members: &[&Fact]) -> Result<bool> {
    let has = |list: &[crate::fact::Party], who: &Option<super::Who>| {
        who.as_ref().is_none_or(|w| {
            list.iter().any(|p| {
                p.country.as_ref() == Some(&w.country) && w.sector.as_ref().is_none_or(|s| p.sector.as_ref() == Some(s))
            })
        })
    };
    let day = event.from.or(event.to);
    let standing = filter.standing.as_deref().map(standing_of).transpose()?;
    let status = filter.status_of_report()?;
    let outlet = |o: &String| members.iter().any(|f| f.outlet.as_ref().is_some_and(|x| x.eq_ignore_ascii_case(o)));
    Ok(has(&event.detail.actors, &filter.actor)
        && has(&event.detail.recipients, &filter.recipient)
        && filter.since.is_none_or(|s| day.is_some_and(|d| d >= s))
        && filter.until.is_none_or(|u| day.is_some_and(|d| d <= u))
        && (filter.types.is_empty() || filter.types.iter().any(|t| t == event.event_type.code()))
        && filter.mode.as_ref().is_none_or(|m| event.mode.as_ref() == Some(m))
        && filter.place.as_ref().is_none_or(|p| event.place.as_ref().is_some_and(|q| q.eq_ignore_ascii_case(p)))
        && filter.outlet.as_ref().is_none_or(outlet)
        && filter.min_origins.is_none_or(|n| event.origins >= n)
        && standing.is_none_or(|s| s == event.standing)
        && status.is_none_or(|s| s == event.status)
        && holds_words(filter, members))
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
