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
