//! Decides how a call goes: attempts, redirects, time limits, and what a failure reply becomes.

use super::api_error::ApiError;
use super::budget::Budget;
use super::call::Call;
use super::client::Inner;
use super::coding::Decoder;
use super::credentials::Credentials;
use super::error::Error;
use super::error_details::{Cause, Context};
use super::failure_body;
use super::gate::Turn;
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
use super::trace::Span;
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
    limit: Limit,
    context: Context,
    /// The path with its variables by name.
    template: &'a str,
}

/// The time limit of one attempt.
#[derive(Clone, Copy, Default)]
struct Limit {
    until: Option<Instant>,
    length: Duration,
    /// Whether it is the attempt's own limit, after which there may be time for another one.
    is_own: bool,
}

/// Whether another attempt may help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hope {
    None,
    /// It may, and the one that failed may have had its effect.
    Again,
    /// It may, and the one that failed had no effect, since nothing was sent.
    Unsent,
}

/// How an attempt ended.
enum Outcome {
    Done(Box<Fetched>),
    /// No reply, or not all of it.
    Failed(Error, Hope),
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
    let limit = call.0.timeout.or(client.timeout);
    // A limit beyond what the clock can tell is none.
    let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
    let mut renewed = false;
    let mut told = context.clone();
    loop {
        let given = given(&call, deadline).await.map_err(|error| error.with(told.clone()))?;
        let credentials = given.as_ref().unwrap_or(&client.credentials);
        let prepared = prepare(&call, accept, reading.is_whole(), credentials)
            .map_err(|error| error.with(told.clone()))?;
        let template = call.0.template();
        let limit = Limit::default();
        let context = told;
        let exchange = Exchange { client, prepared, deadline, limit, context, template };
        // What a source gave may have run out before its time: then it is asked once more.
        let refused = |exchange: &Exchange<'_>| {
            !std::mem::replace(&mut renewed, true)
                && exchange.prepared.resendable
                && given.as_ref().is_some_and(|given| client.credentials.refused(given))
        };
        match exchange.run(reading, refused).await {
            Ok(fetched) => return fetched.map(|fetched| fetched.of(&call)),
            Err(context) => told = context,
        }
    }
}

/// What the sources of the call's credentials give; nothing where no source is needed.
async fn given(call: &Call, deadline: Option<Instant>) -> Result<Option<Credentials>, Error> {
    let client = call.0.client.inner();
    let alternatives = call.0.operation.security.unwrap_or(client.api.security);
    let asked = client.credentials.asked(client.api, alternatives);
    match deadline {
        Some(deadline) => timeout_at(deadline, asked).await.unwrap_or_else(|_| {
            let limit = call.0.timeout.or(client.timeout).unwrap_or_default();
            Err(Error::timeout(format!("no credential within {} s", limit.as_secs_f64()), limit))
        }),
        None => asked.await,
    }
}

impl Exchange<'_> {
    /// Makes attempts until one succeeds or none can help; gives the context back when the credentials were `refused` and others may help.
    async fn run(
        mut self,
        reading: Reading,
        mut refused: impl FnMut(&Self) -> bool,
    ) -> Result<Result<Fetched, Error>, Context> {
        loop {
            let Some(turn) = self.client.gate.turn(self.deadline).await else {
                let limit = self.prepared.timeout.unwrap_or_default();
                let what = format!(
                    "no turn among the client's own requests within {} s",
                    limit.as_secs_f64()
                );
                return Ok(Err(Error::timeout(what, limit).with(self.context)));
            };
            let mut turn = Some(turn);
            let operation = self.context.operation.clone();
            let number = self.context.attempts + 1;
            let span = Span::of_attempt(&operation, self.template, &self.prepared, number);
            self.context = Context { operation, attempts: number, ..Context::default() };
            self.limit = self.limit();
            let began = Instant::now();
            let outcome = span.around(self.attempt(reading, &mut turn)).await;
            let wait = match outcome {
                Outcome::Done(fetched) => {
                    self.observe(&span, began, None, None);
                    self.client.budget.iter().for_each(Budget::give);
                    return Ok(Ok(*fetched));
                }
                Outcome::Failed(error, hope) => {
                    let wait = self.wait(hope);
                    let error = error.with(self.context.clone());
                    self.observe(&span, began, Some(&error), wait);
                    match wait {
                        Some(wait) => wait,
                        None => return Ok(Err(error)),
                    }
                }
                Outcome::Refused(reply) => {
                    self.context.retry_after = retry::asked(&reply.headers);
                    if reply.status.as_u16() == 401 && refused(&self) {
                        self.observe(&span, began, None, Some(Duration::ZERO));
                        return Err(self.context);
                    }
                    let is_transient = self.prepared.retry.is_transient(reply.status);
                    let wait = self.wait(if is_transient { Hope::Again } else { Hope::None });
                    self.observe(&span, began, None, wait);
                    match wait {
                        Some(wait) => wait,
                        None => return Ok(Err(self.refusal(reply).await)),
                    }
                }
            };
            drop(turn);
            sleep(wait).await;
        }
    }

    /// The time limit of an attempt that begins now.
    fn limit(&self) -> Limit {
        let total = Limit {
            until: self.deadline,
            length: self.prepared.timeout.unwrap_or_default(),
            is_own: false,
        };
        let length = self.prepared.attempt_timeout.unwrap_or(Duration::MAX);
        match Instant::now().checked_add(length) {
            Some(until) if total.until.is_none_or(|total| until < total) => {
                Limit { until: Some(until), length, is_own: true }
            }
            _ => total,
        }
    }

    async fn attempt(&mut self, reading: Reading, turn: &mut Option<Turn>) -> Outcome {
        let head = match self.limit.until {
            // A timer rings up to a millisecond late, in which a fast server can answer.
            Some(until) if until <= Instant::now() => Err(self.out_of_time("no reply")),
            Some(until) => match timeout_at(until, self.head()).await {
                Ok(head) => head,
                Err(_) => Err(self.out_of_time("no reply")),
            },
            None => self.head().await,
        };
        let reply = match head {
            Ok(reply) if reply.status.is_success() => reply,
            Ok(reply) => return Outcome::Refused(reply),
            Err((error, hope)) => return Outcome::Failed(error, hope),
        };
        match self.body(reply, reading, turn).await {
            Ok(fetched) => Outcome::Done(Box::new(fetched)),
            Err((error, hope)) => Outcome::Failed(error, hope),
        }
    }

    /// Sends the request and follows redirects.
    async fn head(&mut self) -> Result<Incoming, (Error, Hope)> {
        let Prepared { method, headers, body, mask, .. } = &self.prepared;
        let mut seen = vec![self.prepared.url.clone()];
        loop {
            let request = Outgoing {
                method: *method,
                url: seen.last().map(|url| url.as_str().to_owned()).unwrap_or_default(),
                headers: headers.clone(),
                body: body.clone(),
                operation: self.context.operation.clone(),
                attempt: self.context.attempts,
            };
            let mut reply = match self.client.transport.send(request).await {
                Ok(reply) => reply,
                Err(failure) => {
                    let hope = match failure.phase {
                        Phase::Request => Hope::None,
                        // A redirect means that something was sent.
                        Phase::Connect | Phase::ConnectTimeout if seen.len() == 1 => Hope::Unsent,
                        Phase::Connect | Phase::ConnectTimeout | Phase::Head | Phase::Body => {
                            Hope::Again
                        }
                    };
                    return Err((failed(&failure, mask), hope));
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
            seen.push(next.map_err(|error| (error, Hope::None))?);
            drop(reply);
            if !self.client.gate.pace(self.limit.until).await {
                return Err(self.out_of_time("no turn for the redirect"));
            }
        }
    }

    /// Takes in the body of a successful reply.
    async fn body(
        &self,
        reply: Incoming,
        reading: Reading,
        turn: &mut Option<Turn>,
    ) -> Result<Fetched, (Error, Hope)> {
        let Incoming { status, headers, body } = reply;
        let limit = self.client.max_body;
        let has_body =
            self.prepared.method != Method::Head && !matches!(status.as_u16(), 204 | 205);
        let length = headers.get("content-length").and_then(|text| text.trim().parse::<u64>().ok());
        let coding = |fault: String| {
            let fault = clean(&self.prepared.mask.text(&fault), 200);
            (Error::transport(fault, None), Hope::Again)
        };
        let decoder = Decoder::new(&headers).map_err(|coding| unasked(&coding));
        let received = if !has_body {
            Received::Whole(Vec::new())
        } else if reading.is_whole() {
            if length.is_some_and(|length| length > limit) {
                return Err((Error::too_large(limit), Hope::None));
            }
            let receiver = Receiver::new(decoder.map_err(coding)?, body);
            let mut bytes = Vec::with_capacity(length.unwrap_or(0).min(1 << 20) as usize);
            let read = match self.limit.until {
                Some(until) => match timeout_at(until, receiver.read(limit, &mut bytes)).await {
                    Ok(read) => read,
                    Err(_) => return Err(self.out_of_time("no complete reply")),
                },
                None => receiver.read(limit, &mut bytes).await,
            };
            read.map_err(|fault| match fault {
                Break::Cut(failure) => (failed(&failure, &self.prepared.mask), Hope::Again),
                Break::Coding(fault) => coding(fault),
                Break::TooLarge => (Error::too_large(limit), Hope::None),
            })?;
            Received::Whole(bytes)
        } else {
            let receiver = Receiver::new(decoder.map_err(coding)?, body);
            Received::Streamed(receiver.keeping(turn.take()))
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
            again: None,
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
    fn wait(&self, hope: Hope) -> Option<Duration> {
        let Prepared { repeatable, resendable, retry, .. } = &self.prepared;
        let may = match hope {
            Hope::None => false,
            Hope::Again => *repeatable,
            Hope::Unsent => *resendable,
        };
        if !may || self.context.attempts > retry.max {
            return None;
        }
        let asked = self.context.retry_after;
        let wait = asked.unwrap_or_else(|| retry.wait(self.context.attempts));
        let fits = self
            .deadline
            .is_none_or(|deadline| deadline.saturating_duration_since(Instant::now()) > wait);
        if !fits || asked.is_some_and(|wait| wait > retry.asked) {
            return None;
        }
        // A server that says when to come back manages its load itself.
        let is_paid = asked.is_some() || self.client.budget.as_ref().is_none_or(Budget::take);
        is_paid.then_some(wait)
    }

    fn out_of_time(&self, what: &str) -> (Error, Hope) {
        let Limit { length, is_own, .. } = self.limit;
        let whose = if is_own { ", the limit of one attempt" } else { "" };
        let message = format!("{what} within {} s{whose}", length.as_secs_f64());
        (Error::timeout(message, length), if is_own { Hope::Again } else { Hope::None })
    }

    fn observe(&self, span: &Span, began: Instant, error: Option<&Error>, wait: Option<Duration>) {
        span.end(&self.context, error, wait);
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
    // An id is for a person to quote: what is longer is none.
    ids.into_iter().find(|id| !id.is_empty()).map(|id| clean(&mask.text(id), 200))
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
