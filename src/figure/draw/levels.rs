//! Lines that the values of a chart are seen against, and what is said of single values. What finds no place is said below.

use crate::figure::palette::Tone;
use crate::figure::svg::{Anchor, Canvas, leading};
use crate::figure::{LevelAt, Note};

use super::labels::{Frame, Said};
use super::plot::{View, label, small};

/// The widest line of a remark.
const REMARK: f64 = 150.0;

/// A value or a time -> where it stands.
type Place<'a> = &'a dyn Fn(f64) -> f64;

/// The ground of a chart, in the order of reading.
#[derive(Clone, Copy)]
pub struct Ground {
    pub from: f64,
    pub to: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Ground {
    fn frame(self, width: f64) -> Frame {
        Frame { least: (self.from, self.top - 16.0), greatest: (width, self.bottom - 1.0) }
    }
}

/// Lines across an upright chart: at values, and at times where it has an axis of those.
pub fn upright(canvas: &mut Canvas<'_>, view: View<'_>, ground: Ground, (x, y): (Option<Place<'_>>, Place<'_>), said: &mut Said) {
    let letters = small(canvas);
    let whole = ground.frame(canvas.width);
    for level in &view.chart.levels {
        let (text, spots) = match &level.at {
            LevelAt::Value(number) => {
                let at = y(number.value);
                canvas.dashed((ground.from, at), (ground.to, at), Tone::Soft);
                let above = at - 5.0;
                let below = at + letters.size * if letters.arabic { 1.25 } else { 1.05 };
                let middle = f64::midpoint(ground.from, ground.to);
                let spots = [(ground.to, Anchor::End), (ground.from + 2.0, Anchor::Start), (middle, Anchor::Middle)];
                let spots = spots.into_iter().flat_map(|(x, anchor)| [((x, above), anchor), ((x, below), anchor)]);
                (format!("{} ({})", level.label, view.print(*number)), spots.collect::<Vec<_>>())
            }
            LevelAt::Moment(place, printed) => {
                let Some(x) = x else {
                    said.below.push(format!("{printed}: {}", level.label));
                    continue;
                };
                let at = x(*place);
                canvas.dashed((at, ground.top - 8.0), (at, ground.bottom), Tone::Soft);
                said.taken.push(Frame::between((at - 1.0, ground.top - 8.0), (at + 1.0, ground.bottom)));
                let rows = [0.0, 1.0, 2.0, 4.0, 6.0, 8.0].map(|row| ground.top + 4.0 + row * leading(letters));
                let spots = rows.into_iter().flat_map(|y| [((at + 6.0, y), Anchor::Start), ((at - 6.0, y), Anchor::End)]);
                (level.label.clone(), spots.collect())
            }
        };
        let lines = letters.wrap(&text, REMARK.max(canvas.width * 0.3), 2);
        let is_whole = lines.join(" ") == text;
        let spot = spots.into_iter().find(|(at, anchor)| {
            let frame = Frame::of_lines(*at, *anchor, letters, &lines);
            frame.is_within(&whole) && said.is_free(&frame)
        });
        match spot.filter(|_| is_whole) {
            Some((at, anchor)) => {
                said.taken.push(Frame::of_lines(at, anchor, letters, &lines));
                canvas.rimmed_lines(at.0, at.1, anchor, letters, Tone::Soft, &lines);
            }
            None => said.below.push(match &level.at {
                LevelAt::Value(_) => text,
                LevelAt::Moment(_, printed) => format!("{printed}: {text}"),
            }),
        }
    }
}

/// Lines across a chart that lies down, each below its name. Gives the room that the names take above it.
pub fn names_above(canvas: &Canvas<'_>, view: View<'_>) -> f64 {
    let values = view.chart.levels.iter().filter(|level| matches!(level.at, LevelAt::Value(_))).count();
    if values == 0 { 0.0 } else { leading(small(canvas)) * super::plot::units(values.min(ROWS)) + 4.0 }
}

/// Rows of names above a chart that lies down.
const ROWS: usize = 3;

/// Draws those lines through the rows of a chart that begins at `top`, below its names.
pub fn lying(canvas: &mut Canvas<'_>, view: View<'_>, top: f64, bands: &[(f64, f64)], x: &dyn Fn(f64) -> f64, said: &mut Said) {
    let letters = small(canvas);
    let rows = view.chart.levels.iter().filter(|level| matches!(level.at, LevelAt::Value(_))).count().min(ROWS);
    for level in &view.chart.levels {
        let number = match &level.at {
            LevelAt::Value(number) => *number,
            LevelAt::Moment(_, printed) => {
                said.below.push(format!("{printed}: {}", level.label));
                continue;
            }
        };
        let at = x(number.value);
        for (from, to) in bands {
            canvas.dashed((at, *from), (at, *to), Tone::Soft);
        }
        let text = format!("{} ({})", level.label, view.print(number));
        let half = letters.width(&text) / 2.0;
        let line = [text];
        let middle = at.clamp(half, (canvas.width - half).max(half));
        let is_narrow = half * 2.0 <= canvas.width;
        let spot = (0..rows)
            .rev()
            .map(|row| (middle, top - 6.0 - leading(letters) * super::plot::units(rows - 1 - row)))
            .find(|at| said.is_free(&Frame::of_lines(*at, Anchor::Middle, letters, &line)));
        let [text] = line;
        match spot.filter(|_| is_narrow) {
            Some(spot) => {
                said.taken.push(Frame::of_lines(spot, Anchor::Middle, letters, std::slice::from_ref(&text)));
                canvas.rimmed(spot.0, spot.1, Anchor::Middle, letters, Tone::Soft, &text);
            }
            None => said.below.push(text),
        }
    }
}

/// What is said of values that stand at points of an upright chart.
pub fn at_points(
    canvas: &mut Canvas<'_>,
    view: View<'_>,
    ground: Ground,
    point: &dyn Fn(&Note) -> Option<(f64, f64)>,
    said: &mut Said,
) {
    const WAYS: [(f64, f64, Anchor); 8] = [
        (0.0, -1.0, Anchor::Middle),
        (0.5, -0.9, Anchor::Start),
        (-0.5, -0.9, Anchor::End),
        (1.0, 0.0, Anchor::Start),
        (-1.0, 0.0, Anchor::End),
        (0.5, 0.9, Anchor::Start),
        (-0.5, 0.9, Anchor::End),
        (0.0, 1.0, Anchor::Middle),
    ];
    let letters = small(canvas);
    let whole = ground.frame(canvas.width);
    for note in &view.chart.notes {
        let Some(point) = point(note) else {
            said.below.push(told(view, note));
            continue;
        };
        let lines = letters.wrap(&note.text, REMARK, 3);
        let is_whole = lines.join(" ") == note.text;
        let height = leading(letters) * super::plot::units(lines.len());
        let spots = [12.0, 28.0, 46.0, 68.0, 94.0, 124.0].into_iter().flat_map(|away| {
            WAYS.into_iter().map(move |(across, down, anchor)| {
                // The middle of the lines is that far away, and half their height.
                let middle = point.1 + down * (away + height / 2.0);
                ((point.0 + across * away, middle - height / 2.0 + letters.size), anchor, away)
            })
        });
        let found = spots.into_iter().find(|(at, anchor, _)| {
            let frame = Frame::of_lines(*at, *anchor, letters, &lines);
            frame.is_within(&whole) && said.is_free(&frame)
        });
        let Some((at, anchor, away)) = found.filter(|_| is_whole) else {
            said.below.push(told(view, note));
            continue;
        };
        let frame = Frame::of_lines(at, anchor, letters, &lines);
        if away > 20.0 {
            let end = (point.0.clamp(frame.least.0, frame.greatest.0), point.1.clamp(frame.least.1, frame.greatest.1));
            canvas.line(point, end, Tone::Strong, 1.0);
        }
        canvas.rimmed_lines(at.0, at.1, anchor, letters, Tone::Ink, &lines);
        said.taken.push(frame);
    }
}

/// What is said of the values of one row of a chart that lies down, behind them: from `x` on, in a row from `top` to `bottom`.
pub fn beside(
    canvas: &mut Canvas<'_>,
    view: View<'_>,
    (category, series): (usize, Option<usize>),
    (x, top, bottom): (f64, f64, f64),
    said: &mut Said,
) {
    let letters = small(canvas);
    let is_of = |note: &&Note| note.category == category && series.is_none_or(|series| note.series == series);
    let mut from = x;
    for note in view.chart.notes.iter().filter(is_of) {
        let room = canvas.width - from;
        let most = if (bottom - top) >= leading(letters) * 2.0 { 2 } else { 1 };
        let lines = if room > 60.0 { letters.wrap(&note.text, room, most) } else { Vec::new() };
        if lines.join(" ") != note.text {
            said.below.push(told(view, note));
            continue;
        }
        let up = leading(letters) * super::plot::units(lines.len() - 1) / 2.0;
        let baseline = f64::midpoint(top, bottom) - up + letters.size * 0.36;
        canvas.rimmed_lines(from, baseline, Anchor::Start, letters, Tone::Soft, &lines);
        from += lines.iter().map(|line| letters.width(line)).fold(0.0, f64::max) + 14.0;
    }
}

/// A remark with what it is said of.
fn told(view: View<'_>, note: &Note) -> String {
    let category = view.chart.categories.get(note.category).map(|c| c.label.as_str()).unwrap_or_default();
    let series = view.chart.series.get(note.series).and_then(|s| s.name.as_deref()).filter(|_| view.chart.series.len() > 1);
    match series {
        // A mark that all languages share.
        Some(series) => format!("{series} – {category}: {}", note.text),
        None => format!("{category}: {}", note.text),
    }
}

/// Prints what found no place; gives where it ends.
pub fn below(canvas: &mut Canvas<'_>, said: &Said, bottom: f64) -> f64 {
    let (letters, mut y) = (label(canvas), bottom);
    for text in &said.below {
        let lines = letters.wrap(text, canvas.width, 4);
        canvas.lines(0.0, y + leading(letters), Anchor::Start, letters, Tone::Soft, &lines);
        y += leading(letters) * super::plot::units(lines.len()) + 4.0;
    }
    if said.below.is_empty() { bottom } else { y + 6.0 }
}
