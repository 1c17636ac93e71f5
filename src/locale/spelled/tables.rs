//! The words themselves: numbers in Arabic and English, months of Arabic and of the Hijri calendar.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::locale::fold::fold;
use crate::locale::{Locale, Months};

/// Words for numbers by their folded form, and whether they can hardly mean anything else.
pub(super) struct Table {
    values: BTreeMap<String, (u64, bool)>,
    /// Whether words may stand behind proclitics.
    has_proclitics: bool,
}

impl Table {
    /// The value of a folded word.
    pub fn value(&self, folded: &str) -> Option<(u64, bool)> {
        let own = self.values.get(folded).copied();
        own.or_else(|| {
            let mut stems = stems(folded).filter(|_| self.has_proclitics);
            stems.find_map(|stem| self.values.get(stem).copied())
        })
    }
}

/// What is left of an Arabic word without its proclitics: و ف ب ل ك and the article.
pub(super) fn stems(folded: &str) -> impl Iterator<Item = &str> {
    let first = folded.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']);
    let second = first.and_then(|rest| rest.strip_prefix(['ب', 'ل', 'ك']));
    let bare = [Some(folded), first, second];
    let article = bare.map(|word| word.and_then(|word| word.strip_prefix("ال").or_else(|| word.strip_prefix("ل"))));
    [first, second].into_iter().chain(article).flatten()
}

/// The words of a language; `None` where they are not known.
pub(super) fn of(locale: &Locale) -> Option<&'static Table> {
    match language(locale).as_str() {
        "ar" => Some(&ARABIC),
        "en" => Some(&ENGLISH),
        _ => None,
    }
}

/// Whether the language is Arabic.
pub(super) fn is_arabic(locale: &Locale) -> bool {
    language(locale) == "ar"
}

fn language(locale: &Locale) -> String {
    locale.tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

static ENGLISH: LazyLock<Table> = LazyLock::new(|| table(SURE_ENGLISH, UNSURE_ENGLISH, false));
static ARABIC: LazyLock<Table> = LazyLock::new(|| table(SURE_ARABIC, UNSURE_ARABIC, true));

fn table(sure: &[(u64, &str)], unsure: &[(u64, &str)], has_proclitics: bool) -> Table {
    let mut values = BTreeMap::new();
    for (list, is_sure) in [(unsure, false), (sure, true)] {
        for (value, words) in list {
            values.extend(words.split(' ').map(|word| (fold(word), (*value, is_sure))));
        }
    }
    Table { values, has_proclitics }
}

const SURE_ENGLISH: &[(u64, &str)] = &[
    (3, "three"),
    (4, "four"),
    (5, "five"),
    (6, "six"),
    (7, "seven"),
    (8, "eight"),
    (9, "nine"),
    (10, "ten"),
    (11, "eleven"),
    (12, "twelve dozen"),
    (13, "thirteen"),
    (14, "fourteen"),
    (15, "fifteen"),
    (16, "sixteen"),
    (17, "seventeen"),
    (18, "eighteen"),
    (19, "nineteen"),
    (20, "twenty"),
    (30, "thirty"),
    (40, "forty"),
    (50, "fifty"),
    (60, "sixty"),
    (70, "seventy"),
    (80, "eighty"),
    (90, "ninety"),
    (1_000_000, "million millions"),
    (1_000_000_000, "billion billions"),
    (1_000_000_000_000, "trillion trillions"),
];

const UNSURE_ENGLISH: &[(u64, &str)] = &[
    (1, "one once first single"),
    (2, "two twice second both half pair couple twofold double"),
    (3, "third thrice"),
    (4, "fourth quarter"),
    (5, "fifth"),
    (6, "sixth"),
    (7, "seventh"),
    (8, "eighth"),
    (9, "ninth"),
    (10, "tenth"),
    (100, "hundred hundreds"),
    (1000, "thousand thousands"),
];

const SURE_ARABIC: &[(u64, &str)] = &[
    (3, "ثلاثة ثلاث"),
    (4, "أربعة أربع"),
    (5, "خمسة خمس"),
    (6, "ستة ست"),
    (7, "سبعة"),
    (8, "ثمانية ثماني ثمان"),
    (9, "تسعة"),
    (10, "عشرة"),
    (20, "عشرون عشرين"),
    (30, "ثلاثون ثلاثين"),
    (40, "أربعون أربعين"),
    (50, "خمسون خمسين"),
    (60, "ستون ستين"),
    (70, "سبعون سبعين"),
    (80, "ثمانون ثمانين"),
    (90, "تسعون تسعين"),
    (200, "مئتان مئتين مئتا مئتي مائتان مائتين"),
    (300, "ثلاثمئة ثلاثمائة"),
    (400, "أربعمئة أربعمائة"),
    (500, "خمسمئة خمسمائة"),
    (600, "ستمئة ستمائة"),
    (700, "سبعمئة سبعمائة"),
    (800, "ثمانمئة ثمانمائة ثمانيمئة"),
    (900, "تسعمئة تسعمائة"),
    (1_000_000, "مليون مليونا مليونًا ملايين"),
    (1_000_000_000, "مليار مليارا مليارًا مليارات بليون"),
    (1_000_000_000_000, "تريليون تريليونا تريليونًا تريليونات"),
];

const UNSURE_ARABIC: &[(u64, &str)] = &[
    (1, "واحد واحدة أول أولى مرة أحد إحدى"),
    (2, "اثنان اثنين اثنتان اثنتين ثان ثاني ثانية مرتين مرتان نصف ضعف ضعفين كلا كلتا كلي"),
    (3, "ثالث ثالثة ثلث"),
    (4, "رابع رابعة ربع"),
    (5, "خامس خامسة"),
    (6, "سادس سادسة"),
    (7, "سابع سابعة سبع"),
    (8, "ثامن ثامنة"),
    (9, "تاسع تاسعة تسع"),
    (10, "عاشر عاشرة عشر"),
    (100, "مئة مائة مئات"),
    (1000, "ألف ألفا ألفًا آلاف"),
    (2000, "ألفان ألفين ألفي"),
];

/// A Gregorian month in Arabic.
pub(super) fn arabic_month(month: u8, names: Months) -> &'static str {
    const GULF: [&str; 12] =
        ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];
    const LEVANT: [&str; 12] = [
        "كانون الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين الأول",
        "تشرين الثاني",
        "كانون الأول",
    ];
    let list = match names {
        Months::Cldr | Months::Gulf => GULF,
        Months::Levant | Months::Both => LEVANT,
    };
    list[usize::from(month.clamp(1, 12)) - 1]
}

/// The number of a Hijri month by its folded name in Arabic or English.
pub(super) fn hijri_month(folded: &str) -> Option<u8> {
    const NAMES: [&str; 12] = [
        "محرم|المحرم|muharram",
        "صفر|safar",
        "ربيع الأول|rabi i|rabiʻ i|rabi al-awwal",
        "ربيع الآخر|ربيع الثاني|rabi ii|rabiʻ ii|rabi al-thani",
        "جمادى الأولى|jumada i|jumada al-ula",
        "جمادى الآخرة|جمادى الثانية|jumada ii|jumada al-akhira",
        "رجب|rajab",
        "شعبان|shaban|shaʻban",
        "رمضان|ramadan",
        "شوال|shawwal",
        "ذو القعدة|ذي القعدة|dhul-qidah|dhuʻl-qiʻdah",
        "ذو الحجة|ذي الحجة|dhul-hijjah|dhuʻl-hijjah",
    ];
    let at = NAMES.iter().position(|names| names.split('|').any(|name| fold(name) == folded))?;
    u8::try_from(at + 1).ok()
}
