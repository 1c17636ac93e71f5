//! What is kept of a drawing -> SVG in UTF-8, without declarations, comments and instructions.

use std::borrow::Cow;
use std::fmt::Write as _;

use roxmltree::Node;

use super::allow::{Kept, SVG, XLINK};
use super::css;
use crate::escape;

/// Writes a drawing. Its depth was bounded before.
pub(in crate::picture) fn write(root: Node<'_, '_>, kept: &Kept<'_>) -> String {
    let mut out = String::new();
    element(root, kept, true, &mut out);
    out.push('\n');
    out
}

fn element(node: Node<'_, '_>, kept: &Kept<'_>, is_root: bool, out: &mut String) {
    let Some(attributes) = kept.elements.get(&node.id().get_usize()) else { return };
    let name = node.tag_name().name();
    let _ = write!(out, "<{name}");
    if is_root {
        let _ = write!(out, " xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\"");
    }
    for (name, value) in attributes {
        let value = if name == "style" { css::without_notes(value) } else { Cow::Borrowed(&**value) };
        // Line feeds in attributes would be read as spaces.
        let value = escape::xml_text(&value).replace('\n', "&#10;").replace('\t', "&#9;").replace('\r', "&#13;");
        let _ = write!(out, " {name}=\"{value}\"");
    }
    let is_kept = |child: Node<'_, '_>| {
        child.is_text() && child.text().is_some_and(|text| !text.is_empty())
            || kept.elements.contains_key(&child.id().get_usize())
    };
    if !node.children().any(is_kept) {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for child in node.children() {
        if child.is_element() {
            element(child, kept, false, out);
        } else if child.is_text()
            && let Some(text) = child.text()
        {
            // Comments of a style sheet are notes as those of the file are.
            let text = if name == "style" { css::without_notes(text) } else { Cow::Borrowed(text) };
            out.push_str(&escape::xml_text(&text).replace('\r', "&#13;"));
        }
    }
    let _ = write!(out, "</{name}>");
}
