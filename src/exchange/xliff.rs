//! [`Job`]s <-> XLIFF 2.1 (OASIS), a `file` for each: units with source, target and the markup as placeholders that tools keep whole.
//!
//! The text of a placeholder stands in `originalData`. A unit remembers the target it was exported with, so that work that was done
//! on an old text is not put over a newer one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::events::attributes::{AttrError, Attribute};
use quick_xml::events::{BytesStart, Event};

use super::placeholders::{Numbered, Piece, Returned, Unit, mark_of, number};
use super::{Job, is_unicode, text};
use crate::diag::Diagnostics;
use crate::diag::codes::exchange as codes;
use crate::escape::{html_text, xml_text};
use crate::source::{SourceFile, Span};
use crate::xml;

/// More attributes than any tool writes.
const MOST_ATTRIBUTES: usize = 200;

/// Writes jobs of the same two languages.
pub fn render(jobs: &[Job]) -> String {
    let (source, target) = jobs.first().map_or(("", ""), |job| (job.source_language.as_str(), job.target_language.as_str()));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" xmlns:bayan=\"urn:bayan:exchange:1\" version=\"2.1\" srcLang=\"{}\" trgLang=\"{}\">\n",
        xml_text(source),
        xml_text(target)
    );
    for (number, job) in (1..).zip(jobs) {
        file(number, job, &mut out);
    }
    out.push_str("</xliff>\n");
    out
}

fn file(place: usize, job: &Job, out: &mut String) {
    let _ = writeln!(
        out,
        "  <file id=\"f{place}\" original=\"{}\" bayan:target=\"{}\">",
        xml_text(&job.source_file),
        xml_text(&job.target_file)
    );
    for (at, segment) in job.segments.iter().enumerate() {
        let Numbered { source, target, data } = number(segment);
        let source = inline(&source, &data);
        let target = target.map(|target| inline(&target, &data));
        let _ = writeln!(
            out,
            "    <unit id=\"u{}\" name=\"{}\" bayan:target=\"{}\">",
            at + 1,
            xml_text(&segment.name),
            mark_of(segment.target.as_deref())
        );
        if !data.is_empty() {
            out.push_str("      <originalData>\n");
            for (at, text) in data.iter().enumerate() {
                let _ = writeln!(out, "        <data id=\"d{}\" xml:space=\"preserve\">{}</data>", at + 1, escaped(text));
            }
            out.push_str("      </originalData>\n");
        }
        let state = if target.is_some() { "translated" } else { "initial" };
        let _ = writeln!(out, "      <segment state=\"{state}\">\n        <source xml:space=\"preserve\">{source}</source>");
        if let Some(target) = target {
            let _ = writeln!(out, "        <target xml:space=\"preserve\">{target}</target>");
        }
        out.push_str("      </segment>\n    </unit>\n");
    }
    out.push_str("  </file>\n");
}

/// A carriage return would be read back as a line feed (XML 1.0, section 2.11); what XML cannot hold at all is an element of its own
/// (XLIFF 2.1, section 4.2.3.1).
fn escaped(text: &str) -> String {
    let text = html_text(text).replace('\r', "&#13;");
    if text.chars().all(is_xml) {
        return text;
    }
    text.chars().map(|c| if is_xml(c) { c.to_string() } else { format!("<cp hex=\"{:04X}\"/>", u32::from(c)) }).collect()
}

/// A character of XML 1.0 (production 2).
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Pieces as XML.
fn inline(pieces: &[Piece], data: &[String]) -> String {
    let one = |piece: &Piece| match piece {
        Piece::Text(text) => escaped(text),
        Piece::Markup { id, text } => {
            let at = data.iter().position(|t| t == text).map_or(0, |at| at + 1);
            format!("<ph id=\"{id}\" dataRef=\"d{at}\"/>")
        }
    };
    pieces.iter().map(one).collect()
}

/// Reads a file that came back. `None` if anything of it cannot be understood: then nothing of it is used.
pub fn read(file: &SourceFile, diags: &mut Diagnostics) -> Option<Vec<Returned>> {
    let text = text(file, diags)?;
    if let Some((at, wrong)) = text.char_indices().find(|(_, c)| !is_xml(*c)) {
        let why = format!("no file holds the character U+{:04X}", u32::from(wrong));
        diags.push(codes::not_xml(Span::new(file.id, at, at + wrong.len_utf8()), &why));
        return None;
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    let mut state = Walk { files: Vec::new(), unit: None, data: BTreeMap::new(), within: Within::Nothing, languages: None };
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(0);
        let at = |end: usize| Span::new(file.id, start, end.max(start));
        let event = reader.read_event();
        let end = usize::try_from(reader.buffer_position()).unwrap_or(start);
        let step = match event {
            Err(error) => Err(codes::not_xml(at(end), &error.to_string())),
            Ok(Event::Eof) if depth > 0 => Err(codes::not_xml(at(end), "the file ends before its last element does")),
            Ok(Event::Eof) => break,
            Ok(Event::Start(element)) => {
                depth += 1;
                state.open(&element, at(end))
            }
            Ok(Event::End(element)) => {
                depth = depth.saturating_sub(1);
                state.close(element.local_name().as_ref());
                Ok(())
            }
            Ok(Event::Text(piece)) => state.text(&piece.xml10_content(), at(end)),
            Ok(Event::CData(piece)) => state.text(&piece.xml10_content(), at(end)),
            Ok(Event::GeneralRef(name)) => match xml::referred(&name).filter(|c| is_xml(*c)) {
                Some(c) => state.text(c.encode_utf8(&mut [0; 4]), at(end)),
                None => Err(codes::not_xml(at(end), "an entity that XML does not have")),
            },
            Ok(Event::DocType(_)) => Err(codes::not_xml(at(end), "a document type, which no XLIFF file has")),
            Ok(Event::Decl(declaration)) => match declaration.encoding() {
                Some(Ok(name)) if !is_unicode(&name) => Err(codes::other_encoding(at(end), &name)),
                Some(_) | None => Ok(()),
            },
            Ok(Event::Empty(_) | Event::Comment(_) | Event::PI(_)) => Ok(()),
        };
        if let Err(problem) = step {
            diags.push(problem);
            return None;
        }
    }
    let is_ours = state.languages.is_some() && state.unit.is_none() && !state.files.is_empty();
    if !is_ours || state.files.iter().any(|file| file.target_file.is_empty()) {
        diags.push(codes::not_ours(Span::new(file.id, 0, 0)));
        return None;
    }
    Some(state.files)
}

/// The attributes of an element. That none stands twice is found by comparing each with all before it, so there cannot be any number.
fn attributes(element: &BytesStart<'_>) -> Result<BTreeMap<String, String>, String> {
    let mut unchecked = element.attributes();
    if unchecked.with_checks(false).take(MOST_ATTRIBUTES + 1).count() > MOST_ATTRIBUTES {
        return Err(format!("an element has more than {MOST_ATTRIBUTES} attributes"));
    }
    let one = |attribute: Result<Attribute<'_>, AttrError>| {
        let attribute = attribute.map_err(|e| e.to_string())?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|e| e.to_string())?;
        Ok((attribute.key.as_ref().to_owned(), value.into_owned()))
    };
    element.attributes().map(one).collect()
}

/// What text belongs to.
#[derive(Clone, PartialEq, Eq)]
enum Within {
    Nothing,
    Data(String),
    Source,
    Target,
}

struct Walk {
    files: Vec<Returned>,
    unit: Option<Unit>,
    data: BTreeMap<String, String>,
    within: Within,
    /// The languages that were translated from and into, once the outermost element has said them.
    languages: Option<[String; 2]>,
}

impl Walk {
    fn open(&mut self, element: &BytesStart<'_>, span: Span) -> Result<(), crate::diag::Diagnostic> {
        let attributes = attributes(element).map_err(|why| codes::not_xml(span, &why))?;
        let attribute = |name: &str| attributes.get(name).cloned();
        let name = element.local_name();
        match (name.as_ref(), &self.within) {
            ("ph", Within::Source | Within::Target) => {
                let id = attribute("id").unwrap_or_default();
                let text = attribute("dataRef").and_then(|data| self.data.get(&data).cloned());
                let text = text.ok_or_else(|| codes::unknown_placeholder(span, &id))?;
                self.push(Piece::Markup { id, text });
            }
            ("cp", Within::Source | Within::Target | Within::Data(_)) => {
                let value = attribute("hex").and_then(|hex| u32::from_str_radix(&hex, 16).ok()).and_then(char::from_u32);
                let c = value.ok_or_else(|| codes::unknown_inline(span, "cp"))?;
                return self.text(c.encode_utf8(&mut [0; 4]), span);
            }
            (other, Within::Source | Within::Target) => return Err(codes::unknown_inline(span, other)),
            ("xliff", _) => {
                self.languages = Some(["srcLang", "trgLang"].map(|name| attribute(name).unwrap_or_default()));
            }
            ("file", _) => {
                if let Some([source_language, target_language]) = self.languages.clone() {
                    let target_file = attribute("bayan:target").unwrap_or_default();
                    self.files.push(Returned { target_file, source_language, target_language, units: Vec::new() });
                }
            }
            ("unit", _) => {
                self.data.clear();
                self.unit = Some(Unit {
                    name: attribute("name").unwrap_or_default(),
                    span,
                    exported: attribute("bayan:target").unwrap_or_default(),
                    source: Vec::new(),
                    target: Vec::new(),
                });
            }
            ("data", _) => {
                let id = attribute("id").unwrap_or_default();
                self.data.insert(id.clone(), String::new());
                self.within = Within::Data(id);
            }
            ("source", _) if self.unit.is_some() => self.within = Within::Source,
            ("target", _) if self.unit.is_some() => self.within = Within::Target,
            // Tools add notes and metadata of their own.
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "data" | "source" | "target" => self.within = Within::Nothing,
            "unit" => {
                if let Some(file) = self.files.last_mut() {
                    file.units.extend(self.unit.take());
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, span: Span) -> Result<(), crate::diag::Diagnostic> {
        match self.within.clone() {
            // White space, and the notes of tools.
            Within::Nothing => {}
            Within::Data(id) => match self.data.get_mut(&id) {
                Some(data) => data.push_str(text),
                None => return Err(codes::unknown_placeholder(span, &id)),
            },
            Within::Source | Within::Target => self.push(Piece::Text(text.to_owned())),
        }
        Ok(())
    }

    fn push(&mut self, piece: Piece) {
        let Some(unit) = &mut self.unit else { return };
        let pieces = if self.within == Within::Source { &mut unit.source } else { &mut unit.target };
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text(text)), Piece::Text(more)) => text.push_str(&more),
            (_, piece) => pieces.push(piece),
        }
    }
}
