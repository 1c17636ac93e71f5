//! The links of a line, and those that came back with it -> what is to become of them: which are new, lead elsewhere now, or are gone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::items::{Item, Refusal};
use super::lines::{Held, Line};
use super::marks::Sent;
use crate::site::address::decoded;
use crate::site::scheme;
use crate::source::SourceTree;
use crate::word::Lead;

/// Where a link of a page leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Own {
    /// Its address: from the root of the host, or absolute where it leads off the site.
    pub url: String,
    /// Whether it leads off the site.
    pub is_outside: bool,
    /// Whether it leads to an entry of a ledger.
    pub is_entry: bool,
}

/// Where links lead.
#[derive(Clone, Copy, Debug)]
pub struct Leads<'a> {
    /// Those of the line; `None` for one that a document has as words alone.
    pub own: &'a [Option<Own>],
    /// Those of the document.
    pub sent: &'a [Lead],
}

/// What is to become of the links of a line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// Items that become a link, and its address.
    pub added: Vec<(Range<usize>, String)>,
    /// Links of the line that lead elsewhere now, and where.
    pub turned: Vec<(usize, String)>,
    /// Links of the line that are none any more.
    pub gone: Vec<usize>,
    /// Links of which nothing is left.
    pub empty: Vec<usize>,
}

/// Compares the links of a line with those that came back.
///
/// # Errors
///
/// Where that cannot be written: a link within the document, or one that is longer or shorter than it was.
pub fn plan(items: &[Item], new: &[Sent], line: &Line, leads: Leads<'_>) -> Result<Plan, Refusal> {
    let mut plan = Plan::default();
    for at in 0..line.links.len() {
        kept(at, items, (new, line, leads), &mut plan)?;
    }
    let known: BTreeMap<usize, usize> = items.iter().filter_map(|item| Some((item.link?, new.get(item.to)?.link?))).collect();
    for (run, link) in runs(items, new) {
        let inside: Vec<Option<&Held>> = items[run.clone()].iter().map(|item| held(item, line)).collect();
        let address = match leads.sent.get(link) {
            Some(Lead::Address(address)) => address,
            // What is printed of an entry, and the number of a note, lead to places of the document.
            Some(Lead::Place(_)) if inside.iter().all(Option::is_some) => continue,
            Some(Lead::Place(_) | Lead::Nowhere) | None => return Err(Refusal::Link),
        };
        if let Some(held) = inside.into_iter().flatten().find(|held| **held != Held::Code) {
            return Err(Refusal::Held(held.clone()));
        }
        let beside = [run.start.checked_sub(1), Some(run.end)].into_iter().flatten();
        let is_longer = beside.filter_map(|at| items.get(at)?.link).any(|own| known.get(&own) == Some(&link));
        if is_longer || !is_address(address) {
            return Err(Refusal::Link);
        }
        plan.added.push((run, address.clone()));
    }
    Ok(plan)
}

/// What became of a link of the line.
fn kept(at: usize, items: &[Item], (new, line, leads): (&[Sent], &Line, Leads<'_>), plan: &mut Plan) -> Result<(), Refusal> {
    let own = || items.iter().filter(|item| item.link == Some(at));
    let to = leads.own.get(at).and_then(Option::as_ref);
    if to.is_some_and(|to| to.is_entry) {
        return entry(own(), (new, line, leads));
    }
    if own().next().is_none() {
        let was_there = line.letters.iter().any(|letter| letter.link == Some(at));
        plan.empty.extend(was_there.then_some(at));
        return Ok(());
    }
    let Some(to) = to else { return Ok(()) };
    let counts = |item: &&Item| {
        let is_text = held(item, line).is_none_or(|held| matches!(held, Held::Code | Held::Made));
        is_text && new.get(item.to).is_some_and(|sent| !sent.c.is_whitespace())
    };
    let links = |is_counted: &dyn Fn(&Item) -> bool| -> BTreeSet<Option<usize>> {
        let counted = own().filter(counts).filter(|item| is_counted(item));
        counted.map(|item| new.get(item.to).and_then(|sent| sent.link)).collect()
    };
    // What is typed at the end of a link is none of its letters for some programs.
    let mut found = links(&|item| item.letter.is_some());
    if found.is_empty() {
        found = links(&|_| true);
    }
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (None, _) => {}
        (Some(None), None) => plan.gone.push(at),
        (Some(Some(other)), None) => match leads.sent.get(other) {
            Some(Lead::Address(sent)) if to.is(sent) => {}
            Some(Lead::Address(sent)) if is_address(sent) => plan.turned.push((at, sent.clone())),
            Some(Lead::Place(_)) if !to.is_outside => {}
            Some(Lead::Address(_) | Lead::Place(_) | Lead::Nowhere) | None => return Err(Refusal::Link),
        },
        (Some(_), Some(_)) => return Err(Refusal::Link),
    }
    Ok(())
}

/// What refers to an entry leads to where that stands in the document, and nowhere else.
fn entry<'i>(own: impl Iterator<Item = &'i Item>, (new, line, leads): (&[Sent], &Line, Leads<'_>)) -> Result<(), Refusal> {
    for item in own.filter(|item| item.letter.is_some()) {
        let Some(sent) = new.get(item.to).filter(|sent| !sent.c.is_whitespace()) else { continue };
        let is_kept = match sent.link.and_then(|link| leads.sent.get(link)) {
            // Its words alone may stand in the document; that they lead somewhere stays with the page.
            Some(Lead::Place(_)) | None => true,
            Some(Lead::Address(_) | Lead::Nowhere) => false,
        };
        if !is_kept {
            return Err(held(item, line).map_or(Refusal::Link, |held| Refusal::Held(held.clone())));
        }
    }
    Ok(())
}

impl Own {
    /// Whether an address of a document is this one. Programs write some letters of addresses in other ways.
    pub fn is(&self, sent: &str) -> bool {
        let sent = normal(sent);
        if self.is_outside {
            return normal(&self.url) == sent;
        }
        // The site may have moved since.
        let path = sent.split_once("://").map_or(sent.as_str(), |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
        normal(path) == normal(&self.url)
    }
}

/// An address as it counts.
fn normal(address: &str) -> String {
    let decoded = decoded(address.trim());
    let (place, rest) = match decoded.split_once("://") {
        Some((scheme, rest)) => {
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            (format!("{scheme}://{}", &rest[..end]).to_lowercase(), &rest[end..])
        }
        None => (String::new(), decoded.as_str()),
    };
    format!("{place}{}", rest.trim_end_matches('/'))
}

/// Whether a page may have a link to an address: not to a file of somebody's machine, nor to a script.
pub fn is_address(address: &str) -> bool {
    let Some(own) = scheme::of(address) else { return false };
    let is_web = own.to_ascii_lowercase().starts_with("http");
    let is_whole = !is_web || address[own.len()..].starts_with("://");
    is_whole && scheme::is_allowed(own) && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// Whether an address is one of a site, and not of another whose name begins like its name.
pub fn is_below(address: &str, origin: &str) -> bool {
    let rest = address.strip_prefix(origin).filter(|_| !origin.is_empty());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

/// Whether a file of a project holds an address, however it writes it.
pub fn is_in(address: &str, tree: &SourceTree) -> bool {
    let own = [address, address.trim_end_matches('/'), &decoded(address)].map(str::to_owned);
    let mut texts = tree.files().iter().filter_map(|file| file.text());
    texts.any(|text| own.iter().any(|own| text.contains(own.as_str())))
}

/// The longest runs of items that were in no link and are in one now, without the spaces at their ends.
pub fn runs(items: &[Item], new: &[Sent]) -> Vec<(Range<usize>, usize)> {
    let sent = |item: &Item| new.get(item.to);
    let link = |item: &Item| if item.link.is_some() { None } else { sent(item)?.link };
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let Some(own) = link(item) else { continue };
        match found.last_mut() {
            Some((run, last)) if *last == own && run.end == at => run.end = at + 1,
            Some(_) | None => found.push((at..at + 1, own)),
        }
    }
    let is_space = |item: &Item| sent(item).is_some_and(|sent| sent.c.is_whitespace());
    for (run, _) in &mut found {
        let own = &items[run.clone()];
        let first = own.iter().take_while(|item| is_space(item)).count();
        let last = own.iter().rev().take(own.len() - first).take_while(|item| is_space(item)).count();
        *run = run.start + first..run.end - last;
    }
    found.retain(|(run, _)| !run.is_empty());
    found
}

/// What an item is that cannot be edited.
fn held<'l>(item: &Item, line: &'l Line) -> Option<&'l Held> {
    line.held.get(line.letters.get(item.letter?)?.held?)
}

#[cfg(test)]
mod tests {
    use super::{Own, is_address, is_below};

    #[test]
    fn an_address_is_the_same_however_a_program_writes_it() {
        for (url, is_outside, sent, is) in [
            ("https://example.org/a", true, "https://example.org/a/", true),
            ("https://example.org/%D8%A3", true, "HTTPS://Example.org/أ", true),
            ("https://example.org/a", true, "https://example.org/b", false),
            ("/ar/k/", false, "https://old.example/ar/k", true),
            ("/", false, "https://old.example/", true),
            ("/ar/k/#x", false, "https://old.example/ar/k/#y", false),
        ] {
            assert_eq!(Own { url: url.to_owned(), is_outside, is_entry: false }.is(sent), is, "{url} {sent}");
        }
    }

    #[test]
    fn links_that_pages_may_have_are_told_from_others() {
        for address in ["https://example.org", "HTTP://a", "mailto:a@example.org", "tel:+7", "sms:+7"] {
            assert!(is_address(address), "{address}");
        }
        for address in ["javascript:alert(1)", "file:///etc/passwd", "ftp://a", "https:a", "a", "https://a b"] {
            assert!(!is_address(address), "{address}");
        }
    }

    #[test]
    fn an_address_of_a_site_is_told_from_one_that_begins_alike() {
        let origin = "https://example.org";
        for address in [origin, "https://example.org/ar/", "https://example.org?a", "https://example.org#a"] {
            assert!(is_below(address, origin), "{address}");
        }
        for address in ["https://example.org.evil/", "https://example.organic", "https://other.org/https://example.org/"] {
            assert!(!is_below(address, origin), "{address}");
        }
        assert!(!is_below("https://example.org/", ""));
    }
}
