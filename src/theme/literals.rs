//! The text of a template -> the message keys that it names literally, each with its bytes: `t(key="by")` gives `by`.
//!
//! Only expressions and tags are looked at (`{{ }}`, `{% %}`), not text and not comments, and only keys that stand
//! there as a string: a computed one is looked up when the page is rendered.

use std::ops::Range;

/// Keys of `t(…)` calls with the byte range of the key inside its quotes, in order.
pub fn message_keys(template: &str) -> Vec<(Range<usize>, &str)> {
    let mut keys = Vec::new();
    let mut at = 0;
    while let Some(open) = template[at..].find('{').map(|i| at + i) {
        let rest = &template[open..];
        if rest.starts_with("{#") {
            at = rest.find("#}").map_or(template.len(), |i| open + i + 2);
        } else if rest.starts_with("{{") || rest.starts_with("{%") {
            at = code(template, open + 2, &mut keys);
        } else {
            at = open + 1;
        }
    }
    keys
}

/// Reads one expression or tag from `at`; gives where it ends.
fn code<'a>(template: &'a str, mut at: usize, keys: &mut Vec<(Range<usize>, &'a str)>) -> usize {
    let bytes = template.as_bytes();
    // Depth of brackets, and of those that an open call of `t` stands in.
    let (mut depth, mut calls) = (0_usize, Vec::new());
    let mut word = 0..0;
    let mut names_key = false;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => {
                let start = at + 1;
                let end = template[start..].find(char::from(quote)).map_or(template.len(), |i| start + i);
                if names_key {
                    keys.push((start..end, &template[start..end]));
                }
                (names_key, word) = (false, 0..0);
                at = (end + 1).min(template.len());
                continue;
            }
            b'}' | b'%' if bytes.get(at + 1) == Some(&b'}') => return at + 2,
            b'(' => {
                depth += 1;
                if &template[word.clone()] == "t" {
                    calls.push(depth);
                }
                word = 0..0;
            }
            b')' => {
                calls.pop_if(|call| *call == depth);
                depth = depth.saturating_sub(1);
            }
            b'=' => names_key = calls.last() == Some(&depth) && &template[word.clone()] == "key",
            b if b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.') => {
                word = if word.end == at { word.start..at + 1 } else { at..at + 1 };
                names_key = false;
            }
            b if b.is_ascii_whitespace() => {}
            _ => (names_key, word) = (false, 0..0),
        }
        at += 1;
    }
    template.len()
}

#[cfg(test)]
mod tests {
    use super::message_keys;

    #[track_caller]
    fn check(template: &str, expect: &[&str]) {
        let found = message_keys(template);
        assert!(found.iter().all(|(range, key)| &template[range.clone()] == *key), "{found:?}");
        assert_eq!(found.into_iter().map(|(_, key)| key).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn literal_keys_are_found() {
        check(r#"<p>{{ t(key="by", name=page.author) }}</p>"#, &["by"]);
        check("{{ t(key='skip-to-content') }}{% if x %}{{t( key = `page` )}}{% endif %}", &["skip-to-content", "page"]);
        check(r#"{% set a = t(lang=part.lang, key="back-home") %}"#, &["back-home"]);
        check(r#"{{ t(key="in", name=t(key="language")) }}"#, &["in", "language"]);
        check(r#"<p>بقلم {{ t(key="عنوان") }}</p>"#, &["عنوان"]);
    }

    #[test]
    fn nothing_else_is_taken_for_a_key() {
        check(r#"{# t(key="gone") #} t(key="text") {{ t(key=page.kind) }}"#, &[]);
        check(r#"{{ format(key="no") }} {{ at(key="no") }} {{ x.t(key="no") }} {{ t(lang="ar") }}"#, &[]);
        check(r#"{{ "t(key='no')" }} { t(key="no")"#, &[]);
        check(r#"{{ t(key="open"#, &["open"]);
        check("{{ t(key=", &[]);
        check("{", &[]);
    }
}
