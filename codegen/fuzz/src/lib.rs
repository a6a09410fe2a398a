//! What the fuzz targets check. The checks and the makers of input are those of the tests, which run them in small
//! (codegen/tests/properties, codegen/runtime/tests/json/properties.rs); the types are those that the runtime's tests know and those
//! of the generated client, so that no part of an HTTP client has to be built.
#![forbid(unsafe_code)]
#![allow(dead_code, unreachable_pub, reason = "what is shared with the tests is not all used here")]

extern crate self as cloudflare_client;

mod of_compiler;
mod of_runtime;
pub mod runtime;
pub use runtime::json;

/// The generated client's types.
#[path = "../../../generated-client/src/types/mod.rs"]
#[rustfmt::skip]
pub mod types;

/// All of them, in a list.
#[path = "../../../generated-client/tests/described/types.rs"]
#[rustfmt::skip]
mod described;

/// Bytes into every type: no panic, and what is read is written back without loss.
pub fn decoding(bytes: &[u8]) {
    of_runtime::kept::check_all(bytes);
    // The list takes texts; bytes that are none were refused above.
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for (name, again) in described::TYPES {
        of_runtime::kept::check(name, text.as_bytes(), |bytes| {
            again(std::str::from_utf8(bytes).expect("a text"))
        });
    }
}

/// As [`decoding`], for JSON that is made up as the bytes say.
pub fn made_up_json(bytes: &[u8]) {
    decoding(of_runtime::anything::json(bytes).as_bytes());
}

/// Bytes as a text in JSON and in YAML.
pub fn reader(bytes: &[u8]) {
    of_compiler::checks::reader(&String::from_utf8_lossy(bytes));
}

/// Bytes as a description, whatever its format.
pub fn pipeline(bytes: &[u8]) {
    drop(of_compiler::checks::pipeline(&String::from_utf8_lossy(bytes), "openapi.yaml"));
}

/// A description that is made up as the bytes say.
pub fn documents(bytes: &[u8]) {
    drop(of_compiler::checks::pipeline(&of_compiler::document::document(bytes), "openapi.json"));
}
