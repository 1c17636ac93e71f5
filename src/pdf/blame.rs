//! What Typst has against a file -> problems at the Markdown that caused them.
//!
//! Typst sees data, so its own places are lines of the template. What fails is found by setting less: the file with
//! nothing in it (then it is the template), then with one block at a time; what fails alike is told once.

use crate::diag::Diagnostics;
use crate::diag::codes::pdf as codes;
use crate::source::Span;
use crate::theme::Theme;

use super::engine::{self, Complaint, Faces};
use super::manuscript::{MAIN, Manuscript};

/// Tells the complaints about the file `out`.
pub fn tell(theme: &Theme, manuscript: &Manuscript, faces: &Faces, (out, found): (&str, &[Complaint]), diags: &mut Diagnostics) {
    for remark in found.iter().filter(|c| !c.fatal) {
        diags.push(codes::remark(None, out, &remark.message));
    }
    if !found.iter().any(|c| c.fatal) {
        return;
    }
    let (_, empty) = engine::set(&manuscript.alone(None), faces, MAIN);
    if empty.iter().any(|c| c.fatal) {
        return empty.iter().filter(|c| c.fatal).for_each(|c| template(theme, c, diags));
    }
    let mut blamed: Vec<(Complaint, Span, Vec<Span>)> = Vec::new();
    for chapter in &manuscript.chapters {
        for (row, place) in chapter.places.iter().enumerate() {
            let (_, alone) = engine::set(&manuscript.alone(Some((chapter, row))), faces, MAIN);
            let Some(complaint) = alone.into_iter().find(|c| c.fatal) else { continue };
            match blamed.iter_mut().find(|(known, ..)| *known == complaint) {
                Some((.., others)) => others.push(*place),
                None => blamed.push((complaint, *place, Vec::new())),
            }
        }
    }
    if blamed.is_empty() {
        found.iter().filter(|c| c.fatal).for_each(|c| template(theme, c, diags));
    }
    // A mistake in a template is met at every block that uses it, and is one problem.
    for (complaint, place, others) in &blamed {
        diags.push(codes::block(*place, others, &complaint.message));
    }
}

/// A problem in a template: at its place if the project has the file, else by name.
fn template(theme: &Theme, complaint: &Complaint, diags: &mut Diagnostics) {
    let place = complaint.place.as_ref().and_then(|(path, range)| Some((path, theme.print.get(path)?.place(range.clone()))));
    match place {
        Some((path, place)) => diags.push(codes::template(place.span, path, &complaint.message)),
        None => diags.push(codes::template(None, MAIN, &complaint.message)),
    }
}
