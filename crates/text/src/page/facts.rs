//! What a page says of its article besides the text: in JSON-LD, Open Graph, `meta` elements, `time` elements, and in
//! words near the headline.

use std::sync::LazyLock;

use detente_record::{Metadata, Sought, Witness, Witnessed};
use regex::Regex;

use super::attributes::{self, decoded};
use super::blocks::{TextBlock, words};
use super::hints::Hints;
use super::json_ld::{self, JsonLd};
use super::tag::Tag;
use super::tree::{NodeKind, Tree};
use crate::dates;

/// Names of `meta` elements, the more telling first.
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "pubdate",
    "publish-date",
    "publish_date",
    "publishdate",
    "publication_date",
    "date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "originalpublicationdate",
    "og:published_time",
    "citation_publication_date",
    "citation_date",
    "pub_date",
    "last-publish",
];
const MODIFIED: &[&str] = &["article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod"];
const PUBLISHERS: &[&str] =
    &["og:site_name", "article:publisher_name", "publisher", "dc.publisher", "application-name", "cre", "source"];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "dcterms.creator",
    "citation_author",
];
const SECTIONS: &[&str] = &["article:section", "parsely-section", "section", "category", "cg", "dc.subject.category"];
const HEADLINES: &[&str] =
    &["og:title", "twitter:title", "parsely-title", "sailthru.title", "headline", "dc.title", "title"];

/// A visible date is looked for in so many blocks on either side of the headline, each of so many bytes at most.
const NEAR_HEADLINE: usize = 8;
const LONGEST_DATE: usize = 120;

/// A date in words or figures.
static WRITTEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{2}",
        r"|\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?,?\s+(?:19|20)\d{2}",
        r"|(?:19|20)\d{2}-\d{2}-\d{2}|(?:19|20)\d{2}[./]\d{1,2}[./]\d{1,2})\b",
    ))
    .ok()
});

/// What the head of a page says.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    meta: Vec<(String, String)>,
    json_ld: Option<JsonLd>,
    canonical: Option<String>,
    language: Option<String>,
    /// The content of the title element, in bytes of the source.
    pub title: Option<(usize, usize)>,
    /// `time` elements and the like: where they stand, and their `datetime`.
    times: Vec<(usize, String)>,
}

/// Reads what a page says of itself.
pub(super) fn read(tree: &Tree<'_>) -> Facts {
    let mut facts = Facts::default();
    for (at, node) in tree.nodes.iter().enumerate() {
        match node.kind {
            NodeKind::Raw { tag: Tag::Title, start, end } if facts.title.is_none() && !in_picture(tree, at) => {
                facts.title = Some((start, end));
            }
            NodeKind::Raw { tag: Tag::Script, start, end } => {
                let kind = attributes::get(tree.attributes(node.parent), "type").unwrap_or_default();
                if kind.to_ascii_lowercase().contains("ld+json") {
                    let found = json_ld::read(tree.source.get(start..end).unwrap_or_default());
                    facts.json_ld = JsonLd::better(facts.json_ld.take(), found);
                }
            }
            NodeKind::Element { tag: Tag::Meta, .. } => facts.meta(tree.attributes(at), at),
            NodeKind::Element { tag: Tag::Link, .. } => {
                let source = tree.attributes(at);
                if facts.canonical.is_none()
                    && attributes::get(source, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical"))
                {
                    facts.canonical = attributes::get(source, "href").filter(|h| h.starts_with("http"));
                }
            }
            NodeKind::Element { tag: Tag::Html, .. } if facts.language.is_none() => {
                facts.language = attributes::get(tree.attributes(at), "lang").filter(|l| !l.is_empty());
            }
            NodeKind::Element { .. } if node.hints.has(Hints::DATE) && !node.hints.has(Hints::FURNITURE) => {
                if let Some(date) = attributes::get(tree.attributes(at), "datetime").filter(|d| !d.is_empty()) {
                    facts.times.push((at, date));
                }
            }
            _ => {}
        }
    }
    facts
}

/// A title inside a drawing is its own.
fn in_picture(tree: &Tree<'_>, at: usize) -> bool {
    let mut up = tree.nodes[at].parent;
    for _ in 0..4 {
        if matches!(tree.tag(up), Some(Tag::Svg | Tag::Math)) {
            return true;
        }
        up = tree.nodes[up].parent;
    }
    false
}

impl Facts {
    fn meta(&mut self, source: &str, at: usize) {
        let Some(content) = attributes::get(source, "content").filter(|c| !c.is_empty()) else { return };
        for name in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = attributes::get(source, name) {
                let name = name.to_ascii_lowercase();
                if name == "datepublished" {
                    self.times.push((at, content.clone()));
                }
                self.meta.push((name, content.clone()));
            }
        }
    }

    fn named<'f>(&'f self, names: &'f [&'f str]) -> impl Iterator<Item = (&'f str, &'f str)> {
        names
            .iter()
            .flat_map(|n| self.meta.iter().filter(move |(name, _)| name == n))
            .map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// The headlines that the head of the page gives, the more telling first.
    pub fn headlines(&self) -> Vec<(String, String)> {
        let json_ld =
            self.json_ld.iter().filter_map(|j| j.headline.clone()).map(|h| (h, "json-ld headline".to_owned()));
        json_ld.chain(self.named(HEADLINES).map(|(n, v)| (v.to_owned(), format!("meta {n}")))).collect()
    }

    /// Adds to the metadata what it does not hold from a better witness; every witness to the date is kept.
    pub fn add_to(&self, metadata: &mut Metadata, tree: &Tree<'_>, blocks: &[TextBlock], headline: Option<usize>) {
        let json = self.json_ld.clone().unwrap_or_default();
        let meta = |names| self.named(names).map(|(n, v)| (v.to_owned(), format!("meta {n}"))).next();
        let json_or = |value: Option<String>, name: &str, names| {
            value.map(|v| (v, format!("json-ld {name}"))).or_else(|| meta(names))
        };
        fill(&mut metadata.publisher, json_or(json.publisher, "publisher", PUBLISHERS));
        fill(&mut metadata.section, json_or(json.section, "articleSection", SECTIONS));
        let canonical = self.canonical.clone().map(|c| (c, "link canonical".to_owned()));
        fill(
            &mut metadata.canonical_url,
            canonical.or_else(|| meta(&["og:url"])).or_else(|| json.url.map(|u| (u, "json-ld url".to_owned()))),
        );
        let authors = if json.authors.is_empty() {
            self.meta_authors()
        } else {
            Some((json.authors, "json-ld author".to_owned()))
        };
        fill(&mut metadata.authors, authors.or_else(|| marked_author(tree, blocks, headline)));
        let mut dates = std::mem::take(&mut metadata.dates);
        let mut witness = |raw: &str, name: String| dates.extend(dates::parse(raw, Witness::Page(name), None).ok());
        if let Some(raw) = &json.published {
            witness(raw, "json-ld datePublished".into());
        }
        for (name, raw) in self.named(DATES) {
            witness(raw, format!("meta {name}"));
        }
        if let Some(raw) = self.time(tree, blocks, headline) {
            witness(raw, "time".into());
        }
        if let Some(raw) = visible(tree, blocks, headline) {
            witness(&raw, "text near the headline".into());
        }
        metadata.dates = dates::rank(dates);
        if let Some(raw) = json.modified.or_else(|| meta(MODIFIED).map(|m| m.0)) {
            metadata.extra.push(("modified".into(), raw));
        }
        if let Some(language) = &self.language {
            metadata.extra.push(("page language".into(), language.clone()));
        }
    }

    fn meta_authors(&self) -> Option<(Vec<String>, String)> {
        let found: Vec<(&str, &str)> =
            self.named(AUTHORS).filter(|(_, v)| !v.contains("://") && v.len() < 120).collect();
        let name = found.first()?.0;
        let values = found
            .iter()
            .filter(|(n, _)| *n == name)
            .flat_map(|(_, v)| v.split([',', ';']).flat_map(|p| p.split(" and ")));
        let strip = |v: &str| v.trim().trim_start_matches("By ").trim_start_matches("by ").to_owned();
        let mut authors: Vec<String> = values.map(strip).filter(|v| !v.is_empty()).collect();
        authors.dedup();
        (!authors.is_empty()).then(|| (authors, format!("meta {name}")))
    }

    /// The `time` element nearest the headline, or the first one.
    fn time(&self, tree: &Tree<'_>, blocks: &[TextBlock], headline: Option<usize>) -> Option<&str> {
        let at = headline.and_then(|h| blocks.get(h)).map_or(0, |b| b.first);
        let distance = |node: usize| if node >= at { node - at } else { 4 * (at - node) };
        let nearest = self.times.iter().min_by_key(|(node, _)| distance(*node))?;
        // A "time" in the middle of the page belongs to some other story.
        (headline.is_none() || distance(nearest.0) < 200.max(tree.nodes.len() / 4)).then_some(nearest.1.as_str())
    }
}

impl JsonLd {
    fn better(a: Option<Self>, b: Option<Self>) -> Option<Self> {
        match (a, b) {
            (Some(a), Some(b)) => Some(if b.rank() > a.rank() { b } else { a }),
            (a, b) => a.or(b),
        }
    }
}

/// The first name that the page marks as the author's, near the headline.
fn marked_author(tree: &Tree<'_>, blocks: &[TextBlock], headline: Option<usize>) -> Option<(Vec<String>, String)> {
    let from = blocks.get(headline?)?.last;
    let marked =
        tree.nodes.iter().skip(from).take(120).filter(|n| n.hints.has(Hints::BYLINE) && !n.hints.has(Hints::FURNITURE));
    let names = marked.filter_map(|n| match n.kind {
        NodeKind::Text { start, end, .. } => tree.source.get(start..end).map(decoded),
        _ => None,
    });
    let is_name = |name: &String| {
        (2..=4).contains(&name.split(' ').count())
            && name.len() <= 60
            && name.split(' ').all(|w| w.starts_with(char::is_uppercase))
            && !name.contains(|c: char| c.is_ascii_digit())
    };
    let name = names.map(|n| n.trim_start_matches("By ").trim_start_matches("by ").to_owned()).find(is_name)?;
    Some((vec![name], "author".to_owned()))
}

/// A date written in words near the headline, that of an update only if there is no other.
fn visible(tree: &Tree<'_>, blocks: &[TextBlock], headline: Option<usize>) -> Option<String> {
    let at = headline?;
    let near = at.saturating_sub(NEAR_HEADLINE / 2)..(at + NEAR_HEADLINE + 1).min(blocks.len());
    let mut update = None;
    for (number, block) in blocks.iter().enumerate().take(near.end).skip(near.start) {
        if block.bytes > LONGEST_DATE || number == at || block.hints.has(Hints::FURNITURE) {
            continue;
        }
        let words = words(tree, block, 2 * LONGEST_DATE);
        for found in WRITTEN.as_ref()?.find_iter(&words) {
            let before = words[..found.start()].to_ascii_lowercase();
            let last = before.rsplit(['|', '·', '•', ')']).next().unwrap_or_default();
            if last.contains("updat") || last.contains("modif") || last.contains("last ") {
                update.get_or_insert_with(|| found.as_str().to_owned());
            } else {
                return Some(found.as_str().to_owned());
            }
        }
    }
    update
}

/// Whether a block says nothing but a date or a time.
pub(super) fn is_date_line(words: &str) -> bool {
    static CLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.?m\b").ok()
    });
    let (Some(written), Some(clock)) = (WRITTEN.as_ref(), CLOCK.as_ref()) else { return false };
    if !words.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let rest = written.replace_all(words, " ");
    let found = rest != words;
    let rest = clock.replace_all(&rest, " ");
    let found = found || rest != words;
    found
        && rest.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(|w| {
            let lower = w.to_lowercase();
            [
                "posted",
                "published",
                "updated",
                "update",
                "last",
                "modified",
                "on",
                "at",
                "date",
                "first",
                "time",
                "local",
                "am",
                "pm",
            ]
            .contains(&lower.as_str())
                || w.len() <= 4 && w.chars().all(char::is_uppercase)
                || ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
                    .iter()
                    .any(|d| lower.starts_with(d) && (lower.len() == 3 || lower.ends_with("day")))
        })
}

/// Fills a field that holds nothing yet; the page was looked at in any case.
pub(super) fn fill<T>(field: &mut Sought<Witnessed<T>>, found: Option<(T, String)>) {
    if !field.is_found() {
        *field = Sought::looked(found.map(|(value, name)| Witnessed { value, witness: Witness::Page(name) }));
    }
}

/// The title element's words.
pub(super) fn title_words(tree: &Tree<'_>, facts: &Facts) -> Option<String> {
    let (start, end) = facts.title?;
    tree.source.get(start..end).map(decoded).filter(|t| !t.is_empty())
}
