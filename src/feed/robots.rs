//! The sitemap's URL -> `robots.txt` (RFC 9309).
//!
//! Pages that search engines should not list say so themselves (`noindex`): a crawler that may not read a page cannot
//! see that either, so nothing is forbidden here.

/// The file. Crawlers read it only at the root of a host, so a site below a path needs the lines there too.
pub fn render(sitemap: &str) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn everything_is_allowed_and_the_sitemap_named() {
        let text = super::render("https://briefings.example/repo/sitemap.xml");
        assert_eq!(text, "User-agent: *\nAllow: /\n\nSitemap: https://briefings.example/repo/sitemap.xml\n");
    }
}
