//! Drawings with their texts, and pictures that few programs show -> PNGs, set in the built-in faces.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use crate::figure::draw::Drawing;
use crate::figure::measure::Weight;
use crate::locale::Dir;
use crate::picture::few;

use super::guard::{self, Budget};
use super::{Faces, Files, Memory};

/// The template of a picture; what is written is data.
const TEMPLATE: &str = include_str!("raster.typ");
const MAIN: &str = "raster.typ";
/// Points of the picture for each unit: sharp in print at the width of a page.
const SCALE: f64 = 2.5;

/// Points for each unit of a picture for letters, and bytes of the longest.
const LETTER: (f64, usize) = (1.5, 20_000);

/// How a drawing is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quality {
    /// Sharp in print, on no ground.
    Print,
    /// Sharp on a screen, in few bytes, on the ground of paper: some programs for mail darken what lies below a picture.
    Letter,
}

/// A drawing as wide as `width` units, with its texts. `None` where the engine fails or was stopped.
pub fn labelled(drawing: &Drawing, width: f64, dir: Dir, quality: Quality) -> Option<Vec<u8>> {
    let label = |label: &crate::figure::svg::Label| -> Value {
        json!({
            "at": [label.at.0, label.at.1],
            "held": label.held,
            "size": label.letters.size,
            "weight": if label.letters.weight == Weight::Bold { "bold" } else { "regular" },
            "fill": label.fill,
            "line": label.line,
        })
    };
    let labels: Vec<Value> = drawing.labels.iter().map(label).collect();
    let picture = ("drawing.svg", Arc::from(drawing.svg.as_bytes()));
    set(picture, (width, drawing.height), &json!({ "dir": dir.as_str(), "labels": labels }), quality, SCALE)
}

/// A picture in a format that Typst shows, by its ending, as large as it is.
pub fn picture(bytes: &Arc<[u8]>, ending: &str, (width, height): (u32, u32)) -> Option<Vec<u8>> {
    /// More points than this on a side are too many for a page.
    const MOST: f64 = 2400.0;
    let (width, height) = (f64::from(width), f64::from(height));
    let scale = (MOST / width.max(height).max(1.0)).min(if ending == "svg" { SCALE } else { 1.0 });
    let name = format!("picture.{ending}");
    set((&name, Arc::clone(bytes)), (width, height), &json!({ "dir": "ltr", "labels": [] }), Quality::Print, scale)
}

fn set(
    (name, picture): (&str, Arc<[u8]>),
    (width, height): (f64, f64),
    rest: &Value,
    quality: Quality,
    scale: f64,
) -> Option<Vec<u8>> {
    let mut data = rest.clone();
    data["src"] = name.into();
    data["size"] = json!([width.max(1.0), height.max(1.0)]);
    let data = Arc::from(serde_json::to_vec(&data).ok()?);
    let files = Files {
        templates: BTreeMap::from([(MAIN.to_owned(), Arc::from(TEMPLATE))]),
        data: BTreeMap::from([(name.to_owned(), picture), ("raster.json".to_owned(), data)]),
        is_foreign: false,
    };
    let drawn = guard::run(Budget::PART, move |leash| {
        let faces = Faces::new([]);
        let world = Memory::new(&files, &faces, MAIN, leash)?;
        let document = typst::compile::<PagedDocument>(&world).output.ok()?;
        leash.check();
        let scale = if quality == Quality::Letter { LETTER.0 } else { scale };
        let options = RenderOptions { pixel_per_pt: Scalar::new(scale), render_bleed: false };
        let mut pixels = typst_render::render(document.pages().first()?, &options);
        if quality == Quality::Print {
            return pixels.encode_png().ok();
        }
        // Pixels are stored multiplied by what covers the ground, so the ground adds what shines through.
        for pixel in pixels.data_mut().chunks_exact_mut(4) {
            let through = u8::MAX - pixel[3];
            for part in pixel {
                *part = part.saturating_add(through);
            }
        }
        few::png((pixels.width(), pixels.height()), pixels.data(), LETTER.1)
    });
    drawn.ok().flatten()
}
