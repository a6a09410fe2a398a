//! Decides what a caller can set on any request, whatever its operation.

use super::call::Call;
use super::error::Error;
use super::headers::check_header;
use super::json::{self, Encode, Value};
use super::params;
use super::retry::Retry;
use super::style::Style;
use reqwest::Url;
use std::time::Duration;

impl Call {
    /// Sets the total time limit.
    pub fn set_timeout(&mut self, limit: Duration) {
        self.0.timeout = Some(limit);
    }

    /// Sets how often a failed attempt is repeated at most.
    pub fn set_max_retries(&mut self, n: u32) {
        let policy = self.0.retry.unwrap_or(self.0.client.inner().retry);
        self.0.retry = Some(policy.max(n));
    }

    /// Sets when and how failed attempts are repeated.
    pub fn set_retry(&mut self, policy: Retry) {
        self.0.retry = Some(policy);
    }

    /// Sets the time that one attempt may take.
    pub fn set_attempt_timeout(&mut self, limit: Duration) {
        self.0.attempt_timeout = Some(limit);
    }

    /// Sets a further member of the body, which must be a JSON object or absent.
    pub fn set_body_member(&mut self, name: impl Into<String>, value: &(impl Encode + ?Sized)) {
        self.0.members.push((name.into(), json::to_value(value)));
    }

    /// Sets another base URL.
    pub fn set_base_url(&mut self, url: impl Into<String>) {
        self.0.base_url = Some(url.into());
    }

    /// Sets a further header, replacing any of that name.
    pub fn set_header(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        match check_header(name, &value) {
            Ok(()) => self.0.headers.set(name, value),
            Err(fault) => self.fault(Error::parameter(&name.escape_debug().to_string(), fault)),
        }
    }

    /// Sets a further query parameter, replacing any of that name.
    pub fn set_query_param(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name = name.into();
        let pieces = params::query(&name, Style::FORM, &Value::String(value.into()));
        self.put_query(name, pieces);
    }

    /// Sets the key by which the server knows that a repeated request is the same one; the call may then be repeated whatever its method.
    pub fn set_idempotency_key(&mut self, key: impl Into<String>) {
        self.set_header("idempotency-key", key);
        self.0.idempotent = true;
    }

    /// The encoded value of a query parameter that was set.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        let (_, pieces) = self.0.query.iter().find(|(known, _)| known == name)?;
        pieces.first()?.split_once('=').map(|(_, value)| value.to_owned())
    }

    /// Asks for the page at `url`, whose origin was checked.
    pub(crate) fn set_page(&mut self, url: Url) {
        self.0.page = Some(url);
    }

    /// Whether the call may be sent again though it may have had its effect.
    pub(crate) fn may_be_repeated(&self) -> bool {
        let parts = &*self.0;
        let retry = parts.retry.unwrap_or(parts.client.inner().retry);
        let is_stream = parts.body.as_ref().is_some_and(|(_, body)| body.as_bytes().is_none());
        !is_stream && (parts.idempotent || retry.repeats(parts.operation.method))
    }
}
