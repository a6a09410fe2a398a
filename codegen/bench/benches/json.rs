//! Reading and writing by criterion: how fast each way is, for whoever changes the reader or the writer. Ratios come from
//! `cargo xtask bench json`, which takes turns.

#![allow(missing_docs, reason = "criterion's macros write functions without documentation")]

use bench::{data, derived::plain};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sample::runtime::json;

/// Large enough that it is not all in the cache.
const SIZE: usize = 1_000_000;

macro_rules! measure {
    ($criterion:expr, $name:literal, $type:ident, $text:expr) => {
        let text = $text;
        let mut group = $criterion.benchmark_group($name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        let bytes = text.as_bytes();
        group.bench_function(BenchmarkId::new("read", "generated"), |bencher| {
            bencher.iter_with_large_drop(|| json::from_slice::<Vec<sample::types::$type>>(bytes));
        });
        group.bench_function(BenchmarkId::new("read", "derive"), |bencher| {
            bencher.iter_with_large_drop(|| serde_json::from_slice::<Vec<plain::$type>>(bytes));
        });
        let own = json::from_slice::<Vec<sample::types::$type>>(bytes).unwrap_or_default();
        group.bench_function(BenchmarkId::new("write", "generated"), |bencher| {
            bencher.iter_with_large_drop(|| json::to_vec(&own));
        });
        let derived = serde_json::from_slice::<Vec<plain::$type>>(bytes).unwrap_or_default();
        group.bench_function(BenchmarkId::new("write", "derive"), |bencher| {
            bencher.iter_with_large_drop(|| serde_json::to_vec(&derived));
        });
        group.finish();
    };
}

fn all(criterion: &mut Criterion) {
    measure!(criterion, "events", Event, data::events(SIZE, false));
    measure!(criterion, "conversations", Conversation, data::conversations(SIZE, false));
    measure!(criterion, "rules", Ruleset, data::rulesets(SIZE, false));
    measure!(criterion, "union", Piece, data::pieces(SIZE, false));
}

criterion_group!(benches, all);
criterion_main!(benches);
