//! English words -> the numbers that they are: cardinals, ordinals, halves and quarters of a scale, digits before words of scale.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::arabic::Read;
use super::lex::{Token, Writing};
use super::value::Value;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    /// 1 to 9.
    Unit(u64),
    /// 10 to 19.
    Teen(u64),
    /// 20 to 90.
    Tens(u64),
    Hundred,
    /// Thousand and up; a dozen.
    Scale(u64),
    /// Half, quarter.
    Share(u64, u64),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Word {
    part: Part,
    /// First, twentieth, hundredth: nothing follows it.
    is_ordinal: bool,
    is_plural: bool,
    is_sure: bool,
}

const CARDINALS: &[(Part, &str)] = &[
    (Part::Unit(1), "?one"),
    (Part::Unit(2), "?two"),
    (Part::Unit(3), "three"),
    (Part::Unit(4), "four"),
    (Part::Unit(5), "five"),
    (Part::Unit(6), "six"),
    (Part::Unit(7), "seven"),
    (Part::Unit(8), "eight"),
    (Part::Unit(9), "nine"),
    (Part::Teen(10), "ten"),
    (Part::Teen(11), "eleven"),
    (Part::Teen(12), "twelve"),
    (Part::Teen(13), "thirteen"),
    (Part::Teen(14), "fourteen"),
    (Part::Teen(15), "fifteen"),
    (Part::Teen(16), "sixteen"),
    (Part::Teen(17), "seventeen"),
    (Part::Teen(18), "eighteen"),
    (Part::Teen(19), "nineteen"),
    (Part::Tens(20), "twenty"),
    (Part::Tens(30), "thirty"),
    (Part::Tens(40), "forty"),
    (Part::Tens(50), "fifty"),
    (Part::Tens(60), "sixty"),
    (Part::Tens(70), "seventy"),
    (Part::Tens(80), "eighty"),
    (Part::Tens(90), "ninety"),
    (Part::Hundred, "?hundred ?hundreds"),
    (Part::Scale(12), "?dozen"),
    (Part::Scale(1000), "?thousand ?thousands"),
    (Part::Scale(1_000_000), "million mn mln ?millions"),
    (Part::Scale(100_000), "lakh ?lakhs"),
    (Part::Scale(10_000_000), "crore ?crores"),
    (Part::Scale(1_000_000_000), "billion bn bln ?billions"),
    (Part::Scale(1_000_000_000_000), "trillion tn trn ?trillions"),
    (Part::Share(1, 2), "?half"),
    (Part::Share(1, 4), "?quarter ?quarters"),
    (Part::Share(1, 3), "?third ?thirds"),
];

const ORDINALS: &[(Part, &str)] = &[
    (Part::Unit(1), "?first"),
    (Part::Unit(2), "?second"),
    (Part::Unit(3), "?third"),
    (Part::Unit(4), "?fourth"),
    (Part::Unit(5), "?fifth"),
    (Part::Unit(6), "?sixth"),
    (Part::Unit(7), "?seventh"),
    (Part::Unit(8), "?eighth"),
    (Part::Unit(9), "?ninth"),
    (Part::Teen(10), "?tenth"),
    (Part::Teen(11), "eleventh"),
    (Part::Teen(12), "twelfth"),
    (Part::Teen(13), "thirteenth"),
    (Part::Teen(14), "fourteenth"),
    (Part::Teen(15), "fifteenth"),
    (Part::Teen(16), "sixteenth"),
    (Part::Teen(17), "seventeenth"),
    (Part::Teen(18), "eighteenth"),
    (Part::Teen(19), "nineteenth"),
    (Part::Tens(20), "twentieth"),
    (Part::Tens(30), "thirtieth"),
    (Part::Tens(40), "fortieth"),
    (Part::Tens(50), "fiftieth"),
    (Part::Tens(60), "sixtieth"),
    (Part::Tens(70), "seventieth"),
    (Part::Tens(80), "eightieth"),
    (Part::Tens(90), "ninetieth"),
    (Part::Hundred, "?hundredth"),
    (Part::Scale(1000), "?thousandth"),
];

static FORMS: LazyLock<BTreeMap<&str, Word>> = LazyLock::new(|| {
    let mut all = BTreeMap::new();
    // `third` is an ordinal before it is a share.
    for (list, is_ordinal) in [(CARDINALS, false), (ORDINALS, true)] {
        for (part, forms) in list {
            for form in forms.split(' ') {
                let name = form.trim_start_matches('?');
                let is_plural = !is_ordinal && name.ends_with('s') && !matches!(part, Part::Unit(_));
                all.insert(name, Word { part: *part, is_ordinal, is_plural, is_sure: !form.starts_with('?') });
            }
        }
    }
    all
});

fn word(token: Option<&Token<'_>>) -> Option<Word> {
    FORMS.get(token?.word(Writing::Latin)?).copied()
}

/// Reads words of numbers from a place on; `head` is a number in digits that ends there.
pub(super) fn read(tokens: &[Token<'_>], at: usize, head: Option<Value>) -> Option<Read> {
    let words = Words { tokens };
    if head.is_none()
        && let Some(read) = words.share(at, 1)
    {
        return Some(read);
    }
    let mut next = at;
    let mut sum = Sum {
        words,
        total: Value::whole(0),
        terms: Vec::new(),
        current: head,
        room: if head.is_some() { 0 } else { 1000 },
        last_scale: u64::MAX,
        count: 0,
        is_sure: false,
        is_behind: head.is_some(),
    };
    if head.is_none() && matches!(words.text(at), Some("a" | "an")) {
        words.scale(at + 1)?;
        (sum.current, sum.room, sum.is_behind, next) = (Some(Value::whole(1)), 0, true, at + 1);
    }
    loop {
        match sum.step(next)? {
            Step::On(place) => next = place,
            Step::Last(place) => {
                next = place;
                break;
            }
            Step::Share(read) => return Some(read),
            Step::End => break,
        }
    }
    sum.read(next)
}

/// The words of a text.
#[derive(Clone, Copy)]
struct Words<'a> {
    tokens: &'a [Token<'a>],
}

impl Words<'_> {
    fn text(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).and_then(|token| token.word(Writing::Latin))
    }

    fn word(&self, at: usize) -> Option<Word> {
        word(self.tokens.get(at))
    }

    /// Behind a hyphen or a space: `twenty-five`, `half-million`.
    fn after(&self, at: usize) -> usize {
        if self.tokens.get(at).is_some_and(|token| token.is('-') && token.is_glued()) { at + 1 } else { at }
    }

    fn scale(&self, at: usize) -> Option<u64> {
        match self.word(at)? {
            Word { part: Part::Scale(n), is_plural: false, .. } => Some(n),
            Word { part: Part::Hundred, is_plural: false, .. } => Some(100),
            Word { .. } => None,
        }
    }

    /// `half a million`, `a third of a million`, `three quarters of a million`.
    fn share(&self, at: usize, times: u64) -> Option<Read> {
        let (over, under) = match (self.text(at)?, self.word(at)?.part) {
            (_, Part::Share(over, under)) => (over, under),
            ("third", _) => (1, 3),
            ("fifth", _) => (1, 5),
            ("tenth", _) => (1, 10),
            _ => return None,
        };
        let mut next = self.after(at + 1);
        next += usize::from(self.text(next) == Some("of"));
        next += usize::from(matches!(self.text(next), Some("a" | "an" | "one")));
        let scale = self.scale(next).filter(|scale| *scale >= 100)?;
        let value = Value::whole(scale).by(over * times, under)?;
        Some(Read { next: next + 1, value, terms: Vec::new(), is_sure: true })
    }
}

/// What became of a word.
enum Step {
    /// The number goes on behind it.
    On(usize),
    /// It ends behind it.
    Last(usize),
    /// It is a share of a scale.
    Share(Read),
    /// It ended before.
    End,
}

/// A number in the making.
struct Sum<'a> {
    words: Words<'a>,
    total: Value,
    terms: Vec<Value>,
    /// The group before its word of scale.
    current: Option<Value>,
    /// What may follow within the group: less than this.
    room: u64,
    last_scale: u64,
    count: usize,
    is_sure: bool,
    /// Whether something stands before the first word: digits, or an article.
    is_behind: bool,
}

impl Sum<'_> {
    fn step(&mut self, next: usize) -> Option<Step> {
        let mut place = if self.count > 0 || self.is_behind { self.words.after(next) } else { next };
        let has_and = self.count > 0 && self.words.text(place) == Some("and");
        if has_and {
            place += 1;
            // `two and a half million`, `one and a half`.
            if let (Some("a"), Some(Word { part: Part::Share(over, under), .. }), Some(value)) =
                (self.words.text(place), self.words.word(place + 1), self.current)
            {
                self.current = value.plus(Value::part(over, under));
                (self.is_sure, self.room) = (true, 0);
                return Some(Step::On(place + 2));
            }
            if self.room < 100 || (self.last_scale == u64::MAX && self.room != 100) {
                return Some(Step::End);
            }
        }
        let Some(word) = self.words.word(place) else { return Some(Step::End) };
        let is_first = self.count == 0 && !self.is_behind;
        if !self.group(word) {
            match word.part {
                Part::Share(..) if self.count == 1 && self.current.is_some() => {
                    let times = self.current.and_then(|value| value.text().parse().ok()).unwrap_or(1);
                    return Some(self.words.share(place, times).map_or(Step::End, Step::Share));
                }
                Part::Hundred if !has_and && self.hundred() => {}
                Part::Scale(scale) if !has_and && scale < self.last_scale && (self.current.is_some() || self.count == 0) => {
                    let value = self.current.take().unwrap_or(Value::whole(1)).times(scale)?;
                    self.total = self.total.plus(value)?;
                    self.terms.push(value);
                    self.last_scale = scale;
                    self.room = if scale == 12 { 0 } else { 1000 };
                }
                Part::Scale(_) | Part::Hundred | Part::Unit(_) | Part::Teen(_) | Part::Tens(_) | Part::Share(..) => {
                    return Some(Step::End);
                }
            }
        }
        self.is_sure = !is_first || (word.is_sure && !word.is_plural);
        self.count += 1;
        let ends = word.is_ordinal || (word.is_plural && is_first);
        Some(if ends { Step::Last(place + 1) } else { Step::On(place + 1) })
    }

    /// Adds a word below a hundred, if there is room for it.
    fn group(&mut self, word: Word) -> bool {
        let (value, room) = match word.part {
            Part::Unit(n) if self.room > n => (n, 0),
            Part::Teen(n) if self.room >= 100 => (n, 0),
            Part::Tens(n) if self.room >= 100 => (n, 10),
            Part::Unit(_) | Part::Teen(_) | Part::Tens(_) | Part::Hundred | Part::Scale(_) | Part::Share(..) => return false,
        };
        self.room = if word.is_ordinal { 0 } else { room };
        let value = Value::whole(value);
        self.current = self.current.map_or(Some(value), |current| current.plus(value));
        true
    }

    /// So many hundreds.
    fn hundred(&mut self) -> bool {
        let hundreds = match self.current {
            Some(value) => Some(value).filter(|value| *value < Value::whole(100)),
            None => Some(Value::whole(1)).filter(|_| self.count == 0),
        };
        let Some(value) = hundreds.and_then(|value| value.times(100)) else { return false };
        (self.current, self.room) = (Some(value), 100);
        true
    }

    fn read(mut self, next: usize) -> Option<Read> {
        if self.count == 0 {
            return None;
        }
        if let Some(value) = self.current {
            self.total = self.total.plus(value)?;
            if !self.terms.is_empty() {
                self.terms.push(value);
            }
        }
        let terms = if self.terms.len() > 1 { self.terms } else { Vec::new() };
        Some(Read { next, value: self.total, terms, is_sure: self.is_sure })
    }
}
