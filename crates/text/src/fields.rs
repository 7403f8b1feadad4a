//! What the fields of a record mean: headline, text, date and so on, by their usual names or as the user says.

use std::str::FromStr;

/// What a column or a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The headline.
    Headline,
    /// The body.
    Text,
    /// The date of publication.
    Published,
    /// The outlet.
    Publisher,
    /// The address.
    Url,
    /// Who wrote it.
    Author,
    /// The section or topic.
    Section,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] =
        [Self::Headline, Self::Text, Self::Published, Self::Publisher, Self::Url, Self::Author, Self::Section];

    /// Its name in `--map`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Text => "text",
            Self::Published => "published",
            Self::Publisher => "publisher",
            Self::Url => "url",
            Self::Author => "author",
            Self::Section => "section",
        }
    }

    /// Names that usually hold it, the most telling first.
    fn usual(self) -> &'static [&'static str] {
        match self {
            Self::Headline => &["headline", "title", "heading", "head", "subject", "event", "event_title", "name"],
            Self::Text => &[
                "text",
                "body",
                "article_text",
                "full_text",
                "fulltext",
                "article_body",
                "articlebody",
                "content",
                "article",
                "story",
                "maintext",
                "main_text",
                "html",
                "content_html",
                "content_text",
                "raw_text",
                "description",
                "event_description",
                "summary",
                "notes",
                "sentence",
            ],
            Self::Published => &[
                "published",
                "date",
                "published_at",
                "publishedat",
                "publication_date",
                "publicationdate",
                "pub_date",
                "pubdate",
                "date_published",
                "datepublished",
                "published_date",
                "date_publish",
                "publish_date",
                "article_date",
                "story_date",
                "datetime",
                "timestamp",
                "time",
                "created_at",
                "event_date",
                "day",
            ],
            Self::Publisher => &[
                "publisher",
                "outlet",
                "source",
                "source_name",
                "sourcename",
                "news_source",
                "newspaper",
                "publication",
                "agency",
                "media",
                "site_name",
                "source_domain",
                "domain",
                "site",
            ],
            Self::Url => {
                &["url", "link", "source_url", "sourceurl", "article_url", "permalink", "href", "uri", "web_url"]
            }
            Self::Author => &["author", "authors", "byline", "creator", "by", "writer"],
            Self::Section => &["section", "topic", "category", "categories", "topics", "desk"],
        }
    }
}

impl FromStr for Role {
    type Err = MapError;

    fn from_str(text: &str) -> Result<Self, MapError> {
        let wanted = plain(text);
        Self::ALL
            .into_iter()
            .find(|r| r.name() == wanted || (wanted == "date" && *r == Self::Published))
            .ok_or_else(|| MapError::UnknownRole(text.to_owned()))
    }
}

/// A `--map` that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// No `=`.
    #[error("'{0}' does not say which column: write it as headline=COLUMN,text=COLUMN")]
    NoColumn(String),
    /// No such role.
    #[error("'{0}' is nothing a column can hold; known are headline, text, published, publisher, url, author, section")]
    UnknownRole(String),
    /// One role twice.
    #[error("'{0}' is said twice")]
    Twice(&'static str),
}

/// Which column or key holds what, as the user says: `headline=event,text=description,published=date`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ColumnMap {
    said: Vec<(Role, String)>,
}

impl ColumnMap {
    /// The column said to hold this.
    #[must_use]
    pub fn column(&self, role: Role) -> Option<&str> {
        self.said.iter().find(|(r, _)| *r == role).map(|(_, name)| name.as_str())
    }

    /// Adds a column.
    ///
    /// # Errors
    /// When the role has one already.
    pub fn with(mut self, role: Role, column: impl Into<String>) -> Result<Self, MapError> {
        if self.column(role).is_some() {
            return Err(MapError::Twice(role.name()));
        }
        self.said.push((role, column.into()));
        Ok(self)
    }

    /// Every role that the user said, with its column.
    pub fn iter(&self) -> impl Iterator<Item = (Role, &str)> {
        self.said.iter().map(|(role, name)| (*role, name.as_str()))
    }

    /// For each role the index of the name that holds it: the one the user says, else the most telling usual one.
    pub(crate) fn choose(&self, names: &[&str]) -> Vec<(Role, usize)> {
        let taken = |index: usize, chosen: &[(Role, usize)]| chosen.iter().any(|(_, i)| *i == index);
        let mut chosen: Vec<(Role, usize)> = Vec::new();
        for (role, name) in &self.said {
            let at = names.iter().position(|n| n == name).or_else(|| {
                let wanted = plain(name);
                names.iter().position(|n| plain(n) == wanted)
            });
            if let Some(at) = at {
                chosen.push((*role, at));
            }
        }
        let plain_names: Vec<String> = names.iter().map(|n| plain(n)).collect();
        for role in Role::ALL {
            if self.column(role).is_some() {
                continue;
            }
            let at = role
                .usual()
                .iter()
                .find_map(|usual| plain_names.iter().enumerate().position(|(i, n)| n == usual && !taken(i, &chosen)));
            if let Some(at) = at {
                chosen.push((role, at));
            }
        }
        chosen
    }
}

impl FromStr for ColumnMap {
    type Err = MapError;

    fn from_str(text: &str) -> Result<Self, MapError> {
        let mut map = Self::default();
        for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let (role, column) = part.split_once('=').ok_or_else(|| MapError::NoColumn(part.to_owned()))?;
            if column.trim().is_empty() {
                return Err(MapError::NoColumn(part.to_owned()));
            }
            map = map.with(role.parse()?, column.trim())?;
        }
        Ok(map)
    }
}

/// A name in lower case, with `_` for what stands between its words: "Pub Date" and "pub-date" are "pub_date".
fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').chars() {
        match c {
            ' ' | '-' | '.' | ':' => out.push('_'),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_and_the_users() {
        let names = ["date", "type", "event", "description", "resources"];
        let chosen = ColumnMap::default().choose(&names);
        assert_eq!(chosen, [(Role::Headline, 2), (Role::Text, 3), (Role::Published, 0)]);
        let map: ColumnMap = "text = resources, published=Date".parse().unwrap();
        assert_eq!(map.choose(&names), [(Role::Text, 4), (Role::Published, 0), (Role::Headline, 2)]);
    }

    #[test]
    fn the_more_telling_name_wins() {
        let names = ["Title", "summary", "Text", "Pub Date", "source"];
        let roles = ColumnMap::default().choose(&names);
        assert!(roles.contains(&(Role::Text, 2)) && roles.contains(&(Role::Published, 3)));
    }

    #[test]
    fn refused() {
        assert_eq!("text".parse::<ColumnMap>(), Err(MapError::NoColumn("text".into())));
        assert_eq!("texts=a".parse::<ColumnMap>(), Err(MapError::UnknownRole("texts".into())));
        assert_eq!("text=a,text=b".parse::<ColumnMap>(), Err(MapError::Twice("text")));
    }
}
