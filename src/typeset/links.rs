//! Addresses of places in a file (`place:ar:c3 ar prices`) -> links to where these places were laid out.
//!
//! Typst looks the label of a link up while it lays out. The first time there are no labels yet: every line with a link is
//! laid out without its words, and again with them. An address needs no looking up, so that lines with links are laid out
//! once; what it means is known from the finished pages.

use std::collections::BTreeSet;

use typst::diag::EcoString;
use typst::foundations::{Content, Label};
use typst::introspection::{Introspector, Location, Tag};
use typst::layout::PageElem;
use typst::model::{Destination, LinkMarker, Numbering};
use typst::text::{Lang, LocalName};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::PLACE;

/// The places of a document.
pub struct Places<'a> {
    document: &'a PagedDocument,
    lost: BTreeSet<String>,
}

impl<'a> Places<'a> {
    /// Those of the pages that Typst laid out.
    pub fn of(document: &'a PagedDocument) -> Self {
        Self { document, lost: BTreeSet::new() }
    }

    /// Labels that were linked to and are not there, or more than once.
    pub fn lost(self) -> BTreeSet<String> {
        self.lost
    }

    /// Where a link leads, if not where it says.
    pub fn destination(&mut self, written: &Destination) -> Option<Destination> {
        let place = match written {
            Destination::Url(url) => parts(url),
            Destination::Position(_) | Destination::Location(_) => None,
        };
        place.and_then(|(_, label)| self.find(label)).map(Destination::Location)
    }

    /// The start of a link says in words where it leads; Typst took the address for that.
    pub fn tag(&mut self, tag: &Tag) -> Option<Tag> {
        let Tag::Start(element, flags) = tag else { return None };
        let says = element.to_packed::<LinkMarker>().and_then(|link| self.says(link.alt.as_deref()?))?;
        let mut element: Content = element.clone();
        element.to_packed_mut::<LinkMarker>()?.alt = Some(says);
        Some(Tag::Start(element, *flags))
    }

    fn find(&mut self, label: &str) -> Option<Location> {
        let found = Label::new(PicoStr::intern(label)).and_then(|label| self.document.introspector().query_label(label).ok());
        let location = found.and_then(Content::location);
        if location.is_none() {
            self.lost.insert(label.to_owned());
        }
        location
    }

    /// `page 12`, in the language of the line and the digits of the page.
    fn says(&mut self, address: &str) -> Option<EcoString> {
        let (language, label) = parts(address)?;
        let word = PageElem::local_name(language.parse().unwrap_or(Lang::ENGLISH), None);
        let location = self.find(label)?;
        let page = self.document.introspector().position(location)?.page.get();
        let page = self.document.pages().get(page - 1)?;
        let digits = match &page.numbering {
            Some(Numbering::Pattern(pattern)) => pattern.apply(None, &[page.number]).ok(),
            Some(Numbering::Func(_)) | None => None,
        };
        Some(format!("{word} {}", digits.unwrap_or_else(|| page.number.to_string().into())).into())
    }
}

/// Language and label of an address.
fn parts(address: &str) -> Option<(&str, &str)> {
    address.strip_prefix(PLACE)?.split_once(':')
}
