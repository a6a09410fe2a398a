//! Decides what a request body is: bytes that can be sent again, or a stream that goes out once.

use super::bytes::Bytes;
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

/// An error of a stream that a caller sends.
pub(crate) type StreamError = Box<dyn std::error::Error + Send + Sync>;

/// A stream that goes out once.
pub(crate) type OutStream = Pin<Box<dyn Stream<Item = Result<Bytes, StreamError>> + Send>>;

/// The body of a request.
#[derive(Clone)]
pub struct Body(Inner);

#[derive(Clone)]
enum Inner {
    Bytes(Bytes),
    Stream(Arc<Mutex<Option<OutStream>>>),
}

impl Body {
    /// A body without bytes.
    pub fn empty() -> Self {
        Self(Inner::Bytes(Bytes::default()))
    }

    /// A body that is made while it is sent. It goes out once, so that the call is not repeated when it fails.
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        Self(Inner::Stream(Arc::new(Mutex::new(Some(Box::pin(Mapped(Box::pin(stream))))))))
    }

    /// The bytes, unless it is a stream.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Stream(_) => None,
        }
    }

    /// The stream, if it is one that was not taken yet.
    pub(crate) fn take_stream(&self) -> Option<OutStream> {
        match &self.0 {
            Inner::Bytes(_) => None,
            Inner::Stream(slot) => slot.lock().unwrap_or_else(PoisonError::into_inner).take(),
        }
    }

    /// The bytes for sending, shared.
    pub(crate) fn shared(&self) -> Option<Bytes> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(bytes.clone()),
            Inner::Stream(_) => None,
        }
    }
}

/// A caller's stream with its errors in a box.
struct Mapped<S>(Pin<Box<S>>);

impl<S, E> Stream for Mapped<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<StreamError>,
{
    type Item = Result<Bytes, StreamError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx).map(|item| item.map(|chunk| chunk.map_err(Into::into)))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Inner::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Inner::Bytes(bytes.into()))
    }
}
