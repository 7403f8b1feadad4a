//! The mentions table of GDELT 2.

use std::borrow::Cow;

use detente_memory::day;
use detente_memory::foreign::Mention;

use crate::dates;
use crate::layout::{MENTIONS, squeeze};
use crate::row::{clean, hash, round};

/// Where the columns of a file of mentions are.
pub struct Columns {
    /// Whether the first record is the header.
    pub header: bool,
    at: Vec<Option<usize>>,
}

impl Columns {
    /// From the first record.
    pub fn of(first: &[Cow<'_, str>]) -> Result<Self, String> {
        let header = first.first().is_none_or(|c| c.trim().parse::<i64>().is_err());
        let names: Vec<String> = if header {
            first.iter().map(|c| squeeze(c)).collect()
        } else {
            MENTIONS.iter().map(|c| squeeze(c)).collect()
        };
        let at: Vec<Option<usize>> =
            MENTIONS.iter().map(|wanted| names.iter().position(|n| *n == squeeze(wanted))).collect();
        for needed in [0, 2] {
            if at[needed].is_none() {
                return Err(format!("none is called {}", MENTIONS[needed]));
            }
        }
        Ok(Self { header, at })
    }

    /// The mention of a row.
    pub fn mention(&self, cells: &[Cow<'_, str>], raw: &str) -> Result<Mention, String> {
        let cell = |column: usize| self.at[column].and_then(|at| cells.get(at)).map_or("", |c| c.trim());
        let number = |column: usize| cell(column).parse::<i64>().ok();
        let id = cell(0);
        let event = number(0).ok_or_else(|| format!("'{id}' is no number of an event"))?;
        Ok(Mention {
            identity: hash(&[raw.trim().as_bytes()]),
            event,
            day: day::number(dates::day(cell(2), None)?),
            source: clean(cell(4)),
            url: clean(cell(5)),
            sentence: number(6),
            confidence: number(11),
            tone: cell(13).parse::<f64>().ok().filter(|x| x.is_finite()).map(|x| round(x, 6)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_a_header_and_without() {
        let row: Vec<Cow<'_, str>> =
            "555924816,20160701210000,20170701234500,1,china.org.cn,http://a.cn/b,4,-1,996,988,1,100,2579,0.83,s,"
                .split(',')
                .map(Cow::Borrowed)
                .collect();
        let bare = Columns::of(&row).unwrap();
        assert!(!bare.header);
        let mention = bare.mention(&row, "raw").unwrap();
        assert_eq!((mention.event, mention.confidence, mention.sentence), (555_924_816, Some(100), Some(4)));
        assert_eq!(day::text(mention.day), "2017-07-01");
        let header: Vec<Cow<'_, str>> = MENTIONS.iter().map(|c| Cow::Owned(c.to_lowercase())).collect();
        let named = Columns::of(&header).unwrap();
        assert!(named.header);
        assert_eq!(named.mention(&row, "raw").unwrap(), mention);
        assert!(Columns::of(&[Cow::Borrowed("x")]).is_err());
        assert!(bare.mention(&row[..2], "raw").is_err());
    }
}
