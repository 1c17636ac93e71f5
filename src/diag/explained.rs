//! What every problem means that is no finding of the lint, and how to get out of it: for `bayan explain`, in one place, since the
//! problem itself only says what is wrong where it stands. A test holds this table and the constructors together.

use super::Severity;

/// A code and what is said of it.
#[derive(Clone, Copy, Debug)]
pub struct Explained {
    /// The code.
    pub code: &'static str,
    /// What it means, in one sentence without a full stop.
    pub title: &'static str,
    /// Why it matters, and how to get out.
    pub help: &'static str,
    /// How bad it is.
    pub severity: Severity,
}

const fn error(code: &'static str, title: &'static str, help: &'static str) -> Explained {
    Explained { code, title, help, severity: Severity::Error }
}

const fn warning(code: &'static str, title: &'static str, help: &'static str) -> Explained {
    Explained { severity: Severity::Warning, ..error(code, title, help) }
}

/// All of them, by what they are about.
pub static EXPLAINED: &[Explained] = &[
    error(
        "no-config",
        phrase!("The folder is no project"),
        phrase!("Every command needs a `site.yaml`. Begin a project with `bayan new FOLDER`, or go to the folder of one."),
    ),
    error(
        "unknown-language",
        phrase!("A tag that names no language"),
        phrase!(
            "Direction, digits and plurals come from the language, so nothing can be printed in one that is not known. Write a BCP 47 tag, with its script if need be."
        ),
    ),
    error(
        "merge-conflict",
        phrase!("Marks of a merge that was not finished"),
        phrase!("Git could not join two changes. Keep what is right of both sides and delete the marks."),
    ),
    error(
        "duplicate-language",
        phrase!("The same language twice in site.yaml"),
        phrase!("Only one of the two entries could count. Remove one."),
    ),
    error(
        "no-languages",
        phrase!("A site without languages"),
        phrase!("Name at least one under `languages`; the first one is the default."),
    ),
    error(
        "not-a-site-language",
        phrase!("A language that the site does not have"),
        phrase!("A page or a text is in a language that `languages` does not name. Correct the tag, or add the language."),
    ),
    warning(
        "no-history",
        phrase!("Dates of pages cannot be taken from Git"),
        phrase!("`updated: git` needs the repository with all its commits: `fetch-depth: 0` in CI."),
    ),
    error(
        "missing-in-language",
        phrase!("A text that one of the languages lacks"),
        phrase!("What is given per language must be given in all of them. Add the line that is missing."),
    ),
    warning(
        "untranslated-texts",
        phrase!("Texts of a data file that languages lack"),
        phrase!(
            "Readers are shown the text in another language, marked as such. Translate them, or send them out with `bayan export`."
        ),
    ),
    error(
        "not-a-mapping",
        phrase!("Something else stands where names and values belong"),
        phrase!("Write one `name: value` on each line."),
    ),
    error(
        "bad-base-url",
        phrase!("The address of the site cannot be one"),
        phrase!("Feeds, PDFs and canonical links need a whole address of a host that can exist."),
    ),
    error(
        "no-base-url",
        phrase!("Nobody says where the site will stand"),
        phrase!("Write `base_url` in site.yaml, or say `-u` on the command line."),
    ),
    error(
        "no-front-matter",
        phrase!("A page without front matter"),
        phrase!("Every page begins with lines of YAML between two lines `---`, and `title` is all it needs."),
    ),
    error(
        "foreign-front-matter",
        phrase!("Front matter in another form than YAML"),
        phrase!("TOML and JSON are what other programs read. Write the same lines as YAML."),
    ),
    error(
        "unclosed-front-matter",
        phrase!("Front matter without an end"),
        phrase!("Where it ends is not known, so neither is where the text begins. Add the second line `---`."),
    ),
    error(
        "not-utf8",
        phrase!("A file in another encoding"),
        phrase!("Arabic in another encoding would be printed as other letters. Save the file as UTF-8."),
    ),
    warning(
        "updated-before-date",
        phrase!("A page that was updated before it was written"),
        phrase!("One of the two dates is wrong."),
    ),
    warning("never-public", phrase!("A page that is never shown"), phrase!("It expires before it is published.")),
    error(
        "image-without-alt",
        phrase!("A picture of the front matter that nobody describes"),
        phrase!("Readers who do not see it, and pages that share the link, need a sentence that says what it shows."),
    ),
    error(
        "unknown-time-zone",
        phrase!("A time zone that does not exist"),
        phrase!("Moments of publication are read in it. Write the name that the IANA database has, as in `Asia/Riyadh`."),
    ),
    warning("empty-tag", phrase!("A tag without a name"), phrase!("Nothing could be listed under it.")),
    error(
        "yaml-syntax",
        phrase!("A line that is no YAML"),
        phrase!(
            "The parser cannot go on from there. Most often a text needs quotation marks, or a line begins at another depth than those beside it."
        ),
    ),
    error(
        "yaml-too-large",
        phrase!("More YAML than a person writes"),
        phrase!("Aliases can make a small file grow without end, so there is a limit. Split the file."),
    ),
    error(
        "unknown-field",
        phrase!("A key that nothing reads"),
        phrase!("A typo would otherwise be lost in silence. Correct it, or put what only your templates read under `extra`."),
    ),
    error("duplicate-field", phrase!("The same key twice"), phrase!("Only one of the two values could count. Remove one.")),
    error("missing-field", phrase!("A key that must be there"), phrase!("Without it the thing cannot be shown. Add the line.")),
    error(
        "wrong-type",
        phrase!("A value of another kind than its key needs"),
        phrase!("The message says what is needed and what was found: quotation marks make a text, brackets a list."),
    ),
    warning(
        "comma-in-item",
        phrase!("A comma of another script in a list"),
        phrase!("YAML parts items with `,` only, so that several names become one."),
    ),
    error("not-one-of", phrase!("A value that is none of those possible"), phrase!("Write one of those that the message lists.")),
    error("bad-value", phrase!("A value that its key cannot have"), phrase!("The message says why, and what it can be.")),
    error(
        "bad-date",
        phrase!("A date that cannot be read"),
        phrase!("Write year, month and day in these digits, as in `2026-11-22`."),
    ),
    error(
        "hijri-date",
        phrase!("A day of the Hijri calendar"),
        phrase!(
            "Dates of the front matter are Gregorian; a Hijri one would be a day of the Middle Ages. The message says which day it is."
        ),
    ),
    warning(
        "comment-in-text",
        phrase!("Words of a text that YAML takes for a comment"),
        phrase!("They would be lost. Put the text between quotation marks."),
    ),
    error(
        "unknown-entry",
        phrase!("A reference to an entry that is not there"),
        phrase!("Facts, claims, sources and names are found in the ledger of the nearest folder above the page."),
    ),
    error(
        "untranslated-entry",
        phrase!("An entry that would be printed in another language"),
        phrase!("Translate its words in the ledger, or write words of your own in the reference."),
    ),
    error(
        "fact-mismatch",
        phrase!("A text that does not say what the fact says"),
        phrase!("One of the two is wrong. Better still, have the value printed: `[](fact:id)`."),
    ),
    error(
        "bad-fact-value",
        phrase!("A value that is not of the kind of its fact"),
        phrase!("Write digits with a point, or a date, as the message says."),
    ),
    warning(
        "stray-language",
        phrase!("A file name that ends almost in a language"),
        phrase!("It is read as a page of the default language, beside the one that was meant."),
    ),
    error(
        "duplicate-page",
        phrase!("Two files that are one page"),
        phrase!("Rename one of them, or give it another `translation_key`."),
    ),
    error(
        "duplicate-output",
        phrase!("Two things that want one address"),
        phrase!("One would overwrite the other. Change a file name or a `slug`."),
    ),
    error(
        "shadowing-alias",
        phrase!("An old address that something else has now"),
        phrase!("Remove the alias, or move what stands there."),
    ),
    error(
        "broken-link",
        phrase!("A link to what is not there"),
        phrase!("Links are paths from the file in which they stand, so that an editor can follow them, too."),
    ),
    error(
        "broken-fragment",
        phrase!("A link to a heading that the page does not have"),
        phrase!("Give the heading a name with `{#name}`, the same in every language."),
    ),
    error(
        "missing-translation",
        phrase!("A link to a page that this language lacks"),
        phrase!("Translate the page, or set what `missing_translation` does with such links."),
    ),
    error(
        "unknown-sign",
        phrase!("The mark or the card of the site is not there"),
        phrase!("`logo`, `icon` and `card` name pictures below `content/`."),
    ),
    error(
        "sign-no-picture",
        phrase!("The mark or the card of the site is no picture"),
        phrase!("Name an SVG, a PNG, a JPEG or a WebP file."),
    ),
    error(
        "link-scheme",
        phrase!("A link of a kind that is not allowed"),
        phrase!("Links that run programs or open files are refused, whoever wrote them."),
    ),
    error(
        "link-host",
        phrase!("A link to the web that names no host"),
        phrase!("No browser could follow it. Write the address as the browser shows it."),
    ),
    error(
        "link-outside",
        phrase!("A link out of the folder of the content"),
        phrase!("Only what lies below `content/` is published."),
    ),
    error(
        "remote-image",
        phrase!("A picture from another site"),
        phrase!("Whoever reads the page would be known there. Save the picture beside the page."),
    ),
    error(
        "unknown-page",
        phrase!("A page of the menu that is not there"),
        phrase!("Write its path below `content/`, without language and ending."),
    ),
    warning(
        "undeclared-tag",
        phrase!("A tag that site.yaml does not name"),
        phrase!("Where some tags are named there, all should be, so that they are one in all languages."),
    ),
    warning(
        "tag-spelling",
        phrase!("A tag that is written in two ways"),
        phrase!("Readers would find one list for both under one of the names."),
    ),
    warning("author-spelling", phrase!("An author who is written in two ways"), phrase!("Write one of them throughout.")),
    warning(
        "tag-address",
        phrase!("Two tags that would have one address"),
        phrase!("One was given another. Name one of them under `tags`, where its id is its address."),
    ),
    error(
        "unknown-layout",
        phrase!("A layout that the theme does not have"),
        phrase!("Layouts are templates below `templates/layouts/`."),
    ),
    error(
        "unreadable-file",
        phrase!("A file that could not be read"),
        phrase!("Something writes to it, or you may not read it."),
    ),
    error("bad-output-path", phrase!("A name that can be no address"), phrase!("Rename the file with letters and digits.")),
    error(
        "foreign-page",
        phrase!("A page under an ending of other programs"),
        phrase!("Pages end in `.md`. The file would otherwise be published as it is."),
    ),
    error(
        "file-name",
        phrase!("A file whose name is almost one that is read"),
        phrase!("Names are compared letter by letter. Rename it."),
    ),
    error(
        "lfs-pointer",
        phrase!("What stands for a file that was not fetched"),
        phrase!("Run `git lfs pull`; in CI check out with `lfs: true`."),
    ),
    error(
        "hidden-link",
        phrase!("A link that would give away what is kept back"),
        phrase!("The words and the address of a page that is kept back would be published with it."),
    ),
    error(
        "lock-conflict",
        phrase!("bayan.lock was merged and not finished"),
        phrase!("Keep the lines of both sides and remove the marks."),
    ),
    error(
        "lock-version",
        phrase!("bayan.lock of another version of the program"),
        phrase!("Use the version that wrote it, or accept the pages again."),
    ),
    error(
        "lock-line",
        phrase!("A line of bayan.lock that cannot be read"),
        phrase!("Take it from an earlier version of the file, or accept its block again."),
    ),
    error(
        "two-sources",
        phrase!("Two pages that each say that the other is the translation"),
        phrase!("Write the same `source` in both."),
    ),
    error(
        "figure-number",
        phrase!("A number of a figure that is none"),
        phrase!("Write digits with a point, without separators and units."),
    ),
    error(
        "figure-source",
        phrase!("The data of a figure cannot be read"),
        phrase!("The file must lie beside the page, as UTF-8, with as many cells in every row as there are columns."),
    ),
    error(
        "figure-length",
        phrase!("More or fewer numbers than categories"),
        phrase!("Give one number for each, and leave empty what is not known."),
    ),
    error("figure-too-many", phrase!("More than a reader can take in"), phrase!("Group, split, or print a table.")),
    error(
        "figure-from",
        phrase!("A table of a file that the briefing does not have"),
        phrase!("Only `facts` and `claims` can be printed so, where they stand."),
    ),
    error("figure-empty", phrase!("A figure that shows nothing"), phrase!("Add an item, or remove the block.")),
    error("figure-twice", phrase!("The same name twice in a figure"), phrase!("Readers could not tell them apart.")),
    error(
        "figure-form",
        phrase!("A key that belongs to another form of the figure"),
        phrase!("The message says which to remove."),
    ),
    error(
        "figure-column",
        phrase!("A column that the data does not have"),
        phrase!("Write its name as it stands in the first row."),
    ),
    error(
        "figure-unknown-id",
        phrase!("An entry that the ledger does not have"),
        phrase!("Add it to the ledger beside the briefing, or write it out in the figure."),
    ),
    error(
        "figure-country",
        phrase!("A country that the outlines do not have"),
        phrase!("Write two letters of ISO 3166, as in `KZ`."),
    ),
    error(
        "figure-coordinate",
        phrase!("A place that is not on the globe"),
        phrase!("Write degrees with a point; north and east are positive."),
    ),
    error(
        "nesting-too-deep",
        phrase!("Blocks within each other deeper than any text needs"),
        phrase!("What lies deeper is shown at the deepest level."),
    ),
    error(
        "raw-html",
        phrase!("HTML where the site allows none"),
        phrase!("Write Markdown, or set `raw_html: safe` in site.yaml."),
    ),
    warning(
        "raw-html-removed",
        phrase!("HTML that was taken out"),
        phrase!("Only what cannot run, load or leave its place is kept."),
    ),
    warning(
        "markdown-in-html",
        phrase!("Markdown within an element of HTML"),
        phrase!("It is read as Markdown only between empty lines."),
    ),
    error("duplicate-anchor", phrase!("A name that two headings have"), phrase!("A link to it could mean either.")),
    error("reserved-anchor", phrase!("A name that the program needs"), phrase!("Choose another one for the heading.")),
    warning(
        "unknown-heading-attribute",
        phrase!("Something behind a heading that is no name"),
        phrase!("A heading takes `{#name}` and nothing else."),
    ),
    error(
        "undefined-footnote",
        phrase!("A mark of a footnote that does not exist"),
        phrase!("Write the footnote, or escape the bracket."),
    ),
    warning(
        "unused-footnote",
        phrase!("A footnote without a mark in the text"),
        phrase!("Nobody will read it. Refer to it, or remove it."),
    ),
    error("duplicate-footnote", phrase!("Two footnotes of one name"), phrase!("Give one of them another name.")),
    warning(
        "undefined-reference",
        phrase!("A link by a name that is not defined"),
        phrase!("It is printed as it stands, with its brackets."),
    ),
    error(
        "unknown-block",
        phrase!("A fenced block that nothing knows"),
        phrase!("Its name is nearly that of a figure, so it is not taken for code."),
    ),
    error("math", phrase!("A formula that cannot be read"), phrase!("Formulas are TeX between dollar signs.")),
    warning(
        "ambiguous-dollar",
        phrase!("Dollar signs that may mean money or a formula"),
        phrase!("Escape them as `\\$` if they mean money."),
    ),
    error("control-character", phrase!("An invisible character that no page can hold"), phrase!("Delete it.")),
    warning("pdf-glyph", phrase!("A character that no font of the theme has"), phrase!("A box is printed in its place.")),
    error("pdf-alt", phrase!("A picture that PDF/UA will not have without words"), phrase!("Say what it shows.")),
    warning("pdf-marks", phrase!("More marks on a letter than writing has"), phrase!("The others are not printed.")),
    warning(
        "pdf-link",
        phrase!("An address that is too long for a PDF"),
        phrase!("The words of the link are printed without it."),
    ),
    warning("pdf-raw-html", phrase!("HTML for which paper has no form"), phrase!("Say in the text what it shows.")),
    error(
        "pdf-block",
        phrase!("A block that cannot be printed"),
        phrase!("Change it, or leave the page out of print with `pdf: false`."),
    ),
    warning(
        "pdf-brief",
        phrase!("A page of which no brief edition can be made"),
        phrase!("It needs `answers`, and something for its second page."),
    ),
    error(
        "pdf-template",
        phrase!("A template of the theme that does not work"),
        phrase!("Mend it, or remove it to use the built-in one."),
    ),
    error("pdf-large", phrase!("A file that takes too long to print"), phrase!("Make its parts briefings of their own.")),
    error("pdf-font", phrase!("A font that cannot be used for print"), phrase!("Replace the file.")),
    warning(
        "pdf-remark",
        phrase!("The printed file should be looked at"),
        phrase!("Something was not smooth while it was made."),
    ),
    warning(
        "pdf-theme-block",
        phrase!("A block of the theme that only pages can show"),
        phrase!("Write its template for print."),
    ),
    warning("pdf-picture", phrase!("A picture that paper cannot have"), phrase!("Save it as a JPEG or PNG in RGB.")),
    error(
        "unknown-print",
        phrase!("Nothing is printed under this name"),
        phrase!("Name a page that is a briefing, or set `pdf: true` on it."),
    ),
    error(
        "unknown-picture",
        phrase!("A list names a picture that is not there"),
        phrase!("Names are those of files in the same folder."),
    ),
    error(
        "bad-focus",
        phrase!("A focus that is no place in the picture"),
        phrase!("Count in the picture as it is shown, from its left upper corner."),
    ),
    error(
        "bad-redact",
        phrase!("A box that cannot be painted over"),
        phrase!("Nothing of the picture is published before it is right."),
    ),
    error(
        "cannot-redact",
        phrase!("A picture that cannot hide what it should"),
        phrase!("Another file would show what is covered. Paint it over, too, or take it away."),
    ),
    error("bad-picture", phrase!("A picture that cannot be read"), phrase!("Save it again from a program for pictures.")),
    warning("picture-ending", phrase!("A picture under the ending of another kind"), phrase!("Web servers go by the name.")),
    warning(
        "picture-colours",
        phrase!("A picture in the colours of printers"),
        phrase!("Browsers show them otherwise. Export it in RGB."),
    ),
    error("picture-format", phrase!("A picture of a kind that browsers do not show"), phrase!("Export it as JPEG, PNG or SVG.")),
    error("picture-size", phrase!("A picture that is too large"), phrase!("Make it smaller before it is published.")),
    error(
        "active-svg",
        phrase!("A drawing that runs or loads something"),
        phrase!("Content never executes. Export the drawing without scripts and links."),
    ),
    error(
        "active-file",
        phrase!("A file that would run on the site"),
        phrase!("Write it as Markdown, or say in site.yaml that you trust it."),
    ),
    warning(
        "dead-link",
        phrase!("An address elsewhere that leads nowhere any more"),
        phrase!("Correct it, or link to an archived copy."),
    ),
    error("unknown-theme", phrase!("A theme that is not there"), phrase!("Its files belong into `themes/NAME/`.")),
    error(
        "theme-file-missing",
        phrase!("A file that the theme names and does not have"),
        phrase!("Paths are relative to the folder of the theme."),
    ),
    error("theme-file-not-utf8", phrase!("A file of the theme in another encoding"), phrase!("Save it as UTF-8.")),
    error("theme-font", phrase!("A font that browsers will not read"), phrase!("Replace the file.")),
    error(
        "theme-file-too-large",
        phrase!("A file that is too large for a theme"),
        phrase!("Make it smaller, or put it below `content/`."),
    ),
    warning(
        "theme-not-minified",
        phrase!("A file of the theme that could not be made smaller"),
        phrase!("It is published as it is."),
    ),
    error(
        "theme-external-url",
        phrase!("Something that pages would load from elsewhere"),
        phrase!("Whoever reads the page would be known there. Put the file into the theme."),
    ),
    error("theme-css-import", phrase!("A style sheet that imports another"), phrase!("Name the other one under `styles`.")),
    error(
        "theme-css-unclosed",
        phrase!("Something in a style sheet that has no end"),
        phrase!("Everything behind it would be part of it."),
    ),
    error("theme-token", phrase!("A token that cannot be used"), phrase!("The message says which value it can have.")),
    warning("unused-token", phrase!("A token that nothing asks for"), phrase!("A typo, or left over.")),
    warning(
        "low-contrast",
        phrase!("Two colours that are hard to tell apart"),
        phrase!("Make one lighter or darker (WCAG 2.2, 1.4.3 and 1.4.11)."),
    ),
    warning(
        "styles-replaced",
        phrase!("A list of style sheets without those of the built-in theme"),
        phrase!("Its templates need them. The message has the list to write."),
    ),
    error("theme-card", phrase!("A card without its size"), phrase!("Add its width and height.")),
    error(
        "theme-block",
        phrase!("A block of the theme that is declared wrongly"),
        phrase!("Name its parameters and write its template."),
    ),
    error("template", phrase!("A template that fails"), phrase!("The message says where.")),
    error(
        "template-unsteady",
        phrase!("A template that prints something else at each run"),
        phrase!("The same content must make the same files."),
    ),
    error(
        "unknown-message",
        phrase!("A word of the interface that no catalogue has"),
        phrase!("Add it to `messages/en.yaml` of the theme."),
    ),
    warning(
        "missing-plural",
        phrase!("A plural form that the language needs"),
        phrase!("The form `other` is used until it is there."),
    ),
    warning(
        "message-value",
        phrase!("A message with a value that the English one does not have"),
        phrase!("Nothing would replace it."),
    ),
    error(
        "broken-exchange",
        phrase!("A file from a translator that cannot be read"),
        phrase!(
            "It is damaged, in another encoding, or none that `bayan export` wrote. Ask for it again as XLIFF or PO, or export the page anew."
        ),
    ),
    error(
        "unknown-placeholder",
        phrase!("A placeholder that the source does not have"),
        phrase!("It stands for markup, and nobody knows for which. Take it out, or take the one of the source."),
    ),
    error(
        "unknown-inline",
        phrase!("An element within a translated text that means nothing here"),
        phrase!("Markup comes back as placeholders (`ph`). Have the tool export nothing else within texts."),
    ),
    error(
        "unknown-unit",
        phrase!("A text that the page does not have, or has twice"),
        phrase!("The page has changed since it was exported. Export it again and carry the translation over."),
    ),
    error(
        "not-translated",
        phrase!("A first translation that lacks a text"),
        phrase!("A page cannot be made without it. Translate it; only whole blocks may be left out."),
    ),
    error(
        "changed-since-export",
        phrase!("A text that has changed since it was exported"),
        phrase!("The translation would say what the source said before. Export the page again and carry the translation over."),
    ),
    error(
        "placeholder-lost",
        phrase!("A translation that lacks a placeholder"),
        phrase!("The link, the fact or the emphasis that it stands for would be lost. Put it where its markup belongs."),
    ),
    error(
        "placeholder-twice",
        phrase!("A placeholder that stands twice"),
        phrase!("What it stands for is there once. Take one of them out."),
    ),
    error(
        "placeholder-moved",
        phrase!("A placeholder where its markup says nothing"),
        phrase!("What begins a text stays at its beginning, what ends it at its end."),
    ),
    error(
        "typed-markup",
        phrase!("Markup that a translator has typed"),
        phrase!("Use the placeholders for markup: letters such as `*` or `[` would become markup that the source does not have."),
    ),
    error(
        "word-file",
        phrase!("A document for word processors that cannot be read"),
        phrase!("It is damaged, locked, or of another kind. Save it as DOCX without a password."),
    ),
    error(
        "word-origin",
        phrase!("A document that was not made here"),
        phrase!(
            "Edits are put in by marks that `bayan docx` leaves in the document. Send reviewers such a document, and import it in the project that it was made from."
        ),
    ),
    error(
        "word-changed-since",
        phrase!("A text that was changed both here and in the document"),
        phrase!("Nobody but you knows which is right. Put the two together here, and undo the edit in the document."),
    ),
    error(
        "word-link",
        phrase!("A link that a reviewer has changed and that cannot be taken over"),
        phrase!("It leads where a page may not, or stands where none can. Write it here, or undo the edit in the document."),
    ),
    error(
        "word-moved",
        phrase!("A paragraph that a reviewer has moved"),
        phrase!("The other language would keep its place. Move it here in both, and undo it in the document."),
    ),
    error(
        "word-split",
        phrase!("A paragraph that a reviewer has made several of"),
        phrase!("Blocks of both languages belong together one by one. Divide it here in both."),
    ),
    error(
        "word-merged",
        phrase!("Paragraphs that a reviewer has made one of"),
        phrase!("Blocks of both languages belong together one by one. Join them here in both."),
    ),
    error(
        "word-added",
        phrase!("A paragraph that a reviewer has added and that cannot be taken over"),
        phrase!("It stands where no block can, or holds a link. Write it here."),
    ),
    error(
        "word-removed",
        phrase!("Something that a reviewer has taken out and that cannot be taken out here"),
        phrase!(
            "It is a part of something larger, or printed of something else. Take that out here, or put it back into the document."
        ),
    ),
    error(
        "word-value",
        phrase!("A value of a data file that a reviewer has changed"),
        phrase!("It is printed wherever it is named, so it is changed where it stands. Undo the edit in the document."),
    ),
    error(
        "word-markup",
        phrase!("Something in a line that a reviewer cannot change"),
        phrase!(
            "Links, facts and notes have no letters of their own in the page. Change it here, and undo the edit in the document."
        ),
    ),
    error(
        "word-printed",
        phrase!("A line of a document that is no text of the page"),
        phrase!("It is printed of data, of a figure or of the interface. Change it there, and undo the edit in the document."),
    ),
    error(
        "word-style",
        phrase!("A style that a reviewer has changed"),
        phrase!("It would make a heading or a quotation of a paragraph. Do so here in both languages if it is right."),
    ),
    error(
        "word-edit",
        phrase!("An edit that would change something else, too"),
        phrase!("Make it here, where you see the Markdown."),
    ),
    warning(
        "word-edited",
        phrase!("A line that a reviewer has edited"),
        phrase!("It says what `bayan import-translation` would change."),
    ),
    warning(
        "word-format",
        phrase!("Letters that are set off otherwise in the document"),
        phrase!("Bold, italics and colours of the document are not taken over. Set them here if they mean something."),
    ),
    warning(
        "word-comment",
        phrase!("A comment of a reviewer"),
        phrase!("It becomes a remark before its block, for an editor to settle."),
    ),
    warning(
        "word-pending",
        phrase!("A tracked change that nobody has decided on"),
        phrase!("Accept or reject it in the document, or import with `--accept-tracked`."),
    ),
    warning(
        "word-left-out",
        phrase!("Parts of a document that are not read"),
        phrase!("Boxes, macros and the like are no text of the page. Look at them in the document."),
    ),
    error(
        "docx-drawing",
        phrase!("A picture or figure that cannot be set for the DOCX"),
        phrase!(
            "Word processors show drawings as pictures, and this one cannot be drawn. Make it smaller, or leave the document out."
        ),
    ),
    error(
        "docx-size",
        phrase!("A document that is larger than its format can be"),
        phrase!("Print fewer or smaller pictures, or split the briefing."),
    ),
    error(
        "flow-drawing",
        phrase!("A picture or figure that cannot be shown in an e-book"),
        phrase!("Store it as JPEG, PNG, WebP or SVG, or leave the e-book out."),
    ),
    error(
        "flow-size",
        phrase!("An e-book that is larger than its format can be"),
        phrase!("Show fewer or smaller pictures, or split the briefing."),
    ),
    warning(
        "mail-size",
        phrase!("A letter that programs for mail cut"),
        phrase!("Readers would not see its end. Shorten the page, or move what is long into chapters."),
    ),
    error(
        "leak",
        phrase!("Something of a page that is kept back is published"),
        phrase!(
            "Readers could find what is not public yet. Take it out of the theme or of site.yaml; if neither brings it there, this is a fault of the program."
        ),
    ),
    error(
        "leaks-not-compared",
        phrase!("A site that cannot be built without what is kept back"),
        phrase!("So nobody knows whether something of it is published. Mend what the message says."),
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::EXPLAINED;

    #[test]
    fn each_code_is_explained_once() {
        let mut seen = BTreeSet::new();
        for problem in EXPLAINED {
            assert!(seen.insert(problem.code), "{} stands twice", problem.code);
            assert!(!problem.title.ends_with('.') && problem.help.ends_with('.'), "{}", problem.code);
        }
    }
}
