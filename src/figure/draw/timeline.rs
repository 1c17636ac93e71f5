//! Events below each other beside a line on which distances are times, or only in their order where times are too uneven; what
//! has no date stands apart from the line.

use crate::figure::labels::FigureLabels;
use crate::figure::measure::TextStyle;
use crate::figure::palette::Tone;
use crate::figure::svg::{Anchor, Canvas, leading};
use crate::figure::{Event, number_format};
use crate::locale::Locale;
use crate::locale::date::DateStyle;

use super::labels::apart;
use super::plot::{label, strong};

/// Where the line of time stands.
const AXIS: f64 = 9.0;
/// Where texts begin.
const TEXT: f64 = 52.0;
/// Lines of one event's text; the table has all of it.
const LINES: usize = 6;

/// Draws a timeline; gives its height.
pub fn draw(canvas: &mut Canvas<'_>, events: &[Event], locale: &Locale, words: &FigureLabels) -> f64 {
    let (letters, bold) = (label(canvas), strong(canvas));
    let room = canvas.width - TEXT;
    let text = |event: &Event| letters.wrap(&event.text, room, LINES);
    let dated: Vec<(&Event, f64)> = events.iter().filter_map(|e| e.date.map(|d| (e, number_format::year(d.first())))).collect();
    let heights: Vec<f64> = dated.iter().map(|(e, _)| entry_height(text(e).len(), letters)).collect();
    let all: f64 = heights.iter().sum::<f64>();
    // Rows stand near their time, but never on each other: as much room again as they need, if they are few.
    let length = all + if dated.len() < 8 { 30.0 * f64::from(u32::try_from(dated.len()).unwrap_or(0)) } else { 0.0 };
    let (first, last) = (dated.first().map_or(0.0, |d| d.1), dated.last().map_or(0.0, |d| d.1));
    let span = if last > first { last - first } else { 1.0 };
    let top = 10.0;
    let reach = (length - heights.last().copied().unwrap_or(0.0)).max(0.0);
    let places: Vec<f64> = dated.iter().map(|(_, at)| top + 10.0 + (at - first) / span * reach).collect();
    let mut rows = rows(&places, &heights, top, top + length);
    let mut places = places;
    let center_of = |row: f64| row + bold.size * 0.74;
    // Leaders that lead far away, across those of other events, show no time to anybody: then only the order is drawn.
    let lowest = heights.iter().copied().fold(f64::INFINITY, f64::min);
    let in_order = places.iter().zip(&rows).any(|(at, row)| (center_of(*row) - at).abs() > 2.5 * lowest);
    if in_order {
        let mut next = top;
        for ((row, at), height) in rows.iter_mut().zip(&mut places).zip(&heights) {
            (*row, *at) = (next, center_of(next));
            next += height;
        }
    }
    if dated.len() > 1 {
        canvas.line((AXIS, places[0]), (AXIS, *places.last().unwrap_or(&top)), Tone::Strong, 3.0);
    }
    let mut bottom = top;
    for (((event, _), at), row) in dated.iter().zip(&places).zip(&rows) {
        let (baseline, middle) = (row + bold.size * 1.1, center_of(*row));
        canvas.line((AXIS, *at), (AXIS + 20.0, middle), Tone::Strong, 1.0);
        canvas.line((AXIS + 20.0, middle), (TEXT - 8.0, middle), Tone::Strong, 1.0);
        let date = event.date.map(|d| number_format::moment(d, locale, DateStyle::Long)).unwrap_or_default();
        canvas.text(TEXT, baseline, Anchor::Start, bold, Tone::Series(0), &date);
        let lines = text(event);
        canvas.lines(TEXT, baseline + leading(letters), Anchor::Start, letters, Tone::Ink, &lines);
        bottom = row + entry_height(lines.len(), letters);
    }
    if in_order {
        let lines = letters.wrap(&words.in_order, room, LINES);
        canvas.lines(TEXT, bottom + letters.size * 1.1, Anchor::Start, letters, Tone::Soft, &lines);
        bottom += leading(letters) * f64::from(u32::try_from(lines.len()).unwrap_or(1)) + 8.0;
    }
    // Events of one day share a dot: dots come after all leaders.
    for at in &places {
        canvas.disc(AXIS, *at, 6.0, Tone::Series(0));
    }
    let undated: Vec<&Event> = events.iter().filter(|e| e.date.is_none()).collect();
    if undated.is_empty() {
        return bottom;
    }
    if !dated.is_empty() {
        let width = canvas.width;
        canvas.line((0.0, bottom + 6.0), (width, bottom + 6.0), Tone::Rule, 1.0);
        bottom += 18.0;
    }
    canvas.text(TEXT, bottom + bold.size * 1.1, Anchor::Start, bold, Tone::Soft, &words.undated);
    bottom += leading(bold) + 6.0;
    for event in undated {
        let lines = text(event);
        canvas.ring(AXIS, bottom + letters.size * 0.75, 5.0, Tone::Strong);
        canvas.lines(TEXT, bottom + letters.size * 1.1, Anchor::Start, letters, Tone::Ink, &lines);
        bottom += leading(letters) * f64::from(u32::try_from(lines.len()).unwrap_or(1)) + 10.0;
    }
    bottom
}

/// A date, lines of text, and room below them.
fn entry_height(lines: usize, letters: TextStyle) -> f64 {
    leading(letters) * (f64::from(u32::try_from(lines).unwrap_or(1)) + 1.0) + 14.0
}

/// Tops of rows of these heights, near their places and apart from each other.
fn rows(places: &[f64], heights: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let Some(least) = heights.iter().copied().reduce(f64::min) else { return Vec::new() };
    // Equal rows can be set apart by their middles; unequal ones one after the other.
    if heights.iter().all(|h| (h - least).abs() < 0.5) {
        let middles: Vec<f64> = places.iter().map(|p| p - 10.0 + least / 2.0).collect();
        return apart(&middles, least, top, bottom).into_iter().map(|m| m - least / 2.0).collect();
    }
    let mut rows: Vec<f64> = Vec::with_capacity(places.len());
    let mut next = top;
    for (place, height) in places.iter().zip(heights) {
        let row = f64::max(next, place - 10.0);
        rows.push(row);
        next = row + height;
    }
    let mut end = bottom;
    for (row, height) in rows.iter_mut().zip(heights).rev() {
        *row = row.min(end - height);
        end = *row;
    }
    rows
}
