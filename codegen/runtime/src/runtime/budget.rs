//! Decides how many retries all calls of a client may make together, so that a server in trouble does not get several times its load.

use std::sync::Mutex;
use std::sync::PoisonError;

/// The retries that a client has left at the start, and the most it ever has.
pub(crate) const FULL: u32 = 500;

/// What a call that succeeds gives back, in tenths of a retry.
const GAIN: u64 = 1;

/// Retries that are left, in tenths.
pub(crate) struct Budget {
    full: u64,
    left: Mutex<u64>,
}

impl Budget {
    /// A full budget of so many retries.
    pub(crate) fn new(retries: u32) -> Self {
        let full = u64::from(retries) * 10;
        Self { full, left: Mutex::new(full) }
    }

    /// Takes one retry, if there is one left.
    pub(crate) fn take(&self) -> bool {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        match left.checked_sub(10) {
            Some(rest) => {
                *left = rest;
                true
            }
            None => false,
        }
    }

    /// Tells that a call succeeded.
    pub(crate) fn give(&self) {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        *left = (*left + GAIN).min(self.full);
    }
}
