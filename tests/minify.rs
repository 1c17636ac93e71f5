//! Minifying changes neither what a page says nor how it is built.

use crate::support::dom::same_dom;
use bayan::minify;

#[track_caller]
fn same(before: &str, after: &str) {
    assert_eq!(same_dom(before, after), Ok(()));
}

#[track_caller]
fn differ(before: &str, after: &str) {
    assert!(same_dom(before, after).is_err(), "{before} and {after}");
}

#[test]
fn a_page_of_traps_stays_the_same() {
    let page = include_str!("data/minify.html");
    same(page, &minify::page(page));
}

#[test]
fn glued_words_are_noticed() {
    let nav = "<!doctype html><title>t</title><nav><a href=a>الرئيسية</a> <a href=b>التقارير</a></nav>";
    differ(nav, &minify::page(nav));
    let list =
        "<!doctype html><title>t</title><nav><ul><li><a href=a>الرئيسية</a></li> <li><a href=b>التقارير</a></li></ul></nav>";
    same(list, &minify::page(list));
}

#[test]
fn what_a_reader_sees_is_compared() {
    same("<p class=a id=b>نص  <b>x</b></p>", "<p id=b class='a'>\n نص <b>x</b></p>\n");
    same("<ul> <li>a</li> <li>b </li></ul>", "<ul><li>a</li><li>b</li></ul>");
    same("<p>a <b> b</b></p>", "<p>a <b>b</b></p>");
    differ("<p>a <b>b</b></p>", "<p>a<b>b</b></p>");
    differ("<p>a&nbsp;b</p>", "<p>a b</p>");
    differ("<pre>a  b</pre>", "<pre>a b</pre>");
    differ("<p lang=ar>x</p>", "<p>x</p>");
    differ("<p>x</p>", "<p>x</p><p></p>");
    differ("<p>\u{200f}x</p>", "<p>x</p>");
    differ("<em>x</em>", "<i>x</i>");
}
