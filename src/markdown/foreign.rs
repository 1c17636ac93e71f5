//! Ground: what the front matter of other programs means here. A field's name, or a date in words, in; the field or the date to
//! write instead out. The names are those that Hugo, Jekyll, Docusaurus, Eleventy, Astro, Hexo, Zola and other programs use.

use crate::locale::Locale;
use crate::locale::date::{Date, Timestamp};
use crate::locale::spelled::dates::hijri_dates;
use crate::message::Message;

/// Names of fields, folded by [`folded`], with what to write instead.
const FIELDS: &[(&[&str], &str)] = &[
    (
        &[
            "description",
            "desc",
            "excerpt",
            "abstract",
            "lead",
            "lede",
            "standfirst",
            "intro",
            "seodescription",
            "metadescription",
            "الوصف",
            "وصف",
            "ملخص",
            "الملخص",
            "خلاصة",
        ],
        phrase!("write `summary`"),
    ),
    (&["headline", "pagetitle", "name", "seotitle", "h1", "عنوان", "العنوان"], phrase!("write `title`")),
    (&["subheading", "subhead", "deck", "dek", "tagline", "kicker"], phrase!("write `subtitle`")),
    (
        &[
            "lastmod",
            "lastmodified",
            "lastupdate",
            "lastupdated",
            "modified",
            "modifieddate",
            "datemodified",
            "dateupdated",
            "updateddate",
            "updatedat",
            "moddate",
            "revised",
            "gitrevisiondate",
        ],
        phrase!("write `updated`, as in `updated: 2022-01-06`"),
    ),
    (
        &[
            "created",
            "createdat",
            "datecreated",
            "pubdate",
            "datepublished",
            "publishedat",
            "publisheddate",
            "day",
            "تاريخ",
            "التاريخ",
        ],
        phrase!("write `date`, as in `date: 2022-01-06`"),
    ),
    (
        &["publishdate", "scheduled", "embargo", "releasedate"],
        phrase!("write `publish`, the moment from which the page is shown"),
    ),
    (&["expirydate", "expires", "expire", "unpublishdate"], phrase!("write `expiry`, the moment from which the page is hidden")),
    (
        &["author", "byline", "creator", "writer", "writers", "contributors", "الكاتب", "كاتب", "المؤلف"],
        phrase!("write `authors`, as in `authors: [A Name]`"),
    ),
    (
        &[
            "category",
            "categories",
            "keyword",
            "keywords",
            "topic",
            "topics",
            "subject",
            "subjects",
            "taxonomies",
            "tag",
            "label",
            "labels",
            "series",
            "وسوم",
            "الوسوم",
            "تصنيف",
            "التصنيف",
        ],
        phrase!("write `tags`, as in `tags: [one, two]`"),
    ),
    (
        &["permalink", "url", "uri", "path", "route", "pathname"],
        phrase!("write `slug` for the last part of the address, and `aliases` for addresses that the page had before"),
    ),
    (&["redirectfrom", "redirects", "alias", "oldurl", "oldurls"], phrase!("write `aliases`, as in `aliases: [/ar/old-name/]`")),
    (
        &["sidebarposition", "order", "navorder", "menuorder", "position", "rank", "priority", "pageorder", "sort", "sortorder"],
        phrase!("write `weight`: pages of a section stand in the order of their weights"),
    ),
    (
        &[
            "cover",
            "coverimage",
            "featuredimage",
            "featureimage",
            "images",
            "thumbnail",
            "thumb",
            "ogimage",
            "hero",
            "heroimage",
            "teaser",
            "banner",
            "socialimage",
            "header",
            "picture",
            "photo",
            "socialcard",
        ],
        phrase!("write `image` with the path of the picture, and `image_alt` with what it shows"),
    ),
    (
        &[
            "caption",
            "imagecaption",
            "credit",
            "credits",
            "imagecredit",
            "photocredit",
            "photographer",
            "licence",
            "license",
            "imagelicence",
            "imagelicense",
            "copyright",
            "rights",
            "focus",
            "focalpoint",
            "redact",
            "redactions",
            "تعليق",
            "الرخصة",
        ],
        phrase!(
            "write it of each picture in `pictures.yaml` beside it, as in `market.jpg: {credit: A Name, licence: CC BY 4.0}`"
        ),
    ),
    (&["alt", "coveralt", "imagealttext", "thumbnailalt", "featuredimagealt"], phrase!("write `image_alt`")),
    (&["translationid", "i18nkey", "i18nid", "langref", "hreflangkey"], phrase!("write `translation_key`")),
    (
        &["language", "locale", "languagecode", "lng", "اللغة", "لغة"],
        phrase!("name the file after its language, as in `page.ar.md`, or write `lang`"),
    ),
    (
        &["template", "type", "view", "theme", "pagelayout"],
        phrase!("write `layout` if the theme has one of its own for this page"),
    ),
    (
        &["menu", "menus", "nav", "mainmenu", "sidebar", "navigation", "eleventynavigation", "sidebarlabel", "linktitle"],
        phrase!("list the pages of the menu under `menu` in site.yaml"),
    ),
    (
        &["hidden", "unlisted", "robots", "sitemap", "searchexclude", "excludefromsearch", "nosearch"],
        phrase!("write `noindex: true`"),
    ),
    (&["published", "public", "ispublished", "isdraft"], phrase!("write `draft: true` for a page that is not to be shown yet")),
    (&["tableofcontents", "showtoc", "hidetoc", "hidetableofcontents"], phrase!("write `toc: true` or `toc: false`")),
    (&["resources", "assets", "attachments"], phrase!("remove it: files beside a page are found by their paths")),
    (
        &["id", "docid"],
        phrase!("write `slug` for the last part of the address, or `translation_key` for what the languages share"),
    ),
    (&["hidetitle", "showtitle"], phrase!("remove it: every page shows its title")),
    (&["redirect", "redirectto"], phrase!("remove the page, and write its address under `aliases` of the page that it leads to")),
    (&["parent", "parentdoc", "haschildren", "grandparent"], phrase!("remove it: what belongs to what follows from the folders")),
    (&["translations", "translationof"], phrase!("write the same `translation_key` in all languages of the page")),
    (&["direction", "dir", "rtl", "textdirection"], phrase!("remove it: the direction follows from the language")),
    (&["canonical", "canonicalurl"], phrase!("remove it: every page names its own address")),
    (
        &[
            "comments",
            "disqus",
            "share",
            "math",
            "mathjax",
            "katex",
            "mermaid",
            "latex",
            "readingtime",
            "wordcount",
            "pagination",
        ],
        phrase!("remove it: there is nothing to switch on"),
    ),
    (
        &["params", "custom", "cascade", "meta", "data", "fields"],
        phrase!("keep its fields under `extra`, where templates find them"),
    ),
];

/// What to do about a field that is none of ours; `own` are the names that are.
pub(in crate::markdown) fn field(name: &str, own: &[&str]) -> Option<Message> {
    let name = folded(name);
    if let Some(own) = own.iter().find(|own| folded(own) == name) {
        return Some(say!("write `{own}`", own));
    }
    let (_, help) = FIELDS.iter().find(|(names, _)| names.contains(&name.as_str()))?;
    let keeps = !help.starts_with("remove") && !help.starts_with("keep");
    let help = Message::from(*help);
    Some(if keeps { say!("{help}; `extra` keeps what only a template of yours reads", help) } else { help })
}

/// `translationKey`, `translation-key` and `Translation_Key` are one name.
pub(in crate::markdown) fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ' | '.' | ':')).flat_map(char::to_lowercase).collect()
}

/// Months as they begin in English, and as Arabic names them in the Gulf and Egypt, the Levant, and the Maghreb.
const MONTHS: [&[&str]; 12] = [
    &["jan", "يناير", "كانون الثاني", "جانفي"],
    &["feb", "فبراير", "شباط", "فيفري"],
    &["mar", "مارس", "آذار"],
    &["apr", "أبريل", "إبريل", "ابريل", "نيسان", "أفريل"],
    &["may", "مايو", "أيار", "ايار", "ماي"],
    &["jun", "يونيو", "حزيران", "جوان"],
    &["jul", "يوليو", "تموز", "جويلية"],
    &["aug", "أغسطس", "اغسطس", "آب", "أوت"],
    &["sep", "سبتمبر", "أيلول", "ايلول"],
    &["oct", "أكتوبر", "اكتوبر", "تشرين الأول"],
    &["nov", "نوفمبر", "تشرين الثاني"],
    &["dec", "ديسمبر", "كانون الأول"],
];

/// Words that say that the number before them, or in them, is an hour.
const HOURS: [&str; 10] = ["am", "pm", "h", "hrs", "noon", "midnight", "الساعة", "صباحا", "صباحًا", "مساء"];

/// A text with digits of ASCII.
fn western(text: &str) -> String {
    let digit = |c: char| match c {
        '٠'..='٩' => char::from_digit(u32::from(c) - u32::from('٠'), 10).unwrap_or(c),
        '۰'..='۹' => char::from_digit(u32::from(c) - u32::from('۰'), 10).unwrap_or(c),
        c => c,
    };
    text.chars().map(digit).collect()
}

/// The date, with its time where there is one, that was meant, as it is written here; `None` where that is not certain. What has
/// an hour is never answered without it: a page would appear or go at another time.
pub fn moment(text: &str) -> Option<String> {
    let date = day(text)?;
    let text = &western(text);
    let Some(colon) = text.find(':') else {
        let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).count();
        let is_hour = |word: &str| {
            let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
            HOURS.contains(&rest.replace('.', "").to_lowercase().as_str())
        };
        return (numbers <= 3 && !text.split([' ', ',', '،']).any(is_hour)).then(|| date.iso());
    };
    let first = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let mut parts = Vec::new();
    let mut rest = &text[first..];
    loop {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        parts.push(rest[..end].parse::<u8>().ok().filter(|_| end <= 2)?);
        match rest[end..].strip_prefix(':') {
            Some(more) if parts.len() < 3 => rest = more,
            Some(_) => return None,
            None => {
                rest = rest[end..].trim();
                break;
            }
        }
    }
    let (hour, minute, second) = (parts[0], *parts.get(1)?, parts.get(2).copied().unwrap_or(0));
    let noon = rest.to_ascii_lowercase().replace('.', "");
    let (hour, rest) = match noon.as_str() {
        "am" if (1..=12).contains(&hour) => (hour % 12, ""),
        "pm" if (1..=12).contains(&hour) => (hour % 12 + 12, ""),
        _ => (hour, rest),
    };
    let offset =
        rest.strip_prefix("UTC").or_else(|| rest.strip_prefix("GMT")).map_or(rest, |own| if own.is_empty() { "Z" } else { own });
    // The end of a day is the beginning of the next.
    let (date, hour) = if (hour, minute, second) == (24, 0, 0) { (date.next()?, 0) } else { (date, hour) };
    let written = Timestamp::parse(&format!("{}T{hour:02}:{minute:02}:{second:02}{offset}", date.iso()))?;
    let iso = written.iso();
    Some(if written.has_offset { iso } else { iso.trim_end_matches('Z').to_owned() })
}

/// The day that a date in words or in another order means; `None` where that is not certain (`3/4/2022`).
pub(in crate::markdown) fn day(text: &str) -> Option<Date> {
    let text = western(text).to_lowercase();
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    let mut longest: Option<(usize, usize)> = None;
    for (month, names) in MONTHS.iter().enumerate() {
        for name in *names {
            let is_longer = longest.is_none_or(|(length, _)| name.len() > length);
            if is_longer && text.split([' ', '/', '-', ',', '،', '.']).any(|word| is_month(word, name))
                || is_longer && name.contains(' ') && text.contains(name)
            {
                longest = Some((name.len(), month + 1));
            }
        }
    }
    let (year, month, day) = match (numbers.as_slice(), longest) {
        // A time of day may follow.
        ([a, b, ..], Some((_, month))) if a.len() <= 2 && b.len() == 4 => (*b, month, *a),
        ([a, b, ..], Some((_, month))) if a.len() == 4 && b.len() <= 2 => (*a, month, *b),
        ([a, b, c, ..], None) if a.len() == 4 => (*a, b.parse().ok()?, *c),
        ([a, b, c, ..], None) if c.len() == 4 && a.len() <= 2 && b.len() <= 2 => {
            let (first, second): (usize, usize) = (a.parse().ok()?, b.parse().ok()?);
            match (first > 12, second > 12) {
                (true, false) => (*c, second, *a),
                (false, true) => (*c, first, *b),
                _ if first == second => (*c, first, *a),
                _ => return None,
            }
        }
        _ => return None,
    };
    Date::parse(&format!("{year}-{month:02}-{day:0>2}"))
}

/// The two days that `3/4/2022` may mean, the day before the month first; none for anything else.
pub(in crate::markdown) fn either(text: &str) -> Vec<String> {
    let text = western(text.trim());
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [first, second, year] = parts.as_slice() else { return Vec::new() };
    let is_short = |part: &str| (1..=2).contains(&part.len());
    if !is_short(first) || !is_short(second) || year.len() != 4 {
        return Vec::new();
    }
    let day = |month: &str, day: &str| Date::parse(&format!("{year}-{month:0>2}-{day:0>2}")).map(Date::iso);
    [day(second, first), day(first, second)].into_iter().flatten().collect()
}

/// The Gregorian day of a date whose year is of the Hijri calendar, in digits or with the name of its month; what stands behind digits
/// stays. `None` for other dates, and where it is not certain.
pub(in crate::markdown) fn from_hijri(text: &str, locale: &Locale) -> Option<String> {
    let text = &western(text.trim());
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/' | '.'))).unwrap_or(text.len());
    let (date, rest) = text.split_at(end);
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    let (year, month, day) = match *parts.as_slice() {
        [year, month, day] | [day, month, year] if year.len() == 4 => (year, month, day),
        [whole] if whole.len() == 8 => (&whole[..4], &whole[4..6], &whole[6..]),
        _ => {
            // A time of day would be lost.
            let found = hijri_dates(text, locale);
            let [one] = found.as_slice() else { return None };
            return (!text.contains(':')).then(|| one.days.first().map(|day| day.iso())).flatten();
        }
    };
    let day = locale.from_hijri(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?.iso();
    if !rest.contains(|c: char| c.is_ascii_digit()) {
        return Some(day);
    }
    let whole = format!("{day}{rest}");
    Timestamp::parse(&whole).is_some().then_some(whole)
}

/// What a year or a month that stands where a day belongs is, with its first day: `2027`, `2027-05`, `05/2027`.
pub(in crate::markdown) fn without_day(text: &str, locale: &Locale) -> Option<(&'static str, String)> {
    let text = western(text.trim());
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let (what, year, month) = match *parts.as_slice() {
        [year] if year.len() == 4 => (phrase!("a year"), year, "1"),
        [year, month] | [month, year] if year.len() == 4 && (1..=2).contains(&month.len()) => (phrase!("a month"), year, month),
        _ => return None,
    };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(year) || !is_number(month) {
        return None;
    }
    let other = locale.from_hijri(year.parse().ok()?, month.parse().ok()?, 1);
    let day = other.or_else(|| Date::parse(&format!("{year}-{month:0>2}-01")))?;
    Some((what, day.iso()))
}

/// `20220304` as `2022-03-04`.
pub(in crate::markdown) fn parted(number: i64) -> String {
    format!("{:04}-{:02}-{:02}", number / 10_000, number / 100 % 100, number % 100)
}

/// English months may be cut short; names in Arabic are whole.
fn is_month(word: &str, name: &str) -> bool {
    if name.is_ascii() { word.starts_with(name) && word.bytes().all(|b| b.is_ascii_alphabetic()) } else { word == name }
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, day, either, field, folded, moment, parted};
    use crate::locale::date::Date;

    #[test]
    fn fields_have_their_counterpart() {
        #[track_caller]
        fn check(name: &str, own: &[&str], expect: &str) {
            let help = field(name, own).map(|help| help.to_string()).unwrap_or_default();
            assert!(help.contains(expect), "{name}: {help}");
        }
        let own = ["title", "summary", "image_alt", "translation_key"];
        for (name, expect) in [
            ("description", "`summary`"),
            ("lastmod", "`updated`"),
            ("last_update", "`updated`"),
            ("author", "`authors`"),
            ("categories", "`tags`"),
            ("permalink", "`slug`"),
            ("permalink", "`aliases`"),
            ("sidebar_position", "`weight`"),
            ("Featured-Image", "`image`"),
            ("expiryDate", "`expiry`"),
            ("translationKey", "`translation_key`"),
            ("Title", "`title`"),
            ("menu", "site.yaml"),
            ("comments", "remove"),
            ("الوصف", "`summary`"),
            ("template", "`layout`"),
            ("og:image", "`image`"),
        ] {
            check(name, &own, expect);
        }
        assert_eq!(field("quux", &own), None);
        let mut names: Vec<&str> = FIELDS.iter().flat_map(|(names, _)| names.iter().copied()).collect();
        assert!(names.iter().all(|name| folded(name) == *name));
        names.sort_unstable();
        names.windows(2).for_each(|pair| assert_ne!(pair[0], pair[1]));
    }

    #[test]
    fn days_in_words() {
        #[track_caller]
        fn check(text: &str, expect: &str) {
            assert_eq!(day(text).map_or_else(String::new, Date::iso), expect, "{text}");
        }
        check("2 January 2024", "2024-01-02");
        check("Sept. 3, 2024", "2024-09-03");
        check("March 12th, 2024 10:30", "2024-03-12");
        check("2 كانون الثاني 2024", "2024-01-02");
        check("٢ كانون الأول/ديسمبر ٢٠٢٤", "2024-12-02");
        check("الجمعة 5 يوليو 2024", "2024-07-05");
        check("2024/1/2", "2024-01-02");
        check("31.12.2024", "2024-12-31");
        check("12/31/2024", "2024-12-31");
        check("3/4/2024", "");
        check("tomorrow", "");
        check("31 February 2024", "");
        assert_eq!(either("12/11/2026"), ["2026-11-12", "2026-12-11"]);
        assert_eq!(either("٣.٤.٢٠٢٢"), ["2022-04-03", "2022-03-04"]);
        assert!(either("3/4/22").is_empty() && either("2022").is_empty());
        assert_eq!(parted(20_261_112), "2026-11-12");
    }

    #[test]
    fn hours_are_not_lost() {
        #[track_caller]
        fn check(text: &str, expect: &str) {
            assert_eq!(moment(text).unwrap_or_default(), expect, "{text}");
        }
        check("2027-01-06 24:00", "2027-01-07T00:00:00");
        check("2027-12-31T24:00:00+06:00", "2028-01-01T00:00:00+06:00");
        check("6 January 2027 09:30 +0600", "2027-01-06T09:30:00+06:00");
        check("2027-01-06 9:05 pm", "2027-01-06T21:05:00");
        check("2027/1/6 12:00 a.m.", "2027-01-06T00:00:00");
        check("2027-01-06 09:00 UTC", "2027-01-06T09:00:00Z");
        check("2027-01-06 09:00 GMT+3", "");
        check("2027-01-06 09:00 EST", "");
        check("2027-01-06 25:00", "");
        check("٦ يناير ٢٠٢٧ ٠٩:٣٠", "2027-01-06T09:30:00");
        check("2027-01-06 9pm", "");
        check("6 January 2027, noon", "");
        check("2027-01-06T09", "");
        check("31.12.2027", "2027-12-31");
    }
}
