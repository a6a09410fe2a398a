//! Tests of how JSON is read and written.

mod anything;
mod bridge;
mod enums;
mod kept;
mod misfits;
mod numbers;
mod objects;
mod properties;
mod text;
mod times;
mod types;
mod unions;
mod values;

use crate::runtime::json::{Decode, Encode, from_slice, to_string};

/// Reads a value that must fit.
#[track_caller]
fn read<T: Decode>(text: &str) -> T {
    from_slice(text.as_bytes()).unwrap()
}

/// The message for a value that must not fit.
#[track_caller]
fn misfit<T: Decode>(text: &str) -> String {
    from_slice::<T>(text.as_bytes()).map(drop).unwrap_err().to_string()
}

/// Checks that a text comes back byte for byte.
#[track_caller]
fn check_kept<T: Decode + Encode>(text: &str) {
    assert_eq!(to_string(&read::<T>(text)), text);
}
