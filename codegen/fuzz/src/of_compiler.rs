//! What the compiler's tests make and check.

#[path = "../../tests/properties/checks.rs"]
pub(crate) mod checks;
#[path = "../../tests/properties/document.rs"]
pub(crate) mod document;
