//! One language's newest pages -> an Atom feed (RFC 4287).
//!
//! Feed readers drop `xml:lang` and know no direction: content is wrapped in an element that says both, and titles,
//! which are plain text, carry their isolates as characters (UAX #9).

use crate::xml::Xml;

/// A feed. Texts are plain; foreign runs in them stand between isolates.
#[derive(Clone, Debug)]
pub struct Feed {
    /// BCP 47.
    pub lang: String,
    /// The site's name.
    pub title: String,
    /// What the site is.
    pub subtitle: String,
    /// Absolute URL of this feed.
    pub self_url: String,
    /// Absolute URL of the language's home page.
    pub home_url: String,
    /// Never changes, even if the site moves; the home page's URL will do.
    pub id: String,
    /// RFC 3339: the latest change of any entry.
    pub updated: String,
    /// Who answers for entries without authors.
    pub author: String,
    /// Rights in the texts.
    pub rights: Option<String>,
    /// Absolute URL of a square picture.
    pub icon: Option<String>,
    /// Newest first.
    pub entries: Vec<Entry>,
}

/// A page in a feed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Never changes; the page's URL will do.
    pub id: String,
    /// Absolute URL.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: Option<String>,
    /// Its body as HTML, with absolute URLs and without ids.
    pub content_html: String,
    /// RFC 3339.
    pub published: String,
    /// RFC 3339; not before `published`.
    pub updated: String,
    /// Names, each with the absolute URL of its page, if it has one.
    pub authors: Vec<(String, Option<String>)>,
    /// Tags: identity and name.
    pub categories: Vec<(String, String)>,
    /// BCP 47.
    pub lang: String,
    /// `rtl` or `ltr`.
    pub dir: &'static str,
}

/// The feed as a document.
pub fn render(feed: &Feed) -> String {
    let mut xml = Xml::indented();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", &feed.lang)]);
    xml.leaf("title", &[], &feed.title);
    if !feed.subtitle.is_empty() {
        xml.leaf("subtitle", &[], &feed.subtitle);
    }
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.self_url)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("hreflang", &feed.lang), ("href", &feed.home_url)]);
    xml.leaf("id", &[], &feed.id);
    xml.leaf("updated", &[], &feed.updated);
    person(&mut xml, &feed.author, None);
    if let Some(icon) = &feed.icon {
        xml.leaf("icon", &[], icon);
    }
    if let Some(rights) = &feed.rights {
        xml.leaf("rights", &[], rights);
    }
    xml.leaf("generator", &[], "Bayan");
    for one in &feed.entries {
        entry(&mut xml, one);
    }
    xml.close("feed");
    xml.finish()
}

fn entry(xml: &mut Xml, entry: &Entry) {
    xml.open("entry", &[("xml:lang", &entry.lang)]);
    xml.leaf("title", &[], &entry.title);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("hreflang", &entry.lang), ("href", &entry.url)]);
    xml.leaf("id", &[], &entry.id);
    xml.leaf("published", &[], &entry.published);
    xml.leaf("updated", &[], &entry.updated);
    for (author, page) in &entry.authors {
        person(xml, author, page.as_deref());
    }
    for (term, label) in &entry.categories {
        xml.empty("category", &[("term", term), ("label", label)]);
    }
    if let Some(summary) = &entry.summary {
        xml.leaf("summary", &[], summary);
    }
    xml.leaf("content", &[("type", "html")], &content(entry));
    xml.close("entry");
}

/// The body of a page in an element that says its language and direction.
pub(in crate::feed) fn content(entry: &Entry) -> String {
    format!("<div lang=\"{}\" dir=\"{}\">{}</div>", entry.lang, entry.dir, entry.content_html)
}

fn person(xml: &mut Xml, name: &str, page: Option<&str>) {
    xml.open("author", &[]);
    xml.leaf("name", &[], name);
    if let Some(page) = page {
        xml.leaf("uri", &[], page);
    }
    xml.close("author");
}

#[cfg(test)]
mod tests {
    use super::{Entry, Feed, render};

    fn feed() -> Feed {
        Feed {
            lang: "ar".into(),
            title: "بيان".into(),
            subtitle: "إحاطات & تقارير".into(),
            self_url: "https://briefings.example/repo/ar/feed.xml".into(),
            home_url: "https://briefings.example/repo/ar/".into(),
            id: "https://briefings.example/repo/ar/".into(),
            updated: "2022-01-07T00:00:00Z".into(),
            author: "فريق بيان".into(),
            rights: None,
            icon: None,
            entries: vec![Entry {
                id: "https://briefings.example/repo/ar/a/".into(),
                url: "https://briefings.example/repo/ar/a/".into(),
                title: "نمو \u{2066}GDP\u{2069} < 3%\u{b}".into(),
                summary: Some("خلاصة".into()),
                content_html: "<p>نص <bdi lang=\"en\" dir=\"ltr\">GDP &amp; co</bdi></p>".into(),
                published: "2022-01-06T00:00:00Z".into(),
                updated: "2022-01-07T00:00:00Z".into(),
                authors: vec![("فريق بيان".into(), None)],
                categories: vec![("energy".into(), "طاقة".into())],
                lang: "ar".into(),
                dir: "rtl",
            }],
        }
    }

    #[track_caller]
    fn check(expect: &str) {
        let found = render(&feed());
        assert!(found.contains(expect), "{expect}\nin\n{found}");
    }

    #[test]
    fn a_feed_says_language_and_direction() {
        check("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ar\">");
        check("&lt;div lang=&quot;ar&quot; dir=&quot;rtl&quot;&gt;&lt;p&gt;نص");
        check("<entry xml:lang=\"ar\">");
    }

    #[test]
    fn text_is_escaped_once_and_legal() {
        check("<title>نمو \u{2066}GDP\u{2069} &lt; 3%</title>");
        check("<subtitle>إحاطات &amp; تقارير</subtitle>");
        check("GDP &amp;amp; co");
    }

    #[test]
    fn a_feed_has_what_readers_ask_for() {
        check("rel=\"self\" type=\"application/atom+xml\" href=\"https://briefings.example/repo/ar/feed.xml\"");
        check("<published>2022-01-06T00:00:00Z</published>");
        check("<category term=\"energy\" label=\"طاقة\"/>");
        check("<author>\n      <name>فريق بيان</name>\n    </author>");
    }
}
