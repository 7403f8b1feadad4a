//! Single characters: soft hyphens and zero-width characters go, odd spaces become spaces, entities and mojibake
//! become the characters they stand for.

use super::edit::{Draft, Edit, With};
use super::entities;
use super::mojibake;

/// Kinds of damage mended here, as counted in `Document::mended`.
mod kind {
    pub const SOFT_HYPHEN: &str = "soft hyphen";
    pub const ZERO_WIDTH: &str = "zero-width character";
    pub const ODD_SPACE: &str = "odd space";
    pub const CONTROL: &str = "control character";
    pub const ENTITY: &str = "entity";
    pub const MOJIBAKE: &str = "mojibake";
}

/// Bytes at which something may have to be mended; all others are copied in runs.
static SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = !matches!(byte, 0x09..=0x0d);
        byte += 1;
    }
    table[0x7f] = true;
    table[b'&' as usize] = true;
    // C2: no-break space, soft hyphen, C1 controls, "Â"; C3: "Ã", "â"; CD: grapheme joiner; D8: Arabic letter mark;
    // E1, E2, E3: odd spaces and joiners; EF: byte order mark.
    table[0xc2] = true;
    table[0xc3] = true;
    table[0xcd] = true;
    table[0xd8] = true;
    table[0xe1] = true;
    table[0xe2] = true;
    table[0xe3] = true;
    table[0xef] = true;
    table
};

/// Mends the characters of a draft.
pub(crate) fn mend(draft: &mut Draft) {
    let mut edits = Vec::new();
    let text = draft.text.as_str();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(skip) = bytes[at..].iter().position(|&b| SUSPECT[b as usize]) {
        at += skip;
        let Some((len, with, kind)) = damage(text, at) else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        draft.mended.count(kind);
        edits.push(Edit::new(at, at + len, with));
        at += len;
    }
    draft.apply(&edits);
}

/// The damage that begins at a position: its length, what should stand there, and its kind.
fn damage(text: &str, at: usize) -> Option<(usize, With, &'static str)> {
    let rest = &text[at..];
    let c = rest.chars().next()?;
    if c == '&' {
        let (len, with) = entities::decode(rest)?;
        // What the entity stands for may itself have to go.
        let with = match with.chars().next().map(single) {
            Some(Some((replaced, _))) if with.chars().count() == 1 => replaced,
            _ => With::Text(with),
        };
        return Some((len, with, kind::ENTITY));
    }
    if let Some((len, with)) = mojibake::decode(rest) {
        let with = match with.chars().next().map(single) {
            Some(Some((replaced, _))) if with.chars().count() == 1 => replaced,
            _ => With::Text(with),
        };
        return Some((len, with, kind::MOJIBAKE));
    }
    let (with, kind) = single(c)?;
    if kind == kind::ZERO_WIDTH && matches!(c, '\u{200c}' | '\u{200d}') && joins_script(text, at, c.len_utf8()) {
        return None;
    }
    Some((c.len_utf8(), with, kind))
}

/// What should stand in place of a single odd character, and what is odd about it.
fn single(c: char) -> Option<(With, &'static str)> {
    Some(match c {
        '\u{ad}' => (With::Nothing, kind::SOFT_HYPHEN),
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{feff}' => (With::Nothing, kind::ZERO_WIDTH),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            (With::Str(" "), kind::ODD_SPACE)
        }
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' => return None,
        c if c.is_control() => (With::Nothing, kind::CONTROL),
        _ => return None,
    })
}

/// Whether a zero-width joiner or non-joiner does its work: between letters of a script that needs it, or in an emoji.
fn joins_script(text: &str, at: usize, len: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + len..].chars().next();
    let needs = |c: Option<char>| c.is_some_and(|c| matches!(c as u32, 0x600..=0x1fff | 0x2600.. ));
    needs(before) && needs(after)
}

#[cfg(test)]
mod tests {
    use super::super::edit::Writer;
    use super::*;

    fn mended(text: &str) -> (String, Vec<(String, usize)>) {
        let mut writer = Writer::new(text);
        writer.copy(0, text.len());
        let mut draft = writer.finish();
        mend(&mut draft);
        (draft.text, draft.mended.into_list())
    }

    #[test]
    fn soft_hyphens_go() {
        assert_eq!(
            mended("re\u{ad}uni\u{ad}fi\u{ad}ca\u{ad}tion"),
            ("reunification".into(), vec![("soft hyphen".into(), 4)])
        );
    }

    #[test]
    fn zero_width_characters_go() {
        assert_eq!(mended("\u{feff}Kim\u{200b} Jong\u{2060} Un").0, "Kim Jong Un");
    }

    #[test]
    fn joiners_that_work_stay() {
        assert_eq!(mended("می\u{200c}خواهم 👩\u{200d}🚀").0, "می\u{200c}خواهم 👩\u{200d}🚀");
    }

    #[test]
    fn odd_spaces_become_spaces() {
        assert_eq!(mended("10\u{a0}000\u{202f}flats\u{3000}built").0, "10 000 flats built");
    }

    #[test]
    fn entities_become_characters() {
        assert_eq!(mended("AT&amp;T &#8220;said&#x201D;&nbsp;so&shy;").0, "AT&T “said” so");
        assert_eq!(mended("R&D; AT&T & &; &#; &#xZZ; &unknown;").0, "R&D; AT&T & &; &#; &#xZZ; &unknown;");
    }

    #[test]
    fn control_characters_go() {
        assert_eq!(mended("a\u{0}b\u{1}\tc\u{80}").0, "ab\tc");
    }
}
