//! Limits are settings: each has a default, and the message that reports one names it.

use codegen::diagnostic::Report;
use codegen::load::{self, Input, Source};
use codegen::settings::Limits;

const OTHER: &str = "type: object\nproperties: {a: {type: string}}\n";

/// Loads `text`, whose references lead to [`OTHER`], and gives what was found.
fn findings(text: &str, limits: &Limits) -> String {
    let root = Source { path: "openapi.yaml".to_owned(), text: text.to_owned() };
    let input = Input { root: &root, files: &|_: &str| Ok(OTHER.to_owned()), overlays: &[] };
    let mut report = Report::default();
    load::document_within(&input, limits, &mut report);
    report.render(false)
}

fn check(text: &str, limits: Limits, code: &str, limit: &str) {
    assert_eq!(findings(text, &Limits::default()), "", "by default");
    let found = findings(text, &limits);
    assert!(found.contains(code) && found.contains(&format!("`limits.{limit}`")), "{found}");
}

const SMALL: &str = "openapi: 3.1.0\npaths: {}\nx-a: &a [[[1, 2, 3]]]\nx-b: [*a, *a]\n";
const TWO_FILES: &str =
    "openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {A: {$ref: other.yaml}}}\n";

#[test]
fn the_size_of_a_file_is_limited() {
    check(SMALL, Limits { file_bytes: 20, ..Limits::default() }, "E0107", "file_bytes");
}

#[test]
fn the_number_of_values_is_limited() {
    check(SMALL, Limits { nodes: 10, ..Limits::default() }, "E0101", "nodes");
}

#[test]
fn the_depth_is_limited() {
    check(SMALL, Limits { depth: 3, ..Limits::default() }, "E0101", "depth");
}

#[test]
fn what_aliases_repeat_is_limited() {
    check(SMALL, Limits { aliases: 10, ..Limits::default() }, "E0101", "aliases");
}

#[test]
fn the_number_of_files_is_limited() {
    check(TWO_FILES, Limits { files: 1, ..Limits::default() }, "E0105", "files");
}

#[test]
fn the_size_of_all_files_is_limited() {
    check(TWO_FILES, Limits { total_bytes: 80, ..Limits::default() }, "E0105", "total_bytes");
}

#[test]
fn anchors_within_anchors_do_not_multiply() {
    let open: String = (0..150).map(|index| format!("&a{index} [")).collect();
    let many = "1, ".repeat(50_000);
    let text = format!("openapi: 3.1.0\npaths: {{}}\nx-a: {open}{many}{}\n", "]".repeat(150));
    assert!(findings(&text, &Limits::default()).contains("`limits.aliases`"));
}

#[test]
fn a_depth_that_cannot_be_walked_is_refused() {
    let report = codegen::settings::read("limits: {depth: 100000}\n", "codegen.yaml")
        .expect_err("this is too deep");
    assert!(report.render(false).contains("codegen.yaml:1:17"), "{}", report.render(false));
}

#[test]
fn the_number_of_operations_is_limited() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {get: &get {responses: {'204': {description: x}}}}\n  /b: {get: *get}\n  /c: {get: *get}\n";
    let report = |limits: &str| {
        let settings = codegen::settings::read(limits, "codegen.yaml").expect("settings");
        let root = Source { path: "openapi.yaml".to_owned(), text: text.to_owned() };
        let sources = Input { root: &root, files: &load::no_files, overlays: &[] };
        let lock = codegen::lock::Lock::default();
        let input = codegen::Input { sources, settings: &settings, lock: &lock, standalone: true };
        codegen::generate(&input).report
    };
    let operations = report("limits: {operations: 3}").coverage.operations;
    assert_eq!((operations.done, operations.all), (3, 3));
    let limited = report("limits: {operations: 1}");
    assert_eq!((limited.coverage.operations.done, limited.coverage.operations.all), (1, 3));
    let found = limited.render(false);
    assert!(found.contains("E0435") && found.contains("`limits.operations`"), "{found}");
    assert!(limited.coverage.to_string().contains("2 operations from here on"));
}
