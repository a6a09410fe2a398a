//! Eighteen dated revisions of one real API, with a list of what changed at each step: the diff of every step must cover that
//! list and name nothing else. The data is not part of the project: `HISTORY_DIR`, or `../shared/history` beside it; without it
//! the test says so and passes.

use codegen::diff::{Change, Diff, Kind, compare};
use codegen::lock::Lock;
use codegen::settings::Settings;
use codegen::{Input, Output, generate, load};
use std::collections::BTreeSet;
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

/// A line of the list.
struct Said {
    class: String,
    what: String,
    /// The operations it concerns; nothing where the list is cut short.
    operations: Option<BTreeSet<String>>,
}

/// The list of the step that leads to `file`.
fn said(readme: &str, file: &str) -> Vec<Said> {
    let section = readme
        .split("\n### ")
        .find(|section| section.contains(&format!("\n{file}: ")))
        .unwrap_or_else(|| panic!("{file} is not listed"));
    let mut class = String::new();
    let mut all = Vec::new();
    for line in section.lines() {
        if let Some(item) = line.strip_prefix("  - `") {
            let (what, rest) = item.split_once('`').expect("a code span");
            let inside = |text: &str| -> Option<BTreeSet<String>> {
                let list = text.rsplit_once('(')?.1.split_once(')')?.0;
                let known = |id: &str| id.split(" and ").next().unwrap_or_default().to_owned();
                let whole = !list.contains(" and ");
                whole.then(|| list.split(", ").map(known).collect())
            };
            let operations =
                inside(rest).or_else(|| inside(what)).filter(|_| !rest.contains("places"));
            all.push(Said { class: class.clone(), what: what.to_owned(), operations });
        } else if let Some(head) = line.strip_prefix("- ") {
            class = head.split(" (").next().unwrap_or_default().to_owned();
            if class.starts_with("component") {
                let what = String::new();
                all.push(Said { class: class.clone(), what, operations: Some(BTreeSet::new()) });
            }
            if let Some((_, list)) = head.split_once("operations): ") {
                let cut = list.ends_with("...");
                let ids = list.trim_end_matches(" ...").split(", ").map(str::to_owned);
                let operations = Some(ids.collect()).filter(|_| !cut);
                all.push(Said { class: class.clone(), what: String::new(), operations });
            }
        }
    }
    all
}

/// The operation ids that a change concerns.
fn ids(change: &Change, outputs: [&Output; 2]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for output in outputs {
        for (name, call) in &output.lock.names.calls {
            if change.operations.contains(name) {
                found.insert(call.id.clone());
            }
        }
    }
    found
}

/// What has no effect on callers and is no change of the diff.
fn is_silent(said: &Said) -> bool {
    // Statuses are read without regard to case; `readOnly` means nothing for a parameter; a component that is renamed keeps
    // its name in Rust.
    said.class == "response code case"
        || said.what.contains(" parameter ") && said.what.contains("readOnly")
        || said.class.starts_with("component")
}

/// Another type in a place: told by the list as a component that is added or removed, the members being compared whatever
/// component they belong to.
fn is_substitution(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::FieldTypeChanged
            | Kind::FailureChanged
            | Kind::OutputChanged
            | Kind::TypeAdded
            | Kind::TypeRemoved
    )
}

fn covers(change: &Change, said: &Said, outputs: [&Output; 2]) -> bool {
    let concerned = ids(change, outputs);
    let same =
        said.operations.as_ref().is_none_or(|all| all.iter().any(|id| concerned.contains(id)));
    if !same {
        return false;
    }
    let path = said.what.split(": ").next().unwrap_or_default();
    let path = path
        .rsplit(' ')
        .find(|word| !word.starts_with('(') && !word.ends_with(')'))
        .unwrap_or_default();
    let members: Vec<String> =
        path.split('.').map(|it| it.trim_end_matches("[]").trim_matches('"').to_owned()).collect();
    let has_member =
        members.iter().any(|it| !it.is_empty() && *it == change.member.trim_matches('"'));
    let whole = matches!(
        change.kind,
        Kind::OutputChanged
            | Kind::InputTypeChanged
            | Kind::FailureChanged
            | Kind::TypeFormChanged
            | Kind::TypeAdded
            | Kind::TypeRemoved
            | Kind::InnerTypeChanged
    );
    match said.class.as_str() {
        "operation added" => matches!(change.kind, Kind::OperationAdded | Kind::OperationMoved),
        "operation removed" => matches!(change.kind, Kind::OperationRemoved | Kind::OperationMoved),
        "security" => change.kind == Kind::SecurityChanged,
        "path parameter renamed" => change.kind == Kind::PathVariableRenamed,
        "parameter added" => change.kind == Kind::SetterAdded || change.kind == Kind::ArgumentAdded,
        "content added" | "content removed" => {
            matches!(
                change.kind,
                Kind::BodyFormAdded | Kind::BodyFormRemoved | Kind::InputTypeChanged
            )
        }
        "enum value added" => {
            matches!(
                change.kind,
                Kind::VariantAdded | Kind::ValueAdded | Kind::VariantToldOtherwise
            )
        }
        "constraint changed" | "type changed" if said.what.contains(" parameter ") => {
            matches!(change.kind, Kind::InputConstrained | Kind::InputTypeChanged)
        }
        "constraint changed" => {
            has_member
                || whole
                || matches!(
                    change.kind,
                    Kind::TypeConstrained | Kind::VariantAdded | Kind::FieldConstrained
                )
        }
        _ => {
            has_member || whole || matches!(change.kind, Kind::VariantAdded | Kind::VariantRemoved)
        }
    }
}

#[test]
fn every_step_is_told_whole_and_nothing_is_invented() {
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
        let said = said(&readme, file);
        step(file, &diff, &said, [&before, &after], &mut wrong);
        if said.iter().all(|it| it.class.starts_with("component")) {
            let names = |output: &Output| -> Vec<String> {
                output.lock.names.types.keys().cloned().collect()
            };
            assert_eq!(names(&before), names(&after), "{file} only renames components");
            assert!(!diff.is_breaking(), "{file}: {}", diff.to_text());
        }
        let count = |level| diff.changes.iter().filter(|change| change.level() == level).count();
        use codegen::diff::Level::{Major, Minor, Patch};
        println!(
            "| {} | {} | {} | {} | {} | {} |",
            &file[..10],
            said.iter().filter(|it| !it.class.starts_with("component")).count(),
            count(Major),
            count(Minor),
            count(Patch),
            diff.level().map_or("none", |level| level.word())
        );
        before = after;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn step(file: &str, diff: &Diff, said: &[Said], outputs: [&Output; 2], wrong: &mut Vec<String>) {
    for said in said.iter().filter(|it| !is_silent(it)) {
        if !diff.changes.iter().any(|change| covers(change, said, outputs)) {
            wrong.push(format!(
                "{file}: missing: {} {} {:?}",
                said.class, said.what, said.operations
            ));
        }
    }
    let is_about_names = |kind: Kind| matches!(kind, Kind::TypeMoved | Kind::TypeRenamed);
    for change in diff.changes.iter().filter(|change| !is_about_names(change.kind)) {
        let concerned = ids(change, outputs);
        let told = said.iter().filter(|it| !it.class.starts_with("component")).any(|it| {
            let same = it
                .operations
                .as_ref()
                .is_none_or(|all| all.iter().any(|id| concerned.contains(id)));
            same || change.operations.is_empty()
        });
        let parted = said
            .iter()
            .any(|it| matches!(it.class.as_str(), "component added" | "component removed"));
        let split = parted && is_substitution(change.kind);
        if !(told || split) {
            wrong.push(format!(
                "{file}: invented: {} {} {:?} -> {:?}",
                change.item,
                change.kind.says(),
                change.before,
                change.after
            ));
        }
    }
}
