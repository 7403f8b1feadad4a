//! `detente eval`.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use detente_eval::account;
use detente_pipeline::Outcome;

use crate::args::{EvalArgs, EvalCommand, InputArgs};
use crate::commands::{CODER, chain, eval_actors, eval_coding, eval_mentions, eval_traps, treebank};
use crate::exit::Exit;
use crate::input;

/// Measures against gold data.
pub fn run(args: &EvalArgs) -> Result<Exit> {
    match &args.what {
        EvalCommand::Account { key, json } => account(key, *json),
        EvalCommand::Ledger { key, store, json } => crate::commands::eval_ledger::run(key, store.as_deref(), *json),
        EvalCommand::Joining(args) => crate::commands::eval_joining::run(args),
        EvalCommand::Actors { file, gold, json } => eval_actors::run(file, gold.as_deref(), *json),
        EvalCommand::Relations(args) => eval_coding::relations(args),
        EvalCommand::Traps(args) => eval_traps::run(args),
        EvalCommand::Records(args) => eval_coding::records(args),
        EvalCommand::Entities { file, json } => eval_mentions::entities(file, *json),
        EvalCommand::Codes { file, json } => eval_mentions::codes(file, *json),
        EvalCommand::Mentions { gold, files, json, draw, seed } => match draw {
            Some(count) => eval_mentions::draw(gold, files, *count, *seed),
            None => eval_mentions::judged(gold, files, *json),
        },
        EvalCommand::Text { file, json } => treebank::text(file, *json),
        EvalCommand::Treebank { file, json } => treebank::full(file, *json),
    }
}

fn account(path: &Path, json: bool) -> Result<Exit> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let key = account::Key::parse(&text).with_context(|| path.display().to_string())?;
    let article = path.with_file_name(&key.document.file);
    let args = InputArgs {
        published: key.document.published.clone(),
        publisher: key.document.publisher.clone(),
        ..InputArgs::default()
    };
    let reader = input::reader(&args)?;
    let chain = chain()?;
    let record = chain
        .stream(reader.open([&article]))
        .find_map(|outcome| match outcome {
            Outcome::Record(record) => Some(Ok(record)),
            Outcome::Problem(problem) if problem.severity == detente_text::Severity::Error => Some(Err(problem)),
            Outcome::Problem(_) => None,
        })
        .ok_or_else(|| anyhow!("{} holds no document", article.display()))??;
    let score = account::score(&key, &detente_wire::record(&record, CODER));
    if json {
        anstream::println!("{}", serde_json::to_string(&score)?);
    } else {
        anstream::print!("{score}");
    }
    Ok(Exit::Done)
}
