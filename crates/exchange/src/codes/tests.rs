use super::*;
use jiff::civil::date;

fn codes() -> Codes<'static> {
    Codes::new(Knowledge::shipped()).unwrap()
}

#[test]
fn states_cross_over() {
    let codes = codes();
    let of = |system, text: &str| codes.country(system, text, Some(date(2018, 1, 1)));
    for (system, text, id) in [
        (System::Fips, "KS", "KOR"),
        (System::Fips, "CH", "CHN"),
        (System::Fips, "SZ", "CHE"),
        (System::Fips, "GZ", "PSE"),
        (System::Cameo, "ROM", "ROU"),
        (System::Cameo, "TMP", "TLS"),
        (System::Cameo, "EUR", "R-EUR"),
        (System::Cameo, "PRK", "PRK"),
        (System::Iso2, "CH", "CHE"),
        (System::Cow, "731", "PRK"),
        (System::Cow, "002", "USA"),
        (System::Name, "North Korea", "PRK"),
        (System::Name, "cote d'ivoire", "CIV"),
        (System::Any, "prk", "PRK"),
        (System::Any, "732", "KOR"),
        (System::Any, "IGO-UN", "IGO-UN"),
        (System::Any, "Burma", "MMR"),
    ] {
        assert_eq!(of(system, text).as_deref(), Some(id), "{system:?} {text}");
    }
    for (system, text) in [(System::Fips, ""), (System::Cow, "x"), (System::Name, "Atlantis"), (System::Iso3, "QQQ")] {
        assert_eq!(of(system, text), None, "{system:?} {text}");
    }
}

#[test]
fn a_code_that_passed_on_is_that_of_its_time() {
    let codes = codes();
    let of = |year| codes.country(System::Cow, "345", Some(date(year, 7, 1)));
    assert_eq!(of(1985).as_deref(), Some("YUG"));
    assert_eq!(of(2004).as_deref(), Some("SCG"));
    assert_eq!(of(2018).as_deref(), Some("SRB"));
    assert_eq!(codes.country(System::Cow, "365", Some(date(2018, 1, 1))).as_deref(), Some("RUS"));
}

#[test]
fn codes_lead_back() {
    let codes = codes();
    let on = Some(date(2018, 1, 1));
    assert_eq!(codes.code_of(System::Fips, "KOR", on).as_deref(), Some("KS"));
    assert_eq!(codes.code_of(System::Cameo, "R-EUR", on).as_deref(), Some("EUR"));
    assert_eq!(codes.code_of(System::Cameo, "ROU", on).as_deref(), Some("ROU"));
    assert_eq!(codes.code_of(System::Name, "PRK", on).as_deref(), Some("North Korea"));
    assert_eq!(codes.code_of(System::Cameo, "R-WLD", on), None);
    assert_eq!(codes.code_of(System::Fips, "IGO-UN", on), None);
}

#[test]
fn cameo_with_and_without_its_zero() {
    let codes = codes();
    let of = |text: &str| codes.cameo(text).map(|c| c.code.as_str());
    assert_eq!(of("042"), Some("042"));
    assert_eq!(of("42"), Some("042"));
    assert_eq!(of("211"), Some("0211"));
    assert_eq!(of("1011"), Some("1011"));
    assert_eq!(of("190"), Some("190"));
    assert_eq!(of("---"), None);
    assert_eq!(of("13y"), None);
    assert_eq!(codes.cameo_named("Make statement").unwrap().code, "010");
    assert_eq!(codes.cameo_named("fight with small arms and light weapons").unwrap().code, "193");
    assert_eq!(codes.cameo_named("Yield").unwrap().code, "080");
}

#[test]
fn sectors_of_each_dataset() {
    let codes = codes();
    assert_eq!(codes.sector("MED", true), Some(Sector::Jrn));
    assert_eq!(codes.sector("MED", false), Some(Sector::Med));
    assert_eq!(codes.sector("GOV", true), Some(Sector::Gov));
    assert_eq!(codes.sector("8", false), Some(Sector::Uaf));
    assert_eq!(codes.sector("Rebel group", false), Some(Sector::Reb));
    assert_eq!(codes.sector("General Population / Civilian / Social,Social", false), Some(Sector::Cvl));
    assert_eq!(codes.sector("Police,Government", false), Some(Sector::Cop));
    assert_eq!(codes.sector("", false), None);
    for sector in Sector::ALL {
        assert_eq!(codes.sector(Codes::agent(sector.code()), true), Some(*sector));
    }
}

#[test]
fn every_code_of_cameo_finishes_an_event() {
    let codes = codes();
    for code in &Knowledge::shipped().cameo {
        let mut event = Event { cameo: Some(code.code.clone()), ..Event::default() };
        codes.finish(&mut event);
        assert_eq!(event.event_type, code.event_type, "{}", code.code);
        assert_eq!(event.goldstein, Some(code.goldstein));
        assert_eq!(event.score.is_some(), code.event_type.is_some());
        if let (Some(event_type), Some(mode)) = (code.event_type, &code.mode) {
            let known = Knowledge::shipped().scores.iter();
            assert!(
                known.clone().any(|s| s.event_type == event_type && s.mode.as_ref() == Some(mode)),
                "{}: {event_type} has no mode {mode}",
                code.code
            );
        }
    }
}
