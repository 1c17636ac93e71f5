//! A file beside pages -> whether a browser that opens it runs what is in it.

use super::xml;

/// Endings of web pages, and of archives and applications made of them.
const PAGES: [&str; 10] = ["html", "htm", "xhtml", "xht", "shtml", "mhtml", "mht", "hta", "htc", "xsl"];
/// Endings of XML, which is a page if it says so.
const XML: [&str; 7] = ["xml", "xslt", "rdf", "rss", "atom", "xsd", "mathml"];
/// Elements in these namespaces are those of pages and drawings.
const RUNNING: [&str; 2] = ["http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"];

/// Whether a file is a page or XML by its name.
pub fn is_page(path: &str) -> bool {
    PAGES.contains(&ending(path).as_str()) || XML.contains(&ending(path).as_str())
}

/// What a file is that runs; `None` for one that does not.
pub fn what(path: &str, bytes: &[u8]) -> Option<&'static str> {
    let ending = ending(path);
    if PAGES.contains(&ending.as_str()) {
        return Some(phrase!("a web page of its own"));
    }
    if !XML.contains(&ending.as_str()) {
        return None;
    }
    // What is not read here, a browser may read all the same.
    let unread = Some(phrase!("XML that cannot be looked into"));
    let Ok(text) = std::str::from_utf8(bytes) else { return unread };
    let Ok(document) = xml::parse(text, 1_000_000) else { return unread };
    let runs = document.root().descendants().any(|node| {
        node.pi().is_some_and(|pi| pi.target.eq_ignore_ascii_case("xml-stylesheet"))
            || node.tag_name().namespace().is_some_and(|space| RUNNING.contains(&space))
    });
    runs.then_some(phrase!("XML that is a web page"))
}

fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::what;

    #[test]
    fn pages_and_xml_that_is_one_run() {
        for (path, text) in [
            ("a/b.html", ""),
            ("b.HTM", ""),
            ("b.XHTML", "<html/>"),
            ("b.xml", "<?xml-stylesheet href='x.xsl'?><a/>"),
            ("b.xml", "<a><script xmlns='http://www.w3.org/1999/xhtml'/></a>"),
            ("b.xml", "<!DOCTYPE a [<!ENTITY n 'http://www.w3.org/1999/xhtml'>]><a><b xmlns='&n;'/></a>"),
            ("b.xml", "<a"),
        ] {
            assert!(what(path, text.as_bytes()).is_some(), "{path}");
        }
        for (path, text) in [("b.xml", "<kml><a/></kml>"), ("b.txt", "<html>"), ("html", ""), ("a.html/b.csv", "")] {
            assert_eq!(what(path, text.as_bytes()), None, "{path}");
        }
    }
}
