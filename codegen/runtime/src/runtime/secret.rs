//! Decides what a credential is in memory: a text that no `Debug` shows.

use std::fmt;
use std::sync::Arc;

/// A credential. It is never shown: `Debug` writes three asterisks, and there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<str>);

impl Secret {
    /// The credential itself, for whoever must send it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self(text.as_str().into())
    }
}
