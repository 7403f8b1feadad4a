//! What a listing gives: columns and rows, for whatever form they are written in.

/// A value of a listing.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not there.
    Null,
    /// Words.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number.
    Real(f64),
    /// Several words.
    List(Vec<String>),
}

impl Value {
    /// Words, or nothing.
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Null, |t| Self::Text(t.into()))
    }

    /// A day, or nothing.
    #[must_use]
    pub fn day(day: Option<i32>) -> Self {
        Self::text(day.filter(|d| *d > crate::fact::NO_DAY).map(crate::day::text))
    }

    /// A count.
    #[must_use]
    pub fn count(n: usize) -> Self {
        Self::Int(i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// In one cell of a table: nothing is empty, several are separated by a bar.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Text(text) => text.clone(),
            Self::Int(n) => n.to_string(),
            Self::Real(x) => x.to_string(),
            Self::List(list) => list.join("|"),
        }
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Text(text) => text.clone().into(),
            Self::Int(n) => (*n).into(),
            Self::Real(x) => (*x).into(),
            Self::List(list) => list.clone().into(),
        }
    }
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A day, as `2024-05-28`.
    Day,
    /// A whole number.
    Int,
    /// A number.
    Real,
    /// Several words.
    List,
}

/// A listing.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Names of the columns and what they hold.
    pub columns: Vec<(&'static str, Kind)>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
    /// Whether there are more than the limit let through.
    pub more: bool,
}

impl Table {
    pub(crate) fn new(columns: &[(&'static str, Kind)]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new(), more: false }
    }

    /// Cuts the listing to a limit.
    pub fn cut(&mut self, limit: Option<usize>) {
        if let Some(limit) = limit
            && self.rows.len() > limit
        {
            self.rows.truncate(limit);
            self.more = true;
        }
    }

    /// A row as a JSON object.
    #[must_use]
    pub fn object(&self, row: &[Value]) -> serde_json::Value {
        self.columns.iter().zip(row).map(|((name, _), value)| ((*name).to_owned(), value.json())).collect()
    }
}
