//! Pictures, pages within the page, films, sounds and formulas -> a picture, a link or a formula of Markdown.

use super::address::{Address, safe};
use super::left::Kind;
use super::reading::{Reading, short, text};
use super::tree::{Id, is_space};
use crate::ast::{Inline, RefKind};

/// Whether an element is part of the text. What is not is told here, where it is worth a word.
pub(in crate::hypertext) fn is_kept(reading: &mut Reading<'_>, id: Id) -> bool {
    let tree = reading.tree;
    if tree.nodes[id].is_hidden {
        reading.leave(id, Kind::Hidden, format!("`<{}>`, which readers did not see", tree.name(id)));
        return false;
    }
    let name = tree.name(id);
    let kind = match name {
        "script" => Kind::Script,
        "style" => Kind::Style,
        "button" | "datalist" | "input" | "label" | "legend" | "meter" | "optgroup" | "option" | "output" | "progress"
        | "select" | "textarea" => Kind::Form,
        "applet" | "canvas" | "map" | "noembed" | "noframes" | "svg" | "template" => Kind::Drawing,
        "area" | "base" | "col" | "colgroup" | "link" | "meta" | "param" | "source" | "title" | "track" => return false,
        _ => return true,
    };
    reading.leave(id, kind, format!("`<{name}>`"));
    false
}

/// A picture with its alternative text.
pub(in crate::hypertext) fn picture(reading: &mut Reading<'_>, id: Id) -> Option<Inline> {
    let tree = reading.tree;
    let own = |name: &str| tree.attribute(id, name).map(str::trim).filter(|value| !value.is_empty());
    let alt = one_line(own("alt").unwrap_or_default());
    if !alt.is_empty() && (tree.has_class(id, "emoji") || tree.has_class(id, "wp-smiley")) {
        return Some(text(alt));
    }
    if own("width") == Some("1") && own("height") == Some("1") {
        reading.leave(id, Kind::Picture, "a picture of one dot, which only counts readers");
        return None;
    }
    // Pages that load their pictures late name them elsewhere.
    let late = ["data-src", "data-lazy-src", "data-original", "data-orig-file"].into_iter().find_map(own);
    let first = own("srcset").and_then(|set| set.split([',', ' ']).find(|part| !part.is_empty()));
    let is_here = |raw: &&str| !raw.starts_with("data:");
    let Some(raw) = own("src").filter(is_here).or(late).or(first).or(own("src")).map(str::to_owned) else {
        reading.leave(id, Kind::Picture, "a picture without an address");
        return said(alt);
    };
    let address = match safe(&raw, true) {
        Ok(raw) => reading.addresses.picture(&raw),
        Err(why) => Address::Gone(why),
    };
    match address {
        Address::As(raw) => {
            let title = one_line(own("title").unwrap_or_default()).into();
            Some(Inline::Image { source: reading.refer(raw, RefKind::Image), title, alt: alt.into() })
        }
        Address::Link(to) => {
            reading.leave(id, Kind::Picture, format!("the picture `{}` is a link: it is not here", short(&raw)));
            let words = if alt.is_empty() { to.clone() } else { alt };
            let target = reading.refer(to, RefKind::Link);
            Some(Inline::Link { target, title: Box::default(), isolate: None, content: vec![text(words)] })
        }
        Address::Gone(why) => {
            reading.leave(id, Kind::Picture, format!("the picture `{}`: {why}", short(&raw)));
            said(alt)
        }
    }
}

/// What a picture says that is not there.
fn said(alt: String) -> Option<Inline> {
    (!alt.is_empty()).then(|| text(alt))
}

/// A page within the page, a film or a sound, as a link.
pub(in crate::hypertext) fn frame(reading: &mut Reading<'_>, id: Id) -> Option<Inline> {
    let tree = reading.tree;
    let own = |id: Id, name: &str| tree.attribute(id, name).map(str::trim).filter(|value| !value.is_empty());
    let named = ["src", "data", "data-src"].into_iter().find_map(|name| own(id, name));
    let raw =
        named.filter(|raw| *raw != "about:blank").or_else(|| tree.within(id).find_map(|id| own(id, "src"))).map(str::to_owned);
    let name = tree.name(id);
    let Some(raw) = raw else {
        reading.leave(id, Kind::Frame, format!("`<{name}>` without an address"));
        return None;
    };
    let address = match safe(&watched(&raw), false) {
        Ok(raw) => reading.addresses.link(&raw),
        Err(why) => Address::Gone(why),
    };
    match address {
        Address::As(to) | Address::Link(to) => {
            reading.leave(id, Kind::Frame, format!("`<{name}>` is a link to `{}`", short(&to)));
            let words = own(id, "title").map_or_else(|| to.clone(), one_line);
            let target = reading.refer(to, RefKind::Link);
            Some(Inline::Link { target, title: Box::default(), isolate: None, content: vec![text(words)] })
        }
        Address::Gone(why) => {
            reading.leave(id, Kind::Frame, format!("`<{name}>` of `{}`: {why}", short(&raw)));
            None
        }
    }
}

/// The page of a film for the page that shows it within another.
fn watched(raw: &str) -> String {
    let id = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect::<String>();
    for host in ["www.youtube.com/embed/", "www.youtube-nocookie.com/embed/", "youtube.com/embed/"] {
        if let Some((_, rest)) = raw.split_once(host).filter(|(before, _)| before.ends_with("//")) {
            return format!("https://www.youtube.com/watch?v={}", id(rest));
        }
    }
    match raw.split_once("player.vimeo.com/video/").filter(|(before, _)| before.ends_with("//")) {
        Some((_, rest)) => format!("https://vimeo.com/{}", id(rest)),
        None => raw.to_owned(),
    }
}

/// A formula by its source, which converters write into it; else its letters.
pub(in crate::hypertext) fn formula(reading: &mut Reading<'_>, id: Id) -> Option<Inline> {
    let tree = reading.tree;
    let notes: Vec<Id> = tree.within(id).filter(|id| tree.name(*id) == "annotation").collect();
    let is_tex =
        |id: &Id| tree.attribute(*id, "encoding").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-tex"));
    let tex = notes.iter().copied().find(is_tex).map(|id| one_line(&tree.letters(id)));
    if let Some(tex) = tex.filter(|tex| !tex.is_empty() && !tex.contains('$')) {
        return Some(Inline::Math { tex, mathml: Box::default() });
    }
    reading.leave(id, Kind::Drawing, "a formula without its source: its letters stay");
    let is_note = |id: Id| notes.iter().any(|note| tree.within(*note).contains(&id));
    let letters: String = tree.within(id).filter(|id| !is_note(*id)).filter_map(|id| tree.text(id)).collect();
    let letters = one_line(&letters);
    (!letters.is_empty()).then(|| text(letters))
}

/// A text of an attribute, which may have lines, as one.
pub(in crate::hypertext) fn one_line(own: &str) -> String {
    let words: Vec<&str> = own.split(|c| is_space(c) || c.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().filter(|c| !crate::locale::bidi::is_control(*c)).collect()
}
