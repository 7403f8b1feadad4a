//! Scores of mentions and coreference: `entity_scores FILE.conllu [HOLD]`. With HOLD, only every HOLD-th document: those
//! that `train_coreference` keeps out of training with the same number.

use std::fs::File;
use std::io::BufReader;

use detente_actors::{Catalogue, Resolver};
use detente_eval::entities;
use detente_knowledge::Knowledge;
use detente_language::analyse::Analyser;
use detente_language::conllu;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let mut gold = conllu::read(BufReader::new(File::open(args.next().ok_or("which treebank?")?)?))?;
    let hold: usize = args.next().map_or(Ok(0), |n| n.parse())?;
    if hold > 0 {
        let mut number = 0;
        gold.retain(|s| {
            number += usize::from(s.has_comment("newdoc"));
            (number - 1) % hold == 0
        });
    }
    let analyser = Analyser::from_static(detente_model::analyser())?;
    let catalogue = Catalogue::new(Knowledge::shipped())?;
    let resolver = Resolver::new(&catalogue);
    print!("{}", entities::score(&analyser, &gold, |d, s, a| resolver.resolve(d, s, a).chains)?);
    Ok(())
}
