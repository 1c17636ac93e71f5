//! Which marks a generator has -> the text of a page as Markdown of ours.

use super::links::Index;
use super::model::Generator;
use super::scan::{self, Converted, Converter, Hooks};
use super::{callout, destination, kramdown, liquid, mdx, raw, shortcode, wordpress};

/// Converts the body of a page.
pub fn page(index: &Index<'_>, at: usize) -> Converted {
    if index.found.generator == Generator::WordPress {
        return wordpress::page(index, at);
    }
    let hooks = match index.found.generator {
        Generator::Hugo | Generator::Zola => {
            Hooks { line: plain_line, mark: |own| mark(own, shortcode::run, raw::tag), address: shortcode::address }
        }
        Generator::Jekyll => Hooks { line: jekyll_line, mark: |own| mark(own, liquid_mark, raw::tag), address: liquid::address },
        Generator::Docusaurus => {
            Hooks { line: docusaurus_line, mark: |own| mark(own, mdx::expression, mdx::tag), address: |_, _| None }
        }
        Generator::MkDocs | Generator::WordPress => {
            Hooks { line: mkdocs_line, mark: |own| mark(own, liquid_mark, raw::tag), address: liquid::address }
        }
    };
    scan::page(index, hooks, at)
}

type Asked = fn(&mut Converter<'_>) -> bool;

fn mark(own: &mut Converter<'_>, braces: Asked, tag: Asked) -> bool {
    let rest = own.rest();
    match rest.as_bytes().first() {
        Some(b'{') => braces(own),
        Some(b'<') => tag(own),
        Some(b'!') if rest.starts_with("![") => destination::picture(own),
        Some(b'[') => destination::link(own),
        Some(_) | None => false,
    }
}

fn liquid_mark(own: &mut Converter<'_>) -> bool {
    liquid::run(own) || kramdown::span(own)
}

fn plain_line(own: &mut Converter<'_>, line: &str) -> bool {
    callout::contents(own, line) || destination::definition(own, line)
}

fn jekyll_line(own: &mut Converter<'_>, line: &str) -> bool {
    kramdown::line(own, line) || plain_line(own, line)
}

fn docusaurus_line(own: &mut Converter<'_>, line: &str) -> bool {
    mdx::line(own, line) || callout::fenced(own, line) || plain_line(own, line)
}

fn mkdocs_line(own: &mut Converter<'_>, line: &str) -> bool {
    callout::indented(own, line) || callout::snippet(own, line) || plain_line(own, line)
}
