//! Pictures, each asked of the memo first: what they are, what of them is published, and the files as the repository should have
//! them.

use std::sync::Arc;

use rayon::prelude::*;

use crate::config;
use crate::memo::key::KeyBuilder;
use crate::output::OutPath;
use crate::output::contents::{Contents, Made};
use crate::picture::metadata::{self, Keep, held};
use crate::site::picture::{self, Pictures};
use crate::site::place::CONTENT;
use crate::site::{Asset, Site};
use crate::source::{SourceFile, SourceTree};

use super::Request;
use super::keys::CacheKeys;

/// What the pictures of a tree are.
pub(in crate::pipeline) fn look(tree: &SourceTree, keep: Keep, run: &CacheKeys) -> Pictures {
    Pictures::look(tree, keep, &|file, look| {
        let key =
            KeyBuilder::of("picture").and(run.file(file)).number(u64::from(keep.credit)).number(u64::from(keep.licence)).key();
        if let Some(known) = run.memo.pictures.get(key) {
            return Ok(known);
        }
        let looked = look();
        if let Ok(seen) = &looked {
            run.memo.pictures.put(key, *seen);
        }
        looked
    })
}

/// The files beside the pages, as they are published. None of their bytes is held: what a picture without its metadata is was
/// found out when it was looked at, and it is made when it has to be written.
pub(in crate::pipeline) fn published(site: &Site, tree: &SourceTree, run: &CacheKeys) -> Vec<(OutPath, Contents)> {
    let keep = site.config.keep_metadata;
    let one = |asset: &Asset| {
        let path = OutPath::new(&asset.out)?;
        let file = tree.file(asset.file);
        let contents = match site.pictures.get(asset.file) {
            Some(Err(_)) => return None,
            Some(Ok(seen)) if seen.differs => {
                let (file, format) = (file.clone(), seen.probe.format);
                let make = Arc::new(move || picture::published(&file, format, keep));
                Contents::Made(Made { make, length: seen.length, sum: seen.sum })
            }
            Some(Ok(_)) | None => run.copied(file),
        };
        Some((path, contents))
    };
    // What is painted over stands among what was made.
    site.assets.iter().filter(|asset| asset.redacted.is_none() && !asset.is_kept_back).filter_map(one).collect()
}

/// What a project keeps of what pictures say of their makers.
pub fn kept(tree: &SourceTree, request: &Request) -> Keep {
    config::read(tree, &request.overrides).value.map(|config| config.keep_metadata).unwrap_or_default()
}

/// The pictures below the content that hold a position or a name.
pub fn holding(tree: &SourceTree, keep: Keep) -> Vec<&SourceFile> {
    let files: Vec<&SourceFile> = tree.in_folder(CONTENT).collect();
    let holds = |file: &&SourceFile| {
        picture::is_looked_at(file)
            && file
                .bytes()
                .is_ok_and(|bytes| held::held(&bytes, keep) != held::Held::default() && stripped(&bytes, keep).is_some())
    };
    files.into_par_iter().filter(holds).collect()
}

/// A picture without metadata, for the repository; `None` for one that has none, or that cannot be read and is told elsewhere.
pub fn stripped(bytes: &[u8], keep: Keep) -> Option<Vec<u8>> {
    metadata::strip(bytes, keep).ok().filter(|after| **after != *bytes).map(std::borrow::Cow::into_owned)
}
