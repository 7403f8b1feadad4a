//! The shipped knowledge has no faults.

use detente_knowledge::Knowledge;

#[test]
fn shipped_knowledge_has_no_problems() {
    let knowledge = Knowledge::shipped();
    let lines: Vec<String> = knowledge.problems.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} problems:\n{}", lines.len(), lines.join("\n"));
    assert!(knowledge.states.len() > 200, "only {} states", knowledge.states.len());
}
