//! A network as files that other programmes read.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::graph::Network;
use crate::calendar::date_of;

/// Names, types and values of what is written of a node or tie.
type Facts = Vec<(&'static str, &'static str, String)>;

fn node_facts(network: &Network, blocs: &[usize], between: &[f64], at: usize) -> Facts {
    let node = &network.nodes[at];
    let mut facts = vec![("sent", "int", node.sent.to_string()), ("received", "int", node.received.to_string())];
    if let Some(bloc) = blocs.get(at) {
        facts.push(("bloc", "int", bloc.to_string()));
    }
    if let Some(between) = between.get(at) {
        facts.push(("betweenness", "double", number(*between)));
    }
    facts
}

fn tie_facts(network: &Network, at: usize) -> Facts {
    let tie = &network.ties[at];
    let mut facts = vec![("events", "int", tie.events.to_string())];
    if let Some(mean) = tie.scores.mean() {
        facts.push(("score", "double", number(mean)));
    }
    facts
}

fn number(value: f64) -> String {
    let text = format!("{value:.6}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short.is_empty() || short == "-0" { "0".into() } else { short.into() }
}

/// Writes what is given to memory, where nothing can fail.
struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn new() -> Self {
        let mut xml = Self(Writer::new_with_indent(Vec::new(), b' ', 1));
        xml.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    fn put(&mut self, event: Event<'_>) {
        // A vector takes whatever is written to it.
        let _ = self.0.write_event(event);
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.put(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.put(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    fn close(&mut self, name: &str) {
        self.put(Event::End(BytesEnd::new(name)));
    }

    fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.put(Event::Text(BytesText::new(text)));
        self.close(name);
    }

    fn done(self) -> String {
        let mut text = String::from_utf8(self.0.into_inner()).unwrap_or_default();
        text.push('\n');
        text
    }
}

const NODE_KEYS: [(&str, &str); 4] = [("sent", "int"), ("received", "int"), ("bloc", "int"), ("betweenness", "double")];
const TIE_KEYS: [(&str, &str); 2] = [("events", "int"), ("score", "double")];

/// As GraphML (Brandes et al. 2002, <http://graphml.graphdrawing.org>). `blocs` and `between` may be empty.
#[must_use]
pub fn graphml(network: &Network, blocs: &[usize], between: &[f64]) -> String {
    let mut xml = Xml::new();
    xml.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")]);
    for (of, keys) in [("node", &NODE_KEYS[..]), ("edge", &TIE_KEYS[..])] {
        for (name, kind) in keys {
            xml.empty("key", &[("id", name), ("for", of), ("attr.name", name), ("attr.type", kind)]);
        }
    }
    xml.empty("key", &[("id", "label"), ("for", "node"), ("attr.name", "label"), ("attr.type", "string")]);
    let id = format!("{}..{}", date_of(network.from), date_of(network.to));
    xml.open("graph", &[("id", &id), ("edgedefault", "directed")]);
    for (at, node) in network.nodes.iter().enumerate() {
        xml.open("node", &[("id", &format!("n{at}"))]);
        xml.text("data", &[("key", "label")], &node.code);
        for (name, _, value) in node_facts(network, blocs, between, at) {
            xml.text("data", &[("key", name)], &value);
        }
        xml.close("node");
    }
    for (at, tie) in network.ties.iter().enumerate() {
        let (source, target) = (format!("n{}", tie.actor), format!("n{}", tie.recipient));
        xml.open("edge", &[("source", &source), ("target", &target)]);
        for (name, _, value) in tie_facts(network, at) {
            xml.text("data", &[("key", name)], &value);
        }
        xml.close("edge");
    }
    xml.close("graph");
    xml.close("graphml");
    xml.done()
}

/// As GEXF 1.3 (<https://gexf.net/schema.html>). `blocs` and `between` may be empty. The weight of an edge is its number of
/// events, as GEXF wants no weight below 0; its score is an attribute.
#[must_use]
pub fn gexf(network: &Network, blocs: &[usize], between: &[f64]) -> String {
    let mut xml = Xml::new();
    xml.open("gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")]);
    let (from, to) = (date_of(network.from).to_string(), date_of(network.to).to_string());
    xml.open(
        "graph",
        &[("defaultedgetype", "directed"), ("mode", "static"), ("start", &from), ("end", &to), ("timeformat", "date")],
    );
    for (class, keys) in [("node", &NODE_KEYS[..]), ("edge", &TIE_KEYS[..])] {
        xml.open("attributes", &[("class", class)]);
        for (name, kind) in keys {
            let kind = if *kind == "int" { "integer" } else { kind };
            xml.empty("attribute", &[("id", name), ("title", name), ("type", kind)]);
        }
        xml.close("attributes");
    }
    xml.open("nodes", &[]);
    for (at, node) in network.nodes.iter().enumerate() {
        xml.open("node", &[("id", &at.to_string()), ("label", &node.code)]);
        values(&mut xml, &node_facts(network, blocs, between, at));
        xml.close("node");
    }
    xml.close("nodes");
    xml.open("edges", &[]);
    for (at, tie) in network.ties.iter().enumerate() {
        let (source, target) = (tie.actor.to_string(), tie.recipient.to_string());
        let attributes =
            [("id", &at.to_string()), ("source", &source), ("target", &target), ("weight", &tie.events.to_string())]
                .map(|(k, v)| (k, v.clone()));
        let attributes: Vec<(&str, &str)> = attributes.iter().map(|(k, v)| (*k, v.as_str())).collect();
        xml.open("edge", &attributes);
        values(&mut xml, &tie_facts(network, at));
        xml.close("edge");
    }
    xml.close("edges");
    xml.close("graph");
    xml.close("gexf");
    xml.done()
}

fn values(xml: &mut Xml, facts: &Facts) {
    xml.open("attvalues", &[]);
    for (name, _, value) in facts {
        xml.empty("attvalue", &[("for", name), ("value", value)]);
    }
    xml.close("attvalues");
}

#[cfg(test)]
mod tests {
    use super::super::{betweenness, blocs};
    use super::*;
    use crate::occurrence::{Occurrence, Party};
    use crate::tally::Measure;
    use detente_record::EventType;
    use quick_xml::Reader;

    fn sample() -> Network {
        let mut events = Vec::new();
        for (i, (a, b, score)) in
            [("PRK", "KOR", -6.0), ("KOR", "USA", 4.5), ("A&B <\"x\">", "USA", 1.0)].into_iter().enumerate()
        {
            let mut o = Occurrence::new(format!("e{i}"), 19_900, Party::new(a), Party::new(b), EventType::Consult);
            o.plover = Some(score);
            events.push(o);
        }
        Network::of(19_893, 19_922, Measure::Plover, 1, &events)
    }

    /// What stands in a file: its elements by name, and every label with its entities undone.
    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let (mut names, mut labels) = (Vec::new(), Vec::new());
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event().unwrap() {
                Event::Start(e) | Event::Empty(e) => {
                    names.push(String::from_utf8(e.name().as_ref().to_vec()).unwrap());
                    if let Some(label) = e.try_get_attribute("label").unwrap() {
                        labels.push(label.unescape_value().unwrap().into_owned());
                    }
                }
                Event::Eof => return (names, labels),
                _ => {}
            }
        }
    }

    #[test]
    fn both_formats_are_whole() {
        let network = sample();
        let (blocs, between) = (blocs(&network).of, betweenness(&network));
        for text in [graphml(&network, &blocs, &between), gexf(&network, &blocs, &between)] {
            let (names, labels) = read(&text);
            assert_eq!(names.iter().filter(|n| *n == "node").count(), 4);
            assert_eq!(names.iter().filter(|n| *n == "edge").count(), 3);
            assert!(labels.is_empty() || labels.contains(&"A&B <\"x\">".to_string()));
            assert!(text.contains("-6") && text.contains("2024-06"));
        }
        assert_eq!(graphml(&network, &blocs, &between), graphml(&sample(), &blocs, &between));
        assert!(!graphml(&network, &[], &[]).contains("\"bloc\">"));
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(-0.000_000_1), "0");
        assert_eq!(number(2.5), "2.5");
        assert_eq!(number(10.0), "10");
    }
}
