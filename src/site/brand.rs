//! The pictures that stand for a site, as site.yaml names them (`logo`, `icon`, `card`) -> the file of each in every language.

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::diag::codes::site as codes;
use crate::diag::names::nearest;
use crate::locale::Locale;
use crate::picture::Format;
use crate::picture::base64::data_url;
use crate::picture::metadata::Keep;
use crate::source::{Located, SourceTree};

use super::absent::Absent;
use super::picture::{Pictures, published, variant};
use super::place::CONTENT;
use super::target::AssetRef;

/// A picture that stands for the site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sign {
    /// Its file.
    pub asset: AssetRef,
    /// Pixels, where known.
    pub size: Option<(u32, u32)>,
    /// What it is.
    pub format: Format,
    /// What is published of a small drawing, as an address that holds it.
    pub held: Option<String>,
}

/// Drawings up to this many bytes are part of the pages that show them: asking for them would cost more.
const SMALL: usize = 1000;

/// The pictures that stand for the site in one language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Brand {
    /// Beside its name.
    pub logo: Option<Sign>,
    /// For tabs and bookmarks of browsers.
    pub icon: Option<Sign>,
    /// For shared links to pages without a picture of their own.
    pub card: Option<Sign>,
}

/// The pictures in every language, in configured order. A language's own file (`logo.ar.svg`) goes before that of all;
/// one that has neither is given that of another.
pub(in crate::site) fn all(
    config: &Config,
    tree: &SourceTree,
    pictures: &Pictures,
    absent: &Absent,
    diags: &mut Diagnostics,
) -> Vec<Brand> {
    let mut of = |locale: &Locale| {
        let mut sign = |name: &str, given: &Option<Located<String>>| {
            given.as_ref().and_then(|given| Search { config, tree, pictures, absent, locale }.sign(name, given, diags))
        };
        Brand { logo: sign("logo", &config.logo), icon: sign("icon", &config.icon), card: sign("card", &config.card) }
    };
    config.locales.site().iter().map(&mut of).collect()
}

/// Where a picture is looked for.
struct Search<'a> {
    config: &'a Config,
    tree: &'a SourceTree,
    pictures: &'a Pictures,
    absent: &'a Absent,
    locale: &'a Locale,
}

impl Search<'_> {
    fn sign(&self, name: &str, given: &Located<String>, diags: &mut Diagnostics) -> Option<Sign> {
        let path = format!("{CONTENT}/{}", given.value);
        let locales = &self.config.locales;
        let own = variant(self.tree, &path, &self.locale.tag);
        let other = || locales.instead(self.locale.id).find_map(|other| variant(self.tree, &path, &locales.get(other).tag));
        let Some(file) = own.or_else(other) else {
            if let Some(mark) = self.absent.files.get(&path).and_then(Option::as_ref) {
                diags.extend(mark.told(self.config, given.span, &given.value));
                return None;
            }
            let known = self.tree.in_folder(CONTENT).filter(|file| Format::promised(&file.path).is_some());
            let near = nearest(&given.value, known.map(|file| &file.path[CONTENT.len() + 1..]));
            diags.push(codes::unknown_sign(given.span, name, &given.value, &self.locale.tag, near));
            return None;
        };
        let Some(probe) = self.pictures.fine(file.id) else {
            diags.push(codes::sign_no_picture(given.span, name, &file.path));
            return None;
        };
        let asset = AssetRef { file: file.id, out: file.path[CONTENT.len() + 1..].to_owned() };
        let is_small = probe.format == Format::Svg && file.length() <= 4 * SMALL as u64;
        let held = is_small.then(|| published(file, Format::Svg, Keep::default()).ok()).flatten();
        let held = held.filter(|drawing| drawing.len() <= SMALL);
        let held = held.map(|drawing| data_url(Format::Svg.media_type(), &drawing));
        Some(Sign { asset, size: probe.shown(), format: probe.format, held })
    }
}
