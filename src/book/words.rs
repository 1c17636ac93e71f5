//! Words of the interface that a book prints, in one of its languages.

use crate::body;
use crate::body::write::Labels;
use crate::locale::Locale;
use crate::theme::Theme;

/// Words of a language.
pub struct Words {
    /// Those that the web has too.
    pub body: Labels,
    /// What a numbered picture is called.
    pub figure: String,
}

impl Words {
    /// Those of a theme.
    pub fn of(theme: &Theme, locale: &Locale) -> Self {
        Self { body: body::labels(&theme.messages, locale), figure: theme.messages.get(locale, "figure", None, &[]) }
    }
}
