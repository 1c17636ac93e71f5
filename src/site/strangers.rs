//! Files below the content that are not what they seem: pages as other programs name them, ledgers and pages of folders in
//! other letters, and what stands for a file that was not fetched.

use std::sync::Arc;

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::diag::codes::site as codes;
use crate::ledger::names as ledger_names;
use crate::locale::Locales;
use crate::source::{SourceFile, SourceTree, Span, names};

use super::place::CONTENT;
use super::shown::uses;
use super::{Page, picture};

/// The first line of a file that stands for another (the specification of Git LFS, version 1).
const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/v1";
/// No such file is longer (the same).
const LONGEST: u64 = 1024;

/// Reports them. `pages` say where a file is first referred to.
pub fn report(tree: &SourceTree, pages: &[Arc<Page>], config: &Config, diags: &mut Diagnostics) {
    for file in tree.in_folder(CONTENT) {
        let path = &file.path[CONTENT.len() + 1..];
        if names::is_left_out(path) {
            continue;
        }
        let own = Span::new(file.id, 0, 0);
        if let Some(name) = ledger_names::meant(&file.path) {
            diags.push(codes::ledger_name(own, &file.path, name));
        } else if let Some(name) = folder_page(path) {
            diags.push(codes::folder_page_name(own, &file.path, name));
        } else if names::is_foreign_page(path) {
            diags.push(codes::foreign_page(own, &file.path));
        } else if is_pointer(file) && !picture::is_looked_at(file) {
            // Of a picture it is told where it is shown.
            diags.push(codes::lfs_pointer(own, &file.path, reference(&config.locales, tree, pages, file)));
        }
    }
    for file in tree.in_folder(&format!("themes/{}", config.theme.value)).filter(|file| is_pointer(file)) {
        diags.push(codes::lfs_pointer(Span::new(file.id, 0, 0), &file.path, None));
    }
}

/// The name of a page of a folder that another one has in other letters: what it would hide and show is another thing then.
fn folder_page(path: &str) -> Option<&'static str> {
    let stem = names::page_stem(path)?;
    let name = stem.rsplit('/').next().unwrap_or(stem).split('.').next()?;
    ["_index", "index"].into_iter().find(|own| own.eq_ignore_ascii_case(name) && *own != name)
}

fn is_pointer(file: &SourceFile) -> bool {
    // What cannot be read is told where it is wanted.
    file.length() < LONGEST && file.bytes().is_ok_and(|bytes| bytes.starts_with(POINTER))
}

/// Where a page first refers to a file.
fn reference(locales: &Locales, tree: &SourceTree, pages: &[Arc<Page>], file: &SourceFile) -> Option<Span> {
    let of = |page: &Arc<Page>| {
        let document = page.document.as_ref()?;
        let tag = &locales.get(page.locale).tag;
        let means = |raw: &str| uses::file(tree, &document.path, raw, tag) == Some(file.id);
        let spans = document.refs.iter().map(|r| (r.span, r.raw.as_str()));
        let image = document.meta.image.iter().map(|image| (image.source.span, image.source.value.as_str()));
        image.chain(spans).find(|(_, raw)| means(raw)).map(|(span, _)| span)
    };
    pages.iter().filter(|page| page.fallback_of.is_none()).filter_map(of).min()
}
