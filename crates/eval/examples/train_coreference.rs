//! Makes the weights of coreference: `train_coreference OUT FILE.conllu [EPOCHS [HOLD]]` (the training part of GUM).
//! With HOLD, every HOLD-th document is kept out of training.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;

use detente_actors::Tree;
use detente_actors::coreference::{Discourse, Speeches, breaks, learn};
use detente_eval::entities::{analyse, documents};
use detente_language::analyse::Analyser;
use detente_language::conllu;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("where to?")?;
    let gold = conllu::read(BufReader::new(File::open(args.next().ok_or("from what?")?)?))?;
    let epochs = args.next().map_or(Ok(9), |n| n.parse())?;
    let hold: usize = args.next().map_or(Ok(0), |n| n.parse())?;
    let analyser = Analyser::from_static(detente_model::analyser())?;
    let documents = documents(&gold);
    let mut first = 0;
    let mut parts = Vec::new();
    for (document, sentences) in &documents {
        let part = &gold[first..first + sentences.len()];
        first += sentences.len();
        parts.push((document, part, analyse(&analyser, part, sentences)));
    }
    let trees: Vec<Vec<Tree<'_>>> = parts.iter().map(|(_, _, a)| a.iter().map(Tree::new).collect()).collect();
    let mut lessons = Vec::new();
    for (at, ((document, part, analyses), trees)) in parts.iter().zip(&trees).enumerate() {
        if hold > 0 && at % hold == 0 {
            continue;
        }
        let speeches = Speeches::find(trees, &breaks(&document.text, analyses));
        let discourse = Discourse::new(trees, &speeches);
        let mut groups: BTreeMap<String, usize> = BTreeMap::new();
        let mut chain_of: BTreeMap<(usize, usize, usize), usize> = BTreeMap::new();
        for (i, sentence) in part.iter().enumerate() {
            for entity in sentence.entities()? {
                let next = groups.len();
                let group = *groups.entry(entity.group).or_insert(next);
                chain_of.entry((i, entity.words.start, entity.words.end)).or_insert(group);
            }
        }
        let gold = discourse
            .referents
            .iter()
            .map(|r| chain_of.get(&(r.sentence, r.words.start, r.words.end)).copied())
            .collect();
        lessons.push(learn::Lesson { discourse, gold });
    }
    std::fs::write(&out, learn::train(&mut lessons, epochs))?;
    Ok(())
}
