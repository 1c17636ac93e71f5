"""The first hour of a desk that has nothing but the program, in an empty folder:

    python3 .github/release/desk.py PROGRAM FOLDER

1. In five sets of languages: begin a project, build it, look at a page of it, make a typing mistake, be told where it is, mend it, add a
   chapter, build again. At most 8 commands and 20 seconds of processor time for all of them.
2. The site of this repository with a language more: one warning for each file that lacks texts, and no error.
3. A page that has no translation goes to a translator and comes back: its blocks stand in the order of the original, its notes are there.
"""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import urllib.request

LANGUAGES = ["ar,en", "fa,en", "he,fr", "ur", "ar,en,fr"]
MOST_COMMANDS = 8
MOST_SECONDS = 20.0
BUILD = ["build", "--strict", "-u", "https://desk.example/"]
ROOT = pathlib.Path(__file__).resolve().parents[2]


def fail(why):
    sys.exit(f"error: {why}")


class Desk:
    """A folder, and what its commands have cost so far."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.commands, self.seconds = 0, 0.0

    def start(self, *words):
        self.commands += 1
        # A file and not a pipe: who waits for the end of the program reads nothing meanwhile.
        said = open(self.folder.with_name(f"{self.folder.name}-{self.commands}.log"), "w+b")
        home = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder.parent), "NO_COLOR": "1"}
        running = subprocess.Popen(
            [self.program, *words], cwd=self.folder, env=home, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
        return running, said

    def ended(self, running, said):
        """The exit code and what was said; the time of the program and of all that it started is added."""
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        self.seconds += used.ru_utime + used.ru_stime
        said.seek(0)
        with said:
            return running.returncode, said.read().decode()

    def run(self, *words, code=0):
        """What a command says that ends with this code."""
        ended, said = self.ended(*self.start(*words))
        if ended != code:
            fail(f"`bayan {' '.join(words)}` ended with {ended} and not {code}:\n{said}")
        return said

    def look(self, address):
        """Serves the project and fetches a page, as a browser would."""
        running, said = self.start("serve", "--port", "0")
        try:
            told = os.dup(said.fileno())
            with open(told, "rb") as lines:
                host = None
                while host is None:
                    lines.seek(0)
                    host = re.search(rb"http://127\.0\.0\.1:\d+", lines.read())
                    if host is None and running.poll() is not None:
                        fail("`bayan serve` ended")
            with urllib.request.urlopen(f"{host[0].decode()}/{address}", timeout=20) as page:
                return page.status, page.read().decode()
        finally:
            running.send_signal(signal.SIGINT)
            self.ended(running, said)

    def path(self, name):
        return self.folder / name

    def edit(self, name, old, new):
        """Replaces a piece of a file, once, and says on which line it stands."""
        text = self.path(name).read_text(encoding="utf-8")
        if text.count(old) < 1:
            fail(f"{name} holds no {old}")
        self.path(name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1


def first_hour(program, folder, languages):
    desk = Desk(program, folder)
    tags = languages.split(",")
    desk.run("new", ".", "--languages", languages, "--quiet")
    desk.run(*BUILD)
    printed = list(desk.path("public").rglob("*.pdf"))
    if not printed:
        fail(f"{languages}: a new briefing has no PDF")
    status, page = desk.look(f"{tags[0]}/water/use/")
    if status != 200 or f"lang={tags[0]}" not in page.replace('"', ""):
        fail(f"{languages}: no page in {tags[0]} is served ({status})")
    name = f"content/water/use.{tags[0]}.md"
    line = desk.edit(name, "(fact:litres-spring)", "(fact:liters-spring)")
    told = desk.run("check", "--no-pdf", "--format", "short", code=1)
    place = re.search(rf"^{re.escape(name)}:{line}:\d+: error\[unknown-entry\]: .*`fact:litres-spring`", told, re.M)
    if not place:
        fail(f"{languages}: the mistake on line {line} of {name} is told otherwise:\n{told}")
    desk.edit(name, "(fact:liters-spring)", "(fact:litres-spring)")
    desk.run("add", "chapter", "water/next")
    for tag in tags:
        desk.edit(f"content/water/next.{tag}.md", "draft: true\n", "")
    desk.run(*BUILD)
    for tag in tags:
        if not desk.path(f"public/{tag}/water/next/index.html").is_file():
            fail(f"{languages}: the new chapter is not published in {tag}")
    print(
        f"{languages}: {desk.commands} commands, {desk.seconds:.1f} s of processor time, {len(printed)} PDFs; told at {place[0].split(': ')[0]}"
    )
    if desk.commands > MOST_COMMANDS or desk.seconds > MOST_SECONDS:
        fail(f"{languages}: more than {MOST_COMMANDS} commands or {MOST_SECONDS:.0f} s")


def another_language(program, folder):
    desk = Desk(program, folder)
    for name in ["content", "site.yaml"]:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile)(ROOT / name, desk.path(name))
    before = desk.run("check", "--strict", "--no-pdf", "--format", "short")
    desk.edit("site.yaml", "default_language:", "  fa: {name: فارسی}\ndefault_language:")
    told = [line for line in desk.run("check", "--strict", "--no-pdf", "--format", "short", code=1).splitlines() if "[" in line]
    others = [line for line in told if ": warning[untranslated-texts]: " not in line]
    files = [line.split(":")[0] for line in told]
    if others or not files or len(files) != len(set(files)) or before.strip() != "bayan: no problems found":
        fail("a language more is to cost one warning a file and nothing else:\n" + "\n".join(others or told or [before]))
    desk.run("build", "--no-pdf")
    counts = [re.search(r"\d+ texts?", line)[0] for line in told]
    print(f"this site with fa: no error, {len(files)} warnings: " + ", ".join(map(" ".join, zip(files, counts))))


MARK = "X "


def translated(xliff):
    """What a translator's program makes: every target is its source with a mark behind the markup that it begins with."""
    source = re.compile(r'( *)<source xml:space="preserve">((?:<[^>]*>)*)(.*?)</source>\n', re.S)
    return source.subn(lambda m: f"{m[0]}{m[1]}<target>{m[2]}{MARK}{m[3]}</target>\n", xliff)


def first_translation(program, folder):
    desk = Desk(program, folder)
    desk.run("new", ".", "--languages", "ar,en", "--quiet")
    original, new = [desk.path(f"content/water/use.{tag}.md") for tag in ["ar", "en"]]
    new.unlink()
    with original.open("a", encoding="utf-8") as page:
        page.write("\nجملة لها حاشية.[^a] وأخرى.[^b]\n\n- بند أول\n- بند ثان\n\n[^a]: حاشية أولى.\n[^b]: حاشية ثانية.\n")
    job, count = translated(desk.run("export", "water/use", "--language", "en", "--quiet"))
    desk.path("job.xliff").write_text(job, encoding="utf-8")
    desk.run("import-translation", "job.xliff")
    bodies = [page.read_text(encoding="utf-8").split("\n---\n", 1)[1] for page in [original, new]]
    if bodies[1].replace(MARK, "") != bodies[0] or bodies[1].count(MARK) < 8 or f"[^b]: {MARK}" not in bodies[1]:
        fail(f"the page that came back is another one:\n{bodies[1]}")
    desk.run("build", "--no-pdf", "-u", "https://desk.example/")
    page = desk.path("public/en/water/use/index.html").read_text(encoding="utf-8")
    order = [page.find(piece) for piece in ["id=measured", "<figure", "id=limits", "حاشية أولى", "حاشية ثانية"]]
    if -1 in order:
        fail(f"the built page lacks something: {order}")
    print(f"first translation: {count} texts came back in order, with 2 notes, and build")


def main(program, folder):
    program, folder = str(pathlib.Path(program).resolve()), pathlib.Path(folder).resolve()
    cases = [(first_hour, tags.replace(",", "-"), [tags]) for tags in LANGUAGES]
    cases += [(another_language, "grown", []), (first_translation, "translated", [])]
    for case, name, more in cases:
        own = folder / name / "desk"
        own.mkdir(parents=True)
        case(program, own, *more)


main(*sys.argv[1:])
