//! The figures of the documents, read against the data files beside their pages and the ledger.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::ast::{Block, BlockKind, Document, FigureId, Note, walk};
use crate::config::Config;
use crate::diag::codes::figure as codes;
use crate::diag::codes::ledger as ledger_codes;
use crate::diag::codes::site::symbolic_link;
use crate::diag::names::nearest;
use crate::diag::{Diagnostic, Diagnostics};
use crate::figure::Figure;
use crate::figure::block::Declared;
use crate::figure::read::{ReadContext, Written, figure};
use crate::ledger::{Ledger, names};
use crate::source::{FileId, SourceTree, Span};

use super::absent::Absent;
use super::entries::context::Tools;
use super::entries::tracked::{self, Asked};
use super::place::{CONTENT, Place};
use super::{address, picture};

/// The figures of a document, and what they asked the ledger for.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// By `FigureId`; `None` for those that were refused.
    pub list: Vec<Option<Figure>>,
    /// What they rest on.
    pub asked: Asked,
    /// The data files that they read.
    pub files: BTreeSet<FileId>,
    /// The data files that are not there: where they would stand, and as they are written.
    missed: Vec<(String, String)>,
}

/// The figures of every document that is shown, by its path.
pub fn of_all(
    shown: &[(Place, Arc<Document>)],
    tools: Tools<'_>,
    tree: &SourceTree,
    absent: &Absent,
    config: &Config,
    declared: &Declared,
    diags: &mut Diagnostics,
) -> BTreeMap<String, Figures> {
    let one = |(place, document): &(Place, Arc<Document>)| {
        let mut diags = Diagnostics::new();
        let mut figures = of(document, &place.key, tools, tree, declared, &mut diags);
        let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        told(&mut figures, folder, tree, absent, config, &mut diags);
        (document.path.clone(), figures, diags)
    };
    let mut found = BTreeMap::new();
    for (path, figures, problems) in shown.par_iter().map(one).collect::<Vec<_>>() {
        diags.append(problems);
        if !figures.list.is_empty() {
            found.insert(path, figures);
        }
    }
    found
}

/// The readers of figures know no files that are kept back, and no links: what they say of one as of a file that does not exist is said here
/// as what it is.
fn told(figures: &mut Figures, folder: &str, tree: &SourceTree, absent: &Absent, config: &Config, diags: &mut Diagnostics) {
    for (path, written) in std::mem::take(&mut figures.missed) {
        if let Some(Some(mark)) = absent.files.get(&path) {
            told_as(diags, &written, |span| mark.told(config, span, &written));
        } else if tree.is_link(&path) {
            told_as(diags, &written, |span| Some(symbolic_link(span, &written)));
        } else if let Some(near) = near(tree, &path) {
            let near = match written.strip_prefix('/') {
                Some(_) => format!("/{}", address::relative(CONTENT, &near)),
                None => address::relative(folder, &near),
            };
            told_as(diags, &written, |span| Some(codes::no_source_but(span, &written, &near)));
        }
    }
}

/// The data file beside a path that was probably meant by it.
fn near(tree: &SourceTree, path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/')?;
    let is_data = |name: &&str| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        !name.contains('/') && ending.is_some_and(|ending| ["csv", "tsv", "json", "yaml", "yml"].contains(&ending.as_str()))
    };
    let beside = tree.in_folder(folder).filter(|file| !names::is_read(&file.path));
    let beside = beside.filter_map(|file| file.path.strip_prefix(folder)?.strip_prefix('/')).filter(is_data);
    nearest(name, beside).map(|near| format!("{folder}/{near}"))
}

/// Tells something else than that a data file does not exist, where that is told first.
fn told_as(diags: &mut Diagnostics, written: &str, told: impl FnOnce(Span) -> Option<Diagnostic>) {
    let Some(span) = diags.iter().find(|d| codes::is_no_source(d, written)).and_then(|d| d.span) else { return };
    diags.retain(|d| !(codes::is_no_source(d, written) && d.span == Some(span)));
    diags.extend(told(span));
}

/// Where a page in `folder` means a data file to stand; `None` for what is not below the content.
pub fn data_path(folder: &str, written: &str) -> Option<String> {
    let (folder, path) = written.strip_prefix('/').map_or((folder, written), |path| (CONTENT, path));
    let full = address::join(folder, path)?;
    full.strip_prefix(CONTENT).is_some_and(|rest| rest.starts_with('/')).then_some(full)
}

/// The figures of one document.
pub fn of(
    document: &Document,
    key: &str,
    tools: Tools<'_>,
    tree: &SourceTree,
    declared: &Declared,
    diags: &mut Diagnostics,
) -> Figures {
    if document.figures == 0 {
        return Figures::default();
    }
    let mut written: Vec<(FigureId, Written<'_>)> = Vec::new();
    blocks(&document.blocks, &mut written);
    document.notes.iter().for_each(|Note { content, .. }| blocks(content, &mut written));
    written.sort_by_key(|(id, _)| *id);
    let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let tag = &tools.locales.get(document.locale).tag;
    let none = Ledger::default();
    let ledger = tools.ledgers.of_page(key).unwrap_or(&none);
    let mut figures = Figures::default();
    let (files, missed) = (RefCell::new(BTreeSet::new()), RefCell::new(BTreeSet::new()));
    // A file of the ledger holds what hidden pages use, too: a figure asks the ledger, which knows what is shown.
    let refused = RefCell::new(BTreeSet::<String>::new());
    for (_, written) in written {
        let ledger = tracked::TrackedLedger::new(tools, ledger);
        let file = |written: &str| {
            let full = data_path(folder, written)?;
            let file = picture::variant(tree, &full, tag);
            if file.is_some_and(|file| names::is_read(&file.path)) {
                refused.borrow_mut().insert(written.to_owned());
                return None;
            }
            match file {
                Some(file) => files.borrow_mut().insert(file.id),
                None => missed.borrow_mut().insert((full, written.to_owned())),
            };
            file
        };
        let context = ReadContext { locales: tools.locales, locale: document.locale, file: &file, facts: &ledger, declared };
        let mut found = figure(written, context);
        for written in refused.take() {
            told_as(&mut found.diags, &written, |span| Some(codes::ledger_source(span, &written)));
        }
        if let [(raw, other), others @ ..] = ledger.lent().as_slice() {
            let other = &tools.locales.get(*other).tag;
            diags.push(ledger_codes::untranslated_figure(written.span, (raw, others.len()), tag, other));
        }
        let mut read = found.report_to(diags);
        if let Some(figure) = &mut read
            && figure.source.is_none()
        {
            // A figure of facts says whose they are.
            figure.source = ledger.titles(document.locale);
        }
        figures.list.push(read);
        figures.asked.add(&ledger.asked());
    }
    figures.files = files.into_inner();
    figures.missed = missed.into_inner().into_iter().collect();
    figures
}

fn blocks<'a>(content: &'a [Block], out: &mut Vec<(FigureId, Written<'a>)>) {
    walk::blocks(content, &mut |block| {
        if let BlockKind::Figure { id, name, yaml, body } = &block.kind {
            out.push((*id, Written { name, yaml, body: *body, span: block.span }));
        }
    });
}
