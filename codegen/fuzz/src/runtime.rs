//! The part of the runtime that reads and writes.

#[path = "../../runtime/src/runtime/json/mod.rs"]
pub mod json;
