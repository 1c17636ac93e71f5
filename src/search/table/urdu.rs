//! Urdu: the letters that it has besides, and the endings of plural and oblique forms.

use super::source::Source;

pub(in crate::search::table) const SOURCE: Source = Source {
    from: 'ء',
    to: 'ۿ',
    letters: "ئي ؤو ںن ڑر ٹت ڈد گگ",
    certain: "",
    perhaps: "",
    steps: "1: ياں/2 يوں/3 يون/3 يان/3 وون/3 ون/3 ين/3 ات/3 وں/3 يں/3
1: ي/3 ا/3 ه/3",
    alone: 9,
    forms: "خبر اخبار
وزیر وزرا
ملک ممالک
کتاب کتب
حق حقوق
عالم علما
مسئلہ مسائل
رکن ارکان
فرد افراد
سبب اسباب
شاعر شعرا",
    stop: "کا کی کے کو میں سے نے پر اور ہے ہیں تھا تھی تھے یہ وہ اس ان کہ جو بھی تو ہی یا تک ایک نہیں کر کیا ہو گیا گئی لیے ساتھ",
    keys: Some(("qwertyuiop[]asdfghjkl;'zxcvbnm,./", "قوعرتےءیہپ[]اسدفگحجکل؛'زشچطبنم،۔/")),
};
