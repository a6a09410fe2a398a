#![forbid(unsafe_code)]
//! What generated code costs at run time, each time beside the same work done another way in the same process: reading and writing
//! JSON beside serde's derive, calls beside bare reqwest; and a generated crate with derive in place of our macros, to be compiled.

pub mod calls;
pub mod data;
pub mod derive_form;
pub mod derived;
pub mod json;
pub mod server;
pub mod timing;
pub mod unions;

/// Counts what is allocated.
#[global_allocator]
static ALLOCATOR: &stats_alloc::StatsAlloc<std::alloc::System> = &stats_alloc::INSTRUMENTED_SYSTEM;
