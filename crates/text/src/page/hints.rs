//! What the class, id and role of an element hint at.

use super::attributes;
use super::tag::Tag;

/// A set of hints; most are handed down to what an element holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u16);

impl Hints {
    /// Not shown, or never text.
    pub const HIDDEN: Self = Self(1);
    /// Furniture of the page: menus, shares, related links, comments.
    pub const FURNITURE: Self = Self(1 << 1);
    /// Furniture only by its class; an article inside is an article all the same.
    pub const UNLIKELY: Self = Self(1 << 2);
    /// The body of the article, by an unmistakable mark.
    pub const BODY: Self = Self(1 << 3);
    /// A byline.
    pub const BYLINE: Self = Self(1 << 4);
    /// A caption.
    pub const CAPTION: Self = Self(1 << 5);
    /// A quotation.
    pub const QUOTE: Self = Self(1 << 6);
    /// A list.
    pub const LIST: Self = Self(1 << 7);
    /// A table.
    pub const TABLE: Self = Self(1 << 8);
    /// A link.
    pub const LINK: Self = Self(1 << 9);
    /// The headline, by a mark.
    pub const HEADLINE: Self = Self(1 << 10);
    /// A date.
    pub const DATE: Self = Self(1 << 11);
    /// In an article or the main part.
    pub const ARTICLE: Self = Self(1 << 12);

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// Parts of class names that mark the body of an article, whole words joined by dashes.
const BODY: &[&str] = &[
    "articlebody",
    "article-body",
    "article__body",
    "article_body",
    "articlecontent",
    "article-content",
    "article__content",
    "story-body",
    "storybody",
    "story-content",
    "story__content",
    "story_body",
    "story__body",
    "entry-content",
    "post-content",
    "post-body",
    "post__content",
    "articletext",
    "article-text",
    "article_text",
    "body-text",
    "bodytext",
    "content-body",
    "news-body",
    "newsbody",
    "news-content",
    "newstext",
    "news-text",
    "article-detail",
    "caas-body",
    "storytext",
    "story-text",
    "wysiwyg--all-content",
    "rich-text-article",
    "article-paragraphs",
];

/// Single words of class names that mark furniture wherever they stand, in order.
const FURNITURE: &[&str] = &[
    "addthis",
    "breadcrumb",
    "breadcrumbs",
    "ccpa",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "crosslinks",
    "disqus",
    "footer",
    "gdpr",
    "menu",
    "mostpopular",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "onetrust",
    "onward",
    "outbrain",
    "pager",
    "pagination",
    "readmore",
    "recommendations",
    "recommended",
    "related",
    "replies",
    "share",
    "shares",
    "sharethis",
    "sharing",
    "taboola",
    "taglist",
    "tags",
    "trending",
];

/// Single words of class names that mark furniture unless the element looks like a part of the layout, in order.
const PERHAPS: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "adverts",
    "backtotop",
    "banner",
    "bio",
    "dfp",
    "infobox",
    "keywords",
    "leaderboard",
    "marketing",
    "masthead",
    "modal",
    "overlay",
    "popular",
    "popup",
    "promo",
    "promos",
    "promotion",
    "rail",
    "rss",
    "shoutbox",
    "sidebar",
    "sidenav",
    "signup",
    "skip",
    "skyscraper",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "supplemental",
    "teaser",
    "teasers",
    "ticker",
    "toolbar",
    "toolbox",
    "topbar",
    "topics",
    "upsell",
    "widget",
    "widgets",
];

/// Words of the layout: an element with such a word is no furniture for a word of [`PERHAPS`].
const STILL: &[&str] = &[
    "article",
    "body",
    "column",
    "container",
    "content",
    "grid",
    "layout",
    "main",
    "page",
    "row",
    "story",
    "text",
    "wrapper",
];

/// The hints of an element, those handed down by its parent included.
pub(super) fn of(tag: Tag, source: &str, parent: Hints) -> Hints {
    let mut hints = parent.without(Hints::HEADLINE);
    if tag.is_never_text() {
        hints = hints.with(Hints::HIDDEN);
    }
    if tag.is_furniture() && !(tag == Tag::Footer && hints.has(Hints::QUOTE)) {
        hints = hints.with(Hints::FURNITURE);
    }
    hints = match tag {
        Tag::A => hints.with(Hints::LINK),
        Tag::Blockquote => hints.with(Hints::QUOTE),
        Tag::Li | Tag::Dd | Tag::Dt => hints.with(Hints::LIST),
        Tag::Table => hints.with(Hints::TABLE),
        Tag::Figure | Tag::Figcaption | Tag::Caption => hints.with(Hints::CAPTION),
        Tag::Time => hints.with(Hints::DATE),
        Tag::Article | Tag::Main => hints.with(Hints::ARTICLE).without(Hints::UNLIKELY),
        _ => hints,
    };
    if source.len() < 4 {
        return hints;
    }
    for (name, value) in attributes::each(source) {
        hints = attribute(hints, tag, name, value);
    }
    hints
}

fn attribute(hints: Hints, tag: Tag, name: &str, value: &str) -> Hints {
    match name.len() {
        2 if name.eq_ignore_ascii_case("id") => of_class(hints, tag, value),
        3 if name.eq_ignore_ascii_case("rel") && value.eq_ignore_ascii_case("author") => hints.with(Hints::BYLINE),
        4 if name.eq_ignore_ascii_case("role") => match value.to_ascii_lowercase().as_str() {
            "navigation" | "banner" | "contentinfo" | "complementary" | "search" | "dialog" | "alertdialog"
            | "menu" | "menubar" | "alert" | "toolbar" => hints.with(Hints::FURNITURE),
            "main" | "article" => hints.with(Hints::ARTICLE),
            _ => hints,
        },
        5 if name.eq_ignore_ascii_case("class") => of_class(hints, tag, value),
        5 if name.eq_ignore_ascii_case("style") => {
            let style: String = value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            let hidden = style.contains("display:none") || style.contains("visibility:hidden");
            if hidden { hints.with(Hints::HIDDEN) } else { hints }
        }
        6 if name.eq_ignore_ascii_case("hidden") && tag != Tag::Body => hints.with(Hints::HIDDEN),
        8 if name.eq_ignore_ascii_case("itemprop") => match value.to_ascii_lowercase().as_str() {
            "articlebody" => body(hints),
            "headline" => hints.with(Hints::HEADLINE),
            "author" => hints.with(Hints::BYLINE),
            "datepublished" => hints.with(Hints::DATE),
            "caption" => hints.with(Hints::CAPTION),
            _ => hints,
        },
        11 if name.eq_ignore_ascii_case("aria-hidden") && value.eq_ignore_ascii_case("true") && tag != Tag::Body => {
            hints.with(Hints::HIDDEN)
        }
        _ => hints,
    }
}

fn body(hints: Hints) -> Hints {
    hints.with(Hints::BODY).without(Hints::UNLIKELY)
}

fn of_class(mut hints: Hints, tag: Tag, value: &str) -> Hints {
    if matches!(tag, Tag::Html | Tag::Body) || value.len() > 2000 {
        return hints;
    }
    let (mut furniture, mut perhaps, mut still) = (false, false, false);
    for class in value.split_ascii_whitespace() {
        let lower = class.to_ascii_lowercase();
        if BODY.iter().any(|b| {
            lower == *b
                || lower.starts_with(b) && lower[b.len()..].starts_with(['-', '_']) && lower.len() <= b.len() + 9
        }) {
            return body(hints);
        }
        // "has-sidebar", "comments-open" say what a whole page is like.
        let is_state = ["has-", "no-", "with-", "is-", "js-", "without-"].iter().any(|p| lower.starts_with(p))
            || ["-open", "-closed", "-active"].iter().any(|p| lower.ends_with(p));
        for word in lower.split(['-', '_', ':', '.']).filter(|w| !w.is_empty()) {
            if !is_state {
                furniture |= FURNITURE.binary_search(&word).is_ok()
                    || ["cookie", "share", "sharing", "related"].iter().any(|p| word.starts_with(p));
                perhaps |= PERHAPS.binary_search(&word).is_ok() || word.starts_with("advert");
            }
            still |= STILL.contains(&word);
            hints = match word {
                "byline" | "author" | "authors" | "dateline" => hints.with(Hints::BYLINE),
                "caption" | "figcaption" | "credit" => hints.with(Hints::CAPTION),
                "headline" if tag.is_heading() => hints.with(Hints::HEADLINE),
                "date" | "timestamp" | "published" | "pubdate" => hints.with(Hints::DATE),
                "hidden" | "invisible" => hints.with(Hints::UNLIKELY),
                _ => hints,
            };
        }
        if ["sr-only", "visually-hidden", "screen-reader-text", "screenreader", "no-print-only", "u-hidden", "d-none"]
            .contains(&lower.as_str())
        {
            hints = hints.with(Hints::HIDDEN);
        }
    }
    if matches!(tag, Tag::P | Tag::Article | Tag::Main) || tag.is_heading() {
        // A teaser card or a comment is often an article of its own; a paragraph is judged by its words.
        return if tag == Tag::Article && (furniture || perhaps) { hints.with(Hints::UNLIKELY) } else { hints };
    }
    if furniture {
        hints = hints.with(Hints::FURNITURE);
    } else if perhaps && !still {
        hints = hints.with(Hints::UNLIKELY);
    }
    hints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole() {
        let hints = |tag, source| of(tag, source, Hints::default());
        assert!(hints(Tag::Div, " class=\"cookie-banner\"").has(Hints::FURNITURE));
        assert!(hints(Tag::Div, " class=\"ad-slot\"").has(Hints::UNLIKELY));
        assert!(!hints(Tag::Div, " class=\"headline-load\"").has(Hints::UNLIKELY));
        assert!(!hints(Tag::Div, " class=\"content-with-sidebar\"").has(Hints::UNLIKELY));
        assert!(hints(Tag::Div, " itemprop='articleBody'").has(Hints::BODY));
        assert!(hints(Tag::Div, " class='story-body__inner x'").has(Hints::BODY));
        assert!(!hints(Tag::Div, " class='story-body-related-links'").has(Hints::BODY));
        assert!(hints(Tag::Div, " style=\"display: none\"").has(Hints::HIDDEN));
    }
}
