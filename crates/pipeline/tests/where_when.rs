//! Time, place and counts of clauses, through the real analyser. The word between stars is the act that is asked for;
//! the texts are of Wednesday, 12 June 2024.

use std::sync::OnceLock;

use detente_actors::{Catalogue, Resolved, Resolver, Tree};
use detente_coding::lexicon::Lexicon;
use detente_coding::sense::Clause;
use detente_coding::{counts, frame, place, time};
use detente_knowledge::Knowledge;
use detente_language::SentenceAnalysis;
use detente_pipeline::Chain;
use detente_record::{Document, EventType, Metadata, Place, Provenance, Sentence, When};
use detente_text::{Layout, RawDocument};
use jiff::civil::{Date, date};

const PUBLISHED: Date = date(2024, 6, 12);

struct Tools {
    chain: Chain,
    catalogue: Catalogue,
    lexicon: Lexicon<'static>,
}

fn tools() -> &'static Tools {
    static TOOLS: OnceLock<Tools> = OnceLock::new();
    TOOLS.get_or_init(|| Tools {
        chain: Chain::shipped().expect("the shipped model"),
        catalogue: Catalogue::new(Knowledge::shipped()).expect("the shipped actors"),
        lexicon: Lexicon::new(Knowledge::shipped()),
    })
}

/// A text with one starred word, read.
struct Text {
    document: Document,
    sentences: Vec<Sentence>,
    analyses: Vec<SentenceAnalysis>,
    resolved: Resolved,
    star: usize,
}

fn read(marked: &str) -> Text {
    let tools = tools();
    let star = marked.find('*').expect("a starred word");
    let raw = RawDocument {
        original: marked.replace('*', ""),
        layout: Layout::Plain,
        metadata: Metadata::default(),
        provenance: Provenance::default(),
    };
    let document = tools.chain.clean(raw);
    let sentences = detente_language::sentences(&document);
    let analyses = tools.chain.analyser().analyse_document(&document, &sentences).sentences;
    let resolved = Resolver::new(&tools.catalogue).resolve(&document, &sentences, &analyses);
    Text { document, sentences, analyses, resolved, star }
}

impl Text {
    /// Calls with the clause of the starred word.
    fn with<T>(&self, ask: impl Fn(&Clause<'_, 'static>, usize) -> T) -> T {
        let (index, analysis, at) = self
            .analyses
            .iter()
            .enumerate()
            .find_map(|(index, a)| {
                let at = a.words.iter().position(|w| w.span.start <= self.star && self.star < w.span.end)?;
                Some((index, a, at))
            })
            .unwrap_or_else(|| panic!("no word at {} of {:?}", self.star, self.document.text));
        assert!(index < self.sentences.len());
        let tree = Tree::new(analysis);
        let lexicon = &tools().lexicon;
        ask(&Clause { tree: &tree, sentence: index, resolved: &self.resolved, lexicon, of_conflict: false }, at)
    }
}

fn told(when: Option<When>) -> String {
    let show = |d: Option<Date>| d.map_or("..".into(), |d| d.to_string());
    when.map_or("none".into(), |w| {
        let (from, to) = (show(w.interval.from), show(w.interval.to));
        if from == to && from != ".." { from } else { format!("{from}/{to}") }
    })
}

fn placed(place: Option<Place>) -> String {
    place.map_or("none".into(), |p| {
        let level = p.level.map_or("?", |l| l.code());
        format!("{} {level} {}", p.name, p.country.found().map_or("?", String::as_str))
    })
}

fn check(cases: &[(&str, &str)], ask: impl Fn(&Text) -> String) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, wanted)| {
            let got = ask(&read(text));
            (got != *wanted).then(|| format!("{text}\n    wanted {wanted}\n    got    {got}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

fn time_of(forward: bool) -> impl Fn(&Text) -> String {
    move |text| text.with(|c, at| told(time::of_clause(c.tree, at, &text.document.text, Some(PUBLISHED), forward)))
}

#[test]
fn times_belong_to_their_clause() {
    check(TIMES, time_of(false));
}

const TIMES: &[(&str, &str)] = &[
    ("Gunmen *killed* 12 people in the market on Saturday, officials said.", "2024-06-08"),
    ("Gunmen killed 12 people in the market on Saturday, officials *said*.", "none"),
    ("The ministry *said* on Monday that the army had withdrawn from the hills in May.", "2024-06-10"),
    ("The ministry said on Monday that the army had *withdrawn* from the hills in May.", "2024-05-01/2024-05-31"),
    ("The military said Sunday it would *withdraw* from the town.", "none"),
    ("On Saturday, gunmen killed five people and *wounded* ten.", "2024-06-08"),
    ("The army *fired* three missiles on Tuesday from the coast.", "2024-06-11"),
    ("The army fired more than a dozen missiles late Monday, *killing* up to 20 soldiers.", "none"),
    ("The two sides *signed* the accord in 2018, but it collapsed last year.", "2018-01-01/2018-12-31"),
    ("The two sides signed the accord in 2018, but it *collapsed* last year.", "2023-01-01/2023-12-31"),
    ("Saturday's *attack* on the base left four dead.", "2024-06-08"),
    ("The Monday *attack* on the base left four dead.", "2024-06-10"),
    ("The *attack* on the base happened on Saturday.", "2024-06-08"),
    ("*Talks* between the two countries took place in Geneva last week.", "2024-06-03/2024-06-09"),
    ("Israel has *bombed* the strip for months.", "../.."),
    ("Troops have *shelled* the town since late May.", "2024-05-21/.."),
    (
        "From the night of May 28 to the dawn of June 2 the North *sent* balloons over the border.",
        "2024-05-28/2024-06-02",
    ),
    ("They *exchanged* fire overnight for the second straight day.", "2024-06-11/2024-06-12"),
    ("The protesters *gather* every Friday outside the palace.", "none"),
    ("A day after the bombing, police *arrested* two men.", "../.."),
    ("Three days after the bombing on May 5, police *arrested* two men.", "2024-05-08"),
    ("Three days later, police *arrested* two men.", "../.."),
    ("Two weeks before the summit on May 27, the envoys *met* in Tokyo.", "2024-05-13"),
    ("The soldiers *clashed* at 5:30 a.m. on Tuesday.", "2024-06-11"),
    ("At 5:30 a.m. (2030 GMT Sunday), the North *launched* two missiles.", "2024-06-09"),
    ("At dawn the troops *stormed* the village.", "none"),
    ("Five people were *killed* in a raid on a village on Sunday.", "2024-06-09"),
    ("Five people were killed in a *raid* on Sunday.", "2024-06-09"),
    ("The constitution of 1987 was *suspended* on Tuesday.", "2024-06-11"),
    ("The president *condemned* Friday's attack on the embassy.", "none"),
    ("Since last year's coup, the junta has *jailed* hundreds of activists.", "none"),
    ("Relations *worsened* during the 1950-53 war.", "1950-01-01/1953-12-31"),
    ("Between 1992 and 1995 the city was *besieged* by Serb forces.", "1992-01-01/1995-12-31"),
    ("In June 2013 protesters *occupied* the square.", "2013-06-01/2013-06-30"),
    ("In 2013, on June 5, protesters *occupied* the square.", "2013-06-05"),
    ("The rebels *seized* the airport three days ago.", "2024-06-09"),
    ("The group has *claimed* several attacks in recent weeks.", "../2024-06-12"),
    ("Police *arrested* 20 people from July 3 through 5, 2022.", "2022-07-03/2022-07-05"),
    ("The two armies *held* drills from 13 to 24 May.", "2024-05-13/2024-05-24"),
    ("The launch, the third this month, *drew* protests.", "none"),
    ("The general, who was *sacked* in March, fled on Monday.", "2024-03-01/2024-03-31"),
    ("The general, who was sacked in March, *fled* on Monday.", "2024-06-10"),
    ("The missile that was *tested* last week flew 800 km.", "2024-06-03/2024-06-09"),
    ("Army *launches* three missiles Friday", "2024-06-07"),
    ("Rebels began *shelling* the town on Monday.", "2024-06-10"),
    ("In the early hours of Monday a drone *struck* the depot.", "2024-06-10"),
    ("The parliament *ratified* the treaty on Tuesday, May 3, 2016.", "2016-05-03"),
    ("Prime Minister Theresa May *met* the envoy.", "none"),
    ("The two leaders *met* yesterday.", "2024-06-11"),
    ("The two leaders *met* on the 9th in Beijing.", "2024-06-09"),
    ("The ship was *seized* in Juche 113 (2024).", "2024-01-01/2024-12-31"),
    ("Thousands *marched* through the capital over the weekend.", "2024-06-08/2024-06-09"),
    ("The ceasefire, agreed in 2015, was *broken* again in mid-2019.", "2019-05-01/2019-08-31"),
    ("The country was *ruled* by a junta in the 1990s.", "1990-01-01/1999-12-31"),
    ("The envoy *arrived* in the capital earlier this week.", "2024-06-10/2024-06-12"),
    ("The minister *resigned* a week ago.", "2024-06-03/2024-06-09"),
    ("The army *crossed* the border at the end of May.", "2024-05-21/2024-05-31"),
];

#[test]
fn times_to_come() {
    check(
        &[
            ("Kim will *meet* Putin next Friday.", "2024-06-21"),
            ("The two sides will *hold* talks on Thursday.", "2024-06-13"),
            ("The army plans to *deploy* 2,000 troops next month.", "2024-07-01/2024-07-31"),
            ("The North threatened to *scatter* waste over the South in the coming days.", "2024-06-12/.."),
            ("The council is to *vote* on the draft on June 20.", "2024-06-20"),
            ("The exercise will *run* from August 19 to 29.", "2024-08-19/2024-08-29"),
            ("Elections will be *held* next spring.", "2025-03-01/2025-05-31"),
        ],
        time_of(true),
    );
}

#[test]
fn deadlines() {
    check(
        &[
            ("The North will *scrap* the pact by the end of the year.", "../2024-12-31"),
            ("The group threatened to *kill* the hostages within 48 hours.", "2024-06-12/2024-06-14"),
            ("The army will *withdraw* its troops before June 15.", "../2024-06-14"),
            ("The company must *leave* by Friday.", "../2024-06-14"),
            ("The government promised to *release* the prisoners within a week.", "2024-06-12/2024-06-19"),
            ("The North said it would soon *launch* a satellite.", "../.."),
            ("The two sides will *meet* next week.", "2024-06-17/2024-06-23"),
            ("The ministry gave the diplomats until Sunday to *leave*.", "../2024-06-16"),
            ("The army *attacked* the village on Saturday.", "none"),
            ("The army will *attack* the village.", "none"),
            ("Russia will *hold* drills until July 5.", "../2024-07-05"),
        ],
        |text| text.with(|c, at| told(time::deadline_of_clause(c.tree, at, &text.document.text, Some(PUBLISHED)))),
    );
}

fn place_of(text: &Text) -> String {
    let states = place::States::default();
    text.with(|c, at| placed(place::of_clause(c, at, EventType::Assault, &text.document, &states)))
}

#[test]
fn places_of_violence() {
    check(PLACES, place_of);
}

const PLACES: &[(&str, &str)] = &[
    ("The rebels *attacked* positions in Tigray and Amhara.", "Tigray adm1 ETH"),
    ("Gunmen *killed* 12 people in Lashkar Gah on Saturday.", "Lashkar Gah city AFG"),
    ("Gunmen *killed* 12 people in Lashkar Gah, Helmand province.", "Lashkar Gah city AFG"),
    ("Israeli jets *bombed* Khan Younis on Sunday.", "Khan Younis city PSE"),
    ("Russian forces *shelled* the city of Kharkiv overnight.", "Kharkiv city UKR"),
    ("Russia *attacked* Ukraine on Thursday.", "none"),
    ("The soldiers *clashed* near the Line of Control.", "Line of Control line ?"),
    ("Indian and Chinese troops *clashed* in the Galwan valley.", "Galwan Valley region ?"),
    ("The two armies *fought* along the Military Demarcation Line.", "Military Demarcation Line line ?"),
    ("The North *fired* shells near the Northern Limit Line.", "Northern Limit Line line ?"),
    ("Fighters *ambushed* a convoy in eastern Syria.", "Syria country SYR"),
    ("A bomb *killed* three soldiers in Somalia.", "Somalia country SOM"),
    ("Pyongyang *attacked* the island on Tuesday, officials in Seoul said.", "none"),
    ("Pirates *seized* a tanker in the Gulf of Aden.", "Gulf of Aden sea ?"),
    ("China's coast guard *rammed* a boat near Scarborough Shoal.", "Scarborough Shoal point ?"),
    ("Police *arrested* 15 protesters in Paris, Texas, on Friday.", "Paris city USA"),
    ("French police *arrested* 15 protesters in Paris on Friday.", "Paris city FRA"),
    ("A drone *struck* a depot in Russia's Belgorod region.", "Belgorod region adm1 RUS"),
    ("The militants *attacked* the embassy in Kabul.", "Kabul city AFG"),
    ("The ambassador, who had served in Kabul, was *killed* in a crash.", "none"),
    ("Rebels *overran* the town of Bunagana in North Kivu province.", "Bunagana city COD"),
    ("Fighting *erupted* in Goma, in the east of the Democratic Republic of Congo.", "Goma city COD"),
    ("Boko Haram *abducted* 20 girls from Chibok in Borno state.", "none"),
    ("The Houthis *fired* a missile at a ship in the Red Sea.", "Red Sea sea ?"),
    ("Troops *fired* on protesters in Khartoum and Omdurman.", "Khartoum city SDN"),
    ("The Pahalgam *attack* killed 26 people.", "Pahalgam city IND"),
    ("The *raid* took place in Jenin, in the occupied West Bank.", "Jenin city PSE"),
    ("Militants *killed* 40 villagers in the Sahel.", "Sahel region ?"),
    ("He was *beaten* in custody.", "none"),
    ("Lawmakers *attacked* the plan in Congress.", "none"),
    ("The navy *captured* the U.S. tanker last week.", "none"),
    ("Guerrillas *attacked* Kim Jong Un in a pamphlet.", "none"),
    ("A rocket *hit* Kabul airport on Monday.", "Kabul city AFG"),
    ("Russian troops *struck* the southern city of Odesa.", "Odesa city UKR"),
    ("Two soldiers were *wounded* in the clash.", "none"),
    ("Warplanes *hit* targets in Idlib, in northwestern Syria.", "Idlib city SYR"),
    ("A suicide bomber *struck* outside a mosque in Kunduz.", "Kunduz city AFG"),
    (
        "Separatists *stormed* a checkpoint near the village of Robotyne in the Zaporizhzhia region.",
        "Robotyne city UKR",
    ),
    ("The army *launched* missiles from Wonsan into the sea.", "Wonsan city PRK"),
    ("Azerbaijani troops *attacked* Stepanakert in Nagorno-Karabakh.", "Stepanakert city AZE"),
];

#[test]
fn places_of_other_acts() {
    check(
        &[
            ("The two sides *met* at the border village of Panmunjom.", "Panmunjom point ?"),
            ("The envoys held *talks* in Geneva.", "Geneva city CHE"),
            ("Kim *told* officials in Pyongyang that the plan was ready.", "none"),
            ("Seoul *condemned* the launch.", "none"),
            ("The minister *visited* Kabul on Monday.", "Kabul city AFG"),
            ("Washington and Tehran *clashed* over the deal.", "none"),
            ("Thousands *protested* in the streets of Minsk.", "Minsk city BLR"),
            ("In Kaesong, workers *returned* to the plant.", "Kaesong city PRK"),
            ("The North *sent* balloons to the South.", "none"),
            ("They *discussed* the situation in Gaza.", "none"),
            ("The council *issued* a statement on Syria.", "none"),
            ("The two fleets *drilled* in the South China Sea.", "South China Sea sea ?"),
            ("The army *tested* a weapon at Punggye-ri.", "Punggye-ri point PRK"),
            ("Diplomats *gathered* in Springfield.", "Springfield ? ?"),
            ("The general *resigned* in protest.", "none"),
            ("Iran *seized* the ship in the Strait of Hormuz.", "Strait of Hormuz sea ?"),
            ("Moscow *expelled* two diplomats.", "none"),
        ],
        |text| {
            let states = place::States::default();
            text.with(|c, at| placed(place::of_clause(c, at, EventType::Consult, &text.document, &states)))
        },
    );
}

#[test]
fn what_is_counted() {
    check(COUNTS, |text| {
        text.with(|c, at| {
            let frame = frame::frame(c.tree, at);
            let found = counts::of_clause(c.tree, c.lexicon, &frame, at);
            let each = found.iter().map(|n| {
                let high = n.high.map_or("..".into(), |h| h.to_string());
                let range = if high == n.low.to_string() { high } else { format!("{}-{high}", n.low) };
                let unit = n.unit.as_ref().map(|u| format!(" [{u}]")).unwrap_or_default();
                let hedge = if n.hedge.code() == "exact" { String::new() } else { format!(" {}", n.hedge) };
                format!("{} {range}{unit}{hedge}", n.of)
            });
            let all: Vec<String> = each.collect();
            if all.is_empty() { "none".into() } else { all.join("; ") }
        })
    });
}

const COUNTS: &[(&str, &str)] = &[
    ("Gunmen *killed* 12 people on Saturday.", "killed 12"),
    ("Twelve people were *killed* in the raid.", "killed 12"),
    ("Gunmen killed 12 people and *wounded* at least 20 others.", "wounded 20-.. at least"),
    (
        "The army *fired* more than a dozen missiles, killing up to 20 soldiers.",
        "missile 12-.. at least; killed 0-20 at most",
    ),
    ("The blast *left* five dead and 20 injured.", "killed 5; wounded 20"),
    ("The death toll *rose* to 45 on Tuesday.", "killed 45"),
    ("The North *sent* about 300 balloons over the border.", "balloon 300-.. about"),
    ("The North *sent* balloons carrying 15 tonnes of filth.", "none"),
    ("The agency *delivered* 3,000 tonnes of rice.", "rice 3000 [tonne]"),
    ("Washington *gave* $2.3 million in aid.", "aid 2300000 [USD]"),
    ("The EU *gave* 3.5 million euros to the agency.", "money 3500000 [EUR]"),
    ("The bank *approved* a $50 million loan.", "loan 50000000 [USD]"),
    ("The missile *flew* 800 km before it fell into the sea.", "distance 800 [km]"),
    ("Dozens of people were *killed*.", "killed 24-.. vague"),
    ("Tens of thousands of people *marched* through the capital.", "people 20000-.. vague"),
    ("Hundreds of protesters were *arrested*.", "arrested 200-.. vague"),
    ("The fighting has *displaced* an estimated 200,000 people.", "displaced 200000-.. about"),
    ("Some 50,000 people *fled* the city.", "displaced 50000-.. about"),
    ("Three soldiers *died* in the clash.", "killed 3"),
    ("The two sides *exchanged* 95 prisoners.", "prisoner 95"),
    ("The army *deployed* nearly two thousand troops.", "troops 2000-.. about"),
    ("They *met* on May 28.", "none"),
    ("The army *attacked* the village in 2018.", "none"),
    ("Police *detained* a 23-year-old man.", "none"),
    ("The rebels *seized* three tanks and two trucks.", "tank 3; truck 2"),
    ("The court *fined* the firm 20 million dollars.", "money 20000000 [USD]"),
    ("The group *holds* one third of the territory.", "territory 0.3333333333333333 [share]"),
    ("The talks *lasted* three days.", "none"),
];

#[test]
fn nothing_panics_and_spans_slice() {
    let tools = tools();
    let texts = [
        "",
        "May",
        "On on on Monday Monday to",
        "1950-53-60 May 28 – – 30",
        "In the",
        "between 5 and",
        "$ $ $2.3 million million of of",
        "2024-99-99 and February 30, 2023",
        "in 99999999 years ago",
        "999999 centuries ago they fled 999999 decades later",
        "за 3 дня — в Киеве",
        "“Ça, alors!” dit-il à Besançon le 3 août 2012.",
        "the the the of of of the the",
        "from from May to to June until until 2020 by by the end of the of",
        "ten thousand million billion dozen hundreds of thousands of of",
        "Juche 999 Juche Juche 0 (2024",
        "a-b-c-d - - – — 12-",
        "the 31st of February of last year next year",
    ];
    for text in texts {
        let raw = RawDocument {
            original: text.to_owned(),
            layout: Layout::Plain,
            metadata: Metadata::default(),
            provenance: Provenance::default(),
        };
        let document = tools.chain.clean(raw);
        let sentences = detente_language::sentences(&document);
        let analyses = tools.chain.analyser().analyse_document(&document, &sentences).sentences;
        let resolved = Resolver::new(&tools.catalogue).resolve(&document, &sentences, &analyses);
        for (index, analysis) in analyses.iter().enumerate() {
            let tree = Tree::new(analysis);
            let clause = Clause {
                tree: &tree,
                sentence: index,
                resolved: &resolved,
                lexicon: &tools.lexicon,
                of_conflict: false,
            };
            let states = place::States::default();
            for at in 0..analysis.words.len() {
                for forward in [false, true] {
                    let when = time::of_clause(&tree, at, &document.text, Some(PUBLISHED), forward);
                    assert!(when.and_then(|w| w.text).is_none_or(|s| s.slice(&document.text).is_some()), "{text:?}");
                }
                let _ = time::deadline_of_clause(&tree, at, &document.text, Some(PUBLISHED));
                let found = place::of_clause(&clause, at, EventType::Assault, &document, &states);
                assert!(found.is_none_or(|p| p.span.slice(&document.text).is_some()), "{text:?}");
                let frame = frame::frame(&tree, at);
                for count in counts::of_clause(&tree, &tools.lexicon, &frame, at) {
                    assert!(count.span.slice(&document.text).is_some() && count.low.is_finite(), "{text:?}");
                }
            }
        }
    }
}
