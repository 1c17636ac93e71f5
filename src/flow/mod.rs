//! Ground: blocks of a book -> markup that flows to any width: XHTML, which is HTML too. E-books, a page that is a whole publication
//! and letters are made of it; each is a [`Medium`], which says where places and pictures are and how an element gets its look.

pub mod faces;
mod figure;
mod front;
mod run;
pub mod sheet;
pub mod write;

use std::fmt::Write as _;
use std::sync::Arc;

use crate::book::block::{Label, Picture};
use crate::book::format::FormatContext;
use crate::book::places::Places;
use crate::figure::Figure;
use crate::figure::draw::{Size, Tools, draw};
use crate::figure::palette::Fill;
use crate::locale::{Dir, Locales};
use crate::picture::Format;

/// What the writers of all chapters share.
#[derive(Clone, Copy)]
pub struct FlowContext<'a> {
    /// The site, the theme, the files.
    pub inputs: FormatContext<'a>,
    /// What can be led to, and which pictures can be shown.
    pub places: &'a Places,
}

impl<'a> FlowContext<'a> {
    /// The languages.
    pub fn locales(&self) -> &'a Locales {
        &self.inputs.site.config.locales
    }
}

/// A picture for a medium.
#[derive(Clone, Debug)]
pub struct Photograph<'a> {
    /// What it is in the book.
    pub picture: &'a Picture,
    /// Its file.
    pub bytes: Arc<[u8]>,
    /// What that is.
    pub format: Format,
    /// Width and height in pixels.
    pub size: (u32, u32),
}

/// What is drawn of a figure.
#[derive(Clone, Copy, Debug)]
pub struct Sketch<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// Words and languages.
    pub tools: Tools<'a>,
    /// Unique in the book, good for an id.
    pub name: &'a str,
}

/// What markup is written for.
pub trait Medium {
    /// The address of a place of the book, seen from the document that is being written.
    fn place(&self, label: &Label) -> String;

    /// The address of a picture; `None` where it cannot be shown.
    fn picture(&mut self, picture: Photograph<'_>) -> Option<String>;

    /// Pixels that no picture is wider than; `None` for pictures in the size of paper.
    fn widest(&self) -> Option<u32> {
        None
    }

    /// The element that stands for one of HTML, where not every reader knows that.
    fn name<'n>(&self, element: &'n str) -> &'n str {
        element
    }

    /// The attribute that gives an element its look.
    fn look(&self, _element: &str, class: &str, _dir: Dir) -> Option<(&'static str, String)> {
        (!class.is_empty()).then(|| ("class", class.to_owned()))
    }

    /// Whether an element says its direction even where that is the one around it: what is around it may be taken away.
    fn says_direction(&self, _element: &str) -> bool {
        false
    }

    /// What a note or the mark of one is in the vocabulary of e-books; `None` where that is not known.
    fn semantics(&self, _what: &'static str) -> Option<(&'static str, &'static str)> {
        None
    }

    /// Whether languages are said as in XML, too.
    fn is_xml(&self) -> bool {
        false
    }

    /// How many levels the headings of chapters are below the highest.
    fn depth(&self) -> u8 {
        0
    }

    /// A chart, map or timeline as markup: a drawing for wide screens and one for narrow ones, of which the style sheet shows one.
    fn drawn(&mut self, sketch: Sketch<'_>) -> Option<String> {
        let mut out = String::new();
        for (size, class) in [(Size::Narrow, "narrow"), (Size::Wide, "wide")] {
            let tools = Tools { paint: Fill::Named, ..sketch.tools };
            let drawing = draw(sketch.figure, tools, size, &format!("{}-{class}", sketch.name))?;
            // Anchors in a drawing are physical, so its text runs from left to right outside of its isolates.
            let _ = write!(out, "<div class=\"drawing drawing-{class}\" dir=\"ltr\">{}</div>", drawing.svg);
        }
        Some(out)
    }

    /// Whether the numbers of a drawing stand below it as a table.
    fn has_data(&self) -> bool {
        true
    }
}
