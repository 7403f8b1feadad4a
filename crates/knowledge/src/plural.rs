//! The regular plural of English noun phrases.

/// Words in -man that are no compounds of man.
const NOT_MEN: &[&str] = &["german", "human", "norman", "ottoman", "roman", "shaman", "talisman", "turkman", "caiman"];

/// The plural of a noun phrase whose last word has a regular one, or one in -men.
#[must_use]
pub fn plural(noun: &str) -> String {
    let ends = |s: &str| noun.ends_with(s);
    if ends("man") && !NOT_MEN.iter().any(|w| ends(w)) {
        return format!("{}en", &noun[..noun.len() - 2]);
    }
    if ends("y") && !["ay", "ey", "oy", "uy"].iter().any(|s| ends(s)) {
        return format!("{}ies", &noun[..noun.len() - 1]);
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|s| ends(s)) {
        return format!("{noun}es");
    }
    format!("{noun}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals() {
        let pairs = [
            ("deputy", "deputies"),
            ("envoy", "envoys"),
            ("witness", "witnesses"),
            ("defector", "defectors"),
            ("policewoman", "policewomen"),
            ("human", "humans"),
        ];
        for (one, many) in pairs {
            assert_eq!(plural(one), many);
        }
    }
}
