//! The site's pages -> `sitemap.xml`, with the translations of each page (sitemaps.org 0.9 with `xhtml:link`).

use crate::xml::Xml;

/// A file may hold 50,000 URLs and 50 MiB; both limits are kept with room to spare.
const MOST_URLS: usize = 45_000;
const MOST_BYTES: usize = 45 << 20;

/// A page that search engines may list.
#[derive(Clone, Debug)]
pub struct SitemapUrl {
    /// Absolute URL.
    pub loc: String,
    /// A date or RFC 3339.
    pub lastmod: Option<String>,
    /// `(hreflang, absolute URL)`, this page and `x-default` included; empty for pages in one language.
    pub alternates: Vec<(String, String)>,
}

/// The files of the sitemap as `(path, text)`: `sitemap.xml`, which is an index where the site needs several. `root`
/// is the absolute URL of the folder they are published in, with a slash at its end.
pub fn render(root: &str, urls: &[SitemapUrl]) -> Vec<(String, String)> {
    split(root, urls, MOST_URLS, MOST_BYTES)
}

fn split(root: &str, urls: &[SitemapUrl], most_urls: usize, most_bytes: usize) -> Vec<(String, String)> {
    let mut parts: Vec<&[SitemapUrl]> = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, url) in urls.iter().enumerate() {
        let length = length(url);
        if at > start && (at - start == most_urls || bytes + length > most_bytes) {
            parts.push(&urls[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += length;
    }
    parts.push(&urls[start..]);
    if let [all] = parts[..] {
        return vec![("sitemap.xml".to_owned(), set(all))];
    }
    let mut index = Xml::indented();
    index.open("sitemapindex", &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]);
    let mut files = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        let path = format!("sitemap-{}.xml", number + 1);
        index.open("sitemap", &[]);
        index.leaf("loc", &[], &format!("{root}{path}"));
        index.close("sitemap");
        files.push((path, set(part)));
    }
    index.close("sitemapindex");
    files.insert(0, ("sitemap.xml".to_owned(), index.finish()));
    files
}

fn set(urls: &[SitemapUrl]) -> String {
    let mut xml = Xml::indented();
    xml.open(
        "urlset",
        &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"), ("xmlns:xhtml", "http://www.w3.org/1999/xhtml")],
    );
    for url in urls {
        xml.open("url", &[]);
        xml.leaf("loc", &[], &url.loc);
        if let Some(lastmod) = &url.lastmod {
            xml.leaf("lastmod", &[], lastmod);
        }
        for (hreflang, href) in &url.alternates {
            xml.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", hreflang), ("href", href)]);
        }
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}

/// About how many bytes an entry takes, markup and escapes included.
fn length(url: &SitemapUrl) -> usize {
    80 + 2 * url.loc.len() + url.alternates.iter().map(|(lang, href)| 70 + lang.len() + 2 * href.len()).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::{SitemapUrl, render, split};

    const ROOT: &str = "https://briefings.example/repo/";

    fn pages(count: usize) -> Vec<SitemapUrl> {
        (0..count).map(|i| SitemapUrl { loc: format!("{ROOT}ar/{i}/"), lastmod: None, alternates: Vec::new() }).collect()
    }

    #[test]
    fn a_page_names_its_translations() {
        let alternates = [("ar", "ar/a/"), ("en", "en/a/?x=1&y"), ("x-default", "ar/a/")];
        let url = SitemapUrl {
            loc: format!("{ROOT}ar/a/"),
            lastmod: Some("2022-01-06".into()),
            alternates: alternates.map(|(lang, path)| (lang.to_owned(), format!("{ROOT}{path}"))).to_vec(),
        };
        let files = render(ROOT, &[url]);
        assert_eq!(files.len(), 1);
        let expect = r#"  <url>
    <loc>https://briefings.example/repo/ar/a/</loc>
    <lastmod>2022-01-06</lastmod>
    <xhtml:link rel="alternate" hreflang="ar" href="https://briefings.example/repo/ar/a/"/>
    <xhtml:link rel="alternate" hreflang="en" href="https://briefings.example/repo/en/a/?x=1&amp;y"/>
    <xhtml:link rel="alternate" hreflang="x-default" href="https://briefings.example/repo/ar/a/"/>
  </url>
"#;
        assert!(files[0].1.contains(expect), "{}", files[0].1);
    }

    #[track_caller]
    fn check(count: usize, most_urls: usize, most_bytes: usize, expect: &[&str]) {
        let files = split(ROOT, &pages(count), most_urls, most_bytes);
        assert_eq!(files.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), expect);
        let listed: usize = files.iter().map(|(_, text)| text.matches("<url>").count()).sum();
        assert_eq!(listed, count, "every page once");
    }

    #[test]
    fn large_sites_have_an_index() {
        check(0, 2, 10_000, &["sitemap.xml"]);
        check(2, 2, 10_000, &["sitemap.xml"]);
        check(5, 2, 10_000, &["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]);
        check(2, 9, 200, &["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]);
        let index = &split(ROOT, &pages(3), 2, 10_000)[0].1;
        assert!(index.contains("<loc>https://briefings.example/repo/sitemap-2.xml</loc>"), "{index}");
    }
}
