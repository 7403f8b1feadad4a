//! Finds the JSON values of an array, or of a sequence, without holding more than one of them.

use std::io::{self, BufRead};

/// What the scan came to.
pub(super) enum Scanned {
    /// A value, complete as far as brackets and quotes tell.
    Value {
        /// Its bytes.
        bytes: Vec<u8>,
        /// The line on which it begins.
        line: usize,
    },
    /// A value larger than the limit; where it ends cannot be known.
    TooLong {
        /// The line on which it begins.
        line: usize,
        /// The limit.
        limit: usize,
    },
    /// The end.
    End,
}

/// Finds JSON values in a stream.
pub(super) struct Scan<R> {
    stream: R,
    limit: usize,
    line: usize,
    /// Whether a `[` has been passed whose elements are the values.
    in_array: bool,
    started: bool,
    ended: bool,
}

/// The inside of a value.
#[derive(Default)]
struct State {
    depth: usize,
    in_text: bool,
    escaped: bool,
    /// A number, `true` or a stray word: it ends before the next comma, bracket or space.
    bare: bool,
}

impl<R: BufRead> Scan<R> {
    /// A scan of a stream; no value may be larger than `limit` bytes.
    pub(super) fn new(stream: R, limit: usize) -> Self {
        Self { stream, limit, line: 1, in_array: false, started: false, ended: false }
    }

    /// The line reached.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// The next value.
    pub(super) fn next(&mut self) -> io::Result<Scanned> {
        let Some(first) = self.start()? else { return Ok(Scanned::End) };
        let line = self.line;
        let mut bytes = Vec::new();
        let mut state = State { bare: !matches!(first, b'{' | b'[' | b'"'), ..State::default() };
        loop {
            let ready = self.stream.fill_buf()?;
            if ready.is_empty() {
                self.ended = true;
                return Ok(Scanned::Value { bytes, line });
            }
            let mut used = 0;
            let mut done = false;
            for &byte in ready {
                if state.bare && matches!(byte, b',' | b']' | b'}' | b'{' | b'[' | b'\n') && used + bytes.len() > 0 {
                    done = true;
                    break;
                }
                used += 1;
                self.line += usize::from(byte == b'\n');
                if state.step(byte) {
                    done = true;
                    break;
                }
            }
            bytes.extend_from_slice(ready.get(..used).unwrap_or_default());
            self.stream.consume(used);
            if bytes.len() > self.limit {
                self.ended = true;
                return Ok(Scanned::TooLong { line, limit: self.limit });
            }
            if done {
                return Ok(Scanned::Value { bytes, line });
            }
        }
    }

    /// Goes to the first byte of the next value, which is left in the stream.
    fn start(&mut self) -> io::Result<Option<u8>> {
        while !self.ended {
            let Some(&byte) = self.stream.fill_buf()?.first() else { break };
            match byte {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' | b',' => {}
                b'[' if !self.started => self.in_array = true,
                b']' if self.in_array => self.in_array = false,
                _ => {
                    self.started = true;
                    return Ok(Some(byte));
                }
            }
            self.started |= byte == b'[';
            self.stream.consume(1);
        }
        self.ended = true;
        Ok(None)
    }
}

impl State {
    /// Takes in a byte; true when the value ends with it.
    fn step(&mut self, byte: u8) -> bool {
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.in_text = false;
                    return self.depth == 0;
                }
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<(usize, String)> {
        let mut scan = Scan::new(io::BufReader::with_capacity(3, text.as_bytes()), 100);
        let mut found = Vec::new();
        while let Scanned::Value { bytes, line } = scan.next().unwrap() {
            found.push((line, String::from_utf8(bytes).unwrap()));
        }
        found
    }

    #[test]
    fn array_and_sequence() {
        let expected = [(1, "{\"a\": \"]}\\\"\"}".to_owned()), (2, "{\"b\": [1,\n{}]}".into()), (4, "3".into())];
        assert_eq!(values("[{\"a\": \"]}\\\"\"},\n {\"b\": [1,\n{}]},\n3]\n"), expected);
        assert_eq!(values("{\"a\":1}\n{\"b\":2}{\"c\"").len(), 3);
        assert_eq!(values("[]"), []);
        assert_eq!(values("x\ny").len(), 2);
        assert_eq!(values("}}").len(), 2);
    }

    #[test]
    fn a_value_without_end() {
        let text = format!("[{{\"a\": \"{}", "x".repeat(200));
        let mut scan = Scan::new(text.as_bytes(), 100);
        assert!(matches!(scan.next().unwrap(), Scanned::TooLong { line: 1, .. }));
        assert!(matches!(scan.next().unwrap(), Scanned::End));
    }
}
