//! Files that pages load -> paths that name their content: `fonts/web/x.woff2` becomes `assets/fonts/x.HASH.woff2`.
//!
//! A name that changes with the bytes lets hosts and browsers keep a file for ever and never show an old one.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Diagnostics;
use crate::diag::codes::theme as codes;

use crate::output::hash;
use crate::picture::metadata::Keep;
use crate::picture::{Format, Trouble, drawing, probe, upright};

use super::files::{File, Files};

/// The files that the theme publishes, by their path under the output folder.
#[derive(Debug, Default)]
pub struct Assets {
    published: BTreeMap<String, Arc<[u8]>>,
}

impl Assets {
    /// Publishes bytes under a name within `assets/`, and gives their path.
    pub fn add(&mut self, name: &str, bytes: Arc<[u8]>) -> String {
        let hash = hash::short(&bytes);
        let path = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("assets/{stem}.{hash}.{extension}"),
            None => format!("assets/{name}.{hash}"),
        };
        self.published.insert(path.clone(), bytes);
        path
    }

    /// Publishes a file of the theme, and gives its path. Pictures leave without metadata, drawings without anything but the drawing;
    /// what cannot be shown is told.
    pub fn add_file(&mut self, path: &str, file: &File, diags: &mut Diagnostics) -> String {
        // `fonts/` holds sources beside what is served from `fonts/web/`; a reader has no use for the difference.
        let name = path.strip_prefix("fonts/web/").map_or_else(|| path.to_owned(), |font| format!("fonts/{font}"));
        self.add(&name, clean(path, file, diags))
    }

    /// What was published.
    pub fn into_published(self) -> BTreeMap<String, Arc<[u8]>> {
        self.published
    }
}

/// Whether a web font begins as one and has the length that it says (WOFF 1 and 2, section 4); other files are none.
fn is_whole_font(path: &str, bytes: &[u8]) -> bool {
    let signature: &[u8] = match path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("woff2") => b"wOF2",
        Some("woff") => b"wOFF",
        Some(_) | None => return true,
    };
    let length = bytes.get(8..12).and_then(|length| <[u8; 4]>::try_from(length).ok()).map(u32::from_be_bytes);
    bytes.starts_with(signature) && length.and_then(|length| usize::try_from(length).ok()) == Some(bytes.len())
}

/// What of a file is published.
fn clean(path: &str, file: &File, diags: &mut Diagnostics) -> Arc<[u8]> {
    let bytes = file.bytes();
    if !is_whole_font(path, &bytes) {
        diags.push(codes::web_font(&file.place(0..0), path));
    }
    let is_picture = Format::promised(path).is_some() || !matches!(probe::format(&bytes), Ok(None));
    if !is_picture {
        return bytes;
    }
    let looked = match probe::probe(&bytes) {
        Ok(found) if found.format == Format::Svg => drawing::read(&bytes).map(|d| d.bytes).map_err(Trouble::Drawing),
        Ok(_) => upright::published(&bytes, Keep::default()).map(Cow::into_owned),
        Err(trouble) => Err(trouble),
    };
    match looked {
        Ok(clean) if *clean == *bytes => bytes,
        Ok(clean) => clean.into(),
        Err(trouble) => {
            diags.push(codes::picture(&file.place(0..0), (trouble.code(), path), trouble.says(), trouble.help()));
            bytes
        }
    }
}

/// The file that a style sheet in `folder` (`css`) means by a path: from the theme's folder, as in `theme.yaml`, or
/// from the style sheet's own, as editors resolve it.
pub fn resolve<'f>(files: &'f Files, folder: &str, path: &str) -> Option<(String, &'f File)> {
    let from_root = joined("", path);
    let from_sheet = joined(folder, path);
    [from_root, from_sheet].into_iter().flatten().find_map(|p| files.at(&p).map(|file| (p, file)))
}

/// `path` seen from `folder`, without `.` and `..`; `None` above the theme.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Assets, is_whole_font, joined};

    #[test]
    fn a_name_follows_the_bytes() {
        let mut assets = Assets::default();
        let one = assets.add("site.css", Arc::from(&b"a"[..]));
        assert_eq!(one.strip_prefix("assets/site.").and_then(|n| n.strip_suffix(".css")).map(str::len), Some(10));
        assert_eq!(assets.add("site.css", Arc::from(&b"a"[..])), one);
        assert_ne!(assets.add("site.css", Arc::from(&b"b"[..])), one);
        assert_eq!(assets.into_published().len(), 2);
    }

    #[test]
    fn web_fonts_are_whole_or_not() {
        let amiri: &[u8] = include_bytes!("../../themes/briefing/fonts/web/amiri-400-arabic.woff2");
        assert!(is_whole_font("fonts/a.woff2", amiri) && is_whole_font("fonts/a.ttf", b"x"));
        for (path, bytes) in [
            ("a.woff2", &amiri[..amiri.len() / 2]),
            ("a.WOFF2", b"wOF2"),
            ("a.woff", amiri),
            ("a.woff2", b""),
            ("a.woff2", b"<!DOCTYPE html><title>404</title>"),
        ] {
            assert!(!is_whole_font(path, bytes), "{path}");
        }
    }

    #[test]
    fn paths_stay_within_the_theme() {
        assert_eq!(joined("css", "../fonts/./a.woff2").as_deref(), Some("fonts/a.woff2"));
        assert_eq!(joined("", "icon.svg").as_deref(), Some("icon.svg"));
        assert_eq!(joined("css", "../../site.yaml"), None);
    }
}
