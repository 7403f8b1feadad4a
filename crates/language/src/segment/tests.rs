use super::*;

#[track_caller]
fn check(parts: &[&str]) {
    let text = parts.join(" ");
    let found: Vec<&str> = split(&text).into_iter().map(|r| &text[r]).collect();
    assert_eq!(found, parts);
}

#[test]
fn plain_sentences() {
    check(&["Pyongyang fired a missile.", "Seoul protested!", "Why now?"]);
}
