//! `<head>`: titles, descriptions, canonical and hreflang links, Open Graph, what the page loads.

use crate::ast::text;
use crate::card::icons::Icons;
use crate::config::besides::Besides;
use crate::config::policy::Policy;
use crate::locale::bidi;
use crate::picture::Format;
use crate::site::{PageKind, address};

use super::card::{self, Card};
use super::context::PageContext;
use super::view::{AlternateView, HeadView, LinkView};
use super::{graph, lists, mark};

/// What the pages load: no script but the site's own, nothing from elsewhere. The one form is that of the search. The pages hold no
/// inline style; it is allowed for readers, whose tools for larger spacing (WCAG 2.2, 1.4.12) work by adding one. Requests back to
/// the site are allowed because the search loads its files so, and checkers read `robots.txt` through the page.
const CSP: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; font-src 'self'; img-src 'self' data:; manifest-src 'self'";

/// The policy of a site: what the pages load, and the places that `csp` of site.yaml adds.
fn policy(Policy { connect, form, frame }: &Policy, has_search: bool) -> String {
    let own = has_search.then(|| "'self'".to_owned());
    let others = form.iter().filter(|place| Some(*place) != own.as_ref()).cloned();
    let form: Vec<String> = own.iter().cloned().chain(others).collect();
    let form = if form.is_empty() { "'none'".to_owned() } else { form.join(" ") };
    let frame = if frame.is_empty() { String::new() } else { format!("; frame-src {}", frame.join(" ")) };
    let connect = [&["'self'".to_owned()], connect.as_slice()].concat().join(" ");
    format!("{CSP}; connect-src {connect}{frame}; base-uri 'none'; form-action {form}")
}

/// U+2029, which no text of a page holds.
const PARAGRAPH: char = '\u{2029}';

/// A link of the head: `rel`, `type`, `href`, `sizes`.
type HeadLink = (&'static str, &'static str, String, String);

/// Search engines cut descriptions at about this many characters.
const DESCRIPTION: usize = 160;

/// The head of a page of the site.
pub fn view(context: PageContext<'_>) -> HeadView {
    let page = context.page;
    let canonical = context.site.absolute(page.fallback_of.unwrap_or(page.id));
    let noindex = page.is_noindex;
    let title = title(context);
    let description = description(context);
    let alternates = context.site.alternates(page).into_iter().map(|(hreflang, href)| AlternateView { hreflang, href }).collect();
    let image = card::of(context);
    let open_graph = open_graph(context, &canonical, &description, image.as_ref());
    let json_ld = graph::of(context, &canonical, &description, image.as_ref());
    let feed = LinkView {
        title_html: context.prose(context.config().title.get(context.locale.id)),
        href: context.asset(&address::feed(context.config(), context.locale.id)),
        current: false,
        open: false,
    };
    let has_feed = context.site.feeds.contains_key(&page.id);
    let section_feed = has_feed.then(|| LinkView {
        title_html: context.title_within(context.locale.id),
        href: context.asset(&address::section_feed(&page.out)),
        current: false,
        open: false,
    });
    let loads = loads(context);
    let links = loads.links.iter().cloned().chain(others(context)).collect();
    HeadView {
        title,
        description,
        canonical: (!noindex).then_some(canonical),
        noindex,
        alternates,
        feed: Some(feed),
        section_feed,
        open_graph,
        metas: metas(image.as_ref()),
        json_ld,
        redirect: None,
        links,
        ..loads
    }
}

/// The page in other forms, and what is to come.
fn others(context: PageContext<'_>) -> Vec<HeadLink> {
    let (site, page) = (context.site, context.page);
    let link = |media, out: &str| ("alternate", media, context.asset(out), String::new());
    let twin = site.config.makes(Besides::Markdown) && page.is_found();
    let twin = twin.then(|| link("text/markdown", &address::twin(&page.out)));
    let calendar = site.config.makes(Besides::Calendar);
    let calendar = calendar.then(|| link("text/calendar", &address::calendar(&site.config, page.locale)));
    let section = site.feeds.contains_key(&page.id).then(|| address::section_feed(&page.out));
    let feeds = std::iter::once(address::feed(&site.config, page.locale)).chain(section);
    let feeds = feeds.filter(|_| site.config.makes(Besides::JsonFeed));
    let feeds = feeds.map(|feed| link("application/feed+json", &address::json_feed(&feed)));
    feeds.chain(twin).chain(calendar).collect()
}

/// Style sheet, script, fonts and icon: the same on every page of a language.
pub fn loads(context: PageContext<'_>) -> HeadView {
    let (icon, icon_type) = icon(context);
    let links = drawn(context, icon.as_deref().map(|icon| (icon, icon_type))).map(|drawn| drawn.0).unwrap_or_default();
    HeadView {
        title: String::new(),
        description: String::new(),
        canonical: None,
        noindex: true,
        alternates: Vec::new(),
        feed: None,
        section_feed: None,
        open_graph: Vec::new(),
        metas: Vec::new(),
        json_ld: String::new(),
        stylesheet: context.asset(&context.theme.stylesheet),
        script: context.theme.script.as_deref().map(|p| context.asset(p)),
        preload_fonts: context.theme.preload(context.locale).iter().map(|p| context.asset(p)).collect(),
        icon: context.brand().icon.as_ref().map(|own| context.address_of(own)).or(icon),
        icon_type,
        links,
        csp: policy(&context.config().policy, context.search.is_some()),
        redirect: None,
    }
}

/// The sizes of the icon and the manifest as links of the head, and the manifest with its path, where they are drawn.
pub fn drawn(context: PageContext<'_>, icon: Option<(&str, &str)>) -> Option<(Vec<HeadLink>, (String, String))> {
    let cards = context.cards?;
    let rel = |size, purpose| match (size, purpose) {
        (32, _) => Some("icon"),
        (_, "touch") => Some("apple-touch-icon"),
        _ => None,
    };
    let icons = cards.icons(context.locale.id);
    let link = |(out, side, purpose): (String, u32, &'static str)| {
        Some((rel(side, purpose)?, Format::Png.media_type(), context.asset(&out), format!("{side}x{side}")))
    };
    let mut links: Vec<HeadLink> = icons.iter().flat_map(Icons::files).filter_map(link).collect();
    let manifest = cards.manifest(context.locale, icon);
    links.push(("manifest", "application/manifest+json", context.asset(&manifest.0), String::new()));
    Some((links, manifest))
}

/// The icon and its media type: the site's own, else the theme's, else the mark that is made of the site's name.
pub fn icon(context: PageContext<'_>) -> (Option<String>, &'static str) {
    if let Some(own) = &context.brand().icon {
        return (Some(context.site.url_of_asset(&own.asset)), own.format.media_type());
    }
    if let Some(path) = &context.theme.icon {
        return (Some(context.asset(path)), Format::promised(path).unwrap_or(Format::Svg).media_type());
    }
    (mark::icon(context).map(|(path, _)| context.asset(&path)), Format::Svg.media_type())
}

/// The page's title, the part of a list it is, and the site's name, once.
fn title(context: PageContext<'_>) -> String {
    let own = context.title_text();
    let site = context.text(context.config().title.get(context.locale.id));
    let mut parts = vec![own.clone()];
    if context.page.part.as_ref().is_some_and(|p| p.number > 1) {
        parts.extend(lists::label(context));
    }
    if own != site {
        parts.push(site);
    }
    parts.join(&context.t("site-name-separator", None, &[]))
}

/// The summary; else the beginning of the text; else what the site says of itself.
pub fn description(context: PageContext<'_>) -> String {
    let Some(document) = context.page.document.as_deref() else {
        let site = context.text(context.config().description.get(context.locale.id));
        return if context.page.kind == PageKind::Home { site } else { format!("{} — {site}", context.title_text()) };
    };
    if let Some(summary) = &document.meta.summary {
        return context.text(summary);
    }
    let plain = text::blocks(&document.blocks);
    // A separator of paragraphs keeps blocks apart until each has its own isolates. Those of the author are left out: the cut
    // could part one from its end.
    let bare = plain.replace(|c| matches!(c, '\u{2066}'..='\u{2069}' | PARAGRAPH), "");
    let lines: Vec<String> = bare.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return context.text(context.config().description.get(context.locale.id));
    }
    let isolated = |line: &str| bidi::isolate(line, context.locales().get(document.locale), context.locales());
    let shown = shortened(&lines.join(&format!("{PARAGRAPH} ")));
    shown.split(PARAGRAPH).map(|line| isolated(line.trim())).collect::<Vec<_>>().join(" ")
}

/// Cut between words, with an ellipsis.
fn shortened(line: &str) -> String {
    if line.chars().count() <= DESCRIPTION {
        return line.to_owned();
    }
    let mut out = String::new();
    for word in line.split(' ') {
        if out.chars().count() + word.chars().count() >= DESCRIPTION {
            break;
        }
        out.push_str(word);
        out.push(' ');
    }
    format!("{}…", out.trim_end_matches(|c: char| c == ' ' || c.is_ascii_punctuation() || matches!(c, '،' | '؛' | PARAGRAPH)))
}

fn open_graph(context: PageContext<'_>, canonical: &str, description: &str, image: Option<&Card>) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, value: String| out.push((name.to_owned(), value));
    let document = context.page.document.as_deref();
    let published = document.and_then(|d| d.meta.date);
    let is_article = published.is_some() && context.page.kind != PageKind::Home;
    add("og:type", if is_article { "article" } else { "website" }.to_owned());
    add("og:title", context.title_text());
    add("og:description", description.to_owned());
    add("og:url", canonical.to_owned());
    add("og:site_name", context.text(context.config().title.get(context.locale.id)));
    add("og:locale", og_locale(&context.content_locale().tag));
    for (at, twin) in context.page.translations.iter().enumerate() {
        let locale = &context.locales().site()[at];
        if twin.is_some() && locale.id != context.content_locale().id {
            add("og:locale:alternate", og_locale(&locale.tag));
        }
    }
    for (name, value) in image.into_iter().flat_map(picture) {
        add(name, value);
    }
    if is_article && let Some((document, published)) = document.zip(published) {
        add("article:published_time", published.rfc3339());
        if let Some(updated) = document.meta.updated {
            add("article:modified_time", updated.rfc3339());
        }
        for tag in &context.page.tags {
            if let Some(tag) = context.site.tags[usize::from(context.page.locale.0)].get(tag) {
                add("article:tag", text::isolated(&tag.name.content));
            }
        }
    }
    out
}

/// What Open Graph wants to know of a picture.
pub fn picture(image: &Card) -> Vec<(&'static str, String)> {
    let mut out = vec![("og:image", image.url.clone())];
    if let Some((width, height)) = image.size {
        out.push(("og:image:width", width.to_string()));
        out.push(("og:image:height", height.to_string()));
    }
    out.push(("og:image:alt", image.alt.clone()));
    out
}

/// The same for those who read no Open Graph.
pub fn metas(image: Option<&Card>) -> Vec<(String, String)> {
    let Some(image) = image else { return vec![("twitter:card".to_owned(), "summary".to_owned())] };
    [("card", "summary_large_image"), ("image", &image.url), ("image:alt", &image.alt)]
        .map(|(name, value)| (format!("twitter:{name}"), value.to_owned()))
        .into()
}

/// `language_TERRITORY` as Open Graph wants it: the tag's own region, else the one that its consumers know the language by.
fn og_locale(tag: &str) -> String {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or(tag).to_lowercase();
    let region = parts.find(|p| p.len() == 2 && p.chars().all(|c| c.is_ascii_alphabetic())).map(str::to_uppercase);
    let usual = match language.as_str() {
        "ar" => "AR",
        "en" => "US",
        "fa" => "IR",
        "he" => "IL",
        "ur" => "PK",
        "ckb" => "IQ",
        "zh" => "CN",
        "ja" => "JP",
        "ko" => "KR",
        _ => "",
    };
    let region = region.unwrap_or_else(|| if usual.is_empty() { language.to_uppercase() } else { usual.to_owned() });
    format!("{language}_{region}")
}

#[cfg(test)]
mod tests {
    use super::{og_locale, shortened};

    #[test]
    fn open_graph_locales() {
        let found: Vec<String> = ["ar", "ar-LB", "en", "fr", "az-Arab", "fa"].map(og_locale).into();
        assert_eq!(found, ["ar_AR", "ar_LB", "en_US", "fr_FR", "az_AZ", "fa_IR"]);
    }

    #[test]
    fn descriptions_are_cut_between_words() {
        assert_eq!(shortened("قصير"), "قصير");
        let long = shortened(&"كلمة، ".repeat(60));
        assert!(long.ends_with("كلمة…") && long.chars().count() <= 161, "{long}");
    }
}
