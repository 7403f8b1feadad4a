//! The page in a real browser, where one is found.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::{ARTICLE, Folder};

/// The browser, by its usual names.
fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    names.iter().flat_map(|name| folders.iter().map(move |f| f.join(name))).find(|path| path.is_file())
}

/// The page's elements after its script ran, opened at an anchor.
fn dump(browser: &Path, folder: &Folder, page: &Path, anchor: &str) -> String {
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"])
        .arg(format!("--user-data-dir={}", folder.path("profile").display()))
        .arg("--dump-dom")
        .arg(format!("file://{}#{anchor}", page.display()))
        .output()
        .expect("the browser runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The opening tags that hold all of these.
fn tags<'a>(dom: &'a str, parts: &[&str]) -> Vec<&'a str> {
    dom.split('<').filter_map(|t| t.split('>').next()).filter(|t| parts.iter().all(|p| t.contains(p))).collect()
}

#[test]
fn the_script_lights_up_what_belongs_together() {
    let Some(browser) = chromium() else {
        eprintln!("skipped: no Chromium on this machine");
        return;
    };
    let folder = Folder::new();
    folder.write("a.txt", format!("{ARTICLE}\nA sign said <script>document.title = 'stolen'</script>.\n"));
    folder.run(&["read", "--format", "html", "-o", "page.html", "a.txt"]).exits(0);
    let page = folder.path("page.html");

    let still = dump(&browser, &folder, &page, "");
    assert!(still.contains("<html lang=\"en\" class=\"js\""), "the script did not run: the policy and it disagree");
    assert!(tags(&still, &["aria-current=\""]).is_empty());
    assert!(!still.contains("<title>stolen"), "a script of the document ran");

    let lit = dump(&browser, &folder, &page, "d1r1");
    let entries = tags(&lit, &["aria-current=\"true\"", "id=\"d1r1\""]);
    assert_eq!(entries.len(), 1, "the report is not lit");
    assert!(entries[0].contains(" on\""), "{}", entries[0]);
    assert!(!tags(&lit, &["data-n=\"1\"", " on\""]).is_empty(), "the word in the text is not lit");
}

/// Points, clicks and lets go, and writes down which report is lit after each.
const HANDS: &str = r##"<script>
  const on = () => [...document.querySelectorAll(".entry.on")].map((e) => e.id).join(",") || "none";
  const mark = document.querySelector('a.t[href="#d1r1"]');
  const entry = document.getElementById("d1r1");
  const point = (node) => node.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
  const click = (node) => node.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  const told = [on()];
  point(mark); told.push(on());
  point(document.querySelector("h2")); told.push(on());
  point(entry); told.push(mark.classList.contains("on"));
  click(entry); point(document.querySelector("h2")); told.push(on());
  told.push(document.querySelector(".live").textContent !== "");
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true })); told.push(on());
  document.body.dataset.told = told.join(" ");
</script>"##;

#[test]
fn pointing_clicking_and_letting_go() {
    let Some(browser) = chromium() else {
        eprintln!("skipped: no Chromium on this machine");
        return;
    };
    let folder = Folder::new();
    folder.write("a.txt", "North Korea threatened to attack South Korea.\n");
    let page = folder.run(&["read", "--format", "html", "a.txt"]).exits(0).out;
    // The policy would not let the hands in.
    let open = page.replace("http-equiv=\"Content-Security-Policy\"", "name=\"policy\"");
    assert_ne!(open, page);
    let path = folder.write("hands.html", open.replace("</body>", &format!("{HANDS}</body>")));
    let dom = dump(&browser, &folder, &path, "");
    let told = tags(&dom, &["data-told"]);
    let told = told.iter().find_map(|t| t.split("data-told=\"").nth(1)?.split('"').next());
    let entries = told.unwrap_or_default().replace("d1r1,", "d1r1+");
    assert!(!entries.is_empty(), "the hands did nothing");
    let parts: Vec<&str> = entries.split(' ').collect();
    assert_eq!(parts[0], "none", "nothing is lit at first: {entries}");
    assert!(parts[1].starts_with("d1r1"), "pointing at the word lights its report: {entries}");
    assert_eq!(parts[2], "none", "pointing elsewhere puts it out: {entries}");
    assert_eq!(parts[3], "true", "pointing at the report lights its word: {entries}");
    assert!(parts[4].starts_with("d1r1"), "a click keeps it lit: {entries}");
    assert_eq!(parts[5], "true", "what is lit is told to a screen reader: {entries}");
    assert_eq!(parts[6], "none", "Escape lets go: {entries}");
}
