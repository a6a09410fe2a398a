//! Decides what raw bytes look like to a caller: a cheap clone of shared memory.

use std::fmt;
use std::ops::Deref;

/// Bytes in shared memory: cloning costs nothing.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Bytes(pub(crate) ::bytes::Bytes);

impl Bytes {
    /// The bytes as a vector of their own.
    pub fn into_vec(self) -> Vec<u8> {
        self.0.into()
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({} bytes)", self.0.len())
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl From<String> for Bytes {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&'static [u8]> for Bytes {
    fn from(bytes: &'static [u8]) -> Self {
        Self(::bytes::Bytes::from_static(bytes))
    }
}

impl From<&'static str> for Bytes {
    fn from(text: &'static str) -> Self {
        Self(::bytes::Bytes::from_static(text.as_bytes()))
    }
}
