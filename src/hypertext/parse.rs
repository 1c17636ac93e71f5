//! HTML -> [`Tree`]. The only user of html5ever, whose tokenizer reads as browsers do.
//!
//! The tree is made here and not by html5ever's own builder: that one moves texts out of tables and opens emphasis again in every
//! paragraph behind it, so that the order of words and the number of elements are no longer those of the file, and it looks through all
//! open elements at every tag. Here each tag is one step, whatever the file: searches go no deeper than [`FARTHEST`], and elements
//! below [`DEEPEST`] are their content.

use std::cell::RefCell;
use std::collections::BTreeMap;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::names;
use super::tree::{Id, Kind, Node, Tree};

/// How deep elements stand in one another; what is deeper is its content. Browsers end at 512, and no page of people comes near.
const DEEPEST: usize = 100;
/// How far the element is looked for that a tag closes.
const FARTHEST: usize = 512;

/// Reads a page or a part of one; `first_line` is the line of the file in which it begins.
pub fn parse(html: &str, first_line: usize) -> Tree {
    let builder = Builder {
        tree: Tree {
            nodes: vec![Node {
                line: first_line,
                end: 0,
                parent: 0,
                is_hidden: false,
                kind: Kind::Element { name: "", attributes: Vec::new() },
            }],
        },
        open: Vec::new(),
        path: vec![0],
        names: BTreeMap::new(),
        closed: None,
        foreign: None,
        line: 1,
        before: first_line - 1,
    };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(builder)), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // The tokenizer stops where a script would run; none does.
    while !matches!(tokenizer.feed(&input), html5ever::TokenizerResult::Done) {}
    tokenizer.end();
    let mut builder = tokenizer.sink.0.into_inner();
    builder.cut(0);
    let end = builder.tree.nodes.len();
    builder.tree.nodes[0].end = end;
    builder.tree
}

struct Sink(RefCell<Builder>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut builder = self.0.borrow_mut();
        let next = match token {
            TagToken(tag) if tag.kind == StartTag => builder.start(&tag),
            TagToken(tag) => {
                builder.end(&tag.name);
                TokenSinkResult::Continue
            }
            CharacterTokens(text) => {
                builder.text(&text);
                TokenSinkResult::Continue
            }
            // What is wrong with a tag is told before the tag, which begins where the last token ended.
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::DoctypeToken(_) | Token::CommentToken(_) | Token::NullCharacterToken | Token::EOFToken => {
                TokenSinkResult::Continue
            }
        };
        builder.line = usize::try_from(line).unwrap_or(usize::MAX);
        next
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.borrow().foreign.is_some()
    }
}

/// An element that is not closed yet.
struct Open {
    name: LocalName,
    /// Its node, if it has one.
    node: Option<Id>,
    /// Whether its end was read, while what stands in it is still open.
    is_over: bool,
}

struct Builder {
    tree: Tree,
    open: Vec<Open>,
    /// The nodes among what is open, from the whole on.
    path: Vec<Id>,
    /// How many elements of each name are open.
    names: BTreeMap<LocalName, usize>,
    /// How many elements are open around the one whose content is no text of the page.
    closed: Option<usize>,
    /// The same for a drawing or a formula, within which other rules hold.
    foreign: Option<usize>,
    /// The line in which the last token ended, of the text.
    line: usize,
    /// Lines of the file before the text.
    before: usize,
}

impl Builder {
    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let written = if &*tag.name == "image" { LocalName::from("img") } else { tag.name.clone() };
        let name = names::known(&written).unwrap_or("");
        if let Some(level) = self.foreign {
            if !(names::is_block(name) || matches!(name, "b" | "br" | "em" | "i" | "img" | "span" | "strong")) {
                let is_note = name == "annotation" && self.closed.is_none();
                let node = is_note.then(|| self.insert(name, tag));
                if !tag.self_closing {
                    self.push(written, node);
                }
                return TokenSinkResult::Continue;
            }
            self.cut(level);
        }
        if matches!(name, "" if matches!(&*written, "html" | "body" | "head" | "frameset")) {
            self.root(tag);
            return TokenSinkResult::Continue;
        }
        self.make_room(name);
        if name == "td" || name == "th" {
            self.row();
        }
        let is_leaf = names::is_void(name);
        let is_hidden = is_hidden(tag);
        let has_node = (!name.is_empty() || is_hidden)
            && (self.path.len() <= DEEPEST || is_leaf || is_hidden || names::is_closed(name))
            && (self.closed.is_none() || name == "source");
        let node = has_node.then(|| self.insert(name, tag));
        if let Some(node) = node {
            self.tree.nodes[node].is_hidden = is_hidden;
        }
        if is_leaf {
            return TokenSinkResult::Continue;
        }
        let level = self.open.len();
        self.push(written, node);
        let is_data = name == "script" && node.is_some_and(|node| is_data(&self.tree, node));
        if self.closed.is_none() && !is_data && (is_hidden || names::is_closed(name)) {
            self.closed = Some(level);
        }
        if matches!(name, "svg" | "math") {
            self.foreign = Some(level);
            if tag.self_closing {
                self.cut(level);
            }
        }
        raw(name)
    }

    /// The elements that end where another begins.
    fn make_room(&mut self, name: &str) {
        if names::is_block(name) && !names::is_table_part(name) || name == "table" {
            self.close_nearest(&["p"], &["td", "th", "caption", "table", "button", "object"]);
        }
        match name {
            "li" => self.close_item(&["li"]),
            "dd" | "dt" => self.close_item(&["dd", "dt"]),
            "td" | "th" => self.close_nearest(&["td", "th", "caption"], &["table"]),
            "tr" => self.close_nearest(&["tr", "caption"], &["table"]),
            "tbody" | "thead" | "tfoot" | "colgroup" => {
                self.close_nearest(&["tbody", "thead", "tfoot", "tr", "caption", "colgroup"], &["table"]);
            }
            "a" => self.close_look("a"),
            _ if names::is_heading(name) && self.open.last().is_some_and(|open| names::is_heading(&open.name)) => {
                self.cut(self.open.len() - 1);
            }
            _ => {}
        }
    }

    /// A cell stands in a row, whether that is written or not.
    fn row(&mut self) {
        let mut around = self.open.iter().rev().take(FARTHEST);
        let holder = around.find(|open| matches!(&*open.name, "tr" | "table"));
        if holder.is_some_and(|open| &*open.name == "table") {
            let node = (self.path.len() <= DEEPEST && self.closed.is_none()).then(|| self.add("tr", Vec::new()));
            self.push(LocalName::from("tr"), node);
        }
    }

    fn end(&mut self, name: &LocalName) {
        if &**name == "br" {
            if self.closed.is_none() {
                self.add("br", Vec::new());
            }
            return;
        }
        if names::is_look(name) {
            self.close_look(name);
            return;
        }
        if self.names.get(name).is_none_or(|count| *count == 0) {
            return;
        }
        let is_part = names::is_table_part(name);
        let known = names::known(name).unwrap_or("");
        for (at, open) in self.open.iter().enumerate().rev().take(FARTHEST) {
            if !open.is_over && open.name == *name {
                self.cut(at);
                return;
            }
            // A cell holds what is opened in it, and a line does not end a block.
            let is_wall = !is_part && matches!(&*open.name, "td" | "th" | "caption" | "table");
            let is_below = !known.is_empty() && !names::is_block(known) && !names::is_closed(known);
            if is_wall || is_below && names::is_block(&open.name) {
                return;
            }
        }
    }

    /// Ends what only says how letters look. Blocks that were opened in it stay open.
    fn close_look(&mut self, name: &str) {
        if self.names.get(&LocalName::from(name)).is_none_or(|count| *count == 0) {
            return;
        }
        let mut found = None;
        let mut is_within = false;
        for (at, open) in self.open.iter().enumerate().rev().take(FARTHEST) {
            if !open.is_over && *open.name == *name {
                found = Some(at);
                break;
            }
            if matches!(&*open.name, "td" | "th" | "caption" | "table" | "object" | "button") {
                return;
            }
            is_within |= names::is_block(&open.name);
        }
        match found {
            Some(at) if is_within => self.open[at].is_over = true,
            Some(at) => self.cut(at),
            None => {}
        }
    }

    /// Ends the nearest element of these names that no wall stands before, with what is open in it; of the outermost there is one.
    fn close_nearest(&mut self, wanted: &[&str], walls: &[&str]) {
        if wanted.iter().all(|name| self.names.get(&LocalName::from(*name)).is_none_or(|count| *count == 0)) {
            return;
        }
        let mut found = None;
        for (at, open) in self.open.iter().enumerate().rev().take(FARTHEST) {
            if walls.contains(&&*open.name) {
                break;
            }
            if wanted.contains(&&*open.name) {
                found = Some(at);
            }
        }
        if let Some(at) = found {
            self.cut(at);
        }
    }

    /// Ends the item before a new one of the same list.
    fn close_item(&mut self, wanted: &[&str]) {
        for (at, open) in self.open.iter().enumerate().rev().take(FARTHEST) {
            if wanted.contains(&&*open.name) {
                self.cut(at);
                return;
            }
            if names::is_block(&open.name) && !matches!(&*open.name, "address" | "div" | "p") {
                return;
            }
        }
    }

    fn push(&mut self, name: LocalName, node: Option<Id>) {
        *self.names.entry(name.clone()).or_insert(0) += 1;
        self.path.extend(node);
        self.open.push(Open { name, node, is_over: false });
    }

    /// Ends all but the outermost elements.
    fn cut(&mut self, level: usize) {
        let end = self.tree.nodes.len();
        while self.open.len() > level {
            let Some(open) = self.open.pop() else { break };
            if let Some(count) = self.names.get_mut(&open.name) {
                *count -= 1;
            }
            if let Some(node) = open.node {
                self.tree.nodes[node].end = end;
                self.path.pop();
            }
        }
        if self.open.last().is_some_and(|open| open.is_over) {
            return self.cut(self.open.iter().rposition(|open| !open.is_over).map_or(0, |last| last + 1));
        }
        self.closed = self.closed.filter(|closed| *closed < level);
        self.foreign = self.foreign.filter(|foreign| *foreign < level);
    }

    /// The attributes of the elements that hold the page.
    fn root(&mut self, tag: &Tag) {
        let new = attributes(tag);
        if let Kind::Element { attributes, .. } = &mut self.tree.nodes[0].kind {
            attributes.extend(new);
        }
    }

    fn insert(&mut self, name: &'static str, tag: &Tag) -> Id {
        self.add(name, attributes(tag))
    }

    fn add(&mut self, name: &'static str, attributes: Vec<(Box<str>, Box<str>)>) -> Id {
        self.node(Kind::Element { name, attributes }, self.line)
    }

    fn node(&mut self, kind: Kind, line: usize) -> Id {
        let id = self.tree.nodes.len();
        let parent = self.path.last().copied().unwrap_or(0);
        self.tree.nodes.push(Node { line: self.before + line, end: id + 1, parent, is_hidden: false, kind });
        id
    }

    fn text(&mut self, text: &str) {
        if self.closed.is_some() || text.is_empty() {
            return;
        }
        let parent = self.path.last().copied().unwrap_or(0);
        let blank = text.len() - text.trim_start().len();
        let line = self.line + text[..blank].matches('\n').count();
        if let Some(Node { parent: own, kind: Kind::Text(last), line: begins, .. }) = self.tree.nodes.last_mut()
            && *own == parent
        {
            // A text begins in the line of its first word.
            if last.trim_start().is_empty() {
                *begins = self.before + line;
            }
            last.push_str(text);
            return;
        }
        self.node(Kind::Text(text.to_owned()), line);
    }
}

/// The attributes of a tag, the first of each name.
fn attributes(tag: &Tag) -> Vec<(Box<str>, Box<str>)> {
    tag.attrs.iter().map(|own| (Box::from(&*own.name.local), Box::from(&*own.value))).collect()
}

/// How the tokenizer goes on behind a tag.
fn raw(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        "plaintext" => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}

/// Whether a script is data about the page.
fn is_data(tree: &Tree, node: Id) -> bool {
    tree.attribute(node, "type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
}

/// Whether an element says that nobody is to see it.
fn is_hidden(tag: &Tag) -> bool {
    let value = |name: &str| tag.attrs.iter().find(|own| *own.name.local == *name).map(|own| &*own.value);
    let style: String = value("style").unwrap_or_default().to_ascii_lowercase().split_whitespace().collect();
    let is_styled = ["display:none", "visibility:hidden", "font-size:0;", "opacity:0;"];
    let classes = ["screen-reader-text", "sr-only", "visually-hidden"];
    value("hidden").is_some()
        || is_styled.iter().any(|own| format!("{style};").contains(own))
        || value("class").is_some_and(|own| own.split_ascii_whitespace().any(|class| classes.contains(&class)))
        || &*tag.name == "dialog" && value("open").is_none()
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::hypertext::tree::{Id, Tree};

    /// The shape of a tree: elements with what stands in them.
    fn shape(tree: &Tree, id: Id) -> String {
        let mut out = String::new();
        for child in tree.children(id) {
            match tree.text(child) {
                Some(text) => out.push_str(text),
                None => out.extend([tree.name(child), "(", &shape(tree, child), ")"]),
            }
        }
        out
    }

    fn check(html: &str, expected: &str) {
        assert_eq!(shape(&parse(html, 1), 0), expected, "{html}");
    }

    #[test]
    fn tags_that_are_left_out_are_known() {
        check("<p>a<p>b<ul><li>c<li>d</ul>e", "p(a)p(b)ul(li(c)li(d))e");
        check("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "dl(dt(a)dd(b)dt(c)dd(d))");
        check("<table><td>a<td>b<tr><td>c</table>d", "table(tr(td(a)td(b))tr(td(c)))d");
        check("<table><thead><tr><th>a<tbody><tr><td><p>b</div></table>", "table(thead(tr(th(a)))tbody(tr(td(p(b)))))");
        check("<h2>a<h3>b</h3>", "h2(a)h3(b)");
        check("<a href=x>a<a href=y>b</a>", "a(a)a(b)");
        check("<ul><li>a<ul><li>b</ul><li>c</ul>", "ul(li(aul(li(b)))li(c))");
        check("a<br/>b</br>c</p>d", "abr()bbr()cd");
    }

    #[test]
    fn ends_at_other_places_lose_nothing() {
        check("<b>a<p>b</b>c</p>d", "b(ap(bc))d");
        check("<div><span>a</div>b</span>c", "div(span(a))bc");
        check("<x-y>a<z>b</x-y>c</z>d", "abcd");
        check("<td>a</td><li>b", "td(a)li(b)");
    }

    #[test]
    fn what_is_no_text_is_none() {
        check("a<script>if (a < b) '<p>';</script>b<style>p{}</style>c", "ascript()bstyle()c");
        check("<p hidden>a<b>b</b></p>c<my-e style='display: none'>d</my-e>e<div class='x sr-only'>f</div>", "p()c()ediv()");
        check("<svg><title>a</title><style>b</style><path/></svg>c", "svg()c");
        check("<svg><g><p>a</p>b", "svg()p(a)b");
        check("<math><mi>x</mi><annotation encoding=t>y</annotation></math>z", "math(xannotation(y))z");
        check("<select><option>a<option>b</select>c<template><p>d</template>e", "select()ctemplate()e");
        check("<title>a<b></title><textarea><p>b</textarea>c", "title(a<b>)textarea()c");
    }

    #[test]
    fn nodes_know_their_lines() {
        let tree = parse("\n<p\nclass=x>\n\na\n<b>b</b>\r\n<i>c</i>", 10);
        let lines: Vec<_> = tree.within(0).map(|id| (tree.name(id), tree.text(id).unwrap_or("").trim(), tree.line(id))).collect();
        let of = |name: &str, text: &str| lines.iter().find(|line| line.0 == name && line.1 == text).map(|line| line.2);
        assert_eq!((of("p", ""), of("", "a"), of("b", ""), of("i", "")), (Some(11), Some(14), Some(15), Some(16)));
    }

    #[test]
    fn many_levels_cost_as_many_steps() {
        for tag in ["div", "b", "ul><li", "table><tr><td", "x", "svg", "b class=y><p"] {
            let html = format!("{}word{}", format!("<{tag}>").repeat(20_000), "</b></i></div></p>".repeat(20_000));
            let tree = parse(&html, 1);
            assert!(tree.nodes.len() < 200_000);
            assert_eq!(tree.letters(0), if tag == "svg" { "" } else { "word" }, "{tag}");
        }
    }
}
