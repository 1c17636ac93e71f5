//! Shapes and lines of text in the order of reading -> SVG.
//!
//! A drawing is laid out from the side where reading begins; the canvas turns it round for right-to-left languages. All x are
//! physical and all anchors explicit in what is printed, and the text direction is always left to right: usvg knows no
//! `direction`, so right-to-left text is made of isolates instead.

use std::fmt::Write as _;

use super::measure::{TextStyle, Weight};
use super::number_format;
use super::palette::{Fill, SERIES, Tone};
use crate::ast::{prose, text};
use crate::escape::xml_text;
use crate::locale::{Dir, LocaleId, Locales};
use crate::source::{FileId, Located, Span};

/// Where on its line of reading a text is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// Where it begins.
    Start,
    /// In the middle.
    Middle,
    /// Where it ends.
    End,
}

/// The outline of a mark, one for each series, so that none is told by colour alone.
const MARKERS: usize = 5;

/// A line of text of a drawing that is set by who prints it, with physical places in units of the drawing.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// Where its anchor is.
    pub at: (f64, f64),
    /// What of the line is there: 0 its left end, 0.5 the middle, 1 its right end.
    pub held: f64,
    /// Its letters.
    pub letters: TextStyle,
    /// Its colour.
    pub fill: String,
    /// The line, with its runs isolated.
    pub line: String,
}

/// A drawing in the making.
pub struct Canvas<'a> {
    /// Units from side to side.
    pub width: f64,
    /// Whether it is turned round.
    pub mirrored: bool,
    /// Goes before ids, unique on the page.
    pub id: String,
    paint: Fill<'a>,
    locales: &'a Locales,
    locale: LocaleId,
    out: String,
    hatched: bool,
    labels: Vec<Label>,
    /// The origins of the panels that are open.
    origins: Vec<(f64, f64)>,
}

impl<'a> Canvas<'a> {
    /// An empty drawing in a language; turned round where that is read from right to left.
    pub fn new(width: f64, id: String, paint: Fill<'a>, locales: &'a Locales, locale: LocaleId) -> Self {
        let mirrored = locales.get(locale).dir == Dir::Rtl;
        Self {
            width,
            mirrored,
            id,
            paint,
            locales,
            locale,
            out: String::new(),
            hatched: false,
            labels: Vec::new(),
            origins: Vec::new(),
        }
    }

    /// Letters of a size.
    pub fn letters(&self, size: f64, weight: Weight) -> TextStyle {
        TextStyle { size, weight, arabic: self.locales.get(self.locale).is_arabic_script() }
    }

    fn x(&self, x: f64) -> f64 {
        if self.mirrored { self.width - x } else { x }
    }

    fn fill(&self, tone: Tone) -> String {
        match self.paint {
            Fill::Classes | Fill::Named => format!(" class=\"f-{}\"", tone.token()),
            Fill::Colours(palette) => format!(" fill=\"{}\"", xml_text(palette.get(tone))),
        }
    }

    fn stroke(&self, tone: Tone) -> String {
        match self.paint {
            Fill::Classes | Fill::Named => format!(" class=\"k-{}\"", tone.token()),
            Fill::Colours(palette) => format!(" fill=\"none\" stroke=\"{}\"", xml_text(palette.get(tone))),
        }
    }

    /// A line of text with its baseline at `y`.
    pub fn text(&mut self, x: f64, y: f64, anchor: Anchor, letters: TextStyle, tone: Tone, line: &str) {
        self.set((x, y), anchor, letters, tone, line, false);
    }

    /// A line of text with a rim of paper, for places where it crosses lines. Paper itself sets texts over the picture: there it is a
    /// plate.
    pub fn rimmed(&mut self, x: f64, y: f64, anchor: Anchor, letters: TextStyle, tone: Tone, line: &str) {
        if let Fill::Colours(_) = self.paint {
            let width = letters.width(line) + 4.0;
            let left = match (anchor, self.mirrored) {
                (Anchor::Middle, _) => self.x(x) - width / 2.0,
                (Anchor::Start, false) | (Anchor::End, true) => self.x(x) - 2.0,
                (Anchor::End, false) | (Anchor::Start, true) => self.x(x) - width + 2.0,
            };
            let fill = format!("{} fill-opacity=\"0.75\" rx=\"2\"", self.fill(Tone::Paper));
            self.raw_rect((left, y - letters.size * 0.9), (width, letters.size * 1.2), &fill);
        }
        self.set((x, y), anchor, letters, tone, line, true);
    }

    fn set(&mut self, (x, y): (f64, f64), anchor: Anchor, letters: TextStyle, tone: Tone, line: &str, rimmed: bool) {
        let x = self.x(x);
        let (anchor, held) = match (anchor, self.mirrored) {
            (Anchor::Middle, _) => ("middle", 0.5),
            (Anchor::Start, false) | (Anchor::End, true) => ("start", 0.0),
            (Anchor::End, false) | (Anchor::Start, true) => ("end", 1.0),
        };
        let located = Located { value: line.to_owned(), span: Span::new(FileId::NONE, 0, 0) };
        let isolated = text::isolated(&prose::of(&located, self.locale, self.locales).content);
        // A text in a picture cannot be traced back from its letters and marks to characters in a PDF: paper sets it itself.
        if let Fill::Colours(palette) = self.paint {
            let at = self.origins.iter().fold((x, y), |(x, y), (right, down)| (x + right, y + down));
            let fill = palette.get(tone).to_owned();
            return self.labels.push(Label { at, held, letters, fill, line: isolated });
        }
        let shown = number_format::line(&isolated, self.locales.get(self.locale).dir);
        let weight = if letters.weight == Weight::Bold { " font-weight=\"700\"" } else { "" };
        // The rim is the same text below it: a style sheet that puts strokes below fills is known to browsers, but not to every checker.
        let classes = [rimmed.then(|| "rim".to_owned()), Some(format!("f-{}", tone.token()))];
        for class in classes.into_iter().flatten() {
            let _ = write!(
                self.out,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" font-size=\"{}\"{weight} class=\"{class}\">{}</text>",
                n(x),
                n(y),
                n(letters.size),
                xml_text(&shown)
            );
        }
    }

    /// Lines of text below each other; the first baseline is at `y`.
    pub fn lines(&mut self, x: f64, y: f64, anchor: Anchor, letters: TextStyle, tone: Tone, lines: &[String]) {
        let mut at = y;
        for line in lines {
            self.text(x, at, anchor, letters, tone, line);
            at += leading(letters);
        }
    }

    /// Lines of text with a rim of paper.
    pub fn rimmed_lines(&mut self, x: f64, y: f64, anchor: Anchor, letters: TextStyle, tone: Tone, lines: &[String]) {
        let mut at = y;
        for line in lines {
            self.rimmed(x, at, anchor, letters, tone, line);
            at += leading(letters);
        }
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), tone: Tone, width: f64) {
        let (x1, x2) = (self.x(from.0), self.x(to.0));
        let stroke = self.stroke(tone);
        let _ = write!(
            self.out,
            "<path d=\"M{} {}L{} {}\" stroke-width=\"{}\"{stroke}/>",
            n(x1),
            n(from.1),
            n(x2),
            n(to.1),
            n(width)
        );
    }

    /// A dashed line: what others are seen against.
    pub fn dashed(&mut self, from: (f64, f64), to: (f64, f64), tone: Tone) {
        let (x1, x2) = (self.x(from.0), self.x(to.0));
        let stroke = self.stroke(tone);
        let _ = write!(
            self.out,
            "<path d=\"M{} {}L{} {}\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"{stroke}/>",
            n(x1),
            n(from.1),
            n(x2),
            n(to.1)
        );
    }

    /// A thin line through points: what is only there to compare with.
    pub fn ghost(&mut self, points: &[(f64, f64)]) {
        let path = self.path(points);
        let stroke = self.stroke(Tone::Rule);
        let _ = write!(self.out, "<path d=\"{path}\" stroke-width=\"1.5\" stroke-linejoin=\"round\"{stroke}/>");
    }

    fn path(&self, points: &[(f64, f64)]) -> String {
        let mut path = String::new();
        for (i, (x, y)) in points.iter().enumerate() {
            let _ = write!(path, "{}{} {}", if i == 0 { 'M' } else { 'L' }, n(self.x(*x)), n(*y));
        }
        path
    }

    /// A line through points, dashed like no other series.
    pub fn series_line(&mut self, points: &[(f64, f64)], series: usize, tone: Tone) {
        const DASHES: [&str; SERIES] = ["", "9 4", "3 3", "12 3 3 3", "6 2"];
        let path = self.path(points);
        let dash = DASHES[series % SERIES];
        let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
        let stroke = self.stroke(tone);
        let width = if tone == Tone::Rest { 1.8 } else { 2.5 };
        let _ = write!(self.out, "<path d=\"{path}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"{dash}{stroke}/>");
    }

    /// A rectangle between two corners.
    pub fn rect(&mut self, from: (f64, f64), to: (f64, f64), tone: Tone) {
        let (a, b) = (self.x(from.0), self.x(to.0));
        let fill = self.fill(tone);
        self.raw_rect((a.min(b), from.1.min(to.1)), ((a - b).abs(), (from.1 - to.1).abs()), &fill);
    }

    fn raw_rect(&mut self, at: (f64, f64), size: (f64, f64), attributes: &str) {
        let _ = write!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{attributes}/>",
            n(at.0),
            n(at.1),
            n(size.0),
            n(size.1)
        );
    }

    /// A bar of a series: its colour, and on pages from the second series on a hatching over it, which style sheets show to those
    /// who see no colours.
    pub fn bar(&mut self, from: (f64, f64), to: (f64, f64), series: usize, tone: Tone) {
        self.rect(from, to, tone);
        let series = series % SERIES;
        let is_hatched = matches!(self.paint, Fill::Classes | Fill::Named) && tone != Tone::Rest;
        if series > 0 && is_hatched {
            self.hatched = true;
            let (a, b) = (self.x(from.0), self.x(to.0));
            let fill = format!(" fill=\"url(#{}-h{series})\"", self.id);
            self.raw_rect((a.min(b), from.1.min(to.1)), ((a - b).abs(), (from.1 - to.1).abs()), &fill);
        }
    }

    /// The mark of a series: another shape for each, with a rim of paper.
    pub fn marker(&mut self, x: f64, y: f64, radius: f64, series: usize, tone: Tone) {
        let (x, r) = (self.x(x), radius);
        let fill = self.fill(tone);
        let shape = match series % MARKERS {
            0 => format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{fill}/>", n(x), n(y), n(r)),
            1 => format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{s}\" height=\"{s}\"{fill}/>",
                n(x - r * 0.9),
                n(y - r * 0.9),
                s = n(r * 1.8)
            ),
            2 => format!("<path d=\"M{} {}l{} {}h{}z\"{fill}/>", n(x), n(y - r * 1.2), n(r * 1.15), n(r * 2.1), n(-r * 2.3)),
            3 => format!("<path d=\"M{} {}l{r2} {r2}l-{r2} {r2}l-{r2} -{r2}z\"{fill}/>", n(x), n(y - r * 1.3), r2 = n(r * 1.3)),
            _ => format!("<path d=\"M{} {}l{} {}h{}z\"{fill}/>", n(x), n(y + r * 1.2), n(r * 1.15), n(-r * 2.1), n(-r * 2.3)),
        };
        self.out.push_str(&shape);
    }

    /// A ring: something without a place of its own.
    pub fn ring(&mut self, x: f64, y: f64, radius: f64, tone: Tone) {
        let x = self.x(x);
        let stroke = self.stroke(tone);
        let _ = write!(self.out, "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" stroke-width=\"2\"{stroke}/>", n(x), n(y), n(radius));
    }

    /// A disc.
    pub fn disc(&mut self, x: f64, y: f64, radius: f64, tone: Tone) {
        let x = self.x(x);
        let fill = self.fill(tone);
        let _ = write!(self.out, "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{fill}/>", n(x), n(y), n(radius));
    }

    /// A filled outline, in physical coordinates.
    pub fn outline(&mut self, path: &str, tone: Tone, border: Tone) {
        let attributes = match self.paint {
            Fill::Classes | Fill::Named => format!(" class=\"f-{} b-{}\"", tone.token(), border.token()),
            Fill::Colours(palette) => {
                format!(" fill=\"{}\" stroke=\"{}\"", xml_text(palette.get(tone)), xml_text(palette.get(border)))
            }
        };
        let _ = write!(self.out, "<path d=\"{path}\" stroke-width=\"0.8\"{attributes}/>");
    }

    /// Begins a panel with an origin of its own, in units from the side where reading begins.
    pub fn open(&mut self, x: f64, y: f64, width: f64) -> f64 {
        let whole = self.width;
        let physical = if self.mirrored { whole - x - width } else { x };
        self.origins.push((physical, y));
        let _ = write!(self.out, "<g transform=\"translate({} {})\">", n(physical), n(y));
        self.width = width;
        whole
    }

    /// Ends a panel; `whole` is what [`Canvas::open`] gave.
    pub fn close(&mut self, whole: f64) {
        self.out.push_str("</g>");
        self.origins.pop();
        self.width = whole;
    }

    /// The lines of text that are not in the picture.
    pub fn take_labels(&mut self) -> Vec<Label> {
        std::mem::take(&mut self.labels)
    }

    /// The whole, `height` units high. On a page the figure says in words what it shows, so that the drawing is not read letter by
    /// letter; elsewhere it has its name and a description of its own.
    pub fn finish(self, height: f64, name: &str, description: &str) -> String {
        let id = &self.id;
        let size = format!("xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\"", n(self.width), n(height));
        let mut out = match self.paint {
            Fill::Classes => format!("<svg {size} aria-hidden=\"true\" focusable=\"false\">"),
            Fill::Colours(_) | Fill::Named => format!(
                "<svg {size} role=\"img\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>",
                xml_text(name),
                xml_text(description)
            ),
        };
        if self.hatched {
            out.push_str(&self.hatchings());
        }
        out.push_str(&self.out);
        out.push_str("</svg>");
        out
    }

    /// Lines of paper over a series' colour: one pattern in two densities, and the same the other way.
    fn hatchings(&self) -> String {
        const LINES: [(&str, f64); SERIES - 1] = [
            ("M-2 2L2 -2M0 8L8 0M6 10L10 6", 8.0),
            ("M-1 1L1 -1M0 5L5 0M4 6L6 4", 5.0),
            ("M-2 6L2 10M0 0L8 8M6 -2L10 2", 8.0),
            ("M-1 4L1 6M0 0L5 5M4 -1L6 1", 5.0),
        ];
        let mut out = String::from("<defs>");
        let stroke = self.stroke(Tone::Paper);
        for (i, (path, size)) in LINES.iter().enumerate() {
            let _ = write!(
                out,
                "<pattern id=\"{}-h{}\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\"><path d=\"{path}\" stroke-width=\"1.2\"{stroke}/></pattern>",
                self.id,
                i + 1
            );
        }
        out.push_str("</defs>");
        out
    }
}

/// From one baseline to the next.
pub fn leading(letters: TextStyle) -> f64 {
    letters.size * if letters.arabic { 1.55 } else { 1.3 }
}

/// A coordinate with a tenth of a unit, the shortest way.
fn n(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    let rounded = if rounded.is_finite() { rounded + 0.0 } else { 0.0 };
    format!("{rounded}")
}
