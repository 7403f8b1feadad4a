//! From bytes to records of cells, whatever their damage: quotes that never close, lines without end, other encodings.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{self, BufRead};

use detente_memory::foreign::Position;

/// Bytes of a line that are read; what is longer is damage.
const LONGEST: usize = 1 << 20;
/// Lines that a quoted cell may go over before its quote is taken for damage.
const MOST_LINES: usize = 200;

/// What separates cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// A tab; quotes matter only around a whole cell.
    Tab,
    /// A comma, with quotes (RFC 4180).
    Comma,
    /// A semicolon, with quotes.
    Semicolon,
}

impl Separator {
    /// The commonest in a line.
    #[must_use]
    pub fn guess(line: &[u8]) -> Self {
        let count = |wanted: u8| memchr::memchr_iter(wanted, line).count();
        let (tabs, commas, semicolons) = (count(b'\t'), count(b','), count(b';'));
        if tabs > 0 && tabs * 3 >= commas && tabs * 3 >= semicolons {
            Self::Tab
        } else if semicolons > commas {
            Self::Semicolon
        } else {
            Self::Comma
        }
    }

    fn byte(self) -> u8 {
        match self {
            Self::Tab => b'\t',
            Self::Comma => b',',
            Self::Semicolon => b';',
        }
    }
}

/// A line as it was read.
#[derive(Debug)]
struct Line {
    bytes: Vec<u8>,
    /// With its end, and with what was cut off.
    length: u64,
    cut: bool,
}

/// A record: the text of one line, or of several where a quoted cell goes over them.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// Line on which it begins, from 1.
    pub line: u64,
    /// Its text, without the end of the line.
    pub text: String,
    /// Whether it was no UTF-8 and was read as Windows-1252, the superset of Latin-1.
    pub recoded: bool,
    /// Whether the line was cut for its length.
    pub cut: bool,
    /// Whether a quote was opened and never closed.
    pub torn: bool,
}

/// Records of a stream, one after the other.
pub struct Records {
    stream: Box<dyn BufRead>,
    separator: Separator,
    ahead: VecDeque<Line>,
    hash: blake3::Hasher,
    bytes: u64,
    line: u64,
}

impl Records {
    /// Of a stream; the separator is guessed from its first line where none is given.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn new(stream: Box<dyn BufRead>, separator: Option<Separator>) -> io::Result<Self> {
        let mut records = Self {
            stream,
            separator: separator.unwrap_or(Separator::Tab),
            ahead: VecDeque::new(),
            hash: blake3::Hasher::new(),
            bytes: 0,
            line: 0,
        };
        if let Some(mut line) = records.read()? {
            if let Some(rest) = line.bytes.strip_prefix(b"\xEF\xBB\xBF") {
                line.bytes = rest.to_vec();
            }
            if separator.is_none() {
                records.separator = Separator::guess(&line.bytes);
            }
            records.ahead.push_back(line);
        }
        Ok(records)
    }

    /// What separates its cells.
    #[must_use]
    pub fn separator(&self) -> Separator {
        self.separator
    }

    /// How far it was read: to the end of the last record.
    #[must_use]
    pub fn position(&self, done: bool) -> Position {
        Position { bytes: self.bytes, line: self.line, hash: self.hash.finalize().as_bytes().to_vec(), done }
    }

    /// Reads on to a position without looking at what is there; whether the bytes up to it are those of then.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn skip_to(&mut self, position: &Position) -> io::Result<bool> {
        while self.bytes < position.bytes {
            match self.next_line()? {
                Some(line) => self.consume(&line),
                None => return Ok(false),
            }
        }
        Ok(self.bytes == position.bytes && self.hash.finalize().as_bytes().as_slice() == position.hash)
    }

    /// The next record that is not empty.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub fn read_next(&mut self) -> io::Result<Option<Record>> {
        loop {
            let Some(first) = self.next_line()? else { return Ok(None) };
            self.consume(&first);
            let line = self.line;
            if first.bytes.iter().all(u8::is_ascii_whitespace) && !first.cut {
                continue;
            }
            let (cut, mut bytes, mut torn) = (first.cut, first.bytes, false);
            if self.separator != Separator::Tab && !cut && open_quote(&bytes, self.separator.byte()) {
                torn = !self.join(&mut bytes)?;
            }
            let (text, recoded) = decode(bytes);
            return Ok(Some(Record { line, text, recoded, cut, torn }));
        }
    }

    /// Adds the lines that a quoted cell goes over; false, and nothing added, when its quote never closes.
    fn join(&mut self, bytes: &mut Vec<u8>) -> io::Result<bool> {
        let whole = bytes.len();
        for at in 0..MOST_LINES {
            if self.ahead.len() <= at {
                match self.read()? {
                    Some(line) => self.ahead.push_back(line),
                    None => break,
                }
            }
            let Some(line) = self.ahead.get(at).filter(|l| !l.cut && bytes.len() + l.bytes.len() < LONGEST) else {
                break;
            };
            bytes.push(b'\n');
            bytes.extend_from_slice(&line.bytes);
            // Only a quote can close what is open.
            if memchr::memchr(b'"', &line.bytes).is_some() && !open_quote(bytes, self.separator.byte()) {
                for _ in 0..=at {
                    if let Some(line) = self.ahead.pop_front() {
                        self.consume(&line);
                    }
                }
                return Ok(true);
            }
        }
        bytes.truncate(whole);
        Ok(false)
    }

    fn next_line(&mut self) -> io::Result<Option<Line>> {
        match self.ahead.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.read(),
        }
    }

    fn consume(&mut self, line: &Line) {
        self.hash.update(&line.bytes);
        self.hash.update(&line.length.to_le_bytes());
        self.bytes += line.length;
        self.line += 1;
    }

    fn read(&mut self) -> io::Result<Option<Line>> {
        let mut line = Line { bytes: Vec::new(), length: 0, cut: false };
        loop {
            let buffer = self.stream.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            let (taken, ends) = match memchr::memchr(b'\n', buffer) {
                Some(at) => (at + 1, true),
                None => (buffer.len(), false),
            };
            let room = LONGEST.saturating_sub(line.bytes.len()).min(taken);
            line.bytes.extend_from_slice(&buffer[..room]);
            line.cut |= room < taken;
            line.length += taken as u64;
            self.stream.consume(taken);
            if ends {
                break;
            }
        }
        if line.length == 0 {
            return Ok(None);
        }
        while matches!(line.bytes.last(), Some(b'\n' | b'\r')) {
            line.bytes.pop();
        }
        Ok(Some(line))
    }
}

fn decode(bytes: Vec<u8>) -> (String, bool) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, false),
        Err(error) => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(error.as_bytes());
            (text.into_owned(), true)
        }
    }
}

/// Whether a quoted cell is open at the end.
fn open_quote(bytes: &[u8], separator: u8) -> bool {
    let mut at = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            match close(bytes, at + 1, separator) {
                Some(end) => at = end,
                None => return true,
            }
        } else {
            at = memchr::memchr(separator, &bytes[at..]).map_or(bytes.len(), |n| at + n);
        }
        if at >= bytes.len() {
            return false;
        }
        at += 1;
    }
}

/// The end of a cell whose quote was opened before `from`: the place of the separator after its closing quote. A quote
/// that neither is doubled nor ends a cell is damage, and belongs to the text.
fn close(bytes: &[u8], mut from: usize, separator: u8) -> Option<usize> {
    while let Some(n) = memchr::memchr(b'"', bytes.get(from..)?) {
        let at = from + n;
        match bytes.get(at + 1) {
            Some(b'"') => from = at + 2,
            None => return Some(at + 1),
            Some(b) if *b == separator => return Some(at + 1),
            Some(_) => from = at + 1,
        }
    }
    None
}

/// The cells of a record.
#[must_use]
pub fn cells(text: &str, separator: Separator) -> Vec<Cow<'_, str>> {
    if separator == Separator::Tab {
        return text.split('\t').map(|cell| unquote(cell).map_or(Cow::Borrowed(cell), Cow::Owned)).collect();
    }
    let (bytes, byte) = (text.as_bytes(), separator.byte());
    let mut out = Vec::new();
    let mut at = 0;
    loop {
        let end = if bytes.get(at) == Some(&b'"') { close(bytes, at + 1, byte) } else { None };
        let end = end.unwrap_or_else(|| memchr::memchr(byte, &bytes[at..]).map_or(bytes.len(), |n| at + n));
        let cell = &text[at..end];
        out.push(unquote(cell).map_or(Cow::Borrowed(cell), Cow::Owned));
        if end >= bytes.len() {
            return out;
        }
        at = end + 1;
    }
}

/// A cell without the quotes around it; none when it has none.
fn unquote(cell: &str) -> Option<String> {
    let inner = cell.strip_prefix('"')?.strip_suffix('"')?;
    Some(inner.replace("\"\"", "\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(bytes: &[u8]) -> Vec<Record> {
        let mut records = Records::new(Box::new(io::Cursor::new(bytes.to_vec())), None).unwrap();
        std::iter::from_fn(|| records.read_next().unwrap()).collect()
    }

    fn split(line: &str, separator: Separator) -> Vec<String> {
        cells(line, separator).into_iter().map(Cow::into_owned).collect()
    }

    #[test]
    fn separators_are_guessed() {
        assert_eq!(Separator::guess(b"a\tb, c\td"), Separator::Tab);
        assert_eq!(Separator::guess(b"a,b,c"), Separator::Comma);
        assert_eq!(Separator::guess(b"a;b;c,d"), Separator::Semicolon);
        assert_eq!(Separator::guess(b"alone"), Separator::Comma);
    }

    #[test]
    fn quotes_as_they_should_be_and_as_they_are() {
        assert_eq!(split(r#"a,"b ""c"", d",e"#, Separator::Comma), ["a", r#"b "c", d"#, "e"]);
        assert_eq!(split(r#"a,"b "c" d",e"#, Separator::Comma), ["a", r#"b "c" d"#, "e"]);
        assert_eq!(split(r#"a,5" gun,e"#, Separator::Comma), ["a", r#"5" gun"#, "e"]);
        assert_eq!(split(r#"a,"never closed,e"#, Separator::Comma), ["a", "\"never closed", "e"]);
        assert_eq!(split("\"a\"\t\"b", Separator::Tab), ["a", "\"b"]);
        assert_eq!(split("a,,", Separator::Comma), ["a", "", ""]);
    }

    #[test]
    fn cells_over_lines_and_quotes_that_never_close() {
        let records = of(b"h,i\n1,\"two\nlines\"\n2,\"torn\n3,x\n\n4,y\n");
        let texts: Vec<&str> = records.iter().map(|r| r.text.as_str()).collect();
        assert_eq!(texts, ["h,i", "1,\"two\nlines\"", "2,\"torn", "3,x", "4,y"]);
        assert_eq!(records.iter().map(|r| r.line).collect::<Vec<_>>(), [1, 2, 4, 5, 7]);
        assert_eq!(records.iter().map(|r| r.torn).collect::<Vec<_>>(), [false, false, true, false, false]);
    }

    #[test]
    fn latin_1_and_lines_without_end() {
        let mut bytes = b"\xEF\xBB\xBFname\nC\xF4te d'Ivoire\n".to_vec();
        bytes.extend(vec![b'x'; LONGEST + 5]);
        bytes.extend(b"\nlast");
        let records = of(&bytes);
        assert_eq!(records[0].text, "name");
        assert_eq!((records[1].text.as_str(), records[1].recoded), ("Côte d'Ivoire", true));
        assert!(records[2].cut && records[2].text.len() == LONGEST);
        assert_eq!((records[3].line, records[3].text.as_str()), (4, "last"));
    }

    #[test]
    fn reading_goes_on_where_it_ended() {
        let text = b"h,i\n1,\"two\nlines\"\n2,b\n3,c\n".to_vec();
        let open = |bytes: &[u8]| Records::new(Box::new(io::Cursor::new(bytes.to_vec())), None).unwrap();
        let mut first = open(&text);
        for _ in 0..2 {
            first.read_next().unwrap();
        }
        let position = first.position(false);
        assert_eq!(position.line, 3);
        let mut again = open(&text);
        assert!(again.skip_to(&position).unwrap());
        assert_eq!(again.read_next().unwrap().unwrap().text, "2,b");
        let mut other = text.clone();
        other[4] = b'9';
        assert!(!open(&other).skip_to(&position).unwrap());
        assert!(!open(&text[..6]).skip_to(&position).unwrap());
    }

    proptest! {
        #[test]
        fn any_bytes_are_records(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            for record in of(&bytes) {
                for separator in [Separator::Tab, Separator::Comma, Separator::Semicolon] {
                    prop_assert!(!cells(&record.text, separator).is_empty());
                }
            }
        }

        #[test]
        fn every_line_is_in_a_record(lines in prop::collection::vec("[ab\",;]{1,8}", 1..12)) {
            let text = lines.join("\n");
            let records = of(text.as_bytes());
            let joined: Vec<&str> = records.iter().flat_map(|r| r.text.split('\n')).collect();
            prop_assert_eq!(joined, lines.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}
