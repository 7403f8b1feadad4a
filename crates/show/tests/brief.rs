//! The brief, of records written by hand.

mod sample;

use detente_show::{Style, brief};
use unicode_width::UnicodeWidthStr;

const PLAIN: Style = Style { width: 80, colour: false };

#[test]
fn the_account() {
    insta::assert_snapshot!(brief(&sample::loudspeakers(), PLAIN), @r#"
    North threatens to answer loudspeakers as talks are called off
    Example News · 2024-06-10 · news/loudspeakers.txt · 7 sentences, 7 reports
    d-sample

    What happened
     [1]  INFLUENCE loudspeaker  South Korea → North Korea  happened  2024-06-09
          “South Korea resumed loudspeaker broadcasts along the border on Sunday”
          r-1
          INFLUENCE objects  North Korea → South Korea  happened  balloon: about 300
          “the North flew about 300 balloons carrying rubbish over the line”  r-2
     [2]  THREATEN violence  North Korea  happened
          “Pyongyang, which denies that it jammed satellite signals, warned that it
          would shell the loudspeakers if the broadcasts went on”  r-4

    What is claimed, denied or uncertain
     [2]  COERCE cyber  North Korea  denied  says North Korea
          “it jammed satellite signals”  r-3
     [7]  AID food  (actor open)  happened  says Aid workers
          “a shipment of flour was delivered in May”  r-7

    What is planned, threatened, asked for or called off
     [2]  ASSAULT heavy-weapons  North Korea  threatened  says North Korea
          “it would shell the loudspeakers if the broadcasts went on”  r-5
     [6]  CONSULT third-party  South Korea  cancelled
          “A meeting of generals, planned for Thursday, was cancelled by Seoul”  r-6

    Commitments
     [2]  threat  North Korea  ASSAULT heavy-weapons  open
          condition: if the broadcasts went on
          announced [2]: the same maker, in the same sentence

    The relationship, as the text reads it
     [4]  North Korea  at war  technically
          “technically still at war”
    "#);
}

#[test]
fn narrow() {
    insta::assert_snapshot!(brief(&sample::loudspeakers(), Style { width: 44, colour: false }), @r#"
    North threatens to answer loudspeakers as
    talks are called off
    Example News · 2024-06-10
    news/loudspeakers.txt
    7 sentences, 7 reports · d-sample

    What happened
     [1]  INFLUENCE loudspeaker
          South Korea → North Korea  happened
          2024-06-09
          “South Korea resumed loudspeaker
          broadcasts along the border on Sunday”
          r-1
          INFLUENCE objects
          North Korea → South Korea  happened
          balloon: about 300
          “the North flew about 300 balloons
          carrying rubbish over the line”  r-2
     [2]  THREATEN violence  North Korea
          happened
          “Pyongyang, which denies that it
          jammed satellite signals, warned…”
          r-4

    What is claimed, denied or uncertain
     [2]  COERCE cyber  North Korea  denied
          says North Korea
          “it jammed satellite signals”  r-3
     [7]  AID food  (actor open)  happened
          says Aid workers
          “a shipment of flour was delivered in
          May”  r-7

    What is planned, threatened, asked for or
    called off
     [2]  ASSAULT heavy-weapons  North Korea
          threatened  says North Korea
          “it would shell the loudspeakers if
          the broadcasts went on”  r-5
     [6]  CONSULT third-party  South Korea
          cancelled
          “A meeting of generals, planned for
          Thursday, was cancelled by Seoul”  r-6

    Commitments
     [2]  threat  North Korea
          ASSAULT heavy-weapons  open
          condition: if the broadcasts went on
          announced [2]: the same maker, in the
          same sentence

    The relationship, as the text reads it
     [4]  North Korea  at war  technically
          “technically still at war”
    "#);
}

#[test]
fn no_line_is_wider_than_asked() {
    for width in [40, 51, 64, 80, 100, 110] {
        for record in [sample::loudspeakers(), sample::hostile()] {
            for line in brief(&record, Style { width, colour: false }).lines() {
                assert!(line.width() <= width, "{} of {width}: {line}", line.width());
            }
        }
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let record = sample::loudspeakers();
    let plain = brief(&record, PLAIN);
    let coloured = brief(&record, Style { colour: true, ..PLAIN });
    assert!(!plain.contains('\u{1b}') && coloured.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

#[test]
fn a_document_does_not_steer_the_terminal() {
    let text = brief(&sample::hostile(), PLAIN);
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
    assert!(!text.contains('\u{202E}'));
    let record = sample::hostile();
    let tree = detente_show::explain(&record, &record.reports[0]);
    assert!(tree.chars().all(|c| c == '\n' || !c.is_control()));
}

#[test]
fn the_tree() {
    let record = sample::loudspeakers();
    insta::assert_snapshot!(detente_show::explain(&record, &record.reports[4]), @r#"
    r-5  ASSAULT heavy-weapons  North Korea
    sentence 2: Pyongyang, which denies that it jammed satellite signals, warned that it would shell the loudspeakers if the broadcasts went on.
    confidence 0.85
    author, document: possible, unclear
      North Korea [PRK] ('warned'), speech: threatened, probable
    mention 'Pyongyang' is PRK by name
    report  'shell' at 337..342
    └─ type ASSAULT  (assault)  events/types.toml:5  score 0.912
    "#);
}
