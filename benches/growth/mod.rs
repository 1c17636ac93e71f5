//! Patterns of content, each so many times in one project: what may stand a thousand times in a file, right or wrong.
//!
//! Each takes as long as it is many, which `count` and `benches/growth.py` hold. `counted write NAME TIMES FOLDER` writes a project of
//! one, for programs to be tried on; an unknown NAME prints all names. See BENCHMARKS.md.

pub mod count;
mod edit;
mod keystroke;

use std::fmt::Write as _;

/// A pattern: its name, what stands once in the English page, and files beside it.
pub struct Pattern {
    /// In messages.
    pub name: &'static str,
    make: fn(&mut Project, usize),
}

/// The files of one project.
#[derive(Default)]
pub struct Project {
    config: String,
    head: String,
    body: String,
    files: Vec<(String, String)>,
}

impl Project {
    /// Adds to a file beside the page.
    fn file(&mut self, path: &str, text: &str) {
        match self.files.iter_mut().find(|(known, _)| known == path) {
            Some((_, before)) => before.push_str(text),
            None => self.files.push((path.to_owned(), text.to_owned())),
        }
    }

    fn body(&mut self, text: &str) {
        self.body.push_str(text);
    }
}

const CONFIG: &str =
    "base_url: https://example.org/\ntitle: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية}, en: {name: English}}\n";
const DRAWING: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><title>x</title><path d=\"M0 0h9v9z\"/></svg>";

impl Pattern {
    /// The files of a project in which it stands so many times.
    pub fn files(&self, times: usize) -> Vec<(String, String)> {
        let mut project = Project::default();
        for n in 0..times {
            (self.make)(&mut project, n);
        }
        let Project { config, head, body, mut files } = project;
        files.push(("site.yaml".to_owned(), format!("{CONFIG}{config}")));
        files.push(("content/_index.en.md".to_owned(), "---\ntitle: Home\n---\n\nText.\n".to_owned()));
        files.push(("content/_index.ar.md".to_owned(), "---\ntitle: البداية\n---\n\nنص.\n".to_owned()));
        if !head.is_empty() || !body.is_empty() {
            files.push(("content/a/_index.en.md".to_owned(), format!("---\ntitle: A\n{head}---\n\n{body}")));
        }
        files
    }
}

/// A pattern whose cost is the square of its number, which the judge must refuse: the n-th time it is n times as long.
fn growth_of_the_square() -> Pattern {
    Pattern { name: "a square", make: |p, n| p.body(&format!("Text.{}\n\n", " Text.".repeat(n))) }
}

/// A made page in the other language, so that pairs are looked at.
fn pair(project: &mut Project, english: &str, arabic: &str) {
    project.body(english);
    if project.files.iter().all(|(path, _)| path != "content/a/_index.ar.md") {
        project.file("content/a/_index.ar.md", "---\ntitle: ألف\n---\n\n");
    }
    project.file("content/a/_index.ar.md", arabic);
}

/// All of them.
pub const PATTERNS: &[Pattern] = &[
    Pattern {
        name: "paragraphs",
        make: |p, n| pair(p, &format!("The price rose by {n} per cent.\n\n"), &format!("ارتفع السعر بنسبة {n} في المئة.\n\n")),
    },
    Pattern {
        name: "facts",
        make: |p, n| {
            p.file("content/a/facts.yaml", &format!("f{n}: {{value: {n}, source: s, what: {{ar: سعر {n}, en: price {n}}}}}\n"));
            if n == 0 {
                p.file("content/a/sources.yaml", "s: {title: {ar: عنوان, en: Title}, lang: ar}\n");
            }
            p.body(&format!("A [](fact:f{n}) b.\n\n"));
        },
    },
    Pattern {
        name: "people",
        make: |p, n| {
            p.file(
                "content/a/people.yaml",
                &format!("p{n}: {{name: {{ar: اسم {n}, en: Name {n}}}, role: {{ar: عمل, en: work}}}}\n"),
            );
            p.body(&format!("A [](person:p{n}) b.\n\n"));
        },
    },
    Pattern {
        name: "sources",
        make: |p, n| {
            p.file("content/a/sources.yaml", &format!("s{n}: {{title: {{ar: عنوان {n}, en: Title {n}}}, lang: ar}}\n"));
            p.body(&format!("A [](source:s{n}) b.\n\n"));
        },
    },
    Pattern {
        name: "claims",
        make: |p, n| {
            p.file("content/a/claims.yaml", &format!("c{n}: {{by: {{ar: قائل, en: someone}}, what: {{ar: قول {n}, en: saying {n}}}, status: unsupported, source: s}}\n"));
            if n == 0 {
                p.file("content/a/sources.yaml", "s: {title: {ar: عنوان, en: Title}, lang: ar}\n");
            }
            p.body(&format!("A [said](claim:c{n}) b.\n\n"));
        },
    },
    Pattern {
        name: "glossary",
        make: |p, n| {
            p.file("content/glossary.yaml", &format!("g{n}: {{ar: مصطلح{n}, en: term{n}}}\n"));
            p.body(&format!("A [](term:g{n}) b.\n\n"));
        },
    },
    Pattern {
        name: "unused entries",
        make: |p, n| {
            p.file("content/a/people.yaml", &format!("p{n}: {{name: {{ar: اسم {n}, en: Name {n}}}}}\n"));
            if n == 0 {
                p.body("Text.\n");
            }
        },
    },
    Pattern { name: "headings", make: |p, n| p.body(&format!("## Heading {n}\n\nText.\n\n")) },
    Pattern { name: "equal headings", make: |p, _| p.body("## Heading\n\nText.\n\n") },
    Pattern {
        name: "raw HTML",
        make: |p, n| {
            if n == 0 {
                p.config.push_str("raw_html: safe\n");
            }
            p.body(&format!("<div>\n\nText {n}.\n\n</div>\n\n"));
        },
    },
    Pattern { name: "inline HTML", make: |p, n| p.body(&format!("a<b>{n}</b><br>\n")) },
    Pattern { name: "code fences", make: |p, n| p.body(&format!("```rust\nlet x = {n};\n```\n\n")) },
    Pattern { name: "code spans", make: |p, n| p.body(&format!("a `x{n}` ")) },
    Pattern {
        name: "pictures",
        make: |p, n| {
            if n == 0 {
                p.file("content/a/x.svg", DRAWING);
            }
            p.body(&format!("![Drawing {n}](x.svg)\n\n"));
        },
    },
    Pattern { name: "missing pictures", make: |p, n| p.body(&format!("![Drawing {n}](x{n}.svg)\n\n")) },
    Pattern {
        name: "figures",
        make: |p, n| p.body(&format!("```key-figures\ntitle: T{n}\nfigures:\n- {{value: {n}, label: a}}\n```\n\n")),
    },
    Pattern { name: "wrong figures", make: |p, n| p.body(&format!("```chart\ntype: bra\ntitle: T{n}\n```\n\n")) },
    Pattern { name: "reference definitions", make: |p, n| p.body(&format!("[a{n}]\n\n[a{n}]: https://desk.example/{n}\n\n")) },
    Pattern { name: "notes", make: |p, n| p.body(&format!("A[^{n}]\n\n[^{n}]: Note.\n\n")) },
    Pattern { name: "notes without text", make: |p, n| p.body(&format!("A[^{n}]\n\n")) },
    Pattern { name: "links", make: |p, n| p.body(&format!("[a](https://desk.example/{n})\n\n")) },
    Pattern { name: "links to headings", make: |p, n| p.body(&format!("## H {n}\n\n[a](#h-{n})\n\n")) },
    Pattern { name: "broken links", make: |p, n| p.body(&format!("[a](b{n}.md) [b](#x{n})\n\n")) },
    Pattern { name: "bare addresses", make: |p, n| p.body(&format!("https://desk.example/{n} a{n}@desk.example\n\n")) },
    Pattern { name: "unknown entries", make: |p, n| p.body(&format!("A [](fact:f{n}).\n\n")) },
    Pattern {
        name: "wrong YAML",
        make: |p, n| {
            p.file(&format!("content/a{n}/facts.yaml"), "a: [b\n");
            p.file(&format!("content/a{n}/_index.en.md"), "---\ntitle: A\n---\n\nText.\n");
        },
    },
    Pattern {
        name: "wrong entries",
        make: |p, n| {
            p.file("content/a/facts.yaml", &format!("f{n}: {{valeu: {n}, source: s}}\n"));
            if n == 0 {
                p.body("Text.\n");
            }
        },
    },
    Pattern {
        name: "wrong fields",
        make: |p, n| {
            let _ = writeln!(p.head, "field{n}: x");
        },
    },
    Pattern {
        name: "wrong front matter",
        make: |p, n| p.file(&format!("content/a/p{n}.en.md"), "---\ntitle: [A\n---\n\nText.\n"),
    },
    Pattern {
        name: "pages",
        make: |p, n| p.file(&format!("content/a/p{n}.en.md"), &format!("---\ntitle: P {n}\n---\n\nText.\n")),
    },
    Pattern {
        name: "briefings",
        make: |p, n| p.file(&format!("content/b{n}/_index.en.md"), &format!("---\ntitle: P {n}\nbriefing: true\n---\n\nText.\n")),
    },
    Pattern {
        name: "pages of one title",
        make: |p, n| p.file(&format!("content/a/p{n}.en.md"), "---\ntitle: P\n---\n\nText.\n"),
    },
    Pattern {
        name: "tags",
        make: |p, n| {
            if n == 0 {
                p.head.push_str("tags:\n");
                p.body("Text.\n");
            }
            let _ = writeln!(p.head, "- tag {n}");
        },
    },
    Pattern {
        name: "aliases",
        make: |p, n| {
            if n == 0 {
                p.head.push_str("aliases:\n");
                p.body("Text.\n");
            }
            let _ = writeln!(p.head, "- /old/{n}/");
        },
    },
    Pattern {
        name: "authors",
        make: |p, n| {
            if n == 0 {
                p.head.push_str("authors:\n");
                p.body("Text.\n");
            }
            let _ = writeln!(p.head, "- Author {n}");
        },
    },
    Pattern {
        name: "table rows",
        make: |p, n| {
            if n == 0 {
                p.body("| a | b |\n|---|---|\n");
            }
            p.body(&format!("| {n} | b |\n"));
        },
    },
    Pattern {
        name: "table columns",
        make: |p, n| {
            if n == 0 {
                p.body("| a | b |\n|---|---|\n|");
            }
            p.body(&format!(" {n} |"));
        },
    },
    Pattern { name: "list items", make: |p, n| p.body(&format!("- item {n}\n")) },
    Pattern { name: "numbered items", make: |p, n| p.body(&format!("{}. item\n", n + 1)) },
    Pattern { name: "task items", make: |p, n| p.body(&format!("- [ ] item {n}\n")) },
    Pattern { name: "definitions", make: |p, n| p.body(&format!("Term {n}\n: Text.\n\n")) },
    Pattern { name: "quotes", make: |p, n| p.body(&format!("> Text {n}.\n\n")) },
    Pattern { name: "nested quotes", make: |p, _| p.body("> ") },
    Pattern { name: "emphasis", make: |p, n| p.body(&format!("*a{n}* **ب** ")) },
    Pattern { name: "words of two scripts", make: |p, n| p.body(&format!("word{n} كلمة ")) },
    Pattern { name: "amounts", make: |p, n| p.body(&format!("$5{n} and 7 million ")) },
    Pattern { name: "formulas", make: |p, n| p.body(&format!("$x_{{{n}}}$ ")) },
    Pattern { name: "marks of other tools", make: |p, n| p.body(&format!("{{{{< x{n} >}}}} ::: ==x==\n\n")) },
    Pattern { name: "hidden characters", make: |p, n| p.body(&format!("a\u{202e}{n}\u{200b}\n\n")) },
    Pattern { name: "one paragraph", make: |p, n| p.body(&format!("In {n} it rose. ")) },
    Pattern { name: "one word", make: |p, _| p.body("ك") },
    Pattern { name: "one letter's marks", make: |p, n| p.body(if n == 0 { "a" } else { "\u{301}" }) },
    Pattern { name: "breaks", make: |p, n| p.body(&format!("a{n}  \n")) },
    Pattern { name: "rules", make: |p, _| p.body("a\n\n***\n\n") },
    Pattern { name: "brackets", make: |p, _| p.body("[") },
    Pattern {
        name: "drafts",
        make: |p, n| p.file(&format!("content/a/p{n}.en.md"), "---\ntitle: P\ndraft: true\n---\n\n[a](../_index.md)\n"),
    },
    Pattern {
        name: "files beside",
        make: |p, n| {
            p.file(&format!("content/a/f{n}.txt"), "x");
            p.body(&format!("[a](f{n}.txt)\n\n"));
        },
    },
    Pattern {
        name: "data of a figure",
        make: |p, n| {
            if n == 0 {
                p.body("```table\ntitle: T\nsrc: t.csv\ncolumns: [{column: a, name: A}, {column: b, name: B}]\n```\n");
                p.file("content/a/t.csv", "a,b\n");
            }
            p.file("content/a/t.csv", &format!("x{n},{n}\n"));
        },
    },
];
