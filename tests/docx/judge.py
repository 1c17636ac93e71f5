#!/usr/bin/env python3
"""What word processors make of the documents of a briefing: LibreOffice sets them as PDFs, poppler reads those, python-docx reads the files.

usage: judge.py FOLDER [--pdf FOLDER]      (exit 1 if a document misses a target)

FOLDER holds what `bayan docx -o FOLDER` wrote. LibreOffice Writer (Debian: libreoffice-writer-nogui), poppler-utils and python-docx are
wanted; this is no part of the gate, since LibreOffice is larger than everything else that the gate installs. With --pdf the PDFs and
pictures of their first pages stay in a folder, to be looked at.

Of every document: headings, notes and alternative texts are read by python-docx; no run of Latin letters alone is marked as one from
right to left. Of every PDF: 99 % of the words of the text come in the order of the document, dates and telephone numbers are whole, the
first column of tables stands at the side where lines begin.
"""
import difflib
import html
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

import docx
from docx.oxml.ns import qn

TARGET = 99.0
WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}|\+\d[\d ]{7,}\d")


def letters(text):
    """A text as it counts: no marks of direction, one kind of space, letters in their plain forms."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Mn") and c != "\u0640")


def words(text, is_arabic):
    """The words of one script."""
    kind = "ARABIC" if is_arabic else "LATIN"
    found = re.findall(r"[^\W\d_]+", letters(text))
    found = [word for word in found if unicodedata.name(word[0], "").startswith(kind) and len(word) > 1]
    # The two letters of a lam-alef come from one glyph, in either order.
    return [re.sub("[لاأإآٱ]+", lambda run: "".join(sorted(run[0])), word) for word in found]


def said(document, is_arabic=None):
    """What the text of a document says, one paragraph after the other, without contents, in the order of its markup; of one in two
    languages what one of them says: names of the other stand in its column."""
    out = []
    for paragraph in document.element.body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val"), "").upper().startswith("TOC"):
            continue
        is_from_right = paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
        if is_arabic is not None and is_from_right != is_arabic:
            continue
        nodes = paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        out.append("".join(node.text or " " for node in nodes))
    return out


def in_order(wanted, found):
    """How many of some words come in a text in their order, in percent. Letters beside marks are lost or stand alone in some PDFs: words
    that have most of their letters count."""
    count = 0
    for kind, a, b, c, d in difflib.SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        alike = difflib.SequenceMatcher(None, "".join(wanted[a:b]), "".join(found[c:d]), autojunk=False).ratio() if kind == "replace" else 0
        count += b - a if kind == "equal" or alike >= 0.7 else 0
    return 100 * count / max(1, len(wanted))


def structure(path, document):
    """What python-docx reads of a document; what is wrong with it."""
    wrong = []
    paragraphs = [docx.text.paragraph.Paragraph(own, document) for own in document.element.body.iter(qn("w:p"))]
    headings = [p for p in paragraphs if p.style.name.lower().startswith("heading")]
    pictures = list(document.element.body.iter(qn("wp:docPr")))
    notes = [part for part in document.part.package.iter_parts() if part.partname.endswith("footnotes.xml")]
    count = sum(part.blob.count(b"<w:footnote ") for part in notes)
    references = len(list(document.element.body.iter(qn("w:footnoteReference"))))
    if not headings or any(not h.text.strip() for h in headings):
        wrong.append("a heading is empty, or there is none")
    if any(not (picture.get("descr") or "").strip() for picture in pictures):
        wrong.append("a picture has no alternative text")
    if count < references:
        wrong.append(f"{references} marks of notes, {count} notes")
    latin = 0
    for run in document.element.body.iter(qn("w:r")):
        text = "".join(node.text or "" for node in run.iter(qn("w:t")))
        is_latin = any(c.isalpha() for c in text) and not words(text, True) and not re.search(r"[\u0590-\u08ff]", text)
        latin += is_latin and run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
    if latin:
        wrong.append(f"{latin} runs of Latin letters are marked as from right to left")
    print(f"{path.name}: {len(headings)} headings, {references} notes, {len(pictures)} pictures with alternative texts, {latin} Latin runs from the right")
    return wrong


def boxes(pdf):
    """The words of each page with where they stand, Arabic ones in the order in which they are read."""
    text = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    for page in text.split("<page ")[1:]:
        found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', page)
        read = [(float(x), (float(y) + float(low)) / 2, float(end), html.unescape(word)) for x, y, end, low, word in found]
        yield [(x, y, end, word[::-1] if re.search("[\u0600-\u06ff]", word) else word) for x, y, end, word in read]


def lines(pdf, is_arabic, is_half=False):
    """The text of a PDF line by line, from the side where they begin: where letters stand is what a reader sees, whatever an engine makes
    of lines in two directions. Words that touch each other are one: marks tear them."""
    out = []
    for page in boxes(pdf):
        # Side by side, each language has its half; what stands over both, as heads of pages, is no text of it.
        middle = max((box[2] for box in page), default=0) / 2 + min((box[0] for box in page), default=0) / 2
        page = [box for box in page if not is_half or (box[0] > middle if is_arabic else box[2] < middle)]
        rows = []
        for box in sorted(page, key=lambda box: box[1]):
            if rows and abs(rows[-1][0] - box[1]) < 3:
                rows[-1][1].append(box)
            else:
                rows.append((box[1], [box]))
        for _, row in rows:
            row.sort(key=lambda box: -box[2] if is_arabic else box[0])
            line, last = "", None
            for box in row:
                gap = 9 if last is None else last[0] - box[2] if is_arabic else box[0] - last[2]
                line, last = line + (" " if gap > 0.8 else "") + box[3], box
            out.append(line)
    return "\n".join(out)


def columns(document, pdf, is_arabic):
    """Whether the first cell of a row stands where lines begin, in rows whose words are found on one line: those that do, and all."""
    right = total = 0
    pages = list(boxes(pdf))
    for table in document.tables:
        for row in table.rows:
            cells = [words(cell.text, is_arabic) for cell in row.cells]
            if len(cells) < 2 or not cells[0] or not cells[-1] or len(table.columns) < 3:
                continue
            first, last = cells[0][0], cells[-1][-1]
            if first == last:
                continue
            for page in pages:
                a, b = ([box for box in page if word in words(box[3], is_arabic)] for word in (first, last))
                pairs = [(one, other) for one in a for other in b if abs(one[1] - other[1]) < 2]
                if len(a) == len(b) == len(pairs) == 1:
                    one, other = pairs[0]
                    total += 1
                    right += (one[0] > other[0]) == is_arabic
    return right, total


def judge(path, pdf):
    """What is wrong with a document."""
    document = docx.Document(str(path))
    wrong = structure(path, document)
    is_both = re.search(r"-[a-z]{2}-[a-z]{2}$", path.stem) is not None
    is_arabic = path.stem.endswith("-ar")
    text = said(document)
    for own in (True, False) if is_both else (is_arabic,):
        wanted = words("\n".join(said(document, own) if is_both else text), own)
        found = words(lines(pdf, own, is_both), own)
        share = in_order(wanted, found)
        print(f"  {share:.2f} % of {len(wanted)} {'Arabic' if own else 'English'} words in order")
        if share < TARGET:
            wrong.append(f"{share:.2f} % of words in order")
    squeezed = re.sub(r"\s+", "", letters(lines(pdf, False)))
    values = {re.sub(r"\s+", "", value) for line in text for value in WHOLE.findall(letters(line).replace("\u202f", " "))}
    torn = sorted(value for value in values if value not in squeezed)
    print(f"  {len(values)} dates and telephone numbers, {len(torn)} of them torn")
    if torn:
        wrong.append(f"torn: {', '.join(torn)}")
    if not is_both:
        right, total = columns(document, pdf, is_arabic)
        print(f"  the first column stands where lines begin in {right} of {total} rows")
        if right < total:
            wrong.append(f"the first column stands at the wrong side in {total - right} rows")
    return wrong


def main():
    folder = pathlib.Path(sys.argv[1])
    kept = pathlib.Path(sys.argv[3]) if sys.argv[2:3] == ["--pdf"] else None
    files = sorted(folder.rglob("*.docx"))
    if not files:
        sys.exit(f"error: no document in {folder}")
    wrong = []
    with tempfile.TemporaryDirectory() as work:
        out = kept or pathlib.Path(work)
        out.mkdir(parents=True, exist_ok=True)
        profile = f"-env:UserInstallation=file://{work}/profile"
        convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), *map(str, files)]
        subprocess.run(convert, check=True, stdout=subprocess.DEVNULL, timeout=600)
        for path in files:
            pdf = out / f"{path.stem}.pdf"
            wrong += [f"{path.name}: {why}" for why in judge(path, pdf)]
            if kept:
                subprocess.run(["pdftoppm", "-r", "60", "-l", "12", "-png", str(pdf), str(out / path.stem)], check=True)
    for why in wrong:
        print(f"error: {why}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
