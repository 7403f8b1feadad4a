//! Prints the sentences of a text, one a line: `sentences FILE`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(std::env::args().nth(1).ok_or("which file?")?)?;
    for range in detente_language::split(&text) {
        println!("{}", text[range].replace('\n', " "));
    }
    Ok(())
}
