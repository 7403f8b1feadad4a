//! Makes the weights of sentence segmentation: `train_boundary OUT FILE.conllu…` (the training parts of the treebanks).
//!
//! `train_boundary --cross FILE.conllu…` measures plans and bars by five-fold cross-validation instead.

use std::fs::File;
use std::io::BufReader;

use detente_language::conllu;
use detente_language::segment::learn::{BARS, BoundaryBars, Found, Lesson, PLAN, Plan, lessons, measure, train};

const FOLDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("where to?")?;
    let treebanks = args
        .map(|path| Ok(lessons(&conllu::read(BufReader::new(File::open(path)?))?)))
        .collect::<Result<Vec<_>, Box<dyn std::error::Error>>>()?;
    if out == "--cross" {
        cross(&treebanks);
        return Ok(());
    }
    std::fs::write(&out, train(&treebanks.iter().flatten().collect::<Vec<_>>(), PLAN))?;
    Ok(())
}

fn cross(treebanks: &[Vec<Lesson>]) {
    let mut plans = vec![PLAN];
    for (dropped, decay, passes) in [(0, 1e-3, 6), (64, 1e-3, 6), (0, 3e-3, 6)] {
        plans.push(Plan { dropped, decay, passes, ..PLAN });
    }
    for plan in plans {
        let weights: Vec<Vec<u8>> = (0..FOLDS)
            .map(|fold| {
                let learn: Vec<&Lesson> = treebanks
                    .iter()
                    .flat_map(|t| t.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, l)| l))
                    .collect();
                train(&learn, plan)
            })
            .collect();
        println!("{plan:?}");
        let score = |bars: BoundaryBars| -> Vec<f64> {
            let one = |t: &Vec<Lesson>| {
                let mut sum = Found::default();
                for (fold, weights) in weights.iter().enumerate() {
                    let held: Vec<&Lesson> =
                        t.iter().enumerate().filter(|(i, _)| i % FOLDS == fold).map(|(_, l)| l).collect();
                    let found = measure(weights, bars, &held);
                    sum.found += found.found;
                    sum.there += found.there;
                    sum.right += found.right;
                }
                sum.f1()
            };
            treebanks.iter().map(one).collect()
        };
        println!("  as shipped {:.2?}", score(BARS));
        for unmarked in [-8, -4, 0, 4] {
            for marked in [-32, -24, -16] {
                for lower in [-8, 0, 8] {
                    let bars = BoundaryBars { marked, lower, unmarked };
                    println!("  unmarked {unmarked} marked {marked} lower {lower} {:.2?}", score(bars));
                }
            }
        }
    }
}
