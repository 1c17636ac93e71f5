//! An XMP packet -> credit and licence, and the packet that says only these (ISO 16684-1; IPTC Photo Metadata 2023.2).

use roxmltree::Node;

use super::Keep;
use crate::escape;
use crate::picture::xml;

/// Longer packets hold thumbnails, not credits.
const MOST_BYTES: usize = 1 << 20;
/// Longer values are no credits.
const MOST_LETTERS: usize = 1_000;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
const CC: &str = "http://creativecommons.org/ns#";

/// Who is to be named, and under which terms.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::picture) struct Credits {
    /// `photoshop:Credit`
    pub credit: Option<String>,
    /// `dc:rights`
    pub rights: Option<String>,
    /// `xmpRights:UsageTerms`
    pub terms: Option<String>,
    /// `xmpRights:WebStatement`
    pub statement: Option<String>,
    /// `cc:license`
    pub licence: Option<String>,
}

impl Credits {
    /// Takes from `other` what is not yet known.
    pub(in crate::picture) fn add(&mut self, other: Self) {
        let fill = |own: &mut Option<String>, other: Option<String>| *own = own.take().or(other);
        fill(&mut self.credit, other.credit);
        fill(&mut self.rights, other.rights);
        fill(&mut self.terms, other.terms);
        fill(&mut self.statement, other.statement);
        fill(&mut self.licence, other.licence);
    }

    /// What is to be kept of it.
    pub(in crate::picture) fn only(self, keep: Keep) -> Self {
        let licence = if keep.licence { self.clone() } else { Self::default() };
        Self { credit: self.credit.filter(|_| keep.credit), ..licence }
    }

    /// As a packet; `None` where there is nothing to say.
    pub(in crate::picture) fn packet(&self) -> Option<String> {
        let plain = |name: &str, value: &Option<String>| {
            value.as_ref().map(|v| format!("<{name}>{}</{name}>", escape::xml_text(&fit(v)))).unwrap_or_default()
        };
        let worded = |name: &str, value: &Option<String>| {
            let li = |v: &String| {
                format!(
                    "<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></{name}>",
                    escape::xml_text(&fit(v))
                )
            };
            value.as_ref().map(li).unwrap_or_default()
        };
        let address = self
            .licence
            .as_ref()
            .map(|v| format!("<cc:license rdf:resource=\"{}\"/>", escape::xml_text(&fit(v))))
            .unwrap_or_default();
        let fields = [
            plain("photoshop:Credit", &self.credit),
            worded("dc:rights", &self.rights),
            worded("xmpRights:UsageTerms", &self.terms),
            plain("xmpRights:WebStatement", &self.statement),
            address,
        ]
        .concat();
        (!fields.is_empty()).then(|| {
            format!(
                "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"{RDF}\">\
                 <rdf:Description rdf:about=\"\" xmlns:dc=\"{DC}\" xmlns:photoshop=\"{PHOTOSHOP}\" xmlns:xmpRights=\"{RIGHTS}\" xmlns:cc=\"{CC}\">\
                 {fields}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>"
            )
        })
    }
}

/// A value of bearable length without control characters.
fn fit(value: &str) -> String {
    value.chars().filter(|c| !c.is_control()).take(MOST_LETTERS).collect()
}

/// What a packet says. Nothing of one that cannot be read.
pub(in crate::picture) fn read(packet: &[u8]) -> Credits {
    let Some(text) = std::str::from_utf8(packet).ok().filter(|t| t.len() <= MOST_BYTES) else { return Credits::default() };
    let text = text.trim_matches(['\0', ' ', '\n', '\r', '\t']);
    let Ok(document) = xml::parse(text, 100_000) else { return Credits::default() };
    let about = |space: &str, name: &str| {
        let mut descriptions = document.descendants().filter(|n| n.has_tag_name((RDF, "Description")));
        descriptions.find_map(|d| {
            let attribute = d.attribute((space, name)).map(str::to_owned);
            attribute.or_else(|| d.children().find(|n| n.has_tag_name((space, name))).map(|n| value(n)))
        })
    };
    let said = |space: &str, name: &str| about(space, name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
    Credits {
        credit: said(PHOTOSHOP, "Credit"),
        rights: said(DC, "rights"),
        terms: said(RIGHTS, "UsageTerms"),
        statement: said(RIGHTS, "WebStatement"),
        licence: said(CC, "license"),
    }
}

/// What an element says: the address that it names, its usual wording, or its text.
fn value(node: Node<'_, '_>) -> String {
    if let Some(address) = node.attribute((RDF, "resource")) {
        return address.to_owned();
    }
    let item = node.descendants().find(|n| n.has_tag_name((RDF, "li"))).unwrap_or(node);
    item.text().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Credits, read};

    #[test]
    fn what_is_written_is_read_again() {
        let credits = Credits {
            credit: Some("وكالة & Desk <1>".to_owned()),
            rights: Some("© 2026".to_owned()),
            terms: None,
            statement: Some("https://example.org/terms?a&b".to_owned()),
            licence: Some("https://creativecommons.org/licenses/by/4.0/".to_owned()),
        };
        assert_eq!(read(credits.packet().expect("something").as_bytes()), credits);
        assert_eq!(Credits::default().packet(), None);
        assert_eq!(read(b"<x"), Credits::default());
    }
}
