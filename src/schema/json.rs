//! A kind of file -> its JSON Schema, in the draft that editors know best (7). Everything stands where it is used: descriptions beside a
//! reference are not shown by them.

use serde_json::{Map, Value, json};

use super::shape::{File, Object, Shape};

/// The schema as it is printed and kept in files.
pub fn print(file: &File) -> String {
    let mut text = serde_json::to_string_pretty(&schema(file)).unwrap_or_default();
    text.push('\n');
    text
}

/// The same on one line, for projects that keep it.
pub fn line(file: &File) -> String {
    format!("{}\n", schema(file))
}

/// The schema.
pub fn schema(file: &File) -> Value {
    let head = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": format!("Bayan: {}", file.name),
        "description": file.about,
    });
    joined(head, of(&file.shape))
}

/// A value's schema.
fn of(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!({"type": "string"}),
        Shape::Day => json!({"type": "string", "format": "date"}),
        Shape::Bool => json!({"type": "boolean"}),
        Shape::Int => json!({"type": "integer"}),
        Shape::Count(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Shape::Between(least, most) => json!({"type": "number", "minimum": least, "maximum": most}),
        Shape::Number => json!({"type": "number"}),
        Shape::Nothing => json!({"type": "null"}),
        Shape::Words(words) => json!({"enum": words}),
        Shape::Texts => json!({"type": ["string", "object"], "additionalProperties": {"type": ["string", "null"]}}),
        Shape::List(item) => json!({"type": "array", "items": of(item)}),
        Shape::Map(value) => json!({"type": "object", "additionalProperties": of(value)}),
        Shape::Entries(value) => json!({
            "type": "object",
            "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "additionalProperties": of(value),
        }),
        Shape::Object(object) => mapping(object),
        Shape::Either(shapes) => json!({"anyOf": shapes.iter().map(of).collect::<Vec<_>>()}),
        Shape::Anything => json!({}),
    }
}

fn mapping(object: &Object) -> Value {
    let mut properties = Map::new();
    for field in object.fields {
        let value = of(&field.shape);
        let value = if field.is_required { value } else { or_nothing(value) };
        properties.insert(field.name.to_owned(), joined(json!({"description": field.about}), value));
    }
    let required: Vec<&str> = object.fields.iter().filter(|field| field.is_required).map(|field| field.name).collect();
    let mut schema = json!({"type": "object", "properties": properties});
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema["additionalProperties"] = object.others.map_or(Value::Bool(false), of);
    schema
}

/// A field that may be left out may be empty, too.
fn or_nothing(mut schema: Value) -> Value {
    if let Some(kind) = schema.get_mut("type") {
        let mut kinds = match kind {
            Value::Array(kinds) => std::mem::take(kinds),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => vec![kind.take()],
        };
        kinds.push(json!("null"));
        *kind = Value::Array(kinds);
    } else if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
    } else if let Some(Value::Array(shapes)) = schema.get_mut("anyOf") {
        shapes.push(json!({"type": "null"}));
    }
    schema
}

/// The fields of both.
fn joined(mut first: Value, second: Value) -> Value {
    if let (Some(own), Value::Object(more)) = (first.as_object_mut(), second) {
        own.extend(more);
    }
    first
}
