//! How long a model takes to load: `load MODEL [TIMES]`.

use std::time::Instant;

use detente_language::analyse::Analyser;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let model = args.next().ok_or("which model?")?;
    let times: usize = args.next().map_or(Ok(10), |t| t.parse())?;
    let mut took = Vec::new();
    for _ in 0..times {
        let start = Instant::now();
        let analyser = Analyser::load(&model)?;
        took.push(start.elapsed());
        drop(analyser);
    }
    println!("first {:?}", took[0]);
    took.sort();
    println!("median {:?}, least {:?}", took[times / 2], took[0]);
    Ok(())
}
