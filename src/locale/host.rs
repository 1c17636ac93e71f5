//! An address as it was typed in, its host in Punycode (UTS #46) and its telephone digits in ASCII out: feeds, PDF readers and
//! machines know no others. The only user of idna.

/// `http://مثال.إختبار/x` with its host as `xn--mgbh0fb.xn--kgbechtv`, `mailto:` likewise behind its `@`; `tel:` and `sms:` with
/// ASCII digits and without spaces. Whatever else an address holds stays.
pub fn address(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once(':') else { return url.to_owned() };
    match scheme.to_ascii_lowercase().as_str() {
        "tel" | "sms" => {
            let (number, query) = rest.split_at(rest.find(['?', ';']).unwrap_or(rest.len()));
            format!("{scheme}:{}{query}", number.chars().filter(|c| is_dialled(*c)).map(ascii_digit).collect::<String>())
        }
        "mailto" => {
            let (people, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
            let person = |person: &str| match person.rsplit_once('@') {
                Some((name, host)) => format!("{name}@{}", ascii(host)),
                None => person.to_owned(),
            };
            format!("{scheme}:{}{query}", people.split(',').map(person).collect::<Vec<_>>().join(","))
        }
        _ => match rest.strip_prefix("//") {
            Some(rest) => {
                let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
                format!("{scheme}://{}{path}", self::authority(authority))
            }
            None => url.to_owned(),
        },
    }
}

/// Whether an address of the web names a host and, if any, a port that there is: `http:/a.org` and `https://` lead nowhere. Other
/// schemes have no hosts.
pub fn is_reachable(url: &str) -> bool {
    let Some((_, rest)) = url.split_once(':').filter(|(scheme, _)| matches!(&*scheme.to_ascii_lowercase(), "http" | "https"))
    else {
        return true;
    };
    let Some(rest) = rest.strip_prefix("//") else { return false };
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if host.starts_with('[') {
        return host.contains(']');
    }
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    name.starts_with(|c: char| c.is_alphanumeric() || c == '%')
        && !name.contains("..")
        && (port.is_empty() || port.parse::<u16>().is_ok())
}

/// `user@host:80` with the host in Punycode.
pub fn authority(authority: &str) -> String {
    let (user, host) = authority.rsplit_once('@').map_or(("", authority), |(user, host)| (&authority[..=user.len()], host));
    let (host, port) = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => (name, &host[name.len()..]),
        Some(_) | None => (host, ""),
    };
    format!("{user}{}{port}", ascii(host))
}

/// A host in ASCII; one that has no such form stays as it is, and whoever asks for it is told.
fn ascii(host: &str) -> String {
    if host.is_ascii() {
        return host.to_owned();
    }
    idna::domain_to_ascii(host).unwrap_or_else(|_| host.to_owned())
}

/// Spaces and marks of direction are dialled by nobody.
fn is_dialled(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn ascii_digit(c: char) -> char {
    let value = match c {
        '٠'..='٩' | '۰'..='۹' => u32::from(c) & 0xF,
        _ => return c,
    };
    char::from_digit(value, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{address, is_reachable};

    #[test]
    fn hosts_can_be_asked() {
        for url in [
            "https://a.org",
            "http://localhost:3000/x",
            "https://مثال.إختبار/x",
            "HTTPS://u:p@a.org:65535?x",
            "https://[::1]:80/",
            "mailto:a@b.org",
            "tel:112",
        ] {
            assert!(is_reachable(url), "{url}");
        }
        for url in [
            "http:/a.org",
            "https:a.org",
            "http://",
            "https:///x",
            "https://a.org:99999/",
            "https://:80",
            "https://.a",
            "https://a..b",
        ] {
            assert!(!is_reachable(url), "{url}");
        }
    }

    #[test]
    fn hosts_are_in_punycode() {
        assert_eq!(address("https://مثال.إختبار/مسار?q=ب#ج"), "https://xn--mgbh0fb.xn--kgbechtv/مسار?q=ب#ج");
        assert_eq!(address("HTTPS://u@مثال.إختبار:8080"), "HTTPS://u@xn--mgbh0fb.xn--kgbechtv:8080");
        assert_eq!(address("http://bücher.example/"), "http://xn--bcher-kva.example/");
        assert_eq!(address("mailto:a@مثال.إختبار,b@c.org?subject=ب"), "mailto:a@xn--mgbh0fb.xn--kgbechtv,b@c.org?subject=ب");
        for same in ["https://example.org/a", "http://[::1]:80/", "fact:x", "a.md", "https://", "urn:x:y"] {
            assert_eq!(address(same), same);
        }
    }

    #[test]
    fn numbers_are_dialled_in_ascii() {
        assert_eq!(address("tel:+٩٦١ ١ ٢٣٤٥٦٧"), "tel:+9611234567");
        assert_eq!(address("tel:\u{200e}۰۲۱-۱۲۳"), "tel:021-123");
        assert_eq!(address("sms:+٩٦١?body=عدد ٣"), "sms:+961?body=عدد ٣");
    }
}
