//! Makes the page of stored records: `cargo run -p detente-show --example page -- RECORDS.jsonl > page.html`

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("give a file of records, as written by `detente read --format jsonl`")?;
    let records: Result<Vec<detente_wire::Record>, _> =
        std::fs::read_to_string(path)?.lines().map(serde_json::from_str).collect();
    print!("{}", detente_show::page(&records?));
    Ok(())
}
