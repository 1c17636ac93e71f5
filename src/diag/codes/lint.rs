//! Findings of the lint: nothing is wrong for the program, but something is for a reader. Codes and titles stand in the
//! table of `lint::rules` too; a test holds both together.

use super::warning;
use crate::diag::{Diagnostic, Edit};
use crate::message::{Message, code_point, said};
use crate::source::Span;

/// `,`, `;` or `?` in Arabic.
pub fn latin_punctuation(span: Span, given: char, right: char, edits: Vec<Edit>) -> Diagnostic {
    warning("latin-punctuation", span, say!("`{given}` stands after Arabic text", given))
        .help(say!("write `{right}`", right))
        .mended(edits)
}

/// `"…"` or `“…”` in Arabic.
pub fn foreign_quotes(span: Span, given: char, edits: Vec<Edit>) -> Diagnostic {
    warning("foreign-quotes", span, say!("`{given}` quotes in a text whose quotation marks are `«` and `»`", given))
        .help(say!("write `«` before what is quoted and `»` after it"))
        .mended(edits)
}

/// A space before `،`, `؛` or `؟`.
pub fn space_before(span: Span, mark: char, edits: Vec<Edit>) -> Diagnostic {
    warning("space-before-punctuation", span, say!("a space stands before `{mark}`", mark))
        .help(say!("remove it, so that the mark cannot begin a line"))
        .mended(edits)
}

/// No space after `،`, `؛` or `؟`.
pub fn no_space_after(span: Span, mark: char, edits: Vec<Edit>) -> Diagnostic {
    warning("missing-space-after", span, say!("no space stands after `{mark}`", mark)).help(say!("add one")).mended(edits)
}

/// A conjunction apart from its word.
pub fn split_waw(span: Span, edits: Vec<Edit>) -> Diagnostic {
    warning("split-waw", span, say!("`و` stands apart from its word"))
        .help(say!("write it together with the word: a line must not end with it"))
        .mended(edits)
}

/// Several spaces.
pub fn double_space(span: Span, edits: Vec<Edit>) -> Diagnostic {
    warning("double-space", span, say!("more than one space between two words")).help(say!("leave one")).mended(edits)
}

/// A word made longer.
pub fn tatweel(span: Span, edits: Vec<Edit>) -> Diagnostic {
    warning("tatweel", span, say!("U+0640 (tatweel) makes a word longer"))
        .help(say!("remove it: search, screen readers and hyphenation take it for a letter"))
        .mended(edits)
}

/// As much of a text as a message holds.
fn shortened(text: &str) -> String {
    let start: String = text.chars().take(40).collect();
    if start.len() < text.len() { start + "…" } else { start }
}

/// Shapes instead of letters.
pub fn presentation_forms(span: Span, given: &str, edits: Vec<Edit>) -> Diagnostic {
    let given = shortened(given);
    warning("presentation-forms", span, say!("`{given}` is made of shapes of letters (presentation forms)", given))
        .help(say!("write plain letters: fonts choose the shapes; such text comes from old files and from PDFs"))
        .mended(edits)
}

/// ی or ک in Arabic.
pub fn persian_letter(span: Span, given: char, right: impl Into<Message>, edits: Vec<Edit>) -> Diagnostic {
    warning("persian-letters", span, say!("`{given}` is a letter of Persian and Urdu", given))
        .help(say!("write {right}: a search for the word does not find it", right = said(right)))
        .mended(edits)
}

/// ي, ى or ك in Persian.
pub fn arabic_letter(span: Span, given: char, right: char, edits: Vec<Edit>) -> Diagnostic {
    warning("arabic-letters", span, say!("`{given}` is a letter of Arabic", given))
        .help(say!("write `{right}`: a search for the word does not find it", right))
        .mended(edits)
}

/// A number in digits that the page does not use elsewhere.
pub fn mixed_digits(span: Span, given: &str, house: &str, edits: Vec<Edit>) -> Diagnostic {
    warning("mixed-digits", span, say!("`{given}` is in other digits than the page", given))
        .help(say!("write it in the digits of the language, which are `{house}`, or change `digits` in site.yaml", house))
        .mended(edits)
}

/// A number that does not begin a list.
pub fn list_marker(span: Span, given: &str, edits: Vec<Edit>) -> Diagnostic {
    warning("arabic-list-marker", span, say!("`{given}` does not begin an item of a list", given))
        .help(say!("write lists with `1.`: they are printed in the digits of the language"))
        .mended(edits)
}

/// A mark of direction before a text.
pub fn leading_mark(span: Span, mark: char, edits: Vec<Edit>) -> Diagnostic {
    warning("leading-mark", span, say!("the text begins with the invisible mark `{mark}`", mark = code_point(mark)))
        .help(say!("remove it: direction comes from the language"))
        .mended(edits)
}

/// Letters that are taken apart.
pub fn not_nfc(span: Span, given: &str, edits: Vec<Edit>) -> Diagnostic {
    warning("not-nfc", span, say!("`{given}` is not composed (NFC)", given))
        .help(say!("write the composed form: what looks the same should be the same"))
        .mended(edits)
}

/// A mark that another program reads.
pub fn foreign_markup(span: Span, given: &str, instead: impl Into<Message>) -> Diagnostic {
    let given = shortened(&given.replace('\n', " "));
    warning("foreign-markup", span, say!("`{given}` is a mark of another program and is printed as it stands", given))
        .help(say!("{instead}; if readers should see it, write it as code", instead = said(instead)))
}

/// A link, a note or a table that is none for want of a sign.
pub fn broken_markup(span: Span, given: &str, what: impl Into<Message>, help: impl Into<Message>) -> Diagnostic {
    let given = shortened(&given.replace('\n', " "));
    warning("broken-markup", span, say!("`{given}` is no {what} and is printed as it stands", given, what = said(what)))
        .help(say!("{help}; if readers should see it, write it as code", help = said(help)))
}

/// A block of code that goes on to the end of the page.
pub fn unclosed_code(span: Span) -> Diagnostic {
    warning("broken-markup", span, say!("nothing closes this block of code: all that follows is printed as code"))
        .help(say!("write the same marks on a line of their own where the code ends"))
}

/// Whether a problem is [`unclosed_code`].
pub fn is_unclosed_code(diagnostic: &Diagnostic) -> bool {
    diagnostic.span.is_some_and(|span| *diagnostic == unclosed_code(span))
}

/// A number of a list that is not the one that is printed.
pub fn renumbered_list(span: Span, typed: u64, printed: u64) -> Diagnostic {
    warning(
        "renumbered-list",
        span,
        say!("`{typed}` is printed as {printed}: a list counts on from its first number", typed, printed),
    )
    .help(say!("if {typed} is meant, escape the mark behind it, as in `{typed}\\.`, in a paragraph of its own", typed))
}

/// Markup in a text that is plain.
pub fn markup_in_text(span: Span, given: &str) -> Diagnostic {
    warning("markup-in-text", span, say!("`{given}` is printed as it stands: this text is plain", given = shortened(given)))
        .help(say!("write the words alone, and signs as they are, as in `10⁶` or `&`"))
}

/// A remark that ends a summary elsewhere.
pub fn divider(span: Span, words: &str) -> Diagnostic {
    warning("foreign-markup", span, say!("`<!-- {words} -->` ends the summary for another program, and ends nothing here", words))
        .help(say!("write what stands above it as `summary` in the front matter, and remove it"))
}

/// A list that is a paragraph.
pub fn typed_list(span: Span, given: &str, is_counted: bool) -> Diagnostic {
    let mark = if is_counted { "1." } else { "-" };
    warning("typed-list", span, say!("`{given}` does not begin an item of a list: the lines run together", given))
        .help(say!("write `{mark}` and a space before each item, and an empty line before the first", mark))
}

/// A stop that looks like an Arabic zero.
pub fn typed_zero(span: Span, given: &str, right: &str) -> Diagnostic {
    warning("typed-zero", span, say!("`{given}` has a full stop where a zero is meant", given))
        .help(say!("write `{right}`", right))
}

/// Cells beyond the last column.
pub fn surplus_cells(span: Span, columns: usize) -> Diagnostic {
    warning(
        "surplus-cells",
        span,
        say!("this row has more cells than the head of its table, which has {columns}: the rest is not printed", columns),
    )
    .help(say!("add a cell to the head and to the line below it; a `|` that is text is written `\\|`"))
}

/// A page that nobody can come to.
pub fn orphan_page(span: Span, has_no_menu: bool) -> Diagnostic {
    let menu =
        if has_no_menu { phrase!("add it to a `menu` in site.yaml") } else { phrase!("add it to the `menu` in site.yaml") };
    warning("orphan-page", span, say!("nothing leads to this page: no menu, no list, no tag and no link")).help(say!(
        "link to it, {menu}, or give it a `date`, which lists it on the home page; `noindex: true` says that it is meant",
        menu
    ))
}

/// A page without a weight in a section whose other pages have one.
pub fn missing_weight(span: Span, section: &str) -> Diagnostic {
    warning(
        "missing-weight",
        span,
        say!(
            "this page has no `weight`, and other pages of `{section}` have one: so `{section}` is no briefing and has no PDF",
            section
        ),
    )
    .help(say!("add a `weight`, or say `briefing: true` or `briefing: false` in the section's `_index`"))
}

/// Two chapters of one weight.
pub fn equal_weights(span: Span, weight: i64, other: Span) -> Diagnostic {
    warning(
        "equal-weights",
        span,
        say!("two chapters have the weight {weight}, so that their dates and titles decide which comes first", weight),
    )
    .help(say!("give one of them another `weight`, in every language"))
    .related(other, say!("the other one"))
}

/// A page that is a briefing in another language.
pub fn briefing_differs(span: Span, own: &str, other: &str) -> Diagnostic {
    warning(
        "briefing-differs",
        span,
        say!("this is a briefing in `{other}` and none in `{own}`, where it has no chapters and no PDF", other, own),
    )
    .help(say!("say `briefing: true` or `briefing: false` in both languages, or give the same pages a `weight` in both"))
}

/// A page with another weight in another language; of each side its language and the weight there.
pub fn weights_differ(span: Span, sides: [(&str, Option<i64>); 2], original: Span) -> Diagnostic {
    let has = |(tag, weight): (&str, Option<i64>)| match weight {
        Some(weight) => say!("has the weight {weight} in `{tag}`", weight, tag),
        None => say!("has no weight in `{tag}`", tag),
    };
    let [own, other] = sides.map(has);
    warning("weights-differ", span, say!("this page {own}, and {other}, so that its place may be another one", own, other))
        .help(say!("write the same `weight` in both"))
        .related(original, say!("the other one"))
}

/// A text that is to be written.
pub fn unfinished_text(span: Span, word: &str) -> Diagnostic {
    warning("unfinished-text", span, say!("`{word}`: this text is not written yet", word)).help(say!("write it, or take it away"))
}

/// A place that an import could not prove.
pub fn open_import(span: Span, what: &str) -> Diagnostic {
    let first = what.split("; perhaps").next().unwrap_or_default();
    warning("open-import", span, say!("an import left this open: {first}", first))
        .help(say!("compare the block below with the original, set it right, and remove the remark"))
}

/// Raw HTML that the policy of the pages keeps from working.
pub fn blocked_html(span: Span, what: impl Into<Message>, help: impl Into<Message>) -> Diagnostic {
    warning(
        "blocked-html",
        span,
        say!("browsers do not let {what} through: the policy of the pages forbids it", what = said(what)),
    )
    .help(help)
}

/// A folder whose pages stand in no list of their language.
pub fn missing_index(span: Span, folder: &str, tag: &str, (file, other): (&str, &str)) -> Diagnostic {
    warning(
        "missing-index",
        span,
        say!("the folder `{folder}` has pages in `{tag}` and no `_index` in that language, which lists them", folder, tag),
    )
    .help(say!("write `{file}`; `{other}` is that of another language", file, other))
}

/// A picture without a text.
pub fn missing_alt(span: Span) -> Diagnostic {
    warning("missing-alt", span, say!("this picture has no alternative text"))
        .help(say!("say in `![…]` or in pictures.yaml what it shows; if it is decoration, allow it with a reason"))
}

/// A link that does not say where it leads.
pub fn vague_link(span: Span, text: &str) -> Diagnostic {
    warning("vague-link", span, say!("`{text}` does not say where the link leads", text))
        .help(say!("make the words that name the target the link: readers who listen go from link to link"))
}

/// A link without words.
pub fn empty_link(span: Span, target: &str) -> Diagnostic {
    warning("empty-link", span, say!("this link has no words, so that nobody can see or follow it"))
        .help(say!("name its target between the brackets, as in `[the report]({target})`, or remove it", target))
}

/// A second spelling of a name.
pub fn two_spellings(span: Span, given: &str, preferred: &str, first: Span) -> Diagnostic {
    warning(
        "two-spellings",
        span,
        say!("`{given}` is another spelling of `{preferred}`, which the page uses too", given, preferred),
    )
    .help(say!("write `{preferred}` throughout", preferred))
    .related(first, say!("`{preferred}` stands here", preferred))
}

/// A side of the sheet instead of one of the text.
pub fn physical_property(span: Span, given: &str, right: &str) -> Diagnostic {
    warning("physical-property", span, say!("`{given}` names a side that changes with the direction", given))
        .help(say!("use `{right}`, which one style sheet can serve both directions with", right))
}

/// `letter-spacing` that reaches Arabic.
pub fn spaced_arabic(span: Span, value: &str) -> Diagnostic {
    warning("spaced-arabic", span, say!("`letter-spacing: {value}` reaches Arabic, whose letters join", value))
        .help(say!("say for which languages it is meant: `:lang(en)`, `:dir(ltr)`"))
}

/// `font-style` that reaches Arabic.
pub fn slanted_arabic(span: Span, value: &str) -> Diagnostic {
    warning("slanted-arabic", span, say!("`font-style: {value}` reaches Arabic, which is never slanted", value))
        .help(say!("say for which languages it is meant, as in `:lang(en)`, or use weight or colour"))
}

/// A message in another script than its language's.
pub fn untranslated_message(span: Span, key: &str, tag: &str, given: &str) -> Diagnostic {
    warning("untranslated-message", span, say!("the message `{key}` says `{given}` in `{tag}`", key, given, tag))
        .help(say!("translate it in the theme's `messages/{tag}.yaml`", tag))
}

/// A moment that could be anybody's.
pub fn no_time_zone(span: Span, moment: &str, others: impl IntoIterator<Item = Span>) -> Diagnostic {
    let told = warning(
        "no-time-zone",
        span,
        say!("`{moment}` has no offset, and site.yaml no `time_zone`, so it is read as UTC", moment),
    )
    .help(say!(
        "add the desk's own to site.yaml, as in `time_zone: Asia/Riyadh`, or write the offset, as in `2026-11-22T09:00+03:00`"
    ));
    others.into_iter().fold(told, |told, span| told.related(span, say!("here too")))
}

/// A file that is published, and that nobody refers to.
pub fn unreferenced_file(span: Span, path: &str) -> Diagnostic {
    warning("unreferenced-file", span, say!("nothing refers to `{path}`, which is published all the same", path))
        .help(say!("refer to it, take it away, or name it under `downloads` in site.yaml"))
}

/// A data file that nothing reads.
pub fn idle_data(span: Span, path: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = warning("unreferenced-file", span, say!("nothing reads `{path}`, and it is not published", path));
    match near {
        Some(near) => diagnostic.help(say!("did you mean `{near}`?", near)),
        None => diagnostic.help(say!("name it in a figure (`src:`), or take it away")),
    }
}

/// A download that is not there.
pub fn unknown_download(span: Span, path: &str) -> Diagnostic {
    warning("unreferenced-file", span, say!("`downloads` names `{path}`, where nothing is published", path))
        .help(say!("write the path of a file or a folder below `content/`, or remove the entry"))
}

/// What a reviewer said of a block.
pub fn reviewer_comment(span: Span, said: &str) -> Diagnostic {
    warning("reviewer-comment", span, say!("a reviewer said of this block: {said}", said))
        .help(say!("do what is to be done, then remove the remark"))
}

/// A remark that allows nothing.
pub fn bad_allow(span: Span, why: impl Into<Message>) -> Diagnostic {
    warning("bad-allow", span, say!("this remark allows nothing: {why}", why = said(why)))
        .help(say!("write `<!-- bayan: allow CODE reason -->` on a line of its own before the block"))
}

/// A remark that nothing needs.
pub fn unused_allow(span: Span, code: &str) -> Diagnostic {
    warning("unused-allow", span, say!("`{code}` is allowed here, but does not occur", code)).help(say!("remove the remark"))
}

/// A link to somewhere else that leads nowhere.
pub fn dead_link(span: Span, address: &str, why: impl Into<Message>) -> Diagnostic {
    warning("dead-link", span, say!("`{address}` leads nowhere: {why}", address, why = said(why)))
        .help(say!("correct it, link to an archived copy, or add it under `links: {{skip: […]}}` in site.yaml"))
}

/// A name that Windows cannot hold.
pub fn windows_name(span: Span, name: &str, why: impl Into<Message>) -> Diagnostic {
    warning("windows-name", span, say!("Windows cannot hold `{name}`: {why}", name, why = said(why)))
        .help(say!("give it another name; `aliases` keep its old address"))
}
