//! Decides what a failure becomes: a reply that says so, with what can be had of its body, or a connection that broke.

use super::api_error::ApiError;
use super::coding::Decoder;
use super::error::Error;
use super::error_details::{Cause, Context};
use super::failure_body;
use super::headers::Headers;
use super::json::{self, Value};
use super::mask::{Mask, clean};
use super::method::Method;
use super::receive::{Break, Receiver};
use super::send::Exchange;
use super::transport::{Failure, Incoming, Phase};
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// How long the body of a failure is waited for: its status says the most already.
const FAILURE_PATIENCE: Duration = Duration::from_secs(5);

/// How much of the body of a failure is kept.
const FAILURE_SIZE: u64 = 1 << 20;

impl Exchange<'_> {
    /// The error that a failure reply becomes, whatever its body.
    pub(super) async fn refusal(self, reply: Incoming) -> Error {
        let (decoder, mut note) = match Decoder::new(&reply.headers) {
            Ok(decoder) => (decoder, None),
            Err(coding) => (Decoder::Plain, Some(unasked(&coding))),
        };
        let receiver = Receiver::new(decoder, reply.body);
        let left = self.deadline.map_or(FAILURE_PATIENCE, |deadline| {
            deadline.saturating_duration_since(Instant::now())
        });
        let mut bytes = Vec::new();
        if self.prepared.method != Method::Head {
            let read =
                timeout(left.min(FAILURE_PATIENCE), receiver.read(FAILURE_SIZE, &mut bytes)).await;
            let fault = match read {
                Ok(Ok(())) => None,
                Ok(Err(Break::Cut(_))) => Some("the body was cut off".to_owned()),
                Ok(Err(Break::Coding(fault))) => Some(fault),
                Ok(Err(Break::TooLarge)) => {
                    Some(format!("the body is cut at {FAILURE_SIZE} bytes"))
                }
                Err(_) => Some("the body did not come in time".to_owned()),
            };
            note = note.or(fault);
        }
        let note = note.map(|note| clean(&self.prepared.mask.text(&note), 200));
        failure_error(
            self.context,
            reply.headers,
            &bytes,
            note,
            self.client.api.envelope,
            &self.prepared.mask,
        )
    }
}

/// The API error that a body tells, credentials masked in all of it.
pub(crate) fn failure_error(
    mut context: Context,
    headers: Headers,
    bytes: &[u8],
    note: Option<String>,
    envelope: Option<super::Envelope>,
    mask: &Mask,
) -> Error {
    let text = String::from_utf8_lossy(bytes);
    let value = json::from_slice::<Value>(text.as_bytes())
        .map(|value| mask.value(value))
        .unwrap_or(Value::Null);
    context.retry_after = context.retry_after.or_else(|| failure_body::retry_after(&value));
    let messages = failure_body::messages(&value, envelope);
    let bytes = std::str::from_utf8(bytes).is_err().then(|| mask.bytes(bytes));
    let body = mask.text(&text);
    Error::Api(Box::new(ApiError { context, headers, messages, body, bytes, note }))
}

/// A failed connection as an error.
pub(crate) fn failed(failure: &Failure, mask: &Mask) -> Error {
    let innermost =
        failure.causes.last().map(|cause| clean(&mask.text(cause), 200)).unwrap_or_default();
    let what = match failure.phase {
        Phase::Request => "the request could not be sent",
        Phase::Connect => "could not connect",
        Phase::ConnectTimeout => "could not connect in time",
        Phase::Head => "the connection failed before the reply",
        Phase::Body => "the reply was cut off",
    };
    let cause = Cause::chain(failure.causes.iter().map(|cause| mask.text(cause)));
    Error::transport(format!("{what}: {innermost}"), cause)
}

/// What is wrong with a body in a coding that the request did not name.
pub(super) fn unasked(coding: &str) -> String {
    format!("the body has the content coding `{coding}`, which was not asked for")
}
