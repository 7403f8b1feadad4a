//! Progress on a terminal; nothing in a pipe.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shows how many documents were read, how fast, and how much is left when the size of the input is known.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar over `bytes` of input, a spinner when that is not known. Hidden unless both outputs are apt: standard
    /// error a terminal, and standard output not one that the text itself fills.
    pub fn new(bytes: Option<u64>) -> Self {
        let shown = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(bytes, target);
        let template = if bytes.is_some() {
            "{elapsed_precise} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec}, {eta} left, {msg}"
        } else {
            "{elapsed_precise} {spinner} {bytes} {bytes_per_sec}, {msg}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        if shown {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self(bar)
    }

    /// Another document of so many bytes is done.
    pub fn document(&self, bytes: usize, documents: usize) {
        self.0.inc(bytes as u64);
        self.0.set_message(format!("{documents} documents"));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
