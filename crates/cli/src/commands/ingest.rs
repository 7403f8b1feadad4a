//! `detente ingest`.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::{IsTerminal, stderr};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use detente_knowledge::Knowledge;
use detente_memory::store::put::{Added, Aside, Batch, Coded, Sighting};
use detente_memory::{Wait, Writer, store};
use detente_pipeline::Outcome;
use detente_text::{RawDocument, ReadError, Severity};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;

use crate::args::InputArgs;
use crate::args_memory::IngestArgs;
use crate::commands::{CODER, chain};
use crate::exit::Exit;
use crate::input::{self, Problems};

/// A batch is put in when it is so old: what a kill can cost.
const OLDEST: Duration = Duration::from_secs(4);
/// The ledger follows when so much time has passed, and at the end.
const SETTLE: Duration = Duration::from_secs(30);

/// Reads the files into the store.
pub fn run(args: &IngestArgs) -> Result<Exit> {
    input::reader(&args.input)?;
    let writer = open(&args.store.dir, args.no_wait)?;
    let Filled { added, errors, .. } = fill(writer, &args.files, &args.input, args.batch.get())?;
    if args.json {
        let summary = serde_json::json!({
            "documents": added.documents, "reports": added.reports, "known": added.known, "aside": added.aside,
        });
        anstream::println!("{summary}");
    } else {
        anstream::eprintln!(
            "detente: {} new with {}, {} known already, {} kept aside",
            plural(added.documents, "document"),
            plural(added.reports, "report"),
            added.known,
            plural(added.aside, "problem"),
        );
    }
    Ok(if errors > 0 { Exit::Partly } else { Exit::Done })
}

/// A store that was filled.
pub struct Filled {
    /// The store.
    pub writer: Writer,
    /// What was added.
    pub added: Added,
    /// Documents or files that could not be read.
    pub errors: usize,
}

/// Reads files into a store, so many documents at once, and brings its ledger up to date.
pub fn fill(writer: Writer, files: &[PathBuf], args: &InputArgs, at_once: usize) -> Result<Filled> {
    let reader = input::reader(args)?;
    let chain = chain()?;
    let voices = Voices::new(Knowledge::shipped());
    let progress = Bar::new(files);
    let writer = RefCell::new(writer);
    let feed = Feed {
        input: RefCell::new(reader.open(files)),
        writer: &writer,
        pending: RefCell::new(VecDeque::new()),
        seen: RefCell::new(Vec::new()),
        known: Cell::new(0),
        failed: RefCell::new(None),
        progress: &progress,
    };
    let mut problems = Problems::default();
    let mut added = Added::default();
    let mut batch = Batch::default();
    let mut since = Instant::now();
    let mut settled = Instant::now();
    for outcome in chain.stream(Inner(&feed)) {
        if let Some(error) = feed.failed.take() {
            return Err(error);
        }
        match outcome {
            Outcome::Problem(problem) => {
                progress.aside(|| problems.tell(&problem));
                batch.aside.extend(aside(&problem));
            }
            Outcome::Record(record) => {
                let raw = feed.pending.borrow_mut().pop_front().context("a record came out that was not put in")?;
                progress.document(raw.original.len());
                let voice = record.document.metadata.publisher.found().and_then(|p| voices.of(&p.value));
                batch.coded.push(Coded { record: detente_wire::record(&record, CODER), raw, voice });
            }
        }
        if batch.coded.len() >= at_once || since.elapsed() >= OLDEST {
            batch.seen = feed.seen.take();
            added += put(&writer, &mut batch)?;
            since = Instant::now();
            if settled.elapsed() >= SETTLE {
                writer.borrow_mut().settle().context("the ledger could not be brought up to date")?;
                settled = Instant::now();
            }
        }
    }
    if let Some(error) = feed.failed.take() {
        return Err(error);
    }
    batch.seen = feed.seen.take();
    added += put(&writer, &mut batch)?;
    added.known += feed.known.get();
    writer.borrow_mut().settle().context("the ledger could not be brought up to date")?;
    Ok(Filled { writer: writer.into_inner(), added, errors: problems.errors })
}

/// Opens a store for writing, telling when it must wait for another process.
pub fn open(dir: &std::path::Path, no_wait: bool) -> Result<Writer> {
    let wait = if no_wait { Wait::No } else { Wait::Patiently };
    let writer = Writer::open(dir, wait, || {
        anstream::eprintln!("detente: another process is writing to {}; waiting for it to end", dir.display());
    })?;
    Ok(writer)
}

fn put(writer: &RefCell<Writer>, batch: &mut Batch) -> Result<Added> {
    if batch.is_empty() {
        return Ok(Added::default());
    }
    let added = writer.borrow_mut().commit(batch, Timestamp::now())?;
    *batch = Batch::default();
    Ok(added)
}

fn aside(problem: &ReadError) -> Option<Aside> {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => return None,
    };
    let place = &problem.place;
    let mut text = problem.problem.to_string();
    if let Some(field) = &place.field {
        text = format!("field '{field}': {text}");
    }
    Some(Aside {
        at: Sighting { file: place.file.clone(), record: place.record, line: place.line },
        severity: severity.into(),
        problem: text,
    })
}

fn plural(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// What the chain reads: the input without what the store holds already. Documents that go into the chain are kept
/// until their records come out.
struct Feed<'w, I> {
    input: RefCell<I>,
    writer: &'w RefCell<Writer>,
    pending: RefCell<VecDeque<RawDocument>>,
    seen: RefCell<Vec<([u8; 10], Sighting)>>,
    known: Cell<usize>,
    failed: RefCell<Option<anyhow::Error>>,
    progress: &'w Bar,
}

/// The iterator over a feed that others look into while it runs.
struct Inner<'f, 'w, I>(&'f Feed<'w, I>);

impl<I: Iterator<Item = std::result::Result<RawDocument, ReadError>>> Iterator for Inner<'_, '_, I> {
    type Item = std::result::Result<RawDocument, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let feed = self.0;
        loop {
            let raw = match feed.input.borrow_mut().next()? {
                Ok(raw) => raw,
                Err(problem) => return Some(Err(problem)),
            };
            let known = || -> detente_memory::Result<Option<([u8; 10], bool)>> {
                let name = store::source::name(&raw)?;
                let writer = feed.writer.borrow();
                Ok(if writer.knows(&name)? { Some((name, writer.saw(&name, &place(&raw))?)) } else { None })
            };
            match known() {
                Ok(None) => {
                    feed.pending.borrow_mut().push_back(raw.clone());
                    return Some(Ok(raw));
                }
                Ok(Some((name, seen_here))) => {
                    feed.progress.document(raw.original.len());
                    if seen_here {
                        feed.known.set(feed.known.get() + 1);
                    } else {
                        feed.seen.borrow_mut().push((name, place(&raw)));
                    }
                }
                Err(error) => {
                    *feed.failed.borrow_mut() = Some(error.into());
                    return None;
                }
            }
        }
    }
}

fn place(raw: &RawDocument) -> Sighting {
    Sighting { file: raw.provenance.file.clone(), record: raw.provenance.record, line: raw.provenance.line }
}

/// Whose voice an outlet is, by its name.
pub struct Voices(std::collections::HashMap<String, String>);

impl Voices {
    /// Of all institutions that speak for a state.
    pub fn new(knowledge: &Knowledge) -> Self {
        let mut voices = std::collections::HashMap::new();
        for body in &knowledge.actors().institutions {
            let media = matches!(body.kind_word.as_str(), "state_media" | "news_agency" | "newspaper" | "broadcaster");
            let Some(state) = body.speaks_for.as_ref().filter(|_| media) else { continue };
            for name in std::iter::once(&body.name).chain(&body.aliases) {
                voices.entry(name.to_lowercase()).or_insert_with(|| country_of(state));
            }
        }
        Self(voices)
    }

    /// The state whose voice an outlet is.
    pub fn of(&self, outlet: &str) -> Option<String> {
        self.0.get(&outlet.trim().to_lowercase()).cloned()
    }
}

/// The state of a body: `PRK` of `PRK-kcna`.
fn country_of(id: &str) -> String {
    id.split('-').next().unwrap_or(id).to_owned()
}

/// Progress on a terminal: documents, rate and the time that is left.
struct Bar {
    bar: ProgressBar,
    documents: Cell<usize>,
}

impl Bar {
    fn new(files: &[PathBuf]) -> Self {
        let bytes: Option<u64> =
            files.iter().map(|f| f.metadata().ok().filter(std::fs::Metadata::is_file).map(|m| m.len())).sum();
        let shown = stderr().is_terminal();
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
        Self { bar, documents: Cell::new(0) }
    }

    fn document(&self, bytes: usize) {
        self.documents.set(self.documents.get() + 1);
        self.bar.inc(bytes as u64);
        #[allow(clippy::cast_precision_loss, reason = "a rate for reading")]
        let rate = self.documents.get() as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{} documents, {rate:.0}/s", self.documents.get()));
    }

    fn aside(&self, tell: impl FnOnce()) {
        self.bar.suspend(tell);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
