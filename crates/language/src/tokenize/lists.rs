//! Closed lists: abbreviations, prefixes, units, emoticons.

/// What may follow an abbreviation's full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// A title or the like, with a name after it: never the end of a sentence ("Gen.", "St.").
    Title,
    /// Only before a number ("No. 5", "Jan. 3"); elsewhere the same letters are a word.
    Number,
    /// It may end a sentence ("Inc.", "etc.").
    Any,
}

/// Abbreviations are at most this long, in bytes, without the full stop.
const LONGEST: usize = 8;

/// Whether a word, without its full stop and in any case, is an abbreviation.
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    if word.len() > LONGEST || !word.is_ascii() {
        return None;
    }
    let mut lower = [0u8; LONGEST];
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    Some(match &*lower {
        b"mr" | b"mrs" | b"ms" | b"mx" | b"messrs" | b"mme" | b"mlle" | b"dr" | b"prof" | b"rev" | b"hon" | b"st"
        | b"ste" | b"ft" | b"mt" | b"gen" | b"lt" | b"col" | b"maj" | b"capt" | b"cmdr" | b"cdr" | b"adm" | b"sgt"
        | b"cpl" | b"pfc" | b"pvt" | b"brig" | b"lieut" | b"gov" | b"sen" | b"rep" | b"reps" | b"sens" | b"pres"
        | b"supt" | b"amb" | b"asst" | b"vs" | b"viz" | b"cf" | b"approx" | b"incl" | b"esp" | b"attn" | b"eg"
        | b"spec" | b"ph" | b"fr" | b"br" | b"det" | b"insp" | b"govs" | b"gens" | b"profs" | b"drs" => {
            Abbreviation::Title
        }
        b"no" | b"nos" | b"pp" | b"vol" | b"vols" | b"fig" | b"figs" | b"art" | b"sec" | b"ch" | b"jan" | b"feb"
        | b"mar" | b"apr" | b"jun" | b"jul" | b"aug" | b"sep" | b"sept" | b"oct" | b"nov" | b"dec" | b"eq"
        | b"para" | b"tel" | b"ext" | b"op" | b"nr" | b"div" | b"ca" => Abbreviation::Number,
        b"inc" | b"corp" | b"co" | b"cos" | b"ltd" | b"bros" | b"jr" | b"sr" | b"esq" | b"etc" | b"al" | b"dept"
        | b"ave" | b"blvd" | b"rd" | b"hwy" | b"assn" | b"assoc" | b"univ" | b"est" | b"tues" | b"thurs" | b"wed"
        | b"thur" | b"fri" | b"mon" | b"tue" | b"lb" | b"lbs" | b"oz" | b"hrs" | b"mins" | b"yrs" | b"gal" | b"cpt"
        | b"plc" | b"que" | b"calif" | b"mass" | b"conn" | b"fla" | b"ill" | b"ind" | b"tex" | b"va" | b"pa"
        | b"ariz" | b"colo" | b"wis" | b"minn" | b"tenn" | b"penn" | b"wash" | b"ore" | b"okla" | b"mich" | b"arrv"
        | b"eds" | b"ed" | b"repr" | b"trans" | b"bldg" | b"natl" | b"intl" | b"mfg" | b"conf" => Abbreviation::Any,
        _ => return None,
    })
}

/// Whether a hyphen after this first part joins rather than parts ("anti-ship" is one word).
pub(crate) fn is_prefix(part: &str) -> bool {
    const LONG: usize = 8;
    if part.len() > LONG {
        return false;
    }
    let mut lower = [0u8; LONG];
    let lower = &mut lower[..part.len()];
    lower.copy_from_slice(part.as_bytes());
    lower.make_ascii_lowercase();
    matches!(
        &*lower,
        b"e" | b"non"
            | b"re"
            | b"anti"
            | b"co"
            | b"pre"
            | b"pro"
            | b"mid"
            | b"post"
            | b"over"
            | b"cross"
            | b"ex"
            | b"multi"
            | b"counter"
            | b"semi"
            | b"sub"
            | b"mini"
            | b"psycho"
            | b"neo"
            | b"socio"
            | b"micro"
            | b"intra"
            | b"un"
            | b"arch"
            | b"inter"
            | b"agro"
            | b"ante"
            | b"be"
            | b"bi"
            | b"bio"
            | b"cyber"
            | b"de"
            | b"extra"
            | b"macro"
            | b"mega"
            | b"para"
            | b"peri"
            | b"pseudo"
            | b"quasi"
            | b"super"
            | b"supra"
            | b"tri"
            | b"ultra"
            | b"uni"
            | b"geo"
            | b"hyper"
            | b"infra"
            | b"mal"
            | b"trans"
            | b"under"
    )
}

/// Whether the letters after a number are a unit, a word of its own.
pub(crate) fn is_unit(letters: &str) -> bool {
    matches!(
        letters,
        "km" | "kg"
            | "cm"
            | "mm"
            | "MM"
            | "m"
            | "am"
            | "pm"
            | "AM"
            | "PM"
            | "a.m"
            | "p.m"
            | "a.m."
            | "p.m."
            | "ft"
            | "hh"
            | "Hz"
            | "kHz"
            | "MHz"
            | "GHz"
            | "k"
            | "K"
            | "M"
            | "bn"
            | "mn"
            | "g"
            | "mg"
            | "ml"
            | "kb"
            | "KB"
            | "MB"
            | "GB"
            | "TB"
            | "mph"
            | "kph"
            | "km²"
            | "kW"
            | "MW"
            | "GW"
            | "kt"
            | "hrs"
            | "hr"
            | "mins"
            | "min"
            | "yrs"
            | "lbs"
            | "lb"
            | "oz"
            | "in"
            | "sq"
            | "C"
            | "F"
            | "V"
            | "W"
    )
}

/// Whether a whole chunk is an emoticon.
pub(crate) fn is_emoticon(chunk: &str) -> bool {
    let bytes = chunk.as_bytes();
    if bytes.len() < 2 || bytes.len() > 5 || !matches!(bytes[0], b':' | b';' | b'=' | b'8' | b'^' | b'-' | b'<' | b'>')
    {
        return false;
    }
    matches!(
        chunk,
        ":)" | ":("
            | ";)"
            | ":-)"
            | ":-("
            | ";-)"
            | ":D"
            | ";D"
            | ":P"
            | ";P"
            | ":p"
            | ";p"
            | ":-D"
            | ":-P"
            | ":-p"
            | ":/"
            | ":-/"
            | ":\\"
            | "=)"
            | "=("
            | ":o"
            | ":O"
            | ":-o"
            | ":-O"
            | ":))"
            | ":)))"
            | ":(("
            | ":'("
            | "^_^"
            | "-_-"
            | "^^"
            | "<3"
            | ":|"
            | ":-|"
            | ":*"
            | ";-D"
            | "8-)"
            | "=D"
            | "=P"
            | ":3"
            | ":]"
            | "=]"
            | ":["
    )
}
