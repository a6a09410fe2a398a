//! Decides what a status code is called.

use std::fmt;

/// The status code of a reply.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatusCode(u16);

impl StatusCode {
    /// A status code of this number.
    pub const fn new(code: u16) -> Self {
        Self(code)
    }

    /// The number, such as 404.
    pub const fn as_u16(self) -> u16 {
        self.0
    }

    /// 200 to 299.
    pub const fn is_success(self) -> bool {
        self.0 / 100 == 2
    }

    /// The usual phrase, such as `Not Found`; empty for a code without one.
    pub fn reason(self) -> &'static str {
        reqwest::StatusCode::from_u16(self.0)
            .ok()
            .and_then(|status| status.canonical_reason())
            .unwrap_or("")
    }

    /// Whether the default policy repeats a safe request: 408, 409, 429 and all from 500 on.
    pub(crate) fn is_transient(self) -> bool {
        matches!(self.0, 408 | 409 | 429) || self.0 >= 500
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason() {
            "" => write!(f, "{}", self.0),
            reason => write!(f, "{} {reason}", self.0),
        }
    }
}

impl fmt::Debug for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq<u16> for StatusCode {
    fn eq(&self, other: &u16) -> bool {
        self.0 == *other
    }
}
