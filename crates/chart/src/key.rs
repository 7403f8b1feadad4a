//! The key below a plot: what its numbered marks mean.

use maud::{Markup, html};

use crate::words;

/// Height of a line of the key.
const LINE: f64 = 14.0;
const SIZE: f64 = 11.0;

/// Entries of a key: the sign, the words.
pub(crate) struct Key {
    entries: Vec<(String, Vec<String>)>,
}

impl Key {
    /// Entries wrapped to a width, at most two lines each.
    pub(crate) fn new(entries: impl Iterator<Item = (String, String)>, width: f64) -> Self {
        Self { entries: entries.map(|(sign, text)| (sign, words::wrap(&text, SIZE, width - 40.0, 2))).collect() }
    }

    /// The height it takes.
    pub(crate) fn height(&self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "a few lines")]
        let lines = self.entries.iter().map(|(_, lines)| lines.len().max(1)).sum::<usize>() as f64;
        if lines > 0.0 { lines * LINE + 8.0 } else { 0.0 }
    }

    /// Drawn from this height on.
    pub(crate) fn draw(&self, top: f64) -> Markup {
        let mut y = top;
        html! {
            @for (sign, lines) in &self.entries {
                @let first = { y += LINE; y };
                text class="ink" x="12" y=(words::place(first)) { (sign) }
                @for (at, line) in lines.iter().enumerate() {
                    @if at > 0 { @let () = { y += LINE; }; }
                    text class="ink" x="32" y=(words::place(y)) { (line) }
                }
            }
        }
    }
}
