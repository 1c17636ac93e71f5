//! Shortcodes of Hugo and Zola -> what Markdown has for the same.

use std::ops::Range;

use super::links::Goal;
use super::scan::Converter;
use super::tags::{Arguments, Kind, Tag};
use super::{callout, destination, media};

/// A shortcode at the place of the converter.
pub fn run(own: &mut Converter<'_>) -> bool {
    let at = own.at;
    let Ok(index) = own.tags.binary_search_by(|tag| tag.range.start.cmp(&at)) else { return false };
    let tag = own.tags[index].clone();
    match tag.kind {
        Kind::Shown => {
            own.out.extend(["`", &tag.arguments, "`"]);
            own.at = tag.range.end;
        }
        Kind::Comment => own.at = tag.range.end,
        Kind::Closes => {
            own.at = tag.range.end;
            own.keep(tag.range, "nothing here ends with it");
        }
        Kind::Opens | Kind::Prints => {
            let close = tag.closed_by.map(|close| own.tags[close].range.clone());
            if !known(own, &tag, close.clone()) {
                own.at = tag.range.end;
                own.keep(tag.range, "there is no such block here");
                if let Some(close) = close {
                    inner(own, close);
                }
            }
        }
    }
    true
}

/// What stands between an unknown mark and its end is converted; the end goes with the beginning.
fn inner(own: &mut Converter<'_>, close: Range<usize>) {
    let from = own.at;
    let line = own.line(from);
    let text = own.text[from..close.start].to_owned();
    let is_block = text.contains('\n');
    let converted = own.nested(&text, line, !is_block);
    own.out.push_str(&converted);
    own.at = close.end;
    own.keep(close, "it ends a block that there is not");
}

/// Writes a shortcode that is known.
fn known(own: &mut Converter<'_>, tag: &Tag, close: Option<Range<usize>>) -> bool {
    let arguments = Arguments::of(&tag.arguments);
    let name = tag.name.rsplit('/').next().unwrap_or(&tag.name).trim_end_matches(".html").to_lowercase();
    match name.as_str() {
        "comment" => {
            let end = close.map_or(tag.range.end, |close| close.end);
            own.skip(end);
            own.keep(tag.range.start..end, "it is a comment");
            true
        }
        "figure" | "img" | "image" | "picture" | "resize_image" => figure(own, tag, &arguments, close),
        "ref" | "relref" => reference(own, tag, &arguments),
        "highlight" | "code" => {
            let Some(close) = close else { return false };
            let code = own.text[tag.range.end..close.start].trim_matches('\n').to_owned();
            let language = arguments.or(&["lang", "language"], 0).unwrap_or_default().to_owned();
            put_code(own, &language, &code, close.end);
            true
        }
        "mermaid" | "goat" => {
            let Some(close) = close else { return false };
            let code = own.text[tag.range.end..close.start].trim_matches('\n').to_owned();
            put_code(own, &name, &code, close.end);
            true
        }
        "details" | "expand" | "collapse" | "spoiler" | "tab" | "tabitem" | "tabpanel" | "accordion-item" => {
            let Some(close) = close else { return false };
            let title = arguments.or(&["summary", "title", "name", "label", "header"], 0).unwrap_or_default().to_owned();
            callout::titled(own, tag.range.end..close.start, &title, close.end);
            true
        }
        "tabs" | "tabpane" | "tabbed" | "rtl" | "ltr" | "center" | "columns" | "column" | "row" | "div" | "steps"
        | "accordion" => {
            let Some(close) = close else { return false };
            callout::titled(own, tag.range.end..close.start, "", close.end);
            true
        }
        "toc" | "tableofcontents" | "clear" | "break" => {
            own.at = tag.range.end;
            own.left.carried("marks that are not needed");
            true
        }
        "param" => parameter(own, tag, &arguments),
        "button" | "link" | "linkcard" | "cta" => button(own, tag, &arguments, close),
        "quote" | "blockquote" => {
            let Some(close) = close else { return false };
            let by = arguments.or(&["author", "cite", "source", "by"], 0).unwrap_or_default().to_owned();
            callout::quotation(own, tag.range.end..close.start, &by, close.end);
            true
        }
        _ => {
            if let Some(address) = media::address(&name, &arguments) {
                put_address(own, tag, &address, close);
                return true;
            }
            set_off(own, tag, &name, &arguments, close)
        }
    }
}

/// What is set off: by its own name, or by the kind that stands behind a name for all of them.
fn set_off(own: &mut Converter<'_>, tag: &Tag, name: &str, arguments: &Arguments, close: Option<Range<usize>>) -> bool {
    let is_any = ["admonition", "notice", "callout", "alert", "hint"].contains(&name);
    let kind = if is_any { Some(kind_of(arguments)) } else { callout::kind(name) };
    let (Some(kind), Some(close)) = (kind, close) else { return false };
    // Behind the kind, or alone where the mark has its name.
    let place = usize::from(arguments.plain.first().is_some_and(|first| callout::kind(first).is_some()));
    let title = arguments.or(&["title", "header"], place).unwrap_or_default().to_owned();
    callout::put(own, kind, &title, tag.range.end..close.start, close.end);
    true
}

fn kind_of(arguments: &Arguments) -> &'static str {
    arguments.or(&["type", "kind", "color", "context", "style"], 0).and_then(callout::kind).unwrap_or("NOTE")
}

fn figure(own: &mut Converter<'_>, tag: &Tag, arguments: &Arguments, close: Option<Range<usize>>) -> bool {
    let Some(source) = arguments.or(&["src", "path", "image", "url"], 0) else { return false };
    let alt = arguments.get(&["alt"]).or_else(|| arguments.plain.get(1).map(String::as_str)).unwrap_or_default();
    let said = [arguments.get(&["title"]), arguments.get(&["caption"]), arguments.get(&["attr", "credit"])];
    let caption = said.into_iter().flatten().collect::<Vec<_>>().join(". ");
    let start = own.at;
    own.at = close.map_or(tag.range.end, |close| close.end);
    if let Some(link) = arguments.get(&["link", "href"]) {
        own.note(start, super::model::Fate::Changed, link, "the picture is no longer a link");
    }
    destination::put_picture(own, start, alt, source, &destination::quoted(&caption));
    own.left.carried("pictures of shortcodes");
    true
}

/// `{{< ref "page.md" >}}` in the text itself: the path, as Hugo prints it.
fn reference(own: &mut Converter<'_>, tag: &Tag, arguments: &Arguments) -> bool {
    let Some(path) = arguments.or(&["path"], 0) else { return false };
    let Some(to) = target(own, path) else { return false };
    own.out.extend(["<", &to, ">"]);
    own.at = tag.range.end;
    true
}

fn target(own: &Converter<'_>, path: &str) -> Option<String> {
    match own.index.goal(own.place.page, path) {
        Goal::Page(at, _) => own.index.page(at).addresses.first().cloned(),
        Goal::Asset(_) | Goal::Elsewhere | Goal::Missing => None,
    }
}

/// What a shortcode in the address of a link leads to.
pub fn address(own: &Converter<'_>, written: &str) -> Option<String> {
    let start = written.find("{{")?;
    let end = written[start..].find("}}")? + start + 2;
    let inside = written[start + 2..end - 2].trim_matches(|c: char| matches!(c, '<' | '>' | '%' | ' '));
    let (name, rest) = inside.split_once(char::is_whitespace).or_else(|| inside.split_once('(')).unwrap_or((inside, ""));
    let arguments = Arguments::of(rest.trim_end_matches(')'));
    let value = match name {
        "ref" | "relref" => {
            let path = arguments.or(&["path"], 0)?;
            let (path, fragment) = path.split_once('#').map_or((path, ""), |(path, rest)| (path, rest));
            let tag = arguments.or(&["lang"], 9).filter(|tag| own.index.found.language(tag).is_some());
            let path = match tag {
                Some(tag) if !path.is_empty() => format!("{}.{tag}.md", super::links::stem(path)),
                Some(_) | None => path.to_owned(),
            };
            let path = path.strip_prefix('/').map_or(path.clone(), |rest| format!("@/{rest}"));
            if fragment.is_empty() { path } else { format!("{path}#{fragment}") }
        }
        "get_url" => arguments.or(&["path"], 0)?.to_owned(),
        "param" | "siteurl" | "baseurl" | "site" => {
            let key = arguments.or(&["name"], 0).unwrap_or("baseurl");
            value(own, key)?
        }
        _ => return None,
    };
    Some([&written[..start], &value, &written[end..]].concat())
}

/// What the page or the site says of a name.
fn value(own: &Converter<'_>, key: &str) -> Option<String> {
    let head = &own.index.page(own.place.page).head;
    super::data::text_at(head, key)
        .or_else(|| super::data::text_at(head, &format!("params.{key}")))
        .or_else(|| own.index.found.values.get(&key.to_lowercase()).cloned())
}

fn parameter(own: &mut Converter<'_>, tag: &Tag, arguments: &Arguments) -> bool {
    let Some(value) = arguments.or(&["name"], 0).and_then(|key| value(own, key)) else { return false };
    own.out.push_str(&value);
    own.at = tag.range.end;
    own.left.carried("values of the page and the site");
    true
}

fn button(own: &mut Converter<'_>, tag: &Tag, arguments: &Arguments, close: Option<Range<usize>>) -> bool {
    let Some(address) = arguments.or(&["href", "url", "link", "relref", "to"], 0) else { return false };
    let Some(to) = destination::found(own, address) else { return false };
    let inside = close.as_ref().map(|close| own.text[tag.range.end..close.start].trim().to_owned());
    let words = inside.filter(|words| !words.is_empty() && !words.contains("\n\n"));
    let words = words.or_else(|| arguments.get(&["text", "title", "label", "content"]).map(str::to_owned));
    let Some(words) = words else { return false };
    let line = own.line(tag.range.end);
    let words = own.nested(&words, line, true);
    own.out.extend(["[", &words, "](", &to, ")"]);
    own.at = close.map_or(tag.range.end, |close| close.end);
    own.left.carried("links of shortcodes");
    true
}

fn put_address(own: &mut Converter<'_>, tag: &Tag, address: &str, close: Option<Range<usize>>) {
    let is_alone = own.is_alone_before(own.at);
    own.at = close.map_or(tag.range.end, |close| close.end);
    let line = format!("<{address}>");
    if is_alone && own.rest_of_line().trim().is_empty() {
        own.put_block(&line);
    } else {
        own.out.push_str(&line);
    }
    own.left.carried("films, sounds and posts, as links");
}

/// Code as a fenced block.
pub fn put_code(own: &mut Converter<'_>, language: &str, code: &str, end: usize) {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    own.at = end;
    own.put_block(&format!("{fence}{language}\n{code}\n{fence}"));
    own.left.carried("code of shortcodes");
}
