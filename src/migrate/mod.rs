//! Roof: the folder of a site of another generator -> the files of a project, and what is left. Nothing is read or written here.
//!
//! One file for each generator finds its pages, languages, addresses and files (`model`); everything behind that is the same for
//! all: links are looked up (`links`), texts converted (`convert`), heads written (`front`), addresses kept (`addresses`).

pub mod addresses;
mod callout;
pub mod code;
mod convert;
pub mod data;
mod destination;
mod docusaurus;
mod front;
mod headings;
mod hugo;
mod ignored;
mod jekyll;
mod kramdown;
mod links;
mod liquid;
mod mdx;
mod media;
mod mkdocs;
pub mod model;
mod pages;
pub mod project;
mod raw;
pub mod report;
mod scan;
mod shortcode;
mod tags;
mod titles;
mod tree;
mod wordpress;
mod zola;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::picture::metadata::Keep;
use crate::site::picture::Pictures;
use crate::source::{Content, SourceTree};
use links::Index;
use model::{Fate, Found, Generator, Left, Refusal};
use project::Imported;

/// Makes a project of a site. `wanted` says what the site was made for where it cannot be seen; `now` is the moment of the import.
pub fn import(tree: &SourceTree, wanted: Option<Generator>, now: i64) -> Result<Imported, Refusal> {
    let generator = match wanted {
        Some(generator) => generator,
        None => detect(tree)?,
    };
    let found = match generator {
        Generator::Hugo => hugo::read(tree),
        Generator::Jekyll => jekyll::read(tree),
        Generator::Zola => zola::read(tree)?,
        Generator::Docusaurus => docusaurus::read(tree),
        Generator::MkDocs => mkdocs::read(tree),
        Generator::WordPress => return Err(Refusal("WordPress exports a file; name that".to_owned())),
    };
    made(tree, keep_back(found), now)
}

/// Pages that hold text which readers did not see are kept back: we would show it.
fn keep_back(mut found: Found) -> Found {
    const MARKS: [&str; 6] = ["<template", "display:none", "display: none", " hidden>", " hidden ", " hidden="];
    for page in &mut found.pages {
        let text = page.body.to_ascii_lowercase();
        let code = code::ranges(&text);
        let is_in_tag = |mark: &str| {
            text.match_indices(mark).filter(|(at, _)| !code.iter().any(|range| range.contains(at))).any(|(at, _)| {
                let near = &text[text.floor_char_boundary(at.saturating_sub(2000))..at];
                let tag = near.rfind(['<', '>']).and_then(|open| near[open..].strip_prefix('<'));
                mark.starts_with('<') || tag.is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))
            })
        };
        if !page.is_hidden && MARKS.iter().any(|mark| is_in_tag(mark)) {
            page.is_hidden = true;
            found.left.note(
                (&page.path, page.line),
                Fate::Changed,
                &page.key,
                "HTML hides a part of it: the page is kept back as a draft",
            );
        }
    }
    found
}

/// Makes a project of what `WordPress` exports: the text of the file `name`; `uploads` holds the files beside it.
pub fn export(name: &str, text: &str, uploads: &SourceTree, now: i64) -> Result<Imported, Refusal> {
    made(uploads, wordpress::read(name, text, uploads)?, now)
}

fn made(tree: &SourceTree, mut found: Found, now: i64) -> Result<Imported, Refusal> {
    if found.pages.is_empty() {
        return Err(Refusal(format!("there is no page of {} in it", found.generator.name())));
    }
    project::check_languages(&found)?;
    found.pages.iter_mut().for_each(titles::lift);
    addresses::settle(&mut found);
    found.pages.sort_by(|a, b| (&a.key, a.language).cmp(&(&b.key, b.language)));
    let refused = refused(tree, &found);
    let mut left = std::mem::take(&mut found.left);
    for (at, why) in &refused {
        left.note((&found.assets[*at].path, 0), Fate::Dropped, &found.assets[*at].key, why);
    }
    let aliases = addresses::aliases(&found, &mut left);
    let index = Index::new(&found, &refused);
    let pages: Vec<(String, Left, bool)> = (0..found.pages.len())
        .into_par_iter()
        .map(|at| {
            let body = convert::page(&index, at);
            let front = front::write(&index, at, &aliases[at], now);
            let mut left = body.left;
            left.extend(front.left);
            (project::page(&front.text, &body.text), left, body.has_html)
        })
        .collect();
    let has_html = pages.iter().any(|(_, _, has_html)| *has_html);
    let mut texts = Vec::with_capacity(pages.len());
    for (text, own, _) in pages {
        left.extend(own);
        texts.push(text);
    }
    Ok(project::write(&index, texts, left, has_html))
}

/// What a folder was made for, by its configuration.
pub fn detect(tree: &SourceTree) -> Result<Generator, Refusal> {
    let found: Vec<(Generator, String)> =
        Generator::FOLDERS.into_iter().filter_map(|generator| Some((generator, tree::config(tree, generator)?))).collect();
    match found.as_slice() {
        [(generator, _)] => Ok(*generator),
        [] => Err(Refusal(
            "nothing in this folder says what it was made for (hugo.toml, _config.yml, config.toml, docusaurus.config.js, mkdocs.yml); \
             name the folder that holds such a file, or say it with `--from`"
                .to_owned(),
        )),
        several => {
            let names: Vec<String> = several.iter().map(|(generator, path)| format!("{} ({path})", generator.name())).collect();
            Err(Refusal(format!("this folder may be a site of {}; say which with `--from`", names.join(" or "))))
        }
    }
}

/// Files that calls themselves pictures and cannot be shown, with why.
fn refused(tree: &SourceTree, found: &Found) -> BTreeMap<usize, String> {
    let content = |path: &str| tree.get(path).map_or_else(|| Content::Binary(Vec::new().into()), |file| file.content.clone());
    let paths = found.assets.iter().map(|asset| (format!("content/{}", asset.key), content(&asset.path)));
    let copied = SourceTree::new(paths);
    let pictures = Pictures::look(&copied, Keep::default(), &|_, find| find());
    let mut refused = BTreeMap::new();
    for (at, asset) in found.assets.iter().enumerate() {
        let looked = copied.get(&format!("content/{}", asset.key)).and_then(|file| pictures.get(file.id));
        if let Some(Err(trouble)) = looked {
            refused.insert(at, format!("the picture cannot be shown: it {}", trouble.says()));
        }
    }
    refused
}
