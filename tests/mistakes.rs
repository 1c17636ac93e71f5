//! Mistakes that used to pass in silence: each is told where it stands, and what was meant is not.

use bayan::diag::render::{Style, render};

use crate::support::site::{AR_EN, build, checked, problems};

/// The problems as one line each, with their helps.
fn told(text: &str) -> Vec<String> {
    let (_, diags, tree) = build(text);
    render(diags, &tree, Style::Short).lines().map(str::to_owned).collect()
}

/// A site with a theme of its own.
fn themed(theme: &str, more: &str) -> String {
    let site = AR_EN.replace("base_url", "theme: own\nbase_url");
    format!("{site}-- themes/own/theme.yaml --\nname: own\n{theme}{more}")
}

#[test]
fn a_token_that_nothing_asks_for_is_told() {
    let lines = told(&themed("tokens:\n  light:\n    acent: \"#14346e\"\n", ""));
    let expect = "themes/own/theme.yaml:4:5: warning[unused-token]: no style sheet and no template asks for the token `acent` (did you mean `accent`?)";
    assert_eq!(lines, [expect]);
    let own = "tokens:\n  light:\n    brand: \"#14346e\"\n  dark:\n    brand: \"#ffffff\"\n";
    assert_eq!(problems(&themed(own, "")), ["themes/own/theme.yaml:4:5 unused-token"], "told once for both schemes");
    for user in [
        "-- themes/own/css/own.css --\np { color: var(--brand) }\n",
        "-- themes/own/pdf/own.typ --\n#let colour = data.tokens.brand\n",
    ] {
        assert_eq!(problems(&themed(own, user)), [""; 0], "{user}");
    }
    // A longer name is another one.
    let other = "-- themes/own/css/own.css --\np { color: var(--brand-soft, red) }\n";
    assert_eq!(problems(&themed(own, other)), ["themes/own/theme.yaml:4:5 unused-token"]);
}

/// The list that a message proposes.
fn between_brackets(line: &str) -> &str {
    line.rsplit_once("`styles: [").and_then(|(_, rest)| rest.split_once(']')).map_or("", |(list, _)| list)
}

#[test]
fn a_list_of_styles_without_those_of_the_theme_is_told() {
    let sheet = "-- themes/own/css/own.css --\np { margin: 0 }\n";
    let lines = told(&themed("styles: [css/own.css]\n", sheet));
    assert!(lines.len() == 1 && lines[0].starts_with("themes/own/theme.yaml:2:9: warning[styles-replaced]"), "{lines:?}");
    assert!(
        lines[0].contains("`styles: [css/tokens.css, css/fonts.css, ") && lines[0].contains("css/print.css, css/own.css]`"),
        "{lines:?}"
    );
    // A list that names some may be older than the theme.
    let built_in = between_brackets(&lines[0]);
    assert_eq!(problems(&themed(&format!("styles: [{built_in}]\n"), sheet)), [""; 0], "the list that is proposed");
    let some = built_in.replace("css/margin.css, ", "").replace("css/fonts.css, ", "").replace("css/ledger.css, ", "");
    let lines = told(&themed(&format!("styles: [{some}]\n"), sheet));
    let expect = "themes/own/theme.yaml:2:9: warning[styles-replaced]: `styles` leaves out `css/fonts.css`, `css/ledger.css` of the built-in theme";
    assert!(lines.len() == 1 && lines[0].starts_with(expect), "{lines:?}");
    assert_eq!(between_brackets(&lines[0]), built_in);
    assert_eq!(problems(&themed("styles: []\n", "")), [""; 0], "who wants none says so");
    // A theme with a frame of its own need not look like the built-in one.
    let frame = "-- themes/own/templates/base.html --\n<!doctype html><html lang=\"{{ lang }}\"><head><title>{{ head.title }}</title></head><body>{% block main %}{% endblock main %}</body></html>\n";
    let lines = problems(&themed("styles: [css/own.css]\n", &format!("{sheet}{frame}")));
    assert!(!lines.iter().any(|line| line.ends_with("styles-replaced")), "{lines:?}");
}

#[test]
fn colours_that_cannot_be_told_apart_are_told_in_theme_yaml() {
    let lines = told(&themed("tokens:\n  light:\n    accent: \"#dddddd\"\n", ""));
    let expect = "themes/own/theme.yaml:4:5: warning[low-contrast]: `accent` and `surface` have a contrast of 1.2:1 in `light`, and 4.5:1 is needed";
    assert!(lines.len() == 1 && lines[0].starts_with(expect), "{lines:?}");
    let error = problems(&themed("tokens:\n  light:\n    accent: green-ish\n", ""));
    assert_eq!(error, ["themes/own/theme.yaml:4:13 theme-token"]);
    // A ground is told where it is what the theme says; signs need less than text; what is fine is silent.
    assert_eq!(problems(&themed("tokens:\n  light:\n    paper: \"#333\"\n", "")), ["themes/own/theme.yaml:4:5 low-contrast"]);
    assert_eq!(problems(&themed("tokens:\n  light:\n    doubt: \"#858585\"\n", "")), [""; 0]);
    assert_eq!(problems(&themed("tokens:\n  light:\n    doubt: \"#9c9c9c\"\n", "")), ["themes/own/theme.yaml:4:5 low-contrast"]);
    assert_eq!(problems(&themed("tokens:\n  dark:\n    ink: \"#222222\"\n", "")), ["themes/own/theme.yaml:4:5 low-contrast"]);
    assert_eq!(problems(&themed("tokens:\n  light:\n    accent: \"#14346e\"\n  dark:\n    accent: \"#b9cdf7\"\n", "")), [""; 0]);
}

/// The built-in theme keeps what it promises, written out as a theme of one's own.
#[test]
fn the_built_in_colours_have_the_contrast_that_is_asked_for() {
    let own = include_str!("../themes/briefing/theme.yaml");
    let text = format!("{AR_EN}-- themes/briefing/theme.yaml --\n{own}");
    assert_eq!(told(&text), [""; 0]);
}

#[test]
fn tags_that_the_site_does_not_name_are_told_where_it_names_some() {
    let page = |tag: &str| format!("-- content/a.en.md --\n---\ntitle: A\ntags: [{tag}]\n---\n\nText.\n");
    let named = AR_EN.replace("base_url", "tags:\n  water: {ar: الماء, en: Water supply}\nbase_url");
    let lines = told(&format!("{named}{}", page("wter")));
    assert!(lines.len() == 1 && lines[0].starts_with("content/a.en.md:3:8: warning[undeclared-tag]: "), "{lines:?}");
    assert!(lines[0].contains("did you mean `water`?"), "{lines:?}");
    for fine in ["water", "Water supply", "WATER"] {
        assert_eq!(told(&format!("{named}{}", page(fine))), [""; 0], "{fine}");
    }
    // Two pages with one tag are one finding; a site that names none takes all.
    let second = page("roads").replace("/a.en", "/b.en");
    assert_eq!(problems(&format!("{named}{}{second}", page("roads"))), ["content/a.en.md:3:8 undeclared-tag"]);
    assert_eq!(told(&format!("{AR_EN}{}", page("wter"))), [""; 0]);
}

#[test]
fn a_value_with_its_unit_and_a_language_that_is_almost_one() {
    let facts = |entry: &str| told(&format!("{AR_EN}-- content/k/facts.yaml --\nwells:\n  {entry}\n"));
    let lines = facts("value: 14 wells");
    assert!(lines[0].contains("write `value: 14`, and `wells` under `unit`"), "{lines:?}");
    let lines = facts("value: ١٤ بئرًا");
    assert!(lines[0].contains("write `value: 14`, and `بئرًا` under `unit`"), "{lines:?}");
    let lines = facts("{value: 14, what: {ar: آبار, eng: wells}}");
    assert!(
        told(&format!("{AR_EN}-- content/k/facts.yaml --\nwells: {{value: 14, what: {{ar: آبار, eng: wells}}}}\n"))[0]
            .contains("did you mean `en`?"),
        "{lines:?}"
    );
}

#[test]
fn names_that_windows_cannot_hold_are_told_once() {
    let page = |path: &str| format!("-- content/{path} --\n---\ntitle: A\n---\n\n[Next](x.md)\n");
    let text = format!(
        "{AR_EN}{}{}",
        page("aux/a.en.md").replace("[Next](x.md)", "Text."),
        page("aux/b.en.md").replace("[Next](x.md)", "Text.")
    );
    let found: Vec<String> = checked(&text).into_iter().filter(|line| line.ends_with("windows-name")).collect();
    assert_eq!(found, ["content/aux/a.en.md:1:1 windows-name"]);
    let slug = format!("{AR_EN}{}", page("a.en.md").replace("title: A", "title: A\nslug: nul").replace("[Next](x.md)", "Text."));
    assert!(checked(&slug).contains(&"content/a.en.md:3:7 windows-name".to_owned()), "{:?}", checked(&slug));
    // What becomes a folder when the site is built.
    let head = |setting: &str, line: &str| {
        let page = page("a.en.md").replace("title: A", &format!("title: A\n{line}")).replace("[Next](x.md)", "Text.");
        let found = checked(&format!("{AR_EN}{setting}{page}"));
        found.into_iter().filter(|line| line.ends_with("windows-name")).collect::<Vec<_>>()
    };
    assert_eq!(head("", "tags: [gas, Con]"), ["content/a.en.md:3:13 windows-name"]);
    assert_eq!(head("tags: {aux: {ar: لاحق, en: auxiliary}}\n", "tags: [aux]").len(), 1);
    assert_eq!(head("author_pages: true\n", "authors: [Water desk, \"Nul.\"]"), ["content/a.en.md:3:23 windows-name"]);
    assert_eq!(head("", "aliases: [/en/aux/old/]"), ["content/a.en.md:3:11 windows-name"]);
    assert_eq!(head("", "authors: [Con]"), [""; 0], "authors have no pages here");
    assert_eq!(head("author_pages: true\n", "authors: [Connor]\ntags: [console]"), [""; 0]);
}

/// A field that may be written in two ways is offered once.
#[test]
fn the_fields_that_there_are_stand_once_in_the_help() {
    let chart = "```chart\ntype: bar\ntitle: T\nzzqqxx: 1\ndata: [{label: a, value: 1}]\n```\n";
    let lines = told(&format!("{AR_EN}-- content/a.en.md --\n---\ntitle: A\n---\n\n{chart}"));
    let line = lines.iter().find(|line| line.contains("zzqqxx")).expect("told");
    assert_eq!(line.matches("`type`").count(), 1, "{line}");
    let (_, diags, tree) = build(&format!("{AR_EN}titel: x\nzzqqxx: 1\n"));
    let human = render(diags, &tree, Style::Human);
    assert_eq!(human.matches("`zzqqxx`").count() + human.matches("zzqqxx: 1").count(), 2, "{human}");
    assert_eq!(human.matches("`default_language`").count(), 1, "{human}");
}

/// What stands beside its owner and not below it is one mistake, with the way out; what begins between two depths has both of them.
#[test]
fn lines_that_are_not_indented_enough_say_what_they_belong_to() {
    let ledger = |text: &str| {
        told(&format!(
            "{AR_EN}-- content/k/_index.en.md --\n---\ntitle: K\nbriefing: true\n---\n-- content/k/people.yaml --\n{text}"
        ))
    };
    let lines = ledger("p:\n  name:\n  ar: ب\n  en: x\n");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with("content/k/people.yaml:3:3: error[unknown-field]: `ar` begins where `name` does"), "{lines:?}");
    assert!(lines[0].contains("put two blanks more before it"), "{lines:?}");
    let lines = ledger("p:\n  name:\n    ar: ب\n   en: x\n");
    assert!(
        lines.len() == 1 && lines[0].contains("`en` begins behind 3 blanks, and what belongs to `name` behind 4 blanks"),
        "{lines:?}"
    );
    let head = |text: &str| told(&format!("{AR_EN}-- content/a.en.md --\n---\ntitle: A\n{text}\n---\n\nText.\n"));
    let lines = head("answers:\nhappened: x\nmatters: y\nunknown: z");
    assert!(
        lines.len() == 1 && lines[0].starts_with("content/a.en.md:4:1: error[unknown-field]: `happened` begins"),
        "{lines:?}"
    );
    // What another program calls it is still said.
    let lines = head("tags:\ncategories: [a]");
    assert!(lines.iter().any(|line| line.contains("error[unknown-field]") && !line.contains("begins where")), "{lines:?}");
}

/// Pages have dates of the Gregorian calendar: one of the Hijri would lie in the Middle Ages, and a page that waits would be public.
#[test]
fn a_date_of_another_calendar_is_told_with_the_day_to_write() {
    let site = |languages: &str, tag: &str, head: &str| {
        let lines = told(&format!(
            "-- site.yaml --\nbase_url: https://example.org/\ntitle: B\nlanguages: {languages}\ndefault_language: {tag}\n\
             -- content/a.{tag}.md --\n---\ntitle: A\n{head}\n---\n\nText.\n"
        ));
        assert_eq!(lines.len(), 1, "{head}: {lines:?}");
        lines[0].clone()
    };
    let (both, iran) = ("{ar: {name: العربية}, en: {name: English}}", "{fa: {name: فارسی}, en: {name: English}}");
    for (languages, tag, head, expect) in [
        (both, "ar", "date: 1443-06-02", "content/a.ar.md:3:7: error[hijri-date]"),
        (both, "ar", "date: 1443-06-02", "write `date: 2022-01-05`"),
        (both, "en", "updated: 1443-06-02", "write `updated: 2022-01-05`"),
        (both, "ar", "publish: ١٤٤٣-٠٦-٠٢", "write `publish: 2022-01-05`"),
        (both, "ar", "expiry: 1443-06-02 09:30", "write `expiry: 2022-01-05 09:30`"),
        (both, "ar", "date: 1443/6/2", "write `date: 2022-01-05`"),
        (both, "ar", "date: 14430602", "write `date: 2022-01-05`"),
        (both, "ar", "date: 2 جمادى الآخرة 1443", "write `date: 2022-01-05`"),
        (iran, "fa", "date: ۱۴۰۰-۱۰-۱۵", "write `date: 2022-01-05`"),
        // A year or a month is no day.
        (both, "ar", "date: 2027", "error[bad-date]: `date` needs a day, and `2027` is a year"),
        (both, "ar", "date: 2027-05", "write `date: 2027-05-01`"),
        (both, "en", "publish: \"2027\"", "write `publish: 2027-01-01`"),
        (both, "ar", "updated: ١٤٤٣", "write `updated: 2021-08-09`"),
    ] {
        let line = site(languages, tag, head);
        assert!(line.contains(expect), "{head}: {line}");
    }
    // Old events and sources are what they are; nobody read a page or took a picture then.
    let ledger = |file: &str, text: &str| {
        let page = "-- content/k/_index.en.md --\n---\ntitle: K\nbriefing: true\n---\n";
        told(&format!("{AR_EN}{page}-- content/k/{file} --\n{text}"))
    };
    let both = "text: {ar: فتح, en: fall}";
    assert_eq!(ledger("events.yaml", &format!("e: {{date: 1453-05-29, {both}}}\n")), [""; 0]);
    let source = "title: {ar: م, en: s}, lang: en";
    assert_eq!(ledger("sources.yaml", &format!("s: {{{source}, date: 1453-05-29}}\n")), [""; 0]);
    let lines = ledger("sources.yaml", &format!("s: {{{source}, accessed: 1443-06-02}}\n"));
    assert!(lines.len() == 1 && lines[0].contains("error[hijri-date]") && lines[0].contains("2022-01-05"), "{lines:?}");
}

/// A path from the root that is no address of the site, and would be the page with one change, is told with the link to write.
#[test]
fn a_link_from_the_root_is_told_with_the_file_that_it_means() {
    let pages = "-- content/about.en.md --\n---\ntitle: About\n---\n\n## Who {#who}\n\nText.\n\
        -- content/about.ar.md --\n---\ntitle: عن\n---\n\nنص.\n-- content/k/_index.en.md --\n---\ntitle: K\n---\n\
        -- content/k/renamed.en.md --\n---\ntitle: R\nslug: report\n---\n\nText.\n";
    let near = |path: &str, link: &str| {
        let lines = told(&format!("{AR_EN}{pages}-- content/{path} --\n---\ntitle: L\n---\n\nSee [it]({link}).\n"));
        assert_eq!(lines.len(), 1, "{link}: {lines:?}");
        lines[0].rsplit_once("did you mean `").and_then(|(_, rest)| rest.split_once('`')).map(|(near, _)| near.to_owned())
    };
    for (path, link, expect) in [
        ("l.en.md", "/about/", "about.md"),
        ("l.en.md", "/about", "about.md"),
        ("l.en.md", "/about.html", "about.md"),
        ("l.en.md", "/about.md", "about.md"),
        ("l.en.md", "/content/about.md#who", "about.md#who"),
        ("l.en.md", "/about/#nowhere", "about.md"),
        ("k/l.en.md", "/about/", "../about.md"),
        ("k/l.en.md", "/ar/about.md", "../about.ar.md"),
        ("l.en.md", "/k/", "k/_index.md"),
        ("l.en.md", "/k/report/", "k/renamed.md"),
        ("l.ar.md", "/about/", "about.md"),
        ("l.en.md", "/en/abuot/", "/en/about/"),
    ] {
        assert_eq!(near(path, link).as_deref(), Some(expect), "{path} {link}");
    }
}

/// Spellings of a name or a term that are typed as one text are none of them.
#[test]
fn spellings_that_are_one_text_are_told_with_the_list_to_write() {
    let page = "-- content/k/_index.en.md --\n---\ntitle: K\nbriefing: true\n---\n";
    let name = "name: {ar: حلب, en: Aleppo}";
    for (file, text, meant) in [
        (
            "k/places.yaml",
            format!("a: {{{name}, variants: {{ar: الشهباء، حلب الشهباء}}}}\n"),
            "write `ar: [الشهباء, حلب الشهباء]`",
        ),
        (
            "k/people.yaml",
            format!("a: {{{name}, variants: {{en: [Halep, \"Beroea؛ Halab\"]}}}}\n"),
            "write `en: [Halep, Beroea, Halab]`",
        ),
        ("glossary.yaml", "a: {ar: غاز, en: gas, forbidden: {ar: [\"قاز، كاز\"]}}\n".to_owned(), "write `ar: [قاز, كاز]`"),
    ] {
        let lines = told(&format!("{AR_EN}{page}-- content/{file} --\n{text}"));
        assert!(lines.len() == 1 && lines[0].contains("[comma-in-item]") && lines[0].contains(meant), "{file}: {lines:?}");
    }
    let fine = format!(
        "{AR_EN}{page}-- content/k/places.yaml --\na: {{{name}, variants: {{ar: [الشهباء, حلب], en: \"Halep, the\"}}}}\n"
    );
    assert_eq!(told(&fine), [""; 0]);
}
