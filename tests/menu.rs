//! What site.yaml says of the frame of pages: entries of the menu, what the theme wants to know, what pages may reach; and the
//! `robots.txt` of a site's own.

use crate::support::site::{AR_EN, build, built, checked, page, problems};

const PAGES: &str = "-- content/about.ar.md --\n---\ntitle: من نحن\n---\n\nنص.\n-- content/about.en.md --\n---\ntitle: About\n---\n\nText.\n-- content/team.ar.md --\n---\ntitle: الفريق\n---\n\nنص.\n";

fn site(lines: &str) -> String {
    format!("{}{PAGES}", AR_EN.replace("title: {ar", &format!("{lines}\ntitle: {{ar")))
}

#[test]
fn a_menu_holds_pages_addresses_and_groups() {
    let menu = "menu:\n  - about\n  - {title: {ar: المنتدى, en: Forum}, url: \"https://forum.example/a b\"}\n  - {title: {ar: المنتدى, en: Forum}, url: \"https://forum.example/?a=1&b=2\"}\n  - title: {ar: المكتب, en: Desk}\n    children:\n      - team\n      - {page: about, title: {ar: عنّا, en: About us}}";
    assert_eq!(problems(&site(menu)), ["site.yaml:4:44 bad-value"]);
    let site_ = site(&menu.replacen("a b", "ab", 1));
    let made = built(&site_);
    let arabic = page(&made, "ar/team/index.html");
    for piece in [
        ">من نحن<",
        "href=https://forum.example/ab",
        "forum.example/?a=1",
        ">الفريق<",
        ">عنّا<",
        "<summary class=open>المكتب</summary>",
    ] {
        assert!(arabic.contains(piece), "{piece}: {arabic}");
    }
    // A page that a language lacks is left out there; its group stays for the others.
    let english = page(&made, "en/about/index.html");
    let (_, menu) = english.split_once("class=menu").expect("a menu");
    let (menu, _) = menu.split_once("</nav>").expect("an end");
    assert!(menu.contains(">About us<") && !menu.contains("الفريق") && menu.contains(">Desk<"), "{menu}");
    // What is below it is led to as well.
    assert!(!checked(&site_).iter().any(|line| line.ends_with("orphan-page")), "{:?}", checked(&site_));
    for (wrong, code) in [
        ("menu: [{title: {ar: أ, en: a}}]", "bad-value"),
        ("menu: [{title: {ar: أ, en: a}, page: about, url: \"https://a.example\"}]", "bad-value"),
        ("menu: [{url: \"https://a.example\"}]", "bad-value"),
        ("menu: [{title: {ar: أ, en: a}, url: \"javascript:alert(1)\"}]", "bad-value"),
        ("menu: [{title: {ar: أ, en: a}, children: [{page: abuot}]}]", "unknown-page"),
        ("menu: [{page: about, children: [{page: about, children: [about]}]}]", "unknown-field"),
        ("menu: [[about]]", "bad-value"),
    ] {
        let told = problems(&site(wrong));
        assert!(told.iter().any(|line| line.ends_with(code)), "{wrong}: {told:?}");
    }
}

#[test]
fn what_is_kept_back_stands_in_no_menu() {
    let menu = "menu: [about, {title: {ar: المكتب, en: Desk}, children: [team]}]";
    let text = site(menu).replace("title: الفريق\n", "title: الفريق\ndraft: true\n");
    let (made, diags, _) = build(&text);
    assert_eq!(diags.iter().map(|d| d.code).collect::<Vec<_>>(), ["hidden-link"], "it is told as a draft");
    let text = text.replace("menu:", "hidden_links: text\nmenu:");
    let with = built(&text);
    assert!(made.is_some());
    // As if it were not there, and neither is its group.
    let without = text
        .replace("-- content/team.ar.md --\n---\ntitle: الفريق\ndraft: true\n---\n\nنص.\n", "")
        .replace(", {title: {ar: المكتب, en: Desk}, children: [team]}", "");
    assert_eq!(page(&with, "ar/about/index.html"), page(&built(&without), "ar/about/index.html"));
}

#[test]
fn templates_see_what_the_site_says_besides() {
    let text = format!(
        "{}-- themes/own/theme.yaml --\nname: own\n-- themes/own/templates/partials/foot.html --\n<footer>{{{{ site.extra.address.city }}}} {{{{ site.extra.phones | length }}}}</footer>\n",
        site("theme: own\nextra: {address: {city: Beirut}, phones: [1, 2]}")
    );
    assert!(page(&built(&text), "en/about/index.html").contains("<footer>Beirut 2</footer>"));
    assert_eq!(problems(&site("extra: [1]")), ["site.yaml:2:8 not-a-mapping"]);
}

#[test]
fn the_policy_of_pages_names_the_places_that_the_site_allows() {
    let policy = |lines: &str| -> String {
        let made = built(&site(lines));
        let html = page(&made, "en/about/index.html");
        let (before, _) = html.split_once("http-equiv=Content-Security-Policy").expect("a policy");
        before.rsplit_once("content=\"").expect("its text").1.trim().trim_end_matches('"').to_owned()
    };
    let own = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; font-src 'self'; img-src 'self' data:; manifest-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";
    assert_eq!(policy(""), own);
    assert_eq!(
        policy(
            "csp: {connect: [\"https://stats.example\"], form: [self, \"https://forms.example\"], frame: [\"https://*.maps.example\"]}"
        ),
        own.replace("connect-src 'self'", "connect-src 'self' https://stats.example; frame-src https://*.maps.example")
            .replace("form-action 'self'", "form-action 'self' https://forms.example")
    );
    assert_eq!(
        problems(&site("csp: {form: [\"https://a.example; script-src *\"], script: [self]}")),
        ["site.yaml:2:14 bad-value", "site.yaml:2:50 unknown-field"]
    );
}

#[test]
fn raw_html_that_the_policy_blocks_is_told() {
    let page = |html: &str, lines: &str| {
        let text = site(&format!("menu: [about, team, map]\nraw_html: trusted\n{lines}"));
        let found = checked(&format!("{text}-- content/map.en.md --\n---\ntitle: Map\n---\n\n{html}\n"));
        found.into_iter().filter(|line| line.ends_with("blocked-html")).count()
    };
    for (html, lines, count) in [
        ("<form action=\"https://forms.example/send\"><input name=\"a\"></form>", "", 1),
        ("<form action=\"https://forms.example/send\"><input name=\"a\"></form>", "csp: {form: [\"https://forms.example\"]}", 0),
        ("<form><input name=\"a\"></form>", "csp: {form: [self]}", 0),
        ("<iframe src=\"//maps.example/\"></iframe> <iframe src=\"/x/\"></iframe>", "", 1),
        ("<script>alert(1)</script>", "", 1),
        ("<script src=\"/a.js\"></script>", "", 0),
        ("Text <b onclick=\"a()\">bold</b>", "", 1),
        ("<video src=\"a.mp4\"></video>", "", 1),
        ("<img src=\"https://other.example/a.png\" alt=\"a\">", "", 1),
        ("<div class=\"box\">Text</div>", "", 0),
    ] {
        assert_eq!(page(html, lines), count, "{html} {lines}");
    }
}

#[test]
fn a_robots_file_of_the_site_is_published_as_it_is() {
    let text = format!("{}-- content/robots.txt --\nUser-agent: *\nDisallow: /\n", site(""));
    assert_eq!(page(&built(&text), "robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(page(&built(&site("")), "robots.txt").contains("Sitemap: https://example.org/repo/sitemap.xml"));
    // One that stands deeper is a file like any other.
    let deeper = format!("{}-- content/k/robots.txt --\nUser-agent: *\n", site(""));
    assert!(page(&built(&deeper), "robots.txt").contains("Sitemap:"));
}
