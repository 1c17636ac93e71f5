//! A document as a reviewer sends it back: made by the program, edited in the markup that word processors write.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use bayan::pipeline::{EditionFiles, Request};
use bayan::source::SourceTree;

use super::shared;
use super::site::request;

/// The parts of a document, by path.
#[derive(Clone)]
pub struct Docx(pub BTreeMap<String, Vec<u8>>);

/// The documents of a site, by path.
#[track_caller]
pub fn documents(tree: &SourceTree) -> BTreeMap<String, Docx> {
    let session = shared::session(tree.clone(), Request { editions: EditionFiles::All, ..request() });
    let built = session.bound("docx").value.expect("a site");
    built.outputs.iter().map(|(path, file)| (path.as_str().to_owned(), Docx::read(&file.bytes().expect("bytes")))).collect()
}

impl Docx {
    pub fn read(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let mut parts = BTreeMap::new();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).expect("an entry");
            let name = file.name().expect("a name").into_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("unpacked");
            parts.insert(name, bytes);
        }
        Self(parts)
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
            zip.write_all(bytes).expect("written");
        }
        zip.finish().expect("finished").into_inner()
    }

    pub fn part(&self, name: &str) -> &str {
        std::str::from_utf8(self.0.get(name).unwrap_or_else(|| panic!("{name} is not there"))).expect("UTF-8")
    }

    pub fn set(&mut self, name: &str, text: impl Into<String>) {
        self.0.insert(name.to_owned(), text.into().into_bytes());
    }

    /// The part of the text, changed.
    #[track_caller]
    pub fn body(mut self, change: impl FnOnce(&str) -> String) -> Self {
        let text = change(self.part("word/document.xml"));
        self.set("word/document.xml", text);
        self
    }

    /// The same in the footnotes.
    #[track_caller]
    pub fn notes(mut self, change: impl FnOnce(&str) -> String) -> Self {
        let text = change(self.part("word/footnotes.xml"));
        self.set("word/footnotes.xml", text);
        self
    }

    /// With a comment at the run that holds a text.
    #[track_caller]
    pub fn commented(self, at: &str, comment: &str) -> Self {
        let mut own = self.body(|document| {
            let (start, end, _) = run(document, at);
            format!(
                "{}<w:commentRangeStart w:id=\"7\"/>{}<w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r>{}",
                &document[..start],
                &document[start..end],
                &document[end..]
            )
        });
        own.set(
            "word/comments.xml",
            format!(
                "<w:comments xmlns:w=\"{W}\" xmlns:w14=\"urn:w14\"><w:comment w:id=\"7\" w:author=\"Full Name\" w:initials=\"FN\" \
                 w:date=\"2026-01-01T00:00:00Z\"><w:p w14:paraId=\"0A\"><w:r><w:t>{comment}</w:t></w:r></w:p></w:comment></w:comments>"
            ),
        );
        own
    }
}

pub const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The run whose text holds `text`: its bytes and its properties.
#[track_caller]
pub fn run<'a>(document: &'a str, text: &str) -> (usize, usize, &'a str) {
    let mut at = 0;
    while let Some(found) = document[at..].find("<w:r>") {
        let start = at + found;
        let end = start + document[start..].find("</w:r>").expect("it ends") + "</w:r>".len();
        if said(&document[start..end]).contains(text) {
            let properties = document[start..end].find("<w:rPr>").map_or("", |from| {
                let to = document[start..end].find("</w:rPr>").expect("it ends") + "</w:rPr>".len();
                &document[start + from..start + to]
            });
            return (start, end, properties);
        }
        at = end;
    }
    panic!("no run says {text}: {}", said(document))
}

/// The text of some markup.
pub fn said(xml: &str) -> String {
    xml.split("<w:t").skip(1).filter_map(|rest| Some(rest.split_once('>')?.1.split("</w:t>").next()?.to_owned())).collect()
}

/// The paragraph that says `text`: its bytes.
#[track_caller]
pub fn paragraph(document: &str, text: &str) -> (usize, usize) {
    let mut at = 0;
    while let Some(found) = document[at..].find("<w:p>") {
        let start = at + found;
        let end = start + document[start..].find("</w:p>").expect("it ends") + "</w:p>".len();
        if said(&document[start..end]).contains(text) {
            return (start, end);
        }
        at = end;
    }
    panic!("no paragraph says {text}")
}

/// The text of a run replaced, as a reviewer types without tracking.
#[track_caller]
pub fn typed(document: &str, old: &str, new: &str) -> String {
    let (start, end, _) = run(document, old);
    format!("{}{}{}", &document[..start], document[start..end].replacen(old, new, 1), &document[end..])
}

/// The same, tracked.
#[track_caller]
pub fn tracked(document: &str, old: &str, new: &str) -> String {
    let (start, end, properties) = run(document, old);
    let text = said(&document[start..end]);
    let (before, after) = text.split_once(old).expect("it is there");
    let one = |text: &str| if text.is_empty() { String::new() } else { plain(properties, text) };
    let by = "w:id=\"900\" w:author=\"Full Name\" w:date=\"2026-01-01T00:00:00Z\"";
    let gone = one(old).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>");
    format!(
        "{}{}<w:del {by}>{gone}</w:del><w:ins {by}>{}</w:ins>{}{}",
        &document[..start],
        one(before),
        one(new),
        one(after),
        &document[end..]
    )
}

/// A run.
pub fn plain(properties: &str, text: &str) -> String {
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// The document as Word saves it: runs torn anywhere, with what it notes of its own beside them.
pub fn torn(document: &str) -> String {
    let mut out = String::new();
    let mut rest = document;
    let mut number = 0_usize;
    while let Some(start) = rest.find("<w:r>") {
        let end = start + rest[start..].find("</w:r>").expect("it ends") + "</w:r>".len();
        let own = &rest[start..end];
        out.push_str(&rest[..start]);
        let pieces = own.matches("<w:t ").count() == 1 && !own.contains("<w:br/>") && !own.contains("<w:tab/>");
        let text = said(own);
        let chars: Vec<char> = text.chars().collect();
        // An entity is one letter.
        if pieces && chars.len() > 2 && !text.contains('&') {
            number += 1;
            let cut = 1 + number * 7 % (chars.len() - 1);
            let (_, _, properties) = run(own, &text);
            let halves = [&chars[..cut], &chars[cut..]].map(|half| half.iter().collect::<String>());
            out.push_str("<w:proofErr w:type=\"spellStart\"/>");
            for (half, id) in halves.iter().zip(["00A1", "00B2"]) {
                out.push_str(&plain(properties, half).replacen("<w:r>", &format!("<w:r w:rsidR=\"{id}{number:04}\">"), 1));
            }
            out.push_str("<w:proofErr w:type=\"spellEnd\"/><w:bookmarkStart w:id=\"5000\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"5000\"/>");
        } else {
            out.push_str(own);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}
