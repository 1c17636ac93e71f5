#!/usr/bin/env python3
"""Font sources of this folder in, lean woff2 files for the web (`web/`) and the style sheets that name them (`../css/fonts*.css`) out.

Run by hand after a source or a range changes, from anywhere:

    python3 -m pip install fonttools brotli
    python3 make.py

The sources (TTF and OTF, unchanged, each beside its OFL.txt) serve the PDF; readers of the web get what is made here:

- one family per script, and of each family the letters that most pages need in a file of their own, so that a page loads only what it shows
  (`unicode-range`). For Arabic these are the letters of Arabic; sites that speak Persian, Urdu or Kurdish as well (`language_styles` in
  theme.yaml) get files that hold the letters of all these, since letters of one word must come from one file to join well;
- all layout that Arabic needs: joining forms, marks, kerning, required ligatures, and figures that are proportional in text and tabular in
  tables;
- invisible characters that steer direction and joining (U+061C, U+200C..U+200F, U+2066..U+2069), so that no other font is asked for them;
- punctuation, digits and spaces also in the Arabic files: set in Arabic text they take Amiri's shapes and keep the run in one piece;
- no hinting, no glyph names, one fixed time stamp: the same sources give the same bytes.

Licence. A subset is a "Modified Version" under the SIL Open Font License 1.1. "Plex" is a reserved font name, so subsets of that
family carry another one: Bayan Sans, Bayan Sans Arabic and Bayan Mono. Amiri reserves none; Libertinus reserves only the names of its ancestors. The copyright and
licence entries of the name table stay in every file.
"""

import pathlib

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).parent
OUT = HERE / "web"
CSS = HERE.parent / "css"

CONTROLS = [0x00A0, 0x200B, *range(0x200C, 0x2010), *range(0x2066, 0x206A)]
# ASCII without letters, Latin-1 signs, dashes, quotes, ellipsis, per mille, guillemets.
COMMON = [*range(0x20, 0x41), *range(0x5B, 0x61), *range(0x7B, 0x7F), *range(0xA0, 0xC0), 0xD7, 0xF7,
          *range(0x2010, 0x2028), 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x2212]
# Arabic, Arabic Supplement, ALM, the ornate parentheses and the honorific ligatures that people type.
ARABIC = [*range(0x0600, 0x0700), *range(0x0750, 0x0780), 0xFD3E, 0xFD3F, 0xFDF2, 0xFDFA, 0xFDFB, 0x25CC]
# What is written in Arabic: its letters, vowel signs, punctuation and digits.
ARABIC_OWN = [0x060C, 0x061B, 0x061F, *range(0x0621, 0x063B), *range(0x0640, 0x0656), *range(0x0660, 0x066E), 0x0670, 0x0671]
# The same of Persian, Urdu and Sorani Kurdish. All else of ARABIC (Quranic signs, honorifics, letters of other languages) is in files that
# few pages ever load.
PERSIAN = [*ARABIC_OWN, 0x066E, 0x066F, 0x0679, 0x067E, 0x0686, 0x0688, 0x0691, 0x0695, 0x0698, 0x06A4, 0x06A9, 0x06AF,
           0x06B5, 0x06BA, 0x06BE, *range(0x06C0, 0x06C4), 0x06C6, 0x06CC, 0x06CE, *range(0x06D2, 0x06D6), *range(0x06F0, 0x06FA)]
# Latin of Western Europe, and the signs of the interface.
LATIN_OWN = [*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x100), 0x152, 0x153, 0x178, 0x20AC, 0x2122, *range(0x2190, 0x2194), 0x2713]
# All Latin: Western and Central European, Turkish, Romanian; Arabic in transliteration (ḥ ṣ ṭ ẓ ḍ ḏ ṯ ḫ ġ ǧ š ʿ ʾ); currencies, arrows, a few signs.
LATIN = [*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x180), 0x192, 0x1E6, 0x1E7, 0x218, 0x219, 0x21A, 0x21B, 0x2BE, 0x2BF, 0x2C6, 0x2C7, *range(0x2D8, 0x2DE),
         0x1E0C, 0x1E0D, 0x1E0E, 0x1E0F, 0x1E24, 0x1E25, 0x1E2A, 0x1E2B, 0x1E34, 0x1E35, 0x1E62, 0x1E63, 0x1E6C, 0x1E6D, 0x1E6E, 0x1E6F, 0x1E92, 0x1E93, 0x1E94, 0x1E95, 0x1E96,
         0x1E9E, *range(0x2080, 0x208A), 0x2070, *range(0x2074, 0x207A), 0x20AA, 0x20AC, 0x20BA, 0x2116, 0x2122,
         *range(0x2190, 0x2194), *range(0x2196, 0x219A), 0x21A9, 0x21AA, 0x2248, 0x2260, 0x2264, 0x2265, 0x2713]

# What is switched on by itself, and figures of equal and of own widths. `dlig`, `ss..`, fractions and raised letters are not kept: nobody
# switches them on, and their glyphs are a third of Amiri.
FEATURES = ["ccmp", "init", "medi", "fina", "isol", "rlig", "liga", "clig", "calt", "curs", "kern", "mark", "mkmk", "tnum", "pnum", "lnum"]
# Other shapes for other languages: not in files of Arabic alone, where Amiri's would change a closing mark behind a Latin word.
LOCAL = ["locl"]

AMIRI, SANS, SERIF = "amiri/Amiri", "plex-sans-arabic/IBMPlexSansArabic", "libertinus-serif/LibertinusSerif"
BOX = [*range(0x2500, 0x2580)]

# Files: (source, name below web/, family where the source's is reserved, characters, layout besides FEATURES)
FILES = [
    (f"{AMIRI}-Regular.ttf", "amiri-400-arabic", None, ARABIC_OWN + COMMON, []),
    (f"{AMIRI}-Regular.ttf", "amiri-400-persian", None, PERSIAN + COMMON, LOCAL),
    (f"{AMIRI}-Regular.ttf", "amiri-400-arabic-extended", None, ARABIC + COMMON, LOCAL),
    (f"{AMIRI}-Bold.ttf", "amiri-700-arabic", None, ARABIC_OWN + COMMON, []),
    (f"{AMIRI}-Bold.ttf", "amiri-700-persian", None, PERSIAN + COMMON, LOCAL),
    *((f"{SANS}-{style}.ttf", f"bayan-sans-{weight}-{name}", "Bayan Sans Arabic", characters + COMMON, LOCAL)
      for weight, style in ((400, "Regular"), (700, "Bold"))
      for name, characters in (("arabic", ARABIC_OWN), ("persian", PERSIAN), ("arabic-extended", ARABIC))),
    *((f"{SANS}-{style}.ttf", f"bayan-sans-{weight}-{name}", "Bayan Sans", characters + COMMON, LOCAL)
      for weight, style in ((400, "Regular"), (700, "Bold")) for name, characters in (("latin", LATIN_OWN), ("latin-extended", LATIN))),
    ("plex-mono/IBMPlexMono-Regular.ttf", "bayan-mono-400-latin", "Bayan Mono", LATIN + COMMON + BOX, LOCAL),
    *((f"{SERIF}-{style}.otf", f"libertinus-serif-{weight}-{name}", None, characters + COMMON, LOCAL)
      for weight, style in (("400", "Regular"), ("400-italic", "Italic"), ("700", "Bold"))
      for name, characters in (("latin", LATIN_OWN), ("latin-extended", LATIN))),
]

# Rules: (family, weight, style, size-adjust, file, characters that it is asked for)
def rest(of, *known):
    return sorted(set(of) - set().union(*known, CONTROLS, [0x061C]))

ARABIC_FACES = [
    ("Amiri", 400, "normal", "115%", "amiri-400-arabic", ARABIC_OWN + COMMON),
    ("Amiri", 400, "normal", "115%", "amiri-400-arabic-extended", rest(ARABIC, ARABIC_OWN)),
    ("Amiri", 700, "normal", "115%", "amiri-700-arabic", ARABIC_OWN + COMMON),
    ("Amiri", 700, "normal", "115%", "amiri-700-persian", rest(PERSIAN, ARABIC_OWN)),
    *(("Bayan Sans Arabic", weight, "normal", "110%", f"bayan-sans-{weight}-{name}", characters) for weight in (400, 700)
      for name, characters in (("arabic", ARABIC_OWN + COMMON), ("arabic-extended", rest(ARABIC, ARABIC_OWN)))),
]
LATIN_FACES = [
    *((family, weight, style, None, f"{file}-{name}", characters)
      for family, weight, style, file in (("Libertinus Serif", 400, "normal", "libertinus-serif-400"),
                                          ("Libertinus Serif", 400, "italic", "libertinus-serif-400-italic"),
                                          ("Libertinus Serif", 700, "normal", "libertinus-serif-700"),
                                          ("Bayan Sans", 400, "normal", "bayan-sans-400"), ("Bayan Sans", 700, "normal", "bayan-sans-700"))
      for name, characters in (("latin", LATIN_OWN + COMMON), ("latin-extended", rest(LATIN, LATIN_OWN)))),
    ("Bayan Mono", 400, "normal", None, "bayan-mono-400-latin", LATIN + COMMON + BOX),
]
# Later rules of one family are asked first: where the site speaks Persian, these take the place of the files of Arabic alone.
PERSIAN_FACES = [
    ("Amiri", 400, "normal", "115%", "amiri-400-persian", PERSIAN + COMMON),
    ("Amiri", 700, "normal", "115%", "amiri-700-persian", PERSIAN + COMMON),
    *(("Bayan Sans Arabic", weight, "normal", "110%", f"bayan-sans-{weight}-persian", PERSIAN + COMMON) for weight in (400, 700)),
]

SHEETS = {
    "fonts.css": (LATIN_FACES, ARABIC_FACES, """/* Web fonts, one family per script: a page loads only the scripts that it shows. Made by fonts/make.py.
   Digits, spaces and punctuation are in both files of a pair: the stacks in theme.yaml decide who draws them, so that a run keeps one
   font and its kerning. Arabic is drawn 1.15 (text) and 1.1 (headings, interface) times the Latin size beside it, as W3C alreq advises:
   `size-adjust` does it for whole pages and for one borrowed word alike, and no rule has to know which script a text is in. */
"""),
    "fonts-persian.css": ([], PERSIAN_FACES, """/* Web fonts where the site speaks Persian, Urdu or Kurdish, after those of css/fonts.css, in whose place they come. Made by
   fonts/make.py. */
"""),
}


def rename(font: TTFont, family: str) -> None:
    """Give a subset of a face whose name is reserved its own one, in every entry that a reader can meet."""
    table = font["name"]
    style = table.getDebugName(17) or table.getDebugName(2)
    joined, plain = f"{family} {style}", f"{family}-{style}".replace(" ", "")
    own = {1: joined if style not in ("Regular", "Bold") else family, 2: style if style in ("Regular", "Bold") else "Regular",
           3: f"{table.getDebugName(5)};{plain}", 4: joined, 6: plain, 16: family, 17: style}
    for record in list(table.names):
        if record.nameID in own or record.nameID in (7, 8, 9, 11, 12, 18, 20, 21, 22, 25):
            table.removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    for name_id, text in own.items():
        table.setName(text, name_id, 3, 1, 0x409)
    assert not any("Plex" in record.toUnicode() for record in table.names), "a reserved name is left in the name table"


def make(source: str, name: str, family: str | None, characters: list[int], layout: list[str]) -> None:
    """Subset one face and write it as woff2."""
    options = subset.Options(flavor="woff2", hinting=False, desubroutinize=False, glyph_names=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17],
                             name_languages=[0x409], recalc_timestamp=False, drop_tables=["DSIG", "FFTM", "meta", "BASE"], layout_scripts=["*"])
    options.layout_features = [*FEATURES, *layout]
    font = subset.load_font(str(HERE / source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes={*characters, *CONTROLS, 0x061C})
    subsetter.subset(font)
    if family:
        rename(font, family)
    target = OUT / f"{name}.woff2"
    subset.save_font(font, str(target), options)
    kept = set(TTFont(target).getBestCmap())
    missing = sorted(set(characters) - kept)
    print(f"{target.stat().st_size / 1000:6.1f} kB  {name}  ({len(kept)} characters, {len(missing)} not in the source)")


def ranges(characters) -> str:
    """`U+41-5A, U+C0`"""
    found: list[list[int]] = []
    for c in sorted(set(characters)):
        if found and found[-1][1] + 1 == c:
            found[-1][1] = c
        else:
            found.append([c, c])
    return ", ".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in found)


def rule(family, weight, style, adjust, file, characters) -> str:
    common = {*CONTROLS, 0x061C} if set(COMMON) <= set(characters) else set()
    lines = [f'font-family: "{family}"', f"font-weight: {weight}", f"font-style: {style}", "font-display: swap",
             *([f"size-adjust: {adjust}"] if adjust else []), f'src: url("fonts/web/{file}.woff2") format("woff2")',
             f"unicode-range: {ranges({*characters, *common})}"]
    return "@font-face {\n" + "".join(f"  {line};\n" for line in lines) + "}\n"


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for old in OUT.glob("*.woff2"):
        old.unlink()
    for file in FILES:
        make(*file)
    for name, (latin, arabic, comment) in SHEETS.items():
        (CSS / name).write_text("\n".join([comment, *(rule(*face) for face in [*arabic, *latin])]))
