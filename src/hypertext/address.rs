//! Where links and pictures of a page lead once it is a page of ours: whoever imports it knows, this knows what may never stay.

/// What becomes of an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Address {
    /// It is written so.
    As(String),
    /// Of a picture: it is a link to this, since it is not here.
    Link(String),
    /// It goes; the words stay. The sentence says why.
    Gone(&'static str),
}

/// Who knows where links lead.
pub trait Addresses {
    /// The address of a link as it was written, without blanks around it. Only one that may stay is asked for.
    fn link(&mut self, raw: &str) -> Address;
    /// The address of a picture. Only one that may stay is asked for.
    fn picture(&mut self, raw: &str) -> Address;
}

/// Addresses stay as they are; pictures of other hosts become links, since pages load nothing from there.
#[derive(Clone, Copy, Debug)]
pub struct AsWritten;

impl Addresses for AsWritten {
    fn link(&mut self, raw: &str) -> Address {
        Address::As(raw.to_owned())
    }

    fn picture(&mut self, raw: &str) -> Address {
        if is_remote(raw) { Address::Link(raw.to_owned()) } else { Address::As(raw.to_owned()) }
    }
}

/// Whether an address names a host.
pub fn is_remote(raw: &str) -> bool {
    scheme(raw).is_some() || raw.starts_with("//")
}

/// An address as it may be handed on, or why it may not. Browsers leave out line ends and what stands around an address.
pub(in crate::hypertext) fn safe(raw: &str, is_picture: bool) -> Result<String, &'static str> {
    let bare: String = raw.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let bare = bare.trim_matches(|c: char| c <= ' ');
    if bare.is_empty() {
        return Err("there is no address");
    }
    if bare.chars().any(|c| c.is_control() || c == '\u{fffd}' || crate::locale::bidi::is_control(c)) {
        return Err("the address holds characters that nobody sees");
    }
    let bare = match bare.strip_prefix("//") {
        Some(_) => format!("https:{bare}"),
        None => bare.to_owned(),
    };
    match scheme(&bare).as_deref() {
        None => Ok(bare),
        Some("http" | "https") if has_host(&bare) => Ok(bare),
        Some("http" | "https") => Err("the address names no host"),
        Some("mailto" | "tel" | "sms" | "whatsapp" | "signal") if !is_picture => Ok(bare),
        Some("data") if is_picture => Err("the picture stands in the page itself"),
        Some("javascript" | "vbscript" | "data" | "livescript") => Err("it would run a script"),
        Some(_) => Err("no page leads to addresses of this kind"),
    }
}

/// The scheme of an address, in small letters.
fn scheme(raw: &str) -> Option<String> {
    let (scheme, _) = raw.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Whether an address of the web names a host that could be one.
fn has_host(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let (name, port) = host.rsplit_once(':').filter(|_| !host.ends_with(']')).unwrap_or((host, "80"));
    !name.is_empty()
        && (port.is_empty() || port.parse::<u16>().is_ok())
        && !name.contains(|c: char| c.is_whitespace() || "<>\"\\^`{|}".contains(c))
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn nothing_that_runs_is_handed_on() {
        for raw in [
            "javascript:a()",
            " JaVa\nScript:a()",
            "\u{1}javascript:x",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc",
            "fact:x",
            "http:x",
            "https://",
            "http://a:99999/",
        ] {
            assert!(safe(raw, false).is_err(), "{raw:?}");
        }
        for raw in
            ["a.md", "/a?b#c", "#x", "mailto:a@example.org", "https://example.org:80/a", "HTTP://example.org", "./a:b", "tel:+1"]
        {
            assert_eq!(safe(raw, false).as_deref(), Ok(raw), "{raw}");
        }
        assert_eq!(safe("//example.org/a", false).as_deref(), Ok("https://example.org/a"));
        assert!(safe("data:image/png;base64,AA", true).is_err() && safe("tel:1", true).is_err());
    }
}
