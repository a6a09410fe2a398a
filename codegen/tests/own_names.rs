//! Names that clippy would have otherwise are the description's own: the crate says so at its root, and only where it must.

use codegen::settings::Settings;
use codegen::{Input, generate, load, lock};

const PLACEHOLDERS: &str = "#![allow(clippy::disallowed_names";
const CONSTRUCTORS: &str = "#![allow(clippy::self_named_constructors";
const MODULES: &str = "#![allow(clippy::module_inception";

#[test]
fn an_input_called_like_a_placeholder_is_allowed_at_the_root() {
    let root = |input| root_of("orders", input, "Order");
    assert!(root("foo").contains(PLACEHOLDERS), "{}", root("foo"));
    assert!(!root("fool").contains(PLACEHOLDERS));
}

#[test]
fn a_resource_called_resources_is_allowed_at_the_root() {
    let root = |tag| root_of(tag, "page", "Order");
    assert!(root("resources").contains(MODULES), "{}", root("resources"));
    assert!(root("types").contains(MODULES), "its types stand in `types/types.rs`");
    assert!(!root("orders").contains(MODULES));
}

#[test]
fn a_type_called_new_is_allowed_at_the_root() {
    assert!(root_of("new", "page", "Order").contains(CONSTRUCTORS));
    assert!(root_of("orders", "page", "New").contains(CONSTRUCTORS));
    assert!(!root_of("orders", "page", "Order").contains(CONSTRUCTORS));
}

fn root_of(tag: &str, input: &str, schema: &str) -> String {
    let text = format!(
        "openapi: 3.1.0
paths:
  /a:
    get:
      tags: [{tag}]
      parameters:
      - {{name: {input}, in: query, schema: {{type: string}}}}
      responses:
        '200': {{description: Done, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}
components:
  schemas:
    {schema}: {{type: object, required: [id], properties: {{id: {{type: string}}}}}}
"
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
