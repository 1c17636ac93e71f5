//! Pages that have their title as their first heading.

use std::ops::Range;

use serde_json::Value;

use super::headings;
use super::model::Page;
use super::{code, data};

/// Takes the first heading of a page as its title where the front matter has none, or the same.
pub fn lift(page: &mut Page) {
    let Some((text, place)) = first(&page.body) else { return };
    let own = data::text_at(&page.head, "title").filter(|title| !title.trim().is_empty());
    if own.as_deref().is_some_and(|title| title.trim() != text) || text.is_empty() {
        return;
    }
    if own.is_none() {
        page.given.insert("title".to_owned(), Value::String(text));
    }
    // The lines below it keep their numbers.
    let lines = page.body[place.clone()].matches('\n').count();
    page.body.replace_range(place, &"\n".repeat(lines));
}

/// The words of a heading of the first level that begins a text, and where it stands. Before it there may be what a program takes in.
fn first(body: &str) -> Option<(String, Range<usize>)> {
    let mut start = 0;
    let line = body.split_inclusive('\n').find(|line| {
        let is_passed = line.trim().is_empty() || line.starts_with("import ") || line.starts_with("export ");
        start += if is_passed { line.len() } else { 0 };
        !is_passed
    })?;
    if code::is_in(&code::ranges(body), start) {
        return None;
    }
    let below = body[start + line.len()..].split_inclusive('\n').next().unwrap_or_default();
    let (words, length) = match headings::line_of(line.trim_end()) {
        Some((1, words)) => (words, line.len()),
        None if below.trim_start().starts_with('=') && headings::is_underline(below) => (line.trim(), line.len() + below.len()),
        Some(_) | None => return None,
    };
    let (_, words) = headings::explicit(words.trim_end_matches('#').trim_end());
    // A mark within it would be lost.
    (!words.contains(['{', '<', '!'])).then(|| (headings::plain(words), start..start + length))
}
