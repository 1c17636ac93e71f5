//! What a file says of its pages itself: the text that stands instead of glyphs (`ActualText`), and where links lead.

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Rect, String as Bytes};
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use kurbo::{Affine, Point};

use super::Link;

/// Forms within forms that are followed.
const DEPTH: usize = 8;
/// The most parts and forms of a page that are followed; of what has more, nothing is told.
const MOST: usize = 100_000;
/// Addresses that are longer are none.
const LONGEST: usize = 4_000;

/// A part of a page that is marked, in the order in which they begin.
pub struct Marked {
    /// As what.
    pub tag: Vec<u8>,
    /// Its number in the page, by which other parts of the file name it.
    pub number: Option<i32>,
    /// The text that is to be read instead of its glyphs.
    pub instead: Option<String>,
}

/// The marked parts of a page, of forms within it too.
pub fn of(page: &Page<'_>) -> Vec<Marked> {
    let mut marked = Vec::new();
    let mut room = MOST;
    walk(page.typed_operations(), page.resources(), DEPTH, (&mut marked, &mut room));
    if room == 0 || marked.iter().all(|marked| marked.instead.is_none()) {
        marked.clear();
    }
    marked
}

/// What is marked, and how many parts and forms may follow.
type Sink<'m> = (&'m mut Vec<Marked>, &'m mut usize);

/// Goes through a page or a form. One that is printed again is gone through again: its parts begin once more.
fn walk(mut ops: TypedIter<'_>, resources: &Resources<'_>, depth: usize, (marked, room): Sink<'_>) {
    while let Some(op) = ops.next() {
        if *room == 0 {
            return;
        }
        if let TypedInstruction::BeginMarkedContentWithProperties(begin) = &op {
            let own = begin.1.clone().into_dict();
            let number = own.as_ref().and_then(|dict| dict.get::<i32>(b"MCID"));
            let properties = own.or_else(|| {
                let name = begin.1.clone().into_name()?;
                resources.properties.get::<Dict<'_>>(name)
            });
            let instead = properties.and_then(|dict| dict.get::<Bytes<'_>>(b"ActualText")).map(|bytes| text(bytes.as_bytes()));
            *room -= 1;
            marked.push(Marked { tag: begin.0.as_ref().to_vec(), number, instead });
        } else if let TypedInstruction::BeginMarkedContent(begin) = &op {
            *room -= 1;
            marked.push(Marked { tag: begin.0.as_ref().to_vec(), number: None, instead: None });
        } else if let TypedInstruction::XObject(named) = &op
            && depth > 0
        {
            let Some(stream) = resources.get_x_object(named.0) else { continue };
            *room -= 1;
            let is_form = stream.dict().get::<Name<'_>>(b"Subtype").is_some_and(|name| name.as_ref() == b"Form");
            if let Some(data) = is_form.then(|| stream.decoded().ok()).flatten() {
                let own = stream.dict().get::<Dict<'_>>(b"Resources").unwrap_or_default();
                walk(
                    TypedIter::new(&data),
                    &Resources::from_parent(own, resources.clone()),
                    depth - 1,
                    (&mut *marked, &mut *room),
                );
            }
        }
    }
}

/// A text of a PDF as a line may hold it: UTF-16 or UTF-8 with its mark, else Latin letters.
pub fn text(bytes: &[u8]) -> String {
    super::clean(&decoded(bytes))
}

fn decoded(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|two| read([two[0], two[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        rest => rest.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Where the links of a page lead, that lead out of the file.
pub fn links(page: &Page<'_>, upright: Affine) -> Vec<Link> {
    let Some(notes) = page.raw().get::<Array<'_>>(b"Annots") else { return Vec::new() };
    let mut links = Vec::new();
    for note in notes.iter::<Dict<'_>>() {
        if note.get::<Name<'_>>(b"Subtype").is_none_or(|name| name.as_ref() != b"Link") {
            continue;
        }
        let address =
            note.get::<Dict<'_>>(b"A").and_then(|action| action.get::<Bytes<'_>>(b"URI")).map(|uri| text(uri.as_bytes()));
        let Some(to) = address.filter(|to| to.len() <= LONGEST && !to.chars().any(|c| c.is_control() || c.is_whitespace()))
        else {
            continue;
        };
        let corners: Vec<f64> = note.get::<Array<'_>>(b"QuadPoints").map(|all| all.iter::<f64>().collect()).unwrap_or_default();
        let mut around: Vec<[f64; 4]> = corners.chunks_exact(8).map(|eight| bounds(eight, upright)).collect();
        if around.is_empty()
            && let Some(rect) = note.get::<Rect>(b"Rect")
        {
            around.push(bounds(&[rect.x0, rect.y0, rect.x1, rect.y1], upright));
        }
        links.extend(around.into_iter().map(|around| Link { around, to: to.clone() }));
    }
    links
}

/// The smallest upright rectangle around some points.
fn bounds(points: &[f64], upright: Affine) -> [f64; 4] {
    let mut around = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    for two in points.chunks_exact(2) {
        let point = upright * Point::new(two[0], two[1]);
        around = [around[0].min(point.x), around[1].min(point.y), around[2].max(point.x), around[3].max(point.y)];
    }
    around
}
