//! Decides what comes with a value when a caller asks for the whole reply.

use super::headers::Headers;
use super::json::Members;
use super::output::Fetched;
use super::rate_limit::RateLimit;
use super::status::StatusCode;

/// A reply: its value, and what came with it.
#[derive(Clone, Debug)]
pub struct Response<T> {
    pub(crate) value: T,
    pub(crate) status: StatusCode,
    pub(crate) headers: Headers,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: u32,
    pub(crate) members: Members,
}

impl<T> Response<T> {
    /// The reply whose value and other members were read.
    pub(crate) fn new(fetched: Fetched, value: T, members: Members) -> Self {
        let Fetched { context, headers, .. } = fetched;
        Self {
            value,
            status: context.status.unwrap_or(StatusCode::new(200)),
            headers,
            request_id: context.request_id,
            attempts: context.attempts,
            members,
        }
    }

    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The id by which the server knows the request.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How many attempts were made.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// What the reply says of the server's rate limit.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::of(&self.headers)
    }

    /// The envelope's other members; none when the reply has no envelope that is opened.
    pub fn members(&self) -> &Members {
        &self.members
    }

    /// The same reply with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        let Self { value, status, headers, request_id, attempts, members } = self;
        Response { value: change(value), status, headers, request_id, attempts, members }
    }
}
