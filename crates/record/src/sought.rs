//! Three-valued fields.

/// A value that may not have been looked for, may have been looked for and not be there, or is there.
///
/// On the wire: the key is missing, the key is `null`, the key has a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Sought<T> {
    /// Nobody looked.
    #[default]
    NotSought,
    /// Looked for and not there.
    Absent,
    /// There.
    Found(T),
}

impl<T> Sought<T> {
    /// `Found` of a value, `Absent` of none: for a step that did look.
    #[must_use]
    pub fn looked(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Found)
    }

    /// The value, if it is there.
    #[must_use]
    pub fn found(&self) -> Option<&T> {
        match self {
            Self::Found(value) => Some(value),
            _ => None,
        }
    }

    /// Whether a value is there.
    #[must_use]
    pub fn is_found(&self) -> bool {
        matches!(self, Self::Found(_))
    }

    /// Whether nobody looked.
    #[must_use]
    pub fn is_not_sought(&self) -> bool {
        matches!(self, Self::NotSought)
    }

    /// The same of a function of the value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Sought<U> {
        match self {
            Self::NotSought => Sought::NotSought,
            Self::Absent => Sought::Absent,
            Self::Found(value) => Sought::Found(f(value)),
        }
    }

    /// A view by reference.
    pub fn as_ref(&self) -> Sought<&T> {
        match self {
            Self::NotSought => Sought::NotSought,
            Self::Absent => Sought::Absent,
            Self::Found(value) => Sought::Found(value),
        }
    }
}
