//! Hebrew: the letters of service before a word, plurals and possessives after it. Final letters are those of every table.

use super::source::Source;

pub(in crate::search::table) const SOURCE: Source = Source {
    from: 'א',
    to: 'ת',
    letters: "",
    certain: "",
    perhaps: "ו\nש כש\nב כ ל מ\nה",
    steps: "1: יהמ/3 יכמ/3 ותיו/3 ותיה/3 יימ/3 ימ/2 ות/2 ית/3 יה/3 יו/3 נו/3 הו/3
1: ה/2 ת/3 י/3",
    alone: 3,
    forms: "ממשלה ממשלות
איש אנשים
אישה נשים
אישה אשה
בית בתים
עיר ערים
בן בנים
בת בנות
יום ימים
שנה שנים
שנה שנות
אב אבות
מקום מקומות
רחוב רחובות",
    stop: "של את על עם אל מן זה זו זאת הוא היא הם הן אני אתה לא כי אם גם או אבל רק כל יש אין היה הייתה היו אשר כן כך מה מי בין לפני אחרי",
    keys: Some(("qwertyuiop[]asdfghjkl;'zxcvbnm,./", "/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ.")),
};
