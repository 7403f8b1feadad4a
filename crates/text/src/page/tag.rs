//! The elements of HTML that matter for finding an article.

macro_rules! tags {
    ($($variant:ident $name:literal,)*) => {
        /// An element by its name; those that do not matter here are [`Tag::Other`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(super) enum Tag { $($variant,)* Other }

        impl Tag {
            /// How many there are.
            pub const COUNT: usize = Self::Other as usize + 1;

            fn of_lower(name: &[u8]) -> Self {
                $(if name == $name { return Self::$variant; })*
                Self::Other
            }

            /// The name, where it matters.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => std::str::from_utf8($name).unwrap_or("x"),)* Self::Other => "span" }
            }
        }
    };
}

tags! {
    P b"p", Div b"div", A b"a", Span b"span", Li b"li", Ul b"ul", Ol b"ol", Br b"br", Img b"img", Script b"script",
    H1 b"h1", H2 b"h2", H3 b"h3", H4 b"h4", H5 b"h5", H6 b"h6", Article b"article", Section b"section", Main b"main",
    Header b"header", Footer b"footer", Nav b"nav", Aside b"aside", Figure b"figure", Figcaption b"figcaption",
    Blockquote b"blockquote", Table b"table", Thead b"thead", Tbody b"tbody", Tfoot b"tfoot", Tr b"tr", Td b"td",
    Th b"th", Caption b"caption", Dl b"dl", Dt b"dt", Dd b"dd", Pre b"pre", Form b"form", Fieldset b"fieldset",
    Address b"address", Center b"center", Details b"details", Summary b"summary", Dialog b"dialog", Hr b"hr",
    Html b"html", Head b"head", Body b"body", Title b"title", Meta b"meta", Link b"link", Base b"base",
    Style b"style", Noscript b"noscript", Template b"template", Iframe b"iframe", Textarea b"textarea",
    Svg b"svg", Math b"math", Object b"object", Video b"video", Audio b"audio", Canvas b"canvas", Button b"button",
    Select b"select", Option b"option", Input b"input", Label b"label", Time b"time", B b"b", I b"i", Em b"em",
    Strong b"strong", U b"u", Font b"font", Small b"small", Q b"q", Cite b"cite", Sup b"sup", Sub b"sub",
    Source b"source", Track b"track", Wbr b"wbr", Area b"area", Col b"col", Embed b"embed", Param b"param",
    Noframes b"noframes", Xmp b"xmp", Noembed b"noembed", AmpAd b"amp-ad", AmpSidebar b"amp-sidebar",
    AmpConsent b"amp-consent", AmpEmbed b"amp-embed", Hgroup b"hgroup", Menu b"menu",
}

impl Tag {
    /// The element of a name, in whatever case.
    pub fn of(name: &str) -> Self {
        let mut lower = [0u8; 12];
        let Some(slot) = lower.get_mut(..name.len()) else { return Self::Other };
        slot.copy_from_slice(name.as_bytes());
        slot.make_ascii_lowercase();
        Self::of_lower(slot)
    }

    /// Has no content and no end tag.
    pub fn is_void(self) -> bool {
        use Tag::*;
        matches!(self, Br | Img | Meta | Link | Base | Hr | Input | Source | Track | Wbr | Area | Col | Embed | Param)
    }

    /// Its content is text, in which tags mean nothing.
    pub fn is_raw(self) -> bool {
        use Tag::*;
        matches!(self, Script | Style | Textarea | Title | Iframe | Noframes | Xmp | Noembed)
    }

    /// Begins and ends a block of text.
    pub fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            P | Div
                | Li
                | Ul
                | Ol
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Article
                | Section
                | Main
                | Header
                | Footer
                | Nav
                | Aside
                | Figure
                | Figcaption
                | Blockquote
                | Table
                | Thead
                | Tbody
                | Tfoot
                | Tr
                | Td
                | Th
                | Caption
                | Dl
                | Dt
                | Dd
                | Pre
                | Form
                | Fieldset
                | Address
                | Center
                | Details
                | Summary
                | Dialog
                | Hr
                | Html
                | Head
                | Body
                | Title
                | Hgroup
                | Menu
                | Option
                | AmpSidebar
                | AmpAd
                | AmpConsent
                | Button
        )
    }

    /// Ends a paragraph that was left open.
    pub fn ends_paragraph(self) -> bool {
        use Tag::*;
        self.is_block()
            && !matches!(
                self,
                Td | Th | Tr | Tbody | Thead | Tfoot | Caption | Option | Button | Html | Head | Body | Title
            )
    }

    /// A heading.
    pub fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// Holds no text of an article, whatever it says.
    pub fn is_never_text(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Script
                | Style
                | Noscript
                | Template
                | Iframe
                | Textarea
                | Svg
                | Math
                | Object
                | Video
                | Audio
                | Canvas
                | Button
                | Select
                | Option
                | Head
                | Title
                | Noframes
                | Noembed
                | Dialog
                | AmpAd
                | AmpSidebar
                | AmpConsent
                | AmpEmbed
                | Label
        )
    }

    /// Holds the furniture of a page.
    pub fn is_furniture(self) -> bool {
        use Tag::*;
        matches!(self, Nav | Footer | Aside | Form | Menu)
    }

    /// Only changes how text looks.
    pub fn is_look(self) -> bool {
        use Tag::*;
        matches!(self, B | I | Em | Strong | U | Font | Small | Other | Cite | Sup | Sub | Q | Time)
    }
}
