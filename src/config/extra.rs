//! `extra` of `site.yaml` -> whatever a theme of one's own wants to know of the site, as templates see it.

use serde_json::{Map, Value as Json};

use crate::diag::Diagnostics;
use crate::yaml::{Fields, Node, Value, Yaml};

/// Reads `extra`, a mapping.
pub(in crate::config) fn read(yaml: &Yaml<'_>, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Map<String, Json> {
    let Some(own) = fields.take("extra").and_then(|node| Fields::of(yaml, node, "`extra`", diags)) else { return Map::new() };
    own.entries().map(|(name, _, value)| (name.to_owned(), json(value))).collect()
}

/// Recursion is bounded by the parser's own limit of 128 levels. Keys that are no texts are none of JSON's.
fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => (*value).into(),
        Value::Int(value) => (*value).into(),
        Value::Float(value) => (*value).into(),
        Value::Text(value) => value.clone().into(),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(entries) => {
            let entry = |(key, value): &(Node, Node)| {
                Some((if let Value::Text(key) = &key.value { key.clone() } else { return None }, json(value)))
            };
            Json::Object(entries.iter().filter_map(entry).collect())
        }
    }
}
