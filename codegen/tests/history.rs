//! Eighteen dated revisions of one real API, with a list of what changed at each step, made by another tool.
//!
//! For each step a file of `history/` lays that list and ours side by side: entries of the list, below them the changes that
//! tell them with what stood and stands in Rust, or after `=` the reason why nothing does. So nothing is missing and nothing is
//! invented, word by word; `UPDATE_GOLDEN=1` writes the texts of changes that are listed already. The
//! revisions are not part of the project: `HISTORY_DIR`, or `../shared/history` beside it; without them the test says so and
//! passes.

use codegen::diff::{Change, compare};
use codegen::lock::Lock;
use codegen::settings::Settings;
use codegen::{Input, Output, generate, load};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn data() -> Option<PathBuf> {
    let given = std::env::var_os("HISTORY_DIR").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/history");
    let dir = given.unwrap_or(beside).join("cloudflare-workers");
    if dir.is_dir() {
        return Some(dir);
    }
    println!("history: no revisions at {}: skipped", dir.display());
    None
}

fn run(path: &Path, lock: &Lock) -> Output {
    let text = std::fs::read_to_string(path).expect("a revision");
    let root = load::Source { path: "openapi.yaml".to_owned(), text };
    let sources = load::Input { root: &root, files: &load::no_files, overlays: &[] };
    generate(&Input { sources, settings: &Settings::default(), lock, standalone: true })
}

/// The list of the step that leads to `file`, an entry a line: `field added: response 200 … (operations)`.
fn listed(readme: &str, file: &str) -> Vec<String> {
    let section = readme
        .split("\n### ")
        .find(|section| section.contains(&format!("\n{file}: ")))
        .unwrap_or_else(|| panic!("{file} is not listed"));
    let mut class = "";
    let mut all = Vec::new();
    for line in section.lines() {
        if let Some(item) = line.strip_prefix("  - ") {
            all.push(format!("{class}: {}", item.replace('`', "")));
        } else if let Some(head) = line.strip_prefix("- ") {
            class = head.split(" (").next().unwrap_or_default().trim_end_matches(':');
            if !head.ends_with(':') {
                all.push(head.replace('`', ""));
            }
        }
    }
    all
}

/// What is expected of a step: entries, and what tells them.
#[derive(Default)]
struct Told {
    entries: Vec<String>,
    changes: Vec<String>,
    reasons: usize,
}

fn told(text: &str) -> Vec<Told> {
    let group = |group: &str| {
        let mut told = Told::default();
        for line in group.lines() {
            match line.strip_prefix("  ") {
                None => told.entries.push(line.to_owned()),
                Some(line) if line.starts_with("= ") => told.reasons += 1,
                Some(line) if line.starts_with("  ") => {
                    let change = told.changes.last_mut().expect("a change above its texts");
                    change.push_str(&format!("\n  {line}"));
                }
                Some(line) => told.changes.push(line.to_owned()),
            }
        }
        told
    };
    text.split("\n\n").map(group).collect()
}

/// `field-added types::Script::logpush (logpush)`, and below it what stood and what stands there.
fn line(change: &Change) -> String {
    let mut text = format!("{} {}", change.kind.id(), change.item);
    if !change.member.is_empty() {
        text += &format!(" ({})", change.member);
    }
    for (mark, side) in [('-', &change.before), ('+', &change.after)] {
        if let Some(side) = side {
            text += &format!("\n    {mark} {side}");
        }
    }
    text
}

/// What is expected, with the texts of today.
fn refreshed(expected: &str, found: &[String]) -> String {
    let mut open: Vec<&String> = found.iter().collect();
    let mut text = String::new();
    for line in expected.lines().filter(|line| !line.starts_with("    ")) {
        let head = line.strip_prefix("  ").unwrap_or_default();
        let at = open.iter().position(|it| it.lines().next() == Some(head));
        match at.map(|at| open.remove(at)) {
            Some(change) => text += &format!("  {change}\n"),
            None => text += &format!("{line}\n"),
        }
    }
    text
}

/// What is in one list and not in the other, each as often as it is there once too often.
fn differences(file: &str, what: [&str; 2], one: &[String], other: &[String]) -> Vec<String> {
    let mut counts: BTreeMap<&str, i32> = BTreeMap::new();
    one.iter().for_each(|it| *counts.entry(it).or_default() += 1);
    other.iter().for_each(|it| *counts.entry(it).or_default() -= 1);
    let differing = counts.into_iter().filter(|(_, count)| *count != 0);
    differing
        .map(|(line, count)| format!("{file}: {}: {line}", what[usize::from(count < 0)]))
        .collect()
}

#[test]
fn every_step_is_told_word_by_word() {
    let Some(dir) = data() else { return };
    let readme = std::fs::read_to_string(dir.join("README.md")).expect("the list");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&dir)
        .expect("the revisions")
        .map(|entry| entry.expect("a revision").path())
        .filter(|path| path.extension().is_some_and(|it| it == "yaml"))
        .collect();
    files.sort();
    let mut before = run(&files[0], &Lock::default());
    let mut wrong = Vec::new();
    for path in &files[1..] {
        let file = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let after = run(path, &before.lock);
        assert!(!after.files.is_empty(), "{file}: {}", after.report.render(false));
        let diff = compare(&before, &after).expect("two plans");
        let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/history");
        let expected = expected.join(format!("{}.txt", &file[..10]));
        let mut text = std::fs::read_to_string(&expected).expect("what is expected");
        let found: Vec<String> = diff.changes.iter().map(line).collect();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            text = refreshed(&text, &found);
            std::fs::write(&expected, &text).expect("what is expected");
        }
        let groups = told(text.trim_end());
        for group in &groups {
            let said =
                !group.entries.is_empty() && (group.changes.is_empty() == (group.reasons > 0));
            assert!(said, "{file}: neither told nor explained: {:?}", group.entries);
        }

        let entries: Vec<String> = groups.iter().flat_map(|it| it.entries.clone()).collect();
        let words = ["in the list, and not expected", "expected, and not in the list"];
        wrong.extend(differences(file, words, &listed(&readme, file), &entries));
        let changes: Vec<String> = groups.iter().flat_map(|it| it.changes.clone()).collect();
        wrong.extend(differences(file, ["invented", "missing"], &found, &changes));

        if entries.iter().all(|entry| entry.starts_with("component renamed")) {
            let names = |output: &Output| -> Vec<String> {
                output.lock.names.types.keys().cloned().collect()
            };
            assert_eq!(names(&before), names(&after), "{file} only renames components");
            assert!(!diff.is_breaking(), "{file}: {}", diff.to_text());
        }
        before = after;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
