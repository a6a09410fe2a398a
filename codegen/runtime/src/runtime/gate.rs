//! Decides when a request may go out: how many at once, and how many in a period.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until, timeout_at};

/// The limits that a client sets itself; none by default.
#[derive(Default)]
pub(crate) struct Gate {
    slots: Option<Arc<Semaphore>>,
    pace: Option<Pace>,
}

/// The right to have one request under way, given back when it is dropped.
pub(crate) struct Turn {
    _slot: Option<OwnedSemaphorePermit>,
}

/// At most so many requests in any period of this length.
struct Pace {
    most: usize,
    period: Duration,
    /// When the last requests went out, or will go.
    times: Mutex<VecDeque<Instant>>,
}

impl Gate {
    /// Limits how many requests are under way at once.
    pub(crate) fn concurrency(&mut self, most: usize) {
        self.slots = Some(Arc::new(Semaphore::new(most.clamp(1, Semaphore::MAX_PERMITS))));
    }

    /// Limits how many requests go out in any period of this length.
    pub(crate) fn rate(&mut self, most: u32, period: Duration) {
        let most = (most as usize).max(1);
        self.pace = Some(Pace { most, period, times: Mutex::new(VecDeque::new()) });
    }

    /// Waits for a turn; nothing when it does not come before `deadline`.
    pub(crate) async fn turn(&self, deadline: Option<Instant>) -> Option<Turn> {
        let slot = match &self.slots {
            None => None,
            Some(slots) => {
                let slot = slots.clone().acquire_owned();
                let slot = match deadline {
                    Some(deadline) => timeout_at(deadline, slot).await.ok()?,
                    None => slot.await,
                };
                // The semaphore is never closed.
                slot.ok()
            }
        };
        self.pace(deadline).await.then_some(Turn { _slot: slot })
    }

    /// Waits until one more request may go out; false when that is not before `deadline`.
    pub(crate) async fn pace(&self, deadline: Option<Instant>) -> bool {
        let Some(pace) = &self.pace else { return true };
        let Some(time) = pace.reserve(deadline) else { return false };
        if time > Instant::now() {
            sleep_until(time).await;
        }
        true
    }
}

impl Pace {
    /// The time at which the next request may go out; nothing when that is after `deadline`.
    fn reserve(&self, deadline: Option<Instant>) -> Option<Instant> {
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let is_full = times.len() >= self.most;
        let time = match times.front().filter(|_| is_full) {
            Some(first) => first.checked_add(self.period)?.max(now),
            None => now,
        };
        if deadline.is_some_and(|deadline| time > deadline) {
            return None;
        }
        if is_full {
            times.pop_front();
        }
        times.push_back(time);
        Some(time)
    }
}
