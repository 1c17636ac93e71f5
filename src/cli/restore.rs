//! `bayan import` of text that was taken out of a PDF: it becomes a page that is kept back, with what stays open marked in it.

#[cfg(feature = "pdf")]
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::config::Overrides;
use crate::locale::{LocaleSpec, Locales};
use crate::output::create;
use crate::pipeline::session::Session;
use crate::pipeline::{EditionFiles, Request};
use crate::restore::glyphs::GlyphMap;
use crate::restore::lexicon::Lexicon;
use crate::restore::report::{self as account, Files};
use crate::restore::write::{self, Head, Page};
use crate::restore::{Means, Restored, font, restore};
use crate::site::parts;
use crate::source::walk::{self, CONFIG};
use crate::source::{Content, SourceFile};

use super::given::{self, What};
use super::{Common, exit, nearest_project, now, report};

/// What proves more of such a text.
#[derive(Args, Debug)]
#[group(skip)]
pub struct Options {
    /// Folder with a dictionary in Hunspell's format (`ar.aff`, `ar.dic`), which proves more
    #[arg(long, value_name = "FOLDER")]
    lexicon: Option<PathBuf>,
    /// List of what private-use codes are, one on each line: `U+E008 1`
    #[arg(long, value_name = "FILE", conflicts_with = "font")]
    glyph_map: Option<PathBuf>,
    /// The font that the text was set in, whose glyphs tell what private-use codes are
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
}

/// Restores the text, and writes the page. `is_markdown`: it is a page that an earlier import made.
pub fn run(common: &Common, what: &What, options: &Options, text: &str, is_markdown: bool) -> anyhow::Result<u8> {
    let desk = Desk::open(common, what, options)?;
    let restored = restore(text, &Means { is_markdown, ..desk.means(glyphs(options, text)?) });
    let page = if is_markdown {
        write::again(&restored, text)
    } else {
        let heading =
            restored.blocks.first().filter(|block| block.is_heading()).map(|b| restored.text.lines[b.lines[0]].text.clone());
        write::page(&restored, &desk.head(what, options, heading))
    };
    desk.finish(common, what, &restored, &page)
}

/// What an import of text knows besides the text.
pub struct Desk {
    tag: String,
    /// The name of the page without its endings.
    stem: String,
    is_arabic: bool,
    folder: PathBuf,
    lexicon: Option<Lexicon>,
    glossary: BTreeSet<String>,
}

impl Desk {
    /// Reads what was typed, and what the project lends.
    pub fn open(common: &Common, what: &What, options: &Options) -> anyhow::Result<Self> {
        let tag = what.lang()?;
        let locales = Locales::new(&[LocaleSpec::of(tag)])
            .map_err(|_| anyhow::anyhow!("`{tag}` is no language tag; write one as in `ar` or `ar-LB`"))?;
        let language = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let root = common.root.clone().map_or_else(nearest_project, Ok)?;
        let stem = what.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self {
            folder: given::folder(common)?,
            lexicon: options.lexicon.as_deref().map(|folder| lexicon(folder, tag, &language)).transpose()?,
            glossary: if root.join(CONFIG).is_file() { glossary(&root)? } else { BTreeSet::new() },
            is_arabic: language == "ar" && locales.site().first().is_some_and(crate::locale::Locale::is_arabic_script),
            stem: stem.strip_suffix(&format!(".{tag}")).unwrap_or(&stem).to_owned(),
            tag: tag.to_owned(),
        })
    }

    /// What helps to read a text.
    pub fn means(&self, glyphs: Option<GlyphMap>) -> Means<'_> {
        let (lexicon, glossary) = (self.lexicon.as_ref(), self.glossary.clone());
        Means { lexicon, glossary, glyphs, is_arabic: self.is_arabic, is_markdown: false }
    }

    /// The head of a new page, whose title is what was typed, else a heading, else the name of the file.
    pub fn head(&self, what: &What, options: &Options, heading: Option<String>) -> Head {
        Head {
            title: what.title.clone().or(heading).unwrap_or_else(|| self.stem.replace(['-', '_'], " ")),
            subtitle: None,
            source: what.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            how: how(&self.tag, options),
        }
    }

    /// Writes the page, and says what was done.
    pub fn finish(&self, common: &Common, what: &What, restored: &Restored, page: &Page) -> anyhow::Result<u8> {
        let name = format!("{}.{}.md", self.stem, self.tag);
        write(&self.folder, &name, page)?;
        let made = self.folder.join(&name).display().to_string();
        let files = Files { source: &what.path.display().to_string(), made: &made };
        report::account(common, || account::json(restored, page, files), || account::human(restored, page, files));
        let is_refused = common.strict && !restored.text.doubts.is_empty();
        Ok(if is_refused { exit::CONTENT } else { exit::FINE })
    }
}

fn write(folder: &Path, name: &str, page: &Page) -> anyhow::Result<()> {
    Ok(create::all(folder, [(name, page.text.as_bytes())])?)
}

/// The command without what only this machine has: names of files, no paths.
fn how(tag: &str, options: &Options) -> String {
    let mut how = format!("bayan import --lang {tag}");
    let means = [("lexicon", &options.lexicon), ("glyph-map", &options.glyph_map), ("font", &options.font)];
    for (name, path) in means {
        if let Some(file) = path.as_ref().and_then(|path| path.file_name()) {
            how.extend([" --", name, " ", &file.to_string_lossy()]);
        }
    }
    how
}

/// The dictionary of a language: that of its region, else that of the language.
fn lexicon(folder: &Path, tag: &str, language: &str) -> anyhow::Result<Lexicon> {
    let names = [tag.replace('-', "_"), language.to_owned()];
    let Some(name) = names.iter().find(|name| folder.join(format!("{name}.dic")).is_file()) else {
        anyhow::bail!("{}: there is no `{language}.dic` with its `{language}.aff`", folder.display());
    };
    let read = |ending: &str| -> anyhow::Result<String> {
        let path = folder.join(format!("{name}.{ending}"));
        let tree = walk::one(&path)?;
        let text = tree.files().first().and_then(SourceFile::text).map(str::to_owned);
        text.ok_or_else(|| anyhow::anyhow!("{}: this is not UTF-8", path.display()))
    };
    Lexicon::read(&read("aff")?, &read("dic")?)
        .map_err(|why| anyhow::anyhow!("{}: {name}.aff, {name}.dic: {why}", folder.display()))
}

/// What is said of private-use codes.
fn glyphs(options: &Options, text: &str) -> anyhow::Result<Option<GlyphMap>> {
    let Some(path) = &options.font else { return list(options) };
    font::map(&file(path)?, text).map(Some).map_err(|why| anyhow::anyhow!("{}: {why}", path.display()))
}

/// The list of private-use codes that was given.
pub fn list(options: &Options) -> anyhow::Result<Option<GlyphMap>> {
    let Some(path) = &options.glyph_map else { return Ok(None) };
    let named = |why: String| anyhow::anyhow!("{}: {why}", path.display());
    let text = String::from_utf8(file(path)?).map_err(|_| named("this is not UTF-8".to_owned()))?;
    GlyphMap::read(&text).map(Some).map_err(named)
}

/// The letters of the glyphs of the font that was given.
#[cfg(feature = "pdf")]
pub fn letters(options: &Options) -> anyhow::Result<Option<BTreeMap<u32, String>>> {
    let Some(path) = &options.font else { return Ok(None) };
    let letters = font::of_glyphs(&file(path)?);
    anyhow::ensure!(!letters.is_empty(), "{}: this is no font that can be read", path.display());
    Ok(Some(letters))
}

/// The bytes of a file.
fn file(path: &Path) -> anyhow::Result<Vec<u8>> {
    let tree = walk::one(path)?;
    Ok(match tree.files().first().map(|file| &file.content) {
        Some(Content::Text(text)) => text.as_bytes().to_vec(),
        Some(Content::Binary(bytes)) => bytes.to_vec(),
        Some(Content::Stored(_)) | None => Vec::new(),
    })
}

/// The words of the site's glossary and of its names. A site with mistakes lends those that could be read.
fn glossary(root: &Path) -> anyhow::Result<BTreeSet<String>> {
    let options = parts::Options { drafts: true, now: now() };
    let request = Request {
        root: root.display().to_string(),
        overrides: Overrides::default(),
        options,
        editions: EditionFiles::None,
        marks: false,
    };
    let session = Session::new(walk::load(root)?, request);
    let Some(resolved) = session.site().value else { return Ok(BTreeSet::new()) };
    let ledgers = &resolved.site.ledgers;
    let mut texts: Vec<String> = Vec::new();
    for term in ledgers.glossary.iter() {
        texts.extend(term.name.iter().map(|text| text.text.clone()));
        texts.extend(term.variants.iter().flatten().cloned());
    }
    for ledger in ledgers.by_folder.values() {
        for entries in [&ledger.people, &ledger.places, &ledger.organisations] {
            for name in entries.iter() {
                texts.extend(name.name.iter().map(|text| text.text.clone()));
                texts.extend(name.variants.iter().flatten().cloned());
            }
        }
    }
    Ok(texts
        .iter()
        .flat_map(|text| text.split_whitespace())
        .map(crate::restore::word)
        .filter(|word| word.chars().count() > 1)
        .collect())
}
