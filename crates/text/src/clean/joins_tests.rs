use super::super::edit::Writer;
use super::*;

fn mended(text: &str) -> String {
    let mut writer = Writer::new(text);
    writer.copy(0, text.len());
    let mut draft = writer.finish();
    let names = Names::new(["Kim Jong Un", "Kim Jong Il", "Kim Il Sung", "Kim Yo Jong"].map(String::from));
    mend(&mut draft, &names);
    draft.text
}

#[test]
fn names_run_into_their_neighbours() {
    for (text, wanted) in [
        (
            "The respected ComradeKim Jong Uninvited labor innovators",
            "The respected Comrade Kim Jong Un invited labor innovators",
        ),
        ("byKim Jong Unto the", "by Kim Jong Un to the"),
        ("ofKim Jong Unthat", "of Kim Jong Un that"),
        ("true toKim Jong Un’s idea", "true to Kim Jong Un’s idea"),
        ("Kim Jong Un's", "Kim Jong Un's"),
        ("PresidentKim Il SungandKim Jong Ilon", "President Kim Il Sung and Kim Jong Il on"),
        ("theKim Il SungUniversity", "the Kim Il Sung University"),
        ("At the meeting,Kim Jong Unsaid", "At the meeting, Kim Jong Un said"),
        ("Kim Jong Ununconditionally", "Kim Jong Un unconditionally"),
    ] {
        assert_eq!(mended(text), wanted);
    }
}

#[test]
fn longer_names_stay_whole() {
    for text in ["Kim Jong Unsok met him", "Kim Jong Ilgyong", "Kim Il Sungs", "Kim Yo Jong-un", "Kim Jong Un-led"] {
        assert_eq!(mended(text), text);
    }
}

#[test]
fn names_of_the_document_itself() {
    let text = "Choe Son Hui met him. Then ministerChoe Son Huisaid so.";
    assert_eq!(mended(text), "Choe Son Hui met him. Then minister Choe Son Hui said so.");
}

#[test]
fn sentences_run_together() {
    assert_eq!(mended("It came to an end.The next day"), "It came to an end. The next day");
    assert_eq!(mended("on Sunday.He said so"), "on Sunday. He said so");
    assert_eq!(mended("“It is over.”The North said"), "“It is over.” The North said");
    assert_eq!(mended("at the constructionHe said"), "at the construction He said");
    assert_eq!(mended("the South and theSouth again"), "the South and the South again");
}

#[test]
fn what_is_meant_stays() {
    for text in [
        "McDonald ate at McDonald’s with MacArthur, O’Neill and DiCaprio",
        "iPhone, YouTube, eBay, LinkedIn, GitHub, PayPal, WhatsApp",
        "see https://Example.com/Some.Path or www.Example.Com",
        "Booking.Com and Amazon.com and Node.Js",
        "the U.S.South and the U.S.-South Korea drills at 5 p.m. in D.C.",
        "write to Jane.Doe@example.org, #JoinTheFight @RealDonaldTrump",
        "PhD, kWh, mRNA, GHz and Ph.D. or e.g. This",
        "J.R.R. Tolkien; George W.Bush; 2.Bundesliga",
    ] {
        assert_eq!(mended(text), text);
    }
}
