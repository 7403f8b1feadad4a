//! `detente show`.

use std::io::Write;

use anyhow::Result;
use detente_memory::Store;
use detente_memory::ask::Node;

use crate::args_memory::ShowArgs;
use crate::exit::Exit;
use crate::output;

/// Shows the story of one thing.
pub fn run(args: &ShowArgs) -> Result<Exit> {
    let story = Store::open(&args.store.dir)?.story(&args.id)?;
    let mut out = output::open(None)?;
    if args.json {
        serde_json::to_writer_pretty(&mut out, &story).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
    } else {
        out.write_all(tree(&story).as_bytes())?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// A story as an indented text.
pub fn tree(node: &Node) -> String {
    let mut text = String::new();
    lines(node, 0, &mut text);
    text
}

fn lines(node: &Node, depth: usize, text: &mut String) {
    text.push_str(&"  ".repeat(depth));
    let id = node.id.as_deref().map(|id| format!(" {id}")).unwrap_or_default();
    text.push_str(&format!("{}{id}: {}\n", node.what, node.text));
    for part in &node.parts {
        lines(part, depth + 1, text);
    }
}
