//! Parity: thirty errors, each put into one language of this repository's own briefing, are all found, and the clean briefing
//! has none; and feature by feature on small pages.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::support::shared;
use crate::support::site::{AR_EN, checked, request, tree};
use bayan::ast::Document;
use bayan::config::{self, Config, Overrides};
use bayan::diag::Diagnostics;
use bayan::diag::render::{Style, render};
use bayan::drift::lock::Lock;
use bayan::drift::review;
use bayan::figure::NAMES;
use bayan::figure::block::Declared;
use bayan::ledger::words::Words;
use bayan::ledger::{self, Ledgers};
use bayan::markdown::{self, options};
use bayan::parity;
use bayan::site::parts::Parts;
use bayan::site::place;
use bayan::site::resolve::resolve;
use bayan::source::{FileId, SourceTree, Span, walk};

/// The repository's own site, read once.
struct Own {
    tree: SourceTree,
    config: Arc<Config>,
    ledgers: Arc<Ledgers>,
    words: Arc<Words>,
    options: options::Options,
    documents: Vec<Arc<Document>>,
}

impl Own {
    fn read() -> Self {
        let tree = walk::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository can be read");
        // What a reviewer has accepted would hide blocks that one language lacks.
        let files = tree.files().iter().filter(|f| f.path != walk::LOCK).map(|f| (f.path.clone(), f.content.clone()));
        let tree = SourceTree::new(files.collect::<Vec<_>>());
        let config = Arc::new(config::read(&tree, &Overrides::default()).value.expect("a configuration"));
        let ledgers = Arc::new(ledger::read::read(&tree, &config.locales).value);
        let words = Arc::new(Words::new(&config.locales, |_, key| key.to_owned()));
        let figures = NAMES.iter().map(|name| (*name).to_owned()).collect();
        let options = options::Options { raw_html: options::RawHtml::Off, figures, heads: options::Heads::default() };
        let mut own = Self { tree, config, ledgers, words, options, documents: Vec::new() };
        own.documents = own.tree.files().iter().filter_map(|file| own.document(&own.tree, &file.path)).map(Arc::new).collect();
        own
    }

    fn document(&self, tree: &SourceTree, path: &str) -> Option<Document> {
        let locales = &self.config.locales;
        let place = place::of(path, locales)?;
        Some(markdown::read(tree.get(path)?, place.locale.unwrap_or(self.config.default_locale), locales, &self.options).value)
    }

    /// What parity finds if some files have other texts.
    fn with(&self, texts: &BTreeMap<FileId, String>) -> (Diagnostics, SourceTree) {
        let tree = self.tree.with_texts(texts);
        let document = |old: &Arc<Document>| {
            let new = texts.contains_key(&old.span.file).then(|| self.document(&tree, &old.path)).flatten();
            new.map_or_else(|| Arc::clone(old), Arc::new)
        };
        let parts = Parts {
            config: Arc::clone(&self.config),
            documents: self.documents.iter().map(document).collect(),
            ledgers: Arc::clone(&self.ledgers),
            words: Arc::clone(&self.words),
            declared: Declared::new(),
            lock: Arc::default(),
            pictures: Arc::default(),
        };
        let site = resolve(&parts, &tree, request().options, None).value;
        (parity::compare(&site, &tree, &Diagnostics::new()), tree)
    }
}

/// A file of the briefing, what stands in it, and what is put there instead.
const SEEDS: [(&str, &str, &str); 30] = [
    // Digits.
    ("trigger.ar.md", "السطران 26 و27", "السطران 26 و28"),
    ("trigger.en.md", "Article, line 106", "Article, line 160"),
    ("moscow.en.md", "lines 138, 139 and 141", "lines 138, 139 and 142"),
    ("response.ar.md", "الأسطر 78 و113 و114", "الأسطر 78 و114"),
    ("moscow.en.md", "lines 19, 20, 21, 180 and 181", "lines 19, 20, 21 and 180"),
    ("_index.en.md", "Article, lines 2 and 3", "Article, lines 2 to 4"),
    ("_index.ar.md", "title: كازاخستان، كانون الثاني/يناير 2022", "title: كازاخستان، كانون الثاني/يناير 2021"),
    ("_index.en.md", "title: Kazakhstan, January 2022", "title: Kazakhstan, February 2022"),
    ("trigger.ar.md", "السطر 38", "السطر ٣٩"),
    // Numbers as words.
    ("response.en.md", "These three statements", "These five statements"),
    ("moscow.en.md", "The article offers four lines", "The article offers seven lines"),
    ("response.ar.md", "أربع خطوات", "ثماني خطوات"),
    // Entries of the ledger.
    ("trigger.en.md", "brought the price down to [](fact:lpg-cut)", "brought the price down to [](fact:lpg-new)"),
    ("trigger.ar.md", "بوصفه منقولًا، ولا", "بوصفه منقولًا ([](fact:lpg-old))، ولا"),
    ("moscow.en.md", "[competes with Russia](claim:turkish-contest)", "competes with Russia"),
    ("response.ar.md", "وأطلقت عليهم وصف [«المتآمرين»](claim:conspirators)", "وأطلقت عليهم وصف «المتآمرين»"),
    ("trigger.en.md", "began on [](fact:zhanaozen-date)", "began on [](fact:first-date)"),
    ("_index.en.md", "[news analysis](source:noonpost)", "news analysis"),
    // Notes.
    ("trigger.en.md", "cents), “last year” now", "cents), “last year”[^rise] now"),
    ("moscow.en.md", "strengthened.[^rogozin]", "strengthened."),
    ("response.ar.md", "بعد ذلك.[^stick]", "بعد ذلك."),
    // Links.
    ("trigger.en.md", "the chapter on [grievances](grievances.md)", "the chapter on grievances"),
    ("moscow.en.md", "the [CSTO and Armenia](outside-help.md#armenia)", "the [CSTO and Armenia](response.md)"),
    // Tables and lists.
    ("response.ar.md", "| الشرطة | مقتل [](fact:police-killed) | بلا مصدر |\n", ""),
    (
        "trigger.en.md",
        "| After the cut | [](fact:lpg-cut) | not given | down [](fact:lpg-drop), but still [](fact:lpg-still-above) ([](fact:lpg-still-above-share)) above “last year” |\n",
        "",
    ),
    ("_index.en.md", "> - whether anyone abroad, the United States included, had a part in events;\n", ""),
    // Headings and paragraphs.
    ("moscow.en.md", "## Baikonur {#baikonur}", "### Baikonur {#baikonur}"),
    ("response.ar.md", "## تغييرات في القمة {#dismissals}\n\n", ""),
    (
        "trigger.ar.md",
        "ونستنتج سبب ورود هذه الأرقام في ذلك الموضع: فهي حين تُقرأ بجوار سعر تضاعف لتوّه توحي بمفارقة بين ما في باطن الأرض وما تدفعه الأسر. ولا يصرّح المقال بهذه الحجة هنا، ولا يذكر كم تجني البلاد من غازها ونفطها.\n\n",
        "",
    ),
    (
        "moscow.en.md",
        "How Ukraine and Azerbaijan should be compared with Kazakhstan the article does not explain. Readers who quote the comparison should quote it as the article’s.\n\n",
        "",
    ),
];

#[test]
fn thirty_errors_in_the_briefing_are_all_found_and_none_in_the_clean_one() {
    let own = Own::read();
    let (clean, tree) = own.with(&BTreeMap::new());
    assert!(clean.is_empty(), "{}", render(clean, &tree, Style::Short));
    // Pages do not know of each other's errors: each look is at one error of every page.
    let mut pages: BTreeMap<&str, Vec<(&str, &str, &str)>> = BTreeMap::new();
    for seed in SEEDS {
        pages.entry(seed.0.split('.').next().expect("a name")).or_default().push(seed);
    }
    let mut unseen = Vec::new();
    for look in 0..pages.values().map(Vec::len).max().unwrap_or(0) {
        let seeds: Vec<_> = pages.iter().filter_map(|(page, seeds)| Some((*page, *seeds.get(look)?))).collect();
        let seeded = |(_, (file, from, to)): &(&str, (&str, &str, &str))| {
            let before = own.tree.get(&format!("content/kazakhstan-2022/{file}")).expect("a page of the briefing");
            let text = before.text().expect("Markdown is text");
            assert!(text.contains(from), "{file} has no {from}");
            (before.id, text.replacen(from, to, 1))
        };
        let (found, tree) = own.with(&seeds.iter().map(seeded).collect());
        for (page, (file, from, to)) in seeds {
            let is_here = |span: Span| tree.file(span.file).path.starts_with(&format!("content/kazakhstan-2022/{page}."));
            if !found.iter().any(|d| d.span.is_some_and(is_here) && d.related.iter().any(|(span, _)| is_here(*span))) {
                unseen.push(format!("{file}: {from} -> {to}"));
            }
        }
    }
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
}

#[track_caller]
fn check(ar: &str, en: &str, expected: &[&str]) {
    let page = |body: &str| format!("---\ntitle: x\n---\n\n{body}\n");
    let found = checked(&format!("{AR_EN}-- content/a.ar.md --\n{}-- content/a.en.md --\n{}", page(ar), page(en)));
    assert_eq!(found, expected);
}

#[test]
fn numbers_in_digits_words_and_calendars() {
    check("بلغ ١٬٢٣٤٫٥ متر", "It came to 1,234.5 metres", &[]);
    check("بلغ ١٬٢٣٤ مترًا", "It came to 1,243 metres", &["content/a.en.md:5:12 numbers-differ"]);
    check("وصل 5 رجال", "Five men came", &[]);
    check("وصل خمسة رجال", "5 men came", &[]);
    check("وصل ستة رجال", "Five men came", &["content/a.en.md:5:1 numbers-differ"]);
    check("في 2 كانون الثاني/يناير 2022", "On 2 January 2022", &[]);
    check("في 2/1/2022", "On 2 January 2022", &[]);
    check("في 2 شباط/فبراير 2022", "On 2 January 2022", &["content/a.en.md:5:6 numbers-differ"]);
    check("في 12 جمادى الآخرة 1448 هـ", "On 22 November 2026", &[]);
    check("في 22 تشرين الثاني 2026 (12 جمادى الآخرة 1448 هـ)", "On 22 November 2026", &[]);
    check("نحو 4 ملايين", "About 4 billion", &["content/a.en.md:5:7 numbers-differ"]);
    check("`1` نص", "`2` text", &[]);
}

#[test]
fn hijri_dates_are_compared_with_hijri_dates() {
    let here = |column: usize| format!("content/a.en.md:5:{column} numbers-differ");
    check("في 15 رمضان 1443", "on 15 Ramadan 1443", &[]);
    check("في 15 رمضان 1443", "on 16 Ramadan 1443", &[&here(4)]);
    check("في 15 رمضان 1443", "on 15 Ramadan 1444", &[&here(4)]);
    check("في 15 رمضان 1443", "on 16 April 2022", &[]);
    check("15 شوال 1443 هـ", "on 16 Shawwal 1443 AH", &[&here(4)]);
    check("12 محرم", "12 Safar", &[&here(4)]);
    check("في شهر رمضان", "in the month of Shaban", &[&here(17)]);
    check("في شهر رمضان", "in the month of Ramadan", &[]);
    check("في ربيع الثاني", "in Rabi' al-Thani", &[]);
    check("15 رمضان", "15 Ramadan 1443", &[]);
    check("في شهر رمضان", "in the holy month", &[]);
    check("صفر", "zero", &[]);
    check("توفي سنة 505 هـ/1111 م", "He died in 505 AH/1111 CE", &[]);
    check("توفي سنة 505 هـ/1111 م", "He died in 505 AH/1112 CE", &[&here(19)]);
    check("توفي سنة 505 هـ", "He died in 1111", &[]);
    check("صفر 1437هـ", "Safar 1447 AH", &[&here(7)]);
    check("في العاشر من المحرم سنة 61 هـ", "on 10 October 680", &[]);
}

#[test]
fn telephone_numbers_are_compared_as_such() {
    check("هاتف (02) 2736 1234", "Tel. (02) 27361234", &[]);
    check("هاتف: 0791234567", "Tel: +962 79 123 4567", &[]);
    check("هاتف: +212 5 22 55 01 00", "Tel: +212 522 550010", &["content/a.en.md:5:7 numbers-differ"]);
    check("في 01.02.2022 الساعة 12", "on 1 February 2022 at 12", &[]);
    let both = ["content/a.ar.md:5:4 numbers-differ", "content/a.en.md:5:6 numbers-differ"];
    check("في 01.02.2022 الساعة 12", "on 1 March 2022 at 12", &both);
}

#[test]
fn small_ordinals_are_compared_with_each_other() {
    check("الطابق السابع", "the eighth floor", &["content/a.en.md:5:5 numbers-differ"]);
    check("الطابق السابع", "the seventh floor", &[]);
    check("الطابق السابع", "the 7th floor", &[]);
    check("الدورة التاسعة", "the tenth session", &["content/a.en.md:5:5 numbers-differ"]);
    check("القرن الرابع", "the fifth century", &["content/a.en.md:5:5 numbers-differ"]);
    check("القرن الرابع الهجري", "the tenth century", &[]);
    check("الثالثة", "again", &[]);
    check("ثلث النواب", "a third of the deputies", &[]);
}

#[test]
fn fractions_hours_and_multiples_are_said_in_many_ways() {
    for (ar, en) in [
        ("ثلاثة أرباع السكان", "Three quarters of the population"),
        ("ثلاثة أرباع السكان", "Three-quarters of the population"),
        ("ثلاثة أرباع السكان", "75% of the population"),
        ("لست سنوات", "for six years"),
        ("خمسة أضعاف", "fivefold"),
        ("1/2 كوب", "½ cup"),
        ("الساعة الثانية ظهرًا", "14:00"),
        ("منتصف ليل الأحد", "at 12 a.m. on Sunday"),
    ] {
        check(ar, en, &[]);
    }
    check("الساعة 10:00", "10:30", &["content/a.en.md:5:4 numbers-differ"]);
    check("لست سنوات", "for seven years", &["content/a.en.md:5:5 numbers-differ"]);
}

#[test]
fn structure() {
    check("## أ\n\n### ب {#b}", "## A\n\n## B {#b}", &["content/a.en.md:7:1 heading-level-differs"]);
    check("نص\n\n> قول", "text", &["content/a.ar.md:7:1 unpaired-block"]);
    check("- أ\n- ب", "- a", &["content/a.en.md:5:1 length-differs"]);
    check("| أ |\n|---|\n| ب |", "| a | b |\n|---|---|\n| c | d |", &["content/a.en.md:5:1 table-shape-differs"]);
    check("نص[^a]\n\n[^a]: حاشية", "text", &["content/a.ar.md:7:1 unpaired-note", "content/a.en.md:5:1 notes-differ"]);
    check(
        "[نص](https://example.org/a)",
        "[text](https://example.org/b)",
        &["content/a.ar.md:5:1 links-differ", "content/a.en.md:5:1 links-differ"],
    );
    check("[نص](https://ar.wikipedia.org/wiki/س)", "[text](https://en.wikipedia.org/wiki/x)", &[]);
}

#[test]
fn a_difference_that_is_meant_is_allowed_in_place_with_a_reason() {
    let allowed = "<!-- bayan: allow numbers-differ the article misprints it -->\n\n5 men";
    check("7 رجال", allowed, &[]);
    check("<!-- bayan: allow numbers-differ هكذا في النص -->\n7 رجال", "5 men", &[]);
    check(
        "7 رجال",
        "<!-- bayan: allow numbers-differ -->\n\n5 men",
        &["content/a.en.md:5:1 bad-allow", "content/a.en.md:7:1 numbers-differ"],
    );
    check(
        "7 رجال",
        "<!-- bayan: allow links-differ why -->\n\n5 men",
        &["content/a.en.md:5:1 unused-allow", "content/a.en.md:7:1 numbers-differ"],
    );
    check(
        "7 رجال\n\nنص",
        "5 men\n\n<!-- bayan: allow numbers-differ why -->\n\ntext",
        &["content/a.en.md:5:1 numbers-differ", "content/a.en.md:7:1 unused-allow"],
    );
}

#[test]
fn one_address_in_two_languages() {
    for (ar, en) in [
        ("https://www.example.net/ar/x/", "http://example.net/x"),
        ("https://example.net/x/index.html", "https://example.net/en/x/"),
        ("https://ar.example.net/خبر", "https://en.example.net/news"),
        ("https://example.net/x?lang=ar", "https://example.net/x?lang=en"),
        ("b.md", "b.en.md#part"),
        ("b.md", "https://example.org/repo/en/named/"),
        ("/ar/b/", "/en/named"),
        ("tel:+٩٦٦١١٢٣٤٥٦٧", "tel:+966-11-234567"),
        ("https://a.example:443/x", "https://a.example/x"),
        ("a.md", "#"),
    ] {
        check_with_b(&format!("[نص]({ar})"), &format!("[text]({en})"), &[]);
    }
    let both = ["content/a.ar.md:5:1 links-differ", "content/a.en.md:5:1 links-differ"];
    check_with_b("[نص](https://example.net/x)", "[text](https://example.net/y)", &both);
    check_with_b("[نص](b.md)", "[text](a.md)", &both);
    check_with_b("[نص](b.md)", "text", &both[..1]);
    check_with_b("## أ {#n1}\n\n[نص](a.md#n1)", "## A {#n1}\n\n[text](#n1)", &[]);
    check_with_b("[نص](https://ar.a.example/x)", "[text](https://de.a.example/y)", &both);
    check_with_b("[نص](https://a.example/ar)", "[text](https://a.example/arms)", &both);
}

/// The same beside a page that has another address in each language.
#[track_caller]
fn check_with_b(ar: &str, en: &str, expected: &[&str]) {
    let page = |body: &str| format!("---\ntitle: x\n---\n\n{body}\n");
    let b = "-- content/b.ar.md --\n---\ntitle: y\n---\n-- content/b.en.md --\n---\ntitle: y\nslug: named\n---\n\n## Part\n";
    let b = format!("{b}\n<!-- bayan: allow unpaired-block why -->\n");
    let found = checked(&format!("{AR_EN}-- content/a.ar.md --\n{}-- content/a.en.md --\n{}{b}", page(ar), page(en)));
    let found: Vec<&String> = found.iter().filter(|line| line.starts_with("content/a.")).collect();
    assert_eq!(found, expected, "{ar} {en}");
}

#[test]
fn what_was_accepted_is_quiet_until_it_changes() {
    let files = |ar: &str, en: &str| {
        format!(
            "{AR_EN}-- content/p.ar.md --\n---\ntitle: س\n---\n\n{ar}\n\n-- content/p.en.md --\n---\ntitle: S\n---\n\n{en}\n\n"
        )
    };
    let (ar, en) = ("جاء 5 [المادة](https://example.org/a)", "12 came [article](https://example.org/b)");
    let lock = {
        let tree = tree(&files(ar, en));
        let site = shared::read(&tree, &request()).value.expect("a site").site;
        let lines = review::accept(site.pairs[0].review(), |_| true);
        let lock = Lock { pages: [("p".to_owned(), [("ar en".to_owned(), lines)].into())].into() };
        format!("-- bayan.lock --\n{}", lock.print())
    };
    let found = |ar: &str, en: &str| checked(&(files(ar, en) + &lock));
    assert_eq!(found(ar, en), Vec::<String>::new());
    assert_eq!(found(&ar.replace("جاء", "**جاء**"), en), Vec::<String>::new(), "what does not count does not wake it");
    let all = [
        "content/p.ar.md:5:5 numbers-differ",
        "content/p.ar.md:5:7 links-differ",
        "content/p.en.md:5:1 numbers-differ",
        "content/p.en.md:5:9 links-differ",
    ];
    for (ar, en) in [(ar.replace("جاء", "عاد"), en.to_owned()), (ar.to_owned(), en.replace("came", "left"))] {
        let found = found(&ar, &en);
        assert!(found.iter().any(|line| all.contains(&line.as_str()) && line.ends_with("numbers-differ")), "{found:?}");
        assert!(found.iter().any(|line| all.contains(&line.as_str()) && line.ends_with("links-differ")), "{found:?}");
    }
}

/// Accepts one text, and what `check` says of another by that lock, with or without the hashes of links and levels.
fn after_review(accepted: [&str; 2], now: [&str; 2], knows_links: bool) -> Vec<String> {
    let files = |[ar, en]: [&str; 2]| {
        format!(
            "{AR_EN}-- content/p.ar.md --\n---\ntitle: س\n---\n\n{ar}\n\n-- content/p.en.md --\n---\ntitle: S\n---\n\n{en}\n\n"
        )
    };
    let tree = tree(&files(accepted));
    let site = shared::read(&tree, &request()).value.expect("a site").site;
    let mut lines = review::accept(site.pairs[0].review(), |_| true);
    if !knows_links {
        for line in &mut lines {
            line.frames = None;
        }
    }
    let lock = Lock { pages: [("p".to_owned(), [("ar en".to_owned(), lines)].into())].into() };
    checked(&format!("{}-- bayan.lock --\n{}", files(now), lock.print()))
}

#[test]
fn accepted_words_do_not_silence_later_links_levels_and_lengths() {
    let (ar, en) =
        ("- [أ](https://a.example/1)\n- [ب](https://a.example/2)", "- [a](https://a.example/1)\n- [b](https://a.example/2)");
    let changed = "- a\n- [b](https://a.example/99)";
    let differ = ["content/p.ar.md:5:3 links-differ", "content/p.ar.md:6:3 links-differ", "content/p.en.md:6:3 links-differ"];
    assert_eq!(after_review([ar, en], [ar, en], true), Vec::<String>::new());
    assert_eq!(after_review([ar, en], [ar, changed], true), differ);
    assert_eq!(after_review([ar, changed], [ar, changed], true), Vec::<String>::new(), "a difference that was accepted");
    assert_eq!(after_review([ar, changed], [ar, changed], false), differ, "an old line does not know what links it was for");
    let head = ["## أ {#x}", "## A {#x}"];
    let deeper = ["## أ {#x}", "### A {#x}"];
    let found = after_review(head, deeper, true);
    assert!(found.contains(&"content/p.en.md:5:1 heading-level-differs".to_owned()), "{found:?}");
    let found = after_review(deeper, deeper, true);
    assert!(!found.iter().any(|line| line.ends_with("heading-level-differs")), "{found:?}");
    assert_eq!(after_review(["- أ ب", "- a b"], ["- أ ب", "- a\n- b"], true), ["content/p.en.md:5:1 length-differs"]);
    let note = |label: &str| format!("text[^{label}]\n\n[^a]: one\n\n[^b]: two");
    let ar = "نص[^a]\n\n[^a]: ١\n\n[^b]: ٢";
    let found = after_review([ar, &note("a")], [ar, &note("b")], true);
    assert!(found.contains(&"content/p.en.md:5:1 notes-differ".to_owned()), "{found:?}");
}

#[test]
fn numbers_stay_accepted_when_only_a_link_changes() {
    let (ar, en) = ("جاء 5 [رجال](https://a.example/1)", "12 [men](https://a.example/1) came");
    let other = en.replace("/1", "/2");
    let differ = ["content/p.ar.md:5:7 links-differ", "content/p.en.md:5:4 links-differ"];
    assert_eq!(after_review([ar, en], [ar, &other], true), differ);
}

#[test]
fn a_block_with_an_error_is_not_compared() {
    let errors = |ar: &str, en: &str| {
        let page = |body: &str| format!("---\ntitle: x\n---\n\n{body}\n");
        checked(&format!("{AR_EN}-- content/a.ar.md --\n{}-- content/a.en.md --\n{}", page(ar), page(en)))
    };
    assert_eq!(
        errors("جاء 5 رجال\n\nنص 4", "[7 men](none.md)\n\ntext 3"),
        ["content/a.en.md:5:1 broken-link", "content/a.en.md:7:6 numbers-differ"]
    );
    assert_eq!(
        errors("نص", "[text](none.md)\n\n[another](none.md)"),
        ["content/a.en.md:5:1 broken-link", "content/a.en.md:7:1 broken-link"]
    );
    let chart = |kind: &str| format!("```chart\ntype: {kind}\ntitle: T\ndata:\n  - {{x: a, y: 17}}\n```");
    let found = errors(&chart("bar"), &chart("none"));
    assert!(found.iter().all(|line| !line.ends_with("-differ") && !line.ends_with("unpaired-block")), "{found:?}");
    assert!(found.iter().any(|line| line.starts_with("content/a.en.md")), "{found:?}");
}

#[test]
fn what_is_no_certain_number_is_quiet() {
    check("لست هنا، ولست هناك", "I am neither here nor there", &[]);
    check("الست فيروز", "Lady Fairuz", &[]);
    check("انتشر كوفيد-19 في قمة العشرين", "COVID-19 spread at the G20", &[]);
    check("طائرات إف-16", "F-15 jets", &["content/a.en.md:5:3 numbers-differ"]);
    check("طائرات إف-16", "the jets", &[]);
    check("Author, A. Seven Days. Film, January 2024.", "Author, A. Seven Days. Film, January 2024.", &[]);
    check("انظر Author, A. Seven Days", "See Author, A. Seven Days", &[]);
    check("وصل 5 ثم 5", "5 came", &[]);
    check("قبل يومين", "two days ago", &[]);
    check("مئة في المئة", "100%", &[]);
}

#[test]
fn the_place_is_under_the_number_that_readers_see() {
    check(
        "و12 آخرون",
        "[120 peop**le**](https://a.example/13) and 13 others",
        &["content/a.en.md:5:1 links-differ", "content/a.en.md:5:2 numbers-differ", "content/a.en.md:5:44 numbers-differ"],
    );
    check("نص", "`13` <!-- 13 --> text 13", &["content/a.en.md:5:23 numbers-differ"]);
    check("نص ٣", "text 2022 and 2", &["content/a.en.md:5:6 numbers-differ", "content/a.en.md:5:15 numbers-differ"]);
}

#[test]
fn a_number_is_found_where_it_was_written_and_not_where_it_is_written_too() {
    // Between the first 120, whose address holds the number, and the one that differs.
    let en = "[120 peop**le**](https://a.example/12) and \\* &amp; 12 others";
    check("[120 شخصًا](https://a.example/12) وغيرهم", en, &["content/a.en.md:5:53 numbers-differ"]);
    // Code and a remark hold it before.
    let en = "`12` text <!-- 12 --> **12** others";
    check("`12` نص وآخرون", en, &["content/a.en.md:5:25 numbers-differ"]);
    let head = |title: &str| format!("---\ntitle: {title}\n---\n\nx\n");
    let found =
        checked(&format!("{AR_EN}-- content/a.ar.md --\n{}-- content/a.en.md --\n{}", head("سد"), head("\"The 12: dams\"")));
    assert_eq!(found, ["content/a.en.md:2:13 numbers-differ"]);
}

#[test]
fn what_the_ledger_prints_stands_where_it_was_asked_for() {
    let facts = "-- content/k/facts.yaml --\nf-12: {value: 47}\n";
    let page = |tag: &str, body: &str| format!("-- content/k/a.{tag}.md --\n---\ntitle: x\nbare_numbers: all\n---\n\n{body}\n");
    let text = format!("{AR_EN}{facts}{}{}", page("ar", "بلغ 46"), page("en", "It was 12 and [](fact:f-12)"));
    let found = checked(&text);
    assert!(found.contains(&"content/k/a.en.md:6:15 numbers-differ".to_owned()), "{found:?}");
}

#[test]
fn a_language_whose_words_are_not_read_gives_no_verdict_on_words() {
    let found = |fr: &str, en: &str| {
        let page = |body: &str| format!("---\ntitle: x\n---\n\n{body}\n");
        let site =
            "-- site.yaml --\nbase_url: https://example.org/\ntitle: x\nlanguages: {fr: {name: Français}, en: {name: English}}\n";
        checked(&format!("{site}-- content/a.fr.md --\n{}-- content/a.en.md --\n{}", page(fr), page(en)))
    };
    assert_eq!(
        found("Vingt-cinq hommes, en janvier", "Twenty-six men, in February 2022"),
        ["content/a.en.md:5:29 numbers-differ"]
    );
    assert_eq!(found("cinq villes", "5 towns"), Vec::<String>::new());
    assert_eq!(found("1 200 soldats et 2,5 millions", "1,200 soldiers and 2.5 million"), Vec::<String>::new());
    assert_eq!(found("1 200 soldats", "1,300 soldiers"), ["content/a.en.md:5:1 numbers-differ"]);
    assert_eq!(found("vingt-et-un", "21"), Vec::<String>::new());
    assert_eq!(found("deux millions et demi", "2.5 million"), Vec::<String>::new());
    assert_eq!(found("45 villes", "54 towns"), ["content/a.en.md:5:1 numbers-differ"]);
    let persian = |fa: &str, en: &str| {
        let page = |body: &str| format!("---\ntitle: x\n---\n\n{body}\n");
        let site =
            "-- site.yaml --\nbase_url: https://example.org/\ntitle: x\nlanguages: {fa: {name: فارسی}, en: {name: English}}\n";
        checked(&format!("{site}-- content/a.fa.md --\n{}-- content/a.en.md --\n{}", page(fa), page(en)))
    };
    assert_eq!(persian("بیست و یک", "21"), Vec::<String>::new());
    assert_eq!(persian("دو میلیون و نیم", "2.5 million"), Vec::<String>::new());
    assert_eq!(persian("۱۲ اردیبهشت ۱۴۰۰", "2 May 2021"), Vec::<String>::new());
}

/// A number of a cell, an item or a paragraph has nothing to do with the words of the next one.
#[test]
fn numbers_end_with_their_line() {
    for (ar, en) in [
        ("| أ | ب |\n|---|---|\n| 43 | مئات |\n| 7 | ملايين |\n", "| A | B |\n|---|---|\n| 43 | hundreds |\n| 7 | million |\n"),
        ("- 43\n- ألف\n- 5\n", "- 43\n- a thousand\n- 5\n"),
        ("- مئة\n- ألف\n", "- one hundred\n- one thousand\n"),
        // A line of the file is none of the text.
        ("بلغ 43\nألف برميل.\n", "It was 43\nthousand barrels.\n"),
    ] {
        let text =
            format!("{AR_EN}-- content/a.ar.md --\n---\ntitle: أ\n---\n\n{ar}-- content/a.en.md --\n---\ntitle: A\n---\n\n{en}");
        let told: Vec<String> = checked(&text).into_iter().filter(|problem| problem.ends_with("numbers-differ")).collect();
        assert!(told.is_empty(), "{told:?}\n{ar}\n{en}");
    }
    // What differs is told all the same.
    let (ar, en) = ("- 43\n- ألف\n", "- 44\n- a thousand\n");
    let text =
        format!("{AR_EN}-- content/a.ar.md --\n---\ntitle: أ\n---\n\n{ar}-- content/a.en.md --\n---\ntitle: A\n---\n\n{en}");
    assert!(checked(&text).iter().any(|problem| problem.ends_with("numbers-differ")));
}
