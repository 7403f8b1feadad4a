//! Expressions and what they come to, for a text of Wednesday, 12 June 2024.

use super::*;

fn published() -> Option<Date> {
    Date::new(2024, 6, 12).ok()
}

fn told(when: &When) -> String {
    let show = |d: Option<Date>| d.map_or("..".into(), |d| d.to_string());
    let basis = match when.basis {
        Basis::Text => "text",
        Basis::TextAndDocument => "both",
        Basis::Document => "document",
    };
    format!("{} {} {:?} {basis}", show(when.interval.from), show(when.interval.to), when.precision).to_lowercase()
}

fn said(text: &str, lean: Lean) -> String {
    read(text, published(), lean).map_or("none".into(), |when| told(&when))
}

fn check(lean: Lean, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, wanted)| {
            let got = said(text, lean);
            (got != *wanted).then(|| format!("{text:?}: wanted {wanted}, got {got}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

const VAGUE: &str = ".. .. vague text";

#[test]
fn full_dates() {
    check(
        Lean::Past,
        &[
            ("on 26 May 2024", "2024-05-26 2024-05-26 day text"),
            ("on May 26, 2024", "2024-05-26 2024-05-26 day text"),
            ("May 26 2024", "2024-05-26 2024-05-26 day text"),
            ("3 August 2012", "2012-08-03 2012-08-03 day text"),
            ("the 3rd of August 2012", "2012-08-03 2012-08-03 day text"),
            ("Aug. 3, 2012", "2012-08-03 2012-08-03 day text"),
            ("on Tuesday, May 3, 2016", "2016-05-03 2016-05-03 day text"),
            ("2024-05-28", "2024-05-28 2024-05-28 day text"),
            ("in June 2020", "2020-06-01 2020-06-30 month text"),
            ("in June of 2020", "2020-06-01 2020-06-30 month text"),
            ("in 2018", "2018-01-01 2018-12-31 year text"),
            ("in Juche 113", "2024-01-01 2024-12-31 year text"),
            ("Juche 101 (2012)", "2012-01-01 2012-12-31 year text"),
            ("in March, Juche 111 (2022)", "2022-03-01 2022-03-31 month text"),
            ("on April 5 Juche 50 (1961)", "1961-04-05 1961-04-05 day text"),
            ("on September 11, 2001", "2001-09-11 2001-09-11 day text"),
            ("on Sept. 11, 2001", "2001-09-11 2001-09-11 day text"),
            ("on Christmas Day 1991", "1991-12-25 1991-12-25 day text"),
            ("in the spring of 2014", "2014-03-01 2014-05-31 season text"),
            ("in summer 2019", "2019-06-01 2019-08-31 season text"),
            ("in the winter of 2010", "2010-12-01 2011-02-28 season text"),
            ("February 30", VAGUE),
        ],
    );
}

#[test]
fn dates_without_a_year() {
    check(
        Lean::Past,
        &[
            ("on May 26", "2024-05-26 2024-05-26 day both"),
            ("Aug. 3", "2023-08-03 2023-08-03 day both"),
            ("on 3 August", "2023-08-03 2023-08-03 day both"),
            ("on December 3", "2023-12-03 2023-12-03 day both"),
            ("on June 12", "2024-06-12 2024-06-12 day both"),
            ("on June 13", "2023-06-13 2023-06-13 day both"),
            ("in August", "2023-08-01 2023-08-31 month both"),
            ("in June", "2024-06-01 2024-06-30 month both"),
            ("last August", "2023-08-01 2023-08-31 month both"),
            ("on May 5 last year", "2023-05-05 2023-05-05 day both"),
            ("in August last year", "2023-08-01 2023-08-31 month both"),
            ("in March of this year", "2024-03-01 2024-03-31 month both"),
            ("on the 9th", "2024-06-09 2024-06-09 day both"),
            ("on the 28th", "2024-05-28 2024-05-28 day both"),
            ("on the 31st", "2024-05-31 2024-05-31 day both"),
            ("on the night of the 28th", "2024-05-28 2024-05-28 day both"),
            ("on the 5th of this month", "2024-06-05 2024-06-05 day both"),
            ("on the 5th of last month", "2024-05-05 2024-05-05 day both"),
            ("on Christmas Day", "2023-12-25 2023-12-25 day both"),
        ],
    );
    check(
        Lean::Future,
        &[
            ("on Aug. 3", "2024-08-03 2024-08-03 day both"),
            ("on January 5", "2025-01-05 2025-01-05 day both"),
            ("on June 15", "2024-06-15 2024-06-15 day both"),
            ("in August", "2024-08-01 2024-08-31 month both"),
            ("in March", "2025-03-01 2025-03-31 month both"),
            ("next March", "2025-03-01 2025-03-31 month both"),
            ("on the 28th", "2024-06-28 2024-06-28 day both"),
            ("on the 5th", "2024-07-05 2024-07-05 day both"),
            ("on New Year's Eve", "2024-12-31 2024-12-31 day both"),
        ],
    );
    check(
        Lean::Unknown,
        &[("on July 1", "2024-07-01 2024-07-01 day both"), ("on December 20", "2023-12-20 2023-12-20 day both")],
    );
}

#[test]
fn weekdays() {
    check(
        Lean::Past,
        &[
            ("on Saturday", "2024-06-08 2024-06-08 day both"),
            ("Saturday", "2024-06-08 2024-06-08 day both"),
            ("on Wednesday", "2024-06-12 2024-06-12 day both"),
            ("late Monday", "2024-06-10 2024-06-10 day both"),
            ("Monday night", "2024-06-10 2024-06-10 day both"),
            ("early on Sunday", "2024-06-09 2024-06-09 day both"),
            ("in the early hours of Sunday", "2024-06-09 2024-06-09 day both"),
            ("last Friday", "2024-06-07 2024-06-07 day both"),
            ("last Wednesday", "2024-06-05 2024-06-05 day both"),
            ("this Monday", "2024-06-10 2024-06-10 day both"),
            ("Monday last week", "2024-06-03 2024-06-03 day both"),
            ("on Tuesday of last week", "2024-06-04 2024-06-04 day both"),
            ("Monday's", "2024-06-10 2024-06-10 day both"),
            ("since Monday", "2024-06-10 .. vague both"),
            ("before dawn on Tuesday", "2024-06-11 2024-06-11 day both"),
            ("at 5:30 a.m. (2030 GMT Sunday)", "2024-06-09 2024-06-09 day both"),
            ("Monday through Wednesday", "2024-06-10 2024-06-12 day both"),
            ("from Friday to Sunday", "2024-06-07 2024-06-09 day both"),
            ("from Saturday to Monday", "2024-06-08 2024-06-10 day both"),
            ("earlier on Tuesday", "2024-06-11 2024-06-11 day both"),
            ("on Sunday evening", "2024-06-09 2024-06-09 day both"),
        ],
    );
    check(
        Lean::Future,
        &[
            ("on Saturday", "2024-06-15 2024-06-15 day both"),
            ("on Wednesday", "2024-06-12 2024-06-12 day both"),
            ("next Friday", "2024-06-21 2024-06-21 day both"),
            ("this Friday", "2024-06-14 2024-06-14 day both"),
            ("on Monday next week", "2024-06-17 2024-06-17 day both"),
            ("from Friday to Sunday", "2024-06-14 2024-06-16 day both"),
            ("by Friday", ".. 2024-06-14 vague both"),
            ("starting Monday", "2024-06-17 .. vague both"),
            ("until next Tuesday", ".. 2024-06-18 vague both"),
        ],
    );
    check(
        Lean::Unknown,
        &[("Friday", "2024-06-07 2024-06-07 day both"), ("this Friday", "2024-06-14 2024-06-14 day both")],
    );
}

#[test]
fn days_weeks_months_years() {
    check(
        Lean::Past,
        &[
            ("today", "2024-06-12 2024-06-12 day both"),
            ("yesterday", "2024-06-11 2024-06-11 day both"),
            ("yesterday morning", "2024-06-11 2024-06-11 day both"),
            ("the day before yesterday", "2024-06-10 2024-06-10 day both"),
            ("last night", "2024-06-11 2024-06-11 day both"),
            ("this morning", "2024-06-12 2024-06-12 day both"),
            ("overnight", "2024-06-11 2024-06-12 day both"),
            ("last week", "2024-06-03 2024-06-09 week both"),
            ("this week", "2024-06-10 2024-06-16 week both"),
            ("earlier this week", "2024-06-10 2024-06-12 week both"),
            ("this month", "2024-06-01 2024-06-30 month both"),
            ("last month", "2024-05-01 2024-05-31 month both"),
            ("late last month", "2024-05-21 2024-05-31 month both"),
            ("earlier this month", "2024-06-01 2024-06-12 month both"),
            ("last year", "2023-01-01 2023-12-31 year both"),
            ("early last year", "2023-01-01 2023-04-30 season both"),
            ("earlier this year", "2024-01-01 2024-06-12 year both"),
            ("so far this year", "2024-01-01 2024-06-12 year both"),
            ("last weekend", "2024-06-08 2024-06-09 day both"),
            ("over the weekend", "2024-06-08 2024-06-09 day both"),
            ("last summer", "2023-06-01 2023-08-31 season both"),
            ("this spring", "2024-03-01 2024-05-31 season both"),
            ("three days ago", "2024-06-09 2024-06-09 day both"),
            ("two weeks ago", "2024-05-27 2024-06-02 week both"),
            ("a month ago", "2024-05-01 2024-05-31 month both"),
            ("five years ago", "2019-01-01 2019-12-31 year both"),
            ("48 hours ago", "2024-06-10 2024-06-12 day both"),
            ("a decade ago", "2012-06-12 2016-06-12 decade both"),
            ("days ago", ".. 2024-06-12 vague both"),
            ("a few weeks ago", ".. 2024-06-12 vague both"),
            ("in recent years", ".. 2024-06-12 vague both"),
            ("recently", ".. 2024-06-12 vague both"),
            ("shortly ago", ".. 2024-06-12 vague both"),
            ("over the past three days", "2024-06-09 2024-06-12 vague both"),
            ("in the last two weeks", "2024-05-29 2024-06-12 vague both"),
            ("in the past year", "2023-06-12 2024-06-12 vague both"),
            ("in the past few days", ".. 2024-06-12 vague both"),
            ("in the last 24 hours", "2024-06-11 2024-06-12 vague both"),
            ("earlier in the week", "2024-06-10 2024-06-12 week both"),
            ("last quarter", "2024-01-01 2024-03-31 season both"),
        ],
    );
    check(
        Lean::Future,
        &[
            ("tomorrow", "2024-06-13 2024-06-13 day both"),
            ("the day after tomorrow", "2024-06-14 2024-06-14 day both"),
            ("tonight", "2024-06-12 2024-06-12 day both"),
            ("next week", "2024-06-17 2024-06-23 week both"),
            ("next month", "2024-07-01 2024-07-31 month both"),
            ("next year", "2025-01-01 2025-12-31 year both"),
            ("early next year", "2025-01-01 2025-04-30 season both"),
            ("later this month", "2024-06-12 2024-06-30 month both"),
            ("later this year", "2024-06-12 2024-12-31 year both"),
            ("next spring", "2025-03-01 2025-05-31 season both"),
            ("this summer", "2024-06-01 2024-08-31 season both"),
            ("this weekend", "2024-06-15 2024-06-16 day both"),
            ("next weekend", "2024-06-22 2024-06-23 day both"),
            ("in three days", "2024-06-15 2024-06-15 day both"),
            ("in two weeks", "2024-06-24 2024-06-30 week both"),
            ("two weeks from now", "2024-06-24 2024-06-30 week both"),
            ("in the coming days", "2024-06-12 .. vague both"),
            ("over the next three months", "2024-06-12 2024-09-12 vague both"),
        ],
    );
}

#[test]
fn deadlines_and_open_ends() {
    check(
        Lean::Future,
        &[
            ("by the end of the year", ".. 2024-12-31 vague both"),
            ("by the end of May", ".. 2025-05-31 vague both"),
            ("by the end of 2025", ".. 2025-12-31 vague text"),
            ("by year-end", ".. 2024-12-31 vague both"),
            ("before June 15", ".. 2024-06-14 vague both"),
            ("no later than June 20", ".. 2024-06-20 vague both"),
            ("within 48 hours", "2024-06-12 2024-06-14 day both"),
            ("within a week", "2024-06-12 2024-06-19 day both"),
            ("within days", "2024-06-12 .. vague both"),
            ("until July 1", ".. 2024-07-01 vague both"),
            ("ahead of next week", ".. 2024-06-16 vague both"),
            ("soon", VAGUE),
            ("in the near future", VAGUE),
            ("by 2030", ".. 2030-12-31 vague text"),
            ("from July 1", "2024-07-01 .. vague both"),
        ],
    );
    check(
        Lean::Past,
        &[
            ("since late May", "2024-05-21 .. vague both"),
            ("since 2018", "2018-01-01 .. vague text"),
            ("since last October", "2023-10-01 .. vague both"),
            ("since the beginning of the year", "2024-01-01 .. vague both"),
            ("until 1991", ".. 1991-12-31 vague text"),
            ("after June 1", "2024-06-02 .. vague both"),
            ("before 1990", ".. 1989-12-31 vague text"),
        ],
    );
}

#[test]
fn ranges() {
    check(
        Lean::Past,
        &[
            ("from the night of May 28 to the dawn of June 2", "2024-05-28 2024-06-02 day both"),
            ("13 to 24 May", "2024-05-13 2024-05-24 day both"),
            ("from 13 to 24 May 2019", "2019-05-13 2019-05-24 day text"),
            ("May 28-30", "2024-05-28 2024-05-30 day both"),
            ("28-30 May", "2024-05-28 2024-05-30 day both"),
            ("May 28–June 2", "2024-05-28 2024-06-02 day both"),
            ("from July 3 through 5", "2023-07-03 2023-07-05 day both"),
            ("on 12 and 13 March", "2024-03-12 2024-03-13 day both"),
            ("between 1950 and 1953", "1950-01-01 1953-12-31 year text"),
            ("from 1950 to 1953", "1950-01-01 1953-12-31 year text"),
            ("in 1992-95", "1992-01-01 1995-12-31 year text"),
            ("the 1950-53 war", "1950-01-01 1953-12-31 year text"),
            ("during the 1980-1988 war", "1980-01-01 1988-12-31 year text"),
            ("from January to March 2019", "2019-01-01 2019-03-31 month text"),
            ("from January to March", "2024-01-01 2024-03-31 month both"),
            ("between May 1 and June 3", "2024-05-01 2024-06-03 day both"),
            ("from December 28 to January 3", "2023-12-28 2024-01-03 day both"),
            ("from November 2022 to February 2023", "2022-11-01 2023-02-28 month text"),
            ("from March 2014 until August 2015", "2014-03-01 2015-08-31 month text"),
        ],
    );
    check(
        Lean::Future,
        &[
            ("from July 3 through 5", "2024-07-03 2024-07-05 day both"),
            ("August 19 to 29", "2024-08-19 2024-08-29 day both"),
            ("from December 28 to January 3", "2024-12-28 2025-01-03 day both"),
        ],
    );
}

#[test]
fn parts_of_years_and_decades() {
    check(
        Lean::Past,
        &[
            ("in the 1990s", "1990-01-01 1999-12-31 decade text"),
            ("in the '90s", "1990-01-01 1999-12-31 decade text"),
            ("in the late 1990s", "1997-01-01 1999-12-31 decade text"),
            ("in the mid-1990s", "1994-01-01 1996-12-31 decade text"),
            ("the early 2000s", "2000-01-01 2003-12-31 decade text"),
            ("in the 19th century", "1801-01-01 1900-12-31 decade text"),
            ("in mid-2019", "2019-05-01 2019-08-31 season text"),
            ("in early 2019", "2019-01-01 2019-04-30 season text"),
            ("in late June", "2023-06-21 2023-06-30 month both"),
            ("in mid-April", "2024-04-11 2024-04-20 month both"),
            ("at the end of May", "2024-05-21 2024-05-31 month both"),
            ("in the first half of 2019", "2019-01-01 2019-06-30 season text"),
            ("in the second half of 2019", "2019-07-01 2019-12-31 season text"),
            ("in the first quarter of 2019", "2019-01-01 2019-03-31 season text"),
            ("in the third quarter of 2019", "2019-07-01 2019-09-30 season text"),
            ("in the fourth quarter of last year", "2023-10-01 2023-12-31 season both"),
        ],
    );
}

#[test]
fn what_has_no_days() {
    check(
        Lean::Past,
        &[
            ("for decades", VAGUE),
            ("for three days", VAGUE),
            ("for the second straight day", VAGUE),
            ("for a third consecutive week", VAGUE),
            ("the fifth day in a row", VAGUE),
            ("three days later", VAGUE),
            ("three days earlier", VAGUE),
            ("a week before", VAGUE),
            ("hours earlier", VAGUE),
            ("the following day", VAGUE),
            ("the next day", VAGUE),
            ("the same day", VAGUE),
            ("later that day", VAGUE),
            ("a day after the raid", VAGUE),
            ("shortly after the raid", VAGUE),
            ("during Ramadan", VAGUE),
            ("in fiscal 2019", VAGUE),
            ("in FY2019", VAGUE),
        ],
    );
}

#[test]
fn what_is_no_time() {
    check(
        Lean::Past,
        &[
            ("2,000 troops", "none"),
            ("the demarcation line", "none"),
            ("in march order", "none"),
            ("they may act", "none"),
            ("300 balloons", "none"),
            ("decades of war", "none"),
            ("Theresa May said", "none"),
            ("the 38th parallel", "none"),
            ("the 7th Fleet", "none"),
            ("every Friday", "none"),
            ("on Fridays", "none"),
            ("every day", "none"),
            ("twice a week", "none"),
            ("500 a day", "none"),
            ("at 5:30 a.m.", "none"),
            ("at dawn", "none"),
            ("at 1800 hours", "none"),
            ("over 2000 people", "none"),
            ("Resolution 1718", "none"),
            ("a second missile", "none"),
            ("first place", "none"),
            ("one in ten", "none"),
            ("the spring offensive", "none"),
            ("a fall in prices", "none"),
            ("the day of the sun", "none"),
            ("", "none"),
        ],
    );
}

#[test]
fn without_a_date_of_the_text_what_leans_on_it_is_open() {
    for text in ["on Saturday", "last week", "on May 26", "yesterday"] {
        let when = read(text, None, Lean::Past).map(|w| told(&w));
        assert_eq!(when.as_deref(), Some(VAGUE), "{text}");
    }
    assert_eq!(read("in 2018", None, Lean::Past).map(|w| told(&w)).as_deref(), Some("2018-01-01 2018-12-31 year text"));
}

#[test]
fn background_is_what_is_over_for_a_year() {
    let published = Date::new(2024, 6, 12).unwrap_or_default();
    let is = |text: &str| read(text, Some(published), Lean::Past).is_some_and(|w| is_background(&w, published));
    for old in ["in 2018", "between 1950 and 1953", "in the 1990s", "on May 5 last year", "until 1991"] {
        assert!(is(old), "{old}");
    }
    for new in ["on Monday", "in 2024", "since 2018", "last month", "for decades", "in 2023"] {
        assert!(!is(new), "{new}");
    }
}

#[test]
fn words_are_cited_with_the_preposition_that_matters() {
    let cited = |text: &str| {
        let span = read(text, published(), Lean::Past).and_then(|w| w.text);
        span.and_then(|s| s.slice(text)).unwrap_or_default().to_owned()
    };
    assert_eq!(cited("they met on Saturday in Geneva"), "Saturday");
    assert_eq!(cited("it has held since late May"), "since late May");
    assert_eq!(cited("they flew from May 28 to June 2 there"), "May 28 to June 2");
    assert_eq!(cited("he died on Tuesday, May 3, 2016, in exile"), "Tuesday, May 3, 2016");
}

proptest::proptest! {
    /// Words of time in any order: no panic, and what is cited slices.
    #[test]
    fn any_row_of_words_is_read(words in proptest::collection::vec(
        proptest::sample::select(vec![
            "on", "in", "the", "from", "to", "by", "of", "end", "early", "late", "mid", "-", "–", "May", "28", "30", "31", "1950",
            "53", "2024", "Monday", "Friday", "last", "next", "this", "week", "days", "three", "ago", "later", "after",
            "before", "between", "and", "until", "since", "for", "within", "year", "1990s", "first", "half", "quarter",
            "night", "dawn", "999999", "centuries", "every", "'s", ",", "(", ")", "Juche", "113", "12th", "February",
            "weekend", "spring", "overnight", "5:30", "a.m.", "GMT", "2024-02-30", "É", "days'", "time",
        ]), 0..14), forward in proptest::bool::ANY) {
        let text = words.join(" ");
        let lean = if forward { Lean::Future } else { Lean::Past };
        for expression in expressions_of_text(&text, 0) {
            proptest::prop_assert!(expression.span.slice(&text).is_some());
            proptest::prop_assert!(expression.core_span.slice(&text).is_some());
            let when = reckon(&expression, &Context { published: published(), lean, year: None });
            if let Some(When { interval: Interval { from: Some(from), to: Some(to) }, .. }) = when {
                proptest::prop_assert!(from <= to, "{text}: {from} {to}");
            }
        }
    }

    /// Any text at all.
    #[test]
    fn any_text_is_read(text in "\\PC{0,60}") {
        for expression in expressions_of_text(&text, 0) {
            proptest::prop_assert!(expression.cited().slice(&text).is_some());
        }
        let _ = read(&text, published(), Lean::Unknown);
        let _ = read(&text, Date::new(-9999, 1, 1).ok(), Lean::Past);
        let _ = read(&text, Date::new(9999, 12, 31).ok(), Lean::Future);
    }
}
