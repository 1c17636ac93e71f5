//! The text of a post as WordPress keeps it -> HTML: its comments between blocks, its shortcodes, and the paragraphs that the classic
//! editor makes of empty lines. Lines stay lines, so that whoever reads on knows where he is.

use std::collections::BTreeMap;

use crate::escape::{html_attr, html_text};

/// How deep blocks stand in one another that are kept elsewhere.
const DEEPEST: usize = 4;

/// What texts refer to.
pub struct Library<'a> {
    /// Blocks that several posts share, by number.
    pub blocks: &'a BTreeMap<String, String>,
    /// Pictures by number: address and alternative text.
    pub pictures: &'a BTreeMap<String, (String, String)>,
}

/// A mark that was left out, with the line of the text in which it stands, from 0.
pub type Lost = (usize, String);

/// The HTML of a text. `notes` are those that WordPress keeps beside it, as JSON.
pub fn html(text: &str, notes: Option<&str>, library: &Library<'_>) -> (String, Vec<Lost>) {
    let is_of_blocks = text.contains("<!-- wp:");
    let mut lost = Vec::new();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let whole = if is_of_blocks { blocks(&text, notes, library, 0, &mut lost) } else { text };
    let marked = shortcodes(&whole, library, &mut lost);
    (if is_of_blocks { marked } else { paragraphs(&marked) }, lost)
}

/// A text without the comments between its blocks; what a block only names is put in.
fn blocks(text: &str, notes: Option<&str>, library: &Library<'_>, depth: usize, lost: &mut Vec<Lost>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut line = 0;
    while let Some((before, behind)) = rest.split_once("<!--") {
        line += before.matches('\n').count();
        out.push_str(before);
        let Some((comment, after)) = behind.split_once("-->") else {
            rest = behind;
            break;
        };
        let own = comment.trim();
        let is_alone = own.ends_with('/');
        let (name, data) = own.strip_prefix("wp:").map_or(("", ""), |own| own.split_once(' ').unwrap_or((own, "")));
        let name = name.trim_end_matches('/');
        let data: serde_json::Value = serde_json::from_str(data.trim_end_matches('/').trim()).unwrap_or_default();
        match name {
            "footnotes" => out.push_str(&footnotes(notes.unwrap_or_default())),
            "block" => {
                let shared = data.get("ref").map(ToString::to_string).and_then(|id| library.blocks.get(id.trim_matches('"')));
                match shared.filter(|_| depth < DEEPEST && out.len() < 1 << 20) {
                    // It stands in one line here, so that those of the post are still counted.
                    Some(shared) => out.push_str(&blocks(shared, None, library, depth + 1, lost).replace('\n', " ")),
                    None => lost.push((line, "a block that several posts share, which is not in the export".to_owned())),
                }
            }
            "nextpage" => lost.push((line, "the end of a page within a post".to_owned())),
            "" | "more" => {}
            _ if is_alone => lost.push((line, format!("the block `{}`, which is made when a page is shown", plain(name)))),
            _ => {}
        }
        let lines = comment.matches('\n').count();
        out.extend(std::iter::repeat_n('\n', lines));
        line += lines;
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Notes that stand beside a post.
fn footnotes(notes: &str) -> String {
    let notes: Vec<serde_json::Value> = serde_json::from_str(notes).unwrap_or_default();
    let item = |note: &serde_json::Value| {
        let text = |name: &str| note.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        let id = html_attr(&text("id"));
        format!("<li id=\"{id}\">{} <a href=\"#{id}-link\">↩</a></li>", text("content").replace('\n', " "))
    };
    if notes.is_empty() { String::new() } else { format!("<ol>{}</ol>", notes.iter().map(item).collect::<String>()) }
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/')).take(60).collect()
}

/// A shortcode: its name, its attributes, where it ends.
struct Tag<'t> {
    name: &'t str,
    attributes: Vec<(String, String)>,
    end: usize,
    is_close: bool,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Names of shortcodes that hold a note.
const NOTES: [&str; 6] = ["mfn", "efn_note", "footnote", "fn", "note", "ref"];
/// Names of shortcodes that every WordPress knows, so that they are none of a text's words.
const KNOWN: [&str; 9] = ["audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption", "youtube", "toc"];

/// Parts of names of shortcodes by which plugins show a text to some readers alone.
const RESTRICTING: [&str; 12] =
    ["member", "private", "restrict", "hidden", "hide", "protect", "logged", "login", "s2", "mepr", "access", "paid"];

/// A text with HTML in the place of its shortcodes.
fn shortcodes(text: &str, library: &Library<'_>, lost: &mut Vec<Lost>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut notes: Vec<String> = Vec::new();
    let (mut at, mut line, mut counted) = (0, 0, 0);
    let mut ends = Ends { text, known: BTreeMap::new() };
    while let Some(found) = text[at..].find('[').map(|found| at + found) {
        out.push_str(&text[at..found]);
        line += text[counted..found].matches('\n').count();
        counted = found;
        let Some(tag) = tag(text, found) else {
            out.push('[');
            at = found + 1;
            continue;
        };
        let close = format!("[/{}]", tag.name);
        let inside = if tag.is_close { None } else { ends.of(tag.name, &close, tag.end).map(|end| &text[tag.end..end]) };
        let is_note = NOTES.contains(&tag.name) && inside.is_some();
        let is_mark = tag.is_close || inside.is_some() || !tag.attributes.is_empty() || KNOWN.contains(&tag.name);
        if !is_mark {
            out.push('[');
            at = found + 1;
            continue;
        }
        let name = tag.name.to_ascii_lowercase();
        if let Some(inside) = inside.filter(|_| RESTRICTING.iter().any(|part| name.contains(part))) {
            lost.push((
                line,
                format!("the shortcode `[{}]` with what stands in it, which not every reader was shown", plain(tag.name)),
            ));
            at = tag.end + inside.len() + close.len();
            out.extend(std::iter::repeat_n('\n', text[found..at].matches('\n').count()));
            continue;
        }
        let written = if is_note { Some(note(inside.unwrap_or_default(), &mut notes)) } else { written(&tag, inside, library) };
        if let Some(html) = written {
            out.push_str(&html);
            at = inside.map_or(tag.end, |inside| tag.end + inside.len() + close.len());
            let gone = text[found..at].matches('\n').count().saturating_sub(html.matches('\n').count());
            out.extend(std::iter::repeat_n('\n', gone));
        } else {
            if !tag.is_close {
                lost.push((line, format!("the shortcode `[{}]`; what stands in it stays", plain(tag.name))));
            }
            at = tag.end;
        }
    }
    out.push_str(&text[at..]);
    if !notes.is_empty() {
        let item =
            |(at, note): (usize, &String)| format!("<li id=\"wp-note-{at}\">{note} <a href=\"#wp-noteref-{at}\">↩</a></li>");
        out.extend(["\n\n<ol>", &notes.iter().enumerate().map(item).collect::<String>(), "</ol>"].map(|part: &str| part));
    }
    out
}

/// Where shortcodes end, so that a text is looked through once for each name, however often it begins.
struct Ends<'t> {
    text: &'t str,
    known: BTreeMap<&'t str, Option<usize>>,
}

impl<'t> Ends<'t> {
    /// Names beyond this many are none of a program's.
    const MOST: usize = 100;

    fn of(&mut self, name: &'t str, close: &str, from: usize) -> Option<usize> {
        match self.known.get(name) {
            Some(None) => None,
            Some(Some(end)) if *end >= from => Some(*end),
            None if self.known.len() >= Self::MOST => None,
            Some(Some(_)) | None => {
                let end = self.text[from..].find(close).map(|end| from + end);
                self.known.insert(name, end);
                end
            }
        }
    }
}

fn note(text: &str, notes: &mut Vec<String>) -> String {
    notes.push(text.trim().replace('\n', " "));
    let at = notes.len() - 1;
    format!("<sup><a href=\"#wp-note-{at}\" id=\"wp-noteref-{at}\">{}</a></sup>", at + 1)
}

/// What a shortcode is in HTML, if that is known.
fn written(tag: &Tag<'_>, inside: Option<&str>, library: &Library<'_>) -> Option<String> {
    if tag.is_close {
        return None;
    }
    let figure = |picture: &str, caption: &str| {
        let caption =
            if caption.trim().is_empty() { String::new() } else { format!("<figcaption>{}</figcaption>", caption.trim()) };
        format!("<figure>{}{caption}</figure>", picture.trim())
    };
    match tag.name {
        "caption" | "wp_caption" => {
            // Captions do not stand in each other: one that is not closed ends where the next one begins.
            let inside = inside.map(|inside| inside.split_once("[caption").map_or(inside, |(own, _)| own));
            let inside = inside?;
            // The words stand behind the picture, or in an attribute, as they did at first.
            let end = inside
                .rfind("/>")
                .map(|at| at + 2)
                .or_else(|| inside.find("<img").and_then(|at| inside[at..].find('>').map(|end| at + end + 1)))?;
            let end = inside[end..].strip_prefix("</a>").map_or(end, |_| end + 4);
            let words = tag.get("caption").map_or_else(|| inside[end..].to_owned(), str::to_owned);
            Some(figure(&inside[..end], &words))
        }
        "gallery" | "playlist" => {
            let ids = tag.get("ids").or_else(|| tag.get("include"))?;
            let one = |id: &str| {
                let (address, alt) = library.pictures.get(id.trim())?;
                Some(if tag.name == "gallery" {
                    figure(&format!("<img src=\"{}\" alt=\"{}\">", html_attr(address), html_attr(alt)), "")
                } else {
                    link(address)
                })
            };
            Some(ids.split(',').take(1000).filter_map(one).collect())
        }
        "embed" => Some(link(inside?.trim())),
        "youtube" => Some(link(inside.or_else(|| tag.get("url"))?.trim())),
        "audio" | "video" => {
            let named = ["src", "mp4", "mp3", "m4a", "ogg", "ogv", "webm", "wav"].into_iter().find_map(|name| tag.get(name))?;
            Some(link(named))
        }
        _ => None,
    }
}

fn link(address: &str) -> String {
    format!("<p><a href=\"{}\">{}</a></p>", html_attr(address), html_text(address))
}

/// A shortcode at a place of a text, which begins with `[`.
fn tag(text: &str, at: usize) -> Option<Tag<'_>> {
    const LONGEST: usize = 2_000;
    let end = text.len().min(text.floor_char_boundary((at + LONGEST).min(text.len())));
    let window = &text[at + 1..end];
    let (is_close, window) = window.strip_prefix('/').map_or((false, window), |rest| (true, rest));
    let length = window.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    let name = &window[..length];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut rest = &window[length..];
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '\n', '\t', '\u{a0}']);
        if let Some(behind) = rest.strip_prefix("/]").or_else(|| rest.strip_prefix(']')) {
            let end = text[at..end].len() - behind.len() + at;
            return Some(Tag { name, attributes, end, is_close });
        }
        let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
        let (own, behind) = rest.split_at(length);
        let behind = behind.strip_prefix('=')?;
        if own.is_empty() {
            return None;
        }
        let (value, behind) = match behind.chars().next()? {
            quote @ ('"' | '\'') => behind[1..].split_once(quote)?,
            _ => behind.split_at(behind.find([' ', ']', '\n'])?),
        };
        attributes.push((own.to_ascii_lowercase(), value.to_owned()));
        rest = behind;
    }
}

/// Elements that end a paragraph of the classic editor.
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// A text with the paragraphs and line ends that the classic editor makes of its lines. What is preformatted stays as it is.
fn paragraphs(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut kept_until = 0;
    let mut at = 0;
    // Whether the line before ended with a tag that stands on its own.
    let mut is_behind_block = true;
    let mut is_new = true;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if start < kept_until {
            out.push_str(line);
            is_behind_block = true;
            continue;
        }
        let bare = line.trim();
        if bare.is_empty() {
            is_new = true;
            out.push_str(line);
            continue;
        }
        let begins_block = begins_with_block(bare);
        if is_new && !begins_block {
            out.push_str("<p>");
        } else if !is_new && !is_behind_block && !begins_block {
            out.push_str("<br>");
        }
        out.push_str(line);
        is_new = false;
        is_behind_block = ends_with_block(bare);
        for (open, close) in [("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>"), ("<textarea", "</textarea>")]
        {
            if let Some(own) = lower[start..at].rfind(open) {
                let end = lower[start + own..].find(close).map_or(text.len(), |end| start + own + end);
                kept_until = kept_until.max(end);
            }
        }
    }
    out
}

/// Whether a line begins with a tag that stands on its own.
fn begins_with_block(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('<') else { return false };
    let name: String = rest.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
    BLOCKS.contains(&name.to_ascii_lowercase().as_str())
}

fn ends_with_block(line: &str) -> bool {
    line.ends_with('>')
        && line.rfind('<').is_some_and(|at| begins_with_block(&line[at..]) || line[at..].to_ascii_lowercase().starts_with("<br"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Library, html};

    fn check(text: &str, expected: &str, lost: &[&str]) {
        let blocks = BTreeMap::from([("7".to_owned(), "<!-- wp:paragraph --><p>shared</p><!-- /wp:paragraph -->".to_owned())]);
        let pictures = BTreeMap::from([("3".to_owned(), ("https://example.org/a.jpg".to_owned(), "A".to_owned()))]);
        let (made, told) =
            html(text, Some("[{\"id\": \"u\", \"content\": \"a note\"}]"), &Library { blocks: &blocks, pictures: &pictures });
        assert_eq!(made, expected);
        assert_eq!(told.iter().map(|(line, what)| format!("{line}: {what}")).collect::<Vec<_>>(), lost);
        assert!(made.matches('\n').count() >= text.matches('\n').count(), "lines stay lines");
    }

    #[test]
    fn the_classic_editor_makes_paragraphs_of_lines() {
        check(
            "one\ntwo\n\nthree\n<ul>\n<li>a</li>\n</ul>\nfour",
            "<p>one\n<br>two\n\n<p>three\n<ul>\n<li>a</li>\n</ul>\nfour",
            &[],
        );
        check("a\n<pre>b\n\nc</pre>\nd", "<p>a\n<pre>b\n\nc</pre>\nd", &[]);
    }

    #[test]
    fn blocks_and_shortcodes_are_html() {
        check(
            "<!-- wp:paragraph {\"a\":1} -->\n<p>x</p>\n<!-- /wp:paragraph --><!-- wp:block {\"ref\":7} /-->",
            "\n<p>x</p>\n<p>shared</p>",
            &[],
        );
        check(
            "<!-- wp:footnotes /--><!-- wp:latest-posts /-->",
            "<ol><li id=\"u\">a note <a href=\"#u-link\">↩</a></li></ol>",
            &["0: the block `latest-posts`, which is made when a page is shown"],
        );
        check(
            "[caption id=\"x\" width='3']<a href=\"b\"><img src=\"a\" /></a> Words[/caption]",
            "<figure><a href=\"b\"><img src=\"a\" /></a><figcaption>Words</figcaption></figure>",
            &[],
        );
        check("[gallery ids=\"3,4\"]", "<figure><img src=\"https://example.org/a.jpg\" alt=\"A\"></figure>", &[]);
        check(
            "a [sic] b[mfn]n[/mfn] [box x=1]c[/box]\n[1]",
            "<p>a [sic] b<sup><a href=\"#wp-note-0\" id=\"wp-noteref-0\">1</a></sup> c\n<br>[1]\n\n<ol><li id=\"wp-note-0\">n <a href=\"#wp-noteref-0\">↩</a></li></ol>",
            &["0: the shortcode `[box]`; what stands in it stays"],
        );
    }
}
