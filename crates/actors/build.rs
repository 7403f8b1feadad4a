//! Compiles the shipped tables of actors into the form in which the program holds them.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use detente_knowledge::{Knowledge, image};

fn main() -> Result<(), Box<dyn Error>> {
    // The tables are compiled into the build script itself; cargo runs it again when it changes.
    println!("cargo:rerun-if-changed=build.rs");
    let folder = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&folder).join("actors.image"), image::compile(Knowledge::shipped().actors())?)?;
    Ok(())
}
