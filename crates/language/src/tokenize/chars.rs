//! Classes of characters.

/// Bytes in the UTF-8 character that begins with this byte.
pub(crate) fn width(first: u8) -> usize {
    match first {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// White space in ASCII.
pub(crate) fn ascii_space(byte: u8) -> bool {
    matches!(byte, b' ' | 0x09..=0x0D)
}

/// Length of the white space character at `at`; zero when there is none.
pub(crate) fn space_at(text: &str, at: usize) -> usize {
    let byte = text.as_bytes()[at];
    if byte < 0x80 {
        return usize::from(ascii_space(byte));
    }
    match char_at(text, at) {
        Some(c) if c.is_whitespace() => c.len_utf8(),
        _ => 0,
    }
}

/// The character that begins at `at`.
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte < 0x80 { Some(byte as char) } else { text[at..].chars().next() }
}

/// The character that ends at `at`.
pub(crate) fn char_before(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at.checked_sub(1)?)?;
    if byte < 0x80 { Some(byte as char) } else { text[..at].chars().next_back() }
}

/// A letter or digit.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

/// A character that belongs to the one before it: combining marks, joiners, variation selectors, soft hyphens.
pub(crate) fn is_glue(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

/// An apostrophe, straight or curly, or a backtick used as one.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | 'ʼ' | '‘')
}

/// A character that a chunk may begin with and that is a token of its own there.
pub(crate) fn is_opening(c: char) -> bool {
    !is_word(c) && !matches!(c, '_' | '@' | '#')
}

/// Whether a run of this character is one token.
pub(crate) fn runs(c: char) -> bool {
    matches!(
        c,
        '.' | '-'
            | '!'
            | '?'
            | '='
            | '*'
            | '_'
            | '~'
            | '#'
            | '+'
            | '>'
            | '<'
            | '\''
            | '’'
            | '‘'
            | '`'
            | '—'
            | '…'
            | '$'
    )
}

/// End of the run of like characters that begins at `at`, for characters that run; else the end of the character with
/// the glue that follows it.
pub(crate) fn run_end(text: &str, at: usize, limit: usize) -> usize {
    let Some(c) = char_at(text, at) else { return limit };
    let mut end = at + c.len_utf8();
    let mixed = matches!(c, '!' | '?');
    while end < limit {
        let Some(next) = char_at(text, end) else { break };
        let same = runs(c) && (next == c || (mixed && matches!(next, '!' | '?')) || (c == '…' && next == '.'));
        if !(same || is_glue(next)) {
            break;
        }
        end += next.len_utf8();
        if next == '\u{200D}' && end < limit {
            end += char_at(text, end).map_or(0, char::len_utf8); // a joined emoji
        }
    }
    end
}

/// Start of the run of like characters that ends at `at`.
pub(crate) fn run_start(text: &str, at: usize, limit: usize) -> usize {
    let Some(c) = char_before(text, at) else { return limit };
    let mut start = at - c.len_utf8();
    if !runs(c) {
        return start;
    }
    let mixed = matches!(c, '!' | '?');
    while start > limit {
        match char_before(text, start) {
            Some(p) if p == c || (mixed && matches!(p, '!' | '?')) || (c == '.' && p == '…') => start -= p.len_utf8(),
            _ => break,
        }
    }
    start
}
