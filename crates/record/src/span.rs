//! Spans: half-open byte ranges into a document.

use std::fmt;
use std::ops::Range;

macro_rules! span {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            /// First byte.
            pub start: usize,
            /// One past the last byte; never below `start`.
            pub end: usize,
        }

        impl $name {
            /// A span from `start` to `end`.
            ///
            /// # Panics
            /// When `end < start`: a span the caller computed wrongly, never one that input can cause.
            #[must_use]
            pub fn new(start: usize, end: usize) -> Self {
                assert!(start <= end, "span ends ({end}) before it starts ({start})");
                Self { start, end }
            }

            /// Length in bytes.
            #[must_use]
            pub fn len(self) -> usize {
                self.end - self.start
            }

            /// Whether it holds no byte.
            #[must_use]
            pub fn is_empty(self) -> bool {
                self.start == self.end
            }

            /// The range, for slicing.
            #[must_use]
            pub fn range(self) -> Range<usize> {
                self.start..self.end
            }

            /// The text it names, or `None` when it lies outside `text` or cuts a character.
            #[must_use]
            pub fn slice(self, text: &str) -> Option<&str> {
                text.get(self.range())
            }

            /// Whether `other` lies wholly inside.
            #[must_use]
            pub fn contains(self, other: Self) -> bool {
                self.start <= other.start && other.end <= self.end
            }

            /// Whether the two share a byte.
            #[must_use]
            pub fn overlaps(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end
            }

            /// The smallest span that holds both.
            #[must_use]
            pub fn cover(self, other: Self) -> Self {
                Self { start: self.start.min(other.start), end: self.end.max(other.end) }
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}..{}", self.start, self.end)
            }
        }
    };
}

span! {
    /// Bytes of the stored original text.
    Span
}

span! {
    /// Bytes of the cleaned text that the analysis works on.
    TextSpan
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_only_whole_characters() {
        let text = "Élysée";
        assert_eq!(TextSpan::new(0, 2).slice(text), Some("É"));
        assert_eq!(TextSpan::new(0, 1).slice(text), None);
        assert_eq!(TextSpan::new(0, 99).slice(text), None);
    }

    #[test]
    fn relations() {
        let (a, b) = (Span::new(2, 6), Span::new(5, 9));
        assert!(a.overlaps(b) && !a.contains(b));
        assert_eq!(a.cover(b), Span::new(2, 9));
        assert!(!Span::new(2, 5).overlaps(Span::new(5, 6)));
    }
}
