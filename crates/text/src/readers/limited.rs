//! Reading with a limit, so that no input can fill the memory.

use std::io::{self, BufRead, Read};

use crate::error::{Place, Problem, ReadError};
use crate::input::io_problem;

/// Reads a stream to its end, unless it is larger than the limit.
pub(super) fn read_whole(
    stream: impl Read,
    limit: usize,
    what: &'static str,
    place: &Place,
) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    stream.take(more).read_to_end(&mut bytes).map_err(|e| io_problem(place.clone(), &e))?;
    if bytes.len() > limit {
        return Err(ReadError::new(place.clone(), Problem::TooLarge { what, limit }));
    }
    Ok(bytes)
}

/// What reading a line gave.
pub(super) enum Line {
    /// A line, without its end.
    Whole,
    /// A line longer than the limit; it has been passed over.
    TooLong,
    /// The end of the stream.
    End,
}

/// Reads a line into `line`, without its end. Of a line longer than the limit nothing is kept.
pub(super) fn read_line(stream: &mut impl BufRead, limit: usize, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    let (mut any, mut too_long) = (false, false);
    loop {
        let ready = match stream.fill_buf() {
            Ok(ready) => ready,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if ready.is_empty() {
            break;
        }
        any = true;
        let end = memchr::memchr(b'\n', ready);
        let part = ready.get(..end.unwrap_or(ready.len())).unwrap_or_default();
        if line.len() + part.len() > limit {
            too_long = true;
            *line = Vec::new();
        }
        if !too_long {
            line.extend_from_slice(part);
        }
        let used = end.map_or(ready.len(), |e| e + 1);
        stream.consume(used);
        if end.is_some() {
            break;
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(match (any, too_long) {
        (false, _) => Line::End,
        (true, true) => Line::TooLong,
        (true, false) => Line::Whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let mut stream = io::BufReader::with_capacity(4, &b"ab\r\n0123456789\n\nlast"[..]);
        let mut line = Vec::new();
        let mut next = || match read_line(&mut stream, 8, &mut line).unwrap() {
            Line::Whole => String::from_utf8(line.clone()).unwrap(),
            Line::TooLong => "too long".into(),
            Line::End => "end".into(),
        };
        assert_eq!([next(), next(), next(), next(), next()], ["ab", "too long", "", "last", "end"]);
    }

    #[test]
    fn whole() {
        let place = Place::file("a");
        assert_eq!(read_whole(&b"abcd"[..], 4, "the document", &place), Ok(b"abcd".to_vec()));
        assert!(read_whole(&b"abcde"[..], 4, "the document", &place).is_err());
    }
}
