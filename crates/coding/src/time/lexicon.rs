//! Words of time: months, weekdays, units, seasons, numbers.

use jiff::civil::Weekday;

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Season(Season),
    Year,
    Decade,
    Century,
}

/// A season, of the northern half of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// Its first month; it lasts three.
    #[must_use]
    pub fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

/// The month of a lower-case word.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// The weekday of a lower-case word; abbreviations that are words too ("sun", "sat") are left out.
#[must_use]
pub fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tues" | "tue" => Weekday::Tuesday,
        "wednesday" | "wed" | "weds" => Weekday::Wednesday,
        "thursday" | "thurs" | "thur" | "thu" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// The unit of a lower-case word, and whether it is plural.
#[must_use]
pub fn unit(word: &str) -> Option<(Unit, bool)> {
    let (unit, plural) = match word {
        "minute" | "second" => (Unit::Minute, false),
        "minutes" | "seconds" => (Unit::Minute, true),
        "hour" => (Unit::Hour, false),
        "hours" => (Unit::Hour, true),
        "day" => (Unit::Day, false),
        "days" => (Unit::Day, true),
        "week" => (Unit::Week, false),
        "weeks" => (Unit::Week, true),
        "weekend" => (Unit::Weekend, false),
        "weekends" => (Unit::Weekend, true),
        "month" => (Unit::Month, false),
        "months" => (Unit::Month, true),
        "quarter" => (Unit::Quarter, false),
        "year" => (Unit::Year, false),
        "years" => (Unit::Year, true),
        "decade" => (Unit::Decade, false),
        "decades" => (Unit::Decade, true),
        "century" => (Unit::Century, false),
        "centuries" => (Unit::Century, true),
        _ => return season(word).map(|s| (Unit::Season(s), false)),
    };
    Some((unit, plural))
}

/// The season of a lower-case word.
#[must_use]
pub fn season(word: &str) -> Option<Season> {
    Some(match word {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

/// A small number in digits or words.
#[must_use]
pub fn cardinal(word: &str) -> Option<i64> {
    if word.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return (word.len() <= 6 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten();
    }
    Some(match word {
        "one" | "a" | "an" => 1,
        "two" | "couple" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" | "dozen" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        "hundred" => 100,
        _ => return None,
    })
}

/// An ordinal in digits or words, 1 to 31.
#[must_use]
pub fn ordinal(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !digits.is_empty() && matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th") {
        return digits.parse().ok().filter(|d| (1..=31).contains(d));
    }
    const WORDS: [&str; 31] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "twenty-first",
        "twenty-second",
        "twenty-third",
        "twenty-fourth",
        "twenty-fifth",
        "twenty-sixth",
        "twenty-seventh",
        "twenty-eighth",
        "twenty-ninth",
        "thirtieth",
        "thirty-first",
    ];
    WORDS.iter().position(|w| *w == word).and_then(|at| i8::try_from(at + 1).ok())
}

/// A year in four digits, as news writes it.
#[must_use]
pub fn year(word: &str) -> Option<i16> {
    (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
        .filter(|y| (1000..2200).contains(y))
}

/// "1990s", "1990's", "'90s", "90s": the first year.
#[must_use]
pub fn decade(word: &str) -> Option<i16> {
    let digits = word.trim_start_matches(['\'', '’']).strip_suffix('s')?.trim_end_matches(['\'', '’']);
    let value: i16 = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
    match digits.len() {
        4 if value % 10 == 0 && (1000..2200).contains(&value) => Some(value),
        // "the '90s": those of the last century, but for the youngest.
        2 if value % 10 == 0 => Some(if value < 20 { 2000 + value } else { 1900 + value }),
        _ => None,
    }
}

/// Parts of a day: they leave the day as it is.
#[must_use]
pub fn part_of_day(word: &str) -> bool {
    matches!(
        word,
        "morning"
            | "afternoon"
            | "evening"
            | "night"
            | "dawn"
            | "dusk"
            | "noon"
            | "midday"
            | "midnight"
            | "daybreak"
            | "sunrise"
            | "sunset"
            | "nightfall"
            | "lunchtime"
            | "eve"
    )
}

/// Days of the year that have a name and a date of their own.
#[must_use]
pub fn holiday(words: &[&str]) -> Option<(i8, i8, usize)> {
    let has = |wanted: &[&str]| words.len() >= wanted.len() && words[..wanted.len()] == *wanted;
    [
        (&["christmas", "eve"][..], 12, 24),
        (&["christmas", "day"], 12, 25),
        (&["christmas"], 12, 25),
        (&["new", "year", "'s", "eve"], 12, 31),
        (&["new", "year", "’s", "eve"], 12, 31),
        (&["new", "year", "'s", "day"], 1, 1),
        (&["new", "year", "’s", "day"], 1, 1),
        (&["boxing", "day"], 12, 26),
        (&["valentine", "'s", "day"], 2, 14),
        (&["may", "day"], 5, 1),
        (&["halloween"], 10, 31),
    ]
    .into_iter()
    .find(|(wanted, ..)| has(wanted))
    .map(|(wanted, month, day)| (month, day, wanted.len()))
}

/// Days and seasons that move with the moon or the church: named, but without a date that can be reckoned here.
#[must_use]
pub fn moving_feast(word: &str) -> bool {
    matches!(
        word,
        "ramadan"
            | "ramazan"
            | "eid"
            | "easter"
            | "diwali"
            | "ashura"
            | "arbaeen"
            | "hajj"
            | "passover"
            | "nowruz"
            | "thanksgiving"
            | "chuseok"
            | "seollal"
            | "songkran"
            | "vesak"
            | "lent"
            | "tet"
            | "yom"
            | "muharram"
            | "hanukkah"
    )
}

/// Whether a word can be at the heart of a time expression; digits are looked for elsewhere.
#[must_use]
pub fn is_anchor(form: &str) -> bool {
    // Capitals matter to no word here, and the longest has twelve letters.
    let bytes = form.as_bytes();
    if bytes.len() < 3 || bytes.len() > 13 || !bytes[0].is_ascii_alphabetic() {
        return false;
    }
    let mut buffer = [0_u8; 13];
    let lower = &mut buffer[..bytes.len()];
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    let Ok(word) = std::str::from_utf8(lower) else { return false };
    let word = word.trim_end_matches('.');
    month(word).is_some()
        || weekday(word.trim_end_matches('s')).is_some()
        || unit(word).is_some()
        || part_of_day(word)
        || moving_feast(word)
        || matches!(
            word,
            "today"
                | "yesterday"
                | "tomorrow"
                | "tonight"
                | "overnight"
                | "recently"
                | "lately"
                | "soon"
                | "shortly"
                | "imminently"
                | "earlier"
                | "later"
                | "daily"
                | "weekly"
                | "monthly"
                | "annually"
                | "yearly"
                | "future"
                | "christmas"
                | "halloween"
                | "fiscal"
                | "nightly"
                | "hourly"
                | "fortnight"
                | "weekdays"
                | "afterwards"
                | "immediately"
                | "juche"
                | "mid"
                | "gmt"
                | "utc"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_time() {
        assert_eq!(month("sept"), Some(9));
        assert_eq!(ordinal("28th"), Some(28));
        assert_eq!(ordinal("second"), Some(2));
        assert_eq!(ordinal("32nd"), None);
        assert_eq!(year("2018"), Some(2018));
        assert_eq!(year("3000"), None);
        assert_eq!(decade("1990s"), Some(1990));
        assert_eq!(decade("'90s"), Some(1990));
        assert_eq!(decade("1990's"), Some(1990));
        assert_eq!(decade("mass"), None);
        assert!(is_anchor("Saturday") && is_anchor("Aug.") && is_anchor("Mondays") && !is_anchor("leaflets"));
    }
}
