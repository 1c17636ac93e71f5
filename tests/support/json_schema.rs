//! A value against a JSON Schema, as far as ours use the language; words that are not known here are a mistake of the test.

use bayan::diag::Diagnostics;
use bayan::locale::date::Date;
use bayan::source::FileId;
use bayan::yaml::{self, Node, Value as Yaml};
use serde_json::{Map, Value, json};

/// A YAML text as JSON; `None` where it cannot be read.
pub fn of_yaml(text: &str) -> Option<Value> {
    let mut diags = Diagnostics::new();
    let yaml = yaml::parse_text(FileId::NONE, text, 0, &mut diags).whole()?;
    Some(of_node(yaml.root()))
}

fn of_node(node: &Node) -> Value {
    match &node.value {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => json!(value),
        Yaml::Int(value) => json!(value),
        Yaml::Float(value) => json!(value),
        Yaml::Text(value) => json!(value),
        Yaml::List(items) => items.iter().map(of_node).collect(),
        Yaml::Map(entries) => {
            let key = |key: &Node| match &key.value {
                Yaml::Text(text) => text.clone(),
                Yaml::Int(number) => number.to_string(),
                Yaml::Float(number) => number.to_string(),
                Yaml::Null | Yaml::Bool(_) | Yaml::List(_) | Yaml::Map(_) => "?".to_owned(),
            };
            Value::Object(entries.iter().map(|(name, value)| (key(name), of_node(value))).collect())
        }
    }
}

/// What is wrong with a value, as `place: why`.
pub fn faults(value: &Value, schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look("", value, schema, &mut found);
    found
}

fn look(place: &str, value: &Value, schema: &Value, found: &mut Vec<String>) {
    let Some(words) = schema.as_object() else {
        return found.extend((*schema == json!(false)).then(|| format!("{place}: unknown")));
    };
    let number = |limit: &Value| value.as_f64().zip(limit.as_f64());
    for (word, wanted) in words {
        let fits = match word.as_str() {
            "$schema" | "title" | "description" | "required" | "properties" | "additionalProperties" => true,
            "type" => wanted.as_array().map_or_else(|| is(value, wanted), |kinds| kinds.iter().any(|kind| is(value, kind))),
            "enum" => wanted.as_array().is_some_and(|all| all.contains(value)),
            "minimum" => number(wanted).is_none_or(|(own, least)| own >= least),
            "maximum" => number(wanted).is_none_or(|(own, most)| own <= most),
            "format" => *wanted == json!("date") && value.as_str().is_none_or(|text| Date::parse(text).is_some()),
            "pattern" => {
                assert_eq!(*wanted, json!("^[a-z0-9]+(-[a-z0-9]+)*$"));
                value.as_str().is_none_or(bayan::ledger::read::is_id)
            }
            "anyOf" => wanted.as_array().is_some_and(|all| all.iter().any(|one| faults(value, one).is_empty())),
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    look(&format!("{place}/{at}"), item, wanted, found);
                }
                true
            }
            "propertyNames" => {
                value
                    .as_object()
                    .into_iter()
                    .flat_map(Map::keys)
                    .for_each(|key| look(&format!("{place}/{key}"), &json!(key), wanted, found));
                true
            }
            _ => panic!("nothing here knows `{word}`"),
        };
        if !fits {
            found.push(format!("{place}: not {word} {wanted}"));
        }
    }
    let Some(map) = value.as_object() else { return };
    let own = words.get("properties").and_then(Value::as_object);
    for (key, inner) in map {
        let place = format!("{place}/{key}");
        match (own.and_then(|own| own.get(key)), words.get("additionalProperties")) {
            (Some(schema), _) | (None, Some(schema)) => look(&place, inner, schema, found),
            (None, None) => {}
        }
    }
    for name in words.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        if !map.contains_key(name) {
            found.push(format!("{place}: lacks {name}"));
        }
    }
}

fn is(value: &Value, kind: &Value) -> bool {
    match kind.as_str() {
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64(),
        Some("number") => value.is_number(),
        Some("null") => value.is_null(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        Some(_) | None => panic!("{kind} is no type"),
    }
}
