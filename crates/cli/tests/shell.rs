//! Help, completions and manual pages come from one definition and are there.

mod common;

use common::Folder;

const COMMANDS: [&str; 9] = ["read", "explain", "check", "parse", "eval", "bench", "schema", "completions", "man"];

#[test]
fn help_names_every_command_and_the_exit_codes() {
    let folder = Folder::new();
    let help = folder.run(&["--help"]).exits(0).out;
    for command in COMMANDS {
        assert!(help.contains(&format!("\n  {command}")), "{command} in\n{help}");
        let own = folder.run(&[command, "--help"]).exits(0).out;
        assert!(own.contains("Usage: detente "), "{own}");
    }
    assert!(help.contains("Exit codes:"));
    assert!(folder.run(&["read", "--help"]).exits(0).out.contains("Exit codes:"));
}

#[test]
fn version() {
    let folder = Folder::new();
    let out = folder.run(&["--version"]).exits(0).out;
    assert_eq!(out.trim(), concat!("detente ", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_for_every_shell() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let out = folder.run(&["completions", shell]).exits(0).out;
        assert!(out.contains("detente") && out.contains("explain"), "{shell}");
    }
}

#[test]
fn manual_pages() {
    let folder = Folder::new();
    let page = folder.run(&["man"]).exits(0).out;
    assert!(page.contains(".TH") && page.contains("detente"));
    folder.run(&["man", "-o", "man"]).exits(0);
    let pages: Vec<String> = std::fs::read_dir(folder.path("man"))
        .expect("a folder of pages")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    for command in COMMANDS {
        assert!(pages.iter().any(|p| p.contains(command)), "a page for {command} among {pages:?}");
    }
}
