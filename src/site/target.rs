//! Where a link or a picture leads, as what it is: a page, an entry, a file, an address elsewhere. Back-ends derive from it what
//! they need (an address, a label, a relative path); nothing takes an address apart again.

use crate::ast::{Anchor, EntryKind};
use crate::source::FileId;

use super::photos::Shown;
use super::{PageId, Site, address};

/// Where one of a document's refs leads, and what is known of it when it is a picture.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Link {
    /// Where to.
    pub target: Target,
    /// Width and height of a picture in pixels, where known.
    pub size: Option<(u32, u32)>,
    /// Of a picture: what `pictures.yaml` says of it, and the sizes it is published in.
    pub shown: Option<Shown>,
}

impl Link {
    /// A link that is no picture.
    pub fn to(target: Target) -> Self {
        Self { target, size: None, shown: None }
    }
}

/// Where a link or a picture leads.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Target {
    /// Nowhere: what is wrong with it was reported where it was resolved.
    #[default]
    Unresolved,
    /// Something that is kept back. The words of a link stay without it, and a picture is left out.
    Hidden,
    /// A page, or the element of a name on it; an empty name is the top of the page.
    Page(PageId, Option<Anchor>),
    /// An entry of a ledger.
    Entry(EntryRef),
    /// A file that is published beside the pages.
    Asset(AssetRef),
    /// A file made of data, by its path below the output folder.
    Data(String),
    /// An address elsewhere: percent-encoded, its host in Punycode.
    External(String),
}

/// An entry of a ledger as a target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryRef {
    /// What kind of entry it is.
    pub kind: EntryKind,
    /// Its id in the ledger.
    pub id: String,
    /// The page that shows it, and its element there; `None` where no page of the site does.
    pub place: Option<(PageId, Option<Anchor>)>,
}

/// A published file as a target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AssetRef {
    /// The file.
    pub file: FileId,
    /// Its path below the output folder.
    pub out: String,
}

impl Target {
    /// The page that it leads to, and the name of the element there.
    pub fn page(&self) -> Option<(PageId, Option<&Anchor>)> {
        match self {
            Self::Page(page, anchor) => Some((*page, anchor.as_ref())),
            Self::Entry(entry) => entry.place.as_ref().map(|(page, anchor)| (*page, anchor.as_ref())),
            Self::Unresolved | Self::Hidden | Self::Asset(_) | Self::Data(_) | Self::External(_) => None,
        }
    }

    /// The file that it leads to.
    pub fn asset(&self) -> Option<&AssetRef> {
        match self {
            Self::Asset(asset) => Some(asset),
            Self::Unresolved | Self::Hidden | Self::Page(..) | Self::Entry(_) | Self::Data(_) | Self::External(_) => None,
        }
    }

    /// Whether it leads off the site.
    pub fn is_external(&self) -> bool {
        matches!(self, Self::External(_))
    }
}

impl Site {
    /// The address of a target, percent-encoded: from the root of the host, or absolute where it leads off the site. `None` where
    /// it leads nowhere.
    pub fn url(&self, target: &Target) -> Option<String> {
        if let Some((page, anchor)) = target.page() {
            let url = &self.page(page).url;
            return Some(match anchor {
                Some(anchor) => format!("{url}{}", fragment(anchor)),
                None => url.clone(),
            });
        }
        match target {
            Target::Asset(asset) => Some(self.url_of_asset(asset)),
            Target::Data(out) => Some(address::url(&self.config, out)),
            Target::External(url) => Some(url.clone()),
            Target::Unresolved | Target::Hidden | Target::Page(..) | Target::Entry(_) => None,
        }
    }

    /// The same as a link on a page writes it: what is on the page itself has a fragment only.
    pub fn url_on(&self, page: PageId, target: &Target) -> Option<String> {
        match target.page() {
            Some((own, Some(anchor))) if own == page => Some(fragment(anchor)),
            Some(_) | None => self.url(target),
        }
    }

    /// The address of a published file from the root of the host.
    pub fn url_of_asset(&self, asset: &AssetRef) -> String {
        address::url(&self.config, &asset.out)
    }
}

fn fragment(anchor: &Anchor) -> String {
    format!("#{}", address::encode(&anchor.0))
}
