#!/usr/bin/env python3
"""Font sources of this folder in, lean woff2 files for the web out (`web/`).

Run by hand after a source or a range changes, from anywhere:

    python3 -m pip install fonttools brotli
    python3 make.py

The sources (TTF and OTF, unchanged, each beside its OFL.txt) serve the PDF; readers of the web get what is made here:

- one family and file per script, so that a page loads only the scripts it shows (`unicode-range` in css/fonts.css: keep the two in step);
- all layout that Arabic needs: joining forms, marks, kerning, required ligatures, and tabular figures for tables;
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

CONTROLS = [0x00A0, 0x200B, *range(0x200C, 0x2010), *range(0x2066, 0x206A)]
# ASCII without letters, Latin-1 signs, dashes, quotes, ellipsis, per mille, guillemets.
COMMON = [*range(0x20, 0x41), *range(0x5B, 0x61), *range(0x7B, 0x7F), *range(0xA0, 0xC0), 0xD7, 0xF7,
          *range(0x2010, 0x2028), 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x2212]
# Arabic, Arabic Supplement, ALM, the ornate parentheses and the honorific ligatures that people type.
ARABIC = [*range(0x0600, 0x0700), *range(0x0750, 0x0780), 0xFD3E, 0xFD3F, 0xFDF2, 0xFDFA, 0xFDFB, 0x25CC]
# Letters, vowel signs and digits of Arabic, Persian, Urdu and Sorani Kurdish; all else of ARABIC (Quranic signs, honorifics, letters of other
# languages) is in a second file of Amiri that few pages ever load. That one holds the common letters too: they must join within a word.
ARABIC_CORE = [0x060C, 0x061B, 0x061F, *range(0x0621, 0x0656), *range(0x0660, 0x0672), 0x0679, 0x067E, 0x0686, 0x0688, 0x0691, 0x0695, 0x0698, 0x06A4, 0x06A9, 0x06AF,
               0x06B5, 0x06BA, 0x06BE, *range(0x06C0, 0x06C4), 0x06C6, 0x06CC, 0x06CE, *range(0x06D2, 0x06D6), *range(0x06F0, 0x06FA)]
# Latin: Western and Central European, Turkish, Romanian; Arabic in transliteration (ḥ ṣ ṭ ẓ ḍ ḏ ṯ ḫ ġ ǧ š ʿ ʾ); currencies, arrows, a few signs.
LATIN = [*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x180), 0x192, 0x1E6, 0x1E7, 0x218, 0x219, 0x21A, 0x21B, 0x2BE, 0x2BF, 0x2C6, 0x2C7, *range(0x2D8, 0x2DE),
         0x1E0C, 0x1E0D, 0x1E0E, 0x1E0F, 0x1E24, 0x1E25, 0x1E2A, 0x1E2B, 0x1E34, 0x1E35, 0x1E62, 0x1E63, 0x1E6C, 0x1E6D, 0x1E6E, 0x1E6F, 0x1E92, 0x1E93, 0x1E94, 0x1E95, 0x1E96,
         0x1E9E, *range(0x2080, 0x208A), 0x2070, *range(0x2074, 0x207A), 0x20AA, 0x20AC, 0x20BA, 0x2116, 0x2122,
         *range(0x2190, 0x2194), *range(0x2196, 0x219A), 0x21A9, 0x21AA, 0x2248, 0x2260, 0x2264, 0x2265, 0x2713]

FEATURES = ["tnum", "lnum", "sups", "ordn", "case"]

# (source, file, family, weight name, characters)
FACES = [
    ("amiri/Amiri-Regular.ttf", "amiri-400-arabic", None, ARABIC_CORE + COMMON),
    ("amiri/Amiri-Regular.ttf", "amiri-400-arabic-extended", None, ARABIC + COMMON),
    ("amiri/Amiri-Bold.ttf", "amiri-700-arabic", None, ARABIC_CORE + COMMON),
    ("plex-sans-arabic/IBMPlexSansArabic-Regular.ttf", "bayan-sans-400-arabic", "Bayan Sans Arabic", ARABIC + COMMON),
    ("plex-sans-arabic/IBMPlexSansArabic-Bold.ttf", "bayan-sans-700-arabic", "Bayan Sans Arabic", ARABIC + COMMON),
    ("plex-sans-arabic/IBMPlexSansArabic-Regular.ttf", "bayan-sans-400-latin", "Bayan Sans", LATIN + COMMON),
    ("plex-sans-arabic/IBMPlexSansArabic-Bold.ttf", "bayan-sans-700-latin", "Bayan Sans", LATIN + COMMON),
    ("plex-mono/IBMPlexMono-Regular.ttf", "bayan-mono-400-latin", "Bayan Mono", LATIN + COMMON + [*range(0x2500, 0x2580)]),
    ("libertinus-serif/LibertinusSerif-Regular.otf", "libertinus-serif-400-latin", None, LATIN + COMMON),
    ("libertinus-serif/LibertinusSerif-Italic.otf", "libertinus-serif-400-italic-latin", None, LATIN + COMMON),
    ("libertinus-serif/LibertinusSerif-Bold.otf", "libertinus-serif-700-latin", None, LATIN + COMMON),
]


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


def make(source: str, name: str, family: str | None, characters: list[int]) -> None:
    """Subset one face and write it as woff2."""
    options = subset.Options(flavor="woff2", hinting=False, desubroutinize=False, glyph_names=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17],
                             name_languages=[0x409], recalc_timestamp=False, drop_tables=["DSIG", "FFTM", "meta", "BASE"], layout_scripts=["*"])
    options.layout_features = [*subset.Options._layout_features_default, *FEATURES]
    # `dlig`/`ss..` are not kept: nobody switches them on, and their glyphs are a third of Amiri.
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
    print(f"{target.stat().st_size / 1024:6.1f} KB  {name}  ({len(kept)} characters, {len(missing)} not in the source)")


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for face in FACES:
        make(*face)
