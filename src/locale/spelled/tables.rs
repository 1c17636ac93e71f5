//! What languages have in common or apart: how they group digits, names of months, decades, and words that hint at a number.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lex::Writing;
use crate::locale::fold::fold;
use crate::locale::{Locale, Months};

/// Whether the language is Arabic.
pub(super) fn is_arabic(locale: &Locale) -> bool {
    language(locale) == "ar"
}

/// Whether the language is English.
pub(super) fn is_english(locale: &Locale) -> bool {
    language(locale) == "en"
}

fn language(locale: &Locale) -> String {
    locale.tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// The script that a language is written in, as far as it matters here.
pub(super) fn writes(locale: &Locale) -> Writing {
    if locale.is_arabic_script() {
        return Writing::Arabic;
    }
    match language(locale).as_str() {
        "he" | "yi" | "ru" | "uk" | "be" | "bg" | "mk" | "sr" | "kk" | "ky" | "mn" | "tg" | "el" | "hy" | "ka" | "hi" | "bn"
        | "mr" | "ne" | "pa" | "gu" | "ta" | "te" | "kn" | "ml" | "si" | "th" | "lo" | "km" | "my" | "am" | "ti" | "zh"
        | "ja" | "ko" => Writing::Other,
        _ => Writing::Latin,
    }
}

/// Whether a language parts thousands by spaces.
pub(super) fn parts_by_spaces(locale: &Locale) -> bool {
    matches!(
        language(locale).as_str(),
        "fr" | "ru"
            | "uk"
            | "be"
            | "bg"
            | "pl"
            | "cs"
            | "sk"
            | "sv"
            | "nb"
            | "nn"
            | "no"
            | "fi"
            | "et"
            | "lv"
            | "lt"
            | "hu"
            | "kk"
            | "es"
            | "pt"
    )
}

/// Words of scale in other languages, by their folded form.
pub(super) fn other_scale(folded: &str) -> Option<u64> {
    const THOUSAND: [&str; 17] = [
        "mille",
        "mil",
        "bin",
        "bine",
        "bini",
        "binin",
        "binde",
        "binden",
        "binlik",
        "tausend",
        "هزار",
        "هەزار",
        "ہزار",
        "tysiecy",
        "тысяч",
        "тысячи",
        "אלף",
    ];
    const LAKH: [&str; 2] = ["لاکھ", "lakh"];
    const CRORE: [&str; 2] = ["کروڑ", "crore"];
    const MILLION: [&str; 10] =
        ["million", "milion", "millon", "milyon", "miljon", "میلیون", "ملین", "ملیۆن", "миллион", "מיליון"];
    const BILLION: [&str; 9] = ["milliard", "miliard", "milyar", "میلیارد", "ملیار", "ارب", "миллиард", "מיליארד", "mrd"];
    let begins = |list: &[&str]| list.iter().any(|word| folded.starts_with(&fold(word)));
    if folded.is_empty() {
        None
    } else if THOUSAND.iter().any(|word| folded == fold(word)) {
        Some(1000)
    } else if begins(&LAKH) {
        Some(100_000)
    } else if begins(&CRORE) {
        Some(10_000_000)
    } else if begins(&BILLION) {
        Some(1_000_000_000)
    } else if begins(&MILLION) || folded == "mio" {
        Some(1_000_000)
    } else {
        None
    }
}

/// Whether a word behind a number says that it is a share of a hundred.
pub(super) fn is_percent(folded: &str, next: &str) -> bool {
    matches!(folded, "بالميه" | "بالمايه") || (folded == "في" && matches!(next, "الميه" | "المايه"))
}

/// A Roman number up to 39 behind a name: `Louis XIV`.
pub(super) fn roman(text: &str) -> Option<u32> {
    let ones = text.trim_start_matches('X');
    let tens = text.len() - ones.len();
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].iter().position(|name| *name == ones)?;
    let value = u32::try_from(10 * tens + ones).ok()?;
    (tens <= 3 && value > 0).then_some(value)
}

/// What a decade may be called: `سبعينيات`, `seventies`.
pub(super) fn decade(folded: &str) -> Option<Vec<String>> {
    const ARABIC_TENS: [&str; 8] = ["عشرين", "ثلاثين", "اربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"];
    const ENGLISH_TENS: [&str; 8] =
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    let at = ENGLISH_TENS.iter().position(|name| *name == folded).or_else(|| {
        let stem = folded.strip_suffix("يات").or_else(|| folded.strip_suffix("ات"))?;
        super::arabic::stems(stem).find_map(|(stem, _, _)| ARABIC_TENS.iter().position(|name| *name == stem))
    })?;
    let tens = 10 * (at + 2);
    Some([tens, 1900 + tens, 1800 + tens, 2000 + tens].map(|n| n.to_string()).into())
}

/// What a decade of somebody's life is called: `العقد الثالث من عمره` is the twenties.
pub(super) fn decade_of_life(before: &str, after: [&str; 2], value: &str) -> Option<String> {
    let is_decade = super::arabic::stems(before).any(|(stem, ..)| matches!(stem, "عقد" | "عقده" | "عقدها"));
    let is_life = before.ends_with("عقده") || before.ends_with("عقدها") || (after[0] == "من" && after[1].starts_with("عمر"));
    let tens: u64 = value.parse().ok().filter(|n| (2..=10).contains(n) && is_decade && is_life)?;
    Some((10 * (tens - 1)).to_string())
}

/// What a decade in digits may be called: `1970s`, `70s`.
pub(super) fn decade_of(digits: &str) -> Vec<String> {
    let mut readings = vec![digits.to_owned()];
    match digits.len() {
        4 if !digits.ends_with("00") => readings.push(digits[2..].to_owned()),
        2 => readings.extend(["19", "18", "20"].map(|century| format!("{century}{digits}"))),
        _ => {}
    }
    readings
}

/// Whether a word for five or ten may be a fifth or a tenth.
pub(super) fn may_be_share(folded: &str) -> bool {
    super::arabic::stems(folded).any(|(stem, _, _)| matches!(stem, "خمس" | "ست" | "سبع" | "تسع" | "عشر" | "ثمن"))
}

/// Whether a word is third to tenth.
pub(super) fn is_ordinal(folded: &str) -> bool {
    const ARABIC: [&str; 8] = ["ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"];
    matches!(folded, "third" | "fourth" | "fifth" | "sixth" | "seventh" | "eighth" | "ninth" | "tenth")
        || super::arabic::stems(folded).any(|(stem, _, _)| ARABIC.contains(&stem.strip_suffix('ه').unwrap_or(stem)))
}

/// How many of these parts are a whole.
pub(super) fn parts(folded: &str) -> Option<u64> {
    match folded {
        "quarters" | "fourths" | "ارباع" => Some(4),
        "fifths" | "اخماس" => Some(5),
        "eighths" | "اثمان" => Some(8),
        "tenths" | "اعشار" => Some(10),
        _ => None,
    }
}

/// A fraction that is one sign.
pub(super) fn fraction(sign: char) -> Option<(u64, u64)> {
    match sign {
        '½' => Some((1, 2)),
        '⅓' => Some((1, 3)),
        '⅔' => Some((2, 3)),
        '¼' => Some((1, 4)),
        '¾' => Some((3, 4)),
        '⅕' => Some((1, 5)),
        '⅛' => Some((1, 8)),
        _ => None,
    }
}

/// Units that stand right behind digits.
pub(super) fn is_unit(text: &str) -> bool {
    matches!(
        text,
        "km" | "KM"
            | "kg"
            | "cm"
            | "mm"
            | "MW"
            | "GW"
            | "kW"
            | "TW"
            | "MWh"
            | "GWh"
            | "kWh"
            | "TWh"
            | "GB"
            | "MB"
            | "TB"
            | "KB"
            | "C"
            | "F"
            | "Hz"
            | "MHz"
            | "GHz"
            | "A"
            | "V"
            | "W"
            | "AH"
            | "AD"
            | "BC"
            | "CE"
            | "BCE"
            | "AM"
            | "PM"
    )
}

const HINTS_ENGLISH: &[(&str, &str)] = &[
    ("zero nil", "0"),
    ("once single sole only", "1"),
    ("both pair couple twice double doubled doubling twofold duo bilateral halves", "2"),
    ("triple tripled threefold thrice trio trilateral tripartite", "3"),
    ("quadruple quadrupled fourfold quartet", "4"),
    ("half halved", "0.5 50 30 2 6"),
    ("fifth fifths", "20 0.2"),
    ("tenth tenths", "0.1"),
    ("hat", "3"),
    ("day daily", "24"),
    ("week weekly", "7"),
    ("quarter quarters", "0.25 25 15 4"),
    ("thirds", "3 33 66 67"),
    ("third", "33"),
    ("decade decades", "10"),
    ("century centenary centennial centuries", "100"),
    ("dozen dozens", "12"),
    ("fortnight", "14 2"),
    ("noughties", "2000"),
    ("fivefold quintupled", "5"),
    ("sixfold", "6"),
    ("sevenfold", "7"),
    ("eightfold", "8"),
    ("ninefold", "9"),
    ("tenfold", "10"),
    ("twentyfold", "20"),
    ("hundredfold", "100"),
    ("midnight", "0 12 24"),
    ("noon midday", "12"),
    ("millennium", "1000 2000"),
];

const HINTS_ARABIC: &[(&str, &str)] = &[
    ("صفر", "0"),
    ("مره وحيد وحيده مفرد", "1"),
    ("ضعف ضعفي ضعفين ضعفان كلا كلتا كلي كليهما كلتيهما كلاهما ثنايي ثناييه مثلي مزدوج مزدوجه زوج", "2"),
    ("ثلاثي ثلاثيه", "3"),
    ("رباعي رباعيه", "4"),
    ("خماسي خماسيه خمسي خمسيه", "5"),
    ("سداسي سداسيه", "6"),
    ("سباعي سباعيه", "7"),
    ("عشري عشريه عشرات عقد عقدا عقود", "10"),
    ("عقدان عقدين عقدي", "20 2"),
    ("نصف", "0.5 50 30 2 6"),
    ("خمس", "20 0.2"),
    ("الست", "6"),
    ("الفا", "2000"),
    ("يوم", "24"),
    ("اسبوع", "7"),
    ("اسبوعين اسبوعان", "14"),
    ("يومين يومان", "48"),
    ("ربع ربعا", "0.25 25 15 4"),
    ("ارباع", "0.25 25 15 4 0.75 75 45"),
    ("ظهر ظهرا", "12"),
    ("ثلث", "3 33"),
    ("ثلثان ثلثين ثلثا ثلثي", "2 3 66 67"),
    ("دزينه", "12"),
    ("ميات قرن قرون", "100"),
    ("قرنان قرنين", "200 2"),
    ("الفيه", "1000 2000"),
];

type Hints = BTreeMap<&'static str, &'static str>;

static ENGLISH: LazyLock<Hints> = LazyLock::new(|| by_word(HINTS_ENGLISH));
static ARABIC: LazyLock<Hints> = LazyLock::new(|| by_word(HINTS_ARABIC));

fn by_word(list: &'static [(&'static str, &'static str)]) -> Hints {
    list.iter().flat_map(|(words, values)| words.split(' ').map(move |word| (word, *values))).collect()
}

/// What a word hints at: both, a decade, a dual.
pub(super) fn hints(folded: &str, next: &str, is_arabic: bool) -> Vec<String> {
    let century = match (folded, next) {
        ("year", "and") | ("عام" | "سنه" | "عاما", "ونصف") => Some("18"),
        ("hour", "and") | ("ساعه", "ونصف") => Some("90 1.5"),
        ("الف", "ليله") => Some("1001"),
        ("القرن", "الماضي" | "الفايت" | "المنصرم") | ("last", "century") => Some("20"),
        ("القرن", "الحالي" | "الجاري") | ("this" | "current", "century") => Some("21"),
        (middle, "ليل" | "الليل") if middle.ends_with("منتصف") => Some("0 12 24"),
        _ => None,
    };
    let says = |word: &str| if is_arabic { ARABIC.get(word) } else { ENGLISH.get(word) }.copied();
    let values = if is_arabic { super::arabic::stems(folded).find_map(|(stem, _, _)| says(stem)) } else { says(folded) };
    let mut found: Vec<String> = century.into_iter().chain(values).flat_map(|v| v.split(' ')).map(str::to_owned).collect();
    // `يومان`, `سنتين`: any noun may be in the dual.
    if is_arabic && (folded.ends_with("ان") || folded.ends_with("ين")) && folded.chars().count() >= 5 {
        found.push("2".to_owned());
    }
    found
}

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

/// Other names of a month in Arabic: those of the Maghreb, and other spellings.
pub(super) fn other_month(month: u8) -> impl Iterator<Item = &'static str> {
    const NAMES: [&str; 12] = [
        "جانفي|كانون ثاني",
        "فيفري",
        "",
        "إبريل|أفريل|ابريل",
        "ماي|ايار",
        "جوان|يونيه",
        "جويلية|يوليه|يوليوز",
        "أوت|غشت",
        "شتنبر|ايلول",
        "تشرين اول",
        "نونبر|تشرين ثاني",
        "دجنبر|كانون اول",
    ];
    NAMES[usize::from(month.clamp(1, 12)) - 1].split('|').filter(|name| !name.is_empty())
}

/// The short names of a month in English.
pub(super) fn short_month(month: u8) -> &'static str {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep Sept", "Oct", "Nov", "Dec"];
    NAMES[usize::from(month.clamp(1, 12)) - 1]
}

/// The months of runs in a script that the language does not write: Arabic ones among Latin letters and English ones elsewhere.
pub(super) fn foreign_months(locale: &Locale) -> Vec<(u8, Vec<String>)> {
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut names = Vec::new();
    for month in 1..=12_u8 {
        let mut add = |name: &str| names.push((month, name.split(' ').map(fold).collect()));
        if writes(locale) == Writing::Arabic {
            add(ENGLISH[usize::from(month) - 1]);
            short_month(month).split(' ').for_each(add);
        } else {
            add(arabic_month(month, Months::Gulf));
            add(arabic_month(month, Months::Levant));
        }
    }
    names
}

/// The number of a Hijri month by its folded name in Arabic or English.
pub(super) fn hijri_month(folded: &str) -> Option<u8> {
    hijri_names().find(|(_, name)| fold(name) == folded).map(|(month, _)| month)
}

/// The names of the Hijri months in Arabic and English.
pub(super) fn hijri_names() -> impl Iterator<Item = (u8, &'static str)> {
    const NAMES: [&str; 12] = [
        "محرم|المحرم|Muharram",
        "صفر|Safar",
        "ربيع الأول|Rabi I|Rabiʻ I|Rabi al-Awwal|Rabi’ al-Awwal|Rabi' al-Awwal",
        "ربيع الآخر|ربيع الثاني|Rabi II|Rabiʻ II|Rabi al-Thani|Rabi’ al-Thani|Rabi' al-Thani|Rabi al-Akhir",
        "جمادى الأولى|Jumada I|Jumada al-Ula|Jumada al-Awwal",
        "جمادى الآخرة|جمادى الثانية|Jumada II|Jumada al-Akhira|Jumada al-Thani|Jumada al-Thaniya",
        "رجب|Rajab",
        "شعبان|Shaban|Shaʻban|Sha’ban|Sha'ban|Shaaban",
        "رمضان|Ramadan|Ramadhan",
        "شوال|Shawwal",
        "ذو القعدة|ذي القعدة|Dhul-Qidah|Dhuʻl-Qiʻdah|Dhu al-Qadah|Dhul Qadah|Dhu al-Qa’dah|Dhu al-Qa'dah",
        "ذو الحجة|ذي الحجة|Dhul-Hijjah|Dhuʻl-Hijjah|Dhu al-Hijjah|Dhul Hijjah",
    ];
    (1_u8..).zip(NAMES).flat_map(|(month, names)| names.split('|').map(move |name| (month, name)))
}

/// The number of a month of the solar calendar of Iran by its folded name.
pub(super) fn solar_month(folded: &str) -> Option<u8> {
    const NAMES: [&str; 12] =
        ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];
    let at = NAMES.iter().position(|name| fold(name) == folded)?;
    u8::try_from(at + 1).ok()
}
