//! Direction on whole pages: what is Latin in right-to-left pages, and Arabic in left-to-right ones, where it stands as markup
//! and where there is none.

use crate::support::site::{AR_EN, build, built, page, problems};

/// The page of `content/a.LANGUAGE.md`.
fn of(language: &str, text: &str) -> String {
    let built = built(&format!("{AR_EN}-- content/a.{language}.md --\n{text}"));
    page(&built, &format!("{language}/a/index.html")).replace(" dir=ltr lang=en", " L").replace(" dir=rtl lang=ar", " R")
}

#[track_caller]
fn check(language: &str, text: &str, parts: &[&str]) {
    let html = of(language, text);
    for part in parts {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn a_latin_title_keeps_its_mark_wherever_it_stands() {
    check(
        "ar",
        "---\ntitle: Who wrote this?\nsubtitle: A guess!\nsummary: Nobody knows.\n---\n\n## Is it safe?\n\nنص.\n",
        &[
            "<h1><bdi L>Who wrote this?</bdi></h1>",
            "<bdi L>A guess!</bdi>",
            "<bdi L>Is it safe?</bdi>",
            "<title>\u{2066}Who wrote this?\u{2069} ",
            "\u{2066}Nobody knows.\u{2069}",
            "رابط قسم «\u{2066}Is it safe?\u{2069}»",
        ],
    );
}

#[test]
fn latin_parts_keep_their_marks() {
    check(
        "ar",
        "---\ntitle: نص\n---\n\nقرأت «[Who pays for it?](https://example.org/a)» ثم *Where to now?* ثم **Really!** بعدها.\n\nقال \"Shut the door.\" كما كتب (Klein et al., 2020).\n\n| الاسم | الشرح |\n|---|---|\n| أداة | It prints a page. |\n\n- Really?\n- نعم\n\nالأداة `cargo`.\n\nUse `cargo`\n",
        &[
            "rel=noopener>Who pays for it?</a>»",
            "<bdi L><em>Where to now?</em></bdi>",
            "<bdi L><strong>Really!</strong></bdi>",
            "<bdi L>Shut the door.</bdi>",
            "(<bdi L>Klein et al., 2020</bdi>).",
            "<td><bdi L>It prints a page.</bdi>",
            "<li><bdi L>Really?</bdi>",
            "<p><bdi L>Use <code dir=ltr>cargo</code></bdi>",
        ],
    );
}

#[test]
fn arabic_parts_of_an_english_page_keep_theirs() {
    check(
        "en",
        "---\ntitle: من كتب هذا؟\n---\n\n## هل هو آمن؟\n\nHe asked “لماذا؟” and *أين الآن؟* twice.\n",
        &[
            "<h1><bdi R>من كتب هذا؟</bdi></h1>",
            "<bdi R>هل هو آمن؟</bdi>",
            "“<bdi R>لماذا؟</bdi>”",
            "<bdi R><em>أين الآن؟</em></bdi>",
        ],
    );
}

#[test]
fn a_picture_follows_the_page_and_its_words_are_isolated() {
    let picture = "-- content/p.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"/>\n";
    let text =
        format!("---\ntitle: نص\n---\n\n[![three latin words here](p.svg)](p.svg)\n\n![رسم GDP?](p.svg \"عن GDP.\")\n{picture}");
    check(
        "ar",
        &text,
        &[
            "<p><a href=",
            "alt=\"\u{2066}three latin words here\u{2069}\"",
            "alt=\"رسم \u{2066}GDP\u{2069}?\"",
            "عن \u{2066}GDP\u{2069}.",
        ],
    );
}

#[test]
fn a_description_made_of_the_text_has_isolates() {
    check(
        "ar",
        "---\ntitle: نص\n---\n\nبلغ النمو 3.5% وفق World Bank هنا.\n",
        &["\u{2066}3.5%\u{2069} وفق \u{2066}World Bank\u{2069} هنا."],
    );
    check("en", "---\ntitle: Text\n---\n\nHe said بيروت once.\n", &["He said \u{2067}بيروت\u{2069} once."]);
}

#[test]
fn each_block_of_a_description_reads_by_itself() {
    let html = of("ar", "---\ntitle: نص\n---\n\nIt prints.\n\nReally?\n\nنعم.\n");
    assert!(
        html.contains("content='\u{2066}It prints.\u{2069} \u{2066}Really?\u{2069} نعم.'")
            || html.contains("\"\u{2066}It prints.\u{2069} \u{2066}Really?\u{2069} نعم.\"")
    );
}

#[test]
fn figures_have_the_percent_sign_of_their_digits() {
    let site = AR_EN.replace("ar: {name: العربية}", "ar: {name: العربية, digits: arab}");
    let figure = "```key-figures\nfigures:\n  - {value: 12, unit: \"%\", label: نمو}\nsource: المكتب\n```\n";
    let built = built(&format!("{site}-- content/a.ar.md --\n---\ntitle: نص\n---\n\n{figure}"));
    assert!(page(&built, "ar/a/index.html").contains("١٢٪"));
}

#[test]
fn an_address_takes_the_letters_of_every_script() {
    let site = "-- site.yaml --\nbase_url: https://example.org/\ntitle: Desk\nlanguages: {fa: {name: فارسی}, hi: {name: हिन्दी}, fr: {name: Français}}\n";
    let slug = |language: &str, slug: &str| {
        format!("-- content/{language}.{language}.md --\n---\ntitle: T\nslug: {slug}\n---\n\n2022\n")
    };
    let good = [slug("fa", "می\u{200c}خواهم"), slug("hi", "हिन्दी"), slug("fr", "e\u{301}te\u{301}")].concat();
    let site = site.to_owned();
    let (found, diags, _) = build(&format!("{site}{good}"));
    assert!(!diags.has_errors());
    let built = found.expect("a site");
    for path in ["fa/می\u{200c}خواهم/index.html", "hi/हिन्दी/index.html", "fr/été/index.html"] {
        page(&built, path);
    }
    for bad in ["\u{200c}می", "می\u{200c}", "می\u{200c}\u{200c}خواهم", "a/b", "a b", "\u{301}a", ".a", "\"\u{200e}a\""]
    {
        let found = problems(&format!("{site}{}", slug("fa", bad)));
        assert!(found.contains(&"content/fa.fa.md:3:7 bad-value".to_owned()), "{bad}: {found:?}");
    }
}

/// Of two languages of a site in Arabic letters, a run is in the one that has its letters, whichever stands first.
#[test]
fn a_run_in_arabic_letters_is_in_the_language_of_its_letters() {
    for order in ["fa: {name: فارسی}, ar: {name: العربية}", "ar: {name: العربية}, fa: {name: فارسی}"] {
        let site = format!(
            "-- site.yaml --\nbase_url: https://example.org/\ntitle: Desk\nlanguages: {{en: {{name: English}}, {order}}}\n\
             -- content/a.en.md --\n---\ntitle: A\n---\n\nThe words كتاب المكتبة and گزارش پایانی and سلام stand here.\n\n\
             > قال الوزير إنّ المكتبة في المدينة على ما يرام\n\n> وزیر گفت که کتابخانه در شهر است\n"
        );
        let built = crate::support::site::built(&site);
        let page = crate::support::site::page(&built, "en/a/index.html");
        let first = if order.starts_with("fa") { "fa" } else { "ar" };
        for (tag, words) in [("ar", "كتاب المكتبة"), ("fa", "گزارش پایانی"), (first, "سلام")] {
            assert!(page.contains(&format!("<bdi dir=rtl lang={tag}>{words}</bdi>")), "{tag} {words}: {page}");
        }
        for (tag, words) in [("ar", "قال الوزير"), ("fa", "وزیر گفت")] {
            let before = &page[..page.find(&format!("<p>{words}")).expect("it is printed")];
            let (_, attributes) = before.rsplit_once("lang=").expect("a language");
            assert!(attributes.starts_with(tag), "{tag} {words}: {attributes}");
        }
    }
}
