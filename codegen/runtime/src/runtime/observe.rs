//! Decides what an observer learns of each attempt.

use super::error::Error;
use super::method::Method;
use super::status::StatusCode;
use std::time::Duration;

/// What is called after each attempt.
pub(crate) type Observer = dyn Fn(&Attempt<'_>) + Send + Sync;

/// One attempt, told after it was made. Nothing in it holds a credential.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The operation, such as `workers.scripts.list`.
    pub operation: &'a str,
    /// 1 for the first.
    pub number: u32,
    /// The method.
    pub method: Method,
    /// The URL, credentials masked.
    pub url: &'a str,
    /// The reply's status, if there was a reply.
    pub status: Option<StatusCode>,
    /// The id by which the server knows the request.
    pub request_id: Option<&'a str>,
    /// What went wrong, unless a reply was received (its status says the rest).
    pub error: Option<&'a Error>,
    /// How long the attempt took.
    pub elapsed: Duration,
    /// How long is waited before the next attempt; nothing when this was the last.
    pub wait: Option<Duration>,
}
