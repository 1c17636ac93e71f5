//! Roof: the bytes of a document -> a [`Draft`].

use std::collections::BTreeMap;

use super::atoms::{Reader, is_invisible};
use super::build::Builder;
use super::{Draft, Means, Place, pictures, settle, table};
use crate::word::element::{self, Element};
use crate::word::numbering::{self, Numbering};
use crate::word::package::{self, Package};
use crate::word::remarks;
use crate::word::styles::{self, Styles};
use crate::word::{Broken, comments};

/// Elements around the blocks of a text.
const AROUND: [&str; 5] = ["document", "body", "sdt", "sdtContent", "customXml"];

/// Reads a document.
///
/// # Errors
///
/// Where the file is none, or none that can be read within bounds.
pub fn read(bytes: &[u8], means: &Means<'_>) -> Result<Draft, Broken> {
    let package = package::read(bytes)?;
    if package.has_macros {
        return Err(Broken::Harmful("it holds macros, as a `.docm` does".to_owned()));
    }
    let styles = package.related("styles").next().map_or(Ok(Styles::default()), styles::read)?;
    let numbering = package.related("numbering").next().map_or(Ok(Numbering::default()), numbering::read)?;
    let pictures = pictures::read(bytes, &package)?;
    let mut builder = Builder::new(means, Reader::new(&package, &styles, means.view), &numbering, pictures);
    builder.known = notes(&package)?;
    element::read(package.document(), &AROUND, &mut |element| {
        builder.block(&element);
        Ok(())
    })?;
    let last = builder.finish();
    builder.draft.chunks.push(last);
    write_notes(&mut builder);
    margins(&package, &mut builder)?;
    said(&package, &mut builder)?;
    let Builder { mut draft, pictures, places, reader, .. } = builder;
    draft.pictures = pictures.shown;
    draft.tracked = reader.tracked;
    settle::settle(&mut draft, &places, means);
    Ok(draft)
}

/// The notes of a document by kind and id, each with its part.
fn notes(package: &Package) -> Result<BTreeMap<String, (Element, String)>, Broken> {
    let mut found = BTreeMap::new();
    for (kind, name) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
        for part in package.related(kind) {
            element::read(part, &[kind], &mut |element| {
                if element.name == name {
                    let id = element.get("id").unwrap_or_default();
                    found.insert(format!("{name} {id}"), (element, part.0.to_owned()));
                }
                Ok(())
            })?;
        }
    }
    Ok(found)
}

/// The notes that are referred to become blocks of their own.
fn write_notes(builder: &mut Builder<'_>) {
    let ids = std::mem::take(&mut builder.notes);
    for (at, id) in ids.iter().enumerate() {
        let Some((element, part)) = builder.known.remove(id) else { continue };
        builder.note = Some(at + 1);
        builder.reader.part = part;
        for own in element.elements() {
            builder.block(own);
        }
        let mut whole = builder.finish();
        whole.label = Some((at + 1).to_string());
        builder.draft.chunks.push(whole);
    }
    builder.note = None;
}

/// Heads and feet of pages are no part of a page.
fn margins(package: &Package, builder: &mut Builder<'_>) -> Result<(), Broken> {
    let mut told: Vec<String> = Vec::new();
    for kind in ["header", "footer"] {
        for (name, text) in package.related(kind) {
            let mut said = String::new();
            element::read((name, text), &[], &mut |element| {
                shown(&element, builder.reader.styles, false, &mut said);
                Ok(())
            })?;
            let said = super::words::clean(&said);
            let said: String = said.chars().take(80).collect();
            if said.chars().any(char::is_alphabetic) && !told.contains(&said) {
                told.push(said);
            }
        }
    }
    for said in told {
        let why = format!("what stands at the head or foot of pages is left out: \u{201c}{said}\u{201d}");
        builder.left(Place::Document, "", ("margin", why), false);
    }
    Ok(())
}

/// What an element says, without what is hidden.
fn shown(own: &Element, styles: &Styles, is_hidden: bool, out: &mut String) {
    let mut is_hidden = is_hidden;
    let rows_are_hidden = own.name == "tbl" && styles.hides_rows(table::style(own));
    match own.name.as_str() {
        "p" => {
            out.push(' ');
            is_hidden = styles.hides(own.child("pPr").and_then(|own| own.value("pStyle")).unwrap_or_default());
        }
        "r" => {
            let properties = own.child("rPr");
            let named = properties.and_then(|own| own.value("rStyle")).is_some_and(|id| styles.switches(id).hidden == Some(true));
            is_hidden = properties.and_then(|own| own.switch("vanish")).unwrap_or(is_hidden || named);
        }
        "drawing" | "pict" if is_invisible(own) => return,
        "t" if !is_hidden => out.push_str(&own.text()),
        _ => {}
    }
    let is_row_hidden = |own: &Element| own.name == "tr" && table::is_hidden(own, rows_are_hidden);
    own.elements().filter(|own| !is_row_hidden(own)).for_each(|own| shown(own, styles, is_hidden, out));
}

/// The comments become remarks before the blocks that they speak of.
fn said(package: &Package, builder: &mut Builder<'_>) -> Result<(), Broken> {
    let Some(own) = package.related("comments").next() else { return Ok(()) };
    let found = comments::read(own, package.related("commentsExtended").next())?;
    let mut threads = BTreeMap::new();
    for thread in remarks::of(&found, &builder.reader.quotes) {
        if thread.is_done {
            builder.draft.resolved += 1;
        } else {
            threads.insert(thread.id.clone(), thread.remark());
        }
    }
    for chunk in &mut builder.draft.chunks {
        chunk.remarks = std::mem::take(&mut chunk.remarks).iter().filter_map(|id| threads.remove(id)).collect();
    }
    builder.draft.carried.insert("comments", builder.draft.chunks.iter().map(|chunk| chunk.remarks.len()).sum());
    for remark in threads.into_values() {
        let why = format!("a comment speaks of nothing in the text: {}", remark.trim_start_matches("bayan: comment: "));
        builder.left(Place::Document, "", ("comment", why), false);
    }
    Ok(())
}
