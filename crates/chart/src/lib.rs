//! Drawing: the one module that makes the charts of the terminal, of printed pages and of the browser.
//!
//! A chart is a plain struct that holds numbers and words; [`LineChart::svg`] and its likes turn it into the text of an
//! SVG figure, a pure function: the same numbers give the same bytes. Nothing here knows what the numbers mean.
//!
//! - **Accessible.** Every figure has a title and a description that say in words what it shows; marks carry a title
//!   of their own and a number that the key below explains, so that nothing rests on colour alone.
//! - **Readable by all.** Colours are those of Okabe and Ito ([`palette`]), which differ in lightness too, so that they
//!   hold in black and white; styles follow the reader's dark mode and go back to black on white in print.
//! - **Self-contained.** A figure refers to no file, font or script. [`Form::Standalone`] carries its styles,
//!   [`Form::Embedded`] leaves them to the page ([`palette::style`]).
//!
//! Days are counted from 1 January 1970. Numbers that are not finite are not drawn. The elements are written with
//! `maud`, which escapes all text; the drawing itself (scales, ticks, labels) is here, since a chart library that fixes
//! colours as attributes could follow neither dark mode nor print.

mod bars;
mod calibration;
mod frame;
mod key;
mod line;
mod multiples;
pub mod palette;
pub mod scale;
mod spark;
mod words;

pub use bars::{Bar, Bars, QUADS};
pub use calibration::{Bin, Calibration};
pub use frame::{Form, Size, Words};
pub use line::{BandPoint, BreakMark, Dot, EventMark, LineChart};
pub use multiples::{Cell, Multiples};
pub use spark::{Spark, bar_of, blocks};
pub use words::{date, day_month, interval};
