//! Ground and roof of everything that depends on a language and on nothing else: direction, runs, digits,
//! numbers, dates, plurals, lists, collation, folding. The only user of ICU4X and the Unicode tables.

mod alphabet;
pub mod bidi;
mod calendar;
pub mod date;
mod digits;
pub mod fold;
pub mod format;
pub mod host;
pub mod join;
pub mod letter;
pub mod numeral;
mod percent;
pub mod reading;
mod script;
pub mod spelled;
pub mod stem;
pub mod typography;
pub mod zone;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_script::Script;

/// A direction of text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct LocaleId(pub u16);

/// A value in every language of the site, by the language's place in [`Locales::site`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PerLanguage<T> {
    values: Vec<T>,
    /// The language that each value was written in; none where each was written in its own.
    origins: Vec<LocaleId>,
}

impl<T: Clone> PerLanguage<T> {
    /// The same value in every language, or a value that each of them has.
    pub fn whole(values: Vec<T>) -> Option<Self> {
        (!values.is_empty()).then_some(Self { values, origins: Vec::new() })
    }

    /// One value per language, in the order of the site. What `given` lacks is that of the first language that the reader is given
    /// instead ([`Locales::instead`]), as `lend` makes it of the value and its language. `None` if it has none.
    pub fn filled(given: Vec<Option<T>>, locales: &Locales, lend: impl Fn(&T, &Locale) -> T) -> Option<Self> {
        if given.iter().all(Option::is_some) {
            return Self::whole(given.into_iter().flatten().collect());
        }
        let value = |id: LocaleId| given.get(usize::from(id.0)).and_then(Option::as_ref);
        let (mut values, mut origins) = (Vec::with_capacity(given.len()), Vec::with_capacity(given.len()));
        for locale in locales.site() {
            let (value, origin) = match value(locale.id) {
                Some(own) => (own.clone(), locale.id),
                None => locales.instead(locale.id).find_map(|other| Some((lend(value(other)?, locales.get(other)), other)))?,
            };
            values.push(value);
            origins.push(origin);
        }
        (!values.is_empty()).then_some(Self { values, origins })
    }
}

impl<T> PerLanguage<T> {
    /// The value of one of the site's languages, be it one that was written in another; borrowed languages have that of the last.
    pub fn get(&self, id: LocaleId) -> &T {
        &self.values[self.at(id)]
    }

    /// The value that was written for a language.
    pub fn own(&self, id: LocaleId) -> Option<&T> {
        self.lent(id).is_none().then(|| self.get(id))
    }

    /// The language that the value of a language was written in, if that is another.
    pub fn lent(&self, id: LocaleId) -> Option<LocaleId> {
        let at = self.at(id);
        self.origins.get(at).copied().filter(|origin| usize::from(origin.0) != at)
    }

    /// The values in the order of the site's languages.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.values.iter()
    }

    fn at(&self, id: LocaleId) -> usize {
        usize::from(id.0).min(self.values.len() - 1)
    }
}

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

/// A calendar that days are printed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Calendar {
    /// The civil calendar of most of the world.
    Gregorian,
    /// The solar calendar of Iran and Afghanistan, with the month names of the language.
    SolarHijri,
    /// The Islamic calendar as Umm al-Qura has it.
    Hijri,
}

/// What the configuration says of a language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocaleSpec {
    /// BCP 47: `ar`, `ar-LB`, `az-Arab`.
    pub tag: String,
    /// Its name in itself: العربية.
    pub name: String,
    /// The region whose dates and numbers are printed where the tag names none: `GB` for British dates under `en`.
    pub region: Option<String>,
    /// Digits; `None` means `latn` for Arabic, and what CLDR has for other languages.
    pub digits: Option<Digits>,
    /// Month names.
    pub months: Months,
    /// The calendars that days are printed in: the first, and one that stands beside it.
    pub calendars: (Calendar, Option<Calendar>),
    /// The languages that its readers are given where something is not there in it, the first one that has it.
    pub fallback: Vec<String>,
}

impl LocaleSpec {
    /// A language with nothing configured but its tag, which is its name too.
    pub fn of(tag: &str) -> Self {
        Self {
            tag: tag.to_owned(),
            name: tag.to_owned(),
            region: None,
            digits: None,
            months: Months::Cldr,
            calendars: (Calendar::Gregorian, None),
            fallback: Vec::new(),
        }
    }
}

/// A language, ready to use. Cheap to clone: its formatters are shared.
#[derive(Clone)]
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
    /// The calendars that days are printed in: the first, and one that stands beside it.
    pub calendars: (Calendar, Option<Calendar>),
    /// The digits it is printed with.
    pub digits: Digits,
    /// Whether the site says which digits these are: what nobody decided is no mistake to be mended.
    pub has_own_digits: bool,
    pub(in crate::locale) format: Arc<format::LazyFormatters>,
    /// What the common characters are in its texts.
    pub(in crate::locale) alphabet: Arc<bidi::unit::Alphabet>,
}

impl Locale {
    /// Whether it is written in Arabic letters, which ask for other faces and sizes than Latin, Greek or Hebrew.
    pub fn is_arabic_script(&self) -> bool {
        self.script == Script::Arabic
    }
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Locale").field("id", &self.id).field("tag", &self.tag).field("dir", &self.dir).finish_non_exhaustive()
    }
}

/// All languages of a site, and those that its texts borrow words from.
#[derive(Clone, Debug)]
pub struct Locales {
    all: Vec<Locale>,
    /// How many of `all` are languages of the site; the rest are borrowed.
    site: usize,
    borrowed: BTreeMap<&'static str, LocaleId>,
    /// For each language of the site, the others in the order in which they stand in for it.
    instead: Vec<Vec<LocaleId>>,
    specs: Arc<[LocaleSpec]>,
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
    /// Languages from the configuration, in its order; the first is the default. The languages of all other scripts
    /// follow them, for words that the texts borrow.
    pub fn new(specs: &[LocaleSpec]) -> Result<Self, Vec<LocaleError>> {
        let mut locales = Self { all: Vec::new(), site: 0, borrowed: BTreeMap::new(), instead: Vec::new(), specs: specs.into() };
        let mut errors = Vec::new();
        for spec in specs {
            if locales.all.iter().any(|l| l.tag.eq_ignore_ascii_case(&spec.tag)) {
                errors.push(LocaleError::Duplicate(spec.tag.clone()));
            } else if locales.add(spec).is_none() {
                errors.push(LocaleError::UnknownTag(spec.tag.clone()));
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        locales.site = locales.all.len();
        locales.instead = specs.iter().map(|spec| locales.order(spec)).collect();
        for script in script::all() {
            locales.borrow(script);
        }
        Ok(locales)
    }

    /// Adds a language; `None` if its direction cannot be known.
    fn add(&mut self, spec: &LocaleSpec) -> Option<LocaleId> {
        let (mut icu, script) = script::parse(&spec.tag)?;
        icu.id.region = icu.id.region.or_else(|| spec.region.as_deref().and_then(|r| r.parse().ok()));
        let id = LocaleId(u16::try_from(self.all.len()).ok()?);
        let digits = spec.digits.unwrap_or_else(|| format::usual_digits(&icu, script));
        let is_solar = [Some(spec.calendars.0), spec.calendars.1].contains(&Some(Calendar::SolarHijri));
        // Few texts print a number in a language that they only borrow words from, and making formatters takes longer than
        // anything else here: they are made when they are first used.
        let format = Arc::new(format::LazyFormatters::new(icu, digits, spec.months, is_solar));
        self.all.push(Locale {
            id,
            tag: spec.tag.clone(),
            name: spec.name.clone(),
            script,
            dir: script::dir(script),
            calendars: spec.calendars,
            digits,
            has_own_digits: spec.digits.is_some(),
            format,
            alphabet: Arc::default(),
        });
        Some(id)
    }

    /// The other languages of the site: those that a language names, then all in the order of the site.
    fn order(&self, spec: &LocaleSpec) -> Vec<LocaleId> {
        let named = spec.fallback.iter().filter_map(|tag| self.by_tag(tag)).map(|locale| locale.id);
        let mut order: Vec<LocaleId> = Vec::with_capacity(self.site);
        for id in named.chain(self.site().iter().map(|locale| locale.id)) {
            if !order.contains(&id) && !self.get(id).tag.eq_ignore_ascii_case(&spec.tag) {
                order.push(id);
            }
        }
        order
    }

    /// Settles the language that runs of a script are tagged with.
    fn borrow(&mut self, script: Script) {
        let home = script::home(script);
        let id = self.site().iter().find(|l| l.script == home).map(|l| l.id).or_else(|| {
            let tag = script::borrowed_tag(script);
            let known = self.all[self.site..].iter().find(|l| l.tag == tag).map(|l| l.id);
            known.or_else(|| self.add(&LocaleSpec::of(&tag)))
        });
        if let Some(id) = id {
            self.borrowed.insert(script.short_name(), id);
        }
    }

    /// What all of this was made from.
    pub fn specs(&self) -> &[LocaleSpec] {
        &self.specs
    }

    /// The languages of the site, in configured order.
    pub fn site(&self) -> &[Locale] {
        &self.all[..self.site]
    }

    /// The languages that readers of a language of the site are given where something is not there in it, best first.
    pub fn instead(&self, id: LocaleId) -> impl Iterator<Item = LocaleId> + '_ {
        self.instead.get(usize::from(id.0)).into_iter().flatten().copied()
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
    /// Always some language: every script of Unicode has one; what has no script (digits, punctuation) belongs to the
    /// default language.
    pub fn borrowed(&self, script: Script) -> LocaleId {
        self.borrowed.get(script.short_name()).copied().unwrap_or(LocaleId(0))
    }

    /// The language that a run is tagged with: of several languages of the site in its script the one that has all of its letters, or
    /// most of them, and of those the first.
    pub fn of_run(&self, text: &str, script: Script) -> LocaleId {
        let usual = self.borrowed(script);
        let own = self.site().iter().filter(|locale| locale.script == script);
        if script != Script::Arabic || own.clone().nth(1).is_none() {
            return usual;
        }
        // A language whose letters nobody wrote down here lacks some of a text less than one that lacks several.
        own.min_by_key(|locale| alphabet::strangers(text, &locale.tag).unwrap_or(1)).map_or(usual, |locale| locale.id)
    }
}

#[cfg(test)]
pub(in crate::locale) mod tests {
    use super::*;

    /// A specification with nothing but a tag.
    pub(in crate::locale) fn spec(tag: &str) -> LocaleSpec {
        LocaleSpec::of(tag)
    }

    /// The languages of some tags.
    #[track_caller]
    pub(in crate::locale) fn locales(tags: &[&str]) -> Locales {
        Locales::new(&tags.iter().map(|t| spec(t)).collect::<Vec<_>>()).expect("tags of the tests are known")
    }

    #[test]
    fn languages_come_in_configured_order() {
        let all = locales(&["ar", "en", "az-Arab", "az"]);
        assert_eq!(
            all.site().iter().map(|l| (l.tag.as_str(), l.dir)).collect::<Vec<_>>(),
            [("ar", Dir::Rtl), ("en", Dir::Ltr), ("az-Arab", Dir::Rtl), ("az", Dir::Ltr),]
        );
        assert_eq!(all.by_tag("AZ-arab").map(|l| l.id), Some(LocaleId(2)));
        assert!(all.by_tag("ru").is_none(), "borrowed languages are not the site's");
    }

    #[test]
    fn every_mistake_is_reported_at_once() {
        let specs = ["ar", "xx", "AR", "en", "ar_LB"].map(spec);
        assert_eq!(
            Locales::new(&specs).err(),
            Some(vec![
                LocaleError::UnknownTag("xx".to_owned()),
                LocaleError::Duplicate("AR".to_owned()),
                LocaleError::UnknownTag("ar_LB".to_owned()),
            ])
        );
    }

    #[test]
    fn every_script_has_a_language() {
        let all = locales(&["fa", "ar", "zh-Hant"]);
        let tag = |s| all.get(all.borrowed(s)).tag.as_str();
        assert_eq!(tag(Script::Arabic), "fa", "the first of the site's");
        assert_eq!(tag(Script::Latin), "en");
        assert_eq!(tag(Script::Han), "zh-Hant");
        assert_eq!(tag(Script::Katakana), "ja");
        assert_eq!(tag(Script::Common), "fa");
        for script in script::all() {
            let locale = all.get(all.borrowed(script));
            assert_eq!(locale.dir, script::dir(script), "{script:?} {locale:?}");
            assert_eq!(locale.script, script::home(script), "{script:?} {locale:?}");
        }
    }
}
