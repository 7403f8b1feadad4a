//! Words of dictionaries: underscores, sets of words, capitals.

use rustc_hash::FxHashMap;

/// The most names that the sets in one line may stand for.
const MOST: usize = 200;

/// Nouns whose phrases are bodies, not people.
const BODIES: &[&str] = &[
    "academy",
    "administration",
    "agency",
    "air force",
    "alliance",
    "army",
    "assembly",
    "association",
    "authority",
    "bank",
    "battalion",
    "board",
    "brigade",
    "bureau",
    "cabinet",
    "chamber",
    "commission",
    "committee",
    "company",
    "conglomerate",
    "congress",
    "corporation",
    "council",
    "court",
    "department",
    "directorate",
    "embassy",
    "federation",
    "firm",
    "force",
    "forces",
    "foundation",
    "government",
    "guard",
    "industry",
    "institute",
    "judiciary",
    "league",
    "legislature",
    "military",
    "ministry",
    "movement",
    "navy",
    "office",
    "organisation",
    "organization",
    "parliament",
    "party",
    "police",
    "senate",
    "service",
    "tribunal",
    "union",
    "university",
];

/// The sets of words that a dictionary defines.
#[derive(Default)]
pub(super) struct Sets {
    sets: FxHashMap<String, Vec<String>>,
}

impl Sets {
    /// Begins a set; one of the same name is replaced.
    pub fn begin(&mut self, name: &str) {
        self.sets.insert(name.to_owned(), Vec::new());
    }

    /// Adds a member.
    pub fn member(&mut self, set: &str, word: &str) {
        self.sets.entry(set.to_owned()).or_default().push(spaced(word));
    }

    /// Reads `!NAME! = A, B, C`.
    pub fn older(&mut self, line: &str) -> Result<(), String> {
        let refuse = || format!("'{line}' is no set of words: write !NAME! = WORD, WORD");
        let (name, members) = line.split_once('=').ok_or_else(refuse)?;
        let name = name.trim().strip_prefix('!').and_then(|n| n.strip_suffix('!')).ok_or_else(refuse)?;
        let members: Vec<String> = members.split(',').map(spaced).filter(|m| !m.is_empty()).collect();
        if members.is_empty() {
            return Err(refuse());
        }
        self.sets.insert(name.to_uppercase(), members);
        Ok(())
    }

    /// The names that words stand for, once every set in them is written out. `!SET!` joins what stands beside it
    /// (`CATTLE!PERSON!` is cattleman), `&SET` is a word of its own.
    pub fn expand(&self, words: &str) -> Result<Vec<String>, String> {
        let mut done: Vec<String> = vec![String::new()];
        let mut rest = words;
        while let Some(at) = rest.find(['!', '&']) {
            let (before, from) = rest.split_at(at);
            let (name, after) = if let Some(inner) = from.strip_prefix('!') {
                let Some(end) = inner.find('!') else { break };
                (&inner[..end], &inner[end + 1..])
            } else {
                let inner = &from[1..];
                let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
                (&inner[..end], &inner[end..])
            };
            let Some(members) = self.sets.get(&name.to_uppercase()) else {
                // An ampersand within a name ("AT&T") is a letter like any other.
                if from.starts_with('&') {
                    let taken = &rest[..=at];
                    done.iter_mut().for_each(|d| d.push_str(taken));
                    rest = &rest[at + 1..];
                    continue;
                }
                return Err(format!("the set of words '{name}' is not defined before its use; the line is left out"));
            };
            if done.len() * members.len() > MOST {
                return Err(format!("stands for more than {MOST} names; the line is left out"));
            }
            done = done.iter().flat_map(|d| members.iter().map(move |m| format!("{d}{before}{m}"))).collect();
            rest = after;
        }
        done.iter_mut().for_each(|d| d.push_str(rest));
        Ok(done.iter().map(|d| spaced(d)).collect())
    }
}

/// Underscores as spaces.
pub(super) fn spaced(text: &str) -> String {
    text.split(['_', ' ', '\t']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A name written in capitals throughout as news writes it: words of more than three letters with one capital. A
/// single word of up to three letters is taken for an abbreviation (UN, ROK).
pub(super) fn written(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    if name.len() <= 3 || (name.contains('.') && !name.contains(' ')) {
        return name.to_owned();
    }
    name.split(' ')
        .map(|word| {
            let mut up = true;
            let mut out = String::with_capacity(word.len());
            for c in word.chars() {
                if up {
                    out.push(c);
                } else {
                    out.extend(c.to_lowercase());
                }
                up = c == '-' || c == '.';
            }
            out
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a noun names a body.
pub(super) fn is_body(noun: &str) -> bool {
    BODIES.iter().any(|b| noun == *b || noun.strip_suffix(b).is_some_and(|rest| rest.ends_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_written_out() -> Result<(), String> {
        let mut sets = Sets::default();
        sets.older("!PERSON! = MAN, WOMEN")?;
        sets.begin("RANK");
        sets.member("RANK", "GENERAL_");
        sets.member("RANK", "VICE_ADMIRAL_");
        assert_eq!(sets.expand("CATTLE!PERSON!")?, ["CATTLEMAN", "CATTLEWOMEN"]);
        assert_eq!(sets.expand("&RANK_NELSON_")?, ["GENERAL NELSON", "VICE ADMIRAL NELSON"]);
        assert_eq!(sets.expand("AT&T_")?, ["AT&T"]);
        assert!(sets.expand("X_!NONE!").is_err());
        Ok(())
    }

    #[test]
    fn capitals_become_names() {
        assert_eq!(written("KIM JONG-UN"), "Kim Jong-Un");
        assert_eq!(written("ROK"), "ROK");
        assert_eq!(written("U.N."), "U.N.");
        assert_eq!(written("Already So"), "Already So");
    }
}
