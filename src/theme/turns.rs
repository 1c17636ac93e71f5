//! A template -> the same template, in which each turn of a loop, each component and each value that is kept calls a function of
//! ours, so that what has no end meets one.
//!
//! The engine counts nothing: three loops within each other never end, and a text that is doubled at each turn takes all memory. So
//! `{% for %}` and `{% component %}` get a call behind them, a list made by `[x for x in xs]` gets a condition, and the value of
//! `{% set x = … %}` passes a function. What is inserted prints nothing and keeps the marks that eat white space; problems
//! are told at the places of the theme's own file by [`Counted::origin`].

use std::ops::Range;

/// The function that is called at each turn; it is true.
pub const TURN: &str = "__turn";
/// The function that a kept value passes (`v`).
pub const KEPT: &str = "__kept";

/// A template with the calls in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    /// What the engine reads.
    pub text: String,
    calls: Vec<Call>,
}

/// A call: where it stands in what the engine reads, where in the theme's file, and what it counts there.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Call {
    at: Range<usize>,
    origin: usize,
    counts: usize,
}

impl Counted {
    /// Inserts the calls.
    pub fn of(template: &str) -> Self {
        let mut wanted = Reader::of(template).wanted;
        wanted.sort_by_key(|wanted| wanted.at);
        let (mut text, mut calls, mut done) = (String::with_capacity(template.len() + wanted.len() * 32), Vec::new(), 0);
        for Wanted { at, counts, call } in wanted {
            text.push_str(&template[done..at]);
            let start = text.len();
            text.push_str(&call);
            calls.push(Call { at: start..text.len(), origin: at, counts });
            done = at;
        }
        text.push_str(&template[done..]);
        Self { text, calls }
    }

    /// Bytes of what the engine read -> bytes of the theme's file. What happens in a call of ours happens where the counted loop
    /// or value begins.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let before = self.calls.partition_point(|call| call.at.end <= at);
            match self.calls.get(before) {
                Some(call) if call.at.start <= at => call.counts,
                Some(_) | None => match before.checked_sub(1).and_then(|last| self.calls.get(last)) {
                    Some(last) => last.origin + (at - last.at.end),
                    None => at,
                },
            }
        };
        let start = place(range.start);
        // A range ends behind its last byte, where a call may begin.
        start..if range.end > range.start { (place(range.end - 1) + 1).max(start) } else { start }
    }
}

/// A call to insert.
struct Wanted {
    at: usize,
    counts: usize,
    call: String,
}

/// An open bracket, and what of a comprehension was seen in it.
struct Bracket {
    open: usize,
    is_list: bool,
    is_comprehension: bool,
    condition: Option<usize>,
}

struct Reader<'a> {
    template: &'a str,
    at: usize,
    wanted: Vec<Wanted>,
    code: Vec<Range<usize>>,
}

/// What a template writes as it stands: of the same length, with blanks for tags and comments, and `_` for values.
pub fn written(template: &str) -> String {
    let (mut written, mut done) = (String::with_capacity(template.len()), 0);
    for range in Reader::of(template).code {
        written.push_str(&template[done..range.start]);
        let blank = if template[range.start..].starts_with("{{") { "_" } else { " " };
        written.push_str(&blank.repeat(range.len()));
        done = range.end;
    }
    written.push_str(&template[done..]);
    written
}

impl<'a> Reader<'a> {
    fn of(template: &'a str) -> Self {
        let mut reader = Self { template, at: 0, wanted: Vec::new(), code: Vec::new() };
        reader.read();
        reader
    }

    fn rest(&self) -> &'a str {
        self.template.get(self.at..).unwrap_or_default()
    }

    fn read(&mut self) {
        while let Some(open) = self.rest().find('{') {
            self.at += open;
            let start = self.at;
            match self.template.as_bytes().get(self.at + 1) {
                Some(b'#') => self.at = self.rest().find("#}").map_or(self.template.len(), |end| self.at + end + 2),
                Some(b'{') => self.code(b'}'),
                Some(b'%') => match raw(self.rest()) {
                    // What stands within is written.
                    Some([opened, closed, length]) => {
                        self.code.push(start..start + opened);
                        self.code.push(start + closed..start + length);
                        self.at += length;
                        continue;
                    }
                    None => self.code(b'%'),
                },
                Some(_) | None => {
                    self.at += 1;
                    continue;
                }
            }
            self.at = self.at.min(self.template.len());
            self.code.push(start..self.at);
        }
    }

    /// One expression or tag; `end` is what stands before its last brace.
    fn code(&mut self, end: u8) {
        let bytes = self.template.as_bytes();
        let start = self.at;
        self.at += 2;
        let mut words = 0;
        let mut tag = "";
        let mut brackets: Vec<Bracket> = Vec::new();
        let mut value: Option<usize> = None;
        let mut last = b' ';
        while let Some(&byte) = bytes.get(self.at) {
            let trims = byte == b'-' && bytes.get(self.at + 1) == Some(&end) && bytes.get(self.at + 2) == Some(&b'}');
            if trims || (byte == end && bytes.get(self.at + 1) == Some(&b'}')) {
                let close = self.at;
                self.at += if trims { 3 } else { 2 };
                if let Some(value) = value {
                    self.want(value, start, format!("{KEPT}(v=("));
                    self.want(close, start, "))".to_owned());
                }
                if matches!(tag, "for" | "component") {
                    let trim = if trims { "-" } else { "" };
                    self.want(self.at, start, format!("{{% if {TURN}() %}}{{% endif {trim}%}}"));
                }
                return;
            }
            match byte {
                b'"' | b'\'' | b'`' => self.string(byte),
                b'[' | b'(' | b'{' => {
                    brackets.push(Bracket { open: self.at, is_list: byte == b'[', is_comprehension: false, condition: None });
                    self.at += 1;
                }
                b']' | b')' | b'}' => {
                    let closed = brackets.pop();
                    self.close(closed);
                    self.at += 1;
                }
                b'=' if bytes.get(self.at + 1) == Some(&b'=') => self.at += 2,
                b'=' => {
                    if matches!(tag, "set" | "set_global") && words == 2 && brackets.is_empty() && value.is_none() {
                        value = Some(self.at + 1);
                    }
                    self.at += 1;
                }
                b if b.is_ascii_alphabetic() || b == b'_' => {
                    let word = self.word();
                    words += 1;
                    if words == 1 && end == b'%' {
                        tag = word;
                    }
                    if let Some(open) = brackets.last_mut().filter(|open| open.is_list && last != b'.') {
                        match word {
                            "for" => open.is_comprehension = true,
                            "if" if open.is_comprehension && open.condition.is_none() => open.condition = Some(self.at),
                            _ => {}
                        }
                    }
                }
                _ => self.at += 1,
            }
            if !byte.is_ascii_whitespace() {
                last = byte;
            }
        }
    }

    fn want(&mut self, at: usize, counts: usize, call: String) {
        self.wanted.push(Wanted { at, counts, call });
    }

    /// A bracket ends here.
    fn close(&mut self, bracket: Option<Bracket>) {
        let Some(list) = bracket.filter(|bracket| bracket.is_comprehension) else { return };
        match list.condition {
            Some(condition) => {
                self.want(condition, list.open, format!(" {TURN}() and ("));
                self.want(self.at, list.open, ")".to_owned());
            }
            None => self.want(self.at, list.open, format!(" if {TURN}()")),
        }
    }

    /// Goes behind a string.
    fn string(&mut self, quote: u8) {
        let bytes = self.template.as_bytes();
        self.at += 1;
        while let Some(&byte) = bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                byte if byte == quote => return,
                _ => {}
            }
        }
    }

    /// Goes behind a word.
    fn word(&mut self) -> &'a str {
        let rest = self.template.get(self.at..).unwrap_or_default();
        let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        self.at += length;
        &rest[..length]
    }
}

/// A `{% raw %}` block that stands here: where its first tag ends, and where its last begins and ends.
fn raw(rest: &str) -> Option<[usize; 3]> {
    let opened = tag(rest, "raw")?;
    let mut at = opened;
    while let Some(found) = rest.get(at..)?.find("{%") {
        at += found;
        match tag(&rest[at..], "endraw") {
            Some(length) => return Some([opened, at, at + length]),
            None => at += 2,
        }
    }
    // It does not end, which the engine says.
    Some([opened, rest.len(), rest.len()])
}

/// The length of a tag of nothing but its name.
fn tag(rest: &str, name: &str) -> Option<usize> {
    let inside = rest.strip_prefix("{%")?;
    let inside = inside.strip_prefix('-').unwrap_or(inside).trim_start_matches(|c: char| c.is_ascii_whitespace());
    let inside = inside.strip_prefix(name)?.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let inside = inside.strip_prefix('-').unwrap_or(inside).strip_prefix("%}")?;
    Some(rest.len() - inside.len())
}

#[cfg(test)]
mod tests {
    use super::{Counted, written};

    /// The calls, shortened: `§` where a turn is counted, `«…»` around a kept value.
    #[track_caller]
    fn check(template: &str, expect: &str) {
        let counted = Counted::of(template);
        let short = counted.text.replace("{% if __turn() %}{% endif %}", "§").replace("{% if __turn() %}{% endif -%}", "§-");
        let short = short.replace("__turn()", "§").replace("__kept(v=(", "«").replace("))", "»");
        assert_eq!(short, expect);
        for (at, _) in template.char_indices() {
            let shift = counted.calls.iter().filter(|call| call.origin <= at).map(|call| call.at.len()).sum::<usize>();
            assert_eq!(counted.origin(at + shift..at + shift), at..at, "{template}");
        }
        for call in &counted.calls {
            assert_eq!(counted.origin(call.at.clone()).start, call.counts, "{template}");
        }
    }

    #[test]
    fn loops_components_lists_and_values_are_counted() {
        check("{% for x in xs %}<p>{{ x }}{% endfor %}", "{% for x in xs %}§<p>{{ x }}{% endfor %}");
        check("{%- for k, v in a.b -%} خط {% endfor %}", "{%- for k, v in a.b -%}§- خط {% endfor %}");
        check("{% component a(x=\"%}\") %}b{% endcomponent %}", "{% component a(x=\"%}\") %}§b{% endcomponent %}");
        check("{% set a = [x for x in xs] %}", "{% set a =« [x for x in xs if §] »%}");
        check("{{ [x.for for x in xs if a or b] }}", "{{ [x.for for x in xs if § and ( a or b)] }}");
        check("{% for x in [[y for y in ys] for z in zs] -%}", "{% for x in [[y for y in ys if §] for z in zs if §] -%}§-");
        check("{% set_global s = s ~ \"'\" -%}", "{% set_global s =« s ~ \"'\" »-%}");
    }

    #[test]
    fn everything_else_stays() {
        for template in [
            "<p>{% if for %}{{ a[0] }}{% endif %}{ {% endfor %}",
            "{# {% for x in xs %} #}{% raw %}{% for x in xs %}{%- endraw -%}",
            "{% set x %}a = b{% endset %}{% set x | truncate(length=5) %}{% endset %}",
            "{{ t(key=\"{% for x in xs %}\", n='\\'[x for x in xs]') }}",
            "{% if a == b %}{% include \"for.html\" %}{% endif %}",
            "{% raw %} {% for x in xs %}",
            "{{ a",
            "{",
        ] {
            assert_eq!(Counted::of(template).text, template);
        }
    }

    #[test]
    fn what_is_written_stays() {
        for (template, expect) in [
            ("a{{ b }}c", "a_______c"),
            ("<a {% if خط %}b{% endif %}>", "<a              b           >"),
            ("{# c #}x{% raw %}{{ y }}{% endraw %}", "       x         {{ y }}            "),
            ("{{ \"}}\" }}{", "__________{"),
            ("{{ a", "____"),
        ] {
            assert_eq!(written(template), expect);
        }
    }
}
