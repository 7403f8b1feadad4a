//! Addresses and file names: one word each.

/// What is longer, in bytes, is not looked at as an address: the time to cut a text stays in proportion to its length.
const LONGEST: usize = 2048;

/// Whether a core is an address of the web or of mail.
pub(super) fn is_url(core: &str) -> bool {
    let bytes = core.as_bytes();
    if !(5..=LONGEST).contains(&bytes.len()) {
        return false;
    }
    if core.starts_with("http") || core.starts_with("www.") || core.starts_with("ftp:") || core.starts_with("mailto:") {
        return core.contains('.') && bytes.len() > 8;
    }
    if memchr::memchr(b'@', bytes).is_some_and(|at| at > 0 && memchr::memchr(b'.', &bytes[at..]).is_some()) {
        return true;
    }
    let host = core.split('/').next().unwrap_or(core);
    let Some(dot) = host.rfind('.') else { return false };
    dot > 0
        && matches!(
            &host[dot + 1..],
            "com" | "org" | "net" | "gov" | "edu" | "mil" | "kr" | "kp" | "uk" | "cn" | "jp" | "info" | "COM" | "nz"
        )
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        && host.as_bytes()[0].is_ascii_alphanumeric()
}

/// Whether a core is the name of a file.
pub(super) fn is_file(core: &str) -> bool {
    let Some(dot) = core.rfind('.') else { return false };
    dot > 0
        && matches!(
            &core[dot + 1..],
            "doc"
                | "DOC"
                | "xls"
                | "XLS"
                | "pdf"
                | "PDF"
                | "txt"
                | "jpg"
                | "JPG"
                | "zip"
                | "exe"
                | "html"
                | "htm"
                | "docx"
                | "ppt"
        )
        && core.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'(' | b')'))
}
