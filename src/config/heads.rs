//! `front_matter` of `site.yaml` -> what fields of other names in front matter stand for: for sites that two programs build for a while.

use crate::diag::Diagnostics;
use crate::diag::codes::yaml as codes;
use crate::schema::page::NAMES;
use crate::yaml::{Fields, Yaml};

/// What stands for all fields that are not named.
const OTHERS: &str = "*";

/// Fields without which a page is none, or is shown to somebody whom it is hidden from: they cannot be set aside.
const NEEDED: [&str; 6] = ["title", "draft", "publish", "expiry", "noindex", "extra"];

/// Fields of other names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Heads {
    /// Each with the field that it stands for; `extra` keeps it there under its own name.
    pub names: Vec<(String, &'static str)>,
    /// Whether fields that nobody knows are kept under `extra`.
    pub keeps_others: bool,
}

/// Reads `front_matter: {description: summary, category: tags, "*": extra}`.
pub(in crate::config) fn read(yaml: &Yaml<'_>, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Heads {
    let mut heads = Heads::default();
    let Some(own) = fields.take("front_matter").and_then(|node| Fields::of(yaml, node, "`front_matter`", diags)) else {
        return heads;
    };
    for (name, key, value) in own.entries() {
        let Some(to) = yaml.plain(name, value, diags) else { continue };
        match NAMES.iter().find(|field| **field == to) {
            _ if NAMES.contains(&name) && (to != "extra" || NEEDED.contains(&name)) => {
                let help = phrase!("remove it: a field that Bayan has stands for itself");
                diags.push(codes::bad_value(yaml.span(key), "front_matter", name, phrase!("it is a field already"), help));
            }
            Some(&"extra") if name == OTHERS => heads.keeps_others = true,
            _ if name == OTHERS => {
                let help = phrase!("write `\"*\": extra`");
                diags.push(codes::bad_value(yaml.span(value), name, to, phrase!("all other fields can only be kept"), help));
            }
            Some(field) => heads.names.push((name.to_owned(), field)),
            None => diags.push(codes::not_one_of(yaml.span(value), name, to, &NAMES)),
        }
    }
    heads
}
