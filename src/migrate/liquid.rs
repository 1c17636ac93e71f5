//! Liquid (Jekyll) and what `MkDocs` has like it: includes, links to files, values of the page and the site.

use super::callout;
use super::data;
use super::destination;
use super::media;
use super::model::Generator;
use super::scan::Converter;
use super::shortcode::put_code;
use super::tags::{Arguments, Kind, Tag};

/// A mark at the place of the converter.
pub fn run(own: &mut Converter<'_>) -> bool {
    let at = own.at;
    let Ok(index) = own.tags.binary_search_by(|tag| tag.range.start.cmp(&at)) else { return false };
    let tag = own.tags[index].clone();
    // Without a plugin `MkDocs` prints such marks.
    if own.index.found.generator == Generator::MkDocs && tag.kind == Kind::Comment {
        return false;
    }
    let is_known = match tag.kind {
        Kind::Prints => print(own, &tag),
        Kind::Opens => opens(own, &tag),
        Kind::Closes => false,
        Kind::Shown | Kind::Comment => {
            own.at = tag.range.end;
            true
        }
    };
    if !is_known {
        own.at = tag.range.end;
        own.keep(tag.range, "only a template knows what it prints");
    }
    true
}

fn print(own: &mut Converter<'_>, tag: &Tag) -> bool {
    let Some(value) = value(own, &tag.arguments) else { return false };
    own.out.push_str(&value);
    own.at = tag.range.end;
    own.left.carried("values of the page and the site");
    true
}

fn opens(own: &mut Converter<'_>, tag: &Tag) -> bool {
    let close = tag.closed_by.map(|close| own.tags[close].range.clone());
    let start = tag.range.end;
    match (tag.name.as_str(), close) {
        ("raw", Some(close)) => {
            // What stands there shows marks; in the text they must not be taken for marks again.
            let shown = own.text[start..close.start].to_owned();
            own.at = close.end;
            own.out.push_str(&shown);
            true
        }
        ("comment", Some(close)) => {
            own.skip(close.end);
            own.keep(tag.range.start..close.end, "it is a comment");
            true
        }
        ("if" | "unless", Some(close)) if is_never(&tag.name, &tag.arguments) => {
            let end = otherwise(own, start..close.start).unwrap_or(close.end);
            own.skip(end);
            own.keep(tag.range.start..end, "it is never shown");
            true
        }
        ("highlight", Some(close)) => {
            let language = tag.arguments.split_whitespace().next().unwrap_or_default().to_owned();
            let code = own.text[start..close.start].trim_matches('\n').to_owned();
            put_code(own, &language, &code, close.end);
            true
        }
        ("include" | "include_relative" | "include_cached", _) => include(own, tag),
        ("link" | "post_url", _) => {
            let Some(to) = file(own, tag) else { return false };
            own.out.extend(["<", &to, ">"]);
            own.at = start;
            true
        }
        ("toc" | "TOC", _) => {
            own.at = start;
            own.left.carried("marks that are not needed");
            true
        }
        (name, close) => {
            if let Some(address) = media::address(name, &Arguments::of(&tag.arguments)) {
                own.at = start;
                own.out.extend(["<", &address, ">"]);
                own.left.carried("films, sounds and posts, as links");
                return true;
            }
            let (Some(kind), Some(close)) = (callout::kind(name), close) else { return false };
            callout::put(own, kind, "", start..close.start, close.end);
            true
        }
    }
}

/// Whether a condition is never met on the site that readers see.
fn is_never(name: &str, condition: &str) -> bool {
    let own: String = condition.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'')).collect();
    let own = own.to_lowercase();
    let never = ["false", "nil", "1==2", "0==1", "1==0", "true==false", "jekyll.environment==development"];
    if name == "if" { never.contains(&own.as_str()) } else { ["true", "1==1"].contains(&own.as_str()) }
}

/// Where what stands behind `else` begins, within a condition.
fn otherwise(own: &Converter<'_>, range: std::ops::Range<usize>) -> Option<usize> {
    let mut depth = 0_usize;
    let from = own.tags.partition_point(|tag| tag.range.start < range.start);
    for tag in own.tags.iter().skip(from).take_while(|tag| tag.range.start < range.end) {
        match (tag.kind, tag.name.as_str()) {
            (Kind::Opens, "else" | "elsif") if depth == 0 => return Some(tag.range.start),
            (Kind::Opens, _) if tag.closed_by.is_some() => depth += 1,
            (Kind::Closes, _) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// `{% include note.html content="words" %}`: the text of the file with the values it is given.
fn include(own: &mut Converter<'_>, tag: &Tag) -> bool {
    let (name, rest) = tag.arguments.split_once(char::is_whitespace).unwrap_or((&tag.arguments, ""));
    let arguments = Arguments::of(rest);
    let stem = name.rsplit('/').next().unwrap_or(name).split('.').next().unwrap_or_default();
    if matches!(stem, "figure" | "image" | "img" | "picture")
        && let Some(source) = arguments.get(&["src", "image_path", "url", "image", "path", "file"])
    {
        let alt = arguments.get(&["alt"]).unwrap_or_default().to_owned();
        let caption = destination::quoted(arguments.get(&["caption", "title"]).unwrap_or_default());
        let (start, source) = (own.at, source.to_owned());
        own.at = tag.range.end;
        destination::put_picture(own, start, &alt, &source, &caption);
        own.left.carried("pictures of includes");
        return true;
    }
    if let Some(address) = media::address(stem, &arguments) {
        own.at = tag.range.end;
        own.out.extend(["<", &address, ">"]);
        own.left.carried("films, sounds and posts, as links");
        return true;
    }
    if matches!(stem, "toc") {
        own.at = tag.range.end;
        own.left.carried("marks that are not needed");
        return true;
    }
    let folder = own.place.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let relative = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let includes = &own.index.found.includes;
    let Some((path, text)) = includes.get(name).or_else(|| includes.get(&relative)).cloned() else { return false };
    let Some(text) = filled(&text, &arguments) else { return false };
    let is_inline = !text.trim().contains('\n');
    let Some(inner) = own.included(text.trim(), &path, is_inline) else {
        let start = own.at;
        own.at = tag.range.end;
        own.keep(start..own.at, "the page takes in more texts than a page can");
        return true;
    };
    own.at = tag.range.end;
    if is_inline {
        own.out.push_str(&inner);
    } else {
        own.put_block(&inner);
    }
    own.left.carried("texts that are taken in");
    true
}

/// The text of an include with its values; `None` where a template would have to decide.
fn filled(text: &str, arguments: &Arguments) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once("{{") {
        let (value, behind) = inside.split_once("}}")?;
        out.push_str(before);
        match value.trim().strip_prefix("include.") {
            Some(name) => out.push_str(arguments.named.get(name.split('|').next()?.trim())?),
            None => out.extend(["{{", value, "}}"]),
        }
        rest = behind;
    }
    out.push_str(rest);
    let is_decided = ["{% if", "{%- if", "{% for", "{%- for", "{% assign", "{%- assign", "{% case", "{% unless", "{% capture"];
    (!is_decided.iter().any(|mark| out.contains(mark))).then_some(out)
}

/// The path of a file that `{% link %}` or `{% post_url %}` names, as paths of the old site.
fn file(own: &Converter<'_>, tag: &Tag) -> Option<String> {
    let name = tag.arguments.trim().trim_matches(['"', '\'']);
    named(own, &tag.name, name).and_then(|path| destination::found(own, &path))
}

fn named(own: &Converter<'_>, tag: &str, name: &str) -> Option<String> {
    let name = name.trim_start_matches('/');
    if tag == "link" {
        let path = own.index.found.pages.iter().find(|page| page.path == name).and_then(|page| page.addresses.first().cloned());
        return path.or_else(|| own.index.found.assets.iter().any(|asset| asset.path == name).then(|| format!("/{name}")));
    }
    let last = name.rsplit('/').next().unwrap_or(name);
    let is_it = |path: &str| path.rsplit('/').next().is_some_and(|file| super::links::stem(file) == last);
    let own_language = own.index.page(own.place.page).language;
    let mut all = own.index.found.pages.iter().filter(|page| is_it(&page.path));
    let page = all.clone().find(|page| page.language == own_language).or_else(|| all.next())?;
    page.addresses.first().cloned()
}

/// What marks in the address of a link stand for.
pub fn address(own: &Converter<'_>, written: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = written;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        out.push_str(&rest[..start]);
        let is_value = rest[start..].starts_with("{{");
        let close = if is_value { "}}" } else { "%}" };
        let length = rest[start..].find(close)? + 2;
        let inside = rest[start + 2..start + length - 2].trim_matches(['-', ' ']);
        out.push_str(&if is_value {
            value(own, inside)?
        } else {
            let (tag, name) = inside.split_once(char::is_whitespace)?;
            named(own, tag, name.trim().trim_matches(['"', '\'']))?
        });
        rest = &rest[start + length..];
    }
    out.push_str(rest);
    Some(if out.starts_with("//") { format!("/{}", out.trim_start_matches('/')) } else { out })
}

/// The value of an output with its filters, as far as it is known.
fn value(own: &Converter<'_>, inside: &str) -> Option<String> {
    let mut parts = inside.split('|').map(str::trim);
    let first = parts.next()?;
    let page = own.index.page(own.place.page);
    let mut value = if let Some(text) = first.strip_prefix(['"', '\'']) {
        text.strip_suffix(['"', '\''])?.to_owned()
    } else if let Some(name) = first.strip_prefix("page.") {
        match name {
            "url" => page.addresses.first().cloned()?,
            "lang" => own.index.found.languages[page.language].tag.clone(),
            _ => data::text_at(&page.head, name)?,
        }
    } else if let Some(name) = first.strip_prefix("site.") {
        match name {
            "baseurl" | "url" => String::new(),
            "lang" | "active_lang" => own.index.found.languages[page.language].tag.clone(),
            _ => own.index.found.values.get(&name.to_lowercase()).cloned()?,
        }
    } else {
        return None;
    };
    for filter in parts {
        let (name, argument) = filter.split_once(':').map_or((filter, ""), |(name, argument)| (name.trim(), argument.trim()));
        let argument = argument.trim_matches(['"', '\'']);
        value = match name {
            "relative_url" | "absolute_url" => {
                if value.starts_with('/') || super::links::has_scheme(&value) {
                    value
                } else {
                    format!("/{value}")
                }
            }
            "strip" => value.trim().to_owned(),
            "upcase" => value.to_uppercase(),
            "downcase" => value.to_lowercase(),
            "append" => value + argument,
            "prepend" if argument == "site.baseurl" || argument == "site.url" => value,
            "prepend" => argument.to_owned() + &value,
            "escape" | "url_encode" | "xml_escape" | "smartify" => value,
            _ => return None,
        };
    }
    Some(value)
}
