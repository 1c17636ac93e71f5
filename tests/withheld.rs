//! What a site of another generator leaves out by rules of its own, and what is a comment in it: no page is made of it, no text of a page
//! says it, and it is told what was left out.

use bayan::migrate;
use bayan::migrate::model::Made;
use bayan::source::{Content, SourceTree};

/// Imports a site; gives what its pages say without remarks, and the report.
#[track_caller]
fn imported(files: &[(&str, &str)]) -> (String, String) {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), Content::Text((*text).into())));
    let imported = migrate::import(&SourceTree::new(files), None, 1_700_000_000).expect("imported");
    let mut said = String::new();
    for (path, made) in &imported.files {
        let Made::Text(text) = made else { continue };
        if !path.starts_with("content/") {
            continue;
        }
        said.extend(["@@@ ", path, "\n"]);
        let mut rest = text.as_str();
        while let Some((before, behind)) = rest.split_once("<!--") {
            said.push_str(before);
            rest = behind.split_once("-->").map_or("", |(_, rest)| rest);
        }
        said.push_str(rest);
    }
    (said, format!("{:?}", imported.report))
}

#[track_caller]
fn check(files: &[(&str, &str)], told: &[&str]) {
    let (said, left) = imported(files);
    assert!(!said.contains("HIDDEN"), "{said}");
    assert!(said.contains("SHOWN"), "{said}");
    for part in told {
        assert!(left.contains(part), "{part}\n{left}");
    }
}

#[test]
fn languages_that_hugo_does_not_build() {
    let page = |word: &str| format!("---\ntitle: T\n---\n{word}\n");
    let (shown, hidden) = (page("SHOWN"), page("HIDDEN"));
    let config = "title: x\ndefaultContentLanguage: en\nlanguages:\n  en: {weight: 1}\n  ar: {weight: 2}\n  fr: {weight: 3, disabled: true}\n  fa: {contentDir: content-fa, disabled: true}\n";
    let files: [(&str, &str); 6] = [
        ("hugo.yaml", config),
        ("content/a.md", &shown),
        ("content/a.ar.md", &shown),
        ("content/a.fr.md", &hidden),
        ("content/b/index.fr.md", &hidden),
        ("content-fa/a.md", &hidden),
    ];
    check(&files, &["content/a.fr.md", "the old site does not build this language"]);
    let listed = "title: x\ndisableLanguages: [fr]\nlanguages:\n  en: {}\n  fr: {}\n";
    check(&[("hugo.yaml", listed), ("content/a.md", &shown), ("content/a.fr.md", &hidden)], &["content/a.fr.md"]);
}

/// What may be hidden is a draft: a page of Hugo that is not published, and what a section gives a day to that may not have come.
#[test]
fn what_hugo_may_hide_is_a_draft() {
    let section = |cascade: &str| format!("---\ntitle: A\ncascade: {cascade}\n---\nSHOWN\n");
    for cascade in [
        "{publishDate: 2999-01-01}",
        "{expiryDate: 2001-01-01}",
        "{date: 2999-01-01}",
        "{published: false}",
        "[{published: \"no\"}]",
    ] {
        let files: [(&str, &str); 4] = [
            ("hugo.yaml", "title: x\n"),
            ("content/a/_index.md", &section(cascade)),
            ("content/a/p.md", "---\ntitle: P\n---\nBELOW\n"),
            ("content/q.md", "---\ntitle: Q\npublished: false\n---\nUNPUBLISHED\n"),
        ];
        let (said, _) = imported(&files);
        for page in said.split("@@@ ").filter(|page| page.contains("BELOW") || page.contains("UNPUBLISHED")) {
            assert!(page.contains("draft: true"), "{cascade} {page}");
        }
        assert!(said.contains("BELOW") && said.contains("UNPUBLISHED"), "nothing is lost: {said}");
    }
}

#[test]
fn comments_of_templates_are_no_text() {
    let hugo = "---\ntitle: T\n---\n## One {#first}\n\nSHOWN {{/* HIDDEN */}} {{- /* HIDDEN */ -}} x\n\n{{< comment >}}\n## HIDDEN\n\nHIDDEN\n{{< /comment >}}\n\n## Two {#second}\n\nEnd.\n";
    check(&[("hugo.toml", "title = 'x'\n"), ("content/a.md", hugo)], &["it is a comment"]);
    let (said, _) = imported(&[("hugo.toml", "title = 'x'\n"), ("content/a.md", hugo)]);
    assert!(said.contains("## One {#first}") && said.contains("## Two {#second}"), "{said}");
    for hidden in [
        "{::comment}\nHIDDEN\n{:/comment}",
        "{::comment}HIDDEN{:/}",
        "{::options parse_block_html=\"true\" /}{::comment}\n## HIDDEN\n{:/comment}",
        "{% comment %}HIDDEN{% endcomment %}",
        "{%- comment -%}\nHIDDEN\n{%- endcomment -%}",
        "{% if false %}\n## HIDDEN\n{% endif %}",
        "{% unless true %}HIDDEN{% endunless %}",
        "{% if false %}HIDDEN{% if page.x %}HIDDEN{% else %}HIDDEN{% endif %}HIDDEN{% else %}there{% endif %}",
        "{% if jekyll.environment == \"development\" %}HIDDEN{% endif %}",
    ] {
        let text = format!("---\ntitle: T\n---\nSHOWN\n\n{hidden}\n\nbehind\n");
        check(&[("_config.yml", "title: x\n"), ("a.md", &text)], &[]);
        let (said, _) = imported(&[("_config.yml", "title: x\n"), ("a.md", &text)]);
        assert!(said.contains("behind") && !said.contains("{::") && !said.contains("{:/"), "{said}");
        assert_eq!(said.contains("there"), hidden.contains("there"), "{said}");
    }
}

#[test]
fn days_under_other_names() {
    let config =
        "title: x\nfrontmatter:\n  date: [written, ':default']\n  publishDate: [embargo, ':default']\n  expiryDate: [ends]\n";
    let (said, _) = imported(&[
        ("hugo.yaml", config),
        ("content/a.md", "---\ntitle: A\nwritten: 2020-02-03\n---\nText.\n"),
        ("content/b.md", "---\ntitle: B\ndate: 2020-02-04\nembargo: 2030-01-01\n---\nText.\n"),
        ("content/c.md", "---\ntitle: C\ndate: 2020-02-05\nends: 2021-01-01\n---\nText.\n"),
    ]);
    assert!(said.contains("date: 2020-02-03"), "{said}");
    assert!(said.contains("publish: 2030-01-01"), "{said}");
    assert!(said.contains("expiry: 2021-01-01"), "{said}");
}

#[test]
fn files_that_are_left_out_by_their_names() {
    let shown = "---\ntitle: S\n---\nSHOWN\n";
    let hidden = "---\ntitle: H\n---\nHIDDEN\n";
    check(
        &[
            ("_config.yml", "title: x\nexclude: [secret, \"*.tmp.md\"]\n"),
            ("a.md", shown),
            ("docs/_inside.md", hidden),
            ("docs/_private/x.md", hidden),
            ("docs/.hidden/x.md", hidden),
            ("docs/#x.md", hidden),
            ("docs/~x.md", hidden),
            ("docs~/x.md", hidden),
            ("vendor/bundle/x.md", hidden),
            ("node_modules/x/readme.md", hidden),
            ("secret/x.md", hidden),
            ("x.tmp.md", hidden),
        ],
        &["docs/_inside.md", "secret/x.md"],
    );
    check(
        &[
            ("config.toml", "base_url = 'https://x.example'\nignored_static = ['*.secret.txt']\n"),
            ("content/a.md", "+++\ntitle = 'S'\n+++\nSHOWN\n"),
            ("content/b/index.md", "+++\ntitle = 'B'\n+++\nText.\n"),
            ("content/b/note.md", "+++\ntitle = 'N'\n+++\nHIDDEN\n"),
            ("static/x.secret.txt", "HIDDEN"),
        ],
        &["content/b/note.md", "ignored_static"],
    );
    check(
        &[("mkdocs.yml", "site_name: x\n"), ("docs/a.md", "SHOWN\n"), ("docs/templates/x.md", "HIDDEN\n")],
        &["docs/templates/x.md"],
    );
}

#[test]
fn posts_of_members_only_are_drafts() {
    for meta in ["_members_access_role", "_wpmem_block", "rcp_subscription_level"] {
        let item = |id: u8, meta: &str| {
            format!(
                "<item><title>T{id}</title><link>https://x.example/p{id}/</link><wp:post_id>{id}</wp:post_id><wp:post_name>p{id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_date>2020-01-0{id} 00:00:00</wp:post_date><content:encoded><![CDATA[<p>Words.</p>]]></content:encoded>{meta}</item>"
            )
        };
        let own = format!("<wp:postmeta><wp:meta_key>{meta}</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>");
        let text = format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>X</title><link>https://x.example</link><language>en</language><wp:base_site_url>https://x.example</wp:base_site_url>{}{}</channel></rss>",
            item(1, ""),
            item(2, &own)
        );
        let empty = SourceTree::new(std::iter::empty::<(String, Content)>());
        let imported = migrate::export("x.xml", &text, &empty, 1_700_000_000).expect("imported");
        let drafts: Vec<&String> = imported
            .files
            .iter()
            .filter(|(_, made)| matches!(made, Made::Text(text) if text.contains("\ndraft: true\n")))
            .map(|(path, _)| path)
            .collect();
        assert!(matches!(drafts.as_slice(), [path] if path.contains("p2")), "{meta}: {drafts:?}");
        assert!(format!("{:?}", imported.report).contains("only some readers saw it"), "{meta}");
    }
}
