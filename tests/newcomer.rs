//! A newcomer's commands, each in an empty folder with nothing but the binary: begin a project, add pages and entries, look at the
//! theme, ask what is found. `.github/release/desk.py` does a first hour of them in a row, in five sets of languages.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::program::{Said, bayan, program, said, typed, words};

/// Replaces a piece of a file, once.
#[track_caller]
fn edit(path: &Path, from: &str, to: &str) {
    let old = std::fs::read_to_string(path).expect("the file is there");
    assert!(old.contains(from), "{} holds no {from}", path.display());
    std::fs::write(path, old.replacen(from, to, 1)).expect("written");
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Every kind of project passes the check of an editor without a word, in every language and in all of them together.
#[test]
fn projects_begin_without_a_finding() {
    for (kind, languages) in [
        ("briefing", "ar,en,fa,he,ur,fr"),
        ("briefing", "en"),
        ("briefing", "ar-LB,en-GB"),
        ("archive", "ar,en,fa,he,ur,fr"),
        ("minimal", "he,ur"),
    ] {
        let dir = tempfile::tempdir().expect("a folder");
        bayan(dir.path(), &format!("new . --kind {kind} --languages {languages} -q")).fine();
        let checked = bayan(dir.path(), "check --strict --no-pdf --no-cache -u https://desk.example/");
        assert_eq!((checked.code, checked.text.as_str()), (0, "bayan: no problems found\n"), "{kind} {languages}");
    }
}

#[test]
fn titles_and_dates_are_those_that_were_given() {
    let dir = tempfile::tempdir().expect("a folder");
    let line = "new desk --date 2024-02-29 --title ar='مكتب: الوادي' --title en='Valley \"desk\" #1'";
    bayan(dir.path(), line).fine();
    let site = read(&dir.path().join("desk/site.yaml"));
    assert!(site.contains("title:\n  ar: \"مكتب: الوادي\"\n  en: \"Valley \\\"desk\\\" #1\"\n"), "{site}");
    assert!(read(&dir.path().join("desk/content/_index.ar.md")).starts_with("---\ntitle: \"مكتب: الوادي\"\n"));
    assert!(read(&dir.path().join("desk/content/water/_index.en.md")).contains("\ndate: 2024-02-29\n"));
    bayan(&dir.path().join("desk"), "check --strict --no-pdf -u https://desk.example/").fine();
    bayan(dir.path(), "init one --languages ur --title 'وادی'").fine();
    assert!(read(&dir.path().join("one/site.yaml")).contains("title:\n  ur: وادی\n"));
}

#[test]
fn nothing_is_written_over_what_is_there() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(dir.path().join("mine")).expect("made");
    std::fs::write(dir.path().join("mine/notes.txt"), "mine").expect("written");
    bayan(dir.path(), "new mine").refused(2, "holds `notes.txt`; name a folder that is empty");
    bayan(dir.path(), "new mine/notes.txt").refused(2, "notes.txt");
    assert_eq!(std::fs::read_dir(dir.path().join("mine")).expect("read").count(), 1);
    // A repository that was just made is empty to whoever made it.
    std::fs::create_dir_all(dir.path().join("fresh/.git")).expect("made");
    bayan(dir.path(), "new fresh --kind minimal").fine();
    for (line, why) in [
        ("new x --languages ar,de", "choose among ar, en, fa, he, ur, fr"),
        ("new x --languages ar,ar", "named twice"),
        ("new x --title Hello", "write ar=… or en=…"),
        ("new x --title en=a --title en=b", "one text"),
    ] {
        bayan(dir.path(), line).refused(2, why);
        assert!(!dir.path().join("x").exists(), "{line}");
    }
}

#[test]
fn the_smallest_site_is_two_lines_and_a_page() {
    let dir = tempfile::tempdir().expect("a folder");
    bayan(dir.path(), "build").refused(1, "bayan new FOLDER");
    let readme = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
    let lines = readme.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the two lines");
    assert_eq!(lines.lines().count(), 2, "{lines}");
    std::fs::write(dir.path().join("site.yaml"), lines).expect("written");
    std::fs::create_dir(dir.path().join("content")).expect("made");
    std::fs::write(dir.path().join("content/_index.en.md"), "---\ntitle: My desk\n---\n\nHello.\n").expect("written");
    // What a strict check lets pass, a build does.
    bayan(dir.path(), "check").fine();
    bayan(dir.path(), "check --strict").refused(1, "base_url: https://");
    bayan(dir.path(), "check --strict -u https://desk.example/").fine();
    bayan(dir.path(), "build").refused(1, "base_url: https://");
    let built = bayan(dir.path(), "build --strict -u https://desk.example/").fine();
    assert!(dir.path().join("public/en/index.html").is_file(), "{built}");
}

/// A project to add to.
fn project() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    bayan(dir.path(), "new . -q").fine();
    dir
}

#[test]
fn pages_are_added_in_every_language() {
    let dir = project();
    let said = bayan(dir.path(), "add page contact --title ar=اتصل --title en='Contact: us'").fine();
    assert!(said.contains("content/contact.ar.md\ncontent/contact.en.md\n") && said.contains("draft: true"), "{said}");
    assert_eq!(read(&dir.path().join("content/contact.en.md")), "---\ntitle: \"Contact: us\"\ndraft: true\n---\n\nTODO\n");
    bayan(dir.path(), "add page contact").refused(2, "`contact` is there already (content/contact.ar.md)");
    // What one language has, the others get, in the same place.
    std::fs::remove_file(dir.path().join("content/water/wells.en.md")).expect("removed");
    bayan(dir.path(), "add page content/water/wells.md").fine();
    assert!(read(&dir.path().join("content/water/wells.en.md")).contains("weight: 10\n"));
    bayan(dir.path(), "add briefing roads --title ar=الطرق --title en=Roads").fine();
    bayan(dir.path(), "add chapter roads/first").fine();
    bayan(dir.path(), "add chapter water/next").fine();
    for tag in ["ar", "en"] {
        let chapter = read(&dir.path().join(format!("content/water/next.{tag}.md")));
        assert_eq!(chapter, "---\ntitle: TODO\nweight: 30\ndraft: true\n---\n\nTODO\n");
    }
    assert!(read(&dir.path().join("content/roads/first.ar.md")).contains("weight: 10\n"));
    let checked = bayan(dir.path(), "check --no-pdf").fine();
    assert!(checked.contains("in draft"), "{checked}");
    for (line, why) in [
        ("add page 'My Page'", "as in `my-page`"),
        ("add page water/a.en", "write `water/a` without `.en`"),
        ("add page ar/news", "write `news` without `ar/`"),
        ("add page ../outside", "cannot be the path"),
        ("add page water/_index", "bayan add briefing"),
        ("add page /", "cannot be the path"),
        ("add chapter about/x", "`about` is no briefing"),
        ("add chapter alone", "is no briefing"),
        ("add page water/wells", "is there already"),
        ("add page x --title fr=non", "does not say its language"),
    ] {
        bayan(dir.path(), line).refused(2, why);
    }
}

#[test]
fn pages_are_named_as_the_others_are() {
    let dir = tempfile::tempdir().expect("a folder");
    let root = dir.path();
    for tag in ["ar", "en"] {
        std::fs::create_dir_all(root.join("content").join(tag)).expect("made");
        std::fs::write(root.join(format!("content/{tag}/_index.md")), "---\ntitle: x\n---\n").expect("written");
    }
    std::fs::write(root.join("site.yaml"), "title: x\nlanguages: {ar: {name: a}, en: {name: b}}\n").expect("written");
    bayan(root, "add page news/أخبار").fine();
    assert!(root.join("content/ar/news/أخبار.md").is_file() && root.join("content/en/news/أخبار.md").is_file());
    std::fs::write(root.join("site.yaml"), "title: x\nlanguages: {fr: {name: a}}\n").expect("written");
    std::fs::remove_dir_all(root.join("content")).expect("removed");
    std::fs::create_dir(root.join("content")).expect("made");
    std::fs::write(root.join("content/index.md"), "---\ntitle: x\n---\n").expect("written");
    bayan(root, "add page contact --title Contact").fine();
    assert!(read(&root.join("content/contact.md")).starts_with("---\ntitle: Contact\n"));
}

#[test]
fn entries_of_the_ledger_are_added_at_the_end() {
    let dir = project();
    let facts = dir.path().join("content/water/facts.yaml");
    let before = read(&facts);
    bayan(
        dir.path(),
        "add fact wells-new --value ٣ --unit wells --source survey --what ar='آبار جديدة' --what en='New wells: all'",
    )
    .fine();
    let expected = "\nwells-new:\n  value: 3\n  unit: wells\n  what:\n    ar: آبار جديدة\n    en: \"New wells: all\"\n  source: survey\n  certainty: stated\n";
    assert_eq!(read(&facts), before + expected);
    bayan(dir.path(), "add fact water/share --value 12%").fine();
    assert!(read(&facts).ends_with("\nshare:\n  value: 12\n  kind: percent\n  what:\n    ar: TODO\n    en: TODO\n"));
    bayan(dir.path(), "add source water/log --url https://example.org/log").fine();
    bayan(dir.path(), "add person head --name ar=الرئيسة --name en='the head'").fine();
    bayan(dir.path(), "add claim level --by head --source log").fine();
    let claims = read(&dir.path().join("content/water/claims.yaml"));
    assert!(
        claims.ends_with("\nlevel:\n  by: head\n  what:\n    ar: TODO\n    en: TODO\n  status: unsupported\n  sources: [log]\n"),
        "{claims}"
    );
    // Every kind of entry that there is.
    bayan(dir.path(), "add place well --lat 33.5 --lon -7.25 --name ar=البئر --name en='The well'").fine();
    bayan(dir.path(), "add event dug --when 2022-01 --source log --text ar='حُفرت البئر' --text en='The well is dug'").fine();
    bayan(dir.path(), "add event later --text ar=بعد --text en=Later").fine();
    bayan(dir.path(), "add unit barrels --text ar=برميل --text en=barrels").fine();
    bayan(dir.path(), "add term aquifer --text ar='طبقة مائية' --text en=aquifer").fine();
    bayan(dir.path(), "add fact flow --value 7 --unit barrels").fine();
    for (file, end) in [
        ("water/places.yaml", "well:\n  name:\n    ar: البئر\n    en: The well\n  lat: 33.5\n  lon: -7.25\n"),
        (
            "water/events.yaml",
            "dug:\n  date: 2022-01-01\n  precision: month\n  text:\n    ar: حُفرت البئر\n    en: The well is dug\n  source: log\n\n\
             later:\n  precision: none\n  text:\n    ar: بعد\n    en: Later\n",
        ),
        ("water/units.yaml", "barrels:\n  ar: برميل\n  en: barrels\n"),
        ("glossary.yaml", "aquifer:\n  ar: طبقة مائية\n  en: aquifer\n"),
    ] {
        let text = read(&dir.path().join("content").join(file));
        assert!(text.ends_with(end), "{file}: {text}");
    }
    bayan(dir.path(), "check --no-pdf").fine();
    for (code, line, why) in [
        (2, "add event x --when 6/1/2022", "write a day (`2022-01-06`), a month (`2022-01`) or a year (`2022`)"),
        (2, "add place x --lat 91 --lon 0", "write degrees from -90 to 90"),
        (2, "add place x --lat 9", "--lon"),
        (2, "add term water/x", "write `x` alone"),
        (2, "add fact wells --value 3", "has an entry `wells` already"),
        (2, "add fact New_One --value 3", "as in `new-one`"),
        (2, "add fact x --value 'three wells'", "goes to `--unit`"),
        (2, "add fact roads/x --value 3", "ledgers stand in `water`"),
        (1, "add fact x --value 3 --unit well", "did you mean `wells`"),
        (1, "add claim x --by nobody", "unknown-entry"),
    ] {
        let old = read(&facts);
        bayan(dir.path(), line).refused(code, why);
        assert_eq!(read(&facts), old, "{line}");
    }
    bayan(dir.path(), "add briefing roads").fine();
    bayan(dir.path(), "add fact length --value 3").refused(2, "say in which folder, as in `FOLDER/length`");
    bayan(dir.path(), "add fact roads/length --value 3").fine();
}

#[test]
fn files_of_the_theme_are_listed_and_copied() {
    let dir = project();
    let listed = bayan(dir.path(), "theme list").fine();
    assert!(listed.contains("\n  templates/home.html\n") && listed.contains("0 replaced (*) and 0 added (+)"), "{listed}");
    bayan(dir.path(), "theme eject templates/home.html css/print.css").fine();
    assert!(read(&dir.path().join("themes/briefing/templates/home.html")).contains("base.html"));
    std::fs::write(dir.path().join("themes/briefing/own.css"), "p { margin: 0 }\n").expect("written");
    let listed = bayan(dir.path(), "theme list").fine();
    assert!(listed.contains("\n* templates/home.html\n") && listed.contains("\n+ own.css\n"), "{listed}");
    std::fs::write(dir.path().join("themes/briefing/css/print.css"), "p { orphans: 4 }\n").expect("written");
    bayan(dir.path(), "theme eject theme.yaml css/print.css").refused(2, "this is there already");
    assert!(!dir.path().join("themes/briefing/theme.yaml").exists(), "all files or none");
    bayan(dir.path(), "theme eject templates/hom.html").refused(2, "did you mean `templates/home.html`?");
    edit(&dir.path().join("site.yaml"), "# logo: logo.svg", "theme: mine");
    bayan(dir.path(), "theme list").refused(2, "there is no folder themes/mine");
    bayan(dir.path(), "theme eject css/print.css").fine();
    bayan(dir.path(), "check --no-pdf").fine();
}

#[test]
fn the_doctor_says_what_is_found_and_what_to_do() {
    let dir = project();
    let said = bayan(dir.path(), "doctor").fine();
    for expected in
        ["ar (rtl, default), en (ltr)", "0 stale, 0 missing, 0 never reviewed", "no problems found", "nothing is kept yet", "pdf"]
    {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    assert!(said.contains("- base_url") && !said.contains("\n!"), "{said}");
    edit(&dir.path().join("content/about.en.md"), "title:", "titel:");
    bayan(dir.path(), "doctor").refused(1, "! content     1 error and 0 warnings\n              `bayan check` names them");
    edit(&dir.path().join("site.yaml"), "languages:", "langauges:");
    bayan(dir.path(), "doctor").refused(1, "! site.yaml   it cannot be used");
    let empty = tempfile::tempdir().expect("a folder");
    bayan(empty.path(), "doctor").refused(1, "bayan new FOLDER");
}

/// What a build made, what it kept back, and what nobody has looked at, in its closing lines.
#[test]
fn a_build_says_what_it_printed_and_what_waits() {
    let dir = project();
    edit(&dir.path().join("content/about.en.md"), "Three rules by", "Rules by");
    bayan(dir.path(), "add page contact -q").fine();
    let said = bayan(dir.path(), "build -u https://desk.example/").fine();
    for expected in
        ["(10 ar, 10 en), 3 PDFs; ", "2 pages kept back: 2 in draft", "1 block not as accepted; `bayan status` names them"]
    {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

/// The commands that a page of the manual shows, without what it says behind them.
fn commands(path: &str) -> Vec<String> {
    let page = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    let blocks = page.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
    blocks.flat_map(str::lines).map(|line| typed(line).to_owned()).collect()
}

/// Serves until an address is told.
#[track_caller]
fn serve(folder: &Path) {
    let mut serving = program(folder, "serve --port 0").stderr(Stdio::piped()).spawn().expect("it starts");
    let told = BufReader::new(serving.stderr.take().expect("piped")).lines().map_while(Result::ok);
    let is_up = told.into_iter().any(|line| line.contains("http://127.0.0.1"));
    let _ = serving.kill().and_then(|()| serving.wait());
    assert!(is_up);
}

/// The first block of commands in README.md, behind the one that compiles the program.
#[test]
fn the_first_page_says_what_works() {
    let lines = commands("README.md");
    let [compile, new, enter, show, ..] = lines.as_slice() else { panic!("{lines:?}") };
    assert!(compile.starts_with("cargo install"), "{compile}");
    let dir = tempfile::tempdir().expect("a folder");
    bayan(dir.path(), new.strip_prefix("bayan ").expect("the program")).fine();
    assert_eq!(show, "bayan serve");
    serve(&dir.path().join(enter.strip_prefix("cd ").expect("a folder")));
}

/// Runs every command of the manual's first chapter in an empty folder, in the order in which they stand. Git asks a folder of this machine for what it would ask GitHub.
#[test]
fn the_manual_says_what_works() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut folder = dir.path().to_path_buf();
    let lines = commands("docs/manual/content/guide/start.en.md");
    assert!(lines.len() > 15, "{lines:?}");
    for line in lines {
        match line.split_once(' ').expect("a command and more") {
            ("cd", name) => folder = folder.join(name),
            ("bayan", "serve") => serve(&folder),
            ("bayan", rest) => drop(bayan(&folder, rest).fine()),
            ("git", rest) => drop(git(dir.path(), &folder, rest).fine()),
            _ => panic!("nobody can run this: {line}"),
        }
    }
    let published = git(dir.path(), &dir.path().join("github/my-desk.git"), "ls-tree -r --name-only main").fine();
    assert!(published.contains(".github/workflows/pages.yml") && !published.contains("public/"), "{published}");
}

/// Git in a folder, without the settings of whoever runs the test; addresses at GitHub lead to a folder beside.
fn git(home: &Path, folder: &Path, line: &str) -> Said {
    let run = |folder: &Path, line: &str| {
        let mut git = Command::new("git");
        let here = format!("file://{}/github/", home.display());
        git.args(["-c", "user.name=Desk", "-c", "user.email=desk@desk.example", "-c", "init.defaultBranch=main"]);
        git.args(["-c", &format!("url.{here}.insteadOf=https://github.com/YOU/")]);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").args(words(line)).current_dir(folder);
        said(&git.output().expect("git is there"))
    };
    let github = home.join("github");
    if !github.exists() {
        std::fs::create_dir(&github).expect("made");
        run(&github, "init --bare -b main my-desk.git").fine();
    }
    run(folder, line)
}

/// Pages that do not say when they were changed have the day of their last commit, if the site asks for it and all commits are there.
#[test]
fn git_dates_pages_where_the_site_asks_for_it() {
    let home = tempfile::tempdir().expect("a folder");
    let site = home.path().join("desk");
    bayan(home.path(), "new desk -q --languages en --date 2020-01-01").fine();
    std::fs::write(site.join("site.yaml"), read(&site.join("site.yaml")) + "\nupdated: git\n").expect("written");
    let build = "build --no-pdf -u https://desk.example/";
    let told = bayan(&site, build).fine();
    assert!(told.contains("no-history") && told.contains("in no repository of Git"), "{told}");
    for line in ["init -q .", "add .", "commit -q -m first"] {
        git(home.path(), &site, line).fine();
    }
    let moment: i64 = git(home.path(), &site, "log -1 --format=%ct").fine().trim().parse().expect("a second");
    let day = bayan::locale::date::Date::at(moment).iso();
    assert!(!bayan(&site, build).fine().contains("no-history"));
    let page = |name: &str| read(&site.join(format!("public/en/{name}/index.html")));
    assert!(page("water/wells").contains(&format!("datetime={day}")), "{}", page("water/wells"));
    assert!(read(&site.join("public/sitemap.xml")).contains(&format!("<lastmod>{day}")), "the sitemap, too");
    // What the page says itself counts, and what nobody has committed has no date.
    edit(&site.join("content/water/wells.en.md"), "weight:", "updated: 2021-05-06\nweight:");
    std::fs::write(site.join("content/new.en.md"), "---\ntitle: New\n---\n\nText.\n").expect("written");
    bayan(&site, build).fine();
    assert!(page("water/wells").contains("datetime=2021-05-06") && !page("water/wells").contains(&day));
    assert!(!page("new").contains("<time"), "{}", page("new"));
    // A clone of the last commit only knows nothing of the days before it.
    let clone = home.path().join("clone");
    git(home.path(), home.path(), &format!("clone -q --depth 1 file://{} clone", site.display())).fine();
    let told = bayan(&clone, build).fine();
    assert!(told.contains("shallow clone") && told.contains("fetch-depth: 0"), "{told}");
}
