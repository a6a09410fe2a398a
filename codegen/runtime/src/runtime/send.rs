//! Decides how a call goes: attempts, the waits between them, and time limits.

use super::budget::Budget;
use super::call::Call;
use super::client::Inner;
use super::credentials::Credentials;
use super::error::Error;
use super::error_details::Context;
use super::headers::Headers;
use super::observe::Attempt;
use super::output::{Fetched, Reading, Received};
use super::prepare::{Prepared, prepare};
use super::retry;
use super::trace::Span;
use super::transport::Incoming;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// A call under way.
pub(super) struct Exchange<'a> {
    pub(super) client: &'a Inner,
    pub(super) prepared: Prepared,
    pub(super) deadline: Option<Instant>,
    pub(super) limit: Limit,
    /// Whether the head of a successful reply has come.
    pub(super) has_head: bool,
    pub(super) context: Context,
    /// The path with its variables by name.
    template: &'a str,
}

/// The time limit of one attempt.
#[derive(Clone, Copy, Default)]
pub(super) struct Limit {
    pub(super) until: Option<Instant>,
    length: Duration,
    /// Whether it is the attempt's own limit, after which there may be time for another one.
    is_own: bool,
}

/// Whether another attempt may help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hope {
    None,
    /// It may, and the one that failed may have had its effect.
    Again,
    /// It may, and the one that failed had no effect, since nothing was sent.
    Unsent,
}

/// How an attempt ended.
pub(super) enum Outcome {
    Done(Headers, Received),
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
        let has_head = false;
        let exchange = Exchange { client, prepared, deadline, limit, has_head, context, template };
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
    if !client.credentials.has_source() {
        return Ok(None);
    }
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
            let operation = std::mem::take(&mut self.context.operation);
            let number = self.context.attempts + 1;
            let span = Span::of_attempt(&operation, self.template, &self.prepared, number);
            self.context = Context { operation, attempts: number, ..Context::default() };
            self.limit = self.limit();
            self.has_head = false;
            let began = Instant::now();
            let outcome = span.around(self.attempt(reading, &mut turn)).await;
            let wait = match outcome {
                Outcome::Done(headers, received) => {
                    self.observe(&span, began, None, None);
                    self.client.budget.iter().for_each(Budget::give);
                    return Ok(Ok(self.fetched(headers, received)));
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

    /// The reply that the call has come to.
    fn fetched(self, headers: Headers, received: Received) -> Fetched {
        Fetched {
            context: self.context,
            address: self.prepared.url,
            headers,
            mask: self.prepared.mask,
            envelope: self.client.api.envelope,
            received,
            patience: self.prepared.timeout,
            max_item: self.client.max_body,
            again: None,
        }
    }

    /// The time limit of an attempt that begins now.
    fn limit(&self) -> Limit {
        let total = Limit {
            until: self.deadline,
            length: self.prepared.timeout.unwrap_or_default(),
            is_own: false,
        };
        let Some(length) = self.prepared.attempt_timeout else { return total };
        match Instant::now().checked_add(length) {
            Some(until) if total.until.is_none_or(|total| until < total) => {
                Limit { until: Some(until), length, is_own: true }
            }
            _ => total,
        }
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

    pub(super) fn out_of_time(&self, what: &str) -> (Error, Hope) {
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
