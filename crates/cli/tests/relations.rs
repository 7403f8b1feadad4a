//! Relations from the outside: read out of a store, written in every form, and what is said to bad input.

mod common;

use std::path::PathBuf;
use std::sync::OnceLock;

use common::{Folder, Ran};
use serde_json::Value;

/// A year of our own: a document every three days; nothing between the two until 1 July 2021, then a hostile act a week.
fn store() -> &'static (Folder, PathBuf) {
    static STORE: OnceLock<(Folder, PathBuf)> = OnceLock::new();
    STORE.get_or_init(|| {
        let folder = Folder::new();
        let mut lines = String::new();
        let months = [(1, "January"), (3, "March"), (5, "May"), (6, "June"), (7, "July"), (8, "August")];
        for (month, name) in months {
            for day in (1..=28).step_by(3) {
                let text = if month >= 7 && day % 2 == 1 {
                    format!(
                        "Armenia scattered {} leaflets over Azerbaijan on {name} {day}. Azerbaijan threatened to close \
                         the border if Armenia scatters leaflets again.",
                        day + 1
                    )
                } else {
                    format!("France sent aid to Georgia on {name} {day}.")
                };
                let line = serde_json::json!({
                    "date": format!("2021-{month:02}-{day:02}"),
                    "publisher": if day % 2 == 1 { "Daily <script>alert(1)</script>" } else { "Herald" },
                    "headline": format!("News & <b>views</b> of {name} {day}"),
                    "url": format!("https://example.org/{month}/{day}?a=1&b=\"2\""),
                    "text": text,
                });
                lines.push_str(&format!("{line}\n"));
            }
        }
        folder.write("news.jsonl", lines);
        folder.run(&["ingest", "news.jsonl", "--store", "s"]).exits(0);
        let store = folder.path("s");
        (folder, store)
    })
}

fn run(arguments: &[&str]) -> Ran {
    let (folder, store) = store();
    let mut all = arguments.to_vec();
    all.extend(["--store", store.to_str().expect("the path is UTF-8")]);
    folder.run(&all)
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&run(arguments).exits(0).out).expect("JSON")
}

#[test]
fn a_relation_is_shown_and_each_id_opens() {
    let text = run(&["relation", "ARM", "AZE"]).exits(0).out;
    assert!(text.contains("Armenia → Azerbaijan") && text.contains("Azerbaijan → Armenia"), "{text}");
    assert!(text.contains('▁') && text.contains("temperature"), "{text}");
    let ids: Vec<&str> = text.split_whitespace().filter(|w| w.starts_with("e-") || w.starts_with("c-")).collect();
    assert!(!ids.is_empty(), "{text}");
    for id in ids.iter().take(3) {
        let story = run(&["show", id]).exits(0).out;
        assert!(story.contains("Armenia"), "{id}: {story}");
    }
}

#[test]
fn the_break_lies_where_it_was_made() {
    let relation = json(&["relation", "ARM", "AZE", "--format", "json"]);
    let way = &relation["directions"][0];
    let breaks = way["breaks"].as_array().expect("a list");
    let worst = breaks.iter().find(|b| b["after"].as_f64() < b["before"].as_f64()).expect("a fall");
    let day = worst["day"].as_str().expect("a day");
    assert!(("2021-06-21".."2021-07-10").contains(&day), "{worst}");
    assert_eq!(worst["events"][0]["type"], "INFLUENCE", "{worst}");
    let happened: u64 = way["points"].as_array().expect("a list").iter().filter_map(|p| p["events"].as_u64()).sum();
    assert_eq!(Some(happened), way["events"].as_u64());
    assert!(happened >= 8, "{happened}");
    // There are documents on a third of the days only: their number does not tell how much there was to read.
    assert_eq!(relation["per"], "time");
}

#[test]
fn every_form_is_well_formed_and_the_same_twice() {
    for form in ["text", "json", "csv", "svg", "bars-svg"] {
        let once = run(&["relation", "ARM", "AZE", "--format", form, "--by", "week"]).exits(0).out;
        let again = run(&["relation", "ARM", "AZE", "--format", form, "--by", "week"]).exits(0).out;
        assert_eq!(once, again, "{form}");
        if form.ends_with("svg") {
            let doc = roxmltree::Document::parse(&once).expect("well-formed");
            assert!(doc.descendants().any(|n| n.tag_name().name() == "desc"));
        }
    }
    let csv = run(&["relation", "ARM", "AZE", "--format", "csv", "--by", "month"]).exits(0).out;
    let width = csv.lines().next().expect("a head").split(',').count();
    assert!(csv.lines().all(|l| l.split(',').count() == width), "{csv}");
    assert!(csv.lines().any(|l| l.starts_with("ARM,AZE,2021-07,2021-07-01,2021-07-31,")), "{csv}");
}

#[test]
fn a_month_as_a_page_lets_no_markup_of_others_through() {
    let page = run(&["brief", "ARM", "AZE", "--month", "2021-07", "--format", "html"]).exits(0).out;
    assert!(page.starts_with("<!DOCTYPE html>"));
    assert!(!page.contains("<script") && !page.contains("<b>views"), "markup of others");
    assert!(page.contains("&lt;b&gt;views") && page.contains("@page"));
    for heading in ["What happened, by whose word", "Claims in dispute", "Commitments", "Sources", "How this was made"]
    {
        assert!(page.contains(heading), "{heading}");
    }
    assert!(page.matches("<svg").count() >= 2);
    // Every event that is named as a reason is told on the page.
    for part in page.split("href=\"#e-").skip(1) {
        let id = format!("id=\"e-{}\"", part.split('"').next().expect("an end"));
        assert!(page.contains(&id) || !page.contains("class=\"events\""), "{id}");
    }
}

#[test]
fn a_month_in_markdown_says_how_it_went_and_why() {
    let text = run(&["brief", "ARM", "AZE", "--month", "2021-07"]).exits(0).out;
    assert!(text.starts_with("# Armenia and Azerbaijan, 2021-07"), "{text}");
    assert!(text.contains("**Armenia towards Azerbaijan: deteriorated.**"), "{text}");
    assert!(text.contains("## Sources") && text.contains("\\<script\\>"), "{text}");
    let brief = json(&["brief", "ARM", "AZE", "--month", "2021-07", "--format", "json"]);
    assert_eq!(brief["courses"][0]["course"], "deteriorated");
    assert!(!brief["opened"].as_array().expect("a list").is_empty(), "the threat to close the border");
}

#[test]
fn a_month_without_events_says_so() {
    let text = run(&["brief", "ARM", "AZE", "--month", "2021-09"]).exits(0).out;
    assert!(text.contains("Nothing is reported for this month."), "{text}");
}

#[test]
fn all_relations_at_once() {
    let text = run(&["network"]).exits(0).out;
    assert!(text.contains("most hostile") && text.contains("Armenia – Azerbaijan"), "{text}");
    let web = json(&["network", "--format", "json"]);
    assert_eq!(web["friendly"][0][0], "FRA", "{web}");
    for form in ["graphml", "gexf", "svg"] {
        let written = run(&["network", "--format", form]).exits(0).out;
        assert!(roxmltree::Document::parse(&written).is_ok(), "{form}: {written}");
    }
}

#[test]
fn what_next_with_its_record() {
    let text = run(&["forecast", "ARM", "AZE", "--least", "3", "--next", "week"]).exits(0).out;
    assert!(text.contains("Armenia → Azerbaijan") && text.contains("material conflict"), "{text}");
    assert!(text.contains("persistence") && text.contains("climatology") && text.contains("seasonal mean"), "{text}");
    // It either beats them all, or says where it does not.
    assert!(text.contains("beyond chance") || text.contains("cannot tell"), "{text}");
    let made = json(&["forecast", "--least", "3", "--next", "week", "--format", "json"]);
    for row in made[0]["forecasts"].as_array().expect("a list") {
        for p in ["conflict", "sharp", "silence"] {
            let p = row[p].as_f64().expect("a number");
            assert!((0.0..=1.0).contains(&p), "{row}");
        }
    }
}

#[test]
fn bad_input_is_told_plainly() {
    run(&["relation", "QQQ", "AZE"]).exits(2).tells(&["'QQQ'", "detente actors find"]);
    run(&["relation", "ARM", "ARM"]).exits(2).tells(&["two sides"]);
    run(&["relation", "ARM:XYZ", "AZE"]).exits(2).tells(&["'XYZ'", "sector"]);
    run(&["relation", "ARM", "AZE", "--since", "2021-13"]).exits(2).tells(&["--since", "no date"]);
    run(&["relation", "ARM", "AZE", "--since", "2021-08", "--until", "2021-07"]).exits(2).tells(&["--since"]);
    run(&["relation", "ARM", "PRK"]).exits(3).tells(&["no event between ARM and PRK"]);
    run(&["brief", "ARM", "AZE", "--month", "July"]).exits(2).tells(&["--month", "2024-06"]);
    run(&["brief", "ARM", "AZE", "--month", "2030-01"]).exits(3).tells(&["no event between ARM and AZE"]);
    run(&["forecast", "ARM"]).exits(2);
    run(&["forecast", "ARM", "PRK"]).exits(3).tells(&["no event between ARM and PRK"]);
    run(&["network", "--least", "1000"]).exits(3).tells(&["at least 1000 events"]);
}

#[test]
fn an_empty_store_is_told_plainly() {
    let folder = Folder::new();
    folder.write("none.txt", "Nothing of note was said.\n");
    folder.run(&["ingest", "none.txt", "--store", "s"]).exits(0);
    folder.run(&["relation", "ARM", "AZE", "--store", "s"]).exits(3).tells(&["no event between ARM and AZE"]);
    let month = ["brief", "ARM", "AZE", "--month", "2021-07", "--store", "s"];
    folder.run(&month).exits(3).tells(&["no event between"]);
    folder.run(&["network", "--store", "s"]).exits(3).tells(&["no pair of actors"]);
    folder.run(&["forecast", "--store", "s"]).exits(3).tells(&["nothing to learn from"]);
    folder.run(&["relation", "ARM", "AZE", "--store", "nowhere"]).exits(3).tells(&["there is no store"]);
}
