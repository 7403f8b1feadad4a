//! What stands in an article and is no part of the reporting: credits, agency tails, notes, invitations to read on.

use std::sync::LazyLock;

use detente_record::BlockKind;
use regex::Regex;

/// A note that is a block of its own has at most so many bytes.
const LONGEST_NOTE: usize = 400;

/// Whole blocks that are apparatus.
static WHOLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:",
        r"[-–—]\s?(?:0|30)\s?[-–—]|\(?end(?:s|\s+of\s+item)?\)?\.?|[#*_=~.\-–—•]{1}(?:\s?[#*_=~.\-–—•])+|[#*]",
        r"|[(\[]?(?:ap|afp|reuters|epa|getty|file|kcna|xinhua|yonhap)?\s?(?:photo(?:graph)?s?|image|picture|video)(?: credit)?s?(?:\s?(?:/|:|©)|\s(?:by|courtesy|via|from)\s).*",
        r"|(?:photo|image|picture) (?:credit|source).*|\S+@\S+\.\w+|credits?:.*|\(?(?:getty images|shutterstock|istock|alamy)\)?",
        r"|[(\[]?(?:additional |with )?(?:reporting|writing|editing|compiled|graphics|production|translation)(?: and (?:writing|editing|reporting))? by .*",
        r"|[(\[]?with (?:inputs?|files|reporting|contributions) from .*",
        r"|.{0,120}\bcontributed (?:to this (?:report|story|article)|reporting)\b.*",
        r"|(?:copyright|\(c\)|©|&copy;)\s?(?:©|\(c\))?\s?(?:\d{4}|by\b|the\b|[a-z]+ \d{4}).*|.{0,200}\ball rights reserved\b.*",
        r"|(?:sign up|subscribe|register)(?: now| here| today)?(?: to | for | with )?.*(?:newsletter|inbox|briefing|free|account|access|alerts|reading|app|updates|subscri).*",
        r"|(?:read|see|watch|listen|hear|click)(?: more| also| next| now| here| on)\s?(?:[:|>»].*|\.{3}|…)?|(?:read|see) (?:more|also|next)\b.*|(?:also |must )read\b.*|click here\b.*",
        r"|related(?: (?:articles?|stories|topics?|news|coverage|content|links?))?\s?:?|related(?: \w+)?\s?:.*|more (?:on this story|from .*|coverage|stories)|most (?:read|popular|viewed)",
        r"|follow (?:us|our|@|.{1,40} on (?:twitter|x|facebook|instagram|telegram)).*|(?:share|print|email|tweet)(?: this)?(?: (?:article|story|page|on .*))?:?",
        r"|advertisement.{0,20}|(?:story|article) continues (?:below|after).*|skip advert.*|sponsored(?: content)?|loading\.*",
        r"|our standards:.*|this (?:article|story|piece) (?:was|is) (?:originally|first|also) (?:published|posted|appeared).*|originally published.*",
        r"|(?-i:SOURCE ).{2,80}|view original content.*|(?:media |press )?contacts?:.*|related links|(?:the )?views expressed (?:in|here|are).*|disclaimer:.*",
        r"|(?:note to editors?|editor['’]?s['’]? note|correction|clarification)\s?:.*|download (?:the|our) .{0,40}app.*|get (?:the|our) .{0,60}(?:newsletter|inbox|app)\b.*",
        r")$",
    ))
    .ok()
});

/// What a paragraph may end with.
static TAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:",
        r"\s*[-–—]\s?(?:0|30)\s?[-–—]|\s*\((?:END|END/?2\d{3}|ends|End|Ends)\)|\s*#\s?#\s?#|\s+ENDS\.?",
        r"|\s*[(\[](?i:(?:additional )?(?:reporting|writing|editing)(?: and (?:writing|editing))? by )[^()\[\]]{1,300}[)\]]",
        r"|\s*[(\[](?i:(?:ap|afp|reuters|epa|getty|file|kcna|xinhua|yonhap)?\s?(?:photo(?:graph)?|image|picture)s?(?: credits?)?(?:\s?/|\s?:|\s(?:by|courtesy|via)\s))[^()\[\]]{1,200}[)\]]",
        r"|\s*(?:©|\([cC]\)|Copyright ©?)\s?(?:\d{4}|[A-Z][A-Za-z]+ \d{4})[^.]{0,80}(?:\.\s?(?i:all rights reserved))?",
        r"|\s*[—–]\s?(?:AFP|AP|Reuters|Bernama|Xinhua|Agencies|dpa|UPI|PTI|ANI|IANS)",
        r"|\s*\((?:AFP|AP|Reuters|Bernama|Xinhua|Yonhap|Agencies|dpa|UPI|PTI|ANI|IANS|Newsis|NEWSIS|KCNA)\)",
        r")[.\s]*$",
    ))
    .ok()
});

/// Beginnings of captions.
const CAPTIONS: &[&str] = &[
    "FILE PHOTO:",
    "FILE PHOTO -",
    "File photo:",
    "FILE -",
    "FILE –",
    "FILE —",
    "FILE:",
    "In this photo",
    "In this file photo",
    "In this image",
    "This photo ",
    "This picture ",
    "This image ",
    "This undated ",
    "In this undated ",
    "Caption:",
    "Pictured:",
];

/// What a whole block is, if it is apparatus or a caption.
pub(crate) fn whole(block: &str) -> Option<BlockKind> {
    if CAPTIONS.iter().any(|c| block.starts_with(c)) && block.len() <= 2 * LONGEST_NOTE && is_caption(block) {
        return Some(BlockKind::Caption);
    }
    if block.len() > LONGEST_NOTE || !may_be_note(block) {
        return None;
    }
    WHOLE.as_ref().is_some_and(|r| r.is_match(block)).then_some(BlockKind::Apparatus)
}

/// "This photo", "In this image": a caption only if it says when or by whom the picture was made.
fn is_caption(block: &str) -> bool {
    let plain = ["In this", "This "].iter().any(|p| block.starts_with(p));
    !plain
        || [
            "taken",
            "provided",
            "released",
            "photo,",
            "file",
            "shows",
            "made available",
            "distributed",
            "image,",
            "dated",
        ]
        .iter()
        .any(|w| block.contains(w))
}

/// A quick look: a note that ends in prose is rare, so most paragraphs are sent on without the full comparison.
fn may_be_note(block: &str) -> bool {
    let first = block.split([' ', ':', '/', ',', '.', '|']).next().unwrap_or_default();
    let lower = first.trim_start_matches(['(', '[']).to_lowercase();
    block.len() <= 3
        || !lower.starts_with(char::is_alphabetic)
        || FIRST_WORDS.contains(&lower.as_str())
        || block.contains("contributed")
        || block.contains("ights reserved")
        || block.contains("IGHTS RESERVED")
        || block.len() < 40
}

const FIRST_WORDS: &[&str] = &[
    "end",
    "ends",
    "ap",
    "afp",
    "reuters",
    "epa",
    "getty",
    "file",
    "kcna",
    "xinhua",
    "yonhap",
    "photo",
    "photos",
    "photograph",
    "photographs",
    "image",
    "images",
    "picture",
    "pictures",
    "video",
    "credit",
    "credits",
    "shutterstock",
    "istock",
    "alamy",
    "additional",
    "with",
    "reporting",
    "writing",
    "editing",
    "compiled",
    "graphics",
    "production",
    "translation",
    "copyright",
    "c",
    "©",
    "sign",
    "subscribe",
    "register",
    "read",
    "see",
    "watch",
    "listen",
    "hear",
    "click",
    "also",
    "must",
    "related",
    "more",
    "most",
    "follow",
    "share",
    "print",
    "email",
    "tweet",
    "advertisement",
    "story",
    "article",
    "skip",
    "sponsored",
    "loading",
    "our",
    "this",
    "originally",
    "source",
    "view",
    "media",
    "press",
    "contact",
    "contacts",
    "the",
    "views",
    "disclaimer",
    "note",
    "editor's",
    "editor’s",
    "editors’",
    "editors'",
    "editor",
    "correction",
    "clarification",
    "download",
    "get",
];

/// Where the tail of a paragraph begins, in bytes; the tail may be several notes in a row.
pub(crate) fn tail(block: &str) -> Option<usize> {
    // A tail ends with a bracket, a mark or a short word: look only then, and only at the end.
    if !block.ends_with([')', ']', '-', '–', '—', '#', '.', 'd', 's', 'S', 'P', 'a', 'I']) {
        return None;
    }
    let sentence = block.ends_with('.') && !block.ends_with(").") && !block.ends_with("-.");
    if sentence && !["©", "(c)", "(C)", "Copyright", "ENDS"].iter().any(|w| block.contains(w)) {
        return None;
    }
    let from = block.floor_char_boundary(block.len().saturating_sub(LONGEST_NOTE));
    let mut end = block.len();
    while let Some(cut) = last_note(&block[from..end]) {
        end = from + cut;
        if end == from {
            break;
        }
    }
    (end < block.len() && end > 0).then(|| end + (block[end..].len() - block[end..].trim_start().len()))
}

fn last_note(part: &str) -> Option<usize> {
    if !part.contains(['(', '[', '-', '–', '—', '#', '©']) && !part.contains("ENDS") && !part.contains("Copyright")
    {
        return None;
    }
    let bytes = part.as_bytes();
    // Each place where a note may begin, from the end.
    for at in (0..part.len()).rev().filter(|&i| part.is_char_boundary(i)) {
        let starts =
            matches!(bytes[at], b'(' | b'[' | b'#' | b'-' | b'E' | b'C') || part[at..].starts_with(['–', '—', '©']);
        if !starts {
            continue;
        }
        // Not the dash of a range or a word: "-0-" stands after a space or a mark.
        let before = part[..at].chars().next_back();
        if before.is_none_or(|c| !c.is_alphanumeric()) && TAIL.as_ref()?.is_match(&part[at..]) {
            return Some(part[..at].trim_end().len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails() {
        for (text, body) in [
            ("They had a talk. -0-", "They had a talk."),
            ("The end of it.\u{20}(END)", "The end of it."),
            ("It is so. ###", "It is so."),
            ("It is so. (Reporting by Jane Doe; Editing by John Roe)", "It is so."),
            ("A man flies a balloon. (AP Photo/Lee Jin-man, File)", "A man flies a balloon."),
            ("Leaflets. [Photo by Jane Doe]", "Leaflets."),
            ("It is so. © 2024 Reuters. All rights reserved.", "It is so."),
            ("It is so. (Reporting by Jane Doe) (END)", "It is so."),
            ("He said so. — AFP", "He said so."),
        ] {
            let at = tail(text).unwrap_or_else(|| panic!("no tail in {text}"));
            assert_eq!(text[..at].trim_end(), body);
        }
        for text in [
            "He spoke (in Seoul).",
            "They won 3-0.",
            "A talk between Kim and Moon.",
            "He said he would (he did).",
            "It ended.",
            "",
            "-0-",
        ] {
            assert_eq!(tail(text), None, "{text}");
        }
    }

    #[test]
    fn whole_blocks() {
        for text in [
            "-0-",
            "(END)",
            "###",
            "# # #",
            "* * *",
            "Photo: Jane Doe",
            "(AP Photo/Lee Jin-man)",
            "Reporting by Jane Doe; editing by John Roe",
            "© 2024 Reuters. All rights reserved.",
            "Sign up for our newsletter",
            "Read more: North Korea sends balloons",
            "ADVERTISEMENT",
            "[Photo by Jane Doe/AFP]",
            "Our Standards: The Thomson Reuters Trust Principles.",
            "Related articles",
            "SOURCE Acme Inc.",
            "Associated Press writer Jane Doe in Tokyo contributed to this report.",
            "Follow us on Twitter",
        ] {
            assert_eq!(whole(text), Some(BlockKind::Apparatus), "{text}");
        }
        assert_eq!(whole("FILE PHOTO: A balloon over Seoul. REUTERS/Jane Doe"), Some(BlockKind::Caption));
        for text in [
            "The North sent leaflets.",
            "End the war now, they said.",
            "Share prices fell on Monday.",
            "Photo exhibition opens in Pyongyang",
            "Sign of hope",
            "See you in court, he said.",
            "Copyright law is strict.",
            "Related or not, they fell.",
            "Source of anger",
            "A",
            "The end is near.",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
