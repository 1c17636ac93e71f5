//! A text in, what it says in numbers out: digits in every notation, words in Arabic and English, months, decades and Hijri dates,
//! each with all that it may mean: for comparing what two languages say where one has a word and the other a digit.
//!
//! 1. `lex` makes tokens.
//! 2. `cluster` reads digits with the signs between them, `digits` with the words and signs behind them.
//! 3. `arabic` and `english` read words, also behind digits (`700 ألف`).
//! 4. `dates` reads months and Hijri dates.
//! 5. What hints at a number (both, a decade, the dual) is kept as well, but never asked for.
//!
//! Words of a run in a foreign script are read in Arabic or English, and not asked for either.

mod arabic;
mod cluster;
pub mod dates;
mod digits;
mod english;
mod lex;
mod tables;
#[cfg(test)]
mod tests;
mod value;

use std::ops::Range;
use std::sync::LazyLock;

use super::Locale;
use arabic::Read;
use cluster::Signs;
use lex::{Before, Kind, Token, Writing, tokens};
use value::Value;

/// How surely something is a number that the other language must have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Trust {
    /// Written in digits.
    Digits,
    /// Words that can hardly mean anything else.
    Words,
    /// Part of a name: `COVID-19`.
    Name,
    /// A date or a month of the Hijri calendar: the other language may have the Gregorian one.
    Hijri,
    /// Third to tenth: the other language may say it without a number.
    Ordinal,
    /// A word that may be a number, or hints at one.
    Maybe,
}

/// A number or a month in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it may mean, the likeliest first: `1234.5`, `m2` for February.
    pub readings: Vec<String>,
    /// What it may mean apart, each part with its readings: `2,5` may be two numbers.
    pub parts: Vec<Vec<String>>,
    /// How surely it is one.
    pub trust: Trust,
}

/// Whether the words for numbers of a language are known.
pub fn knows_numbers(locale: &Locale) -> bool {
    tables::is_arabic(locale) || tables::is_english(locale)
}

/// How words and digits of a text are read.
#[derive(Debug)]
struct Grammar {
    is_arabic: bool,
    is_english: bool,
    /// The script of the language: words of another are foreign.
    writes: Writing,
    signs: Signs,
    /// The names of the twelve months, folded, word by word.
    months: Vec<(u8, Vec<String>)>,
    /// Those of runs in another script.
    foreign_months: Vec<(u8, Vec<String>)>,
    /// Those of the Hijri year in Arabic and English.
    hijri_months: Vec<(u8, Vec<String>)>,
    /// Whether a year may be one of the solar calendar.
    is_solar: bool,
}

/// The words of a language, made once for many texts.
#[derive(Debug)]
pub struct Speller<'a> {
    locale: &'a Locale,
    grammar: Grammar,
}

impl<'a> Speller<'a> {
    /// Gathers the words of a language.
    pub fn new(locale: &'a Locale) -> Self {
        let grammar = Grammar {
            is_arabic: tables::is_arabic(locale),
            is_english: tables::is_english(locale),
            writes: tables::writes(locale),
            signs: Signs { decimal: locale.decimal_mark(), spaced: tables::parts_by_spaces(locale) },
            months: dates::month_names(locale),
            foreign_months: tables::foreign_months(locale),
            hijri_months: dates::hijri_months(),
            is_solar: locale.has_solar_years(),
        };
        Self { locale, grammar }
    }

    /// The language.
    pub fn locale(&self) -> &'a Locale {
        self.locale
    }

    /// What a text of the language says in numbers, in order.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        self.grammar.mentions(text, &dates::hijri_dates(text, self.locale))
    }
}

/// What a text of any language surely says in numbers, with all that they may mean, as far as it can be read without knowing which
/// language it is.
pub fn values(text: &str) -> Vec<String> {
    let mentions = ANY.mentions(text, &[]);
    mentions.into_iter().filter(|m| m.trust != Trust::Maybe).flat_map(|m| m.readings).collect()
}

static ANY: LazyLock<Grammar> = LazyLock::new(|| Grammar {
    is_arabic: true,
    is_english: true,
    writes: Writing::Other,
    signs: Signs { decimal: '.', spaced: false },
    months: Vec::new(),
    foreign_months: Vec::new(),
    hijri_months: Vec::new(),
    is_solar: false,
});

impl Grammar {
    /// Whether words of a script are those of the language.
    fn reads(&self, writing: Writing) -> bool {
        match writing {
            Writing::Arabic => self.is_arabic,
            Writing::Latin => self.is_english,
            Writing::Other => false,
        }
    }

    fn mentions(&self, text: &str, dates: &[dates::HijriDate]) -> Vec<Mention> {
        let (tokens, names) = (tokens(text), addresses(text));
        let lines = tokens.chunk_by(|_, next| next.before != Before::Line);
        lines.flat_map(|line| self.mentions_of(line, &names, dates)).collect()
    }

    /// The mentions of one line.
    fn mentions_of(&self, tokens: &[Token<'_>], names: &[Range<usize>], dates: &[dates::HijriDate]) -> Vec<Mention> {
        let mut reader = Reader { grammar: self, tokens, names, found: Vec::new(), last: None, decade: None };
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some(date) = dates.iter().find(|date| date.range.start == token.range.start) {
                reader.hijri(date);
                at += tokens[at..].iter().take_while(|t| t.range.start < date.range.end).count().max(1);
            } else {
                at = reader.step(at).max(at + 1);
            }
        }
        reader.found
    }
}

/// Pieces of a text that are addresses.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        if piece.contains("://") || piece.contains("www.") || piece.contains('@') {
            found.push(start..start + piece.len());
        }
        start += piece.len();
    }
    found
}

/// The number before the one that is read: `2 to 5 million`.
struct Last {
    at: usize,
    value: Value,
    next: usize,
}

struct Reader<'a> {
    grammar: &'a Grammar,
    tokens: &'a [Token<'a>],
    names: &'a [Range<usize>],
    found: Vec<Mention>,
    last: Option<Last>,
    /// The place behind a decade: a century may follow.
    decade: Option<usize>,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).filter(|t| matches!(t.kind, Kind::Word(_))).map_or("", |token| token.folded.as_str())
    }

    /// Reads what stands at a place; the place behind it.
    fn step(&mut self, at: usize) -> usize {
        let token = &self.tokens[at];
        let writing = match token.kind {
            Kind::Digits(_) => return self.digits(at),
            Kind::Sign(sign) => return self.fraction(at, sign),
            Kind::Word(writing) => writing,
        };
        if tables::is_percent(self.word(at), self.word(at + 1)) {
            return if self.word(at) == "في" { at + 2 } else { at + 1 };
        }
        self.hijri_month(at);
        let is_own = self.grammar.reads(writing);
        let is_foreign = !is_own && self.grammar.writes != writing;
        let months = if is_foreign { &self.grammar.foreign_months } else { &self.grammar.months };
        if let Some(month) = dates::month(self.tokens, at, months) {
            let trust = if is_own && month.is_sure { Trust::Words } else { Trust::Maybe };
            self.push(at, month.next, vec![format!("m{}", month.number)], trust);
            return month.next;
        }
        // Persian is no Arabic, and French no English.
        if !is_own && !is_foreign {
            return at + 1;
        }
        if let Some(readings) = tables::decade(token.folded.as_str()) {
            self.push(at, at + 1, readings, if is_own { Trust::Words } else { Trust::Maybe });
            self.decade = Some(at + 1);
            return at + 1;
        }
        let read = match writing {
            Writing::Arabic => arabic::read(self.tokens, at, None),
            Writing::Latin => english::read(self.tokens, at, None),
            Writing::Other => None,
        };
        if let Some(read) = read {
            return self.words(at, &read, is_own);
        }
        let mut hints = tables::hints(token.folded.as_str(), self.word(at + 1), writing == Writing::Arabic);
        // `سنتين ونصف`
        if hints.last().is_some_and(|hint| hint == "2") && self.word(at + 1) == "ونصف" {
            hints.push("2.5".to_owned());
        }
        hints.extend(tables::roman(token.text).map(|n| n.to_string()));
        if !hints.is_empty() {
            self.push(at, at + 1, hints, Trust::Maybe);
        }
        at + 1
    }

    fn push(&mut self, at: usize, next: usize, readings: Vec<String>, trust: Trust) {
        let range = self.tokens[at].range.start..self.tokens[next - 1].range.end;
        self.found.push(Mention { range, readings, parts: Vec::new(), trust });
    }

    /// A number in words.
    fn words(&mut self, at: usize, read: &Read, is_own: bool) -> usize {
        let is_share = read.next == at + 1 && tables::may_be_share(self.word(at)) && self.word(read.next).starts_with("ال");
        let parts = self.parts(read.next);
        let trust = if is_own && read.is_sure && !is_share && parts.is_none() && !self.is_century_of_decade(at) {
            Trust::Words
        } else if is_own && read.next == at + 1 && self.is_ordinal(at) {
            Trust::Ordinal
        } else {
            Trust::Maybe
        };
        let mut readings = vec![read.value.text()];
        // `three quarters`: of a whole, of a hundred, of an hour.
        let shares = parts.into_iter().flat_map(|under| [1, 100, 60].map(|of| read.value.by(of, under)));
        readings.extend(shares.flatten().map(Value::text));
        if trust != Trust::Words {
            readings.extend(tables::hints(self.word(at), self.word(at + 1), self.tokens[at].kind == Kind::Word(Writing::Arabic)));
        }
        let before = at.checked_sub(1).map_or("", |at| self.word(at));
        let after = [self.word(read.next), self.word(read.next + 1)];
        readings.extend(tables::decade_of_life(before, after, &readings[0]));
        if read.next == at + 1 && arabic::may_be_dual(self.word(at)) {
            readings.extend(read.value.times(2).map(Value::text));
        }
        // `five and a half years` is `خمس سنوات وستة أشهر`.
        let below = read.value.below();
        readings.extend(below.map(Value::text));
        if below.is_some() {
            self.push(at, read.next, vec!["6".to_owned(), "30".to_owned()], Trust::Maybe);
        }
        self.push(at, read.next, readings, trust);
        self.finish(at, read.value, read.next, &read.terms);
        read.next
    }

    /// What is the same for numbers in digits and in words: parts, halves behind it, a range before a scale.
    fn finish(&mut self, at: usize, value: Value, next: usize, terms: &[Value]) {
        let is_scaled = !terms.is_empty() || value >= Value::whole(1000);
        let mut more = Vec::new();
        for ahead in next..next + 3 {
            let share = match self.word(ahead) {
                "ونصف" => Some((1, 2)),
                "وربع" => Some((1, 4)),
                "half" if self.word(ahead - 1) == "a" => Some((1, 2)),
                _ => None,
            };
            more.extend(share.and_then(|(over, under)| value.plus(Value::part(over, under))));
        }
        match self.word(next) {
            "اسابيع" | "اسبوعا" | "weeks" => more.extend(value.times(7)),
            "ايام" | "days" => more.extend(value.times(24)),
            "عقود" | "عقدا" | "decades" => more.extend(value.times(10)),
            "قرون" | "centuries" => more.extend(value.times(100)),
            _ => {}
        }
        let here = self.found.len() - 1;
        self.found[here].readings.extend(more.iter().map(|value| value.text()));
        if !terms.is_empty() {
            self.found[here].parts = terms.iter().map(|term| vec![term.text()]).collect();
        }
        // `2 to 5 million`: the first may be meant in millions too.
        if let Some(last) =
            self.last.take().filter(|last| is_scaled && last.value < Value::whole(1000) && self.is_range(last.next, at))
        {
            for scale in [1000, 1_000_000, 1_000_000_000, 1_000_000_000_000] {
                if value >= Value::whole(scale) {
                    let scaled = last.value.times(scale).map(Value::text);
                    self.found[last.at].readings.extend(scaled);
                }
            }
        }
        self.last = Some(Last { at: here, value, next });
    }

    /// Whether nothing but what joins two ends of a range stands between two places.
    fn is_range(&self, from: usize, to: usize) -> bool {
        let joins = |token: &Token<'_>| match token.kind {
            Kind::Sign(c) => matches!(c, '-' | '–' | '—' | '‑'),
            Kind::Word(_) => matches!(token.folded.as_str(), "الي" | "و" | "او" | "حتي" | "to" | "and" | "or"),
            Kind::Digits(_) => false,
        };
        from <= to && to - from <= 1 && self.tokens[from..to].iter().all(joins)
    }

    /// `سبعينيات القرن العشرين` is said by `the 1970s`.
    fn is_century_of_decade(&self, at: usize) -> bool {
        let Some(from) = self.decade.filter(|from| *from < at && at - from <= 2) else { return false };
        (from..at).any(|at| self.word(at) == "القرن")
    }

    /// What a number before a word counts parts of: four of quarters.
    fn parts(&self, next: usize) -> Option<u64> {
        let is_hyphen = self.tokens.get(next).is_some_and(|token| token.is('-') && token.is_glued());
        tables::parts(self.word(if is_hyphen { next + 1 } else { next }))
    }

    /// Whether a word is third to tenth, and neither a share nor a century of another calendar.
    fn is_ordinal(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |at| self.word(at));
        let is_share = matches!(before, "a" | "an" | "one" | "two" | "three" | "four");
        let is_hijri = (at + 1..at + 3).any(|at| matches!(self.word(at), "الهجري" | "هجري" | "للهجره" | "ah"));
        tables::is_ordinal(self.word(at)) && !is_share && !is_hijri
    }

    /// A fraction that is one sign: `½`.
    fn fraction(&mut self, at: usize, sign: char) -> usize {
        if let Some((over, under)) = tables::fraction(sign) {
            for value in [Value::whole(over), Value::whole(under), Value::part(over, under)] {
                self.push(at, at + 1, vec![value.text()], Trust::Maybe);
            }
        }
        at + 1
    }

    /// A month of the Hijri year. The first two are other words as well: they want a number or the word for a month beside them.
    fn hijri_month(&mut self, at: usize) {
        let Some(month) = dates::month(self.tokens, at, &self.grammar.hijri_months) else { return };
        let before = at.checked_sub(1).map_or("", |at| self.word(at));
        if month.number > 2 || month.is_sure || before.ends_with("شهر") || before == "of" {
            self.push(at, month.next, vec![format!("hm{}", month.number)], Trust::Hijri);
            // Without a year it may be in any month of the other calendar.
            self.push(at, month.next, (1..=12).map(|month| format!("m{month}")).collect(), Trust::Maybe);
        }
    }

    /// A date of another calendar: its own numbers, and those of the Gregorian days that it may be.
    fn hijri(&mut self, date: &dates::HijriDate) {
        let inside = |t: &&Token<'_>| date.range.start <= t.range.start && t.range.end <= date.range.end;
        let own = self.tokens.iter().filter(inside).filter_map(|t| Some((t.range.clone(), cluster::plain(t.digits()?))));
        let own = own.map(|(range, value)| Mention { range, readings: vec![value], parts: Vec::new(), trust: Trust::Maybe });
        let all = |part: &dyn Fn(&super::date::Date) -> String| {
            let mut all: Vec<String> = date.days.iter().map(part).collect();
            all.dedup();
            Mention { range: date.range.clone(), readings: all, parts: Vec::new(), trust: Trust::Maybe }
        };
        let said = [all(&|d| d.day.to_string()), all(&|d| format!("m{}", d.month)), all(&|d| d.year.to_string())];
        let month = all(&|d| d.month.to_string());
        let own: Vec<Mention> = own.collect();
        if let Some((year, month, day)) = date.hijri {
            let own =
                |reading: String, trust| Mention { range: date.range.clone(), readings: vec![reading], parts: Vec::new(), trust };
            self.found.push(own(format!("h{year}-{month}-{day}"), Trust::Hijri));
            self.found.push(own(format!("hm{month}"), Trust::Maybe));
        }
        self.found.extend(own);
        self.found.extend(said);
        self.found.push(month);
    }
}
