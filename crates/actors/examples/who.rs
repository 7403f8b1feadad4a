//! Who is meant in a text: `who [DAY [PUBLISHER]] < TEXT` prints each mention with its actors, its rule and its margin.
//! For looking at one sentence while mending the resolver.

use std::io::Read;

use detente_actors::{Catalogue, Resolver};
use detente_knowledge::Knowledge;
use detente_language::analyse::Analyser;
use detente_record::{
    Alignment, Block, BlockKind, DateWitness, Document, Metadata, Precision, Provenance, Sought, TextSpan, Witness,
    Witnessed,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let analyser = Analyser::from_static(detente_model::analyser())?;
    let catalogue = Catalogue::new(Knowledge::shipped())?;
    let resolver = Resolver::new(&catalogue);
    let mut args = std::env::args().skip(1);
    let mut metadata = Metadata::default();
    if let Some(day) = args.next() {
        let (date, raw) = (day.parse()?, day);
        metadata.dates.push(DateWitness { date, precision: Precision::Day, raw, witness: Witness::Given });
    }
    if let Some(value) = args.next() {
        metadata.publisher = Sought::Found(Witnessed { value, witness: Witness::Given });
    }
    // Each paragraph is a document of its own.
    for part in text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
        let document = Document {
            id: Document::id_of(part, &metadata),
            original: part.to_owned(),
            text: part.to_owned(),
            alignment: Alignment::identity(part.len()),
            blocks: vec![Block { kind: BlockKind::Paragraph, span: TextSpan::new(0, part.len()) }],
            metadata: metadata.clone(),
            provenance: Provenance::default(),
            fingerprint: Sought::NotSought,
            duplicate: Sought::NotSought,
            mended: Vec::new(),
        };
        let sentences = detente_language::sentences(&document);
        let analyses = analyser.analyse_document(&document, &sentences).sentences;
        let resolved = resolver.resolve(&document, &sentences, &analyses);
        println!("{part}");
        for analysis in &analyses {
            let word = |w: &detente_language::Word| format!("{}/{:?}/{}", w.form, w.upos, w.deprel);
            println!("  ; {}", analysis.words.iter().map(word).collect::<Vec<_>>().join(" "));
            for e in &analysis.entities {
                println!("  ; {} {}{}", document.slice(e.span), e.kind.as_str(), if e.named { ", a name" } else { "" });
            }
        }
        for mention in &resolved.mentions {
            let actors = mention.resolution.proposed.iter().filter_map(|id| resolved.actor(*id));
            let actors: Vec<String> = actors.map(|a| format!("{} [{}]", a.name, a.code())).collect();
            let (words, r) = (document.slice(mention.span), &mention.resolution);
            println!("  {words:40} {} ({}, {:.2})", actors.join("; "), r.rule, r.margin);
        }
    }
    Ok(())
}
