//! Bylines: "By Jane Doe", "By Jane Doe in Kyiv and John Roe".

/// A byline has at most so many bytes.
const LONGEST: usize = 140;

/// Small words that may stand between names.
const BETWEEN: &[&str] = &[
    "and", "in", "for", "of", "de", "da", "del", "der", "van", "von", "bin", "al", "la", "le", "at", "with", "the",
    "&", "|", "-", "–", "—", "•",
];

/// Whether a block is a byline.
pub(crate) fn is_byline(block: &str) -> bool {
    names(block).is_some()
}

/// Who wrote it, by a byline; none if the block is no byline.
pub(crate) fn authors(block: &str) -> Vec<String> {
    let Some(names) = names(block) else { return Vec::new() };
    let names = names.split(['|', '•', '\n']).next().unwrap_or_default();
    let mut authors = Vec::new();
    for part in names.split([',', ';', '&']).flat_map(|p| p.split(" and ")) {
        let name = part.split(" in ").next().unwrap_or_default().split(" for ").next().unwrap_or_default().trim();
        let words = name.split(' ').count();
        if (2..=5).contains(&words) && !is_outlet(name) {
            authors.push(name.to_owned());
        }
    }
    authors
}

fn is_outlet(name: &str) -> bool {
    [
        "Press",
        "News",
        "Times",
        "Reuters",
        "Agency",
        "Staff",
        "Correspondent",
        "Editor",
        "Writer",
        "Post",
        "Service",
        "Reporter",
    ]
    .iter()
    .any(|w| name.split(' ').any(|n| n.eq_ignore_ascii_case(w)))
}

fn names(block: &str) -> Option<&str> {
    if block.len() > LONGEST {
        return None;
    }
    let rest = ["By ", "BY ", "by ", "By: ", "Written by ", "Reported by ", "Story by ", "By\n"]
        .iter()
        .find_map(|p| block.strip_prefix(p))?
        .trim();
    let mut capitals = 0;
    for word in rest.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&' && c != '|');
        if bare.is_empty() || BETWEEN.contains(&bare) || bare.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        if !bare.starts_with(char::is_uppercase) {
            return None;
        }
        capitals += usize::from(!TIMES.contains(&bare));
    }
    // A sentence ends with a full stop and a byline does not, save after an initial ("John Roe Jr.").
    let ends = rest.ends_with(['.', '?', '!']) && !rest.ends_with("Jr.") && !rest.ends_with("Sr.");
    let first = rest.split_whitespace().next().unwrap_or_default();
    (capitals >= 2 && !ends && !BETWEEN.contains(&first)).then_some(rest)
}

/// Capitalised words that name no person: a heading may begin with "By Friday".
const TIMES: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        assert_eq!(authors("By Jane Doe in Kyiv"), ["Jane Doe"]);
        assert_eq!(authors("By Jane Doe and John Roe, Associated Press"), ["Jane Doe", "John Roe"]);
        assert_eq!(authors("BY JANE DOE"), ["JANE DOE"]);
        assert!(is_byline("By Jane Doe | Reuters"));
    }

    #[test]
    fn no_bylines() {
        for text in
            ["By the numbers", "By Friday they had left.", "Bystanders saw Jane Doe", "By land and by sea", "By Friday"]
        {
            assert!(!is_byline(text), "{text}");
        }
    }
}
