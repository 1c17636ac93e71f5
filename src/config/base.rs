//! The address of a site as somebody writes it -> its host and its folder.

/// Where the site will stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BaseUrl {
    /// `https://example.org`, without a slash at the end.
    pub origin: String,
    /// `/` or `/folder/`, with slashes at both ends.
    pub path: String,
}

impl BaseUrl {
    /// Parses `https://host[:port]/[path/]`, the host as browsers ask for it: in ASCII.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (_, rest) = text.split_once("://")?;
        // What a browser would mend in silence is a slip of whoever typed it.
        let is_odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '@' | '?' | '#');
        let path = rest.split_once('/').map_or("", |(_, path)| path).trim_matches('/');
        let is_escape = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|b| b.is_ascii_hexdigit());
        let part_fine = |p: &str| {
            p.split('%').skip(1).all(is_escape)
                && !p.is_empty()
                && p != "."
                && p != ".."
                && p.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~%".contains(c))
        };
        if rest.starts_with('/') || text.contains(is_odd) || !(path.is_empty() || path.split('/').all(part_fine)) {
            return None;
        }
        let url = url::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "https" | "http") && url.port() != Some(0))?;
        let host = match url.host()? {
            url::Host::Domain(name) => name.to_owned(),
            // `https://1` is the address 0.0.0.1 to a browser, which nobody means.
            url::Host::Ipv4(address) => rest.starts_with(&address.to_string()).then(|| address.to_string())?,
            url::Host::Ipv6(address) => format!("[{address}]"),
        };
        let label_fine = |label: &str| {
            (1..=63).contains(&label.len())
                && !(label.starts_with('-') || label.ends_with('-'))
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        };
        if matches!(url.host(), Some(url::Host::Domain(_))) && (host.len() > 253 || !host.split('.').all(label_fine)) {
            return None;
        }
        let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Some(Self { origin: format!("{}://{host}{port}", url.scheme()), path })
    }
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[track_caller]
    fn check(given: &str, expected: Option<(&str, &str)>) {
        let found = BaseUrl::parse(given);
        assert_eq!(found.as_ref().map(|b| (b.origin.as_str(), b.path.as_str())), expected, "{given}");
    }

    #[test]
    fn base_urls() {
        check("https://example.org", Some(("https://example.org", "/")));
        check("https://x.github.io/repo", Some(("https://x.github.io", "/repo/")));
        check("http://localhost:8000/a/b/", Some(("http://localhost:8000", "/a/b/")));
        check("example.org", None);
        check("https://", None);
        check("https://example.org/../x", None);
        check("https://example.org/?q", None);
        check("javascript://x", None);
        check("https://مثال.إختبار/موقع", None);
        check("https://مثال.إختبار/site", Some(("https://xn--mgbh0fb.xn--kgbechtv", "/site/")));
        check("https://example.org/a%2F", Some(("https://example.org", "/a%2F/")));
        check("https://127.0.0.1:8080", Some(("https://127.0.0.1:8080", "/")));
        check("https://[::1]:8080/a", Some(("https://[::1]:8080", "/a/")));
        check("HTTPS://Example.ORG", Some(("https://example.org", "/")));
        for bad in [
            "https://example.org:99999",
            "https://example.org:0",
            "https://example.org:x",
            "https://256.1.1.1",
            "https://1",
            "https://[::1",
            "https://[::g]",
            "https://a..b",
            "https://.a",
            "https://-a.org",
            "https://user@example.org",
            "https://example.org/a%2/",
            "https://example.org/%",
            "https://example.org/a%zz/b",
            "https://user:pass@example.org/",
            "https://exa mple.org",
            "https://example.org/a b",
            "https://example.org#a",
            "https:///example.org",
            "https://a\\b",
            "https://exa\tmple.org",
            "file:///tmp",
            "https://example.org/a//b",
            "//example.org",
        ] {
            check(bad, None);
        }
    }
}
