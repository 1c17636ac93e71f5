//! `bayan import` of a PDF: its text becomes a page that is kept back, in the order in which it is read.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::printed::read::{CODES, PAGES, Refused, read};
use crate::printed::text::{Group, Told, What as Form, text};
use crate::restore::layout::{Block, Kind};
use crate::restore::{Placed, Restored, font, placed, spans, write};
use crate::site::scheme;
use crate::typeset::guard::{self, Budget, Stopped};
use crate::typeset::spare_face;

use super::given::What;
use super::restore::{Desk, Options, letters, list};
use super::{Common, exit, report};

/// What a PDF may take: a minute and two seconds for each of its megabytes, and five times the memory that two thousand pages take.
fn budget(bytes: usize) -> Budget {
    let more = u64::try_from(bytes >> 19).unwrap_or(u64::MAX).min(600);
    let slow = if cfg!(debug_assertions) { 6 } else { 1 };
    Budget { time: Duration::from_secs((60 + more) * slow), memory: 3 << 29 }
}

/// What there is no text of.
struct Empty {
    pages: usize,
    pictures: usize,
}

/// What came of a file.
enum Read {
    Told(Told),
    Empty(Empty),
    /// Glyphs that nothing tells, and all of them.
    Unknown(usize, usize),
    /// The font that was given is not the one of the text.
    OtherFont,
}

/// Reads the PDF, and writes the page.
pub fn run(common: &Common, what: &What, options: &Options, bytes: Vec<u8>) -> anyhow::Result<u8> {
    let desk = Desk::open(common, what, options)?;
    let (given, map) = (letters(options)?, list(options)?);
    let has_means = map.is_some();
    let shown = what.path.display().to_string();
    let refused = |why: String| anyhow::anyhow!("{shown}: {why}");
    let done = guard::run_deep(budget(bytes.len()), move |leash| within(bytes, given.as_ref(), has_means, &|| leash.check()));
    let told = match done.map_err(|why| refused(stopped(&why)))?.map_err(|why| refused(told_of(&why)))? {
        Read::Told(told) => told,
        Read::Empty(empty) => return Err(refused(nothing(&empty))),
        Read::OtherFont => {
            return Err(refused("the text was not set in the font of `--font`: its glyphs have other numbers".to_owned()));
        }
        Read::Unknown(unknown, all) => {
            return Err(refused(format!(
                "of its {all} letters it does not say what {unknown} are; name its font (`--font`), or let a program for text recognition \
                 read it and import what that makes"
            )));
        }
    };
    let (given, has_own) = arranged(told);
    let mut restored = placed(given, &desk.means(map));
    let is_empty = restored.blocks.is_empty();
    let title = title(&restored);
    if has_own && what.title.is_none() && restored.blocks.first().is_some_and(|block| block.kind == Kind::Heading(1)) {
        let title = restored.blocks.remove(0);
        uncalled(&mut restored, &title);
    }
    let page = write::page(&restored, &desk.head(what, options, title));
    let code = desk.finish(common, what, &restored, &page)?;
    if code == exit::FINE && !common.quiet && is_empty {
        report::log(&format!("bayan: {shown}: all of its text stands at the edges of all pages, and was left out"));
    }
    Ok(code)
}

/// What is done within bounds.
fn within(bytes: Vec<u8>, given: Option<&BTreeMap<u32, String>>, has_means: bool, check: &dyn Fn()) -> Result<Read, Refused> {
    let mut sheets = read(bytes, spare_face(), &font::of_glyphs, check)?;
    if let Some(given) = given
        && !sheets.lend(given)
    {
        return Ok(Read::OtherFont);
    }
    let (all, unknown) = sheets.letters();
    if all == 0 {
        let pictures = sheets.all.iter().filter(|sheet| sheet.pictures > 0).count();
        return Ok(Read::Empty(Empty { pages: sheets.all.len(), pictures }));
    }
    if unknown * 2 > all && !has_means {
        return Ok(Read::Unknown(unknown, all));
    }
    Ok(Read::Told(text(&sheets, check)))
}

/// The text for the stages that restore it, and whether it begins with its title: the one heading that is larger than all others.
fn arranged(told: Told) -> (Placed, bool) {
    let is_first = |group: &Group| group.what == Form::Heading(1);
    let only = told.groups.first().is_some_and(is_first) && told.groups.iter().filter(|group| is_first(group)).count() == 1;
    let links = told.links.into_iter().map(led).collect();
    let mut placed = Placed { links, left_out: told.left_out, ..Placed::default() };
    for group in told.groups {
        let kind = match group.what {
            Form::Paragraph => Kind::Paragraph,
            Form::Heading(level) => Kind::Heading((if only { level } else { level + 1 }).min(4)),
            Form::Item(number) => Kind::Item(number),
            Form::Note(name) => Kind::Note(name),
        };
        let first = placed.lines.len();
        placed.lines.extend(group.rows.into_iter().map(|row| (row.page, row.text)));
        placed.groups.push((kind, (first..placed.lines.len()).collect()));
    }
    (placed, only)
}

/// Where a link leads; nowhere, if no link of a site may lead there.
fn led(to: String) -> String {
    if scheme::of(&to).is_none_or(scheme::is_allowed) { to } else { String::new() }
}

/// A note that only the title called is a paragraph: no title can call one.
fn uncalled(restored: &mut Restored, title: &Block) {
    let lines = title.lines.iter().filter_map(|at| restored.text.lines.get(*at));
    let names: BTreeSet<&str> = lines.flat_map(|line| spans::calls(&line.text)).collect();
    for block in &mut restored.blocks {
        if matches!(&block.kind, Kind::Note(name) if names.contains(name.as_str())) {
            block.kind = Kind::Paragraph;
        }
    }
}

/// The words of the first heading.
fn title(restored: &Restored) -> Option<String> {
    let block = restored.blocks.iter().find(|block| block.is_heading())?;
    let lines = block.lines.iter().filter_map(|at| restored.text.lines.get(*at));
    let words: Vec<String> = lines.map(|line| spans::plain(&line.text)).collect();
    Some(words.join(" ")).filter(|title| !title.trim().is_empty())
}

fn stopped(why: &Stopped) -> String {
    match why {
        Stopped::Panicked(words) => {
            format!("it is damaged, and reading it failed ({words}); open it in a PDF reader and save it anew")
        }
        Stopped::Late(time) => {
            format!(
                "it was not read after {} s; save a part of its pages as a file of their own, and import that",
                time.as_secs()
            )
        }
        Stopped::Large(memory) => format!(
            "reading it takes more memory than {} MB; save a part of its pages as a file of their own, and import that",
            memory >> 20
        ),
    }
}

fn told_of(why: &Refused) -> String {
    match why {
        Refused::Encrypted => "it is encrypted; save it without a password, and import that".to_owned(),
        Refused::Damaged => "it is damaged, and no page of it can be read; open it in a PDF reader and save it anew".to_owned(),
        Refused::Pages(count) => {
            format!("it has {count} pages, and more than {PAGES} are not read; save a part of them as a file of their own")
        }
        Refused::Codes => format!(
            "it does not say what more than {CODES} of its glyphs are; let a program for text recognition read it, and import what that makes"
        ),
        Refused::Glyphs => "it holds more letters than are read; save a part of its pages as a file of their own".to_owned(),
    }
}

fn nothing(empty: &Empty) -> String {
    match empty {
        Empty { pages: 0, .. } => "there is no page in it".to_owned(),
        Empty { pictures: 0, .. } => "there is no text in it".to_owned(),
        Empty { pages, pictures } => format!(
            "there is no text in it: {pictures} of its {} pictures, as a scanner makes them; let a program for text recognition read it, \
             and import what that makes",
            if *pages == 1 { "1 page is".to_owned() } else { format!("{pages} pages are") }
        ),
    }
}
