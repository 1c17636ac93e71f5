//! A resolved site -> the addresses it links to elsewhere, and what an answer from there means. Nobody is asked here: that is
//! `cli::external`, on demand only, never in a build.

use std::collections::BTreeMap;

use super::written;
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::locale::host;
use crate::message::Message;
use crate::site::Site;
use crate::source::Span;

/// What came of asking for an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// A status of HTTP.
    Status(u16),
    /// None, with the reason.
    Nothing(String),
}

/// What an answer means for a link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It leads somewhere.
    Alive,
    /// It leads nowhere.
    Dead,
    /// A program cannot tell: the site turns programs away, or has enough of them for now.
    Unknown,
}

impl Answer {
    /// What it means (RFC 9110, section 15).
    pub fn verdict(&self) -> Verdict {
        match self {
            Answer::Status(200..=399) => Verdict::Alive,
            Answer::Status(401 | 403 | 405 | 406 | 407 | 429 | 451 | 503 | 999) => Verdict::Unknown,
            Answer::Status(_) | Answer::Nothing(_) => Verdict::Dead,
        }
    }
}

/// The addresses of a site by host, each with the places that link to it. Left out are those of the skip list, each entry of
/// which is a host or the beginning of an address, and hosts that only this machine or its network knows.
pub fn addresses(site: &Site) -> BTreeMap<String, BTreeMap<String, Vec<Span>>> {
    let mut found: BTreeMap<String, BTreeMap<String, Vec<Span>>> = BTreeMap::new();
    let mut add = |address: &str, span: Span| {
        // A server never sees the fragment.
        let address = address.trim().split('#').next().unwrap_or_default();
        let Some(host) = host(address).filter(|host| is_public(host) && !is_skipped(address, host, &site.config.skip_links))
        else {
            return;
        };
        found.entry(host).or_default().entry(address.to_owned()).or_default().push(span);
    };
    for page in site.pages.iter().filter(|p| p.fallback_of.is_none() && p.is_first_part()) {
        for reference in written(page).into_iter().flat_map(|document| &document.refs) {
            add(&reference.raw, reference.span);
        }
    }
    for source in site.ledgers.by_folder.values().flat_map(|ledger| ledger.sources.iter()) {
        for address in source.url.iter().chain(&source.archived) {
            add(address, source.span);
        }
    }
    found
}

/// The host of an address on the web, in lower case, without port and without somebody's name.
fn host(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let authority = rest.split(['/', '?']).next().filter(|a| is_web && !a.contains(['@', '[', '\\']))?;
    let host = host::authority(authority.split(':').next().unwrap_or(authority)).trim_end_matches('.').to_lowercase();
    (!host.is_empty()).then_some(host)
}

/// Whether a host is one of the open web: content must not make a machine look around in its own network.
fn is_public(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or(host);
    let is_number = last.bytes().all(|b| b.is_ascii_digit()) || last.starts_with("0x");
    host.contains('.')
        && !is_number
        && !matches!(last, "local" | "localdomain" | "localhost" | "internal" | "lan" | "test" | "example" | "invalid")
}

fn is_skipped(address: &str, host: &str, skip: &[String]) -> bool {
    skip.iter().any(|entry| {
        address.starts_with(entry.as_str())
            || host == entry
            || host.strip_suffix(entry.as_str()).is_some_and(|h| h.ends_with('.'))
    })
}

/// The dead links among the places of the addresses that were asked for.
pub fn report<'a>(asked: impl IntoIterator<Item = (&'a str, &'a [Span], &'a Answer)>) -> Diagnostics {
    let mut diags = Diagnostics::new();
    for (address, spans, answer) in asked {
        if answer.verdict() != Verdict::Dead {
            continue;
        }
        let why = match answer {
            Answer::Status(status) => say!("the answer is {status}", status),
            Answer::Nothing(reason) => Message::given(reason),
        };
        for span in spans {
            diags.push(codes::dead_link(*span, address, &why));
        }
    }
    diags
}

#[cfg(test)]
mod tests {
    use super::{Answer, Verdict, host, is_public, is_skipped};

    #[test]
    fn only_the_open_web_is_asked() {
        assert_eq!(host("HTTPS://Example.org:8080/a?b").as_deref(), Some("example.org"));
        for none in ["a.md", "mailto:a@b.org", "ftp://a.org/", "https://user@a.org/", "https://[::1]/", "https:///x", "fact:a"] {
            assert_eq!(host(none), None, "{none}");
        }
        assert!(is_public("مثال.إختبار") && is_public("example.org"));
        for own in ["localhost", "printer", "127.0.0.1", "10.0.0.0x1", "a.local", "metadata.google.internal"] {
            assert!(!is_public(own), "{own}");
        }
    }

    #[test]
    fn the_skip_list_holds_hosts_and_beginnings() {
        let skip = |entry: &str| is_skipped("https://www.example.org/a/b", "www.example.org", &[entry.to_owned()]);
        assert!(skip("example.org") && skip("www.example.org") && skip("https://www.example.org/a"));
        assert!(!skip("ample.org") && !skip("https://example.org/") && !skip("/a"));
    }

    #[test]
    fn a_site_that_turns_programs_away_is_not_dead() {
        assert_eq!(Answer::Status(200).verdict(), Verdict::Alive);
        assert_eq!(Answer::Status(403).verdict(), Verdict::Unknown);
        assert_eq!(Answer::Status(404).verdict(), Verdict::Dead);
        assert_eq!(Answer::Nothing("no such host".to_owned()).verdict(), Verdict::Dead);
    }
}
