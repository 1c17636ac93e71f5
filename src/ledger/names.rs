//! The names of data files: those that are read, and those that were probably meant to be.

/// What is said of the pictures of a folder.
pub const PICTURES: &str = "pictures.yaml";
/// The files of a ledger, in the folder of any section.
pub const FILES: [&str; 8] = [
    "facts.yaml",
    "claims.yaml",
    "sources.yaml",
    "people.yaml",
    "places.yaml",
    "organisations.yaml",
    "events.yaml",
    "units.yaml",
];
/// The terms of the site.
pub const GLOSSARY: &str = "content/glossary.yaml";

/// Whether a file below the content is read as data of the site. It is published by nothing but what is made of it.
pub fn is_read(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    FILES.contains(&name) || name == PICTURES || path == GLOSSARY
}

/// The name that a file has in other letters, or with the other ending of YAML, and under which it would be read.
pub fn meant(path: &str) -> Option<&'static str> {
    let lower = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let stem = lower.strip_suffix(".yaml").or_else(|| lower.strip_suffix(".yml"))?;
    let glossary = GLOSSARY.rsplit('/').next().unwrap_or(GLOSSARY);
    let mut known = FILES.into_iter().chain([PICTURES, glossary]);
    known.find(|name| name.strip_suffix(".yaml") == Some(stem)).filter(|name| !path.ends_with(&format!("/{name}")))
}

#[cfg(test)]
mod tests {
    use super::{is_read, meant};

    #[test]
    fn a_name_is_read_or_meant() {
        for path in ["content/facts.yaml", "content/k/units.yaml", "content/k/pictures.yaml", "content/glossary.yaml"] {
            assert!(is_read(path) && meant(path).is_none(), "{path}");
        }
        for (path, name) in [
            ("content/k/Facts.yaml", "facts.yaml"),
            ("content/k/facts.YML", "facts.yaml"),
            ("content/FACTS.Yaml", "facts.yaml"),
            ("content/k/events.yml", "events.yaml"),
            ("content/k/Pictures.yaml", "pictures.yaml"),
            ("content/Glossary.yml", "glossary.yaml"),
        ] {
            assert!(!is_read(path) && meant(path) == Some(name), "{path}");
        }
        for path in ["content/k/prices.yaml", "content/k/facts.json", "content/k/glossary.yaml", "content/k/myfacts.yaml"] {
            assert!(!is_read(path) && meant(path).is_none(), "{path}");
        }
    }
}
