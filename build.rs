//! `themes/briefing/**` -> a table of paths and bytes in the binary, so that a site without a theme of its own needs
//! nothing but the program.
//!
//! Left out is what no reader of a page ever loads: font sources (the PDF has a table of its own for the faces it is set in) and
//! scripts that make fonts. Beside it goes the mark of this program.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const THEME: &str = "themes/briefing";

/// The faces that a PDF is set in, in the order in which they stand in for each other. Arabic is never slanted, so its
/// italics stay out.
const FACES: [&str; 14] = [
    "fonts/amiri/Amiri-Regular.ttf",
    "fonts/amiri/Amiri-Bold.ttf",
    "fonts/libertinus-serif/LibertinusSerif-Regular.otf",
    "fonts/libertinus-serif/LibertinusSerif-Bold.otf",
    "fonts/libertinus-serif/LibertinusSerif-Italic.otf",
    "fonts/libertinus-serif/LibertinusSerif-BoldItalic.otf",
    "fonts/plex-sans-arabic/IBMPlexSansArabic-Regular.ttf",
    "fonts/plex-sans-arabic/IBMPlexSansArabic-Bold.ttf",
    "fonts/plex-mono/IBMPlexMono-Regular.ttf",
    "fonts/frank-ruhl-libre/FrankRuhlLibre-Regular.ttf",
    "fonts/frank-ruhl-libre/FrankRuhlLibre-Bold.ttf",
    "fonts/plex-sans-hebrew/IBMPlexSansHebrew-Regular.ttf",
    "fonts/plex-sans-hebrew/IBMPlexSansHebrew-Bold.ttf",
    "fonts/math/BayanMath-Regular.otf",
];

#[expect(clippy::disallowed_methods, reason = "the table has to be written where the compiler finds it")]
fn main() -> io::Result<()> {
    // Cargo looks at every file below a folder named here.
    println!("cargo:rerun-if-changed={THEME}");
    println!("cargo:rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| io::Error::other("not run by cargo"))?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("not run by cargo"))?);
    let theme = root.join(THEME);
    let mut paths = Vec::new();
    if theme.is_dir() {
        collect(&theme, "", &mut paths)?;
    }
    if env::var_os("CARGO_FEATURE_PDF").is_some() {
        fs::write(out.join("faces.rs"), table(FACES.map(str::to_owned)))?;
    }
    // The order of a folder's entries is the file system's: sort, or the binary differs from machine to machine.
    paths.sort();
    fs::write(out.join("briefing.rs"), table(paths.into_iter().filter(|p| is_embedded(p))))?;
    println!("cargo:rustc-env=BAYAN_BUILD=bayan-cache-{:016x}", program(&root)?);
    Ok(())
}

/// `&[("path", include_bytes!(the file)), …]`. Where the files are is asked when the table is compiled: another clone that
/// builds into the same folder would find the paths of this one.
fn table(files: impl IntoIterator<Item = String>) -> String {
    let mut table = String::from("&[\n");
    for path in files {
        // Debug prints both as string literals.
        let below = format!("/{THEME}/{path}");
        let _ = writeln!(table, "    ({path:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {below:?}))),");
    }
    table.push(']');
    table
}

/// A number for everything that the program is compiled from: what another program kept between builds is of no use.
#[expect(clippy::disallowed_methods, reason = "a hash of the program needs its bytes")]
fn program(root: &Path) -> io::Result<u64> {
    let mut paths = vec!["Cargo.toml".to_owned(), "Cargo.lock".to_owned(), "build.rs".to_owned()];
    for folder in ["src", THEME] {
        let mut below = Vec::new();
        collect(&root.join(folder), "", &mut below)?;
        paths.extend(below.into_iter().map(|path| format!("{folder}/{path}")));
        println!("cargo:rerun-if-changed={folder}");
    }
    println!("cargo:rerun-if-changed=Cargo.lock");
    paths.sort();
    let mut hasher = DefaultHasher::new();
    for path in &paths {
        path.hash(&mut hasher);
        match fs::read(root.join(path)) {
            Ok(bytes) => bytes.hash(&mut hasher),
            // Packed crates may lack a lock file.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    // The compiler, the machine and the features: all that cargo tells a build script.
    for name in ["TARGET", "PROFILE", "RUSTC", "CARGO_CFG_FEATURE", "OPT_LEVEL"] {
        env::var_os(name).hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// Paths of all files below `folder`, relative to the theme, `/` between parts.
fn collect(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') {
            continue;
        }
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

/// Whether a site can need the file.
fn is_embedded(path: &str) -> bool {
    let extension = Path::new(path).extension().and_then(|e| e.to_str()).unwrap_or_default();
    !matches!(extension, "ttf" | "otf" | "py")
}
