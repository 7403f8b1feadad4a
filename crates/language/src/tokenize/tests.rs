use super::*;

fn cut(text: &str) -> String {
    tokens(text).into_iter().map(|r| &text[r]).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(text: &str, words: &str) {
    assert_eq!(cut(text), words);
}

#[test]
fn clitics() {
    check("I don't know, can't say, won't ask", "I do n't know , ca n't say , wo n't ask");
    check("Seoul's move; it's theirs; we'll see", "Seoul 's move ; it 's theirs ; we 'll see");
    check("He cannot; they’re gonna", "He can not ; they ’re gon na");
    check("shouldn't've", "should n't 've");
    check("O'Brien o'clock 1930's '60s", "O'Brien o'clock 1930's '60s");
    check("the democrats' vote", "the democrats ' vote");
}

#[test]
fn hyphens() {
    check("a well-known anti-ship e-mail", "a well - known anti-ship e-mail");
    check("Kim Jong-un's 15-year term", "Kim Jong - un 's 15 - year term");
    check("5-10 days, 713-853-3989, 345-9945", "5 - 10 days , 713-853-3989 , 345-9945");
    check("state-of-the-art", "state - of - the - art");
}

#[test]
fn numbers_and_money() {
    check("$5 and $3,202.61 or US$10", "$ 5 and $ 3,202.61 or US$ 10");
    check("10% of 1.5 km, 10km at 7:30pm", "10 % of 1.5 km , 10 km at 7:30 pm");
    check("on 11/28/2000, 9/11", "on 11/28/2000 , 9/11");
    check("and/or", "and / or");
    check("the 1970s and 21st", "the 1970s and 21st");
}

#[test]
fn stops() {
    check("Mr. Kim met Gen. Park in the U.S. on Jan. 5.", "Mr. Kim met Gen. Park in the U.S. on Jan. 5 .");
    check("J. K. Rowling said no.", "J. K. Rowling said no .");
    check("at 5 p.m. today, e.g. here", "at 5 p.m. today , e.g. here");
    check("Wait... what?!", "Wait ... what ?!");
    check("U.S.-style", "U.S. - style");
    check("the end.The next", "the end . The next");
    check("Samsung Co., Ltd.", "Samsung Co. , Ltd.");
}

#[test]
fn marks() {
    check("“No,” he said.", "“ No , ” he said .");
    check("(KCNA) -- the time--now", "( KCNA ) -- the time -- now");
    check("see http://kcna.kp/en/x?a=1, or a@b.com.", "see http://kcna.kp/en/x?a=1 , or a@b.com .");
    check("AT&T :) R&D", "AT&T :) R&D");
    check("-0-", "- 0 -");
}

#[test]
fn oddities() {
    check("", "");
    check(" \t\n", "");
    check("👩‍👩‍👧 ok", "👩‍👩‍👧 ok");
    check("e\u{301}te\u{301}", "e\u{301}te\u{301}");
    check("\u{0}\u{7}", "\u{0} \u{7}");
}
