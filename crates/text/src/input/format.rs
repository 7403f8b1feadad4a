//! The formats that can be read.

use std::fmt;
use std::str::FromStr;

/// A format that can be read; any of them may be compressed with gzip or zstd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InputFormat {
    /// Plain text, one document.
    Text,
    /// Markdown, one document.
    Markdown,
    /// An HTML page, one document.
    Html,
    /// JSON Lines, a JSON array, or JSON objects one after the other; each object a document.
    Json,
    /// Comma-separated values (or separated by semicolons or bars); each row a document.
    Csv,
    /// Tab-separated values; each row a document.
    Tsv,
    /// RSS, Atom or JSON Feed; each entry a document.
    Feed,
    /// A WARC archive; each page a document.
    Warc,
}

impl InputFormat {
    /// Every format.
    pub const ALL: [Self; 8] =
        [Self::Text, Self::Markdown, Self::Html, Self::Json, Self::Csv, Self::Tsv, Self::Feed, Self::Warc];

    /// Its name on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Feed => "feed",
            Self::Warc => "warc",
        }
    }

    /// The format of files with this ending, given without the dot and in lower case.
    #[must_use]
    pub(crate) fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension {
            "txt" | "text" => Self::Text,
            "md" | "markdown" | "mdown" | "mkd" => Self::Markdown,
            "html" | "htm" | "xhtml" | "shtml" => Self::Html,
            "jsonl" | "ndjson" | "json" | "jsonlines" => Self::Json,
            "csv" => Self::Csv,
            "tsv" | "tab" => Self::Tsv,
            "rss" | "atom" | "rdf" | "xml" => Self::Feed,
            "warc" => Self::Warc,
            _ => return None,
        })
    }

    /// The format that a file's name tells, looking below `.gz` and `.zst`.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_lowercase();
        let inner = without_compression(&name);
        let (stem, extension) = inner.rsplit_once('.')?;
        if stem.is_empty() { None } else { Self::of_extension(extension) }
    }

    /// Whether a file of this format is one document.
    #[must_use]
    pub fn is_single(self) -> bool {
        matches!(self, Self::Text | Self::Markdown | Self::Html)
    }
}

/// A name without the ending of its compression.
pub(crate) fn without_compression(name: &str) -> &str {
    [".gz", ".gzip", ".zst", ".zstd"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

impl fmt::Display for InputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// A text that names no format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no input format; known are text, markdown, html, jsonl, csv, tsv, feed, warc")]
pub struct UnknownFormat(String);

impl FromStr for InputFormat {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let lower = text.to_lowercase();
        Self::ALL
            .into_iter()
            .find(|f| f.code() == lower)
            .or(match lower.as_str() {
                "plain" => Some(Self::Text),
                "xml" => None,
                other => Self::of_extension(other),
            })
            .ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(InputFormat::of_name("a/b.c/kcna.JSONL.gz"), Some(InputFormat::Json));
        assert_eq!(InputFormat::of_name("a.csv.zst"), Some(InputFormat::Csv));
        assert_eq!(InputFormat::of_name("a.warc"), Some(InputFormat::Warc));
        assert_eq!(InputFormat::of_name("a.gz"), None);
        assert_eq!(InputFormat::of_name(".txt"), None);
        assert_eq!("rss".parse(), Ok(InputFormat::Feed));
        assert_eq!("plain".parse(), Ok(InputFormat::Text));
        assert!("pdf".parse::<InputFormat>().is_err());
        for format in InputFormat::ALL {
            assert_eq!(format.code().parse(), Ok(format));
        }
    }
}
