#![forbid(unsafe_code)]
//! A compiler from an OpenAPI description to a Rust client crate.

pub mod ir;
pub mod plan;
pub mod settings;
