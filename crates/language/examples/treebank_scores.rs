//! Scores the analyser on treebanks: `treebank_scores MODEL FILE.conllu…`.

use std::fs::File;
use std::io::BufReader;

use detente_language::analyse::Analyser;
use detente_language::conllu;
use detente_language::evaluate::{Scores, treebank};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let analyser = Analyser::load(args.next().ok_or("which model?")?)?;
    for path in args {
        let gold = conllu::read(BufReader::new(File::open(&path)?))?;
        let report = treebank(&analyser, &gold)?;
        println!("{path}");
        show("gold words", &report.gold);
        show("raw text", &report.raw);
        if let Some(e) = report.entities {
            let three = e.over(&["person", "place", "organization"]);
            println!(
                "  entities: person, place, organization {:.2}; all {:.2}; spans {:.2}",
                three.f1(),
                e.typed.f1(),
                e.spans.f1()
            );
        }
    }
    Ok(())
}

fn show(name: &str, s: &Scores) {
    println!(
        "  {name}: sentences {:.2} words {:.2} UPOS {:.2} feats {:.2} lemma {:.2} UAS {:.2} LAS {:.2} CLAS {:.2} LAS without punctuation {:.2}",
        s.sentences.f1(),
        s.words.f1(),
        s.upos.f1(),
        s.feats.f1(),
        s.lemma.f1(),
        s.uas.f1(),
        s.las.f1(),
        s.clas.f1(),
        s.las_nopunct.f1()
    );
}
