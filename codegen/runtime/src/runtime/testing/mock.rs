//! A server that is not there: it answers calls as it was told, and remembers them.

use super::super::bytes::Bytes;
use super::super::headers::Headers;
use super::super::json::{self, Value};
use super::super::method::Method;
use super::super::percent::decoded;
use super::super::status::StatusCode;
use super::super::transport::{Boxed, Chunks, Failure, Incoming, Outgoing, Phase, Transport};
use super::Request;
use super::pattern::Pattern;
use super::rule::{Content, Rule, Rules};
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

/// A transport that answers calls as a test says, without a network.
///
/// Clones share their rules: one goes into the client, another stays with the test.
///
/// Rules are tried in the order in which they were made. A call that none answers fails with an error that says so.
#[derive(Clone, Debug, Default)]
pub struct Mock(Arc<Shared>);

#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) rules: Mutex<Rules>,
    sent: Mutex<Vec<Sent>>,
}

impl Mock {
    /// A mock without rules.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers calls that are like `request`: to the same path, with at least its query parameters, and with an equal body if
    /// it has one.
    pub fn on<R: Request>(&self, request: R) -> Rule<R> {
        let call = request.into_call();
        Rule::new(self.0.clone(), Pattern::new(&call, false), &call)
    }

    /// Answers every call of the operation, whatever its arguments.
    pub fn on_any<R: Request>(&self, request: R) -> Rule<R> {
        let call = request.into_call();
        Rule::new(self.0.clone(), Pattern::new(&call, true), &call)
    }

    /// The calls that were made so far, each attempt counted, in order.
    pub fn requests(&self) -> Vec<Sent> {
        lock(&self.0.sent).clone()
    }

    /// Checks that every answer that was prepared was given, as often as it says.
    ///
    /// # Panics
    ///
    /// When one was not.
    #[track_caller]
    pub fn verify(&self) {
        let left = lock(&self.0.rules).left();
        assert!(left.is_empty(), "answers that nothing asked for: {}", left.join(", "));
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Transport for Mock {
    fn send(&self, request: Outgoing) -> Boxed<'_, Result<Incoming, Failure>> {
        Box::pin(async move {
            let sent = Sent::new(request).await;
            let answer = lock(&self.0.rules).answer(&sent);
            lock(&self.0.sent).push(sent.clone());
            let answer = answer.map_err(|why| Failure::new(Phase::Request, [why]))?;
            if !answer.delay.is_zero() {
                tokio::time::sleep(answer.delay).await;
            }
            match answer.content {
                Content::Failure(phase) => {
                    Err(Failure::new(phase, ["the mock was told to fail".to_owned()]))
                }
                Content::Reply(status, body) => Ok(reply(status, answer.headers, body)),
            }
        })
    }
}

/// A reply whose body is there.
pub(super) fn reply(status: StatusCode, headers: Headers, body: Vec<u8>) -> Incoming {
    Incoming { status, headers, body: Box::new(Once(Some(body.into()))) }
}

struct Once(Option<Bytes>);

impl Chunks for Once {
    fn poll_chunk(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>> {
        Poll::Ready(self.0.take().filter(|bytes| !bytes.is_empty()).map(Ok))
    }
}

/// A call as a server would have seen it. Credentials are masked in `Debug`.
#[derive(Clone)]
pub struct Sent {
    method: Method,
    url: String,
    headers: Headers,
    body: Vec<u8>,
}

impl Sent {
    pub(super) async fn new(request: Outgoing) -> Self {
        let Outgoing { method, url, headers, body, .. } = request;
        let mut bytes = body.as_bytes().map(<[u8]>::to_vec).unwrap_or_default();
        if let Some(mut stream) = body.take_stream() {
            while let Some(Ok(chunk)) = poll_fn(|cx| stream.as_mut().poll_next(cx)).await {
                bytes.extend_from_slice(&chunk);
            }
        }
        Self { method, url, headers, body: bytes }
    }

    /// The method.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The whole URL, credentials included.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The path, as it was encoded.
    pub fn path(&self) -> &str {
        let url = self.url.split(['?', '#']).next().unwrap_or_default();
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        rest.find('/').map_or("/", |at| &rest[at..])
    }

    /// The query, as it was encoded.
    pub(super) fn query_text(&self) -> &str {
        self.url.split_once('?').map(|(_, query)| query).unwrap_or_default()
    }

    /// The value of a query parameter; of several the first.
    pub fn query(&self, name: &str) -> Option<String> {
        let mut pairs =
            self.query_text().split('&').map(|it| it.split_once('=').unwrap_or((it, "")));
        pairs.find(|(key, _)| decoded(key) == name).map(|(_, value)| decoded(value))
    }

    /// The headers, credentials included.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)
    }

    /// The body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as JSON, if it is that.
    pub fn json(&self) -> Option<Value> {
        json::from_slice(&self.body).ok()
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The query may hold a credential.
        f.debug_struct("Sent")
            .field("method", &self.method)
            .field("path", &self.path())
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}
