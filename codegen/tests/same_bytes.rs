//! Equal input gives equal bytes: run twice, and with the components in another order.

use codegen::lock::Lock;
use codegen::settings::Settings;
use codegen::{Input, generate, load};

const DESCRIPTION: &str = include_str!("fixtures/accepted/union_by_discriminator/openapi.yaml");
const MIXED: &str = include_str!("fixtures/accepted/maps_and_free_form_objects/openapi.yaml");

#[test]
fn two_runs_give_the_same_bytes() {
    assert_eq!(files(DESCRIPTION), files(DESCRIPTION));
    assert_eq!(files(MIXED), files(MIXED));
}

#[test]
fn the_order_of_components_does_not_matter() {
    let (head, components) = DESCRIPTION.split_once("  schemas:\n").expect("components");
    let mut schemas: Vec<String> = Vec::new();
    for line in components.lines() {
        if line.starts_with("    ") && !line.starts_with("     ") {
            schemas.push(String::new());
        }
        let schema = schemas.last_mut().expect("a schema");
        schema.push_str(line);
        schema.push('\n');
    }
    assert!(schemas.len() > 2, "too few schemas to be shuffled");
    schemas.reverse();
    let shuffled = format!("{head}  schemas:\n{}", schemas.concat());
    assert_ne!(shuffled, DESCRIPTION);
    assert_eq!(files(DESCRIPTION), files(&shuffled));
}

fn files(text: &str) -> Vec<(String, String)> {
    let root = load::Source { path: "openapi.yaml".to_owned(), text: text.to_owned() };
    let sources = load::Input { root: &root, files: &load::no_files, overlays: &[] };
    let output = generate(&Input {
        sources,
        settings: &Settings::default(),
        lock: &Lock::default(),
        standalone: true,
    });
    assert!(!output.files.is_empty(), "{}", output.report.render(false));
    output.files.into_iter().map(|file| (file.path, file.text)).collect()
}
