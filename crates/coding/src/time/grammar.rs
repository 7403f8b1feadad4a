//! Finds time expressions in a row of tokens.

use jiff::civil::Weekday;

use super::dates;
use super::expression::{Core, Expression, Link, Openness, Part, Which};
use super::lexicon::{self, Unit};
use super::token::Token;
use detente_language::Upos;

/// Tokens at work.
pub(super) struct Reader<'t> {
    pub(super) tokens: &'t [Token],
}

/// A core with its part and the token behind it.
pub(super) type Read = (Core, Part, usize);

/// The most words that stand before the first word of time in an expression ("in the near").
const REACH: usize = 6;

/// All expressions, in order; none overlaps another.
#[must_use]
pub fn find(tokens: &[Token]) -> Vec<Expression> {
    let reader = Reader { tokens };
    let mut out = Vec::new();
    // How far ahead of each token the next word of time is: without one near by nothing can begin.
    let mut ahead = vec![usize::MAX; tokens.len()];
    let mut next = usize::MAX;
    for (at, token) in tokens.iter().enumerate().rev() {
        let digits = token.text.bytes().any(|b| b.is_ascii_digit());
        next = if digits || lexicon::is_anchor(&token.text) { 0 } else { next.saturating_add(1) };
        ahead[at] = next;
    }
    let mut at = 0;
    while at < tokens.len() {
        if ahead[at] > REACH {
            at += 1;
            continue;
        }
        match reader.expression(at) {
            Some((expression, next)) if next > at => {
                out.push(expression);
                at = next;
            }
            _ => at += 1,
        }
    }
    out
}

impl Reader<'_> {
    /// The text of a token; empty beyond the end.
    pub(super) fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.text.as_str())
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.text(at))
    }

    /// Whether these tokens follow each other from `at`.
    pub(super) fn has(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(n, word)| self.text(at + n) == *word)
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.capital)
    }

    pub(super) fn upos(&self, at: usize) -> Option<Upos> {
        self.tokens.get(at).and_then(|t| t.upos)
    }

    pub(super) fn the(&self, at: usize) -> usize {
        if self.is(at, &["the"]) { at + 1 } else { at }
    }

    fn expression(&self, at: usize) -> Option<(Expression, usize)> {
        if let Some(next) = self.frequency(at) {
            return Some((
                self.make(Link::At, at, at, (Core::Open(Openness::Frequency), Part::Whole, next), None),
                next,
            ));
        }
        let (mut link, start) = self.link(at);
        let word = self.text(at);
        let tied = start > at;
        let hedge = start + usize::from(self.is(start, &["around", "about", "circa", "roughly", "approximately"]));
        let (core, part, mut next) = self.body(hedge, link, if tied { word } else { "" })?;
        if !tied && self.needs_link(at, &core, part, next) {
            return None;
        }
        // "before dawn on Tuesday" is on Tuesday.
        if matches!(link, Link::Before | Link::After | Link::By) && lexicon::part_of_day(self.text(self.the(hedge))) {
            link = Link::At;
        }
        let mut end = None;
        if let Some((core, part, after)) = self.range_end(&core, link, next) {
            end = Some((core, part));
            next = after;
            if matches!(link, Link::From | Link::Between) {
                link = Link::At;
            }
        }
        if link == Link::Between && end.is_none() {
            return None;
        }
        let mut core = core;
        if let Some((end_core, _)) = &end {
            core = dates::inherit(core, *end_core);
        }
        // "over the weekend", "through last week": the stretch itself.
        if link == Link::Over && !matches!(core, Core::Open(_)) {
            link = Link::At;
        }
        let expression = self.make(link, at, if tied { start } else { at }, (core, part, next), end);
        Some((expression, next))
    }

    fn make(&self, link: Link, at: usize, start: usize, read: Read, end: Option<(Core, Part)>) -> Expression {
        let (core, part, next) = read;
        let last = next - 1;
        let (first, heart) = (&self.tokens[at], &self.tokens[start.min(last)]);
        let zoned = at > 0 && self.is(at - 1, &["gmt", "utc", "est", "edt", "pst", "pdt", "cet", "kst"]);
        Expression {
            link,
            link_word: (start > at).then_some(first.word),
            core,
            part,
            end,
            zoned,
            words: first.word..self.tokens[last].word + 1,
            core_words: heart.word..self.tokens[last].word + 1,
            span: first.span.cover(self.tokens[last].span),
            core_span: heart.span.cover(self.tokens[last].span),
        }
    }

    /// The preposition at a token and the token behind it.
    fn link(&self, at: usize) -> (Link, usize) {
        let two = |next: &str| self.text(at + 1) == next;
        match self.text(at) {
            "on" | "at" | "during" | "in" | "amid" => (Link::At, at + 1),
            "since" => (Link::Since, at + 1),
            "ever" if two("since") => (Link::Since, at + 2),
            "as" if two("of") || two("from") => (Link::From, at + 2),
            "from" => (Link::From, at + 1),
            "starting" | "beginning" | "effective" | "commencing" => {
                (Link::From, at + 1 + usize::from(self.is(at + 1, &["on", "from", "in", "with"])))
            }
            "until" | "till" | "til" | "through" | "thru" => (Link::Until, at + 1),
            "up" if two("until") || two("to") || two("till") => (Link::Until, at + 2),
            "by" => (Link::By, at + 1),
            "no" | "not" if two("later") && self.is(at + 2, &["than"]) => (Link::By, at + 3),
            "before" => (Link::Before, at + 1),
            "prior" if two("to") => (Link::Before, at + 2),
            "ahead" if two("of") => (Link::Before, at + 2),
            "after" => (Link::After, at + 1),
            "within" => (Link::Within, at + 1),
            "for" => (Link::For, at + 1),
            "over" | "throughout" | "across" => (Link::Over, at + 1),
            "between" => (Link::Between, at + 1),
            _ => (Link::At, at),
        }
    }

    /// A rhythm: it is kept from being read as a day.
    fn frequency(&self, at: usize) -> Option<usize> {
        let plural = |at: usize| {
            let word = self.text(at);
            word.strip_suffix('s').is_some_and(|w| lexicon::weekday(w).is_some_and(|_| w.len() > 5))
        };
        match self.text(at) {
            "every" | "each" => {
                let mut next = at + 1;
                if self.is(next, &["other", "single", "few", "second", "third"])
                    || lexicon::cardinal(self.text(next)).is_some()
                {
                    next += 1;
                }
                let known = lexicon::unit(self.text(next)).is_some()
                    || lexicon::weekday(self.text(next)).is_some()
                    || lexicon::part_of_day(self.text(next))
                    || lexicon::month(self.text(next)).is_some() && self.capital(next);
                known.then_some(next + 1)
            }
            "daily" | "nightly" | "weekly" | "monthly" | "yearly" | "annually" | "hourly" => Some(at + 1),
            "on" if plural(at + 1) => Some(at + 2),
            "once" | "twice" | "times"
                if self.is(at + 1, &["a", "an", "per", "each"]) && lexicon::unit(self.text(at + 2)).is_some() =>
            {
                Some(at + 3)
            }
            // "500 a day": a rate.
            _ if lexicon::cardinal(self.text(at)).is_some()
                && self.is(at + 1, &["a", "per"])
                && lexicon::unit(self.text(at + 2)).is_some_and(|(_, plural)| !plural)
                && !self.is(at, &["a", "an"])
                && !self.is(at + 3, &["ago", "later", "earlier", "before", "after"]) =>
            {
                Some(at + 3)
            }
            _ => plural(at).then_some(at + 1),
        }
    }

    /// Whether a core without a preposition is too little to go by.
    fn needs_link(&self, at: usize, core: &Core, part: Part, next: usize) -> bool {
        use super::expression::{Calendar, Month, Year};
        if part != Part::Whole {
            return false;
        }
        match core {
            // A bare month: "the August attack", "June's summit", but not "Theresa May".
            Core::Date(Calendar { year: Year::Open, month: Month::Given(_), day: None }) => {
                let own = !self.is(at, &["may", "march"]);
                let noun = self.is(next, &["'s", "’s"]) || self.upos(next) == Some(Upos::Noun);
                !(own && noun) && self.tokens.len() > next - at
            }
            // A bare year: "the 2018 summit", "(2018)", but not "2018 soldiers".
            Core::Date(Calendar { year: Year::Given(year), month: Month::Open, day: None }) => {
                let before = at.checked_sub(1).map_or("", |b| self.text(b));
                let told =
                    matches!(before, "the" | "a" | "an" | "its" | "his" | "her" | "their" | "'s" | "’s" | "(" | "of")
                        || self.tokens.len() == next - at
                        || self.is(next, &[")"])
                        || self.upos(at) == Some(Upos::Num)
                            && at.checked_sub(1).is_some_and(|b| lexicon::month(self.text(b)).is_some());
                !(told && (1900..2100).contains(year))
            }
            // "a three-day visit"; but "the fifth day in a row" needs no preposition.
            Core::Open(Openness::Duration) => {
                !self.is(next - 1, &["row", "running"])
                    && !self.is(next - 2, &["straight", "consecutive", "successive"])
            }
            Core::Open(Openness::Clock) => true,
            _ => false,
        }
    }

    /// Where a range ends, behind its first core.
    fn range_end(&self, first: &Core, link: Link, at: usize) -> Option<Read> {
        let joins = self.is(at, &["to", "-", "–", "—", "until", "till", "through", "thru"])
            || (self.is(at, &["and"]) && (link == Link::Between || dates::is_bare_day(first)));
        if !joins {
            return None;
        }
        let start = at + 1 + usize::from(self.is(at + 1, &["on", "in"]));
        if let Some(read) = dates::short_end(self, first, start) {
            return Some(read);
        }
        let (core, part, next) = self.body(start, Link::At, "to")?;
        dates::joinable(first, &core).then_some((core, part, next))
    }

    /// A core at a token. `preposition` is the word before it, empty when there is none.
    pub(super) fn body(&self, at: usize, link: Link, preposition: &str) -> Option<Read> {
        self.parted(at, link, preposition)
            .or_else(|| self.days(at))
            .or_else(|| self.weekday(at))
            .or_else(|| dates::date(self, at, preposition))
            .or_else(|| self.stretch(at, link, preposition))
            .or_else(|| self.counted(at, link, preposition))
            .or_else(|| self.ordinal(at, link))
            .or_else(|| self.named(at))
    }

    /// "early", "the end of", "the night of", "earlier", and what they are parts of.
    fn parted(&self, at: usize, link: Link, preposition: &str) -> Option<Read> {
        let of = |next: usize| {
            let inner = self.the(next);
            self.body(inner, Link::At, "of").filter(|(core, ..)| !matches!(core, Core::Open(_) | Core::Shift(..)))
        };
        let start = self.the(at);
        let word = self.text(start);
        let behind = start + 1 + usize::from(self.is(start + 1, &["-"]));
        match word {
            "early" | "late" | "mid" | "pre" => {
                // "early on Monday", "late in the year", "the early hours of Monday".
                let mut next = behind + usize::from(self.is(behind, &["on", "in"]));
                if self.is(
                    behind,
                    &["hours", "morning", "evening", "night", "afternoon", "days", "part", "weeks", "months", "years"],
                ) && self.is(behind + 1, &["of", "on"])
                {
                    next = behind + 2;
                }
                let part = match word {
                    "early" | "pre" => Part::Early,
                    "late" => Part::Late,
                    _ => Part::Mid,
                };
                of(next).map(|(core, _, next)| (core, part, next))
            }
            "beginning" | "start" | "end" | "middle" | "close" | "outset" | "eve" if self.is(start + 1, &["of"]) => {
                let part = match word {
                    "middle" => Part::Mid,
                    "end" | "close" => Part::End,
                    _ => Part::Start,
                };
                let inner = start + 2;
                // "the end of the year": of the year of the text.
                let the = self.is(inner, &["the", "this"]);
                let period = lexicon::unit(self.text(inner + usize::from(the))).filter(|_| the);
                if let Some((unit, false)) = period {
                    return Some((Core::Period(unit, 0), part, inner + 2));
                }
                of(inner).map(|(core, _, next)| (core, part, next))
            }
            "year" | "month" | "week"
                if self.has(start + 1, &["-", "end"])
                    || (self.is(start + 1, &["'s", "’s"]) && self.is(start + 2, &["end"])) =>
            {
                let (unit, _) = lexicon::unit(word)?;
                Some((Core::Period(unit, 0), Part::End, start + 3))
            }
            "first" | "second" | "latter" | "last" | "third" | "fourth" | "final"
                if self.is(start + 1, &["half", "quarter", "third"]) && self.is(start + 2, &["of"]) =>
            {
                let parts = match self.text(start + 1) {
                    "half" => 2,
                    "third" => 3,
                    _ => 4,
                };
                let number = match word {
                    "first" => 1,
                    "second" if parts > 2 => 2,
                    "third" => 3,
                    _ => parts,
                };
                let inner = start + 3;
                let part = Part::Share(number, parts);
                let the = self.is(inner, &["the", "this"]);
                if let Some((unit, false)) = lexicon::unit(self.text(inner + usize::from(the))).filter(|_| the) {
                    return Some((Core::Period(unit, 0), part, inner + 2));
                }
                of(inner).map(|(core, _, next)| (core, part, next))
            }
            _ if lexicon::part_of_day(word) && self.is(start + 1, &["of", "on"]) => of(start + 2),
            "hours" if self.is(start + 1, &["of"]) => of(start + 2),
            "earlier" | "later" if preposition.is_empty() || link == Link::At => {
                let part = if word == "earlier" { Part::SoFar } else { Part::Rest };
                let mut inner = start + 1 + usize::from(self.is(start + 1, &["on", "in"]));
                // "earlier in the week": the week of the text.
                if self.is(inner, &["the"]) {
                    inner += 1;
                    let (unit, plural) = lexicon::unit(self.text(inner))?;
                    return match unit {
                        Unit::Week | Unit::Month | Unit::Year | Unit::Decade if !plural => {
                            Some((Core::Period(unit, 0), part, inner + 1))
                        }
                        _ => Some((Core::Open(Openness::Anaphor), Part::Whole, inner + 1)),
                    };
                }
                if self.is(inner, &["that"]) && lexicon::unit(self.text(inner + 1)).is_some() {
                    return Some((Core::Open(Openness::Anaphor), Part::Whole, inner + 2));
                }
                let (core, _, next) = self.body(inner, Link::At, "in")?;
                match core {
                    Core::Period(_, 0) => Some((core, part, next)),
                    Core::Open(_) | Core::Shift(..) => None,
                    _ => Some((core, Part::Whole, next)),
                }
            }
            "so" if self.has(start + 1, &["far", "this"]) => {
                let (unit, _) = lexicon::unit(self.text(start + 3))?;
                Some((Core::Period(unit, 0), Part::SoFar, start + 4))
            }
            _ => None,
        }
    }

    /// "today" and its like.
    fn days(&self, at: usize) -> Option<Read> {
        let start = self.the(at);
        let whole = |days: i64, next: usize| Some((Core::Day(days), Part::Whole, next));
        let part = |next: usize| next + usize::from(lexicon::part_of_day(self.text(next)));
        match self.text(start) {
            "today" if start == at => whole(0, at + 1),
            "tonight" => whole(0, at + 1),
            "yesterday" => whole(-1, part(at + 1)),
            "tomorrow" => whole(1, part(at + 1)),
            "day" if start > at && self.has(start + 1, &["before", "yesterday"]) => whole(-2, start + 3),
            "day" if start > at && self.has(start + 1, &["after", "tomorrow"]) => whole(2, start + 3),
            "last" if self.is(start + 1, &["night", "evening"]) => whole(-1, start + 2),
            "this" if self.is(start + 1, &["morning", "afternoon", "evening"]) => whole(0, start + 2),
            "overnight" => Some((Core::Overnight, Part::Whole, at + 1)),
            _ => None,
        }
    }

    fn which(&self, at: usize) -> (Which, usize) {
        match self.text(at) {
            "last" | "past" => (Which::Last, at + 1),
            "this" | "coming" => (Which::This, at + 1),
            "next" => (Which::Next, at + 1),
            _ => (Which::Bare, at),
        }
    }

    /// "Saturday", "last Friday", "Monday night", "Tuesday of last week", "Tuesday, May 3, 2016".
    fn weekday(&self, at: usize) -> Option<Read> {
        let start = self.the(at);
        let (which, start) = self.which(start);
        let word = self.text(start);
        let day: Weekday = lexicon::weekday(word).filter(|_| word.len() > 5 || self.capital(start))?;
        // "the Friday prayers" is any Friday; "the Friday after": not known.
        let mut next = start + 1;
        next += usize::from(lexicon::part_of_day(self.text(next)));
        let comma = next + usize::from(self.is(next, &[","]));
        if let Some((core @ Core::Date(_), part, after)) = dates::date(self, comma, "")
            && dates::has_day(&core)
        {
            return Some((core, part, after));
        }
        let of = next + usize::from(self.is(next, &["of"]));
        let (week, after) = match (self.text(of), self.text(of + 1)) {
            ("last", "week") => (Some(-1), of + 2),
            ("this", "week") => (Some(0), of + 2),
            ("next", "week") => (Some(1), of + 2),
            _ => (None, next),
        };
        Some((Core::Weekday(day, which, week), Part::Whole, after))
    }

    /// "soon", "recently", "5:30 a.m.", "Ramadan".
    fn named(&self, at: usize) -> Option<Read> {
        let read = |core: Core, next: usize| Some((core, Part::Whole, next));
        let word = self.text(at);
        match word {
            "soon" | "shortly" | "imminently"
                if !self.is(at + 1, &["ago", "after", "before", "as", "afterwards", "thereafter"])
                    && (at == 0 || !self.is(at - 1, &["as"])) =>
            {
                return read(Core::Open(Openness::Soon), at + 1);
            }
            "soon" | "shortly" if self.is(at + 1, &["after", "before", "afterwards", "thereafter"]) => {
                return read(Core::Open(Openness::Anaphor), at + 2);
            }
            "the" if self.has(at + 1, &["near", "future"]) || self.has(at + 1, &["foreseeable", "future"]) => {
                return read(Core::Open(Openness::Soon), at + 3);
            }
            "near" if self.is(at + 1, &["future"]) => return read(Core::Open(Openness::Soon), at + 2),
            "shortly" if self.is(at + 1, &["ago"]) => return read(Core::Past(None, Unit::Week), at + 2),
            "recently" | "lately" => return read(Core::Past(None, Unit::Week), at + 1),
            "fiscal" | "fy" => {
                let year_at = at + 1 + usize::from(self.is(at + 1, &["year"]));
                lexicon::year(self.text(year_at))?;
                return read(Core::Open(Openness::Named), year_at + 1);
            }
            _ => {}
        }
        if word.strip_prefix("fy").is_some_and(|y| lexicon::year(y).is_some()) {
            return read(Core::Open(Openness::Named), at + 1);
        }
        if self.capital(at) && lexicon::moving_feast(word) {
            return read(Core::Open(Openness::Named), at + 1);
        }
        // Times of day.
        let digits = word.bytes().next().is_some_and(|b| b.is_ascii_digit());
        if digits {
            let next = self.text(at + 1);
            let clock = word.contains(':') && word.bytes().all(|b| b.is_ascii_digit() || b == b':');
            if matches!(next, "am" | "pm" | "gmt" | "utc" | "hours" | "o'clock")
                || clock
                || word.ends_with("am")
                || word.ends_with("pm")
            {
                let tail = usize::from(matches!(next, "am" | "pm" | "gmt" | "utc" | "o'clock"));
                return read(Core::Open(Openness::Clock), at + 1 + tail);
            }
        }
        let start = self.the(at);
        if lexicon::part_of_day(self.text(start)) {
            return read(Core::Open(Openness::Clock), start + 1);
        }
        None
    }
}
