"""Makes the PDFs of this folder again: the text of `water.json`, written for these tests, by Chromium, WeasyPrint and Typst.

    pip install weasyprint typst && python3 make.py

`water.txt` is what each of them says, word by word. The fonts are those of the theme, and DejaVu Sans.
"""

import json
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
FONTS = HERE.parents[2] / "themes/briefing/fonts"
BLOCKS = json.loads((HERE / "water.json").read_text("utf-8"))
LINK = "https://example.org/water"


def parts(text, link):
    """The text with its link written as a format has it."""
    return text.replace("[[", link[0]).replace("]]", link[1])


def page(file, columns):
    body = []
    for kind, text in BLOCKS:
        own = parts(text, (f'<a href="{LINK}">', "</a>"))
        body.append({"h1": f"<h1>{own}</h1>", "h2": f"<h2>{own}</h2>", "p": f"<p>{own}</p>", "li": f"<ul><li>{own}</li></ul>"}[kind])
    face = f"@font-face{{font-family:Own;src:url('{(FONTS / file).as_uri()}')}}" if file else ""
    font = "Own" if file else "DejaVu Sans"
    style = f"{face} @page{{size:A5;margin:2cm}} body{{font:11pt/1.6 {font};text-align:justify;column-count:{columns}}} h1{{font-size:20pt}} h2{{font-size:15pt}}"
    return f"<!doctype html><html lang=ar dir=rtl><meta charset=utf-8><title>{BLOCKS[0][1]}</title><style>{style}</style><body>{''.join(body)}</body></html>"


def typst_source():
    quote = lambda text: '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    lines = ['#set page(paper: "a5", numbering: "1")', '#set text(font: "Amiri", lang: "ar", size: 11pt)', "#set par(justify: true)"]
    for kind, text in BLOCKS:
        head, _, rest = text.partition("[[")
        words, _, tail = rest.partition("]]")
        own = quote(head) + (f'#link("{LINK}")[{quote(words)}]' if words else "") + (quote(tail) if tail else "")
        lines.append({"h1": f"= {own}", "h2": f"== {own}", "p": own, "li": f"- {own}"}[kind] + "\n")
    return "\n".join(lines)


def main():
    import typst
    import weasyprint

    plex, amiri = "plex-sans-arabic/IBMPlexSansArabic-Regular.ttf", "amiri/Amiri-Regular.ttf"
    makers = [("chromium", "plex", plex, 1), ("chromium", "columns", None, 2), ("weasyprint", "amiri", amiri, 1), ("weasyprint", "columns", None, 2)]
    for maker, name, file, columns in makers:
        source, made = HERE / f"{name}.html", HERE / f"{maker}-{name}.pdf"
        source.write_text(page(file, columns), "utf-8")
        if maker == "chromium":
            command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={made}"]
            subprocess.run([*command, source.as_uri()], check=True, stderr=subprocess.DEVNULL)
        else:
            weasyprint.HTML(filename=str(source)).write_pdf(str(made))
        source.unlink()
    source = HERE / "water.typ"
    source.write_text(typst_source(), "utf-8")
    typst.compile(str(source), output=str(HERE / "typst.pdf"), font_paths=[str(FONTS)])
    source.unlink()
    plain = [parts(text, ("", "")) for _, text in BLOCKS]
    (HERE / "water.txt").write_text("\n".join(plain) + "\n", "utf-8")


if __name__ == "__main__":
    main()
