//! Drawings: those that act are refused wherever they stand, those that programs of every kind draw are shown, and none takes for
//! ever.

use std::time::{Duration, Instant};

use bayan::diag::render::{Style, render};
use bayan::picture::Trouble;
use bayan::picture::drawing::{FaultKind, read};
use bayan::picture::probe::probe;
use bayan::source::{Content, SourceTree};
use proptest::prelude::*;

use crate::support::shared;
use crate::support::site::{AR_EN, request, tree};

const OPEN: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\" height=\"9\">";

fn drawing(inside: &str) -> String {
    format!("{OPEN}{inside}</svg>")
}

/// Drawings that run, load or lead astray.
fn active() -> Vec<String> {
    let inside = [
        "<script>x()</script>",
        "<SCRIPT>x()</SCRIPT>",
        "<s:script xmlns:s=\"http://www.w3.org/2000/svg\">x()</s:script>",
        "<script xmlns=\"http://www.w3.org/1999/xhtml\">x()</script>",
        "<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"x.js\"/>",
        "<x:script xmlns:x=\"urn:x\">x()</x:script>",
        "<script xlink:href=\"data:text/javascript,x()\"/>",
        "<rect onload=\"x()\"/>",
        "<rect\tonload=\"x()\"/>",
        "<rect\nonload=\"x()\"/>",
        "<rect\ronload=\"x()\"/>",
        "<rect id='a'\n\t onclick = 'x()'/>",
        "<rect ONLOAD=\"x()\"/>",
        "<g><g onmouseover=\"&#120;()\"/></g>",
        "<animate onbegin=\"x()\" attributeName=\"x\" dur=\"1s\"/>",
        "<a href=\"javascript:x()\"><text>a</text></a>",
        "<a xlink:href=\"JavaScript:x()\"><text>a</text></a>",
        "<a xlink:href=\"java&#115;cript:x()\"><text>a</text></a>",
        "<a href=\"java\tscript:x()\"><text>a</text></a>",
        "<a href=\"java&#10;script:x()\"><text>a</text></a>",
        "<a href=\" &#13;javascript:x()\"><text>a</text></a>",
        "<a href=\"data:text/html,x\"><text>a</text></a>",
        "<a href=\"vbscript:x\"><text>a</text></a>",
        "<a><set attributeName=\"href\" to=\"javascript:x()\"/><text>a</text></a>",
        "<a><animate attributeName=\"xlink:href\" values=\"javascript:x();b\" dur=\"1s\"/><text>a</text></a>",
        "<rect><set attributeName=\"onclick\" to=\"x()\"/></rect>",
        "<rect><set attributeName=\" style \" to=\"fill:url(https://x.example/)\"/></rect>",
        "<foreignObject><p>a</p></foreignObject>",
        "<foreignObject width=\"9\"><body xmlns=\"http://www.w3.org/1999/xhtml\"/></foreignObject>",
        "<s:foreignObject xmlns:s=\"http://www.w3.org/2000/svg\"/>",
        "<h:iframe xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"https://x.example/\"/>",
        "<iframe src=\"https://x.example/\"/>",
        "<h:img xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"https://x.example/\"/>",
        "<embed src=\"x.swf\"/>",
        "<use href=\"https://x.example/a.svg#b\"/>",
        "<use xlink:href=\"other.svg#b\"/>",
        "<use href=\"data:image/svg+xml;base64,PHN2Zy8+#b\"/>",
        "<image href=\"https://x.example/a.png\"/>",
        "<image href=\"//x.example/a.png\"/>",
        "<image xlink:href=\"../a.png\"/>",
        "<image href=\"data:image/svg+xml,%3Csvg%20onload=x()%3E\"/>",
        "<image href=\"data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=\"/>",
        "<filter id=\"f\"><feImage href=\"https://x.example/a.png\"/></filter>",
        "<style>@import url(https://x.example/a.css);</style>",
        "<style>@imp\\6frt 'https://x.example/a.css';</style>",
        "<style>rect { fill: url(https://x.example/#a) }</style>",
        "<style>rect { fill: u\\72l('//x.example') }</style>",
        "<style><![CDATA[@font-face { src: url(a.woff2) }]]></style>",
        "<rect style=\"fill:url(https://x.example/)\"/>",
        "<rect fill=\"url(https://x.example/#a)\"/>",
        "<rect cursor=\"x\" style=\"cursor:url(https://x.example/a.cur)\"/>",
        "<font-face><font-face-src><font-face-uri xlink:href=\"https://x.example/a\"/></font-face-src></font-face>",
        "<handler xmlns:ev=\"http://www.w3.org/2001/xml-events\" ev:event=\"load\">x()</handler>",
        "<video src=\"https://x.example/\"/>",
        "<linearGradient href=\"https://x.example/a.svg#b\"/>",
        "<textPath href=\"javascript:x()\">a</textPath>",
        "<metadata><script xmlns=\"http://www.w3.org/1999/xhtml\">x()</script></metadata>",
    ];
    let mut all: Vec<String> = inside.iter().map(|inside| drawing(inside)).collect();
    all.extend([
        format!("<?xml-stylesheet href=\"https://x.example/a.css\"?>{}", drawing("")),
        format!("<?xml version=\"1.0\"?>\n<?xml-stylesheet type=\"text/xsl\" href=\"#x\"?>{}", drawing("")),
        format!("<!DOCTYPE svg [<!ENTITY s \"<script>x()</script>\">]>{}", drawing("&s;")),
        format!("<!DOCTYPE svg [<!ENTITY j \"javascript:x()\">]>{}", drawing("<a href=\"&j;\"/>")),
        format!("<!DOCTYPE svg [<!ENTITY n \"http://www.w3.org/1999/xhtml\">]>{}", drawing("<script xmlns=\"&n;\"/>")),
        OPEN.replace("<svg", "<svg\tonload=\"x()\"") + "</svg>",
        OPEN.replace("<svg", "<s:svg onload='x()' xmlns:s=\"http://www.w3.org/2000/svg\"") + "</s:svg>",
    ]);
    all
}

#[test]
fn active_drawings_are_refused() {
    let all = active();
    assert!(all.len() >= 60);
    for text in &all {
        match read(text.as_bytes()) {
            Err(fault) => assert!(fault.kind == FaultKind::Active, "{text}: {}", fault.what),
            Ok(drawing) => panic!("{text} became {}", drawing.text),
        }
    }
}

#[test]
fn no_encoding_and_no_name_hides_what_acts() {
    use std::io::Write as _;
    let text = drawing("<script>x()</script>");
    let wide = |order: fn(u16) -> [u8; 2], mark: &[u8]| -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(order)).collect()
    };
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).expect("in memory");
    let files = [
        wide(u16::to_le_bytes, b"\xFF\xFE"),
        wide(u16::to_be_bytes, b"\xFE\xFF"),
        wide(u16::to_le_bytes, b""),
        wide(u16::to_be_bytes, b""),
        [&b"\xEF\xBB\xBF"[..], text.as_bytes()].concat(),
        [&b"<?xml version='1.0' encoding='iso-8859-1'?>\n<!-- \xE9 -->"[..], text.as_bytes()].concat(),
        gzip.finish().expect("in memory"),
        text.clone().into_bytes(),
    ];
    for name in ["a.svg", "a.SVG", "a.svgz", "a.png", "a.txt", "a"] {
        for bytes in &files {
            let content = match std::str::from_utf8(bytes) {
                Ok(text) => Content::Text(text.into()),
                Err(_) => Content::Binary(bytes.as_slice().into()),
            };
            let page = tree(&format!("{AR_EN}-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n"));
            let files = page.files().iter().map(|f| (f.path.clone(), f.content.clone()));
            let tree = SourceTree::new(files.chain([(format!("content/{name}"), content)]));
            let diags = shared::build(&tree, &request()).diags;
            let codes: Vec<&str> = diags.iter().map(|d| d.code).collect();
            assert_eq!(codes, ["active-svg"], "{name}: {bytes:?}");
        }
    }
}

#[test]
fn what_acts_is_shown_in_the_drawing() {
    let text = format!(
        "{AR_EN}-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n![رسم](a.svg)\n-- content/a.svg --\n{}\n",
        drawing("\n<rect\n  onload='x()'/>")
    );
    let tree = tree(&text);
    let short = render(shared::build(&tree, &request()).diags, &tree, Style::Short);
    assert!(
        short.starts_with("content/a.svg:3:3: error[active-svg]: `content/a.svg` holds an event handler (`onload`)"),
        "{short}"
    );
}

#[test]
fn a_themes_pictures_are_looked_at_like_all_others() {
    for (manifest, css) in [("icon: i.svg\n", ""), ("styles: [css/a.css]\n", "body { background: url(../i.svg) }")] {
        let text = format!(
            "{}-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n-- themes/mine/theme.yaml --\nname: mine\n{manifest}-- themes/mine/css/a.css --\n{css}\n-- themes/mine/i.svg --\n{}\n",
            AR_EN.replace("languages:", "theme: mine\nlanguages:"),
            drawing("<script/>")
        );
        let tree = tree(&text);
        let short = render(shared::build(&tree, &request()).diags, &tree, Style::Short);
        assert!(short.contains("themes/mine/i.svg:1:1: error[active-svg]"), "{short}");
    }
}

/// Drawings as programs write them, each with words that stay and words that go.
#[test]
#[expect(clippy::too_many_lines, reason = "a list of drawings")]
fn harmless_drawings_are_shown() {
    let inkscape = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!-- Created with Inkscape -->\n<svg width=\"210mm\" height=\"297mm\" viewBox=\"0 0 210 297\" id=\"svg5\" inkscape:version=\"1.2\" sodipodi:docname=\"map.svg\" inkscape:export-filename=\"/home/somebody/map.png\" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" xmlns=\"http://www.w3.org/2000/svg\" xmlns:svg=\"http://www.w3.org/2000/svg\" xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:cc=\"http://creativecommons.org/ns#\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><sodipodi:namedview id=\"n\" inkscape:zoom=\"1\"/><metadata><rdf:RDF><cc:Work rdf:about=\"\"><dc:creator><cc:Agent><dc:title>somebody</dc:title></cc:Agent></dc:creator></cc:Work></rdf:RDF></metadata><defs id=\"d\"/><g inkscape:label=\"Layer 1\" inkscape:groupmode=\"layer\" id=\"l\"><path style=\"fill:#f00;fill-opacity:1\" d=\"M 1,1 2,2\" sodipodi:nodetypes=\"cc\" id=\"p\"/></g></svg>";
    let illustrator = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Generator: Adobe Illustrator 27.0.0, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\" [\n<!ENTITY ns_extend \"http://ns.adobe.com/Extensibility/1.0/\">\n<!ENTITY ns_ai \"http://ns.adobe.com/AdobeIllustrator/10.0/\">\n]>\n<svg version=\"1.1\" id=\"Layer_1\" xmlns:x=\"&ns_extend;\" xmlns:i=\"&ns_ai;\" xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" x=\"0px\" y=\"0px\" viewBox=\"0 0 40 20\" style=\"enable-background:new 0 0 40 20;\" xml:space=\"preserve\"><style type=\"text/css\">.st0{fill:#1D1D1B;} .st1{clip-path:url(#SVGID_2_);fill:url(#g);}</style><switch><foreignObject requiredExtensions=\"&ns_ai;\" x=\"0\" y=\"0\" width=\"1\" height=\"1\"><i:aipgfRef xlink:href=\"#adobe_illustrator_pgf\"></i:aipgfRef></foreignObject><g i:extraneous=\"self\"><defs><rect id=\"SVGID_1_\" width=\"40\" height=\"20\"/></defs><clipPath id=\"SVGID_2_\"><use xlink:href=\"#SVGID_1_\" style=\"overflow:visible;\"/></clipPath><linearGradient id=\"g\"><stop offset=\"0\" style=\"stop-color:#FFF\"/></linearGradient><path class=\"st1\" d=\"M0,0h9v9z\"/></g></switch></svg>";
    let files = [
        (inkscape.to_owned(), Some((794, 1123)), vec!["M 1,1 2,2", "fill:#f00"], vec!["somebody", "inkscape", "Created"]),
        (illustrator.to_owned(), Some((40, 20)), vec!["M0,0h9v9z", "url(#SVGID_2_)"], vec!["adobe", "foreignObject", "ENTITY"]),
        (
            drawing(
                "<style>@font-face{font-family:x;src:url(data:font/woff2;base64,d09GMgAB)} text{font-family:x}</style><text>نص &amp; text</text>",
            ),
            Some((9, 9)),
            vec!["data:font/woff2", "نص &amp; text"],
            vec![],
        ),
        (
            drawing(
                "<defs><radialGradient id=\"r\" xlink:href=\"#l\"/><linearGradient id=\"l\"><stop stop-color=\"red\"/></linearGradient></defs><rect fill=\"url(#r)\"/>",
            ),
            Some((9, 9)),
            vec!["url(#r)", "xlink:href=\"#l\""],
            vec![],
        ),
        (
            drawing("<mask id=\"m\"><circle r=\"3\"/></mask><g mask=\"url('#m')\"><rect width=\"9\" height=\"9\"/></g>"),
            Some((9, 9)),
            vec!["<mask"],
            vec![],
        ),
        (
            drawing(
                "<filter id=\"s\" x=\"-20%\"><feGaussianBlur in=\"SourceAlpha\" stdDeviation=\"3\"/><feOffset dx=\"2\"/><feMerge><feMergeNode/><feMergeNode in=\"SourceGraphic\"/></feMerge></filter><g filter=\"url(#s)\"><rect/></g>",
            ),
            Some((9, 9)),
            vec!["feMergeNode"],
            vec![],
        ),
        (
            drawing(
                "<symbol id=\"i\" viewBox=\"0 0 2 2\"><path d=\"M0 0\"/></symbol><use href=\"#i\" x=\"1\"/><use href=\"#i\" x=\"2\"/>",
            ),
            Some((9, 9)),
            vec!["<use href=\"#i\" x=\"2\"/>"],
            vec![],
        ),
        (
            drawing(
                "<circle r=\"1\"><animate attributeName=\"r\" values=\"1;2\" dur=\"1s\" repeatCount=\"indefinite\"/></circle>",
            ),
            Some((9, 9)),
            vec!["attributeName=\"r\""],
            vec![],
        ),
        (
            drawing(
                "<a href=\"https://example.org/?a=1&amp;b\" target=\"_blank\"><text>on = off</text></a><a href=\"#x\"/><a href=\"../p/\"/>",
            ),
            Some((9, 9)),
            vec!["https://example.org/?a=1&amp;b", "on = off"],
            vec![],
        ),
        (
            drawing(
                "<title>عنوان</title><desc>وصف</desc><text direction=\"rtl\" unicode-bidi=\"embed\" xml:lang=\"ar\"><tspan x=\"1\">نص</tspan></text>",
            ),
            Some((9, 9)),
            vec!["عنوان", "xml:lang=\"ar\"", "direction=\"rtl\""],
            vec![],
        ),
        (
            drawing(
                "<marker id=\"a\"><path d=\"M0 0\"/></marker><path d=\"M0 0L9 9\" marker-end=\"url(#a)\"/><pattern id=\"p\"><rect/></pattern><rect fill=\"url(#p)\"/>",
            ),
            Some((9, 9)),
            vec!["marker-end"],
            vec![],
        ),
        (
            drawing(
                "<g data-name=\"Layer 1\" aria-label=\"a\"><text style=\"white-space:pre\">a\n  b</text></g><sketch:x xmlns:sketch=\"http://www.bohemiancoding.com/sketch/ns\"/>",
            ),
            Some((9, 9)),
            vec!["a\n  b", "aria-label"],
            vec!["sketch", "data-name"],
        ),
        (
            "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\"><s:rect width=\"1\"/></s:svg>".to_owned(),
            Some((4, 2)),
            vec!["<rect width=\"1\"/>"],
            vec!["<s:"],
        ),
    ];
    for (text, size, stays, goes) in files {
        let drawing = read(text.as_bytes()).unwrap_or_else(|fault| panic!("{}: {text}", fault.what));
        assert_eq!(drawing.size, size, "{text}");
        for word in stays {
            assert!(drawing.text.contains(word), "{word} is missing: {}", drawing.text);
        }
        for word in goes {
            assert!(!drawing.text.contains(word), "{word} is left: {}", drawing.text);
        }
        let again = read(drawing.text.as_bytes()).expect("what was written is a drawing");
        assert_eq!(again.text, drawing.text, "once is enough");
    }
}

#[test]
fn bombs_are_refused_in_time() {
    let chain = |n: usize, one: fn(usize) -> String| drawing(&(0..n).map(one).collect::<String>());
    let doubled = |i: usize| format!("<g id=\"g{i}\"><use href=\"#g{0}\"/><use href=\"#g{0}\"/></g>", i + 1);
    let nested = {
        let name = |i: usize| if i == 0 { "a".to_owned() } else { format!("b{}", i - 1) };
        let one = |i: usize| format!("<!ENTITY b{i} \"{0}{0}{0}{0}\">", format!("&{};", name(i)));
        let declared: Vec<String> = (0..20).map(one).collect();
        format!("<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\">{}]>{}", declared.concat(), drawing("<text>&b19;</text>"))
    };
    let bombs = [
        drawing(&("<g>".repeat(100_000) + &"</g>".repeat(100_000))),
        drawing(&("<mask id='m'>".repeat(2_000) + &"</mask>".repeat(2_000))),
        chain(2_000, |i| format!("<mask id=\"m{i}\"><rect mask=\"url(#m{})\"/></mask>", i + 1)),
        chain(2_000, |i| format!("<clipPath id=\"m{i}\" clip-path=\"url(#m{})\"><rect/></clipPath>", i + 1)),
        chain(2_000, |i| format!("<style>.c{i}{{mask:url(#m{i})}}</style><mask id=\"m{i}\"><rect class=\"c{}\"/></mask>", i + 1)),
        chain(40, doubled),
        drawing("<g id=\"a\"><use href=\"#a\"/></g>"),
        drawing("<mask id=\"a\"><rect mask=\"url(#b)\"/></mask><mask id=\"b\"><rect mask=\"url(#a)\"/></mask>"),
        drawing("<filter id=\"f\"><feTurbulence numOctaves=\"2147483647\"/></filter><rect filter=\"url(#f)\"/>"),
        drawing("<filter id=\"f\"><feMorphology radius=\"100000\"/></filter><rect filter=\"url(#f)\"/>"),
        drawing("<filter id=\"f\"><feGaussianBlur stdDeviation=\"1e9 1e9\"/></filter><rect filter=\"url(#f)\"/>"),
        drawing("<filter id=\"f\"><feConvolveMatrix order=\"1000\"/></filter><rect filter=\"url(#f)\"/>"),
        format!(
            "{}<filter id=\"f\">{}</filter><rect filter=\"url(#f)\"/></svg>",
            OPEN.replace("\"9\"", "\"5000\""),
            "<feTurbulence numOctaves=\"10\"/>".repeat(500)
        ),
        drawing(&format!(
            "<marker id=\"k\">{}</marker><path marker-mid=\"url(#k)\" d=\"{}\"/>",
            "<rect/>".repeat(2_000),
            "L1 1".repeat(10_000)
        )),
        drawing(&"<rect/>".repeat(1_050_000)),
        nested,
        format!(
            "<!DOCTYPE svg [<!ENTITY a \"{}\">]>{}",
            "a".repeat(50_000),
            drawing(&format!("<text>{}</text>", "&a;".repeat(100_000)))
        ),
        drawing("<rect>"),
        "<svg".to_owned(),
    ];
    for bomb in &bombs {
        let begun = Instant::now();
        let found = probe(bomb.as_bytes());
        assert!(
            matches!(&found, Err(Trouble::Drawing(fault)) if fault.kind != FaultKind::Active),
            "{found:?} for {}",
            &bomb[..bomb.len().min(300)]
        );
        // Without optimisation on a busy machine; the bound only ends what would not end.
        assert!(begun.elapsed() < Duration::from_mins(1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// Whatever is put together: what comes out is a drawing that comes out again, and nothing in it acts.
    #[test]
    fn what_is_written_is_safe(pieces in prop::collection::vec(prop::sample::select(vec![
        "<g>", "</g>", "<rect", "/>", ">", " onload=\"x\"", " fill=\"url(#a)\"", " href=\"#a\"", " href=\"javascript:x\"", "<a", "</a>",
        "<script>", "</script>", "<style>", "</style>", "url(", "@import", "&#106;", "&lt;", "<![CDATA[", "]]>", "<!-- ", " -->", "\u{1}",
        "<use", " id=\"a\"", "نص", "<s:g xmlns:s=\"http://www.w3.org/2000/svg\">", "</s:g>", "\t", "\n", "<?x y?>", "<text>", "</text>",
    ]), 0..14)) {
        if let Ok(first) = read(drawing(&pieces.concat()).as_bytes()) {
            let again = read(first.text.as_bytes()).map_err(|f| TestCaseError::fail(f.what.to_string()))?;
            prop_assert_eq!(&again.text, &first.text);
            let lower = first.text.to_ascii_lowercase();
            prop_assert!(!lower.contains("<script") && !lower.contains("=\"javascript:"));
        }
    }
}

#[test]
fn texts_are_shown_in_the_order_they_have() {
    for (inside, what) in [
        ("<text>a&#x202E;b</text>", "U+202E"),
        ("<text>a\u{202e}b</text>", "U+202E"),
        ("<text>a<tspan>&#x202D;b</tspan></text>", "U+202D"),
        ("<title>a&#x2067;b</title>", "U+2067"),
        ("<desc>a\u{2069}b</desc>", "U+2069"),
        ("<g><rect aria-label=\"a&#8238;b\"/></g>", "U+202E"),
        ("<a xlink:title=\"a&#x2066;b\"><text>c</text></a>", "U+2066"),
    ] {
        let fault = read(drawing(inside).as_bytes()).expect_err(inside);
        assert!(fault.kind == FaultKind::Hidden && fault.what.contains(what) && fault.range.is_some(), "{inside}: {fault:?}");
    }
    for inside in [
        "<text>a&#x2067;<tspan>b\n</tspan>&#x2069;</text>",
        "<text>a&#x200F;b</text>",
        "<title>&#x202B;نص&#x202C;</title>",
        // What only editors know is not published.
        "<x:note xmlns:x=\"urn:x\">&#x202E;</x:note>",
    ] {
        assert!(read(drawing(inside).as_bytes()).is_ok(), "{inside}");
    }
    let site = format!(
        "{AR_EN}-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n![رسم](p.svg)\n-- content/p.svg --\n{}",
        drawing("<text>a\u{202e}b</text>")
    );
    let found = crate::support::site::problems(&site);
    assert!(matches!(&found[..], [one] if one.starts_with("content/p.svg:1:") && one.ends_with("bidi-control")), "{found:?}");
}
