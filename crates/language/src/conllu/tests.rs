use super::*;

const SAMPLE: &str = "\
# newdoc id = d1
# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
# newpar
# sent_id = d1-1
# text = Byron's school doesn't fit.
1-2\tByron's\t_\t_\t_\t_\t_\t_\t_\t_
1\tByron\tByron\tPROPN\tNNP\tNumber=Sing\t3\tnmod:poss\t_\tEntity=(4-organization-new-n-cf1-1-sgl(3-person-giv:act-n-cf1-1-coref-Lord_Byron
2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\tEntity=3)
3\tschool\tschool\tNOUN\tNN\tNumber=Sing\t6\tnsubj\t_\tEntity=4)
4-5\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_
4\tdoes\tdo\tAUX\tVBZ\t_\t6\taux\t_\t_
5\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\t_
6\tfit\tfit\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_

";

#[test]
fn round_trip() {
    let sentences = parse(SAMPLE).unwrap();
    assert_eq!(sentences.len(), 1);
    assert_eq!(sentences[0].to_string(), SAMPLE);
}

#[test]
fn entities_nest() {
    let sentence = &parse(SAMPLE).unwrap()[0];
    let found = sentence.entities().unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].words.clone(), found[0].kind.as_str()), (0..3, "organization"));
    assert_eq!((found[1].words.clone(), found[1].kind.as_str()), (0..2, "person"));
    assert_eq!(found[1].identity.as_deref(), Some("Lord_Byron"));
    assert_eq!(found[0].identity, None);
}

#[test]
fn running_text() {
    let raw = raw_documents(&parse(SAMPLE).unwrap());
    assert_eq!(raw[0].text, "Byron's school doesn't fit.");
    assert_eq!(raw[0].id, "d1");
}

#[test]
fn errors_name_the_line() {
    let message = |text: &str| parse(text).unwrap_err().to_string();
    assert_eq!(message("# x\n1\ta\tb\n"), "line 2: 3 columns instead of 10");
    assert_eq!(message("2\ta\ta\tX\tX\t_\t0\troot\t_\t_\n"), "line 1: ID is \"2\", not the next word's number");
    assert_eq!(message("1\ta\ta\tFOO\tX\t_\t0\troot\t_\t_\n"), "line 1: \"FOO\" is no UPOS tag");
    assert_eq!(message("1\ta\ta\tX\tX\t_\t9\troot\t_\t_\n"), "line 1: HEAD is \"9\", not a number in the sentence");
    let unopened = parse("1\ta\ta\tX\tX\t_\t0\troot\t_\tEntity=3)\n").unwrap();
    assert_eq!(unopened[0].entities().unwrap_err().to_string(), "line 1: Entity: 3) closes what was not opened");
}
