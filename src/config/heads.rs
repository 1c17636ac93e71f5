//! `front_matter` of `site.yaml` -> what fields of other names in front matter stand for: for sites that two programs build for a while.

use crate::diag::Diagnostics;
use crate::diag::codes::yaml as codes;
use crate::yaml::{Fields, Yaml};

/// The fields of front matter that another name may stand for.
pub const FIELDS: [&str; 26] = [
    "title",
    "short_title",
    "subtitle",
    "mark",
    "summary",
    "date",
    "updated",
    "authors",
    "tags",
    "weight",
    "slug",
    "aliases",
    "draft",
    "publish",
    "expiry",
    "toc",
    "image",
    "image_alt",
    "translation_key",
    "lang",
    "source",
    "noindex",
    "briefing",
    "pdf",
    "related",
    "extra",
];

/// What stands for all fields that are not named.
const OTHERS: &str = "*";

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
        match FIELDS.iter().find(|field| **field == to) {
            _ if FIELDS.contains(&name) => {
                let help = phrase!("remove it: a field that Bayan has stands for itself");
                diags.push(codes::bad_value(yaml.span(key), "front_matter", name, phrase!("it is a field already"), help));
            }
            Some(&"extra") if name == OTHERS => heads.keeps_others = true,
            _ if name == OTHERS => {
                let help = phrase!("write `\"*\": extra`");
                diags.push(codes::bad_value(yaml.span(value), name, to, phrase!("all other fields can only be kept"), help));
            }
            Some(field) => heads.names.push((name.to_owned(), field)),
            None => {
                let help = phrase!("name a field of front matter that Bayan has, as in `description: summary`, or `extra`");
                diags.push(codes::bad_value(yaml.span(value), name, to, phrase!("no field is called so"), help));
            }
        }
    }
    heads
}
