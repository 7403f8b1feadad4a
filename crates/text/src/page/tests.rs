use super::*;

fn written(source: &str) -> (Vec<(BlockKind, String)>, Metadata) {
    let mut writer = Writer::new(source);
    let mut metadata = Metadata::default();
    write(&mut writer, source, &mut metadata);
    let draft = writer.finish();
    let blocks = draft.blocks.iter().map(|b| (b.kind, b.span.slice(&draft.text).unwrap_or("CUT").to_owned())).collect();
    (blocks, metadata)
}

#[test]
fn every_byte_has_its_place() {
    let source = "<html><head><title>Kim &amp; Moon - Outlet</title></head><body><p>They <b>met</b>&nbsp;in   the\n <a href=x>border</a> village, and it was said&#8217;s end came, with talks going on for a long time.</p></body></html>";
    let mut writer = Writer::new(source);
    write(&mut writer, source, &mut Metadata::default());
    let draft = writer.finish();
    assert!(draft.text.contains("They met\u{a0}in the border village, and it was said’s end"), "{}", draft.text);
    for (word, original) in [
        ("met\u{a0}in", "met</b>&nbsp;in"),
        ("the border", "the\n <a href=x>border"),
        ("’", "&#8217;"),
        ("Kim & Moon", "Kim &amp; Moon"),
    ] {
        let at = draft.text.find(word).unwrap_or_else(|| panic!("{word} in {}", draft.text));
        let span = draft.alignment.original(detente_record::TextSpan::new(at, at + word.len()));
        assert_eq!(span.slice(source), Some(original));
    }
}

#[test]
fn deep_nesting_is_no_matter() {
    for tag in ["div", "b", "ul><li", "table><tr><td", "font color=red", "blockquote"] {
        let open = format!("<{tag}>").repeat(100_000);
        let source = format!(
            "<html><body>{open}<p>The North sent leaflets, balloons and other things to the South on Sunday.</p>"
        );
        let (blocks, _) = written(&source);
        assert!(blocks.iter().any(|b| b.1.starts_with("The North")), "{tag}");
    }
}

#[test]
fn hostile_pages_take_linear_time() {
    for piece in [
        "<",
        "<a ",
        "</div>",
        "<p>",
        "<!--",
        "<b x='",
        "\"",
        "<title>",
        "<a href=\"",
        "&amp",
        "&#x",
        "<li>",
        "<table>",
        "<script",
        "<style></",
        "<br>",
        "<td></p>",
        "<h1>x",
        "<time datetime=1>",
    ] {
        let start = std::time::Instant::now();
        written(&piece.repeat(1_000_000 / piece.len()));
        println!("{:?} {piece}", start.elapsed());
        assert!(start.elapsed().as_secs() < 20, "{piece}: {:?}", start.elapsed());
    }
}

#[test]
fn odd_pages_do_not_fail() {
    for source in [
        "",
        "<",
        "<html>",
        "plain words",
        "<p>",
        "<title>Only a title</title>",
        "\u{feff}<p>x",
        "<p>é&",
        "<p>x<p",
        "<!doctype html>",
    ] {
        written(source);
    }
    assert_eq!(written("just some words").0, [(BlockKind::Paragraph, "just some words".to_owned())]);
}

#[test]
fn readability_says_which_texts_it_keeps() {
    let prose = "<p>The North said on Monday that it had prepared leaflets, balloons, and other things, to be sent to the South.</p>";
    let other =
        "<p>Seven ways to cook rice, and how one of them, the oldest, is done in the mountains of the north.</p>";
    let source = format!(
        "<html><body><div class=x>{}</div><div id=article><h1>Leaflets</h1>{}</div></body></html>",
        "<a href=1>Home, sweet home</a> ".repeat(30) + other,
        prose.repeat(8)
    );
    let tree = Tree::read(&source, 0, source.len());
    let blocks = blocks::of(&tree);
    let chosen = readable::choose(&tree, &blocks).expect("an article");
    for (block, chosen) in blocks.iter().zip(chosen).filter(|(b, _)| !b.tag.is_heading()) {
        let words = blocks::words(&tree, block, 200);
        assert_eq!(chosen, words.starts_with("The North"), "{words}");
    }
}
