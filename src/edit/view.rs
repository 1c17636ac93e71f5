//! Questions of a page in a browser -> which of its blocks can be edited, and a block with all that an editor looks at beside it: its
//! Markdown, the same place in the other languages, what it names, how its translation stands.

use serde::Deserialize;
use serde_json::{Value, json};

use super::piece::{self, Named, Part, Piece};
use super::refusal::Refusal;
use super::{Work, fields};
use crate::answers::{Desk, Kind, entries, lens, mentions, twin};
use crate::ast::{BlockKind, EntryKind, Inline, walk};
use crate::drift::Side;
use crate::locale::Locales;
use crate::site::Site;
use crate::site::address;

/// A page by its address.
#[derive(Deserialize)]
pub struct Address {
    /// Its path below the host, as the browser has it.
    url: String,
}

/// What of a page can be edited.
pub fn page(work: &Work<'_>, asked: &Address) -> Result<Value, Refusal> {
    let desk = &work.desk;
    let site = desk.site().ok_or_else(|| Refusal::Missing(say!("the site cannot be read; its problems say why")))?;
    let wanted = address::decoded(asked.url.trim_end_matches("index.html"));
    let page = site.pages.iter().find(|page| address::decoded(&page.url) == wanted);
    let document = page.and_then(|page| page.document.as_ref());
    let document = document.filter(|document| desk.document(&document.path).is_some());
    // A list of tags is written nowhere, and no mistake of whoever asks.
    let Some(document) = document else { return Ok(json!({ "path": null, "steps": work.steps.len() })) };
    let open: Vec<std::ops::Range<usize>> =
        lens::of(desk, &document.path).into_iter().filter(|lens| !lens.blocks.is_empty()).map(|lens| lens.place.range).collect();
    let block = |piece: &Piece| {
        let is_open = open.iter().any(|range| range.start == piece.range.start);
        json!({ "start": piece.range.start, "end": piece.range.end, "open": is_open })
    };
    let blocks: Vec<Value> = piece::all(desk, &document.path, Part::Block).iter().map(block).collect();
    let tags: Vec<Value> =
        site.config.locales.site().iter().map(|locale| json!({ "tag": locale.tag, "name": locale.name })).collect();
    let state = lens::of(desk, &document.path).into_iter().find(|lens| lens.blocks.is_empty());
    Ok(json!({
        "path": document.path,
        "language": site.config.locales.get(document.locale).tag,
        "title": document.meta.title.text,
        "state": state.map(|lens| work.tongue.say(&lens.title)),
        "blocks": blocks,
        "languages": tags,
        "steps": work.steps.len(),
    }))
}

/// A piece as JSON.
pub fn told(desk: &Desk, locales: &Locales, piece: &Piece) -> Value {
    let locale = fields::locale(desk, piece).map(|id| locales.get(id));
    let fields: Vec<Value> = fields::of(desk, piece).iter().map(|field| field.told(locales)).collect();
    let text = piece.text(desk);
    json!({
        "path": piece.path,
        "part": piece.part.name(),
        "start": piece.range.start,
        "end": piece.range.end,
        "hash": piece.hash(desk),
        "text": text.replace("\r\n", "\n"),
        "language": locale.map(|locale| locale.tag.as_str()),
        "name": locale.map(|locale| locale.name.as_str()),
        "dir": locale.map_or("auto", |locale| locale.dir.as_str()),
        "kind": kind(desk, piece),
        "fields": fields,
    })
}

/// What a piece is, for those who fill it in.
fn kind(desk: &Desk, piece: &Piece) -> &'static str {
    let block = desk.document(&piece.path).filter(|_| piece.part == Part::Block);
    let block = block.and_then(|document| document.blocks.iter().find(|block| block.span.range().start == piece.range.start));
    match block.map(|block| &block.kind) {
        Some(BlockKind::CaptionedImage { .. }) => "picture",
        Some(BlockKind::Table { .. }) => "table",
        Some(BlockKind::Heading { .. }) => "heading",
        Some(BlockKind::Code { .. } | BlockKind::Figure { .. } | BlockKind::Math { .. }) => "code",
        Some(_) | None => "text",
    }
}

/// A piece with what is looked at beside it.
pub fn block(work: &Work<'_>, named: &Named) -> Result<Value, Refusal> {
    let desk = &work.desk;
    let gone = || Refusal::Missing(say!("this is not there any more; load the page again"));
    let piece = piece::find(desk, named).ok_or_else(gone)?;
    let config = desk.config().ok_or_else(gone)?;
    let mut pieces = vec![told(desk, &config.locales, &piece)];
    pieces.extend(twins(desk, &piece).iter().map(|twin| told(desk, &config.locales, twin)));
    let blocks = if piece.part == Part::Block { lens::blocks_at(desk, &piece.path, piece.range.start) } else { Vec::new() };
    let state = lens::of(desk, &piece.path).into_iter().find(|lens| !blocks.is_empty() && lens.blocks == blocks);
    Ok(json!({
        "pieces": pieces,
        "named": named_in(desk, &piece),
        "notes": notes(desk, &piece),
        "open": blocks,
        "state": state.map(|lens| work.tongue.say(&lens.title)),
        "steps": work.steps.len(),
    }))
}

/// The same place in the other languages.
fn twins(desk: &Desk, piece: &Piece) -> Vec<Piece> {
    let Some(site) = desk.site() else { return Vec::new() };
    match piece.part {
        Part::Block | Part::Behind => {
            let place = |twin: crate::answers::Place| {
                let known = piece::all(desk, &twin.path, Part::Block);
                let before = known.iter().rfind(|own| own.range.end <= twin.range.end);
                match (twin.range.is_empty(), piece.part) {
                    // Nobody knows where it would stand.
                    (true, _) if twin.range.end == 0 => None,
                    (false, Part::Block) => Some(Piece::row(&twin.path, twin.range)),
                    _ => Some(Piece::behind(&twin.path, before?.range.clone())),
                }
            };
            twin::at(desk, &piece.path, piece.known.start).into_iter().filter_map(place).collect()
        }
        Part::Head => others(site, &piece.path).filter_map(|path| piece::all(desk, path, Part::Head).pop()).collect(),
        // The notes of both stand in one order where both have as many.
        Part::Note => {
            let own = piece::all(desk, &piece.path, Part::Note);
            let Some(at) = own.iter().position(|note| note == piece) else { return Vec::new() };
            let same = others(site, &piece.path).map(|path| piece::all(desk, path, Part::Note));
            same.filter(|notes| notes.len() == own.len()).filter_map(|notes| notes.into_iter().nth(at)).collect()
        }
        Part::Entry => Vec::new(),
    }
}

/// The pages that stand beside a page in other languages.
fn others<'s>(site: &'s Site, path: &'s str) -> impl Iterator<Item = &'s str> {
    site.pairs.iter().chain(&site.beside).filter_map(move |pair| {
        let own = Side::BOTH.into_iter().find(|side| pair.documents[side.index()].path == path)?;
        Some(pair.documents[own.other().index()].path.as_str())
    })
}

/// The entries that a piece names, each once, with where it stands.
fn named_in(desk: &Desk, piece: &Piece) -> Vec<Value> {
    let mut known = Vec::new();
    let mut told = Vec::new();
    let within = |m: &&mentions::Mention| m.place.path == piece.path && piece.range.contains(&m.place.range.start);
    for mention in desk.named().iter().filter(within).filter(|m| !m.is_definition) {
        let Some(place) = mentions::definition(desk, &mention.subject) else { continue };
        if known.contains(&&mention.subject) {
            continue;
        }
        known.push(&mention.subject);
        let line = entries::one(desk, &mention.subject).map(|shown| shown.line());
        told.push(json!({
            "kind": mention.subject.kind.noun(),
            "id": mention.subject.id,
            "line": line,
            "path": place.path,
            "start": place.range.start,
        }));
    }
    told
}

/// The footnotes that a block refers to.
fn notes(desk: &Desk, piece: &Piece) -> Vec<Value> {
    let Some(document) = desk.document(&piece.path).filter(|_| piece.part == Part::Block) else { return Vec::new() };
    let mut found = Vec::new();
    for block in document.blocks.iter().filter(|block| piece.range.contains(&block.span.range().start)) {
        walk::lines(std::slice::from_ref(block), &mut |line| {
            walk::inlines(line.content, &mut |inline| {
                if let Inline::NoteRef { note, nth: 1 } = inline
                    && let Some(note) = document.notes.get(note.0 as usize)
                {
                    found.push(json!({ "label": note.label, "start": note.span.range().start }));
                }
            });
        });
    }
    found
}

/// The page whose ledger is asked for.
#[derive(Deserialize)]
pub struct OfPage {
    path: String,
}

/// The entries that a page may name.
pub fn entries(work: &Work<'_>, asked: &OfPage) -> Result<Value, Refusal> {
    let desk = &work.desk;
    let none = || Refusal::Missing(say!("there is no such page"));
    let config = desk.config().ok_or_else(none)?;
    desk.document(&asked.path).ok_or_else(none)?;
    let folder = desk.folder(&asked.path, &config.locales).unwrap_or_default();
    let mut all = Vec::new();
    for kind in EntryKind::ALL {
        for shown in entries::list(desk, &folder, Kind::Linked(kind)) {
            all.push(json!({ "kind": kind.scheme(), "id": shown.id, "line": shown.line(), "title": shown.title() }));
        }
    }
    Ok(json!({ "entries": all }))
}
