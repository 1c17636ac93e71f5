//! Ground: the table of the lint. A finding's code, what it means to an editor, in which languages it is sought, whether it can
//! be mended without one, and an example each that has it and has it not. The tests run the examples, `manual` prints them.

use crate::diag::Severity;

use super::examples;

/// One kind of finding.
#[derive(Debug)]
pub struct Rule {
    /// Stable, kebab-case.
    pub code: &'static str,
    /// What it finds.
    pub title: &'static str,
    /// Why, and what is left alone.
    pub help: &'static str,
    /// At worst.
    pub severity: Severity,
    /// Where it is sought.
    pub languages: &'static str,
    /// Whether `check --fix` mends it.
    pub fix: Fix,
    /// Has the finding.
    pub fires: Example,
    /// Has no finding at all.
    pub silent: Example,
}

/// Whether a finding can be mended without an editor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fix {
    /// Always, save where the text is escaped.
    Certain,
    /// Where there is one way only.
    Sometimes,
    /// No.
    Never,
}

/// A text that shows a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Example {
    /// The body of an Arabic page.
    Arabic(&'static str),
    /// The body of an English page.
    English(&'static str),
    /// The body of a Persian page.
    Persian(&'static str),
    /// The bodies of a page in Arabic and in English.
    Pair(&'static str, &'static str),
    /// Files of a site, each after a line `-- path --`.
    Site(&'static str),
    /// A picture beside a page: its bytes, and what is in them.
    Picture(&'static [u8], &'static str),
}

/// The rule of a code.
pub fn find(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// A finding that is a warning.
const fn warning(
    code: &'static str,
    title: &'static str,
    help: &'static str,
    scope: (&'static str, Fix),
    examples: [Example; 2],
) -> Rule {
    let [fires, silent] = examples;
    Rule { code, title, help, severity: Severity::Warning, languages: scope.0, fix: scope.1, fires, silent }
}

/// A finding that can be an error.
const fn error(
    code: &'static str,
    title: &'static str,
    help: &'static str,
    scope: (&'static str, Fix),
    examples: [Example; 2],
) -> Rule {
    Rule { severity: Severity::Error, ..warning(code, title, help, scope, examples) }
}

use Example::{Arabic, English, Pair, Persian, Picture, Site};
use Fix::{Certain, Never, Sometimes};

/// Languages written in the Arabic script.
const SCRIPT: &str = "languages in the Arabic script";
/// A page and its translation.
const PAIRS: &str = "pages in two languages";

/// All rules, by what they are about.
pub static RULES: &[Rule] = &[
    warning(
        "latin-punctuation",
        phrase!("A Latin comma, semicolon or question mark in an Arabic sentence"),
        phrase!(
            "The mark faces the wrong way and has the wrong shape. Marks between digits and within Latin names stay; before a Latin word only an editor knows whose it is."
        ),
        (SCRIPT, Sometimes),
        [Arabic("قال الوزير, ثم غادر."), Arabic("قال الوزير، ثم غادر. رأى A, B و1,234.")],
    ),
    warning(
        "foreign-quotes",
        phrase!("Straight or English quotation marks in Arabic or Persian"),
        phrase!("Quotation marks are « and »; within them the others may stand as inner ones."),
        ("Arabic, Persian, Pashto", Certain),
        [Arabic("قال \"نعم\" للجميع."), Arabic("قال «نعم “حل” الآن» للجميع.")],
    ),
    warning(
        "space-before-punctuation",
        phrase!("A space before ، ؛ ؟"),
        phrase!("A mark that stands alone can begin a line."),
        (SCRIPT, Certain),
        [Arabic("غادر الوزير ، ثم عاد."), Arabic("غادر الوزير، ثم عاد.")],
    ),
    warning(
        "missing-space-after",
        phrase!("No space after ، ؛ ؟"),
        phrase!(
            "The two words run together in search and at line ends. Where markup stands between them, only an editor knows where the space belongs."
        ),
        (SCRIPT, Sometimes),
        [Arabic("غادر الوزير،ثم عاد."), Arabic("غادر الوزير، ثم عاد. أحقًا؟! «نعم؟»")],
    ),
    warning(
        "split-waw",
        phrase!("The conjunction و apart from its word"),
        phrase!("A line must not end with it. In Persian, Urdu and Kurdish it is a word of its own."),
        ("Arabic", Sometimes),
        [Arabic("روسيا و الصين."), Arabic("روسيا والصين و5 دول.")],
    ),
    warning(
        "double-space",
        phrase!("More than one space between two words"),
        phrase!("Browsers show one; the PDF and feeds may not."),
        ("all", Certain),
        [English("One  two."), English("One two.\n\n| a   | b |\n|-----|---|\n| c   | d |")],
    ),
    warning(
        "tatweel",
        phrase!("Tatweel within a word"),
        phrase!("It is a letter to search engines and screen readers. `هـ` of the Hijri year keeps it."),
        (SCRIPT, Certain),
        [Arabic("كـــتاب جديد."), Arabic("عام 1443 هـ في التقويم.")],
    ),
    warning(
        "presentation-forms",
        phrase!("Presentation forms instead of letters"),
        phrase!("Shapes of letters come from old files and from PDFs; no search finds them."),
        ("all", Sometimes),
        [Arabic("ﻛﺘﺎب جديد."), Arabic("كتاب جديد، ﷽.")],
    ),
    warning(
        "persian-letters",
        phrase!("Persian ی or ک in Arabic"),
        phrase!(
            "They look alike and are other letters. A last ی is ي or ى, which only an editor knows; words with پ چ ژ گ are taken for Persian."
        ),
        ("Arabic", Sometimes),
        [Arabic("هذا کتاب."), Arabic("هذا كتاب من گیلان.")],
    ),
    warning(
        "arabic-letters",
        phrase!("Arabic ي, ى or ك in Persian or Urdu"),
        phrase!(
            "They look alike and are other letters. In a line that may quote Arabic (a word with ة or the article) an editor decides."
        ),
        ("Persian, Urdu", Sometimes),
        [Persian("اين كتاب است."), Persian("این کتاب است.")],
    ),
    warning(
        "mixed-digits",
        phrase!("Digits of two systems on one page"),
        phrase!(
            "The digits of a language are a decision of the house: only where `digits` in site.yaml says which is anything mended. Numbers with separators are left to an editor."
        ),
        (SCRIPT, Sometimes),
        [Arabic("قُتل 12 وجُرح ٣٤."), Arabic("قُتل 12 وجُرح 34.")],
    ),
    warning(
        "arabic-list-marker",
        phrase!("A list numbered with ١."),
        phrase!("Markdown knows lists by ASCII digits; they are printed in the digits of the language."),
        (SCRIPT, Sometimes),
        [Arabic("١. أول\n٢. ثانٍ"), Arabic("1. أول\n2. ثانٍ")],
    ),
    warning(
        "leading-mark",
        phrase!("An invisible mark of direction at the beginning of a text"),
        phrase!("Direction comes from the language; the mark breaks search and sorting."),
        ("all", Certain),
        [Arabic("\u{200f}نص الخبر."), Arabic("نص الخبر.")],
    ),
    error(
        "bidi-control",
        phrase!("Overriding, embedding or unbalanced bidirectional controls"),
        phrase!(
            "They show text in another order than it has (Trojan Source, CVE-2021-42574). Overrides and unbalanced controls are errors; balanced isolates and marks are fine."
        ),
        ("all", Never),
        [English("A \u{202a}b\u{202c} c."), English("A \u{2067}نعم\u{2069} c.")],
    ),
    warning(
        "not-nfc",
        phrase!("Letters that are not composed"),
        phrase!("What looks the same should be the same to search and to sorting (Unicode normal form C)."),
        ("all", Certain),
        [English("A cafe\u{301}."), English("A café.")],
    ),
    warning(
        "literal-emphasis",
        phrase!("Asterisks that are printed"),
        phrase!(
            "Marks of emphasis beside right-to-left words that open or close nothing; beside other words, where one star may be meant, `**` and `~~` only."
        ),
        ("all", Never),
        [Arabic("هذا **مهم جدا."), Arabic("هذا **مهم**جدا.")],
    ),
    warning(
        "foreign-markup",
        phrase!("A mark of another program that is printed"),
        phrase!(
            "Shortcodes and template tags (`{{ }}`, `{% %}`), blocks of `:::` and `!!!`, `[TOC]`, `==words==`, `^[notes]`, `{.class}`, `[[pages]]`, `10^6^`, `H~2~O`, `++words++`, `%%remarks%%`, `:smile:`, `##words` without a space, `[!INFO]`, edits that nobody decided on (`{++ ++}`), `import` and `export`, lines of AsciiDoc, reStructuredText, wikis and Textile, and `<!-- more -->` on a page without a `summary`. Code is left alone, and what is written with a backslash before it."
        ),
        ("all", Never),
        [
            English("{{< figure src=\"a.jpg\" >}}\n\n::: note\nText.\n:::"),
            English("Code: `{{ page }}` and \\{\\{ page }}. It is [so] {here}: a == b."),
        ],
    ),
    warning(
        "broken-markup",
        phrase!("A link, a note, a table or a block of code for want of a sign"),
        phrase!(
            "`[words] (address)`, `(address)[words]`, an address with a space or without its bracket, `[^two words]`, rows without the line below their head, and a block of code that nothing closes. Code is left alone, and what is written with a backslash before it."
        ),
        ("all", Never),
        [
            English("See [the report] (https://example.org).\n\n| Year | Price |\n| 2021 | 60 |"),
            English("See [the report](https://example.org) [sic] (as he said).\n\n| Year | Price |\n|---|---|\n| 2021 | 60 |"),
        ],
    ),
    warning(
        "renumbered-list",
        phrase!("A number of a list that is printed as another"),
        phrase!(
            "A list counts on from its first number, so that a list of years comes out as other years. Told once a list; where all numbers are the same, the list counts by itself."
        ),
        ("all", Never),
        [English("1979. War.\n1991. Peace."), English("3. three\n4. four\n\nText.\n\n1. one\n1. two")],
    ),
    warning(
        "markup-in-text",
        phrase!("Markdown or HTML in a text of the front matter, a figure or the ledger"),
        phrase!(
            "Titles, summaries, labels, notes and names are plain: stars, tags and addresses would be printed on the page, in lists, in drawings, in feeds and in the file. So are the texts of a theme's blocks, and the cells of a data file that a figure shows."
        ),
        ("all", Never),
        [
            Site("-- content/a.en.md --\n---\ntitle: The *Times* &amp; others\n---\n\nText.\n"),
            Site("-- content/a.en.md --\n---\ntitle: M*A*S*H & others\n---\n\nText.\n"),
        ],
    ),
    warning(
        "typed-list",
        phrase!("A list with the marks of a word processor"),
        phrase!(
            "`•`, `–`, `أ.`, `(١)` and a `-` without a space behind it begin no item: the lines run together to one paragraph. A dash that begins what somebody says, and a letter that counts nothing, are left alone."
        ),
        ("all", Never),
        [Arabic("(١) أول\n(٢) ثانٍ"), Arabic("– قال نعم.\n\n– قالت لا.\n\nأ. محمد مدير.")],
    ),
    warning(
        "typed-zero",
        phrase!("A full stop typed for a zero"),
        phrase!(
            "The Arabic zero is a dot, and so is what was typed. Told after words for years and months, in dates, for two stops together, and before a percent sign, a comma or the rest of a range; other numbers may be decimal."
        ),
        (SCRIPT, Never),
        [Arabic("في عام ٢.١٩ وحده."), Arabic("في عام ٢٠١٩ بلغ السعر ٢.١٩ دولار.")],
    ),
    warning(
        "surplus-cells",
        phrase!("A row with more cells than the head of its table"),
        phrase!("What has no column is not printed. A `|` within code or a formula ends a cell as well."),
        ("all", Never),
        [English("| a |\n|---|\n| b | c |"), English("| a |\n|---|\n| b \\| c |")],
    ),
    warning(
        "missing-alt",
        phrase!("A picture without alternative text"),
        phrase!("Readers who listen hear nothing of it. Decoration is allowed with a reason."),
        ("all", Never),
        [
            Site(
                "-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n![](p.svg)\n-- content/p.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n",
            ),
            Site(
                "-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n![خريطة البلاد](p.svg)\n-- content/p.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n",
            ),
        ],
    ),
    warning(
        "picture-position",
        phrase!("A picture that says where it was taken"),
        phrase!(
            "Phones and cameras write it into every photograph. What is published never holds it, but the repository does, and whoever reads the repository. What is printed is which kind of position, never where. `--fix` writes the file again without any metadata but colours and orientation; its pixels stay what they are. Git keeps the old file in its history."
        ),
        ("all", Certain),
        [
            Picture(examples::POSITION, "a photograph with a position in EXIF"),
            Picture(examples::PLAIN, "the same photograph without metadata"),
        ],
    ),
    warning(
        "picture-owner",
        phrase!("A picture that says whose it is"),
        phrase!(
            "Names of people, serial numbers of cameras and lenses, notes of the camera's maker, comments, notices. Those that `keep_metadata` keeps are no finding."
        ),
        ("all", Certain),
        [
            Picture(examples::OWNER, "a photograph with the name of its maker in EXIF"),
            Picture(examples::PLAIN, "the same photograph without metadata"),
        ],
    ),
    warning(
        "file-metadata",
        phrase!("A file that says who made it, or where"),
        phrase!(
            "PDFs, office documents, films and sound recordings beside pages are published as they are. Looked for are authors in PDF, positions, devices and names in films and recordings; documents of office programs always hold their author."
        ),
        ("all", Never),
        [
            Site(
                "-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n[ملف](a.pdf)\n-- content/a.pdf --\n%PDF-1.4\n1 0 obj <</Author (A name)>> endobj\n",
            ),
            Site(
                "-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n[ملف](a.pdf)\n-- content/a.pdf --\n%PDF-1.4\n1 0 obj <</Title (A title)>> endobj\n",
            ),
        ],
    ),
    warning(
        "heading-level-skipped",
        phrase!("A level between two headings that is missing"),
        phrase!("Readers who listen find their way by levels."),
        ("all", Never),
        [English("## A\n\n#### B"), English("## A\n\n### B")],
    ),
    warning(
        "heading-level-one",
        phrase!("A second title"),
        phrase!("The first is `title` in the front matter."),
        ("all", Never),
        [English("# A"), English("## A")],
    ),
    warning(
        "vague-link",
        phrase!("Link text that says “here”"),
        phrase!("Readers who listen go from link to link; the text must name the target."),
        ("Arabic, Persian, English, French", Never),
        [Arabic("للتفاصيل [اضغط هنا](https://example.org/)."), Arabic("التفاصيل في [تقرير اللجنة](https://example.org/).")],
    ),
    warning(
        "empty-link",
        phrase!("A link without words"),
        phrase!("`[](https://…)` prints nothing: only entries of the ledgers bring words of their own."),
        ("all", Never),
        [English("The report [](https://desk.example/a)."), English("The [report](https://desk.example/a).")],
    ),
    warning(
        "forbidden-spelling",
        phrase!("A spelling that the glossary forbids"),
        phrase!("Whatever proclitics and case endings stand around it. Quotations are left alone."),
        ("all", Never),
        [
            Site(
                "-- content/glossary.yaml --\nkazakhstan: {ar: كازاخستان, en: Kazakhstan, forbidden: {ar: [كازخستان]}}\n-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nوبكازخستان نفط.\n",
            ),
            Site(
                "-- content/glossary.yaml --\nkazakhstan: {ar: كازاخستان, en: Kazakhstan, forbidden: {ar: [كازخستان]}}\n-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nوبكازاخستان نفط، وكتبت «كازخستان».\n",
            ),
        ],
    ),
    warning(
        "two-spellings",
        phrase!("Two spellings of one name on a page"),
        phrase!(
            "The name as the ledger or the glossary has it, and one of its variants in other letters. Short forms, plurals and abbreviations are no other spelling."
        ),
        ("all", Never),
        [
            Site(
                "-- content/glossary.yaml --\nalmaty: {ar: ألماتي, en: Almaty, variants: {ar: [ألما آتا]}}\n-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nفي ألماتي نفط، وبألما آتا غاز.\n",
            ),
            Site(
                "-- content/glossary.yaml --\nalmaty: {ar: ألماتي, en: Almaty, variants: {ar: [ألما آتا]}}\n-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nفي ألماتي نفط، وبألماتي غاز.\n",
            ),
        ],
    ),
    warning(
        "bare-number",
        phrase!("A number that comes from nowhere"),
        phrase!(
            "In a briefing with facts every number is a fact or has a reason under `bare_numbers`. Quotations, code and notes are left alone."
        ),
        ("all", Never),
        [
            Site(
                "-- content/k/facts.yaml --\nprice: {value: 120, what: {ar: السعر, en: price}}\n-- content/k/_index.ar.md --\n---\ntitle: إحاطة\nbriefing: true\n---\n\nالسعر [](fact:price)، ثم 130.\n",
            ),
            Site(
                "-- content/k/facts.yaml --\nprice: {value: 120, what: {ar: السعر, en: price}}\n-- content/k/_index.ar.md --\n---\ntitle: إحاطة\nbriefing: true\n---\n\nالسعر [](fact:price).\n",
            ),
        ],
    ),
    warning(
        "unused-bare-number",
        phrase!("A reason for a number that does not occur"),
        phrase!("Reasons that nothing needs hide the next mistake."),
        ("all", Never),
        [
            Site(
                "-- content/k/facts.yaml --\nprice: {value: 120, what: {ar: السعر, en: price}}\n-- content/k/_index.ar.md --\n---\ntitle: إحاطة\nbriefing: true\nbare_numbers: {7: حسابنا}\n---\n\nالسعر [](fact:price).\n",
            ),
            Site(
                "-- content/k/facts.yaml --\nprice: {value: 120, what: {ar: السعر, en: price}}\n-- content/k/_index.ar.md --\n---\ntitle: إحاطة\nbriefing: true\nbare_numbers: {7: حسابنا}\n---\n\nالسعر [](fact:price) بعد 7 أيام.\n",
            ),
        ],
    ),
    warning(
        "blocked-html",
        phrase!("Raw HTML that browsers do not let work"),
        phrase!(
            "With `raw_html: trusted` it is in the page as it was written, but pages allow no scripts, frames, forms and files but the site's own, so that nothing of a reader goes elsewhere. `csp` in site.yaml names places that frames may show, forms and scripts may send to."
        ),
        ("all", Never),
        [
            Site(
                "-- site.yaml --\nbase_url: https://example.org/\ntitle: Bayan\nlanguages: {en: {name: English}}\nraw_html: trusted\nmenu: [map]\n-- content/map.md --\n---\ntitle: Map\n---\n\n<iframe src=\"https://maps.example/a\" title=\"Map\"></iframe>\n",
            ),
            Site(
                "-- site.yaml --\nbase_url: https://example.org/\ntitle: Bayan\nlanguages: {en: {name: English}}\nraw_html: trusted\ncsp: {frame: [\"https://maps.example\"]}\nmenu: [map]\n-- content/map.md --\n---\ntitle: Map\n---\n\n<iframe src=\"https://maps.example/a\" title=\"Map\"></iframe>\n",
            ),
        ],
    ),
    warning(
        "unused-entry",
        phrase!("An entry of the ledger that no page refers to"),
        phrase!("It can go out of date unseen."),
        ("all", Never),
        [
            Site(
                "-- content/k/facts.yaml --\nprice: {value: 120, what: {ar: السعر, en: price}}\nold: {value: 60, what: {ar: القديم, en: old}}\n-- content/k/_index.ar.md --\n---\ntitle: إحاطة\nbriefing: true\n---\n\nالسعر [](fact:price).\n",
            ),
            Site(
                "-- content/k/facts.yaml --\nprice: {value: 120, what: {ar: السعر, en: price}}\nold: {value: 60, what: {ar: القديم, en: old}}\n-- content/k/_index.ar.md --\n---\ntitle: إحاطة\nbriefing: true\n---\n\nالسعر [](fact:price) بعد [](fact:old).\n",
            ),
        ],
    ),
    warning(
        "orphan-page",
        phrase!("A page that nothing leads to"),
        phrase!(
            "Readers come to a page from the home page by the menu, lists, chapters, tags, links and the other languages. Pages with `noindex` are left alone."
        ),
        ("all", Never),
        [
            Site(
                "-- site.yaml --\nbase_url: https://example.org/\ntitle: Bayan\nlanguages: {en: {name: English}}\nmenu: [about]\n-- content/about.md --\n---\ntitle: About\n---\n\nText.\n-- content/lost.md --\n---\ntitle: Lost\n---\n\nText.\n",
            ),
            Site(
                "-- site.yaml --\nbase_url: https://example.org/\ntitle: Bayan\nlanguages: {en: {name: English}}\nmenu: [about]\n-- content/about.md --\n---\ntitle: About\n---\n\nSee [what was found](found.md).\n-- content/found.md --\n---\ntitle: Found\n---\n\nText.\n",
            ),
        ],
    ),
    warning(
        "missing-weight",
        phrase!("A page without a `weight` in a section whose other pages have one"),
        phrase!(
            "A section whose pages all have a `weight` is a briefing, with chapters and PDFs; one page without makes it a list. `briefing: true` or `briefing: false` in its `_index` says what is meant."
        ),
        ("all", Never),
        [
            Site(
                "-- content/k/_index.en.md --\n---\ntitle: Gas\n---\n-- content/k/a.en.md --\n---\ntitle: One\nweight: 1\n---\n-- content/k/b.en.md --\n---\ntitle: Two\nweight: 2\n---\n-- content/k/c.en.md --\n---\ntitle: Three\n---\n",
            ),
            Site(
                "-- content/k/_index.en.md --\n---\ntitle: Gas\n---\n-- content/k/a.en.md --\n---\ntitle: One\nweight: 1\n---\n-- content/k/b.en.md --\n---\ntitle: Two\nweight: 2\n---\n-- content/k/c.en.md --\n---\ntitle: Three\nweight: 3\n---\n",
            ),
        ],
    ),
    warning(
        "equal-weights",
        phrase!("Two chapters of one weight"),
        phrase!("Dates and titles decide which comes first, in each language by itself. Told once for two pages."),
        ("all", Never),
        [
            Site(
                "-- content/k/_index.ar.md --\n---\ntitle: غاز\n---\n-- content/k/_index.en.md --\n---\ntitle: Gas\n---\n-- content/k/a.ar.md --\n---\ntitle: أول\nweight: 1\n---\n-- content/k/a.en.md --\n---\ntitle: One\nweight: 1\n---\n-- content/k/b.ar.md --\n---\ntitle: ثان\nweight: 1\n---\n-- content/k/b.en.md --\n---\ntitle: Two\nweight: 1\n---\n",
            ),
            Site(
                "-- content/k/_index.ar.md --\n---\ntitle: غاز\n---\n-- content/k/_index.en.md --\n---\ntitle: Gas\n---\n-- content/k/a.ar.md --\n---\ntitle: أول\nweight: 1\n---\n-- content/k/a.en.md --\n---\ntitle: One\nweight: 1\n---\n-- content/k/b.ar.md --\n---\ntitle: ثان\nweight: 2\n---\n-- content/k/b.en.md --\n---\ntitle: Two\nweight: 2\n---\n",
            ),
        ],
    ),
    warning(
        "weights-differ",
        phrase!("A page whose weight is another one in another language"),
        phrase!("Chapters and lists would come in another order there."),
        ("all", Never),
        [
            Site(
                "-- content/k/_index.ar.md --\n---\ntitle: غاز\n---\n-- content/k/_index.en.md --\n---\ntitle: Gas\n---\n-- content/k/a.ar.md --\n---\ntitle: أول\nweight: 1\n---\n-- content/k/a.en.md --\n---\ntitle: One\nweight: 1\n---\n-- content/k/b.ar.md --\n---\ntitle: ثان\nweight: 2\n---\n-- content/k/b.en.md --\n---\ntitle: Two\nweight: 3\n---\n",
            ),
            Site(
                "-- content/k/_index.ar.md --\n---\ntitle: غاز\n---\n-- content/k/_index.en.md --\n---\ntitle: Gas\n---\n-- content/k/a.ar.md --\n---\ntitle: أول\nweight: 1\n---\n-- content/k/a.en.md --\n---\ntitle: One\nweight: 1\n---\n-- content/k/b.ar.md --\n---\ntitle: ثان\nweight: 2\n---\n-- content/k/b.en.md --\n---\ntitle: Two\nweight: 2\n---\n",
            ),
        ],
    ),
    warning(
        "briefing-differs",
        phrase!("A page that is a briefing in one language only"),
        phrase!("It has chapters and PDFs in that language, and none in the other."),
        ("all", Never),
        [
            Site(
                "-- content/k/_index.ar.md --\n---\ntitle: غاز\n---\n-- content/k/_index.en.md --\n---\ntitle: Gas\n---\n-- content/k/a.ar.md --\n---\ntitle: أول\nweight: 1\n---\n-- content/k/a.en.md --\n---\ntitle: One\n---\n-- content/k/b.ar.md --\n---\ntitle: ثان\nweight: 2\n---\n-- content/k/b.en.md --\n---\ntitle: Two\n---\n",
            ),
            Site(
                "-- content/k/_index.ar.md --\n---\ntitle: غاز\n---\n-- content/k/_index.en.md --\n---\ntitle: Gas\n---\n-- content/k/a.ar.md --\n---\ntitle: أول\n---\n-- content/k/a.en.md --\n---\ntitle: One\n---\n-- content/k/b.ar.md --\n---\ntitle: ثان\n---\n-- content/k/b.en.md --\n---\ntitle: Two\n---\n",
            ),
        ],
    ),
    warning(
        "unfinished-text",
        phrase!("A text that begins with `TODO` or `FIXME`"),
        phrase!("`bayan add` writes `TODO` where a text is to come, in pages and in the ledger."),
        ("all", Never),
        [English("TODO: say why."), English("A list of things to do.")],
    ),
    warning(
        "open-import",
        phrase!("A place that `bayan import` could not prove"),
        phrase!("The text stands as it was extracted; the remark says what it may be."),
        ("all", Never),
        [
            Arabic("<!-- bayan: imported line 7, pieces: the line was printed in two pieces -->\n\nعاد الوفد إلى المدينة."),
            Arabic("<!-- The line was printed in two pieces. -->\n\nعاد الوفد إلى المدينة."),
        ],
    ),
    warning(
        "missing-index",
        phrase!("A folder without an `_index` in one of its languages"),
        phrase!("The pages there stand in no list of their language. Told where another language has the `_index`."),
        ("all", Never),
        [
            Site(
                "-- content/news/_index.en.md --\n---\ntitle: News\n---\n\nText.\n-- content/news/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n",
            ),
            Site(
                "-- content/news/_index.ar.md --\n---\ntitle: أخبار\n---\n\nنص.\n-- content/news/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n",
            ),
        ],
    ),
    warning(
        "physical-property",
        phrase!("`left` or `right` in a style sheet"),
        phrase!(
            "Logical properties serve both directions with one sheet. Rules that say for which direction they are may name sides."
        ),
        ("theme", Never),
        [
            Site(
                "-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n-- themes/briefing/css/print.css --\naside { margin-left: 1rem }\n",
            ),
            Site(
                "-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n-- themes/briefing/css/print.css --\naside { margin-inline-start: 1rem }\naside:dir(ltr) { left: 0 }\n",
            ),
        ],
    ),
    warning(
        "spaced-arabic",
        phrase!("Letter spacing that reaches Arabic"),
        phrase!("It tears the joins of the letters."),
        ("theme", Never),
        [
            Site(
                "-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n-- themes/briefing/css/print.css --\nh2 { letter-spacing: .1em }\n",
            ),
            Site(
                "-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n-- themes/briefing/css/print.css --\nh2:lang(en) { letter-spacing: .1em }\n",
            ),
        ],
    ),
    warning(
        "slanted-arabic",
        phrase!("Italics that reach Arabic"),
        phrase!("Arabic has none: emphasis is weight or colour."),
        ("theme", Never),
        [
            Site(
                "-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n-- themes/briefing/css/print.css --\ncite { font-style: italic }\n",
            ),
            Site(
                "-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n-- themes/briefing/css/print.css --\ncite:lang(en) { font-style: italic }\n",
            ),
        ],
    ),
    warning(
        "untranslated-message",
        phrase!("A word of the interface in another script than its language’s"),
        phrase!("It was copied and not translated. What a catalogue lacks is `missing-message`."),
        ("theme", Never),
        [
            Site("-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n-- themes/briefing/messages/ar.yaml --\nnote: Note\n"),
            Site("-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n-- themes/briefing/messages/ar.yaml --\nnote: ملاحظة\n"),
        ],
    ),
    warning(
        "missing-message",
        phrase!("A word of the interface that a catalogue lacks"),
        phrase!("The English one would be printed instead."),
        ("theme", Never),
        [
            Site(
                "-- site.yaml --\nbase_url: https://example.org/\ntitle: Bayan\nlanguages: {de: {name: Deutsch}}\n-- content/a.md --\n---\ntitle: Seite\n---\n",
            ),
            Site("-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n-- themes/briefing/messages/ar.yaml --\nnote: ملاحظة\n"),
        ],
    ),
    warning(
        "unpaired-block",
        phrase!("A block that the other language lacks"),
        phrase!(
            "Each block of a page has one in its translation, or two. `bayan accept` records a block that one language lacks on purpose."
        ),
        (PAIRS, Never),
        [Pair("فقرة أولى.\n\n> قول.", "First paragraph."), Pair("فقرة أولى.\n\n> قول.", "First paragraph.\n\n> Words.")],
    ),
    warning(
        "unpaired-note",
        phrase!("A note that the other language lacks"),
        phrase!("Notes belong together by their labels."),
        (PAIRS, Never),
        [Pair("نص[^a].\n\n[^a]: حاشية.", "Text."), Pair("نص[^a].\n\n[^a]: حاشية.", "Text[^a].\n\n[^a]: A note.")],
    ),
    warning(
        "heading-level-differs",
        phrase!("Two headings of different levels"),
        phrase!("The outline would be another one."),
        (PAIRS, Never),
        [
            Pair("## باب\n\n### قسم {#part}", "## Chapter\n\n## Part {#part}"),
            Pair("## باب\n\n### قسم {#part}", "## Chapter\n\n### Part {#part}"),
        ],
    ),
    warning(
        "table-shape-differs",
        phrase!("Two tables of different shapes"),
        phrase!("A row or a column is missing."),
        (PAIRS, Never),
        [Pair("| أ |\n|---|\n| ب |\n| ج |", "| a |\n|---|\n| b |"), Pair("| أ |\n|---|\n| ب |", "| a |\n|---|\n| b |")],
    ),
    warning(
        "length-differs",
        phrase!("Two lists of different lengths"),
        phrase!("An item is missing."),
        (PAIRS, Never),
        [Pair("- أ\n- ب", "- a"), Pair("- أ\n- ب", "- a\n- b")],
    ),
    warning(
        "figures-differ",
        phrase!("Two figures of different kinds"),
        phrase!("A chart beside a map shows something else."),
        (PAIRS, Never),
        [
            Pair("```key-figures\nfigures: [{value: 7, label: أيام}]\n```", "```people\npeople: [{name: A}]\n```"),
            Pair(
                "```key-figures\nfigures: [{value: 7, label: أيام}]\n```",
                "```key-figures\nfigures: [{value: 7, label: days}]\n```",
            ),
        ],
    ),
    warning(
        "notes-differ",
        phrase!("A note that one language refers to more often"),
        phrase!("A reader of the other would not know where the words come from."),
        (PAIRS, Never),
        [
            Pair("أول[^a] وثانٍ[^a].\n\n[^a]: حاشية.", "First[^a] and second.\n\n[^a]: A note."),
            Pair("أول[^a] وثانٍ[^a].\n\n[^a]: حاشية.", "First[^a] and second[^a].\n\n[^a]: A note."),
        ],
    ),
    warning(
        "links-differ",
        phrase!("A link that one language lacks"),
        phrase!("The language in an address does not count, nor which article of Wikipedia it is."),
        (PAIRS, Never),
        [
            Pair("[نص](https://example.org/a)", "[Text](https://example.org/b)"),
            Pair("[نص](https://ar.wikipedia.org/wiki/نص)", "[Text](https://en.wikipedia.org/wiki/Text)"),
        ],
    ),
    warning(
        "entries-differ",
        phrase!("An entry of the ledger that one language does not refer to"),
        phrase!("Facts, claims, sources and names are cited in both, in figures too."),
        (PAIRS, Never),
        [
            Site(
                "-- content/k/facts.yaml --\nprice: {value: 120, what: {ar: السعر, en: price}}\n-- content/k/_index.ar.md --\n---\ntitle: إحاطة\nbriefing: true\n---\n\nالسعر [](fact:price).\n-- content/k/_index.en.md --\n---\ntitle: Briefing\nbriefing: true\n---\n\nThe price.\n",
            ),
            Site(
                "-- content/k/facts.yaml --\nprice: {value: 120, what: {ar: السعر, en: price}}\n-- content/k/_index.ar.md --\n---\ntitle: إحاطة\nbriefing: true\n---\n\nالسعر [](fact:price).\n-- content/k/_index.en.md --\n---\ntitle: Briefing\nbriefing: true\n---\n\nThe price is [](fact:price).\n",
            ),
        ],
    ),
    warning(
        "numbers-differ",
        phrase!("A number, a month or a date that one language lacks"),
        phrase!(
            "Digits of any script, numbers as words in Arabic and English, and Hijri dates are read; what the ledger and figures print counts."
        ),
        (PAIRS, Never),
        [
            Pair("بلغ ١٬٢٣٤ مترًا.", "It came to 1,243 metres."),
            Pair("وصل خمسة رجال في 12 جمادى الآخرة 1448 هـ.", "5 men came on 22 November 2026."),
        ],
    ),
    warning(
        "unreferenced-file",
        phrase!("A file that nothing refers to"),
        phrase!(
            "It is published all the same, or it is data that nothing reads. What hosts and browsers ask for at the top of a site (`CNAME`, `favicon.ico`, `.well-known/`) is left alone, and so is what the theme, site.yaml or data name. `downloads: [press, data/all.csv]` in site.yaml names files and folders that are published although no page leads to them."
        ),
        ("all", Never),
        [
            Site("-- content/a.en.md --\n---\ntitle: Page\n---\n\nText.\n-- content/data.csv --\na,b\n"),
            Site("-- content/a.en.md --\n---\ntitle: Page\n---\n\nText and [its data](data.csv).\n-- content/data.csv --\na,b\n"),
        ],
    ),
    warning(
        "windows-name",
        phrase!("A file or folder whose name Windows cannot hold"),
        phrase!(
            "Whoever checks the project out on Windows gets none of it, and no build there can write it: names of devices (`con`, `prn`, `aux`, `nul`, `com1`, `lpt1`) with any ending and in any case, a full stop or a space at the end, and `< > : \" \\ | ? *`. A `slug`, an alias, a tag and, where authors have pages, an author become folders too."
        ),
        ("all", Never),
        [
            Site("-- content/aux.en.md --\n---\ntitle: Page\n---\n\nText.\n"),
            Site("-- content/auxiliary.en.md --\n---\ntitle: Page\n---\n\nText.\n"),
        ],
    ),
    warning(
        "no-time-zone",
        phrase!("A `publish` or `expiry` without an offset, on a site without `time_zone`"),
        phrase!("It is read as UTC: a page that should appear at midnight in Riyadh appears at three. Told once for the site."),
        ("all", Never),
        [
            Site("-- content/a.en.md --\n---\ntitle: Page\npublish: 2020-01-01 08:00\n---\n\nText.\n"),
            Site("-- content/a.en.md --\n---\ntitle: Page\npublish: 2020-01-01T08:00+03:00\n---\n\nText.\n"),
        ],
    ),
    warning(
        "bad-allow",
        phrase!("A remark that allows nothing"),
        phrase!("A remark is `<!-- bayan: allow CODE reason -->` before a block; the reason is required."),
        ("all", Never),
        [
            English("<!-- bayan: allow double-space -->\n\nOne two."),
            English("<!-- bayan: allow double-space a column of figures -->\n\nOne  two."),
        ],
    ),
    warning(
        "unused-allow",
        phrase!("A remark that nothing needs"),
        phrase!("The finding is gone, or stands elsewhere."),
        ("all", Never),
        [
            English("<!-- bayan: allow double-space a column of figures -->\n\nOne two."),
            English("<!-- bayan: allow all a poem -->\n\nOne  two."),
        ],
    ),
    warning(
        "reviewer-comment",
        phrase!("A comment of a reviewer that nobody has answered"),
        phrase!(
            "`bayan import-translation` puts the comments of a DOCX before their blocks. Do what is to be done, then remove the remark."
        ),
        ("all", Never),
        [
            English("<!-- bayan: comment on “the price”: AB: which year? -->\n\nThe price rose."),
            English("<!-- a comment of ours on the price -->\n\nThe price rose."),
        ],
    ),
];
