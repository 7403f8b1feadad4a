//! Mentions judged by hand, as `detente eval mentions`, without the program: `judged_mentions GOLD.tsv FILE…` scores,
//! `judged_mentions --draw N SEED OUT.tsv FILE…` draws.

use detente_eval::mentions::{self, Judgements, Scorer};
use detente_pipeline::{Chain, Outcome};
use detente_text::{ReadOptions, Reader};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let chain = Chain::shipped()?;
    let reader = || Reader::new(ReadOptions::default());
    if let [flag, count, seed, out, files @ ..] = args.as_slice()
        && flag == "--draw"
    {
        let mut lines = vec!["file\trecord\tstart\tend\twords\tanswer".to_owned()];
        for file in files {
            let mut records = Vec::new();
            for outcome in chain.stream(reader().open([file])) {
                if let Outcome::Record(record) = outcome
                    && !record.document.duplicate.is_found()
                {
                    records.push(detente_wire::record(&record, "draw"));
                }
            }
            lines.extend(mentions::draw(&records, count.parse()?, seed.parse()?));
        }
        std::fs::write(out, lines.join("\n") + "\n")?;
        return Ok(());
    }
    let [gold, files @ ..] = args.as_slice() else { return Err("judged_mentions GOLD.tsv FILE…".into()) };
    let judgements = Judgements::parse(&std::fs::read_to_string(gold)?)?;
    let wanted = |raw: &detente_text::RawDocument| {
        let file = raw.provenance.file.rsplit('/').next().unwrap_or_default().to_owned();
        judgements.by_place.contains_key(&(file, raw.provenance.record.unwrap_or(1)))
    };
    let mut scorer = Scorer::default();
    for outcome in chain.stream(reader().open(files).filter(|r| r.as_ref().map_or(true, wanted))) {
        if let Outcome::Record(record) = outcome {
            scorer.add(&judgements, &detente_wire::record(&record, "score"));
        }
    }
    print!("{}", scorer.finish());
    Ok(())
}
