//! A drawing (SVG) -> its size, and the same drawing with nothing in it but what draws.
//!
//! 1. `encoding`: bytes to text. 2. A tree is parsed, entities and all. 3. `allow`: what acts is refused, what only editors
//!    know is left out, and `order` refuses texts that are not shown in the order they have. 4. `weigh`: what would take for ever
//!    to draw is refused. 5. [`write`]: the tree that was looked at is
//!    written anew, so that no other reader of XML can see another one.

mod allow;
mod css;
mod encoding;
mod order;
mod size;
mod weigh;
mod write;

use std::ops::Range;

use super::{Colours, Format, Orientation, Probe, xml};
use crate::message::Message;

/// Elements, texts and attributes beyond this are no drawing for a page.
const MOST_NODES: u32 = 1_000_000;

/// A drawing that may be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawing {
    /// Width and height in CSS pixels, where it says them.
    pub size: Option<(u32, u32)>,
    /// What is published of it, compressed if the file was.
    pub bytes: Vec<u8>,
    /// The same, never compressed.
    pub text: String,
}

/// Why a drawing may not be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Of which kind it is.
    pub kind: FaultKind,
    /// What is wrong, to be read after the file's name: "holds a script".
    pub what: Message,
    /// Where, in the bytes of the file; nothing for compressed ones and those that are not UTF-8.
    pub range: Option<Range<usize>>,
}

/// The kinds of faults.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// It acts.
    Active,
    /// It shows a text in another order than it has.
    Hidden,
    /// It cannot be read or drawn.
    Unfit,
}

impl Fault {
    fn active(what: impl Into<Message>, range: Range<usize>) -> Self {
        Self { kind: FaultKind::Active, what: what.into(), range: Some(range) }
    }

    fn hidden(what: impl Into<Message>, range: Range<usize>) -> Self {
        Self { kind: FaultKind::Hidden, what: what.into(), range: Some(range) }
    }

    fn unfit(what: impl Into<Message>) -> Self {
        Self { kind: FaultKind::Unfit, what: what.into(), range: None }
    }
}

impl Drawing {
    /// What is known of it as of any other picture.
    pub fn probe(&self) -> Probe {
        Probe {
            format: Format::Svg,
            stored: self.size.unwrap_or((0, 0)),
            orientation: Orientation::Upright,
            animated: false,
            depth: 8,
            colours: Colours::Rgb,
            alpha: true,
        }
    }
}

/// Whether a file is a drawing: XML, compressed or not, that has an `svg` element.
pub fn is_drawing(bytes: &[u8]) -> bool {
    encoding::begins_with_svg(bytes)
}

/// Reads a drawing.
pub fn read(bytes: &[u8]) -> Result<Drawing, Fault> {
    let source = encoding::text(bytes)?;
    let in_place = |fault: Fault| if source.is_in_place { fault } else { Fault { range: None, ..fault } };
    drawn(&source.text).map_err(in_place).map(|(size, text)| {
        let bytes = if source.is_compressed { encoding::compressed(&text) } else { text.clone().into_bytes() };
        Drawing { size, bytes, text }
    })
}

fn drawn(text: &str) -> Result<(Option<(u32, u32)>, String), Fault> {
    let document = xml::parse(text, MOST_NODES).map_err(|error| {
        if matches!(error, roxmltree::Error::NodesLimitReached) {
            return Fault::unfit(say!("has more parts than a page can show"));
        }
        Fault::unfit(say!("cannot be read as XML: {why}", why = error.to_string()))
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(Fault::unfit(say!("has no `svg` as its first element")));
    }
    weigh::depth(root)?;
    let kept = allow::kept(&document)?;
    order::look(root, &kept)?;
    weigh::work(root, &kept, size::of(root))?;
    Ok((size::of(root), write::write(root, &kept)))
}
