//! The cover of a book as a drawing: its titles in their directions, its day, whose it is. Shelves show it without opening the book, so
//! it names no file and no font but the reader's.

use std::fmt::Write as _;

use crate::ast::text;
use crate::book::bound::{Book, Side};
use crate::book::format::FormatContext;
use crate::escape::{html_attr, html_text};
use crate::locale::date::DateStyle;
use crate::locale::{Dir, bidi};
use crate::picture::Format;
use crate::picture::base64::data_url;
use crate::site::picture;

/// Two to three, as shelves have room for.
const WIDTH: u32 = 1600;
const HEIGHT: u32 = 2400;
const MARGIN: u32 = 150;
/// Lines of a title.
const MOST_LINES: usize = 6;

/// The drawing.
pub fn svg(inputs: FormatContext<'_>, book: &Book<'_>) -> String {
    let colour = |token: &str, otherwise: &str| {
        let value = inputs.theme.tokens.light.get(token).map_or(otherwise, String::as_str).trim();
        let is_plain = value.starts_with('#') && value[1..].chars().all(|c| c.is_ascii_hexdigit());
        if is_plain { value.to_owned() } else { otherwise.to_owned() }
    };
    let [paper, ink, soft, accent] =
        [colour("paper", "#ffffff"), colour("ink", "#1a1a1a"), colour("ink-soft", "#555555"), colour("accent", "#1d3a8f")];
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         width=\"{WIDTH}\" height=\"{HEIGHT}\" role=\"img\" aria-label=\"{}\">\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"{paper}\"/>\n\
         <rect width=\"{WIDTH}\" height=\"48\" fill=\"{accent}\"/>\n",
        html_attr(&told(inputs, book))
    );
    let Some(lead) = book.sides.first() else { return out + "</svg>\n" };
    logo(inputs, *lead, &mut out);
    let mut top = 620;
    for side in &book.sides {
        if let Some(mark) = side.mark(&inputs.site.config) {
            put(inputs, *side, (&text::inlines(&mark.content), top - 190, 60, &accent, true), &mut out);
        }
        let title = text::inlines(&side.page.title.content);
        // What is long is small.
        let size: u32 = match title.chars().count() / book.sides.len().max(1) {
            0..=24 => 170,
            25..=60 => 130,
            _ => 100,
        };
        let room = (WIDTH - 2 * MARGIN) as usize * 2 / size as usize;
        for line in lines(&title, room) {
            put(inputs, *side, (&line, top, size, &ink, true), &mut out);
            top += size * 4 / 3;
        }
        if let Some(subtitle) = side.document.meta.subtitle.as_ref().filter(|_| book.sides.len() == 1) {
            top += 20;
            for line in lines(&text::inlines(&subtitle.content), 38).into_iter().take(3) {
                put(inputs, *side, (&line, top, 68, &soft, false), &mut out);
                top += 96;
            }
        }
        top += 110;
    }
    let day = lead.document.meta.date.map(|date| lead.locale.date(date.date, DateStyle::Long));
    let publisher = text::inlines(&inputs.site.config.publisher.get(lead.locale.id).content);
    for (line, at) in [(day.unwrap_or_default(), HEIGHT - 290), (publisher, HEIGHT - 180)] {
        put(inputs, *lead, (&line, at, 60, &soft, false), &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// What it says, for readers who do not see it.
pub fn told(inputs: FormatContext<'_>, book: &Book<'_>) -> String {
    let titles = book.sides.iter().map(|side| text::isolated(&side.page.title.content));
    let publisher = book.sides.first().map(|side| text::isolated(&inputs.site.config.publisher.get(side.locale.id).content));
    titles.chain(publisher.filter(|name| !name.is_empty())).collect::<Vec<_>>().join(" — ")
}

/// The document that shows it, with who may read the book.
pub fn page(inputs: FormatContext<'_>, book: &Book<'_>, (path, told): (&str, &str)) -> String {
    let mut marks = String::new();
    for (at, side) in book.sides.iter().enumerate() {
        let Some(mark) = side.mark(&inputs.site.config) else { continue };
        let (tag, dir) = (side.locale.tag.as_str(), side.locale.dir.as_str());
        let own = if at == 0 { String::new() } else { format!(" lang=\"{tag}\" xml:lang=\"{tag}\" dir=\"{dir}\"") };
        let _ = write!(marks, "<p{own} class=\"mark\">{}</p>", html_text(&text::isolated(&mark.content)));
    }
    format!(
        "<section epub:type=\"cover\">{marks}<img role=\"doc-cover\" src=\"{path}\" alt=\"{}\" \
         style=\"max-width:100%;max-height:100vh\"/></section>",
        html_attr(told)
    )
}

/// The site's logo where lines begin.
fn logo(inputs: FormatContext<'_>, lead: Side<'_>, out: &mut String) {
    let FormatContext { site, tree, .. } = inputs;
    let brand = site.brands.get(usize::from(lead.locale.id.0)).and_then(|brand| brand.logo.as_ref());
    let Some(file) = brand.map(|logo| tree.file(logo.asset.file)) else { return };
    let looked = site.pictures.get(file.id);
    let Some(Ok(seen)) = looked else { return };
    let media_type = match seen.probe.format {
        own @ (Format::Svg | Format::Png | Format::Jpeg | Format::Gif | Format::Webp) => own.media_type(),
        Format::Avif | Format::Icon => return,
    };
    let Ok(Some(bytes)) = picture::printed(file, looked, site.config.keep_metadata) else { return };
    let (wide, side) = (700, if lead.locale.dir == Dir::Rtl { "xMax" } else { "xMin" });
    let at = if lead.locale.dir == Dir::Rtl { WIDTH - MARGIN - wide } else { MARGIN };
    let _ = writeln!(
        out,
        "<image x=\"{at}\" y=\"160\" width=\"{wide}\" height=\"220\" preserveAspectRatio=\"{side}YMid meet\" xlink:href=\"{}\"/>",
        data_url(media_type, &bytes)
    );
}

/// A line of a language, from where its lines begin.
fn put(
    inputs: FormatContext<'_>,
    side: Side<'_>,
    (line, y, points, fill, is_bold): (&str, u32, u32, &str, bool),
    out: &mut String,
) {
    if line.is_empty() {
        return;
    }
    let x = if side.locale.dir == Dir::Rtl { WIDTH - MARGIN } else { MARGIN };
    let weight = if is_bold { " font-weight=\"bold\"" } else { "" };
    let said = bidi::isolate(line, side.locale, &inputs.site.config.locales);
    let (tag, dir) = (side.locale.tag.as_str(), side.locale.dir.as_str());
    let _ = writeln!(
        out,
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{points}\"{weight} font-family=\"serif\" fill=\"{fill}\" lang=\"{tag}\" xml:lang=\"{tag}\" \
         direction=\"{dir}\" text-anchor=\"start\">{}</text>",
        html_text(&said)
    );
}

/// A text in lines of at most so many letters, as many as a cover has room for.
fn lines(text: &str, most: usize) -> Vec<String> {
    let length = |text: &str| text.chars().filter(|c| !matches!(c, '\u{64b}'..='\u{65f}' | '\u{200c}'..='\u{200f}')).count();
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match out.last_mut() {
            Some(line) if length(line) + 1 + length(word) <= most => line.extend([" ", word]),
            Some(_) | None => out.push(word.to_owned()),
        }
    }
    if out.len() > MOST_LINES {
        out.truncate(MOST_LINES);
        if let Some(last) = out.last_mut() {
            last.push('…');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_title_is_broken_between_words_and_ends_somewhere() {
        assert_eq!(lines("The price of water", 10), ["The price", "of water"]);
        assert_eq!(lines("سِعْرُ الماء", 9), ["سِعْرُ الماء"]);
        assert_eq!(lines(&"word ".repeat(40), 4).len(), 6);
        assert!(lines("", 5).is_empty());
    }
}
