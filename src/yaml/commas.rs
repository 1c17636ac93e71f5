//! A comma that ends a value of a mapping on one line although it belongs to the text: `{en: Price in May, June and July}` is a
//! text and a second key with nothing. Nobody writes such keys, so they are reported as what they are and taken out, and
//! whoever reads the mapping sees the keys that were meant.

use crate::diag::Diagnostics;
use crate::diag::codes::yaml as codes;

use super::{Node, Value, Yaml, token_len};

/// Takes what follows such commas out of a tree; each value that was cut is told once.
pub(in crate::yaml) fn take_out(yaml: &mut Yaml<'_>, diags: &mut Diagnostics) {
    if !(yaml.text.contains('{') && yaml.text.contains(',')) {
        return;
    }
    let mut root = std::mem::replace(&mut yaml.root, Node { at: 0, value: Value::Null });
    let mut open = vec![&mut root];
    while let Some(node) = open.pop() {
        match &mut node.value {
            Value::Map(entries) => {
                let rests = rests(yaml, entries, diags);
                let mut keep = rests.iter().map(|is_rest| !is_rest);
                entries.retain(|_| keep.next().unwrap_or(true));
                open.extend(entries.iter_mut().map(|(_, value)| value));
            }
            Value::List(items) => open.extend(items),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => {}
        }
    }
    yaml.root = root;
}

/// Which entries of a mapping are the rest of a value before them.
fn rests(yaml: &Yaml<'_>, entries: &[(Node, Node)], diags: &mut Diagnostics) -> Vec<bool> {
    let mut rests = vec![false; entries.len()];
    for (i, pair) in entries.windows(2).enumerate() {
        let [(name, before), (key, value)] = pair else { continue };
        let is_cut = rests[i] || matches!(before.value, Value::Text(_) | Value::Int(_) | Value::Float(_));
        if !is_cut || value.value != Value::Null {
            continue;
        }
        let Some(given) = bare(yaml, key) else { continue };
        rests[i + 1] = true;
        if let (false, Value::Text(name)) = (rests[i], &name.value) {
            diags.push(codes::cut_value(yaml.span(key), name, given));
        }
    }
    rests
}

/// A key as it was written, if it stands between a comma and another or the end of the mapping, without a colon.
fn bare<'a>(yaml: &'a Yaml<'_>, key: &Node) -> Option<&'a str> {
    let start = usize::try_from(yaml.span(key).start).ok()?.checked_sub(yaml.base)?;
    let (before, rest) = yaml.text.split_at_checked(start)?;
    let end = if rest.starts_with(['"', '\'']) { token_len(rest) } else { rest.find([',', '}'])? };
    let (given, after) = rest.split_at_checked(end)?;
    let given = given.trim_end();
    let has_colon = given.ends_with(':') || (given.contains(": ") && !given.starts_with(['"', '\'']));
    (before.trim_end().ends_with(',') && !has_colon && after.trim_start().starts_with([',', '}'])).then_some(given)
}
