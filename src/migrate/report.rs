//! What an import did and what it left, for people, for programs and for browsers.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::json;

use super::model::{Fate, Found, Left, Made};
use crate::escape::html_text;

/// How many leftovers of a kind a terminal shows; the other forms have all.
const SHOWN: usize = 40;

/// What is to be told of an import.
#[derive(Clone, Debug)]
pub struct Report {
    /// What the site was made for.
    pub generator: &'static str,
    /// How many pages there are in each language.
    pub pages: Vec<(String, usize)>,
    /// How many other files.
    pub files: usize,
    /// How many old addresses lead on.
    pub addresses: usize,
    /// What is left.
    pub left: Left,
    /// What the new site still says is wrong.
    pub problems: Vec<String>,
}

const FATES: [(Fate, &str); 4] = [
    (Fate::Remark, "kept as remarks `<!-- bayan: imported … -->`, which `bayan check` counts"),
    (Fate::Changed, "changed, so that it says less than before"),
    (Fate::Missing, "missing in the old site"),
    (Fate::Dropped, "not carried"),
];

impl Report {
    /// The report of a project.
    pub fn of(found: &Found, left: Left, files: &BTreeMap<String, Made>) -> Self {
        let in_language = |at: usize| found.pages.iter().filter(|page| page.language == at).count();
        let pages = found.languages.iter().enumerate().map(|(at, language)| (language.tag.clone(), in_language(at))).collect();
        Self {
            generator: found.generator.name(),
            pages,
            files: files.values().filter(|file| matches!(file, Made::Copy(_))).count(),
            addresses: found.pages.iter().map(|page| page.addresses.len()).sum(),
            left,
            problems: Vec::new(),
        }
    }

    fn count(&self, fate: Fate) -> usize {
        self.left.iter().filter(|own| own.fate == fate).count()
    }

    /// For people.
    pub fn human(&self, from: &str, to: &str) -> String {
        let mut out = format!("{from} ({}) -> {to}\n", self.generator);
        let pages: Vec<String> = self.pages.iter().map(|(tag, count)| format!("{tag} {count}")).collect();
        let _ = writeln!(out, "  pages: {}; other files: {}; old addresses: {}", pages.join(", "), self.files, self.addresses);
        for (what, times) in &self.left.carried {
            let _ = writeln!(out, "  {what}: {times}");
        }
        for (fate, words) in FATES {
            let count = self.count(fate);
            if count == 0 {
                continue;
            }
            let _ = writeln!(out, "{words}: {count}");
            for own in self.left.iter().filter(|own| own.fate == fate).take(SHOWN) {
                let line = if own.line > 0 { format!(":{}", own.line) } else { String::new() };
                let _ = writeln!(out, "  {}{line}: \u{2068}{}\u{2069}: {}", printable(&own.path), shown(&own.what), own.why);
            }
            if count > SHOWN {
                let _ = writeln!(out, "  and {} more, which import-report.html lists", count - SHOWN);
            }
        }
        for problem in self.problems.iter().take(SHOWN) {
            let _ = writeln!(out, "still wrong: {}", printable(problem));
        }
        if self.problems.len() > SHOWN {
            let _ = writeln!(out, "and {} more, which `bayan check` lists", self.problems.len() - SHOWN);
        }
        out
    }

    /// For programs.
    pub fn json(&self, from: &str, to: &str) -> String {
        let left: Vec<serde_json::Value> = self
            .left
            .iter()
            .map(|own| json!({"file": own.path, "line": own.line, "fate": own.fate.name(), "what": own.what, "why": own.why}))
            .collect();
        let report = json!({
            "source": from,
            "project": to,
            "generator": self.generator,
            "pages": self.pages.iter().cloned().collect::<BTreeMap<String, usize>>(),
            "files": self.files,
            "addresses": self.addresses,
            "carried": self.left.carried,
            "left": left,
            "problems": self.problems,
        });
        format!("{report}\n")
    }

    /// For browsers. It names no folder of a machine, so that equal sites have equal reports.
    pub fn html(&self) -> String {
        let mut out = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Import</title>\n\
             <style>body{font:1rem/1.5 sans-serif;margin:2rem;max-width:80rem}td,th{padding:.2rem .6rem;text-align:start;vertical-align:top;\
             border-bottom:1px solid #ccc}table{border-collapse:collapse}code{white-space:pre-wrap;overflow-wrap:anywhere}</style>\n"
            .to_owned();
        let _ = writeln!(out, "<h1>Import of a site of {}</h1>\n<table>", self.generator);
        for (tag, count) in &self.pages {
            let _ = writeln!(out, "<tr><td>pages in {}<td>{count}", html_text(tag));
        }
        let _ = writeln!(out, "<tr><td>other files<td>{}\n<tr><td>old addresses<td>{}", self.files, self.addresses);
        for (what, times) in &self.left.carried {
            let _ = writeln!(out, "<tr><td>{what}<td>{times}");
        }
        out.push_str("</table>\n");
        for (fate, words) in FATES {
            let count = self.count(fate);
            if count == 0 {
                continue;
            }
            let _ =
                writeln!(out, "<h2>{} ({count})</h2>\n<table>\n<tr><th>file<th>line<th>what<th>why", html_text(&capital(words)));
            for own in self.left.iter().filter(|own| own.fate == fate) {
                let line = if own.line > 0 { own.line.to_string() } else { String::new() };
                let _ = writeln!(
                    out,
                    "<tr><td><bdi>{}</bdi><td>{line}<td><code dir=\"auto\">{}</code><td>{}",
                    html_text(&own.path),
                    html_text(&own.what),
                    html_text(&own.why)
                );
            }
            out.push_str("</table>\n");
        }
        out.push_str("</html>\n");
        out
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// A text as a terminal may show it.
fn shown(text: &str) -> String {
    let safe = printable(text);
    if safe.chars().count() > 120 { safe.chars().take(119).chain(['…']).collect() } else { safe }
}
