//! The texts of the samples.

use detente_wire::{Assessment, Commitment, Count, DateWitness, Duplicate, Record, Span, Step, Thing, When, Witnessed};

use super::{Said, Sample};

/// A day that the text names.
pub fn day(sample: &Sample, sentence: usize, words: &str, date: &str) -> When {
    When {
        from: Some(date.into()),
        to: Some(date.into()),
        precision: "day".into(),
        basis: "text and document date".into(),
        span: Some(sample.words(sentence, words)),
    }
}

/// A made-up article that has some of everything.
pub fn loudspeakers() -> Record {
    let mut s = Sample::new(
        "news/loudspeakers.txt",
        &[
            ("headline", "North threatens to answer loudspeakers as talks are called off"),
            ("byline", "By A. Writer"),
            ("dateline", "SEOUL, June 10 (Example News) --"),
            (
                "paragraph",
                "South Korea resumed loud\u{AD}speaker broad\u{AD}casts along the border on Sunday after the North flew about 300 \
                 balloons carrying rubbish over the line.| Pyongyang, which denies that it jammed satellite signals, warned \
                 that it would shell the loudspeakers if the broadcasts went on.|",
            ),
            (
                "paragraph",
                "“We will show them what a new response means,” KCNA quoted Kim Yo Jong as saying.| The two sides are \
                 technically still at war.|",
            ),
            ("heading", "What was called off|"),
            ("list item", "A meeting of generals, planned for Thursday, was cancelled by Seoul.|"),
            ("list item", "Aid workers say a shipment of flour was delivered in May.|"),
            ("apparatus", "(END)"),
        ],
    );
    s.actor("South Korea", "KOR", None);
    s.actor("North Korea", "PRK", None);
    s.actor("KCNA", "PRK", Some("JRN"));
    let conflict = "material conflict";
    let author: &[_] = &[("author", None, "happened", "certain")];
    s.report(&Said {
        sentence: 1,
        act: ("INFLUENCE", Some("loudspeaker"), conflict),
        who: "South Korea",
        whom: Some("the North=North Korea"),
        trigger: "broadcasts",
        clause: "South Korea resumed loudspeaker broadcasts along the border on Sunday",
        chain: author,
    });
    let time = day(&s, 1, "Sunday", "2024-06-09");
    s.record.reports[0].time = Some(Some(time));
    let things = vec![Thing { name: "loudspeaker".into(), span: s.words(1, "loudspeaker") }];
    s.record.reports[0].instruments = Some(Some(things));
    s.report(&Said {
        sentence: 1,
        act: ("INFLUENCE", Some("objects"), conflict),
        who: "the North=North Korea",
        whom: Some("South Korea"),
        trigger: "flew",
        clause: "the North flew about 300 balloons carrying rubbish over the line",
        chain: author,
    });
    let span = s.words(1, "about 300 balloons");
    s.record.reports[1].counts = Some(Some(vec![Count {
        of: "balloon".into(),
        unit: None,
        low: 300.0,
        high: None,
        hedge: "about".into(),
        span,
    }]));
    s.report(&Said {
        sentence: 2,
        act: ("COERCE", Some("cyber"), conflict),
        who: "it=North Korea",
        whom: None,
        trigger: "jammed",
        clause: "it jammed satellite signals",
        chain: &[("author", None, "possible", "unclear"), ("North Korea", Some("denies"), "denied", "certain")],
    });
    s.report(&Said {
        sentence: 2,
        act: ("THREATEN", Some("violence"), "verbal conflict"),
        who: "Pyongyang=North Korea",
        whom: None,
        trigger: "warned",
        clause: "Pyongyang, which denies that it jammed satellite signals, warned that it would shell the loudspeakers \
                 if the broadcasts went on",
        chain: author,
    });
    s.report(&Said {
        sentence: 2,
        act: ("ASSAULT", Some("heavy-weapons"), conflict),
        who: "Pyongyang=North Korea",
        whom: None,
        trigger: "shell",
        clause: "it would shell the loudspeakers if the broadcasts went on",
        chain: &[("author", None, "possible", "unclear"), ("North Korea", Some("warned"), "threatened", "probable")],
    });
    let condition = s.words(2, "if the broadcasts went on");
    s.record.reports[4].condition = Some(condition.clone());
    s.report(&Said {
        sentence: 6,
        act: ("CONSULT", Some("third-party"), "verbal cooperation"),
        who: "Seoul=South Korea",
        whom: None,
        trigger: "meeting",
        clause: "A meeting of generals, planned for Thursday, was cancelled by Seoul",
        chain: &[("author", None, "cancelled", "certain")],
    });
    s.report(&Said {
        sentence: 7,
        act: ("AID", Some("food"), "material cooperation"),
        who: "",
        whom: None,
        trigger: "delivered",
        clause: "a shipment of flour was delivered in May",
        chain: &[("author", None, "possible", "unclear"), ("Aid workers", Some("say"), "happened", "certain")],
    });
    finish(&mut s, condition);
    s.record
}

fn finish(s: &mut Sample, condition: Span) {
    s.mention(3, "KCNA", Some("KCNA"));
    s.mention(3, "Kim Yo Jong", None);
    let both = s.mention(4, "The two sides", Some("North Korea"));
    let span = s.words(4, "technically still at war");
    let attribution = s.chain(4, &[("author", None, "ongoing", "certain")]);
    let derivation = s.record.reports[0].derivation.clone();
    s.record.assessments.push(Assessment {
        id: "x-1".into(),
        sentence: 4,
        span,
        dyad: vec![both],
        reading: "at war".into(),
        qualifier: Some("technically".into()),
        certainty: "certain".into(),
        time: Some(None),
        attribution,
        derivation,
    });
    let report = s.record.reports[4].clone();
    s.record.commitments.push(Commitment {
        id: "c-1".into(),
        kind: "threat".into(),
        opened_by: report.id.clone(),
        maker: report.actors.clone(),
        addressee: Some(None),
        act: report.span.clone(),
        condition: Some(Some(condition)),
        deadline: None,
        state: "open".into(),
        steps: vec![Step {
            state: "announced".into(),
            report: s.record.reports[3].id.clone(),
            reason: "the same maker, in the same sentence".into(),
            confidence: 0.7,
        }],
    });
    let witness = "dateline".to_owned();
    let raw = "June 10".to_owned();
    let document = &mut s.record.document;
    document.published = Some("2024-06-10".into());
    document.dates.push(DateWitness { date: "2024-06-10".into(), precision: "day".into(), raw, witness });
    document.headline = Some(Some(Witnessed { value: document.blocks[0].span.text.clone(), witness: "given".into() }));
    document.publisher = Some(Some(Witnessed { value: "Example News".into(), witness: "given".into() }));
    document.mended = vec![("soft hyphen".into(), 2)];
}

/// The same article again, known as a near duplicate.
pub fn duplicate() -> Record {
    let mut record = loudspeakers();
    record.document.duplicate = Some(Some(Duplicate { of: "d-other".into(), kind: "near".into(), similarity: 0.91 }));
    record
}

/// A document that wants to be markup.
pub fn hostile() -> Record {
    let evil = "<script>alert(1)</script>";
    let mut s = Sample::new(
        "<img src=x onerror=alert(2)>.txt",
        &[
            ("headline", "\"><script>alert(1)</script>"),
            (
                "paragraph",
                "North Korea </p></article><script>alert(1)</script> threatened \u{202E}South\u{1b}[31m Korea & co.|",
            ),
        ],
    );
    s.actor("North Korea<b onclick=\"x\">", "PRK", None);
    s.report(&Said {
        sentence: 1,
        act: ("THREATEN", Some("<i>"), "verbal conflict"),
        who: "North Korea=North Korea<b onclick=\"x\">",
        whom: None,
        trigger: "threatened",
        clause: "<script>alert(1)</script> threatened \u{202E}South\u{1b}[31m Korea",
        chain: &[("author", None, "happened", "certain")],
    });
    let value = |v: &str| Some(Some(Witnessed { value: v.into(), witness: "field:<u>".into() }));
    s.record.document.url = value("javascript:alert(3)");
    s.record.document.publisher = value(evil);
    s.record.document.extra = vec![(evil.into(), evil.into())];
    s.record.reports[0].derivation.step = evil.into();
    s.record
}
