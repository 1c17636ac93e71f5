//! The mark of a site -> its icon in the sizes that systems ask for, and the manifest that names them.
//!
//! The mark is the site's own icon, else the theme's, else the first letter of the site's name: nothing of this program's own stands
//! on other people's sites.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::locale::{Locale, LocaleId, letter};
use crate::memo::key::KeyBuilder;
use crate::picture::Format;
use crate::site::{address, picture};
use crate::source::FileId;

use super::nuqta::Ink;
use super::{Cards, ICONS};

/// What one is for: that of a tab or a list, of a home screen that rounds its corners, of one that cuts it to a form.
const SIZES: [(u32, &str); 5] = [(32, "any"), (180, "touch"), (192, "any"), (512, "any"), (512, "maskable")];
/// What they are drawn by; a theme has no say in it but by its tokens.
pub(in crate::card) const TEMPLATE: &str = include_str!("icons.typ");

/// What is drawn.
#[derive(Clone, Debug)]
pub(in crate::card) enum Mark {
    /// A file of the content.
    Sign(FileId, &'static str),
    /// A file of the theme.
    Theme(Arc<[u8]>, &'static str),
    /// The first letter of the name.
    Letter(String),
}

/// The icons of a language.
#[derive(Clone, Debug)]
pub struct Icons {
    /// Of everything that is drawn.
    pub key: crate::memo::key::Key,
    pub(in crate::card) mark: Mark,
}

impl Icons {
    /// Where each stands below the output folder, with its side in pixels and what it is for.
    pub fn files(&self) -> impl Iterator<Item = (String, u32, &'static str)> {
        let name = self.key.name();
        SIZES.into_iter().map(move |(size, purpose)| (format!("{ICONS}icon-{size}-{purpose}.{}.png", &name[..12]), size, purpose))
    }

    /// What the template is given.
    pub(in crate::card) fn data(&self, ink: &Ink) -> Value {
        let ink: serde_json::Map<String, Value> =
            ink.all().iter().map(|(name, colour)| ((*name).to_owned(), colour.clone().into())).collect();
        json!({
            "mark": self.file(),
            "letter": if let Mark::Letter(letter) = &self.mark { letter.as_str() } else { "" },
            "sizes": SIZES,
            "ink": ink,
        })
    }

    /// The name of the mark's file in the world of the template.
    pub(in crate::card) fn file(&self) -> Option<String> {
        match &self.mark {
            Mark::Sign(_, ending) | Mark::Theme(_, ending) => Some(format!("pictures/mark.{ending}")),
            Mark::Letter(_) => None,
        }
    }
}

impl Cards<'_> {
    /// The icons of a language; `None` where its icon is a file that the typesetter does not read.
    pub fn icons(&self, locale: LocaleId) -> Option<Icons> {
        let mark = self.icon(locale)?;
        let key = KeyBuilder::of("icons").and(self.means.faces).text(TEMPLATE);
        let key = Ink::of(self.theme).all().iter().fold(key, |key, (name, colour)| key.text(name).text(colour));
        let key = match &mark {
            Mark::Sign(file, ending) => key.text(ending).and((self.means.file)(*file)),
            Mark::Theme(bytes, ending) => key.text(ending).bytes(bytes),
            Mark::Letter(letter) => key.number(0).text(letter),
        };
        Some(Icons { key: key.key(), mark })
    }

    fn icon(&self, locale: LocaleId) -> Option<Mark> {
        if let Some(own) = &self.site.brands[usize::from(locale.0)].icon {
            let probe = self.site.pictures.fine(own.asset.file).filter(|probe| picture::is_printable(probe))?;
            let is_shown = !self.is_covered(own.asset.file);
            return is_shown.then_some(Mark::Sign(own.asset.file, probe.format.endings().first()?));
        }
        if let Some(path) = &self.theme.icon {
            let format = Format::promised(path).filter(|format| !matches!(format, Format::Avif | Format::Icon))?;
            return Some(Mark::Theme(Arc::clone(self.theme.assets.get(path)?), format.endings().first()?));
        }
        let letter = letter::initial(&self.site.config.title.get(locale).text);
        (!letter.is_empty() && self.covers(&letter)).then_some(Mark::Letter(letter))
    }

    /// The manifest of a language (Web Application Manifest), with its path below the output folder. `icon` is what tabs of browsers
    /// show: its address and media type.
    pub fn manifest(&self, locale: &Locale, icon: Option<(&str, &str)>) -> (String, String) {
        let config = &self.site.config;
        let home = &self.site.page(self.site.homes[usize::from(locale.id.0)]).url;
        let title = crate::ast::text::isolated(&config.title.get(locale.id).content);
        let mut icons: Vec<Value> = Vec::new();
        if let Some((src, media)) = icon {
            icons.push(json!({ "src": src, "type": media, "sizes": "any" }));
        }
        let drawn = self.icons(locale.id);
        for (out, size, purpose) in drawn.iter().flat_map(Icons::files).filter(|(_, size, _)| *size >= 192) {
            let src = address::url(config, &out);
            icons.push(json!({ "src": src, "type": "image/png", "sizes": format!("{size}x{size}"), "purpose": purpose }));
        }
        let ink = Ink::of(self.theme);
        let manifest = json!({
            "name": title,
            "short_name": title,
            "description": crate::ast::text::isolated(&config.description.get(locale.id).content),
            "lang": locale.tag,
            "dir": locale.dir.as_str(),
            "start_url": home,
            "scope": home,
            "display": "browser",
            "background_color": ink.get("paper"),
            "theme_color": ink.get("paper"),
            "icons": icons,
        });
        let text = format!("{manifest}\n");
        let hash = crate::memo::key::Key::of_bytes(text.as_bytes()).name();
        (format!("{ICONS}site.{}.{}.webmanifest", locale.tag, &hash[..12]), text)
    }
}
