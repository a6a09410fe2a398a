//! Decides how often and when a failed attempt is repeated.

use super::date;
use super::headers::Headers;
use super::method::Method;
use super::status::StatusCode;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, SystemTime};

/// A server's wish to wait longer than this ends the call at once; the error carries the wait.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// When failed attempts are repeated.
///
/// By default: at most 2 retries, for methods that change nothing, or with an idempotency key, after a failed connection or status 408,
/// 409, 429 or any from 500 on; for any method where no connection was made, so that nothing was sent. The waits double from 0.5 s up to 8 s, each less up to a quarter by chance. `Retry-After` is obeyed up to
/// 60 s; a longer one ends the call at once. So does a wait that the total time limit leaves no room for.
#[derive(Clone, Copy, Debug)]
pub struct Retry {
    pub(crate) max: u32,
    first: Duration,
    longest: Duration,
    pub(crate) asked: Duration,
    statuses: Option<&'static [u16]>,
    pub(crate) methods: Methods,
}

/// Which methods may be sent again after they may have had their effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Methods {
    Safe,
    Idempotent,
    Any,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            max: 2,
            first: Duration::from_millis(500),
            longest: Duration::from_secs(8),
            asked: LONGEST_ASKED,
            statuses: None,
            methods: Methods::Safe,
        }
    }
}

impl Retry {
    /// Never repeats.
    pub fn never() -> Self {
        Self::default().max(0)
    }

    /// The greatest number of retries.
    pub fn max(mut self, n: u32) -> Self {
        self.max = n;
        self
    }

    /// The first wait and the longest.
    pub fn waits(mut self, first: Duration, longest: Duration) -> Self {
        (self.first, self.longest) = (first, longest);
        self
    }

    /// Repeats PUT and DELETE, too.
    pub fn idempotent(mut self) -> Self {
        self.methods = Methods::Idempotent;
        self
    }

    /// Repeats every method, for an API that takes no harm from it.
    pub fn any_method(mut self) -> Self {
        self.methods = Methods::Any;
        self
    }

    /// Repeats after these statuses in place of the usual ones.
    pub fn statuses(mut self, statuses: &'static [u16]) -> Self {
        self.statuses = Some(statuses);
        self
    }

    /// The longest wait that a server may ask for.
    pub fn longest_asked(mut self, wait: Duration) -> Self {
        self.asked = wait;
        self
    }

    /// Whether a method may be repeated though it may have had its effect.
    pub(crate) fn repeats(&self, method: Method) -> bool {
        match self.methods {
            Methods::Safe => method.is_safe(),
            Methods::Idempotent => method.is_idempotent(),
            Methods::Any => true,
        }
    }

    /// Whether another attempt may help after this status.
    pub(crate) fn is_transient(&self, status: StatusCode) -> bool {
        match self.statuses {
            Some(statuses) => statuses.contains(&status.as_u16()),
            None => status.is_transient(),
        }
    }

    /// The wait before retry number `n`, counted from 1.
    pub(crate) fn wait(&self, n: u32) -> Duration {
        let doubled = self.first.saturating_mul(1 << (n.saturating_sub(1)).min(16));
        // Clients that failed together must not come back together.
        let chance = RandomState::new().build_hasher().finish() % 1000;
        doubled.min(self.longest).mul_f64(1.0 - 0.25 * chance as f64 / 1000.0)
    }
}

/// The wait that a reply asks for: `Retry-After` as seconds or as a date, or `Retry-After-Ms`. What is neither says nothing.
pub(crate) fn asked(headers: &Headers) -> Option<Duration> {
    if let Some(milliseconds) = headers.get("retry-after-ms").and_then(seconds) {
        return Some(milliseconds / 1000);
    }
    let text = headers.get("retry-after")?;
    seconds(text)
        .or_else(|| Some(date::parse(text)?.duration_since(SystemTime::now()).unwrap_or_default()))
}

/// A number of seconds, with a fraction or without; one of absurd size is the longest there is.
fn seconds(text: &str) -> Option<Duration> {
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let fraction = format!("0.{fraction}").parse().map_or(Duration::ZERO, Duration::from_secs_f64);
    Some(Duration::from_secs(whole.parse().unwrap_or(u64::from(u32::MAX))).saturating_add(fraction))
}
