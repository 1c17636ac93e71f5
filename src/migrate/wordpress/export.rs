//! What WordPress exports (WXR) -> its posts as they stand in it. No document type is read, so no entity of anybody's making is, and
//! no other file; how deep elements nest is bounded.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::xml;

/// Deeper than any export nests.
const DEEPEST: usize = 64;
/// More attributes than any element has.
const MOST_ATTRIBUTES: usize = 64;

/// An export.
#[derive(Debug, Default)]
pub struct Export {
    /// The title of the site.
    pub title: String,
    /// What it is.
    pub description: String,
    /// Its address.
    pub address: String,
    /// The tag of its language.
    pub language: String,
    /// Names of authors by their logins.
    pub authors: BTreeMap<String, String>,
    /// Terms that have addresses of their own: taxonomy, slug, name, line.
    pub terms: Vec<(String, String, String, usize)>,
    /// Posts, pages, pictures, entries of menus.
    pub items: Vec<Item>,
}

/// A post, or what is kept as one.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// The line in which it begins.
    pub line: usize,
    /// Its title.
    pub title: String,
    /// Its address.
    pub link: String,
    /// Its number.
    pub id: String,
    /// What kind of post it is.
    pub kind: String,
    /// Whether it is public.
    pub status: String,
    /// When it was published, `2022-01-06 10:00:00` in the site's time.
    pub date: String,
    /// When it was changed.
    pub modified: String,
    /// Its part of the address.
    pub slug: String,
    /// The number of the post above it.
    pub parent: String,
    /// What it can be read with.
    pub password: String,
    /// Its text, in HTML.
    pub content: String,
    /// The line in which that begins.
    pub content_line: usize,
    /// What it is about.
    pub excerpt: String,
    /// The login of its author.
    pub creator: String,
    /// What orders it.
    pub order: i64,
    /// Where the file of a picture is.
    pub file: String,
    /// Taxonomy, slug and name of what it belongs to.
    pub terms: Vec<(String, String, String)>,
    /// Fields of its own.
    pub meta: BTreeMap<String, String>,
    /// How many comments readers see.
    pub comments: usize,
}

/// What is being read.
#[derive(Default)]
struct State {
    export: Export,
    item: Option<Item>,
    /// The open elements.
    path: Vec<String>,
    text: String,
    /// The line in which the text of the innermost element begins.
    text_line: usize,
    /// The attributes of the innermost element.
    attributes: BTreeMap<String, String>,
    /// Fields of an author, a term or a field.
    fields: BTreeMap<String, String>,
    line: usize,
}

/// Reads an export; an error is a sentence with its line.
pub fn read(text: &str) -> Result<Export, String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut state = State::default();
    let (mut line, mut counted) = (1, 0);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
        line += text.get(counted..at).unwrap_or_default().matches('\n').count();
        counted = at;
        state.line = line;
        let wrong = |why: &str| format!("line {line}: this is not well-formed: {why}");
        match reader.read_event().map_err(|error| wrong(&error.to_string()))? {
            Event::Start(element) => {
                if state.path.len() >= DEEPEST {
                    return Err(wrong("its elements nest deeper than those of an export do"));
                }
                state.attributes = attributes(&element).map_err(|why| wrong(&why))?;
                let name = element.name().as_ref().to_owned();
                state.begin(name);
            }
            Event::End(_) => state.end(),
            Event::Text(piece) => state.add(&piece.xml10_content()),
            Event::CData(piece) => state.add(&piece.xml10_content()),
            Event::GeneralRef(reference) => {
                let known = xml::referred(&reference);
                state.add(known.ok_or_else(|| wrong("it holds an entity that XML does not have"))?.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => {
                return Err(format!("line {line}: this has a document type, by which it could read other files; take it out"));
            }
            Event::Eof if !state.path.is_empty() => return Err(wrong("it ends before its last element does; export it again")),
            Event::Eof => return Ok(state.export),
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
        }
    }
}

fn attributes(element: &BytesStart<'_>) -> Result<BTreeMap<String, String>, String> {
    let mut found = BTreeMap::new();
    let mut all = element.attributes();
    for attribute in all.with_checks(false).take(MOST_ATTRIBUTES) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        found.entry(attribute.key.as_ref().to_owned()).or_insert_with(|| value.into_owned());
    }
    Ok(found)
}

impl State {
    fn begin(&mut self, name: String) {
        match name.as_str() {
            "item" => self.item = Some(Item { line: self.line, ..Item::default() }),
            "wp:author" | "wp:category" | "wp:tag" | "wp:term" | "wp:postmeta" | "wp:comment" => self.fields.clear(),
            _ => {}
        }
        self.text.clear();
        self.path.push(name);
    }

    fn add(&mut self, piece: &str) {
        if self.text.is_empty() {
            // What begins with a line end begins in the next line.
            self.text_line = self.line;
        }
        self.text.push_str(piece);
    }

    fn end(&mut self) {
        let Some(name) = self.path.pop() else { return };
        let text = std::mem::take(&mut self.text);
        let above = self.path.last().map_or("", String::as_str);
        match above {
            "item" => self.field_of_item(&name, text),
            "wp:author" | "wp:category" | "wp:tag" | "wp:term" | "wp:postmeta" | "wp:comment" => {
                self.fields.insert(name, text.trim().to_owned());
            }
            "channel" => self.field_of_site(&name, &text),
            _ => {}
        }
    }

    fn field(&mut self, name: &str) -> String {
        self.fields.remove(name).unwrap_or_default()
    }

    fn field_of_site(&mut self, name: &str, text: &str) {
        let text = text.trim().to_owned();
        match name {
            "title" => self.export.title = text,
            "description" => self.export.description = text,
            "language" => self.export.language = text,
            "link" if self.export.address.is_empty() => self.export.address = text,
            "wp:base_blog_url" => self.export.address = text,
            "item" => self.export.items.extend(self.item.take()),
            "wp:author" => {
                let (login, shown) = (self.field("wp:author_login"), self.field("wp:author_display_name"));
                let name = if shown.is_empty() { login.clone() } else { shown };
                self.export.authors.insert(login, name);
            }
            "wp:category" => self.term("category", "wp:category_nicename", "wp:cat_name"),
            "wp:tag" => self.term("post_tag", "wp:tag_slug", "wp:tag_name"),
            _ => {}
        }
    }

    fn term(&mut self, taxonomy: &str, slug: &str, name: &str) {
        let (slug, name) = (self.field(slug), self.field(name));
        self.export.terms.push((taxonomy.to_owned(), slug, name, self.line));
    }

    fn field_of_item(&mut self, name: &str, text: String) {
        let (line, fields) = (self.text_line, &mut self.fields);
        let mut taken = |name: &str| fields.remove(name).unwrap_or_default();
        let Some(item) = &mut self.item else { return };
        let trimmed = || text.trim().to_owned();
        match name {
            "title" => item.title = trimmed(),
            "link" => item.link = trimmed(),
            "dc:creator" => item.creator = trimmed(),
            "content:encoded" => {
                item.content_line = line;
                item.content = text;
            }
            "excerpt:encoded" => item.excerpt = trimmed(),
            "wp:post_id" => item.id = trimmed(),
            "wp:post_type" => item.kind = trimmed(),
            "wp:status" => item.status = trimmed(),
            "wp:post_date" => item.date = trimmed(),
            "wp:post_modified" => item.modified = trimmed(),
            "wp:post_name" => item.slug = trimmed(),
            "wp:post_parent" => item.parent = trimmed(),
            "wp:post_password" => item.password = text,
            "wp:menu_order" => item.order = text.trim().parse().unwrap_or(0),
            "wp:attachment_url" => item.file = trimmed(),
            "category" => {
                let own = |name: &str| self.attributes.get(name).cloned().unwrap_or_default();
                item.terms.push((own("domain"), own("nicename"), trimmed()));
            }
            "wp:postmeta" => {
                let (key, value) = (taken("wp:meta_key"), taken("wp:meta_value"));
                // A post keeps each of its old names.
                match item.meta.entry(key) {
                    Entry::Vacant(free) => drop(free.insert(value)),
                    Entry::Occupied(mut taken) if taken.key() == "_wp_old_slug" => taken.get_mut().extend(["/", &value]),
                    Entry::Occupied(_) => {}
                }
            }
            "wp:comment" => item.comments += usize::from(taken("wp:comment_approved") == "1"),
            _ => {}
        }
    }
}

/// Whether a field of a post says that only members of a site, or some of them, may read it (plugins Members, WP-Members, Restrict Content,
/// Paid Member Subscriptions).
pub fn is_restriction(key: &str, value: &str) -> bool {
    let is_said = !matches!(value.trim(), "" | "0" | "no" | "false" | "none" | "None" | "all" | "a:0:{}");
    let is_role = ["_members_access_role", "_members_access_roles", "_members_access_error", "_wpmem_block", "_restrict_content"];
    let begins =
        ["rcp_access", "rcp_subscription", "rcp_user", "_rcp_", "rcUserLevel", "pms-content-restrict-", "_mepr_unauthorized"];
    is_said && (is_role.contains(&key) || begins.iter().any(|begin| key.starts_with(begin)))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn an_export_is_read_with_its_lines() {
        let text = "<rss><channel><title>S</title><wp:base_blog_url>https://example.org</wp:base_blog_url>\n<wp:author><wp:author_login>a</wp:author_login>\
            <wp:author_display_name><![CDATA[An Author]]></wp:author_display_name></wp:author>\n<item><title>A &amp; B</title>\n\
            <content:encoded><![CDATA[<p>x ]]]]><![CDATA[> y</p>]]></content:encoded><excerpt:encoded><![CDATA[e]]></excerpt:encoded>\
            <category domain=\"post_tag\" nicename=\"w\">W</category><wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>v</wp:meta_value>\
            </wp:postmeta><wp:comment><wp:comment_approved>1</wp:comment_approved></wp:comment></item></channel></rss>";
        let export = read(text).expect("well-formed");
        let item = &export.items[0];
        assert_eq!((item.title.as_str(), item.content.as_str(), item.excerpt.as_str()), ("A & B", "<p>x ]]> y</p>", "e"));
        assert_eq!((item.line, item.content_line, item.comments), (3, 4, 1));
        assert_eq!((item.terms[0].1.as_str(), item.meta["k"].as_str()), ("w", "v"));
        assert_eq!(export.authors["a"], "An Author");
    }

    #[test]
    fn no_entity_and_no_other_file_is_read() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><rss><channel><title>&a;&c;</title></channel></rss>";
        assert!(read(bomb).expect_err("refused").contains("document type"));
        assert!(read("<rss><channel><title>&nbsp;</title></channel></rss>").expect_err("refused").contains("line 1"));
        assert!(read("<rss><channel>\n<item>").expect_err("cut").contains("line 2"));
        assert!(read(&"<a>".repeat(100)).is_err());
    }
}
