//! Raw HTML that a site lets through as it is, and the policy of its pages -> what browsers will not load, show or send.

use std::collections::BTreeSet;

use crate::ast::{Block, Document, Inline, walk};
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::markdown::tag::{Tag, TagKind, scan};
use crate::message::{Message, Phrase};
use crate::site::Site;

/// The findings of a page: each once a block.
pub(in crate::lint) fn check(site: &Site, document: &Document, diags: &mut Diagnostics) {
    if !site.config.trusts_html() {
        return;
    }
    let notes = document.notes.iter().flat_map(|note| &note.content);
    for block in document.blocks.iter().chain(notes) {
        let mut told = BTreeSet::new();
        for Tag { kind, .. } in scan(&raw(block)) {
            if let TagKind::Open { name, attributes } = kind
                && let Some((what, help)) = blocked(site, &name, &attributes)
                && told.insert(what.clone())
            {
                diags.push(codes::blocked_html(block.span, &what, &help));
            }
        }
    }
}

/// The raw HTML of a block.
fn raw(block: &Block) -> String {
    let mut html = String::new();
    walk::lines(std::slice::from_ref(block), &mut |line| {
        walk::inlines(line.content, &mut |inline| {
            if let Inline::Raw(raw) = inline {
                html.push_str(raw);
            }
        });
    });
    html
}

/// What of an element the policy keeps from working, and what to do.
fn blocked(site: &Site, name: &str, attributes: &[(String, String)]) -> Option<(Message, Message)> {
    const NO_SETTING: Phrase = Phrase("no setting allows it");
    let value = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.trim());
    let elsewhere = |address: &str| address.starts_with("//") || address.contains("://");
    let setting = |key: &str, address: &str| {
        let host = address.split("//").nth(1).unwrap_or(address).split(['/', '?', '#']).next().unwrap_or_default();
        let place = if elsewhere(address) { format!("https://{host}") } else { "self".to_owned() };
        say!("write `csp: {{{key}: [\"{place}\"]}}` in site.yaml, if readers are to be sent there", key, place)
    };
    let policy = &site.config.policy;
    if let Some((handler, _)) = attributes.iter().find(|(name, _)| name.starts_with("on") && name.len() > 2) {
        return Some((
            say!("`{handler}` of `<{name}>`", handler, name),
            say!("put what it does into a script of the theme (`scripts` of theme.yaml)"),
        ));
    }
    let address = value("src").or(value("data")).or(value("href")).unwrap_or_default();
    match name {
        "form" => {
            let action = value("action").unwrap_or_default();
            (!policy.allows_form(action)).then(|| (say!("`<form>`"), setting("form", action)))
        }
        "iframe" | "frame" => (!policy.allows_frame(address)).then(|| (say!("`<{name}>`", name), setting("frame", address))),
        "script" if value("src").is_none_or(&elsewhere) => {
            Some((say!("`<script>`"), say!("make it a file of the theme (`scripts` of theme.yaml)")))
        }
        "img" | "input" | "link" if elsewhere(address) && (name != "link" || value("rel") == Some("stylesheet")) => {
            Some((say!("`<{name}>` of another host", name), say!("put the file beside the page or into the theme")))
        }
        "object" | "embed" | "video" | "audio" | "track" => Some((say!("`<{name}>`", name), NO_SETTING.into())),
        _ => None,
    }
}
