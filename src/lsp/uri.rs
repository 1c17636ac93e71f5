//! Addresses of files as editors write them <-> paths.

use std::path::{Path, PathBuf};

use crate::site::address;

/// The path of a `file:` address on this machine; `None` for texts that are no files.
pub fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let rest = rest.split(['?', '#']).next().filter(|rest| rest.starts_with('/'))?;
    let decoded = address::decoded(rest);
    // `/c:/folder` on Windows.
    let drive = decoded.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic) && decoded.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(if drive && cfg!(windows) { &decoded[1..] } else { &decoded }))
}

/// The address of a path.
pub fn of(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', if cfg!(windows) { "/" } else { "\\" });
    let slash = if text.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", address::encode(&text))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{of, path};

    #[test]
    fn addresses_are_paths_and_back() {
        for text in ["/a b/content/ملف #1.ar.md", "/x/100%/y.md", "/plain"] {
            assert_eq!(path(&of(Path::new(text))).as_deref(), Some(Path::new(text)), "{}", of(Path::new(text)));
        }
        assert_eq!(path("file:///a%20b/%D9%85.md").as_deref(), Some(Path::new("/a b/م.md")));
        assert_eq!(path("untitled:Untitled-1"), None);
        assert_eq!(path("file://server/share"), None);
    }
}
