//! The words of the interface in each language -> messages that were left in another script. What a catalogue lacks is
//! reported where it is read.

use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::locale::letter::lacks_script;
use crate::locale::{Locale, Locales};
use crate::source::{SourceTree, Span};
use crate::theme::Theme;
use crate::theme::catalogue::Piece;
use crate::theme::messages::lookup;

/// Looks at the catalogues that stand in the project.
pub(in crate::lint) fn check(theme: &Theme, locales: &Locales, tree: &SourceTree, diags: &mut Diagnostics) {
    for locale in locales.site() {
        for key in theme.messages.keys() {
            let words = words(theme, locale, key);
            if lacks_script(&words, locale.script)
                && let Some(span) = place(theme, locale, key, tree)
            {
                diags.push(codes::untranslated_message(span, key, &locale.tag, words.trim()));
            }
        }
    }
}

/// A message without its values.
fn words(theme: &Theme, locale: &Locale, key: &str) -> String {
    let texts = theme.messages.pieces(locale, key, None).into_iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        Piece::Value(_) => None,
    });
    texts.collect()
}

/// The line of a message, in the catalogue of the tag or of a shorter form of it.
fn place(theme: &Theme, locale: &Locale, key: &str, tree: &SourceTree) -> Option<Span> {
    lookup(&locale.tag).find_map(|tag| {
        let file = tree.get(&format!("themes/{}/messages/{tag}.yaml", theme.name))?;
        let mut start = 0;
        for line in file.text()?.split_inclusive('\n') {
            if line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':')) {
                return Some(Span::new(file.id, start, start + line.trim_end().len()));
            }
            start += line.len();
        }
        None
    })
}
