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
