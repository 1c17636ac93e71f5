//! A file with places for texts, `{{ name }}`, and the texts of the languages -> the file of a project.
//!
//! Texts go where the kind of file has room for them: a page has the text of its language; a YAML file gets one line for each
//! language below the key; a CSV file gets one cell for each.

use std::collections::BTreeMap;

use crate::yaml::scalar::quoted;

use super::texts::Texts;

/// What is put in as it is, whatever the language: dates, lists.
pub type Given = BTreeMap<&'static str, String>;

/// A page in one language.
pub fn page(template: &str, texts: &Texts, given: &Given) -> String {
    lines(template, |line| match given_or_name(line, given) {
        Some((key, name)) => format!("{key}{}", quoted(texts.get(name))),
        None => replaced(line, |name| given.get(name).map_or_else(|| texts.get(name), String::as_str).to_owned()),
    })
}

/// A YAML file that all languages share.
pub fn shared(template: &str, texts: &[Texts], given: &Given) -> String {
    lines(template, |line| {
        let indent = &line[..line.len() - line.trim_start().len()];
        if let Some((key, name)) = given_or_name(line, given) {
            let each = texts.iter().map(|texts| format!("\n{indent}  {}: {}", texts.tag, quoted(texts.get(name))));
            return format!("{}{}", key.trim_end(), each.collect::<String>());
        }
        match name_alone(line.trim_start()).filter(|name| !given.contains_key(name)) {
            // Not a text but a piece of YAML: the plural forms of a unit.
            Some(name) => {
                let each: Vec<String> = texts.iter().map(|texts| format!("{indent}{}: {}", texts.tag, texts.get(name))).collect();
                each.join("\n")
            }
            None => verbatim(line, given),
        }
    })
}

/// A CSV file that all languages share: a cell with a place in it stands once for each language.
pub fn columns(template: &str, texts: &[Texts]) -> String {
    let cells = |cell: &str| -> Vec<String> {
        if !cell.contains("{{") {
            return vec![cell.to_owned()];
        }
        let text = |texts: &Texts, name: &str| if name == "tag" { texts.tag.clone() } else { texts.get(name).to_owned() };
        texts.iter().map(|texts| replaced(cell, |name| text(texts, name))).collect()
    };
    lines(template, |line| line.split(',').flat_map(cells).collect::<Vec<_>>().join(","))
}

/// A file with nothing of any language; places that are not `given` are somebody else's and stay.
pub fn verbatim(template: &str, given: &Given) -> String {
    given.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{{ {name} }}}}"), value))
}

fn lines(template: &str, line: impl Fn(&str) -> String) -> String {
    template.lines().map(|one| line(one) + "\n").collect()
}

/// `key: ` and the name of the text that is its whole value.
fn given_or_name<'a>(line: &'a str, given: &Given) -> Option<(&'a str, &'a str)> {
    let at = line.find(": {{ ")? + ": ".len();
    let is_key = line[..at].trim_start_matches([' ', '-']).bytes().all(|b| b.is_ascii_alphanumeric() || b"-_: ".contains(&b));
    let name = name_alone(&line[at..]).filter(|name| is_key && !given.contains_key(name))?;
    Some((&line[..at], name))
}

/// The name of a place that is all there is.
fn name_alone(text: &str) -> Option<&str> {
    let name = text.strip_prefix("{{ ")?.strip_suffix(" }}")?;
    name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-').then_some(name)
}

/// Every place replaced by what it is for.
fn replaced(line: &str, text: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, (name, after))) = rest.split_once("{{ ").and_then(|(b, r)| Some((b, r.split_once(" }}")?))) {
        out.push_str(before);
        out.push_str(&text(name));
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{Given, columns, page, shared};
    use crate::scaffold::texts::Texts;
    use crate::yaml::scalar::quoted;

    #[test]
    fn texts_stand_where_the_file_has_room_for_them() {
        let both = [Texts::of("ar").expect("shipped"), Texts::of("en").expect("shipped")];
        let given = Given::from([("date", "2026-11-22".to_owned())]);
        let text = "---\ntitle: {{ wells-title }}\ndate: {{ date }}\n---\n\n## {{ wells-counted }} {#counted}\n";
        let expected = "---\ntitle: الآبار\ndate: 2026-11-22\n---\n\n## ما أحصيناه {#counted}\n";
        assert_eq!(page(text, &both[0], &given), expected);
        assert_eq!(
            shared("a:\n  name: {{ committee }}\n", &both, &given),
            "a:\n  name:\n    ar: لجنة المياه\n    en: water committee\n"
        );
        assert_eq!(columns("season.{{ tag }},n\n{{ spring }},1\n", &both), "season.ar,season.en,n\nالربيع,spring,1\n");
    }

    #[test]
    fn values_are_quoted_only_where_they_must_be() {
        for plain in ["Water in the valley", "المياه، في الوادي", "a:b", "l’eau"] {
            assert_eq!(quoted(plain), plain);
        }
        for (text, value) in [
            ("a: b", "\"a: b\""),
            ("12", "\"12\""),
            ("true", "\"true\""),
            ("a #b", "\"a #b\""),
            ("\"a\" b", "\"\\\"a\\\" b\""),
            ("", "\"\""),
        ] {
            assert_eq!(quoted(text), value);
        }
    }
}
