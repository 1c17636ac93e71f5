//! The parts of a document that are the same for every text: styles, lists, settings, heads and feet of pages, properties.

use crate::config::paper::PaperSize;
use crate::locale::date::Date;
use crate::locale::{Dir, Locale};
use crate::xml::{Attributes, Xml};

/// The namespaces that parts of the text use.
pub const NAMESPACES: Attributes<'_> = &[
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
];

/// The colours of a theme, as six digits.
#[derive(Clone, Debug)]
pub struct Colours {
    /// Of headings and links.
    pub accent: String,
    /// Of what is said beside the text.
    pub soft: String,
    /// Of lines.
    pub rule: String,
    /// Behind code.
    pub surface: String,
}

/// The faces that are asked for: word processors bring their own, and a document holds none.
struct Faces {
    latin: &'static str,
    head: &'static str,
    complex: &'static str,
}

/// Faces that Word has; of the script that the language is written in.
fn faces(locale: &Locale) -> Faces {
    let complex = match locale.tag.split('-').next().unwrap_or_default() {
        "he" | "yi" => "David",
        "ur" => "Urdu Typesetting",
        _ => "Sakkal Majalla",
    };
    Faces { latin: "Georgia", head: "Calibri", complex }
}

/// A style of paragraphs: its id and name, the one it is based on, and what it says of paragraphs and letters.
struct Style {
    id: &'static str,
    name: &'static str,
    /// Space before and after, in twentieths of a point.
    space: (u32, u32),
    /// Size of Latin letters in half points; those of other scripts are a quarter larger.
    size: u32,
    bold: bool,
    /// Whether it is set in the face of headings.
    is_head: bool,
    /// Whether its colour is that of the accent or of what is said beside.
    colour: Option<bool>,
    /// Level in the outline, from 0.
    level: Option<u8>,
    /// How far it is set in, in twentieths of a point.
    inset: u32,
    /// Whether a line runs beside it.
    line: bool,
}

const PLAIN: Style = Style {
    id: "",
    name: "",
    space: (0, 120),
    size: 21,
    bold: false,
    is_head: false,
    colour: None,
    level: None,
    inset: 0,
    line: false,
};

/// The styles, beside that of all text.
const STYLES: [Style; 30] = [
    Style { id: "BodyText", name: "Body Text", ..PLAIN },
    Style { id: "Title", name: "Title", space: (0, 120), size: 52, bold: true, is_head: true, ..PLAIN },
    Style { id: "Subtitle", name: "Subtitle", space: (0, 160), size: 30, is_head: true, colour: Some(false), ..PLAIN },
    Style { id: "Lead", name: "Lead", space: (60, 200), size: 24, ..PLAIN },
    Style { id: "Byline", name: "Byline", space: (0, 60), size: 19, is_head: true, colour: Some(false), ..PLAIN },
    heading("Heading1", "heading 1", 0, 36, (480, 160)),
    heading("Heading2", "heading 2", 1, 28, (360, 120)),
    heading("Heading3", "heading 3", 2, 24, (300, 100)),
    heading("Heading4", "heading 4", 3, 22, (240, 80)),
    heading("Heading5", "heading 5", 4, 21, (200, 60)),
    heading("Heading6", "heading 6", 5, 20, (200, 60)),
    Style { id: "ContentsTitle", name: "TOC Heading", space: (360, 120), size: 28, bold: true, is_head: true, ..PLAIN },
    Style { id: "TOC1", name: "toc 1", space: (0, 60), size: 21, is_head: true, ..PLAIN },
    Style { id: "TOC2", name: "toc 2", space: (0, 40), size: 20, is_head: true, inset: 284, ..PLAIN },
    Style { id: "Quote", name: "Quote", space: (60, 120), inset: 425, line: true, ..PLAIN },
    Style {
        id: "CalloutTitle",
        name: "Callout Title",
        space: (160, 40),
        size: 20,
        bold: true,
        is_head: true,
        colour: Some(true),
        inset: 284,
        line: true,
        ..PLAIN
    },
    Style { id: "Callout", name: "Callout", space: (0, 100), inset: 284, line: true, ..PLAIN },
    Style { id: "Caption", name: "caption", space: (80, 160), size: 19, is_head: true, colour: Some(false), ..PLAIN },
    Style { id: "Source", name: "Source", space: (0, 80), size: 18, is_head: true, colour: Some(false), ..PLAIN },
    Style { id: "Figure", name: "Figure", space: (160, 60), ..PLAIN },
    Style { id: "ListParagraph", name: "List Paragraph", space: (0, 80), ..PLAIN },
    Style { id: "Term", name: "Term", space: (120, 20), ..PLAIN },
    Style { id: "Meaning", name: "Meaning", space: (0, 80), inset: 425, ..PLAIN },
    Style {
        id: "KeyValue",
        name: "Key Value",
        space: (120, 0),
        size: 36,
        bold: true,
        is_head: true,
        colour: Some(true),
        ..PLAIN
    },
    Style { id: "KeyLabel", name: "Key Label", space: (0, 120), size: 20, is_head: true, ..PLAIN },
    Style { id: "TableText", name: "Table Text", space: (40, 40), size: 19, is_head: true, ..PLAIN },
    Style { id: "FootnoteText", name: "footnote text", space: (0, 40), size: 18, ..PLAIN },
    Style { id: "Header", name: "header", space: (0, 0), size: 17, is_head: true, colour: Some(false), ..PLAIN },
    Style { id: "Mark", name: "Mark", space: (0, 40), size: 17, bold: true, is_head: true, ..PLAIN },
    Style { id: "Footer", name: "footer", space: (0, 0), size: 17, is_head: true, colour: Some(false), ..PLAIN },
];

const fn heading(id: &'static str, name: &'static str, level: u8, size: u32, space: (u32, u32)) -> Style {
    Style { id, name, space, size, bold: true, is_head: true, colour: Some(true), level: Some(level), inset: 0, line: false }
}

/// `word/styles.xml`
pub fn styles(locale: &Locale, colours: &Colours) -> String {
    let faces = faces(locale);
    let mut xml = Xml::compact();
    xml.open("w:styles", NAMESPACES);
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    face(&mut xml, faces.latin, faces.complex);
    size(&mut xml, PLAIN.size);
    language(&mut xml, locale);
    xml.close("w:rPr");
    xml.close("w:rPrDefault");
    xml.open("w:pPrDefault", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:widowControl", &[]);
    xml.empty("w:spacing", &[("w:after", "120"), ("w:line", "300"), ("w:lineRule", "auto")]);
    xml.close("w:pPr");
    xml.close("w:pPrDefault");
    xml.close("w:docDefaults");
    xml.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")]);
    xml.empty("w:name", &[("w:val", "Normal")]);
    xml.empty("w:qFormat", &[]);
    xml.close("w:style");
    for own in &STYLES {
        style(&mut xml, own, &faces, colours);
    }
    special(&mut xml, colours);
    xml.close("w:styles");
    xml.finish()
}

fn style(xml: &mut Xml, own: &Style, faces: &Faces, colours: &Colours) {
    xml.open("w:style", &[("w:type", "paragraph"), ("w:styleId", own.id)]);
    xml.empty("w:name", &[("w:val", own.name)]);
    xml.empty("w:basedOn", &[("w:val", "Normal")]);
    if own.level.is_some() || own.id.starts_with("Callout") {
        xml.empty("w:next", &[("w:val", if own.level.is_some() { "BodyText" } else { "Callout" })]);
    }
    xml.empty("w:qFormat", &[]);
    xml.open("w:pPr", &[]);
    if own.level.is_some() {
        xml.empty("w:keepNext", &[]);
        xml.empty("w:keepLines", &[]);
    }
    if own.line {
        // Paragraphs from right to left say otherwise for themselves.
        xml.open("w:pBdr", &[]);
        xml.empty("w:left", &[("w:val", "single"), ("w:sz", "12"), ("w:space", "8"), ("w:color", &colours.accent)]);
        xml.close("w:pBdr");
    }
    let (before, after) = (own.space.0.to_string(), own.space.1.to_string());
    xml.empty("w:spacing", &[("w:before", &before), ("w:after", &after)]);
    if own.inset > 0 {
        xml.empty("w:ind", &[("w:left", &own.inset.to_string())]);
    }
    if let Some(level) = own.level {
        xml.empty("w:outlineLvl", &[("w:val", &level.to_string())]);
    }
    xml.close("w:pPr");
    xml.open("w:rPr", &[]);
    if own.is_head {
        face(xml, faces.head, faces.complex);
    }
    if own.bold {
        xml.empty("w:b", &[]);
        xml.empty("w:bCs", &[]);
    }
    if let Some(is_accent) = own.colour {
        xml.empty("w:color", &[("w:val", if is_accent { &colours.accent } else { &colours.soft })]);
    }
    size(xml, own.size);
    xml.close("w:rPr");
    xml.close("w:style");
}

/// Styles that differ from the others in kind.
fn special(xml: &mut Xml, colours: &Colours) {
    let mut paragraph = |id: &str, name: &str, based: &str, write: &dyn Fn(&mut Xml)| {
        xml.open("w:style", &[("w:type", "paragraph"), ("w:styleId", id)]);
        xml.empty("w:name", &[("w:val", name)]);
        xml.empty("w:basedOn", &[("w:val", based)]);
        write(xml);
        xml.close("w:style");
    };
    paragraph("TableNumber", "Table Number", "TableText", &|xml| {
        xml.open("w:pPr", &[]);
        // The right side, in lines from left to right.
        xml.empty("w:jc", &[("w:val", "end")]);
        xml.close("w:pPr");
    });
    paragraph("AfterTable", "After Table", "Normal", &|xml| {
        xml.open("w:pPr", &[]);
        xml.empty("w:spacing", &[("w:before", "0"), ("w:after", "120"), ("w:line", "120"), ("w:lineRule", "exact")]);
        xml.close("w:pPr");
    });
    paragraph("Rule", "Rule", "Normal", &|xml| {
        xml.open("w:pPr", &[]);
        xml.open("w:pBdr", &[]);
        xml.empty("w:bottom", &[("w:val", "single"), ("w:sz", "4"), ("w:space", "1"), ("w:color", &colours.rule)]);
        xml.close("w:pBdr");
        xml.empty("w:spacing", &[("w:before", "120"), ("w:after", "240")]);
        xml.close("w:pPr");
    });
    paragraph("Code", "Code", "Normal", &|xml| {
        xml.open("w:pPr", &[]);
        xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", &colours.surface)]);
        xml.empty("w:spacing", &[("w:before", "120"), ("w:after", "160"), ("w:line", "260"), ("w:lineRule", "auto")]);
        xml.close("w:pPr");
        xml.open("w:rPr", &[]);
        face(xml, "Consolas", "Courier New");
        size(xml, 18);
        xml.close("w:rPr");
    });
    for (id, name) in [("Hyperlink", "Hyperlink"), ("FootnoteReference", "footnote reference")] {
        xml.open("w:style", &[("w:type", "character"), ("w:styleId", id)]);
        xml.empty("w:name", &[("w:val", name)]);
        xml.open("w:rPr", &[]);
        if id == "Hyperlink" {
            xml.empty("w:color", &[("w:val", &colours.accent)]);
            xml.empty("w:u", &[("w:val", "single")]);
        } else {
            xml.empty("w:vertAlign", &[("w:val", "superscript")]);
        }
        xml.close("w:rPr");
        xml.close("w:style");
    }
    for (id, name, has_lines) in [("DataTable", "Data Table", true), ("Columns", "Columns", false)] {
        xml.open("w:style", &[("w:type", "table"), ("w:styleId", id)]);
        xml.empty("w:name", &[("w:val", name)]);
        xml.open("w:tblPr", &[]);
        if has_lines {
            xml.open("w:tblBorders", &[]);
            for (side, size) in [("w:top", "10"), ("w:bottom", "10"), ("w:insideH", "4")] {
                xml.empty(side, &[("w:val", "single"), ("w:sz", size), ("w:space", "0"), ("w:color", &colours.rule)]);
            }
            xml.close("w:tblBorders");
        }
        xml.open("w:tblCellMar", &[]);
        let side = if has_lines { "85" } else { "170" };
        for name in ["w:left", "w:right"] {
            xml.empty(name, &[("w:w", side), ("w:type", "dxa")]);
        }
        xml.close("w:tblCellMar");
        xml.close("w:tblPr");
        xml.close("w:style");
    }
}

fn face(xml: &mut Xml, latin: &str, complex: &str) {
    xml.empty("w:rFonts", &[("w:ascii", latin), ("w:hAnsi", latin), ("w:cs", complex)]);
}

/// Letters of Arabic and its kin are set larger: their bodies are low.
fn size(xml: &mut Xml, half_points: u32) {
    xml.empty("w:sz", &[("w:val", &half_points.to_string())]);
    xml.empty("w:szCs", &[("w:val", &(half_points * 5 / 4).to_string())]);
}

/// The languages of runs of both directions where a run names none.
fn languages(locale: &Locale) -> (&str, &str) {
    if locale.dir == Dir::Rtl { ("en", &locale.tag) } else { (&locale.tag, "ar") }
}

fn language(xml: &mut Xml, locale: &Locale) {
    let (latin, complex) = languages(locale);
    xml.empty("w:lang", &[("w:val", latin), ("w:eastAsia", "en"), ("w:bidi", complex)]);
}

/// `word/fontTable.xml`: what may stand in for the faces that are asked for.
pub fn fonts(locale: &Locale) -> String {
    let own = faces(locale);
    let others = match own.complex {
        "David" => "Frank Ruehl,Arial",
        "Urdu Typesetting" => "Jameel Noori Nastaleeq,Noto Nastaliq Urdu",
        _ => "Traditional Arabic,Arabic Typesetting,Times New Roman",
    };
    let mut xml = Xml::compact();
    xml.open("w:fonts", NAMESPACES);
    for (name, others) in [(own.latin, "Cambria,Times New Roman"), (own.head, "Arial"), (own.complex, others)] {
        xml.open("w:font", &[("w:name", name)]);
        xml.empty("w:altName", &[("w:val", others)]);
        xml.close("w:font");
    }
    xml.close("w:fonts");
    xml.finish()
}

/// `word/numbering.xml`; `lists` are the first numbers of lists, `None` for lists of points.
pub fn numbering(lists: &[Option<u64>]) -> String {
    let mut xml = Xml::compact();
    xml.open("w:numbering", NAMESPACES);
    for (id, is_numbered) in [("0", false), ("1", true)] {
        xml.open("w:abstractNum", &[("w:abstractNumId", id)]);
        xml.empty("w:multiLevelType", &[("w:val", "hybridMultilevel")]);
        for level in 0..9_u32 {
            xml.open("w:lvl", &[("w:ilvl", &level.to_string())]);
            xml.empty("w:start", &[("w:val", "1")]);
            xml.empty("w:numFmt", &[("w:val", if is_numbered { "decimal" } else { "bullet" })]);
            let point = ["•", "–", "▪"][level as usize % 3];
            let text = if is_numbered { format!("%{}.", level + 1) } else { point.to_owned() };
            xml.empty("w:lvlText", &[("w:val", &text)]);
            xml.empty("w:lvlJc", &[("w:val", "left")]);
            xml.open("w:pPr", &[]);
            xml.empty("w:ind", &[("w:left", &((level + 1) * 425).to_string()), ("w:hanging", "425")]);
            xml.close("w:pPr");
            xml.close("w:lvl");
        }
        xml.close("w:abstractNum");
    }
    for (at, start) in lists.iter().enumerate() {
        xml.open("w:num", &[("w:numId", &(at + 1).to_string())]);
        xml.empty("w:abstractNumId", &[("w:val", if start.is_some() { "1" } else { "0" })]);
        if let Some(start) = start {
            for level in 0..9_u32 {
                xml.open("w:lvlOverride", &[("w:ilvl", &level.to_string())]);
                // Word counts with 31 bits.
                xml.empty("w:startOverride", &[("w:val", &(*start).min(0x7fff_fffe).to_string())]);
                xml.close("w:lvlOverride");
            }
        }
        xml.close("w:num");
    }
    xml.close("w:numbering");
    xml.finish()
}

/// `word/settings.xml`
pub fn settings(locale: &Locale, has_notes: bool) -> String {
    let mut xml = Xml::compact();
    xml.open("w:settings", NAMESPACES);
    xml.empty("w:defaultTabStop", &[("w:val", "425")]);
    if has_notes {
        xml.open("w:footnotePr", &[]);
        xml.empty("w:footnote", &[("w:id", "-1")]);
        xml.empty("w:footnote", &[("w:id", "0")]);
        xml.close("w:footnotePr");
    }
    xml.open("w:compat", &[]);
    let attributes = [("w:name", "compatibilityMode"), ("w:uri", "http://schemas.microsoft.com/office/word"), ("w:val", "15")];
    xml.empty("w:compatSetting", &attributes);
    xml.close("w:compat");
    let (latin, complex) = languages(locale);
    xml.empty("w:themeFontLang", &[("w:val", latin), ("w:bidi", complex)]);
    xml.close("w:settings");
    xml.finish()
}

/// `word/footnotes.xml`: the notes, behind the two separators that the format wants.
pub fn footnotes(notes: &[String]) -> String {
    let mut xml = Xml::compact();
    xml.open("w:footnotes", NAMESPACES);
    for (id, kind, mark) in [("-1", "separator", "w:separator"), ("0", "continuationSeparator", "w:continuationSeparator")] {
        xml.open("w:footnote", &[("w:type", kind), ("w:id", id)]);
        xml.open("w:p", &[]);
        xml.open("w:r", &[]);
        xml.empty(mark, &[]);
        for name in ["w:r", "w:p", "w:footnote"] {
            xml.close(name);
        }
    }
    for (at, note) in notes.iter().enumerate() {
        xml.open("w:footnote", &[("w:id", &(at + 1).to_string())]);
        xml.append(note);
        xml.close("w:footnote");
    }
    xml.close("w:footnotes");
    xml.finish()
}

/// The section that all text is in: the page, its heads and foot, its direction. The first page may have a head of its own, or none.
pub fn section(xml: &mut Xml, size: PaperSize, dir: Dir, (first, head, foot): (Option<&str>, &str, &str)) {
    let (wide, high) = match size {
        PaperSize::A4 => ("11906", "16838"),
        PaperSize::UsLetter => ("12240", "15840"),
    };
    xml.open("w:sectPr", &[]);
    xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", head)]);
    if let Some(first) = first {
        xml.empty("w:headerReference", &[("w:type", "first"), ("r:id", first)]);
    }
    xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", foot)]);
    xml.empty("w:footerReference", &[("w:type", "first"), ("r:id", foot)]);
    xml.empty("w:pgSz", &[("w:w", wide), ("w:h", high)]);
    let margin = if size == PaperSize::A4 { "1273" } else { "1440" };
    let margins = [
        ("w:top", "1418"),
        ("w:right", margin),
        ("w:bottom", "1418"),
        ("w:left", margin),
        ("w:header", "709"),
        ("w:footer", "709"),
        ("w:gutter", "0"),
    ];
    xml.empty("w:pgMar", &margins);
    xml.empty("w:titlePg", &[]);
    if dir == Dir::Rtl {
        xml.empty("w:bidi", &[]);
    }
    xml.close("w:sectPr");
}

/// What a document says of itself.
#[derive(Clone, Debug)]
pub struct Properties<'a> {
    /// Its title.
    pub title: &'a str,
    /// Who wrote it.
    pub authors: &'a str,
    /// What it is about.
    pub description: &'a str,
    /// Its tags.
    pub keywords: &'a str,
    /// Its language.
    pub language: &'a str,
    /// The newest date of its text.
    pub date: Option<Date>,
}

/// `docProps/core.xml`
pub fn core(properties: &Properties<'_>) -> String {
    let mut xml = Xml::compact();
    xml.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    let fields = [
        ("dc:title", properties.title),
        ("dc:creator", properties.authors),
        ("dc:description", properties.description),
        ("cp:keywords", properties.keywords),
        ("dc:language", properties.language),
    ];
    for (name, value) in fields {
        if !value.is_empty() {
            xml.leaf(name, &[], value);
        }
    }
    if let Some(date) = properties.date {
        let day = format!("{:04}-{:02}-{:02}T00:00:00Z", date.year, date.month, date.day);
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.leaf(name, &[("xsi:type", "dcterms:W3CDTF")], &day);
        }
    }
    xml.close("cp:coreProperties");
    xml.finish()
}

/// `docProps/app.xml`
pub fn app() -> String {
    let mut xml = Xml::compact();
    xml.open("Properties", &[("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")]);
    xml.leaf("Application", &[], "Bayan");
    xml.close("Properties");
    xml.finish()
}
