//! Roof: [`Site`] and [`Theme`] -> PDF files: every briefing by language, and as a parallel edition.
//!
//! 1. [`manuscript`]: the tree as data. 2. [`engine`]: Typst sets the theme's template with it. 3. Where that fails,
//!    `blame` finds the block.
//!
//! Files are independent of each other and made in parallel.

mod blame;
mod chapter;
pub mod engine;
pub mod manuscript;
mod qr;
mod rows;
mod write;

use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Diagnostics, Outcome};
use crate::output::OutPath;
use crate::site::Site;
use crate::site::print::Print;
use crate::source::SourceTree;
use crate::theme::Theme;

use engine::Faces;

/// For how many runs a layout that nobody asked for is kept.
const ROUNDS: usize = 8;

/// One file.
#[derive(Clone, Debug)]
pub struct Printed {
    /// Its path.
    pub out: OutPath,
    /// The PDF.
    pub bytes: Arc<[u8]>,
}

/// Makes the files. A file with a mistake is left out and the mistake told.
pub fn render(site: &Site, theme: &Theme, tree: &SourceTree, prints: &[&Print]) -> Outcome<Vec<Printed>> {
    let faces = faces(theme);
    let outcomes: Vec<_> = prints.par_iter().map(|print| one(site, theme, tree, &faces, print)).collect();
    let mut diags = Diagnostics::new();
    let printed = outcomes.into_iter().filter_map(|o| o.into_value(&mut diags)).collect();
    engine::forget(ROUNDS);
    Outcome::new(printed, diags)
}

/// The faces to set a theme in.
pub fn faces(theme: &Theme) -> Faces {
    let is_face = |path: &str| [".ttf", ".otf"].iter().any(|ending| path.ends_with(ending));
    Faces::new(theme.print.iter().filter(|(path, _)| is_face(path)).map(|(_, file)| file.bytes()))
}

fn one(site: &Site, theme: &Theme, tree: &SourceTree, faces: &Faces, print: &Print) -> Outcome<Option<Printed>> {
    let mut diags = Diagnostics::new();
    let Some(manuscript) = manuscript::prepare(site, theme, tree, faces, print).into_value(&mut diags) else {
        return Outcome::new(None, diags);
    };
    let (bytes, complaints) = engine::set(&manuscript.files(), faces, manuscript::MAIN);
    blame::tell(theme, &manuscript, faces, (&print.out, &complaints), &mut diags);
    let printed = bytes.zip(OutPath::new(&print.out)).map(|(bytes, out)| Printed { out, bytes: bytes.into() });
    Outcome::new(printed, diags)
}
