//! Questions of somebody who edits, asked of a project as `bayan new` begins one: with texts that are not saved, half typed, or no part
//! of the project.

use std::collections::{BTreeMap, BTreeSet};

use bayan::answers::actions::{self, Does};
use bayan::answers::complete::{self, Item};
use bayan::answers::{Change, Desk, accept, hover, lens, mentions, problems, rename, symbols, twin};
use bayan::diag::Diagnostic;
use bayan::diag::render::{Style, render};
use bayan::drift::lock::Lock;
use bayan::pipeline::session::Session;
use bayan::scaffold::{Kind, Plan, project};
use bayan::source::{Content, SourceTree};

use crate::support::shared;
use crate::support::site::{AR_EN, request, tree};

const WELLS: &str = "content/water/wells.en.md";
const WELLS_AR: &str = "content/water/wells.ar.md";
const FACTS: &str = "content/water/facts.yaml";

/// The project of `bayan new --kind briefing` with some of its files as they are to be.
fn desk(changed: &[(&str, &str)]) -> Session {
    let plan = Plan {
        languages: vec!["ar".to_owned(), "en".to_owned()],
        kind: Kind::Briefing,
        titles: BTreeMap::new(),
        date: "2026-11-22".to_owned(),
    };
    let files = project(&plan).expect("a project");
    let is_read = |path: &str| path == "site.yaml" || path.starts_with("content/");
    let sources = files.into_iter().filter(|(path, _)| is_read(path));
    let tree = SourceTree::new(sources.map(|(path, text)| (path, Content::Text(text.into()))));
    let mut session = shared::session(tree, request());
    for (path, text) in changed {
        session.open(path, (*text).to_owned());
    }
    session
}

/// A text with `|` in it, as the text and the byte.
fn marked(text: &str) -> (String, usize) {
    let at = text.find('|').expect("a mark");
    (text.replacen('|', "", 1), at)
}

/// What is offered at the mark of a text that stands at a path.
fn offered(path: &str, text: &str) -> Vec<Item> {
    let (text, at) = marked(text);
    let offer = complete::at(&Desk::of(&desk(&[(path, &text)])), path, at);
    assert!(text.is_char_boundary(offer.range.start) && offer.range.end <= text.len());
    offer.items
}

fn labels(items: &[Item]) -> Vec<&str> {
    items.iter().map(|item| item.label.as_str()).collect()
}

fn page(body: &str) -> String {
    format!("---\ntitle: A page\nweight: 30\n---\n\n{body}\n")
}

#[test]
fn entries_are_offered_by_key_and_by_title_in_any_language() {
    for (typed, expected) in [
        ("[](fact:|", &["litres-lost", "litres-spring", "litres-summer", "wells", "wells-dry"][..]),
        ("[](fact:wel|", &["wells", "wells-dry"]),
        ("[](fact:الصيف|", &["litres-lost", "litres-summer"]),
        ("[](fact:no water|", &["wells-dry"]),
        ("[x](FACT:dry|", &["wells-dry"]),
        ("[x](org:لجنة|", &["committee"]),
        ("[x](claim:|", &["pumps"]),
        ("[x](source:min|", &["minutes"]),
        ("[x](term:|", &[]),
        ("[x]: fact:spring|", &["litres-lost", "litres-spring"]),
        ("Text fact:|", &[]),
    ] {
        let items = offered("content/water/new.en.md", &page(typed));
        let mut found = labels(&items);
        found.sort_unstable();
        assert_eq!(found, expected, "{typed}");
    }
}

#[test]
fn an_entry_shows_both_languages_and_its_source() {
    let items = offered("content/water/new.ar.md", &page("[](fact:wells-dry|"));
    let [item] = &items[..] else { panic!("{items:#?}") };
    for part in ["5\u{a0}آبار", "5\u{a0}wells", "الآبار التي لم تُخرج ماء يوم الزيارة", "Wells that gave no water"]
    {
        assert!(item.detail.contains(part), "{part}: {}", item.detail);
    }
    for part in ["Survey of wells and households", "مسح الآبار والبيوت"] {
        assert!(item.about.contains(part), "{part}: {}", item.about);
    }
}

#[test]
fn fields_words_and_names_are_offered_where_they_belong() {
    for (path, text, expected) in [
        ("content/water/n.en.md", "---\ntit|\n---\n", &["title", "subtitle", "short_title"][..]),
        ("content/water/n.en.md", "---\ntitle: A\ntags: [wa|\n---\n", &["water"]),
        ("content/water/n.en.md", "---\ntitle: A\ntags:\n  - الميا|\n---\n", &["water"]),
        ("content/water/n.en.md", "---\ntitle: A\ndraft: t|\n---\n", &["true"]),
        ("content/water/n.en.md", "---\ntitle: A\nkey_figures:\n  - fact: dry|\n---\n", &["wells-dry"]),
        ("content/water/n.en.md", "---\ntitle: A\nkey_figures:\n  - lab|\n", &["label"]),
        ("content/water/n.en.md", "---\ntitle: A\nimage: w|\n---\n", &["well.svg"]),
        ("content/water/n.en.md", "---\ntitle: A\n---\n\n```chart\nty|\n```\n", &["type"]),
        ("content/water/n.en.md", "---\ntitle: A\n---\n\n```chart\ntype: co|\n```\n", &["column"]),
        ("content/water/n.en.md", "---\ntitle: A\n---\n\n```chart\nsrc: u|", &["use.csv"]),
        ("content/water/n.en.md", "---\ntitle: A\n---\n\n```chart\ndata:\n  - value: {fact: spr|}\n", &["litres-spring"]),
        (FACTS, "gas:\n  certainty: in|\n", &["inferred"]),
        (FACTS, "gas:\n  what: {ar: س, e|\n", &["en"]),
        (FACTS, "gas:\n  unit: lit|\n", &["litres"]),
        (FACTS, "gas:\r\n  source: sur|\r\n", &["survey"]),
        ("content/water/claims.yaml", "pumps:\n  by: com|\n", &["committee"]),
        ("content/water/claims.yaml", "pumps:\n  sources: [survey, min|]\n", &["minutes"]),
        ("site.yaml", "title: {ar: أ, en: A}\nlanguages: {ar: {}, en: {}}\nbase_u|\n", &["base_url"]),
    ] {
        let items = offered(path, text);
        let found = labels(&items);
        assert!(expected.iter().all(|label| found.contains(label)), "{text}: {found:?}");
        assert_eq!(found.first(), expected.first(), "{text}");
    }
}

#[test]
fn links_lead_to_pages_files_and_headings() {
    for (typed, expected) in [
        ("[x](we|", "wells.md"),
        ("[x](../ab|", "../about.md"),
        ("![x](w|", "well.svg"),
        ("[x](wells.md#wh|", "why"),
        ("# Here {#here}\n\n[x](#he|", "here"),
        ("[x](fa|", "fact:"),
    ] {
        let items = offered("content/water/new.en.md", &page(typed));
        assert_eq!(labels(&items).first(), Some(&expected), "{typed}: {:?}", labels(&items));
    }
}

#[test]
fn hover_says_what_is_named_and_what_a_field_is_for() {
    let session = desk(&[]);
    let desk = Desk::of(&session);
    let at = |path: &str, word: &str| {
        let text = desk.text(path).expect("a text");
        hover::at(&desk, path, text.find(word).expect("there") + 1).map(|hover| hover.markdown).unwrap_or_default()
    };
    let fact = at(WELLS, "wells-dry");
    for part in ["wells-dry", "5\u{a0}آبار", "5\u{a0}wells", "Survey of wells and households", "Wells that gave no water"] {
        assert!(fact.contains(part), "{part}: {fact}");
    }
    assert!(at(WELLS_AR, "committee").contains("لجنة المياه"), "{}", at(WELLS_AR, "committee"));
    assert!(at(FACTS, "survey").contains("Survey of wells"), "{}", at(FACTS, "survey"));
    assert!(at(FACTS, "litres-lost").contains("35"), "{}", at(FACTS, "litres-lost"));
    assert!(at(FACTS, "certainty: inferred").contains("Whether the source states it"));
    assert!(at(WELLS, "weight").contains("Its place among the chapters"));
    assert!(at(WELLS, "No level").is_empty());
}

#[test]
fn what_is_named_is_found_where_it_stands() {
    let session = desk(&[("content/water/new.en.md", &page("See [it](wells.md#why), [about](../about.md) and ![x](well.svg)."))]);
    let desk = Desk::of(&session);
    let to = |path: &str, word: &str| {
        let text = desk.text(path).expect("a text");
        let found = hover::definition(&desk, path, text.find(word).expect("there") + 1);
        found
            .into_iter()
            .map(|place| {
                let line = desk.text(&place.path).expect("a text")[place.range.start..].lines().next().unwrap_or_default();
                format!("{} {line}", place.path)
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(to(WELLS, "wells-dry"), [format!("{FACTS} wells-dry:")]);
    assert_eq!(to("content/water/claims.yaml", "committee"), ["content/water/organisations.yaml committee:"]);
    assert_eq!(to(FACTS, "litres\n"), ["content/water/units.yaml litres:"]);
    assert_eq!(to("content/water/_index.en.md", "litres-summer"), [format!("{FACTS} litres-summer:")]);
    assert_eq!(to("content/water/use.en.md", "survey\n"), ["content/water/sources.yaml survey:"]);
    assert_eq!(to("content/water/new.en.md", "wells.md"), [format!("{WELLS} ## Why some are dry {{#why}}")]);
    assert_eq!(to("content/water/new.en.md", "../about"), ["content/about.en.md ---"]);
    assert_eq!(to("content/water/new.en.md", "well.svg").len(), 1);
    assert!(to(WELLS, "No level").is_empty());
}

/// A project in which something is changed, with nothing open.
fn saved(desk: &Desk, change: &Change) -> Session {
    let changed = desk.changed(change);
    let tree = changed.session().tree();
    let files = tree.files().iter().map(|file| (file.path.clone(), file.content.clone()));
    shared::session(SourceTree::new(files), request())
}

fn said(session: &Session) -> String {
    render(session.problems(), session.tree(), Style::Short)
}

/// The same project, in which every pair is accepted.
fn accepted() -> Session {
    let session = desk(&[]);
    let site = session.site().value.expect("a site").site;
    let mut lock = Lock::default();
    accept::record(&mut lock, &site, &site.pairs.iter().map(AsRef::as_ref).collect::<Vec<_>>(), &BTreeSet::new());
    let files = session.tree().files().iter().map(|file| (file.path.clone(), file.content.clone()));
    let lock = ("bayan.lock".to_owned(), Content::Text(lock.print().into()));
    shared::session(SourceTree::new(files.chain([lock])), request())
}

#[test]
fn an_entry_gets_another_id_everywhere() {
    let session = accepted();
    assert_eq!(said(&session), "");
    let desk = Desk::of(&session);
    for (path, word, id, count) in [
        (FACTS, "wells-dry", "dry-wells", 7),
        (WELLS, "wells-dry", "dry-wells", 7),
        (FACTS, "wells:", "all-wells", 7),
        ("content/water/units.yaml", "litres", "daily", 4),
        ("content/water/sources.yaml", "survey", "field-survey", 10),
        ("content/water/organisations.yaml", "committee", "board", 6),
        ("content/water/claims.yaml", "pumps:", "new-pumps", 5),
    ] {
        let at = desk.text(path).expect("a text").find(word).expect("there") + 1;
        let (subject, _) = rename::subject(&desk, path, at).expect("an entry");
        let change = rename::to(&desk, &subject, id).expect("a change");
        let (locks, edits): (Vec<_>, Vec<_>) = change.edits.iter().partition(|edit| edit.path == "bayan.lock");
        assert_eq!(edits.len(), count, "{path} {word}: {edits:#?}");
        let old = subject.id.as_str();
        assert!(edits.iter().all(|edit| desk.text(&edit.path).expect("a text")[edit.range.clone()] == *old));
        // Blocks are known in the lock by what they name, and what was accepted stays accepted.
        let after = saved(&desk, &change);
        assert_eq!(said(&after), "", "{path} {word}");
        let is_current = after.site().value.expect("a site").site.pairs.iter().all(|pair| pair.review().is_current());
        assert!(is_current, "{path} {word}: {locks:?}");
    }
}

#[test]
fn references_of_every_kind_are_found_and_code_is_none() {
    let text = page(
        "[](fact:wells), [the wells][w] and `fact:wells`, <a href=\"fact:wells\">x</a>.\n\n```text\n[](fact:wells)\n```\n\n\
         ```key-figures\ntitle: A\nfigures:\n  - fact: wells\n  - fact: wells-dry\n```\n\n[w]: fact:wells",
    );
    let plain = desk(&[]);
    let settings = plain.tree().get("site.yaml").and_then(|file| file.text()).expect("a text");
    let session = desk(&[("content/water/new.en.md", &text), ("site.yaml", &format!("{settings}\nraw_html: safe\n"))]);
    let desk = Desk::of(&session);
    let mention = mentions::at(&desk, FACTS, desk.text(FACTS).expect("facts").find("wells:").expect("there")).expect("an entry");
    let found = mentions::of(&desk, &mention.subject).filter(|m| m.place.path == "content/water/new.en.md");
    let lines: Vec<&str> = found.map(|m| text[m.place.range.start - 6..m.place.range.end].trim_start()).collect();
    assert_eq!(lines, ["(fact:wells", "\"fact:wells", "fact: wells", " fact:wells".trim_start()]);
}

#[test]
fn an_id_that_cannot_be_is_refused() {
    let session = desk(&[]);
    let desk = Desk::of(&session);
    let at = desk.text(FACTS).expect("facts").find("wells-dry").expect("there");
    let (subject, _) = rename::subject(&desk, FACTS, at).expect("an entry");
    assert!(rename::to(&desk, &subject, "Dry wells").expect_err("refused").contains("is no id"));
    assert!(rename::to(&desk, &subject, "wells").expect_err("refused").contains("there is a fact `wells` already"));
    assert!(rename::subject(&desk, WELLS, 5).is_none());
}

/// The one action whose title begins so.
#[track_caller]
fn action(session: &Session, path: &str, word: &str, title: &str) -> Does {
    let desk = Desk::of(session);
    let at = desk.text(path).expect("a text").find(word).expect("there");
    let found = problems::by_file(session);
    let own = found.get(path).map_or(&[][..], Vec::as_slice);
    let all = actions::at(&desk, path, &(at..at + word.len()), own);
    let titles: Vec<String> = all.iter().map(|action| action.title.to_string()).collect();
    let one = all.into_iter().find(|action| action.title.starts_with(title));
    one.unwrap_or_else(|| panic!("{title} is not among {titles:#?} for {own:#?}")).does
}

#[track_caller]
fn change(does: Does) -> Change {
    match does {
        Does::Change(change) => change,
        Does::Accept(blocks) => panic!("accepts {blocks:?}"),
    }
}

#[test]
fn findings_are_mended_and_allowed_where_they_stand() {
    let text = "---\ntitle: صفحة\nsummary: نص ,نص\nweight: 30\n---\n\n## عنوان {#h}\n\nسطر أول, وفيه كلام.\n";
    let session = desk(&[("content/water/new.ar.md", text)]);
    let of = |path: &str, word: &str, title: &str| saved(&Desk::of(&session), &change(action(&session, path, word, title)));
    assert!(said(&session).contains("new.ar.md:9:8: warning[latin-punctuation]"), "{}", said(&session));
    let mended = of("content/water/new.ar.md", ", وفيه", "write `،`");
    assert!(!said(&mended).contains("new.ar.md:9:"), "{}", said(&mended));
    // A remark wants a reason, and says so until there is one.
    let allowed = of("content/water/new.ar.md", ", وفيه", "Allow `latin-punctuation` here");
    let new = allowed.tree().get("content/water/new.ar.md").and_then(|file| file.text()).expect("a text").to_owned();
    assert!(new.contains("<!-- bayan: allow latin-punctuation -->\nسطر أول"), "{new}");
    assert!(said(&allowed).contains("it gives no reason for `latin-punctuation`"), "{}", said(&allowed));
    let reasoned = new.replace("latin-punctuation -->", "latin-punctuation اقتباس -->");
    let desk = Desk::of(&session);
    let edit = actions::allow(
        &desk,
        "content/water/new.ar.md",
        text,
        text.find(", وفيه").expect("there"),
        "latin-punctuation",
        "اقتباس",
    );
    assert_eq!(edit.map(|edit| edit.text).as_deref(), Some("<!-- bayan: allow latin-punctuation اقتباس -->\n"));
    let mut session = allowed;
    session.open("content/water/new.ar.md", reasoned);
    assert!(!said(&session).contains("new.ar.md:10:"), "{}", said(&session));
}

#[test]
fn a_remark_stands_before_the_key_of_a_mapping() {
    const PAGE: &str = "content/water/new.ar.md";
    for summary in ["summary: نص ,نص", "summary: >\n  نص\n  قال: نص ,نص", "summary: نص\n  ثم نص ,نص", "answers:\n  happened: ,نص"]
    {
        let text = format!("---\ntitle: صفحة\n{summary}\nweight: 30\n---\n\nسطر.\n");
        let session = desk(&[(PAGE, &text)]);
        let at = text.find(",نص").expect("there");
        let edit = actions::allow(&Desk::of(&session), PAGE, &text, at, "latin-punctuation", "why").expect("a remark");
        let mended = format!("{}{}{}", &text[..edit.range.start], edit.text, &text[edit.range.end..]);
        let key = if summary.starts_with("answers") {
            "answers:\n  # bayan: allow latin-punctuation why\n  happened"
        } else {
            "# bayan: allow latin-punctuation why\nsummary"
        };
        assert!(mended.contains(key), "{mended}");
    }
    let session = desk(&[(PAGE, "---\ntitle: صفحة\nsummary: نص ,نص\nweight: 30\n---\n\nسطر.\n")]);
    let [edit] = &change(action(&session, PAGE, ",نص", "Allow")).edits[..] else { panic!("one edit") };
    assert_eq!(edit.text, "# bayan: allow latin-punctuation\n");
}

#[test]
fn a_bare_number_becomes_a_fact() {
    let text = page("They counted 1,250 goats.");
    let session = desk(&[("content/water/new.en.md", &text)]);
    assert!(said(&session).contains("bare-number"), "{}", said(&session));
    let after = saved(&Desk::of(&session), &change(action(&session, "content/water/new.en.md", "1,250", "Make this number")));
    let file = |path: &str| after.tree().get(path).and_then(|file| file.text()).expect("a text").to_owned();
    assert!(file("content/water/new.en.md").contains("[1,250](fact:number-1250) goats"));
    assert!(file(FACTS).ends_with("\nnumber-1250:\n  value: 1250\n  what:\n    ar: TODO\n    en: TODO\n"), "{}", file(FACTS));
    assert!(!said(&after).contains("bare-number") && !said(&after).contains("error"), "{}", said(&after));
}

#[test]
fn a_missing_translation_is_begun() {
    let text = page("Text.");
    let session = desk(&[("content/water/new.en.md", &text)]);
    let made = change(action(&session, "content/water/new.en.md", "Text", "Create the missing translation"));
    assert_eq!(made.files.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["content/water/new.ar.md"]);
    assert!(made.files[0].1.contains("draft: true") && made.files[0].1.contains("weight: 30"), "{}", made.files[0].1);
    let desk = Desk::of(&session);
    let all = actions::at(&desk, WELLS, &(0..0), &[]);
    assert!(all.iter().all(|action| !action.title.starts_with("Create")), "{all:?}");
}

#[test]
fn blocks_that_wait_are_told_and_accepted() {
    let session = desk(&[]);
    let titles = |session: &Session| lens::of(&Desk::of(session), WELLS).into_iter().map(|lens| lens.title).collect::<Vec<_>>();
    assert_eq!(titles(&session), ["ar → en: never reviewed"]);
    let current = accepted();
    assert_eq!(titles(&current), ["ar → en: current"]);
    let text = Desk::of(&current).text(WELLS).expect("a text").replace("No level", "No measured level");
    let mut session = current;
    session.open(WELLS, text.clone());
    assert_eq!(titles(&session), ["ar → en: 1 block stale", "changed here since it was accepted"]);
    let Does::Accept(blocks) = action(&session, WELLS, "No measured", "Accept this block") else { panic!("accepts") };
    assert_eq!(blocks, ["why.2"]);
    // Nothing is accepted that no file says.
    assert!(
        accept::page(&Desk::of(&session), WELLS, &blocks)
            .expect_err("refused")
            .contains("save `content/water/wells.en.md` first")
    );
    let mut files: Vec<(String, Content)> =
        session.tree().files().iter().map(|file| (file.path.clone(), file.content.clone())).collect();
    let (lock, count) =
        accept::page(&Desk::of(&shared::session(SourceTree::new(files.clone()), request())), WELLS, &blocks).expect("done");
    assert_eq!(count, 1);
    files.retain(|(path, _)| path != "bayan.lock");
    files.push(("bayan.lock".to_owned(), Content::Text(lock.into())));
    assert_eq!(titles(&shared::session(SourceTree::new(files), request())), ["ar → en: current"]);
}

#[test]
fn the_twin_of_a_paragraph_is_beside_it() {
    let session = desk(&[]);
    let desk = Desk::of(&session);
    let to = |path: &str, word: &str| {
        let text = desk.text(path).expect("a text");
        let found = twin::at(&desk, path, text.find(word).expect("there"));
        found
            .iter()
            .map(|place| format!("{} {}", place.path, &desk.text(&place.path).expect("text")[place.range.clone()]))
            .collect::<Vec<_>>()
    };
    let [found] = &to(WELLS, "No level")[..] else { panic!("one twin") };
    assert!(found.starts_with("content/water/wells.ar.md لم نعثر"), "{found}");
    let [found] = &to(WELLS_AR, "لماذا")[..] else { panic!("one twin") };
    assert_eq!(found, "content/water/wells.en.md ## Why some are dry {#why}");
    let [found] = &to(WELLS_AR, "summary")[..] else { panic!("one twin") };
    assert!(found.starts_with("content/water/wells.en.md summary: How many wells"), "{found}");
    assert!(twin::at(&desk, FACTS, 3).is_empty());
}

#[test]
fn names_of_files_and_of_the_project() {
    let session = desk(&[]);
    let desk = Desk::of(&session);
    let names = |path: &str| symbols::of_file(&desk, path).into_iter().map(|symbol| symbol.name).collect::<Vec<_>>();
    assert_eq!(names(WELLS), ["What was counted", "Why some are dry"]);
    assert_eq!(names(FACTS), ["wells", "wells-dry", "litres-spring", "litres-summer", "litres-lost"]);
    let found = |query: &str| symbols::of_project(&desk, query).into_iter().map(|symbol| symbol.name).collect::<Vec<_>>();
    assert_eq!(found("لم تخرج ماء"), ["wells-dry"]);
    assert_eq!(found("some DRY"), ["Why some are dry"]);
    assert!(found("لجنة المياه").contains(&"committee".to_owned()));
    for symbol in symbols::of_file(&desk, WELLS) {
        assert!(symbol.whole.start <= symbol.place.range.start && symbol.place.range.end <= symbol.whole.end);
    }
}

/// Every question at a place.
fn everything(session: &Session, path: &str, at: usize, own: &[Diagnostic]) {
    let desk = Desk::of(session);
    let offer = complete::at(&desk, path, at);
    let text = desk.text(path).unwrap_or_default();
    assert!(text.get(offer.range).is_some());
    actions::at(&desk, path, &(at..at), own);
    hover::at(&desk, path, at);
    hover::definition(&desk, path, at);
    if let Some((subject, _)) = rename::subject(&desk, path, at) {
        let _ = rename::to(&desk, &subject, "other-id");
    }
    symbols::of_file(&desk, path);
    lens::of(&desk, path);
    twin::at(&desk, path, at);
}

/// A small project with everything that can be half typed.
const SMALL: &str = "\
-- content/k/_index.ar.md --
---
title: ملف
briefing: true
---

نص فيه [](fact:gas).
-- content/k/_index.en.md --
---
title: File
tags: [prices, \"a b\"]
key_figures:
  - fact: gas
    label: {x: 1}
briefing: true
---

## Head {#head}

> Some [](fact:gas), [him](<person:ali>) and ![x](p.svg \"t\").

```chart
type: bar
title: A
data:
  - {label: a, value: {fact: gas}}
```

[a]: _index.md#head
-- content/k/facts.yaml --
gas:
  value: [1, 2]
  unit: {ar: {other: ألف}, en: {one: \"x\", other: y}}
  what:
    ar: غاز
    en: 'Gas'
  source: s
-- content/k/sources.yaml --
s: {title: {ar: س, en: S}}
-- content/k/people.yaml --
ali:
  name: {ar: علي, en: Ali}
";

#[test]
fn every_beginning_of_a_text_is_answered() {
    let project = tree(&format!("{AR_EN}{SMALL}"));
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    for (path, is_windows) in
        [("content/k/_index.en.md", false), ("content/k/_index.ar.md", true), ("content/k/facts.yaml", true)]
    {
        let text = project.get(path).and_then(|file| file.text()).expect("a text");
        let text = if is_windows { windows(text) } else { text.to_owned() };
        let mut session = shared::session(project.clone(), request());
        for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
            session.open(path, text[..at].to_owned());
            // What is wrong costs more than all questions: where a line or a word of markup ends.
            let is_end = text[..at].ends_with(['\n', '[', '(', '{', '"', ':']);
            let found = if is_end { problems::by_file(&session) } else { BTreeMap::new() };
            everything(&session, path, at, found.get(path).map_or(&[], Vec::as_slice));
            session.end_round();
        }
    }
}

#[test]
fn files_that_are_none_and_projects_that_are_none_have_polite_answers() {
    let session = desk(&[("content/water/broken.en.md", "---\ntitle: [\n"), ("content/water/people.yaml", "a: {b\nc")]);
    for path in
        ["content/none.en.md", "README.md", "content/water/use.csv", "content/water/broken.en.md", "content/water/people.yaml"]
    {
        let found = problems::by_file(&session);
        everything(&session, path, 3, found.get(path).map_or(&[], Vec::as_slice));
        everything(&session, path, usize::MAX, &[]);
    }
    for text in ["", "languages: [", "title: x\n"] {
        let nothing = shared::session(SourceTree::new([("site.yaml".to_owned(), Content::Text(text.into()))]), request());
        everything(&nothing, "site.yaml", 4, &[]);
        everything(&nothing, "content/a.md", 4, &[]);
    }
    everything(&shared::session(SourceTree::new([]), request()), "site.yaml", 0, &[]);
}
