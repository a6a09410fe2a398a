//! Tests of how JSON is read and written.

mod objects;
mod types;
