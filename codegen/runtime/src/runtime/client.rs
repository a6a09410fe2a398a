//! Decides what a client holds; requests share it.

use super::api::Api;
use super::budget::Budget;
use super::credentials::Credentials;
use super::gate::Gate;
use super::headers::Headers;
use super::mask::Mask;
use super::observe::Observer;
use super::retry::Retry;
use super::transport::Transport;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A client of the API. Cloning it is cheap: clones share connections and settings.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

/// What a [`Client`] holds.
pub(crate) struct Inner {
    pub(crate) api: &'static Api,
    pub(crate) base_url: Option<String>,
    /// Whether the caller gave the base URL, which then goes before an operation's own server.
    pub(crate) own_base_url: bool,
    pub(crate) credentials: Credentials,
    /// What goes out with every request; what the client calls itself is among them.
    pub(crate) headers: Headers,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Retry,
    pub(crate) budget: Option<Budget>,
    pub(crate) gate: Gate,
    pub(crate) max_body: u64,
    pub(crate) allow_http: bool,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) observer: Option<Arc<Observer>>,
    pub(crate) mask: Mask,
}

impl Client {
    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.0.api.name)
            .field("base_url", &self.0.base_url)
            .field("credentials", &self.0.credentials)
            .field("headers", &self.0.headers)
            .field("timeout", &self.0.timeout)
            .field("attempt_timeout", &self.0.attempt_timeout)
            .field("retry", &self.0.retry)
            .field("max_body", &self.0.max_body)
            .finish_non_exhaustive()
    }
}
