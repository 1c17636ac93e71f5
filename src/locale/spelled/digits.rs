//! A number in digits with what stands behind it: words of scale, letters, fractions, calendars, hours.

use super::lex::{Kind, Writing};
use super::value::Value;
use super::{Mention, Reader, Trust, arabic, cluster, dates, english, tables};

impl Reader<'_> {
    /// A number in digits.
    pub(super) fn digits(&mut self, at: usize) -> usize {
        let (pieces, mut next) = cluster::read(self.tokens, at, self.grammar.signs);
        let is_address = self.names.iter().any(|name| name.contains(&self.tokens[at].range.start));
        let is_name = is_address || cluster::is_in_name(self.tokens, at);
        let first = self.found.len();
        let mut plain = None;
        for piece in pieces {
            plain = piece.plain;
            let trust = if is_name { Trust::Name } else { piece.mention.trust };
            self.found.push(Mention { trust, ..piece.mention });
        }
        let Some(value) = plain.as_deref().and_then(Value::parse) else { return next };
        let here = self.found.len() - 1;
        // `2½`
        let value = match self.share_behind(next).and_then(|share| value.plus(share)) {
            Some(sum) => {
                let mention = &mut self.found[here];
                (mention.readings, mention.range.end) = (vec![sum.text()], self.tokens[next].range.end);
                next += 1;
                sum
            }
            None => value,
        };
        if let Some(end) = self.suffix(at, next, value) {
            next = end;
        } else if !is_name {
            let read = match self.tokens.get(next).map(|t| &t.kind) {
                Some(Kind::Word(Writing::Arabic)) => arabic::read(self.tokens, next, Some(value)),
                Some(Kind::Word(Writing::Latin) | Kind::Sign('-')) => english::read(self.tokens, next, Some(value)),
                Some(Kind::Word(Writing::Other) | Kind::Digits(_) | Kind::Sign(_)) | None => None,
            };
            if let Some(read) = read.filter(|_| self.reads_scale(next)) {
                next = read.next;
                self.found[here].range.end = self.tokens[next - 1].range.end;
                self.found[here].readings = vec![read.value.text()];
                self.finish(at, read.value, next, &read.terms);
                return next;
            }
            // Of other languages only the scales are known, and not surely.
            if let Some(scale) = Some(self.word(next)).filter(|_| !self.reads_scale(next)).and_then(tables::other_scale) {
                self.scaled(at, value, scale);
                next += 1;
            }
        }
        let years: Vec<String> = plain
            .and_then(|plain| plain.parse().ok())
            .map(|year| dates::other_years(self.tokens, next, year))
            .into_iter()
            .flatten()
            .map(|year| year.to_string())
            .collect();
        if !years.is_empty() {
            self.found[here].trust = Trust::Hijri;
            let range = self.found[here].range.clone();
            self.found.push(Mention { range, readings: years, parts: Vec::new(), trust: Trust::Maybe });
            return next;
        }
        if self.is_century_of_decade(at) {
            self.found[here].trust = Trust::Maybe;
        }
        let more = self.hours(at, next, value);
        self.found[here].readings.extend(more);
        if self.grammar.is_solar && (Value::whole(1200)..Value::whole(1500)).contains(&value) && first == here {
            self.found[here]
                .readings
                .extend([621, 622].iter().filter_map(|years| value.plus(Value::whole(*years))).map(Value::text));
        }
        if first == here {
            self.finish(at, value, next, &[]);
            if let Some(parts) = self.clock(at, next) {
                self.found[here].parts = parts;
            }
        }
        next
    }

    /// A fraction right behind a number.
    fn share_behind(&self, at: usize) -> Option<Value> {
        let token = self.tokens.get(at).filter(|token| token.is_glued())?;
        let Kind::Sign(sign) = token.kind else { return None };
        tables::fraction(sign).map(|(over, under)| Value::part(over, under))
    }

    /// The hours that a number may be: `5 p.m.`, `5 مساءً`, `17 h`, `16.00`, `0500 GMT`.
    fn hours(&self, at: usize, next: usize, value: Value) -> Vec<String> {
        let hour = |n: u64| [n % 24, (n + 12) % 24].map(|n| n.to_string());
        let digits = self.tokens[at].digits().unwrap_or_default();
        let number: Option<u64> = value.text().parse().ok();
        let is_hour = self.is_behind_hour(at);
        let behind = (self.word(next), self.word(next + 1));
        let is_evening = matches!(behind, ("pm" | "h" | "مساء" | "عصرا" | "عصر" | "ظهرا" | "ليلا", _) | ("بعد", "الظهر"))
            || (behind.0 == "p" && self.word(next + 2) == "m");
        match number {
            Some(n) if n < 24 && is_evening => hour(n).to_vec(),
            // A full hour, with the point or without a sign.
            Some(n) if n < 24 && is_hour && next == at + 3 && self.tokens[at + 2].digits() == Some("00") => hour(n).to_vec(),
            Some(n)
                if digits.len() == 4
                    && n < 2400
                    && n % 100 == 0
                    && matches!(self.word(next), "gmt" | "utc" | "hrs" | "hours") =>
            {
                hour(n / 100).to_vec()
            }
            Some(_) | None => Vec::new(),
        }
    }

    /// A word of scale of another language, which is known but not surely. It may also be meant for the number before, of which this
    /// is the end of a range (`25 سے 30 لاکھ`), or go on counting (`4 لاکھ 94 ہزار`).
    fn scaled(&mut self, at: usize, value: Value, scale: u64) {
        let here = self.found.len() - 1;
        let own = value.times(scale);
        self.found[here].readings.extend(own.map(Value::text));
        let Some(last) = &self.last else { return };
        match tables::other_scale(self.word(last.next.saturating_sub(1))) {
            Some(larger) if larger > scale && last.next == at => {
                let sum = last.value.times(larger).zip(own).and_then(|(more, less)| more.plus(less));
                self.found[here].readings.extend(sum.map(Value::text));
                self.found[last.at].trust = Trust::Maybe;
            }
            None if (1..=2).contains(&at.saturating_sub(last.next)) => {
                let first = last.value.times(scale).map(Value::text);
                self.found[last.at].readings.extend(first);
            }
            Some(_) | None => {}
        }
    }

    /// Whether the word before a number says that it is an hour.
    fn is_behind_hour(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |at| self.word(at));
        before == "at" || before.ends_with("ساعه")
    }

    /// The hour and the minutes of `4.30 p.m.`, `at 16.30` and `06.30`, which might be a decimal as well.
    fn clock(&self, at: usize, next: usize) -> Option<Vec<Vec<String>>> {
        let (hour, minutes) = (self.tokens[at].digits()?, self.tokens.get(at + 2)?.digits()?);
        // No decimal begins with a zero and another digit.
        let is_padded = hour.len() == 2 && hour.starts_with('0');
        let is_shaped = next == at + 3 && self.tokens[at + 1].is('.') && minutes.len() == 2;
        let hour: u64 = hour.parse().ok().filter(|hour| *hour < 24)?;
        // Full hours are read as a whole.
        let minutes: u64 = minutes.parse().ok().filter(|minutes| (1..60).contains(minutes))?;
        let behind = self.word(next);
        let is_half = matches!(behind, "am" | "pm") || (matches!(behind, "a" | "p") && self.word(next + 2) == "m");
        let is_clock = is_half || is_padded || self.is_behind_hour(at) || matches!(behind, "gmt" | "utc" | "hrs" | "hours");
        (is_shaped && is_clock).then(|| vec![vec![hour.to_string(), ((hour + 12) % 24).to_string()], vec![minutes.to_string()]])
    }

    /// Whether words behind digits are of a language that is read there.
    fn reads_scale(&self, at: usize) -> bool {
        let writing = match self.tokens.get(at).map(|t| &t.kind) {
            Some(Kind::Word(writing)) => *writing,
            _ => Writing::Latin,
        };
        self.grammar.reads(writing) || self.grammar.writes != writing
    }

    /// Letters right behind digits: `1st`, `1970s`, `5m`, `4G`.
    fn suffix(&mut self, at: usize, next: usize, value: Value) -> Option<usize> {
        let here = self.found.len() - 1;
        let glued = |at: usize| self.tokens.get(at).filter(|t| t.is_glued());
        let is_apostrophe = glued(next).is_some_and(|t| t.is('’') || t.is('\''));
        let place = if is_apostrophe { next + 1 } else { next };
        let word = glued(place).filter(|t| t.kind == Kind::Word(Writing::Latin))?;
        let folded = word.folded.as_str();
        if is_apostrophe && folded != "s" {
            return None;
        }
        let is_money = at > 0
            && match self.tokens[at - 1].kind {
                Kind::Sign(c) => matches!(c, '$' | '€' | '£' | '¥' | '₺' | '₽' | '₸' | '₪' | '﷼'),
                Kind::Word(_) => cluster::CURRENCIES.contains(&self.tokens[at - 1].text),
                Kind::Digits(_) => false,
            };
        let scaled = |scale: u64| value.times(scale).map(Value::text);
        match folded {
            "st" | "nd" | "rd" | "th" => {}
            "s" => {
                self.found[here].readings = tables::decade_of(&value.text());
                self.decade = Some(place + 1);
            }
            "k" => self.found[here].readings.extend(scaled(1000)),
            "m" if is_money => self.found[here].readings = scaled(1_000_000).into_iter().collect(),
            "b" if is_money => self.found[here].readings = scaled(1_000_000_000).into_iter().collect(),
            "m" => self.found[here].readings.extend(scaled(1_000_000)),
            "bn" | "mn" | "mln" | "bln" | "tn" | "trn" => return None,
            _ if tables::is_unit(word.text) || word.text.chars().all(char::is_lowercase) => return None,
            _ => self.found[here].trust = Trust::Name,
        }
        let is_letter_of_scale = matches!(folded, "k" | "m" | "b");
        let end = if is_letter_of_scale || folded == "s" { self.tokens[place].range.end } else { self.found[here].range.end };
        self.found[here].range.end = end;
        Some(place + 1)
    }
}
