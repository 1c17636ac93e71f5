//! The pictures of a site -> their files, each batch asked of the memo first.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Diagnostics, Outcome};
use crate::memo::key::{Key, KeyBuilder};
use crate::output::OutPath;
use crate::output::contents::Contents;
use crate::picture::develop::{develop, inspect};
use crate::picture::photo::{Problem, Tints};
use crate::site::Site;
use crate::site::photos::{Batch, Photo, Wanted, told};
use crate::source::SourceTree;

use super::memo::{Memo, Plates};
use super::{EditionFiles, Request};
use crate::message::Message;

/// What a run does about pictures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::pipeline) enum Extent {
    /// Makes all that pages show.
    All,
    /// Looks whether they can be made.
    Look,
    /// Nothing: they are made when somebody asks for them.
    Later,
}

impl Extent {
    /// What a build is asked for that makes files of editions on demand, or now.
    pub(in crate::pipeline) fn of(request: &Request) -> Self {
        if request.editions == EditionFiles::OnDemand { Self::Later } else { Self::All }
    }
}

/// What was made.
#[derive(Debug, Default)]
pub(in crate::pipeline) struct Made {
    /// The colours that stand in the place of pictures.
    pub colours: Tints,
    /// The files.
    pub files: Vec<(OutPath, Contents)>,
}

/// Makes the pictures of a site. One that cannot be made is told where it is referred to.
pub(in crate::pipeline) fn make(site: &Site, tree: &SourceTree, memo: &Memo, extent: Extent) -> Outcome<Made> {
    let mut diags = Diagnostics::new();
    let mut made = Made::default();
    if extent == Extent::Later {
        return Outcome::new(made, diags);
    }
    if extent == Extent::Look {
        let mut distinct: Vec<&Wanted> = site.photos.iter().collect();
        distinct.dedup_by_key(|wanted| wanted.photo.file);
        let look = |wanted: &&Wanted| {
            let looked = read(tree, &wanted.photo).and_then(|bytes| inspect(&bytes));
            looked.err().map(|problem| problem_at(wanted, &problem))
        };
        distinct.par_iter().filter_map(look).collect::<Vec<_>>().into_iter().for_each(|problem| diags.push(problem));
        return Outcome::new(made, diags);
    }
    let plates: Vec<_> = site.photos.par_iter().map(|w| (w, plates(&w.photo, w.batch(), tree, memo))).collect();
    for (wanted, plates) in plates {
        match plates {
            Ok(plates) => {
                let batch = wanted.batch();
                made.colours.extend(plates.colour.map(|colour| (batch.key.clone(), colour)));
                let files = batch.files.iter().zip(plates.files.iter());
                made.files.extend(files.filter_map(|(file, contents)| Some((OutPath::new(&file.out)?, contents.clone()))));
            }
            Err(problem) => diags.push(problem_at(wanted, &problem)),
        }
    }
    Outcome::new(made, diags)
}

/// The file at a path that pages show, made now; `None` if there is none.
pub(in crate::pipeline) fn one(site: &Site, tree: &SourceTree, memo: &Memo, path: &str) -> Outcome<Option<Arc<[u8]>>> {
    let mut diags = Diagnostics::new();
    let mut all = site.photos.iter();
    let wanted = all.find_map(|w| w.batch().files.iter().position(|file| file.out == path).map(|at| (w, at)));
    let Some((wanted, at)) = wanted else { return Outcome::new(None, diags) };
    let bytes = plates(&wanted.photo, wanted.batch(), tree, memo).map(|plates| plates.files.get(at).and_then(|c| c.bytes().ok()));
    let bytes = bytes.unwrap_or_else(|problem| {
        diags.push(problem_at(wanted, &problem));
        None
    });
    Outcome::new(bytes, diags)
}

/// A picture for paper.
pub(in crate::pipeline) fn print(photo: &Photo, tree: &SourceTree, memo: &Memo) -> Result<Option<Arc<[u8]>>, Problem> {
    let Some(batch) = &photo.print else { return Ok(None) };
    let plates = plates(photo, batch, tree, memo)?;
    Ok(plates.files.first().and_then(|contents| contents.bytes().ok()))
}

/// A size of a picture for pages, by its place in the batch.
pub(in crate::pipeline) fn size(photo: &Photo, at: usize, tree: &SourceTree, memo: &Memo) -> Result<Option<Arc<[u8]>>, Problem> {
    let Some(batch) = &photo.responsive else { return Ok(None) };
    let plates = plates(photo, batch, tree, memo)?;
    Ok(plates.files.get(at).and_then(|contents| contents.bytes().ok()))
}

fn plates(photo: &Photo, batch: &Batch, tree: &SourceTree, memo: &Memo) -> Result<Plates, Problem> {
    let key: Key = KeyBuilder::of("picture").text(&batch.key).key();
    if let Some(plates) = memo.picture(key) {
        return Ok(plates);
    }
    let developed = develop(&read(tree, photo)?, &batch.recipe)?;
    Ok(memo.keep_picture(key, developed))
}

fn read<'a>(tree: &'a SourceTree, photo: &Photo) -> Result<Cow<'a, [u8]>, Problem> {
    tree.file(photo.file).bytes().map_err(|error| Problem(Message::given(error.to_string())))
}

fn problem_at(wanted: &Wanted, problem: &Problem) -> crate::diag::Diagnostic {
    told(wanted.span, &wanted.photo.path, problem)
}
