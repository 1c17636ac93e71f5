//! What is isolated in Arabic, English and other texts, and that the order on the screen comes out right.

use std::sync::LazyLock;

use proptest::prelude::*;
use unicode_bidi::{BidiInfo, Level};

use super::*;
use crate::locale::tests::locales;

mod parts;

static LOCALES: LazyLock<Locales> = LazyLock::new(|| locales(&["ar", "en", "he", "ru", "ja"]));

fn base(tag: &str) -> &'static Locale {
    LOCALES.by_tag(tag).expect("a language of the tests")
}

/// `expect` is the text with its runs marked; the input is what is left without the marks.
#[track_caller]
fn check(tag: &str, expect: &str) {
    let mut input = String::new();
    let mut rest = expect;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (run, after) = after.split_once('⟧').expect("a mark is closed");
        let (_, run) = run.split_once(' ').expect("a mark has a tag");
        input += before;
        input += run;
        rest = after;
    }
    input += rest;
    let found = marked(tag, &input);
    assert_eq!(found, expect, "\n found {found}\nexpect {expect}");
}

/// The text with each run as `⟦tag run⟧`, where the tag is `-` for the base language.
fn marked(tag: &str, input: &str) -> String {
    let base = base(tag);
    let mut out = String::new();
    let mut from = 0;
    for run in runs(input, base, &LOCALES) {
        let tag = if run.locale == base.id { "-" } else { LOCALES.get(run.locale).tag.as_str() };
        out.extend([&input[from..run.range.start], "⟦", tag, " ", &input[run.range.clone()], "⟧"]);
        from = run.range.end;
    }
    out + &input[from..]
}

#[test]
fn latin_words_in_arabic_are_one_maximal_run() {
    for text in [
        "قال ⟦en data first, pipes later⟧ ثم مضى.",
        "ارتفع ⟦en GDP⟧ هذا العام",
        "مدينة ⟦en Nur-Sultan⟧، عاصمة",
        "لغة ⟦en C++⟧ ولغة ⟦en C#⟧ و ⟦en .NET⟧.",
        "جائحة ⟦en COVID-19⟧ انتهت",
        "شركة ⟦en AT&T⟧ الأمريكية",
        "دالة ⟦en f(x, y)⟧ هنا",
        "دالة ⟦en f(x)⟧ ثم ⟦en 14(b)⟧ هنا",
        "سرعة ⟦en km/h⟧ هنا",
        "في ⟦en U.S.⟧ الآن",
        "في ⟦en U.S.A.⟧، قال",
        "هي ⟦en U.S. economy⟧ الآن",
        "سافر إلى ⟦en U.S⟧.",
        "خدمة ⟦en Disney+⟧ الجديدة",
        "المادة ⟦en Article 5⟧ من",
        "المواد ⟦en Articles 5-7⟧ من",
        "انظر ⟦en No. 7⟧ هنا",
        "هاتف ⟦en iPhone 15 Pro⟧ الجديد",
        "نظام ⟦en Windows 11⟧ الجديد",
        "بسعة ⟦en 5 GB⟧ فقط",
        "قدرة ⟦en 2000 MW⟧ هنا",
        "في عام 2022 ⟦en IMF⟧ قال",
        "نما ⟦en GDP⟧ ⟦- 3.5%⟧ هذا العام",
        "⟦en NATO⟧ قال إن الحلف",
        "«⟦en GDP⟧» نما",
        "(⟦en IMF⟧) صندوق النقد",
        "“⟦en GDP⟧” نما",
        "\"⟦en data first⟧\" نما",
        "الـ⟦en GDP⟧ وبالـ⟦en iPhone⟧ وال⟦en 5G⟧ هنا",
        "صندوق (⟦en International Monetary Fund (IMF)⟧) هنا",
        "من ⟦en (IMF) Fund (World Bank)⟧ هنا",
        "كلمة ⟦en foo⟧ (⟦en bar⟧ كلمة) أخرى",
        "كلمة ⟦en foo⟧ (⟦en bar 3.5%⟧) أخرى",
        "كلمة ⟦en a⟧ (⟦en 3.5% b 4%⟧) أخرى",
        "هل ⟦en what is GDP⟧؟ نعم",
        "هل ⟦en what is GDP⟧? نعم",
        "⟦en μs⟧ و⟦en β-carotene⟧ هنا",
        "سعر ⟦en US$500⟧ هنا",
        "وسم ⟦en #climate⟧ وحساب ⟦en @handle⟧ هنا",
        "حرارة ⟦en 25°C⟧ و⟦en 25 °C⟧ هنا",
        "كلمة\u{200D}⟦en GDP⟧ هنا",
        "كتب «⟦en don't panic⟧»!",
        "⟦en the quick brown fox.⟧",
        "اشترى ⟦en 3 apples⟧ اليوم",
        "كتاب ⟦en Edward Said, Orientalism (New York: Vintage, 1978), 12–15⟧.",
        "مقال ⟦en Survey, Vol. 3, No. 2 (2020): 12–15⟧؛ ثم",
        "تقرير ⟦en World Bank (2023)⟧ في",
        "وقالت ⟦en CNN⟧: 5 قتلى",
        "تقع ⟦en Washington, D.C.⟧ في",
    ] {
        check("ar", text);
    }
}

#[test]
fn names_in_a_list_are_isolated_one_by_one() {
    check("ar", "⟦en Apple⟧، ⟦en Google⟧، و⟦en Meta⟧");
    check("ar", "⟦en Apple⟧؛ ⟦en Google⟧");
    check("ar", "شركات ⟦en Apple, Google⟧ هنا");
    check("en", "see ⟦ar بيروت⟧, ⟦ar دمشق⟧ and ⟦ar عمان⟧.");
    check("en", "he said ⟦ar نعم، وذهب⟧.");
    check("ar", "كتب ⟦en Nord Stream⟧ (⟦ru Северный поток⟧) هنا");
}

#[test]
fn tokens_are_left_to_right() {
    for text in [
        "بتاريخ ⟦- 2024-08-28⟧ وقع",
        "في ⟦- 30/04/2025⟧ وقع",
        "في ⟦- 2024-08-28 14:30⟧ وقع",
        "في ⟦- 2024-08-28T14:30:00Z⟧ وقع",
        "هاتف: ⟦- +961 1 234567⟧ أو",
        "هاتف ⟦- 00961-1-234567⟧، أو",
        "هاتف ⟦- (01) 234-567⟧ أو",
        "هاتف ⟦- 01 234567⟧ 5 مرات",
        "هاتف ⟦- +٩٦١ ١ ٢٣٤٥٦٧⟧ أو",
        "هاتف ⟦- +1 (202) 555-0123⟧.",
        "هاتف ⟦- (202) 555-0123⟧ أو و⟦- (727) 250-0000⟧.",
        "رقم ⟦- 978-3-16-148410-0⟧ هنا",
        "رقم ⟦- 978 3 16 148410 0⟧ هنا",
        "رقم ⟦en ISBN 978-3-16-148410-0⟧ هنا",
        "حساب ⟦- LB30 0999 0000 0001 0019 2532 3456⟧ هنا",
        "حساب ⟦- GB82WEST12345698765432⟧ هنا",
        "راسل ⟦- info@example.org⟧.",
        "زر ⟦- https://example.org/a_(b)?q=1⟧، ثم",
        "زر (⟦- https://example.org/⟧) ثم",
        "زر ⟦- https://ar.wikipedia.org/wiki/لبنان⟧ ثم",
        "وال⟦- www.example.org⟧ ثم",
        "زر ⟦- example.com/path⟧ ثم",
        "ملف ⟦- /etc/hosts⟧ و⟦- ~/x⟧ و⟦- C:\\Users\\x⟧ هنا",
        "إصدار ⟦- 2.3.1⟧ و⟦- 2.3.1-beta⟧ و⟦- v2.0⟧ هنا",
        "بين 2019-2022 كان",
        "بين 2019–2022 كان",
        "فاز 3-1 و⟦- 10:30⟧ و⟦- 1/2⟧",
        "حرارة ⟦- -5⟧ و⟦- +3⟧ درجات",
        "عنوان ⟦- 192.168.1.1⟧ هنا",
        "نسبة ⟦- 3.5%⟧ و(⟦- 36%⟧) هنا",
        "بين ⟦- 3.5%⟧–⟦- 4.2%⟧ هنا",
        "ثمن ⟦- $500⟧ أو ⟦- 500€⟧ هنا",
        "بند ⟦- #5⟧ هنا",
        "لمن هم ⟦- 18+⟧ فقط",
        "الوقت ⟦en 10:30 GMT⟧ اليوم",
        "انظر ⟦en the site https://example.org for more⟧ هنا",
    ] {
        check("ar", text);
    }
}

#[test]
fn plain_numbers_stay_in_the_text() {
    for text in [
        "عام 2022",
        "120 تنغًا",
        "بلغ 1,234,567.89 دولار",
        "كوفيد-19 انتهى",
        "١٢٪ من ٢٠٢٢",
        "٣٠/٠٤/٢٠٢٥",
        "(5) و[6]",
        "1- النص",
        "2022م",
        "5. أول",
        "",
        " ",
        "…",
        "نعم.",
        "5",
        "😀 نعم 🇱🇧",
    ] {
        check("ar", text);
    }
}

#[test]
fn arabic_in_english_is_isolated() {
    for text in [
        "see (⟦ar منظمة معاهدة الأمن الجماعي⟧) here",
        "the word ⟦ar كتاب⟧ is",
        "he said ⟦ar «نعم»⟧.",
        "he said ⟦ar «نعم!»⟧ twice",
        "he said «⟦ar نعم⟧ yes» twice",
        "he said “⟦ar نعم⟧” twice",
        "he asked ⟦ar كيف حالك؟⟧ and left",
        "the ⟦ar مُحَمَّد⟧ name",
        "in ⟦ar عام ٢٠٢٢⟧ we",
        "in ⟦ar عام ٢٠٢٢–٢٠٢٣⟧ we",
        "in ٢٠٢٢ we",
        "in ⟦ar عام⟧ 2022 we",
        "in ⟦ar عام 2022 كان⟧ we",
        "⟦ar شركة⟧ NATO ⟦ar عسكرية⟧",
        "⟦ar كتاب⟧ ⟦he ספר⟧ two",
        "tag ⟦ar #لبنان⟧ here",
        "the ⟦ar ال⟧GDP word",
        "2024-08-28 +961 1 234567 C++ 36%",
        "see ⟦- https://ar.wikipedia.org/wiki/لبنان⟧ now",
        "the ⟦he צה\"ל⟧ army",
        "⟦ar می\u{200C}خواهم⟧ is Persian",
    ] {
        check("en", text);
    }
}

#[test]
fn other_scripts_have_their_language() {
    check("en", "the firm ⟦ru Газпром⟧, ⟦ru Роснефть⟧ and «War and ⟦ru Мир⟧»");
    check("en", "in ⟦ru «Война и мир»⟧ he");
    check("en", "Tokyo ⟦ja 東京タワー⟧ and ⟦ja 「東京タワー」⟧");
    check("en", "the α coefficient and ⟦el λόγος⟧");
    check("he", "חברת ⟦en data first, pipes later⟧ כאן");
    check("he", "בתאריך ⟦- 2024-08-28⟧ כאן, ⟦ar بيروت⟧ כאן");
    check("ja", "東京の⟦en Tokyo Tower⟧です");
    check("ru", "фирма ⟦en Google⟧ и ⟦ar بيروت⟧");
}

#[test]
fn atoms_and_isolates_are_neutral() {
    check("ar", "قال ⟦en data \u{FFFC} pipes⟧ ثم");
    check("ar", "قال \u{FFFC} ⟦en pipes⟧ \u{FFFC} ثم");
    check("ar", "قال \u{2066}data first\u{2069} ثم");
    check("ar", "قال ⟦en data \u{2068}first\u{2069} pipes⟧ ثم");
    check("ar", "قال \u{2066}data first ثم pipes");
    check("ar", "قال ⟦en data⟧\u{2069}⟦en pipes⟧ ثم");
    check("ar", "قال ⟦en C++⟧\u{200F} ثم");
    check("en", "said \u{2067}نعم\u{2069} and ⟦ar لا⟧");
}

#[test]
fn a_block_has_the_language_of_its_words() {
    #[track_caller]
    fn check(page: &str, text: &str, expect: &str) {
        assert_eq!(LOCALES.get(block_locale(text, base(page), &LOCALES)).tag, expect, "{text}");
    }
    check("ar", "The data comes first.", "en");
    check("ar", "European Commission", "ar");
    check("ar", "The data comes first، نعم", "ar");
    check("ar", "https://example.org/a/b/c/d", "ar");
    check("ar", "2022 3.5% — 5", "ar");
    check("ar", "", "ar");
    check("en", "هذا نص عربي كامل", "ar");
    check("en", "النص العربي", "en");
    check("en", "הספר נמצא כאן", "he");
    check("en", "один два три", "ru");
    check("en", "один два نعم ثلاثة", "en");
    check("en", "東京は日本の首都です", "ja");
    check("ar", "\u{2066}The data comes first\u{2069}", "en");
}

#[test]
fn controls_stand_where_markup_cannot() {
    #[track_caller]
    fn check(tag: &str, text: &str, expect: &str) {
        let visible = isolate(text, base(tag), &LOCALES);
        assert_eq!(visible.replace('\u{2066}', "<").replace('\u{2067}', ">").replace('\u{2069}', "|"), expect);
    }
    check("ar", "قال data first ثم 3.5%", "قال <data first| ثم <3.5%|");
    check("en", "said نعم twice", "said >نعم| twice");
    check("en", "at يوم 2024-08-28 كان there", "at >يوم <2024-08-28| كان| there");
    check("ar", "كلمة ספר هنا", "كلمة >ספר| هنا");
}

/// UAX #9 itself puts the isolated text in order; left-to-right runs must come out as they were written.
#[test]
fn the_order_on_the_screen_is_intact() {
    #[track_caller]
    fn check(text: &str, intact: &[&str]) {
        let isolated = isolate(text, base("ar"), &LOCALES);
        let info = BidiInfo::new(&isolated, Some(Level::rtl()));
        let line = info.reorder_line(&info.paragraphs[0], 0..isolated.len()).replace(is_isolate_control, "");
        for part in intact {
            assert!(line.contains(part), "{part} in {line}");
        }
    }
    check("بتاريخ 2024-08-28 وقع", &["2024-08-28"]);
    check("هاتف +961 1 234567 أو (01) 234-567 هنا", &["+961 1 234567", "(01) 234-567"]);
    check("لغة C++ الحديثة", &["C++"]);
    check("قال data first, pipes later ثم", &["data first, pipes later"]);
    check("نسبة 36% هنا", &["36%"]);
    check("الإصدار 2.3.1-beta (C++) هنا", &["2.3.1-beta", "C++"]);
    check("زر https://example.org/لبنان/x ثم", &["https://example.org/"]);
    check("صندوق (International Monetary Fund (IMF)) هنا", &["International Monetary Fund (IMF)"]);
    check("حرارة -5 و25°C و$500 هنا", &["-5", "25°C", "$500"]);
    check("حساب LB30 0999 0000 0001 0019 2532 3456 هنا", &["LB30 0999 0000 0001 0019 2532 3456"]);
    check("قال Apple، Google ثم", &["Google ،Apple"]);
    check("Who wrote this?", &["Who wrote this?"]);
    check("قال \"Shut the door.\" ثم", &["Shut the door."]);
    check("كما كتب (Klein et al., 2020) ثم", &["Klein et al., 2020"]);
    check("دالة len() و a[] هنا", &["len()", "a[]"]);
    check("مبادرة 24 Pull Requests وكتاب Palestine + 100 هنا", &["24 Pull Requests", "Palestine + 100"]);
    check("بين −10 و−5 وكذلك و<5 هنا", &["−10", "−5", "<5"]);
}

/// Words and signs that meet in briefings, in any order.
fn mixture() -> impl Strategy<Value = String> {
    let pieces = [
        "قال",
        "GDP",
        "data first",
        "، ",
        ", ",
        " ",
        " ",
        " ",
        "(",
        ")",
        "«",
        "»",
        "\"",
        "2022",
        "-5",
        "3.5%",
        "+961 1 234567",
        ".",
        "Газпром",
        "ספר",
        "東京",
        "٢٠٢٢",
        "U.S.",
        "-",
        "/",
        "https://x.org/لبنان",
        "\u{FFFC}",
        "\u{200D}",
        "\u{64B}",
        "\u{200F}",
        "C++",
        "$",
        "01",
        "–",
        "\n",
        "α",
        "؟",
        "'",
        ";",
        "\u{2066}x\u{2069}",
        "No. ",
        "5 GB",
        "#",
        "😀",
        "[",
        "]",
        "٪",
        "e\u{301}",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24).prop_map(|p| p.concat())
}

#[test]
fn an_isolated_word_joins_a_number_as_the_bare_one_does() {
    for (text, tag) in [("قال -5", "he"), ("COVID -19", "ar"), ("Газпром -5 و", "ar"), ("ספר -5", "ar")] {
        let isolated = isolate(text, base(tag), &LOCALES);
        assert_eq!(runs(&isolated, base(tag), &LOCALES), vec![], "{isolated:?}");
    }
}

fn check_properties(text: &str) -> Result<(), TestCaseError> {
    for base in LOCALES.site() {
        let found = runs(text, base, &LOCALES);
        let mut end = 0;
        for run in &found {
            prop_assert!(end <= run.range.start && run.range.start < run.range.end, "{found:?}");
            prop_assert!(text.is_char_boundary(run.range.start) && text.is_char_boundary(run.range.end));
            let inside = &text[run.range.clone()];
            prop_assert_eq!(inside.trim(), inside);
            prop_assert!(inside.contains(|c: char| c != '\u{FFFC}' && !c.is_whitespace()), "{inside:?}");
            end = run.range.end;
        }
        prop_assert_eq!(&found, &runs(text, base, &LOCALES));
        let isolated = isolate(text, base, &LOCALES);
        let bare = |s: &str| s.replace(is_isolate_control, "");
        prop_assert_eq!(bare(&isolated), bare(text));
        prop_assert_eq!(control_problems(&isolated).len(), control_problems(text).len());
        prop_assert_eq!(runs(&isolated, base, &LOCALES), vec![], "{:?}", isolated);
        block_locale(text, base, &LOCALES);
    }
    Ok(())
}

proptest! {
    // A failure becomes a case above, not a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn runs_of_mixtures_are_sound(text in mixture()) {
        check_properties(&text)?;
    }

    #[test]
    fn runs_of_anything_are_sound(text in "\\PC*") {
        check_properties(&text)?;
    }

    #[test]
    fn controls_never_break_the_search(text in "[aب1 (,\u{202A}-\u{202E}\u{2066}-\u{2069}\n\u{200E}\u{200F}]*") {
        check_properties(&text)?;
    }
}

#[test]
fn signs_beside_numbers_and_names_behind_arabic_letters_stay_with_them() {
    for text in [
        "من ⟦- $-5⟧ إلى ⟦- $-10⟧",
        "⟦- $-5⟧ هنا",
        "ولغة و⟦en .NET⟧ هنا",
        "المادة ⟦- §5⟧ والبند ⟦- №5⟧ و⟦- #5⟧",
        // A range has a number on both sides.
        "من ⟦- $5⟧-⟦- $10⟧",
        // What follows a telephone number is read as what follows it isolated.
        "⟦- +961 1 234567⟧-⟦- 2022٢٠٢٢⟧",
    ] {
        check("ar", text);
    }
}
