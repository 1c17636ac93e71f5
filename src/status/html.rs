//! The state of the translations -> one HTML document that loads nothing.

use std::fmt::Write as _;

use super::{PageState, SideStatus, Status};
use crate::drift::diff::Piece;
use crate::escape::{html_attr, html_text};
use crate::locale::Dir;
use crate::message::{Joint, Message, Phrase, Tongue};

const STYLE: &str = "body{font:1rem/1.6 system-ui,sans-serif;max-inline-size:60rem;margin:2rem auto;padding-inline:1rem}\
table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3rem .7rem;text-align:start}\
ins{background:#d9f2dd;color:#0b3d17;text-decoration:none}del{background:#fbdcd8;color:#6d120a;text-decoration:none}\
blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid #999}\
@media(prefers-color-scheme:dark){:root{color-scheme:dark}}";

/// The report, in a language with its tag and direction.
pub fn render(status: &Status, (tag, dir): (&str, Dir), tongue: &dyn Tongue) -> String {
    let say = |phrase: &'static str| html_text(&tongue.say(&Phrase(phrase).into()));
    let title = say(phrase!("State of the translations"));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{tag}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
        dir.as_str()
    );
    let count = |state: PageState| say!("{number} {state}", number = status.count(state), state = Phrase(state.words()));
    let counts = Message::list(Joint::Comma, PageState::ALL.into_iter().map(count).collect());
    let _ = writeln!(out, "<p>{}</p>", html_text(&tongue.say(&counts)));
    out.push_str(&head(&[phrase!("Page"), phrase!("From"), phrase!("To"), phrase!("State")].map(say)));
    for page in &status.pages {
        let _ = writeln!(
            out,
            "<tr><td><bdi>{}</bdi></td><td>{}</td><td>{}</td><td>{}</td></tr>",
            html_text(&page.key.to_string()),
            html_text(&page.source),
            html_text(&page.language),
            say(page.state.words())
        );
    }
    out.push_str("</tbody>\n</table>\n");
    if !status.files.is_empty() {
        out.push_str(&head(&[phrase!("File"), phrase!("Language"), phrase!("Missing texts")].map(say)));
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
        let languages = languages(&html_text(&page.source), &html_text(&page.language), dir);
        let _ = writeln!(out, "<h2><bdi>{}</bdi> ({languages})</h2>", html_text(&page.key.to_string()));
        for block in &page.blocks {
            let _ = writeln!(out, "<h3><bdi>{}</bdi></h3>\n<p>{}</p>", html_text(&block.name), say(block.change.words()));
            block.sides.iter().for_each(|s| side(s, tag, tongue, &mut out));
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// The head of a table.
fn head(columns: &[String]) -> String {
    let cells: Vec<String> = columns.iter().map(|column| format!("<th scope=\"col\">{column}</th>")).collect();
    format!("<table>\n<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n", cells.concat())
}

/// From one language to the other, in the direction in which is read: tags alone would make a run of their own.
fn languages(source: &str, language: &str, dir: Dir) -> String {
    match dir {
        Dir::Ltr => format!("{source} → {language}"),
        Dir::Rtl => format!("<bdi>{source}</bdi> ← <bdi>{language}</bdi>"),
    }
}

fn side(side: &SideStatus, tag: &str, tongue: &dyn Tongue, out: &mut String) {
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
            Piece::Gone(count) => {
                let gone = if *count == 1 { say!("1 word") } else { say!("{count} words", count) };
                format!("<del lang=\"{tag}\">{}</del>", html_text(&tongue.say(&gone)))
            }
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
