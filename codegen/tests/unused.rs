//! What nothing uses is looked at too.

use codegen::diagnostic::Code;
use codegen::settings::Settings;
use codegen::{Input, generate, load, lock};

#[test]
fn a_reference_that_nothing_uses_is_reported_when_it_leads_nowhere() {
    let text = "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A: {$ref: '#/components/schemas/Gone'}\n    B: {$ref: '#/components/schemas/C'}\n    C: {$ref: '#/components/schemas/B'}\n";
    let root = load::Source { path: "openapi.yaml".to_owned(), text: text.to_owned() };
    let output = generate(&Input {
        sources: load::Input { root: &root, files: &load::no_files, overlays: &[] },
        settings: &Settings::default(),
        lock: &lock::Lock::default(),
        standalone: true,
    });
    let found = output.report.diagnostics();
    let codes: Vec<Code> = found.iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::DanglingReference, Code::ReferenceCycle]);
    assert!(!output.files.is_empty(), "it does no harm to the rest");
}
