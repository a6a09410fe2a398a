//! Golden cases: `fixtures/accepted/<behaviour>/openapi.yaml` against the Rust that it must give, and
//! `fixtures/rejected/<behaviour>/openapi.yaml` against what must be said of it. `UPDATE_GOLDEN=1 cargo test` rewrites them.

use codegen::lock::Lock;
use codegen::settings::{self, Settings};
use codegen::{Input, Output, generate, load};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[test]
fn accepted_descriptions_give_the_expected_rust() {
    let mut wrong = Vec::new();
    for case in cases("accepted") {
        let output = run(&case);
        assert!(
            !output.report.has_errors(),
            "{}:\n{}",
            case.display(),
            output.report.render(false)
        );
        let mut text = String::new();
        // What is the same in every crate is left out: the runtime and the table of the API have tests of their own.
        let shown =
            |path: &str| path.starts_with("src/types/") || path.starts_with("src/resources/");
        for file in
            output.files.iter().filter(|file| shown(&file.path) && !file.path.ends_with("mod.rs"))
        {
            let body = file.text.split_once("\n\n").map_or(file.text.as_str(), |(_, body)| body);
            let _ = write!(text, "// {}\n\n{body}\n", file.path);
        }
        let findings = output.report.render(false);
        if !findings.is_empty() {
            for line in findings.lines() {
                let _ = writeln!(text, "// {line}");
            }
        }
        compare(&case.join("expected.rs"), &text, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rejected_descriptions_get_the_expected_findings() {
    let mut wrong = Vec::new();
    for case in cases("rejected") {
        let output = run(&case);
        assert!(output.report.has_errors(), "{}: nothing is wrong with it", case.display());
        compare(&case.join("expected.stderr"), &output.report.render(false), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn cases(kind: &str) -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(kind);
    let mut cases: Vec<PathBuf> = std::fs::read_dir(dir)
        .expect("the fixtures")
        .map(|entry| entry.expect("a case").path())
        .collect();
    cases.sort();
    cases
}

fn run(case: &Path) -> Output {
    let read = |name: &str| std::fs::read_to_string(case.join(name));
    let root = load::Source {
        path: "openapi.yaml".to_owned(),
        text: read("openapi.yaml").expect("openapi.yaml"),
    };
    let settings = match read("codegen.yaml") {
        Ok(text) => settings::read(&text, "codegen.yaml")
            .unwrap_or_else(|report| panic!("{}", report.render(false))),
        Err(_) => Settings::default(),
    };
    let overlays: Vec<load::Source> = read("overlay.yaml")
        .map(|text| load::Source { path: "overlay.yaml".to_owned(), text })
        .into_iter()
        .collect();
    let files = |path: &str| read(path).map_err(|error| error.kind().to_string());
    let sources = load::Input { root: &root, files: &files, overlays: &overlays };
    generate(&Input { sources, settings: &settings, lock: &Lock::default(), standalone: true })
}

fn compare(path: &Path, actual: &str, wrong: &mut Vec<String>) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, actual).expect("the golden file");
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return;
    }
    let differs =
        expected.lines().zip(actual.lines()).position(|(expected, actual)| expected != actual);
    let line = differs.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
    wrong.push(format!(
        "{} differs from line {}:\n  expected {}\n  got      {}\n",
        path.display(),
        line + 1,
        expected.lines().nth(line).unwrap_or("(the end)"),
        actual.lines().nth(line).unwrap_or("(the end)")
    ));
}
