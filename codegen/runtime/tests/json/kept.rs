//! What must hold of any bytes that are read as any type: no panic, and what is read is written back without loss.
//!
//! The tests beside it and the fuzz targets (codegen/fuzz) both come here.

use super::types::{
    AnyLabels, Called, Counted, Empty, Hints, Labels, Mixed, Nickname, Numbered, Pair, Placement,
    PlacementSmart, Priority, Script, Sizes, Source, Spot, Tree, UsageModel,
};
use crate::runtime::json::{
    Date, DateTime, Decode, Encode, Integer, Misfit, Number, Value, from_slice, to_string,
};
use std::collections::BTreeMap;

/// Checks `bytes` against every type of the tests.
pub(crate) fn check_all(bytes: &[u8]) {
    macro_rules! check {
        ($($ty:ty),* $(,)?) => { $(check(stringify!($ty), bytes, again::<$ty>);)* };
    }
    check!(
        Value,
        Script,
        Placement,
        Labels,
        AnyLabels,
        Empty,
        Tree,
        Nickname,
        Pair,
        Mixed,
        Spot,
        Sizes,
        Counted,
        Hints,
        Numbered,
        Called,
        Source,
        Priority,
        UsageModel,
        PlacementSmart,
        Vec<Option<DateTime>>,
        BTreeMap<String, Date>,
        Integer,
        Number,
        Vec<i64>,
        Vec<f64>,
    );
}

/// Reads bytes as a type, and writes what was read.
pub(crate) fn again<T: Decode + Encode>(bytes: &[u8]) -> Result<String, Misfit> {
    from_slice::<T>(bytes).map(|value| to_string(&value))
}

/// Checks `bytes` against one type, whose name is for the message.
pub(crate) fn check(name: &str, bytes: &[u8], again: impl Fn(&[u8]) -> Result<String, Misfit>) {
    let written = match again(bytes) {
        Ok(written) => written,
        // The message is made of what was read, and so is a place where something may go wrong.
        Err(misfit) => return drop(misfit.to_string()),
    };
    let read = |bytes| from_slice::<Value>(bytes);
    let before = read(bytes).unwrap_or_else(|misfit| panic!("{name}: no JSON was read: {misfit}"));
    let after = read(written.as_bytes())
        .unwrap_or_else(|misfit| panic!("{name}: no JSON was written: {misfit}: {written}"));
    assert!(is_kept(&before, &after), "{name}: {before}\ncame back as {after}");
    // A number may be written shorter than it is read: a double that is whole is an integer to a union that has both.
    let twice = again(written.as_bytes())
        .unwrap_or_else(|misfit| panic!("{name}: {written} is not read again: {misfit}"));
    let twice = read(twice.as_bytes()).unwrap_or_else(|misfit| panic!("{name}: {misfit}: {twice}"));
    assert!(is_kept(&after, &twice), "{name}: {after}\ncame back as {twice}");
}

/// Whether two values are equal; a number may have become the nearest double.
fn is_kept(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| is_kept(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, one)| other.get(name).is_some_and(|other| is_kept(one, other)))
        }
        _ => before == after,
    }
}
