//! `site.yaml`.

use super::shape::{ONE_OR_MORE, Object, Shape, TEXT, may, must, object};

const COUNT: Shape = Shape::Count(1, 10_000);
const EDITION: Shape = Shape::Words(&["single", "parallel"]);
const PRINTED: Shape = Shape::Words(&["single", "parallel", "brief"]);
const PAIR: Shape = Shape::List(&TEXT);
const HEAD: Shape = Shape::Words(&super::page::NAMES);
const MAKER: Shape = Shape::Words(&["credit", "licence", "license"]);
const CALENDAR: Shape = Shape::Words(&["gregorian", "solar-hijri", "hijri"]);
const ENTRY: Shape = Shape::Either(&[TEXT, Shape::Object(&MENU)]);
const INNER_ENTRY: Shape = Shape::Either(&[TEXT, Shape::Object(&INNER)]);

pub(in crate::schema) const SITE: Object = object(&[
    may(
        "base_url",
        TEXT,
        "Where the site will stand, as in `https://example.org/`; needed to publish, unless the command line says it.",
    ),
    must("title", Shape::Texts, "The name of the site."),
    may("description", Shape::Texts, "What the site is, in one sentence, for search engines and feeds."),
    may("publisher", Shape::Texts, "Who publishes; the site's title where nothing is said."),
    may("copyright", Shape::Texts, "The line at the foot of every page."),
    may("mark", Shape::Texts, "Who may read what is printed, or what state it is in: a line on every printed page."),
    must(
        "languages",
        Shape::Map(&Shape::Either(&[Shape::Object(&LANGUAGE), Shape::Nothing])),
        "The languages of the site by their tags, as in `ar`; the first is the default.",
    ),
    may("default_language", TEXT, "The language that stands first, where it is not the first one named."),
    may("default_language_at_root", Shape::Bool, "Whether pages of the default language stand at the root of the site."),
    may("time_zone", TEXT, "Where dates without an offset are meant, as in `Asia/Riyadh`."),
    may("theme", TEXT, "The folder of the theme below `themes/`, or `briefing`, which comes with Bayan."),
    may(
        "missing_translation",
        Shape::Words(&["link", "render", "omit"]),
        "What stands in the place of a page that a language lacks: a link to another language, that page itself, or nothing.",
    ),
    may("hidden_links", Shape::Words(&["error", "text"]), "What a link to a page that is kept back is: an error, or its words."),
    may("raw_html", Shape::Words(&["off", "safe", "trusted"]), "Whether pages may hold HTML."),
    may("front_matter", Shape::Map(&HEAD), "What fields of other names in front matter stand for; `\"*\"` for all others."),
    may("keep_metadata", Shape::Either(&[MAKER, Shape::List(&MAKER)]), "What published pictures still say of their makers."),
    may("article_type", Shape::Words(&["report", "news-article"]), "What dated pages are for search engines."),
    may("page_size", COUNT, "How many entries stand on a page of a list."),
    may("feed_size", COUNT, "How many entries stand in a feed."),
    may("reading_speed", COUNT, "Words a minute, for reading times."),
    may("search", Shape::Bool, "Whether readers can search the site."),
    may("cards", Shape::Bool, "Whether pages without a picture for shared links get one that is drawn for them."),
    may("json_feed", Shape::Bool, "Whether feeds are made as JSON too."),
    may("markdown", Shape::Bool, "Whether every page stands beside itself as Markdown."),
    may("llms", Shape::Bool, "Whether `llms.txt` lists the pages for programs that read."),
    may("offline", Shape::Bool, "Whether each briefing is made as one page that needs no network."),
    may("calendar", Shape::Bool, "Whether every language has a calendar of the dated events to come."),
    may(
        "updated",
        Shape::Words(&["git"]),
        "`git`: pages that do not say when they were changed last have the day of their last commit.",
    ),
    may("author_pages", Shape::Bool, "Whether every author has a page that lists what they wrote."),
    may("related", Shape::Bool, "Whether pages name others that share their tags."),
    may("pdf", Shape::Object(&PDF), "What is printed."),
    may("docx", Shape::Object(&DOCX), "Documents for word processors."),
    may("epub", Shape::Object(&EPUB), "E-books."),
    may(
        "parallel",
        Shape::List(&Shape::Either(&[PAIR, TEXT])),
        "The pairs of languages that are read beside each other, as in `[[ar, en], [fa, en]]`, or one pair, as in `[ar, en]`.",
    ),
    may(
        "menu",
        Shape::Either(&[Shape::List(&ENTRY), ENTRY]),
        "The main menu: pages by their paths below `content/`, addresses elsewhere, and groups.",
    ),
    may("csp", Shape::Object(&POLICY), "What pages may reach besides the site."),
    may("extra", Shape::Map(&Shape::Anything), "Whatever a theme of one's own wants to know."),
    may("logo", TEXT, "The picture beside the site's name, a file below `content/`."),
    may("icon", TEXT, "The picture for tabs of browsers, a file below `content/`."),
    may("card", TEXT, "The picture for shared links to pages that have none, a file below `content/`."),
    may("downloads", ONE_OR_MORE, "Files and folders below `content/` that are published although no page leads to them."),
    may("links", Shape::Object(&LINKS), "What `check --external` leaves alone."),
    may("tags", Shape::Map(&Shape::Texts), "The names of tags by their ids; pages use the ids."),
]);

const LANGUAGE: Object = object(&[
    must("name", TEXT, "What the language calls itself."),
    may("region", TEXT, "Two capital letters of ISO 3166, as in `GB`, for the forms of dates and numbers."),
    may("digits", Shape::Words(&["latn", "arab", "arabext"]), "The digits that are printed."),
    may("months", Shape::Words(&["cldr", "gulf", "levant", "both"]), "The names of months in Arabic."),
    may(
        "calendar",
        Shape::Either(&[CALENDAR, Shape::List(&CALENDAR)]),
        "The calendar of dates, or two of them; the second stands in brackets.",
    ),
    may("hijri", Shape::Bool, "Whether the Hijri date stands beside the other."),
    may("fallback", ONE_OR_MORE, "The languages that stand in for this one, best first."),
]);

const PDF: Object = object(&[
    may("enabled", Shape::Bool, "Whether briefings are printed."),
    may(
        "editions",
        Shape::Either(&[PRINTED, Shape::List(&PRINTED)]),
        "One language a file, two beside each other, what is most important on one sheet, or several.",
    ),
    may("paper", Shape::Words(&["a4", "us-letter"]), "The size of paper."),
    may(
        "parallel",
        Shape::Words(&["arabic-first", "english-first", "facing"]),
        "How two languages stand beside each other: which column comes first, or on facing pages.",
    ),
    may("index", Shape::Bool, "Whether a briefing ends with an index of names, terms and tags with their pages."),
    may(
        "attachments",
        Shape::Bool,
        "Whether facts (CSV, JSON) and the numbers of charts (CSV) travel in the files, which are PDF/A-3a then.",
    ),
]);

const DOCX: Object = object(&[
    may("enabled", Shape::Bool, "Whether documents are made."),
    may("editions", Shape::Either(&[EDITION, Shape::List(&EDITION)]), "One language a file, two beside each other, or both."),
]);

const EPUB: Object = object(&[
    may("enabled", Shape::Bool, "Whether e-books are made."),
    may("editions", Shape::Either(&[EDITION, Shape::List(&EDITION)]), "One language a file, two beside each other, or both."),
]);

const MENU: Object = object(&[
    may("title", Shape::Texts, "What the entry is called; a page has its own title without it."),
    may("page", TEXT, "A page, by its path below `content/` without language and ending."),
    may("url", TEXT, "An address elsewhere."),
    may("children", Shape::Either(&[Shape::List(&INNER_ENTRY), INNER_ENTRY]), "What stands below the entry."),
]);

const INNER: Object = object(&[
    may("title", Shape::Texts, "What the entry is called; a page has its own title without it."),
    may("page", TEXT, "A page, by its path below `content/` without language and ending."),
    may("url", TEXT, "An address elsewhere."),
]);

const POLICY: Object = object(&[
    may("connect", ONE_OR_MORE, "Where scripts may send requests to, besides the site."),
    may("form", ONE_OR_MORE, "Where forms may be sent to."),
    may("frame", ONE_OR_MORE, "What may be shown in frames."),
]);

const LINKS: Object = object(&[may("skip", ONE_OR_MORE, "Hosts, or beginnings of addresses.")]);
