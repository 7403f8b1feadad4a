//! Files of format 1 in the shape of format 2, until the shipped model is of format 2.

use serde_json::{Value, json};

use super::strings::build;
use crate::analyse::kernel::pack;

/// The same model in format 2; `None` where the file is not sound.
pub(super) fn upgrade(bytes: &[u8]) -> Option<Vec<u8>> {
    let length = usize::try_from(u64::from_le_bytes(bytes.get(12..20)?.try_into().ok()?)).ok()?;
    let mut header: Value = serde_json::from_slice(bytes.get(20..length.checked_add(20)?)?).ok()?;
    let data = bytes.get((20 + length).next_multiple_of(64)..)?;
    let mut out: Vec<(String, &str, Vec<usize>, Vec<u8>)> = Vec::new();
    for t in header["tensors"].as_array()? {
        let name = t["name"].as_str()?;
        let shape: Vec<usize> = t["shape"].as_array()?.iter().filter_map(|v| usize::try_from(v.as_u64()?).ok()).collect();
        let offset = usize::try_from(t["offset"].as_u64()?).ok()?;
        let own = data.get(offset..offset + usize::try_from(t["bytes"].as_u64()?).ok()?)?;
        let base = name.rsplit_once('.').map_or("", |b| b.0);
        let linear = base.starts_with("layer.") && !base.ends_with("_ln") || base == "heads" || base == "tags";
        if !linear {
            let kind = if t["dtype"] == "i8" { "i8" } else { "f32" };
            out.push((name.to_owned(), kind, shape, own.to_vec()));
        } else if name.ends_with(".w") {
            let signed: Vec<i8> = own.iter().map(|b| b.cast_signed()).collect();
            let inputs = shape[1];
            let packed = pack(inputs, &signed);
            let outputs = packed.len() / inputs;
            let mut sums = vec![0i32; outputs];
            for (sum, row) in sums.iter_mut().zip(signed.chunks_exact(inputs)) {
                *sum = 128 * row.iter().map(|&w| i32::from(w)).sum::<i32>();
            }
            out.push((name.to_owned(), "i8", vec![outputs / 64, inputs / 4, 64, 4], packed));
            out.push((format!("{base}.o"), "i32", vec![outputs], sums.iter().flat_map(|s| s.to_le_bytes()).collect()));
        } else {
            let mut own = own.to_vec();
            own.resize(own.len().next_multiple_of(256), 0);
            out.push((name.to_owned(), "f32", vec![own.len() / 4], own));
        }
    }
    let texts = |v: &Value| -> Option<Vec<String>> {
        v.as_array()?.iter().map(|s| s.as_str().map(str::to_owned)).collect()
    };
    let vocab = texts(&header["vocab"])?;
    let upos = texts(&header["upos"])?;
    let rows: Vec<Vec<String>> = header["lemma_table"].as_array()?.iter().map(texts).collect::<Option<_>>()?;
    let mut lemmas: Vec<&str> = rows.iter().map(|r| r[2].as_str()).collect();
    lemmas.sort_unstable();
    lemmas.dedup();
    let place = |u: &str| upos.iter().position(|x| x == u).and_then(|i| u8::try_from(i).ok());
    let codes: Vec<u8> = rows.iter().map(|r| place(&r[1])).collect::<Option<_>>()?;
    let keys: Vec<Vec<u8>> = rows.iter().zip(&codes).map(|(r, c)| [&[*c], r[0].as_bytes()].concat()).collect();
    let of: Vec<u8> = rows
        .iter()
        .filter_map(|r| lemmas.binary_search(&r[2].as_str()).ok())
        .flat_map(|i| (i as u32).to_le_bytes())
        .collect();
    let plain = |t: &[&str]| t.iter().map(|s| s.as_bytes().to_vec()).collect::<Vec<_>>();
    let vocab: Vec<&str> = vocab.iter().map(String::as_str).collect();
    let forms: Vec<&str> = rows.iter().map(|r| r[0].as_str()).collect();
    for (name, texts, keys) in [("vocab", &vocab, plain(&vocab)), ("lemmas", &lemmas, plain(&lemmas)), ("forms", &forms, keys)] {
        let (text, ends, table) = build(texts, &keys);
        out.push((format!("{name}.text"), "u8", vec![text.len()], text));
        out.push((format!("{name}.ends"), "u32", vec![ends.len() / 4], ends));
        out.push((format!("{name}.index"), "u32", vec![table.len() / 4], table));
    }
    out.push(("forms.upos".to_owned(), "u8", vec![codes.len()], codes));
    out.push(("forms.lemma".to_owned(), "u32", vec![of.len() / 4], of));
    let (mut section, mut tensors) = (Vec::new(), Vec::new());
    for (name, dtype, shape, own) in out {
        section.resize(section.len().next_multiple_of(64), 0);
        tensors.push(json!({"name": name, "dtype": dtype, "shape": shape, "offset": section.len(), "bytes": own.len()}));
        section.extend(own);
    }
    header["architecture"]["affix_buckets"] = json!(0);
    header["tensors"] = Value::Array(tensors);
    header["data_bytes"] = json!(section.len());
    for key in ["vocab", "lemma_table"] {
        header[key] = Value::Null;
    }
    let text = serde_json::to_vec(&header).ok()?;
    let mut rest = text.clone();
    rest.resize((24 + rest.len()).next_multiple_of(64) - 24, 0);
    rest.extend(section);
    let mut file = super::file::MAGIC.to_vec();
    file.extend(super::file::FORMAT.to_le_bytes());
    file.extend((text.len() as u64).to_le_bytes());
    file.extend(crc32fast::hash(&rest).to_le_bytes());
    file.extend(rest);
    Some(file)
}
