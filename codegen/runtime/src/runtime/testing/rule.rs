//! Decides what a mock answers, and how often.

use super::super::call::Call;
use super::super::headers::Headers;
use super::super::json::{self, Encode, Value};
use super::super::output::Output;
use super::super::status::StatusCode;
use super::super::transport::Phase;
use super::answer::{Answer, Frame};
use super::mock::{Sent, Shared, lock};
use super::pattern::Pattern;
use super::{Example, Request};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// What a mock answers to some calls: its answers one after the other, the last one for ever, unless [`times`](Self::times) says
/// otherwise.
pub struct Rule<R> {
    shared: Arc<Shared>,
    index: usize,
    frame: Frame,
    request: PhantomData<fn() -> R>,
}

/// One answer.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub(super) content: Content,
    pub(super) headers: Headers,
    pub(super) delay: Duration,
}

/// What an answer holds.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Reply(StatusCode, Vec<u8>),
    Failure(Phase),
}

impl<R: Request> Rule<R> {
    pub(super) fn new(shared: Arc<Shared>, pattern: Result<Pattern, String>, call: &Call) -> Self {
        let frame = Frame { envelope: call.0.client.inner().api.envelope, member: R::MEMBER };
        let mut rules = lock(&shared.rules);
        let index = rules.0.len();
        rules.0.push(State { pattern, answers: Vec::new(), n_calls: 0 });
        drop(rules);
        Self { shared, index, frame, request: PhantomData }
    }

    /// Answers with a value: it comes out of the call as it is.
    pub fn reply(self, value: &<R::Output as Output>::Value) -> Self
    where
        R::Output: Answer,
    {
        let (content_type, body) = <R::Output as Answer>::answer(value, self.frame);
        self.reply_bytes(200, content_type, body)
    }

    /// Answers with the example that the description has for this reply, or else with one that was made of its schema.
    pub fn reply_example(self) -> Self
    where
        R: Example,
    {
        self.reply_text(R::STATUS, "application/json", R::EXAMPLE)
    }

    /// Answers with JSON as the server would send it, an envelope included.
    pub fn reply_json<T: Encode + ?Sized>(self, status: u16, body: &T) -> Self {
        self.reply_bytes(status, "application/json", json::to_vec(body))
    }

    /// Answers with a text as it is.
    pub fn reply_text(self, status: u16, content_type: &str, body: impl Into<String>) -> Self {
        self.reply_bytes(status, content_type, body.into().into_bytes())
    }

    /// Answers with bytes as they are.
    pub fn reply_bytes(self, status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let mut headers = Headers::new();
        headers.set("content-type", content_type);
        self.push(Content::Reply(StatusCode::new(status), body.into()), headers)
    }

    /// Answers with a failure that has a code and a message, in the form that this API gives them.
    pub fn reply_error(self, status: u16, code: impl Into<Value>, message: &str) -> Self {
        let body = self.frame.failure(code.into(), message);
        self.reply_json(status, &body)
    }

    /// Gives no answer: the connection fails.
    pub fn fail(self, phase: Phase) -> Self {
        self.push(Content::Failure(phase), Headers::new())
    }

    /// Adds a header to the last answer.
    pub fn header(self, name: &str, value: impl Into<String>) -> Self {
        self.change(|answer| answer.answer.headers.append(name, value))
    }

    /// Tells the client with the last answer when to come again.
    pub fn retry_after(self, seconds: u64) -> Self {
        self.header("retry-after", seconds.to_string())
    }

    /// Gives the last answer only after a while.
    pub fn delay(self, delay: Duration) -> Self {
        self.change(|answer| answer.answer.delay = delay)
    }

    /// Gives the last answer so often; after that, the next one or nothing.
    pub fn times(self, n: usize) -> Self {
        self.change(|answer| answer.left = Some(n))
    }

    /// How many calls this rule has answered.
    pub fn calls(&self) -> usize {
        lock(&self.shared.rules).0[self.index].n_calls
    }

    fn push(self, content: Content, headers: Headers) -> Self {
        let mut rules = lock(&self.shared.rules);
        let answers = &mut rules.0[self.index].answers;
        // An answer that another one follows is given once, unless its number was set.
        if let Some(last) = answers.last_mut() {
            last.left.get_or_insert(1);
        }
        let answer = Prepared { content, headers, delay: Duration::ZERO };
        answers.push(Counted { answer, left: None, given: false });
        drop(rules);
        self
    }

    fn change(self, change: impl FnOnce(&mut Counted)) -> Self {
        if let Some(last) = lock(&self.shared.rules).0[self.index].answers.last_mut() {
            change(last);
        }
        self
    }
}

impl<R> fmt::Debug for Rule<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule").field("state", &lock(&self.shared.rules).0[self.index]).finish()
    }
}

/// The rules of a mock.
#[derive(Debug, Default)]
pub(super) struct Rules(Vec<State>);

#[derive(Debug)]
struct State {
    pattern: Result<Pattern, String>,
    answers: Vec<Counted>,
    n_calls: usize,
}

#[derive(Debug)]
struct Counted {
    answer: Prepared,
    /// How often it may still be given; nothing means for ever.
    left: Option<usize>,
    given: bool,
}

impl Rules {
    /// The answer to a call, or why there is none.
    pub(super) fn answer(&mut self, sent: &Sent) -> Result<Prepared, String> {
        for state in &mut self.0 {
            if !state.pattern.as_ref().is_ok_and(|pattern| pattern.fits(sent)) {
                continue;
            }
            let open = state.answers.iter_mut().find(|answer| answer.left != Some(0));
            let Some(counted) = open else { continue };
            counted.left = counted.left.map(|left| left - 1);
            counted.given = true;
            state.n_calls += 1;
            return Ok(counted.answer.clone());
        }
        let rules: Vec<String> = self.0.iter().map(State::name).collect();
        let rules = if rules.is_empty() { "none".to_owned() } else { rules.join(", ") };
        Err(format!("no answer for {} {} (rules: {rules})", sent.method(), sent.path()))
    }

    /// The answers that were not given as often as they should.
    pub(super) fn left(&self) -> Vec<String> {
        let open = |counted: &Counted| match counted.left {
            Some(left) => left > 0,
            None => !counted.given,
        };
        self.0.iter().filter(|state| state.answers.iter().any(open)).map(State::name).collect()
    }
}

impl State {
    fn name(&self) -> String {
        match &self.pattern {
            Ok(pattern) => pattern.to_string(),
            Err(fault) => format!("one that cannot be called: {fault}"),
        }
    }
}
