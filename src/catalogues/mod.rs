//! Roof: a message -> the same in the editor's language, from lists that translators edit (`ar/*.yaml`, `fa.yaml`, `fr.yaml`).
//!
//! English is what the sources say and needs no list. A list is read once, when somebody first asks for its language. What it lacks is
//! said in English, as an isolate.

pub mod read;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::locale::format::Plural;
use crate::locale::{Dir, Locale, LocaleSpec, Locales};
use crate::message::{Form, Joint, Message, Tongue, Value};

/// A language in which the program speaks to editors.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Language {
    /// As the sources have it.
    #[default]
    English,
    /// Every message of content, settings, data, figures and themes.
    Arabic,
    /// The messages that are met most.
    Persian,
    /// The same.
    French,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::English, Self::Arabic, Self::Persian, Self::French];

    /// Its tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
            Self::Persian => "fa",
            Self::French => "fr",
        }
    }

    /// The language that a tag names, whatever its region and script: `ar`, `ar-LB`, `ar_LB.UTF-8`.
    pub fn of(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(first))
    }

    /// Its direction.
    pub fn dir(self) -> Dir {
        match self {
            Self::English | Self::French => Dir::Ltr,
            Self::Arabic | Self::Persian => Dir::Rtl,
        }
    }

    /// What says messages in it.
    pub fn tongue(self) -> &'static dyn Tongue {
        static LISTS: [OnceLock<Catalogue>; 3] = [const { OnceLock::new() }; 3];
        let list = match self {
            Self::English => return &crate::message::English,
            Self::Arabic => &LISTS[0],
            Self::Persian => &LISTS[1],
            Self::French => &LISTS[2],
        };
        list.get_or_init(|| Catalogue::read(self))
    }
}

/// The messages of a language.
#[derive(Debug)]
pub struct Catalogue {
    language: Language,
    locales: Option<Locales>,
    /// By their English templates.
    texts: BTreeMap<String, Text>,
}

/// A template in the language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Text {
    /// One form.
    Plain(Vec<Piece>),
    /// A form for each plural category of the language; `count` chooses.
    Plural(BTreeMap<Plural, Vec<Piece>>),
}

/// A part of a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Words.
    Words(String),
    /// What stands in a hole.
    Hole(String),
    /// A backtick: code begins or ends.
    Mark,
}

/// Isolates (UAX #9): what stands between them orders nothing around it.
const FIRST_STRONG: char = '\u{2068}';
const LEFT_TO_RIGHT: char = '\u{2066}';
const RIGHT_TO_LEFT: char = '\u{2067}';
const END: char = '\u{2069}';

impl Tongue for Catalogue {
    fn say(&self, message: &Message) -> String {
        let mut said = String::with_capacity(message.len() * 2);
        self.put(message, false, &mut said);
        said
    }

    fn sentence(&self, message: &Message) -> String {
        match self.language.dir() {
            Dir::Rtl => format!("{RIGHT_TO_LEFT}{}{END}", self.say(message)),
            Dir::Ltr => self.say(message),
        }
    }

    fn sets_apart(&self) -> bool {
        true
    }
}

impl Catalogue {
    /// Reads the list of a language.
    pub fn read(language: Language) -> Self {
        let texts = read::texts(language).value;
        Self { language, locales: Locales::new(&[LocaleSpec::of(language.tag())]).ok(), texts }
    }

    /// A template, if the language has it.
    pub fn text(&self, template: &str) -> Option<&Text> {
        self.texts.get(template)
    }

    /// The templates that it has.
    pub fn templates(&self) -> impl Iterator<Item = (&str, &Text)> {
        self.texts.iter().map(|(template, text)| (template.as_str(), text))
    }

    /// The plural categories that the language tells apart.
    pub fn plurals(&self) -> Vec<Plural> {
        self.locale().map_or_else(Vec::new, Locale::plurals)
    }

    fn locale(&self) -> Option<&Locale> {
        self.locales.as_ref().and_then(|locales| locales.site().first())
    }

    /// Puts a message behind what was said; `in_code` between backticks, where nothing needs to be set apart.
    fn put(&self, message: &Message, in_code: bool, said: &mut String) {
        match message.form() {
            Form::Given => self.put_text(message, in_code, said),
            Form::Template(template, values) => self.put_template(template, values, message, in_code, said),
            Form::List(joint, parts) => {
                for (n, part) in parts.iter().enumerate() {
                    let mark = match joint {
                        Joint::Semicolon => phrase!("; "),
                        Joint::Or if n + 1 == parts.len() => phrase!(" or "),
                        Joint::Or | Joint::Comma => phrase!(", "),
                    };
                    if n > 0 {
                        self.put_phrase(mark, said);
                    }
                    self.put(part, in_code, said);
                }
            }
        }
    }

    /// What was written elsewhere: words of ours are known by what they say, and anything else stands as it is.
    fn put_text(&self, text: &str, in_code: bool, said: &mut String) {
        match self.texts.get(text) {
            Some(Text::Plain(pieces)) if !in_code => self.put_pieces(pieces, &[], in_code, said),
            Some(_) | None => apart(FIRST_STRONG, text, in_code, said),
        }
    }

    fn put_phrase(&self, phrase: &str, said: &mut String) {
        match self.texts.get(phrase) {
            Some(Text::Plain(pieces)) => self.put_pieces(pieces, &[], true, said),
            Some(Text::Plural(_)) | None => said.push_str(phrase),
        }
    }

    fn put_template(&self, template: &str, values: &[(&str, Value)], english: &str, in_code: bool, said: &mut String) {
        let own;
        let text = match self.texts.get(template) {
            Some(text) => text,
            // Nothing in it is in any language.
            None if !read::has_words(template) => {
                own = Text::Plain(read::pieces(template));
                &own
            }
            None => return apart(LEFT_TO_RIGHT, english, in_code, said),
        };
        let pieces = match text {
            Text::Plain(pieces) => Some(pieces),
            Text::Plural(forms) => forms.get(&self.plural(values)).or_else(|| forms.get(&Plural::Other)),
        };
        match pieces {
            Some(pieces) => self.put_pieces(pieces, values, in_code, said),
            None => apart(LEFT_TO_RIGHT, english, in_code, said),
        }
    }

    fn put_pieces(&self, pieces: &[Piece], values: &[(&str, Value)], in_code: bool, said: &mut String) {
        // Isolates stand around backticks, so that what is between them can be copied.
        let mut is_open = false;
        for piece in pieces {
            match piece {
                Piece::Words(words) => said.push_str(words),
                Piece::Mark => {
                    if !in_code && !is_open {
                        said.push(FIRST_STRONG);
                    }
                    said.push('`');
                    if !in_code && is_open {
                        said.push(END);
                    }
                    is_open = !is_open;
                }
                Piece::Hole(name) => match values.iter().find(|(known, _)| known == name).map(|(_, value)| value) {
                    Some(Value::Text(text)) => self.put_text(text, in_code || is_open, said),
                    Some(Value::Number(number)) => said.push_str(&number.to_string()),
                    Some(Value::Said(message)) => self.put(message, in_code || is_open, said),
                    None => {}
                },
            }
        }
    }

    fn plural(&self, values: &[(&str, Value)]) -> Plural {
        let count = values.iter().find(|(name, _)| *name == read::COUNT).and_then(|(_, value)| match value {
            Value::Number(number) => u64::try_from(*number).ok(),
            Value::Text(text) => text.replace(',', "").parse().ok(),
            Value::Said(_) => None,
        });
        count.zip(self.locale()).map_or(Plural::Other, |(count, locale)| locale.plural(count))
    }
}

/// Puts text that is in no known language, or in English, so that it orders nothing around it.
fn apart(open: char, text: &str, in_code: bool, said: &mut String) {
    if in_code {
        said.push_str(text);
    } else {
        said.push(open);
        said.push_str(text);
        said.push(END);
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, Piece, Text, read};
    use crate::message::{Joint, Message, Phrase};

    /// As it is said in Arabic, with its isolates as brackets.
    #[track_caller]
    fn arabic(message: &Message, expect: &str) {
        let said = Language::Arabic.tongue().say(message);
        assert_eq!(said.replace(['\u{2066}', '\u{2067}', '\u{2068}'], "⟦").replace('\u{2069}', "⟧"), expect);
    }

    #[test]
    fn tags_name_languages() {
        for (tag, expect) in
            [("ar", Some(Language::Arabic)), ("AR-lb", Some(Language::Arabic)), ("fr_FR.UTF-8", Some(Language::French))]
        {
            assert_eq!(Language::of(tag), expect, "{tag}");
        }
        assert_eq!((Language::of("ary"), Language::of("C"), Language::of("")), (None, None, None));
    }

    #[test]
    fn code_is_set_apart_and_can_be_copied() {
        let name = "عنوان";
        arabic(&say!("unknown field `{name}`", name), "مفتاح غير معروف: ⟦`عنوان`⟧");
        let known = Message::list(Joint::Or, vec![say!("`{name}`", name = "ar"), say!("`{name}`", name = "en")]);
        arabic(&say!("use {known}", known), "استعمل ⟦`ar`⟧ أو ⟦`en`⟧");
    }

    #[test]
    fn words_of_ours_are_known_and_others_stand_apart() {
        let (name, found) = ("tags", "a mapping");
        let expected = Phrase("a list of texts");
        arabic(
            &say!("`{name}` must be {expected}, but this is {found}", name, expected, found),
            "المطلوب في ⟦`tags`⟧ قائمة نصوص، والمكتوب مفاتيح وقيم",
        );
        arabic(&Message::given("no such words"), "⟦no such words⟧");
    }

    #[test]
    fn counts_take_the_form_that_they_ask_for() {
        for (count, expect) in [(0_usize, "بلا خلايا"), (2, "خليتان"), (5, "5 خلايا"), (11, "11 خلية"), (100, "100 خلية")]
        {
            arabic(&say!("{count} cells", count), expect);
        }
    }

    #[test]
    fn templates_are_parted() {
        let hole = |name: &str| Piece::Hole(name.to_owned());
        let words = |words: &str| Piece::Words(words.to_owned());
        assert_eq!(read::pieces("a `{b}` {{c}}"), [words("a "), Piece::Mark, hole("b"), Piece::Mark, words(" {c}")]);
        assert!(read::has_words("`x` of {y}") && !read::has_words("`{{title: {y}}}`, {z}"));
        assert!(matches!(Text::Plain(read::pieces("")), Text::Plain(pieces) if pieces.is_empty()));
    }
}
