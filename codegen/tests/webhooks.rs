//! What the guide of a crate says of webhooks and callbacks.

use codegen::lock::Lock;
use codegen::settings::Settings;
use codegen::{Input, generate, load};
use std::path::Path;

#[test]
fn the_guide_names_each_webhook_with_what_it_holds_and_what_is_answered() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/accepted/webhooks_and_their_answers/openapi.yaml");
    let text = std::fs::read_to_string(path).expect("the fixture");
    let root = load::Source { path: "openapi.yaml".to_owned(), text };
    let files = |path: &str| Err(format!("{path}: there is no other file"));
    let sources = load::Input { root: &root, files: &files, overlays: &[] };
    let (settings, lock) = (Settings::default(), Lock::default());
    let output = generate(&Input { sources, settings: &settings, lock: &lock, standalone: true });
    let guide = output.files.iter().find(|file| file.path == "src/guide.rs").expect("a guide");
    for said in [
        "- `newOrder`: An order came in. Holds [`types::Order`](crate::types::Order) or [`types::NewOrderPayload`](crate::types::NewOrderPayload) (`application/vnd.shop+json`). With `X-Signature` (header).",
        "- answered with `202`: Taken. Holds [`types::NewOrderAnswer`](crate::types::NewOrderAnswer).",
        "- answered with `409`: Wrong order. Holds [`types::ChangedAnswer409`](crate::types::ChangedAnswer409). Headers `X-Last`.",
        "- `posted` Holds text (`application/x-www-form-urlencoded`).",
        "- `ping`",
    ] {
        assert!(guide.text.contains(said), "{said} is not in\n{}", guide.text);
    }
}
