//! Decides what lies between the client and the network: a small trait, so that a test or a layer can take its place.

use super::body::Body;
use super::bytes::Bytes;
use super::headers::Headers;
use super::method::Method;
use super::status::StatusCode;
use reqwest::Url;
use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

pub use super::layer::{Layer, Next};

/// A request as it goes out.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outgoing {
    /// The method.
    pub method: Method,
    /// The whole URL; it may hold a credential.
    pub url: String,
    /// The headers, credentials included.
    pub headers: Headers,
    /// The body.
    pub body: Body,
    /// The operation, such as `workers.scripts.list`, or `GET /path` where a call has none.
    pub operation: Cow<'static, str>,
    /// Which attempt of its call it belongs to; 1 is the first.
    pub attempt: u32,
    /// The URL as it was taken apart before; a layer may have put another one in its place.
    pub(crate) parsed: Option<Url>,
}

/// A reply whose body is still to come.
pub struct Incoming {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: Headers,
    /// The body.
    pub body: Box<dyn Chunks>,
}

/// The body of a reply as it comes in. Dropping it gives the connection up.
pub trait Chunks: Send {
    /// The next bytes; nothing after the last.
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>>;
}

/// A future in a box.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What sends requests. It follows no redirect, repeats nothing and undoes no compression.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and gives the head of the reply.
    fn send(&self, request: Outgoing) -> Boxed<'_, Result<Incoming, Failure>>;
}

/// Why nothing came back, or no more.
#[derive(Clone, Debug)]
pub struct Failure {
    pub(crate) phase: Phase,
    pub(crate) causes: Vec<String>,
}

/// When a connection failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phase {
    /// The request could not be handed over at all.
    Request,
    /// While connecting.
    Connect,
    /// While connecting, by the time limit of connecting.
    ConnectTimeout,
    /// After connecting, before the reply's head was complete.
    Head,
    /// Within the reply's body.
    Body,
}

impl Failure {
    /// A failure with its causes as text, outermost first.
    pub fn new(phase: Phase, causes: impl IntoIterator<Item = String>) -> Self {
        Self { phase, causes: causes.into_iter().collect() }
    }
}
