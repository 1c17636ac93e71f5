//! Roof: a Markdown file -> a [`Document`]. The only user of pulldown-cmark.
//!
//! 1. [`head::split`] cuts the file.
//! 2. [`front_matter::read`] types its head.
//! 3. [`body::read`] turns the rest into blocks that know their direction.

pub mod anchors;
mod autolink;
mod block_builder;
pub mod body;
mod comments;
mod container;
mod direction;
mod dollars;
mod emphasis;
mod events;
mod flanking;
pub mod foreign;
pub mod front_matter;
pub mod head;
mod hiding;
mod html;
mod inline;
mod inline_event;
mod isolation;
mod labels;
pub mod line;
pub mod lines;
mod made;
mod math;
mod notes;
pub mod options;
pub mod raw;
mod reading;
mod settle;
pub mod tag;
pub mod write;

use crate::ast::Document;
use crate::diag::codes::config as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::locale::{LocaleId, Locales};
use crate::source::{SourceFile, Span};
use front_matter::Head;
use head::{Form, Parts};
use options::Options;

/// Reads one page, whatever is wrong with it: of a head that cannot be read as a whole, the rest and the body are there. `locale` is
/// the language of its path; front matter may say another.
pub fn read(file: &SourceFile, locale: LocaleId, locales: &Locales, options: &Options) -> Outcome<Document> {
    let mut diags = Diagnostics::new();
    let text = file.text().unwrap_or_else(|| {
        diags.push(codes::not_utf8(Span::new(file.id, 0, 0), &file.path));
        ""
    });
    let parts = match file.text() {
        Some(text) => head::split(text, file.id, &mut diags),
        None => Parts { form: Form::Other, head: 0..0, body: 0..0 },
    };
    // What is read of parts that may begin and end elsewhere helps others, and says nothing of itself.
    let mut unsaid = Diagnostics::new();
    let told = if parts.form == Form::Open { &mut unsaid } else { &mut diags };
    let mut refs = Vec::new();
    let head = match parts.form {
        Form::Yaml | Form::Open => {
            front_matter::read(file, parts.head.clone(), locale, (locales, &options.heads), &mut refs, told)
        }
        Form::Other => Head::of_nothing(file.id, locale, locales),
    };
    let locale = head.meta.lang.unwrap_or(locale);
    let body = body::read_after(refs, file, parts.body.clone(), locale, locales, options).report_to(told);
    let is_known = parts.form != Form::Open;
    let document = Document {
        path: file.path.clone(),
        span: Span::new(file.id, 0, text.len()),
        locale,
        meta: head.meta,
        is_whole: head.is_whole && parts.form == Form::Yaml,
        head: Span::new(file.id, parts.head.start, parts.head.end),
        body: is_known.then(|| Span::new(file.id, parts.body.start, parts.body.end)),
        blocks: body.blocks,
        notes: body.notes,
        refs: body.refs,
        anchors: body.anchors,
        words: body.words,
        figures: body.figures,
        comments: body.comments,
    };
    Outcome::new(document, diags)
}
