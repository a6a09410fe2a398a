//! The fuzz targets of codegen/fuzz in small: made-up and mutated JSON into every type. `PROPERTY_RUNS=100` takes a hundred times as
//! many.

use super::{anything, kept};

/// A stream of bytes that is the same on every run.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 24) as u8
    };
    (0..length).map(|_| next()).collect()
}

fn runs(runs: u64) -> u64 {
    let times = std::env::var("PROPERTY_RUNS").ok().and_then(|text| text.parse().ok());
    runs * times.unwrap_or(1_u64)
}

#[test]
fn made_up_values_of_any_type_come_back_equal() {
    for seed in 0..runs(3000) {
        kept::check_all(anything::json(&noise(seed, 400)).as_bytes());
    }
}

#[test]
fn mutated_values_of_any_type_come_back_equal_or_are_refused() {
    for seed in 0..runs(3000) {
        let mut bytes = anything::json(&noise(seed, 200)).into_bytes();
        for change in noise(seed + 1_000_000, 6).chunks(2) {
            if bytes.is_empty() {
                break;
            }
            let at = usize::from(change[0]) % bytes.len();
            match change[1] % 3 {
                0 => bytes[at] = change[1],
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, b"{}[],:\"\\0e-.tn \xff"[usize::from(change[1]) % 16]),
            }
        }
        kept::check_all(&bytes);
    }
}

#[test]
fn bytes_of_any_kind_are_refused_without_a_panic() {
    for seed in 0..runs(3000) {
        kept::check_all(&noise(seed, (seed % 40) as usize));
    }
}
