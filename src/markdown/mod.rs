//! Roof: a Markdown file -> a [`Document`]. The only user of pulldown-cmark.
//!
//! 1. [`head::split`] cuts the file.
//! 2. [`front_matter::read`] types its head.
//! 3. [`body::read`] turns the rest into blocks that know their direction.

mod anchors;
mod autolink;
pub mod body;
mod descent;
mod direction;
mod dollars;
mod emphasis;
mod events;
mod flanking;
mod foreign;
mod frame;
pub mod front_matter;
pub mod head;
mod html;
mod inline;
mod isolation;
mod labels;
pub mod line;
pub mod lines;
mod made;
mod math;
mod notes;
pub mod options;
mod piece;
pub mod raw;
mod reading;
mod settle;
pub mod tag;

use crate::ast::Document;
use crate::diag::codes::config as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::locale::{LocaleId, Locales};
use crate::source::{SourceFile, Span};
use head::Form;
use options::Options;

/// Reads one page. `locale` is the language of its path; front matter may say another. A file whose head cannot be
/// used yields `None`, but its body is still read, so that one run shows every mistake.
pub fn read(file: &SourceFile, locale: LocaleId, locales: &Locales, options: &Options) -> Outcome<Option<Document>> {
    let mut diags = Diagnostics::new();
    let whole = Span::new(file.id, 0, 0);
    let Some(text) = file.text() else {
        diags.push(codes::not_utf8(whole, &file.path));
        return Outcome::new(None, diags);
    };
    let Some(parts) = head::split(file, &mut diags) else {
        return Outcome::new(None, diags);
    };
    let mut refs = Vec::new();
    let meta = match parts.form {
        Form::Yaml => front_matter::read(file, parts.head, locale, locales, &mut refs, &mut diags),
        Form::Other => None,
    };
    let locale = meta.as_ref().and_then(|m| m.lang).unwrap_or(locale);
    let body = body::read_after(refs, file, parts.body, locale, locales, options).into_value(&mut diags);
    let document = meta.map(|meta| Document {
        path: file.path.clone(),
        span: Span::new(file.id, 0, text.len()),
        locale,
        meta,
        blocks: body.blocks,
        notes: body.notes,
        refs: body.refs,
        anchors: body.anchors,
        words: body.words,
        reports: body.reports,
    });
    Outcome::new(document, diags)
}
