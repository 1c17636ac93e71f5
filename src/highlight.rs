//! Code -> escaped HTML with classed spans. The only user of syntect.
//!
//! The classes are twelve short ones (`hl-k` … `hl-d`) instead of one per scope: a page of code grows by half, not
//! tenfold, and a theme can give each of them a colour. No span crosses the end of a line, so that pages can number
//! or mark lines. Arabic inside code stands in `<bdi>`: the block is left-to-right, its words are not (UAX #9).

use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::escape::html_text;

/// Lines longer than this are data, not code; parsing them takes seconds.
const LONGEST_LINE: usize = 4 * 1024;
/// Blocks longer than this are printed plain.
const LONGEST_BLOCK: usize = 200 * 1024;

/// Scope prefixes and their class, the more particular ones first: the first prefix that fits decides.
const RULES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
    ("markup.heading", "k"),
    ("markup.raw", "s"),
    ("markup.underline.link", "s"),
    ("constant.character", "s"),
    ("constant", "n"),
    ("punctuation.definition.inserted", "i"),
    ("punctuation.definition.deleted", "d"),
    ("punctuation.definition.string", "s"),
    ("punctuation.definition.comment", "c"),
    ("punctuation.definition.tag", "a"),
    ("punctuation.definition.variable", "v"),
    ("punctuation", "p"),
    ("meta.tag.sgml.doctype", "k"),
    ("string", "s"),
    ("keyword.operator.word", "k"),
    ("keyword.operator", "o"),
    ("keyword", "k"),
    ("storage.type.numeric", "n"),
    ("storage", "k"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("variable.function", "f"),
    ("entity.name.tag", "a"),
    ("entity.other.attribute-name", "a"),
    ("entity.name", "t"),
    ("entity.other.inherited-class", "t"),
    ("support.type.property-name", "a"),
    ("support.type", "t"),
    ("support.class", "t"),
    ("support.constant", "n"),
    ("variable.language", "k"),
    ("variable", "v"),
];

struct Grammar {
    syntaxes: SyntaxSet,
    rules: Vec<(Scope, &'static str)>,
}

/// Loaded once, when the first block of code is met.
fn grammar() -> &'static Grammar {
    static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
    GRAMMAR.get_or_init(|| Grammar {
        syntaxes: two_face::syntax::extra_newlines(),
        rules: RULES.iter().filter_map(|(prefix, class)| Some((Scope::new(prefix).ok()?, *class))).collect(),
    })
}

/// Whether code in the language can be highlighted. Names are those of fenced blocks: `rust`, `py`, `c++`, `sh`.
pub fn knows(language: &str) -> bool {
    syntax(language).is_some()
}

/// The inside of `<code>`: escaped, with spans where the language is known and the block is of a size that a person
/// would read.
pub fn html(language: Option<&str>, code: &str) -> String {
    let mut out = Html { text: String::with_capacity(code.len() + code.len() / 2), open: "", space: String::new() };
    match language.filter(|_| code.len() <= LONGEST_BLOCK).and_then(syntax) {
        Some(syntax) => highlight(grammar(), syntax, code, &mut out),
        None => code.split_inclusive('\n').for_each(|line| out.line(line)),
    }
    out.text
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let syntaxes = &grammar().syntaxes;
    let name = match language.to_ascii_lowercase().as_str() {
        "" | "text" | "txt" | "plain" | "plaintext" | "none" => return None,
        // Names in use that are neither a file extension nor the name of a grammar.
        "shell" | "console" | "shell-session" | "zsh" => "sh".to_owned(),
        "jsonc" | "json5" => "json".to_owned(),
        "golang" => "go".to_owned(),
        "jinja" | "jinja2" | "tera" => "j2".to_owned(),
        "docker" => "dockerfile".to_owned(),
        other => other.to_owned(),
    };
    // `find_syntax_by_token` tries extensions, then names, without regard to case.
    syntaxes.find_syntax_by_token(&name).filter(|s| s.name != "Plain Text")
}

fn highlight(grammar: &Grammar, syntax: &SyntaxReference, code: &str, out: &mut Html) {
    let mut parser = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    for line in LinesWithEndings::from(code) {
        if line.len() > LONGEST_LINE {
            out.line(line);
            continue;
        }
        // A grammar that fails at a line (a broken regular expression) leaves this line plain, not the block.
        let Ok(operations) = parser.parse_line(line, &grammar.syntaxes) else {
            out.line(line);
            continue;
        };
        let mut start = 0;
        for (at, operation) in operations {
            // Operations come in order; a grammar that steps back or into a letter is not followed there.
            if at > start && line.is_char_boundary(at) {
                out.piece(&line[start..at], class(grammar, &scopes));
                start = at;
            }
            // An unbalanced pop leaves the stack as it is: the next line starts from what the parser says.
            if scopes.apply(&operation).is_err() {
                break;
            }
        }
        out.piece(&line[start..], class(grammar, &scopes));
        out.close();
    }
}

/// The class of the innermost scope that has one.
fn class(grammar: &Grammar, scopes: &ScopeStack) -> &'static str {
    let of = |scope: &Scope| grammar.rules.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class);
    scopes.as_slice().iter().rev().find_map(of).unwrap_or_default()
}

/// Escaped text with at most one span open; neighbours of one class share a span.
struct Html {
    text: String,
    open: &'static str,
    /// White space that no span has claimed yet.
    space: String,
}

impl Html {
    /// A line without classes.
    fn line(&mut self, line: &str) {
        self.close();
        self.isolated(line);
    }

    /// Text of a class (`""` for none) within one line.
    fn piece(&mut self, piece: &str, class: &'static str) {
        let text = piece.trim_end_matches(['\n', ' ', '\t']);
        // White space has no colour: it neither opens a span nor ends one.
        if !text.is_empty() {
            if class != self.open {
                self.close();
                if !class.is_empty() {
                    self.text.push_str("<span class=\"hl-");
                    self.text.push_str(class);
                    self.text.push_str("\">");
                    self.open = class;
                }
            }
            self.text.push_str(&std::mem::take(&mut self.space));
            self.isolated(text);
        }
        self.space.push_str(&piece[text.len()..]);
    }

    /// Ends the span; the white space behind it stays outside.
    fn close(&mut self) {
        if !self.open.is_empty() {
            self.text.push_str("</span>");
            self.open = "";
        }
        self.text.push_str(&std::mem::take(&mut self.space));
    }

    /// Escapes, with right-to-left text isolated.
    fn isolated(&mut self, text: &str) {
        // Words in a comment or a string that begin right-to-left are a sentence: foreign words in it are part of
        // it. In code, Arabic is names and values, each of which keeps its own place.
        let prose = matches!(self.open, "c" | "s") && text.chars().find(|c| c.is_alphabetic()).is_some_and(is_rtl);
        let mut rest = text;
        while let Some(start) = rest.find(is_rtl) {
            self.text.push_str(&html_text(&rest[..start]));
            let run = &rest[start..];
            let run = if prose { run.trim_end() } else { words(run) };
            self.text.push_str("<bdi>");
            self.text.push_str(&html_text(run));
            self.text.push_str("</bdi>");
            rest = &rest[start + run.len()..];
        }
        self.text.push_str(&html_text(rest));
    }
}

/// The right-to-left words that `text` begins with, with what stands between them.
fn words(text: &str) -> &str {
    let joins = |c: char| c.is_numeric() || matches!(c, ' ' | '_' | '-' | '.' | '%' | '،' | '٪' | '٫' | '٬');
    let end = text.find(|c: char| !(is_rtl(c) || is_mark(c) || joins(c))).unwrap_or(text.len());
    text[..end].trim_end_matches(|c: char| !is_rtl(c) && !is_mark(c))
}

/// Letters of right-to-left scripts (bidi classes R and AL of UAX #9, by their blocks). Arabic digits and the signs
/// around them are not among them.
fn is_rtl(c: char) -> bool {
    let in_block = matches!(
        c,
        '\u{5be}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    );
    let weak =
        matches!(c, '\u{600}'..='\u{607}' | '\u{609}'..='\u{60c}' | '\u{60e}' | '\u{60f}' | '\u{66a}'..='\u{66c}' | '\u{6dd}');
    in_block && !weak && !c.is_numeric() && !is_mark(c)
}

/// Marks that stand on the letter before them, and joiners.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{591}'..='\u{5bd}'
            | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{6d6}'..='\u{6dc}'
            | '\u{6df}'..='\u{6e4}'
            | '\u{200c}'..='\u{200f}'
    )
}

#[cfg(test)]
mod tests {
    use super::{html, knows};

    /// `[k:fn]` stands for a span of class `hl-k`.
    #[track_caller]
    fn check(language: &str, code: &str, expect: &str) {
        let found = html(Some(language).filter(|l| !l.is_empty()), code);
        assert_eq!(text(&found), code, "nothing but tags is added");
        let short = found.replace("<span class=\"hl-", "[").replace("\">", ":").replace("</span>", "]");
        assert_eq!(short, expect);
    }

    fn text(html: &str) -> String {
        let mut text = String::new();
        for (i, part) in html.split('<').enumerate() {
            text.push_str(if i == 0 { part } else { part.split_once('>').expect("a tag").1 });
        }
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    }

    #[test]
    fn known_languages_have_classes() {
        check("rust", "fn main() {}\n", "[k:fn] [f:main][p:() {}]\n");
        check("py", "# x\nx = \"a\" + 1\n", "[c:# x]\nx [o:=] [s:\"a\"] [o:+] [n:1]\n");
        check("json", "{\"a\": [1, true]}", "[p:{][s:\"a\"][p:: [][n:1][p:,] [n:true][p:]}]");
        check("html", "<a href=\"x\">y</a>", "[a:&lt;a href][p:=][s:\"x\"][a:&gt;]y[a:&lt;/a&gt;]");
        check("diff", "-a\n+b\n", "[d:-a]\n[i:+b]\n");
        check("css", "a { color: red }", "[a:a] [p:{] [a:color][p::] [n:red] [p:}]");
        check("yaml", "a: b # c\n", "[a:a][p::] [s:b] [c:# c]\n");
        check("rust", "struct A<'a>(&'a str);", "[k:struct] [t:A][p:&lt;][k:'a][p:&gt;(][o:&amp;][k:'a str][p:);]");
    }

    #[test]
    fn unknown_languages_are_plain() {
        check("", "a < b && c\n", "a &lt; b &amp;&amp; c\n");
        check("klingon", "fn main()", "fn main()");
        check("text", "fn", "fn");
        check("rust", "", "");
    }

    #[test]
    fn arabic_in_code_is_isolated() {
        check("py", "# استخدم API هنا\n", "[c:# <bdi>استخدم API هنا</bdi>]\n");
        check("py", "# API هو الباب\n", "[c:# API <bdi>هو الباب</bdi>]\n");
        check("py", "x = \"مرحبا\"\n", "x [o:=] [s:\"<bdi>مرحبا</bdi>\"]\n");
        check("c", "/* سطر أول\n   سطر ثان */", "[c:/* <bdi>سطر أول</bdi>]\n[c:   <bdi>سطر ثان</bdi> */]");
        check("", "قيمة = 3, نص آخر.\n", "<bdi>قيمة</bdi> = 3, <bdi>نص آخر</bdi>.\n");
        check("", "مُحَمَّد (v2)", "<bdi>مُحَمَّد</bdi> (v2)");
        check("", "f(אב, ت)", "f(<bdi>אב</bdi>, <bdi>ت</bdi>)");
        check("", "٢٠٢٢ / 2022", "٢٠٢٢ / 2022");
    }

    #[test]
    fn spans_end_with_their_line() {
        let found = html(Some("c"), "/* one\n   two */\nint x;");
        assert!(found.lines().all(|line| line.matches("<span").count() == line.matches("</span>").count()), "{found}");
    }

    #[test]
    fn what_nobody_reads_is_plain() {
        let line = format!("let x = \"{}\";\nlet y = 1;\n", "a".repeat(5_000));
        let found = html(Some("rust"), &line);
        assert!(found.starts_with("let x") && found.contains("hl-k"), "the long line only");
        let block = "let y = 1;\n".repeat(20_000);
        assert_eq!(html(Some("rust"), &block), block);
    }

    #[test]
    fn names_of_fenced_blocks_are_known() {
        for name in [
            "rust",
            "RUST",
            "rs",
            "python",
            "py",
            "js",
            "ts",
            "toml",
            "yaml",
            "yml",
            "sh",
            "bash",
            "c++",
            "c#",
            "html",
            "sql",
            "r",
            "golang",
            "dockerfile",
            "csv",
            "ini",
            "makefile",
            "xml",
            "md",
            "json",
            "diff",
            "latex",
            "jinja2",
            "tera",
        ] {
            assert!(knows(name), "{name}");
        }
        assert!(!knows("klingon") && !knows("") && !knows("text"));
    }
}
