//! The program as it is run: exit codes, streams, the output folder, determinism, and what a killed build leaves behind.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const SITE: &str = "base_url: https://example.org/repo/\ntitle: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية, hijri: true}, en: {name: English}}\npage_size: 5\n";

/// A project of `pairs` pages in two languages.
fn project(pairs: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let content = dir.path().join("content/news");
    std::fs::create_dir_all(&content).expect("made");
    std::fs::write(dir.path().join("site.yaml"), SITE).expect("written");
    for i in 0..pairs {
        let day = i % 28 + 1;
        let next = (i + 1) % pairs;
        let code = "```rust\nfn main() {}\n```\n";
        std::fs::write(
            content.join(format!("p{i}.ar.md")),
            format!("---\ntitle: خبر {i}\ndate: 2026-01-{day:02}\ntags: [غاز, T{}]\n---\n\n## مقدمة\n\nنما GDP بنسبة 3.5% وفق **«التقرير»**ثم [التالي](p{next}.md).\n\n{code}", i % 7),
        )
        .expect("written");
        std::fs::write(
            content.join(format!("p{i}.en.md")),
            format!("---\ntitle: Story {i}\ndate: 2026-01-{day:02}\ntags: [Gas, T{}]\n---\n\n## Start\n\nGDP grew by 3.5%, says [the next](p{next}.md).\n\n{code}", i % 7),
        )
        .expect("written");
    }
    dir
}

fn bayan(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayan"));
    command.arg("--root").arg(root).arg("--date").arg("2026-11-22").stdin(Stdio::null());
    command
}

fn run(command: &mut Command) -> Output {
    command.output().expect("the program starts")
}

/// Every file below a folder, but the list of written files.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                all.insert(name, std::fs::read(&path).expect("read"));
            }
        }
    }
    all
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_build_ends_with_one_line_and_a_second_one_writes_nothing() {
    let dir = project(3);
    let first = run(&mut bayan(dir.path()));
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    assert!(first.stdout.is_empty());
    let line = text(&first.stderr);
    assert!(line.lines().count() == 1 && line.contains("ar, ") && line.contains("0 unchanged, 0 removed"), "{line}");
    let second = text(&run(bayan(dir.path()).arg("build")).stderr);
    assert!(second.contains("0 files written") && second.contains("0 removed"), "{second}");
    std::fs::remove_file(dir.path().join("content/news/p2.ar.md")).expect("removed");
    std::fs::write(dir.path().join("public/own.txt"), "mine").expect("written");
    let third = text(&run(&mut bayan(dir.path())).stderr);
    assert!(!third.contains(" 0 removed") && !dir.path().join("public/ar/news/p2").exists(), "{third}");
    let clean = run(bayan(dir.path()).arg("clean"));
    assert_eq!(clean.status.code(), Some(0));
    assert_eq!(files(&dir.path().join("public")).into_keys().collect::<Vec<_>>(), ["own.txt"]);
}

#[test]
fn exit_codes_and_streams() {
    let dir = project(1);
    assert_eq!(run(bayan(dir.path()).arg("check")).status.code(), Some(0));
    assert!(!dir.path().join("public").exists(), "check writes nothing");
    std::fs::write(dir.path().join("content/bad.ar.md"), "---\ntitel: x\n---\n").expect("written");
    let bad = run(bayan(dir.path()).args(["--format", "json"]));
    assert_eq!(bad.status.code(), Some(1));
    assert!(!dir.path().join("public").exists(), "nothing is written when something is wrong");
    for line in text(&bad.stdout).lines() {
        let problem: serde_json::Value = serde_json::from_str(line).expect("one object a line");
        assert_eq!(problem["at"]["path"], "content/bad.ar.md");
    }
    let human = run(bayan(dir.path()).env("NO_COLOR", "1"));
    assert!(human.stdout.is_empty() && !human.stderr.contains(&0x1b));
    assert_eq!(run(bayan(dir.path()).arg("--nonsense")).status.code(), Some(2));
    assert_eq!(run(bayan(&dir.path().join("nowhere")).arg("check")).status.code(), Some(2));
    assert_eq!(run(bayan(dir.path()).args(["-o".as_ref(), dir.path().join("content/x").as_os_str()])).status.code(), Some(2));
    assert_eq!(run(bayan(dir.path()).args(["-o".as_ref(), dir.path().as_os_str()])).status.code(), Some(2));
}

#[test]
fn warnings_fail_only_under_strict() {
    let dir = project(1);
    std::fs::write(dir.path().join("content/w.ar.md"), "---\ntitle: x\n---\n\n## أ\n\n#### ب\n").expect("written");
    assert_eq!(run(bayan(dir.path()).arg("check")).status.code(), Some(0));
    assert_eq!(run(bayan(dir.path()).args(["check", "--strict"])).status.code(), Some(1));
}

#[test]
fn the_same_input_gives_the_same_bytes_anywhere() {
    let (one, two) = (project(12), project(12));
    let first = run(bayan(one.path()).env("RAYON_NUM_THREADS", "1").env("TZ", "UTC").env("LANG", "C"));
    let second =
        run(bayan(two.path()).env("RAYON_NUM_THREADS", "4").env("TZ", "Asia/Almaty").env("LANG", "ar_LB.UTF-8").current_dir("/"));
    assert_eq!((first.status.code(), second.status.code()), (Some(0), Some(0)), "{}", text(&second.stderr));
    let (a, b) = (files(&one.path().join("public")), files(&two.path().join("public")));
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (path, bytes) in &a {
        assert!(b[path] == *bytes, "{path} differs");
    }
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_one_repairs_the_site() {
    let (dir, twin) = (project(60), project(60));
    assert_eq!(run(&mut bayan(dir.path())).status.code(), Some(0));
    for root in [dir.path(), twin.path()] {
        for i in 0..60 {
            let path = root.join(format!("content/news/p{i}.ar.md"));
            if i % 5 == 0 {
                std::fs::remove_file(&path).expect("removed");
            } else {
                let old = std::fs::read_to_string(&path).expect("read");
                std::fs::write(&path, format!("{old}\nفقرة جديدة.\n")).expect("written");
            }
        }
    }
    // Killed at several points of its life: early, while rendering, while writing.
    for part in 1..=12 {
        let mut child = bayan(dir.path()).stderr(Stdio::null()).spawn().expect("the program starts");
        std::thread::sleep(std::time::Duration::from_millis(part * 60));
        let _ = child.kill();
        let _ = child.wait();
        for (path, bytes) in files(&dir.path().join("public")) {
            let whole =
                !path.ends_with(".html") || path.starts_with(".bayan-tmp/") || text(&bytes).trim_end().ends_with("</html>");
            assert!(whole, "{path} is cut off");
        }
    }
    assert_eq!(run(&mut bayan(dir.path())).status.code(), Some(0));
    assert_eq!(run(&mut bayan(twin.path())).status.code(), Some(0));
    assert!(files(&dir.path().join("public")) == files(&twin.path().join("public")), "repaired, nothing left over");
}

/// The files of an output folder that its pages and style sheets ask for and that are not there.
fn lacking(public: &Path) -> Vec<String> {
    let there = files(public);
    let mut lacking = Vec::new();
    for (path, bytes) in &there {
        let base = if path.ends_with(".html") { "/repo/" } else { "" };
        if path.starts_with(".bayan-tmp/") || !(path.ends_with(".html") || path.ends_with(".css")) {
            continue;
        }
        let text = text(bytes);
        let asked = text.split(['"', '\'', ' ', '=', '>', '<', '(', ')']).filter(|word| {
            [".css", ".woff2", ".js"].iter().any(|end| word.ends_with(end)) && (word.starts_with(base) && !word.contains("://"))
        });
        for word in asked {
            let below = if base.is_empty() { format!("assets/{word}") } else { word[base.len()..].to_owned() };
            if !there.contains_key(&below) {
                lacking.push(format!("{path}: {below}"));
            }
        }
    }
    lacking
}

/// Builds and `clean` are killed at points spread over their life: no page ever stands there without its style sheet or a font.
#[test]
fn what_is_killed_leaves_no_page_without_its_styles() {
    const ROUNDS: u32 = 32;
    let (dir, twin) = (project(8), project(8));
    let public = dir.path().join("public");
    let style = |root: &Path, n: u32| {
        let folder = root.join("themes/briefing/css");
        std::fs::create_dir_all(&folder).expect("made");
        std::fs::write(folder.join("print.css"), format!("@media print {{ body {{ orphans: {} }} }}\n", n + 2)).expect("written");
    };
    let command = |name: &str| {
        let mut command = bayan(dir.path());
        command.args([name, "--no-pdf"]).stderr(Stdio::null()).stdout(Stdio::null());
        command
    };
    let mut longest = [std::time::Duration::ZERO; 2];
    for (name, longest) in ["build", "clean"].into_iter().zip(&mut longest) {
        let start = std::time::Instant::now();
        assert!(command(name).status().expect("it starts").success());
        *longest = start.elapsed();
    }
    let mut pages = [0; 2];
    for round in 0..ROUNDS {
        style(dir.path(), round);
        for (at, name) in ["build", "clean"].into_iter().enumerate() {
            let mut child = command(name).spawn().expect("the program starts");
            // Neighbouring rounds lie far apart, and all of them cover the life of the program.
            std::thread::sleep(longest[at] * (round * 13 % ROUNDS) / ROUNDS);
            let _ = child.kill();
            let _ = child.wait();
            if public.exists() {
                assert_eq!(lacking(&public), Vec::<String>::new(), "{name} {round}");
                pages[at] += files(&public).keys().filter(|path| path.ends_with(".html")).count();
            }
        }
        // Something for the next `clean` to remove, in another style than the next build has.
        if round % 4 == 3 {
            assert!(command("build").status().expect("it starts").success());
            assert_eq!(lacking(&public), Vec::<String>::new());
        }
    }
    assert!(pages.iter().all(|count| *count > 0), "nothing was ever there to look at");
    for root in [dir.path(), twin.path()] {
        style(root, ROUNDS);
        assert_eq!(run(bayan(root).arg("--no-pdf")).status.code(), Some(0));
    }
    assert!(files(&public) == files(&twin.path().join("public")), "the next build is whole");
    std::fs::remove_file(public.join(files(&public).into_keys().find(|path| path.ends_with(".css")).expect("styles")))
        .expect("removed");
    assert!(!lacking(&public).is_empty(), "a style sheet that lacks is found");
}

/// Pages are taken from the cache only when the output folder lacks them, so damage may come to light late.
#[test]
fn a_damaged_cache_costs_time_and_nothing_else() {
    let (dir, twin) = (project(8), project(8));
    let cached = |name: &str| dir.path().join(".bayan/cache").join(name);
    for root in [dir.path(), twin.path()] {
        assert_eq!(run(&mut bayan(root)).status.code(), Some(0));
    }
    let site = files(&twin.path().join("public"));
    let pages = std::fs::read(cached("pages")).expect("the build kept its pages");
    let (mut damaged, cut) = (pages.clone(), &pages[..pages.len() / 2]);
    damaged[pages.len() / 2] ^= 1;
    for (kept, name) in [(&pages[..], "whole"), (&damaged, "damaged"), (cut, "cut"), (&[], "empty")] {
        std::fs::write(cached("pages"), kept).expect("written");
        std::fs::remove_dir_all(dir.path().join("public")).expect("removed");
        let output = run(&mut bayan(dir.path()));
        assert_eq!(output.status.code(), Some(0), "{name}: {}", text(&output.stderr));
        assert!(files(&dir.path().join("public")) == site, "{name}");
    }
}

/// Two builds of different sites into one folder: one after the other, and what stands there is one of them as a whole.
#[test]
fn builds_into_one_folder_do_not_mix() {
    let (one, two, out) = (project(12), project(20), tempfile::tempdir().expect("a folder"));
    let alone = [one.path(), two.path()].map(|root| {
        assert_eq!(run(&mut bayan(root)).status.code(), Some(0));
        files(&root.join("public"))
    });
    for _ in 0..6 {
        let start = |root: &Path| bayan(root).arg("-o").arg(out.path()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut both = [start(one.path()), start(two.path())];
        assert!(both.iter_mut().all(|child| child.wait().expect("it ends").success()));
        assert!(alone.contains(&files(out.path())));
    }
    std::fs::write(one.path().join(".bayan/cache/.pages.4711"), "half").expect("written");
    assert_eq!(run(&mut bayan(one.path())).status.code(), Some(0));
    assert!(!one.path().join(".bayan/cache/.pages.4711").exists(), "a killed build leaves nothing for ever");
}

#[test]
fn every_command_has_its_own_formats() {
    let dir = project(1);
    for (command, format, is_its_own) in
        [("status", "html", true), ("status", "po", false), ("check", "xliff", false), ("check", "github", true)]
    {
        let output = run(bayan(dir.path()).args([command, "--format", format]));
        let refusal = text(&output.stderr);
        assert_eq!(!refusal.contains("is not for this command, which knows human"), is_its_own, "{command} {format}: {refusal}");
        assert_eq!(output.status.code(), Some(if is_its_own { 0 } else { 2 }), "{command} {format}");
    }
}

/// What an archive of a release holds besides the program: completions, and a page for each command that `--help` names.
#[test]
fn shells_and_manuals_know_every_command() {
    let said = |words: &[&str]| run(Command::new(env!("CARGO_BIN_EXE_bayan")).args(words).stdin(Stdio::null()));
    let help = text(&said(&["--help"]).stdout);
    let listed = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list");
    // What is said of a command may go on in a line below it.
    let names = listed.lines().filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')));
    let names: Vec<&str> = names.filter_map(|line| line.split(' ').next()).filter(|name| *name != "help").collect();
    assert!(names.contains(&"import-translation") && names.contains(&"man"), "{names:?}");
    let shells = ["bash", "zsh", "fish", "elvish", "powershell"].map(|shell| text(&said(&["completions", shell]).stdout));
    let program = text(&said(&["man"]).stdout);
    assert!(program.contains("\n.SH OPTIONS\n") && !program.contains("bayan\\-help"), "{program}");
    for name in names {
        assert!(shells.iter().all(|shell| shell.contains(name)), "{name}");
        let typed = name.replace('-', "\\-");
        assert!(program.contains(&format!("\nbayan\\-{typed}(1)\n")), "{name}: {program}");
        let page = text(&said(&["man", name]).stdout);
        assert!(page.contains(&format!("\nbayan\\-{typed} \\- ")) && page.contains("\\-\\-strict"), "{page}");
    }
    assert!(text(&said(&["man", "add", "page"]).stdout).contains("bayan\\-add\\-page"));
    let wrong = said(&["man", "add", "pge"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("there is no command `add pge`; write one of page, chapter"), "{}", text(&wrong.stderr));
}

#[test]
fn check_mends_what_is_certain() {
    let dir = project(1);
    let path = dir.path().join("content/news/p0.ar.md");
    let typed = std::fs::read_to_string(&path).expect("read").replace("نما", "قال \"نعم\" ,ثم [هنا](p0.md)  نما");
    std::fs::write(&path, &typed).expect("written");
    let dry = run(bayan(dir.path()).args(["check", "--fix", "--dry-run"]));
    let diff = text(&dry.stdout);
    assert!(
        dry.status.success() && diff.contains("\n-قال \"نعم\" ,ثم") && diff.contains("\n+قال «نعم»، ثم [هنا](p0.md) نما"),
        "{diff}"
    );
    assert_eq!(std::fs::read_to_string(&path).expect("read"), typed);
    let fixed = run(bayan(dir.path()).args(["check", "--fix", "--format", "short"]));
    assert_eq!(fixed.status.code(), Some(0), "{}", text(&fixed.stderr));
    let left = text(&fixed.stdout);
    assert!(left.lines().count() == 2 && left.contains("[vague-link]") && left.contains("[links-differ]"), "{left}");
    assert!(std::fs::read_to_string(&path).expect("read").contains("قال «نعم»، ثم [هنا](p0.md) نما"));
    let strict = run(bayan(dir.path()).args(["check", "--strict", "--format", "sarif"]));
    assert_eq!(strict.status.code(), Some(1));
    assert!(text(&strict.stdout).contains("\"ruleId\": \"vague-link\""));
    assert!(run(bayan(dir.path()).args(["check", "--fix", "--dry-run"])).stdout.is_empty());
    assert!(!run(bayan(dir.path()).args(["check", "--dry-run"])).status.success());
    assert!(text(&run(bayan(dir.path()).arg("lints")).stdout).starts_with("# What `bayan check` looks for"));
}

#[cfg(not(feature = "external-links"))]
#[test]
fn a_program_that_cannot_reach_the_web_says_so() {
    let dir = project(1);
    let asked = run(bayan(dir.path()).args(["check", "--external"]));
    assert_eq!(asked.status.code(), Some(2));
    assert!(text(&asked.stderr).contains("--features external-links"), "{}", text(&asked.stderr));
}
