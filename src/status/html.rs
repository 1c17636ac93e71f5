//! The state of the translations -> one HTML document that loads nothing.

use std::fmt::Write as _;

use super::{PageState, SideStatus, Status};
use crate::drift::diff::Piece;
use crate::escape::{html_attr, html_text};

const STYLE: &str = "body{font:1rem/1.6 system-ui,sans-serif;max-inline-size:60rem;margin:2rem auto;padding-inline:1rem}\
table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3rem .7rem;text-align:start}\
ins{background:#d9f2dd;color:#0b3d17;text-decoration:none}del{background:#fbdcd8;color:#6d120a;text-decoration:none}\
blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid #999}\
@media(prefers-color-scheme:dark){:root{color-scheme:dark}}";

/// The report.
pub fn render(status: &Status) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>State of the translations</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>State of the translations</h1>\n"
    );
    let counts: Vec<String> =
        PageState::ALL.into_iter().map(|state| format!("{} {}", status.count(state), state.words())).collect();
    let _ = writeln!(out, "<p>{}</p>", counts.join(", "));
    out.push_str("<table>\n<thead>\n<tr><th scope=\"col\">Page</th><th scope=\"col\">From</th><th scope=\"col\">To</th><th scope=\"col\">State</th></tr>\n</thead>\n<tbody>\n");
    for page in &status.pages {
        let _ = writeln!(
            out,
            "<tr><td><bdi>{}</bdi></td><td>{}</td><td>{}</td><td>{}</td></tr>",
            html_text(&page.key.to_string()),
            html_text(&page.source),
            html_text(&page.language),
            page.state.words()
        );
    }
    out.push_str("</tbody>\n</table>\n");
    if !status.files.is_empty() {
        out.push_str("<table>\n<thead>\n<tr><th scope=\"col\">File</th><th scope=\"col\">Language</th><th scope=\"col\">Missing texts</th></tr>\n</thead>\n<tbody>\n");
    }
    for file in &status.files {
        let _ = writeln!(
            out,
            "<tr><td><code dir=\"ltr\">{}</code></td><td>{}</td><td>{}</td></tr>",
            html_text(&file.path),
            html_text(&file.language),
            file.missing
        );
    }
    if !status.files.is_empty() {
        out.push_str("</tbody>\n</table>\n");
    }
    for page in status.pages.iter().filter(|page| !page.blocks.is_empty()) {
        let languages = format!("{} → {}", html_text(&page.source), html_text(&page.language));
        let _ = writeln!(out, "<h2><bdi>{}</bdi> ({languages})</h2>", html_text(&page.key.to_string()));
        for block in &page.blocks {
            let _ = writeln!(out, "<h3><bdi>{}</bdi></h3>\n<p>{}</p>", html_text(&block.name), block.change.words());
            block.sides.iter().for_each(|s| side(s, &mut out));
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn side(side: &SideStatus, out: &mut String) {
    let _ = writeln!(out, "<p><code dir=\"ltr\">{}</code></p>", html_text(&side.place));
    if side.diff.is_empty() {
        return;
    }
    let pieces: Vec<String> = side
        .diff
        .iter()
        .map(|piece| match piece {
            Piece::Kept(text) => html_text(text).clone(),
            Piece::New(text) => format!("<ins>{}</ins>", html_text(text)),
            Piece::Gone(1) => "<del lang=\"en\">1 word</del>".to_owned(),
            Piece::Gone(n) => format!("<del lang=\"en\">{n} words</del>"),
        })
        .collect();
    let _ = writeln!(
        out,
        "<blockquote lang=\"{}\" dir=\"{}\"><p>{}</p></blockquote>",
        html_attr(&side.language),
        side.dir.as_str(),
        pieces.join(" ")
    );
}
