//! Decides how a call goes: attempts, redirects, time limits, and what a failure reply becomes.

use super::api_error::ApiError;
use super::call::Call;
use super::client::Inner;
use super::coding::Decoder;
use super::error::Error;
use super::error_details::{Cause, Context};
use super::failure_body;
use super::headers::Headers;
use super::json::{self, Value};
use super::mask::{Mask, clean};
use super::method::Method;
use super::observe::Attempt;
use super::output::{Fetched, Reading, Received};
use super::prepare::{Prepared, prepare};
use super::receive::{Break, Receiver};
use super::redirect;
use super::retry;
use super::transport::{Failure, Incoming, Outgoing, Phase};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout, timeout_at};

/// How long the body of a failure is waited for: its status says the most already.
const FAILURE_PATIENCE: Duration = Duration::from_secs(5);

/// How much of the body of a failure is kept.
const FAILURE_SIZE: u64 = 1 << 20;

/// A call under way.
struct Exchange<'a> {
    client: &'a Inner,
    prepared: Prepared,
    deadline: Option<Instant>,
    context: Context,
}

/// How an attempt ended.
enum Outcome {
    Done(Box<Fetched>),
    /// No reply, or not all of it; whether another attempt may help.
    Failed(Error, bool),
    /// A reply that says that the call failed.
    Refused(Incoming),
}

/// Sends a call and gives the successful reply.
pub(crate) async fn fetch(
    call: Call,
    reading: Reading,
    accept: &'static str,
) -> Result<Fetched, Error> {
    let client = call.0.client.inner();
    let context = Context { operation: call.0.name(), ..Context::default() };
    let prepared =
        prepare(&call, accept, reading.is_whole()).map_err(|error| error.with(context.clone()))?;
    // A limit beyond what the clock can tell is none.
    let deadline = prepared.timeout.and_then(|limit| Instant::now().checked_add(limit));
    Exchange { client, prepared, deadline, context }.run(reading).await
}

impl Exchange<'_> {
    async fn run(mut self, reading: Reading) -> Result<Fetched, Error> {
        loop {
            let operation = self.context.operation.clone();
            self.context =
                Context { operation, attempts: self.context.attempts + 1, ..Context::default() };
            let began = Instant::now();
            let wait = match self.attempt(reading).await {
                Outcome::Done(fetched) => {
                    self.observe(began, None, None);
                    return Ok(*fetched);
                }
                Outcome::Failed(error, transient) => {
                    let wait = if transient { self.wait() } else { None };
                    let error = error.with(self.context.clone());
                    self.observe(began, Some(&error), wait);
                    wait.ok_or(error)?
                }
                Outcome::Refused(reply) => {
                    self.context.retry_after = retry::asked(&reply.headers);
                    let wait = if reply.status.is_transient() { self.wait() } else { None };
                    self.observe(began, None, wait);
                    match wait {
                        Some(wait) => wait,
                        None => return Err(self.refusal(reply).await),
                    }
                }
            };
            sleep(wait).await;
        }
    }

    async fn attempt(&mut self, reading: Reading) -> Outcome {
        let head = match self.deadline {
            Some(deadline) => match timeout_at(deadline, self.head()).await {
                Ok(head) => head,
                Err(_) => Err((self.out_of_time("no reply"), false)),
            },
            None => self.head().await,
        };
        let reply = match head {
            Ok(reply) if reply.status.is_success() => reply,
            Ok(reply) => return Outcome::Refused(reply),
            Err((error, transient)) => return Outcome::Failed(error, transient),
        };
        match self.body(reply, reading).await {
            Ok(fetched) => Outcome::Done(Box::new(fetched)),
            Err((error, transient)) => Outcome::Failed(error, transient),
        }
    }

    /// Sends the request and follows redirects; the error comes with whether another attempt may help.
    async fn head(&mut self) -> Result<Incoming, (Error, bool)> {
        let Prepared { method, headers, body, mask, .. } = &self.prepared;
        let mut seen = vec![self.prepared.url.clone()];
        loop {
            let url = seen.last().map(|url| url.as_str().to_owned()).unwrap_or_default();
            let request = Outgoing::new(*method, url, headers.clone(), body.clone());
            let mut reply = match self.client.transport.send(request).await {
                Ok(reply) => reply,
                Err(failure) => {
                    return Err((failed(&failure, mask), failure.phase != Phase::Request));
                }
            };
            self.context.status = Some(reply.status);
            self.context.request_id = request_id(&reply.headers, self.client.api.request_id, mask);
            reply.headers.mark(|_, value| mask.finds(value));
            if !redirect::is_redirect(reply.status) {
                return Ok(reply);
            }
            let next =
                redirect::next(*method, &seen, reply.status, reply.headers.get("location"), mask);
            seen.push(next.map_err(|error| (error, false))?);
        }
    }

    /// Takes in the body of a successful reply.
    async fn body(&self, reply: Incoming, reading: Reading) -> Result<Fetched, (Error, bool)> {
        let Incoming { status, headers, body } = reply;
        let limit = self.client.max_body;
        let has_body =
            self.prepared.method != Method::Head && !matches!(status.as_u16(), 204 | 205);
        let length = headers.get("content-length").and_then(|text| text.trim().parse::<u64>().ok());
        let coding = |fault: String| {
            let fault = clean(&self.prepared.mask.text(&fault), 200);
            (Error::transport(fault, None), true)
        };
        let decoder = Decoder::new(&headers).map_err(|coding| unasked(&coding));
        let received = if !has_body {
            Received::Whole(Vec::new())
        } else if reading.is_whole() {
            if length.is_some_and(|length| length > limit) {
                return Err((Error::too_large(limit), false));
            }
            let receiver = Receiver::new(decoder.map_err(coding)?, body);
            let mut bytes = Vec::with_capacity(length.unwrap_or(0).min(1 << 20) as usize);
            let read = match self.deadline {
                Some(deadline) => {
                    match timeout_at(deadline, receiver.read(limit, &mut bytes)).await {
                        Ok(read) => read,
                        Err(_) => return Err((self.out_of_time("no complete reply"), false)),
                    }
                }
                None => receiver.read(limit, &mut bytes).await,
            };
            read.map_err(|fault| match fault {
                Break::Cut(failure) => (failed(&failure, &self.prepared.mask), true),
                Break::Coding(fault) => coding(fault),
                Break::TooLarge => (Error::too_large(limit), false),
            })?;
            Received::Whole(bytes)
        } else {
            Received::Streamed(Receiver::new(decoder.map_err(coding)?, body))
        };
        Ok(Fetched {
            context: self.context.clone(),
            address: self.prepared.url.clone(),
            headers,
            mask: self.prepared.mask.clone(),
            envelope: self.client.api.envelope,
            received,
            patience: self.prepared.timeout,
            max_item: limit,
        })
    }

    /// The error that a failure reply becomes, whatever its body.
    async fn refusal(self, reply: Incoming) -> Error {
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

    /// How long to wait before the next attempt; nothing when there is none.
    fn wait(&self) -> Option<Duration> {
        if !self.prepared.repeatable || self.context.attempts > self.prepared.max_retries {
            return None;
        }
        let wait = self
            .context
            .retry_after
            .unwrap_or_else(|| self.client.retry.wait(self.context.attempts));
        let fits = self
            .deadline
            .is_none_or(|deadline| deadline.saturating_duration_since(Instant::now()) > wait);
        (fits && wait <= retry::LONGEST_ASKED).then_some(wait)
    }

    fn out_of_time(&self, what: &str) -> Error {
        let limit = self.prepared.timeout.unwrap_or_default();
        Error::timeout(format!("{what} within {} s", limit.as_secs_f64()), limit)
    }

    fn observe(&self, began: Instant, error: Option<&Error>, wait: Option<Duration>) {
        let Some(observer) = &self.client.observer else { return };
        observer(&Attempt {
            operation: &self.context.operation,
            number: self.context.attempts,
            method: self.prepared.method,
            url: &self.prepared.mask.text(self.prepared.url.as_str()),
            status: self.context.status,
            request_id: self.context.request_id.as_deref(),
            error,
            elapsed: began.elapsed(),
            wait,
        });
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
    Error::Api(Box::new(ApiError { context, headers, messages, body: mask.text(&text), note }))
}

/// The first header that names the request.
fn request_id(headers: &Headers, names: &[&str], mask: &Mask) -> Option<String> {
    let ids = names.iter().flat_map(|name| headers.get_all(name)).map(str::trim);
    ids.into_iter().find(|id| !id.is_empty()).map(|id| mask.text(id))
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

fn unasked(coding: &str) -> String {
    format!("the body has the content coding `{coding}`, which was not asked for")
}
