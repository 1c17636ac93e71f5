//! Ground and roof of everything that depends on a language and on nothing else: direction, runs, digits,
//! numbers, dates, plurals, lists, collation, folding. The only user of ICU4X and the Unicode tables.

pub mod bidi;
pub mod date;
pub mod fold;
pub mod format;

use std::collections::BTreeMap;

use unicode_script::Script;

/// A direction of text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Dir {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Dir {
    /// The value of the HTML attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Dir::Ltr => "ltr",
            Dir::Rtl => "rtl",
        }
    }
}

/// Index of a [`Locale`] in its [`Locales`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LocaleId(pub u16);

/// The digits a language is printed with; a decision of the house, never inferred.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Digits {
    /// 0123456789 with `,` and `.` as CLDR has them for the language.
    Latn,
    /// ٠١٢٣٤٥٦٧٨٩ with ٬ and ٫.
    Arab,
    /// ۰۱۲۳۴۵۶۷۸۹.
    Arabext,
}

/// Names of the Gregorian months in Arabic; other languages ignore it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Months {
    /// As CLDR has them for the tag.
    Cldr,
    /// يناير: Egypt, the Gulf, international news.
    Gulf,
    /// كانون الثاني: Levant and Iraq.
    Levant,
    /// كانون الثاني/يناير: both, as many newsrooms print.
    Both,
}

/// What the configuration says of a language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocaleSpec {
    /// BCP 47: `ar`, `ar-LB`, `az-Arab`.
    pub tag: String,
    /// Its name in itself: العربية.
    pub name: String,
    /// Digits; `None` means `latn`.
    pub digits: Option<Digits>,
    /// Month names.
    pub months: Months,
    /// Print the Hijri date (Umm al-Qura) beside the Gregorian one.
    pub hijri: bool,
}

/// A language, ready to use.
pub struct Locale {
    /// Its index.
    pub id: LocaleId,
    /// Its tag as configured: the value of `lang`.
    pub tag: String,
    /// Its name in itself.
    pub name: String,
    /// Its script (from the tag's likely subtags).
    pub script: Script,
    /// Its direction (from the script).
    pub dir: Dir,
    /// Whether Hijri dates stand beside Gregorian ones.
    pub hijri: bool,
    /// The digits it is printed with.
    pub digits: Digits,
    pub(in crate::locale) format: format::Formatters,
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Locale").field("id", &self.id).field("tag", &self.tag).field("dir", &self.dir).finish_non_exhaustive()
    }
}

/// All languages of a site, and those that its texts borrow words from.
#[derive(Debug)]
pub struct Locales {
    all: Vec<Locale>,
    /// How many of `all` are languages of the site; the rest are borrowed.
    site: usize,
    borrowed: BTreeMap<&'static str, LocaleId>,
}

/// Why a language could not be configured.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LocaleError {
    /// Not a well-formed BCP 47 tag, or a language without a likely script: direction cannot be known.
    UnknownTag(String),
    /// The same tag twice.
    Duplicate(String),
}

impl Locales {
    /// Languages from the configuration, in its order; the first is the default.
    pub fn new(specs: &[LocaleSpec]) -> Result<Self, Vec<LocaleError>> {
        unimplemented!("{specs:?}")
    }

    /// The languages of the site, in configured order.
    pub fn site(&self) -> &[Locale] {
        &self.all[..self.site]
    }

    /// A language of the site or a borrowed one.
    pub fn get(&self, id: LocaleId) -> &Locale {
        &self.all[usize::from(id.0)]
    }

    /// The language of the site with this tag (ASCII case does not count).
    pub fn by_tag(&self, tag: &str) -> Option<&Locale> {
        self.site().iter().find(|l| l.tag.eq_ignore_ascii_case(tag))
    }

    /// The language that a run of `script` is tagged with: the first of the site's languages in that script,
    /// else the borrowed one (Latin `en`, Arabic `ar`, Hebrew `he`, Cyrillic `ru`, Greek `el`, …, else `und-SCRIPT`).
    /// Always some language: every script of Unicode has one.
    pub fn borrowed(&self, script: Script) -> LocaleId {
        self.site()
            .iter()
            .find(|l| l.script == script)
            .map(|l| l.id)
            .or_else(|| self.borrowed.get(script.short_name()).copied())
            .unwrap_or(LocaleId(0))
    }
}
