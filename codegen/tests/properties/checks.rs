//! What must hold of any text that is read, and of any description that becomes a crate.
//!
//! The properties beside it and the fuzz targets (codegen/fuzz) both come here.

use codegen::lock::Lock;
use codegen::settings::{Layout, Limits, Package, Settings};
use codegen::text::{self, Budget};
use codegen::{Input, Output, generate, load};
use std::cell::RefCell;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// Reads a text as JSON and as YAML: no panic, our reader and `serde_json` agree on what is JSON, and a tree that is written and
/// read again is the same.
pub(crate) fn reader(text: &str) {
    let budget = Budget { nodes: 20_000, depth: 60, aliased: 20_000 };
    let read = |text: &str, path: &str| text::read_within(text, path, 0, budget);
    for path in ["a.json", "a.yaml", "a"] {
        match read(text, path) {
            Ok(tree) => {
                let written = tree.to_json();
                let again = read(&written, "a.json")
                    .unwrap_or_else(|faults| panic!("{written} is not read: {faults:?}"));
                assert_eq!(again.to_json(), written, "read from {path}");
            }
            Err(faults) => {
                assert!(faults.iter().all(|fault| fault.at.line > 0 && !fault.message.is_empty()))
            }
        }
    }
    let known: Result<serde::de::IgnoredAny, _> =
        serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    // A byte order mark is skipped.
    match read(text, "a.json") {
        Ok(_) => drop(known.unwrap_or_else(|error| panic!("{text:?} is no JSON: {error}"))),
        Err(faults) => {
            // What is refused although it is JSON is beyond a limit, or not what anybody wrote on purpose.
            let refusals = ["twice", "nested", "more than", "surrogate"];
            let is_refusal = |message: &str| refusals.iter().any(|part| message.contains(part));
            let all = faults.iter().all(|fault| is_refusal(&fault.message));
            assert!(known.is_err() || all, "{text:?} is JSON: {faults:?}");
        }
    }
}

/// Makes a crate of a description: no panic, Rust that parses, files below the crate's folder, messages without control
/// characters, and for every fourth text the same bytes on a second run.
pub(crate) fn pipeline(text: &str, path: &str) -> Output {
    pipeline_named(text, path, "made-up")
}

/// The same, for a package of this name.
pub(crate) fn pipeline_named(text: &str, path: &str, name: &str) -> Output {
    let settings = settings(text.len(), name);
    let first = run(text, path, &settings, &Lock::default());
    let rendered = first.report.render(false);
    if text.len().is_multiple_of(4) {
        // Half of them keep the names of the first, as the next run of a maintainer does.
        let kept = if text.len().is_multiple_of(8) { first.lock.clone() } else { Lock::default() };
        let second = run(text, path, &settings, &kept);
        same(&first, &second);
        assert_eq!(rendered, second.report.render(false), "the findings of two runs");
    }
    assert!(!rendered.contains(|char: char| char.is_control() && char != '\n'), "{rendered:?}");
    let json = first.report.to_json();
    for line in json.lines() {
        let parsed: Result<serde_json::Value, _> = serde_json::from_str(line);
        assert!(parsed.is_ok(), "a finding is no JSON: {line}");
    }
    if first.files.is_empty() {
        assert!(
            first.report.has_errors() || !rendered.is_empty(),
            "nothing is made, and nothing said"
        );
    }
    for file in &first.files {
        check_file(&file.path, &file.text);
    }
    first
}

fn same(first: &Output, second: &Output) {
    assert_eq!(first.files.len(), second.files.len(), "the files of two runs");
    for (one, other) in first.files.iter().zip(&second.files) {
        assert_eq!(one.path, other.path, "the names of two runs");
        assert!(
            one.text == other.text,
            "{} differs between runs:\n{}",
            one.path,
            first_difference(&one.text, &other.text)
        );
    }
}

thread_local! {
    /// What was found to be sound: most files are the same whatever the description says.
    static SOUND: RefCell<HashSet<u64>> = RefCell::default();
}

fn check_file(path: &str, text: &str) {
    let is_plain = |segment: &str| !segment.is_empty() && !segment.starts_with('.');
    assert!(path.split('/').all(is_plain) && !path.contains(['\\', ':', '\0']), "a path: {path:?}");
    // The runtime is the same in every crate.
    if path.starts_with("src/runtime/") {
        return;
    }
    let known = BuildHasherDefault::<DefaultHasher>::new().hash_one((path, text));
    if SOUND.with_borrow(|sound| sound.contains(&known)) {
        return;
    }
    if path.ends_with(".rs") {
        if let Err(error) = syn::parse_file(text) {
            panic!("{path} is no Rust: {error}:\n{text}");
        }
    } else if path.ends_with(".toml") {
        let parsed: Result<serde_json::Value, _> = basic_toml::from_str(text);
        assert!(parsed.is_ok(), "{path} is no TOML: {:?}", parsed.err());
    }
    SOUND.with_borrow_mut(|sound| {
        // A fuzzer runs for long.
        if sound.len() > 100_000 {
            sound.clear();
        }
        sound.insert(known);
    });
}

/// Limits that let a run end soon, and each way of laying a crate out in its turn.
fn settings(turn: usize, name: &str) -> Settings {
    let limits = Limits {
        nodes: 20_000,
        aliases: 20_000,
        types: 1_000,
        merged_types: 300,
        all_of: 100,
        branches: 40,
        ..Limits::default()
    };
    let package = Package {
        tests: turn.is_multiple_of(2),
        name: Some(name.to_owned()),
        ..Package::default()
    };
    let layout = Layout { features: Some(turn.is_multiple_of(5)), ..Layout::default() };
    Settings { package, layout, limits, ..Settings::default() }
}

fn run(text: &str, path: &str, settings: &Settings, lock: &Lock) -> Output {
    let root = load::Source { path: path.to_owned(), text: text.to_owned() };
    let sources = load::Input { root: &root, files: &load::no_files, overlays: &[] };
    generate(&Input { sources, settings, lock, standalone: true })
}

fn first_difference(one: &str, other: &str) -> String {
    let mut lines = one.lines().zip(other.lines()).filter(|(one, other)| one != other);
    lines
        .next()
        .map_or_else(|| "one is longer".to_owned(), |(one, other)| format!("{one}\n{other}"))
}
