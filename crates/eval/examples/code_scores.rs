//! Codes of marked actors: `code_scores FILE.json`.

use detente_actors::{Catalogue, Resolver};
use detente_eval::spans;
use detente_knowledge::Knowledge;
use detente_language::analyse::Analyser;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(std::env::args().nth(1).ok_or("which records?")?)?;
    let analyser = Analyser::from_static(detente_model::analyser())?;
    let catalogue = Catalogue::new(Knowledge::shipped())?;
    print!("{}", spans::score(&analyser, &Resolver::new(&catalogue), &text)?);
    Ok(())
}
