//! The encoding that HTML or XML declares in its own first bytes.

use std::sync::LazyLock;

use regex::bytes::Regex;

/// How far into the bytes a declaration may stand.
const REACH: usize = 4096;

static XML: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?-u)^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{2,40})["']"#).ok());
static META: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i-u)<meta\s[^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})"#).ok());

/// The label that an XML declaration or an HTML `meta` element gives.
pub(super) fn in_markup(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..REACH).unwrap_or(bytes);
    [&XML, &META].into_iter().find_map(|regex| {
        let found = regex.as_ref()?.captures(head)?;
        String::from_utf8(found.get(1)?.as_bytes().to_vec()).ok()
    })
}
