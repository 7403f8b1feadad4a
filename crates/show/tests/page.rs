//! The page, of records written by hand.

mod sample;

use detente_show::page;
use detente_wire::Record;

/// The cleaned text as the page shows it: what stands in the reading column, without tags and sentence numbers.
fn shown(html: &str) -> String {
    let start = html.find("<div class=\"text\"").expect("a text");
    let end = html[start..].find("</section>").expect("its end") + start;
    let mut out = String::new();
    let mut rest = &html[start..end];
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let close = rest[open..].find('>').expect("the end of a tag") + open;
        let tag = &rest[open..=close];
        rest = &rest[close + 1..];
        if tag.starts_with("<a class=\"n\"") {
            rest = &rest[rest.find("</a>").expect("the end of a number")..];
        }
    }
    out.push_str(rest);
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Everything between `<tag` and its end, for each such tag.
fn tags<'a>(html: &'a str, tag: &str) -> Vec<&'a str> {
    html.match_indices(&format!("<{tag} ")).filter_map(|(at, _)| html[at..].split('>').next()).collect()
}

#[test]
fn samples_hold_together() {
    for record in [sample::loudspeakers(), sample::duplicate(), sample::hostile()] {
        assert_eq!(detente_wire::check(&record), []);
    }
}

#[test]
fn every_word_is_shown_once_and_cleaned() {
    let record = sample::loudspeakers();
    let text = shown(&page(std::slice::from_ref(&record)));
    let body: String = record.document.blocks[1..].iter().map(|b| b.span.clean()).collect();
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    assert_eq!(bare(&text), bare(&body));
    assert!(text.contains("loudspeaker broadcasts along"), "the soft hyphens are gone");
}

#[test]
fn every_report_has_its_mark_and_its_entry() {
    let record = sample::loudspeakers();
    let html = page(std::slice::from_ref(&record));
    for number in 1..=record.reports.len() {
        let link = format!("href=\"#d1r{number}\"");
        assert!(tags(&html, "a").iter().any(|a| a.contains("class=\"t ") && a.contains(&link)), "report {number}");
        assert!(html.contains(&format!("id=\"d1r{number}\"")), "entry {number}");
        assert!(html.contains(&format!("href=\"#d1s{}\"", record.reports[number - 1].sentence)));
    }
    // "shell" stands in the clause of the attack, which stands in that of the threat; the innermost comes first.
    assert!(tags(&html, "a").iter().any(|a| a.contains("data-n=\"5\"") && a.contains("data-r=\"5 4\"")));
    assert!(html.contains("id=\"d1x1\"") && html.contains("data-x=\"1\""));
}

#[test]
fn every_link_within_the_page_leads_somewhere_and_every_id_is_its_own() {
    let html = page(&[sample::loudspeakers(), sample::duplicate(), sample::hostile()]);
    let ids: Vec<&str> =
        html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|id| !id.is_empty()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an id stands twice");
    for attribute in [" href=\"#", " aria-describedby=\"", " aria-labelledby=\""] {
        for target in html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&target), "{attribute}{target} leads nowhere");
        }
    }
}

#[test]
fn nothing_a_document_says_becomes_markup() {
    let html = page(&[sample::hostile()]);
    assert_eq!(html.matches("<script").count(), 1, "only the page's own script");
    assert!(!html.contains("<img") && !html.contains("<b onclick") && !html.contains("<i>") && !html.contains("<u>"));
    assert!(!html.contains("href=\"javascript:"), "no link runs a script");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(html.contains("&lt;img src=x onerror=alert(2)&gt;.txt"));
}

#[test]
fn the_policy_forbids_the_network() {
    let html = page(&[sample::loudspeakers()]);
    let policy = tags(&html, "meta").into_iter().find(|m| m.contains("Content-Security-Policy")).expect("a policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("style-src 'sha256-"));
    assert!(!policy.contains("unsafe"));
    for outside in ["<link", "<img", "@import", "url(", " src=", " style=", "fetch(", "XMLHttpRequest"] {
        assert!(!html.contains(outside), "{outside}");
    }
}

#[test]
fn a_page_of_several_has_contents() {
    let html = page(&[sample::loudspeakers(), sample::duplicate()]);
    assert!(html.contains("<h1>2 documents read</h1>"));
    assert!(html.contains("href=\"#d2\"") && html.contains("id=\"d2\""));
    assert!(html.contains("Near duplicate of "));
    assert!(!page(&[sample::loudspeakers()]).contains("<nav"));
    assert!(page(&[]).contains("0 documents read"));
}

#[test]
fn the_header_says_what_is_known_and_whence() {
    let html = page(&[sample::loudspeakers()]);
    for part in ["Example News", "2024-06-10", "(dateline)", "English", "2 × soft hyphen", "news/loudspeakers.txt"] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn a_damaged_record_is_shown_as_far_as_it_goes() {
    let mut record = sample::loudspeakers();
    record.reports[0].trigger.clean_end = 1_000_000;
    record.reports[1].span.clean_start = 9_999_999;
    record.sentences[1].span.clean_end = 5;
    record.document.blocks.last_mut().expect("a block").span.clean_end = usize::MAX;
    record.mentions[0].actors = vec!["a-nobody".into()];
    record.commitments[0].opened_by = "r-none".into();
    assert!(page(&[record]).contains("</html>"));
}

#[test]
fn what_is_not_read_is_said() {
    let mut record: Record = sample::Sample::new("ko.txt", &[("paragraph", "북한이 위협했다.|")]).record;
    assert!(page(std::slice::from_ref(&record)).contains("No event found."));
    record.document.language.as_mut().and_then(Option::as_mut).expect("a language").code = "kor".into();
    record.document.language.as_mut().and_then(Option::as_mut).expect("a language").name = "Korean".into();
    let html = page(&[record]);
    assert!(html.contains("Not coded: the text is in Korean.") && html.contains("lang=\"ko\""));
}

/// Leaves the sample pages below `target/tmp`, to look at.
#[test]
fn pages_to_look_at() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("page.html"), page(&[sample::loudspeakers()])).expect("written");
    let several = [sample::loudspeakers(), sample::duplicate(), sample::hostile()];
    std::fs::write(folder.join("pages.html"), page(&several)).expect("written");
}
