//! What readers search for is found: the same in Rust, which makes the index, and in the script of the pages, which asks it. The script
//! runs in Node, as it is published.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use crate::support::shared;
use crate::support::site::{AR_EN, build, built, page, paths, problems, request, tree};
use bayan::pipeline::memo::Memo;
use bayan::pipeline::{Built, EditionFiles, Request};
use bayan::search::script;
use bayan::search::table::Table;
use bayan::search::words::words;
use serde_json::{Value, json};

const SITE: &str = include_str!("data/search/site.txt");
const PAGES: &str = include_str!("data/search/pages.txt");
const QUERIES: &str = include_str!("data/search/queries.tsv");
const LANGUAGES: [&str; 6] = ["ar", "en", "fa", "he", "ur", "fr"];

/// What Node prints, given a script of tests/data/search.
fn node(name: &str, arguments: &[&Path]) -> String {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/search").join(name);
    let output = Command::new("node").arg(program).args(arguments).output().expect("Node 20 is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A line of queries.tsv: the reader's language, the query, the expected page.
fn queries() -> impl Iterator<Item = [&'static str; 3]> {
    let cells = |line: &'static str| <[&str; 3]>::try_from(line.split('\t').collect::<Vec<_>>()).expect("three cells");
    QUERIES.lines().filter(|line| !line.starts_with('#')).map(cells)
}

/// The pages of pages.txt: path, language, title, text.
fn pages() -> impl Iterator<Item = (&'static str, &'static str, &'static str, &'static str)> {
    PAGES.split("\n== ").skip(1).map(|part| {
        let (head, text) = part.split_once('\n').expect("a head");
        let (key, language) = head.split_once('.').expect("a language");
        let (title, text) = text.split_once('\n').expect("a title");
        (key, language, title, text)
    })
}

/// The site of pages.txt, with a ledger of names.
fn site() -> String {
    let mut text = SITE.to_owned();
    for (key, language, title, body) in pages() {
        let _ = write!(
            text,
            "-- content/news/{key}.{language}.md --\n---\ntitle: \"{title}\"\n---\n{}\n",
            body.replace('\n', "\n\n")
        );
    }
    text
}

/// Asks a built site, in Node.
fn ask(built: &Built, asked: &[(&str, &str)]) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, contents) in built.outputs.iter() {
        if let Some(name) = path.as_str().strip_prefix("search/") {
            let file = folder.path().join(name);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            std::fs::write(file, contents.bytes().expect("bytes")).expect("written");
        }
    }
    let (own, list) = (folder.path().join("source.js"), folder.path().join("queries.txt"));
    std::fs::write(&own, script::source()).expect("written");
    let lines: Vec<String> = asked.iter().map(|(lang, query)| format!("{lang}\t{query}\n")).collect();
    std::fs::write(&list, lines.concat()).expect("written");
    let printed = node("queries.mjs", &[&own, folder.path(), &list]);
    printed.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn what_is_searched_for_is_found() {
    let built = built(&site());
    let all: Vec<[&str; 3]> = queries().collect();
    let of =
        |language: &str| all.iter().filter(|[own, _, page]| *own == language && page.ends_with(&format!(".{language}"))).count();
    let enough = [("ar", 80), ("en", 40), ("fa", 20), ("he", 10)];
    assert!(enough.iter().all(|(language, least)| of(language) >= *least), "too few queries");
    let is_across = |[language, query, page]: &&[&str; 3]| {
        let is_latin = |text: &str| text.chars().any(|c| c.is_ascii_alphabetic());
        !page.ends_with(&format!(".{language}"))
            || is_latin(query) != page.ends_with(".en") && query.chars().any(char::is_alphabetic)
    };
    let across = all.iter().filter(is_across).count();
    assert!(across >= 20, "{across} queries go from one language to another");
    let asked: Vec<(&str, &str)> = all.iter().map(|[language, query, _]| (*language, *query)).collect();
    let mut missed = Vec::new();
    for ([language, query, expected], found) in all.iter().zip(ask(&built, &asked)) {
        let (key, own) = expected.split_once('.').expect("a language");
        let path = format!("/repo/{own}/news/{key}/");
        let first = found["results"].as_array().expect("results").iter().take(3);
        if !first.clone().any(|result| result["path"] == path.as_str()) {
            let paths: Vec<&Value> = first.map(|result| &result["path"]).collect();
            missed.push(format!("{language} {query}: not {expected} but {paths:?}"));
        }
    }
    assert!(missed.len() * 20 <= all.len(), "{} of {} are not found:\n{}", missed.len(), all.len(), missed.join("\n"));
}

/// In Rust, each word that is typed has a stem under which the expected page stands, where both are of one language and the query is of words.
#[test]
fn the_index_holds_what_is_searched_for() {
    let by_page: BTreeMap<String, String> =
        pages().map(|(key, language, title, text)| (format!("{key}.{language}"), format!("{title}\n{text}"))).collect();
    let mut checked = 0;
    let mut missed = Vec::new();
    for [language, query, expected] in queries().filter(|[language, _, expected]| expected.ends_with(&format!(".{language}"))) {
        let table = Table::of(language);
        let keys =
            |text: &str| words(text).flat_map(|range| table.stems(&table.letters.fold(&text[range]))).collect::<BTreeSet<_>>();
        let text = keys(&by_page[expected]);
        let typed: Vec<String> = query.split_whitespace().filter(|word| !word.starts_with('-')).map(str::to_owned).collect();
        checked += 1;
        if !typed.iter().any(|word| keys(word).iter().any(|stem| text.contains(stem))) {
            missed.push(format!("{language} {query}: {expected}"));
        }
    }
    // What is left are other names, other keyboards and mistyped letters, which are no forms of a word.
    assert!(checked > 200 && missed.len() * 12 <= checked, "{} of {checked}:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn rust_and_the_script_make_the_same_of_every_word() {
    let before = ["و", "وال", "لل", "ה", "l'"];
    let after = ["ها", "ات", "ية", "\u{64f}", "s", "ing", "’s", "\u{200c}های", "ות"];
    let mut texts: BTreeSet<String> = words(PAGES).map(|range| PAGES[range].to_owned()).collect();
    for word in texts.clone() {
        texts.extend(before.iter().map(|begin| format!("{begin}{word}")));
        texts.extend(after.iter().map(|end| format!("{word}{end}")));
        texts.extend(before.iter().zip(after).map(|(begin, end)| format!("{begin}{word}{end}")));
    }
    // Every letter, sign and digit that was known ten years ago, between letters and alone: Node may know other ones than Rust.
    let known = (0x20..0x5C8)
        .chain(0x5D0..0x870)
        .chain(0x900..0xB50)
        .chain(0x1D00..0x1DC0)
        .chain(0x1E00..0x2440)
        .chain(0xFB50..0xFDC8)
        .chain(0xFE70..0xFF00);
    for letter in known.filter_map(char::from_u32) {
        texts.extend([format!("ا{letter}ب"), format!("1{letter}{letter}")]);
    }
    texts.extend(
        ["صה\"ל צה\"ל", "3.5% 1,250 ٣٫٥ ٠٠٧ 0.5 .5", "l’état d'un", "al-Jazeera", "𝔸bc 🙂x", "Straße ǅ ŒUVRE ΣΑΣ"]
            .map(str::to_owned),
    );
    let folder = tempfile::tempdir().expect("a folder");
    let mut lines = String::new();
    let mut count = 0;
    for language in LANGUAGES {
        let table = Table::of(language);
        let row = |text: &String| {
            let word = |range: std::ops::Range<usize>| {
                let form = table.letters.fold(&text[range.clone()]);
                json!([text[..range.start].encode_utf16().count(), form, table.stems(&form)])
            };
            json!([text, words(text).map(word).collect::<Vec<_>>()])
        };
        let step = if matches!(language, "ar" | "en") { 1 } else { 4 };
        let rows: Vec<Value> = texts.iter().step_by(step).map(row).collect();
        count += rows.len();
        let _ = writeln!(lines, "{}", json!([table.json(), rows]));
    }
    assert!(count > 100_000, "{count} words");
    let (own, tables) = (folder.path().join("source.js"), folder.path().join("tables.txt"));
    std::fs::write(&own, script::source()).expect("written");
    std::fs::write(&tables, lines).expect("written");
    let differs = node("words.mjs", &[&own, &tables]);
    let unassigned = |line: &&str| !line.is_empty();
    assert!(differs.lines().filter(unassigned).count() == 0, "{}", differs.lines().take(20).collect::<Vec<_>>().join("\n"));
}

/// A pair with a ledger of one fact, one claim and one event, and a page in which words have their vowel signs.
fn ledger() -> String {
    format!(
        "{AR_EN}pdf: {{enabled: false}}\n-- content/k/_index.ar.md --\n---\ntitle: إحاطة الغاز\nbriefing: true\n---\nسعر الغاز [](fact:lpg).\n\n## القسم {{#part}}\n\nتَذْكُرُ الصَّحِيفَةُ كِتَابًا عن *الأَسْعَارِ* في NATO.\n\
         -- content/k/_index.en.md --\n---\ntitle: Gas briefing\nbriefing: true\n---\nThe gas price was [](fact:lpg).\n\n## Part {{#part}}\n\nA newspaper tells of a book on prices in NATO.\n\
         -- content/k/sources.yaml --\nreport:\n  title: {{ar: تقرير السوق, en: Market report}}\n\
         -- content/k/facts.yaml --\nlpg:\n  value: 60\n  unit: tenge\n  what: {{ar: سعر لتر الغاز القديم, en: Old price of a litre of gas}}\n  source: report\n  certainty: stated\n\
         -- content/k/units.yaml --\ntenge:\n  ar: {{other: تنغ}}\n  en: {{other: tenge}}\n\
         -- content/k/claims.yaml --\ncause:\n  by: {{ar: الكاتب, en: the author}}\n  what: {{ar: الغاز سبب الاحتجاج, en: Gas is the cause of the protest}}\n  sources: [report]\n\
         -- content/k/events.yaml --\nstart:\n  date: 2022-01-06\n  text: {{ar: يبدأ الإضراب, en: The strike begins}}\n  source: report\n  certainty: stated\n"
    )
}

#[test]
fn the_ledger_answers_with_its_value_source_and_certainty() {
    let built = built(&ledger());
    let [fact, arabic, claim, event] =
        ask(&built, &[("en", "old gas price"), ("ar", "سعر الغاز القديم"), ("en", "cause of protest"), ("en", "6 January 2022")])
            .try_into()
            .expect("four");
    let answer = &fact["answers"][0];
    assert_eq!(
        (answer["value"].as_str(), answer["url"].as_str()),
        (Some("60\u{a0}tenge"), Some("/repo/en/k/facts/#fact-lpg")),
        "{fact}"
    );
    assert_eq!(answer["lines"], json!(["Source: Market report", "How certain: stated by the source"]));
    assert_eq!(arabic["answers"][0]["value"], "60\u{a0}تنغ", "{arabic}");
    assert_eq!(claim["answers"][0]["value"], "Said by: the author", "{claim}");
    assert_eq!(event["answers"][0]["title"], "The strike begins", "{event}");
}

#[test]
fn a_passage_is_shown_as_it_is_written_and_leads_to_its_place() {
    let built = built(&ledger());
    let found =
        ask(&built, &[("ar", "اسعار"), ("ar", "كتاب الأسعار"), ("en", "\"book on prices\""), ("en", "\"prices on book\"")]);
    let [first, both, phrase, none] = found.try_into().expect("four");
    let result = &first["results"][0];
    let passage = result["passage"].as_str().expect("a passage");
    assert!(passage.contains("[الأَسْعَارِ]") && passage.contains("تَذْكُرُ"), "{passage}");
    assert!(result["url"].as_str().is_some_and(|url| url.starts_with("/repo/ar/k/#part:~:text=")), "{result}");
    assert!(both["results"][0]["passage"].as_str().is_some_and(|text| text.contains("[كِتَابًا]")), "{both}");
    assert_eq!((phrase["total"].as_u64(), none["total"].as_u64()), (Some(1), Some(0)), "{phrase} {none}");
}

#[test]
fn every_file_that_is_named_is_there() {
    let built = built(&site());
    let file = |name: &str| page(&built, &format!("search/{name}"));
    let index: Value = serde_json::from_str(file("index.json")).expect("JSON");
    let mut named = BTreeSet::from(["search/index.json".to_owned(), script::path()]);
    for language in index["languages"].as_array().expect("languages") {
        let [table, manifest] = ["table", "index"].map(|key| language[key].as_str().expect("a name").to_owned());
        let own = format!("search/{}", language["lang"].as_str().expect("a tag"));
        let read: Value = serde_json::from_str(page(&built, &format!("{own}/{manifest}"))).expect("JSON");
        let text = |key: &str| read[key].as_str().expect("a text");
        let part = |name: &str, at: usize| if at == 0 { name.to_owned() } else { format!("{name}-{at}") };
        let shards = read["shards"].as_array().expect("shards").len();
        named.extend((0..shards).map(|at| format!("{own}/{}.txt", part(text("set"), at))));
        named.extend(text("packs").split(' ').filter(|name| !name.is_empty()).map(|name| format!("{own}/{name}.json")));
        named.extend([table, manifest, text("lexicon").to_owned()].map(|name| format!("{own}/{name}")));
    }
    let there: BTreeSet<String> =
        built.outputs.iter().map(|(path, _)| path.as_str().to_owned()).filter(|path| path.starts_with("search/")).collect();
    let continued = |path: &&String| path.contains('-');
    assert_eq!(
        named.iter().filter(|path| !continued(path)).collect::<Vec<_>>(),
        there.iter().filter(|path| !continued(path)).collect::<Vec<_>>()
    );
}

#[test]
fn a_hidden_page_changes_no_byte() {
    let hidden = "-- content/k/secret.ar.md --\n---\ntitle: سر\ndraft: true\n---\nكلمات لا يعرفها أحد [](fact:unseen).\n-- content/k/secret.en.md --\n---\ntitle: Secret\ndraft: true\n---\nWords that nobody knows.\n";
    let fact = "unseen:\n  value: 7\n  what: {ar: رقم سري, en: Secret number}\n  source: report\n  certainty: stated\n";
    let with = ledger().replace("-- content/k/units.yaml --\n", &format!("{fact}-- content/k/units.yaml --\n")) + hidden;
    let files = |built: &Built| -> BTreeMap<String, Vec<u8>> {
        let own =
            built.outputs.iter().filter(|(path, _)| path.as_str().starts_with("search/") || path.as_str().contains("/search/"));
        own.map(|(path, contents)| (path.as_str().to_owned(), contents.bytes().expect("bytes").to_vec())).collect()
    };
    let (without, with) = (files(&built(&ledger())), files(&built(&with)));
    assert!(without.len() > 8);
    assert!(without == with, "{:?} and {:?}", without.keys(), with.keys());
}

#[test]
fn the_box_leads_to_the_index_without_scripts() {
    let built = built(&ledger());
    let home = page(&built, "ar/index.html");
    assert!(home.contains("action=/repo/ar/search/") && home.contains(&format!("/repo/{}", script::path())), "{home}");
    assert!(home.contains("form-action 'self'"));
    let index = page(&built, "en/search/index.html");
    for name in ["Gas briefing", "Facts and sources", "/repo/ar/search/", "noindex"] {
        assert!(index.contains(name), "{name}");
    }
}

#[test]
fn a_site_may_be_without_search() {
    let (built, diags, _) = build(&ledger().replace("pdf: {enabled", "search: false\npdf: {enabled"));
    let built = built.expect("a site");
    assert!(diags.is_empty());
    assert!(built.outputs.iter().all(|(path, _)| !path.as_str().contains("search")), "{:?}", paths(&built));
    assert!(!page(&built, "ar/index.html").contains("data-search"));
    // A page of that name is a mistake where there is a search, and told with what to do.
    let own = |more: &str| {
        format!(
            "{}-- content/search.ar.md --\n---\ntitle: بحث\n---\nنص\n-- content/search.en.md --\n---\ntitle: Own\n---\nText\n",
            ledger().replace("pdf: {enabled", &format!("{more}pdf: {{enabled"))
        )
    };
    assert_eq!(problems(&own("")).len(), 2, "{:?}", problems(&own("")));
    assert!(problems(&own("search: false\n")).is_empty());
}

/// A server makes the search when somebody asks for a file of it, and then the files are those of a build.
#[test]
fn a_server_makes_the_same_search_later() {
    let (whole, tree) = (built(&ledger()), tree(&ledger()));
    let asked = Request { editions: EditionFiles::OnDemand, ..request() };
    let served = shared::build(&tree, &asked).value.expect("a site");
    let is_search = |path: &str| path.starts_with("search/");
    assert!(served.outputs.iter().all(|(path, _)| !is_search(path.as_str())), "{:?}", paths(&served));
    let memo = Memo::default();
    let mut count = 0;
    for (path, contents) in whole.outputs.iter().filter(|(path, _)| is_search(path.as_str())) {
        let late = served.late(&tree, &memo, path.as_str()).value;
        assert_eq!(late, contents.bytes().ok(), "{}", path.as_str());
        count += 1;
    }
    assert!(count > 6, "{count} files");
    assert_eq!(served.late(&tree, &memo, "search/none.json").value, None);
}

#[test]
fn a_page_that_asks_not_to_be_found_is_not() {
    let quiet = "-- content/quiet.ar.md --\n---\ntitle: صامت\nnoindex: true\n---\nزرافة\n-- content/quiet.en.md --\n---\ntitle: Quiet\nnoindex: true\n---\ngiraffe\n";
    let built = built(&(ledger() + quiet));
    let [found] = ask(&built, &[("en", "giraffe")]).try_into().expect("one");
    assert_eq!((found["total"].as_u64(), page(&built, "en/search/index.html").contains("Quiet")), (Some(0), false));
    // What stands in the ledger of a briefing is found with its chapters, and not without.
    let briefing = ledger().replace("briefing: true\n---", "briefing: true\nnoindex: true\n---");
    let [found] = ask(&self::built(&briefing), &[("en", "old gas price")]).try_into().expect("one");
    assert_eq!((found["total"].as_u64(), found["answers"].as_array().map(Vec::len)), (Some(0), Some(0)), "{found}");
}
