//! What a document that came back brings -> one page for people, that loads nothing and runs nothing: each change and each remark beside
//! its place in the Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Returned;
use super::diff::{Step, steps};
use crate::diag::{Diagnostic, Severity};
use crate::escape::html_text;
use crate::locale::{LocaleId, bidi};
use crate::site::Site;
use crate::source::{LineIndex, SourceTree, Span};

/// Words are told apart without colours, too: paper may have none.
const STYLE: &str = "body{font:1rem/1.7 system-ui,'Segoe UI',Tahoma,sans-serif;max-inline-size:56rem;margin:2rem auto;padding-inline:1rem;color:#1a1a1a;background:#fff}\
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-block:2rem .5rem}\
article{margin-block:1rem;padding:.2rem 1rem;border:1px solid #bbb;border-inline-start-width:5px;break-inside:avoid}\
article p{margin-block:.5rem;overflow-wrap:anywhere}\
.head{font-size:.875rem;color:#444}\
.problem{border-color:#a3200d}.comment{border-color:#7a5c00}\
ins{background:#d9f2dd;color:#0b3d17;text-decoration:underline}del{background:#fbdcd8;color:#6d120a;text-decoration:line-through}\
@media(prefers-color-scheme:dark){:root{color-scheme:dark}body{color:#eee;background:#161616}.head{color:#bbb}\
ins{background:#123d1c;color:#c9f5d2}del{background:#4d140c;color:#ffd5cf}}\
@media print{body{margin:0;max-inline-size:none;color:#000;background:#fff}h2{break-after:avoid}}";

/// What is told in one place.
struct Item {
    start: u32,
    /// What it is, for people and for its look.
    what: (&'static str, &'static str),
    /// Markup of what is told.
    told: String,
}

/// The page of a document.
pub fn render(file: &str, returned: &Returned, site: &Site, tree: &SourceTree) -> String {
    let teller = Teller { site, tree };
    let mut items: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    let mut add = |span: Option<Span>, what, told| {
        let path = span.map(|span| tree.file(span.file).path.clone()).unwrap_or_default();
        items.entry(path).or_default().push(Item { start: span.map_or(0, |span| span.start), what, told });
    };
    for problem in returned.diags.iter().filter(|problem| problem.code != "word-comment") {
        let what = match problem.severity {
            Severity::Error => ("Cannot be taken over", "problem"),
            Severity::Warning => ("To be decided", "problem"),
        };
        add(problem.span, what, teller.problem(problem));
    }
    for (span, before, after) in &returned.lines {
        add(Some(*span), ("Edited", "edit"), teller.text(*span, after, &difference(before, after)));
    }
    for (span, text) in &returned.added {
        add(Some(*span), ("Added behind this", "edit"), teller.text(*span, text, &format!("<ins>{}</ins>", html_text(text))));
    }
    for (span, text) in &returned.removed {
        add(Some(*span), ("Taken out", "edit"), teller.text(*span, text, &format!("<del>{}</del>", html_text(text))));
    }
    for (span, said, is_done) in &returned.comments {
        let what = if *is_done { ("Comment, resolved", "comment") } else { ("Comment", "comment") };
        let told = format!("<p dir=\"auto\">{}</p>", html_text(said));
        add(*span, what, told);
    }
    let counts = [
        (returned.edited, "line edited", "lines edited"),
        (returned.added.len(), "paragraph added", "paragraphs added"),
        (returned.removed.len(), "paragraph taken out", "paragraphs taken out"),
        (returned.comments.len(), "comment", "comments"),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, more)| format!("{n} {}", if *n == 1 { one } else { more }))
        .collect();
    let counts = if counts.is_empty() { "The document says what the pages say.".to_owned() } else { counts.join(", ") };
    page(file, &counts, &teller, items)
}

fn page(file: &str, counts: &str, teller: &Teller<'_>, items: BTreeMap<String, Vec<Item>>) -> String {
    let name = html_text(file);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Review of {name}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Review of <bdi>{name}</bdi></h1>\n<p>{counts}</p>\n"
    );
    for (path, mut list) in items {
        list.sort_by_key(|item| item.start);
        let shown =
            if path.is_empty() { "The document".to_owned() } else { format!("<code dir=\"ltr\">{}</code>", html_text(&path)) };
        let _ = writeln!(out, "<section>\n<h2>{shown}</h2>");
        for Item { start, what: (what, class), told } in list {
            let place = teller.place(&path, start).map(|place| format!(" <code dir=\"ltr\">{place}</code>")).unwrap_or_default();
            let _ = writeln!(out, "<article class=\"{class}\">\n<p class=\"head\">{what}{place}</p>\n{told}\n</article>");
        }
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

struct Teller<'a> {
    site: &'a Site,
    tree: &'a SourceTree,
}

impl Teller<'_> {
    /// `path:line:column`
    fn place(&self, path: &str, start: u32) -> Option<String> {
        let text = self.tree.get(path)?.text()?;
        let (line, column) = LineIndex::new(text).line_col(start as usize);
        Some(format!("{}:{line}:{column}", html_text(path)))
    }

    /// A paragraph of a page in its language and its direction.
    fn text(&self, span: Span, text: &str, markup: &str) -> String {
        let locales = &self.site.config.locales;
        let path = &self.tree.file(span.file).path;
        let documents = self.site.pages.iter().filter_map(|page| page.document.as_ref());
        let page: LocaleId = documents.into_iter().find(|document| document.path == *path).map_or(LocaleId(0), |own| own.locale);
        let own = locales.get(bidi::block_locale(text, locales.get(page), locales));
        format!("<p lang=\"{}\" dir=\"{}\">{markup}</p>", html_text(&own.tag), own.dir.as_str())
    }

    fn problem(&self, problem: &Diagnostic) -> String {
        let help = problem.help.as_ref().map(|help| format!("\n<p>{}</p>", isolated(help))).unwrap_or_default();
        let related = problem.related.iter().map(|(span, message)| {
            let path = &self.tree.file(span.file).path;
            let place = self.place(path, span.start).unwrap_or_default();
            format!("\n<p>{} <code dir=\"ltr\">{place}</code></p>", isolated(message))
        });
        format!("<p>{}</p>{help}{}", isolated(&problem.message), related.collect::<String>())
    }
}

/// A sentence of ours: what it quotes stands between backticks and has a direction of its own.
fn isolated(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 1 { format!("<bdi>{}</bdi>", html_text(part)) } else { html_text(part) }).collect()
}

/// What became of a line, all of it.
fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let mut out = String::new();
    let (mut kept, mut gone, mut come) = (String::new(), String::new(), String::new());
    for step in steps(&old, &new) {
        match step {
            Step::Keep(at, _) => {
                flush(&mut out, &mut gone, &mut come);
                kept.push(old[at]);
            }
            Step::Delete(at) => {
                out.push_str(&html_text(&std::mem::take(&mut kept)));
                gone.push(old[at]);
            }
            Step::Insert(at) => {
                out.push_str(&html_text(&std::mem::take(&mut kept)));
                come.push(new[at]);
            }
        }
    }
    flush(&mut out, &mut gone, &mut come);
    out + &html_text(&kept)
}

fn flush(out: &mut String, gone: &mut String, come: &mut String) {
    for (text, element) in [(gone, "del"), (come, "ins")] {
        if !text.is_empty() {
            let _ = write!(out, "<{element}>{}</{element}>", html_text(text));
            text.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{difference, isolated};

    #[test]
    fn all_of_a_line_is_shown_and_nothing_of_it_is_markup() {
        assert_eq!(difference("The old <b> price", "The new <b> price"), "The <del>old</del><ins>new</ins> &lt;b&gt; price");
        assert_eq!(difference("السعر", "السعر الجديد"), "السعر<ins> الجديد</ins>");
        assert_eq!(isolated("it says `نعم <i>`"), "it says <bdi>نعم &lt;i&gt;</bdi>");
    }
}
