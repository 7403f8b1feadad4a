//! Codes of other systems that knowledge has no table for, as their manuals list them.

use detente_record::Sector;

/// Codes of CAMEO that are not ISO's of today, or name what ISO has no code for (CAMEO 1.1b3, "Country codes").
pub(super) const CAMEO: &[(&str, &str)] = &[
    ("ROM", "ROU"),
    ("TMP", "TLS"),
    ("ZAR", "COD"),
    ("KSV", "XKX"),
    ("WSB", "PSE"),
    ("GZS", "PSE"),
    ("PAL", "PSE"),
    ("AFR", "R-AFR"),
    ("ASA", "R-ASI"),
    ("BLK", "R-BLK"),
    ("CRB", "R-CAR"),
    ("CAU", "R-CAU"),
    ("CFR", "R-CAF"),
    ("CAS", "R-CAS"),
    ("CEU", "R-CEU"),
    ("EAF", "R-EAF"),
    ("EEU", "R-EEU"),
    ("EUR", "R-EUR"),
    ("LAM", "R-LAT"),
    ("MEA", "R-MEA"),
    ("MDT", "R-MED"),
    ("NAF", "R-NAF"),
    ("NMR", "R-NAM"),
    ("PGS", "R-GLF"),
    ("SCN", "R-NOR"),
    ("SAM", "R-SAM"),
    ("SAS", "R-SAS"),
    ("SEA", "R-SEA"),
    ("SAF", "R-SAF"),
    ("WAF", "R-WAF"),
    ("WST", "R-WST"),
];

/// FIPS codes of parts that our tables hold as one.
pub(super) const FIPS: &[(&str, &str)] = &[("WE", "PSE"), ("GZ", "PSE"), ("RB", "SRB")];

/// CAMEO's agents (manual 1.1b3, "Generic agents") that PLOVER calls otherwise (manual 2.0, "Sector Codes").
pub(super) const AGENTS: &[(&str, Sector)] = &[
    ("MED", Sector::Jrn),
    ("HLH", Sector::Med),
    ("INS", Sector::Reb),
    ("SEP", Sector::Reb),
    ("RAD", Sector::Reb),
    ("SET", Sector::Cvl),
];

/// Words in ICEWS's sectors, and what they are in PLOVER; the first that occurs counts.
pub(super) const WORDS: &[(&str, Sector)] = &[
    ("police", Sector::Cop),
    ("judicial", Sector::Jud),
    ("legislative", Sector::Leg),
    ("parliament", Sector::Leg),
    ("upper house", Sector::Leg),
    ("lower house", Sector::Leg),
    ("rebel", Sector::Reb),
    ("insurgent", Sector::Reb),
    ("separatist", Sector::Reb),
    ("military", Sector::Mil),
    ("army", Sector::Mil),
    ("navy", Sector::Mil),
    ("air force", Sector::Mil),
    ("intelligence", Sector::Spy),
    ("government", Sector::Gov),
    ("executive", Sector::Gov),
    ("cabinet", Sector::Gov),
    ("ministry", Sector::Gov),
    ("opposition", Sector::Opp),
    ("dissident", Sector::Opp),
    ("protestors", Sector::Opp),
    ("parties", Sector::Pty),
    ("party", Sector::Pty),
    ("media", Sector::Jrn),
    ("news", Sector::Jrn),
    ("criminal", Sector::Crm),
    ("business", Sector::Bus),
    ("medical", Sector::Med),
    ("health", Sector::Med),
    ("education", Sector::Edu),
    ("agricultur", Sector::Agr),
    ("labor", Sector::Lab),
    ("refugee", Sector::Ref),
    ("displaced", Sector::Ref),
    ("religio", Sector::Rel),
    ("population", Sector::Cvl),
    ("civilian", Sector::Cvl),
    ("citizen", Sector::Cvl),
    ("unidentified", Sector::Unk),
];

/// ACLED's kinds of actor, by number (until 2023) and by name ("inter1").
pub(super) const INTER: &[(&str, &str, Sector)] = &[
    ("1", "state forces", Sector::Mil),
    ("2", "rebel group", Sector::Reb),
    ("3", "political militia", Sector::Prm),
    ("4", "identity militia", Sector::Prm),
    ("5", "rioters", Sector::Opp),
    ("6", "protesters", Sector::Opp),
    ("7", "civilians", Sector::Cvl),
    ("8", "external/other forces", Sector::Uaf),
];
