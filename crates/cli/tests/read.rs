//! `detente read`: what it prints, for each format.

mod common;

use common::{ARTICLE, Folder, THREAT, codes};

#[test]
fn a_threat_is_a_threat() {
    let folder = Folder::new();
    folder.write("a.txt", THREAT);
    let records = folder.records(&["a.txt"]);
    assert_eq!(records.len(), 1);
    let reports = records[0]["reports"].as_array().expect("reports");
    let threat = reports.iter().find(|r| r["type"] == "THREATEN").expect("a threat");
    assert_eq!(codes(threat, "actors"), ["PRK"]);
    assert_eq!(codes(threat, "recipients"), ["KOR"]);
    let attacked = reports.iter().any(|r| r["type"] == "ASSAULT" && r["status"] == "happened");
    assert!(!attacked, "what is threatened has not happened");
}

#[test]
fn brief_is_the_default_and_plain_in_a_pipe() {
    let folder = Folder::new();
    folder.write("a.txt", THREAT);
    let ran = folder.run(&["read", "a.txt"]).exits(0);
    assert!(ran.out.starts_with("North Korea threatened to attack South Korea."));
    assert!(ran.out.contains("THREATEN") && ran.out.contains("[1]") && ran.out.contains("r-"));
    assert!(!ran.out.contains('\u{1b}'));
    assert_eq!(ran.err, "");
}

#[test]
fn colour_when_asked_for() {
    let folder = Folder::new();
    folder.write("a.txt", THREAT);
    assert!(folder.run(&["read", "--color", "always", "a.txt"]).exits(0).out.contains("\u{1b}["));
    assert!(!folder.run(&["read", "--color", "never", "a.txt"]).exits(0).out.contains('\u{1b}'));
    let output = folder.command().env("NO_COLOR", "1").args(["read", "a.txt"]).output().expect("the program runs");
    assert!(!output.stdout.contains(&0x1b));
}

#[test]
fn the_brief_keeps_to_the_width() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    for width in ["40", "72"] {
        let ran = folder.run(&["read", "--width", width, "a.txt"]).exits(0);
        let widest = ran.out.lines().map(|l| l.chars().count()).max().unwrap_or(0);
        assert!(widest <= width.parse().expect("a number"), "{widest} of {width}:\n{}", ran.out);
    }
}

#[test]
fn jsonl_is_one_record_per_document_in_the_order_of_the_input() {
    let folder = Folder::new();
    let mut lines = String::new();
    for n in 0..40 {
        lines.push_str(&format!("{{\"text\": \"Text {n}. {}\"}}\n", THREAT.trim().repeat(n % 7 + 1)));
    }
    folder.write("many.jsonl", lines);
    let one = folder.run(&["read", "--threads", "1", "--format", "jsonl", "many.jsonl"]).exits(0);
    let records = one.records();
    assert_eq!(records.len(), 40);
    for (n, record) in records.iter().enumerate() {
        assert!(record["document"]["original"].as_str().expect("text").starts_with(&format!("Text {n}. ")));
        assert_eq!(record["document"]["record"], n + 1);
        assert!(record["version"].is_string());
    }
    let four = folder.run(&["read", "--threads", "4", "--format", "jsonl", "many.jsonl"]).exits(0);
    assert!(one.out == four.out, "the output depends on the number of threads");
}

#[test]
fn every_span_of_the_cleaned_text_is_what_it_says() {
    let folder = Folder::new();
    folder.write("a.txt", "North\u{AD} Korea threat\u{AD}ened to attack South\u{AD} Korea.\n");
    let records = folder.records(&["a.txt"]);
    let text = records[0]["document"]["text"].as_str().expect("text");
    assert!(!text.contains('\u{AD}'));
    for mention in records[0]["mentions"].as_array().expect("mentions") {
        let span = &mention["span"];
        let place = |key: &str| usize::try_from(span[key].as_u64().expect("a number")).expect("a place");
        let reads = span["reads"].as_str().or_else(|| span["text"].as_str()).expect("words");
        assert_eq!(&text[place("clean_start")..place("clean_end")], reads);
    }
}

#[test]
fn html_is_one_page_without_the_network() {
    let folder = Folder::new();
    folder.write("a<b>.txt", format!("{ARTICLE}\nHe wrote <script>alert(1)</script> & left.\n"));
    folder.write("b.txt", THREAT);
    folder.run(&["read", "--format", "html", "-o", "page.html", "a<b>.txt", "b.txt"]).exits(0);
    let page = std::fs::read_to_string(folder.path("page.html")).expect("the page");
    assert!(page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"));
    assert_eq!(page.matches("<script").count(), 1, "only the page's own script");
    assert!(page.contains("&lt;script&gt;alert(1)") && page.contains("a&lt;b&gt;.txt"));
    assert!(page.contains("default-src 'none'") && !page.contains(" src=") && !page.contains("<link"));
    assert!(page.contains("<nav") && page.contains("id=\"d1\"") && page.contains("id=\"d2\""));
    assert!(page.contains("id=\"d2r1\"") && page.contains("href=\"#d2r1\""));
}

#[test]
fn standard_input() {
    let folder = Folder::new();
    let records = folder.run_with(&["read", "--format", "jsonl", "-"], THREAT).exits(0).records();
    assert_eq!(records[0]["document"]["file"], "-");
    assert_eq!(records[0]["document"]["original"], THREAT);
}

#[test]
fn what_is_given_is_kept_with_its_witness() {
    let folder = Folder::new();
    folder.write("a.txt", THREAT);
    let given = ["--published", "2020-06-20", "--publisher", "Example News", "--url", "https://example.org/a", "a.txt"];
    let document = &folder.records(&given)[0]["document"];
    assert_eq!(document["published"], "2020-06-20");
    assert_eq!(document["dates"][0]["witness"], "given");
    assert_eq!(document["publisher"]["value"], "Example News");
    assert_eq!(document["url"]["value"], "https://example.org/a");
}

#[test]
fn columns_are_mapped() {
    let folder = Folder::new();
    folder.write("c.csv", "ev,words,day\nA headline,North Korea threatened to attack South Korea.,2024-06-10\n");
    let records = folder.records(&["--map", "headline=ev,text=words,published=day", "c.csv"]);
    assert_eq!(records[0]["document"]["headline"]["value"], "A headline");
    assert_eq!(records[0]["document"]["published"], "2024-06-10");
}

#[test]
fn a_folder_is_read_whole() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("news")).expect("a folder");
    folder.write("news/a.txt", THREAT);
    folder.write("news/b.md", "# Headline\n\nSouth Korea sent aid to North Korea.\n");
    assert_eq!(folder.records(&["news"]).len(), 2);
}

#[test]
fn duplicates_are_known() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE.repeat(3));
    folder.write("b.txt", ARTICLE.repeat(3));
    let records = folder.records(&["a.txt", "b.txt"]);
    assert!(records[0]["document"]["duplicate"].is_null());
    assert_eq!(records[1]["document"]["duplicate"]["kind"], "exact");
    assert_eq!(records[1]["document"]["duplicate"]["of"], records[0]["document"]["id"]);
}

#[test]
fn another_language_is_named_and_not_coded() {
    let folder = Folder::new();
    let text = "Die Regierung in Seoul hat am Montag erklärt, dass sie die Gespräche mit dem Norden fortsetzen werde. \
                Der Minister sagte, man habe sich auf einen neuen Termin im Herbst geeinigt.\n";
    folder.write("de.txt", text);
    let ran = folder.run(&["read", "de.txt"]).exits(0).tells(&["German", "not coded"]);
    assert!(ran.out.contains("Not coded: the text is in German."));
}
