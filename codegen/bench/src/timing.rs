//! Decides how two ways of doing the same are compared: in turns, by the processor time of each, the median of the ratios.

use cpu_time::{ProcessTime, ThreadTime};
use stats_alloc::Region;
use std::time::Duration;

/// How many pairs are measured; odd, so that one is in the middle.
pub const PAIRS: usize = 15;

/// What came of a comparison.
pub struct Outcome {
    /// Median of the time of the other way divided by ours: above one, ours is faster.
    pub speed: f64,
    /// Median of our own time.
    pub own: Duration,
}

/// Processor time of this thread, in turns with the other way; who begins changes from pair to pair.
pub fn on_thread(own: impl FnMut() -> Duration, other: impl FnMut() -> Duration) -> Outcome {
    pairs(own, other)
}

/// Times one run of this thread. What it returns is dropped after the clock was read.
pub fn thread<T>(work: impl FnOnce() -> T) -> Duration {
    let clock = ThreadTime::now();
    let result = std::hint::black_box(work());
    let time = clock.elapsed();
    drop(result);
    time
}

/// Times one run of this whole process.
pub fn process<T>(work: impl FnOnce() -> T) -> Duration {
    let clock = ProcessTime::now();
    drop(std::hint::black_box(work()));
    clock.elapsed()
}

/// Runs both ways in turns, however each takes its time.
pub fn pairs(mut own: impl FnMut() -> Duration, mut other: impl FnMut() -> Duration) -> Outcome {
    // What is loaded and allocated for the first time is nobody's cost.
    own();
    other();
    let mut ratios = Vec::new();
    let mut times = Vec::new();
    for pair in 0..PAIRS {
        let (mine, others) = if pair % 2 == 0 {
            let mine = own();
            (mine, other())
        } else {
            let others = other();
            (own(), others)
        };
        ratios.push(others.as_secs_f64() / mine.as_secs_f64());
        times.push(mine);
    }
    ratios.sort_by(f64::total_cmp);
    times.sort();
    Outcome { speed: ratios[PAIRS / 2], own: times[PAIRS / 2] }
}

/// How often `work` asks for memory.
pub fn allocations<T>(work: impl FnOnce() -> T) -> usize {
    let region = Region::new(crate::ALLOCATOR);
    let result = std::hint::black_box(work());
    let change = region.change();
    drop(result);
    change.allocations + change.reallocations
}

/// Prints one row: what was done, how, the ratio, its bar, and further figures.
pub fn row(what: &str, how: &str, ratio: f64, bar: &str, more: &str) {
    println!("{what}\t{how}\t{ratio:.2}\t{bar}\t{more}");
}
