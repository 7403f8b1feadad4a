//! temporary
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let c = detente_actors::Catalogue::new(detente_knowledge::Knowledge::shipped())?;
    let gold = detente_eval::actors::Gold::parse(detente_eval::actors::GOLD)?;
    let events = std::fs::read_to_string("../shared/data/events/icews18-valid.tsv")?;
    let s = detente_eval::actors::score(&c, &events, &gold)?;
    println!("{s}");
    for m in s.misses.iter().skip(30).take(170) { print!("{} {} {}!={}; ", m.events, m.text, m.wanted, m.got); }
    println!();
    for l in std::fs::read_to_string("/tmp/h/act/heldout.txt")?.lines() {
        let (n, w) = l.rsplit_once(' ').unwrap_or((l, ""));
        let got = detente_actors::label::resolve(&c, n, "2018-10-15".parse().ok());
        let g = got.as_ref().and_then(|l| l.actor.country.found().cloned()).unwrap_or_default();
        if g != w { print!("{n} {w}!={g}; "); }
    }
    println!();
    Ok(())
}
