//! The table of rules -> `docs/lints.md`, the manual page of the lint.

use std::fmt::Write as _;

use super::rules::{self, Example, Fix, RULES, Rule};
use crate::diag::Severity;
use crate::diag::explained::{EXPLAINED, Explained};
use crate::message::{English, Tongue};

const HEAD: &str = "\
# What `bayan check` looks for

<!-- Made by `bayan lints > docs/lints.md` from the table in src/lint/rules.rs; do not edit. -->

These findings stand beside the errors that every command reports. Warnings fail under `--strict`. `bayan check --fix` mends
what is certain; `--fix --dry-run` shows it as a diff and writes nothing.

A finding can be allowed in place, with a reason, by its code:

- `<!-- bayan: allow CODE reason -->` before a block of Markdown,
- `# bayan: allow CODE reason` before a key of front matter or of a data file,
- `/* bayan: allow CODE reason */` before a rule or a declaration of a style sheet.

`allow all` lets a block stand as it is: quotations and poetry. Code is never looked at, and in quotations, between quotation
marks or after `>`, words are not judged. A difference between the languages of a page is allowed in either. A remark that
nothing needs is reported. Errors cannot be allowed.

Links within the site and their anchors are always checked. `bayan check --external` also asks whether addresses elsewhere still
lead somewhere (`dead-link`): one request at a time to each host, HEAD before GET, and none for a week where the last one was
answered. Hosts or beginnings of addresses under `links: {skip: […]}` in site.yaml are left alone, as are sites that turn
programs away. It needs a program compiled with `--features external-links`, and `build` never does it.
";

/// The whole page.
pub fn page() -> String {
    let mut out = HEAD.to_owned();
    out.push_str("\n| code | what it finds | where | `--fix` |\n|---|---|---|---|\n");
    for rule in RULES {
        let _ = writeln!(out, "| [`{0}`](#{0}) | {1} | {2} | {3} |", rule.code, rule.title, rule.languages, fix(rule));
    }
    for rule in RULES {
        out.push('\n');
        out.push_str(&section(rule, &English));
    }
    out
}

/// The codes that have an entry.
pub fn codes() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.code).chain(EXPLAINED.iter().map(|problem| problem.code))
}

/// What is said of one code: the page's entry of a finding, or what another problem means.
pub fn entry(code: &str, tongue: &dyn Tongue) -> Option<String> {
    let explained = || EXPLAINED.iter().find(|problem| problem.code == code);
    rules::find(code).map(|rule| section(rule, tongue)).or_else(|| explained().map(|problem| explanation(problem, tongue)))
}

fn section(rule: &Rule, tongue: &dyn Tongue) -> String {
    let severity = match rule.severity {
        Severity::Error => phrase!("can be an error"),
        Severity::Warning => phrase!("warning"),
    };
    let mut out = head(rule.code, rule.title, severity, rule.help, tongue);
    for (word, example) in [(say!("Found in:"), rule.fires), (say!("Not found in:"), rule.silent)] {
        let _ = write!(out, "\n{}\n\n{}\n", tongue.say(&word), blocks(example));
    }
    out
}

fn explanation(problem: &Explained, tongue: &dyn Tongue) -> String {
    let severity = match problem.severity {
        Severity::Error => phrase!("error"),
        Severity::Warning => phrase!("warning"),
    };
    head(problem.code, problem.title, severity, problem.help, tongue)
}

/// The words of an entry.
fn head(code: &str, title: &str, severity: &str, help: &str, tongue: &dyn Tongue) -> String {
    let said = tongue.say(&say!("{title} ({severity}). {help}", title, severity, help));
    format!("## {code}\n\n{said}\n")
}

fn fix(rule: &Rule) -> &'static str {
    match rule.fix {
        Fix::Certain => "yes",
        Fix::Sometimes => "where certain",
        Fix::Never => "",
    }
}

/// An example as blocks of code.
fn blocks(example: Example) -> String {
    match example {
        Example::Arabic(body) | Example::English(body) | Example::Persian(body) => block("markdown", body),
        Example::Pair(arabic, english) => format!("{}\n\n{}", block("markdown", arabic), block("markdown", english)),
        Example::Site(files) => block("text", files),
        Example::Picture(_, what) => format!("{what}."),
    }
}

/// A block of code; what is invisible is shown by its name.
fn block(language: &str, text: &str) -> String {
    let mut shown = String::new();
    for c in text.trim_end().chars() {
        match c {
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{300}'..='\u{36f}' => {
                let _ = write!(shown, "<U+{:04X}>", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    format!("````{language}\n{shown}\n````")
}
