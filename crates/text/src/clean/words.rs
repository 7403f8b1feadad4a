//! A small list of common English words, to tell whether what is left of a glued token is a word.
//!
//! It need not be complete: it is asked only about the remainder after a known name ("Kim Jong Un|invited") or about
//! a torn-off half of a hyphenated word, and the forms in -ed, -ing and -ly are recognised by their endings.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Words of structure: articles, prepositions, pronouns, conjunctions, auxiliaries.
const FUNCTION: &str = "a an the and or but nor so yet if as at by for from in into of off on onto out over per since \
than that then there these this those though through till to toward towards under until unto up upon via was were when \
where whether which while who whom whose why will with within without would about above across after against along \
also although am amid among around are aren away be because been before behind being below beneath beside besides \
between beyond both can cannot could did do does doing done down during each either else even ever every few had has \
have having he her here hers herself him himself his how however i is it its itself just last later less like many may \
me meanwhile might more most much must my near neither never no not nothing now once one only other our ours ourselves \
own own rather same shall she should some such their them themselves they too us very we what whatever whenever \
whereas whereby wherever whoever you your yet again already always ago together therefore thus twice often soon still \
today tomorrow yesterday according despite regarding including concerning following";

/// Common verbs in the forms that no ending betrays, and other words that follow names in reports.
const OTHER: &str = "accept acts add agree aid aims allow appear appeals arms arms army arrive ask asks asks attack attacks back \
bear became become becomes began begin begins begun bid body bore born bought bring brings broke broken brought build builds \
built burst buy call calls came carries carry case cast caught cause chair chairs chief chose chosen cited cites city claim \
claims clear close come comes control cost could country cut cuts data day days deal dealt death decide declares defence \
defense demand demands denies deny did die dies does drew drive drives drop drove due east ends enjoy enters event expects \
express face faces fact fall falls far fed feel feels fell felt few fight file find finds fire first five flew fled fly force \
forces form forth fought found four free full gave get gets gift give given gives go goes going gone good got govern great \
greet grew group grown guide guides had half hand hands hard head heads hear heard heavy held help helps high hit hold holds \
home hope hopes host hosts hours house hung hurt idea issue issues join joins keep keeps kept kept kill kind knew know known \
knows laid land large late law lay lays lead leader leads learnt leave leaves led left lent let lets letter lie lies lies life \
light list lit little live lives local long look looks lose lost love low made main make makes making man mark marks mean \
means meant media meet meeting meets men met military minister mission month months move moves named nation nations new news \
next night noble north note notes number offers office official officials old open opens order orders pact paid part parts \
party past pay pays peace people personally place plan plans play police post power praise present presents president press \
pushes put puts quit raise ran reach read reads ready real region remains report reports reveals ride right rise road role \
rose round row rule run runs said sailed sanction sat saw say says sea seat second see seek seeks seen sees sell send sends \
sense sent serve set sets shared ship short shot show showed shown shows shut sign signs sits six size small sold sorry \
sought south speak speaks speech spend spent spoke spoken spread staff stage stand stands start starts state states statement \
stay stays step stepped steps stood stop strike strikes strong struck such sure swore sworn system table take taken takes talk \
talks task taught team tell tells ten term test tests thank thanks thought three threw thrown time times told took top tour \
town trade treaty tried tries trip troops true trust try turn turns two unit united use used uses vice victory view views \
village visit visits vote vow vows walk walks want wants war warn warns warm warmly watch wave way ways week weeks well went \
west white whole wide wife win wins wisely wish wishes withdrew woke women won wore work works world worn worth wrote written \
year years young foundation university square prize birthday anniversary highly seriously directly unconditionally acquainted \
clarified unrolled message messages greeting reply basket delegation arrives receives received ministry foreign \
statement respected comrade commentary sends gifts gift congratulatory floral flood areas field guidance inspects site \
construction rocket launch missile missiles weapon weapons nuclear drill drills farm factory school students children youth \
workers contest championship opening closing celebration exhibition performance meeting visit tour plenary session workers' \
ambassador envoy summit leaflets balloons border trade sanctions economy economic security defence water food health unrolled analyzed bestowed ushered underlined dispatched";

/// Words after which a line cannot end a sentence.
const OPEN: &str = "a an the and or nor of to in on at by for from with into onto upon between among against under over \
through during about as than that which who whose their his her its our my your this these those is are was were be been \
has have had will would can could may might must should both such very so not comrade comrades president chairman chairwoman \
marshal secretary general premier minister king queen prince pope prime vice deputy generalissimo mr mrs ms dr";

static COMMON: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| FUNCTION.split_ascii_whitespace().chain(OTHER.split_ascii_whitespace()).collect());
static STRUCTURE: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| FUNCTION.split_ascii_whitespace().collect());
static LEFT_OPEN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| OPEN.split_ascii_whitespace().collect());

/// Whether a lower-case word is in the list.
pub(crate) fn is_common(word: &str) -> bool {
    COMMON.contains(word)
}

/// Whether a lower-case word is one of structure.
pub(crate) fn is_function(word: &str) -> bool {
    STRUCTURE.contains(word)
}

/// Whether a lower-case word is common, or has the ending of a verb form or an adverb.
pub(crate) fn is_likely(word: &str) -> bool {
    if is_common(word) {
        return true;
    }
    let stem = ["ed", "ing", "ly", "ingly", "edly"].iter().filter_map(|e| word.strip_suffix(e)).min_by_key(|s| s.len());
    stem.is_some_and(|s| s.len() >= 3 && s.bytes().any(|b| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')))
}

/// Whether a line that ends with this word must go on: a preposition, an article, a title before a name.
pub(crate) fn leaves_open(word: &str) -> bool {
    LEFT_OPEN.contains(word) || word.starts_with(char::is_uppercase) && LEFT_OPEN.contains(word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_no_words() {
        for word in ["invited", "to", "that", "good", "received", "wisely", "ushering", "met", "said"] {
            assert!(is_likely(word), "{word}");
        }
        for word in ["sok", "gyong", "hui", "ed", "ing", "chol", "bong", "hyok", "s", "ja"] {
            assert!(!is_likely(word), "{word}");
        }
    }

    #[test]
    fn open_ends() {
        assert!(leaves_open("President") && leaves_open("of") && !leaves_open("Hill"));
    }
}
