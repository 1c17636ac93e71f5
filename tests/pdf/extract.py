#!/usr/bin/env python3
"""How much of what a chapter's page says can be searched and copied in the PDF of its briefing.

usage: extract.py PUBLIC_FOLDER [KEY]      (exit 1 if a chapter misses a target)

For every chapter page of every printed briefing: its Arabic words and phrases of three Arabic words, and its English
words, looked up in the text that poppler (pdftotext) and, where pypdfium2 is installed, PDFium take out of the file.
Spaces and marks are ignored. Targets: 97 % of Arabic words, 90 % of Arabic phrases, 99 % of English words.
"""
import pathlib
import re
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser

TARGETS = {"words": 97.0, "phrases": 90.0, "english": 99.0}
VOID = {"br", "hr", "img", "wbr", "input", "meta", "link"}


class Prose(HTMLParser):
    """The text of the element with class `prose`, block by block, without note marks and lists of notes."""

    def __init__(self):
        super().__init__()
        self.stack, self.blocks, self.text = [], [], ""

    def handle_starttag(self, tag, attributes):
        classes = (dict(attributes).get("class") or "").split()
        inside = bool(self.stack) and self.stack[-1][1] or "prose" in classes
        # What stands in the margin and the tables beside drawings are not printed within their passage; drawings say their words as
        # pictures do.
        beside = {"notes", "margin", "entries", "visually-hidden", "anchor", "figure-data"}
        skipped = tag in ("sup", "pre", "svg") or bool(beside.intersection(classes))
        skipped = skipped or bool(self.stack) and self.stack[-1][2]
        if tag not in VOID:
            self.stack.append((tag, inside, skipped))
        if tag in ("p", "li", "td", "th", "dt", "dd", "h2", "h3", "h4", "div", "section", "sup"):
            self.cut()

    def handle_endtag(self, tag):
        while self.stack:
            if self.stack.pop()[0] == tag:
                break
        if tag in ("p", "li", "td", "th", "dt", "dd", "h2", "h3", "h4", "div", "section"):
            self.cut()

    def handle_data(self, data):
        if self.stack and self.stack[-1][1] and not self.stack[-1][2]:
            self.text += data

    def cut(self):
        if self.text.strip():
            self.blocks.append(self.text)
        self.text = ""


def letters(text):
    kept = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] in "LN" and c != "\u0640")
    return "".join(kept)


def poppler(pdf, halves=False):
    """The text in reading order. Poppler reads lines of two columns across, so each half of a parallel page is read by itself."""
    read = lambda *area: subprocess.run(["pdftotext", *area, "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    if not halves:
        return read()
    size = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True).stdout.decode()
    width, height = (int(float(n)) for n in re.search(r"Page size: +([0-9.]+) x ([0-9.]+)", size).groups())
    half = width // 2
    return "".join(read("-x", str(x), "-y", "0", "-W", str(half), "-H", str(height)) for x in (half, 0))


def pdfium(pdf, _halves=False):
    import pypdfium2

    document = pypdfium2.PdfDocument(str(pdf))
    return "\n".join(document[i].get_textpage().get_text_range() for i in range(len(document)))


def share(needles, hay):
    found = sum(letters(n) in hay for n in needles)
    return 100.0 * found / len(needles) if needles else 100.0


def main():
    public = pathlib.Path(sys.argv[1])
    only = sys.argv[2] if len(sys.argv) > 2 else ""
    engines = {"poppler": poppler}
    try:
        import pypdfium2  # noqa: F401

        engines["pdfium"] = pdfium
    except ImportError:
        print("pypdfium2 is not installed: poppler only")
    worst, failed = {}, False
    for pdf in sorted(public.glob("**/*.pdf")):
        key = str(pdf.parent.relative_to(public))
        languages = re.findall(r"-([a-z]{2,3})(?=-|$)", pdf.stem.removeprefix(pdf.parent.name))
        # A sheet does not hold the text of its chapters.
        if only and key != only or not languages or "-brief-" in pdf.name:
            continue
        for engine, read in engines.items():
            hay = letters(read(pdf, len(languages) > 1))
            for language in languages:
                for page in sorted((public / language / key).glob("**/index.html")):
                    prose = Prose()
                    prose.feed(page.read_text("utf-8"))
                    # A run of Arabic words without digits, Latin and punctuation between them is a phrase.
                    arabic = [re.findall(r"[\u0620-\u065f\u0670-\u06d3]+", part) for b in prose.blocks for part in re.split(r"[^\u0620-\u065f\u0670-\u06d3 \n]+", b)]
                    words = {w for run in arabic for w in run}
                    phrases = {" ".join(run[i : i + 3]) for run in arabic for i in range(len(run) - 2)}
                    english = {w for b in prose.blocks for w in re.findall(r"[A-Za-z\u00c0-\u024f]+", b)}
                    # A page is measured in its own language; words that it borrows are few and stand apart.
                    rtl = language in ("ar", "fa", "ur")
                    measured = (("words", words), ("phrases", phrases)) if rtl else (("english", english),)
                    for what, needles in measured:
                        value = share(needles, hay)
                        name = (engine, pdf.name, what)
                        worst[name] = min(worst.get(name, 100.0), value)
                        if value < TARGETS[what]:
                            failed = True
                            lost = sorted(n for n in needles if letters(n) not in hay)[:5]
                            print(f"{engine} {pdf.name} {page.parent.name}: {what} {value:.1f} %, lost {lost}")
    for (engine, name, what), value in sorted(worst.items()):
        print(f"{engine:8} {name:32} {what:8} worst chapter {value:5.1f} %")
    sys.exit(failed)


main()
