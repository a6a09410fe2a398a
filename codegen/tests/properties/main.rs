//! The fuzz targets of codegen/fuzz in small: made-up descriptions, and mutated ones. `PROPERTY_RUNS=100` takes a hundred times as many.
//! How a hundred thousand are made of any description, and some of their crates compiled, is in codegen/fuzz/README.md.

mod checks;
mod document;
mod edits;
mod neighbours;
mod nodes;
mod noise;
mod samples;

use noise::Noise;
use std::time::{Duration, Instant};

fn runs(runs: u64) -> u64 {
    let times = std::env::var("PROPERTY_RUNS").ok().and_then(|text| text.parse().ok());
    runs * times.unwrap_or(1_u64)
}

#[test]
fn made_up_descriptions_give_rust_that_parses_or_findings() {
    for seed in 0..runs(60) {
        let text = document::document(&noise::bytes(seed, 3000));
        checks::pipeline(&text, "openapi.json");
    }
}

#[test]
fn mutated_texts_are_read_or_refused_at_a_place() {
    const YAML: &str = include_str!("../fixtures/accepted/union_by_discriminator/openapi.yaml");
    for seed in 0..runs(400) {
        let made_up = document::document(&noise::bytes(seed, 400));
        let text = if seed % 2 == 0 { made_up } else { YAML.to_owned() };
        checks::reader(&mutated(&text, seed));
    }
}

#[test]
fn found_by_fuzzing_one_byte_order_mark_is_skipped_and_a_second_is_none() {
    checks::reader("\u{feff}0");
    checks::reader("\u{feff}\u{feff}0");
}

#[test]
fn mutated_descriptions_give_rust_that_parses_or_findings() {
    const YAML: &str = include_str!("../fixtures/accepted/parameters_of_every_style/openapi.yaml");
    for seed in 0..runs(40) {
        checks::pipeline(&mutated(YAML, seed), "openapi.yaml");
    }
}

/// `PROPERTY_DESCRIPTION` names another description than that of the committed client, `PROPERTY_SAMPLES` a folder for 200 crates.
#[test]
fn mutated_nodes_give_rust_that_parses_or_findings() {
    let path = std::env::var("PROPERTY_DESCRIPTION").unwrap_or_else(|_| {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/openapi.yaml").to_owned()
    });
    let text = std::fs::read_to_string(&path).expect("a description");
    let tree = codegen::text::read(&text, &path, 0).expect("a tree");
    let runs = runs(20);
    let mut samples = samples::Samples::wanted(runs);
    let (mut crates, mut slowest) = (0, (Duration::ZERO, 0));
    for seed in 0..runs {
        let mutated = nodes::mutated(&tree, seed);
        let started = Instant::now();
        // A panic does not say which description it is about.
        let outcome = std::panic::catch_unwind(|| checks::pipeline(&mutated, "openapi.json"));
        let output = outcome.unwrap_or_else(|_| panic!("seed {seed}: {mutated}"));
        slowest = slowest.max((started.elapsed(), seed));
        crates += u64::from(!output.files.is_empty());
        if let Some(samples) = &mut samples {
            samples.offer(seed, !output.files.is_empty(), |name| {
                checks::pipeline_named(&mutated, "openapi.json", name)
            });
        }
    }
    if let Some(samples) = samples {
        samples.finish();
    }
    println!("{runs} mutations, {crates} crates, the slowest took {slowest:?}");
    assert!(crates * 3 > runs, "only {crates} of {runs} mutations gave a crate");
    assert!(slowest.0 < Duration::from_secs(20), "seed {} took {:?}", slowest.1, slowest.0);
}

/// A text with a few of its characters or lines removed, doubled or replaced.
fn mutated(text: &str, seed: u64) -> String {
    let mut noise = Noise::new(seed);
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=noise.below(6) {
        let at = noise.below(chars.len());
        let other = [
            '"', '{', ']', ':', '\n', '\t', '&', '*', '!', '0', '\u{202e}', '\\', ' ', '-', '|',
            '\0',
        ];
        match noise.below(4) {
            0 => drop(chars.remove(at)),
            1 => chars.insert(at, other[noise.below(other.len())]),
            2 => chars[at] = other[noise.below(other.len())],
            _ => {
                let end = (at + noise.below(40)).min(chars.len());
                let part = chars[at..end].to_vec();
                let to = noise.below(chars.len());
                chars.splice(to..to, part);
            }
        }
    }
    chars.into_iter().collect()
}
