//! `menu` of `site.yaml` -> entries: pages, addresses elsewhere, and groups of both.

use crate::ast::Prose;
use crate::diag::Diagnostics;
use crate::diag::codes::yaml as codes;
use crate::locale::PerLanguage;
use crate::source::{Located, Span};
use crate::yaml::{Fields, Node, Value};

use super::Reader;

/// An entry of the main navigation.
#[derive(Clone, PartialEq, Debug)]
pub struct MenuEntry {
    /// What it is called; without it a page has its own title.
    pub title: Option<PerLanguage<Prose>>,
    /// Where it leads.
    pub target: MenuTarget,
    /// What stands below it.
    pub children: Vec<MenuEntry>,
}

/// Where an entry leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MenuTarget {
    /// To a page, by its path below `content/` without language and ending.
    Page(Located<String>),
    /// To an address elsewhere.
    Address(String),
    /// Nowhere: it has children.
    Nothing,
}

/// What an entry is, for whoever wrote something else.
const HELP: &str =
    phrase!("write the path of a page, as in `about`, or `{title: …, url: \"https://…\"}`, or `{title: …, children: […]}`");

/// Reads the entries.
pub(in crate::config) fn read(reader: &Reader<'_>, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Vec<MenuEntry> {
    if fields.key_span("menu").is_none() {
        return Vec::new();
    }
    let nodes = fields.items("menu", diags);
    nodes.iter().filter_map(|node| entry(reader, node, true, diags)).collect()
}

fn entry(reader: &Reader<'_>, node: &Node, is_outer: bool, diags: &mut Diagnostics) -> Option<MenuEntry> {
    let yaml = reader.yaml;
    let span = yaml.span(node);
    let mut bad = |span: Span, given: &str, why: &str| diags.push(codes::bad_value(span, "menu", given, why, HELP));
    match &node.value {
        Value::Text(page) => {
            let page = Located { value: page.clone(), span };
            return Some(MenuEntry { title: None, target: MenuTarget::Page(page), children: Vec::new() });
        }
        Value::Map(_) => {}
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) => {
            bad(span, node.describe(), phrase!("it is no entry of a menu"));
            return None;
        }
    }
    let before = diags.iter().count();
    let mut own = Fields::of(yaml, node, phrase!("an entry of the menu"), diags)?;
    let title = reader.per_language(&mut own, "title", diags);
    let page = own.text("page", diags);
    let is_address = |text: &str| {
        let fine = ["https://", "http://", "mailto:"].iter().any(|scheme| text.starts_with(scheme));
        (fine && !text.contains(char::is_whitespace)).then(|| text.to_owned())
    };
    let url = own.parsed("url", diags, is_address, |span, given| {
        codes::bad_value(
            span,
            "url",
            given,
            phrase!("it is no address elsewhere"),
            phrase!("write it with `https://`; a page of the site is `page: PATH`"),
        )
    });
    let children: Vec<MenuEntry> = if is_outer {
        own.items("children", diags).iter().filter_map(|node| entry(reader, node, false, diags)).collect()
    } else {
        Vec::new()
    };
    own.finish(diags);
    let target = match (page, url) {
        (Some(page), None) => MenuTarget::Page(page),
        (None, Some(url)) if title.is_some() => MenuTarget::Address(url),
        (None, None) if title.is_some() && !children.is_empty() => MenuTarget::Nothing,
        // What is wrong with a field was told.
        _ if diags.iter().count() > before => return None,
        _ => {
            diags.push(codes::bad_value(span, "menu", node.describe(), phrase!("it is no entry of a menu"), HELP));
            return None;
        }
    };
    Some(MenuEntry { title, target, children })
}
