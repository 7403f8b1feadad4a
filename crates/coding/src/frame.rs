//! Frames: the arguments of a predicate, with the grammar undone.

use detente_actors::Tree;
use detente_language::Upos;

use crate::voice::Voice;

/// What a predicate governs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Who does it: head words; several only when they come from different places ("'s" and "by").
    pub subjects: Vec<usize>,
    /// What it is done to.
    pub objects: Vec<usize>,
    /// To whom something is given.
    pub indirect: Vec<usize>,
    /// Prepositional arguments, nearest first.
    pub obliques: Vec<(String, usize)>,
    /// How many of those, from the first, are the predicate's own; the rest stand under its arguments.
    pub own: usize,
    /// Acts that it governs as infinitives ("threatened to attack").
    pub complements: Vec<usize>,
    /// Whether the clause is passive.
    pub passive: bool,
    /// Who says so: subjects of the verb whose clause of speech this predicate heads.
    pub said_by: Vec<usize>,
    /// Who speaks, when the predicate stands in a quotation or statement that another sentence gives to its speaker.
    pub voice: Option<Voice>,
    /// How the subject was found, for the derivation.
    pub subject_rule: &'static str,
}

impl Frame {
    /// The arguments of a preposition, the predicate's own apart from those under its arguments.
    #[must_use]
    pub fn split(&self, preposition: &str) -> (Vec<usize>, Vec<usize>) {
        let of = |list: &[(String, usize)]| list.iter().filter(|(p, _)| p == preposition).map(|(_, w)| *w).collect();
        let own = self.own.min(self.obliques.len());
        (of(&self.obliques[..own]), of(&self.obliques[own..]))
    }

    /// The arguments of a preposition.
    pub fn with<'f>(&'f self, preposition: &'f str) -> impl Iterator<Item = usize> + 'f {
        self.obliques.iter().filter(move |(p, _)| p == preposition).map(|(_, w)| *w)
    }
}

/// Verbs whose object is the subject of the infinitive after them ("urged Seoul to stop").
const OBJECT_CONTROL: &[&str] = &[
    "ask",
    "urge",
    "order",
    "tell",
    "force",
    "allow",
    "call",
    "press",
    "compel",
    "enable",
    "warn",
    "persuade",
    "invite",
    "request",
    "permit",
    "get",
    "cause",
    "lead",
    "help",
    "encourage",
    "instruct",
    "command",
    "direct",
    "want",
    "expect",
    "make",
    "let",
    "see",
    "authorize",
    "pressure",
    "push",
    "require",
    "advise",
    "challenge",
    "remind",
    "convince",
    "beg",
];

/// Verbs that only carry a noun that names the act ("hold talks", "stage a protest").
const LIGHT: &[&str] = &[
    "make",
    "hold",
    "conduct",
    "stage",
    "launch",
    "issue",
    "give",
    "deliver",
    "pay",
    "wage",
    "take",
    "have",
    "carry",
    "stage",
    "mount",
    "open",
    "begin",
    "start",
    "undertake",
    "perform",
    "do",
    "execute",
    "impose",
    "offer",
    "provide",
    "reach",
    "sign",
    "send",
    "file",
    "lodge",
    "express",
    "voice",
    "level",
    "hurl",
    "commit",
    "engage",
    "continue",
];

/// Verbs whose subject is also the subject of the act that their object names ("prepared a drill", "cancelled talks").
const SHARING: &[&str] = &[
    "prepare", "plan", "cancel", "scrap", "suspend", "postpone", "threaten", "promise", "propose", "announce", "halt",
    "stop", "end", "resume", "schedule", "delay", "seek", "attempt", "refuse", "escalate", "expand", "order",
    "approve",
];

/// Verbs that take two objects, the first to whom.
const GIVING: &[&str] = &[
    "give",
    "promise",
    "offer",
    "grant",
    "deny",
    "send",
    "pay",
    "lend",
    "show",
    "tell",
    "ask",
    "award",
    "hand",
    "owe",
    "allow",
    "guarantee",
    "cost",
    "teach",
    "bring",
    "deliver",
    "supply",
    "sell",
    "serve",
    "deal",
    "inflict",
    "spare",
    "refuse",
    "pledge",
    "assure",
    "accord",
    "deal",
    "wish",
    "leave",
    "loan",
    "ship",
    "forgive",
    "issue",
    "provide",
];

/// Words that measure an act and are no object of it.
const MEASURES: &[&str] =
    &["dozen", "time", "hundred", "thousand", "score", "deal", "bit", "lot", "mile", "kilometre", "day", "year"];

/// The greatest number of steps upwards through a chain of clauses.
const STEPS: usize = 12;

/// The frame of a predicate.
#[must_use]
pub fn frame(tree: &Tree<'_>, at: usize) -> Frame {
    let mut frame = match tree.word(at).upos {
        Upos::Noun | Upos::Propn => noun(tree, at),
        _ => verb(tree, at),
    };
    if let Some(says) = said_in(tree, at) {
        frame.said_by = tree.by(says, "nsubj").collect();
        if frame.said_by.is_empty() {
            frame.said_by = controller(tree, says, 0).0;
        }
    }
    frame
}

/// The verb whose clause of speech a predicate heads: "claimed that … are behind it".
#[must_use]
pub fn said_in(tree: &Tree<'_>, at: usize) -> Option<usize> {
    // "said the South would be held accountable": what an infinitive or a predicate stands under is what is said.
    let mut top = at;
    for _ in 0..3 {
        match tree.head(top) {
            Some(head) if tree.word(top).relation() == "xcomp" => top = head,
            _ => break,
        }
    }
    let head = tree.head(top)?;
    (tree.word(top).relation() == "ccomp" && tree.word(head).upos == Upos::Verb).then_some(head)
}

fn is_relative(tree: &Tree<'_>, at: usize) -> bool {
    let word = tree.word(at);
    word.feats.has("PronType", "Rel")
        || (word.upos == Upos::Pron && matches!(word.lemma.to_lowercase().as_str(), "which" | "who" | "that" | "whom"))
}

fn verb(tree: &Tree<'_>, at: usize) -> Frame {
    let mut frame = Frame { passive: is_passive(tree, at), ..Frame::default() };
    let relation = tree.word(at).relation();
    let antecedent = (tree.word(at).deprel == "acl:relcl" || relation == "acl").then(|| tree.head(at)).flatten();
    let resolve = |word: usize| if is_relative(tree, word) { antecedent.unwrap_or(word) } else { word };
    let mut surface: Vec<usize> = tree.by(at, "nsubj").filter(|s| tree.case(*s).is_none()).map(resolve).collect();
    let mut objects: Vec<usize> = tree.by(at, "obj").map(resolve).map(|o| named_as(tree, o)).collect();
    // A verb has one subject: a second one behind it is its object, whatever the analyser says.
    if surface.len() > 1 && !frame.passive && surface[0] < at {
        objects.extend(surface.split_off(1).into_iter().filter(|s| *s > at));
    }
    frame.indirect = tree.by(at, "iobj").map(resolve).collect();
    // "scattering rubbish dozens of times more": a measure is no second object.
    if objects.len() > 1 {
        let measure = |o: &usize| MEASURES.contains(&tree.word(*o).lemma.to_lowercase().as_str());
        objects = objects.iter().copied().enumerate().filter(|(n, o)| *n == 0 || !measure(o)).map(|(_, o)| o).collect();
    }
    // "halt wastepaper scattering": what stands before a gerund is its object, whatever it hangs on.
    if objects.is_empty() && tree.word(at).xpos == "VBG" && !frame.passive && at > 0 {
        let before = at - 1;
        let shared = tree.word(at).relation() == "xcomp"
            && tree.head(before) == tree.head(at)
            && tree.word(before).relation() == "obj";
        let own = tree.head(before) == Some(at) && tree.word(before).relation() == "compound";
        if (shared || own) && matches!(tree.word(before).upos, Upos::Noun | Upos::Propn) {
            objects.push(before);
        }
    }
    // "promised the miners safer shafts": of two objects the first is to whom.
    let gives = GIVING.contains(&tree.word(at).lemma.to_lowercase().as_str());
    if frame.indirect.is_empty() && objects.len() > 1 && !frame.passive && gives {
        frame.indirect.push(objects.remove(0));
    }
    // "asked him to leave", "asked Russia for troops": the only object is whom the verb is about, whatever it is called.
    if objects.is_empty() && !frame.passive {
        objects.clone_from(&frame.indirect);
    }
    frame.complements = tree.by(at, "xcomp").collect();
    // A phrase with a preposition is no subject either.
    let mistaken = tree.by(at, "nsubj").filter(|s| tree.case(*s).is_some());
    for oblique in tree.by(at, "obl").chain(mistaken) {
        let preposition = tree.case(oblique).unwrap_or_default();
        frame.obliques.push((preposition, resolve(oblique)));
    }
    frame.objects = objects;
    if frame.passive {
        let agents: Vec<usize> = tree
            .by(at, "obl")
            .chain(tree.by(at, "nsubj"))
            .filter(|o| tree.word(*o).deprel == "obl:agent" || tree.case(*o).as_deref() == Some("by"))
            .filter(|o| !matches!(tree.word(*o).upos, Upos::Num | Upos::Verb))
            .collect();
        frame.obliques.retain(|(p, _)| p != "by");
        frame.subject_rule = if agents.is_empty() { "passive without agent" } else { "agent of the passive" };
        frame.subjects = agents;
        let patients = if surface.is_empty() { patient(tree, at) } else { surface };
        frame.objects = patients.into_iter().chain(frame.objects).collect();
    } else if surface.is_empty() {
        let (subjects, rule) = controller(tree, at, 0);
        frame.subjects = subjects;
        frame.subject_rule = rule;
    } else {
        frame.subjects = surface;
        frame.subject_rule = "subject";
        // "the leaflets that the group sent": the antecedent is the object.
        if frame.objects.is_empty()
            && tree.word(at).deprel == "acl:relcl"
            && let Some(noun) = antecedent
            && !frame.subjects.contains(&noun)
        {
            frame.objects.push(noun);
        }
    }
    loosen(tree, &mut frame);
    frame
}

/// "what they call leaflets of punishment", "what he described as a warning": the name given stands for "what".
fn named_as(tree: &Tree<'_>, at: usize) -> usize {
    if !tree.word(at).lemma.eq_ignore_ascii_case("what") {
        return at;
    }
    let clause = tree.by(at, "acl").next();
    let named = clause.and_then(|c| {
        tree.by(c, "obl")
            .find(|o| tree.case(*o).as_deref() == Some("as"))
            .or_else(|| tree.by(c, "xcomp").find(|x| tree.is_nominal(*x)))
    });
    named.unwrap_or(at)
}

/// Prepositions that name a party to an act wherever in its phrase they stand.
const PARTY: &[&str] = &[
    "by", "to", "from", "against", "with", "between", "among", "for", "on", "into", "at", "toward", "towards", "over",
];

/// Adds the phrases under the arguments that can be the act's own: "leaflets to the South", "agreed on a truce with
/// the rebels", "the loan from Riyadh to Cairo". They come last, so that a phrase of the act itself is preferred.
fn loosen(tree: &Tree<'_>, frame: &mut Frame) {
    frame.own = frame.obliques.len();
    let mut queue: Vec<usize> = frame.objects.clone();
    queue.extend(frame.obliques.iter().filter(|(p, _)| p != "by").map(|(_, w)| *w));
    let mut at = 0;
    while at < queue.len() && at < 24 {
        for below in tree.by(queue[at], "nmod").filter(|b| tree.word(*b).deprel != "nmod:poss") {
            let Some(preposition) = tree.case(below) else { continue };
            let known = frame.obliques.iter().any(|(_, w)| *w == below);
            if !known && PARTY.contains(&preposition.as_str()) {
                frame.obliques.push((preposition, below));
            }
            if !known && !queue.contains(&below) {
                queue.push(below);
            }
        }
        at += 1;
    }
}

/// Whether a clause is passive.
#[must_use]
pub fn is_passive(tree: &Tree<'_>, at: usize) -> bool {
    let word = tree.word(at);
    if tree
        .children(at)
        .iter()
        .any(|c| matches!(tree.word(*c).deprel.as_str(), "nsubj:pass" | "aux:pass" | "csubj:pass"))
    {
        return true;
    }
    // "leaflets sent by the group": a past participle that modifies a noun.
    word.relation() == "acl"
        && word.deprel != "acl:relcl"
        && word.xpos == "VBN"
        && tree.first(at, "obj").is_none()
        && tree.first(at, "aux").is_none()
}

/// The patient of a passive that has no subject of its own.
fn patient(tree: &Tree<'_>, at: usize) -> Vec<usize> {
    match tree.word(at).relation() {
        "acl" | "amod" => tree.head(at).into_iter().collect(),
        "conj" => tree.head(at).filter(|h| is_passive(tree, *h)).map(|h| verb(tree, h).objects).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// What a word hangs under. "accused the South of sending": an analyser may hang the act on the name beside it; it
/// belongs to the verb.
#[must_use]
pub fn governor(tree: &Tree<'_>, at: usize) -> Option<usize> {
    let head = tree.head(at)?;
    let word = tree.word(at);
    let marked = |m: usize| matches!(tree.word(m).lemma.as_str(), "of" | "for" | "from" | "against");
    let misplaced = word.relation() == "acl"
        && word.deprel != "acl:relcl"
        && tree.word(head).upos == Upos::Propn
        && matches!(tree.word(head).deprel.as_str(), "obj" | "nsubj:pass" | "obl")
        && tree.by(at, "mark").any(marked);
    if misplaced { tree.head(head) } else { Some(head) }
}

/// The subject of a clause that has none of its own.
fn controller(tree: &Tree<'_>, at: usize, steps: usize) -> (Vec<usize>, &'static str) {
    let none = (Vec::new(), "no subject");
    let word = tree.word(at);
    let Some(head) = governor(tree, at) else { return none };
    if steps > STEPS || tree.children(at).iter().any(|c| tree.word(*c).relation() == "expl") {
        return none;
    }
    let of = |verb: usize| {
        if is_passive(tree, verb) {
            // "was told to leave": who was told.
            let patients: Vec<usize> = tree.by(verb, "nsubj").collect();
            if patients.is_empty() { controller(tree, verb, steps + 1).0 } else { patients }
        } else {
            let own: Vec<usize> = tree.by(verb, "nsubj").filter(|s| !is_relative(tree, *s)).collect();
            if own.is_empty() { verb_subjects(tree, verb, steps + 1) } else { own }
        }
    };
    let relation = if tree.head(at) == Some(head) { word.relation() } else { "advcl" };
    match relation {
        "conj" if matches!(tree.word(head).upos, Upos::Verb | Upos::Adj | Upos::Aux | Upos::Noun) => {
            if is_passive(tree, head) && !is_passive(tree, at) {
                return (tree.by(head, "nsubj").collect(), "subject of the verb it is joined to");
            }
            (of(head), "subject of the verb it is joined to")
        }
        "xcomp" => {
            let object = tree.first(head, "obj").or_else(|| tree.first(head, "iobj"));
            let lemma = tree.word(head).lemma.to_lowercase();
            match object {
                Some(object) if OBJECT_CONTROL.contains(&lemma.as_str()) => (vec![object], "object of the verb above"),
                _ => (of(head), "subject of the verb above"),
            }
        }
        // "accused the South of sending": who is accused sends.
        "advcl"
            if tree
                .by(at, "mark")
                .any(|m| matches!(tree.word(m).lemma.as_str(), "of" | "for" | "from" | "against")) =>
        {
            match tree.first(head, "obj").or_else(|| tree.by(head, "nsubj:pass").next()) {
                Some(object) => (vec![object], "object of the verb above"),
                None => (of(head), "subject of the clause above"),
            }
        }
        "advcl" | "parataxis" => (of(head), "subject of the clause above"),
        "ccomp"
            if word.feats.has("VerbForm", "Inf")
                || word.feats.has("VerbForm", "Ger")
                || tree.by(at, "aux").any(|a| tree.word(a).xpos == "VBG") =>
        {
            (of(head), "subject of the verb above")
        }
        "acl" if matches!(tree.word(head).upos, Upos::Noun | Upos::Propn | Upos::Pron) => {
            let participle = word.feats.has("VerbForm", "Part") || word.xpos == "VBG";
            let marked = tree.first(at, "mark").is_some();
            if word.deprel == "acl:relcl" || (participle && !marked) {
                return (vec![head], "noun it describes");
            }
            // "its plan to send", "they scrapped plans to send", "preparations for launching".
            let owner: Vec<usize> = tree.by(head, "nmod:poss").collect();
            if !owner.is_empty() {
                return (owner, "owner of the noun above");
            }
            match tree.head(head) {
                Some(governor) if matches!(tree.word(head).relation(), "obj" | "obl" | "xcomp") => {
                    (of(governor), "subject of the verb above the noun")
                }
                _ => none,
            }
        }
        _ => none,
    }
}

fn verb_subjects(tree: &Tree<'_>, at: usize, steps: usize) -> Vec<usize> {
    if tree.word(at).deprel == "acl:relcl" && tree.by(at, "nsubj").any(|s| is_relative(tree, s)) {
        return tree.head(at).into_iter().collect();
    }
    controller(tree, at, steps).0
}

fn noun(tree: &Tree<'_>, at: usize) -> Frame {
    let mut frame = Frame { subject_rule: "no subject", ..Frame::default() };
    let owners: Vec<usize> = tree.by(at, "nmod:poss").collect();
    let mut of = Vec::new();
    for below in tree.by(at, "nmod").filter(|c| tree.word(*c).deprel != "nmod:poss") {
        match tree.case(below).as_deref() {
            Some("of") => of.push(below),
            Some("by") => {
                frame.subjects.push(below);
                frame.subject_rule = "by";
            }
            Some(preposition) => frame.obliques.push((preposition.to_owned(), below)),
            None => {}
        }
    }
    if frame.subjects.is_empty() && !owners.is_empty() {
        frame.subjects = owners;
        frame.subject_rule = "owner";
    }
    // "Britain is the largest donor to Malawi".
    if frame.subjects.is_empty() && tree.first(at, "cop").is_some() {
        frame.subjects = tree.by(at, "nsubj").collect();
        frame.subject_rule = "subject of the noun";
    }
    if frame.subjects.is_empty() {
        // "North Korean missile launches", "US-South Korean drills".
        frame.subjects = tree.by(at, "amod").chain(tree.by(at, "compound")).filter(|c| *c < at).collect();
        frame.subject_rule = "modifier";
    }
    frame.objects = of.into_iter().map(|o| named_as(tree, o)).collect();
    loosen(tree, &mut frame);
    // "the abduction of two soldiers by the militia", with "by" hung on the soldiers.
    if !matches!(frame.subject_rule, "by" | "owner") {
        let by: Vec<usize> = frame.with("by").collect();
        if !by.is_empty() {
            frame.subjects = by;
            frame.subject_rule = "by";
        }
    }
    let own = frame.obliques[..frame.own].iter().filter(|(p, _)| p != "by").count();
    frame.obliques.retain(|(p, _)| p != "by");
    frame.own = own;
    frame.objects.extend(tree.by(at, "compound").filter(|c| tree.word(*c).upos == Upos::Noun));
    // "they held talks": the subject of a light verb.
    let sharing = |verb: usize| {
        let lemma = tree.word(verb).lemma.to_lowercase();
        LIGHT.contains(&lemma.as_str()) || SHARING.contains(&lemma.as_str())
    };
    frame.complements = tree.by(at, "acl").filter(|c| tree.word(*c).deprel != "acl:relcl").collect();
    if matches!(tree.word(at).relation(), "obj" | "nsubj")
        && let Some(governor) = tree.head(at)
        && sharing(governor)
    {
        let above = verb(tree, governor);
        if above.objects.contains(&at) && !above.subjects.is_empty() {
            frame.subjects = above.subjects;
            frame.subject_rule = "subject of the verb that carries it";
            let own = above.own;
            frame.obliques.splice(frame.own..frame.own, above.obliques[..own].iter().cloned());
            frame.own += own;
            frame.obliques.extend(above.obliques.into_iter().skip(own));
        }
    }
    frame
}

/// Whether a noun is the object of a verb that only carries it.
#[must_use]
pub fn carried_by(tree: &Tree<'_>, at: usize) -> Option<usize> {
    let governor = tree.head(at)?;
    let light =
        LIGHT.contains(&tree.word(governor).lemma.to_lowercase().as_str()) && tree.word(governor).upos == Upos::Verb;
    (light && matches!(tree.word(at).deprel.as_str(), "obj" | "nsubj:pass")).then_some(governor)
}
