//! Makes the weights of sentence segmentation: `train_boundary OUT FILE.conllu…` (the training parts of the treebanks).

use std::fs::File;
use std::io::BufReader;

use detente_language::conllu;
use detente_language::segment::learn::train;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("where to?")?;
    let treebanks = args
        .map(|path| Ok(conllu::read(BufReader::new(File::open(path)?))?))
        .collect::<Result<Vec<_>, Box<dyn std::error::Error>>>()?;
    std::fs::write(&out, train(&treebanks, 6))?;
    Ok(())
}
