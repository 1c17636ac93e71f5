//! `csp` of `site.yaml` -> what pages may reach besides the site itself.

use crate::diag::Diagnostics;
use crate::diag::codes::yaml as codes;
use crate::yaml::{Fields, Yaml};

/// Places that the Content-Security-Policy of pages allows, as it writes them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Policy {
    /// Where scripts may send requests to (`connect-src`), besides the site.
    pub connect: Vec<String>,
    /// Where forms may be sent to (`form-action`).
    pub form: Vec<String>,
    /// What may be shown in frames (`frame-src`).
    pub frame: Vec<String>,
}

/// Reads `csp: {connect: […], form: […], frame: […]}`.
pub(in crate::config) fn read(yaml: &Yaml<'_>, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Policy {
    let Some(mut own) = fields.take("csp").and_then(|node| Fields::of(yaml, node, "`csp`", diags)) else {
        return Policy::default();
    };
    let mut places = |name: &'static str| {
        let mut places = Vec::new();
        for given in own.one_or_more(name, diags) {
            if let Some(place) = place(&given.value) {
                places.push(place);
            } else {
                let help = phrase!("write `self`, or a host as in `https://forms.example` or `https://*.maps.example`");
                diags.push(codes::bad_value(given.span, name, &given.value, phrase!("it is no place for a policy"), help));
            }
        }
        places
    };
    let policy = Policy { connect: places("connect"), form: places("form"), frame: places("frame") };
    own.finish(diags);
    policy
}

/// A place as a policy has it (CSP 3, section 2.3.1): the site itself, or a host with its scheme. Nothing else can end a directive.
fn place(given: &str) -> Option<String> {
    if given == "self" {
        return Some("'self'".to_owned());
    }
    let rest = given.strip_prefix("https://")?.trim_end_matches('/');
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let is_port = port.is_none_or(|port| !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit()));
    let labels: Vec<&str> = host.strip_prefix("*.").unwrap_or(host).split('.').collect();
    let is_label = |label: &&str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (is_port && labels.len() > 1 && labels.iter().all(is_label)).then(|| format!("https://{}", rest.to_ascii_lowercase()))
}

impl Policy {
    /// Whether a form may be sent to an address.
    pub fn allows_form(&self, address: &str) -> bool {
        Self::allows(&self.form, address)
    }

    /// Whether an address may be shown in a frame.
    pub fn allows_frame(&self, address: &str) -> bool {
        Self::allows(&self.frame, address)
    }

    /// Whether the place of an address is among some places.
    fn allows(places: &[String], address: &str) -> bool {
        if !(address.starts_with("//") || address.contains("://")) {
            return places.iter().any(|place| place == "'self'");
        }
        let Some(rest) = address.strip_prefix("https://") else { return false };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        places.iter().filter_map(|place| place.strip_prefix("https://")).any(|place| match place.strip_prefix("*") {
            Some(end) => host.ends_with(end) && host.len() > end.len(),
            None => host == place,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Policy, place};

    #[test]
    fn a_place_is_the_site_or_a_host() {
        for (given, expect) in [
            ("self", Some("'self'")),
            ("https://Forms.example/", Some("https://forms.example")),
            ("https://*.maps.example:8443", Some("https://*.maps.example:8443")),
            ("https://a.example; script-src *", None),
            ("https://a.example/path", None),
            ("http://a.example", None),
            ("*", None),
            ("https://*", None),
            ("'unsafe-inline'", None),
        ] {
            assert_eq!(place(given).as_deref(), expect, "{given}");
        }
        let places = ["https://forms.example".to_owned(), "https://*.maps.example".to_owned()];
        for (address, expect) in [
            ("https://forms.example/send?x", true),
            ("https://a.maps.example/", true),
            ("https://maps.example/", false),
            ("https://forms.example.evil/", false),
            ("http://forms.example/", false),
            ("/send", false),
        ] {
            assert_eq!(Policy::allows(&places, address), expect, "{address}");
        }
    }
}
