//! The lint: every rule of the table by its two examples, places to the letter, remarks that allow, mending, and the site of
//! this repository.

use std::fmt::Write as _;
use std::path::Path;

use crate::support::shared;
use crate::support::site::{AR_EN, checked, request, tree};
use bayan::diag::render::{Style, render};
use bayan::lint::external::addresses;
use bayan::lint::manual;
use bayan::lint::rules::{Example, Fix, RULES, Rule, find};
use bayan::picture::metadata::Keep;
use bayan::pipeline::{self, fix};
use bayan::source::{Content, SourceTree, walk};
use proptest::prelude::*;

const FA: &str =
    "-- site.yaml --\nbase_url: https://example.org/\ntitle: بیان\nlanguages: {fa: {name: فارسی, digits: arabext}}\n";

/// A site of one page in a language.
fn page(tag: &str, body: &str) -> String {
    match tag {
        "fa" => format!("{FA}-- content/a.md --\n---\ntitle: صفحه\n---\n\n{body}\n"),
        "ar" => format!("{AR_EN}-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n{body}\n"),
        tag => format!("{AR_EN}-- content/a.{tag}.md --\n---\ntitle: Page\n---\n\n{body}\n"),
    }
}

/// Sites that show one example of each rule, as few as there can be: bodies of one language are pages of one site. Each with
/// the codes shown on it and the files that show them.
pub fn sites(example: fn(&Rule) -> Example) -> Vec<(String, Vec<(&'static Rule, String)>)> {
    let (mut both, mut persian) = ((AR_EN.to_owned(), Vec::new()), (FA.to_owned(), Vec::new()));
    let mut sites = Vec::new();
    for rule in RULES {
        let (site, tag, body) = match example(rule) {
            Example::Arabic(body) => (&mut both, ".ar", body),
            Example::English(body) => (&mut both, ".en", body),
            Example::Persian(body) => (&mut persian, "", body),
            Example::Pair(arabic, english) => {
                for (tag, body) in [("ar", arabic), ("en", english)] {
                    let path = format!("content/{}.{tag}.md", rule.code);
                    let _ = write!(both.0, "-- {path} --\n---\ntitle: {}\n---\n\n{body}\n", rule.code);
                }
                both.1.push((rule, format!("content/{}.", rule.code)));
                continue;
            }
            // See `pictures_are_judged_by_their_bytes`.
            Example::Picture(..) => continue,
            Example::Site(files) if files.starts_with("-- site.yaml") => {
                sites.push((files.to_owned(), vec![(rule, String::new())]));
                continue;
            }
            Example::Site(files) => {
                sites.push((format!("{AR_EN}{files}"), vec![(rule, String::new())]));
                continue;
            }
        };
        let path = format!("content/{}{tag}.md", rule.code);
        let _ = write!(site.0, "-- {path} --\n---\ntitle: {}\n---\n\n{body}\n", rule.code);
        site.1.push((rule, path));
    }
    sites.extend([both, persian]);
    sites
}

fn has(found: &[String], rule: &Rule, file: &str) -> bool {
    found.iter().any(|line| line.starts_with(file) && line.split(' ').next_back() == Some(rule.code))
}

#[test]
fn every_rule_has_a_text_that_fires_and_one_that_does_not() {
    for (site, shown) in sites(|rule| rule.fires) {
        let found = checked(&site);
        for (rule, file) in shown {
            assert!(has(&found, rule, &file), "{} does not fire: {found:#?}", rule.code);
        }
    }
    for (site, shown) in sites(|rule| rule.silent) {
        let found = checked(&site);
        assert!(found.is_empty(), "{}: {found:#?}", shown[0].0.code);
    }
}

#[test]
fn pictures_are_judged_by_their_bytes() {
    let site = |bytes: &[u8]| {
        let text = format!("{AR_EN}-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n![صورة](p.webp)\n");
        let files = tree(&text);
        let picture = ("content/p.webp".to_owned(), Content::Binary(bytes.into()));
        SourceTree::new(files.files().iter().map(|f| (f.path.clone(), f.content.clone())).chain([picture]))
    };
    let codes = |tree: &SourceTree| -> Vec<&str> { shared::check(tree, &request()).iter().map(|d| d.code).collect() };
    let mut shown = 0;
    for rule in RULES {
        let (Example::Picture(fires, _), Example::Picture(silent, _)) = (rule.fires, rule.silent) else { continue };
        let tree = site(fires);
        assert_eq!(codes(&tree), [rule.code]);
        assert!(codes(&site(silent)).is_empty());
        let held = pipeline::pictures::holding(&tree, Keep::default());
        assert_eq!(held.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["content/p.webp"]);
        let mended = pipeline::pictures::stripped(fires, Keep::default()).expect("something to remove");
        assert!(codes(&site(&mended)).is_empty(), "{} is not mended", rule.code);
        shown += 1;
    }
    assert_eq!(shown, 2);
}

#[test]
fn what_is_certain_is_mended() {
    for (site, shown) in sites(|rule| rule.fires) {
        let tree = tree(&site);
        let mended = fix::mend(&tree, &request());
        let after = render(shared::check(&written(&tree, &mended), &request()), &tree, Style::Short);
        for (rule, file) in shown {
            let is_mended = mended.iter().any(|m| m.path == file);
            let is_left = after.lines().any(|l| l.starts_with(&file) && l.contains(&format!("[{}]", rule.code)));
            match rule.fix {
                Fix::Certain => assert!(is_mended && !is_left, "{}: {after}", rule.code),
                // What a rule leaves to an editor, `texts_are_mended` shows.
                Fix::Sometimes => {}
                Fix::Never => assert!(!is_mended, "{}", rule.code),
            }
        }
    }
}

#[test]
fn the_manual_page_is_made_from_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/lints.md");
    #[expect(clippy::disallowed_methods, reason = "tests read files of their own")]
    let page = std::fs::read_to_string(path).unwrap_or_default();
    assert!(page == manual::page(), "docs/lints.md is stale: cargo run -- lints > docs/lints.md");
    assert!(RULES.iter().all(|rule| find(rule.code).is_some_and(|found| std::ptr::eq(found, rule))), "a code stands twice");
}

fn written(tree: &SourceTree, mended: &[fix::Mended]) -> SourceTree {
    let texts = mended.iter().filter_map(|m| tree.get(&m.path).map(|f| (f.id, m.after.clone()))).collect();
    tree.with_texts(&texts)
}

/// A site that Arabic and English make of bodies, and what is found in it.
#[track_caller]
fn check(tag: &str, body: &str, expect: &[&str]) {
    let found = checked(&page(tag, body));
    let file = if tag == "fa" { "content/a.md:".to_owned() } else { format!("content/a.{tag}.md:") };
    let found: Vec<String> = found.iter().map(|line| line.replace(&file, "")).collect();
    assert_eq!(found, expect, "{body}");
}

#[test]
fn findings_stand_at_the_letter() {
    check("ar", "قال **نعم**, ثم\nغادر ؟", &["5:12 latin-punctuation", "6:5 space-before-punctuation"]);
    check("ar", "> - قال، و نعم\n> - لا،نعم", &["5:10 split-waw", "6:7 missing-space-after"]);
    check("ar", "| أ |\n|---|\n| ب , ج |", &["7:5 latin-punctuation"]);
    check("ar", "نص[^1].\n\n[^1]: قال \"نعم\".", &["7:11 foreign-quotes"]);
    check("en", "One [two  three](https://example.org/a,,b).", &["5:9 double-space"]);
    check("fa", "كتاب ۱۲ و 34", &["5:1 arabic-letters", "5:11 mixed-digits"]);
}

#[test]
fn what_is_no_prose_is_left_alone() {
    check("ar", "`نص , نص  نص` و`x` ثم $a , b$.\n\n```\nنص ,  نص\n```\n\nhttps://example.org/a,b?c=د;", &[]);
    check("ar", "اللغة في (Rust, C++; Go?) سهلة.", &[]);
    check("ar", "نسبة 1,234.5 و3.5% في 2026-11-22 ٪.", &[]);
    check("en", "The word كتاب, with a comma; is it “so”? She said \"yes\".", &[]);
    check("fa", "کتاب و دفتر «خوب»", &[]);
    check("ar", "An English sentence that names كتاب, for example; so?", &[]);
    check("ar", "الأسعار في \"GDP\" نحو 5\" نص", &["5:12 foreign-quotes"]);
    check("en", "2 * 3 * 4 and a *b* c", &[]);
}

#[test]
fn marks_of_other_programs_stand_at_their_place() {
    let body = "{{< figure src=\"a.jpg\" >}}\n\n{% include x.html %}\n\n:::note\nنص\n:::\n\n!!! note\n    نص\n\n[TOC]\n\nنص ==مهم== و[[صفحة]] ^[حاشية].";
    let at = ["5:1", "7:1", "9:1", "13:1", "16:1", "18:4", "18:13", "18:22"];
    check("ar", body, &at.map(|at| format!("{at} foreign-markup")).iter().map(String::as_str).collect::<Vec<_>>());
    check(
        "en",
        "import A from './a'\n\nText {: .note}\n\n??? tip \"T\"\n\n> [[toc]]",
        &["5:1 foreign-markup", "7:6 foreign-markup", "9:1 foreign-markup", "11:3 foreign-markup"],
    );
    check("ar", "`{{ x }}` و`==x==`\n\n```\n[TOC]\n!!! note\n```\n\n\\[TOC] و\\==x== <!--مزيد-->", &[]);
    check("ar", "السعر {5} [6] (7$) و[[1]] !!! حقًا؟؟؟ نعم!!!", &[]);
    check("en", "import duties from Europe\n\nexport of oil = money\n\nA [sic] {b} == c, 5% {d: e}.", &[]);
}

#[test]
fn marks_of_other_programs_have_neighbours() {
    check(
        "en",
        "##Heading\n\n[!INFO] Title\n\n![A map](m.svg){width=50%} and [so]{.lead}\n\n{{< video\nid=\"x\" >}}\n\n\\newpage",
        &[
            "9:1 broken-link",
            "5:1 foreign-markup",
            "7:1 foreign-markup",
            "9:16 foreign-markup",
            "9:36 foreign-markup",
            "11:1 foreign-markup",
            "14:1 foreign-markup",
        ],
    );
    check(
        "ar",
        "قال {++نعم++} و{--لا--}\\footnote{حاشية} [@smith2004] :smile: [b]مهم[/b]\n\n== عنوان ==\n\n=== \"Tab\"",
        &[
            "5:5 foreign-markup",
            "5:16 foreign-markup",
            "5:24 foreign-markup",
            "5:41 foreign-markup",
            "5:54 foreign-markup",
            "5:68 foreign-markup",
            "7:1 foreign-markup",
            "9:1 foreign-markup",
        ],
    );
}

#[test]
fn marks_of_more_programs_stand_at_their_place() {
    for mark in [
        "2^10^",
        "10^-6^",
        "م^٢^",
        "H~2~O",
        "++new++ words",
        "^^new^^ words",
        "||secret||",
        "==x==",
        "![[plan.png]]",
        "{# remark #}",
        "%% remark %%",
        "{::comment}",
        "/// note",
        "*[HTML]: Hyper Text",
        "h2. Title",
        ".. |x| image:: a.png",
        "image::a.png[A map]",
        "::youtube{id}",
        "|===",
        "{quote}",
        ":::",
        "{target=_blank}",
    ] {
        let found: Vec<String> = checked(&page("en", mark)).into_iter().filter(|line| line.ends_with("foreign-markup")).collect();
        assert_eq!(found.len(), 1, "{mark}: {found:?}");
        // As code it is nobody's mark.
        assert_eq!(checked(&page("en", &format!("`{mark}`\n\n```text\n{mark}\n```"))), [""; 0], "{mark}");
    }
    check("en", "C++ and C++, i++ and j++. ^_^ (^^) x^2 + y^2, 2^3^4, ~10 ~ 20, 10~20~30, a || b || c, P(A||B), |x|.", &[]);
    check("en", "The sum $2^{10}$ and `H~2~O` at 5^, \\^a^ so ::: and :: then; std::vec [x].", &[]);
}

#[test]
fn containers_that_open_nothing_are_told() {
    check("en", "Text.\n\n:::\n\nMore.", &["7:1 foreign-markup"]);
    check("en", ":::note\n\nText.\n\n:::\n\n:::", &["5:1 foreign-markup", "11:1 foreign-markup"]);
    check("en", "```\n:::\n```\n\nSo ::: it is.", &[]);
}

#[test]
fn the_end_of_a_summary_is_told_where_there_is_none() {
    check("en", "Text.\n\n<!-- more -->\n\nMore.", &["7:1 foreign-markup"]);
    check("ar", "نص.\n\n<!--truncate-->\n\nنص.", &["7:1 foreign-markup"]);
    check("en", "Text.\n\n<!-- more of this -->\n\n```html\n<!-- more -->\n```", &[]);
    let with = page("en", "Text.\n\n<!-- more -->\n\nMore.").replacen("---\n\n", "summary: S\n---\n\n", 1);
    assert!(with.contains("summary: S") && checked(&with).is_empty(), "{:?}", checked(&with));
}

/// Ordinary texts of four languages, with what looks like marks of programs and lists.
#[test]
fn ordinary_texts_have_no_marks_of_programs() {
    check(
        "ar",
        "قال: نعم: لا، ثم 12:30:45 و{حاشية} [كذا] (7) ^ 5 = 5.\n\n– قال نعم.\n\n– قالت لا.\n\nأ. محمد مدير الشركة.\n\n\
         حقًا!!! كيف؟؟؟ ثم #وسم و#وسم_آخر.\n\n• • •\n\nبلغ السعر 2.19 دولار.\n\n[[1]] و[2]، و== ليست شيئًا.",
        &[],
    );
    check("ar", "بلغ السعر ٢.١٩ دولار و١.٩٥ يورو عام ٢٠١٩.", &[]);
    check(
        "en",
        "She said: no: never. At 12:30:45 the ratio a:b:c was 5 {sic} == c. See [ibid.] and [1].\n\n– No.\n\n– Yes.\n\n\
         A. Smith wrote it.\n\nB. Jones read it.\n\nThe price rose 5%, then 10%. It's 'so' ''fine''. C:\\new {a, b}.\n\n\
         #hashtag and #another; note: import duties from \"Europe\" rose.\n\nexport of oil = money; @someone [@someone]",
        &[],
    );
    check("fa", "او گفت: بله: نه. قیمت ۲٫۱۹ دلار بود {نگاه کنید} [۱].\n\n– بله.\n\n– نه.\n\n#برچسب و ۱۲:۳۰:۴۵.", &[]);
    check(
        "en",
        "– Bonjour : ça va ?\n\n– Oui, merci : à demain !\n\nVoir « l’annexe A » : 5 % des voix ; a) premier cas.\n\nM. Dupont : « non ».",
        &[],
    );
}

#[test]
fn pages_that_nothing_leads_to_are_told() {
    let head = "-- site.yaml --\nbase_url: https://example.org/\ntitle: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية}, en: {name: English}}\nmenu: [news]\n";
    let page = |path: &str, more: &str, body: &str| format!("-- content/{path} --\n---\ntitle: T\n{more}---\n\n{body}\n");
    let news = page("news/_index.en.md", "", "Text.");
    let told = |files: &[String]| checked(&[&[head.to_owned(), news.clone()], files].concat().concat());
    // A date, a link, a tag, a translation and the menu lead to a page; what says that it is alone is left alone.
    let ways = [
        page("dated.en.md", "date: 2022-01-06\n", "See [the rest](linked.md#here)."),
        page("linked.en.md", "", "## Here {#here}\n\nText."),
        page("linked.ar.md", "", "## هنا {#here}\n\nنص."),
        page("tagged.en.md", "tags: [oil]\n", "Text."),
        page("alone.en.md", "noindex: true\n", "Text."),
        page("news/a.en.md", "", "Text."),
    ];
    assert_eq!(told(&ways), [""; 0]);
    // Pages that only know each other are two; a section is told for what stands below it.
    let lost = [page("a.en.md", "", "See [b](b.md)."), page("b.en.md", "", "See [a](a.md).")];
    assert_eq!(told(&lost), ["content/a.en.md:2:8 orphan-page", "content/b.en.md:2:8 orphan-page"]);
    let section = [page("s/_index.en.md", "", "Text."), page("s/a.en.md", "", "Text."), page("s/a.ar.md", "", "نص.")];
    assert_eq!(told(&section), ["content/s/_index.en.md:2:8 orphan-page", "content/s/a.ar.md:2:8 missing-index"]);
    // One finding for a page in all its languages; none while something could not be read.
    let pair = [page("a.en.md", "", "Text."), page("a.ar.md", "", "نص.")];
    assert_eq!(told(&pair).len(), 1);
    let broken = [page("a.en.md", "", "Text."), "-- content/b.en.md --\nno head\n".to_owned()];
    assert!(told(&broken).iter().all(|line| !line.contains("orphan-page")), "{:?}", told(&broken));
}

#[test]
fn a_section_that_is_kept_back_is_there() {
    let site = format!(
        "{AR_EN}-- content/n/_index.en.md --\n---\ntitle: N\n---\n\nText.\n-- content/n/_index.ar.md --\n---\ntitle: ن\ndraft: true\n---\n\nنص.\n\
         -- content/n/a.en.md --\n---\ntitle: A\n---\n\nText.\n"
    );
    assert_eq!(checked(&site), [""; 0]);
}

#[test]
fn lists_of_word_processors_are_told_once() {
    check("ar", "• أول\n• ثانٍ", &["5:1 typed-list"]);
    check("ar", "نص:\n– أول\n– ثانٍ\n– ثالث", &["6:1 typed-list"]);
    check("ar", "أ. أول\n\nب. ثانٍ", &["5:1 typed-list"]);
    check("en", "(a) one\n(b) two\n\nText.\n\n• three", &["5:1 typed-list", "10:1 typed-list"]);
    check("en", "– No.\n\n– Yes.\n\nA. Smith\nB. Jones\n\n(1) alone", &[]);
    // Lists without a blank, with a dash apart, with numbers in circles, and with marks of presentations.
    for list in ["-أول\n-ثانٍ", "(أ)أول\n(ب)ثانٍ", "١.أول\n٢.ثانٍ", "١ - أول\n٢ - ثانٍ", "1ـ أول\n2ـ ثانٍ", "①أول\n②ثانٍ"]
    {
        check("ar", list, &["5:1 typed-list"]);
    }
    for list in ["⦁ one\n⦁ two", "🔹 one\n🔹 two", "➢ one", "I. one\nII. two", "٭ one\n٭ two", "✅ one\n✅ two"] {
        check("en", list, &["5:1 typed-list"]);
    }
    check("en", "-5 and\n-6\n\nI. Smith\n\n1.5 and\n2.5\n\n① alone\n\n-ing and so\non", &[]);
}

#[test]
fn markup_for_want_of_a_sign_is_told() {
    check(
        "ar",
        "انظر [التقرير] (https://example.org/a) و(https://example.org)[كلمات].",
        &["5:6 broken-markup", "5:41 broken-markup"],
    );
    check("ar", "رابط [إلى](https://example.org/a b) و[آخر](https://example.org", &["5:6 broken-markup", "5:38 broken-markup"]);
    check("fa", "متن[^یادداشت یک] دیگر", &["5:4 broken-markup"]);
    check("ar", "> | أ | ب |\n> | ج |", &["5:3 broken-markup"]);
    check("en", "- Text.\n\n  a | b\n  --- | ---\n  1 | 2\n", &[]);
    check("en", "a | b\n--- | --- | ---\n1 | 2\n", &["6:1 broken-markup"]);
    check("en", "Code `[a] (https://example.org)`, \\[a] (https://example.org), `[^a b]`.\n\n```\n| a |\n| b |\n```", &[]);
    check("en", "As [he] (the minister) said, [1] (https://example.org), f(x)[i], a[^1].\n\n[^1]: Note.", &[]);
    // Blocks of code end with their own marks, however they are quoted.
    check("en", "> ```\n> a\n> ```\n\n- ~~~~\n  ~~~\n  ~~~~\n\n``` text\nb\n`````\n", &[]);
    check("en", "Text.\n\n~~~ text\n\n## Lost\n\n```\n", &["7:1 broken-markup"]);
}

#[test]
fn numbers_of_lists_are_those_that_are_printed() {
    check("ar", "1979. ثورة\n1991. غزو\n2003. غزو", &["6:1 renumbered-list"]);
    check("en", "10. ten\n9. nine", &["6:1 renumbered-list"]);
    check("en", "1. one\n   1. in\n   3. in\n2. two\n\n> 5) five\n> 5) five\n> 5) five", &["7:4 renumbered-list"]);
    check("en", "1. one\n\nText.\n\n2. two\n3. three\n\n- a\n- b", &[]);
}

#[test]
fn texts_of_the_head_are_plain() {
    let head = |head: &str| {
        let found = checked(&format!("{AR_EN}-- content/a.en.md --\n---\n{head}\n---\n\nText.\n"));
        found.into_iter().map(|line| line.replace("content/a.en.md:", "")).collect::<Vec<_>>()
    };
    assert_eq!(head("title: The *Times* and <i>others</i>"), ["2:12 markup-in-text", "2:24 markup-in-text"]);
    assert_eq!(
        head("title: T\nsummary: \"[Report](a.md) &amp; `code`\""),
        ["3:11 markup-in-text", "3:26 markup-in-text", "3:32 markup-in-text"]
    );
    assert_eq!(head("title: T\nkey_figures:\n  - {value: 10<sup>6</sup>, label: barrels}"), ["4:13 markup-in-text"]);
    assert_eq!(head("title: M*A*S*H & Q&A, C++ [sic] 5 * 3"), [""; 0]);
}

#[test]
fn texts_of_figures_and_ledgers_are_plain() {
    let figure = "```chart\ntype: bar\ntitle: Price of **gas**\ndata:\n  - {label: \"<b>before</b>\", value: 60}\n  - {label: after, value: 120}\n```";
    check("en", figure, &["7:8 markup-in-text", "9:13 markup-in-text"]);
    check("en", &format!("> {}", figure.replace('\n', "\n> ")), &["7:10 markup-in-text", "9:15 markup-in-text"]);
    check(
        "en",
        "```table\ncolumns: [{column: a, name: M*A*S*H}]\nrows: [[5 * 3 * 2], [\"https://a.org/_x_/\"], [C++ & C#]]\n```",
        &[],
    );
    let ledger = format!(
        "{AR_EN}-- content/k/_index.en.md --\n---\ntitle: T\nbriefing: true\n---\n\n[](fact:price)\n-- content/k/facts.yaml --\nprice:\n  value: 120\n  what: {{ar: سعر, en: Price of *gas*}}\n  source: s\n-- content/k/sources.yaml --\ns: {{title: {{ar: ت, en: T}}, url: \"https://a.org/_x_/\"}}\n"
    );
    assert_eq!(checked(&ledger), ["content/k/facts.yaml:3:23 markup-in-text"]);
}

#[test]
fn markup_in_cells_and_in_blocks_of_a_theme_is_told() {
    let table = "```table\nsrc: d.csv\ncolumns: [{column: name, name: الاسم}, {column: value, name: القيمة}]\n```\n";
    let data =
        "-- content/d.csv --\nname.ar,name.en,value,other\nنص **مهم**,The *point*,5<sup>2</sup>,**x**\n\"a, &amp; b\",b,2,x\n";
    let site = format!("{AR_EN}-- content/a.ar.md --\n---\ntitle: A\n---\n\n{table}{data}");
    let told = ["content/d.csv:2:1 markup-in-text", "content/d.csv:2:24 markup-in-text", "content/d.csv:3:1 markup-in-text"];
    // The columns that the figure shows on this page, and no others.
    assert_eq!(checked(&site), told);
    let theme = "-- themes/mine/theme.yaml --\nname: mine\nstyles: []\nscripts: []\nblocks:\n  box: {words: text, more: texts?}\n\
                 -- themes/mine/templates/blocks/box.html --\n<p>{{ words_html | safe }}</p>\n";
    let page = "-- content/a.ar.md --\n---\ntitle: A\n---\n\n```box\nwords: The **point**\nmore: [plain, a <b>word</b>]\n```\n";
    let site = format!("{AR_EN}theme: mine\n{theme}{page}");
    assert_eq!(checked(&site), ["content/a.ar.md:6:8 markup-in-text", "content/a.ar.md:7:15 markup-in-text"]);
}

#[test]
fn emphasis_that_nothing_closes_is_told_in_every_language() {
    check(
        "en",
        "A **bold text.\n\nA bold** text.\n\nA ~~gone text.",
        &["5:3 literal-emphasis", "7:7 literal-emphasis", "9:3 literal-emphasis"],
    );
    check("en", "**Name:**John and **Name:**Jane", &["5:1 literal-emphasis", "5:19 literal-emphasis"]);
    check("en", "2**3 and a ** b, prices* and *terms, `**x`, \\*\\*x, a~b, **bold** and ~~gone~~.", &[]);
}

#[test]
fn a_stop_is_a_zero_in_years_only() {
    check("ar", "في عام ٢.١٩ و٢..٩ حتى ٣/٤/٢.٢٠", &["5:8 typed-zero", "5:14 typed-zero", "5:27 typed-zero"]);
    check("ar", "السعر ٢.١٩ دولار، و٢.١٩٪. كان في عام ٢٠١٩. ثم ٢٠٢٠...", &[]);
    check("ar", "بين ٢٠١٨–٢.١٩", &["5:10 typed-zero"]);
    check("en", "In 2.19 and 2..9.", &[]);
    // A stop that a percent sign, a comma or a year follows at once ends nothing.
    check("ar", "نحو ٣.٪ في ٢٠٢.، ثم ٢٠٢.–٢٠٢٢", &["5:5 typed-zero", "5:12 typed-zero", "5:21 typed-zero"]);
    check("ar", "بحلول ٢.٣٠ وفي عام ١٤.٥", &["5:7 typed-zero", "5:20 typed-zero"]);
    check("fa", "سال ۱۴.۳ و سال ۲.۲۴", &["5:5 typed-zero", "5:16 typed-zero"]);
    check("ar", "بين ٢.١٩–٢.٢١ و١٤.٥٪ ونحو ٢.٥ و٦.٠٠٠ شخص، قال ٣.. ثم ٢٠٢٠.", &[]);
}

#[test]
fn one_phrase_is_one_finding() {
    check("ar", "ﻛﺘﺎﺏ ﺟﺪﻳﺪ، ﻛﺘﺎﺏ ثم ﻛﺘﺎﺏ", &["5:1 presentation-forms", "5:20 presentation-forms"]);
    check_mend("ar", "ﻛﺘﺎﺏ **ﺟﺪﻳﺪ** ثم", "كتاب **جديد** ثم");
    // A vowel before its shadda or after it is the same word.
    check("ar", "كلّ\u{64e} ومدّ\u{650} ومد\u{64e}\u{651}", &[]);
    check("ar", "| أ |\n|---|\n| ب | ج |\n| د |", &["7:1 surplus-cells"]);
}

#[test]
fn heads_are_read_too() {
    let site = format!(
        "{AR_EN}-- content/a.ar.md --\n---\ntitle: \"قال, نعم\"\nsummary: >-\n  أول\n  ثانٍ,ثالث\n# bayan: allow tatweel an old title\nsubtitle: كـتاب\n---\n\nنص.\n"
    );
    assert_eq!(checked(&site), ["content/a.ar.md:2:12 latin-punctuation", "content/a.ar.md:5:7 latin-punctuation"]);
}

#[test]
fn remarks_allow_one_block() {
    let allow = "<!-- bayan: allow latin-punctuation as it was printed -->";
    check("ar", &format!("{allow}\nنص, نص\n\nنص, نص"), &["8:3 latin-punctuation"]);
    check("ar", &format!("{allow}\n\n> نص, نص\n>\n> نص, نص"), &[]);
    check("ar", &format!("- أ\n\n  {allow}\n\n  نص, نص\n- ب، ب"), &[]);
    check("ar", "<!-- bayan: allow all قصيدة -->\n\n> نص, نـص\n> نص  نص", &[]);
    check(
        "ar",
        "<!-- bayan: allow nothing why -->\n\nنص\n\n<!-- bayan: allow -->\n\n<!-- TODO -->",
        &["5:1 bad-allow", "9:1 bad-allow"],
    );
    check("en", "<!-- bayan: allow heading-level-skipped a form -->\n\n#### A", &[]);
    check("en", "<!-- bayan: allow double-space a poem -->", &["5:1 bad-allow"]);
}

#[test]
fn remarks_are_not_published() {
    let trusted = page("en", "<!-- bayan: allow double-space a form -->\n\nOne  two.\n\n<!-- kept -->")
        .replace("languages:", "raw_html: trusted\nlanguages:");
    assert!(checked(&trusted).is_empty());
    let site = shared::read(&tree(&trusted), &request()).value.expect("a configuration").site;
    let blocks: Vec<usize> = site.pages.iter().filter_map(|p| p.document.as_ref()).map(|d| d.blocks.len()).collect();
    assert_eq!(blocks, [2]);
}

#[test]
fn quoted_words_are_not_judged() {
    let glossary =
        "-- content/glossary.yaml --\nkz: {ar: كازاخستان, en: Kazakhstan, forbidden: {ar: [كازخستان], en: [Kazakstan]}}\n";
    let site = |ar: &str, en: &str| {
        format!(
            "{AR_EN}{glossary}-- content/a.ar.md --\n---\ntitle: أ\n---\n{ar}\n-- content/a.en.md --\n---\ntitle: A\n---\n{en}\n"
        )
    };
    assert_eq!(
        checked(&site("لكازخستان وكازخستانَ", "Kazakstan’s oil")),
        [
            "content/a.ar.md:4:1 forbidden-spelling",
            "content/a.ar.md:4:11 forbidden-spelling",
            "content/a.en.md:4:1 forbidden-spelling"
        ]
    );
    assert!(checked(&site("كتب «كازخستان».\n\n> كازخستان", "It said “Kazakstan”.\n\n> Kazakstan")).is_empty());
}

#[test]
fn references_count_as_the_preferred_spelling() {
    let files = "-- content/k/places.yaml --\nalmaty: {name: {ar: ألماتي, en: Almaty}, variants: {ar: [ألما آتا]}}\n-- content/k/_index.ar.md --\n---\ntitle: إحاطة\nbriefing: true\n---\n\nفي [](place:almaty).\n\n";
    assert_eq!(checked(&format!("{AR_EN}{files}وألما آتا مدينة.\n")), ["content/k/_index.ar.md:8:1 two-spellings"]);
    assert_eq!(checked(&format!("{AR_EN}{files}والماتي مدينة.\n")), ["content/k/_index.ar.md:8:1 two-spellings"]);
    assert!(checked(&format!("{AR_EN}{files}وألماتي مدينة كتبت «ألما آتا».\n")).is_empty());
}

/// A name is sought by its rarest word, and found where it begins, also at the edges of a line.
#[test]
fn names_are_found_by_any_of_their_words() {
    let glossary =
        "-- content/glossary.yaml --\nu: {ar: الاتحاد, en: Union, forbidden: {en: [Union of the Free States, States Union]}}\n";
    let page = "-- content/a.en.md --\n---\ntitle: A\n---\n\nUnion, union and Union of the Union of the Free States.\n\nFree States Union\n\nStates\n";
    let found = ["content/a.en.md:5:31 forbidden-spelling", "content/a.en.md:7:6 forbidden-spelling"];
    assert_eq!(checked(&format!("{AR_EN}{glossary}{page}")), found);
}

#[track_caller]
fn check_mend(tag: &str, body: &str, expect: &str) {
    let tree = tree(&page(tag, body));
    let mended = fix::mend(&tree, &request());
    let after = mended.first().map_or_else(|| page(tag, body), |m| m.after.clone());
    assert_eq!(after.split("---\n\n").last().unwrap_or_default().trim_end(), expect);
}

#[test]
fn texts_are_mended() {
    check_mend("ar", "قال \"نعم\" ,ثم غادر؟لا", "قال «نعم»، ثم غادر؟ لا");
    check_mend("ar", "كـــتاب  و دفتر ؛ ﻛﺘﺎب", "كتاب ودفتر؛ كتاب");
    check_mend("ar", "**قال،**ثم و **غادر**", "**قال،**ثم و **غادر**");
    check_mend("ar", "١. أول\n٢. ثانٍ", "1. أول\n2. ثانٍ");
    check_mend("ar", "نص\n٢. ثانٍ", "نص\n٢. ثانٍ");
    // Nobody said which digits these languages are printed with.
    check_mend("ar", "قُتل 12 وجُرح ٣٤ وبقي ١٬٢٣٤", "قُتل 12 وجُرح ٣٤ وبقي ١٬٢٣٤");
    check_mend("ar", "<!-- bayan: allow all قصيدة -->\n\n> نص, نـص", "<!-- bayan: allow all قصيدة -->\n\n> نص, نـص");
    check_mend("fa", "كتاب اين است ،بله", "کتاب این است، بله");
    check_mend("fa", "السلام عليكم", "السلام عليكم");
    check_mend("ar", "قال, GDP نما, ثم", "قال, GDP نما، ثم");
    check_mend("ar", "**قال** ، `x`  [نعم](https://x.org) ،", "**قال**، `x` [نعم](https://x.org)،");
    check_mend("en", "cafe\u{301}  &amp;  x", "café &amp; x");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    /// Many pages a site: most of a look is the theme's.
    #[test]
    fn mending_twice_is_mending_once(bodies in proptest::collection::vec(
        "([ \n،؛؟,;?\"“”«»*_`>و١٢.-]|نص|كـتاب|ک|ی|one|12|٣|e\u{301}|\u{200f}|\\[x\\]\\(https:y\\)|<b>|<!-- bayan: allow all x -->|\\PC){0,24}", 24,
    )) {
        let pages = bodies.iter().enumerate().map(|(n, body)| format!("-- content/p{n}.ar.md --\n---\ntitle: صفحة\n---\n\n{body}\n"));
        let tree = tree(&pages.fold(AR_EN.to_owned(), |all, page| all + &page));
        let once = fix::mend(&tree, &request());
        let again = fix::mend(&written(&tree, &once), &request());
        prop_assert!(again.is_empty(), "{:?}", again);
    }
}

#[test]
fn addresses_elsewhere_are_gathered_by_host() {
    let text =
        page("en", "[a](https://b.org/x#y), <https://B.org/z>, www.skip.org and [d](http://localhost/e), [f](mailto:a@b.org).");
    let tree = tree(&text.replace("languages:", "links: {skip: [skip.org]}\nlanguages:"));
    let site = shared::read(&tree, &request()).value.expect("a configuration").site;
    let found = addresses(&site);
    assert_eq!(found.keys().collect::<Vec<_>>(), ["b.org"]);
    assert_eq!(found["b.org"].keys().collect::<Vec<_>>(), ["https://B.org/z", "https://b.org/x"]);
}

#[test]
fn the_site_of_this_repository_is_clean() {
    let tree = walk::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository can be read");
    let found = render(shared::check(&tree, &request()), &tree, Style::Short);
    assert!(found.is_empty(), "{found}");
}

#[test]
fn an_address_with_a_space_is_told() {
    let told = |text: &str| checked(&format!("{AR_EN}-- content/a.en.md --\n---\ntitle: A\ndate: 2022-01-01\n---\n\n{text}\n"));
    for text in
        ["It fell by [](fact: drop).", "![](my dam.jpg)", "See [prices](my prices.md).", "[Here](https://x.example/a b.html)."]
    {
        let found = told(text);
        assert!(found.len() == 1 && found[0].ends_with("broken-markup"), "{text}: {found:?}");
    }
    for text in ["The list [1](see the note there) goes on.", "`[](fact: drop)`", "Item [a](no. 5 at Dr. X)."] {
        assert_eq!(told(text), Vec::<String>::new(), "{text}");
    }
}
