//! HTML, CSS and JavaScript -> the same in fewer bytes. The only user of minify-html.
//!
//! The minifier is told to stay within the HTML standard; what it still does on purpose is this: it drops white space
//! between the children of block containers (`div`, `nav`, `section` …), so templates put words that stand side by
//! side into `p`, `li` or `span`, and it drops comments. It calls itself for every level of nesting, so deep documents
//! are given back as they are.

use std::panic::{AssertUnwindSafe, catch_unwind};

use minify_html::{Cfg, minify};

/// Documents nested deeper than this stay as they are. The minifier overflows a stack of 2 MiB, as worker threads
/// have, somewhere above 2,000 levels; what we write ourselves is never near to it.
const DEEPEST: usize = 512;

/// A longer style sheet or script stays as it is.
const LONGEST: usize = 1 << 20;
/// A longer one within a page stays as it is.
const LONGEST_INLINE: usize = 16 << 10;
/// A shorter one within a page is minified on the stack of whoever asks.
const SHORT_INLINE: usize = 1 << 10;
/// Deeper ones stay as they are.
const MOST_BRACKETS: usize = 256;
/// Stack that a byte can cost.
const STACK_OF_A_BYTE: usize = 1 << 10;

/// A page: `<!doctype html>`, closing tags, `<html>` and `<head>` stay, attributes keep a form that every validator
/// takes.
pub fn page(html: &str) -> String {
    if nesting(html) > DEEPEST {
        return html.to_owned();
    }
    let mut config = config();
    let inline = longest_inline(html);
    if inline > LONGEST_INLINE || brackets(html) > MOST_BRACKETS {
        (config.minify_css, config.minify_js) = (false, false);
        return run(html, &config);
    }
    if inline > SHORT_INLINE { on_large_stack(html, inline, &config) } else { run(html, &config) }
}

/// Whether a style sheet or a script is one that is minified: neither so long nor so deep that the minifier, which calls itself
/// for every level, could exhaust a stack.
pub fn is_modest(text: &str) -> bool {
    text.len() <= LONGEST && brackets(text) <= MOST_BRACKETS
}

/// A style sheet.
pub fn css(sheet: &str) -> String {
    inside("style", sheet)
}

/// A script.
pub fn js(script: &str) -> String {
    inside("script", script)
}

/// Minifies what can stand in an element of raw text, by putting it there: the minifier has no door of its own for
/// it. A text that would close the element early stays as it is.
fn inside(element: &str, text: &str) -> String {
    if text.to_ascii_lowercase().contains(&format!("</{element}")) || !is_modest(text) {
        return text.to_owned();
    }
    let minified = on_large_stack(&format!("<{element}>{text}</{element}>"), text.len(), &config());
    let content = minified.strip_prefix(&format!("<{element}>")).and_then(|m| m.strip_suffix(&format!("</{element}>")));
    content.map_or_else(|| text.to_owned(), str::to_owned)
}

fn config() -> Cfg {
    let mut config = Cfg::new();
    config.keep_closing_tags = true;
    config.keep_html_and_head_opening_tags = true;
    config.keep_input_type_text_attr = true;
    config.minify_css = true;
    config.minify_js = true;
    config
}

/// Where the minifier fails, the input is as good as the output.
fn run(html: &str, config: &Cfg) -> String {
    let minified = catch_unwind(AssertUnwindSafe(|| minify(html.as_bytes(), config)));
    minified.ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| html.to_owned())
}

/// The same with a stack for what nests without brackets (`!!!x`, `a=>b=>c`), as deep as `length` bytes of it can.
fn on_large_stack(html: &str, length: usize, config: &Cfg) -> String {
    let stack = (16 << 20) + length.min(LONGEST) * STACK_OF_A_BYTE;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(stack).spawn_scoped(scope, || run(html, config));
        // A system that has no thread left is busy enough.
        thread.ok().and_then(|thread| thread.join().ok()).unwrap_or_else(|| html.to_owned())
    })
}

/// How many brackets are open at once at most, wherever they stand.
fn brackets(text: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => {
                open += 1;
                most = most.max(open);
            }
            b')' | b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// The length of the longest script or style sheet in a page, data for machines (JSON-LD) left out.
fn longest_inline(html: &str) -> usize {
    ["script", "style"].into_iter().map(|element| longest_of(html, element)).max().unwrap_or(0)
}

fn longest_of(html: &str, element: &str) -> usize {
    let mut longest = 0;
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        rest = tag;
        if !tag.get(..element.len()).is_some_and(|name| name.eq_ignore_ascii_case(element)) {
            continue;
        }
        let start = tag_length(tag);
        let is_data = tag[..start].contains("ld+json");
        rest = &tag[start..];
        let length = rest.find("</").unwrap_or(rest.len());
        longest = longest.max(if is_data { 0 } else { length });
    }
    longest
}

/// How many elements are open at once at most, counted from the tags alone: not less than a parser would find, apart
/// from elements that it opens or closes by itself.
fn nesting(html: &str) -> usize {
    let (mut depth, mut most, mut foreign) = (0_usize, 0_usize, 0_usize);
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        rest = tag;
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if name.is_empty() || is_void(name) {
            continue;
        }
        let is_foreign = name.eq_ignore_ascii_case("svg") || name.eq_ignore_ascii_case("math");
        let length = tag_length(tag);
        rest = &tag[length..];
        if closes {
            depth = depth.saturating_sub(1);
            foreign = foreign.saturating_sub(usize::from(is_foreign));
        } else if !((is_foreign || foreign > 0) && tag[..length].ends_with('/')) {
            // `<path/>` closes itself in SVG and MathML; `<div/>` does not (HTML, section 13.1.2.1).
            depth += 1;
            foreign += usize::from(is_foreign);
            most = most.max(depth);
        }
    }
    most
}

/// Bytes before the `>` that ends a tag; quoted attributes may hold one.
fn tag_length(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(q), b) if q == b => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// Elements without an end tag (HTML, section 13.1.2).
fn is_void(name: &str) -> bool {
    const VOID: [&str; 13] =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
    VOID.iter().any(|void| name.eq_ignore_ascii_case(void))
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, css, js, nesting, page};

    #[test]
    fn a_page_stays_within_the_standard() {
        let long = include_str!("../tests/data/minify.html");
        let small = page(long);
        assert!(small.len() < long.len());
        for kept in [
            "<!doctype html><html",
            "<head>",
            "</p>",
            "</li>",
            "</body></html>",
            "type=text",
            "<td>2 3</td>",
            "    return  1\n\n</code>",
            r#"{"@context":"https://schema.org","name":"a  b <\/script>"}"#,
            "A\u{a0}B",
            "\u{200f}ج\u{200e} x\u{200c}y",
        ] {
            assert!(small.contains(kept), "{kept:?} in {small}");
        }
    }

    #[test]
    fn styles_and_scripts_are_minified() {
        let rule = "p { color : red ; }\n/* x */ q:dir(rtl) { margin-inline-start : 0px }";
        assert_eq!(css(rule), "p{color:red}q:dir(rtl){margin-inline-start:0}");
        assert_eq!(css(""), "");
        assert_eq!(css("a{content:\"</style>\"}"), "a{content:\"</style>\"}");
        let face =
            "@font-face { font-family: \"أميري\"; src: url(\"fonts/a.woff2\") format(\"woff2\"); unicode-range: U+0600-06FF }";
        assert!(css(face).contains("أميري") && css(face).contains("fonts/a.woff2"), "{}", css(face));
        assert!(css("@media (prefers-color-scheme: dark) { a { inset-inline: 1px } }").contains("inset-inline:1px"));
        assert!(!css(":root { --a: 1; } /* تعليق */").contains("تعليق"));
        let script = js("const value = document.querySelector('main');\nif (value) { value.focus() }\n");
        assert!(script.contains("querySelector") && !script.contains('\n'), "{script}");
        // What is no JavaScript goes through as it is, for the browser to report.
        assert!(js("const = ;").contains("const"));
    }

    #[test]
    fn deep_styles_and_scripts_are_left_alone() {
        for piece in ["{", "a:is(", "a{width:calc(", "@media x{", "[", "((", "a{b{"] {
            let deep = piece.repeat(100_000);
            assert_eq!(css(&deep), deep, "{piece}");
            let trusted = format!("<!doctype html><body><style>{}</style><p>x  y</p></body>", piece.repeat(5_000));
            assert!(page(&trusted).contains("x y"), "{piece}");
        }
        for piece in ["{", "(", "[", "!", "-", "a=>", "if(1)", "typeof ", "a?b:", "`${", "+ ", "else if(1)", "1+", "a."] {
            for count in [10_000, 100_000] {
                let _ = js(&piece.repeat(count));
            }
            let _ = page(&format!("<!doctype html><body><script>{}</script><p>x</p></body>", piece.repeat(2_000)));
            let _ = page(&format!("<!doctype html><body><script>{}x</script><p>x</p></body>", piece.repeat(200)));
        }
        let styled = format!("<!doctype html><body><p style=\"width:{}\">x</p></body>", "calc(".repeat(50_000));
        assert!(page(&styled).contains("calc("));
    }

    #[test]
    fn deep_pages_are_left_alone() {
        let deep = "<blockquote>".repeat(100_000);
        assert_eq!(page(&deep), deep);
        let closed = format!("<!doctype html><body>{}", "<p>x</p>".repeat(2_000));
        assert!(nesting(&closed) < 10, "{}", nesting(&closed));
        let drawn = format!("<svg>{}</svg>", "<path d='M0 0>'/>".repeat(2_000));
        assert_eq!(nesting(&drawn), 1);
        assert!(nesting(&"<div/>".repeat(2_000)) > DEEPEST);
        assert_eq!(nesting("a < b <"), 0);
    }
}
