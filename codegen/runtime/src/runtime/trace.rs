//! Decides what a tracing subscriber learns of each attempt: one span, with the names that OpenTelemetry gives to HTTP clients.
//!
//! Without the feature `tracing` there is nothing here. No value in a span holds a credential.

use super::error::Error;
use super::error_details::Context;
use super::prepare::Prepared;
use std::future::Future;
use std::time::Duration;

/// The span of one attempt.
pub(crate) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Span {
    /// A span that begins with the attempt; `template` is the path with its parameters by name.
    pub(crate) fn of_attempt(
        operation: &str,
        template: &str,
        prepared: &Prepared,
        number: u32,
    ) -> Self {
        use tracing::field::Empty;
        let Prepared { method, url, mask, .. } = prepared;
        let span = tracing::info_span!(
            "HTTP request",
            otel.name = %format_args!("{method} {template}"),
            otel.kind = "client",
            otel.status_code = Empty,
            operation = operation,
            http.request.method = method.as_str(),
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            server.address = url.host_str(),
            server.port = url.port_or_known_default(),
            url.full = %mask.text(url.as_str()),
            url.template = template,
            error.type = Empty,
            request_id = Empty,
        );
        if number > 1 {
            span.record("http.request.resend_count", number - 1);
        }
        Self { span }
    }

    /// The attempt within its span.
    pub(crate) fn around<F: Future>(&self, attempt: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(attempt, self.span.clone())
    }

    /// Tells how the attempt ended.
    pub(crate) fn end(&self, context: &Context, error: Option<&Error>, wait: Option<Duration>) {
        let status = context.status.map(|status| status.as_u16());
        if let Some(status) = status {
            self.span.record("http.response.status_code", status);
        }
        if let Some(id) = &context.request_id {
            self.span.record("request_id", id.as_str());
        }
        let failed = match (error, status) {
            (Some(error), _) => Some(error.kind().as_str().to_owned()),
            (None, Some(status)) if status >= 400 => Some(status.to_string()),
            (None, _) => None,
        };
        if let Some(failed) = failed {
            self.span.record("error.type", failed.as_str());
            self.span.record("otel.status_code", "ERROR");
        }
        self.span.in_scope(|| match (error, wait) {
            (Some(error), wait) => tracing::debug!(%error, ?wait, "the attempt failed"),
            (None, Some(wait)) => tracing::debug!(?wait, "the attempt is repeated"),
            (None, None) => {}
        });
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(crate) fn of_attempt(_: &str, _: &str, _: &Prepared, _: u32) -> Self {
        Self {}
    }

    pub(crate) fn around<F: Future>(&self, attempt: F) -> F {
        attempt
    }

    pub(crate) fn end(&self, _: &Context, _: Option<&Error>, _: Option<Duration>) {}
}
