//! Whatever the bytes, every reader answers, and what it hands over holds together.

use detente_text::{InputFormat, Layout, ReadOptions, Reader};
use proptest::prelude::*;

const NAMES: [&str; 12] =
    ["a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.rss", "a.xml", "a.warc", "a.gz", "-"];

fn check(bytes: &[u8], name: &str, format: Option<InputFormat>) {
    let options = ReadOptions {
        input_format: format,
        max_document_bytes: 1 << 16,
        max_record_bytes: 1 << 12,
        ..ReadOptions::default()
    };
    let mut count = 0;
    for item in Reader::new(options).read(std::io::Cursor::new(bytes.to_vec()), name) {
        count += 1;
        assert!(count <= 4 * bytes.len() + 4, "more problems than bytes");
        match item {
            Ok(document) => {
                assert_eq!(document.provenance.file, name);
                if let Layout::Fields { headline, body, .. } = &document.layout {
                    assert!(document.original.get(body.clone()).is_some());
                    assert!(headline.clone().is_none_or(|h| document.original.get(h).is_some()));
                }
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    assert!(count > 0, "silence");
}

proptest! {
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for name in NAMES {
            check(&bytes, name, None);
        }
        for format in InputFormat::ALL {
            check(&bytes, "-", Some(format));
        }
    }

    #[test]
    fn almost_json(text in r#"([{\[}\]",: \\n]|"text"|"date": "x"|é|1|null|\n){0,60}"#) {
        check(text.as_bytes(), "a.json", None);
        check(text.as_bytes(), "a.jsonl", None);
    }

    #[test]
    fn almost_csv(text in r#"text,date\n([",;\t|a\n\ré]){0,80}"#) {
        check(text.as_bytes(), "a.csv", None);
        check(text.as_bytes(), "a.tsv", None);
    }

    #[test]
    fn almost_a_feed(text in r#"<rss version="2.0"><channel>(<item>|</item>|<title>|</title>|<description>|</description>|a|&amp;|&|<!\[CDATA\[|\]\]>|<pubDate>2020</pubDate>|é|<|>){0,40}"#) {
        check(text.as_bytes(), "a.rss", None);
    }

    #[test]
    fn almost_an_archive(text in r#"(WARC/1\.0\r\n|WARC-Type: response\r\n|Content-Length: [0-9]{1,3}\r\n|Content-Type: text/html\r\n|\r\n|HTTP/1\.1 200 OK\r\n|Transfer-Encoding: chunked\r\n|5\r\nhello\r\n|<p>|a){0,40}"#) {
        check(text.as_bytes(), "a.warc", None);
    }

    #[test]
    fn almost_compressed(text in ".{0,200}", cut in 0usize..200, flip in 0usize..200) {
        use std::io::Write;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        let zstd = zstd::stream::encode_all(text.as_bytes(), 1).unwrap();
        for mut bytes in [encoder.finish().unwrap(), zstd] {
            bytes.truncate(cut.max(4));
            if let Some(byte) = bytes.get_mut(flip) {
                *byte ^= 0x55;
            }
            check(&bytes, "-", None);
        }
    }
}
