//! What a page is -> JSON-LD in the vocabulary of schema.org, ready for a script element.
//!
//! One graph a page: the site, its publisher, the way to the page, and the page itself. Names carry their isolates as
//! characters, since JSON knows no markup.

use serde_json::{Map, Value, json};

/// A text that a page rests on.
#[derive(Clone, Debug)]
pub struct Citation {
    /// Its title.
    pub name: String,
    /// Where it is.
    pub url: Option<String>,
    /// When it was published, ISO 8601.
    pub published: Option<String>,
    /// Its language, BCP 47.
    pub lang: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
}

/// What is said of a page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Absolute URL: the page's identity.
    pub url: String,
    /// What it is.
    pub kind: Kind,
    /// Title.
    pub title: String,
    /// Description.
    pub description: String,
    /// BCP 47 of the content.
    pub lang: String,
    /// The site in this language.
    pub site: Site,
    /// The pages above this one, from the home page down: name and absolute URL.
    pub breadcrumbs: Vec<(String, String)>,
    /// The page's picture, or the theme's card.
    pub image: Option<Image>,
    /// The pictures in its text of which something is written.
    pub pictures: Vec<Image>,
    /// The briefing that a chapter belongs to: name and absolute URL.
    pub part_of: Option<(String, String)>,
    /// The same page in other languages: BCP 47 and absolute URL.
    pub translations: Vec<(String, String)>,
    /// Whether this page was written first, and the translations after it.
    pub original: bool,
    /// The sources that it rests on.
    pub citations: Vec<Citation>,
}

/// What a page is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// The first page of a language.
    Home,
    /// A page that lists others: sections, tags.
    Collection,
    /// A text without a date: an imprint, a page about the site.
    Plain,
    /// News: a `NewsArticle`.
    News(Article),
    /// A study or a briefing: a `Report`.
    Report(Article),
}

/// What is said of a dated text.
#[derive(Clone, Debug)]
pub struct Article {
    /// A date or RFC 3339.
    pub published: String,
    /// A date or RFC 3339; not before `published`.
    pub modified: String,
    /// Who wrote it; the publisher where nobody is named.
    pub authors: Vec<Author>,
    /// Names of tags.
    pub keywords: Vec<String>,
    /// Words in the body.
    pub words: usize,
}

/// Who wrote a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Author {
    /// A newsroom, a team.
    Organization(String),
    /// A human being.
    Person(String),
}

/// The site in the page's language.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its name.
    pub name: String,
    /// Absolute URL of the language's home page.
    pub url: String,
    /// What it is.
    pub description: String,
    /// BCP 47.
    pub lang: String,
    /// Who publishes it, in this language.
    pub publisher: String,
    /// Absolute URL of the publisher's mark.
    pub logo: Option<String>,
}

/// A picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Image {
    /// Absolute URL.
    pub url: String,
    /// Pixels, where known.
    pub size: Option<(u32, u32)>,
    /// What stands under it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// What it may be used for: a URL, the name of a licence, or words.
    pub licence: Option<String>,
    /// The day it was made.
    pub created: Option<String>,
}

/// The graph, escaped for `<script type="application/ld+json">`.
pub fn render(page: &Page) -> String {
    let mut graph = vec![publisher(&page.site), site(&page.site)];
    if !page.breadcrumbs.is_empty() {
        graph.push(breadcrumbs(page));
    }
    graph.push(subject(page));
    escaped(&json!({ "@context": "https://schema.org", "@graph": graph }))
}

/// JSON that can neither end the element it stands in nor open a comment in it: `<` is written as its escape.
fn escaped(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// The identity of a part of the graph.
fn iri(url: &str, part: &str) -> String {
    format!("{url}#{part}")
}

/// A reference to a part of the graph.
fn reference(url: &str, part: &str) -> Value {
    json!({ "@id": iri(url, part) })
}

/// A source as a part of the page.
fn citation(citation: &Citation) -> Value {
    let mut map = Map::new();
    map.insert("@type".into(), json!("CreativeWork"));
    map.insert("name".into(), json!(citation.name));
    let optional = [("url", &citation.url), ("datePublished", &citation.published), ("inLanguage", &citation.lang)];
    for (name, value) in optional {
        if let Some(value) = value {
            map.insert(name.into(), json!(value));
        }
    }
    if let Some(publisher) = &citation.publisher {
        map.insert("publisher".into(), json!({ "@type": "Organization", "name": publisher }));
    }
    Value::Object(map)
}

fn publisher(site: &Site) -> Value {
    let mut publisher = Map::new();
    publisher.insert("@type".into(), json!("Organization"));
    publisher.insert("@id".into(), json!(iri(&site.url, "publisher")));
    publisher.insert("name".into(), json!(site.publisher));
    publisher.insert("url".into(), json!(site.url));
    if let Some(logo) = &site.logo {
        publisher.insert("logo".into(), json!({ "@type": "ImageObject", "url": logo }));
    }
    Value::Object(publisher)
}

fn site(site: &Site) -> Value {
    json!({
        "@type": "WebSite",
        "@id": iri(&site.url, "site"),
        "name": site.name,
        "url": site.url,
        "description": site.description,
        "inLanguage": site.lang,
        "publisher": reference(&site.url, "publisher"),
    })
}

/// The way to the page, the page itself included.
fn breadcrumbs(page: &Page) -> Value {
    let here = (page.title.clone(), page.url.clone());
    let way = page.breadcrumbs.iter().chain([&here]).enumerate();
    let items: Vec<Value> =
        way.map(|(i, (name, url))| json!({ "@type": "ListItem", "position": i + 1, "name": name, "item": url })).collect();
    json!({ "@type": "BreadcrumbList", "@id": iri(&page.url, "breadcrumbs"), "itemListElement": items })
}

/// The page itself.
fn subject(page: &Page) -> Value {
    let (kind, article) = match &page.kind {
        Kind::Home | Kind::Collection => ("CollectionPage", None),
        Kind::Plain => ("WebPage", None),
        Kind::News(article) => ("NewsArticle", Some(article)),
        Kind::Report(article) => ("Report", Some(article)),
    };
    let mut subject = Map::new();
    subject.insert("@type".into(), json!(kind));
    subject.insert("@id".into(), json!(iri(&page.url, "page")));
    subject.insert("url".into(), json!(page.url));
    subject.insert("inLanguage".into(), json!(page.lang));
    subject.insert("description".into(), json!(page.description));
    subject.insert("publisher".into(), reference(&page.site.url, "publisher"));
    let mut images: Vec<Value> = page.image.iter().chain(&page.pictures).map(picture).collect();
    match images.len() {
        0 => {}
        1 => {
            subject.insert("image".into(), images.remove(0));
        }
        _ => {
            subject.insert("image".into(), images.into());
        }
    }
    if let Some(article) = article {
        subject.extend(article_fields(page, article));
    } else {
        subject.insert("name".into(), json!(page.title));
        subject.insert("isPartOf".into(), reference(&page.site.url, "site"));
        if !page.breadcrumbs.is_empty() {
            subject.insert("breadcrumb".into(), reference(&page.url, "breadcrumbs"));
        }
    }
    if !page.citations.is_empty() {
        subject.insert("citation".into(), page.citations.iter().map(citation).collect());
    }
    translations(page, kind, &mut subject);
    Value::Object(subject)
}

fn article_fields(page: &Page, article: &Article) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("headline".into(), json!(page.title));
    map.insert("datePublished".into(), json!(article.published));
    map.insert("dateModified".into(), json!(article.modified));
    let authors: Vec<Value> = article.authors.iter().map(author).collect();
    map.insert("author".into(), if authors.is_empty() { reference(&page.site.url, "publisher") } else { json!(authors) });
    map.insert("mainEntityOfPage".into(), json!({ "@type": "WebPage", "@id": page.url }));
    let whole = match &page.part_of {
        Some((name, url)) => json!({ "@type": "CreativeWork", "@id": iri(url, "page"), "name": name, "url": url }),
        None => reference(&page.site.url, "site"),
    };
    map.insert("isPartOf".into(), whole);
    if !article.keywords.is_empty() {
        map.insert("keywords".into(), json!(article.keywords));
    }
    if article.words > 0 {
        map.insert("wordCount".into(), json!(article.words));
    }
    map
}

fn author(author: &Author) -> Value {
    match author {
        Author::Organization(name) => json!({ "@type": "Organization", "name": name }),
        Author::Person(name) => json!({ "@type": "Person", "name": name }),
    }
}

/// A licence as an address where it has one, else as what it is called.
fn licence(text: &str) -> Value {
    let text = text.trim();
    if text.starts_with("https://") || text.starts_with("http://") {
        return json!(text);
    }
    let mut words = text.split([' ', '-']).filter(|word| !word.is_empty());
    let rest: Vec<String> = match words.next().map(str::to_ascii_uppercase).as_deref() {
        Some("CC0") => return json!("https://creativecommons.org/publicdomain/zero/1.0/"),
        Some("CC") => words.map(str::to_ascii_lowercase).collect(),
        Some(_) | None => Vec::new(),
    };
    // `CC BY-SA 4.0`
    let (version, kinds): (Vec<&String>, Vec<&String>) = rest.iter().partition(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    match (version.as_slice(), kinds.first().map(|kind| kind.as_str())) {
        ([version], Some("by")) if kinds.iter().all(|kind| ["by", "sa", "nc", "nd"].contains(&kind.as_str())) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
            json!(format!("https://creativecommons.org/licenses/{}/{version}/", kinds.join("-")))
        }
        _ => json!({ "@type": "CreativeWork", "name": text }),
    }
}

fn picture(image: &Image) -> Value {
    let mut picture = Map::new();
    picture.insert("@type".into(), json!("ImageObject"));
    picture.insert("url".into(), json!(image.url));
    if let Some((width, height)) = image.size {
        // Schema.org has no plain number of pixels for a picture; E37 is UN/CEFACT's code for the pixel.
        let pixels = |count: u32| json!({ "@type": "QuantitativeValue", "value": count, "unitCode": "E37" });
        picture.insert("width".into(), pixels(width));
        picture.insert("height".into(), pixels(height));
    }
    for (name, text) in [("caption", &image.caption), ("creditText", &image.credit), ("dateCreated", &image.created)] {
        if let Some(text) = text {
            picture.insert(name.into(), json!(text));
        }
    }
    if let Some(licence) = &image.licence {
        picture.insert("license".into(), self::licence(licence));
    }
    Value::Object(picture)
}

/// Which page is a translation of which: the original names its translations, a translation its original.
fn translations(page: &Page, kind: &str, subject: &mut Map<String, Value>) {
    let mut others = page
        .translations
        .iter()
        .map(|(lang, url)| json!({ "@type": kind, "@id": iri(url, "page"), "url": url, "inLanguage": lang }));
    if page.original {
        let others: Vec<Value> = others.collect();
        if !others.is_empty() {
            subject.insert("workTranslation".into(), json!(others));
        }
    } else if let Some(first) = others.next() {
        // Of several others the first is taken for the original: languages come in the order of the site.
        subject.insert("translationOfWork".into(), first);
    }
}

#[cfg(test)]
mod tests {
    use super::{Article, Author, Citation, Image, Kind, Page, Site, render};
    use serde_json::Value;

    fn page(kind: Kind) -> Page {
        let root = "https://briefings.example/repo/ar/";
        Page {
            url: format!("{root}k/a/"),
            kind,
            title: "ارتفاع سعر \u{2066}LPG\u{2069} </script><!--".into(),
            description: "خلاصة".into(),
            lang: "ar".into(),
            site: Site {
                name: "بيان".into(),
                url: root.into(),
                description: "إحاطات".into(),
                lang: "ar".into(),
                publisher: "بيان".into(),
                logo: Some("https://briefings.example/repo/assets/icon.svg".into()),
            },
            breadcrumbs: vec![("بيان".into(), root.into()), ("كازاخستان".into(), format!("{root}k/"))],
            image: Some(Image {
                url: "https://briefings.example/repo/card.png".into(),
                size: Some((1200, 630)),
                caption: None,
                credit: None,
                licence: None,
                created: None,
            }),
            pictures: Vec::new(),
            part_of: Some(("كازاخستان".into(), format!("{root}k/"))),
            translations: vec![("en".into(), "https://briefings.example/repo/en/k/a/".into())],
            original: true,
            citations: Vec::new(),
        }
    }

    fn article() -> Article {
        Article {
            published: "2022-01-06".into(),
            modified: "2022-01-07T00:00:00Z".into(),
            authors: vec![Author::Organization("فريق بيان".into())],
            keywords: vec!["طاقة".into()],
            words: 640,
        }
    }

    /// The value at a JSON pointer in the part of the graph that is the page.
    #[track_caller]
    fn check(page: &Page, pointer: &str, expect: &str) {
        let text = render(page);
        assert!(!text.contains('<'), "{text}");
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let graph = value["@graph"].as_array().expect("a graph");
        let subject = graph.last().expect("the page");
        let found = subject.pointer(pointer).map(Value::to_string).unwrap_or_default();
        assert_eq!(found, expect, "{subject:#}");
    }

    #[test]
    fn an_article_says_who_when_and_where() {
        let page = page(Kind::Report(article()));
        check(&page, "/@type", r#""Report""#);
        check(&page, "/headline", "\"ارتفاع سعر \u{2066}LPG\u{2069} </script><!--\"");
        check(&page, "/dateModified", r#""2022-01-07T00:00:00Z""#);
        check(&page, "/author/0/@type", r#""Organization""#);
        check(&page, "/isPartOf/url", r#""https://briefings.example/repo/ar/k/""#);
        check(&page, "/wordCount", "640");
        check(&page, "/publisher/@id", r#""https://briefings.example/repo/ar/#publisher""#);
        check(&self::page(Kind::News(article())), "/@type", r#""NewsArticle""#);
    }

    #[test]
    fn sources_are_cited() {
        let source = Citation {
            name: "نون بوست".into(),
            url: Some("https://example.org/a".into()),
            published: Some("2022-01-06".into()),
            lang: Some("ar".into()),
            publisher: Some("نون بوست".into()),
        };
        let page = Page { citations: vec![source], ..page(Kind::Report(article())) };
        check(&page, "/citation/0/@type", r#""CreativeWork""#);
        check(&page, "/citation/0/datePublished", r#""2022-01-06""#);
        check(&page, "/citation/0/publisher/name", "\"نون بوست\"");
    }

    #[test]
    fn pictures_of_the_text_follow_that_of_the_head() {
        let one = page(Kind::Plain);
        check(&one, "/image/@type", r#""ImageObject""#);
        let market = Image {
            url: "https://briefings.example/repo/k/market.jpg".into(),
            size: None,
            caption: Some("سوق".into()),
            credit: Some("Desk".into()),
            licence: Some("CC BY 4.0".into()),
            created: Some("2022-01-06".into()),
        };
        let two = Page { pictures: vec![market], ..one };
        check(&two, "/image/0/url", r#""https://briefings.example/repo/card.png""#);
        check(&two, "/image/1/creditText", r#""Desk""#);
        check(&two, "/image/1/dateCreated", r#""2022-01-06""#);
        check(&Page { image: None, ..two }, "/image/caption", "\"سوق\"");
    }

    #[test]
    fn a_text_without_authors_is_the_publishers() {
        let page = page(Kind::News(Article { authors: Vec::new(), ..article() }));
        check(&page, "/author/@id", r#""https://briefings.example/repo/ar/#publisher""#);
    }

    #[test]
    fn translations_point_both_ways() {
        let original = page(Kind::Report(article()));
        check(&original, "/workTranslation/0/inLanguage", r#""en""#);
        check(&original, "/translationOfWork", "");
        let translation = Page { original: false, ..original };
        check(&translation, "/translationOfWork/@id", r#""https://briefings.example/repo/en/k/a/#page""#);
        check(&translation, "/workTranslation", "");
    }

    #[test]
    fn lists_and_plain_pages_are_pages() {
        check(&page(Kind::Collection), "/@type", r#""CollectionPage""#);
        check(&page(Kind::Home), "/@type", r#""CollectionPage""#);
        check(&page(Kind::Plain), "/@type", r#""WebPage""#);
        check(&page(Kind::Plain), "/headline", "");
        check(&page(Kind::Collection), "/breadcrumb/@id", r#""https://briefings.example/repo/ar/k/a/#breadcrumbs""#);
    }
}
