//! The command line: one definition from which parsing, help, completions and the man page are made.

pub mod actors;
mod joining;

pub use joining::JoiningArgs;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Exit codes, shown below the help of every command.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  everything was read
  1  done, but some of the input could not be read (each problem is told on standard error),
     or a check found faults
  2  the command line is wrong
  3  the work could not be done, or --strict stopped at the first problem";

/// Reads news reporting about rivals and keeps the record an analyst would keep by hand: who did what to whom, who
/// says so, whether it has happened at all, what was threatened or promised and what became of it.
#[derive(Parser, Debug)]
#[command(name = "detente", version, about, long_about = None, after_help = EXIT_CODES, propagate_version = true)]
pub struct Arguments {
    /// Colour: when writing to a terminal and NO_COLOR is not set, always, or never
    #[arg(long, value_enum, default_value_t = Color::Auto, global = true, value_name = "WHEN")]
    pub color: Color,

    /// Number of threads; all processors when not given. The output does not depend on it
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,

    /// Folder of tables laid out as knowledge/ in the source: a table of the same path replaces the shipped one, any
    /// other is added to it, and its actors replace shipped ones of the same identity. When not given, your own folder
    /// (~/.config/detente/knowledge), where there is one
    #[arg(long, global = true, value_name = "DIR")]
    pub knowledge: Option<PathBuf>,

    /// Dictionary of actors or agents in the format of PETRARCH, as additional knowledge; can be given again
    #[arg(long = "actors", global = true, value_name = "FILE")]
    pub dictionaries: Vec<PathBuf>,

    /// Model to analyse sentences with, instead of the shipped one
    #[arg(long, global = true, value_name = "FILE")]
    pub model: Option<PathBuf>,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// When to colour.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Sets the choice for all output of the program.
    pub fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// What to do.
#[derive(Subcommand, Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one, made once")]
pub enum Command {
    /// Read reporting and show its record
    Read(ReadArgs),
    /// Show why a report is in the record, as a tree
    Explain(ExplainArgs),
    /// Check records: every span slices to the text it names, every id that is named exists
    Check(CheckArgs),
    /// Show how sentences are analysed: words, tags, dependencies, entities
    Parse(ParseArgs),
    /// Measure the program against gold data
    Eval(EvalArgs),
    /// Print the codebook: each type of event, what counts, its senses with examples; or run the examples
    Codebook(CodebookArgs),
    /// Count which senses fire on a text, which never do, and what was nearly coded
    Coverage(CoverageArgs),
    /// The tables of actors: show, find, check, add
    Actors(actors::ActorsArgs),
    /// Measure the speed of each step on a text
    Bench(BenchArgs),
    /// Keep and ask a store
    #[command(flatten)]
    Memory(crate::args_memory::MemoryCommand),
    /// Read relations out of a store
    #[command(flatten)]
    Relations(crate::args_relations::RelationsCommand),
    /// Read and write other people's formats
    #[command(flatten)]
    Exchange(crate::args_exchange::ExchangeCommand),
    /// Print the JSON Schema of a record
    Schema,
    /// Print completions for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write the pages of all commands into a folder
    Man {
        /// Folder to write into
        #[arg(short, long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

impl Command {
    /// Whether it adds to the user's own tables, which need not be there yet.
    pub fn adds(&self) -> bool {
        matches!(self, Self::Actors(args) if matches!(args.what, actors::ActorsCommand::Add(_)))
    }
}

/// What to read and what is known of it.
#[derive(Args, Debug, Clone, Default)]
pub struct InputArgs {
    /// Publication date of what is read, when the text does not say it (2020-06-20)
    #[arg(long, value_name = "DATE", help_heading = "What is known of the input")]
    pub published: Option<String>,

    /// Publisher of what is read
    #[arg(long, value_name = "NAME", help_heading = "What is known of the input")]
    pub publisher: Option<String>,

    /// Address of what is read
    #[arg(long, value_name = "URL", help_heading = "What is known of the input")]
    pub url: Option<String>,

    /// Format of the input, instead of finding it out: text, markdown, html, jsonl, csv, tsv, feed, warc
    #[arg(long, value_name = "FORMAT", help_heading = "What is known of the input")]
    pub input_format: Option<String>,

    /// Which column or key holds what, where the names are unusual: headline=event,text=description,published=date
    #[arg(long, value_name = "ROLE=COLUMN,…", help_heading = "What is known of the input")]
    pub map: Option<String>,

    /// Largest file that is one document, in bytes after decompression; for feeds too
    #[arg(long, value_name = "BYTES", help_heading = "What is known of the input")]
    pub max_document_bytes: Option<usize>,

    /// Largest record of a file of many (a JSON line, a CSV row, an archive record), in bytes
    #[arg(long, value_name = "BYTES", help_heading = "What is known of the input")]
    pub max_record_bytes: Option<usize>,

    /// Which number of a date such as 05/06/2020 comes first: day or month
    #[arg(long, value_name = "ORDER", help_heading = "What is known of the input")]
    pub date_order: Option<String>,
}

/// Arguments of `detente read`.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES, after_long_help = EXIT_CODES)]
pub struct ReadArgs {
    /// Files, folders, patterns in quotes ('news/*.html'), or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// What to print
    #[arg(short, long, value_enum, default_value_t = Format::Brief)]
    pub format: Format,

    /// Where to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Stop at the first problem
    #[arg(long)]
    pub strict: bool,

    /// Show also what looked like an event and was not coded, with the reason
    #[arg(long)]
    pub rejected: bool,

    /// Columns of the brief; those of the terminal when not given
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<usize>,

    /// What is known of the input.
    #[command(flatten)]
    pub input: InputArgs,
}

/// What `detente read` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A compact account of each document
    Brief,
    /// One record of JSON per document and line
    Jsonl,
    /// One self-contained page: the text with every span marked, the account beside it
    Html,
}

/// Arguments of `detente explain`.
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// The file the report was read from, or a file of records (.jsonl)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The report's id, or its beginning
    #[arg(value_name = "REPORT-ID")]
    pub report: String,

    /// What is known of the input: the same as when it was read, since ids depend on it.
    #[command(flatten)]
    pub input: InputArgs,
}

/// Arguments of `detente check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// Files of records, one per line, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Arguments of `detente parse`.
#[derive(Args, Debug)]
pub struct ParseArgs {
    /// Files, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// What to print
    #[arg(short, long, value_enum, default_value_t = ParseFormat::Tree)]
    pub format: ParseFormat,

    /// What is known of the input.
    #[command(flatten)]
    pub input: InputArgs,
}

/// What `detente parse` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ParseFormat {
    /// CoNLL-U
    Conllu,
    /// The tree of each sentence, indented
    Tree,
    /// One JSON object per sentence and line
    Json,
    /// Drawn trees
    Svg,
}

/// Arguments of `detente eval`.
#[derive(Args, Debug)]
pub struct EvalArgs {
    /// What to measure.
    #[command(subcommand)]
    pub what: EvalCommand,
}

/// What `detente eval` measures.
#[derive(Subcommand, Debug)]
pub enum EvalCommand {
    /// The record of an article against an answer key: actors, events, commitments, relations, what must not be
    Account {
        /// The key; it names its article
        #[arg(value_name = "KEY.json")]
        key: PathBuf,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// How reports are joined to events, against clusters made by hand (B³)
    Joining(JoiningArgs),
    /// The ledger of commitments against an answer key, over the sources that the key names
    Ledger {
        /// The key
        #[arg(value_name = "KEY.json")]
        key: PathBuf,
        /// A store that holds the sources already
        #[arg(long, value_name = "DIR")]
        store: Option<PathBuf>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// The countries of the actors of an event list, against names judged by hand (.tsv: source, target)
    Actors {
        /// The event list
        #[arg(value_name = "FILE.tsv")]
        file: PathBuf,
        /// Gold to judge by (kind, name, country) instead of the one that ships with the program
        #[arg(long, value_name = "FILE.tsv")]
        gold: Option<PathBuf>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// The type of event between marked actors and recipients (.tsv: marked_sentence, root, penta)
    Relations(RelationsArgs),
    /// Sentences that must yield no event, or none that has happened (.tsv: kind, allowed, theme, sentence)
    Traps(CodingArgs),
    /// Whole records from plain sentences: actor country, type, recipient country (PLOVER .json)
    Records(CodingArgs),
    /// Named mentions and coreference against a treebank with GUM's entities, from its words
    Entities {
        /// The treebank
        #[arg(value_name = "FILE.conllu")]
        file: PathBuf,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Country and sector of marked actors (PLOVER .json), each looked up in its text
    Codes {
        /// The records
        #[arg(value_name = "FILE.json")]
        file: PathBuf,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Mentions judged by hand: how many are resolved, how many of them rightly
    Mentions {
        /// The judged mentions
        #[arg(value_name = "GOLD.tsv")]
        gold: PathBuf,
        /// The files they stand in
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
        /// Instead, draw so many mentions from each file and write them, with their context, to be judged
        #[arg(long, value_name = "N")]
        draw: Option<usize>,
        /// What the drawing starts from
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Sentences and words from raw text against a treebank
    Text {
        /// The treebank
        #[arg(value_name = "FILE.conllu")]
        file: PathBuf,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Tags, lemmas, trees and entities against a treebank, from gold words and from raw text
    Treebank {
        /// The treebank
        #[arg(value_name = "FILE.conllu")]
        file: PathBuf,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// Arguments of `detente eval relations` and `detente eval records`.
#[derive(Args, Debug)]
pub struct CodingArgs {
    /// The gold file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// List each miss with its reason
    #[arg(long)]
    pub errors: bool,
}

/// Arguments of `detente coverage`.
#[derive(Args, Debug)]
pub struct CoverageArgs {
    /// Files, folders, patterns in quotes, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// How many lines of each list
    #[arg(long, default_value_t = 40, value_name = "N")]
    pub top: usize,

    /// Print one JSON object
    #[arg(long)]
    pub json: bool,

    /// What is known of the input.
    #[command(flatten)]
    pub input: InputArgs,
}

/// Arguments of `detente eval relations`.
#[derive(Args, Debug)]
pub struct RelationsArgs {
    /// What holds for both.
    #[command(flatten)]
    pub coding: CodingArgs,
    /// Leave the type head out: what the reports of the rules say alone
    #[arg(long)]
    pub rules_only: bool,
    /// Write each pair's answer and what it was made of to a table (.tsv)
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
}

/// Arguments of `detente codebook`.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES, after_long_help = EXIT_CODES)]
pub struct CodebookArgs {
    /// Only these types (COERCE …)
    #[arg(value_name = "TYPE")]
    pub types: Vec<detente_record::EventType>,

    /// What to print
    #[arg(short, long, value_enum, default_value_t = CodebookFormat::Md)]
    pub format: CodebookFormat,

    /// Run the examples and counter-examples instead, and list those that are not coded as they should be
    #[arg(long)]
    pub check: bool,
}

/// What `detente codebook` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CodebookFormat {
    /// Markdown
    Md,
    /// A page
    Html,
}

/// Arguments of `detente bench`.
#[derive(Args, Debug)]
pub struct BenchArgs {
    /// Files to measure on
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}
