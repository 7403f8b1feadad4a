//! What a page says of itself in JSON-LD (`NewsArticle` and its kin), also in lists and under `@graph`.

use serde_json::Value;

use super::attributes::decoded;

/// So many objects of one page are looked at.
const MOST: usize = 5_000;

/// What was found of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct JsonLd {
    pub headline: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    pub url: Option<String>,
    /// How much like a news article it calls itself.
    rank: u8,
}

impl JsonLd {
    /// How much like a news article it calls itself.
    pub fn rank(&self) -> u8 {
        self.rank
    }
}

/// Reads the content of one script; what it cannot read it passes over.
pub(super) fn read(script: &str) -> Option<JsonLd> {
    let text = script
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("-->")
        .trim_end_matches("//]]>");
    let value: Value = serde_json::from_str(text).or_else(|_| serde_json::from_str(&mended(text))).ok()?;
    // A worklist rather than recursion: the nesting is up to the page.
    let mut work = vec![&value];
    let mut best: Option<JsonLd> = None;
    let mut seen = 0;
    while let Some(value) = work.pop() {
        seen += 1;
        if seen > MOST {
            break;
        }
        match value {
            Value::Array(items) => work.extend(items.iter().rev()),
            Value::Object(object) => {
                let found = article(value);
                if found.rank > 0 && best.as_ref().is_none_or(|b| found.rank > b.rank) {
                    best = Some(found);
                }
                work.extend(["mainEntity", "mainEntityOfPage", "@graph"].iter().filter_map(|k| object.get(*k)));
            }
            _ => {}
        }
    }
    best
}

/// Line breaks inside strings are the most common slip.
fn mended(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn article(value: &Value) -> JsonLd {
    let rank = types(value).iter().map(|t| rank_of(t)).max().unwrap_or(0);
    if rank == 0 {
        return JsonLd::default();
    }
    JsonLd {
        headline: text(&value["headline"]).or_else(|| text(&value["name"])),
        published: text(&value["datePublished"]).or_else(|| text(&value["dateCreated"])),
        modified: text(&value["dateModified"]),
        authors: names(&value["author"]),
        publisher: list(&value["publisher"])
            .into_iter()
            .find_map(|p| text(p).or_else(|| text(&p["name"])))
            .filter(|n| !n.starts_with("http")),
        section: list(&value["articleSection"]).into_iter().find_map(text),
        url: text(&value["url"])
            .or_else(|| text(&value["mainEntityOfPage"]))
            .or_else(|| text(&value["mainEntityOfPage"]["@id"]))
            .filter(|u| u.starts_with("http")),
        rank,
    }
}

fn types(value: &Value) -> Vec<&str> {
    list(&value["@type"]).into_iter().filter_map(Value::as_str).collect()
}

fn rank_of(name: &str) -> u8 {
    let name = name.rsplit(['/', '#']).next().unwrap_or_default();
    match name {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "LiveBlogPosting"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "BackgroundNewsArticle" => 3,
        "Article" | "BlogPosting" | "Report" | "AdvertiserContentArticle" | "TechArticle" | "ScholarlyArticle" => 2,
        "WebPage" => 1,
        _ => 0,
    }
}

fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        Value::Null => Vec::new(),
        other => vec![other],
    }
}

fn text(value: &Value) -> Option<String> {
    let text = decoded(value.as_str()?);
    (!text.is_empty()).then_some(text)
}

/// Names of persons or bodies: plain, as an object, or a list of either.
fn names(value: &Value) -> Vec<String> {
    let mut names = Vec::new();
    for item in list(value) {
        let name = text(item).or_else(|| list(&item["name"]).into_iter().find_map(text));
        if let Some(name) = name.filter(|n| !n.starts_with("http") && n.len() < 200) {
            for part in name.split([',', ';']).flat_map(|p| p.split(" and ")).map(str::trim).filter(|p| !p.is_empty()) {
                let part = part.strip_prefix("By ").unwrap_or(part);
                if !names.iter().any(|n| n == part) {
                    names.push(part.to_owned());
                }
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graphs_lists_and_slips() {
        let found = read(r#"{"@context":"x","@graph":[{"@type":"Organization","name":"Outlet"},{"@type":["Article","NewsArticle"],"headline":"Kim &amp; Co","datePublished":"2020-06-22T10:00:00Z","author":[{"@type":"Person","name":"Jane Doe"},"John Roe"],"publisher":{"name":"The Outlet"},"articleSection":["World"]}]}"#).unwrap_or_default();
        assert_eq!(found.headline.as_deref(), Some("Kim & Co"));
        assert_eq!(found.authors, ["Jane Doe", "John Roe"]);
        assert_eq!(found.publisher.as_deref(), Some("The Outlet"));
        assert_eq!(found.section.as_deref(), Some("World"));
        assert!(read("[{\"@type\":\"NewsArticle\",\"headline\":\"two\nlines\"}]").is_some());
        assert_eq!(read("{"), None);
        assert_eq!(read("{\"@type\":\"Organization\"}"), None);
        assert_eq!(read(&"[".repeat(100_000)), None);
    }
}
