//! Values of the template's data -> one map or list of them, without a copy.
//!
//! `json!` copies every value that stands in it, and content lies in content: what is deep would be copied at each level.

use serde_json::{Map, Value};

/// A map of the fields in their order.
pub fn map<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let mut map = Map::with_capacity(N + ROOM);
    map.extend(fields.into_iter().map(|(name, value)| (name.to_owned(), value)));
    Value::Object(map)
}

/// Places for the language, the direction and the size, which most maps get later.
const ROOM: usize = 3;

/// The pieces of a heading that is longer than a string of the file: a first one that is short enough, where a space lets it end.
pub fn begun(mut pieces: Vec<Value>) -> Vec<Value> {
    const SHORT: usize = 400;
    if let Some(Value::String(text)) = pieces.first_mut()
        && let Some(space) = text.get(..text.floor_char_boundary(SHORT)).and_then(|start| start.rfind(' '))
        && text.len() > SHORT
    {
        let rest = text.split_off(space);
        pieces.insert(1, rest.into());
    }
    pieces
}
