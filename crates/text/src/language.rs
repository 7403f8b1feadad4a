//! Which language a text is in.
//!
//! English is recognised by its words of structure, which is fast and honest about short texts; everything else goes
//! to the trigram identifier of `whatlang`. A text too short or too mixed to tell stays without a language rather
//! than with a guess.

use std::sync::LazyLock;

use crate::clean::words;
use detente_record::{Document, Language, Sought};
use rustc_hash::FxHashSet;
use whatlang::{Detector, Lang, Script};

/// So many bytes of the body are looked at.
const REACH: usize = 4096;
/// English is told by so many.
const ENGLISH_REACH: usize = 1024;
/// A text with fewer letters is too short to tell.
const FEWEST_LETTERS: usize = 12;
/// From this share of structure words on, a text in Latin letters is English.
const ENGLISH_SHARE: f64 = 0.22;
/// Below this, the trigram identifier is guessing.
const SUREST_GUESS: f64 = 0.5;
/// A shorter text is given a language by its trigrams only if the identifier has no doubt.
const SHORT: usize = 120;

/// Words of structure that English does not share with its neighbours ("in" is German, "on" French, "a" Spanish).
const ENGLISH: &str = "the of and to that is was for with by at from this which were are has have had be been it its as his their \
they he she not but said who will would than more after before over against between about into under between during while when where what";
/// Shared with other languages: they count half.
const SHARED: &str = "in on an a no or so me we do as";

static ENGLISH_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| ENGLISH.split_ascii_whitespace().collect());
static SHARED_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| SHARED.split_ascii_whitespace().collect());

/// The language of a text; none if the text is too short or too mixed to tell.
#[must_use]
pub fn identify(text: &str) -> Option<Language> {
    let text = &text[..text.floor_char_boundary(text.len().min(REACH))];
    let head = &text[..text.floor_char_boundary(text.len().min(ENGLISH_REACH))];
    if head.len() > SHORT
        && let Some(confidence) = english(head, head.chars().filter(|c| c.is_alphabetic()).count())
    {
        return Some(named(Lang::Eng, confidence));
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < FEWEST_LETTERS && !text.chars().any(is_telling) {
        return None;
    }
    if let Some(confidence) = english(text, letters) {
        return Some(named(Lang::Eng, confidence));
    }
    if let Some(confidence) = english_headline(text, letters) {
        return Some(named(Lang::Eng, confidence));
    }
    let info = Detector::new().detect(text)?;
    let sure = info.confidence();
    let by_script = !matches!(info.script(), Script::Latin | Script::Cyrillic | Script::Arabic | Script::Devanagari);
    let needed = if by_script {
        0.0
    } else if letters < SHORT {
        0.8
    } else {
        SUREST_GUESS
    };
    (sure >= needed).then(|| named(info.lang(), sure))
}

/// The language of a document by its body; by its headline if there is no body.
pub(crate) fn of_document(document: &Document) -> Sought<Language> {
    let mut body = String::new();
    for block in
        document.blocks.iter().filter(|b| b.kind.is_reporting() && b.kind != detente_record::BlockKind::Headline)
    {
        body.push_str(document.slice(block.span));
        body.push('\n');
        if body.len() > REACH {
            break;
        }
    }
    if body.is_empty() {
        body.push_str(&document.text);
    }
    Sought::looked(identify(&body))
}

/// How sure it is that a text is English; none if it is not, or hard to say.
fn english(text: &str, letters: usize) -> Option<f64> {
    let ascii = text.bytes().filter(u8::is_ascii_alphabetic).count();
    if (ascii as f64) < 0.9 * letters as f64 {
        return None;
    }
    let (mut words, mut score) = (0usize, 0f64);
    let mut telling = 0usize;
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|w| !w.is_empty()) {
        words += 1;
        if word.len() > 8 {
            continue;
        }
        let lower = word.to_ascii_lowercase();
        if ENGLISH_WORDS.contains(lower.as_str()) {
            score += 1.0;
            telling += 1;
        } else if SHARED_WORDS.contains(lower.as_str()) {
            score += 0.5;
        }
    }
    let share = score / words.max(1) as f64;
    let enough = if words < 12 { telling >= 1 && endings(text) + telling >= 2 } else { telling >= 2 };
    // A headline has few words of structure: lean on the endings of English besides.
    let needed = if words < 12 { 0.1 } else { ENGLISH_SHARE };
    if enough && share >= needed {
        let size = (words as f64 / 20.0).min(1.0);
        return Some((0.7 + 0.3 * size * (share / 0.35).min(1.0)).min(1.0));
    }
    None
}

/// How sure it is that a headline is English, which leaves out the words of structure: common words and endings of
/// English, and an identifier of trigrams that has no other language in mind.
fn english_headline(text: &str, letters: usize) -> Option<f64> {
    let ascii = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1).map(str::to_lowercase).collect();
    if ascii + 1 < letters || words.len() < 2 || words.len() > 24 {
        return None;
    }
    let known = words.iter().filter(|w| w.len() > 2 && is_english_word(w)).count();
    let share = known as f64 / words.len() as f64;
    (known >= 2 && share >= 0.3).then(|| (0.4 + 0.5 * share).min(0.9))
}

fn is_english_word(word: &str) -> bool {
    words::is_common(word) || ENDINGS.iter().any(|e| word.len() >= e.len() + 3 && word.ends_with(e))
}

/// Ends of words that English does not share with its neighbours, or seldom.
const ENDINGS: &[&str] = &[
    "ing", "ings", "ness", "ship", "ships", "ful", "ed", "ly", "ity", "ities", "'s", "’s", "th", "sh", "ght", "ay",
    "ow", "ty", "ers", "ck", "ld", "ies", "ry", "hood", "wide", "ee",
];

/// How many words end as English words do.
fn endings(text: &str) -> usize {
    text.split_whitespace()
        .map(|w| w.trim_matches(|c: char| c.is_ascii_punctuation()))
        .filter(|w| w.len() >= 5 && w.is_ascii() && ENDINGS.iter().any(|e| w.ends_with(e)))
        .count()
}

/// Letters of a script that one language alone uses, or nearly so: a few of them are enough.
fn is_telling(c: char) -> bool {
    matches!(c as u32, 0xac00..=0xd7a3 | 0x3040..=0x30ff | 0x0e00..=0x0e7f | 0x0590..=0x05ff | 0x10a0..=0x10ff | 0x0530..=0x058f | 0x0370..=0x03ff)
}

fn named(lang: Lang, confidence: f64) -> Language {
    let name = match lang {
        Lang::Cmn => "Chinese",
        Lang::Pes => "Persian",
        Lang::Jpn => "Japanese",
        other => other.eng_name(),
    };
    Language { code: lang.code().to_owned(), name: name.to_owned(), confidence }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<String> {
        identify(text).map(|l| l.code)
    }

    #[test]
    fn languages() {
        for (text, wanted) in [
            ("North Korea claims that it is ready to send over its own propaganda leaflets to South Korea.", "eng"),
            (
                "Nordkorea erklärt, dass es bereit sei, eigene Flugblätter nach Südkorea zu schicken, und droht dem Süden mit Vergeltung für die Ballons.",
                "deu",
            ),
            (
                "La Corée du Nord affirme être prête à envoyer ses propres tracts de propagande vers la Corée du Sud, selon l'agence officielle.",
                "fra",
            ),
            (
                "Corea del Norte afirma que está lista para enviar sus propios folletos de propaganda a Corea del Sur, según la agencia oficial, que habla de los desertores del país.",
                "spa",
            ),
            (
                "Северная Корея заявила, что готова отправить собственные пропагандистские листовки в Южную Корею, сообщает агентство.",
                "rus",
            ),
            ("북한은 남한으로 전단을 보낼 준비가 되어 있다고 주장한다.", "kor"),
            ("北朝鮮は韓国へビラを送る準備ができていると主張している。", "jpn"),
            ("朝鲜声称准备向韩国散发传单。", "cmn"),
            (
                "تقول كوريا الشمالية إنها مستعدة لإرسال منشورات دعائية خاصة بها إلى كوريا الجنوبية بحسب ما أعلنته الوكالة الرسمية.",
                "ara",
            ),
        ] {
            assert_eq!(code(text).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(identify("북한은 남한으로 전단을").map(|l| l.name).as_deref(), Some("Korean"));
    }

    #[test]
    fn headlines() {
        for text in [
            "Japan's Discharge of Nuclear-polluted Water Is Crime: KCNA Commentary",
            "Respected Comrade Kim Jong Un Sends Message of Greeting to Russian President",
            "Statement of the Policy Chief of the DPRK Foreign Ministry",
        ] {
            assert_eq!(code(text).as_deref(), Some("eng"), "{text}");
        }
    }

    #[test]
    fn headlines_of_other_languages_are_not_english() {
        for text in [
            "Nordkorea droht Seoul mit Vergeltung",
            "Kim Jong Un besucht Raketenfabrik",
            "Seoul warnt vor neuen Ballons aus dem Norden",
            "Pyongyang menace de reprendre les envois de ballons",
            "Macron en visite d'Etat en Allemagne",
            "Le pape appelle au dialogue",
            "Corea del Norte lanza globos con basura",
            "El presidente ruso visita Pyongyang",
            "Putin arriva a Pyongyang per la visita di Stato",
            "Coreia do Norte envia mais lixo ao Sul",
            "Noord-Korea stuurt ballonnen met afval",
            "Kim Dzong Un przyjmuje prezydenta Rosji",
            "Kuzey Kore balon gondermeye devam ediyor",
            "Korea Utara luncurkan rudal balistik",
            "Nordkorea hotar Seoul med flygblad",
        ] {
            assert_ne!(code(text).as_deref(), Some("eng"), "{text}");
        }
    }

    #[test]
    fn honest_about_little() {
        for text in ["", "Kim Jong Un", "12 345", "Seoul", "Photo: AFP", "!!!"] {
            assert_eq!(code(text), None, "{text}");
        }
    }
}
