#!/usr/bin/env python3
"""A bilingual corpus for timing: N briefings, each in Arabic and English, about 1,200 words a page.

    corpus.py --pairs 1000 --tool bayan|hugo --out FOLDER

Briefing i depends on i alone, so a small corpus is the beginning of a large one. Both tools get the same texts; only the
names of fields and the form of internal links differ. The sentences are put together from lists of words: their letters,
numbers, marks and changes of direction are what a renderer meets, their sense is none. Python's standard library only.
"""
import argparse
import pathlib
import random

SECTIONS = [("trade", "التجارة", "Trade"), ("water", "المياه", "Water"), ("ports", "الموانئ", "Ports"),
            ("budget", "الموازنة", "Budget"), ("grid", "الكهرباء", "Grid"), ("schools", "المدارس", "Schools"),
            ("farming", "الزراعة", "Farming"), ("housing", "الإسكان", "Housing")]
TAGS = [("نمو", "Growth"), ("ديون", "Debt"), ("أسعار", "Prices"), ("أجور", "Wages"), ("سكك", "Rail"), ("قمح", "Wheat"),
        ("شحن", "Shipping"), ("مناخ", "Climate"), ("ضرائب", "Taxes"), ("قانون", "Law"), ("صحة", "Health"), ("طاقة", "Power"),
        ("بحث", "Research"), ("بيانات", "Data"), ("حدود", "Borders"), ("مدن", "Cities"), ("أنهار", "Rivers"), ("عمل", "Work"),
        ("نقل", "Transport"), ("تعليم", "Education"), ("إعلام", "Media"), ("سياحة", "Tourism"), ("صناعة", "Industry"),
        ("إغاثة", "Relief"), ("غذاء", "Food"), ("مصارف", "Banks"), ("تأمين", "Insurance"), ("أراض", "Land")]
AR = {
    "noun": "التقرير الميناء القرار الحساب المجلس الطريق المشروع الاتفاق الحقل المصنع السوق الجسر المخزون الإنتاج الخط".split(),
    "verb": "أكد راجع سجل عرض خفض وسع أجل نشر قدر موّل وثّق ناقش".split(),
    "adjective": "الجديد السنوي المحلي الواسع الموقت المشترك السابق الأول العام الريفي".split(),
    "joint": ["وفي المقابل،", "وعلى الرغم من ذلك،", "وبحسب البيانات،", "ولذلك", "وفي الأثناء،", ""],
}
EN = {
    "noun": "the report|the port|the decision|the account|the council|the road|the project|the agreement|the field|the plant|"
            "the market|the bridge|the stock|the output|the line".split("|"),
    "verb": "confirmed reviewed recorded presented lowered widened delayed published estimated funded documented discussed".split(),
    "adjective": "new annual local broad interim shared former first public rural".split(),
    "joint": ["By contrast,", "Even so,", "According to the data,", "Therefore", "Meanwhile,", ""],
}
NAMES = ["Norvell Group", "OECD", "Kestra Lab", "IMF", "Palden Institute", "UNCTAD", "Averline"]
HEADINGS = [("الخلفية", "Background"), ("النتائج", "Findings"), ("الأرقام", "Figures"), ("المواقف", "Positions"),
            ("المخاطر", "Risks"), ("الخطوات التالية", "Next steps")]
CODE = {
    "python": 'def total(rows, key="{name}"):\n    """Sum of one column."""\n    return sum(float(row[key]) for row in rows)  # مجموع\n\n\n'
              'if __name__ == "__main__":\n    print(total([{{"{name}": {n}}}]))\n',
    "rust": '/// Rows above a limit.\npub fn above(rows: &[(String, f64)], limit: f64) -> Vec<&str> {{\n'
            '    rows.iter().filter(|(_, v)| *v > limit * {n}.0).map(|(k, _)| k.as_str()).collect() // "{name}"\n}}\n',
    "sql": "SELECT name, SUM(value) AS total -- {name}\nFROM figures\nWHERE year >= 20{n:02}\nGROUP BY name\nORDER BY total DESC;\n",
}


class Writer:
    def __init__(self, rng, language):
        self.rng, self.arabic = rng, language == "ar"
        self.words = AR if self.arabic else EN

    def number(self):
        n = f"{self.rng.randrange(1_000, 99_000):,}"
        return self.rng.choice([n, f"{self.rng.randrange(2, 98)}.{self.rng.randrange(10)}%", str(self.rng.randrange(1995, 2026))])

    def phrase(self):
        noun, adjective = self.rng.choice(self.words["noun"]), self.rng.choice(self.words["adjective"])
        if self.arabic:
            return f"{noun} {adjective}"
        article, name = noun.split(" ", 1)
        return f"{article} {adjective} {name}"

    def sentence(self):
        rng, pick = self.rng, lambda kind: self.rng.choice(self.words[kind])
        parts = [pick("joint"), pick("verb"), self.phrase()] if self.arabic else [pick("joint"), self.phrase(), pick("verb")]
        for _ in range(rng.randrange(2, 5)):
            parts += [rng.choice(["في", "مع", "بعد"]) if self.arabic else rng.choice(["in", "with", "after"]), self.phrase()]
        extra = rng.random()
        if extra < 0.25:
            parts += ["بنحو" if self.arabic else "by about", self.number()]
        elif extra < 0.4:
            parts += ["بحسب" if self.arabic else "says", rng.choice(NAMES)]
        elif extra < 0.5:
            parts += [f"**{self.phrase()}**"]
        text = " ".join(p for p in parts if p)
        return text[0].upper() + text[1:] + "."

    def paragraph(self, sentences=4):
        return " ".join(self.sentence() for _ in range(sentences))


def name(i):
    return f"{SECTIONS[i % len(SECTIONS)][0]}-note-{i:05}"


def body(i, language, tool):
    """The text of one page. Numbers that decide its shape come from a generator that both languages share."""
    shape, w = random.Random(f"shape {i}"), Writer(random.Random(f"{language} {i}"), language)
    k = 0 if language == "ar" else 1
    out = [w.paragraph() + "[^1]", w.paragraph()]
    for h, heading in enumerate(HEADINGS):
        out.append(f"## {heading[k]}")
        out += [w.paragraph() for _ in range(2)]
        other = shape.randrange(max(i, 1)) if i else None
        if other is not None:
            section = SECTIONS[other % len(SECTIONS)][0]
            target = f"../{section}/{name(other)}.md" if tool == "bayan" else f"/{section}/{name(other)}.md"
            out.append(f"{w.paragraph(1)} [{w.phrase()}]({target})")
        if h == 1:
            out.append("\n".join(f"- {w.phrase()}" for _ in range(4)))
        if h == 2:
            rows = [("السنة", "القيمة", "التغير") if k == 0 else ("Year", "Value", "Change")]
            rows += [(str(2015 + n), f"{shape.randrange(10**6):,}", f"{shape.random() * 9:+.1f}%") for n in range(6)]
            lines = ["| " + " | ".join(row) + " |" for row in rows]
            out.append("\n".join([lines[0], "|:--|--:|--:|", *lines[1:]]))
        if h == 3:
            out.append(f"> {w.sentence()}\n>\n> {w.sentence()}")
            if i % 5 == 0:
                language_of_code = sorted(CODE)[i // 5 % len(CODE)]
                code = CODE[language_of_code].format(name=f"row_{i}", n=i % 90 + 1)
                out.append(f"```{language_of_code}\n{code}```")
        if h == 4:
            out.append("\n".join(f"{n}. **{w.phrase()}**: {w.sentence()}" for n in range(1, 4)))
            out.append(f"### {w.phrase()}\n\n{w.paragraph(2)} <https://example.org/{i}>[^2]")
    out += [f"[^1]: {w.sentence()}", f"[^2]: {w.sentence()} [{w.rng.choice(NAMES)}](https://example.org/source/{i})."]
    return "\n\n".join(out) + "\n"


def page(i, language, tool):
    shape, k = random.Random(f"head {i}"), 0 if language == "ar" else 1
    w = Writer(random.Random(f"title {language} {i}"), language)
    tags = ", ".join(f'"{TAGS[t][k]}"' for t in sorted(shape.sample(range(len(TAGS)), 3)))
    summary = "summary" if tool == "bayan" else "description"
    head = [f'title: "{w.phrase()} {shape.randrange(2010, 2026)} ({i})"',
            f"date: 20{shape.randrange(15, 26)}-{shape.randrange(1, 13):02}-{shape.randrange(1, 29):02}",
            f'{summary}: "{w.sentence().replace("*", "")}"', f'authors: ["{shape.choice(NAMES)}"]', f"tags: [{tags}]"]
    return "---\n" + "\n".join(head) + "\n---\n\n" + body(i, language, tool)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, required=True)
    parser.add_argument("--tool", choices=["bayan", "hugo"], required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    a = parser.parse_args()

    def write(path, text):
        path = a.out / "content" / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    for k, language in enumerate(("ar", "en")):
        write(f"_index.{language}.md", f"---\ntitle: {('إحاطات', 'Briefings')[k]}\n---\n\n{('مقدمة', 'Introduction')[k]}.\n")
        for section in SECTIONS:
            write(f"{section[0]}/_index.{language}.md", f"---\ntitle: {section[k + 1]}\n---\n\n{section[k + 1]}.\n")
        for i in range(a.pairs):
            write(f"{SECTIONS[i % len(SECTIONS)][0]}/{name(i)}.{language}.md", page(i, language, a.tool))


if __name__ == "__main__":
    main()
