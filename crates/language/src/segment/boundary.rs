//! Where a sentence ends.

use crate::tokenize::Cut;

/// Calls `end` with the number of words before each boundary, in order; not for the end of the text.
pub(super) fn ends(text: &str, cuts: &[Cut], mut end: impl FnMut(usize)) {
    for i in 1..cuts.len() {
        let gap = &text[cuts[i - 1].end..cuts[i].start];
        if gap.is_empty() {
            continue;
        }
        if gap.bytes().filter(|&b| b == b'\n').count() > 1 || plain(text, cuts, i) {
            end(i);
        }
    }
}

fn plain(text: &str, cuts: &[Cut], i: usize) -> bool {
    let mut j = i;
    while j > 0 && matches!(&text[cuts[j - 1].range()], "\"" | "”" | "’" | "'" | "''" | ")" | "]" | "»") {
        j -= 1;
    }
    let Some(j) = j.checked_sub(1) else { return false };
    let last = &text[cuts[j].range()];
    let terminal = last.bytes().all(|b| matches!(b, b'.' | b'!' | b'?')) || last == "…";
    let next = text[cuts[i].start..].chars().next().unwrap_or(' ');
    terminal && !next.is_lowercase() && !matches!(next, ',' | ';' | ')' | '”')
}
