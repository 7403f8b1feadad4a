//! One record on the page, with the names its parts have there.

use std::collections::HashMap;

use detente_wire::{Mention, Record, Report};

use crate::words;

/// A record and its place on the page.
pub struct Book<'a> {
    /// The record.
    pub record: &'a Record,
    /// Number of the document on the page, from 1.
    pub number: usize,
    actors: HashMap<&'a str, usize>,
    reports: HashMap<&'a str, usize>,
}

impl<'a> Book<'a> {
    /// The record as document `number` of the page.
    pub fn new(record: &'a Record, number: usize) -> Self {
        let actors = record.actors.iter().enumerate().map(|(at, a)| (a.id.as_str(), at)).collect();
        let reports = record.reports.iter().enumerate().map(|(at, r)| (r.id.as_str(), at)).collect();
        Self { record, number, actors, reports }
    }

    /// Anchor of the document.
    pub fn anchor(&self) -> String {
        format!("d{}", self.number)
    }

    /// Anchor of a part: `d1r3` is the third report of the first document.
    pub fn part(&self, letter: char, number: usize) -> String {
        format!("d{}{letter}{number}", self.number)
    }

    /// Anchor of a report, by its index.
    pub fn report_anchor(&self, at: usize) -> String {
        self.part('r', at + 1)
    }

    /// Index of the report with this id.
    pub fn report(&self, id: &str) -> Option<usize> {
        self.reports.get(id).copied()
    }

    /// Numbers, from 1, of the actors that a mention names.
    pub fn actors_of(&self, mention: &Mention) -> Vec<usize> {
        mention.actors.iter().filter_map(|id| self.actors.get(id.as_str())).map(|at| at + 1).collect()
    }

    /// What a mention stands for, in words.
    pub fn meaning(&self, mention: &Mention) -> String {
        let names: Vec<String> = self
            .actors_of(mention)
            .into_iter()
            .map(|at| {
                let actor = &self.record.actors[at - 1];
                let role = actor.role.as_ref().and_then(Option::as_ref).map(|r| format!(", {r}")).unwrap_or_default();
                format!("{}{role}", actor.name)
            })
            .collect();
        if names.is_empty() { "not resolved".into() } else { words::join(&names) }
    }
}

/// Class of a report's colour.
pub fn quad(report: &Report) -> &'static str {
    match report.quad_class.as_str() {
        "material conflict" => "mc",
        "verbal conflict" => "vc",
        "material cooperation" => "mk",
        "verbal cooperation" => "vk",
        _ => "nq",
    }
}

/// Class of what a status says of the act: it is so, it is to come, it is not so, it is not known.
pub fn standing(status: &str) -> &'static str {
    match status {
        "happened" | "ongoing" => "is",
        "denied" | "cancelled" => "not",
        "planned" | "prepared" | "threatened" | "demanded" | "promised" => "ahead",
        _ => "maybe",
    }
}
