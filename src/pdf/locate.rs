//! What Typst has against a file -> problems at the Markdown that caused them.
//!
//! Typst sees data, so its own places are lines of the template. What fails is found by setting less: the file with
//! nothing in it (then it is the template), then with one block at a time; what fails alike is told once.

use crate::diag::Diagnostics;
use crate::diag::codes::pdf as codes;
use crate::source::Span;
use crate::theme::Theme;

use super::print_input::{PrintInput, TEMPLATES};
use crate::typeset::guard::Budget;
use crate::typeset::{self, Complaint, Faces, is_face};

/// Tells the complaints about the file `out`.
pub fn report(
    theme: &Theme,
    print_input: &PrintInput,
    faces: &Faces,
    (out, found): (&str, &[Complaint]),
    diags: &mut Diagnostics,
) {
    for remark in found.iter().filter(|c| !c.fatal) {
        diags.push(codes::remark(None, out, &remark.message));
    }
    if !found.iter().any(|c| c.fatal) {
        return;
    }
    let alone = |faces: &Faces, only: Option<_>| {
        let budget = if only.is_some() { Budget::PART } else { Budget::EMPTY };
        typeset::set(&print_input.alone(only), faces, print_input.main, budget).1
    };
    let fails = |complaints: &[Complaint]| complaints.iter().any(|c| c.fatal);
    // What was stopped is tried with nothing in it, since each try may be as long.
    let is_stopped = found.iter().any(|c| c.stopped);
    let files = print_input.files();
    let empty = alone(faces, None);
    if !is_stopped || fails(&empty) {
        let tried = |faces: &Faces| {
            let is_small = is_stopped || fails(&empty);
            if is_small { alone(faces, None) } else { typeset::set(&files, faces, print_input.main, files.budget()).1 }
        };
        if let Some(path) = broken_face(theme, |faces| fails(&tried(faces))) {
            let place = theme.print.get(path).map(|file| file.place(0..0));
            diags.push(codes::face(place.and_then(|p| p.span), path));
            return;
        }
    }
    if empty.iter().any(|c| c.fatal) {
        return empty.iter().filter(|c| c.fatal).for_each(|c| template(theme, print_input.main, c, diags));
    }
    let mut blamed: Vec<(Complaint, Span, Vec<Span>)> = Vec::new();
    'search: for chapter in &print_input.chapters {
        for (row, place) in chapter.places.iter().enumerate() {
            let Some(complaint) = alone(faces, Some((chapter, row))).into_iter().find(|c| c.fatal) else { continue };
            let is_last = complaint.stopped;
            match blamed.iter_mut().find(|(known, ..)| *known == complaint) {
                Some((.., others)) => others.push(*place),
                None => blamed.push((complaint, *place, Vec::new())),
            }
            // The next would take as long.
            if is_last {
                break 'search;
            }
        }
    }
    if blamed.is_empty() {
        for complaint in found.iter().filter(|c| c.fatal) {
            if complaint.stopped {
                diags.push(codes::large(out, &complaint.message));
            } else {
                template(theme, print_input.main, complaint, diags);
            }
        }
    }
    // A mistake in a template is met at every block that uses it, and is one problem.
    for (complaint, place, others) in &blamed {
        diags.push(codes::block(*place, others, &complaint.message));
    }
}

/// Whether the theme's templates end with nothing to set; if not, that is told.
pub fn ends(theme: &Theme, print_input: &PrintInput, faces: &Faces, diags: &mut Diagnostics) -> bool {
    let empty = |faces: &Faces| typeset::set(&print_input.alone(None), faces, print_input.main, Budget::EMPTY).1;
    let stopped: Vec<Complaint> = empty(faces).into_iter().filter(|c| c.stopped).collect();
    let Some(first) = stopped.first() else { return true };
    match broken_face(theme, |faces| empty(faces).iter().any(|c| c.fatal)) {
        Some(path) => diags.push(codes::face(theme.print.get(path).and_then(|file| file.place(0..0).span), path)),
        None => template(theme, print_input.main, first, diags),
    }
    false
}

/// The face of the theme without which the file can be set, where one of them is what the engine cannot bear.
fn broken_face(theme: &Theme, fails: impl Fn(&Faces) -> bool) -> Option<&str> {
    let own: Vec<&str> = theme.print.keys().map(String::as_str).filter(|path| is_face(path)).collect();
    let without = |left: &[&str]| {
        let files = theme.print.iter().filter(|(path, _)| is_face(path) && !left.contains(&path.as_str()));
        Faces::new(files.map(|(_, file)| file.bytes()))
    };
    if own.is_empty() || fails(&without(&own)) {
        return None;
    }
    own.iter().copied().find(|path| !fails(&without(&[path]))).or_else(|| own.first().copied())
}

/// A problem in a template: at its place if the project has the file, else by the name of the main one.
fn template(theme: &Theme, main: &str, complaint: &Complaint, diags: &mut Diagnostics) {
    let own = theme.print.iter().filter(|(path, _)| path.starts_with(TEMPLATES) && path.ends_with(".typ"));
    let own: Vec<_> = own.filter_map(|(path, file)| Some((path.as_str(), file.place(0..0).span?))).collect();
    if let [(_, span), ..] = own.as_slice()
        && complaint.stopped
    {
        let paths: Vec<&str> = own.iter().map(|(path, _)| *path).collect();
        return diags.push(codes::endless(Some(*span), &paths, &complaint.message));
    }
    let place = complaint.place.as_ref().and_then(|(path, range)| Some((path, theme.print.get(path)?.place(range.clone()))));
    match place {
        Some((path, place)) => diags.push(codes::template(place.span, path, &complaint.message)),
        None => diags.push(codes::template(None, main, &complaint.message)),
    }
}
