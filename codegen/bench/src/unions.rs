//! Reading a union with a tag: the generated one beside an internally tagged enum and beside one whose branches are tried in turn.

use crate::data;
use crate::derived::{Untagged, kept, plain};
use crate::timing::{Outcome, on_thread, row, thread};
use sample::runtime::json;
use serde::{Serialize, de::DeserializeOwned};

/// Prints a row for each comparison.
pub fn run() {
    let declared = data::pieces(data::SIZE, false);
    let unknown = data::pieces(data::SIZE, true);
    let sorted = data::sorted(&declared);
    // 1.3 times the time is a speed of 0.77.
    report("union, read", "tagged enum", &read::<plain::Piece>(&declared), "0.77");
    report("union, tag not first, read", "tagged enum", &read::<plain::Piece>(&sorted), "0.77");
    let kept = read::<kept::Piece>(&unknown);
    report("union, unknown members, read", "tagged enum that keeps them", &kept, "0.77");
    report("union, read", "serde(untagged)", &read::<Untagged>(&declared), "2.00");
    report("union, write", "tagged enum", &write::<plain::Piece>(&declared), "0.77");
}

fn own(text: &[u8]) -> Vec<sample::types::Piece> {
    match json::from_slice(text) {
        Ok(value) => value,
        Err(misfit) => panic!("the sample does not fit: {misfit}"),
    }
}

fn read<D: DeserializeOwned>(text: &str) -> Outcome {
    let text = text.as_bytes();
    let derived = || match serde_json::from_slice::<Vec<D>>(text) {
        Ok(value) => value,
        Err(error) => panic!("the sample does not fit: {error}"),
    };
    on_thread(|| thread(|| own(text)), || thread(derived))
}

fn write<D: DeserializeOwned + Serialize>(text: &str) -> Outcome {
    let mine = own(text.as_bytes());
    let others: Vec<D> = serde_json::from_str(text).unwrap_or_default();
    on_thread(
        || thread(|| json::to_vec(&mine)),
        || thread(|| serde_json::to_vec(&others).unwrap_or_default()),
    )
}

fn report(what: &str, how: &str, outcome: &Outcome, bar: &str) {
    let speed = data::SIZE as f64 / 1e6 / outcome.own.as_secs_f64();
    row(what, how, outcome.speed, bar, &format!("{speed:.0} MB/s"));
}
