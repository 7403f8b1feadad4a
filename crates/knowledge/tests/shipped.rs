//! The shipped knowledge has no faults.

use detente_knowledge::Knowledge;

#[test]
fn shipped_knowledge_has_no_problems() {
    let knowledge = Knowledge::shipped();
    let problems = knowledge.problems.iter().chain(&knowledge.actors().problems);
    let lines: Vec<String> = problems.map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} problems:\n{}", lines.len(), lines.join("\n"));
    assert!(knowledge.actors().states.len() > 200, "only {} states", knowledge.actors().states.len());
}

#[test]
fn shipped_tables_name_only_what_exists() {
    let findings = detente_knowledge::audit::audit(Knowledge::shipped().actors());
    let faults: Vec<String> = findings.iter().filter(|f| f.kind.is_fault()).map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn shipped_tables_cover_the_world() {
    let tables = Knowledge::shipped().actors();
    let kinds = |kinds: &[&str]| tables.organisations.iter().filter(|o| kinds.contains(&o.kind_word.as_str())).count();
    let armed = tables
        .organisations
        .iter()
        .filter(|o| ["armed_group", "militia", "criminal"].contains(&o.kind_word.as_str()))
        .filter(|o| !o.area.is_empty() && o.period.from.is_some())
        .count();
    let counts = [
        ("intergovernmental bodies", kinds(&["igo"]), 150),
        ("international non-governmental organisations", kinds(&["ngo"]), 150),
        ("armed groups with area and years", armed, 400),
        (
            "civil society, defectors, exiles, activists",
            kinds(&["civil_society", "defector", "exile", "activist"]),
            200,
        ),
        ("firms", kinds(&["firm"]), 200),
        ("ethnic and religious groups", kinds(&["ethnic", "religious_group"]), 300),
        ("agent nouns", tables.agents.len(), 1500),
    ];
    for (what, count, least) in counts {
        assert!(count >= least, "{count} {what}, {least} are wanted");
    }
    // Every state has had a head of state or government since 1990.
    for state in tables.states.iter().filter(|s| s.kind == detente_knowledge::StateKind::State) {
        let heads = [
            detente_knowledge::Office::HeadOfState,
            detente_knowledge::Office::HeadOfGovernment,
            detente_knowledge::Office::Leader,
        ];
        let known = tables.people.iter().any(|p| p.country == state.id && heads.contains(&p.office));
        assert!(known, "nobody is known to lead {}", state.id);
    }
}
