//! Decides what the headers of a reply say of the server's rate limit.
//!
//! | headers                                                   | where they are described or seen       |
//! |-----------------------------------------------------------|----------------------------------------|
//! | `RateLimit: "default";r=50;t=30`, `RateLimit-Policy: "default";q=1200;w=300` | the IETF draft, from its 8th version on |
//! | `RateLimit: limit=100, remaining=50, reset=5`             | the draft, 7th version                 |
//! | `RateLimit-Limit`, `RateLimit-Remaining`, `RateLimit-Reset` | the draft, before                    |
//! | the same with `X-RateLimit-` or `X-Rate-Limit-`           | many APIs                              |

use super::headers::Headers;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Numbers of seconds from here on are a time of day and not a wait.
const EPOCH: u64 = 1_000_000_000;

/// What a reply says of the server's rate limit; what it does not say is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many requests are allowed in a window.
    pub limit: Option<u64>,
    /// How many are left.
    pub remaining: Option<u64>,
    /// How long until there are more.
    pub reset: Option<Duration>,
    /// The length of the window.
    pub window: Option<Duration>,
}

impl RateLimit {
    /// What `headers` say, if they say anything.
    pub(crate) fn of(headers: &Headers) -> Option<Self> {
        let mut found = Self::default();
        for header in ["ratelimit", "ratelimit-policy"] {
            let text = headers.get(header).unwrap_or_default();
            // Of several limits the first counts; the older form has one, with its parts set apart by commas.
            let first = text.split(',').next().unwrap_or_default();
            let is_item = first.contains(';');
            let pairs = if is_item { first.split(';') } else { text.split(',') };
            for (key, value) in pairs.filter_map(|pair| pair.split_once('=')) {
                found.set(key.trim(), value.trim());
            }
        }
        for prefix in ["ratelimit-", "x-ratelimit-", "x-rate-limit-"] {
            let get = |name: &str| headers.get(&format!("{prefix}{name}"));
            for name in ["limit", "remaining", "reset"] {
                if let Some(text) = get(name) {
                    // `100, 100;w=60` names the window behind the number.
                    found.set(name, text.split([',', ';']).next().unwrap_or_default().trim());
                }
            }
        }
        (found != Self::default()).then_some(found)
    }

    /// Takes a value, unless it is no number or known already.
    fn set(&mut self, key: &str, text: &str) {
        let Some(number) = text.split('.').next().and_then(|whole| whole.parse::<u64>().ok())
        else {
            return;
        };
        match key {
            "q" | "limit" => self.limit = self.limit.or(Some(number)),
            "r" | "remaining" => self.remaining = self.remaining.or(Some(number)),
            "t" | "reset" => self.reset = self.reset.or(Some(wait(number))),
            "w" => self.window = self.window.or(Some(Duration::from_secs(number))),
            _ => {}
        }
    }
}

/// A wait in seconds, or the wait until a time in seconds since 1970.
fn wait(seconds: u64) -> Duration {
    if seconds < EPOCH {
        return Duration::from_secs(seconds);
    }
    let then = UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
    then.and_then(|then| then.duration_since(SystemTime::now()).ok()).unwrap_or_default()
}
