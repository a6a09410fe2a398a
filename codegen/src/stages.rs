//! How long each stage of a run took, so that the next gain is known.

use std::fmt;
use std::time::{Duration, Instant};

/// The stages of a run, in their order.
#[derive(Clone, Debug, Default)]
pub struct Stages(Vec<(&'static str, Duration)>);

impl Stages {
    /// Runs one stage.
    pub fn run<T>(&mut self, name: &'static str, stage: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let result = stage();
        self.0.push((name, started.elapsed()));
        result
    }

    /// The stages that were run, with their times.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Duration)> + '_ {
        self.0.iter().copied()
    }
}

/// A line for each stage: its name, milliseconds, and its share of the whole.
impl fmt::Display for Stages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole: Duration = self.0.iter().map(|(_, time)| time).sum();
        let share = |time: &Duration| 100.0 * time.as_secs_f64() / whole.as_secs_f64().max(1e-9);
        for (name, time) in &self.0 {
            writeln!(f, "{name:8} {:8.1} ms {:4.0} %", time.as_secs_f64() * 1e3, share(time))?;
        }
        writeln!(f, "{:8} {:8.1} ms", "all", whole.as_secs_f64() * 1e3)
    }
}
