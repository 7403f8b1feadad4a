//! The program `detente`.

mod args;
mod args_exchange;
mod args_memory;
mod args_relations;
mod commands;
mod exit;
mod input;
mod output;
mod progress;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Arguments, Command};
use crate::exit::{Exit, Usage};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    arguments.color.write_global();
    if let Some(threads) = arguments.threads
        && let Err(error) = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global()
    {
        anstream::eprintln!("detente: cannot start {threads} threads: {error}");
        return Exit::Failed.into();
    }
    let outcome = match &arguments.knowledge {
        // The first entry makes the folder.
        Some(folder) if arguments.command.adds() && !folder.exists() => {
            commands::use_folder(folder);
            Ok(())
        }
        folder => commands::use_knowledge(folder.as_deref(), &arguments.dictionaries),
    };
    if let Err(error) = outcome {
        anstream::eprintln!("detente: {error:#}");
        return Exit::Failed.into();
    }
    if let Some(file) = &arguments.model {
        commands::use_model(file);
    }
    let outcome = match &arguments.command {
        Command::Read(args) => commands::read::run(args),
        Command::Explain(args) => commands::explain::run(args),
        Command::Check(args) => commands::check::run(args),
        Command::Parse(args) => commands::parse::run(args),
        Command::Eval(args) => commands::eval::run(args),
        Command::Coverage(args) => commands::coverage::run(args),
        Command::Codebook(args) => commands::codebook::run(args),
        Command::Actors(args) => commands::actors::run(args),
        Command::Bench(args) => commands::bench::run(args),
        Command::Memory(command) => commands::memory::run(command),
        Command::Relations(command) => commands::relations::run(command),
        Command::Exchange(command) => commands::exchange::run(command),
        Command::Schema => commands::schema::run(),
        Command::Completions { shell } => commands::shell::completions(*shell),
        Command::Man { out } => commands::shell::man(out.as_deref()),
    };
    match outcome {
        Ok(exit) => exit.into(),
        // The reader of a pipe has seen enough ("detente read … | head"): no error of ours.
        Err(error) if output::is_closed_pipe(&error) => Exit::Done.into(),
        Err(error) => {
            anstream::eprintln!("detente: {error:#}");
            if error.is::<Usage>() { Exit::Usage.into() } else { Exit::Failed.into() }
        }
    }
}
