//! Roof: the YAML of a fenced block, and the data file it names -> a typed [`Figure`] in one language, or what is wrong with it.
//!
//! 1. The block is read; `src` names a data file beside the page, or `from` a file of the ledger.
//! 2. A YAML or JSON file lies below the block: what the block does not say, the file does. CSV and the ledger give rows.
//! 3. The block's name picks the reader.
//! 4. Fields that nobody took are reported.

mod category;
mod cell;
mod chart;
pub(in crate::figure) mod kinds;
mod lists;
mod map;
mod marks;
pub mod rows;
mod table;
mod theme;
mod value;

use crate::diag::codes::figure as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::locale::{LocaleId, Locales};
use crate::source::{SourceFile, Span};
use crate::yaml::{Fields, Yaml, parse, parse_text};

use super::block::Declared;
use super::facts::{FactTable, Kind as FactKind, SHEETS};
use super::{Figure, Kind};
use rows::Rows;
use value::Spec;

/// A fenced block as Markdown keeps it.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its YAML.
    pub yaml: &'a str,
    /// The bytes of its YAML.
    pub body: Span,
    /// The bytes of the whole block.
    pub span: Span,
}

/// What figures are read against.
#[derive(Clone, Copy)]
pub struct ReadContext<'a> {
    /// All languages.
    pub locales: &'a Locales,
    /// The language of the page's text.
    pub locale: LocaleId,
    /// A file by its path as the page writes it; `None` for what is not below the content.
    pub file: &'a dyn Fn(&str) -> Option<&'a SourceFile>,
    /// The ledger.
    pub facts: &'a dyn FactTable,
    /// Blocks of the theme.
    pub declared: &'a Declared,
}

impl ReadContext<'_> {
    /// Reports an id that the ledger does not know, unless its entry has been reported as wrong.
    fn unknown(self, kind: FactKind, id: &str, span: Span, diags: &mut Diagnostics) {
        if !self.facts.is_told(kind, id) {
            diags.push(codes::unknown_id(span, kind.as_str(), id, &self.facts.ids(kind)));
        }
    }
}

/// Reads a block.
pub fn figure(written: Written<'_>, context: ReadContext<'_>) -> Outcome<Option<Figure>> {
    let mut diags = Diagnostics::new();
    let value = read(written, context, &mut diags);
    Outcome::new(value, diags)
}

fn read(written: Written<'_>, context: ReadContext<'_>, diags: &mut Diagnostics) -> Option<Figure> {
    let base = written.body.range().start;
    let own = parse_text(written.body.file, written.yaml, base, diags).whole()?;
    let mut fields = Fields::of(&own, own.root(), phrase!("a figure"), diags)?;
    let Some(sort) = kinds::of(written.name) else {
        let block = theme::read(written.name, &mut fields, context, diags);
        return Some(Figure { kind: Kind::Block(block?), ..bare(written.span, context.locale) });
    };
    let file = match fields.text("src", diags) {
        None => None,
        Some(path) => {
            let Some(file) = (context.file)(&path.value) else {
                diags.push(codes::no_source(path.span, &path.value));
                return None;
            };
            Some((file, path))
        }
    };
    let mut below: Option<Yaml<'_>> = None;
    let mut rows: Option<Rows> = None;
    if let Some((file, path)) = &file {
        match path.value.rsplit_once('.').map(|(_, ending)| ending) {
            Some("yaml" | "yml" | "json") if file.text().is_some() => {
                below = Some(parse(file, 0..file.text().map_or(0, str::len), diags).whole()?);
            }
            Some("csv") => rows = Some(Rows::of_csv(file, path, diags)?),
            Some("yaml" | "yml" | "json") => {
                diags.push(codes::unreadable(path.span, &path.value, file.why_no_text()));
                return None;
            }
            Some(_) | None => {
                diags.push(codes::unreadable(path.span, &path.value, phrase!("it is no text of a kind that is known")));
                return None;
            }
        }
    }
    if sort.takes_ledger
        && let Some(from) = fields.text("from", diags)
    {
        let Some(sheet) = context.facts.sheet(&from.value, context.locale) else {
            diags.push(codes::no_sheet(from.span, &from.value, &SHEETS));
            return None;
        };
        if sheet.rows.is_empty() {
            diags.push(codes::empty(from.span, &from.value));
            return None;
        }
        rows = Some(Rows::of_sheet(sheet, from.span));
    }
    let below = match &below {
        Some(yaml) => Some(Fields::of(yaml, yaml.root(), phrase!("a figure"), diags)?),
        None => None,
    };
    let mut spec = Spec::new(fields, below, written.span, context);
    let mut figure = Figure {
        title: spec.text("title", diags),
        subtitle: spec.text("subtitle", diags),
        description: spec.text("description", diags),
        source: spec.source(diags),
        note: spec.text("note", diags),
        ..bare(written.span, context.locale)
    };
    let kind = (sort.read)(&mut spec, rows, diags);
    if figure.title.is_none() && sort.needs_title {
        spec.missing("title", diags);
    }
    spec.finish(diags);
    figure.kind = kind?;
    Some(figure)
}

/// A figure that shows nothing yet.
fn bare(span: Span, locale: LocaleId) -> Figure {
    Figure {
        span,
        locale,
        title: None,
        subtitle: None,
        description: None,
        source: None,
        note: None,
        kind: Kind::People(Vec::new()),
    }
}
