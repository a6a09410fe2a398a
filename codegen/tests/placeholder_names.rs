//! Names that clippy takes for placeholders are the description's own.

use codegen::settings::Settings;
use codegen::{Input, generate, load, lock};

const ALLOWED: &str = "#![allow(clippy::disallowed_names";

#[test]
fn an_input_called_like_a_placeholder_is_allowed_at_the_root() {
    assert!(root_of("foo").contains(ALLOWED), "{}", root_of("foo"));
    assert!(!root_of("fool").contains(ALLOWED));
}

fn root_of(input: &str) -> String {
    let text = format!(
        "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      parameters:\n      - {{name: {input}, in: query, schema: {{type: string}}}}\n      responses: {{'204': {{description: Done}}}}\n"
    );
    let root = load::Source { path: "openapi.yaml".to_owned(), text };
    let output = generate(&Input {
        sources: load::Input { root: &root, files: &load::no_files, overlays: &[] },
        settings: &Settings::default(),
        lock: &lock::Lock::default(),
        standalone: true,
    });
    output
        .files
        .into_iter()
        .find(|file| file.path == "src/lib.rs")
        .map(|file| file.text)
        .unwrap_or_default()
}
