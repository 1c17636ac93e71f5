//! Parts that are foreign from end to end, numbers of names, ranges, signs and addresses.

use unicode_bidi::{BidiInfo, Level};

use super::{LOCALES, base, check};
use crate::locale::bidi::{is_isolate_control, isolate, runs_of};

#[test]
fn a_part_that_is_foreign_keeps_its_closing_mark() {
    for text in [
        "⟦en Who wrote this?⟧",
        "⟦en Really!⟧",
        "⟦en Is it?!⟧",
        "⟦en Wait…⟧",
        "⟦en ...and then?⟧",
        "⟦en Sources:⟧",
        "⟦en The list (2019)⟧",
        "⟦en “Shut the door.”⟧",
        "⟦en [sic]⟧",
        "⟦en Budget 2024 (3.5%).⟧",
        "⟦en Apple, Google, and Meta.⟧",
        "⟦en Use \u{FFFC}⟧",
        "⟦en It prints one page a day.⟧",
        "— ⟦en Kofi Annan⟧",
        "⟦en Really⟧؟",
        "⟦en Apple⟧، ⟦en Google⟧.",
        "⟦en Windows⟧ ١١.",
        "قال \"⟦en Shut the door.⟧\" ثم مضى",
        "قال «⟦en Shut the door!⟧» ثم مضى",
        "قال “⟦en Shut the door.⟧” ثم مضى",
        "قال „⟦en Mach zu.⟧“ ثم مضى",
        "قال ‘⟦en Shut the door.⟧’ ثم مضى",
        "قال '⟦en Shut the door.⟧' ثم مضى",
        "قال ”⟦en Shut the door.⟧” ثم مضى",
        "قال ‹⟦en Shut it.⟧› ثم مضى",
        "كما كتب (⟦en Klein et al., 2020⟧).",
        "كتب [⟦en Why not?⟧] ثم",
        "فيلم «⟦en 2001: A Space Odyssey⟧» قديم",
        "قال «نعم، ⟦en Really⟧?» ثم",
        "هل ⟦en what is GDP⟧? نعم",
    ] {
        check("ar", text);
    }
    check("he", "⟦en Who wrote this?⟧");
    check("he", "שאל \"⟦en Who wrote this?⟧\" והלך");
    check("he", "צה\"ל אמר ⟦en yes⟧. כן");
    for text in [
        "⟦ar من كتب هذا؟⟧",
        "⟦ar نعم!⟧",
        "⟦ar «نعم.»⟧",
        "⟦ar عام 2022.⟧",
        "he asked “⟦ar لماذا؟⟧” twice",
        "he said (⟦ar نعم.⟧) twice",
        "he said “⟦ar نعم⟧ yes.” twice",
        "he said ⟦ar نعم⟧.",
    ] {
        check("en", text);
    }
}

#[test]
fn elements_keep_their_closing_mark() {
    #[track_caller]
    fn check(text: &str, element: &str, expect: &[&str]) {
        let start = text.find(element).expect("the element is in the text");
        let range = start..start + element.len();
        let found = runs_of(text, std::slice::from_ref(&range), base("ar"), &LOCALES);
        assert_eq!(found.into_iter().map(|run| &text[run.range]).collect::<Vec<_>>(), expect);
    }
    check("ثم كتاب Where to now? بعدها", "Where to now?", &["Where to now?"]);
    check("ثم كتاب Where to now? Here بعدها", "Where to now?", &["Where to now? Here"]);
    check("ثم GDP: هو الناتج", "GDP:", &["GDP"]);
    check("ثم قال نعم Really? بعدها", "نعم Really?", &["Really"]);
    check("ثم C++ بعدها", "C", &["C++"]);
}

#[test]
fn numbers_and_signs_of_a_name_are_in_its_run() {
    for text in [
        "مبادرة ⟦en 24 Pull Requests⟧ السنوية",
        "كتاب ⟦en Palestine + 100⟧ الصادر",
        "كتاب ⟦en 100 + Palestine⟧ الصادر",
        "قمة ⟦en G7 & G20⟧ و⟦en G7 & 20⟧ هنا",
        "طائرة ⟦en F-16⟧ ومغني ⟦en 50 Cent⟧ هنا",
        "فيلم ⟦en 12 Angry Men⟧ هنا",
        "بتوقيت ⟦en UTC +3⟧ هنا",
        "بتوقيت ⟦en GMT+3⟧ هنا",
        "جائحة ⟦en COVID -19⟧ انتهت",
        "سعة ⟦en 3-5 GB⟧ و⟦en 3–5 GB⟧ هنا",
        "المواد ⟦en Articles 5–7⟧ من",
        "تقرير ⟦en World Bank (2019-2023)⟧ في",
        "دالة ⟦en len()⟧ و⟦en a[]⟧ و⟦en f()()⟧ و⟦en foo(bar)⟧.",
        "تعيد ⟦en len()⟧؟",
        "عام 2022 ⟦en IMF⟧ قال",
        "نما ⟦en GDP⟧ ⟦- 3.5%⟧ هذا العام",
        "وقالت ⟦en CNN⟧ - 5 قتلى",
    ] {
        check("ar", text);
    }
}

#[test]
fn ranges_run_as_the_text_does() {
    for text in [
        "خطة (1961-1970) ثم خطة (1961–1970)، خلال 3-5 أسابيع",
        "خطة 1961−1970 وموسم 2010-11 ونحو 1,000-2,000 شخص",
        "خطة ١٩٦١-١٩٧٠ و۱۹۶۱-۱۹۷۰ و١٩٦١–١٩٧٠",
        "بين ⟦- 3.5%⟧-⟦- 4.2%⟧ و⟦- 10:30⟧-⟦- 11:45⟧ هنا",
        "الفرق ⟦- 5−3⟧ هنا",
        "في شهر ⟦- 2024-08⟧ وتاريخ ⟦- 2024-08-28⟧ هنا",
        "رمز ⟦- 1-2-3⟧ وإصدار ⟦- 2.3.1-4⟧ هنا",
        // Without a letter of Arabic before them the hyphen would make one number of both.
        "⟦- 1961⟧-⟦- 1970⟧ خطة",
        "⟦- ۱۹۶۱⟧-⟦- ۱۹۷۰⟧ خطة",
        "١٩٦١-١٩٧٠ خطة",
        "1961–1970 خطة",
    ] {
        check("ar", text);
    }
    check("he", "בשנים ⟦- 1961⟧-⟦- 1970⟧ כאן");
    check("he", "בשנים 1961–1970 כאן");
}

#[test]
fn a_hyphen_is_a_minus_only_where_nothing_is_joined() {
    for text in [
        "وكوفيد -19 انتهى",
        "وكوفيد-19 وإف-16 وإف -16 تبقى",
        "بين ⟦- −10⟧ و⟦- −5⟧ درجات، وبين ⟦- -10⟧ و⟦- -5⟧ درجات",
        "حرارة ⟦- -5⟧ درجات",
        "حرارة ⟦- -5⟧ و⟦- +3⟧ هنا",
        "نمو ⟦- -3.5⟧ و⟦- -2%⟧ هنا",
        "كان و⟦- <5⟧ و⟦- >5⟧ وب⟦- ±3⟧ و⟦- ≤7⟧ و⟦- ~8⟧ هنا",
        "كان و⟦en −5°C⟧ هنا",
        "(⟦- -5⟧) ثم ⟦- -7⟧ نقاط",
        "⟦- -5⟧",
        "بین ⟦- −۱۰⟧ و ⟦- −۵⟧ و ⟦- -۵⟧ درجه",
        "بين −١٠ و−٥ درجات",
    ] {
        check("ar", text);
    }
    check("he", "ב -17 במאי");
    check("he", "בין ⟦- -10⟧ ל-5 מעלות");
    check("he", "בערך ⟦- −5⟧ מעלות ו-5 אחרים");
}

#[test]
fn percent_signs_are_on_one_side_everywhere() {
    for text in ["نسبة ⟦- 36%⟧ و⟦- 36٪⟧", "⟦- 36%⟧", "⟦- 36٪⟧", "نسبة %36 هنا", "%⟦- 36⟧", "نسبة ۵٪ هنا", "⟦- ۵⟧٪", "٥٪"]
    {
        check("ar", text);
    }
}

#[test]
fn closing_marks_stay_outside_addresses() {
    for mark in ["۔", "؟", "،", "﴿", "–", "—", "›", "»", "。", "！", "…", "؛"] {
        check("ar", &format!("زر ⟦- https://a.org/x⟧{mark} ثم"));
    }
    check("he", "ראו ⟦- https://a.org/x⟧״ כאן");
}

/// A range reads alike whatever joins its ends, whatever stands before it, and in every right-to-left language.
#[test]
fn ranges_are_alike_on_the_screen() {
    for tag in ["ar", "he"] {
        let word = if tag == "ar" { "بين " } else { "בין " };
        for (from, to) in [("1961", "1970"), ("3", "5"), ("١٩٦١", "١٩٧٠"), ("۱۹۶۱", "۱۹۷۰"), ("3.5%", "4.2%")] {
            for before in ["", "(", word, "GDP، "] {
                for dash in ["-", "–", "−"] {
                    let text = format!("{before}{from}{dash}{to} {word}");
                    let isolated = isolate(&text, base(tag), &LOCALES);
                    let info = BidiInfo::new(&isolated, Some(Level::rtl()));
                    let line = info.reorder_line(&info.paragraphs[0], 0..isolated.len()).replace(is_isolate_control, "");
                    assert!(line.contains(&format!("{to}{dash}{from}")), "{text}: {line}");
                }
            }
        }
    }
}
