//! Compiles the crate anew when a knowledge file changes.
fn main() {
    println!("cargo:rerun-if-changed=../../knowledge");
}
