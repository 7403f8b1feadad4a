//! Colours and styles.
//!
//! The colours are those of M. Okabe and K. Ito, "Color Universal Design" (2008), made to be told apart with any kind
//! of colour vision. Cooperation is blue and drawn upwards, conflict orange to vermilion and drawn downwards; the
//! material class of each is the darker, so that the order holds in black and white.

/// A class of the style sheet: its name, what is set, in light and in dark.
struct Rule {
    class: &'static str,
    property: &'static str,
    light: &'static str,
    dark: &'static str,
}

const fn rule(class: &'static str, property: &'static str, light: &'static str, dark: &'static str) -> Rule {
    Rule { class, property, light, dark }
}

const RULES: [Rule; 24] = [
    rule("back", "fill", "#ffffff", "#16181c"),
    rule("ink", "fill", "#1a1a1a", "#e8e6e3"),
    rule("soft", "fill", "#595959", "#a9a9a9"),
    rule("grid", "stroke", "#e3e3e3", "#33373d"),
    rule("axis", "stroke", "#8a8a8a", "#7b8087"),
    rule("level", "stroke", "#004f7c", "#7cc7f2"),
    rule("inner", "fill", "#9cc9e4", "#2c5a78"),
    rule("outer", "fill", "#d6e8f3", "#1f3646"),
    rule("dot", "fill", "#1a1a1a", "#e8e6e3"),
    rule("norm", "stroke", "#595959", "#a9a9a9"),
    rule("break", "stroke", "#a83f00", "#ff9a5c"),
    rule("flag", "fill", "#a83f00", "#ff9a5c"),
    rule("flagtext", "fill", "#ffffff", "#16181c"),
    rule("span", "fill", "#f3d9c7", "#47301f"),
    rule("event", "fill", "#5a3d00", "#f0c566"),
    rule("q1", "fill", "#56b4e9", "#56b4e9"),
    rule("q2", "fill", "#0072b2", "#2b93cf"),
    rule("q3", "fill", "#e69f00", "#e69f00"),
    rule("q4", "fill", "#a83f00", "#d55e00"),
    rule("q0", "fill", "#999999", "#8a8a8a"),
    rule("ideal", "stroke", "#8a8a8a", "#7b8087"),
    rule("sure", "stroke", "#004f7c", "#7cc7f2"),
    rule("mark", "fill", "#004f7c", "#7cc7f2"),
    rule("rim", "stroke", "#ffffff", "#16181c"),
];

const SHAPES: &str = ".chart{max-width:100%;height:auto}\
.chart text{font-family:system-ui,'Segoe UI','Noto Sans','DejaVu Sans',sans-serif;font-size:11px}\
.chart .title{font-size:14px;font-weight:600}\
.chart .small{font-size:10px}\
.chart .mid{text-anchor:middle}.chart .end{text-anchor:end}\
.chart .grid,.chart .axis{stroke-width:1;fill:none}\
.chart .level{stroke-width:1.8;fill:none;stroke-linejoin:round}\
.chart .norm,.chart .ideal{stroke-width:1;stroke-dasharray:2 3;fill:none}\
.chart .break{stroke-width:1.4;stroke-dasharray:5 3;fill:none}\
.chart .span{opacity:.55}\
.chart .dot{opacity:.4}\
.chart .flagtext{font-weight:600;text-anchor:middle}\
.chart .sure{stroke-width:1.2}\
.chart .rim{stroke-width:.6}";

/// The style sheet of all charts, for a page that embeds them. Follows the reader's dark mode, and an explicit choice
/// where the root element has `data-theme="dark"` or `"light"`; print is always dark on white.
#[must_use]
pub fn style() -> String {
    let light = rules("", |r| r.light);
    let dark = rules(":root:not([data-theme=light]) ", |r| r.dark);
    let chosen = rules(":root[data-theme=dark] ", |r| r.dark);
    format!("{SHAPES}{light}@media screen and (prefers-color-scheme:dark){{{dark}}}@media screen{{{chosen}}}")
}

/// The style sheet within a figure that stands alone.
pub(crate) fn own_style() -> String {
    let (light, dark) = (rules("", |r| r.light), rules("", |r| r.dark));
    format!("{SHAPES}{light}@media screen and (prefers-color-scheme:dark){{{dark}}}")
}

fn rules(before: &str, colour: fn(&Rule) -> &str) -> String {
    RULES.iter().map(|r| format!("{before}.chart .{}{{{}:{}}}", r.class, r.property, colour(r))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of a colour, and the contrast of two (WCAG 2.2, "relative luminance", "contrast ratio").
    fn contrast(a: &str, b: &str) -> f64 {
        let luminance = |hex: &str| {
            let part = |at: usize| {
                let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
                if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
        };
        let (x, y) = (luminance(a), luminance(b));
        (x.max(y) + 0.05) / (x.min(y) + 0.05)
    }

    fn of(class: &str) -> &'static Rule {
        RULES.iter().find(|r| r.class == class).unwrap()
    }

    #[test]
    fn text_and_lines_stand_out() {
        let back = of("back");
        // 4.5 for text, 3 for what must be seen (WCAG 2.2, 1.4.3 and 1.4.11).
        for (class, least) in
            [("ink", 4.5), ("soft", 4.5), ("level", 3.0), ("break", 3.0), ("mark", 3.0), ("event", 3.0)]
        {
            let r = of(class);
            assert!(contrast(r.light, back.light) >= least, "{class} in light");
            assert!(contrast(r.dark, back.dark) >= least, "{class} in dark");
        }
        assert!(contrast(of("flagtext").light, of("flag").light) >= 4.5);
        assert!(contrast(of("flagtext").dark, of("flag").dark) >= 4.5);
    }

    #[test]
    fn neighbouring_classes_differ_in_lightness() {
        for (a, b) in [("q1", "q2"), ("q3", "q4")] {
            assert!(contrast(of(a).light, of(b).light) >= 1.4, "{a} {b} in light");
            assert!(contrast(of(a).dark, of(b).dark) >= 1.4, "{a} {b} in dark");
        }
    }
}
