//! Cargo features for resources: what is compiled with which of them.

use codegen::lock::Lock;
use codegen::{Output, generate, load, settings};
use std::fmt::Write as _;

/// Three resources; two of them share as many types as `shared` says, and all three share one.
fn shop(shared: usize) -> Output {
    let mut text = "\
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
"
    .to_owned();
    for (path, tag, schema) in
        [("orders", "orders", "Parts"), ("carts", "carts", "Parts"), ("users", "users", "Link")]
    {
        let _ = writeln!(
            text,
            "  /{path}:\n    get: {{operationId: {path}-get, tags: [{tag}], responses: {{'200': {{description: x, \
             content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}}}}}"
        );
    }
    text.push_str(
        "components:\n  schemas:\n    Link: {type: object, properties: {to: {type: string}}}\n",
    );
    text.push_str("    Parts:\n      type: object\n      properties:\n        link: {$ref: '#/components/schemas/Link'}\n");
    for number in 1..shared {
        let _ = writeln!(text, "        p{number}: {{$ref: '#/components/schemas/Part{number}'}}");
    }
    for number in 1..shared {
        let _ = writeln!(
            text,
            "    Part{number}: {{type: object, properties: {{n{number}: {{type: string}}}}}}"
        );
    }
    let settings = settings::read("layout: {features: true}\n", "codegen.yaml").expect("settings");
    let root = load::Source { path: "openapi.yaml".to_owned(), text };
    let sources = load::Input { root: &root, files: &load::no_files, overlays: &[] };
    let input =
        codegen::Input { sources, settings: &settings, lock: &Lock::default(), standalone: true };
    generate(&input)
}

fn text<'a>(output: &'a Output, path: &str) -> &'a str {
    output.files.iter().find(|file| file.path == path).map_or("", |file| &file.text)
}

#[test]
fn many_types_of_two_features_are_compiled_only_with_one_of_them() {
    let output = shop(8);
    let modules = text(&output, "src/types/mod.rs");
    let gate = "#[cfg(any(feature = \"carts\", feature = \"orders\"))]";
    assert!(modules.contains(&format!("{gate} mod carts_and_orders_shared;")), "{modules}");
    assert!(modules.contains(&format!("{gate} pub use self::carts_and_orders_shared::*;")));
    assert!(text(&output, "src/types/carts_and_orders_shared.rs").contains("pub struct Part7"));
}

#[test]
fn what_all_share_and_what_is_little_is_always_there() {
    let output = shop(8);
    assert!(text(&output, "src/types/shared.rs").contains("pub struct Link"));
    let output = shop(7);
    let modules = text(&output, "src/types/mod.rs");
    assert!(modules.contains("\nmod shared;"), "{modules}");
    assert!(text(&output, "src/types/shared.rs").contains("pub struct Part6"));
}
