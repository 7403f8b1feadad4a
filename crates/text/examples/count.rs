//! Counts the documents of files and tells the problems met: `cargo run -p detente-text --example count -- FILE…`

use detente_text::{ReadOptions, Reader};

fn main() {
    let (mut documents, mut bytes) = (0usize, 0usize);
    for item in Reader::new(ReadOptions::default()).open(std::env::args_os().skip(1)) {
        match item {
            Ok(document) => {
                documents += 1;
                bytes += document.original.len();
            }
            Err(problem) => eprintln!("{}: {problem}", problem.severity),
        }
    }
    println!("{documents} documents, {bytes} bytes of text");
}
