//! Texts that are no YAML -> the line that is found, and what is said of it.

use super::of;

/// The mistake of a text that the parser refuses: what it marks, and the help.
#[track_caller]
fn check(text: &str, marked: &str, help: &str) {
    let found = of(text).unwrap_or_else(|| panic!("nothing is told of {text}"));
    assert_eq!((&text[found.range.clone()], &*found.help), (marked, help), "{text}");
}

#[test]
fn values_that_begin_with_a_sign_are_to_be_quoted() {
    check("title: *bold* words\n", "*", "write `title: \"*bold* words\"`");
    check("title: **عريض** نص\n", "*", "write `title: \"**عريض** نص\"`");
    check("a: 1\ntitle: @name\n", "@", "write `title: \"@name\"`");
    check("title: %5 more\n", "%", "write `title: \"%5 more\"`");
    check("title: `code` x\n", "`", "write `title: \"`code` x\"`");
    check("title: - x\n", "-", "write `title: \"- x\"`");
    check("title: | x\n", "|", "write `title: \"| x\"`");
    check("list:\n  - name: *x y\n", "*", "write `name: \"*x y\"`");
    check("title: & so on\n", "&", "write `title: \"& so on\"`");
    check("title: عنوان: فرعي\n", ":", "write `title: \"عنوان: فرعي\"`");
    check("title: it's: x # y\n", ":", "write `title: \"it's: x\"`");
}

#[test]
fn a_line_that_begins_between_two_depths_is_told_with_both() {
    let ways =
        |deep: &str, owner: &str, flat: &str| format!("begin it {deep} if it belongs to `{owner}`, or {flat} if it does not");
    let (four, two, left) = ("behind 4 blanks", "behind 2 blanks", "at the left");
    check("title: A\nextra:\n    one: 1\n  two: 2\ndate: x\n", "two", &ways(four, "extra", left));
    check("a:\n  value: 1\n  what:\n    ar: ب\n   en: x\n", "en", &ways(four, "what", two));
    check("tags:\n  - a\n - b\n", "- b", &ways(two, "tags", left));
    check("menu:\n  - title: A\n    page: a\n   url: x\n", "url", &ways(four, "menu", two));
    check("people:\n    - name: A\n  - name: B\n", "- name", &ways(four, "people", left));
    // Depths that end and others that begin are no mistake: what follows is.
    check("a:\n  b:\n    c: 1\n  d:\n      e: 2\nf: *x y\n", "*", "write `f: \"*x y\"`");
    check("a:\n- b: 1\n  c: 2\n- d: 3\ne:\n    - 1\n    - 2\nf: @x\n", "@", "write `f: \"@x\"`");
    check("a: |\n    deep\n  less\nb: long\n   text\n  goes on\nf: @x\n", "@", "write `f: \"@x\"`");
}

#[test]
fn quotations_and_brackets_end_where_they_end() {
    check("title: \"quoted\" then more\n", "then more", "write `title: '\"quoted\" then more'`");
    check("title: \"تقرير\" عن كذا\n", "عن كذا", "write `title: '\"تقرير\" عن كذا'`");
    check("title: 'it's'\n", "s'", "write `title: \"'it's'\"`");
    check("title: [مقال] رأي\n", "رأي", "write `title: \"[مقال] رأي\"`");
    check("title: \"A\ndate: 2024-01-01\nsummary: \"B\"\n", "\"", "write `title: \"A\"`");
    check("title: A\ntags: [a, b\ndate: 2024-01-01\n", "[", "write `tags: [a, b]`");
    check("alt: {ar: السد، en: The dam}\n", "،", "write `,` between two values");
    check("path: \"C:\\data\"\n", "\\d", "write `path: 'C:\\data'`");
}

#[test]
fn lines_have_a_name_a_blank_and_their_place() {
    check("title: A\ndate:2024-01-01\n", ":", "write `date: 2024-01-01`");
    check("title: A\nsummary：نص\n", "：", "write `summary: نص`");
    check("title: A\nsummary = \"x\"\n", "summary = \"x\"", "write `summary: \"x\"`");
    check("tags:\n-x\n-y\n", "-", "write `- x`");
    check("tags:\n• x\n", "•", "write `- x`");
    check("title: A\n\tdate: x\n", "\t", "indent it with spaces");
    check("title: A\n  date: 2024-01-02\n", "date", "begin it where the name above begins");
    check("  title: A\ndate: 2024-01-02\n", "title: A", "begin all names at the left");
    check(
        "title: A\nsome words\ndate: 2024-01-01\n",
        "some words",
        "write `name: value`, put `# ` before a remark, or indent what belongs to the line above",
    );
}

/// What is right is passed over, so that the mistake below it is the one that is told.
#[test]
fn what_is_right_is_no_mistake() {
    for right in [
        "a: \"x: y\"\n",
        "a: 'it''s'\n",
        "a: \"say \\\"x\\\"\"\n",
        "a: [b, {c: d}] # x\n",
        "a: |\n  b: *c\n\n  \"d\n",
        "a: >-\n    b: c: d\n",
        "a:\n  b: c\n  d: e\n",
        "a:\n- b\n- c: d\n  e: f\n",
        "a: http://x.example/y\n",
        "a: b\n  goes on\n",
        "a: \"b\n  goes on\"\n",
        "a: [b,\n  c]\n",
        "# only a remark: *x\n",
        "a: 12:30\n",
        "a: x#y\n",
        "a: &b c\nd: *b\n",
        "a:\n  - 12:30\n  - x:y\n",
    ] {
        assert_eq!(of(right), None, "{right}");
        check(&format!("{right}z: @x\n"), "@", "write `z: \"@x\"`");
    }
}
