//! Stretches of time in a row of tokens: "last week", "the past three days", "three days ago", "for decades".

use super::expression::{Core, Link, Openness, Part, Which};
use super::grammar::{Read, Reader};
use super::lexicon::{self, Unit};

impl Reader<'_> {
    /// "last week", "this year", "the past three days", "the coming weeks", "recent years", "the following day".
    pub(super) fn stretch(&self, at: usize, link: Link, preposition: &str) -> Option<Read> {
        let start = self.the(at);
        let the = start > at;
        let word = self.text(start);
        let whole = |core: Core, next: usize| Some((core, Part::Whole, next));
        if matches!(word, "recent" | "preceding") {
            let (unit, _) = lexicon::unit(self.text(start + 1))?;
            return whole(
                if word == "recent" { Core::Past(None, unit) } else { Core::Open(Openness::Anaphor) },
                start + 2,
            );
        }
        if matches!(word, "last" | "past" | "next" | "coming" | "previous" | "following" | "same" | "that" | "ensuing")
            || (word == "this" && !the)
            || matches!(word, "current")
        {
            let back = matches!(word, "last" | "past");
            let ahead = matches!(word, "next" | "coming");
            let several = self.is(start + 1, &["few", "several", "couple"]);
            let counted = start + 1 + usize::from(several) + usize::from(several && self.is(start + 2, &["of"]));
            if several && (back || ahead) {
                let (unit, _) = lexicon::unit(self.text(counted))?;
                return whole(if back { Core::Past(None, unit) } else { Core::Coming(None, unit) }, counted + 1);
            }
            if let Some(number) = lexicon::cardinal(self.text(start + 1)).filter(|_| back || ahead) {
                let unit_at = start + 2 + usize::from(self.is(start + 2, &["-"]));
                let (unit, _) = lexicon::unit(self.text(unit_at))?;
                return whole(
                    if back { Core::Past(Some(number), unit) } else { Core::Coming(Some(number), unit) },
                    unit_at + 1,
                );
            }
            let (unit, plural) = lexicon::unit(self.text(start + 1))
                .or_else(|| lexicon::part_of_day(self.text(start + 1)).then_some((Unit::Day, false)))?;
            let next = start + 2;
            return match word {
                "last" | "past" if plural => whole(Core::Past(None, unit), next),
                "next" | "coming" if plural => whole(Core::Coming(None, unit), next),
                // "over the past year", "during the last month": up to the day of the text.
                "past" => whole(Core::Past(Some(1), unit), next),
                "last" if the && (link == Link::Over || preposition == "in") => whole(Core::Past(Some(1), unit), next),
                "last" if unit == Unit::Weekend || matches!(unit, Unit::Season(_)) => {
                    whole(Core::Recurring(unit, Which::Last), next)
                }
                "last" if unit > Unit::Day => whole(Core::Period(unit, -1), next),
                "this" | "current" if unit == Unit::Weekend || matches!(unit, Unit::Season(_)) => {
                    whole(Core::Recurring(unit, Which::This), next)
                }
                "this" | "current" if unit >= Unit::Day => whole(Core::Period(unit, 0), next),
                // "the next day" is the one after some other; "next week" is the one after this.
                "next" if unit <= Unit::Day || the => whole(Core::Open(Openness::Anaphor), next),
                "next" if unit == Unit::Weekend || matches!(unit, Unit::Season(_)) => {
                    whole(Core::Recurring(unit, Which::Next), next)
                }
                "next" => whole(Core::Period(unit, 1), next),
                "coming" if unit > Unit::Day => whole(Core::Coming(Some(1), unit), next),
                "previous" | "following" | "same" | "that" | "ensuing" => whole(Core::Open(Openness::Anaphor), next),
                _ => None,
            };
        }
        let (unit, plural) = lexicon::unit(word)?;
        match unit {
            Unit::Weekend if the && !plural => whole(Core::Recurring(unit, Which::Bare), start + 1),
            // "in the summer", "the spring of 2014" is with the dates.
            Unit::Season(_) if the && link == Link::At && preposition == "in" => {
                whole(Core::Recurring(unit, Which::Bare), start + 1)
            }
            // "the day before", "the week after": of something else.
            Unit::Day | Unit::Week | Unit::Month | Unit::Year
                if the && !plural && self.is(start + 1, &["before", "after"]) && link == Link::At =>
            {
                whole(Core::Open(Openness::Anaphor), start + 2)
            }
            // "for decades", "over the years", "for years to come", "in days", "within days", "days ago", "hours earlier".
            _ if plural => self.uncounted(start, unit, link, preposition),
            _ => None,
        }
    }

    /// A plural unit without a number.
    fn uncounted(&self, at: usize, unit: Unit, link: Link, preposition: &str) -> Option<Read> {
        let next = at + 1;
        let core = match self.text(next) {
            "ago" => return Some((Core::Ago(None, unit), Part::Whole, next + 1)),
            "earlier" | "later" | "before" | "after" | "afterwards" | "afterward" | "prior" | "previously" => {
                return Some((Core::Open(Openness::Anaphor), Part::Whole, next + 1));
            }
            _ => match link {
                Link::For | Link::Over | Link::Since => Core::Open(Openness::Duration),
                Link::Within => Core::Ahead(None, unit),
                Link::At if preposition == "in" => Core::Ahead(None, unit),
                _ => return None,
            },
        };
        Some((core, Part::Whole, next))
    }

    /// "three days ago", "a week later", "in two weeks", "within 48 hours", "for three days", "two days after".
    pub(super) fn counted(&self, at: usize, link: Link, preposition: &str) -> Option<Read> {
        let mut start =
            at + usize::from(self.is(at, &["some", "nearly", "almost", "just", "exactly", "only", "barely"]));
        if self.has(start, &["more", "than"]) || self.has(start, &["less", "than"]) || self.has(start, &["at", "least"])
        {
            start += 2;
        }
        let (number, mut unit_at) = if self.is(start, &["several", "many", "few"]) {
            (None, start + 1)
        } else if self.has(start, &["a", "few"]) || self.has(start, &["a", "couple"]) {
            (None, start + 2 + usize::from(self.is(start + 2, &["of"])))
        } else if self.has(start, &["half", "a"]) || self.has(start, &["half", "an"]) {
            (None, start + 2)
        } else {
            let number = lexicon::cardinal(self.text(start))?;
            if self.is(start, &["a", "an"]) && self.is(start + 1, &["half"]) {
                return None;
            }
            // "twenty-one days", "one and a half years".
            match (lexicon::cardinal(self.text(start + 2)), self.is(start + 1, &["-"])) {
                (Some(ones), true) if number >= 20 && number % 10 == 0 && ones < 10 => (Some(number + ones), start + 3),
                _ => (Some(number), start + 1),
            }
        };
        unit_at +=
            usize::from(self.is(unit_at, &["-", "more", "full", "consecutive", "straight", "calendar", "working"]));
        let (unit, plural) = match self.text(unit_at) {
            "fortnight" => (Unit::Week, false),
            word => lexicon::unit(word)?,
        };
        if matches!(unit, Unit::Season(_) | Unit::Quarter) {
            return None;
        }
        let number = if self.is(unit_at, &["fortnight"]) { number.map(|n| n * 2) } else { number };
        let next = unit_at + 1;
        let shift = |sign: i64| Core::Shift(sign * number.unwrap_or(0), unit);
        let read = |core: Core, next: usize| Some((core, Part::Whole, next));
        match self.text(next) {
            "ago" => return read(Core::Ago(number, unit), next + 1),
            // "two days after the attack", but "two days after," with nothing behind.
            "after" if number.is_some() && self.more(next + 1) => return read(shift(1), next + 1),
            "before" if number.is_some() && self.more(next + 1) => return read(shift(-1), next + 1),
            "earlier" | "later" | "before" | "after" | "afterwards" | "afterward" | "prior" | "previously"
            | "beforehand" => {
                return read(Core::Open(Openness::Anaphor), next + 1);
            }
            "from" if self.is(next + 1, &["now", "today"]) => return read(Core::Ahead(number, unit), next + 2),
            "'" | "’" if self.is(next + 1, &["time"]) => return read(Core::Ahead(number, unit), next + 2),
            "time" if preposition == "in" => return read(Core::Ahead(number, unit), next + 1),
            _ => {}
        }
        // "a three-day visit", "a 48-hour ceasefire": a length.
        if !plural && self.is(unit_at - 1, &["-"]) {
            return read(Core::Open(Openness::Duration), next);
        }
        match link {
            Link::Within => read(Core::Ahead(number, unit), next),
            Link::At if preposition == "in" => read(Core::Ahead(number, unit), next),
            Link::For | Link::Over | Link::Since | Link::After => read(Core::Open(Openness::Duration), next),
            _ if preposition.is_empty() => read(Core::Open(Openness::Duration), next),
            _ => None,
        }
    }

    /// Whether the sentence goes on at a token.
    fn more(&self, at: usize) -> bool {
        !matches!(self.text(at), "" | "." | "," | ";" | ")" | ":")
    }

    /// "the second straight day", "a third consecutive week", "for the fifth day in a row".
    pub(super) fn ordinal(&self, at: usize, link: Link) -> Option<Read> {
        let start = at + usize::from(self.is(at, &["the", "a", "its", "his", "their"]));
        lexicon::ordinal(self.text(start))?;
        let row = self.is(start + 1, &["straight", "consecutive", "successive"]);
        let unit_at = start + 1 + usize::from(row);
        lexicon::unit(self.text(unit_at))
            .or_else(|| lexicon::part_of_day(self.text(unit_at)).then_some((Unit::Day, false)))?;
        let behind = unit_at + 1;
        let running = self.is(behind, &["running"]) || self.has(behind, &["in", "a", "row"]);
        (row || running || link == Link::For).then_some(())?;
        let next = if self.has(behind, &["in", "a", "row"]) { behind + 3 } else { behind + usize::from(running) };
        Some((Core::Open(Openness::Duration), Part::Whole, next))
    }
}
