//! Decides what a caller learns from a reply that says the call failed.

use super::error_details::Context;
use super::headers::Headers;
use super::json::{self, Decode, Misfit, Value};
use super::mask::clean;
use super::rate_limit::RateLimit;
use super::status::StatusCode;
use std::fmt;

/// The longest excerpt of a body in a message, in characters.
const EXCERPT: usize = 200;

/// How many messages a summary shows.
const SHOWN: usize = 3;

/// The server says that the call failed. Credentials that it echoed are masked throughout.
#[derive(Clone)]
pub struct ApiError {
    pub(crate) context: Context,
    pub(crate) headers: Headers,
    pub(crate) messages: Vec<Message>,
    pub(crate) body: String,
    /// The body as it came, where it is no text.
    pub(crate) bytes: Option<Vec<u8>>,
    pub(crate) note: Option<String>,
}

impl ApiError {
    /// The status of the reply. A 200 whose body says `success: false` is an error, too.
    pub fn status(&self) -> StatusCode {
        self.context.status.unwrap_or(StatusCode::new(0))
    }

    /// What the server says is wrong, in its order.
    pub fn errors(&self) -> &[Message] {
        &self.messages
    }

    /// What the reply says of the server's rate limit.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::of(&self.headers)
    }

    /// The headers of the reply.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The id by which the server knows the request.
    pub fn request_id(&self) -> Option<&str> {
        self.context.request_id.as_deref()
    }

    /// How long the server asks to wait before the next attempt.
    pub fn retry_after(&self) -> Option<std::time::Duration> {
        self.context.retry_after
    }

    /// How many attempts were made.
    pub fn attempts(&self) -> u32 {
        self.context.attempts
    }

    /// The body as text, as far as it was received; at most 1 MiB.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The body as bytes: what [`body`](Self::body) has, and of what is no text every byte.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or(self.body.as_bytes())
    }

    /// Why the body is not whole or not readable, if so.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The body as a `T`, such as the error type that the description gives.
    ///
    /// # Errors
    ///
    /// A [`Misfit`] when the body is no `T`.
    pub fn body_as<T: Decode>(&self) -> Result<T, Misfit> {
        json::from_slice(self.body.as_bytes())
    }

    /// Everything on one line, the call aside.
    pub(crate) fn summary(&self) -> String {
        let mut line = self.status().to_string();
        if self.status().is_success() {
            line.push_str(", but the reply says that the call failed");
        }
        if self.messages.is_empty() {
            let excerpt = clean(&self.body, EXCERPT);
            if !excerpt.is_empty() {
                line.push_str(": ");
                line.push_str(&excerpt);
            }
        } else {
            let shown: Vec<String> = self
                .messages
                .iter()
                .take(SHOWN)
                .map(|message| clean(&message.to_string(), EXCERPT))
                .collect();
            line.push_str(": ");
            line.push_str(&shown.join("; "));
            if self.messages.len() > SHOWN {
                line.push_str(&format!("; and {} more", self.messages.len() - SHOWN));
            }
        }
        if let Some(note) = &self.note {
            line.push_str(&format!(" [{note}]"));
        }
        line
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("context", &self.context)
            .field("errors", &self.messages)
            .field("headers", &self.headers)
            .field("body", &clean(&self.body, EXCERPT))
            .field("note", &self.note)
            .finish()
    }
}

/// One thing that the server says is wrong.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Message {
    /// The server's code for it.
    pub code: Code,
    /// The server's words for it.
    pub message: String,
    /// What lies behind it, outermost first (`error_chain`).
    pub chain: Vec<Message>,
    /// The entry as it came.
    pub value: Value,
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code.is_none(), self.message.is_empty()) {
            (true, _) => f.write_str(&self.message)?,
            (false, true) => write!(f, "[{}]", self.code)?,
            (false, false) => write!(f, "[{}] {}", self.code, self.message)?,
        }
        if self.chain.is_empty() {
            return Ok(());
        }
        let chain: Vec<String> = self.chain.iter().take(SHOWN).map(Message::to_string).collect();
        write!(f, " ({})", chain.join("; "))
    }
}

/// A server's code for an error: a number, a text, or nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code(Option<Value>);

impl Code {
    /// A code when `value` is a number or a text that is not empty.
    pub(crate) fn new(value: Option<&Value>) -> Self {
        Self(
            value
                .filter(|value| {
                    value.as_number().is_some()
                        || value.as_str().is_some_and(|text| !text.is_empty())
                })
                .cloned(),
        )
    }

    /// Whether there is no code.
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// The code as a whole number, whether it came as a number or as text.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Some(Value::String(text)) => text.parse().ok(),
            other => other.as_ref().and_then(Value::as_i64),
        }
    }

    /// The code as it came: a number, a text, or null.
    pub fn to_value(&self) -> Value {
        self.0.clone().unwrap_or(Value::Null)
    }
}

/// The bare code, without quotes; nothing when there is none.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(Value::String(text)) => f.write_str(text),
            Some(value) => value.fmt(f),
            None => Ok(()),
        }
    }
}

impl PartialEq<i64> for Code {
    fn eq(&self, other: &i64) -> bool {
        self.as_i64() == Some(*other)
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.to_string() == **other
    }
}
