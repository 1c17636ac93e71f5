#!/usr/bin/env python3
"""Font sources of this folder in, lean woff2 files for the web (`web/`) and the style sheets that name them (`../css/fonts*.css`) out.

Run by hand after a source or a range changes, from anywhere:

    python3 -m pip install fonttools brotli
    python3 make.py

The sources (TTF and OTF, unchanged, each beside its OFL.txt) serve the PDF; readers of the web get what is made here:

- one family per script, and of each family the letters that most pages need in a file of their own, so that a page loads only what it shows
  (`unicode-range`). For Arabic these are the letters of Arabic; sites that speak Persian, Urdu or Kurdish as well (`language_styles` in
  theme.yaml) get files that hold the letters of all these, since letters of one word must come from one file to join well;
- Latin letters of the Latin face also in the files of Arabic, as large as beside it: an Arabic page that names an English word needs no
  second file for it, and letters with accents, which come from the Latin file, are of the same face and size;
- Hebrew, and Urdu in Nastaliq, for sites that speak them: the face of a language that is there says so in `language_styles` too;
- "Amiri Names", the letters of Arabic with nothing but their joins, lam-alef and "Allah", for Arabic words in Latin text: a third of the
  weight of the whole face, whose connections between letters are for lines of Arabic;
- all layout that Arabic needs: joining forms, marks, kerning, required ligatures, and figures that are proportional in text and tabular in
  tables;
- between digits Amiri's full stop is the round one, as in 12.5;
- invisible characters that steer direction and joining (U+061C, U+200C..U+200F, U+2066..U+2069), so that no other font is asked for them;
- punctuation, digits and spaces also in the Arabic files: set in Arabic text they take Amiri's shapes and keep the run in one piece;
- no hinting, no glyph names, one fixed time stamp: the same sources give the same bytes.

Licence. A subset is a "Modified Version" under the SIL Open Font License 1.1. "Plex" is a reserved font name, so subsets of that
family carry another one: Bayan Sans, Bayan Sans Arabic, Bayan Sans Hebrew and Bayan Mono. Amiri, Frank Ruhl Libre and Noto reserve none; Libertinus reserves only the names of its ancestors. The copyright and
licence entries of the name table stay in every file.
"""

import io
import pathlib

from fontTools import merge, subset
from fontTools.otlLib import builder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.woff2 import WOFF2FlavorData

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
# Hebrew with its points, geresh and gershayim, the sign of the shekel and letters with their points in one.
HEBREW = [*range(0x05B0, 0x05C8), *range(0x05D0, 0x05EB), *range(0x05EF, 0x05F5), 0x20AA, *range(0xFB1D, 0xFB50)]
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
HEBREW_TEXT, HEBREW_HEAD, NASTALIQ = "frank-ruhl-libre/FrankRuhlLibre", "plex-sans-hebrew/IBMPlexSansHebrew", "noto-nastaliq-urdu/NotoNastaliqUrdu"
BOX = [*range(0x2500, 0x2580)]

# What lines of Arabic need besides their letters; rarer signs come from the Latin file.
ARABIC_COMMON = [*range(0x20, 0x41), 0x5B, 0x5D, 0xA0, 0xA9, 0xAB, 0xB0, 0xB7, 0xBB, 0xD7, 0x2010, 0x2011, 0x2013, 0x2014, *range(0x2018, 0x201E),
                 0x2022, 0x2026, 0x202F, 0x2030, 0x2039, 0x203A, 0x2212]
# Drawn by the style sheets, in the face of the interface.
ARROWS = [*range(0x2190, 0x2194), 0x2713]
LETTERS = [*range(0x41, 0x5B), *range(0x61, 0x7B)]
DIGITS = [*range(0x0660, 0x066E), *range(0x06F0, 0x06FA)]
NAMES = sorted({*PERSIAN} - {*DIGITS})
# How much larger Arabic is drawn than the Latin beside it.
TEXT, HEAD = 115, 110

# Files: (source, name below web/, family where the source's is reserved, characters, layout besides FEATURES, Latin letters: face and scale)
ARABIC_FILES = (("arabic", ARABIC_OWN, []), ("persian", PERSIAN, LOCAL))
FILES = [
    *((f"{AMIRI}-{style}.ttf", f"amiri-{weight}-{name}", None, characters + ARABIC_COMMON, layout, (f"{SERIF}-{style}.otf", TEXT))
      for weight, style in ((400, "Regular"), (700, "Bold")) for name, characters, layout in ARABIC_FILES),
    (f"{AMIRI}-Regular.ttf", "amiri-400-arabic-extended", None, ARABIC + COMMON, LOCAL, None),
    (f"{AMIRI}-Regular.ttf", "amiri-400-names", None, NAMES, [], None),
    *((f"{SANS}-{style}.ttf", f"bayan-sans-{weight}-{name}", "Bayan Sans Arabic", characters + ARABIC_COMMON + ARROWS, LOCAL,
       (f"{SANS}-{style}.ttf", HEAD))
      for weight, style in ((400, "Regular"), (700, "Bold")) for name, characters, _ in ARABIC_FILES),
    *((f"{SANS}-{style}.ttf", f"bayan-sans-{weight}-arabic-extended", "Bayan Sans Arabic", ARABIC + COMMON, LOCAL, None)
      for weight, style in ((400, "Regular"), (700, "Bold"))),
    *((f"{SANS}-{style}.ttf", f"bayan-sans-{weight}-{name}", "Bayan Sans", characters + COMMON, LOCAL, None)
      for weight, style in ((400, "Regular"), (700, "Bold")) for name, characters in (("latin", LATIN_OWN), ("latin-extended", LATIN))),
    ("plex-mono/IBMPlexMono-Regular.ttf", "bayan-mono-400-latin", "Bayan Mono", LATIN + COMMON + BOX, LOCAL, None),
    *((f"{SERIF}-{style}.otf", f"libertinus-serif-{weight}-{name}", None, characters + COMMON, LOCAL, None)
      for weight, style in (("400", "Regular"), ("400-italic", "Italic"), ("700", "Bold"))
      for name, characters in (("latin", LATIN_OWN), ("latin-extended", LATIN))),
]

FILES += [
    (f"{source}-{style}.ttf", f"{name}-{weight}-{letters}", family, characters, LOCAL, None)
    for source, name, letters, family, characters in (
        (HEBREW_TEXT, "frank-ruhl-libre", "hebrew", None, HEBREW),
        (HEBREW_HEAD, "bayan-sans", "hebrew", "Bayan Sans Hebrew", HEBREW))
    for weight, style in ((400, "Regular"), (700, "Bold"))
]
# One weight: a Nastaliq is as heavy as all other files of a page, and headings are told by their size.
FILES += [(f"{NASTALIQ}-Regular.ttf", "noto-nastaliq-400-urdu", None, PERSIAN + ARABIC_COMMON, LOCAL, None)]

# Rules: (family, weight, style, size-adjust, file, characters that it is asked for)
def rest(of, *known):
    return sorted(set(of) - set().union(*known, CONTROLS, [0x061C]))

def arabic_faces(name, characters):
    return [(family, weight, "normal", f"{adjust}%", f"{file}-{weight}-{name}", characters + ARABIC_COMMON + LETTERS + signs)
            for family, file, adjust, signs in (("Amiri", "amiri", TEXT, []), ("Bayan Sans Arabic", "bayan-sans", HEAD, ARROWS)) for weight in (400, 700)]


ARABIC_FACES = [
    *arabic_faces("arabic", ARABIC_OWN),
    ("Amiri", 400, "normal", f"{TEXT}%", "amiri-400-arabic-extended", rest(ARABIC, ARABIC_OWN)),
    ("Amiri", 700, "normal", f"{TEXT}%", "amiri-700-persian", rest(PERSIAN, ARABIC_OWN)),
    *(("Bayan Sans Arabic", weight, "normal", f"{HEAD}%", f"bayan-sans-{weight}-arabic-extended", rest(ARABIC, ARABIC_OWN)) for weight in (400, 700)),
    ("Amiri Names", 400, "normal", f"{TEXT}%", "amiri-400-names", NAMES),
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
PERSIAN_FACES = arabic_faces("persian", PERSIAN)

HEBREW_FACES = [(family, weight, "normal", adjust, f"{file}-{weight}-hebrew", HEBREW)
                for family, file, adjust in (("Frank Ruhl Libre", "frank-ruhl-libre", "108%"), ("Bayan Sans Hebrew", "bayan-sans", None)) for weight in (400, 700)]
NASTALIQ_FACES = [("Noto Nastaliq Urdu", 400, "normal", None, "noto-nastaliq-400-urdu", PERSIAN + ARABIC_COMMON)]

# What stands in a face's place until it has come: fonts of systems at such a size, and on such a line, that words move as little as can
# be when it does. (family, weight, fonts, size-adjust, ascent and descent of the face in thousandths of its size on the page.) The sizes are
# ratios of the widths of this repository's texts, set in both.
SERIF_LINE, SANS_LINE = (894, 246), (1085, 415)
NASKH_LINE, KUFI_LINE = ([n * TEXT / 100 for n in (1124, 634)], [n * HEAD / 100 for n in SANS_LINE])
TIMES, ARIAL = ["Times New Roman", "Liberation Serif"], ["Arial", "Liberation Sans"]
FALLBACKS = [
    *(("Bayan Text Fallback", weight, fonts, size, SERIF_LINE)
      for weight, fonts, size in ((400, ["Noto Serif"], 85.7), (400, TIMES, 102.7))),
    *(("Bayan Head Fallback", weight, fonts, size, SANS_LINE)
      for weight, fonts, size in ((400, ["Noto Sans"], 94.9), (700, ["Noto Sans Bold"], 93.3), (400, ARIAL, 101), (700, [f"{f} Bold" for f in ARIAL], 98.1))),
    ("Bayan Arabic Text Fallback", 400, ["Noto Naskh Arabic"], 106.4, NASKH_LINE),
    *(("Bayan Arabic Head Fallback", weight, [font], size, KUFI_LINE) for weight, font, size in ((400, "Noto Sans Arabic", 102.1), (700, "Noto Sans Arabic Bold", 99.6))),
]

SHEETS = {
    "fonts.css": (LATIN_FACES, ARABIC_FACES, """/* Web fonts, one family per script: a page loads only the scripts that it shows. Made by fonts/make.py.
   Digits, spaces and punctuation are in both files of a pair, and Latin letters too: the stacks in theme.yaml decide who draws them, so
   that a run keeps one font and its kerning, and a page in one language one family. Arabic is drawn 1.15 (text) and 1.1 (headings, interface) times the Latin size beside it, as W3C alreq advises:
   `size-adjust` does it for whole pages and for one borrowed word alike, and no rule has to know which script a text is in. */
"""),
    "fonts-persian.css": ([], PERSIAN_FACES, """/* Web fonts where the site speaks Persian, Urdu or Kurdish, after those of css/fonts.css, in whose place they come. Made by
   fonts/make.py. */
"""),
    "fonts-hebrew.css": ([], HEBREW_FACES, """/* Web fonts where the site speaks Hebrew or Yiddish: its letters alone, as large as the Latin face that draws digits and signs beside
   them. Made by fonts/make.py. */
"""),
    "fonts-nastaliq.css": ([], NASTALIQ_FACES, """/* Web fonts where the site speaks Urdu, whose text is set in Nastaliq. Made by fonts/make.py. */
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


def part(source: str, characters: set[int], features: list[str], scripts: list[str]) -> TTFont:
    """Subset one face."""
    options = subset.Options(hinting=False, desubroutinize=False, glyph_names=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17],
                             name_languages=[0x409], recalc_timestamp=False, drop_tables=["DSIG", "FFTM", "meta", "BASE"], layout_scripts=scripts)
    options.layout_features = features
    font = subset.load_font(str(HERE / source), options)
    if source.startswith(AMIRI) and characters <= {*NAMES, *CONTROLS, 0x061C}:
        joins_only(font)
    elif source.startswith(AMIRI):
        points_of_numbers(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def points_of_numbers(font: TTFont) -> None:
    """The full stop of Amiri is a rhombus; between digits it takes the round one that the face has for Latin."""
    table, cmap = font["GSUB"].table, font.getBestCmap()
    lookups = table.LookupList.Lookup
    digits = {cmap[c] for c in range(0x30, 0x3A)}
    rounds = []
    for record in table.FeatureList.FeatureRecord:
        for index in record.Feature.LookupListIndex:
            for rule in lookups[index].SubTable:
                mapping = getattr(rule, "mapping", {}) if rule.LookupType == 1 else {}
                if record.FeatureTag == "pnum":
                    digits |= {mapping[d] for d in list(digits) if d in mapping}
                if record.FeatureTag == "locl" and cmap[0x2E] in mapping:
                    rounds.append(mapping[cmap[0x2E]])
    round_stop = rounds[0]
    glyphs = font.getReverseGlyphMap()
    single = builder.buildLookup([builder.buildSingleSubstSubtable({cmap[0x2E]: round_stop})])
    chained = otTables.ChainContextSubst()
    chained.Format = 3
    chained.BacktrackCoverage = [builder.buildCoverage(digits, glyphs)]
    chained.InputCoverage = [builder.buildCoverage({cmap[0x2E]}, glyphs)]
    chained.LookAheadCoverage = [builder.buildCoverage(digits, glyphs)]
    chained.BacktrackGlyphCount = chained.InputGlyphCount = chained.LookAheadGlyphCount = 1
    action = otTables.SubstLookupRecord()
    action.SequenceIndex, action.LookupListIndex = 0, len(lookups)
    chained.SubstLookupRecord, chained.SubstCount = [action], 1
    lookups += [single, builder.buildLookup([chained])]
    table.LookupList.LookupCount = len(lookups)
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "rlig":
            record.Feature.LookupListIndex.append(len(lookups) - 1)
            record.Feature.LookupCount += 1


def joins_only(font: TTFont) -> None:
    """Leave of the required forms of Amiri, which connect letters in many ways, only lam-alef and "Allah"."""
    table, cmap = font["GSUB"].table, font.getBestCmap()

    def formed(tag: str, letters) -> set[str]:
        found = {cmap[letter] for letter in letters}
        for record in table.FeatureList.FeatureRecord:
            if record.FeatureTag == tag:
                for index in record.Feature.LookupListIndex:
                    for lookup in table.LookupList.Lookup[index].SubTable:
                        mapping = lookup.mapping if lookup.LookupType == 1 else {}
                        found |= {mapping[cmap[letter]] for letter in letters if cmap[letter] in mapping}
        return found

    lam = formed("init", [0x644]) | formed("medi", [0x644])
    last = formed("fina", [0x622, 0x623, 0x625, 0x627, 0x647])

    def wanted(rule) -> bool:
        if getattr(rule, "Format", 0) != 3:
            return False
        letters = [set(c.glyphs) for c in (getattr(rule, "InputCoverage", None) or rule.Coverage)]
        around = getattr(rule, "LookAheadCoverage", []) + getattr(rule, "BacktrackCoverage", [])
        return bool(not around and rule.SubstLookupRecord and letters[0] & lam and letters[-1] & last and cmap[0x628] not in letters[-1]
                    and len(letters[0]) <= 6)

    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != "rlig":
            continue
        for index in record.Feature.LookupListIndex:
            lookup = table.LookupList.Lookup[index]
            lookup.SubTable = [rule for rule in lookup.SubTable if wanted(rule)]
            lookup.SubTableCount = len(lookup.SubTable)
        record.Feature.LookupListIndex = [i for i in record.Feature.LookupListIndex if table.LookupList.Lookup[i].SubTable]
        record.Feature.LookupCount = len(record.Feature.LookupListIndex)


def quadratic(font: TTFont) -> None:
    """Outlines of an OpenType face in the form of TrueType, to one and a half units of a thousand."""
    order, shapes = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = newTable("glyf")
    glyphs.glyphs, glyphs.glyphOrder = {}, order
    for name in order:
        pen = TTGlyphPen(None)
        shapes[name].draw(Cu2QuPen(pen, 1.5, reverse_direction=True))
        glyphs.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyphs
    del font["CFF "]
    limits = font["maxp"]
    limits.tableVersion, limits.maxZones, limits.maxComponentElements = 0x00010000, 1, 0
    for name in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions"):
        setattr(limits, name, 0)
    font["head"].glyphDataFormat, font.sfntVersion, font.recalcBBoxes = 0, "\0\1\0\0", True


def joined(arabic: TTFont, source: str, scale: int) -> TTFont:
    """Latin letters of a face within one of Arabic that is drawn larger: at the size that they have beside it."""
    latin = part(source, {*LETTERS}, ["kern"] if source.startswith(SERIF) else [], ["latn", "DFLT"])
    if "CFF " in latin:
        quadratic(latin)
    unit = arabic["head"].unitsPerEm
    assert latin["head"].unitsPerEm == unit
    scale_upem(latin, round(unit * 100 / scale))
    latin["head"].unitsPerEm = unit
    # They lie on the lines of Arabic, and are named after it.
    for table in ("OS/2", "hhea", "name", "post"):
        latin[table] = arabic[table]
    files = []
    for font in (arabic, latin):
        files.append(io.BytesIO())
        font.save(files[-1])
        files[-1].seek(0)
    whole = merge.Merger().merge(files)
    whole.recalcTimestamp = False
    for table in ("OS/2", "hhea", "name", "head"):
        whole[table] = arabic[table]
    whole["hhea"].numberOfHMetrics = 0
    return whole


def make(source: str, name: str, family: str | None, characters: list[int], layout: list[str], latin: tuple[str, int] | None) -> None:
    """Subset one face and write it as woff2."""
    font = part(source, {*characters, *CONTROLS, 0x061C}, [*FEATURES, *layout], ["*"])
    if latin:
        font = joined(font, *latin)
    if family:
        rename(font, family)
    target = OUT / f"{name}.woff2"
    tables = ("glyf", "loca", "hmtx") if "glyf" in font else ()
    if tables:
        shapes, widths = font["glyf"], font["hmtx"]
        # Where glyphs begin is in their outlines: said only once.
        for glyph in font.getGlyphOrder():
            shapes[glyph].recalcBounds(shapes)
            widths[glyph] = (widths[glyph][0], getattr(shapes[glyph], "xMin", 0) if shapes[glyph].numberOfContours else 0)
    font["post"].formatType = 3.0
    font.flavor, font.flavorData = "woff2", WOFF2FlavorData(transformedTables=tables) if tables else None
    font.save(target)
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
    common = {*CONTROLS, 0x061C} if set(ARABIC_COMMON) <= set(characters) else set()
    lines = [f'font-family: "{family}"', f"font-weight: {weight}", f"font-style: {style}", "font-display: swap",
             *([f"size-adjust: {adjust}"] if adjust else []), f'src: url("fonts/web/{file}.woff2") format("woff2")',
             f"unicode-range: {ranges({*characters, *common})}"]
    return "@font-face {\n" + "".join(f"  {line};\n" for line in lines) + "}\n"


def fallback(family, weight, fonts, size, line) -> str:
    above, below = (round(n / size * 10, 1) for n in line)
    lines = [f'font-family: "{family}"', f"font-weight: {weight}", "src: " + ", ".join(f'local("{font}")' for font in fonts), f"size-adjust: {size}%",
             f"ascent-override: {above}%", f"descent-override: {below}%", "line-gap-override: 0%"]
    return "@font-face {\n" + "".join(f"  {line};\n" for line in lines) + "}\n"


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for old in OUT.glob("*.woff2"):
        old.unlink()
    for file in FILES:
        make(*file)
    for name, (latin, arabic, comment) in SHEETS.items():
        others = [fallback(*face) for face in FALLBACKS] if latin else []
        (CSS / name).write_text("\n".join([comment, *(rule(*face) for face in [*arabic, *latin]), *others]))
