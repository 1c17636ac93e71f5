//! Arabic words -> the numbers that they are: cardinals and ordinals in all genders, cases and spellings, with and without proclitics.
//!
//! A number is a sum of terms, the greatest first, joined by و: `مليونان وثلاثمئة ألف وخمسة وعشرون`. A term is up to 999 before a word
//! of scale. Units stand before tens (`خمسة وعشرون`), and before عشر without و (`خمسة عشر`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lex::{Kind, Token, Writing};
use super::value::Value;

/// A word of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    /// 1 to 9.
    Unit(u64),
    /// Ten, alone or in eleven to nineteen.
    Ten,
    /// 20 to 90.
    Tens(u64),
    /// 100 to 900.
    Hundreds(u64),
    /// Thousand and up.
    Scale(u64),
    /// Two of a scale.
    Dual(u64),
    /// Half, third, quarter.
    Share(u64, u64),
}

/// A word as it stands in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent marks of one word")]
struct Word {
    part: Part,
    has_waw: bool,
    has_article: bool,
    is_plural: bool,
    is_sure: bool,
}

/// A number that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Read {
    /// The place behind it.
    pub next: usize,
    /// What it is.
    pub value: Value,
    /// Its terms, where it has several.
    pub terms: Vec<Value>,
    /// Whether it can hardly be anything else.
    pub is_sure: bool,
}

/// Each word with its folded forms; what stands behind `?` is no number in most of its uses.
const WORDS: &[(Part, &str)] = &[
    (Part::Unit(1), "?واحد ?واحده ?احد ?احدي ?حادي ?حاديه ?اول ?اولي"),
    (Part::Unit(2), "?اثنان ?اثنين ?اثنتان ?اثنتين ?اثنا ?اثني ?اثنتا ?اثنتي ?ثاني ?ثانيه ?ثان"),
    (Part::Unit(3), "ثلاثه ثلاث ?ثلاثا ?ثالث ?ثالثه"),
    (Part::Unit(4), "اربعه اربع ?اربعا ?رابع ?رابعه"),
    (Part::Unit(5), "خمسه خمس ?خمسا ?خامس ?خامسه"),
    (Part::Unit(6), "سته ست ?ستا ?سادس ?سادسه"),
    (Part::Unit(7), "سبعه ?سبع ?سبعا ?سابع ?سابعه"),
    (Part::Unit(8), "ثمانيه ثماني ثمان ?ثمانيا ?ثامن ?ثامنه"),
    (Part::Unit(9), "تسعه ?تسع ?تسعا ?تاسع ?تاسعه"),
    (Part::Ten, "عشره ?عشر ?عشرا ?عاشر ?عاشره"),
    (Part::Tens(20), "عشرون عشرين"),
    (Part::Tens(30), "ثلاثون ثلاثين"),
    (Part::Tens(40), "اربعون اربعين"),
    (Part::Tens(50), "خمسون خمسين"),
    (Part::Tens(60), "ستون ستين"),
    (Part::Tens(70), "سبعون سبعين"),
    (Part::Tens(80), "ثمانون ثمانين"),
    (Part::Tens(90), "تسعون تسعين"),
    (Part::Hundreds(100), "?ميه ?مايه"),
    (Part::Hundreds(200), "ميتان ميتين ميتا ميتي مايتان مايتين مايتا مايتي"),
    (Part::Hundreds(300), "ثلاثميه ثلاثمايه"),
    (Part::Hundreds(400), "اربعميه اربعمايه"),
    (Part::Hundreds(500), "خمسميه خمسمايه"),
    (Part::Hundreds(600), "ستميه ستمايه"),
    (Part::Hundreds(700), "سبعميه سبعمايه"),
    (Part::Hundreds(800), "ثمانميه ثمانمايه ثمانيميه ثمانيمايه"),
    (Part::Hundreds(900), "تسعميه تسعمايه"),
    (Part::Scale(1000), "?الف ?الفا ?الاف"),
    (Part::Dual(1000), "الفان الفين ?الفي"),
    (Part::Scale(1_000_000), "مليون مليونا ?ملايين"),
    (Part::Dual(1_000_000), "مليونان مليونين مليوني"),
    (Part::Scale(1_000_000_000), "مليار مليارا ?مليارات بليون بليونا ?بلايين ?بليونات"),
    (Part::Dual(1_000_000_000), "ملياران مليارين ملياري بليونان بليونين"),
    (Part::Scale(1_000_000_000_000), "تريليون تريليونا ?تريليونات ترليون ترليونا ?ترليونات"),
    (Part::Dual(1_000_000_000_000), "تريليونان تريليونين ترليونان ترليونين"),
    (Part::Share(1, 2), "?نصف"),
    (Part::Share(1, 3), "?ثلث"),
    (Part::Share(2, 3), "?ثلثان ?ثلثين ?ثلثا ?ثلثي"),
    (Part::Share(1, 4), "?ربع ?ربعا"),
];

static FORMS: LazyLock<BTreeMap<&str, (Part, bool)>> = LazyLock::new(|| {
    let forms = WORDS.iter().flat_map(|(part, forms)| forms.split(' ').map(move |form| (*part, form)));
    forms.map(|(part, form)| (form.trim_start_matches('?'), (part, !form.starts_with('?')))).collect()
});

/// Words that only look like a number behind a proclitic: I am not.
const NEVER: [&str; 5] = ["لست", "ولست", "فلست", "الست", "لسته"];

/// What is left of a folded word without its proclitics, with whether و and the article stood there.
pub(super) fn stems(folded: &str) -> impl Iterator<Item = (&str, bool, bool)> {
    let bare = |word: &'_ str| word.strip_prefix(['ب', 'ل', 'ك']).map(str::len);
    let cut = move |word: &'_ str| [Some(word.len()), bare(word)];
    let first = [(folded, false)].into_iter().chain(folded.strip_prefix(['و', 'ف']).map(|rest| (rest, folded.starts_with('و'))));
    first.flat_map(move |(word, has_waw)| {
        cut(word).into_iter().flatten().flat_map(move |length| {
            let rest = &word[word.len() - length..];
            let article = rest.strip_prefix("ال").or_else(|| if length < word.len() { rest.strip_prefix('ل') } else { None });
            [Some((rest, has_waw, false)), article.map(|rest| (rest, has_waw, true))].into_iter().flatten()
        })
    })
}

fn word(tokens: &[Token<'_>], at: usize) -> Option<Word> {
    let folded = tokens.get(at)?.word(Writing::Arabic)?;
    // `لست سنوات`: for six years.
    let counts = tokens.get(at + 1).is_some_and(|next| next.folded.ends_with("ات") && !next.folded.starts_with("ال"));
    if NEVER.contains(&folded) && !counts {
        return None;
    }
    stems(folded).find_map(|(stem, has_waw, has_article)| {
        FORMS.get(stem).map(|(part, is_known)| {
            let is_plural = matches!(part, Part::Scale(_)) && (stem.ends_with("ات") || matches!(stem, "الاف" | "ملايين" | "بلايين"));
            // A bare consonant behind لـ or كـ is more often another word.
            let is_sure = *is_known && (stem.chars().count() > 2 || stem.len() == folded.len() || has_waw);
            Word { part: *part, has_waw, has_article, is_plural, is_sure }
        })
    })
}

/// Whether a word may be two of a scale in the genitive (`مليارا دولار`) as well as one in the accusative.
pub(super) fn may_be_dual(folded: &str) -> bool {
    stems(folded).any(|(stem, _, _)| matches!(stem, "مليونا" | "مليارا" | "بليونا" | "تريليونا" | "ترليونا"))
}

/// Reads words of numbers from a place on; `head` is a number in digits that ends there.
pub(super) fn read(tokens: &[Token<'_>], at: usize, head: Option<Value>) -> Option<Read> {
    let mut sum = Sum { tokens, terms: Vec::new(), last: u64::MAX, is_sure: false };
    let mut next = match head {
        Some(value) => sum.scaled(value, at)?,
        None => sum.term(at, false)?,
    };
    while let Some(end) = sum.term(next, true) {
        next = end;
    }
    next = sum.behind(next).unwrap_or(next);
    let value = sum.terms.iter().try_fold(Value::whole(0), |sum, term| sum.plus(*term))?;
    let terms = if sum.terms.len() > 1 { sum.terms } else { Vec::new() };
    Some(Read { next, value, is_sure: sum.is_sure || !terms.is_empty(), terms })
}

struct Sum<'a> {
    tokens: &'a [Token<'a>],
    terms: Vec<Value>,
    /// The scale of the last term: the next one is smaller.
    last: u64,
    is_sure: bool,
}

impl Sum<'_> {
    /// The word at a place, if nothing but a space stands before it.
    fn word(&self, at: usize) -> Option<Word> {
        word(self.tokens, at)
    }

    /// The word at a place behind a number. `وأحد` is written as `واحد` is.
    fn following(&self, at: usize) -> Option<Word> {
        let is_eleven = matches!(self.tokens.get(at)?.folded.as_str(), "واحد" | "واحدي");
        self.word(at).map(|word| Word { has_waw: word.has_waw || is_eleven, ..word })
    }

    /// One more term; the place behind it.
    fn term(&mut self, at: usize, follows: bool) -> Option<usize> {
        // `و200`: the letter is a word of its own before digits.
        if follows
            && let (Some(waw), Some(digits)) = (self.tokens.get(at), self.tokens.get(at + 1))
            && waw.word(Writing::Arabic) == Some("و")
            && digits.is_glued()
            && self.last < u64::MAX
            && let Some(value) = digits.digits().and_then(Value::parse)
        {
            let end = at + 2;
            let is_joined = self.tokens.get(end).is_some_and(|t| {
                t.is_glued()
                    && matches!(t.kind, Kind::Sign(c) if ",.٫٬-–/:".contains(c))
                    && self.tokens.get(end + 1).is_some_and(|t| t.is_glued() && t.digits().is_some())
            });
            let scale =
                self.word(end).filter(|w| !w.has_waw).and_then(|w| if let Part::Scale(n) = w.part { Some(n) } else { None });
            let (value, end) = match scale {
                Some(scale) => (value.times(scale)?, end + 1),
                None => (value, end),
            };
            return (!is_joined && value < Value::whole(self.last)).then(|| {
                self.terms.push(value);
                self.last = scale.unwrap_or(1);
                end
            });
        }
        let first = if follows { self.following(at) } else { self.word(at) }?;
        if follows && (!first.has_waw || self.last == 1) {
            return None;
        }
        if let Part::Share(over, under) = first.part {
            return self.share(at, over, under, follows);
        }
        let (value, next) = match first.part {
            Part::Scale(_) => (1, at),
            Part::Dual(scale) => {
                let value = Value::whole(2 * scale);
                return self.add(value, scale, first.is_sure, at + 1);
            }
            Part::Unit(_) | Part::Ten | Part::Tens(_) | Part::Hundreds(_) => self.below_thousand(at)?,
            Part::Share(..) => return None,
        };
        let is_sure = next > at + 1 || (first.is_sure && next > at);
        let bare = Value::whole(value);
        // `ثلاثة أرباع المليون`
        if self.tokens.get(next).and_then(|t| t.word(Writing::Arabic)) == Some("ارباع") {
            return self.share(next, value, 4, follows);
        }
        match self.scaled_from(bare, next) {
            Some((scaled, scale, end)) if next > at => self.add(scaled, scale, true, end),
            Some((scaled, scale, end)) => {
                let is_sure = end > at + 1 || (first.is_sure && !first.is_plural);
                self.add(scaled, scale, is_sure, end)
            }
            // A small number behind a scale ends the sum.
            None => self.add(bare, 1, is_sure, next),
        }
    }

    /// `السابع بعد المئة`: what an ordinal is added to stands behind it.
    fn behind(&mut self, at: usize) -> Option<usize> {
        let is_after = self.tokens.get(at)?.word(Writing::Arabic) == Some("بعد");
        let Word { part, has_article: true, .. } = self.word(at + 1).filter(|_| is_after && self.terms.len() == 1)? else {
            return None;
        };
        let (Part::Hundreds(whole) | Part::Scale(whole)) = part else { return None };
        let sum = self.terms[0].plus(Value::whole(whole))?;
        (self.terms[0] < Value::whole(100)).then(|| {
            self.terms[0] = sum;
            at + 2
        })
    }

    fn add(&mut self, value: Value, scale: u64, is_sure: bool, next: usize) -> Option<usize> {
        if value >= Value::whole(self.last) && self.last < u64::MAX {
            return None;
        }
        self.is_sure |= is_sure;
        self.terms.push(value);
        self.last = scale;
        Some(next)
    }

    /// A number in digits before words of scale.
    fn scaled(&mut self, value: Value, at: usize) -> Option<usize> {
        let (value, scale, next) = self.scaled_from(value, at)?;
        self.add(value, scale, true, next)
    }

    /// The words of scale at a place: `ألف`, `ألف مليون`, `مئة ألف`.
    fn scaled_from(&self, value: Value, at: usize) -> Option<(Value, u64, usize)> {
        let (mut value, mut next, mut scale) = (value, at, 1_u64);
        while let Some(word) = self.word(next).filter(|word| !word.has_waw || next == at) {
            let Part::Scale(n) = word.part else { break };
            if word.has_waw && self.terms.is_empty() && value != Value::whole(1) {
                break;
            }
            value = value.times(n)?;
            scale = scale.checked_mul(n)?;
            next += 1;
        }
        (next > at).then_some((value, scale, next))
    }

    /// Up to 999.
    fn below_thousand(&self, at: usize) -> Option<(u64, usize)> {
        let first = self.word(at)?;
        let (hundreds, next) = match first.part {
            Part::Hundreds(n) => (n, at + 1),
            Part::Unit(n) => match self.word(at + 1) {
                Some(Word { part: Part::Hundreds(100), has_waw: false, has_article, .. }) if n > 2 && !has_article => {
                    (n * 100, at + 2)
                }
                _ => return self.below_hundred(at),
            },
            Part::Ten | Part::Tens(_) => return self.below_hundred(at),
            Part::Scale(_) | Part::Dual(_) | Part::Share(..) => return None,
        };
        match self.following(next).filter(|word| word.has_waw).and_then(|_| self.below_hundred(next)) {
            Some((rest, end)) => Some((hundreds + rest, end)),
            None => Some((hundreds, next)),
        }
    }

    fn below_hundred(&self, at: usize) -> Option<(u64, usize)> {
        match (self.word(at)?.part, self.word(at + 1)) {
            (Part::Unit(n), Some(Word { part: Part::Ten, has_waw: false, has_article: false, .. })) => Some((10 + n, at + 2)),
            (Part::Unit(n), Some(Word { part: Part::Tens(tens), has_waw: true, .. })) => Some((tens + n, at + 2)),
            (Part::Unit(n) | Part::Tens(n), _) => Some((n, at + 1)),
            (Part::Ten, _) => Some((10, at + 1)),
            (Part::Hundreds(_) | Part::Scale(_) | Part::Dual(_) | Part::Share(..), _) => None,
        }
    }

    /// `نصف مليون`, and behind a scale `ونصف`, `ونصف المليون`.
    fn share(&mut self, at: usize, over: u64, under: u64, follows: bool) -> Option<usize> {
        let scale = |at: usize| match self.word(at) {
            Some(Word { part: Part::Scale(n), has_waw: false, is_plural: false, .. }) => Some(n),
            _ => None,
        };
        let of = scale(at + 1);
        if !follows {
            let of = of?;
            return self.add(Value::whole(of).by(over, under)?, 1, true, at + 2);
        }
        let unit = if self.last == u64::MAX { 1 } else { self.last };
        let value = Value::whole(unit).by(over, under)?;
        self.terms.push(value);
        self.last = 1;
        Some(if of == Some(unit) { at + 2 } else { at + 1 })
    }
}
