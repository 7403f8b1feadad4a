//! Unpacks the models of `models/`, which lie in the repository compressed.

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let models = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../models");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for name in ["analyser.dtm", "types.dtm"] {
        let packed = models.join(format!("{name}.zst"));
        println!("cargo:rerun-if-changed={}", packed.display());
        let file = fs::File::open(&packed)
            .map_err(|e| io::Error::new(e.kind(), format!("{} cannot be read: {e}", packed.display())))?;
        zstd::stream::copy_decode(file, fs::File::create(out.join(name))?)?;
    }
    Ok(())
}
