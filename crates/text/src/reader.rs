//! The one door to all readers.

use std::path::PathBuf;
use std::sync::Arc;

use crate::error::ReadError;
use crate::input::{ByteStream, Expand, Found, Source};
use crate::options::ReadOptions;
use crate::raw::RawDocument;
use crate::readers::{self, Out, Steps};

/// Reads files, directories, patterns and standard input.
///
/// ```
/// use detente_text::{ReadOptions, Reader};
///
/// let reader = Reader::new(ReadOptions::default());
/// let input = &b"{\"headline\": \"Leaflets\", \"text\": \"The South sent leaflets.\"}\n"[..];
/// let documents: Vec<_> = reader.read(input, "example.jsonl").collect::<Result<_, _>>()?;
/// assert_eq!(documents[0].original, "Leaflets\n\nThe South sent leaflets.");
/// # Ok::<(), detente_text::ReadError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Reader {
    options: Arc<ReadOptions>,
}

impl Reader {
    /// A reader with these options.
    #[must_use]
    pub fn new(options: ReadOptions) -> Self {
        Self { options: Arc::new(options) }
    }

    /// Its options.
    #[must_use]
    pub fn options(&self) -> &ReadOptions {
        &self.options
    }

    /// The documents of files, directories (with all below them), patterns and `-` for standard input, in the order
    /// in which they are named; a directory's files in the order of their names. Files are opened one after the
    /// other, and no more than one record is held.
    ///
    /// A problem comes in the place where it was met, and the stream goes on after it: a warning before its document,
    /// an error instead of its document.
    pub fn open<P: Into<PathBuf>>(&self, paths: impl IntoIterator<Item = P>) -> Documents {
        let names: Vec<PathBuf> = paths.into_iter().map(Into::into).collect();
        let expand = Expand::new(names, self.options.input_format.is_some());
        Documents { options: Arc::clone(&self.options), expand, current: None, out: Out::new() }
    }

    /// The documents of a stream of bytes; `name` stands for the file in provenance and messages, and its ending
    /// tells the format.
    pub fn read(&self, bytes: impl std::io::Read + Send + 'static, name: &str) -> Documents {
        let stream: ByteStream = Box::new(std::io::BufReader::new(bytes));
        let expand = Expand::new([], false);
        let mut documents = Documents { options: Arc::clone(&self.options), expand, current: None, out: Out::new() };
        documents.start(Source::bytes(stream, name, self.options.input_format));
        documents
    }
}

/// The documents of an input, and the problems met, in order.
pub struct Documents {
    options: Arc<ReadOptions>,
    expand: Expand,
    current: Option<Box<dyn Steps>>,
    out: Out,
}

impl Documents {
    fn start(&mut self, source: Result<Source, ReadError>) {
        match source {
            Ok(source) => self.current = Some(readers::open(source, Arc::clone(&self.options))),
            Err(error) => self.out.push_back(Err(error)),
        }
    }
}

impl Iterator for Documents {
    type Item = Result<RawDocument, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.out.pop_front() {
                return Some(item);
            }
            if let Some(current) = &mut self.current {
                if !current.step(&mut self.out) {
                    self.current = None;
                }
                continue;
            }
            let format = self.options.input_format;
            match self.expand.next()? {
                Ok(Found::StandardInput) => self.start(Source::standard_input(format)),
                Ok(Found::File(path, name)) => self.start(Source::file(&path, &name, format)),
                Err(error) => self.out.push_back(Err(error)),
            }
        }
    }
}

impl std::fmt::Debug for Documents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Documents").finish_non_exhaustive()
    }
}
