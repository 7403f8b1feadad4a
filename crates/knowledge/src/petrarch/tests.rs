use super::*;

const SAMPLE: &str = "\
# A made-up dictionary
ADA_SOMEBODY_
+LADY_ADA_ ; by courtesy
\t[GBRGOV 970101-061231]
\t[GBRELI]
+LATE_ADA_
NOWHERE_LAND_
+NEVER_NEVER_
SOME_PARTY_ [KORPTY >20070101][KOROPP 1999-2000]
&RANK
+GENERAL_
+ADMIRAL_
&RANK_NELSON_ [GBRMIL]
!PERSON! = MAN, WOMAN
RIOT_POLICE {} [~COP]
CHAMBER_OF_X {CHAMBERS_OF_X} [~BUS]
POLICE!PERSON! [~COP]
THING [~QQQ]
BROKEN_!NONE!_ [USA]
+AND_ITS_SYNONYM_
";

#[test]
fn a_dictionary_is_read_with_its_dates_and_sets() {
    let mut problems = Vec::new();
    let read = read("own.txt", SAMPLE, &mut problems);
    let names: Vec<Vec<&str>> = read.actors.iter().map(|a| a.names.iter().map(|n| n.0.as_str()).collect()).collect();
    assert_eq!(
        names,
        [vec!["Ada Somebody", "Lady Ada", "Late Ada"], vec!["Some Party"], vec!["General Nelson", "Admiral Nelson"]]
    );
    assert_eq!(read.actors[0].names[1].1, "own.txt:3");
    let codes: Vec<String> =
        read.actors[0].codes.iter().map(|c| format!("{} {} {}", c.code, c.period.words(), c.entry)).collect();
    assert_eq!(codes, ["GBRGOV 1997-01-01 to 2007-01-01 own.txt:4", "GBRELI  own.txt:5"]);
    let agents: Vec<(&str, String)> = read.agents.iter().map(|a| (a.noun.as_str(), a.plural())).collect();
    assert_eq!(
        agents,
        [
            ("riot police", "riot police".to_owned()),
            ("chamber of x", "chambers of x".to_owned()),
            ("policeman", "policemen".to_owned()),
            ("policewoman", "policewomen".to_owned()),
        ]
    );
}

#[test]
fn each_line_that_cannot_be_used_is_named() {
    let mut problems = Vec::new();
    let _ = read("own.txt", SAMPLE, &mut problems);
    let lines: Vec<usize> = problems.iter().map(|p| p.line).collect();
    assert_eq!(lines, [7, 9, 18, 19, 20], "{problems:#?}");
    assert!(problems[1].message.contains("1999"), "{}", problems[1]);
    assert!(problems[0].message.contains("no code"), "{}", problems[0]);
    assert!(problems[3].message.contains("NONE"), "{}", problems[3]);
}

proptest::proptest! {
    #[test]
    fn no_text_panics_and_each_problem_has_its_line(text in "([A-Z_+&!~;#{}<>=\\[\\]0-9é \\-]{0,18}\n){0,8}") {
        let mut problems = Vec::new();
        let read = read("own.txt", &text, &mut problems);
        let lines = text.lines().count();
        proptest::prop_assert!(problems.iter().all(|p| (1..=lines).contains(&p.line)));
        proptest::prop_assert!(read.actors.iter().all(|a| !a.names.is_empty() && !a.codes.is_empty()));
    }
}
