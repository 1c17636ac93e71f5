//! What texts say in numbers: tables of words, and every number spelled out and read again.

use std::sync::LazyLock;

use super::dates::hijri_dates;
use super::{Speller, Trust, values};
use crate::locale::Locales;
use crate::locale::tests::spec;
use proptest::prelude::*;

/// Readings as they are found: `6`, `6?` for a hint or what may be said in another way, `6*` for a part of a name.
#[track_caller]
fn check(tag: &str, text: &str, expect: &[&str]) {
    assert_eq!(first(tag, text), expect, "{text}");
}

/// The words of a language, gathered once.
fn speller(tag: &str) -> &'static Speller<'static> {
    const TAGS: [&str; 5] = ["ar", "en", "fr", "fa", "de"];
    static LOCALES: LazyLock<Locales> = LazyLock::new(|| Locales::new(&TAGS.map(spec)).expect("known languages"));
    static SPELLERS: LazyLock<Vec<Speller<'static>>> = LazyLock::new(|| LOCALES.site().iter().map(Speller::new).collect());
    &SPELLERS[TAGS.iter().position(|known| *known == tag).expect("a language of the tests")]
}

fn first(tag: &str, text: &str) -> Vec<String> {
    let mark = |trust: Trust| match trust {
        Trust::Digits | Trust::Words => "",
        Trust::Name => "*",
        Trust::Maybe | Trust::Ordinal | Trust::Hijri => "?",
    };
    let mentions = speller(tag).mentions(text);
    mentions.iter().map(|m| format!("{}{}", m.readings[0], mark(m.trust))).collect()
}

/// Whether the only thing found, or its last part, may mean this.
#[track_caller]
fn may_mean(tag: &str, text: &str, reading: &str) {
    let mentions = speller(tag).mentions(text);
    assert!(mentions.iter().any(|m| m.readings.iter().any(|r| r == reading)), "{text}: {mentions:?}");
}

/// What the first number of a text may mean apart.
#[track_caller]
fn parts(tag: &str, text: &str, expect: &[&str]) {
    let found = speller(tag).mentions(text);
    let found: Vec<String> = found[0].parts.iter().map(|readings| readings.join(" ")).collect();
    assert_eq!(found, expect, "{text}");
}

#[test]
fn cardinals_and_ordinals() {
    check("ar", "ست مدن وخمسة وعشرون رجلًا وثلاثمئة سيارة وبأربعة ملايين", &["6", "25", "300", "4000000"]);
    check("ar", "أحد عشر، إحدى عشرة، اثنا عشر، اثنتي عشرة، ثماني عشرة", &["11", "11", "12", "12", "18"]);
    check("ar", "مئة وعشرون، مائة وعشرين، ميه وعشرين", &["120", "120", "120"]);
    check("ar", "القرن التاسع عشر والحادي والعشرين", &["100?", "19", "21"]);
    check("ar", "ألفان وخمسمائة، ألفي، مليونين", &["2500", "2000?", "2000000"]);
    check("ar", "ثلاثة وخمسة وسبعة، خمسون وستون", &["3", "5", "7", "50", "60"]);
    check("ar", "عام ألفين وأحد عشر", &["2011"]);
    check("en", "six cities, twenty-five men and three hundred cars", &["6", "25", "300"]);
    check("en", "the twenty-first century, the nineteenth", &["21", "100?", "19"]);
    check("en", "a hundred and twenty thousand, five to six million", &["120000", "5", "6000000"]);
    check("en", "five and six, fifty and sixty", &["5", "6", "50", "60"]);
    check("fr", "six villes", &[]);
    check("fa", "سه هزار", &[]);
}

#[test]
fn what_stands_behind_a_number_belongs_to_it() {
    may_mean("ar", "اليوم السابع بعد المئة", "107");
    may_mean("ar", "العقد الثالث من عمره", "20");
    may_mean("en", "2½ million", "2500000");
    may_mean("en", "a third of a million", "333333.333333");
    may_mean("en", "at 5 p.m.", "17");
    may_mean("en", "0500 GMT", "5");
    parts("en", "at 4.30 p.m.", &["4 16", "30"]);
    parts("en", "from 9.45pm", &["9 21", "45"]);
    parts("ar", "الساعة 16.05", &["16 4", "5"]);
    parts("fr", "06.30", &["6 18", "30"]);
    may_mean("ar", "5 مساءً", "17");
    may_mean("ar", "5 بعد الظهر", "17");
    may_mean("fr", "17 h", "5");
    may_mean("en", "8:00–17:00", "5");
    check("en", "8–17:00", &["8", "17", "0?"]);
    parts("en", "up 4.30 points, 4.75 p.m.", &[]);
    may_mean("en", "pp. 112–18", "118");
    may_mean("fa", "سال ۱۳۵۷", "1979");
    check("ar", "خمسًا وسبعين", &["75"]);
    check("ar", "بعد المئة", &["100?"]);
}

#[test]
fn scales_behind_digits_and_words() {
    check("ar", "700 ألف، 10 آلاف، 1.5 مليون، 2,5 مليار", &["700000", "10000", "1500000", "2500000000"]);
    check("ar", "نصف مليون، مليون ونصف المليون، ثلاثة أرباع المليون", &["500000", "1500000", "750000"]);
    check("ar", "4 ملايين و200 ألف، 5 آلاف و300", &["4200000", "5300"]);
    check("ar", "خمسون في المئة، 12 بالمائة", &["50", "12"]);
    check("en", "2.5 billion, $5m, 3 thousand, half a million", &["2500000000", "5000000", "3000", "500000"]);
    check("en", "two and a half million, three quarters of a million", &["2500000", "750000"]);
    may_mean("ar", "من 2 إلى 5 ملايين", "2000000");
    may_mean("en", "5m", "5000000");
    may_mean("fr", "5 millions", "5000000");
    check("en", "13 lakh, 5 crore", &["1300000", "50000000"]);
    // Languages whose words are not read: what a word of scale may mean, also for the number before it.
    may_mean("fa", "13 لاکھ", "1300000");
    may_mean("fa", "25 سے 30 لاکھ", "2500000");
    may_mean("fa", "4 لاکھ 94 ہزار", "494000");
    may_mean("fa", "١٫٣ ملیۆن", "1300000");
    may_mean("fr", "494 bine", "494000");
}

#[test]
fn digits_of_all_kinds() {
    check("en", "1,250 and 1,234.5 and 12,34,567 and 1 200 300", &["1250", "1234.5", "1234567", "1200300"]);
    check("ar", "١٬٢٥٠ و۱۲۳ و1.234,5 و٢٫٥", &["1250", "123", "1234.5", "2.5"]);
    check("fr", "1 200 soldats, 1\u{202f}234,5", &["1200", "1234.5"]);
    check("de", "1.234.567,8", &["1234567.8"]);
    check("en", "3.2.1, 10.0.0.1", &["3.2.1", "10.0.0.1"]);
    check("en", "+961 1 234567", &["tel:9611234567"]);
    check("en", "on 2/1/2022 at 10:30, in 1990-95", &["2", "1", "2022", "10", "30", "1990", "95"]);
    may_mean("en", "1990-95", "1995");
    may_mean("en", "2/1/2022", "m1");
    may_mean("en", "10:30", "22");
    may_mean("en", "1.250", "1250");
    may_mean("ar", "قتل 1،200", "1200");
}

#[test]
fn names_and_words_that_are_no_numbers() {
    check("en", "COVID-19, F-16, G20, MI6, SARS-CoV-2, 4G", &["19*", "16*", "20*", "6*", "2*", "4*"]);
    check("ar", "كوفيد-19 وإف-16 وG7 وبـ85 والـ90", &["19*", "16*", "7*", "85", "90"]);
    check("en", "mid-2022, 19-year-old, 22nd, https://example.org/2022/1", &["2022", "19", "22", "2022*", "1*"]);
    check("ar", "لست هنا ولست هناك", &[]);
    check("en", "One may march twice in a second", &["1?", "2?", "2?"]);
    check("ar", "انظر Seven Days", &["7?"]);
    check("ar", "يوم الأربعاء والثلاثاء", &["24?"]);
}

#[test]
fn decades_months_and_eras() {
    check("ar", "السبعينيات، تسعينات، عشرينيات القرن العشرين", &["70", "90", "20", "100?", "20?"]);
    check("en", "the 1970s, the '80s, the nineties", &["1970", "80", "90"]);
    may_mean("en", "the nineties", "1990");
    check("en", "On 2 January 2022, in May 2021 and on March 3", &["2", "m1", "2022", "m5", "2021", "m3", "3"]);
    check("ar", "في 2 كانون الثاني/يناير 2022 وفي أيار 2021 وقبله بنيسان", &["2", "m1", "2022", "m5", "2021", "m4?"]);
    check("fa", "۲ ژانویه ۲۰۲۲", &["2", "m1?", "2022"]);
    may_mean("ar", "عام 1443 هـ", "2022");
    may_mean("ar", "في ١٢ جمادى الآخرة ١٤٤٨ هـ", "m11");
}

#[test]
fn hijri_dates_are_read() {
    let locales = Locales::new(&[spec("ar"), spec("en")]).expect("known");
    let check = |at: usize, text: &str, expect: &[&str]| {
        let found: Vec<String> = hijri_dates(text, &locales.site()[at]).iter().map(|d| d.days[0].iso()).collect();
        assert_eq!(found, expect, "{text}");
    };
    check(0, "في ١٢ جمادى الآخرة ١٤٤٨ هـ", &["2026-11-22"]);
    check(1, "on 12 Jumada II 1448 AH", &["2026-11-22"]);
    check(1, "12 January 2022", &[]);
    check(0, "31 رمضان 1443", &[]);
}

/// How an Arabic text spells a number: `style` chooses genders, cases and spellings.
fn arabic(n: u64, style: usize) -> String {
    let pick = |forms: [&str; 2]| forms[style % 2].to_owned();
    let unit = |n: u64| match n {
        1 => pick(["واحد", "واحدة"]),
        2 => pick(["اثنان", "اثنتين"]),
        3 => pick(["ثلاثة", "ثلاث"]),
        4 => pick(["أربعة", "أربع"]),
        5 => pick(["خمسة", "خمس"]),
        6 => pick(["ستة", "ست"]),
        7 => pick(["سبعة", "سبع"]),
        8 => pick(["ثمانية", "ثماني"]),
        _ => pick(["تسعة", "تسع"]),
    };
    let below_hundred = |n: u64| match n {
        1..=9 => unit(n),
        10 => pick(["عشرة", "عشر"]),
        11 => pick(["أحد عشر", "إحدى عشرة"]),
        12 => pick(["اثنا عشر", "اثنتي عشرة"]),
        13..=19 => format!("{} {}", unit(n - 10), pick(["عشر", "عشرة"])),
        _ => {
            let tens = [
                ["عشرون", "عشرين"],
                ["ثلاثون", "ثلاثين"],
                ["أربعون", "أربعين"],
                ["خمسون", "خمسين"],
                ["ستون", "ستين"],
                ["سبعون", "سبعين"],
                ["ثمانون", "ثمانين"],
                ["تسعون", "تسعين"],
            ];
            let tens = pick(tens[usize::try_from(n / 10 - 2).expect("eight of them")]);
            if n.is_multiple_of(10) { tens } else { format!("{} و{tens}", unit(n % 10)) }
        }
    };
    let hundreds = |n: u64| {
        let hundred = ["مئة", "مائة", "ميه"][style % 3];
        match n {
            1 => hundred.to_owned(),
            2 => pick(["مئتان", "مائتين"]),
            _ => format!(
                "{}{}{hundred}",
                ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"][usize::try_from(n - 3).expect("seven")],
                if style.is_multiple_of(5) { " " } else { "" }
            ),
        }
    };
    let group = |n: u64| {
        let parts = [(n / 100 > 0).then(|| hundreds(n / 100)), (!n.is_multiple_of(100)).then(|| below_hundred(n % 100))];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" و")
    };
    let scales = [
        (1_000_000_000_000, "تريليون", "تريليونان", "تريليونات"),
        (1_000_000_000, "مليار", "ملياران", "مليارات"),
        (1_000_000, "مليون", "مليونين", "ملايين"),
        (1000, "ألف", "ألفان", "آلاف"),
    ];
    let (mut rest, mut terms) = (n, Vec::new());
    for (scale, one, two, many) in scales {
        let count = rest / scale;
        rest %= scale;
        match count {
            0 => {}
            1 => terms.push(one.to_owned()),
            2 => terms.push(two.to_owned()),
            _ if (3..=10).contains(&(count % 100)) => terms.push(format!("{} {many}", group(count))),
            _ => terms.push(format!("{} {one}", group(count))),
        }
    }
    if rest > 0 {
        terms.push(group(rest));
    }
    terms.join(" و")
}

/// How an English text spells a number.
fn english(n: u64, style: usize) -> String {
    const SMALL: [&str; 20] = [
        "",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let small = |n: u64| SMALL[usize::try_from(n).expect("below twenty")].to_owned();
    let below_hundred = |n: u64| {
        let tens = TENS[usize::try_from(n / 10).expect("below ten")];
        match n {
            0..20 => small(n),
            _ if n.is_multiple_of(10) => tens.to_owned(),
            _ => format!("{tens}{}{}", ["-", " "][style % 2], small(n % 10)),
        }
    };
    let and = [" and ", " "][style / 2 % 2];
    let group = |n: u64| match (n / 100, n % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", small(hundreds)),
        (hundreds, rest) => format!("{} hundred{and}{}", small(hundreds), below_hundred(rest)),
    };
    let (mut rest, mut terms) = (n, Vec::new());
    for (scale, name) in [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand")]
    {
        if rest / scale > 0 {
            terms.push(format!("{} {name}", group(rest / scale)));
        }
        rest %= scale;
    }
    let last = (rest > 0).then(|| group(rest));
    let head = terms.join(if style.is_multiple_of(3) { ", " } else { " " }).replace(", ", " ");
    match last {
        Some(last) if !head.is_empty() && rest < 100 => format!("{head}{and}{last}"),
        Some(last) if !head.is_empty() => format!("{head} {last}"),
        last => last.unwrap_or(head),
    }
}

fn number() -> impl Strategy<Value = u64> {
    prop_oneof![1_u64..200, 1_u64..10_000, 1_u64..10_000_000, 1_u64..1_000_000_000_000, (1_u64..1000).prop_map(|n| n * 1_000_000)]
}

proptest! {
    /// Whatever is spelled out is read again, behind proclitics too.
    #[test]
    fn spelled_numbers_are_read_again(n in number(), style in 0_usize..30, before in 0_usize..4) {
        let bare = |text: String| text.trim_end_matches('?').to_owned();
        let ar = format!("{}{}", ["", "و", "ب", "فـ"][before], arabic(n, style));
        let found: Vec<String> = first("ar", &format!("قال {ar} هنا")).into_iter().map(bare).collect();
        prop_assert_eq!(found, vec![n.to_string()], "{}", ar);
        let en = english(n, style);
        let found: Vec<String> = first("en", &format!("said {en} here")).into_iter().map(bare).collect();
        prop_assert_eq!(found, vec![n.to_string()], "{}", en);
    }

    /// No text is too strange, and every range is a piece of it.
    #[test]
    fn no_text_panics(text in "\\PC{0,40}|[0-9٠-٩.,٬٫،:/+ -]{0,30}|((و|ال|ب)?(خمسة|عشر|مئة|ألف|ونصف|مليون|ربع|ستون)[ ،0-9]?){0,8}|((five|half|a|and|million|hundred|twenty|quarters|of|third|12)[ -]){0,8}") {
        for tag in ["ar", "en", "fr"] {
            for mention in speller(tag).mentions(&text) {
                prop_assert!(text.get(mention.range.clone()).is_some_and(|t| !t.is_empty()));
                prop_assert!(!mention.readings.is_empty());
            }
        }
        values(&text);
    }
}
