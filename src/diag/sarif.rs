//! Problems -> SARIF 2.1.0 (OASIS), which code hosts and editors read: one run, the rules it knows, one result per problem with
//! its places and what mends it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::places::Places;
use super::{Diagnostic, Diagnostics, Severity};
use crate::message::Message;
use crate::source::{SourceTree, Span};

/// What is known of a code apart from the problems that have it.
#[derive(Clone, Copy, Debug)]
pub struct Rule<'a> {
    /// The code.
    pub code: &'a str,
    /// What it finds, in one sentence without a full stop.
    pub title: &'a str,
    /// Why.
    pub help: &'a str,
}

/// All problems as one document, in the order of files and places; ends with a line feed. A document without results says that
/// there are none.
pub fn render(diags: Diagnostics, tree: &SourceTree, rules: &[Rule<'_>]) -> String {
    let diags = diags.sorted(tree);
    // Every code that occurs is a rule, whether or not more is known of it.
    let mut codes: BTreeMap<&str, Option<&Rule<'_>>> = diags.iter().map(|d| (d.code, None)).collect();
    codes.extend(rules.iter().map(|rule| (rule.code, Some(rule))));
    let index: BTreeMap<&str, usize> = codes.keys().enumerate().map(|(n, code)| (*code, n)).collect();
    let mut places = Places::new(tree);
    let results: Vec<Value> = diags.iter().map(|d| result(d, index.get(d.code).copied().unwrap_or(0), &mut places)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "bayan",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|(code, known)| rule(code, *known)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn rule(code: &str, known: Option<&Rule<'_>>) -> Value {
    match known {
        Some(rule) => json!({
            "id": code,
            "shortDescription": { "text": format!("{}.", rule.title) },
            "fullDescription": { "text": rule.help },
            "help": { "text": rule.help },
        }),
        None => json!({ "id": code }),
    }
}

fn result(d: &Diagnostic, rule: usize, places: &mut Places<'_>) -> Value {
    let level = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let help = d.help.as_ref().map(|h| format!(": {h}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": d.code, "ruleIndex": rule, "level": level, "message": { "text": format!("{}{help}", d.message) },
        "locations": d.span.iter().map(|span| json!({ "physicalLocation": place(*span, places) })).collect::<Vec<_>>(),
    });
    if !d.related.is_empty() {
        let related = |(n, (span, why)): (usize, &(Span, Message))| json!({ "id": n, "physicalLocation": place(*span, places), "message": { "text": &**why } });
        result["relatedLocations"] = d.related.iter().enumerate().map(related).collect();
    }
    if let Some(first) = d.edits().first() {
        let replacements: Vec<Value> = d
            .edits()
            .iter()
            .map(|e| json!({ "deletedRegion": region(e.span, places), "insertedContent": { "text": e.text } }))
            .collect();
        result["fixes"] =
            json!([{ "artifactChanges": [{ "artifactLocation": artifact(first.span, places), "replacements": replacements }] }]);
    }
    result
}

fn place(span: Span, places: &mut Places<'_>) -> Value {
    json!({ "artifactLocation": artifact(span, places), "region": region(span, places) })
}

/// The path as a relative URI (RFC 3986).
fn artifact(span: Span, places: &Places<'_>) -> Value {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'.' | b'_' | b'~');
    let uri: String =
        places.path(span).bytes().map(|b| if is_plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    json!({ "uri": uri })
}

fn region(span: Span, places: &mut Places<'_>) -> Value {
    let ((line, column), (end_line, end_column)) = (places.start(span), places.end(span));
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

#[cfg(test)]
mod tests {
    use super::{Rule, render};
    use crate::diag::codes::lint;
    use crate::diag::{Diagnostics, Edit};
    use crate::source::{Content, SourceTree, Span};

    #[test]
    fn a_document_holds_rules_results_and_fixes() {
        let tree = SourceTree::new([("content/أ.ar.md".to_owned(), Content::Text("قال, x".into()))]);
        let span = Span::new(tree.files()[0].id, 6, 7);
        let mut diags = Diagnostics::new();
        diags.push(lint::latin_punctuation(span, ',', '،', vec![Edit { span, text: "،".to_owned() }]));
        let rules = [Rule { code: "aaa", title: "A", help: "b" }];
        let document: serde_json::Value = serde_json::from_str(&render(diags, &tree, &rules)).expect("JSON");
        let run = &document["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][1]["id"], "latin-punctuation");
        let result = &run["results"][0];
        assert_eq!((result["ruleIndex"].as_u64(), result["level"].as_str()), (Some(1), Some("warning")));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/%D8%A3.ar.md");
        assert_eq!((place["region"]["startColumn"].as_u64(), place["region"]["endColumn"].as_u64()), (Some(4), Some(5)));
        assert_eq!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "،");
        let empty: serde_json::Value = serde_json::from_str(&render(Diagnostics::new(), &tree, &[])).expect("JSON");
        assert_eq!(empty["runs"][0]["results"], serde_json::json!([]));
    }
}
