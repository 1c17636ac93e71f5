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

#[test]
fn a_list_of_styles_without_those_of_the_theme_is_told() {
    let sheet = "-- themes/own/css/own.css --\np { margin: 0 }\n";
    let lines = told(&themed("styles: [css/own.css]\n", sheet));
    assert!(lines.len() == 1 && lines[0].starts_with("themes/own/theme.yaml:2:9: warning[styles-replaced]"), "{lines:?}");
    assert!(
        lines[0].contains("`styles: [css/tokens.css, css/fonts.css, ") && lines[0].contains("css/print.css, css/own.css]`"),
        "{lines:?}"
    );
    let whole = "styles: [css/tokens.css, css/base.css, css/own.css]\n";
    assert_eq!(problems(&themed(whole, sheet)), [""; 0], "who names some has seen the list");
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
