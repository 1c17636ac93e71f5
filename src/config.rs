//! `site.yaml` -> [`Config`], with every text in every language of the site.

pub mod base;
pub mod besides;
mod extra;
pub mod heads;
pub mod kept;
mod languages;
pub mod menu;
pub mod paper;
pub mod policy;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use base::BaseUrl;
use besides::Besides;
use menu::MenuEntry;
use paper::Paper;
use policy::Policy;

use crate::ast::{Prose, prose};
use crate::diag::codes::{config as codes, yaml as yaml_codes};
use crate::diag::names::nearest;
use crate::diag::{Diagnostics, Outcome};
use crate::locale::date::Timestamp;
use crate::locale::zone::Zone;
use crate::locale::{LocaleId, Locales, PerLanguage};
use crate::picture::metadata::Keep;
use crate::source::walk::CONFIG;
use crate::source::{Located, SourceTree, Span, names};
use crate::yaml::gaps::Gaps;
use crate::yaml::{Fields, Node, Value, Yaml, parse};

/// What happens to a link whose target is missing in the reader's language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MissingTranslation {
    /// The link leads to the page in another language, marked with `hreflang`.
    Link,
    /// The page is shown under the reader's language as well, with a notice and the original's canonical URL.
    Render,
    /// The page does not exist in that language; links to it are reported.
    Omit,
}

/// What happens to a link whose target is kept back: a draft, or a page outside its dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HiddenLinks {
    /// It is reported.
    Error,
    /// Its words stay, without a link.
    Text,
}

/// How raw HTML in content is treated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RawHtml {
    /// An error.
    Off,
    /// A sanitised subset.
    Safe,
    /// As it is.
    Trusted,
}

/// The schema.org type of pages with a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ArticleType {
    /// `Report`
    Report,
    /// `NewsArticle`
    NewsArticle,
}

/// A tag with an identity of its own, so that its pages in several languages belong together.
#[derive(Clone, PartialEq, Debug)]
pub struct TagName {
    /// Identity and path: `central-asia`.
    pub id: String,
    /// Its names.
    pub names: PerLanguage<Prose>,
}

/// The configuration. Made once, never changed.
#[expect(clippy::struct_excessive_bools, reason = "each is a key by its name")]
#[derive(Debug)]
pub struct Config {
    /// The file it was read from.
    pub span: Span,
    /// Where the site will stand.
    pub base: BaseUrl,
    /// Whether anybody said so; else `base` is a place that means nothing.
    pub has_base: bool,
    /// The languages.
    pub locales: Locales,
    /// The language of `x-default`.
    pub default_locale: LocaleId,
    /// Whether the default language stands at the root instead of below its tag.
    pub default_at_root: bool,
    /// The site's name.
    pub title: PerLanguage<Prose>,
    /// What the site is, in a sentence.
    pub description: PerLanguage<Prose>,
    /// Who publishes.
    pub publisher: PerLanguage<Prose>,
    /// Line at the foot of every page.
    pub copyright: Option<PerLanguage<Prose>>,
    /// Who may read what is printed, or what state it is in; on every printed page.
    pub mark: Option<PerLanguage<Prose>>,
    /// The theme.
    pub theme: Located<String>,
    /// The desk's time zone, if it says one: dates and times without an offset are meant in it.
    pub time_zone: Option<Zone>,
    /// Policy for missing translations.
    pub missing_translation: MissingTranslation,
    /// Policy for links to what is kept back.
    pub hidden_links: HiddenLinks,
    /// Policy for raw HTML.
    pub raw_html: RawHtml,
    /// What fields of other names in front matter stand for.
    pub heads: heads::Heads,
    /// What published pictures still say of their makers.
    pub keep_metadata: Keep,
    /// Type of dated pages in JSON-LD.
    pub article_type: ArticleType,
    /// Entries of a page of a list.
    pub page_size: usize,
    /// Entries of a feed.
    pub feed_size: usize,
    /// Words a minute for reading times.
    pub reading_speed: usize,
    /// What is made besides pages, of that which can be switched on and off.
    besides: BTreeSet<Besides>,
    /// Where pages without `updated` are to have the day of their last commit: where the site says so.
    pub git_dates: Option<Span>,
    /// Whether every author has a page.
    pub author_pages: bool,
    /// Whether pages name others that share their tags.
    pub related: bool,
    /// What is printed.
    pub pdf: Paper,
    /// Documents for word processors.
    pub docx: kept::Editions,
    /// E-books.
    pub epub: kept::Editions,
    /// The pairs of languages that are read beside each other; `None` where the site does not say: each page and what it was
    /// translated from, and on paper the first language of each direction.
    pub parallel: Option<Vec<[LocaleId; 2]>>,
    /// The main navigation.
    pub menu: Vec<MenuEntry>,
    /// What pages may reach besides the site.
    pub policy: Policy,
    /// Whatever the theme wants to know.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// The picture beside the site's name, a file below `content/`.
    pub logo: Option<Located<String>>,
    /// The picture for tabs of browsers.
    pub icon: Option<Located<String>>,
    /// The picture for shared links to pages that have none.
    pub card: Option<Located<String>>,
    /// Files and folders below `content/` that are published although no page leads to them.
    pub downloads: Vec<Located<String>>,
    /// Addresses elsewhere that `check --external` does not ask for: hosts, or beginnings of addresses.
    pub skip_links: Vec<String>,
    /// Tags with names, by id.
    pub tags: BTreeMap<String, TagName>,
    /// The texts of the file that languages lack.
    pub gaps: Gaps,
}

impl Config {
    /// The desk's time zone; UTC where none is configured.
    pub fn zone(&self) -> Zone {
        self.time_zone.clone().unwrap_or_else(Zone::utc)
    }

    /// Whether this is made besides pages.
    pub fn makes(&self, what: Besides) -> bool {
        self.besides.contains(&what)
    }

    /// Whether raw HTML stands in pages as it was written.
    pub fn trusts_html(&self) -> bool {
        self.raw_html == RawHtml::Trusted
    }

    /// Whether two languages are read beside each other, in the order of the site.
    pub fn reads_beside(&self, pair: [LocaleId; 2]) -> bool {
        let turned = [pair[1], pair[0]];
        self.parallel.as_ref().is_none_or(|all| all.contains(&pair) || all.contains(&turned))
    }

    /// Whether a path below `content/` is published although no page leads to it.
    pub fn is_download(&self, path: &str) -> bool {
        self.downloads.iter().any(|entry| names::is_at_or_below(path, entry.value.trim_matches('/')))
            || [&self.logo, &self.icon, &self.card].into_iter().flatten().any(|sign| self.is_version(path, &sign.value))
    }

    /// Whether a path is that of a file, or of its version in a language of the site: `logo.ar.svg` of `logo.svg`.
    fn is_version(&self, path: &str, whole: &str) -> bool {
        let (stem, ending) = whole.rsplit_once('.').unwrap_or((whole, ""));
        let tag = path.strip_prefix(stem).and_then(|rest| rest.strip_suffix(ending)?.strip_prefix('.')?.strip_suffix('.'));
        path == whole || tag.is_some_and(|tag| self.locales.by_tag(tag).is_some())
    }
}

/// What the command line says instead of `site.yaml`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Overrides {
    /// `--base-url`
    pub base_url: Option<String>,
    /// `--date`: the moment of the build, in the desk's time zone where it says none.
    pub date: Option<Timestamp>,
}

const WHAT: &str = "site.yaml";

/// Reads `site.yaml`. `None` where the site's languages cannot be known; other mistakes are reported and go on.
pub fn read(tree: &SourceTree, overrides: &Overrides) -> Outcome<Option<Config>> {
    let mut diags = Diagnostics::new();
    let config = read_into(tree, overrides, &mut diags);
    Outcome::new(config, diags)
}

fn read_into(tree: &SourceTree, overrides: &Overrides, diags: &mut Diagnostics) -> Option<Config> {
    let file = tree.get(CONFIG)?;
    let Some(text) = file.text() else {
        diags.push(codes::not_utf8(Span::new(file.id, 0, 0), CONFIG));
        return None;
    };
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let yaml = parse(file, start..text.len(), diags).whole()?;
    let mut fields = Fields::of(&yaml, yaml.root(), WHAT, diags)?;
    let own = yaml.span(yaml.root());

    let locales = languages::read(&yaml, &mut fields, own, diags);
    let has_base = overrides.base_url.is_some() || fields.key_span("base_url").is_some();
    let base = base_url(&mut fields, overrides, diags);
    let time_zone = time_zone(&mut fields, diags);
    let locales = locales?;
    let reader = Reader { yaml: &yaml, locales: &locales, gaps: RefCell::default() };
    let title = reader.per_language(&mut fields, "title", diags);
    if title.is_none() && fields.key_span("title").is_none() {
        fields.missing("title", own, WHAT, diags);
    }
    let blank = || {
        let blank = prose::of(&Located { value: String::new(), span: own }, LocaleId(0), &locales);
        PerLanguage::whole(vec![blank; locales.site().len()])
    };
    let title = title.or_else(blank)?;
    let description = reader.per_language(&mut fields, "description", diags).unwrap_or_else(|| title.clone());
    let publisher = reader.per_language(&mut fields, "publisher", diags).unwrap_or_else(|| title.clone());
    let [copyright, mark] = ["copyright", "mark"].map(|name| reader.per_language(&mut fields, name, diags));
    let known: Vec<&str> = locales.site().iter().map(|l| l.tag.as_str()).collect();
    let default_locale = fields
        .parsed(
            "default_language",
            diags,
            |tag| locales.by_tag(tag).map(|l| l.id),
            |span, given| codes::not_a_site_language(span, given, &known),
        )
        .unwrap_or(LocaleId(0));
    let tags = reader.tags(&mut fields, diags);
    let theme = fields.text("theme", diags).unwrap_or(Located { value: "briefing".to_owned(), span: own });
    let default_at_root = fields.bool("default_language_at_root", diags).unwrap_or(false);
    let missing_translation = missing_translation(&mut fields, diags);
    let (hidden_links, raw_html) = (hidden_links(&mut fields, diags), raw_html(&mut fields, diags));
    let (keep_metadata, article_type) = (kept::keep_metadata(&mut fields, diags), article_type(&mut fields, diags));
    let [page_size, feed_size] = ["page_size", "feed_size"].map(|name| count(&mut fields, name, 20, diags));
    let reading_speed = count(&mut fields, "reading_speed", 200, diags);
    let besides = besides::read(&mut fields, diags);
    let pdf = kept::paper(&yaml, &mut fields, diags);
    let [docx, epub] = [("docx", "`docx`"), ("epub", "`epub`")].map(|key| kept::bound(&yaml, &mut fields, key, diags));
    let (git_dates, [author_pages, related]) = kept::named(&mut fields, diags);
    let parallel = kept::parallel(&yaml, &mut fields, &locales, diags);
    let menu = menu::read(&reader, &mut fields, diags);
    let policy = policy::read(&yaml, &mut fields, diags);
    let (extra, heads) = (extra::read(&yaml, &mut fields, diags), heads::read(&yaml, &mut fields, diags));
    let downloads = fields.one_or_more("downloads", diags);
    let [logo, icon, card] = ["logo", "icon", "card"].map(|name| sign(&mut fields, name, diags));
    let skip_links = skip_links(&yaml, &mut fields, diags);
    fields.finish(diags);
    let gaps = reader.gaps.into_inner();
    diags.extend(gaps.told(&locales));
    Some(Config {
        span: own,
        base: base.unwrap_or(BaseUrl { origin: "https://example.org".to_owned(), path: "/".to_owned() }),
        has_base,
        time_zone,
        default_locale,
        default_at_root,
        title,
        description,
        publisher,
        copyright,
        mark,
        theme,
        missing_translation,
        hidden_links,
        raw_html,
        heads,
        keep_metadata,
        article_type,
        page_size,
        feed_size,
        reading_speed,
        besides,
        git_dates,
        author_pages,
        related,
        pdf,
        docx,
        epub,
        parallel,
        menu,
        policy,
        extra,
        logo,
        icon,
        card,
        downloads,
        skip_links,
        tags,
        gaps,
        locales,
    })
}

fn missing_translation(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> MissingTranslation {
    let policies =
        [("link", MissingTranslation::Link), ("render", MissingTranslation::Render), ("omit", MissingTranslation::Omit)];
    fields.choice("missing_translation", &policies, diags).unwrap_or(MissingTranslation::Link)
}

fn hidden_links(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> HiddenLinks {
    let policies = [("error", HiddenLinks::Error), ("text", HiddenLinks::Text)];
    fields.choice("hidden_links", &policies, diags).unwrap_or(HiddenLinks::Error)
}

fn article_type(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> ArticleType {
    let types = [("report", ArticleType::Report), ("news-article", ArticleType::NewsArticle)];
    fields.choice("article_type", &types, diags).unwrap_or(ArticleType::Report)
}

fn raw_html(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> RawHtml {
    let policies = [("off", RawHtml::Off), ("safe", RawHtml::Safe), ("trusted", RawHtml::Trusted)];
    fields.choice("raw_html", &policies, diags).unwrap_or(RawHtml::Off)
}

/// The path of a picture that stands for the site, below `content/`.
fn sign(fields: &mut Fields<'_>, name: &'static str, diags: &mut Diagnostics) -> Option<Located<String>> {
    let given = fields.text(name, diags)?;
    let path = given.value.trim().trim_start_matches('/');
    Some(Located { value: path.strip_prefix("content/").unwrap_or(path).to_owned(), span: given.span })
}

/// `links: {skip: […]}`
fn skip_links(yaml: &Yaml<'_>, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Vec<String> {
    let Some(node) = fields.take("links") else { return Vec::new() };
    let Some(mut links) = Fields::of(yaml, node, "`links`", diags) else { return Vec::new() };
    let skip = links.one_or_more("skip", diags);
    links.finish(diags);
    skip.into_iter().map(|entry| entry.value).filter(|entry| !entry.is_empty()).collect()
}

fn time_zone(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Zone> {
    let unknown = |span: Span, given: &str| {
        let names = Zone::names();
        // The last part alone is what people remember.
        let city = |name: &str| name.rsplit('/').next().unwrap_or(name).to_lowercase();
        let same = names.iter().find(|name| city(name) == city(given)).map(String::as_str);
        codes::unknown_time_zone(span, given, same.or_else(|| nearest(given, names.iter().map(String::as_str))))
    };
    fields.parsed("time_zone", diags, Zone::named, unknown)
}

/// A whole number from 1 to 10,000.
fn count(fields: &mut Fields<'_>, name: &'static str, default: usize, diags: &mut Diagnostics) -> usize {
    let Some(given) = fields.int(name, diags) else { return default };
    if let Ok(n @ 1..=10_000) = usize::try_from(given) {
        n
    } else {
        let span = fields.key_span(name).expect("a field that was taken has a key");
        diags.push(yaml_codes::bad_value(
            span,
            name,
            &given.to_string(),
            phrase!("it is out of range"),
            phrase!("write a number from 1 to 10000"),
        ));
        default
    }
}

fn base_url(fields: &mut Fields<'_>, overrides: &Overrides, diags: &mut Diagnostics) -> Option<BaseUrl> {
    let own = fields.parsed("base_url", diags, BaseUrl::parse, |span, given| codes::bad_base_url(Some(span), given));
    let Some(given) = &overrides.base_url else { return own };
    let parsed = BaseUrl::parse(given);
    if parsed.is_none() {
        diags.push(codes::bad_base_url(None, given));
    }
    parsed
}

/// What the readers of per-language texts need.
struct Reader<'a> {
    yaml: &'a Yaml<'a>,
    locales: &'a Locales,
    gaps: RefCell<Gaps>,
}

impl Reader<'_> {
    /// A mapping from language to text, or one text for all languages.
    fn per_language(&self, fields: &mut Fields<'_>, name: &'static str, diags: &mut Diagnostics) -> Option<PerLanguage<Prose>> {
        let node = fields.take(name)?;
        self.per_language_node(name, node, diags)
    }

    fn per_language_node(&self, name: &str, node: &Node, diags: &mut Diagnostics) -> Option<PerLanguage<Prose>> {
        if let Value::Text(_) = &node.value {
            let text = self.yaml.text(name, node, diags)?;
            return PerLanguage::whole(self.locales.site().iter().map(|l| prose::of(&text, l.id, self.locales)).collect());
        }
        let before = diags.iter().count();
        let texts = Fields::of(self.yaml, node, phrase!("a text of several languages"), diags)?;
        let mut by_language: Vec<Option<Prose>> = vec![None; self.locales.site().len()];
        let known: Vec<&str> = self.locales.site().iter().map(|l| l.tag.as_str()).collect();
        for (tag, key, value) in texts.entries() {
            let Some(locale) = self.locales.by_tag(tag) else {
                let span = self.yaml.span(key);
                diags.push(codes::not_a_site_language(span, tag, &known));
                continue;
            };
            by_language[usize::from(locale.id.0)] =
                self.yaml.text(name, value, diags).map(|t| prose::of(&t, locale.id, self.locales));
        }
        let lacking = self.locales.site().iter().zip(&by_language).filter(|(_, text)| text.is_none());
        let lacking: Vec<LocaleId> = lacking.map(|(locale, _)| locale.id).collect();
        // A text whose language is misspelt was told as that.
        if !lacking.is_empty() && diags.iter().count() == before {
            if lacking.len() == by_language.len() {
                diags.push(codes::missing_in_language(self.yaml.span(node), name, &self.locales.site()[0].tag));
            } else {
                self.gaps.borrow_mut().add(&lacking, || self.yaml.gap(name, node));
            }
        }
        PerLanguage::filled(by_language, self.locales, prose::lent)
    }

    fn tags(&self, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> BTreeMap<String, TagName> {
        let mut tags = BTreeMap::new();
        let Some(node) = fields.take("tags") else { return tags };
        let Some(list) = Fields::of(self.yaml, node, "`tags`", diags) else { return tags };
        for (id, key, value) in list.entries() {
            if id.is_empty() || crate::locale::fold::slug(id) != id {
                let help = phrase!("use lower-case letters, digits and `-`: it becomes part of a path");
                diags.push(yaml_codes::bad_value(self.yaml.span(key), "tags", id, phrase!("it cannot be part of a path"), help));
                continue;
            }
            if let Some(names) = self.per_language_node(id, value, diags) {
                tags.insert(id.to_owned(), TagName { id: id.to_owned(), names });
            }
        }
        tags
    }
}
