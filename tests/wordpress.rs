//! `bayan import` of what WordPress exports: a project that builds, in which no word is lost, every old address answers, and nothing is
//! public that was not.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support::program::bayan;

/// A post of an export.
struct Post<'a> {
    id: usize,
    kind: &'a str,
    status: &'a str,
    link: String,
    slug: String,
    title: String,
    content: String,
    more: String,
}

impl Post<'_> {
    fn xml(&self) -> String {
        let Self { id, kind, status, link, slug, title, content, more } = self;
        format!(
            "<item>\n<title><![CDATA[{title}]]></title>\n<link>https://example.org{link}</link>\n<dc:creator><![CDATA[desk]]></dc:creator>\n\
             <content:encoded><![CDATA[{content}]]></content:encoded>\n<wp:post_id>{id}</wp:post_id>\n<wp:post_date>2019-05-{:02} 10:00:00</wp:post_date>\n\
             <wp:post_name>{slug}</wp:post_name>\n<wp:status>{status}</wp:status>\n<wp:post_type>{kind}</wp:post_type>\n{more}\n</item>\n",
            id % 28 + 1
        )
    }
}

fn export(language: &str, items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n<title>A desk</title>\n\
         <language>{language}</language>\n<wp:base_blog_url>https://example.org</wp:base_blog_url>\n<wp:author><wp:author_login>desk</wp:author_login>\
         <wp:author_display_name><![CDATA[The Desk]]></wp:author_display_name></wp:author>\n{items}</channel>\n</rss>\n"
    )
}

fn polylang(tag: &str, group: usize) -> String {
    format!(
        "<category domain=\"language\" nicename=\"{tag}\"><![CDATA[{tag}]]></category>\
         <category domain=\"post_translations\" nicename=\"pll_{group}\"><![CDATA[pll_{group}]]></category>\
         <category domain=\"category\" nicename=\"water\"><![CDATA[Water]]></category>"
    )
}

/// A hundred and fifty pairs, of which some are not public.
fn pairs() -> (String, Vec<String>, Vec<String>) {
    let statuses = ["publish", "publish", "publish", "draft", "private", "pending", "future", "trash", "publish", "publish"];
    let (mut items, mut addresses, mut secrets) = (String::new(), Vec::new(), Vec::new());
    for n in 1..=150 {
        let status = statuses[n % statuses.len()];
        let has_password = n % statuses.len() == 8;
        let is_public = status == "publish" && !has_password;
        let password = if has_password { "<wp:post_password>x</wp:post_password>" } else { "" };
        for (tag, at) in [("ar", 0), ("en", 1)] {
            let word = format!("{}{n}{tag}", if is_public { "shown" } else { "secret" });
            let (title, text) = if tag == "ar" {
                (format!("الماء {n}"), "سعر الماء في المدينة")
            } else {
                (format!("Water {n}"), "The price of water")
            };
            let link = if tag == "ar" { format!("/2019/05/water-{n}/") } else { format!("/en/2019/05/water-{n}-en/") };
            if is_public {
                addresses.push(link.clone());
            } else {
                secrets.push(word.clone());
            }
            let next = n % 150 + 1;
            let content = format!(
                "<!-- wp:paragraph -->\n<p dir=\"rtl\">{text} {word}, <a href=\"https://example.org/2019/05/water-{next}/\">{next}</a>.</p>\n<!-- /wp:paragraph -->\n\
                 <!-- wp:list --><ul><li>one {word}</li><li>two</li></ul><!-- /wp:list -->"
            );
            let slug = if tag == "ar" { format!("water-{n}") } else { format!("water-{n}-en") };
            items.push_str(
                &Post { id: n * 2 + at, kind: "post", status, link, slug, title, content, more: polylang(tag, n) + password }
                    .xml(),
            );
        }
    }
    (items, addresses, secrets)
}

fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// All texts below a folder, but for pictures.
fn texts(folder: &Path) -> String {
    let mut out = String::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                let _ = writeln!(out, "{}\n{text}", path.display());
            }
        }
    }
    out
}

#[test]
fn three_hundred_posts_in_pairs_become_a_site() {
    let dir = tempfile::tempdir().expect("a folder");
    let (items, addresses, secrets) = pairs();
    put(dir.path(), "desk.xml", &export("ar", &items));
    bayan(dir.path(), "import desk.xml -o site").fine();
    bayan(dir.path(), "import desk.xml -o site").fine();
    let site = dir.path().join("site");
    let build = bayan(&site, "build");
    build.fine();
    let public = texts(&site.join("public"));
    for secret in &secrets {
        assert!(!public.contains(secret.as_str()), "{secret} was not public");
    }
    let content = texts(&site.join("content"));
    for secret in &secrets {
        let number: usize = secret.trim_start_matches("secret").trim_end_matches(char::is_alphabetic).parse().expect("a number");
        assert_eq!(
            content.contains(&format!("{secret},")),
            number % 10 != 7,
            "{secret}: drafts are kept, what was thrown away is not"
        );
    }
    for address in &addresses {
        let path = site.join("public").join(address.trim_start_matches('/')).join("index.html");
        assert!(path.is_file(), "{address} does not answer");
        let word = address.trim_end_matches('/').rsplit("water-").next().expect("a number").trim_end_matches("-en").to_owned();
        let tag = if address.starts_with("/en/") { "en" } else { "ar" };
        assert!(
            content.contains(&format!("shown{word}{tag},")) && content.contains(&format!("one shown{word}{tag}")),
            "{address}"
        );
    }
    // Pairs are pairs.
    assert!(site.join("content/posts/water-1.ar.md").is_file() && site.join("content/posts/water-1.en.md").is_file());
}

#[test]
fn texts_menus_and_pictures_of_the_classic_editor() {
    let dir = tempfile::tempdir().expect("a folder");
    let page = |id: usize, link: &str, slug: &str, title: &str, content: &str, more: &str| {
        let [link, slug, title, content, more] = [link, slug, title, content, more].map(str::to_owned);
        Post { id, kind: "page", status: "publish", link, slug, title, content, more }.xml()
    };
    let items = [
        page(2, "/", "home", "[:ar]البيت[:en]Home[:]", "[:ar]نص\n\nثان[:en]Text[mfn]A note[/mfn]\n\nSecond <a href=\"/?p=3\">link</a>[:]", ""),
        page(
            3,
            "/about/",
            "about",
            "[:ar]عنا[:en]About us[:]",
            "[:ar]عربي[:en]English\n[caption id=\"a\"]<img src=\"https://example.org/wp-content/uploads/2019/05/well-300x200.png\" alt=\"A well\" /> \
             The well[/caption]\n<script>alert(1)</script>[:]",
            "",
        ),
        Post {
            id: 4,
            kind: "nav_menu_item",
            status: "publish",
            link: "/?p=4".to_owned(),
            slug: "4".to_owned(),
            title: String::new(),
            content: String::new(),
            more: "<category domain=\"nav_menu\" nicename=\"main\"/><wp:postmeta><wp:meta_key>_menu_item_type</wp:meta_key>\
                   <wp:meta_value>post_type</wp:meta_value></wp:postmeta><wp:postmeta><wp:meta_key>_menu_item_object_id</wp:meta_key>\
                   <wp:meta_value>3</wp:meta_value></wp:postmeta>"
                .to_owned(),
        }
        .xml(),
    ]
    .concat();
    put(dir.path(), "desk.xml", &export("ar", &items));
    let picture = image::DynamicImage::new_rgb8(4, 4);
    fs::create_dir_all(dir.path().join("uploads/2019/05")).expect("made");
    picture.save(dir.path().join("uploads/2019/05/well.png")).expect("saved");
    picture.save(dir.path().join("uploads/2019/05/unused.png")).expect("saved");
    let said = bayan(dir.path(), "import desk.xml -o site");
    said.fine();
    let read = |path: &str| fs::read_to_string(dir.path().join("site").join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    assert!(read("content/_index.ar.md").contains("نص\n\nثان"), "{}", read("content/_index.ar.md"));
    let home = read("content/_index.en.md");
    assert!(home.contains("title: Home") && home.contains("Text[^1]") && home.contains("[^1]: A note"), "{home}");
    assert!(home.contains("[link](about.md)"), "{home}");
    let about = read("content/about.en.md");
    assert!(about.contains("![A well](uploads/2019/05/well.png \"The well\")") && !about.contains("alert"), "{about}");
    assert!(dir.path().join("site/content/uploads/2019/05/well.png").is_file());
    assert!(!dir.path().join("site/content/uploads/2019/05/unused.png").exists(), "nothing shows it");
    let config = read("site.yaml");
    assert!(config.contains("menu:") && config.contains("About us") && config.contains("عنا"), "{config}");
    bayan(&dir.path().join("site"), "check").fine();
}

#[test]
fn what_is_no_export_is_refused_in_a_sentence() {
    let dir = tempfile::tempdir().expect("a folder");
    let head = "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>";
    put(
        dir.path(),
        "bomb.xml",
        &format!("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"{}\">]>{head}</channel></rss>", "b".repeat(99)),
    );
    bayan(dir.path(), "import bomb.xml -o out").refused(2, "document type");
    put(dir.path(), "cut.xml", &format!("{head}<item><title>a"));
    bayan(dir.path(), "import cut.xml -o out").refused(2, "not well-formed");
    put(dir.path(), "empty.xml", &format!("{head}</channel></rss>"));
    bayan(dir.path(), "import empty.xml -o out").refused(2, "no post");
}
