//! The runtime of a generated client, as ordinary Rust that is compiled, linted and tested where it stands.
//!
//! The folder `runtime` is written out with every generated crate; nothing of this package is published.
#![forbid(unsafe_code)]

pub mod runtime;

#[cfg(test)]
#[path = "../tests/mod.rs"]
mod tests;
