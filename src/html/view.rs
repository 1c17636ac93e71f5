//! What a template sees, and nothing else: plain values, made from `Site` by `html::views`, rendered by the theme. Equal view means
//! equal page: no clock, no path of the machine, no reference to the site. Fields whose names end in `_html` (and `body`) are our own
//! markup, printed with `| safe`; all others are text that the template escapes, with FSI/PDI isolates in attributes and `<title>`.

use serde::Serialize;

use super::index_view::IndexGroupView;

/// The context of every template.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// `home`, `section`, `page`, `tags`, `tag`, `authors`, `author`, `parallel`, `search`, `not-found`, `chooser` or `redirect`; the template is `KIND.html`, or `layouts/NAME.html`.
    pub kind: &'static str,
    /// BCP 47 tag of the interface and, apart from fallback pages, of the content.
    pub lang: String,
    /// `rtl` or `ltr`.
    pub dir: &'static str,
    /// What stands in `<head>`.
    pub head: HeadView,
    /// The site around the page.
    pub site: SiteView,
    /// Home, section, … down to this page, without this page.
    pub breadcrumbs: Vec<LinkView>,
    /// This page in every language of the site, this one included, in configured order.
    pub languages: Vec<LanguageView>,
    /// The page itself.
    pub page: ContentView,
    /// The briefing that the page belongs to, with its chapters; `None` outside of briefings.
    pub briefing: Option<BriefingView>,
    /// Pages listed on this page (sections, tags, home).
    pub list: Option<ListView>,
    /// All tags of the language (`tags` pages only), or all authors (`authors` pages only).
    pub tags: Vec<TagView>,
    /// All that the language has, letter by letter (`search` pages only).
    pub index: Vec<IndexGroupView>,
    /// For `chooser` and `not-found`: one part per language of the site.
    pub parts: Vec<PartView>,
    /// For `parallel`: the rows of both languages.
    pub parallel: Option<ParallelView>,
}

/// A page beside its translation.
#[derive(Clone, Debug, Serialize)]
pub struct ParallelView {
    /// The page in each language, the reader's first.
    pub languages: Vec<LinkView>,
    /// The title in each language, the reader's first.
    pub titles: Vec<CellView>,
    /// The rows.
    pub rows: Vec<RowView>,
}

/// Blocks that say the same.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// Its id, to which paragraphs of the page lead.
    pub id: Option<String>,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// Whether it takes the width of both columns: figures.
    pub spans: bool,
    /// The reader's language first; `None` where a language has nothing.
    pub cells: Vec<Option<CellView>>,
    /// Said in the place of a cell that is not there.
    pub missing: String,
}

/// One language's part of a row.
#[derive(Clone, Debug, Serialize)]
pub struct CellView {
    /// BCP 47.
    pub lang: String,
    /// Direction.
    pub dir: &'static str,
    /// The blocks as markup.
    pub html: String,
}

/// `<head>`.
#[derive(Clone, Debug, Serialize)]
pub struct HeadView {
    /// `<title>`, with the site's name.
    pub title: String,
    /// Meta description; never empty.
    pub description: String,
    /// Absolute URL; `None` where the page is not to be indexed.
    pub canonical: Option<String>,
    /// Whether `<meta name=robots content=noindex>` is due.
    pub noindex: bool,
    /// hreflang alternates, `x-default` included; empty unless the page exists in two languages.
    pub alternates: Vec<AlternateView>,
    /// Atom feed of the language.
    pub feed: Option<LinkView>,
    /// Atom feed of the section, on its page.
    pub section_feed: Option<LinkView>,
    /// Open Graph and article properties: `(property, content)` in order.
    pub open_graph: Vec<(String, String)>,
    /// `(name, content)` of the card metas (`twitter:card`).
    pub metas: Vec<(String, String)>,
    /// JSON-LD, escaped for a script element; empty for none.
    pub json_ld: String,
    /// URL of the hashed style sheet.
    pub stylesheet: String,
    /// URL of the hashed script, if the theme has one.
    pub script: Option<String>,
    /// Fonts to preload in this language: URLs of woff2 files.
    pub preload_fonts: Vec<String>,
    /// URL of the icon.
    pub icon: Option<String>,
    /// Its media type.
    pub icon_type: &'static str,
    /// What else the head links to: `rel`, `type`, `href` and `sizes`, which may be empty.
    pub links: Vec<(&'static str, &'static str, String, String)>,
    /// The Content-Security-Policy that the page satisfies.
    pub csp: String,
    /// Where a redirect page leads (absolute URL).
    pub redirect: Option<String>,
}

/// The site around the page, in the page's language.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Its name.
    pub title: String,
    /// Its name with isolates as markup.
    pub title_html: String,
    /// What it is.
    pub description: String,
    /// URL of the language's home page.
    pub home: String,
    /// Main navigation.
    pub menu: Vec<MenuView>,
    /// `extra` of site.yaml.
    pub extra: serde_json::Value,
    /// Line at the foot of every page, as markup.
    pub copyright_html: String,
    /// URL of the page of all tags, if there is a tag.
    pub tags: Option<String>,
    /// URL of the page of all authors, if the site has pages of authors.
    pub authors: Option<String>,
    /// The picture beside the name, if the site has one.
    pub logo: Option<LogoView>,
    /// The first letter of the name, for sites without such a picture.
    pub initial: String,
    /// Where readers search, if they can.
    pub search: Option<SearchView>,
}

/// Where readers search.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// URL of the page of the language that holds what was found, and the index.
    pub page: String,
    /// URL of the script.
    pub script: String,
}

/// A picture that stands beside the site's name.
#[derive(Clone, Debug, Serialize)]
pub struct LogoView {
    /// Its URL.
    pub src: String,
    /// Pixels, where known.
    pub width: Option<u32>,
    /// Pixels, where known.
    pub height: Option<u32>,
}

/// A link with its text.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// Text with isolates as markup.
    pub title_html: String,
    /// Where to, from the root of the host (`/repo/ar/`).
    pub href: String,
    /// Whether it leads to this page.
    pub current: bool,
    /// Whether it leads to this page or to one that contains it.
    pub open: bool,
}

/// An entry of the main navigation.
#[derive(Clone, Debug, Serialize)]
pub struct MenuView {
    /// Text with isolates as markup.
    pub title_html: String,
    /// Where to, from the root of the host or elsewhere; none where only what is below it leads somewhere.
    pub href: Option<String>,
    /// Whether it leads to this page.
    pub current: bool,
    /// Whether it, or one below it, leads to this page or to one that contains it.
    pub open: bool,
    /// What is below it.
    pub children: Vec<MenuView>,
}

/// A language in the switcher.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageView {
    /// BCP 47.
    pub lang: String,
    /// Direction.
    pub dir: &'static str,
    /// Its name in itself.
    pub name: String,
    /// The same page in that language, or that language's home.
    pub href: String,
    /// This page's language.
    pub current: bool,
    /// Whether `href` is this very page in that language.
    pub exact: bool,
}

/// hreflang.
#[derive(Clone, Debug, Serialize)]
pub struct AlternateView {
    /// BCP 47 or `x-default`.
    pub hreflang: String,
    /// Absolute URL.
    pub href: String,
}

/// The page's own text.
#[derive(Clone, Debug, Serialize)]
pub struct ContentView {
    /// Language of the content (differs from the interface's on fallback pages).
    pub lang: String,
    /// Direction of the content.
    pub dir: &'static str,
    /// Title with isolates as markup: the h1.
    pub title_html: String,
    /// Subtitle.
    pub subtitle_html: Option<String>,
    /// Summary.
    pub summary_html: Option<String>,
    /// First published.
    pub date: Option<DateView>,
    /// Last changed; only if later than `date`.
    pub updated: Option<DateView>,
    /// Authors joined as the language joins lists, as markup.
    pub authors_html: Option<String>,
    /// Tags.
    pub tags: Vec<TagView>,
    /// "6 minutes to read", in the language's plural and digits.
    pub reading_time: Option<String>,
    /// What readers of any briefing ask first, with the answers; empty where the page gives none.
    pub answers: Vec<AnswerView>,
    /// Key figures.
    pub key_figures: Vec<KeyFigureView>,
    /// Picture of the title block.
    pub image: Option<ImageView>,
    /// Contents, if they are to be shown.
    pub toc: Vec<TocView>,
    /// The page or its briefing as PDF files.
    pub downloads: Vec<DownloadView>,
    /// The body with its footnotes, as markup.
    pub body: String,
    /// Whether the body is a list of the ledger, which nobody wrote.
    pub is_ledger: bool,
    /// Shown above the text: this page stands in another language, or its source has changed since it was translated, with a
    /// link to what there is.
    pub notice_html: Option<String>,
    /// What keeps the page back from readers, where it is shown all the same (`--drafts`).
    pub kept_back_html: Option<String>,
    /// This page beside each of its translations, for the pages of briefings.
    pub parallel: Vec<LinkView>,
    /// Previous chapter.
    pub prev: Option<LinkView>,
    /// Next chapter.
    pub next: Option<LinkView>,
    /// Number of the chapter in the briefing's digits, if it is one.
    pub chapter: Option<String>,
    /// Pages that are about the same, the nearest first.
    pub related: Vec<ItemView>,
    /// Front matter `extra`.
    pub extra: serde_json::Value,
}

/// A date.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// For the `datetime` attribute.
    pub iso: String,
    /// As the language prints it.
    pub text: String,
    /// The same day in the language's second calendar, where it has one.
    pub beside: Option<String>,
    /// The Hijri date, where that is one of the language's calendars.
    pub hijri: Option<String>,
}

/// A tag.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// Its name as markup.
    pub name_html: String,
    /// Its page.
    pub href: String,
    /// "3 pages", in the language's plural.
    pub count: String,
}

/// An answer.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerView {
    /// "What happened?", in the language of the page.
    pub question: String,
    /// The answer.
    pub text_html: String,
}

/// A key figure.
#[derive(Clone, Debug, Serialize)]
pub struct KeyFigureView {
    /// The number in `<b>`, with its unit and what it is qualified by around it.
    pub value_html: String,
    /// The entry of the ledger that it is, if it is one.
    pub href: Option<String>,
    /// What it is.
    pub label_html: String,
    /// Who says so.
    pub note_html: Option<String>,
}

/// A picture.
#[derive(Clone, Debug, Serialize)]
pub struct ImageView {
    /// URL.
    pub src: String,
    /// Alternative text.
    pub alt: String,
    /// Pixels, where known.
    pub width: Option<u32>,
    /// Pixels, where known.
    pub height: Option<u32>,
    /// The whole element, with its sizes.
    pub html: String,
    /// What stands under it.
    pub caption_html: Option<String>,
    /// Who made it and what it may be used for.
    pub credit_html: Option<String>,
}

/// A file of a page or its briefing: a PDF, a document for word processors.
#[derive(Clone, Debug, Serialize)]
pub struct DownloadView {
    /// "PDF", "EPUB", "HTML", "DOCX".
    pub format: String,
    /// Media type.
    pub r#type: &'static str,
    /// Whether it is what is most important on two pages.
    pub brief: bool,
    /// Where it is, from the root of the host.
    pub href: String,
    /// Its languages, each in itself: العربية, English.
    pub languages: Vec<LanguageNameView>,
    /// "640 kB", in the language's digits; `None` for a file that is made when somebody asks for it.
    pub size: Option<String>,
}

/// A language by name.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageNameView {
    /// BCP 47.
    pub lang: String,
    /// Direction.
    pub dir: &'static str,
    /// Its name in itself.
    pub name: String,
}

/// An entry of the contents.
#[derive(Clone, Debug, Serialize)]
pub struct TocView {
    /// Fragment with `#`.
    pub href: String,
    /// The heading's text as markup, without links and notes.
    pub title_html: String,
    /// Entries one level deeper.
    pub children: Vec<TocView>,
}

/// A briefing and its chapters.
#[derive(Clone, Debug, Serialize)]
pub struct BriefingView {
    /// Its title.
    pub title_html: String,
    /// Its overview page.
    pub href: String,
    /// Whether this page is the overview.
    pub current: bool,
    /// Its chapters in order.
    pub chapters: Vec<ChapterView>,
}

/// A chapter in a briefing's navigation.
#[derive(Clone, Debug, Serialize)]
pub struct ChapterView {
    /// Number in the language's digits.
    pub number: String,
    /// Title.
    pub title_html: String,
    /// Summary.
    pub summary_html: Option<String>,
    /// Its page.
    pub href: String,
    /// This page.
    pub current: bool,
    /// BCP 47 if the chapter is there only in another language.
    pub lang: Option<String>,
}

/// Pages listed on a page.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// The pages of this part of the list.
    pub items: Vec<ItemView>,
    /// Page numbers, if there is more than one.
    pub pager: Option<PagerView>,
}

/// A page in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ItemView {
    /// Title.
    pub title_html: String,
    /// Where.
    pub href: String,
    /// Summary.
    pub summary_html: Option<String>,
    /// Date.
    pub date: Option<DateView>,
    /// What readers of any briefing ask first, with the answers.
    pub answers: Vec<AnswerView>,
    /// "9 chapters" for briefings.
    pub chapters: Option<String>,
    /// Reading time.
    pub reading_time: Option<String>,
    /// The picture of its front matter.
    pub image: Option<ImageView>,
    /// Authors joined as the language joins lists, as markup.
    pub authors_html: Option<String>,
    /// Its first sixteen tags.
    pub tags: Vec<TagView>,
    /// `extra` of its front matter.
    pub extra: serde_json::Value,
    /// BCP 47 if the page is in another language than the list.
    pub lang: Option<String>,
    /// Its direction.
    pub dir: &'static str,
}

/// Page numbers of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerView {
    /// "Page 2 of 5".
    pub label: String,
    /// Previous part.
    pub prev: Option<String>,
    /// Next part.
    pub next: Option<String>,
    /// Every part: number in the language's digits, where, and whether it is this one.
    pub parts: Vec<PagerPartView>,
}

/// One number of the pager.
#[derive(Clone, Debug, Serialize)]
pub struct PagerPartView {
    /// Number in the language's digits.
    pub number: String,
    /// Where.
    pub href: String,
    /// This one.
    pub current: bool,
}

/// One language's part of the chooser and of 404.html.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// BCP 47.
    pub lang: String,
    /// Direction.
    pub dir: &'static str,
    /// The language's name in itself.
    pub name: String,
    /// The site's name in that language.
    pub site_title: String,
    /// What the site is, in that language.
    pub site_description: String,
    /// That language's home.
    pub home: String,
    /// What that home names first.
    pub latest: Option<ItemView>,
    /// The picture beside the name, if the site has one.
    pub logo: Option<LogoView>,
    /// The first letter of the name.
    pub initial: String,
}
